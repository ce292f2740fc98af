//! Documents as they were worded before: what is asked for again is neither read nor written again.
//!
//! A text is found only under what tells that it would be the same once more ([`Stamp`]). That is looked up in the database
//! each time, so that it does not matter who changed something: another request, or another server.

use crate::{
    App, Boxed, Caller, Error, What,
    remembered::{Remembered, remembered},
    shown::{Shown, shown},
};
use bytes::Bytes;
use net30_domain::{Date, Timestamp, id::InvoiceId, summary::Summary};
use net30_store::invoice::{self, Version};
use quick_cache::Weighter;

/// How many bytes of texts are remembered: some 4,000 documents of three lines.
const BYTES_MAX: u64 = 16 * 1024 * 1024;
/// What is larger is not remembered, so that it does not push out everything else.
const EACH_BYTES_MAX: usize = 64 * 1024;
/// What a text takes beside itself, about.
const ENTRY_BYTES: usize = 256;

/// In whose words: the name of an API, or of a view of it. What it says follows from what is [`Wordable`] alone.
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
pub struct Text {
    /// The words.
    pub bytes: Bytes,
    /// The document's revision.
    pub revision: i64,
    /// As [`Shown::is_told_by_revision`].
    pub is_told_by_revision: bool,
}

/// A document that is asked for in an API's words.
#[derive(Clone, Debug)]
pub enum Worded<T> {
    /// As it was worded before.
    Before(Text),
    /// It must be worded; the stamp is what that may be remembered under.
    Anew(Box<T>, Option<Stamp>),
}

/// What words are made of: the whole of a document, or what lists say of it.
pub trait Wordable {
    /// The document.
    fn id(&self) -> InvoiceId;
    /// Its revision.
    fn revision(&self) -> i64;
    /// When a client deleted it.
    fn deleted_at(&self) -> Option<Timestamp>;
    /// As [`Shown::is_told_by_revision`].
    fn is_told_by_revision(&self) -> bool;
}

impl Wordable for Shown {
    fn id(&self) -> InvoiceId {
        self.invoice.id
    }
    fn revision(&self) -> i64 {
        self.invoice.revision
    }
    fn deleted_at(&self) -> Option<Timestamp> {
        self.invoice.deleted_at
    }
    fn is_told_by_revision(&self) -> bool {
        Self::is_told_by_revision(self)
    }
}

impl Wordable for Summary {
    fn id(&self) -> InvoiceId {
        self.id
    }
    fn revision(&self) -> i64 {
        self.revision
    }
    fn deleted_at(&self) -> Option<Timestamp> {
        self.deleted_at
    }
    /// Never asked for: lists have no revision.
    fn is_told_by_revision(&self) -> bool {
        false
    }
}

type Key = (Wording, InvoiceId);

#[derive(Clone)]
struct Weigher;

impl Weighter<Key, (Stamp, Text)> for Weigher {
    fn weight(&self, _: &Key, (_, text): &(Stamp, Text)) -> u64 {
        u64::try_from(text.bytes.len() + ENTRY_BYTES).unwrap_or(u64::MAX)
    }
}

/// What was worded.
pub(crate) struct Texts(Remembered<Key, (Stamp, Text), Weigher>);

impl Texts {
    pub(crate) fn new() -> Self {
        Self(remembered(BYTES_MAX, 4096, Weigher))
    }
}

impl App {
    /// How a document was worded, if that was under the same stamp.
    pub(crate) fn worded(&self, wording: Wording, id: InvoiceId, stamp: &Stamp) -> Option<Text> {
        let (kept, text) = self.inner.texts.0.get(&(wording, id))?;
        (kept == *stamp).then_some(text)
    }

    /// Remembers how a document was worded. A text is kept that is newer than its stamp, too: nobody finds it.
    pub fn remember(
        &self,
        wording: Wording,
        stamp: Option<Stamp>,
        document: &impl Wordable,
        text: &[u8],
    ) {
        // Not everybody sees what a client deleted: who asks for it is looked at each time.
        let is_seen_by_all = document.deleted_at().is_none();
        let Some(stamp) = stamp.filter(|_| is_seen_by_all && text.len() <= EACH_BYTES_MAX) else {
            return;
        };
        let text = Text {
            bytes: Bytes::copy_from_slice(text),
            revision: document.revision(),
            is_told_by_revision: document.is_told_by_revision(),
        };
        self.inner.texts.0.insert((wording, document.id()), (stamp, text));
    }
}

/// One document in an API's words.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such document, or a client deleted it.
pub fn worded<'a>(
    app: &'a App,
    caller: &'a Caller,
    id: InvoiceId,
    wording: Wording,
) -> Boxed<'a, Worded<Shown>> {
    Box::pin(async move {
        let mut glance = app.store().glance().await?;
        let (account, versions) = invoice::versions(&mut glance, caller.account_id, &[id]).await?;
        drop(glance);
        let account = account.ok_or(Error::NotFound(What::Account))?;
        let version =
            versions.into_iter().next().flatten().ok_or(Error::NotFound(What::Invoice))?;
        let stamp = Stamp::of(version, account.today(app.now()));
        if let Some(text) = app.worded(wording, id, &stamp) {
            return Ok(Worded::Before(text));
        }
        let mut reader = app.store().reader().await?;
        let found = invoice::load(&mut reader, caller.account_id, id).await?;
        let shown = shown(app, caller, found, &mut reader).await?;
        Ok(Worded::Anew(Box::new(shown), Some(stamp)))
    })
}
