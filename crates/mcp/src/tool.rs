//! The tools: what each is called, what it takes, and which request it makes.

use axum::http::Method;
use net30_domain::key::Scope;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

/// The argument that brings a person's consent.
pub(crate) const CONFIRMATION: &str = "confirmation";
/// What stands in a path or a query as it is.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// All tools.
pub static TOOLS: LazyLock<Vec<Tool>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../tools.json")).expect("the table of tools is whole")
});

/// A tool: a request to the native API in other words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tool {
    /// Its name for programs.
    pub name: String,
    /// Its name for people.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// The method of its request.
    pub method: String,
    /// The path of its request, with arguments in braces.
    pub path: String,
    /// Arguments that become parameters, each with its schema.
    #[serde(default)]
    pub query: Map<String, Value>,
    /// Parameters that are always the same.
    #[serde(default)]
    pub fixed: Vec<(String, String)>,
    /// Arguments that become the body, each with its schema.
    #[serde(default)]
    pub body: Map<String, Value>,
    /// Arguments that have to be there, beside those of the path.
    #[serde(default)]
    pub required: Vec<String>,
    /// Whether the body takes what has no schema here.
    #[serde(default)]
    pub open: bool,
    /// What the body never has: it would do more than the tool says.
    #[serde(default)]
    pub never: Vec<String>,
    /// What is shown of the reply; all of it if empty.
    #[serde(default)]
    pub shows: Vec<String>,
    /// What is shown of each entry of a list; all of it if empty.
    #[serde(default)]
    pub shows_each: Vec<String>,
    /// Whether the reply is a file.
    #[serde(default)]
    pub file: bool,
    /// Whether something leaves the house.
    #[serde(default)]
    pub leaves: bool,
    /// What somebody has to agree to, behind `Do you want to …`; nothing if the tool only looks.
    #[serde(default)]
    pub does: Option<String>,
}

/// A request to the native API.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) body: Option<Value>,
}

impl Asked {
    /// Path and parameters as one text.
    pub(crate) fn target(&self) -> String {
        let mut target = self.path.clone();
        for (index, (name, value)) in self.query.iter().enumerate() {
            target.push(if index == 0 { '?' } else { '&' });
            target.push_str(name);
            target.push('=');
            target.push_str(&encoded(value));
        }
        target
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

impl Tool {
    /// The tool of a name.
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        TOOLS.iter().find(|tool| tool.name == name)
    }

    /// What a key has to be allowed.
    pub(crate) fn scope(&self) -> Scope {
        if self.does.is_some() { Scope::Write } else { Scope::Read }
    }

    /// The arguments in its path.
    pub fn in_path(&self) -> impl Iterator<Item = &str> {
        self.path.split(['{', '}']).skip(1).step_by(2)
    }

    /// Whether it is about an invoice that is there.
    pub(crate) fn is_of_invoice(&self) -> bool {
        self.in_path().any(|name| name == "invoice")
    }

    /// What it takes, as a JSON schema.
    pub(crate) fn schema(&self) -> Map<String, Value> {
        let mut properties = Map::new();
        let mut required: Vec<&str> = vec![];
        for name in self.in_path() {
            properties.insert(name.to_owned(), path_schema(name));
            required.push(name);
        }
        for (name, schema) in self.query.iter().chain(&self.body) {
            properties.insert(name.clone(), schema.clone());
        }
        required.extend(self.required.iter().map(String::as_str));
        if self.does.is_some() {
            properties.insert(CONFIRMATION.to_owned(), json!({
                "type": "string",
                "description": "What the first call gave; only once the person has agreed to what it showed. The other arguments stay the same."
            }));
        }
        let mut schema = Map::new();
        schema.insert("type".to_owned(), "object".into());
        schema.insert("properties".to_owned(), Value::Object(properties));
        schema.insert("required".to_owned(), required.into());
        schema.insert("additionalProperties".to_owned(), self.open.into());
        schema
    }

    /// The request for some arguments, which no longer have a confirmation among them.
    ///
    /// # Errors
    /// A sentence about the first argument that is not right; what the API finds wrong it says itself.
    pub(crate) fn asked(&self, arguments: &Map<String, Value>) -> Result<Asked, String> {
        let known = |name: &str| {
            self.in_path().any(|own| own == name)
                || self.query.contains_key(name)
                || self.body.contains_key(name)
        };
        for name in arguments.keys() {
            if self.never.contains(name) {
                return Err(format!("{name} is not for this tool"));
            }
            if !known(name) && !self.open {
                return Err(format!("there is no argument {name}"));
            }
        }
        if let Some(name) = self.required.iter().find(|name| !arguments.contains_key(*name)) {
            return Err(format!("{name} is missing"));
        }
        let mut path = self.path.clone();
        for name in self.in_path() {
            let value = arguments.get(name).ok_or_else(|| format!("{name} is missing"))?;
            let value = text_of(name, value)?;
            if name == "format" && !FORMATS.contains(&value.as_str()) {
                return Err(format!("format is one of {}", FORMATS.join(", ")));
            }
            if value.is_empty() {
                return Err(format!("{name} is empty"));
            }
            path = path.replace(&format!("{{{name}}}"), &encoded(&value));
        }
        let mut query = self.fixed.clone();
        for (name, schema) in &self.query {
            if let Some(value) = arguments.get(name).or_else(|| schema.get("default")) {
                query.push((name.clone(), text_of(name, value)?));
            }
        }
        let body: Map<String, Value> = arguments
            .iter()
            .filter(|(name, _)| !self.query.contains_key(*name))
            .filter(|(name, _)| !self.in_path().any(|own| own == *name))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        let body = (!body.is_empty()).then_some(Value::Object(body));
        let method = self.method.parse().map_err(|_| "the table of tools is broken".to_owned())?;
        Ok(Asked { method, path, query, body })
    }
}

/// What a document can be had as.
const FORMATS: [&str; 3] = ["pdf", "xml", "html"];

fn path_schema(name: &str) -> Value {
    match name {
        "format" => json!({"type": "string", "enum": FORMATS}),
        _ => {
            json!({"type": "string", "description": "Its id or its number, such as INV-2026-0001"})
        }
    }
}

/// A plain value as it stands in an address.
fn text_of(name: &str, value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(is_so) => Ok(is_so.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => {
            Err(format!("{name} must be a text or a number"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(name: &str, arguments: &Value) -> Result<String, String> {
        let asked = Tool::named(name).unwrap().asked(arguments.as_object().unwrap())?;
        let body = asked.body.as_ref().map(|body| format!(" {body}")).unwrap_or_default();
        Ok(format!("{} {}{body}", asked.method, asked.target()))
    }

    #[test]
    fn arguments_go_where_the_api_has_them() {
        for (name, arguments, request) in [
            (
                "find_invoices",
                json!({"search": "a&b=c"}),
                "GET /api/v1/invoices?limit=20&search=a%26b%3Dc",
            ),
            ("get_invoice", json!({"invoice": "2026/07"}), "GET /api/v1/invoices/2026%2F07"),
            (
                "get_document",
                json!({"invoice": "A", "format": "xml"}),
                "GET /api/v1/invoices/A/xml",
            ),
            ("explain_totals", json!({"invoice": "A"}), "GET /api/v1/invoices/A?explain=true"),
            ("void", json!({"invoice": "A"}), "POST /api/v1/invoices/A/void"),
            (
                "record_payment",
                json!({"invoice": "A", "amount": 5}),
                "POST /api/v1/invoices/A/payments {\"amount\":5}",
            ),
        ] {
            assert_eq!(asked(name, &arguments).unwrap(), request);
        }
    }

    #[test]
    fn what_a_tool_does_not_take_is_refused() {
        for (name, arguments, why) in [
            ("get_invoice", json!({}), "invoice is missing"),
            ("get_invoice", json!({"invoice": ""}), "invoice is empty"),
            ("get_invoice", json!({"invoice": ["a"]}), "invoice must be a text or a number"),
            ("get_invoice", json!({"invoice": "a", "x": 1}), "there is no argument x"),
            (
                "get_document",
                json!({"invoice": "a", "format": "../.."}),
                "format is one of pdf, xml, html",
            ),
            (
                "draft_invoice",
                json!({"items": [], "status": "open"}),
                "status is not for this tool",
            ),
            ("draft_invoice", json!({}), "items is missing"),
        ] {
            assert_eq!(asked(name, &arguments).unwrap_err(), why);
        }
    }

    #[test]
    fn what_changes_something_asks_and_what_looks_does_not() {
        for tool in TOOLS.iter() {
            let schema = tool.schema();
            assert_eq!(schema["properties"].get(CONFIRMATION).is_some(), tool.does.is_some());
            let looks = tool.method == "GET" || tool.path.ends_with("/validate");
            assert_eq!(tool.does.is_none(), looks, "{}", tool.name);
        }
    }
}
