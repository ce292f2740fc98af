//! Customers.

mod known;

pub(crate) use known::{Named, find_or_make, foreseen};

use crate::work::boxed;
use crate::{
    App, Boxed, Caller, Error, Result, UseCase, What, Work,
    entry::{self, Creatable, Entry, inserted_in, kept_in},
};
use net30_domain::{
    Timestamp,
    customer::{Customer, Party},
    draft::CustomerDraft,
    event::EventType,
    fault::Fault,
    id::{AccountId, CustomerId},
    invoice::Invoice,
    money::{Currency, Sum},
    refusal::Refusal,
    text::Email,
};
use net30_store::{CatalogueFilter, CustomerFilter, Page, Paging, credit, customer};
use serde_json::{Value, json};

/// Makes a customer.
pub type Create = entry::Create<Customer>;
/// Replaces what is known of a customer. Issued documents keep the copy that they froze.
pub type Replace = entry::Replace<Customer>;
/// Removes a customer, or archives one that documents refer to.
pub type Delete = entry::Delete<Customer>;

/// A customer with its credit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The customer.
    pub customer: Customer,
    /// What was paid beyond what was due, for each currency in which there is any.
    pub credit: Vec<(Currency, Sum)>,
}

/// Does something with a customer, and shows its credit.
pub struct Showing<U>(pub U);

impl<U: UseCase<Output = Customer>> UseCase for Showing<U> {
    type Output = Seen;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Seen> {
        let customer = self.0.run(work).await?;
        let account_id = work.caller.account_id;
        let credit = credit::balances(&mut work.tx, account_id, customer.id).await?;
        Ok(Seen { customer, credit })
    }
}

/// One customer with its credit; an archived one too.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such customer.
pub fn seen<'a>(app: &'a App, caller: &'a Caller, id: CustomerId) -> Boxed<'a, Seen> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let found = customer::load(&mut reader, caller.account_id, id).await?;
        let customer = found.ok_or(Error::NotFound(What::Customer))?;
        let credit = credit::balances(&mut reader, caller.account_id, id).await?;
        Ok(Seen { customer, credit })
    })
}

/// A page of customers, newest first.
///
/// # Errors
/// [`Error::BadCursor`] if the cursor is not one of this list's.
pub fn list<'a>(
    app: &'a App,
    caller: &'a Caller,
    filter: &'a CatalogueFilter,
    paging: &'a Paging,
) -> Boxed<'a, Page<Customer>> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        Ok(customer::list(&mut reader, caller.account_id, filter, paging).await?)
    })
}

/// As [`list`], of those alone with an e-mail address or an id of the client's own.
///
/// # Errors
/// [`Error::BadCursor`] if the cursor is not one of this list's.
pub fn list_exactly<'a>(
    app: &'a App,
    caller: &'a Caller,
    filter: &'a CustomerFilter,
    paging: &'a Paging,
) -> Boxed<'a, Page<Customer>> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        Ok(customer::list_exactly(&mut reader, caller.account_id, filter, paging).await?)
    })
}

fn check_name(draft: &CustomerDraft) -> Result<()> {
    if !draft.party.name.display().trim().is_empty() {
        return Ok(());
    }
    let message = "company, or first_name and last_name, is required";
    let fault = Fault::new("/company", "required", message);
    Err(Error::Invalid(vec![fault.resting_on(["/first_name", "/last_name"])]))
}

impl Entry for Customer {
    type Draft = CustomerDraft;
    type Id = CustomerId;
    const WHAT: What = What::Customer;
    const EVENTS: [EventType; 3] =
        [EventType::CustomerCreated, EventType::CustomerUpdated, EventType::CustomerDeleted];

    async fn check(draft: &CustomerDraft, work: &mut Work, own: Option<CustomerId>) -> Result<()> {
        check_unique(work, draft, own).await?;
        check_name(draft)
    }

    /// Replaces what is known of it for every document that is not issued yet.
    async fn with(&self, draft: &CustomerDraft, _: &mut Work) -> Result<Self> {
        let entered_revision = self.revision + 1;
        let archived_at = self.archived_at;
        Ok(Self { entered_revision, archived_at, ..changed(self, draft) })
    }

    fn is_same(&self, other: &Self) -> bool {
        Self { entered_revision: other.entered_revision, ..self.clone() } == *other
    }

    fn replaced(&self, before: &Self) -> Value {
        json!({"changed": changed_fields(before, self)})
    }

    kept_in!(customer);
}

impl Creatable for Customer {
    async fn made(id: CustomerId, draft: &CustomerDraft, work: &mut Work) -> Result<Self> {
        Ok(changed(&blank(id, work.caller.account_id, work.now), draft))
    }

    inserted_in!(customer);
}

/// A customer of whom nothing is known yet.
pub(crate) fn blank(id: CustomerId, account_id: AccountId, now: Timestamp) -> Customer {
    Customer {
        id,
        account_id,
        party: Party::default(),
        currency: None,
        language: None,
        payment_terms: None,
        payment_days: None,
        external_id: None,
        notes: None,
        metadata: None,
        archived_at: None,
        revision: 1,
        entered_revision: 1,
        created_at: now,
        updated_at: now,
    }
}

/// Makes a customer in the course of a document.
async fn make(work: &mut Work, draft: &CustomerDraft) -> Result<Customer> {
    check_name(draft)?;
    entry::make(work, draft).await
}

/// Replaces what is known of a customer, in the course of a document; one that was archived is offered again.
async fn replace(work: &mut Work, before: Customer, draft: &CustomerDraft) -> Result<Customer> {
    check_name(draft)?;
    let after = changed(&before, draft);
    entry::keep(work, before, after).await
}

/// The customer with what the draft says, and offered again.
fn changed(before: &Customer, draft: &CustomerDraft) -> Customer {
    Customer {
        party: draft.party.clone(),
        currency: draft.currency,
        language: draft.language,
        payment_terms: draft.payment_terms.clone(),
        payment_days: draft.payment_days,
        external_id: draft.external_id.clone(),
        notes: draft.notes.clone(),
        metadata: draft.metadata.clone(),
        archived_at: None,
        ..before.clone()
    }
}

/// Which fields changed. Their values stay out of the history: they are personal data that may have to be erased.
fn changed_fields(before: &Customer, after: &Customer) -> Vec<&'static str> {
    let (old, new) = (&before.party, &after.party);
    [
        ("name", old.name != new.name),
        ("contact_name", old.contact_name != new.contact_name),
        ("email", old.email != new.email),
        ("additional_emails", old.additional_emails != new.additional_emails),
        ("billing_emails", old.billing_emails != new.billing_emails),
        ("phone", old.phone != new.phone),
        ("address", old.address != new.address),
        ("ship_to", old.ship_to != new.ship_to),
        ("tax_id", old.tax_id != new.tax_id),
        ("legal_id", old.legal_id != new.legal_id),
        ("legal_id_scheme", old.legal_id_scheme != new.legal_id_scheme),
        ("electronic_address", old.electronic_address != new.electronic_address),
        ("currency", before.currency != after.currency),
        ("lang", before.language != after.language),
        ("payment_terms", before.payment_terms != after.payment_terms),
        ("payment_days", before.payment_days != after.payment_days),
        ("external_id", before.external_id != after.external_id),
        ("notes", before.notes != after.notes),
        ("metadata", before.metadata != after.metadata),
    ]
    .into_iter()
    .filter_map(|(field, changed)| changed.then_some(field))
    .collect()
}

async fn check_unique(
    work: &mut Work,
    draft: &CustomerDraft,
    own: Option<CustomerId>,
) -> Result<()> {
    let Some(external_id) = &draft.external_id else { return Ok(()) };
    let account_id = work.caller.account_id;
    let owner = customer::find_by_external_id(&mut work.tx, account_id, external_id).await?;
    match owner.filter(|owner| Some(owner.id) != own) {
        Some(owner) => {
            let what = format!("the external_id {external_id}");
            Err(Refusal::Duplicate { what, by: format!("customer {}", owner.id) }.into())
        }
        None => Ok(()),
    }
}

/// Where e-mails about a document go: the customer's address and its addresses for invoices.
pub(crate) async fn addresses_of(work: &mut Work, invoice: &Invoice) -> Result<Vec<Email>> {
    let id = invoice.content.customer_id;
    let found = customer::load(&mut work.tx, invoice.account_id, id).await?;
    let party = found.ok_or(Error::NotFound(What::Customer))?.party;
    Ok(each_once(party.email.into_iter().chain(party.billing_emails).collect()))
}

/// Addresses, of which none is written to twice.
pub(crate) fn each_once(addresses: Vec<Email>) -> Vec<Email> {
    let mut seen = std::collections::HashSet::new();
    addresses.into_iter().filter(|address| seen.insert(address.folded())).collect()
}
