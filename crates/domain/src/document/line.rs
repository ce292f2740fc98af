//! The lines of a document.

use super::{Discount, ItemReferences};
use crate::{
    html::Html,
    id::{LineId, ProductId},
    tax::Tax,
    unit,
};
use jiff::civil::Date;
use rust_decimal::Decimal;

/// From when to when a service was given, both days included. Either may be open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServicePeriod {
    /// First day (BT-73, BT-134).
    pub start: Option<Date>,
    /// Last day (BT-74, BT-135).
    pub end: Option<Date>,
}

/// A line of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its id; kept when the line is edited in place.
    pub id: LineId,
    /// The catalogue's entry that it was filled from.
    pub product_id: Option<ProductId>,
    /// What it is (BT-153).
    pub name: Option<String>,
    /// What more there is to say of it (BT-154).
    pub description: Option<Html>,
    /// Link to the article.
    pub url: Option<String>,
    /// How many; negative for a return, zero for a line of text or a flat fee alone.
    pub quantity: Decimal,
    /// What is counted, such as `hour`.
    pub unit: Option<String>,
    /// Price of `base_quantity` units; negative for what is taken off.
    pub unit_price: Decimal,
    /// For how many units the price is, above zero; 1 as a rule (BT-149).
    pub base_quantity: Decimal,
    /// Added to quantity × price (BT-141 as a line charge); not negative.
    pub flat_fee: Option<Decimal>,
    /// Discount on the line.
    pub discount: Option<Discount>,
    /// Its own taxes, at most 3; if empty, the document's apply.
    pub taxes: Vec<Tax>,
    /// When the service was given.
    pub service: ServicePeriod,
    /// By what others know the item, and how they count it.
    pub item: ItemReferences,
    /// Where the client wants the line to stand; lines are kept sorted by it.
    pub display_order: Option<i32>,
}

impl Line {
    /// Its unit as a code of UN/ECE Rec 20 (BT-130): as the client says, else from the unit's word.
    #[must_use]
    pub fn unit_code(&self) -> &str {
        let by_word = || self.unit.as_deref().and_then(unit::code_of).unwrap_or(unit::ONE);
        self.item.unit_code.as_deref().unwrap_or_else(by_word)
    }
}
