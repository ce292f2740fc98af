//! An invoice that shows what a template does with one: of the account, to nobody, kept nowhere. It draws no number.

use crate::{
    Result,
    accounts::AccountDraft,
    documents::Exhibit,
    print::{Sheet, invoice_of},
};
use net30_documents::DocumentInput;
use net30_domain::{
    Decimal, Timestamp,
    account::Account,
    customer::{Address, Name, Party},
    document::{Discount, DocumentType, ItemReferences, References, ServicePeriod},
    draft::{CustomerDraft, CustomerRef, DraftBody, Field, InvoiceDraft, LineDraft, TaxRef},
    html::Html,
    id::{CustomerId, InvoiceId},
    invoice::Invoice,
    tax::{Category, Rate, Tax},
    template::Look,
};
use uuid::Uuid;

/// A sample, with whom it is from and to.
pub(crate) struct Specimen {
    pub(crate) invoice: Invoice,
    sheet: Sheet,
}

impl Specimen {
    /// The sample of an account, in a look.
    ///
    /// # Errors
    /// None that is known: whatever an account's settings are, its sample can be calculated.
    pub(crate) fn of(account: &Account, look: Look, now: Timestamp) -> Result<Self> {
        let settings = AccountDraft::as_it_is(account);
        let today = account.today(now);
        let number = account.pattern(DocumentType::Invoice).format(today, 1);
        let customer = CustomerRef::Id(CustomerId(Uuid::nil()));
        let draft = InvoiceDraft {
            number: Some(number),
            service: ServicePeriod { start: Some(today), end: Some(today) },
            ..InvoiceDraft::of(customer, body())
        };
        let sheet = Sheet {
            id: InvoiceId(Uuid::nil()),
            document: DocumentType::Invoice,
            draft,
            customer: CustomerDraft { party: buyer(account), ..CustomerDraft::default() },
            account: settings,
            look,
            issued_at: Some(now),
            link: None,
        };
        Ok(Self { invoice: invoice_of(&sheet, now)?, sheet })
    }
}

impl Exhibit for Specimen {
    fn input(&self) -> DocumentInput<'_> {
        DocumentInput {
            invoice: &self.invoice,
            seller: &self.sheet.account.seller,
            buyer: &self.sheet.customer.party,
            look: &self.sheet.look,
            public_url: None,
            pay_online: false,
            created_at: self.invoice.created_at,
        }
    }
}

fn buyer(account: &Account) -> Party {
    Party {
        name: Name {
            company: Some("Globex Corporation".to_owned()),
            first_name: Some("Ada".to_owned()),
            last_name: Some("Moreau".to_owned()),
        },
        address: Address {
            line1: Some("12 Harbour Street".to_owned()),
            city: Some("Springfield".to_owned()),
            postal_code: Some("10115".to_owned()),
            country: account.seller.address.country,
            ..Address::default()
        },
        ..Party::default()
    }
}

fn body() -> DraftBody {
    let percent = |value: i64| Rate::Percentage(Decimal::from(value));
    let tax = |value| {
        TaxRef::Inline(Tax {
            id: None,
            name: "VAT".to_owned(),
            rate: percent(value),
            category: Category::Standard,
            exemption_reason: None,
            compound: false,
        })
    };
    let line = |name: &str, number: &str, quantity: i64, unit: &str, price: i64| LineDraft {
        name: Some(name.to_owned()),
        quantity: Some(Decimal::from(quantity)),
        unit: Some(unit.to_owned()),
        unit_price: Some(Decimal::from(price)),
        item: ItemReferences {
            seller_item_id: Some(number.to_owned()),
            ..ItemReferences::default()
        },
        ..LineDraft::default()
    };
    DraftBody {
        lines: vec![
            LineDraft {
                description: Some(Html::sanitised(
                    "<p>Concept, drafts and final artwork</p><ul><li>two rounds of changes</li><li>files for print</li></ul>",
                )),
                ..line("Design of the spring campaign", "D-100", 12, "hour", 90)
            },
            LineDraft {
                discount: Some(Discount { rate: percent(10), name: None, code: None }),
                ..line("Posters, A2, two colours", "P-220", 250, "piece", 2)
            },
            LineDraft { taxes: Some(vec![tax(7)]), ..line("Handbook", "H-7", 3, "piece", 28) },
        ],
        taxes: Some(vec![tax(19)]),
        tax_included: Some(false),
        payment_days: Field::Value(30),
        references: References {
            purchase_order: Some("PO-7781".to_owned()),
            ..References::default()
        },
        notes: Field::Value(Html::sanitised("Thank you for your order.")),
        ..DraftBody::default()
    }
}
