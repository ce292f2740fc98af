//! From a pattern to the draft of one invoice: dates, period, and texts with their placeholders filled in.

use crate::invoices::{CustomerRef, Field, InvoiceDraft, LineDraft};
use net30_documents::format::{Formats, month_name};
use net30_domain::{
    Date,
    fault::{Fault, Faults},
    html::Html,
    id::CustomerId,
    invoice::ServicePeriod,
    placeholder,
    recurring::{PLACEHOLDERS, Pattern},
    schedule::{Billing, Period, Schedule},
    text::Language,
};

/// What placeholders stand for, of one date.
pub(super) struct Moment {
    pub(super) index: i64,
    pub(super) period: Period,
    pub(super) language: Language,
}

impl Moment {
    /// Of the first date, to try a pattern out.
    pub(super) fn sample(schedule: &Schedule, billing: Billing, language: Language) -> Self {
        let start = schedule.start;
        let period = schedule.period(0, billing).unwrap_or(Period { start, end: start });
        Self { index: 0, period, language }
    }

    fn value(&self, name: &str) -> Option<String> {
        let start = self.period.start;
        let date = |date: Date| Formats::of(self.language).date(date);
        Some(match name {
            "period_start" => date(start),
            "period_end" => date(self.period.end),
            "month" => format!("{:02}", start.month()),
            "month_name" => month_name(self.language, start),
            "year" => start.year().to_string(),
            "quarter" => ((start.month() - 1) / 3 + 1).to_string(),
            "number_of_run" => (self.index + 1).to_string(),
            _ => return None,
        })
    }

    fn fill(&self, text: &str) -> String {
        placeholder::filled(text, |name| self.value(name))
    }

    fn fill_option(&self, text: Option<&String>) -> Option<String> {
        text.map(|text| self.fill(text))
    }
}

/// The draft with its placeholders filled in.
pub(super) fn filled(draft: &InvoiceDraft, moment: &Moment) -> InvoiceDraft {
    let text = |text: &Option<String>| moment.fill_option(text.as_ref());
    let html = |html: &Html| html.changed(|text| moment.fill(text));
    let field = |field: &Field<Html>| field.as_ref().map(html);
    let line = |line: &LineDraft| LineDraft {
        name: text(&line.name),
        description: line.description.as_ref().map(html),
        ..line.clone()
    };
    InvoiceDraft {
        header: text(&draft.header),
        description: draft.description.as_ref().map(html),
        notes: field(&draft.notes),
        terms: field(&draft.terms),
        buyer_reference: text(&draft.buyer_reference),
        purchase_order: text(&draft.purchase_order),
        contract_reference: text(&draft.contract_reference),
        project_reference: text(&draft.project_reference),
        tags: draft.tags.iter().map(|tag| moment.fill(tag)).collect(),
        lines: draft.lines.iter().map(line).collect(),
        ..draft.clone()
    }
}

/// Placeholders that mean nothing, by the texts they are in.
pub(super) fn unknown_placeholders(draft: &InvoiceDraft) -> Faults {
    let mut faults = Faults::new();
    let mut look = |pointer: String, text: Option<&str>| {
        let names = text.into_iter().flat_map(placeholder::names);
        for name in names.filter(|name| !PLACEHOLDERS.contains(name)) {
            let known = PLACEHOLDERS.map(|name| format!("{{{name}}}")).join(", ");
            let message = format!("there is no placeholder {{{name}}}; there are {known}");
            faults.push(Fault::new(&pointer, "unknown_placeholder", message));
        }
    };
    for (pointer, text) in [
        ("/header", draft.header.as_deref()),
        ("/description", draft.description.as_deref()),
        ("/notes", draft.notes.as_ref().value().map(Html::as_str)),
        ("/terms", draft.terms.as_ref().value().map(Html::as_str)),
        ("/buyer_reference", draft.buyer_reference.as_deref()),
        ("/purchase_order", draft.purchase_order.as_deref()),
        ("/contract_reference", draft.contract_reference.as_deref()),
        ("/project_reference", draft.project_reference.as_deref()),
    ] {
        look(pointer.to_owned(), text);
    }
    for (index, tag) in draft.tags.iter().enumerate() {
        look(format!("/tags/{index}"), Some(tag));
    }
    for (index, line) in draft.lines.iter().enumerate() {
        look(format!("/items/{index}/name"), line.name.as_deref());
        look(format!("/items/{index}/description"), line.description.as_deref());
    }
    faults
}

/// What a pattern must not say, since each invoice has its own.
pub(super) fn dated(draft: &InvoiceDraft) -> Faults {
    let service = |service: &ServicePeriod| [service.start.is_some(), service.end.is_some()];
    let [starts, ends] = service(&draft.service);
    let mut said: Vec<String> = [
        ("/issue_date", draft.issue_date.is_some()),
        ("/due_date", matches!(draft.due_date, Field::Value(_))),
        ("/service_start_date", starts),
        ("/service_end_date", ends),
        ("/delivery_date", draft.delivery_date.is_some()),
        ("/number", draft.number.is_some()),
        ("/external_source", draft.external_source.is_some()),
        ("/external_source_id", draft.external_source_id.is_some()),
    ]
    .into_iter()
    .filter(|(_, is_said)| *is_said)
    .map(|(pointer, _)| pointer.to_owned())
    .collect();
    for (index, line) in draft.lines.iter().enumerate() {
        let [starts, ends] = service(&line.service);
        said.extend(starts.then(|| format!("/items/{index}/service_start_date")));
        said.extend(ends.then(|| format!("/items/{index}/service_end_date")));
    }
    let message = "is each invoice's own: leave it out";
    said.into_iter().map(|pointer| Fault::new(pointer, "not_allowed", message)).collect()
}

/// The pattern of a draft.
pub(super) fn of(draft: &InvoiceDraft, customer_id: CustomerId) -> Pattern {
    let draft = draft.clone();
    Pattern {
        customer_id,
        currency: draft.currency,
        language: draft.language,
        slug: draft.slug,
        header: draft.header,
        description: draft.description,
        notes: draft.notes,
        terms: draft.terms,
        payment_terms: draft.payment_terms,
        payment_days: draft.payment_days,
        buyer_reference: draft.buyer_reference,
        purchase_order: draft.purchase_order,
        contract_reference: draft.contract_reference,
        project_reference: draft.project_reference,
        discount: draft.discount,
        extra_charge: draft.extra_charge,
        extra_fields: draft.extra_fields,
        taxes: draft.taxes,
        tax_included: draft.tax_included,
        round_to: draft.round_to,
        template_id: draft.template_id,
        tags: draft.tags,
        is_retainer: draft.is_retainer,
        ship_to: draft.ship_to,
        metadata: draft.metadata,
        lines: draft.lines.into_iter().map(|line| LineDraft { id: None, ..line }).collect(),
    }
}

/// The draft of a pattern.
pub(super) fn draft_of(pattern: &Pattern) -> InvoiceDraft {
    let pattern = pattern.clone();
    InvoiceDraft {
        currency: pattern.currency,
        language: pattern.language,
        slug: pattern.slug,
        header: pattern.header,
        description: pattern.description,
        notes: pattern.notes,
        terms: pattern.terms,
        payment_terms: pattern.payment_terms,
        payment_days: pattern.payment_days,
        buyer_reference: pattern.buyer_reference,
        purchase_order: pattern.purchase_order,
        contract_reference: pattern.contract_reference,
        project_reference: pattern.project_reference,
        discount: pattern.discount,
        extra_charge: pattern.extra_charge,
        extra_fields: pattern.extra_fields,
        taxes: pattern.taxes,
        tax_included: pattern.tax_included,
        round_to: pattern.round_to,
        template_id: pattern.template_id,
        tags: pattern.tags,
        is_retainer: pattern.is_retainer,
        ship_to: pattern.ship_to,
        metadata: pattern.metadata,
        lines: pattern.lines,
        ..InvoiceDraft::of(CustomerRef::Id(pattern.customer_id))
    }
}
