//! Merge patches all the way down: what changes of an object within an object need not be whole either.

use net30_http::changes::of_changes;
use std::collections::BTreeMap;
use utoipa::openapi::{OpenApi, Ref, RefOr, Schema};

/// How the names of merge patches end.
const CHANGES: &str = "Changes";
const SCHEMAS: &str = "#/components/schemas/";

/// Lets objects within merge patches be left incomplete.
pub(super) fn loosen(document: &mut OpenApi) {
    let Some(components) = &mut document.components else { return };
    let mut todo: Vec<String> =
        components.schemas.keys().filter(|name| name.ends_with(CHANGES)).cloned().collect();
    while let Some(name) = todo.pop() {
        let Some(mut schema) = components.schemas.remove(&name) else { continue };
        for inner in redirect(&mut schema, &components.schemas) {
            let changes = format!("{inner}{CHANGES}");
            if let Some(whole) = components.schemas.get(&inner)
                && !components.schemas.contains_key(&changes)
            {
                components.schemas.insert(changes.clone(), of_changes(whole.clone()));
                todo.push(changes);
            }
        }
        components.schemas.insert(name, schema);
    }
}

/// Refers to the changes of the objects that a schema has as fields; says which these are.
fn redirect(schema: &mut RefOr<Schema>, known: &BTreeMap<String, RefOr<Schema>>) -> Vec<String> {
    let mut found = Vec::new();
    match schema {
        RefOr::T(Schema::Object(object)) => {
            for property in object.properties.values_mut() {
                redirect_field(property, known, &mut found);
            }
        }
        RefOr::T(Schema::AllOf(parts)) => {
            for part in &mut parts.items {
                if let RefOr::T(_) = part {
                    found.extend(redirect(part, known));
                } else {
                    redirect_field(part, known, &mut found);
                }
            }
        }
        _ => {}
    }
    found
}

/// A field that is an object, or an object or null. Lists are replaced as a whole, so that what is in them stays whole.
fn redirect_field(
    field: &mut RefOr<Schema>,
    known: &BTreeMap<String, RefOr<Schema>>,
    found: &mut Vec<String>,
) {
    match field {
        RefOr::Ref(reference) => {
            let Some(name) = reference.ref_location.strip_prefix(SCHEMAS) else { return };
            let is_object = |schema: &RefOr<Schema>| match schema {
                RefOr::T(Schema::Object(object)) => !object.required.is_empty(),
                RefOr::T(Schema::AllOf(_)) => true,
                _ => false,
            };
            if !name.ends_with(CHANGES) && known.get(name).is_some_and(is_object) {
                let name = name.to_owned();
                reference.ref_location =
                    Ref::from_schema_name(format!("{name}{CHANGES}")).ref_location;
                found.push(name);
            }
        }
        RefOr::T(Schema::OneOf(choices)) => {
            choices.items.iter_mut().for_each(|choice| redirect_field(choice, known, found));
        }
        RefOr::T(Schema::AnyOf(choices)) => {
            choices.items.iter_mut().for_each(|choice| redirect_field(choice, known, found));
        }
        RefOr::T(_) => {}
    }
}
