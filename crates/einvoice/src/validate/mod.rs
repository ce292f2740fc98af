//! Whether a document is right in a format: the rules of the format's authors, and ours on top.

mod figures;
mod lacking;
mod pointer;
mod sentence;

use crate::{document::Document, fault::Fault, profile::Profile, shape::shape};
use en16931::{Finding, Severity, bt::Group};
use std::collections::BTreeSet;

pub(crate) use figures::sums;
pub(crate) use pointer::of_term as pointer_of_term;

/// Rules of ours: what comes to other figures, and what a format has no place for.
const OWN: [&str; 2] = [figures::RULE, "NET30-SYNTAX"];

/// Every fault that keeps a document from being right in a format; none if it is.
///
/// The number does not matter: it is drawn when everything else is right.
#[must_use]
pub fn validate(document: &Document, profile: Profile) -> Vec<Fault> {
    let model = shape(document, profile);
    let mut faults = document.faults.clone();
    let can_be_said = faults.is_empty();
    if profile.is_cii() && model.preceding_invoices.len() > 1 {
        let message = "are several; CII has a place for one document that this one follows, UBL for all of them";
        faults.push(Fault::new(pointer::PRECEDING, "NET30-SYNTAX", message));
    }
    for finding in profile.rules().validate(&model).fatal() {
        // What cannot be said has no figures and no category: rules about those would say it again.
        if can_be_said || !is_about_figures(finding) {
            for fault in worded(document, &model, finding) {
                if !faults
                    .iter()
                    .any(|known| known.pointer == fault.pointer && known.rule == fault.rule)
                {
                    faults.push(fault);
                }
            }
        }
    }
    if faults.is_empty() {
        faults.extend(figures::faults(document, &model));
    }
    faults
}

/// Every rule that a document can break in any format, by its name.
#[must_use]
pub fn rules() -> BTreeSet<&'static str> {
    let of_profile = |profile: Profile| {
        let rules = profile.rules();
        let is_fatal = |rule: &&str| rules.severity_of(rule) == Some(Severity::Fatal);
        rules.check_ids().filter(is_fatal)
    };
    Profile::ALL.into_iter().flat_map(of_profile).chain(OWN).collect()
}

fn is_about_figures(finding: &Finding) -> bool {
    let group = finding.path.group;
    let category = finding.rule.strip_prefix("BR-").and_then(|rest| rest.split_once('-'));
    let of_category = category.is_some_and(|(name, _)| {
        matches!(name, "S" | "Z" | "E" | "AE" | "IC" | "G" | "O" | "AF" | "AG" | "B")
    });
    matches!(group, Group::Totals | Group::VatBreakdown)
        || of_category
        || matches!(finding.path.term.map(|term| term.0), Some(151 | 152))
        || ["BR-CO-1", "BR-CL-17", "BR-CL-18", "BR-DEC-", "BR-CO-04", "PEPPOL-EN16931-R120"]
            .iter()
            .any(|rule| finding.rule.starts_with(rule))
}

fn worded(document: &Document, model: &en16931::Invoice, finding: &Finding) -> Vec<Fault> {
    if let Some(lacking) = lacking::identifiers(model, &finding.rule) {
        return lacking;
    }
    let pointer = pointer::of(document, model, finding);
    let message =
        sentence::of(&finding.rule).map_or_else(|| sentence::published(finding), str::to_owned);
    let detail = finding
        .detail
        .as_ref()
        .map(|detail| format!(" (expected {}, is {})", detail.expected, detail.actual));
    vec![Fault::new(pointer, finding.rule.clone(), message + &detail.unwrap_or_default())]
}
