//! Customers.

use crate::{
    App, Caller, Error, Result, UseCase, What, Work, html::sanitised, invoices::CustomerDraft,
    work::won,
};
use net30_domain::{
    customer::{Address, Customer, Name, Party, ShipTo},
    event::EventType,
    id::CustomerId,
    stage::Refusal,
    text::Email,
};
use net30_store::{CatalogueFilter, Page, Paging, customer};
use serde_json::json;

/// Makes a customer.
pub struct Create {
    /// Who it is.
    pub draft: CustomerDraft,
}

impl UseCase for Create {
    type Output = Customer;

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

    async fn run(&self, work: &mut Work) -> Result<Customer> {
        let before = load(work, self.id).await?;
        check_unique(work, &self.draft, Some(self.id)).await?;
        replace(work, before, &self.draft).await
    }
}

/// Removes a customer, or archives one that documents refer to.
pub struct Delete {
    /// Which.
    pub id: CustomerId,
}

impl UseCase for Delete {
    type Output = ();

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

/// Finds a customer by external id, then by e-mail, or makes one.
pub(crate) async fn find_or_make(work: &mut Work, draft: &CustomerDraft) -> Result<Customer> {
    let account_id = work.caller.account_id;
    let mut found = None;
    if let Some(external_id) = &draft.external_id {
        found = customer::find_by_external_id(&mut work.tx, account_id, external_id).await?;
    }
    if found.is_none()
        && let Some(email) = &draft.party.email
    {
        let same = customer::find_by_email(&mut work.tx, account_id, &email.folded()).await?;
        // Another external id is another customer, even with the same mailbox.
        found =
            same.filter(|customer| draft.external_id.is_none() || customer.external_id.is_none());
    }
    match found {
        Some(customer) if draft.update_found => {
            let draft = laid_over(&customer, draft);
            replace(work, customer, &draft).await
        }
        Some(customer) => Ok(customer),
        None => make(work, draft).await,
    }
}

/// The customer with what the draft says in place of what is known; what the draft leaves out stays.
///
/// An address that reads the same keeps its parts.
fn laid_over(known: &Customer, draft: &CustomerDraft) -> CustomerDraft {
    let kept_address = |known: &Address, said: &Address| {
        let is_same = said.is_empty() || said.text() == known.text();
        if is_same { known.clone() } else { said.clone() }
    };
    let (old, new) = (&known.party, &draft.party);
    let ship_to = match (&old.ship_to, &new.ship_to) {
        (Some(old), Some(new)) => {
            Some(ShipTo { address: kept_address(&old.address, &new.address), ..new.clone() })
        }
        (old, new) => new.clone().or_else(|| old.clone()),
    };
    CustomerDraft {
        party: Party {
            name: new.name.clone(),
            email: new.email.clone().or_else(|| old.email.clone()),
            phone: new.phone.clone().or_else(|| old.phone.clone()),
            address: kept_address(&old.address, &new.address),
            legal_id: new.legal_id.clone().or_else(|| old.legal_id.clone()),
            ship_to,
            ..old.clone()
        },
        currency: draft.currency.or(known.currency),
        language: draft.language.or(known.language),
        external_id: draft.external_id.clone().or_else(|| known.external_id.clone()),
        notes: draft.notes.clone().or_else(|| known.notes.clone()),
        metadata: draft.metadata.clone().or_else(|| known.metadata.clone()),
        update_found: true,
    }
}

/// Finds the customer with an e-mail address and takes over what is given of name and address, or makes one.
///
/// Parts of the name add to one another; an address is one thing, so that no old line stays below a new one. Who is
/// known by the e-mail address alone is called by it.
pub(crate) async fn find_or_make_by_email(
    work: &mut Work,
    email: &Email,
    name: &Name,
    address: &Address,
) -> Result<Customer> {
    let account_id = work.caller.account_id;
    let found = customer::find_by_email(&mut work.tx, account_id, &email.folded()).await?;
    let Some(found) = found else {
        let mut name = name.clone();
        if name.display().trim().is_empty() {
            name.company = Some(email.to_string());
        }
        let (email, address) = (Some(email.clone()), address.clone());
        let party = Party { name, email, address, ..Party::default() };
        return make(work, &CustomerDraft { party, ..CustomerDraft::default() }).await;
    };
    let known = found.clone();
    let or = |given: &Option<String>, known: Option<String>| given.clone().or(known);
    // The address stood in for a name only as long as there was none.
    let stood_in = |company: &String| *name != Name::default() && *company == found_email(&found);
    let party = Party {
        name: Name {
            company: or(&name.company, known.party.name.company.filter(|name| !stood_in(name))),
            first_name: or(&name.first_name, known.party.name.first_name),
            last_name: or(&name.last_name, known.party.name.last_name),
        },
        email: Some(email.clone()),
        address: if address.is_empty() { known.party.address } else { address.clone() },
        ..known.party
    };
    let draft = CustomerDraft {
        party,
        currency: known.currency,
        language: known.language,
        external_id: known.external_id,
        notes: known.notes,
        metadata: known.metadata,
        update_found: false,
    };
    replace(work, found, &draft).await
}

fn found_email(customer: &Customer) -> String {
    customer.party.email.as_ref().map(Email::to_string).unwrap_or_default()
}

async fn make(work: &mut Work, draft: &CustomerDraft) -> Result<Customer> {
    if draft.party.name.display().trim().is_empty() {
        let message = "company, or first_name and last_name, is required";
        return Err(Error::fault("/company", "required", message));
    }
    let customer = Customer {
        id: work.fresh_id(),
        account_id: work.caller.account_id,
        party: draft.party.clone(),
        currency: draft.currency,
        language: draft.language,
        external_id: draft.external_id.clone(),
        notes: draft.notes.as_deref().map(sanitised),
        metadata: draft.metadata.clone(),
        archived_at: None,
        revision: 1,
        created_at: work.now,
        updated_at: work.now,
    };
    customer::insert(&mut work.tx, &customer).await?;
    work.record(EventType::CustomerCreated, customer.id.0, &json!({})).await?;
    Ok(customer)
}

async fn replace(work: &mut Work, before: Customer, draft: &CustomerDraft) -> Result<Customer> {
    if draft.party.name.display().trim().is_empty() {
        let message = "company, or first_name and last_name, is required";
        return Err(Error::fault("/company", "required", message));
    }
    let mut after = Customer {
        party: draft.party.clone(),
        currency: draft.currency,
        language: draft.language,
        external_id: draft
            .external_id
            .clone()
            .or_else(|| draft.update_found.then(|| before.external_id.clone()).flatten()),
        notes: draft.notes.as_deref().map(sanitised),
        metadata: draft.metadata.clone(),
        ..before.clone()
    };
    if after == before {
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
