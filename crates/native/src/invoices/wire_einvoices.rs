//! The JSON of electronic invoices: what formats say of an invoice, and what became of a file.

use super::wire::Invoice;
use net30_http::number::Number;
use serde::Serialize;
use utoipa::ToSchema;

/// What every format says of an invoice.
#[derive(Serialize, ToSchema)]
pub(crate) struct Verdicts {
    /// What the settings promise: `none`, `en16931`, `peppol` or `xrechnung`. What is not right in that is not issued.
    #[schema(example = "xrechnung")]
    pub(crate) promised: &'static str,
    /// Each format.
    pub(crate) profiles: Vec<FormatVerdict>,
}

/// What a format says of an invoice.
#[derive(Serialize, ToSchema)]
pub(crate) struct FormatVerdict {
    /// `en16931-ubl`, `en16931-cii`, `peppol`, `xrechnung-ubl`, `xrechnung-cii` or `factur-x`.
    #[schema(example = "xrechnung-ubl")]
    pub(crate) profile: &'static str,
    /// Whether the invoice is right in it.
    #[schema(example = false)]
    pub(crate) valid: bool,
    /// What is wrong.
    pub(crate) faults: Vec<FormatFault>,
}

/// What keeps an invoice from being an electronic one.
#[derive(Serialize, ToSchema)]
pub(crate) struct FormatFault {
    /// JSON pointer (RFC 6901) into the invoice, its customer (`/customer/...`) or the settings (`/settings/...`).
    #[schema(example = "/buyer_reference")]
    pub(crate) pointer: String,
    /// The rule, as its authority names it.
    #[schema(example = "BR-DE-15")]
    pub(crate) rule: String,
    /// What is wrong.
    #[schema(example = "is missing")]
    pub(crate) message: String,
}

/// A draft that was made of a file.
#[derive(Serialize, ToSchema)]
pub(crate) struct Imported {
    /// The draft.
    pub(crate) invoice: Invoice,
    /// What became of the file.
    pub(crate) report: ImportReport,
}

/// What became of a file: what was read, what was left, which rules it breaks, and whether it adds up.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportReport {
    /// What it is written in.
    #[schema(example = "UBL 2.1")]
    pub(crate) syntax: String,
    /// The file within the PDF, if it was one.
    #[schema(example = json!(null))]
    pub(crate) embedded_file: Option<String>,
    /// What it declares to follow (BT-24).
    #[schema(example = "urn:cen.eu:en16931:2017")]
    pub(crate) specification_id: Option<String>,
    /// The name of that, if it is known. It was judged by its rules, else by those of EN 16931.
    #[schema(example = "EN 16931")]
    pub(crate) profile: Option<&'static str>,
    /// Whether it breaks no rule of those.
    #[schema(example = true)]
    pub(crate) valid: bool,
    /// Whether each of its sums is what its parts come to, to the cent.
    #[schema(example = true)]
    pub(crate) adds_up: bool,
    /// The rules that it breaks.
    pub(crate) broken_rules: Vec<BrokenRule>,
    /// Its sums that its parts do not come to.
    pub(crate) wrong_sums: Vec<Difference>,
    /// Where the draft comes to something else than the file states.
    pub(crate) differences: Vec<Difference>,
    /// What the draft has not taken over.
    pub(crate) left: Vec<LeftOut>,
}

/// A rule that a file breaks.
#[derive(Serialize, ToSchema)]
pub(crate) struct BrokenRule {
    /// Its name.
    #[schema(example = "BR-CO-15")]
    pub(crate) rule: String,
    /// Where, in business terms.
    #[schema(example = "BT-112")]
    pub(crate) term: String,
    /// What it says.
    pub(crate) message: String,
    /// Whether the file is wrong for it, or only unusual.
    pub(crate) fatal: bool,
}

/// A sum that is another.
#[derive(Serialize, ToSchema)]
pub(crate) struct Difference {
    /// Its business term.
    #[schema(example = "BT-112")]
    pub(crate) term: String,
    /// What the file states.
    pub(crate) stated: Number,
    /// What it comes to.
    pub(crate) calculated: Number,
}

/// Something of a file that was not taken over.
#[derive(Serialize, ToSchema)]
pub(crate) struct LeftOut {
    /// Where it stands: a path in the file, or a business term.
    #[schema(example = "BT-113")]
    pub(crate) path: String,
    /// What stands there.
    #[schema(example = "100.00")]
    pub(crate) value: Option<String>,
    /// Why it was left.
    #[schema(example = "is to be recorded as a payment")]
    pub(crate) reason: String,
}
