//! A sample invoice of a company that has just come in: set as any other, and kept nowhere. It draws no number.

use crate::{
    App, Boxed, Caller, Result,
    accounts::AccountDraft,
    documents::{Size, set},
    entry,
    print::{Sheet, invoice_of},
    users::Company,
};
use net30_documents::{DocumentInput, pdf::Pages};
use net30_domain::{
    Decimal,
    account::Account,
    customer::{Name, Party},
    document::DocumentType,
    draft::{CustomerDraft, CustomerRef, DraftBody, InvoiceDraft, LineDraft},
    id::{CustomerId, InvoiceId, TemplateId},
    template::{Look, Template},
    text::Country,
};
use uuid::Uuid;

/// What a sample says.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Who issues it.
    pub company: Company,
    /// To whom.
    pub customer: String,
    /// What is sold: name, quantity, price.
    pub lines: Vec<(String, Decimal, Decimal)>,
}

/// A picture of a sample, as the account would issue it today.
///
/// # Errors
/// Those of [`crate::documents::pdf_of`].
pub fn sample<'a>(app: &'a App, account: &'a Account, sample: &'a Sample) -> Boxed<'a, Pages> {
    Box::pin(async move {
        let draft = sample.company.applied(AccountDraft::as_it_is(account));
        set_of(app, account, draft, Look::default(), sample).await
    })
}

/// A picture of a sample in the look of a template, as the account would issue it today.
///
/// # Errors
/// [`crate::Error::NotFound`] if there is no such template, and those of [`crate::documents::pdf_of`].
pub fn sample_in<'a>(
    app: &'a App,
    caller: &'a Caller,
    account: &'a Account,
    template: TemplateId,
    sample: &'a Sample,
) -> Boxed<'a, Pages> {
    Box::pin(async move {
        let template = entry::get::<Template>(app, caller, template).await?;
        set_of(app, account, AccountDraft::as_it_is(account), template.look, sample).await
    })
}

async fn set_of(
    app: &App,
    account: &Account,
    draft: AccountDraft,
    look: Look,
    sample: &Sample,
) -> Result<Pages> {
    let now = app.now();
    let today = now.to_zoned(draft.time_zone.clone()).date();
    let number = account.pattern(DocumentType::Invoice).format(today, 1);
    let lines = sample.lines.iter().map(|(name, quantity, price)| LineDraft {
        name: Some(name.clone()),
        quantity: Some(*quantity),
        unit_price: Some(*price),
        ..LineDraft::default()
    });
    let body = DraftBody { lines: lines.collect(), ..DraftBody::default() };
    let customer = CustomerRef::Id(CustomerId(Uuid::nil()));
    let sheet = Sheet {
        id: InvoiceId(Uuid::nil()),
        document: DocumentType::Invoice,
        draft: InvoiceDraft { number: Some(number), ..InvoiceDraft::of(customer, body) },
        customer: CustomerDraft {
            party: Party {
                name: Name { company: Some(sample.customer.clone()), ..Name::default() },
                ..Party::default()
            },
            ..CustomerDraft::default()
        },
        account: draft,
        look,
        issued_at: Some(now),
        link: None,
    };
    let invoice = invoice_of(&sheet, now)?;
    set(app, account.id, Size::Usual, move |renderer| {
        let input = DocumentInput {
            invoice: &invoice,
            seller: &sheet.account.seller,
            buyer: &sheet.customer.party,
            look: &sheet.look,
            public_url: None,
            pay_online: false,
            created_at: invoice.created_at,
        };
        renderer.pages(&input, &(1..=1))
    })
    .await
}

impl Sample {
    /// A sample of an account as it is, with nothing sold yet.
    ///
    /// # Panics
    /// Never: the country that stands in for one is one.
    #[must_use]
    pub fn of(account: &Account) -> Self {
        let Account { seller, defaults, time_zone, .. } = account;
        let country = seller.address.country;
        let company = Company {
            name: seller.name.clone(),
            country: country.unwrap_or_else(|| Country::parse("US").expect("it is a country")),
            currency: defaults.currency,
            language: defaults.language,
            time_zone: time_zone.clone(),
        };
        Self { company, customer: String::new(), lines: vec![] }
    }
}
