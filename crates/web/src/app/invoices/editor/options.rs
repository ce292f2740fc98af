//! What comboboxes offer while somebody types.

use super::{
    super::super::{Answer, visit::Visit},
    desk::{Desk, named},
    json_reply,
};
use axum::http::StatusCode;
use serde_json::{Value, json};

/// Entries below a field.
const OFFERED: i64 = 8;
/// Most characters that are looked for.
const QUERY_CHARS_MAX: usize = 200;

fn query(visit: &Visit) -> String {
    visit.query.text("q").chars().take(QUERY_CHARS_MAX).collect()
}

/// Customers by name, e-mail address or number.
pub(crate) fn customers(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let desk = Desk::of(visit)?;
        let found = desk.customers_found(&query(visit), OFFERED).await?;
        let option = |customer: &net30_domain::customer::Customer| {
            let email = customer.party.email.as_ref().map(ToString::to_string);
            json!({"value": customer.id.to_string(), "text": named(customer), "detail": email})
        };
        let options: Vec<Value> = found.iter().map(option).collect();
        Ok(json_reply(StatusCode::OK, &json!(options)))
    })
}

/// Products by name or number, with what each fills in.
pub(crate) fn products(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let desk = Desk::of(visit)?;
        let found = desk.products_found(&query(visit), OFFERED).await?;
        let option = |product: &net30_domain::product::Product| {
            let fields = desk.product_fields(product);
            json!({
                "value": product.id.to_string(),
                "text": product.name,
                "detail": fields["unit_price"],
                "fields": fields,
            })
        };
        let options: Vec<Value> = found.iter().map(option).collect();
        Ok(json_reply(StatusCode::OK, &json!(options)))
    })
}
