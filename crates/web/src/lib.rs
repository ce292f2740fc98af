//! What people look at: the application in which a company's own people work, a customer's page of a document, and the
//! pages that explain the API. Beside them, where Stripe tells what happened.

pub mod app;
pub mod docs;
pub mod public;
pub mod stripe;
