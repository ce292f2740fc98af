//! Customers.

mod known;

pub(crate) use known::{Named, find_or_make};

use crate::work::boxed;
use crate::{App, Caller, Error, Result, UseCase, What, Work, invoices::CustomerDraft, work::won};
use net30_domain::{
    customer::Customer,
    event::EventType,
    fault::Fault,
    id::CustomerId,
    money::{Currency, Sum},
    stage::Refusal,
};
use net30_store::{CatalogueFilter, Page, Paging, credit, customer};
use serde_json::json;

/// Makes a customer.
pub struct Create {
    /// Who it is.
    pub draft: CustomerDraft,
}

impl UseCase for Create {
    type Output = Customer;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Customer> {
        check_unique(work, &self.draft, None).await?;
        make(work, &self.draft).await
    }
}

/// Replaces what is known of a customer. Issued documents keep the copy that they froze.
pub struct Replace {
    /// Which.
    pub id: CustomerId,
    /// Who it is.
    pub draft: CustomerDraft,
}

impl UseCase for Replace {
    type Output = Customer;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Customer> {
        let before = load(work, self.id).await?;
        check_unique(work, &self.draft, Some(self.id)).await?;
        enter(work, before, &self.draft).await
    }
}

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
pub async fn seen(app: &App, caller: &Caller, id: CustomerId) -> Result<Seen> {
    let mut reader = app.store().reader().await?;
    let found = customer::load(&mut reader, caller.account_id, id).await?;
    let customer = found.ok_or(Error::NotFound(What::Customer))?;
    let credit = credit::balances(&mut reader, caller.account_id, id).await?;
    Ok(Seen { customer, credit })
}

/// Removes a customer, or archives one that documents refer to.
pub struct Delete {
    /// Which.
    pub id: CustomerId,
}

impl UseCase for Delete {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let before = load(work, self.id).await?;
        let account_id = work.caller.account_id;
        let archived = customer::is_referenced(&mut work.tx, account_id, self.id).await?;
        if archived {
            let after = Customer {
                archived_at: before.archived_at.or(Some(work.now)),
                revision: before.revision + 1,
                updated_at: work.now,
                ..before.clone()
            };
            won(customer::update(&mut work.tx, &after, before.revision).await?)?;
        } else {
            won(customer::delete(&mut work.tx, account_id, self.id).await?)?;
        }
        work.record(EventType::CustomerDeleted, self.id.0, &json!({"archived": archived})).await
    }
}

/// One customer; an archived one too.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such customer.
pub async fn get(app: &App, caller: &Caller, id: CustomerId) -> Result<Customer> {
    let mut reader = app.store().reader().await?;
    let found = customer::load(&mut reader, caller.account_id, id).await?;
    found.ok_or(Error::NotFound(What::Customer))
}

/// A page of customers, newest first.
///
/// # Errors
/// [`Error::BadCursor`] if the cursor is not one of this list's.
pub async fn list(
    app: &App,
    caller: &Caller,
    filter: &CatalogueFilter,
    paging: &Paging,
) -> Result<Page<Customer>> {
    let mut reader = app.store().reader().await?;
    Ok(customer::list(&mut reader, caller.account_id, filter, paging).await?)
}

fn check_name(draft: &CustomerDraft) -> Result<()> {
    if !draft.party.name.display().trim().is_empty() {
        return Ok(());
    }
    let message = "company, or first_name and last_name, is required";
    let fault = Fault::new("/company", "required", message);
    Err(Error::Invalid(vec![fault.resting_on(["/first_name", "/last_name"])]))
}

async fn make(work: &mut Work, draft: &CustomerDraft) -> Result<Customer> {
    check_name(draft)?;
    let customer = Customer {
        id: work.fresh_id(),
        account_id: work.caller.account_id,
        party: draft.party.clone(),
        currency: draft.currency,
        language: draft.language,
        payment_terms: draft.payment_terms.clone(),
        payment_days: draft.payment_days,
        external_id: draft.external_id.clone(),
        notes: draft.notes.clone(),
        metadata: draft.metadata.clone(),
        archived_at: None,
        revision: 1,
        entered_revision: 1,
        created_at: work.now,
        updated_at: work.now,
    };
    customer::insert(&mut work.tx, &customer).await?;
    work.record(EventType::CustomerCreated, customer.id.0, &json!({})).await?;
    Ok(customer)
}

/// Replaces what is known of a customer for every document that is not issued yet.
async fn enter(work: &mut Work, before: Customer, draft: &CustomerDraft) -> Result<Customer> {
    let entered_revision = before.revision + 1;
    let archived_at = before.archived_at;
    let after = changed(&before, draft)?;
    save(work, before, Customer { entered_revision, archived_at, ..after }).await
}

/// Replaces what is known of a customer, in the course of a document; one that was archived is offered again.
async fn replace(work: &mut Work, before: Customer, draft: &CustomerDraft) -> Result<Customer> {
    let after = changed(&before, draft)?;
    save(work, before, after).await
}

fn changed(before: &Customer, draft: &CustomerDraft) -> Result<Customer> {
    check_name(draft)?;
    Ok(Customer {
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
    })
}

async fn save(work: &mut Work, before: Customer, mut after: Customer) -> Result<Customer> {
    if (Customer { entered_revision: before.entered_revision, ..after.clone() }) == before {
        return Ok(before);
    }
    after.revision += 1;
    after.updated_at = work.now;
    won(customer::update(&mut work.tx, &after, before.revision).await?)?;
    let changed = changed_fields(&before, &after);
    work.record(EventType::CustomerUpdated, after.id.0, &json!({"changed": changed})).await?;
    Ok(after)
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

async fn load(work: &mut Work, id: CustomerId) -> Result<Customer> {
    let found = customer::load(&mut work.tx, work.caller.account_id, id).await?;
    let customer = found.ok_or(Error::NotFound(What::Customer))?;
    work.matches(customer.revision)?;
    Ok(customer)
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
