//! Documents as they were worded before: what is asked for again is neither read nor written again.
//!
//! A text is found only under what tells that it would be the same once more ([`Stamp`]). That is looked up in the database
//! each time, so that it does not matter who changed something: another request, or another server.

use crate::{App, Caller, Error, Result, What, invoices::Shown, shown::shown};
use bytes::Bytes;
use net30_domain::{Date, id::InvoiceId};
use net30_store::invoice::{self, Version};
use quick_cache::{OptionsBuilder, Weighter, sync::Cache};
use std::hash::RandomState;

/// How many bytes of texts are remembered: some 4,000 documents of three lines.
const BYTES_MAX: u64 = 16 * 1024 * 1024;
/// What is larger is not remembered, so that it does not push out everything else.
const EACH_BYTES_MAX: usize = 64 * 1024;
/// What a text takes beside itself, about.
const ENTRY_BYTES: usize = 256;

/// In whose words: the name of an API, or of a view of it. What it says follows from a [`Shown`] alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Wording(pub &'static str);

/// What tells that a document would be worded the same once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    version: Version,
    /// What is overdue depends on it.
    today: Date,
}

impl Stamp {
    /// Of a version of a document, on a day.
    pub(crate) fn of(version: Version, today: Date) -> Self {
        Self { version, today }
    }
}

/// A document in an API's words.
#[derive(Clone, Debug)]
pub struct Worded {
    /// The words.
    pub text: Bytes,
    /// The document's revision.
    pub revision: i64,
    /// As [`Shown::is_told_by_revision`].
    pub is_told_by_revision: bool,
}

/// A document that is to be told.
#[derive(Clone, Debug)]
pub enum Told {
    /// As it was told before.
    Before(Worded),
    /// It must be worded; the stamp is what it may be remembered under.
    Anew(Box<Shown>, Option<Stamp>),
}

type Key = (Wording, InvoiceId);

#[derive(Clone)]
struct Weigher;

impl Weighter<Key, (Stamp, Worded)> for Weigher {
    fn weight(&self, _: &Key, (_, worded): &(Stamp, Worded)) -> u64 {
        u64::try_from(worded.text.len() + ENTRY_BYTES).unwrap_or(u64::MAX)
    }
}

/// What was worded.
pub(crate) struct Texts(Cache<Key, (Stamp, Worded), Weigher, RandomState>);

impl Texts {
    pub(crate) fn new() -> Self {
        let mut options = OptionsBuilder::new();
        options.estimated_items_capacity(4096).weight_capacity(BYTES_MAX).shards(4);
        let options = options.build().expect("all that a cache needs to know is said");
        let lifecycle = quick_cache::sync::DefaultLifecycle::default();
        Self(Cache::with_options(options, Weigher, RandomState::new(), lifecycle))
    }
}

impl App {
    /// How a document was worded, if that was under the same stamp.
    pub(crate) fn worded(&self, wording: Wording, id: InvoiceId, stamp: &Stamp) -> Option<Worded> {
        let (kept, worded) = self.inner.texts.0.get(&(wording, id))?;
        (kept == *stamp).then_some(worded)
    }

    /// Remembers how a document was worded. A text is kept that is newer than its stamp, too: nobody finds it.
    pub fn remember(&self, wording: Wording, stamp: Option<Stamp>, shown: &Shown, text: &[u8]) {
        // Not everybody sees what a client deleted: who asks for it is looked at each time.
        let is_seen_by_all = shown.invoice.deleted_at.is_none();
        let Some(stamp) = stamp.filter(|_| is_seen_by_all && text.len() <= EACH_BYTES_MAX) else {
            return;
        };
        let worded = Worded {
            text: Bytes::copy_from_slice(text),
            revision: shown.invoice.revision,
            is_told_by_revision: shown.is_told_by_revision(),
        };
        self.inner.texts.0.insert((wording, shown.invoice.id), (stamp, worded));
    }
}

/// One document, to be told in an API's words.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such document, or a client deleted it.
pub async fn told(app: &App, caller: &Caller, id: InvoiceId, wording: Wording) -> Result<Told> {
    let mut reader = app.store().reader().await?;
    let (account, versions) = invoice::versions(&mut reader, caller.account_id, &[id]).await?;
    let account = account.ok_or(Error::NotFound(What::Account))?;
    let version = versions.into_iter().next().flatten().ok_or(Error::NotFound(What::Invoice))?;
    let stamp = Stamp::of(version, account.today(app.now()));
    if let Some(worded) = app.worded(wording, id, &stamp) {
        return Ok(Told::Before(worded));
    }
    let found = invoice::load(&mut reader, caller.account_id, id).await?;
    let shown = shown(app, caller, found, &mut reader).await?;
    Ok(Told::Anew(Box::new(shown), Some(stamp)))
}
