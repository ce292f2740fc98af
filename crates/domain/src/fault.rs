//! A fault of the input: where it is, what it is, and how to say it.

/// One thing that is wrong with a request. A request is answered with all of its faults at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// JSON pointer (RFC 6901) in the native API's names (`/items/0/unit_price`). The other APIs rename the steps.
    pub pointer: String,
    /// Stable word for programs, in `snake_case`: `required`, `too_long`, `out_of_range`, …
    pub code: &'static str,
    /// A sentence for people, in lowercase and without a full stop.
    pub message: String,
}

impl Fault {
    /// A fault at `pointer`.
    pub fn new(pointer: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), code, message: message.into() }
    }
}

/// The faults found so far; empty means that the input is good.
pub type Faults = Vec<Fault>;
