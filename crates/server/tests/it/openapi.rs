//! The OpenAPI document is true: its examples fit its schemas, and so do the replies of the server.

use crate::support::Server;
use crate::{
    accounts::{filled, one_of_each, operations},
    support::{both, misfits},
};
use reqwest::Method;
use serde_json::Value;

/// Walks a document, with the way to each part.
fn walk(value: &Value, at: &str, visit: &mut impl FnMut(&str, &Value)) {
    visit(at, value);
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                // What an example says is no schema, even if it looks like one.
                if !["example", "examples"].contains(&name.as_str()) {
                    walk(field, &format!("{at}/{name}"), visit);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &format!("{at}/{index}"), visit);
            }
        }
        _ => {}
    }
}

/// The examples of a schema, of a parameter or of a body.
fn examples(part: &Value) -> Vec<Value> {
    let mut found: Vec<Value> = part.get("example").into_iter().cloned().collect();
    match &part["examples"] {
        Value::Array(several) => found.extend(several.iter().cloned()),
        Value::Object(named) => {
            found.extend(named.values().map(|example| example["value"].clone()));
        }
        _ => {}
    }
    found
}

async fn every_example_fits_its_schema(server: &mut Server) {
    let document = server.get("/openapi.json").await.json(200);
    let mut faults = Vec::new();
    let mut tried = 0;
    walk(&document, "", &mut |at, part| {
        // A parameter or a body has its schema beside the example; a schema is one itself.
        let schema = if part["schema"].is_object() { &part["schema"] } else { part };
        for example in examples(part) {
            tried += 1;
            let found = misfits(&document, schema, &example);
            faults.extend(found.into_iter().map(|fault| format!("{at}: {fault}")));
        }
    });
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(tried > 200, "only {tried} examples were tried");
}

async fn every_reply_fits_its_schema(server: &mut Server) {
    let document = server.get("/openapi.json").await.json(200);
    let ids = one_of_each(server).await;
    let mut faults = Vec::new();
    let mut tried = 0;
    for operation in operations(server).await {
        // Not every invoice is an electronic one; that has tests of its own.
        if operation.method != Method::GET || operation.path.ends_with("/xml") {
            continue;
        }
        let path = operation.path.replace("{kind}", "invoice");
        let path = filled(&path, |kind| ids[kind].clone());
        let reply = server.at("").get(&path).await.expect(200);
        let responses = &document["paths"][&operation.path]["get"]["responses"]["200"];
        let schema = &responses["content"]["application/json"]["schema"];
        if reply.header("content-type") != Some("application/json") {
            continue;
        }
        assert!(schema.is_object(), "{path} says nothing of its reply");
        tried += 1;
        let found = misfits(&document, schema, &reply.body());
        faults.extend(found.into_iter().map(|fault| format!("{}: {fault}", operation.path)));
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(tried > 40, "only {tried} replies were tried");
}

both! {
    every_example_fits_its_schema,
    every_reply_fits_its_schema,
}
