//! What a line says beyond what is printed: for electronic invoices, and for the buyer's own books.

use crate::text::Country;

/// An id, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemedId {
    /// ISO 6523 code of the scheme, such as `0160` for a GTIN.
    pub scheme: String,
    /// The id in that scheme.
    pub id: String,
}

/// Where an item stands in a classification (BT-158).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classification {
    /// Which, as a code of UNTDID 7143, such as `STI` for the CPV.
    pub scheme: String,
    /// Which edition of it.
    pub version: Option<String>,
    /// The class.
    pub code: String,
}

/// By what others know the item of a line, and how they count it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemReferences {
    /// The unit, as a code of UN/ECE Rec 20 (BT-130); from its word if none.
    pub unit_code: Option<String>,
    /// What else there is to say of the line (BT-127).
    pub note: Option<String>,
    /// The line of the buyer's order (BT-132).
    pub order_line: Option<String>,
    /// The seller's article number (BT-155).
    pub seller_item_id: Option<String>,
    /// The buyer's article number (BT-156).
    pub buyer_item_id: Option<String>,
    /// A number that everybody knows, such as a GTIN (BT-157).
    pub standard_item_id: Option<SchemedId>,
    /// At most 10.
    pub classifications: Vec<Classification>,
    /// Where the item comes from (BT-159).
    pub origin_country: Option<Country>,
}
