//! Fields that have one of a few words: the words, as the domain knows them.

use net30_domain::{
    account::Lock,
    document::DocumentType,
    key::Scope,
    payment::Method,
    tax::TaxRounding,
    template::{Column, Font, Layout, Paper, Window},
};
use net30_native::status;
use serde_json::Value;
use utoipa::openapi::{
    Object, OpenApi, RefOr, Schema, Type,
    schema::{ArrayItems, SchemaType},
};

/// A schema, a field of it, and the words that the field may have.
type Words = (&'static str, &'static str, Vec<&'static str>);

fn fields() -> Vec<Words> {
    let layouts = Layout::ALL.map(Layout::word).to_vec();
    let papers = Paper::ALL.map(Paper::word).to_vec();
    let windows = Window::ALL.map(Window::word).to_vec();
    let columns = Column::ALL.map(Column::word).to_vec();
    let fonts = vec![Font::Sans.word(), Font::Serif.word()];
    let locks = vec![Lock::Flexible.word(), Lock::Strict.word()];
    let roundings = vec![TaxRounding::Total.word(), TaxRounding::Line.word()];
    let documents = DocumentType::ALL.map(DocumentType::word).to_vec();
    let mut fields = vec![
        ("Invoice", "type", documents.clone()),
        ("DocumentLink", "type", documents),
        ("Invoice", "status", status::WORDS.to_vec()),
        ("InvoiceBody", "status", vec!["draft", "open"]),
        ("ApiKey", "scope", Scope::ALL.map(Scope::word).to_vec()),
        ("Payment", "method", Method::ALL.map(Method::word).to_vec()),
    ];
    for template in ["TemplateBody", "TemplateChanges"] {
        fields.push((template, "layout", layouts.clone()));
        fields.push((template, "font", fonts.clone()));
        fields.push((template, "paper", papers.clone()));
        fields.push((template, "window", windows.clone()));
        fields.push((template, "columns", columns.clone()));
    }
    for settings in ["SettingsBody", "SettingsChanges"] {
        fields.push((settings, "lock", locks.clone()));
        fields.push((settings, "tax_rounding", roundings.clone()));
    }
    fields
}

/// Names the words of every field that has only a few.
pub(super) fn name(document: &mut OpenApi) {
    let Some(components) = &mut document.components else { return };
    for (name, field, words) in fields() {
        if let Some(schema) = components.schemas.get_mut(name) {
            say(schema, field, &words);
        }
    }
}

fn say(schema: &mut RefOr<Schema>, field: &str, words: &[&'static str]) {
    match schema {
        RefOr::T(Schema::Object(object)) => {
            if let Some(property) = object.properties.get_mut(field) {
                say_of(property, words);
            }
        }
        RefOr::T(Schema::AllOf(parts)) => {
            parts.items.iter_mut().for_each(|part| say(part, field, words));
        }
        _ => {}
    }
}

/// Says it of the field, or of each entry of it.
fn say_of(property: &mut RefOr<Schema>, words: &[&'static str]) {
    match property {
        RefOr::T(Schema::Object(property)) => {
            let nothing = may_be_null(property).then_some(Value::Null);
            let words = words.iter().map(|word| Value::from(*word)).chain(nothing);
            property.enum_values = Some(words.collect());
        }
        RefOr::T(Schema::Array(list)) => {
            if let ArrayItems::RefOrSchema(entry) = &mut list.items {
                say_of(entry, words);
            }
        }
        _ => {}
    }
}

fn may_be_null(property: &Object) -> bool {
    matches!(&property.schema_type, SchemaType::Array(kinds) if kinds.contains(&Type::Null))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_field_with_words_is_there() {
        let (_, mut document) = crate::apis().split_for_parts();
        super::name(&mut document);
        let document = serde_json::to_string(&document).unwrap();
        for (schema, field, words) in super::fields() {
            let words = serde_json::to_string(&words).unwrap();
            let words = words.trim_end_matches(']');
            assert!(document.contains(&format!("\"enum\":{words}")), "{schema}.{field}");
        }
    }
}
