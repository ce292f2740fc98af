//! A document as it is shown.

use crate::{App, Boxed, Caller, Error, Result, What, Work, unprintable};
use jiff::tz::TimeZone;
use net30_domain::{
    Date,
    customer::Customer,
    id::InvoiceId,
    invoice::Invoice,
    standing::Standing,
    warning::{self, Warning},
};
use net30_store::{account, customer, invoice};

/// A document with what a reply shows beside it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The document. It is large, and handed on from one to the next.
    pub invoice: Box<Invoice>,
    /// Its customer, as a draft names it; an issued document also holds the customer as it was then.
    pub customer: Box<Customer>,
    /// Today in the account's time zone: what is overdue depends on it.
    pub today: Date,
    /// What is allowed, but may not be what was meant.
    pub warnings: Vec<Warning>,
    /// Its own link, which needs no key.
    pub link: String,
}

impl Shown {
    /// Where the document stands today.
    #[must_use]
    pub fn standing(&self) -> Standing {
        self.invoice.standing(self.today)
    }

    /// Whether who knows the document's revision knows all of it: no day has made it overdue since that was written, and
    /// nothing was changed of its customer. A credit note also says what became of its invoice.
    #[must_use]
    pub fn is_told_by_revision(&self) -> bool {
        let written_at = self.invoice.updated_at;
        // A day of whichever time zone: one sooner is on the safe side.
        let written_on = written_at.to_zoned(TimeZone::UTC).date().yesterday();
        let was_overdue = written_on.is_ok_and(|day| self.invoice.standing(day).overdue);
        self.invoice.credits.is_none()
            && (was_overdue || !self.standing().overdue)
            && self.customer.updated_at <= written_at
    }

    /// Whether a client of an API that erases has deleted it, so that such APIs no longer show it.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.invoice.is_hidden()
    }

    /// The document with its customer as it names it.
    pub(crate) fn naming(
        app: &App,
        invoice: Box<Invoice>,
        customer: Customer,
        today: Date,
    ) -> Self {
        let party = customer.named_in(invoice.content.buyer.as_deref());
        let mut warnings = warning::of_invoice(&invoice, &invoice.named(&customer));
        warnings.extend(unprintable::warnings(app, &invoice, &party));
        let link = app.document_link(invoice.id);
        let customer = Box::new(Customer { party, ..customer });
        Self { invoice, customer, today, warnings, link }
    }

    pub(crate) async fn of(
        work: &mut Work,
        invoice: Box<Invoice>,
        customer: Option<Customer>,
    ) -> Result<Self> {
        let customer = if let Some(customer) = customer {
            customer
        } else {
            let id = invoice.content.customer_id;
            customer::load(&mut work.tx, work.caller.account_id, id)
                .await?
                .ok_or_else(|| Error::broken(format!("customer {id} of an invoice is gone")))?
        };
        let today = work.today().await?;
        if unprintable::must_look(&work.app, &invoice, &customer) {
            return Err(unprintable::looked_first(work));
        }
        let mut shown = Self::naming(&work.app, invoice, customer, today);
        // What this request did comes first, then what is so as long as nobody changes it.
        shown.warnings.splice(0..0, work.take_warnings());
        Ok(shown)
    }
}

/// One document.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such document, or a client deleted it.
pub fn get<'a>(app: &'a App, caller: &'a Caller, id: InvoiceId) -> Boxed<'a, Shown> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let found = invoice::load(&mut reader, caller.account_id, id).await?;
        shown(app, caller, found, &mut reader).await
    })
}

/// What was found, with what is shown beside it.
pub(crate) async fn shown(
    app: &App,
    caller: &Caller,
    found: Option<Invoice>,
    reader: &mut net30_store::Reader,
) -> Result<Shown> {
    let invoice =
        found.filter(|invoice| caller.sees(invoice)).ok_or(Error::NotFound(What::Invoice))?;
    let id = invoice.content.customer_id;
    let (account, customer) = account::shared_with_customer(reader, caller.account_id, id).await?;
    let customer =
        customer.ok_or_else(|| Error::broken(format!("customer {id} of an invoice is gone")))?;
    let account = account.ok_or(Error::NotFound(What::Account))?;
    if unprintable::must_look(app, &invoice, &customer) {
        unprintable::look(app).await?;
    }
    Ok(Shown::naming(app, Box::new(invoice), customer, account.today(app.now())))
}
