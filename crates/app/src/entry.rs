//! Objects of an account that are made, replaced and deleted as a whole: what these use cases have in common.
//!
//! An [`Entry`] says what is special about it. Revisions, `If-Match`, the history, and that a replacement which changes
//! nothing is none, are seen to here. Documents are no entries: they go through stages (`invoices`).

use crate::{App, Boxed, Caller, Error, Result, UseCase, What, Work, work::or_conflict};
use jiff::Timestamp;
use net30_domain::{event::EventType, id::AccountId};
use net30_store::{Connection, Tx};
use serde_json::{Value, json};
use uuid::Uuid;

/// An object of an account that is replaced and deleted as a whole.
pub trait Entry: Clone + PartialEq + Send + Sync + Sized + 'static {
    /// What a client says of it.
    type Draft: Send + Sync + 'static;
    /// Its id.
    type Id: Copy + From<Uuid> + Into<Uuid> + Send + Sync + 'static;
    /// What it is called when it is missing.
    const WHAT: What;
    /// The events of its life: created, updated, deleted.
    const EVENTS: [EventType; 3];

    /// Its id.
    fn id(&self) -> Self::Id;
    /// Counts its changes.
    fn revision(&self) -> i64;
    /// Gives it another revision.
    fn revise(&mut self, revision: i64, now: Timestamp);
    /// Has it no longer offered.
    fn archive(&mut self, now: Timestamp);

    /// Refuses to change one that is not the account's to change.
    ///
    /// # Errors
    /// The refusal.
    fn may_change(_id: Self::Id) -> Result<()> {
        Ok(())
    }
    /// The one that came with the program, if the id is its.
    fn built_in(_id: Self::Id) -> Option<Self> {
        None
    }
    /// Refuses a draft that cannot be; `own` is the entry that it is to replace.
    fn check(
        _draft: &Self::Draft,
        _work: &mut Work,
        _own: Option<Self::Id>,
    ) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }
    /// The entry with what a draft says in place of what it said.
    fn with(
        &self,
        draft: &Self::Draft,
        work: &mut Work,
    ) -> impl Future<Output = Result<Self>> + Send;
    /// Whether it is the same as another in all that a client can say.
    fn is_same(&self, other: &Self) -> bool {
        self == other
    }
    /// What the history says when it is replaced.
    fn replaced(&self, _before: &Self) -> Value {
        json!({})
    }
    /// What else is to be done when it was made, or replaced.
    fn follow_up(
        &mut self,
        _work: &mut Work,
        _before: Option<&Self>,
    ) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }
    /// What the history says when it is deleted.
    fn deleted(&self, is_archived: bool) -> Value {
        json!({"archived": is_archived})
    }

    /// Updates it, if it still has `revision`.
    fn update(
        tx: &mut Tx,
        entry: &Self,
        revision: i64,
    ) -> impl Future<Output = Result<bool>> + Send;
    /// Loads it.
    fn load(
        connection: &mut dyn Connection,
        account_id: AccountId,
        id: Self::Id,
    ) -> impl Future<Output = Result<Option<Self>>> + Send;
    /// Whether documents refer to it, so that it is archived and not removed.
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

    /// [`get`], compiled in the crate that implements it: `kept_in!` writes it, and so for the two below.
    fn boxed_get<'a>(app: &'a App, caller: &'a Caller, id: Self::Id) -> Boxed<'a, Self>;
    /// [`Replace`].
    fn boxed_replace<'a>(replace: &'a Replace<Self>, work: &'a mut Work) -> Boxed<'a, Self>;
    /// [`Delete`].
    fn boxed_delete<'a>(delete: &'a Delete<Self>, work: &'a mut Work) -> Boxed<'a, ()>;
}

/// An entry that is made from its draft alone.
pub trait Creatable: Entry {
    /// A fresh entry with what the draft says.
    fn made(
        id: Self::Id,
        draft: &Self::Draft,
        work: &mut Work,
    ) -> impl Future<Output = Result<Self>> + Send;
    /// What the history says when it is made.
    fn created(&self) -> Value {
        json!({})
    }
    /// Inserts it.
    fn insert(tx: &mut Tx, entry: &Self) -> impl Future<Output = Result<()>> + Send;
    /// [`Create`], compiled in the crate that implements it: `inserted_in!` writes it.
    fn boxed_create<'a>(create: &'a Create<Self>, work: &'a mut Work) -> Boxed<'a, Self>;
}

/// Makes an entry.
pub struct Create<E: Entry> {
    /// What it says.
    pub draft: E::Draft,
}

impl<E: Creatable> UseCase for Create<E> {
    type Output = E;

    fn boxed<'a>(&'a self, work: &'a mut Work) -> Boxed<'a, E> {
        E::boxed_create(self, work)
    }

    async fn run(&self, work: &mut Work) -> Result<E> {
        E::check(&self.draft, work, None).await?;
        make(work, &self.draft).await
    }
}

/// Replaces what an entry says. Documents keep what they copied.
pub struct Replace<E: Entry> {
    /// The entry.
    pub id: E::Id,
    /// What it says.
    pub draft: E::Draft,
}

impl<E: Entry> UseCase for Replace<E> {
    type Output = E;

    fn boxed<'a>(&'a self, work: &'a mut Work) -> Boxed<'a, E> {
        E::boxed_replace(self, work)
    }

    async fn run(&self, work: &mut Work) -> Result<E> {
        E::may_change(self.id)?;
        let before = load::<E>(work, self.id).await?;
        E::check(&self.draft, work, Some(self.id)).await?;
        let after = before.with(&self.draft, work).await?;
        keep(work, before, after).await
    }
}

/// Removes an entry, or archives one that documents refer to.
pub struct Delete<E: Entry> {
    /// The entry.
    pub id: E::Id,
}

impl<E: Entry> UseCase for Delete<E> {
    type Output = ();

    fn boxed<'a>(&'a self, work: &'a mut Work) -> Boxed<'a, ()> {
        E::boxed_delete(self, work)
    }

    async fn run(&self, work: &mut Work) -> Result<()> {
        E::may_change(self.id)?;
        let mut entry = load::<E>(work, self.id).await?;
        let account_id = work.caller.account_id;
        let is_archived = E::is_referenced(&mut work.tx, account_id, self.id).await?;
        if is_archived {
            entry.archive(work.now);
            revised(work, &mut entry).await?;
        } else {
            or_conflict(E::delete(&mut work.tx, account_id, self.id).await?)?;
        }
        work.record(E::EVENTS[2], self.id.into(), &entry.deleted(is_archived));
        Ok(())
    }
}

/// One entry; an archived one too.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such entry.
pub fn get<'a, E: Entry>(app: &'a App, caller: &'a Caller, id: E::Id) -> Boxed<'a, E> {
    E::boxed_get(app, caller, id)
}

/// What [`get`] does.
pub(crate) async fn read<E: Entry>(app: &App, caller: &Caller, id: E::Id) -> Result<E> {
    if let Some(entry) = E::built_in(id) {
        return Ok(entry);
    }
    let mut reader = app.store().reader().await?;
    E::load(&mut reader, caller.account_id, id).await?.ok_or(Error::NotFound(E::WHAT))
}

/// Makes an entry from a draft that was checked.
pub(crate) async fn make<E: Creatable>(work: &mut Work, draft: &E::Draft) -> Result<E> {
    let id: E::Id = work.fresh_id();
    let mut entry = E::made(id, draft, work).await?;
    E::insert(&mut work.tx, &entry).await?;
    work.record(E::EVENTS[0], id.into(), &entry.created());
    entry.follow_up(work, None).await?;
    Ok(entry)
}

/// Keeps `after` in place of `before`, unless it is the same.
pub(crate) async fn keep<E: Entry>(work: &mut Work, before: E, mut after: E) -> Result<E> {
    if after.is_same(&before) {
        return Ok(before);
    }
    revised(work, &mut after).await?;
    work.record(E::EVENTS[1], after.id().into(), &after.replaced(&before));
    after.follow_up(work, Some(&before)).await?;
    Ok(after)
}

/// Updates a changed entry under its next revision.
pub(crate) async fn revised<E: Entry>(work: &mut Work, entry: &mut E) -> Result<()> {
    let before = entry.revision();
    entry.revise(before + 1, work.now);
    or_conflict(E::update(&mut work.tx, entry, before).await?)
}

/// Loads an entry for a change, and checks the client's `If-Match`.
pub(crate) async fn load<E: Entry>(work: &mut Work, id: E::Id) -> Result<E> {
    let account_id = work.caller.account_id;
    let entry = E::load(&mut work.tx, account_id, id).await?.ok_or(Error::NotFound(E::WHAT))?;
    work.matches(entry.revision())?;
    Ok(entry)
}

/// Implements the part of [`Entry`] that hands over to the store's module of the same shape. Of what is never archived
/// there is nothing to ask.
macro_rules! kept_in {
    ($store:ident) => {
        $crate::entry::kept_in!(@ $store);

        fn archive(&mut self, now: jiff::Timestamp) {
            self.archived_at.get_or_insert(now);
        }

        async fn is_referenced(
            tx: &mut net30_store::Tx,
            account_id: net30_domain::id::AccountId,
            id: Self::Id,
        ) -> crate::Result<bool> {
            Ok($store::is_referenced(tx, account_id, id).await?)
        }
    };
    ($store:ident, never archived) => {
        $crate::entry::kept_in!(@ $store);

        fn archive(&mut self, _now: jiff::Timestamp) {}

        async fn is_referenced(
            _tx: &mut net30_store::Tx,
            _account_id: net30_domain::id::AccountId,
            _id: Self::Id,
        ) -> crate::Result<bool> {
            Ok(false)
        }
    };
    (@ $store:ident) => {
        fn id(&self) -> Self::Id {
            self.id
        }

        fn revision(&self) -> i64 {
            self.revision
        }

        fn revise(&mut self, revision: i64, now: jiff::Timestamp) {
            (self.revision, self.updated_at) = (revision, now);
        }

        async fn update(
            tx: &mut net30_store::Tx,
            entry: &Self,
            revision: i64,
        ) -> crate::Result<bool> {
            Ok($store::update(tx, entry, revision).await?)
        }

        async fn load(
            connection: &mut dyn net30_store::Connection,
            account_id: net30_domain::id::AccountId,
            id: Self::Id,
        ) -> crate::Result<Option<Self>> {
            Ok($store::load(connection, account_id, id).await?)
        }

        async fn delete(
            tx: &mut net30_store::Tx,
            account_id: net30_domain::id::AccountId,
            id: Self::Id,
        ) -> crate::Result<bool> {
            Ok($store::delete(tx, account_id, id).await?)
        }

        fn boxed_get<'a>(
            app: &'a $crate::App,
            caller: &'a $crate::Caller,
            id: Self::Id,
        ) -> crate::Boxed<'a, Self> {
            Box::pin($crate::entry::read(app, caller, id))
        }

        fn boxed_replace<'a>(
            replace: &'a $crate::entry::Replace<Self>,
            work: &'a mut $crate::Work,
        ) -> crate::Boxed<'a, Self> {
            $crate::work::boxed_of(replace, work)
        }

        fn boxed_delete<'a>(
            delete: &'a $crate::entry::Delete<Self>,
            work: &'a mut $crate::Work,
        ) -> crate::Boxed<'a, ()> {
            $crate::work::boxed_of(delete, work)
        }
    };
}

/// Implements the part of [`Creatable`] that hands over to the store.
macro_rules! inserted_in {
    ($store:ident) => {
        async fn insert(tx: &mut net30_store::Tx, entry: &Self) -> crate::Result<()> {
            Ok($store::insert(tx, entry).await?)
        }

        fn boxed_create<'a>(
            create: &'a $crate::entry::Create<Self>,
            work: &'a mut $crate::Work,
        ) -> crate::Boxed<'a, Self> {
            $crate::work::boxed_of(create, work)
        }
    };
}

pub(crate) use {inserted_in, kept_in};
