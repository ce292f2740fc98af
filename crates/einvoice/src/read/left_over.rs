//! What of a file a draft has no place for.

use super::Left;
use en16931::Invoice;
use net30_domain::{html::Html, limits::HTML_CHARS_MAX};

/// What is left over.
#[derive(Debug, Default)]
pub(super) struct LeftOver {
    pub(super) told: Vec<Left>,
}

impl LeftOver {
    pub(super) fn add(&mut self, path: &str, value: Option<String>, reason: &str) {
        self.told.push(Left { path: path.to_owned(), value, reason: reason.to_owned() });
    }

    /// The text as far as it fits; what is cut off is told.
    pub(super) fn within(
        &mut self,
        chars_max: usize,
        path: &str,
        text: Option<String>,
    ) -> Option<String> {
        let text = text?;
        let Some((at, _)) = text.char_indices().nth(chars_max) else { return Some(text) };
        let rest = text[at..].to_owned();
        self.add(path, Some(rest), &format!("is what is beyond {chars_max} characters"));
        Some(text[..at].to_owned())
    }

    /// The text of a file is text: what looks like markup in it is none.
    pub(super) fn html(&mut self, path: &str, text: Option<String>) -> Option<Html> {
        let text = self.within(HTML_CHARS_MAX, path, text)?;
        Some(Html::sanitised(&text.replace('&', "&amp;").replace('<', "&lt;")))
    }

    pub(super) fn what_a_draft_does_not_hold(&mut self, model: &Invoice) {
        let totals = &model.totals;
        let parties = (model.payee.as_ref(), model.tax_representative.as_ref());
        let facts = [
            ("BT-113", totals.paid.map(|paid| paid.to_string()), "is to be recorded as a payment"),
            (
                "BT-114",
                totals.rounding.map(|rounding| rounding.to_string()),
                "follows from what the amount due is rounded to",
            ),
            (
                "BT-6",
                model.vat_accounting_currency.as_ref().map(ToString::to_string),
                "is a second currency",
            ),
            (
                "BG-10",
                parties.0.and_then(|payee| payee.name.clone()),
                "is paid in the seller's place",
            ),
            ("BG-11", parties.1.and_then(|party| party.name.clone()), "pays the seller's tax"),
            (
                "BG-24",
                model.attachments.first().map(|first| first.reference.to_string()),
                "is an attachment",
            ),
        ];
        for (term, value, reason) in facts {
            if value.is_some() {
                self.add(term, value, reason);
            }
        }
    }
}
