//! Who listens to the calculation: nobody, or a list of steps.

use super::Step;

/// Takes down the rounding steps of a calculation.
pub(super) trait Recorder {
    /// Takes down a step; `step` is not called if nobody listens.
    fn record(&mut self, step: impl FnOnce() -> Step);
}

/// Listens to nothing.
pub(super) struct NoRecorder;

impl Recorder for NoRecorder {
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
    /// One of the document's allowances.
    Allowance(usize),
    /// The document's extra charge.
    ExtraCharge,
    /// One of the document's charges.
    Charge(usize),
    /// The tax that one of the document's charges names.
    ChargeTax(usize),
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
            Self::Items | Self::Discount | Self::ExtraCharge | Self::RoundTo => String::new(),
            Self::Allowance(at) => format!("/allowances/{at}"),
            Self::Charge(at) => format!("/charges/{at}"),
            Self::ChargeTax(at) => format!("/charges/{at}/tax"),
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
            Self::ExtraCharge => "/extra_charges/value".to_owned(),
            Self::LineTax(..)
            | Self::Tax(_)
            | Self::ExtraField(_)
            | Self::Allowance(_)
            | Self::Charge(_)
            | Self::ChargeTax(_) => format!("{}/value", self.object()),
            Self::RoundTo => "/round_to".to_owned(),
        }
    }
}
