//! What changes something is shown first, and done once somebody has agreed.
//!
//! A first call makes a dry run, and gives a token that stands for this key, account, tool, arguments and revision for ten
//! minutes. Clients that can ask a person themselves are asked to (an input request, since the protocol of 2026-07-28): then
//! the token goes back and forth without the model. All others get it in the result, with what is to be shown; the model
//! calls again with it. By the token the action is done once, and only on the revision that was shown.

use crate::{
    ask::{Terms, Visit},
    outcome,
    tool::{Asked, Tool},
};
use net30_app::confirmation::{self, Agreed, NoConsent};
use serde_json::{Map, Value, json};

/// The input request, and its one field.
const CONFIRM: &str = "confirm";
/// What the API says of another revision than that which was agreed to.
const STALE: u16 = 412;

/// What is to be done, and by which way consent comes.
pub(crate) struct Deed<'a> {
    pub(crate) visit: &'a Visit,
    pub(crate) tool: &'a Tool,
    pub(crate) asked: &'a Asked,
    /// The arguments, always written the same way.
    arguments: String,
    /// What is agreed to: consent that a person gave to the client is another than that which the model brings.
    action: String,
    by_person: bool,
}

impl<'a> Deed<'a> {
    pub(crate) fn of(
        visit: &'a Visit,
        tool: &'a Tool,
        asked: &'a Asked,
        arguments: &Map<String, Value>,
        by_person: bool,
    ) -> Self {
        let way = if by_person { "input" } else { "argument" };
        let mut written = String::new();
        canonical(&Value::Object(arguments.clone()), &mut written);
        let action = format!("{} by {way}", tool.name);
        Self { visit, tool, asked, arguments: written, action, by_person }
    }

    fn agreed(&self) -> Agreed<'_> {
        Agreed { action: &self.action, arguments: &self.arguments }
    }

    fn does(&self) -> &str {
        self.tool.does.as_deref().unwrap_or_default()
    }

    /// Shows what would be done, and asks for consent.
    pub(crate) async fn show(&self) -> Value {
        let mut revision = None;
        if self.tool.is_of_invoice() {
            let path = invoice_path(&self.asked.path);
            let look = Asked { method: axum::http::Method::GET, path, query: vec![], body: None };
            let reply = self.visit.ask(&look, Terms::default()).await;
            if !reply.status.is_success() {
                return outcome::failed(reply.json());
            }
            revision = reply.revision;
        }
        let mut trial = self.asked.clone();
        trial.query.push(("dry_run".to_owned(), "true".to_owned()));
        let reply = self.visit.ask(&trial, Terms { revision, key: None }).await;
        if !reply.status.is_success() {
            return outcome::failed(reply.json());
        }
        let preview = outcome::shown(self.tool, &reply);
        let app = self.visit.http.app();
        let (token, until) = confirmation::ask(app, &self.visit.caller, self.agreed(), revision);
        let question = question(self.does(), &preview);
        if self.by_person {
            return input_required(&question, &token);
        }
        outcome::done(json!({
            "done": false,
            "ask": question,
            "would_be": preview,
            "confirmation": token,
            "confirmation_until": until,
            "next": "Nothing has been done. Show this to the person; if they agree, call again with the same arguments and this confirmation."
        }))
    }

    /// Does what was agreed to.
    pub(crate) async fn carry_out(&self, token: &str) -> Value {
        let app = self.visit.http.app();
        let consent = match confirmation::open(app, &self.visit.caller, self.agreed(), token) {
            Ok(consent) => consent,
            Err(NoConsent::Other) => {
                let detail = "this confirmation is not for this action with these arguments; call without one to get another";
                return outcome::refused("confirmation_refused", detail);
            }
            Err(NoConsent::Expired) => {
                let detail = "this confirmation has expired; call without one to get another";
                return outcome::refused("confirmation_expired", detail);
            }
        };
        let terms = Terms { revision: consent.revision, key: Some(&consent.key) };
        let reply = self.visit.ask(self.asked, terms).await;
        if reply.status.as_u16() == STALE {
            let detail = "what was agreed to has changed since it was shown; call without a confirmation to see it as it is now";
            return outcome::refused("confirmation_stale", detail);
        }
        if !reply.status.is_success() {
            return outcome::failed(reply.json());
        }
        let result = outcome::shown(self.tool, &reply);
        outcome::done(json!({"done": true, "result": result}))
    }
}

/// What a person answered to the input request.
pub(crate) fn has_agreed(responses: Option<&Value>) -> bool {
    let Some(response) = responses.and_then(|responses| responses.get(CONFIRM)) else {
        return false;
    };
    response["action"] == "accept" && response["content"][CONFIRM] == true
}

/// Has the client ask a person, and come back with the answer and the token.
fn input_required(question: &str, token: &str) -> Value {
    let schema = json!({
        "type": "object",
        "properties": {CONFIRM: {"type": "boolean", "title": "Do it"}},
        "required": [CONFIRM],
    });
    let params = json!({"mode": "form", "message": question, "requestedSchema": schema});
    let request = json!({"method": "elicitation/create", "params": params});
    json!({
        "resultType": "input_required",
        "inputRequests": {CONFIRM: request},
        "requestState": token,
    })
}

/// What a person is asked: what is done, to what, for whom, and how much it is.
fn question(does: &str, preview: &Value) -> String {
    let text = |pointer: &str| match preview.pointer(pointer) {
        Some(Value::String(text)) => Some(text.clone()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let names = ["company", "contact_name", "last_name", "email"];
    let customer = names.iter().find_map(|name| text(&format!("/customer/{name}")));
    let amount = text("/totals/total").or_else(|| text("/amount"));
    let facts = [
        text("/number"),
        customer,
        amount.map(|amount| format!("{amount} {}", text("/currency").unwrap_or_default())),
    ];
    let facts: Vec<String> =
        facts.into_iter().flatten().map(|fact| fact.trim().to_owned()).collect();
    if facts.is_empty() {
        format!("Do you want to {does}?")
    } else {
        format!("Do you want to {does}? {}", facts.join(", "))
    }
}

/// The path of the invoice that a path leads below.
fn invoice_path(path: &str) -> String {
    path.split('/').take(5).collect::<Vec<_>>().join("/")
}

/// Writes a value with its names in order, so that the same value is always the same text.
fn canonical(value: &Value, into: &mut String) {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<(&String, &Value)> = map.iter().collect();
            entries.sort_by_key(|(name, _)| *name);
            into.push('{');
            for (name, value) in entries {
                into.push_str(&Value::from(name.as_str()).to_string());
                into.push(':');
                canonical(value, into);
                into.push(',');
            }
            into.push('}');
        }
        Value::Array(values) => {
            into.push('[');
            for value in values {
                canonical(value, into);
                into.push(',');
            }
            into.push(']');
        }
        plain => into.push_str(&plain.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_arguments_are_the_same_text_in_any_order() {
        let text = |json: &str| {
            let mut written = String::new();
            canonical(&serde_json::from_str(json).unwrap(), &mut written);
            written
        };
        assert_eq!(
            text(r#"{"b": [1, {"y": 2, "x": "a"}], "a": null}"#),
            text(r#"{"a":null,"b":[1,{"x":"a","y":2}]}"#)
        );
        assert_ne!(text(r#"{"a": [1, 2]}"#), text(r#"{"a": [2, 1]}"#));
        assert_ne!(text(r#"{"a": "1"}"#), text(r#"{"a": 1}"#));
    }

    #[test]
    fn only_a_clear_yes_is_one() {
        let answer = |value: Value| has_agreed(Some(&json!({CONFIRM: value})));
        assert!(answer(json!({"action": "accept", "content": {"confirm": true}})));
        for no in [
            json!({"action": "accept", "content": {"confirm": false}}),
            json!({"action": "accept", "content": {"confirm": "true"}}),
            json!({"action": "accept"}),
            json!({"action": "decline", "content": {"confirm": true}}),
            json!({"action": "cancel"}),
            json!(null),
        ] {
            assert!(!answer(no.clone()), "{no}");
        }
        assert!(!has_agreed(None) && !has_agreed(Some(&json!({}))));
    }

    #[test]
    fn a_person_reads_what_it_is_about() {
        let preview = json!({
            "number": "INV-7", "currency": "EUR", "customer": {"company": "Globex"}, "totals": {"total": 119.5}
        });
        assert_eq!(
            question("void this invoice", &preview),
            "Do you want to void this invoice? INV-7, Globex, 119.5 EUR"
        );
        assert_eq!(question("do it", &Value::Null), "Do you want to do it?");
        assert_eq!(invoice_path("/api/v1/invoices/2026%2F7/void"), "/api/v1/invoices/2026%2F7");
    }
}
