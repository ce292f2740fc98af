//! What replies always have: a field that is null where nothing is known is there all the same, and generated clients are
//! told so. In requests it may be left out, so that this holds only of what no request has.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::openapi::{OpenApi, RefOr, Schema, schema::SchemaType, schema::Type};

const SCHEMAS: &str = "#/components/schemas/";

/// Requires every field of what is only ever answered, if it may be null: what is left out of replies is never null.
pub(super) fn require_what_is_there(document: &mut OpenApi) {
    let Ok(whole) = serde_json::to_value(&*document) else { return };
    let mut asked = BTreeSet::new();
    for item in whole["paths"].as_object().into_iter().flat_map(|paths| paths.values()) {
        for operation in item.as_object().into_iter().flat_map(|item| item.values()) {
            reach(&whole, &operation["requestBody"], &mut asked);
        }
    }
    let Some(components) = &mut document.components else { return };
    let known = components.schemas.clone();
    for (name, schema) in &mut components.schemas {
        // Problems say only what applies.
        if !asked.contains(name) && !name.starts_with("Problem") {
            require(schema, &known);
        }
    }
}

/// Collects the schemas that a part of the document refers to, and those that they refer to.
fn reach(whole: &Value, part: &Value, found: &mut BTreeSet<String>) {
    match part {
        Value::Object(fields) => {
            let name = fields.get("$ref").and_then(Value::as_str);
            if let Some(name) = name.and_then(|reference| reference.strip_prefix(SCHEMAS))
                && found.insert(name.to_owned())
            {
                reach(whole, &whole["components"]["schemas"][name], found);
            }
            fields.values().for_each(|value| reach(whole, value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| reach(whole, item, found)),
        _ => {}
    }
}

fn require(schema: &mut RefOr<Schema>, known: &BTreeMap<String, RefOr<Schema>>) {
    match schema {
        RefOr::T(Schema::Object(object)) => {
            let missing = object.properties.iter().filter(|(name, property)| {
                may_be_null(property) && !object.required.contains(name)
            });
            let missing: Vec<String> = missing.map(|(name, _)| name.clone()).collect();
            object.required.extend(missing);
        }
        RefOr::T(Schema::AllOf(parts)) => {
            // What a reply has in common with a request is all there too.
            let mut shared = Vec::new();
            for part in &mut parts.items {
                match part {
                    RefOr::Ref(_) => shared.extend(fields_of(part, known)),
                    RefOr::T(_) => require(part, known),
                }
            }
            let own = parts.items.iter_mut().rev().find_map(|part| match part {
                RefOr::T(Schema::Object(object)) => Some(object),
                _ => None,
            });
            if let Some(own) = own {
                shared.retain(|name| !own.required.contains(name));
                own.required.extend(shared);
            }
        }
        _ => {}
    }
}

/// The names of all fields of a schema, those that it takes over included.
fn fields_of(schema: &RefOr<Schema>, known: &BTreeMap<String, RefOr<Schema>>) -> Vec<String> {
    match schema {
        RefOr::Ref(reference) => {
            let name = reference.ref_location.strip_prefix(SCHEMAS);
            let schema = name.and_then(|name| known.get(name));
            schema.map(|schema| fields_of(schema, known)).unwrap_or_default()
        }
        RefOr::T(Schema::Object(object)) => object.properties.keys().cloned().collect(),
        RefOr::T(Schema::AllOf(parts)) => {
            parts.items.iter().flat_map(|part| fields_of(part, known)).collect()
        }
        RefOr::T(_) => vec![],
    }
}

fn may_be_null(schema: &RefOr<Schema>) -> bool {
    let is_null = |kind: &SchemaType| match kind {
        SchemaType::Type(kind) => *kind == Type::Null,
        SchemaType::Array(kinds) => kinds.contains(&Type::Null),
        SchemaType::AnyValue => false,
    };
    match schema {
        RefOr::T(Schema::Object(object)) => is_null(&object.schema_type),
        RefOr::T(Schema::Array(array)) => is_null(&array.schema_type),
        RefOr::T(Schema::OneOf(choices)) => choices.items.iter().any(may_be_null),
        RefOr::T(Schema::AnyOf(choices)) => choices.items.iter().any(may_be_null),
        _ => false,
    }
}
