//! Forms with nested keys, as Stripe's API takes them.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};
use std::{collections::BTreeMap, str::FromStr};

/// The fields of a form, each under its whole key: `line_items[0][quantity]`.
#[derive(Debug, Default)]
pub(crate) struct Fields(BTreeMap<String, String>);

/// Reads a form or a query.
pub(crate) fn fields_of(text: &str) -> Fields {
    let decoded = |part: &str| {
        let spaced = part.replace('+', " ");
        percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
    };
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), decoded(value))
    };
    Fields(text.split('&').filter(|pair| !pair.is_empty()).map(pair).collect())
}

impl Fields {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub(crate) fn number<T: FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.parse().ok()
    }

    /// The names without what stands in brackets.
    pub(crate) fn names(&self) -> impl Iterator<Item = String> {
        self.0.keys().map(|key| key.split('[').next().unwrap_or(key).to_owned())
    }

    /// `name[key]` for each key.
    pub(crate) fn map(&self, name: &str) -> Value {
        let entry = |(key, value): (&String, &String)| {
            let key = key.strip_prefix(name)?.strip_prefix('[')?.strip_suffix(']')?;
            Some((key.to_owned(), Value::String(value.clone())))
        };
        Value::Object(self.0.iter().filter_map(entry).collect::<Map<String, Value>>())
    }
}
