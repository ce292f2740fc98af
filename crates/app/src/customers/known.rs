//! The customer of a document who is spelt out: known, or new.

use super::{blank, changed, changed_fields, make, replace};
use crate::{Result, Work};
use net30_domain::{
    Timestamp,
    customer::{Address, Customer, Name, Party, ShipTo},
    draft::{CustomerDraft, Known},
    id::{AccountId, CustomerId},
    text::alike,
};
use net30_store::{Connection, customer};
use uuid::Uuid;

/// A customer as a document named it.
pub(crate) struct Named {
    /// Its record, which by now has what the document says.
    pub(crate) customer: Customer,
    /// Which fields of a customer that was known are other than they were.
    pub(crate) changed: Vec<&'static str>,
}

/// Finds a customer by external id, else as the draft says, or makes one. What the draft gives is kept on its record.
///
/// # Errors
/// [`crate::Error::Invalid`] if a new customer has no name.
pub(crate) async fn find_or_make(work: &mut Work, draft: &CustomerDraft) -> Result<Named> {
    if let Some(found) = find(work, draft).await? {
        return keep(work, found, draft).await;
    }
    if is_waited_for(work, draft).await?
        && let Some(found) = find(work, draft).await?
    {
        return keep(work, found, draft).await;
    }
    let mut draft = draft.clone();
    let email = draft.party.email.as_ref().filter(|_| draft.known == Known::ByDetailsOrMailbox);
    if draft.party.name.display().trim().is_empty()
        && let Some(email) = email
    {
        draft.party.name.company = Some(email.to_string());
    }
    let customer = make(work, &draft).await?;
    Ok(Named { customer, changed: vec![] })
}

/// The customer that [`find_or_make`] would find or make; nothing is written. A new one has the id nil.
///
/// # Errors
/// Those of the database.
pub(crate) async fn foreseen(
    query: &mut dyn Connection,
    account_id: AccountId,
    draft: &CustomerDraft,
    now: Timestamp,
) -> Result<Customer> {
    Ok(match find_in(query, account_id, draft).await? {
        Some(found) => changed(&found, &laid_over(&found, draft)),
        None => changed(&blank(CustomerId(Uuid::nil()), account_id, now), draft),
    })
}

async fn find(work: &mut Work, draft: &CustomerDraft) -> Result<Option<Customer>> {
    find_in(&mut work.tx, work.caller.account_id, draft).await
}

async fn find_in(
    query: &mut dyn Connection,
    account_id: AccountId,
    draft: &CustomerDraft,
) -> Result<Option<Customer>> {
    if let Some(external_id) = &draft.external_id {
        let found = customer::find_by_external_id(query, account_id, external_id).await?;
        if found.is_some() || draft.known == Known::ByExternalId {
            return Ok(found);
        }
    }
    // Who has another external id is another customer, even with the same mailbox and name.
    let any_external_id = draft.external_id.is_none();
    let party = &draft.party;
    Ok(match (party.identity(), &party.email) {
        (Some(identity), _) => {
            customer::find_by_identity(query, account_id, &identity, any_external_id).await?
        }
        (None, Some(email)) => {
            customer::find_by_email(query, account_id, &email.folded(), any_external_id).await?
        }
        (None, None) => None,
    })
}

/// Waits for whoever makes the same customer at this moment; false if there can be nobody.
async fn is_waited_for(work: &mut Work, draft: &CustomerDraft) -> Result<bool> {
    let account_id = work.caller.account_id;
    let external = draft.external_id.as_ref().map(|id| format!("external\n{id}"));
    let details = match draft.known {
        Known::ByExternalId => None,
        Known::ByDetails | Known::ByDetailsOrMailbox => draft.party.identity().or_else(|| {
            draft.party.email.as_ref().map(|email| format!("mailbox\n{}", email.folded()))
        }),
    };
    let mut is_shared = false;
    for key in external.into_iter().chain(details) {
        is_shared |= customer::wait_for(&mut work.tx, account_id, &key).await?;
    }
    Ok(is_shared)
}

async fn keep(work: &mut Work, found: Customer, draft: &CustomerDraft) -> Result<Named> {
    let wanted = laid_over(&found, draft);
    let before = found.clone();
    let customer = replace(work, found, &wanted).await?;
    let changed = changed_fields(&before, &customer);
    Ok(Named { customer, changed })
}

/// The customer with what the draft says in place of what is known; what the draft leaves out stays.
///
/// An address is one thing, so that no old line stays below a new one; one that reads the same keeps its parts.
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
    let or = |new: &Option<String>, old: &Option<String>| new.clone().or_else(|| old.clone());
    let list = |new: &Vec<_>, old: &Vec<_>| if new.is_empty() { old.clone() } else { new.clone() };
    // A text and the days beside it belong together.
    let (payment_terms, payment_days) = match (&draft.payment_terms, draft.payment_days) {
        (None, None) => (known.payment_terms.clone(), known.payment_days),
        (terms, days) => (terms.clone(), days),
    };
    CustomerDraft {
        party: Party {
            name: kept_name(&old.name, &new.name),
            contact_name: or(&new.contact_name, &old.contact_name),
            email: new.email.clone().or_else(|| old.email.clone()),
            additional_emails: list(&new.additional_emails, &old.additional_emails),
            billing_emails: list(&new.billing_emails, &old.billing_emails),
            phone: or(&new.phone, &old.phone),
            address: kept_address(&old.address, &new.address),
            ship_to,
            tax_id: or(&new.tax_id, &old.tax_id),
            legal_id: or(&new.legal_id, &old.legal_id),
            legal_id_scheme: or(&new.legal_id_scheme, &old.legal_id_scheme),
            electronic_address: new
                .electronic_address
                .clone()
                .or_else(|| old.electronic_address.clone()),
        },
        currency: draft.currency.or(known.currency),
        language: draft.language.or(known.language),
        payment_terms,
        payment_days,
        external_id: or(&draft.external_id, &known.external_id),
        notes: draft.notes.clone().or_else(|| known.notes.clone()),
        metadata: or(&draft.metadata, &known.metadata),
        known: draft.known,
    }
}

/// The name as the draft spells it. The person at a company stays known; another name leaves nothing of the old one.
fn kept_name(known: &Name, said: &Name) -> Name {
    let (old, new) = (alike(&known.display()), alike(&said.display()));
    if new.is_empty() {
        return known.clone();
    }
    let or = |said: &Option<String>, known: &Option<String>| {
        said.clone().or_else(|| known.clone().filter(|_| old == new))
    };
    Name {
        company: or(&said.company, &known.company),
        first_name: or(&said.first_name, &known.first_name),
        last_name: or(&said.last_name, &known.last_name),
    }
}

#[cfg(test)]
mod tests {
    use super::{Name, kept_name};

    fn name(company: &str, first: &str, last: &str) -> Name {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Name { company: some(company), first_name: some(first), last_name: some(last) }
    }

    #[test]
    fn a_name_is_spelt_as_it_was_said_last() {
        for (known, said, kept) in [
            (("Acme", "", ""), ("", "", ""), ("Acme", "", "")),
            (("ACME", "Jane", "Doe"), ("Acme", "", ""), ("Acme", "Jane", "Doe")),
            (("Acme", "", ""), ("Acme", "Jane", "Doe"), ("Acme", "Jane", "Doe")),
            (("Acme", "Jane", "Doe"), ("Globex", "", ""), ("Globex", "", "")),
            (("Acme", "", ""), ("", "Jane", "Doe"), ("", "Jane", "Doe")),
        ] {
            let of = |(company, first, last)| name(company, first, last);
            assert_eq!(kept_name(&of(known), &of(said)), of(kept), "{known:?} {said:?}");
        }
    }
}
