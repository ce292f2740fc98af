//! What an invoice is: pure values in, values out.
//!
//! This crate knows no I/O, no async, no serialisation, no clock and no SQL. The time and fresh ids are handed in by
//! the use cases of `net30-app`. Amounts are calculated in [`totals`] and rounded in [`rounding`], nowhere else.

pub mod account;
pub mod action;
pub mod bank;
pub mod check;
mod country;
pub mod credit_note;
pub mod customer;
pub mod document;
pub mod draft;
pub mod email_delivery;
pub mod event;
pub mod fault;
pub mod html;
pub mod id;
pub mod invoice;
pub mod key;
pub mod late_fee;
pub mod limits;
pub mod money;
pub mod number;
pub mod payment;
pub mod payment_reference;
pub mod payment_terms;
pub mod placeholder;
pub mod proceeds;
pub mod product;
pub mod receivable;
pub mod recurring;
pub mod refusal;
pub mod reminder;
pub mod rounding;
pub mod schedule;
pub mod seller;
pub mod session;
pub mod stage;
pub mod standing;
pub mod statement;
pub mod summary;
pub mod tax;
pub mod tax_id;
pub mod template;
pub mod text;
pub mod totals;
pub mod unit;
pub mod user;
pub mod warning;
pub mod webhook;
pub mod weight;
mod words;

pub use jiff::{Timestamp, civil::Date};
pub use rust_decimal::Decimal;
