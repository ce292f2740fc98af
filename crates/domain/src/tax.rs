//! Taxes as they stand on a line, on an invoice, or in the account's table.

use crate::id::{AccountId, TaxId};
use crate::words::words;
use rust_decimal::Decimal;

/// Most taxes that a line or an invoice may name.
pub const TAXES_MAX: usize = 3;

/// How much a tax, a discount, a charge or an extra field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rate {
    /// Per cent of what it is taken from: 19 means 19 %.
    Percentage(Decimal),
    /// An amount in the document's currency.
    Amount(Decimal),
}

impl Rate {
    /// The figure, whichever kind it is.
    #[must_use]
    pub fn value(self) -> Decimal {
        match self {
            Self::Percentage(value) | Self::Amount(value) => value,
        }
    }
}

/// VAT category of EN 16931 (BT-118, a subset of UNTDID 5305).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// S: standard rate, any rate above 0.
    Standard,
    /// Z: zero rated.
    Zero,
    /// E: exempt.
    Exempt,
    /// AE: reverse charge.
    ReverseCharge,
    /// K: intra-community supply.
    IntraCommunity,
    /// G: export outside the EU.
    Export,
    /// O: not subject to VAT.
    OutOfScope,
    /// L: Canary Islands general indirect tax (IGIC).
    Igic,
    /// M: Ceuta and Melilla (IPSI).
    Ipsi,
}

impl Category {
    /// Every category.
    pub const ALL: [Category; 9] = [
        Self::Standard,
        Self::Zero,
        Self::Exempt,
        Self::ReverseCharge,
        Self::IntraCommunity,
        Self::Export,
        Self::OutOfScope,
        Self::Igic,
        Self::Ipsi,
    ];

    /// The code of UNTDID 5305.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Standard => "S",
            Self::Zero => "Z",
            Self::Exempt => "E",
            Self::ReverseCharge => "AE",
            Self::IntraCommunity => "K",
            Self::Export => "G",
            Self::OutOfScope => "O",
            Self::Igic => "L",
            Self::Ipsi => "M",
        }
    }

    /// Reads a code of UNTDID 5305.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.code() == code)
    }

    /// What a tax is if nobody says: S above zero, else Z.
    #[must_use]
    pub fn default_of(rate: Rate) -> Self {
        if rate.value().is_zero() { Self::Zero } else { Self::Standard }
    }

    /// Whether the rate must be above zero (`Some(true)`), zero (`Some(false)`), or may be either.
    #[must_use]
    pub fn wants_positive_rate(self) -> Option<bool> {
        match self {
            Self::Standard => Some(true),
            Self::Igic | Self::Ipsi => None,
            _ => Some(false),
        }
    }
}

/// A tax as a line or an invoice names it: a copy, so that a later change of the table changes no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tax {
    /// The entry of the account's table that it was copied from.
    pub id: Option<TaxId>,
    /// What the document calls it, such as `VAT`; may be empty.
    pub name: String,
    /// Its rate.
    pub rate: Rate,
    /// Its VAT category.
    pub category: Category,
    /// Why nothing is charged (BT-120), for the categories that want a reason.
    pub exemption_reason: Option<String>,
    /// Whether it is taken on the base plus the taxes named before it.
    pub compound: bool,
}

/// An entry of the account's table of taxes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxDefinition {
    /// Its id.
    pub id: TaxId,
    /// Whose it is.
    pub account_id: AccountId,
    /// What documents copy. Its `id` is this entry's.
    pub tax: Tax,
    /// When it was archived: it is no longer offered, but documents still refer to it.
    pub archived_at: Option<jiff::Timestamp>,
    /// Counts its changes, from 1.
    pub revision: i64,
    /// When it was made.
    pub created_at: jiff::Timestamp,
    /// When it was last changed.
    pub updated_at: jiff::Timestamp,
}

words! {
    /// Where tax is rounded.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum TaxRounding {
        /// Once on each sum of a (name, rate, category): EN 16931's rule.
        #[default]
        Total = "total",
        /// On each line, then summed.
        Line = "line",
    }
}
