//! From the body of an invoice to the fields of the form, as the person writes figures.

use super::{
    rich,
    taxes::{self, chosen},
    typed::Typed,
};
use net30_domain::{Decimal, money::Currency};
use net30_words::Formats;
use serde_json::Value;

/// Fields that are texts in the body as in the form.
const TEXTS: [&str; 27] = [
    "customer_id",
    "issue_date",
    "due_date",
    "payment_terms",
    "currency",
    "lang",
    "number",
    "header",
    "template_id",
    "buyer_reference",
    "purchase_order",
    "contract_reference",
    "project_reference",
    "service_start_date",
    "service_end_date",
    "delivery_date",
    "discount_type",
    "discount_name",
    "extra_charges/type",
    "extra_charges/name",
    "payment_means/reference",
    "deliver_to/name",
    "deliver_to/address/line1",
    "deliver_to/address/postal_code",
    "deliver_to/address/city",
    "deliver_to/address/country",
    "round_to",
];
const RICH: [&str; 3] = ["description", "notes", "terms"];
const SWITCHES: [&str; 3] = ["tax_included", "is_retainer", "ship_to"];
const OF_LINE: [&str; 10] = [
    "id",
    "product_id",
    "name",
    "unit",
    "discount_type",
    "discount_name",
    "service_start_date",
    "service_end_date",
    "seller_item_id",
    "order_line",
];

/// How figures are written into fields.
pub(super) struct Writer<'a> {
    pub(super) formats: &'a Formats,
    pub(super) currency: Currency,
}

impl Writer<'_> {
    pub(super) fn price(&self, value: Decimal) -> String {
        self.formats.money(self.currency).price(value)
    }

    pub(super) fn quantity(&self, value: Decimal) -> String {
        self.formats.quantity(value)
    }

    fn rate(&self, kind: &str, value: Decimal) -> String {
        if kind == "amount" { self.price(value) } else { self.quantity(value) }
    }

    /// The form of a body.
    pub(super) fn filled(&self, body: &Value) -> Typed {
        let mut typed = Typed::default();
        for name in TEXTS {
            typed.set(&format!("/{name}"), text(body, name));
        }
        for name in RICH {
            typed.set(&format!("/{name}"), rich::to_text(&text(body, name)));
        }
        for name in SWITCHES {
            typed.set(&format!("/{name}"), text(body, name));
        }
        for (value, kind) in
            [("discount_value", "discount_type"), ("extra_charges/value", "extra_charges/type")]
        {
            let figure = number(body, value).map(|figure| self.rate(&text(body, kind), figure));
            typed.set(&format!("/{value}"), figure.unwrap_or_default());
        }
        let tags = body.get("tags").and_then(Value::as_array);
        let tags: Vec<&str> = tags.into_iter().flatten().filter_map(Value::as_str).collect();
        typed.set("tags", tags.join(", "));
        let taxes = body.get("taxes").and_then(Value::as_array);
        typed.set("tax", taxes.map_or_else(|| "none".to_owned(), |taxes| chosen(taxes)));
        explain_nothing(body, &mut typed);
        let items = body.get("items").and_then(Value::as_array);
        for (index, item) in items.into_iter().flatten().enumerate() {
            self.line(&mut typed, index, item);
        }
        typed
    }

    fn line(&self, typed: &mut Typed, index: usize, item: &Value) {
        let key =
            item.get("id").and_then(Value::as_str).map_or(format!("n{}", index + 1), str::to_owned);
        for name in OF_LINE {
            typed.set_in_line(&key, name, text(item, name));
        }
        typed.set_in_line(&key, "description", rich::to_text(&text(item, "description")));
        let quantity = number(item, "quantity").map(|value| self.quantity(value));
        typed.set_in_line(&key, "quantity", quantity.unwrap_or_default());
        let price = number(item, "unit_price").map(|value| self.price(value));
        typed.set_in_line(&key, "unit_price", price.unwrap_or_default());
        let kind = text(item, "discount_type");
        let discount = number(item, "discount_value").map(|value| self.rate(&kind, value));
        typed.set_in_line(&key, "discount_value", discount.unwrap_or_default());
        let taxes = item.get("taxes").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let last = taxes::OF_LINE.len() - 1;
        for (at, (field, _)) in taxes::OF_LINE.iter().enumerate() {
            // What has no field of its own is chosen with the last.
            let end = if at == last { taxes.len() } else { taxes.len().min(at + 1) };
            typed.set_in_line(&key, field, chosen(&taxes[at.min(end)..end]));
        }
    }
}

fn find<'v>(body: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('/').try_fold(body, |value, step| value.get(step))
}

/// What stands at a path, as a text; empty if nothing.
fn text(body: &Value, path: &str) -> String {
    match find(body, path) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

fn number(body: &Value, path: &str) -> Option<Decimal> {
    text(body, path).parse().ok()
}

/// Why nothing is charged, of the first tax of nothing that says so.
fn explain_nothing(body: &Value, typed: &mut Typed) {
    let items = body.get("items").and_then(Value::as_array);
    let of_items = items.into_iter().flatten().filter_map(|item| item.get("taxes")?.as_array());
    let lists = body.get("taxes").and_then(Value::as_array).into_iter().chain(of_items);
    let zero =
        lists.flatten().find(|tax| number(tax, "value").is_some_and(|value| value.is_zero()));
    if let Some(zero) = zero {
        typed.set("zero_category", text(zero, "category"));
        typed.set("zero_reason", text(zero, "exemption_reason"));
    }
}
