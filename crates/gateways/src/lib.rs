//! Whom we call: mail servers, payment providers, receivers of webhooks, each in a file of its own.
//!
//! [`address`] says which addresses a call may reach that a client of the API has chosen.

pub mod address;
pub mod mail;
pub mod stripe;
pub mod webhook;
