//! Why no tax is charged: text and code of the VATEX list (BT-120, BT-121).

use crate::{source::TaxGroup, text::checked};
use net30_domain::{tax::Category, text::Language};

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

/// What an invoice under reverse charge has to say, in the words of directive 2006/112/EC, article 226 (11a).
///
/// In English where the directive has no such language.
#[must_use]
pub fn reverse_charge(language: Language) -> &'static str {
    use Language as L;
    match language {
        L::En | L::Ja | L::Mn | L::Zh => "Reverse charge",
        L::Fr => "Autoliquidation",
        L::De => "Steuerschuldnerschaft des Leistungsempfängers",
        L::Nl => "Btw verlegd",
        L::Es => "Inversión del sujeto pasivo",
        L::Bg => "обратно начисляване",
        L::Ro => "taxare inversă",
        L::Da => "omvendt betalingspligt",
        L::Sv => "Omvänd betalningsskyldighet",
        L::Lt => "Atvirkštinis apmokestinimas",
        L::Fi => "käännetty verovelvollisuus",
        L::Hu => "fordított adózás",
        L::Cs => "daň odvede zákazník",
        L::It => "inversione contabile",
        L::Et => "pöördmaksustamine",
        L::Lv => "nodokļa apgrieztā maksāšana",
        L::Pt => "Autoliquidação",
        L::Pl => "odwrotne obciążenie",
        L::Sk => "prenesenie daňovej povinnosti",
    }
}
