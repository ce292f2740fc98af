//! What becomes of what is typed, as the page says it: amounts, totals and how they came about, what was understood, and
//! what is still in the way. Nothing here is calculated: it is worded.

use super::{
    draft::{Drafted, Readings},
    fill::Writer,
    typed::{Typed, line_field},
};
use crate::app::{fields, rules, shell::Writing, texts::Texts};
use askama::Template;
use net30_app::invoices::{self, Preview};
use net30_domain::{
    Decimal,
    document::DueDateSource,
    fault::{Fault, Faults},
    money::{Amount, Sum},
    tax::Rate,
    totals::Step,
    warning::Warning,
};
use std::collections::HashMap;

/// Figures of a line that may be typed as a sum.
const FIGURES_OF_LINE: [&str; 3] = ["quantity", "unit_price", "discount_value"];
const FIGURES: [&str; 2] = ["/discount_value", "/extra_charges/value"];

/// A row below the lines: what it is, and how much.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) figure: String,
    pub(super) is_total: bool,
}

/// Something that is in the way, or may be.
pub(super) struct Finding {
    /// `fault`: it cannot be saved; `issue`: it cannot be issued; `hint`.
    pub(super) kind: &'static str,
    /// The field that it is about; empty if it is none of the form's.
    pub(super) field: String,
    pub(super) label: String,
    pub(super) text: String,
}

impl Finding {
    /// The field, in words: what a rule wants begins with it.
    pub(super) fn about(&self) -> &str {
        let own = self.text.split(": ").next().unwrap_or_default();
        if self.label.is_empty() { own } else { &self.label }
    }
}

/// What was understood of a figure that reads otherwise than it is written.
pub(super) struct Understood {
    pub(super) id: String,
    /// What was typed.
    pub(super) of: String,
    /// What the field would say in plain figures; empty if it does.
    pub(super) value: String,
    pub(super) text: String,
}

/// What becomes of what is typed.
#[derive(Template)]
#[template(path = "app/editor_results.html")]
pub(super) struct Results {
    pub(super) t: Texts,
    pub(super) amounts: Vec<(String, String)>,
    pub(super) understood: Vec<Understood>,
    pub(super) totals: Vec<Row>,
    pub(super) total: String,
    pub(super) steps: Vec<String>,
    pub(super) findings: Vec<Finding>,
    pub(super) due: String,
    pub(super) number: String,
    pub(super) currency: String,
    pub(super) language: String,
    pub(super) terms: String,
    pub(super) customer: String,
    /// What to say if somebody else saved the invoice since the form was shown.
    pub(super) changed: String,
}

impl Results {
    pub(super) fn of(
        t: Texts,
        writing: &Writing,
        readings: &Readings,
        typed: &Typed,
        drafted: &Drafted,
        preview: &Preview,
    ) -> Self {
        let invoice = &preview.shown.invoice;
        let content = &invoice.content;
        let money = writing.formats().money(content.currency);
        let writer = Writer { formats: writing.formats(), currency: content.currency };
        let figure = |amount: Amount| money.amount(amount);
        let keys = typed.keys();
        let known: HashMap<String, String> = if preview.adds_up {
            let lines = invoice.totals.lines.iter().enumerate();
            lines
                .map(|(at, line)| (drafted.key_of_line(at), figure(line.gross - line.discount)))
                .collect()
        } else {
            HashMap::new()
        };
        let amounts = keys.iter().map(|key| {
            let amount = known.get(key).cloned().unwrap_or_default();
            (key.clone(), amount)
        });
        let (totals, total) = if preview.adds_up {
            (rows(t, writing, preview), figure(invoice.totals.payable()))
        } else {
            (vec![], "–".to_owned())
        };
        let steps =
            if preview.adds_up { invoices::explain(invoice).unwrap_or_default() } else { vec![] };
        let steps = steps.iter().map(|step| worded(t, &writer, step)).collect();
        let due = match content.due_date {
            Some(date) => {
                let days = (date - content.issue_date).get_days();
                t.due_hint(&writing.formats().date(date), i64::from(days))
            }
            None => t.due_none(),
        };
        let due =
            if content.due_date_source == DueDateSource::Client { String::new() } else { due };
        let party = &preview.shown.customer.party;
        let facts = [
            party.address.country.map(|country| country.code().to_owned()),
            party.email.as_ref().map(ToString::to_string),
            party.tax_id.clone(),
        ];
        let shown: Option<i64> = typed.text("revision").parse().ok();
        let is_changed = shown.is_some_and(|shown| shown != invoice.revision);
        Self {
            t,
            changed: if is_changed { t.changed_meanwhile() } else { String::new() },
            amounts: amounts.collect(),
            understood: understood(readings, &writer, typed, &keys),
            totals,
            total,
            steps,
            findings: findings(t, drafted, preview, &keys),
            due,
            number: preview.number.clone(),
            currency: content.currency.code().to_owned(),
            language: crate::app::welcome::language_name(content.language).to_owned(),
            terms: content.payment_terms.clone().unwrap_or_default(),
            customer: facts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        }
    }

    /// What a line comes to.
    pub(super) fn amount(&self, key: &str) -> &str {
        let found = self.amounts.iter().find(|(known, _)| known == key);
        found.map_or("", |(_, amount)| amount.as_str())
    }

    /// What was understood of a figure.
    pub(super) fn understood(&self, id: &str) -> &str {
        let found = self.understood.iter().find(|understood| understood.id == id);
        found.map_or("", |understood| understood.text.as_str())
    }

    /// What was understood of a figure of a line.
    pub(super) fn understood_in(&self, key: &str, field: &str) -> &str {
        self.understood(&format!("f-items-{key}-{field}"))
    }

    /// How many things are in the way, not counting hints.
    pub(super) fn count(&self) -> usize {
        self.findings.iter().filter(|finding| finding.kind != "hint").count()
    }

    /// What is wrong with a field, so that it cannot be saved.
    pub(super) fn fault(&self, field: &str) -> Option<&str> {
        let mut own = self.findings.iter().filter(|finding| finding.field == field);
        own.find(|finding| finding.kind == "fault").map(|finding| finding.text.as_str())
    }
}

/// The id of a field.
pub(super) fn id_of(name: &str) -> String {
    format!("f{}", if name.starts_with('/') { "" } else { "-" }) + &name.replace('/', "-")
}

fn rows(t: Texts, writing: &Writing, preview: &Preview) -> Vec<Row> {
    let invoice = &preview.shown.invoice;
    let (content, totals) = (&invoice.content, &invoice.totals);
    let money = writing.formats().money(content.currency);
    let row =
        |name: String, amount: Amount| Row { name, figure: money.amount(amount), is_total: false };
    let mut rows = vec![];
    let has_order = totals.discount != Amount::ZERO || totals.charges != Amount::ZERO;
    match &totals.inclusive {
        Some(paid) if has_order => {
            rows.push(row(t.total_subtotal(), paid.subtotal));
            if paid.discount != Amount::ZERO {
                rows.push(row(t.total_discount(), Amount::ZERO - paid.discount));
            }
            if paid.charges != Amount::ZERO {
                rows.push(row(t.total_charges(), paid.charges));
            }
        }
        None if has_order => {
            rows.push(row(t.total_subtotal(), totals.subtotal));
            if totals.discount != Amount::ZERO {
                rows.push(row(t.total_discount(), Amount::ZERO - totals.discount));
            }
            if totals.charges != Amount::ZERO {
                rows.push(row(t.total_charges(), totals.charges));
            }
        }
        _ => {}
    }
    rows.push(row(t.total_net(), totals.net));
    for tax in &totals.taxes {
        let name = match tax.rate {
            Rate::Percentage(value) => {
                format!("{} {}", tax.name, writing.formats().percentage(value))
            }
            Rate::Amount(_) => tax.name.clone(),
        };
        rows.push(row(name.trim().to_owned(), tax.amount));
    }
    for (field, amount) in content.adjustments.extra_fields.iter().zip(&totals.extra_fields) {
        rows.push(row(field.name.clone(), *amount));
    }
    if totals.rounding != Amount::ZERO {
        rows.push(row(t.total_rounding(), totals.rounding));
    }
    let total: Sum = totals.payable().into();
    rows.push(Row { name: t.total_grand(), figure: money.sum(total), is_total: true });
    rows
}

/// A step of the calculation: `Tax: 1.500,00 · 19 → 285 → 285,00`.
fn worded(t: Texts, writer: &Writer<'_>, step: &Step) -> String {
    let rule = match step.rule {
        "line_gross" | "gross" => t.step_line(),
        "line_discount" => t.step_line_discount(),
        "discount" | "gross_discount" => t.total_discount(),
        "allowance" | "gross_allowance" => t.step_allowance(),
        "charge" | "gross_charge" => t.total_charges(),
        "tax" => t.column_tax(),
        "net_of_gross" => t.step_net_of_gross(),
        "tax_of_gross" => t.step_tax_of_gross(),
        "rounding" => t.total_rounding(),
        "spread" => t.step_spread(),
        other => other.to_owned(),
    };
    let place = step.at.rsplit('/').next().and_then(|at| at.parse::<usize>().ok());
    let place = match place {
        Some(at) if step.at.starts_with("/items/") => format!(" {}", at + 1),
        _ => String::new(),
    };
    let inputs: Vec<String> =
        step.inputs.iter().map(|(_, value)| writer.quantity(*value)).collect();
    let exact =
        step.exact.parse().map_or_else(|_| step.exact.clone(), |exact| writer.quantity(exact));
    let rounded = writer.price(step.rounded);
    format!("{rule}{place}: {} → {exact} → {rounded}", inputs.join(" · "))
}

fn understood(
    readings: &Readings,
    writer: &Writer<'_>,
    typed: &Typed,
    keys: &[String],
) -> Vec<Understood> {
    let of_lines =
        keys.iter().flat_map(|key| FIGURES_OF_LINE.map(|field| format!("/items/{key}/{field}")));
    let names = of_lines.chain(FIGURES.map(str::to_owned));
    let one = |name: String| {
        let text = typed.text(&name).trim();
        let read = readings.value(typed, &name, text).and_then(Result::ok);
        let value = read.map(|figure| plain(writer, typed, &name, figure));
        let value = value.filter(|value| value != text).unwrap_or_default();
        let said = if value.is_empty() { String::new() } else { format!("= {value}") };
        Understood { id: id_of(&name), of: text.to_owned(), value, text: said }
    };
    names.map(one).collect()
}

/// A figure as the field would say it plainly.
fn plain(writer: &Writer<'_>, typed: &Typed, name: &str, figure: Decimal) -> String {
    let is_amount = match line_field(name) {
        Some((_, "unit_price")) => true,
        Some((key, "discount_value")) => typed.of_line(key, "discount_type") == "amount",
        Some(_) => false,
        None if name == "/discount_value" => typed.text("/discount_type") == "amount",
        None => typed.text("/extra_charges/type") == "amount",
    };
    if is_amount { writer.price(figure) } else { writer.quantity(figure) }
}

fn findings(t: Texts, drafted: &Drafted, preview: &Preview, keys: &[String]) -> Vec<Finding> {
    let finding = |kind, pointer: &str, text: String| {
        let field = drafted.field_of(pointer);
        let label = label(t, &field, pointer, keys);
        Finding { kind, field, label, text }
    };
    // What a rule wants begins with its field: of a line, its place stands before it.
    let rule = |pointer: &str, text: String| {
        let field = drafted.field_of(pointer);
        let line = line_field(&field).or_else(|| line_of(&field)).map(|(key, _)| key);
        let at = line.and_then(|key| keys.iter().position(|known| known == key));
        let label = at.map(|at| t.line_number(&(at + 1).to_string())).unwrap_or_default();
        Finding { kind: "issue", field, label, text }
    };
    let faults = faults(drafted, preview);
    let faults =
        faults.iter().map(|fault| finding("fault", &fault.pointer, fields::said(t, fault)));
    let issues = preview.issues.iter().map(|fault| {
        if let Some(words) = rules::words(t, fault) {
            return rule(&fault.pointer, format!("{words} ({})", fault.code));
        }
        let text = match fault.code.as_ref() {
            "required" if fault.pointer == "/settings/company/name" => t.issue_no_company(),
            "dated_after_today" => t.issue_dated_ahead(),
            _ => fault.message.clone(),
        };
        finding("issue", &fault.pointer, text)
    });
    let hints = preview.shown.warnings.iter().map(|warning| {
        let kind = if warning.code == "unprintable" { "issue" } else { "hint" };
        finding(kind, &warning.pointer, hint(t, warning))
    });
    let mut found: Vec<Finding> = vec![];
    for finding in faults.chain(issues).chain(hints) {
        let is_same = |known: &Finding| known.field == finding.field && known.text == finding.text;
        if !found.iter().any(is_same) {
            found.push(finding);
        }
    }
    found
}

/// What keeps the draft from being saved: what reading found, and what looking at it did.
pub(super) fn faults(drafted: &Drafted, preview: &Preview) -> Faults {
    let mut all = drafted.faults.clone();
    let news =
        |fault: &&Fault| !drafted.faults.iter().any(|known| fault.follows_from(&known.pointer));
    all.extend(preview.faults.iter().filter(news).cloned());
    all
}

fn hint(t: Texts, warning: &Warning) -> String {
    match warning.code {
        "no_due_date" => t.hint_no_due_date(),
        "terms_not_understood" => t.hint_terms(),
        "odd_tax_id" => t.hint_tax_id(),
        _ => warning.message.clone(),
    }
}

/// What a field is called.
pub(super) fn label_of(t: Texts, field: &str, keys: &[String]) -> String {
    label(t, field, field, keys)
}

/// What a field is called, with the line that it belongs to.
fn label(t: Texts, field: &str, pointer: &str, keys: &[String]) -> String {
    if let Some((key, own)) = line_field(field).or_else(|| line_of(field)) {
        let at = keys.iter().position(|known| known == key).map_or(0, |at| at + 1).to_string();
        let own = match own {
            "name" | "" => t.column_item(),
            "description" => t.field_description(),
            "quantity" => t.column_quantity(),
            "unit" => t.column_unit(),
            "unit_price" => t.column_price(),
            "tax" => t.column_tax(),
            "tax2" => t.second_tax(),
            "tax3" => t.third_tax(),
            "discount_value" => t.total_discount(),
            "service_start_date" | "service_end_date" => t.field_service_period(),
            other => other.to_owned(),
        };
        return t.line_label(&at, &own);
    }
    match field {
        "/customer_id" => t.column_customer(),
        "/customer/company" => t.field_new_name(),
        "/customer/email" => t.email(),
        "/customer/address/country" | "/deliver_to/address/country" => t.country(),
        "/issue_date" => t.column_issued(),
        "/due_date" => t.column_due(),
        "/payment_terms" => t.field_payment_terms(),
        "/currency" => t.currency(),
        "/number" => t.column_number(),
        "/header" => t.field_header(),
        "/notes" => t.field_notes(),
        "/terms" => t.field_terms(),
        "/description" => t.field_description(),
        "/buyer_reference" => t.field_buyer_reference(),
        "/purchase_order" => t.fact_purchase_order(),
        "/service_start_date" | "/service_end_date" => t.field_service_period(),
        "/delivery_date" => t.field_delivery_date(),
        "/discount_value" => t.total_discount(),
        "/extra_charges/value" => t.total_charges(),
        "/items" => t.lines(),
        "tax" | "/taxes" => t.column_tax(),
        _ if pointer.starts_with("/settings/") => t.settings_of_company(),
        _ => field.trim_start_matches('/').to_owned(),
    }
}

fn line_of(field: &str) -> Option<(&str, &str)> {
    field.strip_prefix("/items/").map(|key| (key, ""))
}
