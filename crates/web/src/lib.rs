//! What people look at: a customer's page of a document, and the pages that explain the API. Beside them, where Stripe
//! tells what happened.

pub mod docs;
pub mod public;
pub mod stripe;
