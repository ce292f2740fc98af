//! What an invoice is: pure values in, values out.
//!
//! This crate knows no I/O, no async, no serialisation, no clock and no SQL. The time and fresh ids are handed in by
//! the use cases of `net30-app`. Amounts are calculated in [`totals`] and rounded in [`rounding`], nowhere else.

pub mod account;
pub mod bank;
pub mod check;
pub mod claim;
pub mod credit_note;
pub mod customer;
pub mod delivery;
pub mod draft;
pub mod event;
pub mod fault;
pub mod html;
pub mod id;
pub mod invoice;
pub mod key;
pub mod late_fee;
pub mod money;
pub mod number;
pub mod payment;
pub mod payment_terms;
pub mod placeholder;
pub mod proceeds;
pub mod product;
pub mod recurring;
pub mod reminder;
pub mod rounding;
pub mod schedule;
pub mod stage;
pub mod standing;
pub mod statement;
pub mod tax;
pub mod tax_id;
pub mod template;
pub mod text;
pub mod totals;
pub mod warning;
pub mod webhook;
pub mod weight;

pub use jiff::{Timestamp, civil::Date};
pub use rust_decimal::Decimal;
