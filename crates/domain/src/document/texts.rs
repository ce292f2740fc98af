//! What a document says of itself in the client's own words.

use crate::html::Html;

/// Texts that have no default. In those of a recurring invoice with placeholders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// What the document calls itself in place of `Invoice`, at most 20 characters.
    pub header: Option<String>,
    /// What it is about.
    pub description: Option<Html>,
}

impl Texts {
    /// Each text, by its name in the native API.
    pub fn texts(&self) -> impl Iterator<Item = (&'static str, Option<&str>)> {
        let Self { header, description } = self;
        [("header", header.as_deref()), ("description", description.as_deref())].into_iter()
    }

    /// The same with each text turned into another.
    #[must_use]
    pub fn map(&self, turn: impl Fn(&str) -> String) -> Self {
        Self {
            header: self.header.as_deref().map(&turn),
            description: self.description.as_ref().map(|html| html.changed(&turn)),
        }
    }
}
