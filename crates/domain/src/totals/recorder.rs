//! Who listens to the calculation: nobody, or a list of steps.

use super::Step;

/// Takes down the rounding steps of a calculation.
pub(super) trait Recorder {
    /// Takes down a step; `step` is not called if nobody listens.
    fn record(&mut self, step: impl FnOnce() -> Step);
}

/// Listens to nothing.
pub(super) struct Deaf;

impl Recorder for Deaf {
    fn record(&mut self, _: impl FnOnce() -> Step) {}
}

impl Recorder for Vec<Step> {
    fn record(&mut self, step: impl FnOnce() -> Step) {
        self.push(step());
    }
}

/// A place of the native body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The lines as a whole.
    Items,
    /// A line.
    Line(usize),
    /// A line's flat fee.
    FlatFee(usize),
    /// A line's discount.
    LineDiscount(usize),
    /// A tax that a line names.
    LineTax(usize, usize),
    /// The document's discount.
    Discount,
    /// The document's charge.
    Charge,
    /// A tax that the document names.
    Tax(usize),
    /// An amount after tax.
    ExtraField(usize),
    /// The multiple that the amount due is rounded to.
    RoundTo,
}

impl Place {
    /// The pointer of the object, for a step.
    pub(super) fn object(self) -> String {
        match self {
            Self::Items | Self::Discount | Self::Charge | Self::RoundTo => String::new(),
            Self::Line(line) | Self::FlatFee(line) | Self::LineDiscount(line) => {
                format!("/items/{line}")
            }
            Self::LineTax(line, tax) => format!("/items/{line}/taxes/{tax}"),
            Self::Tax(tax) => format!("/taxes/{tax}"),
            Self::ExtraField(field) => format!("/extra_fields/{field}"),
        }
    }

    /// The pointer of the field that is to blame, for a fault.
    pub(super) fn field(self) -> String {
        match self {
            Self::Items => "/items".to_owned(),
            Self::Line(line) => format!("/items/{line}/quantity"),
            Self::FlatFee(line) => format!("/items/{line}/flat_fee"),
            Self::LineDiscount(line) => format!("/items/{line}/discount_value"),
            Self::Discount => "/discount_value".to_owned(),
            Self::Charge => "/extra_charges/value".to_owned(),
            Self::LineTax(..) | Self::Tax(_) | Self::ExtraField(_) => {
                format!("{}/value", self.object())
            }
            Self::RoundTo => "/round_to".to_owned(),
        }
    }
}
