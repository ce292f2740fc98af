//! What the fields of forms are made of, and what is said beside them.

use super::{number::Unreadable, rules, texts::Texts};
use net30_domain::fault::Fault;

/// A choice of a list.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) text: String,
    pub(super) is_chosen: bool,
}

/// What is wrong with a form, by the name of its field.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<(String, String)>);

impl Faults {
    /// What is said at a field.
    pub(super) fn of(&self, field: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == field);
        found.map(|(_, text)| text.as_str())
    }

    pub(super) fn add(&mut self, field: impl Into<String>, text: String) {
        self.0.push((field.into(), text));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn all(&self) -> &[(String, String)] {
        &self.0
    }
}

/// A fault in the person's words. One that has none is told as the API tells it.
pub(super) fn said(t: Texts, fault: &Fault) -> String {
    let code = fault.code.as_ref();
    if let Some(unreadable) = Unreadable::ALL.iter().find(|unreadable| unreadable.code() == code) {
        return unreadable.said(t);
    }
    if let Some(words) = rules::said(t, fault) {
        return words;
    }
    match code {
        "required" => t.fault_required(),
        "too_long" => t.fault_too_long(),
        "too_many" => t.fault_too_many(),
        "not_an_integer" => t.fault_not_an_integer(),
        "invalid_email" => t.email_wrong(),
        "invalid_iban" => t.fault_invalid_iban(),
        "invalid_bank_code" => t.fault_invalid_bank_code(),
        "invalid_url" => t.fault_invalid_url(),
        "invalid_date" => t.fault_invalid_date(),
        "before_issue_date" => t.fault_before_issue_date(),
        "negative_total" => t.fault_negative_total(),
        "out_of_range" => t.fault_out_of_range(),
        "invalid_pattern" => t.fault_invalid_pattern(),
        "unknown_time_zone" => t.fault_unknown_time_zone(),
        "invalid_host" => t.fault_invalid_host(),
        "unknown_placeholder" => t.fault_unknown_placeholder(),
        _ => fault.message.clone(),
    }
}
