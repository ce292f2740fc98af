//! A line that is kept as a product, from where it is offered again. The line stays as it was typed.

use super::{desk::Desk, json_reply, results::label_of, typed::Typed};
use crate::app::fields;
use axum::{http::StatusCode, response::Response};
use net30_app::{Call, Done, Error, Idempotency, StoredReply, products::Create, scratch::Subject};
use net30_domain::{
    fault::Faults,
    id::{InvoiceId, ProductId},
    product::Product,
    tax::TaxDefinition,
};
use net30_http::{
    json::{self, Case, Unknown},
    problem::Result,
};
use net30_native::forms;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Which field of a line a field of a product comes from.
const FIELDS: [(&str, &str); 5] = [
    ("name", "name"),
    ("description", "description"),
    ("unit", "unit"),
    ("unit_price", "unit_price"),
    ("sku", "seller_item_id"),
];

/// What became of a line, and what is said of it.
pub(super) enum Noted {
    /// It is a product now.
    Made { id: ProductId, words: String },
    /// It cannot be one as it is.
    Refused {
        /// The field that is wrong.
        field: String,
        words: String,
    },
}

impl Noted {
    pub(super) fn words(&self) -> &str {
        match self {
            Self::Made { words, .. } | Self::Refused { words, .. } => words,
        }
    }

    pub(super) fn is_made(&self) -> bool {
        matches!(self, Self::Made { .. })
    }

    pub(super) fn status(&self) -> StatusCode {
        if self.is_made() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }
}

/// As the script is told.
pub(super) fn replied(noted: &Noted) -> Response {
    let body = match noted {
        Noted::Made { id, words } => json!({"product_id": id.to_string(), "words": words}),
        Noted::Refused { field, words } => json!({"field": field, "words": words}),
    };
    json_reply(noted.status(), &body)
}

/// Makes a product of a line; the same line as it stands makes no second one.
pub(super) async fn made(
    desk: &Desk<'_>,
    of: Option<InvoiceId>,
    subject: &Subject,
    typed: &Typed,
    key: &str,
) -> Result<Noted> {
    let looked = desk.look(typed, of).await?;
    let nothing = json!({});
    let line = looked.drafted.line(key).unwrap_or(&nothing);
    let (taxes, is_whole) = of_table(line, &desk.taxes().await?);
    let mut body: Map<String, Value> = FIELDS
        .iter()
        .filter_map(|(name, own)| Some(((*name).to_owned(), line.get(own)?.clone())))
        .collect();
    body.insert("tax_ids".to_owned(), json!(taxes));
    body.insert("currency".to_owned(), json!(looked.preview.shown.invoice.content.currency.code()));
    let body = Value::Object(body);
    // What could not be read as a figure is told as such, and not as missing.
    let at = format!("/items/{key}/");
    let mut faults: Faults = looked
        .drafted
        .faults
        .iter()
        .filter(|fault| looked.drafted.field_of(&fault.pointer) == format!("{at}unit_price"))
        .map(|fault| net30_domain::fault::Fault {
            pointer: "/unit_price".to_owned(),
            ..fault.clone()
        })
        .collect();
    let (draft, found, _) = json::collect(&body, Case::Exact, Unknown::Refuse, forms::product);
    let news = |fault: &net30_domain::fault::Fault| {
        !faults.iter().any(|known| known.pointer == fault.pointer)
    };
    let found: Faults = found.into_iter().filter(news).collect();
    faults.extend(found);
    let draft = match draft {
        Some(draft) if faults.is_empty() => draft,
        _ => return Ok(refused(desk, typed, key, &faults)),
    };
    let fingerprint: [u8; 32] = Sha256::digest(format!("{subject} {key} {body}")).into();
    let (head, _) = fingerprint.split_first_chunk().expect("it is longer");
    let key_of_line = format!("product {}", Uuid::from_bytes(*head));
    let idempotency = Some(Idempotency { key: key_of_line, fingerprint });
    let call = Call { idempotency, ..Call::of(desk.caller()?) };
    let reply = |made: &Product| StoredReply {
        status: 303,
        headers: vec![],
        body: made.id.to_string().into_bytes(),
    };
    let id = match desk.visit.app().write(&call, &Create { draft }, reply).await {
        Ok(Done::Fresh(made)) => made.id,
        Ok(Done::Replayed(stored)) => {
            let id = String::from_utf8_lossy(&stored.body).parse();
            id.map_err(|_| Error::broken("a product was made without an id"))?
        }
        Err(Error::Invalid(faults)) => return Ok(refused(desk, typed, key, &faults)),
        Err(error) => return Err(error.into()),
    };
    let name = typed.of_line(key, "name").trim();
    let words =
        if is_whole { desk.t.product_kept(name) } else { desk.t.product_kept_untaxed(name) };
    Ok(Noted::Made { id, words })
}

fn refused(desk: &Desk<'_>, typed: &Typed, key: &str, faults: &Faults) -> Noted {
    // The first of them as the line has its fields.
    let at = |name: &str| faults.iter().find(|fault| fault.pointer.trim_start_matches('/') == name);
    let of_line = FIELDS.iter().find_map(|(name, own)| Some((at(name)?, *own)));
    let Some((fault, own)) = of_line.or_else(|| Some((faults.first()?, "tax"))) else {
        return Noted::Refused { field: String::new(), words: desk.t.not_saved() };
    };
    let field = format!("/items/{key}/{own}");
    let label = label_of(desk.t, &field, &typed.keys());
    Noted::Refused { words: format!("{label}: {}", fields::said(desk.t, fault)), field }
}

/// The taxes of a line that the account's table has, and whether those are all of them.
fn of_table(line: &Value, table: &[TaxDefinition]) -> (Vec<String>, bool) {
    let taxes = line.get("taxes").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let known = |tax: &Value| {
        let id = tax.as_str().or_else(|| tax.get("id")?.as_str());
        table.iter().map(|entry| entry.id.to_string()).find(|own| Some(own.as_str()) == id)
    };
    let ids: Vec<String> = taxes.iter().filter_map(known).collect();
    let is_whole = ids.len() == taxes.len();
    (ids, is_whole)
}
