//! What the OpenAPI document says of a body is what its reader asks: lengths, counts, bounds, words, and what is
//! required. Both ways: a bound of the reader's that the document keeps to itself fails as well.

use crate::{
    accounts::{filled, one_of_each},
    support::{Api, Backend, Draft, Server, text},
};
use reqwest::Method;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A text that is longer than any that a reader takes, save a logo.
const LONG: usize = 100_000;
/// An array that is longer than any that a reader takes.
const MANY: usize = 1001;

/// In what the document and a reader differ, and why that is left: what is found, the beginning of the routes, the ends of
/// the pointers.
const KNOWN: [(&str, &str, &[&str], &str); 14] = [
    // The document says more than the reader asks.
    ("a longer text is not refused", "/v1/", &["/notes", "/description"], TOLERANT),
    ("a longer text is not refused", "/api/v1/invoice/create", &["/description"], TOLERANT),
    ("a longer text is not refused", "/api/v1/payment/", &["/notes"], TOLERANT),
    ("left out is not missed", "/v1/invoices", &["/type"], TOLERANT),
    ("left out is not missed", "/api/v1/", &["/of"], "replies have it, and share the schema"),
    // What is required depends on what else is said, which a schema has no plain word for.
    (
        "left out is missed",
        "/api/v1/",
        &["/taxes/0/value", "/tax/value"],
        "not beside the id of a tax",
    ),
    ("left out is missed", "/api/v1/settings/stripe", &["/secret_key"], "only the first time"),
    ("left out is missed", "/api/v1/invoices/trash", &["/ids"], "not where the trash is emptied"),
    (
        "left out is missed",
        "/v1/invoices",
        &["/name", "/price", "/quantity", "/internalId"],
        "not beside an id",
    ),
    // The document is silent.
    ("too_long", "", &["/accent_color", "/time_zone", "/event", "/events/0", "/tags/0"], SILENT),
    ("too_many", "/api/v1/", &["/to", "/cc", "/bcc", "/items"], SILENT),
    ("too_few", "/api/v1/", &["/ids", "/items"], SILENT),
    ("out_of_range", "/api/v1/", &["/invoice", "/credit_note", "/count", "/day", "/nth"], SILENT),
    ("invalid_choice", "", &WORDS, SILENT),
];
const TOLERANT: &str =
    "the page of the other API says it, and clients that go beyond it are served";
const SILENT: &str = "the description says it in words";
/// The fields whose words stand in their descriptions.
const WORDS: [&str; 25] = [
    "/action",
    "/as",
    "/billing",
    "/catch_up",
    "/category",
    "/channel",
    "/every",
    "/invoice_status",
    "/method",
    "/mode",
    "/of",
    "/payload_style",
    "/payment_method",
    "/profile",
    "/reason",
    "/receipt_emails",
    "/role",
    "/scope",
    "/signature_style",
    "/status",
    "/tls",
    "/unit",
    "/weekday",
    "/nth",
    "/day",
];

/// A part of a body: where it is, what the document says of it, and a body that has it and little else.
struct Part {
    pointer: String,
    schema: Map<String, Value>,
    is_required: bool,
    body: Value,
}

/// The document, and what is read out of it.
struct Document(Value);

impl Document {
    /// What a schema may be, without `null`: references followed, parts of a whole put together.
    fn choices(&self, schema: &Value) -> Vec<Map<String, Value>> {
        if let Some(reference) = schema["$ref"].as_str() {
            let pointer = reference.strip_prefix('#').expect("references stay in the document");
            return self.choices(self.0.pointer(pointer).expect("what is referred to is there"));
        }
        if let Some(several) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
            return several.iter().flat_map(|one| self.choices(one)).collect();
        }
        if let Some(parts) = schema["allOf"].as_array() {
            let mut whole = Map::new();
            for part in parts.iter().flat_map(|part| self.choices(part)) {
                for (key, value) in part {
                    match (whole.get_mut(&key), value) {
                        (Some(Value::Object(known)), Value::Object(more)) => known.extend(more),
                        (Some(Value::Array(known)), Value::Array(more)) => known.extend(more),
                        (_, value) => drop(whole.insert(key, value)),
                    }
                }
            }
            return vec![whole];
        }
        if schema["type"] == "null" {
            return vec![];
        }
        schema.as_object().cloned().into_iter().collect()
    }

    /// A value that fits a schema, and has only what it must have.
    fn sample(&self, schema: &Value) -> Value {
        let choices = self.choices(schema);
        // Siblings of a reference say more than what they refer to.
        let example = schema.get("example").filter(|example| is_plain(example));
        example.cloned().unwrap_or_else(|| choices.first().map_or(Value::Null, |it| self.small(it)))
    }

    fn small(&self, schema: &Map<String, Value>) -> Value {
        let figure = |key: &str| schema.get(key).and_then(Value::as_u64).unwrap_or(1);
        if let Some(example) = schema.get("example").filter(|example| is_plain(example)) {
            return example.clone();
        }
        if let Some(word) = schema.get("enum").and_then(Value::as_array).and_then(|it| it.first()) {
            return word.clone();
        }
        match kind(schema) {
            "object" => {
                let mut object = Map::new();
                for key in required(schema) {
                    object.insert(key.to_owned(), self.sample(&schema["properties"][key]));
                }
                Value::Object(object)
            }
            "array" => {
                let one = self.sample(&schema["items"]);
                Value::Array(vec![one; usize::try_from(figure("minItems")).unwrap().max(1)])
            }
            "boolean" => json!(false),
            "integer" => json!(schema.get("minimum").and_then(Value::as_i64).unwrap_or(1)),
            "number" => json!(1),
            _ => match schema.get("format").and_then(Value::as_str) {
                Some("date") => json!("2026-01-15"),
                Some("date-time") => json!("2026-01-15T10:00:00Z"),
                Some("uuid") => json!("0198f6a0-0000-7000-8000-000000000001"),
                Some("email") => json!("a@b.example"),
                Some("uri" | "url") => json!("https://a.example/"),
                _ => json!("x".repeat(usize::try_from(figure("minLength")).unwrap())),
            },
        }
    }

    /// All parts below a place of a body that the schema describes.
    fn parts(&self, schema: &Value, at: &str, body: &Value, found: &mut Vec<Part>) {
        for choice in self.choices(schema) {
            let mut body = body.clone();
            *body.pointer_mut(at).expect("the place is there") = self.small(&choice);
            match kind(&choice) {
                "object" => {
                    for (key, field) in
                        choice.get("properties").and_then(Value::as_object).into_iter().flatten()
                    {
                        let is_required = required(&choice).contains(&key.as_str());
                        let mut body = body.clone();
                        let object = body.pointer_mut(at).and_then(Value::as_object_mut);
                        object.expect("an object").insert(key.clone(), self.sample(field));
                        let pointer = format!("{at}/{key}");
                        self.part(field, pointer, is_required, &body, found);
                    }
                }
                "array" => self.part(&choice["items"], format!("{at}/0"), false, &body, found),
                _ => {}
            }
        }
    }

    fn part(
        &self,
        schema: &Value,
        pointer: String,
        is_required: bool,
        body: &Value,
        found: &mut Vec<Part>,
    ) {
        for mut choice in self.choices(schema) {
            let mut body = body.clone();
            *body.pointer_mut(&pointer).expect("the place is there") = self.small(&choice);
            for (key, value) in schema.as_object().into_iter().flatten() {
                choice.entry(key.clone()).or_insert_with(|| value.clone());
            }
            found.push(Part { pointer: pointer.clone(), schema: choice, is_required, body });
        }
        self.parts(schema, &pointer, body, found);
    }
}

/// Whether an example can be sent as it is.
fn is_plain(example: &Value) -> bool {
    !example.is_null() && !example.is_object() && !example.is_array()
}

fn kind(schema: &Map<String, Value>) -> &str {
    match &schema.get("type") {
        Some(Value::String(word)) => word,
        Some(Value::Array(words)) => {
            words.iter().filter_map(Value::as_str).find(|word| *word != "null").unwrap_or_default()
        }
        _ => "",
    }
}

fn required(schema: &Map<String, Value>) -> Vec<&str> {
    let words = schema.get("required").and_then(Value::as_array);
    words.into_iter().flatten().filter_map(Value::as_str).collect()
}

/// A route that takes a body, and where what it refuses is noted.
struct Asked<'a> {
    api: &'a Api,
    method: Method,
    path: String,
    /// The route as the document has it.
    name: String,
    wrong: Vec<String>,
    /// Which known differences were met.
    met: BTreeSet<usize>,
    tried: usize,
}

impl Asked<'_> {
    /// The codes of the faults that are noted at a pointer, and what is said of them.
    async fn faults(&mut self, body: &Value, pointer: &str) -> Vec<(String, String)> {
        self.tried += 1;
        let reply = self.api.send(self.method.clone(), &self.path, Some(body)).await;
        // What is named in a body may be gone; what is named by the path is there.
        let is_there = reply.status != 404 || !self.name.contains('{');
        assert!(is_there && reply.status != 413 && reply.status < 500, "{reply}");
        if reply.status != 422 {
            return vec![];
        }
        let body = reply.body();
        let errors = body["errors"].as_array().cloned().unwrap_or_default();
        let here = errors.iter().filter(|error| error["pointer"] == pointer);
        let said = |error: &Value, key: &str| text(&error[key]).to_owned();
        here.map(|error| (said(error, "code"), said(error, "message"))).collect()
    }

    /// What a part is refused for that has this value.
    async fn with(&mut self, part: &Part, value: Value) -> Vec<(String, String)> {
        let mut body = part.body.clone();
        *body.pointer_mut(&part.pointer).expect("the place is there") = value;
        self.faults(&body, &part.pointer).await
    }

    async fn refuses(&mut self, part: &Part, value: Value, what: &'static str) {
        if self.with(part, value).await.is_empty() {
            self.note(part, what, "is not refused");
        }
    }

    /// The value is taken, or refused for something else than `code`.
    async fn takes(&mut self, part: &Part, value: Value, code: &str, what: &str) {
        let codes = self.with(part, value).await;
        if codes.iter().any(|(found, _)| found == code) {
            self.note(part, what, code);
        }
    }

    fn note(&mut self, part: &Part, what: &str, how: &str) {
        let says = format!("{what} {how}");
        let (_, route) = self.name.split_once(' ').expect("a method and a path");
        let known = KNOWN.iter().position(|(known, routes, ends, _)| {
            says.ends_with(known)
                && route.starts_with(routes)
                && ends.iter().any(|end| part.pointer.ends_with(end))
        });
        match known {
            Some(known) => drop(self.met.insert(known)),
            None => self.wrong.push(format!("{} {}: {says}", self.name, part.pointer)),
        }
    }

    async fn check_text(&mut self, part: &Part) {
        let figure = |key: &str| part.schema.get(key).and_then(Value::as_u64);
        if let Some(words) = part.schema.get("enum").and_then(Value::as_array) {
            for word in words.iter().filter(|word| word.is_string()) {
                self.takes(part, word.clone(), "invalid_choice", &word.to_string()).await;
            }
            return self.refuses(part, json!("no such word"), "another word").await;
        }
        self.takes(part, json!("no such word"), "invalid_choice", "some word").await;
        match figure("maxLength") {
            Some(most) if most < 1_000_000 => {
                let most = usize::try_from(most).unwrap();
                self.refuses(part, json!(text_of(part, most + 1)), "a longer text").await;
                self.takes(part, json!(text_of(part, most)), "too_long", "the longest text").await;
            }
            Some(_) => {}
            None => {
                self.takes(part, json!("x".repeat(LONG)), "too_long", "a text of any length").await;
            }
        }
        if let Some(least) = figure("minLength").filter(|least| *least > 1) {
            let short = "1".repeat(usize::try_from(least).unwrap() - 1);
            self.refuses(part, json!(short), "a shorter text").await;
        }
    }

    async fn check_array(&mut self, part: &Part) {
        let figure = |key: &str| part.schema.get(key).and_then(Value::as_u64);
        let present = part.body.pointer(&part.pointer).expect("the place is there");
        let one = present.get(0).cloned().unwrap_or_default();
        let several = |count: u64| Value::Array(vec![one.clone(); usize::try_from(count).unwrap()]);
        match figure("maxItems") {
            Some(most) => {
                self.refuses(part, several(most + 1), "one entry more").await;
                self.takes(part, several(most), "too_many", "the most entries").await;
            }
            None => {
                self.takes(part, several(MANY as u64), "too_many", "any number of entries").await;
            }
        }
        let least = figure("minItems").unwrap_or(0);
        match least.checked_sub(1) {
            Some(fewer) => self.refuses(part, several(fewer), "one entry less").await,
            None => self.takes(part, json!([]), "too_few", "no entry").await,
        }
    }

    async fn check_integer(&mut self, part: &Part) {
        let is_short = part.schema.get("format").is_some_and(|format| format == "int32");
        let usual =
            if is_short { [i32::MIN.into(), i32::MAX.into()] } else { [-(1 << 50), 1 << 50] };
        for (key, step, usual) in [("minimum", -1, usual[0]), ("maximum", 1, usual[1])] {
            let bound = part.schema.get(key).and_then(Value::as_i64);
            if let Some(bound) = bound {
                self.refuses(part, json!(bound + step), "a number beyond the bound").await;
            }
            let bound = bound.unwrap_or(usual);
            self.takes(part, json!(bound), "out_of_range", "a number within the bounds").await;
        }
    }

    async fn check_presence(&mut self, part: &Part) {
        let Some((parent, key)) = part.pointer.rsplit_once('/') else { return };
        let mut body = part.body.clone();
        let Some(Value::Object(object)) = body.pointer_mut(parent) else { return };
        object.remove(key);
        let codes = self.faults(&body, &part.pointer).await;
        // What depends on other fields says so: `is required, or product_id`.
        let is_missed = |(code, message): &(String, String)| {
            let is_alone = part.is_required || message == "is required";
            code == "required" && is_alone
        };
        let is_missed = codes.iter().any(is_missed);
        // A merge patch names what changes, at every level.
        let is_patch = self.method == Method::PATCH;
        if part.is_required != is_missed && !(is_patch && is_missed) {
            self.note(part, "left out", if is_missed { "is missed" } else { "is not missed" });
        }
    }

    async fn check(&mut self, part: &Part) {
        self.check_presence(part).await;
        match kind(&part.schema) {
            "string" => self.check_text(part).await,
            "array" => self.check_array(part).await,
            "integer" => self.check_integer(part).await,
            _ => {}
        }
    }
}

/// A text of so many characters, of the form that is wanted where that has a length.
fn text_of(part: &Part, chars: usize) -> String {
    let is_email =
        part.pointer.contains("email") || part.schema.get("format").is_some_and(|it| it == "email");
    if !is_email || chars < 20 {
        return "1".repeat(chars);
    }
    let mut address = "a@".to_owned();
    while address.len() + 64 < chars {
        address.push_str(&"b".repeat(60));
        address.push('.');
    }
    let rest = chars - address.len();
    address + &"c".repeat(rest)
}

async fn check_operation(document: &Document, asked: &mut Asked<'_>, operation: &Value) {
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    let mut parts = vec![];
    document.parts(schema, "", &Value::Null, &mut parts);
    assert!(!parts.is_empty(), "{} has a body of nothing", asked.name);
    for part in &parts {
        asked.check(part).await;
    }
}

/// Which object a route is asked about: drafts are what can be changed.
fn ids_of(
    method: &Method,
    ids: &BTreeMap<&'static str, String>,
    draft: &str,
    kind: &str,
) -> String {
    let is_change = [Method::PUT, Method::PATCH].contains(method);
    if is_change && kind == "invoices" { draft.to_owned() } else { ids[kind].clone() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_bound_of_the_document_is_the_readers_own() {
    let server = Server::start(Backend::Sqlite).await;
    let document = Document(server.get("/openapi.json").await.json(200));
    let ids = one_of_each(&server).await;
    let draft = text(&server.draft().await["id"]).to_owned();
    let (mut wrong, mut met, mut tried) = (vec![], BTreeSet::new(), 0);
    for (path, item) in document.0["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            // A file that is sent as the whole body has no fields.
            if !operation["requestBody"]["content"]["application/json"].is_object() {
                continue;
            }
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let known = path.replace("{kind}", "invoice");
            let filled = filled(&known, |kind| ids_of(&method, &ids, &draft, kind));
            let mut asked = Asked {
                api: &server.at(""),
                path: format!("{filled}?dry_run=true"),
                name: format!("{method} {path}"),
                method,
                wrong: vec![],
                met: BTreeSet::new(),
                tried: 0,
            };
            check_operation(&document, &mut asked, operation).await;
            wrong.append(&mut asked.wrong);
            met.append(&mut asked.met);
            tried += asked.tried;
        }
    }
    assert!(wrong.is_empty(), "of {tried} tries {} are wrong: {wrong:#?}", wrong.len());
    let unmet: Vec<_> =
        (0..KNOWN.len()).filter(|at| !met.contains(at)).map(|at| KNOWN[at]).collect();
    assert!(unmet.is_empty(), "these differ no longer, and need no mention: {unmet:?}");
    assert!(tried > 3000, "only {tried} bodies were tried");
    server.finish().await;
}
