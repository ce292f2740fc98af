//! An object of a body, read field by field.

use super::{Case, Item, Pointer, Sink, Step, item::wrong_type, nearest};
use net30_app::Field;
use net30_domain::{
    Date, Decimal, Timestamp,
    html::Html,
    money::Currency,
    text::{Country, Email, Language},
};
use serde_json::{Map, Value};
use std::{cell::RefCell, ops::RangeInclusive, rc::Rc};
use uuid::Uuid;

/// Reads the fields of one object. A bad value is noted and read as absent, so that reading goes on.
///
/// Fields that were not asked for when the reader is dropped are noted as unknown.
#[derive(Debug)]
pub struct Reader<'v> {
    object: &'v Map<String, Value>,
    pointer: Rc<str>,
    case: Case,
    sink: &'v Sink,
    asked: RefCell<Vec<&'v str>>,
    /// What was asked for and is not there.
    missing: RefCell<Vec<&'static str>>,
}

impl<'v> Reader<'v> {
    /// A reader of the body; `None` (and a fault) if it is no object.
    #[must_use]
    pub fn root(body: &'v Value, case: Case, sink: &'v Sink) -> Option<Self> {
        match body {
            Value::Object(object) => Some(Self::new(object, Rc::from(""), case, sink)),
            other => {
                let message = format!("must be an object, not {}", super::kind_of(other));
                sink.fault(String::new(), "type", message);
                None
            }
        }
    }

    pub(super) fn new(
        object: &'v Map<String, Value>,
        pointer: Rc<str>,
        case: Case,
        sink: &'v Sink,
    ) -> Self {
        let asked = RefCell::new(Vec::with_capacity(object.len()));
        Self { object, pointer, case, sink, asked, missing: RefCell::default() }
    }

    /// The JSON pointer of the object itself.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The value of a field, whatever it is.
    #[must_use]
    pub fn item(&self, key: &'static str) -> Item<'v> {
        let item = self.find(key);
        if item.is_absent() {
            self.missing.borrow_mut().push(key);
        }
        item
    }

    fn find(&self, key: &'static str) -> Item<'v> {
        let found = match self.case {
            Case::Exact => self.object.get_key_value(key),
            Case::Any => self.object.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)),
        };
        let (name, value) = match found {
            Some((name, value)) => {
                let mut asked = self.asked.borrow_mut();
                if !asked.contains(&name.as_str()) {
                    asked.push(name);
                }
                (name.as_str(), Some(value))
            }
            None => (key, None),
        };
        let pointer = Pointer { base: Rc::clone(&self.pointer), step: Step::Key(name) };
        Item::new(value, pointer, self.case, self.sink)
    }

    /// Whether the field is there, `null` or not.
    #[must_use]
    pub fn has(&self, key: &'static str) -> bool {
        !self.item(key).is_absent()
    }

    /// Notes a fault of a field.
    pub fn fault(&self, key: &'static str, code: &'static str, message: impl Into<String>) {
        self.item(key).fault(code, message);
    }

    /// Notes a fault of the object as a whole.
    pub fn fault_here(&self, code: &'static str, message: impl Into<String>) {
        self.sink.fault(self.pointer.to_string(), code, message);
    }

    /// Notes a fault if the field is absent or `null`; whether there is a value to read.
    pub fn require(&self, key: &'static str) -> bool {
        let item = self.item(key);
        let there = !item.is_absent() && !item.is_null();
        if !there {
            item.fault("required", "is required");
        }
        there
    }

    /// Passes over fields that clients send back from replies, such as `id`.
    pub fn ignore(&self, keys: &[&'static str]) {
        for key in keys {
            let _ = self.find(key);
        }
    }

    /// Passes over all fields that nobody asked for.
    pub fn ignore_rest(&self) {
        *self.asked.borrow_mut() = self.object.keys().map(String::as_str).collect();
    }

    /// A text of at most `chars_max` characters.
    #[must_use]
    pub fn text(&self, key: &'static str, chars_max: usize) -> Field<String> {
        self.item(key).text(chars_max)
    }

    /// A text that may carry a little HTML, of at most `chars_max` characters as they are sent.
    #[must_use]
    pub fn html(&self, key: &'static str, chars_max: usize) -> Field<Html> {
        self.item(key).html(chars_max)
    }

    /// A text that has to be there and not blank; empty if it is not, and noted.
    #[must_use]
    pub fn required_text(&self, key: &'static str, chars_max: usize) -> String {
        if !self.require(key) {
            return String::new();
        }
        let text = self.text(key, chars_max);
        if let Field::Value(text) = &text
            && text.trim().is_empty()
        {
            self.fault(key, "required", "must not be empty");
        }
        text.value().unwrap_or_default()
    }

    /// A decimal, as a JSON number or a text.
    #[must_use]
    pub fn decimal(&self, key: &'static str) -> Field<Decimal> {
        self.item(key).decimal()
    }

    /// A whole number within `range`.
    #[must_use]
    pub fn integer(&self, key: &'static str, range: RangeInclusive<i64>) -> Field<i64> {
        self.item(key).integer(range)
    }

    /// `true` or `false`.
    #[must_use]
    pub fn boolean(&self, key: &'static str) -> Field<bool> {
        self.item(key).boolean()
    }

    /// A date `YYYY-MM-DD`, or a date-time whose date is taken as it is written.
    #[must_use]
    pub fn date(&self, key: &'static str) -> Field<Date> {
        self.item(key).date()
    }

    /// A moment by RFC 3339.
    #[must_use]
    pub fn timestamp(&self, key: &'static str) -> Field<Timestamp> {
        self.item(key).timestamp()
    }

    /// An id.
    #[must_use]
    pub fn id<T: From<Uuid>>(&self, key: &'static str) -> Field<T> {
        self.item(key).id()
    }

    /// An e-mail address.
    #[must_use]
    pub fn email(&self, key: &'static str) -> Field<Email> {
        self.item(key).email()
    }

    /// A country of ISO 3166-1.
    #[must_use]
    pub fn country(&self, key: &'static str) -> Field<Country> {
        self.item(key).country()
    }

    /// A currency of ISO 4217.
    #[must_use]
    pub fn currency(&self, key: &'static str) -> Field<Currency> {
        self.item(key).currency()
    }

    /// A language that documents are written in.
    #[must_use]
    pub fn language(&self, key: &'static str) -> Field<Language> {
        self.item(key).language()
    }

    /// One of a few words.
    #[must_use]
    pub fn choice<T: Clone>(&self, key: &'static str, choices: &[(&str, T)]) -> Field<T> {
        self.item(key).choice(choices)
    }

    /// An object.
    #[must_use]
    pub fn object(&self, key: &'static str) -> Field<Reader<'v>> {
        self.item(key).object()
    }

    /// An array of so many items.
    #[must_use]
    pub fn array(&self, key: &'static str, length: RangeInclusive<usize>) -> Field<Vec<Item<'v>>> {
        self.item(key).array(length)
    }

    /// A free object of the client, as compact JSON: at most 50 keys and 16 KiB.
    #[must_use]
    pub fn free_object(&self, key: &'static str) -> Field<String> {
        self.item(key).free_object()
    }
}

impl<'v> Item<'v> {
    /// An object.
    #[must_use]
    pub fn object(&self) -> Field<Reader<'v>> {
        self.read(|value| match value {
            Value::Object(object) => {
                Ok(Reader::new(object, Rc::from(self.pointer()), self.case, self.sink))
            }
            other => Err(wrong_type("an object", other)),
        })
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        let asked = self.asked.get_mut();
        if asked.len() == self.object.len() {
            return;
        }
        for name in self.object.keys().filter(|name| !asked.contains(&name.as_str())) {
            let pointer = Pointer { base: Rc::clone(&self.pointer), step: Step::Key(name) };
            let meant = nearest(name, self.missing.get_mut().iter().copied());
            self.sink.unknown(pointer.to_string(), meant);
        }
    }
}
