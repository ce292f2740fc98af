//! Customers of an account.

use crate::{
    Boxed, Connection, CustomerFilter, Page, Paging, Query, Result, Tx,
    catalogue::{self, catalogue},
    db::{
        At, FromRow, Json, Param, Row, args, owned,
        search::{self, Kind},
    },
    kept::{Kept as _, json, kept_struct},
    paging::NewestFirst,
    recurring,
};
use net30_domain::{
    account::Account,
    customer::{Customer, Party},
    html::Html,
    id::{AccountId, CustomerId},
    money::Currency,
    text::{Email, Language, folded},
};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Most characters of former names that a customer is found by.
const FORMER_NAMES_MAX: usize = 4000;
/// How many customers a step of the migration reads at once.
const BATCH: i64 = 500;

catalogue! {
    Customer, CustomerId, "customer",
    "id, account_id, details, external_id, metadata, archived_at, revision, created_at, updated_at",
    &[Kind::CustomerName, Kind::CustomerContact];
    INSERT = "insert into customer (id, account_id, name, email, external_id, archived, search, metadata,
        details, archived_at, revision, created_at, updated_at, identity)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
    UPDATE = "update customer set name = ?3, email = ?4, external_id = ?5, archived = ?6, search = ?7,
        metadata = ?8, details = ?9, archived_at = ?10, revision = ?11, updated_at = ?13, identity = ?14
        where id = ?1 and account_id = ?2 and created_at = ?12 and revision = ?15";
    BY_EXTERNAL_ID = "select id from customer where account_id = ?1 and external_id = ?2";
    BY_EMAIL = "select id from customer where account_id = ?1 and email = ?2 and archived = 0
        and (external_id is null or ?3 = 1) order by created_at, id limit 1";
    ALL_BY_EMAIL = "select id from customer where account_id = ?1 and email = ?2 order by created_at desc, id desc limit ?3";
    BY_IDENTITY = "select id from customer where account_id = ?1 and identity = ?2 and archived = 0
        and (external_id is null or ?3 = 1) order by created_at, id limit 1";
    PARTIES = "select id, details from customer where id > ?1 order by id limit ?2";
    SET_IDENTITY = "update customer set identity = ?2 where id = ?1";
    ARE_SAME = "select c.id from customer c join account a on a.id = c.account_id
        where c.id = ?1 and c.revision = ?2 and a.revision = ?3";
    INVOICE_OF = "select id from invoice where customer_id = ?1 and account_id = ?2 limit 1";
    NAMES = "select text from search_text where object_id = ?1 and kind = ?2";
}

/// What no list filters or sorts by.
struct Details {
    party: Party,
    currency: Option<Currency>,
    language: Option<Language>,
    payment_terms: Option<String>,
    payment_days: Option<i32>,
    notes: Option<Html>,
    entered_revision: i64,
}
kept_struct! { Details as DetailsRecord {
    party: Party, currency: Option<Currency>, language: Option<Language>,
    payment_terms: Option<String>, payment_days: Option<i32>, notes: Option<Html>,
    entered_revision: i64,
} }

impl Details {
    fn of(customer: &Customer) -> Self {
        Self {
            party: customer.party.clone(),
            currency: customer.currency,
            language: customer.language,
            payment_terms: customer.payment_terms.clone(),
            payment_days: customer.payment_days,
            notes: customer.notes.clone(),
            entered_revision: customer.entered_revision,
        }
    }
}

impl FromRow for Customer {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let (id, account_id) = (CustomerId(row.take()?), AccountId(row.take()?));
        let details: Details = row.kept()?;
        Ok(Self {
            id,
            account_id,
            party: details.party,
            currency: details.currency,
            language: details.language,
            payment_terms: details.payment_terms,
            payment_days: details.payment_days,
            notes: details.notes,
            entered_revision: details.entered_revision,
            external_id: row.take()?,
            metadata: row.take()?,
            archived_at: row.moment()?,
            revision: row.take()?,
            created_at: row.take::<At>()?.0,
            updated_at: row.take::<At>()?.0,
        })
    }
}

/// The folded texts that a customer is found by.
struct Searched {
    names: String,
    contacts: String,
}

impl Searched {
    fn of(customer: &Customer) -> Self {
        let party = &customer.party;
        let emails = [&party.email].into_iter().flatten();
        let emails = emails.chain(&party.additional_emails).chain(&party.billing_emails);
        let contacts = emails.map(Email::folded).chain(customer.external_id.as_deref().map(folded));
        let names = party.name.company.iter().map(|name| folded(name));
        let names = names.chain([folded(&party.name.person())]);
        let names = names.chain(party.contact_name.iter().map(|name| folded(name)));
        Self { names: lines(names), contacts: lines(contacts) }
    }

    fn all(&self) -> String {
        lines([self.names.clone(), self.contacts.clone()])
    }
}

/// Texts in lines, so that no search finds the end of one together with the beginning of the next.
fn lines(texts: impl IntoIterator<Item = String>) -> String {
    let mut lines: Vec<String> = Vec::new();
    for text in texts {
        if !text.is_empty() && !lines.contains(&text) {
            lines.push(text);
        }
    }
    lines.join("\n")
}

fn values(customer: &Customer) -> Vec<Box<dyn Param>> {
    owned![
        customer.id.0,
        customer.account_id.0,
        customer.party.name.display(),
        customer.party.email.as_ref().map(Email::folded),
        customer.external_id.clone(),
        i16::from(customer.archived_at.is_some()),
        Searched::of(customer).all(),
        customer.metadata.clone(),
        json(&Details::of(customer)),
        customer.archived_at.map(At),
        customer.revision,
        At(customer.created_at),
        At(customer.updated_at),
        identity(&customer.party)
    ]
}

/// Keeps a new customer.
///
/// # Errors
/// [`crate::Error::Unique`] of `customer_external_id_unique` if the account has one with its external id.
pub fn insert<'a>(tx: &'a mut Tx, customer: &'a Customer) -> Boxed<'a, ()> {
    Box::pin(async move {
        catalogue::insert(tx, customer).await?;
        keep_searched(tx, customer, &Searched::of(customer)).await
    })
}

/// Keeps a changed customer; false if its revision is no longer the expected one.
///
/// # Errors
/// As [`insert`].
pub fn update<'a>(
    tx: &'a mut Tx,
    customer: &'a Customer,
    expected_revision: i64,
) -> Boxed<'a, bool> {
    Box::pin(async move {
        if !catalogue::update(tx, customer, expected_revision).await? {
            return Ok(false);
        }
        let searched = Searched::of(customer);
        keep_former_names(tx, customer, &searched).await?;
        keep_searched(tx, customer, &searched).await?;
        Ok(true)
    })
}

async fn keep_searched(tx: &mut Tx, customer: &Customer, searched: &Searched) -> Result<()> {
    let (account, id) = (customer.account_id, customer.id.0);
    search::keep(tx, account, Kind::CustomerName, id, &searched.names).await?;
    search::keep(tx, account, Kind::CustomerContact, id, &searched.contacts).await
}

/// Issued documents bear the name of their day, and are found by it after the customer was renamed.
async fn keep_former_names(tx: &mut Tx, customer: &Customer, searched: &Searched) -> Result<()> {
    let id = customer.id.0;
    let before: Option<(String,)> =
        tx.optional(&NAMES, args![id, Kind::CustomerName as i16]).await?;
    let Some((before,)) = before.filter(|(before,)| *before != searched.names) else {
        return Ok(());
    };
    let former: Option<(String,)> =
        tx.optional(&NAMES, args![id, Kind::CustomerFormerName as i16]).await?;
    let former = former.map(|(former,)| former).unwrap_or_default();
    let names = before.lines().chain(former.lines()).map(str::to_owned);
    let mut names = lines(names);
    if names.chars().count() > FORMER_NAMES_MAX {
        names = names.chars().take(FORMER_NAMES_MAX).collect();
    }
    search::keep(tx, customer.account_id, Kind::CustomerFormerName, id, &names).await
}

/// The customer with an id of the client's own, archived or not.
pub fn find_by_external_id<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    external_id: &'a str,
) -> Boxed<'a, Option<Customer>> {
    Box::pin(async move {
        match q.optional(&BY_EXTERNAL_ID, args![account.0, external_id]).await? {
            Some((id,)) => catalogue::load(q, account, id).await,
            None => Ok(None),
        }
    })
}

/// The oldest customer with a folded e-mail address that is not archived; only one without an external id unless
/// `any_external_id`.
pub fn find_by_email<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    folded: &'a str,
    any_external_id: bool,
) -> Boxed<'a, Option<Customer>> {
    Box::pin(async move {
        let any = i32::from(any_external_id);
        match q.optional(&BY_EMAIL, args![account.0, folded, any]).await? {
            Some((id,)) => catalogue::load(q, account, id).await,
            None => Ok(None),
        }
    })
}

/// The oldest customer with an identity ([`Party::identity`]) that is not archived; only one without an external id
/// unless `any_external_id`.
pub fn find_by_identity<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    identity: &'a str,
    any_external_id: bool,
) -> Boxed<'a, Option<Customer>> {
    Box::pin(async move {
        let any = i32::from(any_external_id);
        match q.optional(&BY_IDENTITY, args![account.0, hashed(identity), any]).await? {
            Some((id,)) => catalogue::load(q, account, id).await,
            None => Ok(None),
        }
    })
}

/// Has a transaction that has read a customer and its account before its turn fail if one was changed since.
pub fn must_stay(tx: &mut Tx, account: &Account, customer: &Customer) -> Result<()> {
    let values = owned![customer.id.0, customer.revision, account.revision];
    tx.must_find(&ARE_SAME, vec![values])
}

/// Has this transaction wait until no other one makes the customer with a key; false if there was no other writer.
///
/// Afterwards the customer may be there that was not there before.
pub fn wait_for<'a>(tx: &'a mut Tx, account: AccountId, key: &'a str) -> Boxed<'a, bool> {
    Box::pin(async move { tx.claim(&format!("customer\n{account}\n{key}")).await })
}

/// What an identity is looked up by: texts of any length have an index of their own no longer than this.
fn hashed(identity: &str) -> Vec<u8> {
    Sha256::digest(identity.as_bytes()).to_vec()
}

fn identity(party: &Party) -> Option<Vec<u8>> {
    party.identity().as_deref().map(hashed)
}

/// Fills in the identities of customers that were made before there were any.
pub(crate) fn identify_all(tx: &mut Tx) -> Boxed<'_, ()> {
    Box::pin(async move {
        let mut after = Uuid::nil();
        loop {
            let parties: Vec<(Uuid, Json<DetailsRecord>)> =
                tx.rows(&PARTIES, args![after, BATCH]).await?;
            let Some((last, _)) = parties.last() else { return Ok(()) };
            after = *last;
            for (id, details) in parties {
                let identity = identity(&Details::revive(details.0)?.party);
                tx.execute(&SET_IDENTITY, args![id, identity]).await?;
            }
        }
    })
}

/// As [`list`], of those alone with an e-mail address or an id of the client's own.
///
/// # Errors
/// [`crate::Error::BadCursor`] if the cursor is not of this list.
pub fn list_exactly<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    filter: &'a CustomerFilter,
    paging: &'a Paging,
) -> Boxed<'a, Page<Customer>> {
    Box::pin(async move {
        let email = filter.email.as_ref().map(Email::folded);
        let (mut found, is_all) = match (&filter.external_id, &email) {
            (None, None) => return list(q, account, &filter.catalogue, paging).await,
            (Some(external_id), _) => {
                let found = find_by_external_id(q, account, external_id).await?;
                (found.into_iter().collect::<Vec<_>>(), true)
            }
            (None, Some(email)) => {
                let most = i64::try_from(catalogue::HITS_MAX).unwrap_or(i64::MAX);
                let ids: Vec<(Uuid,)> =
                    q.rows(&ALL_BY_EMAIL, args![account.0, email.as_str(), most]).await?;
                let is_all = ids.len() < catalogue::HITS_MAX;
                let ids = ids.into_iter().map(|(id,)| id).collect();
                (catalogue::load_many(q, account, ids).await?, is_all)
            }
        };
        let wanted = filter.catalogue.search.as_deref().map(folded).unwrap_or_default();
        found.retain(|customer| {
            let has = customer.party.email.as_ref().map(Email::folded);
            (email.is_none() || has == email) && Searched::of(customer).all().contains(&wanted)
        });
        let start = NewestFirst::of(paging)?;
        Ok(catalogue::page_among(found, &filter.catalogue, start, paging, is_all))
    })
}

/// Removes a customer for good; false if there is none.
///
/// # Errors
/// [`crate::Error::Reference`] if a document refers to it.
pub fn delete(tx: &mut Tx, account: AccountId, id: CustomerId) -> Boxed<'_, bool> {
    Box::pin(async move {
        let deleted = catalogue::delete::<Customer>(tx, account, id.0).await?;
        if deleted {
            search::forget(tx, account, Kind::CustomerFormerName, id.0).await?;
        }
        Ok(deleted)
    })
}

/// Whether a document or a recurring invoice refers to it.
pub fn is_referenced(
    q: &mut dyn Connection,
    account: AccountId,
    id: CustomerId,
) -> Boxed<'_, bool> {
    Box::pin(async move {
        let invoice: Option<(Uuid,)> = q.optional(&INVOICE_OF, args![id.0, account.0]).await?;
        Ok(invoice.is_some() || recurring::names_customer(q, account, id).await?)
    })
}
