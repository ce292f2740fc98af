//! How a document is found and shown; it changes no figure.

/// What the account's people call it, and how it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Presentation {
    /// Part of the public link, at most 50 characters.
    pub slug: Option<String>,
    /// At most 10 of 50 characters.
    pub tags: Vec<String>,
    /// Whether it is a retainer (Invoiless' `isRetainer`).
    pub is_retainer: bool,
    /// Whether the shipping address is printed.
    pub ship_to: bool,
}
