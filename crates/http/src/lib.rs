//! How it is asked for: the four APIs over HTTP, authentication, and the pages that explain them.

pub mod codes;
pub mod json;
pub mod problem;
