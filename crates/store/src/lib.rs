//! Where everything is kept: SQLite in the data folder, or PostgreSQL.
//!
//! Domain values go in and come out; no other crate sees SQL or rows. Each noun has its module, and only `db` knows
//! which database is below. A use case reads the same on both:
//!
//! ```no_run
//! # use net30_store::{Result, Store, event, invoice};
//! # use net30_domain::{event::Event, invoice::Invoice};
//! # async fn keep(store: &Store, invoice: Box<Invoice>, event: Event) -> Result<()> {
//! let mut tx = store.begin().await?;
//! invoice::insert(&mut tx, invoice).await?;
//! event::append(&mut tx, event);
//! tx.commit().await?; // returns only when the data is on disk; a dropped Tx rolls back
//! # Ok(())
//! # }
//! ```
//!
//! Loading functions take `&mut dyn Connection` and work in a [`Tx`] and in a [`Reader`], which sees one moment of the
//! database. Every load takes the account: another account's objects are never returned.
//!
//! What others call gives a boxed future, so that it is compiled here and not once more in each crate that calls it (ADR 7).

#![expect(
    clippy::must_use_candidate,
    reason = "of a future, boxed or not, the compiler says so itself"
)]

mod bank;
mod catalogue;
mod db;
mod kept;
mod refold;
mod upgrade;

pub mod account;
pub mod anchored;
pub mod checkout;
pub mod content;
pub mod credit;
pub mod customer;
pub mod email_delivery;
pub mod email_template;
pub mod event;
pub mod heartbeat;
pub mod history_sum;
pub mod idempotency;
pub mod invitation;
pub mod invoice;
pub mod key;
pub mod late_fee;
pub mod link_secret;
pub mod look;
pub mod membership;
pub mod one_time_link;
pub mod organisation;
pub mod outbox;
pub mod overdue;
mod paging;
pub mod payment;
pub mod product;
pub mod progress;
pub mod recurring;
pub mod reminder;
pub mod rendered;
pub mod report;
pub mod saved_view;
pub mod scratch;
pub mod secret;
pub mod sequence;
pub mod session;
pub mod setback;
pub mod tax;
pub mod template;
pub mod user;
pub mod webhook;
pub mod webhook_delivery;

#[cfg(test)]
mod tests;

pub(crate) use db::Query;
pub use db::{Boxed, Connection, Database, Error, Reader, Result, Store, StoreConfig, Tx, Usage};
pub use paging::{CatalogueFilter, Cursor, CustomerFilter, Page, Paging, Slice, Total};
