//! Where a change of one date makes another one wrong, the fault is of the one that was sent.

use crate::problem::{Place, Problem};
use serde_json::Value;

/// Two dates of an object, by their pointers in the client's words.
pub struct DatePair {
    /// Must not be before the other.
    pub end: &'static str,
    /// The other.
    pub begin: &'static str,
    /// What the end is called.
    pub noun: &'static str,
}

/// Turns faults of ends that were not sent into faults of the beginnings that were. `whole` is the object as it would be.
pub fn point_at_what_was_sent(
    mut problem: Problem,
    sent: &Value,
    whole: &Value,
    ends: &[DatePair],
) -> Problem {
    for entry in &mut problem.errors {
        let Place::Pointer(pointer) = &mut entry.place else { continue };
        let found = ends.iter().find(|pair| {
            *pointer == pair.end
                && sent.pointer(pair.end).is_none()
                && sent.pointer(pair.begin).is_some()
        });
        let Some(pair) = found else { continue };
        let end = whole.pointer(pair.end).and_then(Value::as_str).unwrap_or_default();
        pair.begin.clone_into(pointer);
        entry.code = "after_end".into();
        entry.message = format!("is after the {} {end}; change that too", pair.noun);
    }
    problem
}
