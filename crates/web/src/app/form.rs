//! Forms and parameters of the query string: names and values in their order (WHATWG URL, 5.1).
//!
//! A form that writes an object has JSON pointers of the native API as names of its fields (`/notes`,
//! `/items/n1/unit_price`), so that [`Form::written`] makes the body that a program would send, the native API's own readers
//! read it, and what they find wrong leads back to the field. In a list a step is a key (an id, or `n1`, `n2`, …), and the order
//! in which keys first appear is the order of the list.

use super::{
    fields::{self, said},
    number::Reading,
    texts::Texts,
};
use net30_domain::fault::{Fault, Faults, add_later};
use net30_http::json::{self, Case, Reader, Unknown};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode, utf8_percent_encode};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Most fields that are read: an invoice of 1000 lines with twenty fields each.
const FIELDS_MAX: usize = 25_000;
/// What cannot stand in a form as it is.
const IN_FORM: &AsciiSet =
    &CONTROLS.add(b' ').add(b'%').add(b'&').add(b'+').add(b'=').add(b'"').add(b'<').add(b'>');
/// Most steps of a pointer.
const STEPS_MAX: usize = 8;

/// What was sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Form(Vec<(String, String)>);

impl Form {
    /// Reads `name=value&…`; what is not UTF-8 is replaced.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let pairs = bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
        let pairs = pairs.take(FIELDS_MAX).map(|pair| {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let mut half = || decoded(halves.next().unwrap_or_default());
            (half(), half())
        });
        Self(pairs.collect())
    }

    /// A form of fields that were read elsewhere.
    pub(crate) fn of(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }

    /// The value of a field without white space around it; empty if there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.exact(name).trim()
    }

    /// The value of a field just as it was typed: a password may begin with a space.
    pub(crate) fn exact(&self, name: &str) -> &str {
        // A checkbox has a hidden field of the same name before it.
        let found = self.0.iter().rev().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// The values of all fields of a name, such as of boxes that may all be ticked, without white space around them.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let own = self.0.iter().filter(move |(known, _)| known == name);
        own.map(|(_, value)| value.trim())
    }

    /// The form as browsers send it.
    pub(crate) fn encoded(&self) -> String {
        let part = |text: &str| utf8_percent_encode(text, IN_FORM).to_string();
        let pairs: Vec<String> =
            self.0.iter().map(|(name, value)| format!("{}={}", part(name), part(value))).collect();
        pairs.join("&")
    }

    /// All fields in their order.
    pub(crate) fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// Whether there is a field.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// SHA-256 of a path and of all fields: whether a form is sent again as it was.
    pub(crate) fn fingerprint(&self, path: &str) -> [u8; 32] {
        let mut digest = Sha256::new();
        digest.update(path);
        for (name, value) in &self.0 {
            for part in [name, value] {
                digest.update(part.len().to_be_bytes());
                digest.update(part);
            }
        }
        digest.finalize().into()
    }

    /// The object that the fields whose names are pointers write.
    pub(crate) fn written(&self, shape: &Shape<'_>) -> Written {
        let mut root = Node::default();
        let mut written = Written::default();
        for (name, typed) in self.0.iter().filter(|(name, _)| name.starts_with('/')) {
            let steps: Vec<String> = name[1..].split('/').map(unescaped).collect();
            if steps.len() > STEPS_MAX {
                continue;
            }
            written.names.insert(name.clone());
            root.put(&steps, shape, "", typed);
        }
        written.value = root.into_value("", &mut written);
        if written.value.is_null() {
            written.value = Value::Object(Map::new());
        }
        written
    }
}

/// What a field is that was left empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Blank {
    /// Left out: the object is written as a whole, and what is left out has its default.
    #[default]
    Absent,
    /// `null`: what the object had there is taken away, and what the form does not have stays.
    Null,
}

/// Which fields are no plain texts. Each is named by a pointer in which `*` stands for any step.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shape<'a> {
    /// Lists: `/items`, `/items/*/tax_ids`. Where such a name is a field itself, each of that name is an item of the list.
    pub(crate) lists: &'a [&'a str],
    /// Figures, and how each is read.
    pub(crate) numbers: &'a [(&'a str, &'a Reading)],
    /// Whole numbers.
    pub(crate) wholes: &'a [&'a str],
    /// Lists of short texts that may stand in one field, separated by commas, semicolons or white space: addresses.
    pub(crate) separated: &'a [&'a str],
    /// Lists whose keys, where they are ids, are the `id` of their items.
    pub(crate) with_ids: &'a [&'a str],
    /// What is true or false: a box that may be ticked (`value="true"`), with a hidden field `false` before it.
    pub(crate) switches: &'a [&'a str],
    /// What an empty field is.
    pub(crate) blank: Blank,
}

impl Shape<'_> {
    fn is_list(&self, pattern: &str) -> bool {
        self.lists.iter().any(|known| fits(known, pattern)) || self.is_separated(pattern)
    }

    fn is_separated(&self, pattern: &str) -> bool {
        self.separated.iter().any(|known| fits(known, pattern))
    }

    fn value(&self, pattern: &str, typed: &str) -> Leaf {
        // Browsers send line ends as they are sent by mail.
        let text = typed.replace("\r\n", "\n");
        let text = text.trim();
        let is_one_of = |known: &[&str]| known.iter().any(|known| fits(known, pattern));
        if is_one_of(self.switches) {
            return Leaf::Value(Value::Bool(["true", "on", "1"].contains(&text)));
        }
        if text.is_empty() {
            return match self.blank {
                Blank::Absent => Leaf::Nothing,
                Blank::Null => Leaf::Value(Value::Null),
            };
        }
        if let Some((_, reading)) = self.numbers.iter().find(|(known, _)| fits(known, pattern)) {
            return match reading.value(text) {
                Ok(value) => Leaf::Value(Value::String(value.to_string())),
                Err(unreadable) => Leaf::Fault(unreadable.code(), "is not a figure"),
            };
        }
        if is_one_of(self.wholes) {
            return match text.parse::<i64>() {
                Ok(whole) => Leaf::Value(whole.into()),
                Err(_) => Leaf::Fault("not_an_integer", "must be a whole number"),
            };
        }
        Leaf::Value(Value::String(text.to_owned()))
    }
}

/// Whether a pointer, in which lists have `*` in place of their keys, is one of those that a pattern names.
fn fits(pattern: &str, pointer: &str) -> bool {
    let mut steps = pattern.split('/');
    let mut own = pointer.split('/');
    loop {
        match (steps.next(), own.next()) {
            (None, None) => return true,
            (Some("*"), Some(_)) => {}
            (Some(step), Some(other)) if step == other => {}
            _ => return false,
        }
    }
}

/// What a field came to.
#[derive(Debug)]
enum Leaf {
    Nothing,
    Value(Value),
    Fault(&'static str, &'static str),
}

/// A part of an object on its way.
#[derive(Debug, Default)]
struct Node {
    is_list: bool,
    has_ids: bool,
    leaf: Option<Leaf>,
    order: Vec<String>,
    children: HashMap<String, Node>,
}

impl Node {
    /// Puts what was typed below this node; `pattern` is how it is reached.
    fn put(&mut self, steps: &[String], shape: &Shape<'_>, pattern: &str, typed: &str) {
        self.is_list = self.is_list || shape.is_list(pattern);
        let Some((step, rest)) = steps.split_first() else {
            if self.is_list {
                let is_between = |c: char| c == ',' || c == ';' || c.is_whitespace();
                let parts: Vec<&str> = if shape.is_separated(pattern) {
                    typed.split(is_between).filter(|part| !part.is_empty()).collect()
                } else {
                    vec![typed]
                };
                if parts.is_empty() && shape.blank == Blank::Null {
                    self.leaf = Some(Leaf::Value(Value::Array(vec![])));
                }
                for part in parts {
                    let key = self.order.len().to_string();
                    let leaf = shape.value(pattern, part);
                    self.child(&key).leaf = Some(leaf);
                }
            } else {
                self.leaf = Some(shape.value(pattern, typed));
            }
            return;
        };
        let is_list = self.is_list;
        self.has_ids = self.has_ids || shape.with_ids.iter().any(|known| fits(known, pattern));
        let below = format!("{pattern}/{}", if is_list { "*" } else { step.as_str() });
        self.child(step).put(rest, shape, &below, typed);
    }

    fn child(&mut self, key: &str) -> &mut Node {
        if !self.children.contains_key(key) {
            self.order.push(key.to_owned());
        }
        self.children.entry(key.to_owned()).or_default()
    }

    /// The value of this node at a pointer; `null` if it has none. Faults and the keys of lists are noted.
    fn into_value(mut self, at: &str, written: &mut Written) -> Value {
        if self.order.is_empty() {
            return match self.leaf {
                None | Some(Leaf::Nothing) => Value::Null,
                Some(Leaf::Value(value)) => value,
                Some(Leaf::Fault(code, message)) => {
                    written.faults.push(Fault::new(at, code, message));
                    Value::Null
                }
            };
        }
        let (mut items, mut keys, mut object) = (vec![], vec![], Map::new());
        for key in std::mem::take(&mut self.order) {
            let Some(child) = self.children.remove(&key) else { continue };
            if child.is_blank() {
                continue;
            }
            let step = if self.is_list { items.len().to_string() } else { escaped(&key) };
            let is_null = child.is_null();
            let mut value = child.into_value(&format!("{at}/{step}"), written);
            if self.is_list {
                if value.is_null() {
                    value = Value::Object(Map::new());
                }
                if self.has_ids
                    && key.parse::<Uuid>().is_ok()
                    && let Value::Object(item) = &mut value
                {
                    item.insert("id".to_owned(), Value::String(key.clone()));
                }
                items.push(value);
                keys.push(key);
            } else if !value.is_null() || is_null {
                object.insert(key, value);
            }
        }
        if self.is_list {
            written.keys.insert(at.to_owned(), keys);
            return Value::Array(items);
        }
        if object.is_empty() { Value::Null } else { Value::Object(object) }
    }

    /// Whether nothing was typed into any field of it.
    fn is_blank(&self) -> bool {
        match &self.leaf {
            Some(Leaf::Value(_) | Leaf::Fault(..)) => false,
            Some(Leaf::Nothing) | None => self.children.values().all(Node::is_blank),
        }
    }

    fn is_null(&self) -> bool {
        matches!(self.leaf, Some(Leaf::Value(Value::Null)))
    }
}

/// The object that a form wrote, and how its parts lead back to the fields.
#[derive(Debug, Default)]
pub(crate) struct Written {
    /// The body, as a program would send it.
    pub(crate) value: Value,
    /// What could not be read as what its field is.
    pub(crate) faults: Faults,
    /// The keys of each list, by the list's pointer.
    keys: HashMap<String, Vec<String>>,
    names: HashSet<String>,
}

impl Written {
    /// Reads the body by a reader of the native API: what it makes of it, if anything, and everything that is wrong.
    ///
    /// What was made is good for use only where nothing is wrong.
    pub(crate) fn read<T>(&self, reading: impl FnOnce(&Reader<'_>) -> T) -> (Option<T>, Faults) {
        let (made, found, _) = json::collect(&self.value, Case::Exact, Unknown::Refuse, reading);
        let mut faults = self.faults.clone();
        add_later(&mut faults, found);
        (made, faults)
    }

    /// As [`Written::read`], where what is wrong is told at once.
    ///
    /// # Errors
    /// The faults.
    pub(crate) fn read_whole<T>(
        &self,
        reading: impl FnOnce(&Reader<'_>) -> T,
    ) -> Result<T, Faults> {
        match self.read(reading) {
            (Some(made), faults) if faults.is_empty() => Ok(made),
            (_, faults) => Err(faults),
        }
    }

    /// The name of the field that a pointer into the body leads to, or of the nearest one around it that is there; the pointer
    /// itself if there is none.
    pub(crate) fn field_of(&self, pointer: &str) -> String {
        let mut own = String::new();
        let mut at = String::new();
        for step in pointer.split('/').skip(1) {
            let key = self.keys.get(&at).and_then(|keys| keys.get(step.parse::<usize>().ok()?));
            own.push('/');
            own.push_str(key.map_or(step, String::as_str));
            at.push('/');
            at.push_str(step);
        }
        let mut name = own.as_str();
        loop {
            if self.names.contains(name) {
                return name.to_owned();
            }
            match name.rsplit_once('/') {
                Some((around, _)) if !around.is_empty() => name = around,
                _ => return own,
            }
        }
    }

    /// What is wrong, in the person's words, each at its field.
    pub(super) fn told(&self, t: Texts, faults: &[Fault]) -> fields::Faults {
        let mut told = fields::Faults::default();
        for fault in faults {
            told.add(self.field_of(&fault.pointer), said(t, fault));
        }
        told
    }
}

fn unescaped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

fn escaped(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

fn decoded(text: &[u8]) -> String {
    let spaced: Vec<u8> =
        text.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    // A text with U+0000 is none that the database takes.
    percent_decode(&spaced).decode_utf8_lossy().replace('\0', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use net30_domain::{
        money::Currency,
        text::{Country, Language},
    };
    use net30_words::{Formats, Locale};
    use serde_json::json;

    #[test]
    fn a_form_is_read_as_browsers_write_it() {
        let form = Form::read("a=1&a=2&b=+x%20y+&c=%C3%BC%2B&d&=e&f=%FF%00&g=h=i".as_bytes());
        assert_eq!(form.text("a"), "2");
        assert_eq!(form.all("a").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(form.text("b"), "x y");
        assert_eq!(form.exact("b"), " x y ");
        assert_eq!(form.text("c"), "ü+");
        assert!(form.has("d") && form.text("d").is_empty());
        assert!(!form.has("z") && form.text("z").is_empty());
        assert_eq!(form.text("f"), "\u{fffd}\u{fffd}");
        assert_eq!(form.text("g"), "h=i");
    }

    fn written(text: &str, blank: Blank) -> Written {
        let german = Formats::of(Locale::of(Language::De, Country::parse("DE").ok()));
        let euros = Reading::of_money(&german, Currency::parse("EUR").unwrap());
        let shape = Shape {
            lists: &["/items", "/items/*/taxes", "/tags", "/lines"],
            numbers: &[("/items/*/unit_price", &euros), ("/amount", &euros)],
            wholes: &["/payment_days"],
            switches: &["/tax_included"],
            separated: &["/to"],
            with_ids: &["/lines"],
            blank,
        };
        Form::read(text.as_bytes()).written(&shape)
    }

    #[test]
    fn a_form_writes_the_body_that_a_program_would_send() {
        let form = "do=save&/notes=a%0D%0Ab+&/address/city=Kiel&/address/region=&/payment_days=30\
                    &/tax_included=false&/tax_included=true&/tags=x&/tags=&/tags=y\
                    &/items/n2/name=Second&/items/n1/name=First&/items/n2/unit_price=1.234,5\
                    &/items/n1/taxes/a/value=19&/items/n3/name=&/items/n3/unit_price=";
        assert_eq!(
            written(form, Blank::Absent).value,
            json!({
                "notes": "a\nb", "address": {"city": "Kiel"}, "payment_days": 30, "tax_included": true,
                "tags": ["x", "y"], "items": [
                    {"name": "Second", "unit_price": "1234.5"},
                    {"name": "First", "taxes": [{"value": "19"}]},
                ],
            })
        );
        assert_eq!(written("do=save", Blank::Absent).value, json!({}));
        let id = "0198f6a0-0000-7000-8000-000000000001";
        let form =
            format!("/to=a@b.c&/to=+&/to=d@e.f%3Bg@h.i,+j&/lines/{id}/quantity=1&/lines/n1/name=x");
        assert_eq!(
            written(&form, Blank::Absent).value,
            json!({"to": ["a@b.c", "d@e.f", "g@h.i", "j"], "lines": [{"id": id, "quantity": "1"}, {"name": "x"}]})
        );
        let cleared = written("/notes=&/address/city=&/address/region=x&/to=", Blank::Null);
        assert_eq!(
            cleared.value,
            json!({"notes": null, "address": {"city": null, "region": "x"}, "to": []})
        );
    }

    #[test]
    fn what_is_wrong_leads_back_to_its_field() {
        let form = "/items/n9/name=&/items/n7/name=x&/items/n5/unit_price=viel&/payment_days=x&/amount=1,5";
        let written = written(form, Blank::Absent);
        let found: Vec<_> =
            written.faults.iter().map(|fault| (fault.pointer.as_str(), &*fault.code)).collect();
        assert_eq!(
            found,
            [("/items/1/unit_price", "not_a_number"), ("/payment_days", "not_an_integer")]
        );
        for (pointer, field) in [
            ("/items/0/name", "/items/n7/name"),
            ("/items/1/unit_price", "/items/n5/unit_price"),
            ("/items/1/quantity", "/items/n5/quantity"),
            ("/amount/of", "/amount"),
            ("/due_date", "/due_date"),
            ("/items/7/name", "/items/7/name"),
            ("", ""),
        ] {
            assert_eq!(written.field_of(pointer), field, "{pointer}");
        }
        // What could not be read is not also told to be missing.
        let (_, faults) = written.read(|reader| {
            let _ = (reader.require("payment_days"), reader.item("amount"), reader.item("items"));
        });
        let codes: Vec<_> = faults.iter().map(|fault| &*fault.code).collect();
        assert_eq!(codes, ["not_a_number", "not_an_integer"]);
    }

    #[test]
    fn no_form_breaks_it() {
        for odd in [
            "/=1&//=2&/a=1&/a/b=2&/a/b=3",
            "/items=1&/items/n1/name=x",
            "/a/b/c/d/e/f/g/h/i/j/k=1",
            "/~1~0=x",
        ] {
            let _ = written(odd, Blank::Absent).value;
        }
        assert_eq!(written("/a~1b=x", Blank::Absent).value, json!({"a/b": "x"}));
    }
}
