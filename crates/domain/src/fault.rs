//! A fault of the input: where it is, what it is, and how to say it.

use std::borrow::Cow;

/// One thing that is wrong with a request. A request is answered with all of its faults at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// JSON pointer (RFC 6901) in the native API's names (`/items/0/unit_price`). The other APIs rename the steps.
    pub pointer: String,
    /// Stable word for programs, in `snake_case`: `required`, `too_long`, `out_of_range`, …; the name of the rule where an
    /// electronic invoice breaks one: `BR-DE-15`.
    pub code: Cow<'static, str>,
    /// A sentence for people, in lowercase and without a full stop.
    pub message: String,
    /// Pointers to what else it was found from: where one of those could not be read, it may be none.
    pub rests_on: Vec<String>,
}

impl Fault {
    /// A fault at `pointer`.
    pub fn new(
        pointer: impl Into<String>,
        code: impl Into<Cow<'static, str>>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            pointer: pointer.into(),
            code: code.into(),
            message: message.into(),
            rests_on: Vec::new(),
        }
    }

    /// The same, found from other values too. An empty pointer is the whole.
    #[must_use]
    pub fn resting_on<P: Into<String>>(mut self, pointers: impl IntoIterator<Item = P>) -> Self {
        self.rests_on.extend(pointers.into_iter().map(Into::into));
        self
    }

    /// The same in an object that stands at `pointer` of another.
    #[must_use]
    pub fn below(self, pointer: &str) -> Self {
        self.renamed(|own| format!("{pointer}{own}"))
    }

    /// The same with its pointers in other words.
    #[must_use]
    pub fn renamed(mut self, rename: impl Fn(&str) -> String) -> Self {
        self.pointer = rename(&self.pointer);
        for pointer in &mut self.rests_on {
            *pointer = rename(pointer);
        }
        self
    }

    /// Whether it may follow only from a fault at `pointer`: at the same place, around it, or at what it rests on.
    ///
    /// Case does not matter: one of the APIs takes names in any.
    #[must_use]
    pub fn follows_from(&self, pointer: &str) -> bool {
        let rests_on = |at: &String| is_within(at, pointer) || is_within(pointer, at);
        is_within(&self.pointer, pointer) || self.rests_on.iter().any(rests_on)
    }
}

/// Whether a pointer is another one, or leads to a part of what that leads to.
fn is_within(pointer: &str, whole: &str) -> bool {
    let Some((start, rest)) = pointer.split_at_checked(whole.len()) else { return false };
    start.eq_ignore_ascii_case(whole) && (rest.is_empty() || rest.starts_with('/'))
}

/// The faults found so far; empty means that the input is good.
pub type Faults = Vec<Fault>;

/// Adds the faults of a later look at the same input, without those that may only follow from earlier ones.
pub fn add_later(faults: &mut Faults, later: Faults) {
    let earlier = faults.len();
    for fault in later {
        if !faults[..earlier].iter().any(|known| fault.follows_from(&known.pointer)) {
            faults.push(fault);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, add_later};

    #[test]
    fn what_may_only_follow_from_another_fault_is_not_told() {
        let fault = |pointer: &str| Fault::new(pointer, "code", "is wrong");
        for (earlier, later, is_told) in [
            ("/currency", fault("/items/0/quantity"), true),
            ("/items/0", fault("/items/0/quantity"), false),
            ("/items/0", fault("/items/01"), true),
            ("/items/0/quantity", fault("/items/0"), true),
            ("/items/0/name", fault("/items/0").resting_on(["/items/0/name"]), false),
            ("/issue_date", fault("/due_date").resting_on(["/issue_date"]), false),
            ("/customer/id", fault("/customer_id").resting_on(["/customer"]), false),
            ("/notes", fault("/discount_value").resting_on([""]), false),
            ("/LineItems/0", fault("/lineItems/0/unitPrice"), false),
        ] {
            let mut faults = vec![fault(earlier)];
            add_later(&mut faults, vec![later.clone()]);
            assert_eq!(faults.len() == 2, is_told, "{earlier}, {later:?}");
        }
    }
}
