//! What may be done: one use case a file or a function, one transaction each.
//!
//! A use case is a value that implements [`UseCase`]: it **loads, decides, saves** within the [`Work`] that it is
//! given. [`App::write`] runs it: it opens the transaction, replays idempotent replies, runs it again after a lost
//! race, and returns only when the data is on disk. Reading needs no transaction and is done by functions of the
//! module of its noun.
//!
//! This crate knows no HTTP: [`Error`] says what is wrong, and each API words it.
//!
//! What others call gives a boxed future, so that it is compiled here and not once more in each crate that calls it (ADR 7).

#![expect(
    clippy::must_use_candidate,
    reason = "of a future, boxed or not, the compiler says so itself"
)]

pub mod accounts;
mod background;
mod backoff;
pub mod books;
pub mod caller;
pub mod checkout;
mod claimed;
mod clock;
pub mod confirmation;
mod credentials;
pub mod customers;
pub mod documents;
pub mod einvoices;
pub mod entry;
pub mod error;
pub mod events;
mod fair;
mod fonts;
mod formats;
pub mod invoices;
pub mod jobs;
pub mod keys;
pub mod late_fees;
pub mod links;
pub mod logo;
pub mod mail;
pub mod numbering;
mod outside;
mod overdue;
pub mod print;
pub mod products;
pub mod readiness;
pub mod recurring;
mod remembered;
pub mod reminders;
mod replay;
pub mod reports;
pub mod rounds;
pub mod sample;
pub mod scratch;
pub mod search;
mod secret;
pub mod sessions;
pub mod setup;
mod shown;
pub mod sign_in;
mod specimen;
pub mod statements;
mod stripe;
pub mod taxes;
pub mod templates;
pub mod today;
pub mod typesetter;
mod unprintable;
pub mod users;
mod vault;
pub mod views;
pub mod webhooks;
mod worded;
mod work;

pub use caller::Caller;
pub use clock::{Clock, system_clock};
pub use error::{Boxed, Error, Result, What};
pub use net30_documents::csv::{Delimiter, Dialect};
pub use net30_domain::draft::Field;
pub use net30_einvoice::rules as electronic_invoice_rules;
pub use net30_store::progress::{self, Progress};
pub use net30_store::{
    CatalogueFilter, Cursor, CustomerFilter, Database, Page, Paging, StoreConfig, Total, Usage,
};
pub use outside::Outside;
pub use vault::SecretKey;
pub use work::{Call, Done, Idempotency, Meeting, Step, StoredReply, UseCase, Work};

use net30_store::Store;
use std::sync::Arc;

/// What the use cases work with. Cheap to clone; one for the whole process.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    clock: Clock,
    public_url: String,
    link_key: links::LinkKey,
    press: documents::Press,
    typesetters: typesetter::Typesetters,
    reading: einvoices::Desk,
    reporting: Arc<tokio::sync::Semaphore>,
    listing: Arc<tokio::sync::Semaphore>,
    looks: documents::Looks,
    texts: worded::Texts,
    pages: invoices::pages::Pages,
    replies_under_way: work::UnderWay,
    keys_used: keys::KeysUsed,
    outside: Outside,
    stripe: std::sync::OnceLock<net30_gateways::stripe::Stripe>,
    rounds: rounds::Rounds,
    overdue: overdue::Lookout,
    probe: readiness::Probe,
    wake: background::Wake,
    news: background::Wake,
    followed: std::sync::atomic::AtomicBool,
    mailer: net30_gateways::mail::Mailer,
    hashing: sign_in::Hashing,
}

impl App {
    /// An app over a migrated store. `public_url` is what links in documents begin with, without a slash at the end.
    ///
    /// # Errors
    /// Those of the database.
    pub fn of(store: Store, clock: Clock, public_url: &str, outside: Outside) -> Boxed<'_, Self> {
        Box::pin(async move {
            let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
            let link_key = links::LinkKey::of(&store).await?;
            Ok(Self {
                inner: Arc::new(Inner {
                    store,
                    rounds: rounds::Rounds::new(clock.clone()),
                    overdue: overdue::Lookout::default(),
                    probe: readiness::Probe::default(),
                    clock,
                    public_url: public_url.trim_end_matches('/').to_owned(),
                    link_key,
                    press: documents::Press::new(cores),
                    typesetters: typesetter::Typesetters::new(cores),
                    reading: einvoices::Desk::new(),
                    reporting: Arc::new(tokio::sync::Semaphore::new(cores)),
                    // One core is left for what is short.
                    listing: Arc::new(tokio::sync::Semaphore::new((cores - 1).clamp(1, 4))),
                    looks: documents::Looks::new(),
                    texts: worded::Texts::new(),
                    pages: invoices::pages::Pages::new(),
                    replies_under_way: work::UnderWay::default(),
                    keys_used: keys::KeysUsed::default(),
                    outside,
                    stripe: std::sync::OnceLock::new(),
                    wake: background::Wake::default(),
                    news: background::Wake::default(),
                    followed: std::sync::atomic::AtomicBool::new(false),
                    mailer: net30_gateways::mail::Mailer::default(),
                    hashing: sign_in::Hashing::default(),
                }),
            })
        })
    }

    /// The moment, as the clock that was handed in tells it.
    #[must_use]
    pub fn now(&self) -> jiff::Timestamp {
        (self.inner.clock)()
    }

    /// What links in documents begin with.
    #[must_use]
    pub fn public_url(&self) -> &str {
        &self.inner.public_url
    }

    /// How much was asked of the database so far.
    #[must_use]
    pub fn database_usage(&self) -> Usage {
        self.store().usage()
    }

    pub(crate) fn mailer(&self) -> &net30_gateways::mail::Mailer {
        &self.inner.mailer
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }
}
