//! From a pattern to the draft of one invoice: dates, period, and texts with their placeholders filled in.

use crate::invoices::{Field, InvoiceDraft, LineDraft};
use net30_domain::{
    Date,
    document::{Presentation, ServicePeriod},
    draft::DraftBody,
    fault::{Fault, Faults},
    html::Html,
    placeholder,
    recurring::PLACEHOLDERS,
    schedule::{Billing, Period, Schedule},
};
use net30_words::{Formats, Locale, month_name};

/// What placeholders stand for, of one date.
pub(super) struct Moment {
    pub(super) index: i64,
    pub(super) period: Period,
    pub(super) locale: Locale,
}

impl Moment {
    /// Of the first date, to try a pattern out.
    pub(super) fn sample(schedule: &Schedule, billing: Billing, locale: Locale) -> Self {
        let start = schedule.start;
        let period = schedule.period(0, billing).unwrap_or(Period { start, end: start });
        Self { index: 0, period, locale }
    }

    fn value(&self, name: &str) -> Option<String> {
        let start = self.period.start;
        let date = |date: Date| Formats::of(self.locale).date(date);
        Some(match name {
            "period_start" => date(start),
            "period_end" => date(self.period.end),
            "month" => format!("{:02}", start.month()),
            "month_name" => month_name(self.locale, start),
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

/// What an invoice says, with its placeholders filled in.
pub(super) fn filled(body: &DraftBody, moment: &Moment) -> DraftBody {
    let text = |text: &Option<String>| moment.fill_option(text.as_ref());
    let html = |html: &Html| html.changed(|text| moment.fill(text));
    let field = |field: &Field<Html>| field.as_ref().map(html);
    let line = |line: &LineDraft| LineDraft {
        name: text(&line.name),
        description: line.description.as_ref().map(html),
        ..line.clone()
    };
    let presentation = Presentation {
        tags: body.presentation.tags.iter().map(|tag| moment.fill(tag)).collect(),
        ..body.presentation.clone()
    };
    DraftBody {
        texts: body.texts.map(|text| moment.fill(text)),
        notes: field(&body.notes),
        terms: field(&body.terms),
        references: body.references.map(|text| moment.fill(text)),
        presentation,
        lines: body.lines.iter().map(line).collect(),
        ..body.clone()
    }
}

/// Placeholders that mean nothing, by the texts they are in.
pub(super) fn unknown_placeholders(body: &DraftBody) -> Faults {
    let mut faults = Faults::new();
    let mut look = |pointer: String, text: Option<&str>| {
        let names = text.into_iter().flat_map(placeholder::names);
        for name in names.filter(|name| !PLACEHOLDERS.contains(name)) {
            let known = PLACEHOLDERS.map(|name| format!("{{{name}}}")).join(", ");
            let message = format!("there is no placeholder {{{name}}}; there are {known}");
            faults.push(Fault::new(&pointer, "unknown_placeholder", message));
        }
    };
    for (name, text) in body.texts.texts().chain(body.references.texts()) {
        look(format!("/{name}"), text);
    }
    for (name, html) in [("notes", &body.notes), ("terms", &body.terms)] {
        look(format!("/{name}"), html.as_ref().value().map(Html::as_str));
    }
    for (index, tag) in body.presentation.tags.iter().enumerate() {
        look(format!("/tags/{index}"), Some(tag));
    }
    for (index, line) in body.lines.iter().enumerate() {
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
    for (index, line) in draft.body.lines.iter().enumerate() {
        let [starts, ends] = service(&line.service);
        said.extend(starts.then(|| format!("/items/{index}/service_start_date")));
        said.extend(ends.then(|| format!("/items/{index}/service_end_date")));
    }
    let message = "is each invoice's own: leave it out";
    said.into_iter().map(|pointer| Fault::new(pointer, "not_allowed", message)).collect()
}
