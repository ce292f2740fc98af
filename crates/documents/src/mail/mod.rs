//! Letters: what stands in an e-mail.

mod placeholders;

pub use placeholders::{PLACEHOLDERS, unknown_placeholder};
