//! From what was typed to the body that a program would send, and to the draft that the native API's reader makes of it.
//!
//! The form does not have every field that an invoice may have. What it does not have stays as it was: the body is what was
//! there, with the form laid over it.

use super::{
    rich, taxes,
    typed::{Typed, line_field},
};
use crate::app::{
    form::{Blank, Shape, Written},
    number::{Reading, Unreadable},
};
use net30_app::invoices::{CustomerRef, InvoiceDraft};
use net30_domain::{
    Decimal,
    fault::{Fault, Faults},
    money::Currency,
};
use net30_native::forms;
use net30_words::Formats;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Texts that may have marks, which the API keeps as HTML.
const RICH: [&str; 3] = ["description", "notes", "terms"];
/// What has its default where nothing was typed. `null` would say that there is none.
const DEFAULTED: [&str; 4] = ["payment_terms", "payment_days", "due_date", "issue_date"];
/// Fields for amounts of the invoice's currency, in the order of the names.
const AMOUNTS: [&str; 3] = ["/discount_value", "/extra_charges/value", "/items/*/discount_value"];

/// How the figures of a form are read.
pub(super) struct Readings {
    plain: Reading,
    percentages: Reading,
    money: Reading,
}

impl Readings {
    pub(super) fn of(formats: &Formats, currency: Currency) -> Self {
        Self {
            plain: Reading::of(formats),
            percentages: Reading::of_percentages(formats),
            money: Reading::of_money(formats, currency),
        }
    }

    fn of_rate(&self, kind: &str) -> &Reading {
        if kind == "amount" { &self.money } else { &self.percentages }
    }

    /// How a field is read; none if it is for no figure.
    fn of_field(&self, typed: &Typed, name: &str) -> Option<&Reading> {
        if let Some((key, field)) = line_field(name) {
            return match field {
                "quantity" => Some(&self.plain),
                "unit_price" => Some(&self.money),
                "discount_value" => Some(self.of_rate(typed.of_line(key, "discount_type"))),
                "tax_rate" | "tax2_rate" | "tax3_rate" => Some(&self.percentages),
                _ => None,
            };
        }
        match name {
            "/discount_value" => Some(self.of_rate(typed.text("/discount_type"))),
            "/extra_charges/value" => Some(self.of_rate(typed.text("/extra_charges/type"))),
            "tax_rate" => Some(&self.percentages),
            _ => None,
        }
    }

    /// The figure that a field's text stands for; none if the field is for no figure, or empty.
    pub(super) fn value(
        &self,
        typed: &Typed,
        name: &str,
        text: &str,
    ) -> Option<Result<Decimal, Unreadable>> {
        let reading = self.of_field(typed, name)?;
        (!text.trim().is_empty()).then(|| reading.value(text.trim()))
    }
}

/// What was typed, as a draft.
pub(super) struct Drafted {
    pub(super) draft: InvoiceDraft,
    /// What reading it found wrong, by pointers into the body.
    pub(super) faults: Faults,
    written: Written,
    /// By the name of a line, the field in which each of its taxes is chosen.
    tax_fields: HashMap<String, Vec<&'static str>>,
}

impl Drafted {
    /// The name of the field that a pointer into the body leads to.
    pub(super) fn field_of(&self, pointer: &str) -> String {
        let name = self.written.field_of(pointer);
        // Each tax is chosen in a field.
        if let Some((line, rest)) =
            name.split_once("/taxes").filter(|(line, _)| line_field(&format!("{line}/")).is_some())
        {
            let at = rest.split('/').nth(1).and_then(|at| at.parse::<usize>().ok());
            let own = self.tax_fields.get(line).and_then(|fields| fields.get(at.unwrap_or(0)));
            return format!("{line}/{}", own.unwrap_or(&"tax"));
        }
        match name.as_str() {
            pointer if pointer.starts_with("/taxes") => "tax".to_owned(),
            "/customer" => "/customer_id".to_owned(),
            pointer if pointer.starts_with("/customer/") && !self.is_new_customer() => {
                "/customer_id".to_owned()
            }
            _ => name,
        }
    }

    fn is_new_customer(&self) -> bool {
        self.written.value.get("customer").is_some()
    }

    /// A line as a program would write it; none if nothing was typed into it.
    pub(super) fn line(&self, key: &str) -> Option<&Value> {
        let items = self.written.value.get("items")?.as_array()?;
        items.iter().enumerate().find(|(at, _)| self.key_of_line(*at) == key).map(|(_, line)| line)
    }

    /// Where a pointer leads in the order of the body's lines.
    pub(super) fn key_of_line(&self, index: usize) -> String {
        let name = self.written.field_of(&format!("/items/{index}"));
        name.strip_prefix("/items/").unwrap_or_default().to_owned()
    }
}

/// Makes a draft of what was typed over `base`, the body of what was there; `usual` is what a tax is called that is given by
/// its rate alone.
pub(super) fn drafted(typed: &Typed, base: &Value, readings: &Readings, usual: &str) -> Drafted {
    let said = typed.without_blank_lines();
    let mut written = written(&said, readings);
    let mut faults = std::mem::take(&mut written.faults);
    let form = std::mem::take(&mut written.value);
    let form = if let Value::Object(fields) = form { fields } else { Map::new() };
    let mut context = Context { said: &said, base, readings, usual, tax_fields: HashMap::new() };
    let body = context.body(form, &written, &mut faults);
    let tax_fields = context.tax_fields;
    written.value = Value::Object(body);
    written.faults = faults;
    let (draft, mut faults) = written.read(forms::looked_at);
    let draft = draft.expect("the body is an object");
    let is_for_nobody = matches!(draft.customer, CustomerRef::Id(id) if id.0.is_nil());
    if is_for_nobody && !faults.iter().any(|fault| fault.pointer.starts_with("/customer")) {
        faults.push(Fault::new("/customer_id", "required", "is required"));
    }
    Drafted { draft, faults, written, tax_fields }
}

fn written(said: &Typed, readings: &Readings) -> Written {
    let mut numbers = vec![
        ("/items/*/quantity", &readings.plain),
        ("/items/*/unit_price", &readings.money),
        ("/round_to", &readings.plain),
    ];
    // Whether it is per cent or an amount differs from line to line: the most of both is taken.
    numbers.extend(AMOUNTS.map(|name| (name, &readings.percentages)));
    let shape = Shape {
        lists: &["/items"],
        numbers: &numbers,
        wholes: &[],
        separated: &[],
        with_ids: &[],
        switches: &["/tax_included", "/is_retainer", "/ship_to"],
        blank: Blank::Null,
    };
    said.form().written(&shape)
}

/// What a body is made of.
struct Context<'a> {
    said: &'a Typed,
    base: &'a Value,
    readings: &'a Readings,
    usual: &'a str,
    tax_fields: HashMap<String, Vec<&'static str>>,
}

impl Context<'_> {
    fn body(
        &mut self,
        mut form: Map<String, Value>,
        written: &Written,
        faults: &mut Faults,
    ) -> Map<String, Value> {
        let items = form.remove("items");
        choose_customer(&mut form);
        self.rate(&mut form, "/discount_value", "discount_value", "discount_type", faults);
        if let Some(Value::Object(charge)) = form.get_mut("extra_charges") {
            self.rate(charge, "/extra_charges/value", "value", "type", faults);
            if charge.get("value").is_none_or(Value::is_null)
                && self.said.text("/extra_charges/value").trim().is_empty()
            {
                form.insert("extra_charges".to_owned(), Value::Null);
            }
        }
        enrich(&mut form);
        let mut body = self.base.as_object().cloned().unwrap_or_default();
        let before = body.get("payment_terms").cloned();
        merge(&mut body, form);
        for name in DEFAULTED {
            if body.get(name).is_some_and(Value::is_null) {
                body.remove(name);
            }
        }
        if body.get("payment_terms") != before.as_ref() {
            // The days belong to the terms beside which they stood.
            body.remove("payment_days");
        }
        if let Some(tags) = self.tags() {
            body.insert("tags".to_owned(), tags);
        }
        if self.said.has("tax") {
            let taxes =
                self.taxes("", 0, self.said.text("tax"), self.said.text("tax_rate"), faults);
            match taxes {
                Some(taxes) => body.insert("taxes".to_owned(), Value::Array(taxes)),
                None => body.remove("taxes"),
            };
        }
        if self.said.has("lines") {
            let items = self.items(items, written, faults);
            body.insert("items".to_owned(), Value::Array(items));
        }
        body
    }

    /// Reads how much again, by whether it is per cent or an amount; where nothing was typed there is none.
    fn rate(
        &self,
        fields: &mut Map<String, Value>,
        name: &str,
        value: &str,
        kind: &str,
        faults: &mut Faults,
    ) {
        if !self.said.has(name) {
            return;
        }
        faults.retain(|fault| fault.pointer != name);
        let typed = self.said.text(name);
        let read = match self.readings.value(self.said, name, typed) {
            None => {
                fields.insert(kind.to_owned(), Value::Null);
                Value::Null
            }
            Some(Ok(figure)) => Value::String(figure.to_string()),
            Some(Err(unreadable)) => {
                faults.push(Fault::new(name, unreadable.code(), "is not a figure"));
                Value::Null
            }
        };
        fields.insert(value.to_owned(), read);
    }

    fn tags(&self) -> Option<Value> {
        self.said.has("tags").then(|| {
            let tags = self.said.text("tags").split(',').map(str::trim);
            tags.filter(|tag| !tag.is_empty()).map(Value::from).collect()
        })
    }

    fn items(
        &mut self,
        items: Option<Value>,
        written: &Written,
        faults: &mut Faults,
    ) -> Vec<Value> {
        let Some(Value::Array(items)) = items else { return vec![] };
        let mut made = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            let pointer = format!("/items/{index}");
            let name = written.field_of(&pointer);
            let key = name.strip_prefix("/items/").unwrap_or_default();
            let mut fields = if let Value::Object(fields) = item { fields } else { Map::new() };
            for (tax, rate) in taxes::OF_LINE {
                fields.remove(tax);
                fields.remove(rate);
            }
            let field = format!("{name}/discount_value");
            let mut own = Faults::new();
            self.rate(&mut fields, &field, "discount_value", "discount_type", &mut own);
            faults.retain(|fault| fault.pointer != format!("{pointer}/discount_value"));
            faults.extend(
                own.into_iter()
                    .map(|fault| Fault { pointer: format!("{pointer}/discount_value"), ..fault }),
            );
            enrich(&mut fields);
            let mut whole = self.line_of_base(fields.get("id")).unwrap_or_default();
            // Taxes are chosen here, and lines stand as they stand here.
            for replaced in ["tax_id", "tax_ids", "display_order"] {
                whole.remove(replaced);
            }
            merge(&mut whole, fields);
            let (taxes, fields) = self.taxes_of_line(&pointer, key, faults);
            self.tax_fields.insert(name.clone(), fields);
            // Nothing of its own, not even of its product: the invoice's.
            whole.insert("taxes".to_owned(), Value::Array(taxes));
            made.push(Value::Object(whole));
        }
        made
    }

    /// The line that a line stands for, as it was.
    fn line_of_base(&self, id: Option<&Value>) -> Option<Map<String, Value>> {
        let id = id?.as_str()?;
        let items = self.base.get("items")?.as_array()?;
        let found = items.iter().find(|item| item.get("id").and_then(Value::as_str) == Some(id));
        found?.as_object().cloned()
    }

    /// The taxes that were chosen in the fields of a line, and in which field each was.
    fn taxes_of_line(
        &self,
        pointer: &str,
        key: &str,
        faults: &mut Faults,
    ) -> (Vec<Value>, Vec<&'static str>) {
        let (mut taxes, mut fields) = (vec![], vec![]);
        let says = |field: &str| !self.said.of_line(key, field).trim().is_empty();
        let is_of_invoice = !says("tax") && taxes::OF_LINE.iter().any(|(field, _)| says(field));
        for (field, rate) in taxes::OF_LINE {
            let chosen = if field == "tax" && is_of_invoice {
                // The invoice's, and another one: what is wrong with the invoice's is told there.
                let (tax, rate) = (self.said.text("tax"), self.said.text("tax_rate"));
                self.taxes("", 0, tax, rate, &mut Faults::new())
            } else {
                let (tax, rate) = (self.said.of_line(key, field), self.said.of_line(key, rate));
                self.taxes(pointer, taxes.len(), tax, rate, faults)
            };
            let chosen = chosen.unwrap_or_default();
            fields.resize(fields.len() + chosen.len(), field);
            taxes.extend(chosen);
        }
        (taxes, fields)
    }

    /// The taxes that were chosen; none for what applies otherwise. `before` is how many there are already.
    fn taxes(
        &self,
        at: &str,
        before: usize,
        chosen: &str,
        rate: &str,
        faults: &mut Faults,
    ) -> Option<Vec<Value>> {
        match chosen.trim() {
            "" => None,
            "none" => Some(vec![]),
            "other" => {
                let pointer = format!("{at}/taxes/{before}/value");
                let read = self.readings.percentages.value(rate.trim());
                let value = read.map_err(|unreadable| {
                    let code = if rate.trim().is_empty() { "required" } else { unreadable.code() };
                    faults.push(Fault::new(pointer, code, "is not a figure"));
                });
                let value = value.unwrap_or_default();
                let tax = serde_json::json!({"name": self.usual, "value": value.to_string()});
                Some(vec![self.explained(tax)])
            }
            text => match serde_json::from_str(text) {
                Ok(Value::Array(taxes)) => {
                    Some(taxes.into_iter().map(|tax| self.explained(tax)).collect())
                }
                _ => Some(vec![Value::from(text)]),
            },
        }
    }

    /// A tax of nothing with the reason that was typed for it.
    fn explained(&self, mut tax: Value) -> Value {
        let is_zero = |value: &Value| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            text.parse::<Decimal>().is_ok_and(|value| value.is_zero())
        };
        let Some(fields) = tax.as_object_mut() else { return tax };
        if !fields.get("value").is_some_and(is_zero) {
            return tax;
        }
        for (name, field) in [("zero_category", "category"), ("zero_reason", "exemption_reason")] {
            let text = self.said.text(name).trim();
            if !text.is_empty() {
                fields.insert(field.to_owned(), Value::from(text));
            }
        }
        tax
    }
}

/// Turns texts with marks into what the API keeps.
fn enrich(fields: &mut Map<String, Value>) {
    for name in RICH {
        if let Some(Value::String(text)) = fields.get_mut(name) {
            *text = rich::to_html(text);
        }
    }
}

fn says_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Object(fields) => fields.values().any(says_something),
        Value::Array(items) => items.iter().any(says_something),
        _ => true,
    }
}

/// Lays fields over an object: those that are objects are laid over theirs, all others take their place.
fn merge(whole: &mut Map<String, Value>, fields: Map<String, Value>) {
    for (name, field) in fields {
        match (whole.get_mut(&name), field) {
            (Some(Value::Object(old)), Value::Object(new)) => merge(old, new),
            (_, field) => {
                whole.insert(name, field);
            }
        }
    }
}

/// One customer, or the details of a new one.
fn choose_customer(form: &mut Map<String, Value>) {
    let is_chosen = form.get("customer_id").is_some_and(|id| !id.is_null());
    let is_spelt_out = form.get("customer").is_some_and(says_something);
    if is_chosen || !is_spelt_out {
        form.remove("customer");
    }
    if !is_chosen {
        form.remove("customer_id");
    }
    if is_spelt_out && !is_chosen {
        form.insert("customer_id".to_owned(), Value::Null);
    }
}
