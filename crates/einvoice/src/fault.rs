//! What keeps a document from being an electronic invoice.

/// One rule that a document breaks, or one thing that a format cannot say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// JSON pointer into the native body of the invoice (`/items/0/unit_price`); of what is not in it, into the customer
    /// (`/customer/…`) or the settings (`/settings/company/…`).
    pub pointer: String,
    /// The rule as its authority names it: `BR-DE-15`, `PEPPOL-EN16931-R010`, `BR-CO-26`; `NET30-…` if it is ours.
    pub rule: String,
    /// A sentence for people, in lowercase and without a full stop.
    pub message: String,
}

impl Fault {
    pub(crate) fn new(
        pointer: impl Into<String>,
        rule: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self { pointer: pointer.into(), rule: rule.into(), message: message.into() }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} ({})", self.pointer, self.message, self.rule)
    }
}

/// As the use cases tell faults: the rule is the word for programs, and stands behind the sentence, which goes alone
/// where something is done in the background.
impl From<Fault> for net30_domain::fault::Fault {
    fn from(fault: Fault) -> Self {
        let Fault { pointer, rule, message } = fault;
        let message = format!("{message} ({rule})");
        Self::new(pointer, rule, message)
    }
}
