//! Checks replies against JSON schemas (2020-12), as far as the schemas of these tests go.

use serde_json::Value;

/// Says where a value is not what a definition of a schema wants; empty if it is.
pub(crate) fn breaches(schema: &Value, definition: &str, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let at = format!("#/$defs/{definition}");
    check(schema, referred(schema, &at), value, "", &mut found);
    found
}

/// Says where a value is not what a schema within a document wants; empty if it is.
pub(crate) fn misfits(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(document, schema, value, "", &mut found);
    found
}

fn referred<'s>(schema: &'s Value, reference: &str) -> &'s Value {
    let pointer = reference.strip_prefix('#').expect("references stay in the document");
    schema.pointer(pointer).unwrap_or_else(|| panic!("there is no {reference}"))
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        return check(root, referred(root, reference), value, at, found);
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        check(root, part, value, at, found);
    }
    if let Some(choices) = schema["anyOf"].as_array().or(schema["oneOf"].as_array()) {
        let fits = |choice: &Value| {
            let mut of_choice = Vec::new();
            check(root, choice, value, at, &mut of_choice);
            of_choice.is_empty()
        };
        if !choices.iter().any(fits) {
            let choices = Value::from(choices.clone());
            found.push(format!("{at}: {value} is none of {choices}"));
        }
        return;
    }
    if !is_of_type(&schema["type"], value) {
        found.push(format!("{at}: {value} is not {}", schema["type"]));
        return;
    }
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        found.push(format!("{at}: {value} is none of {words:?}"));
    }
    match value {
        Value::String(text) => check_text(schema, text, at, found),
        Value::Array(items) => {
            let count = items.len() as u64;
            if schema["minItems"].as_u64().is_some_and(|least| count < least)
                || schema["maxItems"].as_u64().is_some_and(|most| count > most)
            {
                found.push(format!("{at}: has {count} entries"));
            }
            for (index, item) in items.iter().enumerate() {
                check(root, &schema["items"], item, &format!("{at}/{index}"), found);
            }
        }
        Value::Object(fields) => {
            let required = schema["required"].as_array().cloned().unwrap_or_default();
            for name in required.iter().filter_map(Value::as_str) {
                if !fields.contains_key(name) {
                    found.push(format!("{at}: {name} is not there"));
                }
            }
            for (name, field) in fields {
                let own = &schema["properties"][name];
                if !own.is_null() {
                    check(root, own, field, &format!("{at}/{name}"), found);
                } else if schema["additionalProperties"] == false {
                    found.push(format!("{at}: {name} is not on the page"));
                }
            }
        }
        _ => {}
    }
}

fn check_text(schema: &Value, text: &str, at: &str, found: &mut Vec<String>) {
    let length = text.chars().count() as u64;
    let is_long_enough = schema["minLength"].as_u64().is_none_or(|least| length >= least);
    let is_short_enough = schema["maxLength"].as_u64().is_none_or(|most| length <= most);
    let is_well_formed = match schema["format"].as_str() {
        Some("date") => text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok(),
        Some("date-time") => {
            text.as_bytes().get(10) == Some(&b'T') && text.parse::<jiff::Timestamp>().is_ok()
        }
        Some("uuid") => text.len() == 36 && text.parse::<uuid::Uuid>().is_ok(),
        Some("uri") => reqwest::Url::parse(text).is_ok_and(|url| url.has_host()),
        // Others say how a text is meant, and not what may stand in it.
        Some(_) | None => true,
    };
    if !(is_long_enough && is_short_enough && is_well_formed) {
        found.push(format!("{at}: {text:?} is not as {schema} wants it"));
    }
}

fn is_of_type(wanted: &Value, value: &Value) -> bool {
    let is_one = |word: &Value| match word.as_str().expect("a type is a word") {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("the checker knows no type {other}"),
    };
    match wanted {
        Value::Null => true,
        Value::Array(words) => words.iter().any(is_one),
        word => is_one(word),
    }
}
