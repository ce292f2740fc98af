//! What is taken off a document, or added to it, beside its lines.

use crate::tax::Rate;
use rust_decimal::Decimal;

/// All that changes the sum of the lines, taxes aside, in the order in which it does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adjustments {
    /// Discount on the whole.
    pub discount: Option<Discount>,
    /// Charge on the whole.
    pub extra_charge: Option<ExtraCharge>,
    /// Amounts after tax, at most 3.
    pub extra_fields: Vec<ExtraField>,
    /// The amount due is rounded to a multiple of it, such as 0.05.
    pub round_to: Option<Decimal>,
}

/// A discount on a line or on the whole document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discount {
    /// How much.
    pub rate: Rate,
    /// What it is called; the page says `Discount` if it has no name.
    pub name: Option<String>,
}

/// A charge on the whole document, such as freight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtraCharge {
    /// How much; a percentage is of subtotal less discount. With tax where prices include it.
    pub rate: Rate,
    /// What it is called.
    pub name: Option<String>,
}

/// What a percentage after tax is taken of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Of {
    /// Net and tax.
    #[default]
    Gross,
    /// The net, as withholdings are (Spain's IRPF, Italy's ritenuta d'acconto).
    Net,
}

impl Of {
    /// Every choice.
    pub const ALL: [Of; 2] = [Self::Gross, Self::Net];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Gross => "gross",
            Self::Net => "net",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|of| of.word() == word)
    }
}

/// An amount after tax: a withholding, a tip, a contribution. May be negative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtraField {
    /// What it is called.
    pub name: String,
    /// How much.
    pub rate: Rate,
    /// What a percentage is of.
    pub of: Of,
}
