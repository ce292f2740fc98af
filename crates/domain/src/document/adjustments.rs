//! What is taken off a document, or added to it, beside its lines.

use crate::tax::{Rate, Tax};
use crate::words::words;
use rust_decimal::Decimal;

/// All that changes the sum of the lines, taxes aside, in the order in which it does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adjustments {
    /// Discount on the whole.
    pub discount: Option<Discount>,
    /// Allowances, at most [`ALLOWANCES_MAX`](crate::limits::ALLOWANCES_MAX) (BG-20).
    pub allowances: Vec<AllowanceCharge>,
    /// Charge on the whole.
    pub extra_charge: Option<ExtraCharge>,
    /// Charges, as many (BG-21).
    pub charges: Vec<AllowanceCharge>,
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
    /// What it is called; the page says `Discount` if it has no name (BT-97, BT-139).
    pub name: Option<String>,
    /// Why, as a code of UNTDID 5189 (BT-98, BT-140).
    pub code: Option<String>,
}

/// A charge on the whole document, such as freight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtraCharge {
    /// How much; a percentage is of subtotal less discount. With tax where prices include it.
    pub rate: Rate,
    /// What it is called (BT-104).
    pub name: Option<String>,
    /// Why, as a code of UNTDID 7161 (BT-105).
    pub code: Option<String>,
}

/// What is taken off the whole document, or added to it, for a reason and with a tax of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowanceCharge {
    /// How much: a percentage of the subtotal, or for a charge of what discount and allowances leave of it. With tax where
    /// prices include it.
    pub rate: Rate,
    /// Why (BT-97, BT-104).
    pub reason: Option<String>,
    /// Why, as a code of UNTDID 5189 for an allowance (BT-98), of UNTDID 7161 for a charge (BT-105).
    pub code: Option<String>,
    /// The tax of the lines that an allowance is taken off, or that a charge bears (BT-95, BT-96, BT-102, BT-103). If none,
    /// an allowance is taken off all lines, and a charge is taxed as [`ExtraCharge`] is.
    pub tax: Option<Tax>,
}

words! {
    /// What a percentage after tax is taken of.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub enum Of {
        /// Net and tax.
        #[default]
        Gross = "gross",
        /// The net, as withholdings are (Spain's IRPF, Italy's ritenuta d'acconto).
        Net = "net",
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
