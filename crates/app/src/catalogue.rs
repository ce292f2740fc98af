//! What products, taxes and templates have in common: make, replace, remove or archive.

use crate::work::boxed;
use crate::{App, Caller, Error, Result, UseCase, What, Work, work::won};
use jiff::Timestamp;
use net30_domain::{event::EventType, id::AccountId};
use net30_store::{CatalogueFilter, Page, Paging, Reader, Tx};
use serde_json::json;
use uuid::Uuid;

/// An entry of one of the account's catalogues.
pub trait Entry: Clone + PartialEq + Sized + Send + Sync {
    /// What a client writes of it.
    type Draft: Sync;
    /// Its id.
    type Id: Copy + Into<EntryId> + From<Uuid> + Send + Sync;
    /// What it is called when it is missing.
    const WHAT: What;
    /// The events of its life: created, updated, deleted.
    const EVENTS: [EventType; 3];

    /// A fresh entry with what the draft says.
    fn make(id: Self::Id, account_id: AccountId, draft: &Self::Draft, now: Timestamp) -> Self;
    /// The entry with what the draft says in place of what it said.
    #[must_use]
    fn with(&self, draft: &Self::Draft) -> Self;
    /// Its id, its revision and when it was archived.
    fn facts(&mut self) -> Facts<'_>;

    /// Refuses a draft that names what is not there.
    fn check(draft: &Self::Draft, work: &mut Work) -> impl Future<Output = Result<()>> + Send;
    /// Inserts it.
    fn insert(tx: &mut Tx, entry: &Self) -> impl Future<Output = Result<()>> + Send;
    /// Updates it, if it still has `revision`.
    fn update(
        tx: &mut Tx,
        entry: &Self,
        revision: i64,
    ) -> impl Future<Output = Result<bool>> + Send;
    /// Loads it in a transaction.
    fn load(
        tx: &mut Tx,
        account_id: AccountId,
        id: Self::Id,
    ) -> impl Future<Output = Result<Option<Self>>> + Send;
    /// Loads it by a reader.
    fn read(
        reader: &mut Reader,
        account_id: AccountId,
        id: Self::Id,
    ) -> impl Future<Output = Result<Option<Self>>> + Send;
    /// A page of them.
    fn page(
        reader: &mut Reader,
        account_id: AccountId,
        filter: &CatalogueFilter,
        paging: &Paging,
    ) -> impl Future<Output = Result<Page<Self>>> + Send;
    /// Whether documents refer to it.
    fn is_referenced(
        tx: &mut Tx,
        account_id: AccountId,
        id: Self::Id,
    ) -> impl Future<Output = Result<bool>> + Send;
    /// Removes it.
    fn delete(
        tx: &mut Tx,
        account_id: AccountId,
        id: Self::Id,
    ) -> impl Future<Output = Result<bool>> + Send;
}

/// An id of whatever kind.
#[derive(Clone, Copy, Debug)]
pub struct EntryId(pub Uuid);

/// What the catalogue keeps of every entry.
pub struct Facts<'a> {
    /// Counts its changes.
    pub revision: &'a mut i64,
    /// When it was last changed.
    pub updated_at: &'a mut Timestamp,
    /// When it was archived.
    pub archived_at: &'a mut Option<Timestamp>,
}

/// Makes an entry.
pub struct Create<E: Entry> {
    /// What it says.
    pub draft: E::Draft,
}

impl<E: Entry> UseCase for Create<E> {
    type Output = E;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<E> {
        E::check(&self.draft, work).await?;
        let id: E::Id = work.fresh_id();
        let entry = E::make(id, work.caller.account_id, &self.draft, work.now);
        E::insert(&mut work.tx, &entry).await?;
        work.record(E::EVENTS[0], id.into().0, &json!({})).await?;
        Ok(entry)
    }
}

/// Replaces what an entry says. Documents keep what they copied.
pub struct Replace<E: Entry> {
    /// Which.
    pub id: E::Id,
    /// What it says.
    pub draft: E::Draft,
}

impl<E: Entry> UseCase for Replace<E> {
    type Output = E;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<E> {
        let mut before = load::<E>(work, self.id).await?;
        let revision = *before.facts().revision;
        E::check(&self.draft, work).await?;
        let mut after = before.with(&self.draft);
        if after == before {
            return Ok(before);
        }
        *after.facts().revision = revision + 1;
        *after.facts().updated_at = work.now;
        won(E::update(&mut work.tx, &after, revision).await?)?;
        work.record(E::EVENTS[1], self.id.into().0, &json!({})).await?;
        Ok(after)
    }
}

/// Removes an entry, or archives one that documents refer to.
pub struct Delete<E: Entry> {
    /// Which.
    pub id: E::Id,
}

impl<E: Entry> UseCase for Delete<E> {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let mut entry = load::<E>(work, self.id).await?;
        let revision = *entry.facts().revision;
        let account_id = work.caller.account_id;
        let archived = E::is_referenced(&mut work.tx, account_id, self.id).await?;
        if archived {
            let now = work.now;
            let facts = entry.facts();
            facts.archived_at.get_or_insert(now);
            *facts.revision += 1;
            *facts.updated_at = now;
            won(E::update(&mut work.tx, &entry, revision).await?)?;
        } else {
            won(E::delete(&mut work.tx, account_id, self.id).await?)?;
        }
        work.record(E::EVENTS[2], self.id.into().0, &json!({"archived": archived})).await
    }
}

async fn load<E: Entry>(work: &mut Work, id: E::Id) -> Result<E> {
    let account_id = work.caller.account_id;
    let mut entry = E::load(&mut work.tx, account_id, id).await?.ok_or(Error::NotFound(E::WHAT))?;
    work.matches(*entry.facts().revision)?;
    Ok(entry)
}

/// One entry; an archived one too.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such entry.
pub async fn get<E: Entry>(app: &App, caller: &Caller, id: E::Id) -> Result<E> {
    let mut reader = app.store().reader().await?;
    E::read(&mut reader, caller.account_id, id).await?.ok_or(Error::NotFound(E::WHAT))
}

/// A page of entries, newest first.
///
/// # Errors
/// [`Error::BadCursor`] if the cursor is not one of this list's.
pub async fn list<E: Entry>(
    app: &App,
    caller: &Caller,
    filter: &CatalogueFilter,
    paging: &Paging,
) -> Result<Page<E>> {
    let mut reader = app.store().reader().await?;
    E::page(&mut reader, caller.account_id, filter, paging).await
}

/// Implements the part of [`Entry`] that hands over to the store's module of the same shape.
macro_rules! kept_in {
    ($store:ident) => {
        fn facts(&mut self) -> crate::catalogue::Facts<'_> {
            crate::catalogue::Facts {
                revision: &mut self.revision,
                updated_at: &mut self.updated_at,
                archived_at: &mut self.archived_at,
            }
        }

        async fn insert(tx: &mut net30_store::Tx, entry: &Self) -> crate::Result<()> {
            Ok($store::insert(tx, entry).await?)
        }

        async fn update(
            tx: &mut net30_store::Tx,
            entry: &Self,
            revision: i64,
        ) -> crate::Result<bool> {
            Ok($store::update(tx, entry, revision).await?)
        }

        async fn load(
            tx: &mut net30_store::Tx,
            account_id: net30_domain::id::AccountId,
            id: Self::Id,
        ) -> crate::Result<Option<Self>> {
            Ok($store::load(tx, account_id, id).await?)
        }

        async fn read(
            reader: &mut net30_store::Reader,
            account_id: net30_domain::id::AccountId,
            id: Self::Id,
        ) -> crate::Result<Option<Self>> {
            Ok($store::load(reader, account_id, id).await?)
        }

        async fn is_referenced(
            tx: &mut net30_store::Tx,
            account_id: net30_domain::id::AccountId,
            id: Self::Id,
        ) -> crate::Result<bool> {
            Ok($store::is_referenced(tx, account_id, id).await?)
        }

        async fn delete(
            tx: &mut net30_store::Tx,
            account_id: net30_domain::id::AccountId,
            id: Self::Id,
        ) -> crate::Result<bool> {
            Ok($store::delete(tx, account_id, id).await?)
        }
    };
}

pub(crate) use kept_in;
