//! Whom we call: mail servers, payment providers, receivers of webhooks, each in a file of its own.
//!
//! What is here so far is what all of them need first: [`address`] says which addresses a call may reach.

pub mod address;
