//! What a tool's call came to, in the words of the protocol.

use crate::{ask::Reply, tool::Tool};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use net30_http::Http;
use serde_json::{Map, Value, json};

/// The largest file that is put into a message; its link leads to any.
const FILE_BYTES_MAX: usize = 8 * 1024 * 1024;

/// What the API replied, as the tool shows it.
pub(crate) fn of(http: &Http, tool: &Tool, path: &str, reply: &Reply) -> Value {
    if !reply.status.is_success() {
        return failed(reply.json());
    }
    if tool.file { file(http, path, reply) } else { done(shown(tool, reply)) }
}

/// A result, for programs and as the text that old clients show.
pub(crate) fn done(value: Value) -> Value {
    let text = value.to_string();
    let mut result = json!({"content": [{"type": "text", "text": text}], "isError": false});
    result["structuredContent"] = value;
    result
}

/// What went wrong, as a result that the assistant reads.
pub(crate) fn failed(problem: Value) -> Value {
    let mut result = done(problem);
    result["isError"] = true.into();
    result
}

/// A refusal in a sentence.
pub(crate) fn refused(code: &str, detail: &str) -> Value {
    failed(json!({"code": code, "detail": detail}))
}

/// What a tool shows of a reply.
pub(crate) fn shown(tool: &Tool, reply: &Reply) -> Value {
    let value = without_nulls(reply.json());
    match (value, tool.shows.as_slice(), tool.shows_each.as_slice()) {
        (Value::Object(mut page), [], each @ [_, ..]) => {
            if let Some(Value::Array(entries)) = page.get_mut("data") {
                for entry in entries {
                    *entry = picked(entry, each);
                }
            }
            Value::Object(page)
        }
        (value, [], []) => value,
        (value, wanted, _) => picked(&value, wanted),
    }
}

/// A value without what it says nothing of: an assistant reads it whole, each time.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let said = map.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(said.map(|(name, value)| (name, without_nulls(value))).collect())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(without_nulls).collect()),
        plain => plain,
    }
}

/// Some places of a value, each a path of names; what is not there is left out.
fn picked(value: &Value, wanted: &[String]) -> Value {
    let mut picked = Map::new();
    for path in wanted {
        let Some(found) = value.pointer(&format!("/{path}")) else { continue };
        match path.split_once('/') {
            None => {
                picked.insert(path.clone(), found.clone());
            }
            Some((first, rest)) => {
                let within = picked.entry(first).or_insert_with(|| Value::Object(Map::new()));
                if let Value::Object(within) = within {
                    within.insert(rest.to_owned(), found.clone());
                }
            }
        }
    }
    Value::Object(picked)
}

fn file(http: &Http, path: &str, reply: &Reply) -> Value {
    let url = format!("{}{path}", http.app().public_url());
    if reply.bytes.len() > FILE_BYTES_MAX {
        return refused("too_large", &format!("the file is too large for a message: GET {url}"));
    }
    let mut resource = json!({"uri": url, "mimeType": reply.media_type});
    match (reply.media_type.as_str(), std::str::from_utf8(&reply.bytes)) {
        ("application/pdf", _) | (_, Err(_)) => {
            resource["blob"] = BASE64_STANDARD.encode(&reply.bytes).into();
        }
        (_, Ok(text)) => resource["text"] = text.into(),
    }
    json!({"content": [{"type": "resource", "resource": resource}], "isError": false})
}
