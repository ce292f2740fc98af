//! By what buyer and seller find a document in their own books.

use jiff::civil::Date;

/// A document that this one follows, such as one that it corrects (BG-3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrecedingDocument {
    /// Its number (BT-25).
    pub number: String,
    /// Its date (BT-26).
    pub issue_date: Option<Date>,
}

/// Names that others have for what the document is about. In the texts of a recurring invoice with placeholders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// The buyer's reference, such as a Leitweg-ID (BT-10).
    pub buyer_reference: Option<String>,
    /// The buyer's order number (BT-13).
    pub purchase_order: Option<String>,
    /// Contract number (BT-12).
    pub contract_reference: Option<String>,
    /// Project number (BT-11).
    pub project_reference: Option<String>,
    /// Documents that this one follows, at most 20. What a credit note takes back is known without them.
    pub preceding: Vec<PrecedingDocument>,
}

impl References {
    /// Each text, by its name in the native API.
    pub fn texts(&self) -> impl Iterator<Item = (&'static str, Option<&str>)> {
        let Self {
            buyer_reference,
            purchase_order,
            contract_reference,
            project_reference,
            preceding: _,
        } = self;
        [
            ("buyer_reference", buyer_reference.as_deref()),
            ("purchase_order", purchase_order.as_deref()),
            ("contract_reference", contract_reference.as_deref()),
            ("project_reference", project_reference.as_deref()),
        ]
        .into_iter()
    }

    /// The same with each text turned into another.
    #[must_use]
    pub fn map(&self, turn: impl Fn(&str) -> String) -> Self {
        let turned = |text: &Option<String>| text.as_deref().map(&turn);
        Self {
            buyer_reference: turned(&self.buyer_reference),
            purchase_order: turned(&self.purchase_order),
            contract_reference: turned(&self.contract_reference),
            project_reference: turned(&self.project_reference),
            preceding: self.preceding.clone(),
        }
    }
}
