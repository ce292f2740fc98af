//! What all dialogs have. Each is a page of its own, of which scripts show the part `act` in a `<dialog>`.

use super::{
    act::{Again, Once},
    fields::Faults,
    visit::Visit,
};

/// What stands around the fields of a dialog.
pub(super) struct Head {
    /// Where its form is sent.
    pub(super) action: String,
    /// Where one gets without doing it.
    pub(super) back: String,
    pub(super) back_words: String,
    /// The tag of its heading: on the page below it another one is the first already.
    pub(super) heading: &'static str,
    pub(super) once: Once,
    pub(super) notice: Option<String>,
    pub(super) faults: Faults,
}

impl Head {
    /// Of a dialog whose form is sent to `action`; `back` is where one gets without doing it, and what that is called.
    pub(super) fn of(
        visit: &Visit,
        action: String,
        (back, back_words): (String, String),
        once: Once,
        again: Again,
    ) -> Self {
        let heading = if visit.wants_fragment() { "h2" } else { "h1" };
        let Again { notice, faults, .. } = again;
        Self { action, back, back_words, heading, once, notice, faults }
    }
}
