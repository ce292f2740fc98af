//! Whom we call: mail servers, payment providers, receivers of webhooks, programs with bounds, each in a file of its own.
//!
//! [`address`] says which addresses a call may reach that a client of the API has chosen.

pub mod address;
pub mod bounded;
pub mod mail;
pub mod stripe;
pub mod webhook;
