//! The tools of assistants are requests to routes that are there, with parameters and fields that they have.

use net30_mcp::{TOOLS, Tool};
use serde_json::Value;

fn document() -> Value {
    serde_json::to_value(net30_api::openapi::openapi_below("")).unwrap()
}

/// A schema, or what it refers to.
fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(reference) => resolved(document, document.pointer(&reference[1..]).unwrap()),
        None => schema,
    }
}

/// Whether a schema has a property, in itself or in one of those that it is made of.
fn has_property(document: &Value, schema: &Value, name: &str) -> bool {
    let schema = resolved(document, schema);
    let parts = ["allOf", "oneOf", "anyOf"].into_iter().filter_map(|key| schema[key].as_array());
    schema["properties"].get(name).is_some()
        || parts.flatten().any(|part| has_property(document, part, name))
}

/// The paths of the document that a tool asks for.
fn paths(tool: &Tool) -> Vec<String> {
    let path = tool.path.replace("{invoice}", "{id}");
    if path.contains("{format}") {
        ["pdf", "xml", "html"].map(|format| path.replace("{format}", format)).to_vec()
    } else {
        vec![path]
    }
}

#[test]
fn every_tool_asks_for_what_is_there() {
    let document = document();
    for tool in TOOLS.iter() {
        for path in paths(tool) {
            let operation = &document["paths"][&path][tool.method.to_lowercase()];
            assert!(operation.is_object(), "{}: there is no {} {path}", tool.name, tool.method);
            let parameters = operation["parameters"].as_array().unwrap();
            let named: Vec<&str> = parameters
                .iter()
                .filter_map(|parameter| resolved(&document, parameter)["name"].as_str())
                .collect();
            for name in tool.query.keys().chain(tool.fixed.iter().map(|(name, _)| name)) {
                assert!(named.contains(&name.as_str()), "{}: {path} has no {name}", tool.name);
            }
            if tool.does.is_some() {
                for name in ["dry_run", "Idempotency-Key"] {
                    assert!(named.contains(&name), "{}: {path} has no {name}", tool.name);
                }
                let is_of_one = path.contains("{id}");
                assert_eq!(named.contains(&"If-Match"), is_of_one, "{}: {path}", tool.name);
            }
            let body = &operation["requestBody"]["content"]["application/json"]["schema"];
            for name in tool.body.keys().chain(&tool.never) {
                assert!(has_property(&document, body, name), "{}: no {name}", tool.name);
            }
        }
    }
}
