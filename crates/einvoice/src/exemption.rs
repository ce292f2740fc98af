//! Why no tax is charged: text and code of the VATEX list (BT-120, BT-121).

use crate::{source::TaxGroup, text::checked};
use net30_domain::tax::Category;

const PREFIX: &str = "VATEX-";

/// Text and code. A reason that begins with a code, such as `VATEX-EU-132-1A`, is that code and the text behind it.
pub(crate) fn of(group: &TaxGroup) -> (Option<String>, Option<String>) {
    let category = group.key.category;
    if !takes_reason(category) {
        return (None, None);
    }
    let given = group.exemption_reason.as_deref().and_then(checked);
    let (written, reason) = match given {
        Some(text) if text.starts_with(PREFIX) => {
            let end =
                text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(text.len());
            let rest = text[end..].trim_start_matches([':', ',', ' ']);
            (Some(text[..end].to_owned()), checked(rest))
        }
        other => (None, other),
    };
    let code = group
        .exemption_code
        .as_deref()
        .and_then(checked)
        .or(written)
        .or_else(|| code(category).map(str::to_owned));
    (reason, code)
}

/// Whether nothing is charged for a reason: BR-E-10 and the like; the others must not state one (BR-S-10).
#[must_use]
pub fn takes_reason(category: Category) -> bool {
    match category {
        Category::Exempt
        | Category::ReverseCharge
        | Category::IntraCommunity
        | Category::Export
        | Category::OutOfScope => true,
        Category::Standard | Category::Zero | Category::Igic | Category::Ipsi => false,
    }
}

/// The code that says no more than the category does. An exemption has many: the seller has to say which.
#[must_use]
pub fn code(category: Category) -> Option<&'static str> {
    match category {
        Category::ReverseCharge => Some("VATEX-EU-AE"),
        Category::IntraCommunity => Some("VATEX-EU-IC"),
        Category::Export => Some("VATEX-EU-G"),
        Category::OutOfScope => Some("VATEX-EU-O"),
        Category::Exempt
        | Category::Standard
        | Category::Zero
        | Category::Igic
        | Category::Ipsi => None,
    }
}
