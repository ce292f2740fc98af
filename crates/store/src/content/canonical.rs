//! JSON in the one way that there is for a value: without spaces, keys in the order of their bytes, without what is empty.
//!
//! Written straight from what is serialised: a tree of it in between cost three times as much.

use serde::ser::{
    Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple, Serializer,
};
use serde_json::Error;
use std::{fmt::Display, ops::Range};

/// What stands before, with the value after it.
pub(super) fn written(mut before: Vec<u8>, value: &impl Serialize) -> Vec<u8> {
    value.serialize(Writer { text: &mut before }).expect("records are texts, numbers and lists");
    before
}

/// Whether a value is left out where it is a field: nothing, and what holds nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Nothing,
    Something,
}

/// Writes a value at the end of a text.
struct Writer<'t> {
    text: &'t mut Vec<u8>,
}

impl Writer<'_> {
    fn plain(self, value: &(impl Serialize + ?Sized)) -> Result<Holds, Error> {
        serde_json::to_writer(self.text, value)?;
        Ok(Holds::Something)
    }
}

macro_rules! plain {
    ($($name:ident: $type:ty),* $(,)?) => {$(
        fn $name(self, value: $type) -> Result<Holds, Error> {
            self.plain(&value)
        }
    )*};
}

impl<'t> Serializer for Writer<'t> {
    type Ok = Holds;
    type Error = Error;
    type SerializeSeq = Items<'t>;
    type SerializeTuple = Items<'t>;
    type SerializeTupleStruct = Impossible<Holds, Error>;
    type SerializeTupleVariant = Impossible<Holds, Error>;
    type SerializeMap = Fields<'t>;
    type SerializeStruct = Fields<'t>;
    type SerializeStructVariant = Impossible<Holds, Error>;

    plain! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_char: char,
        serialize_str: &str,
    }

    fn serialize_f32(self, _: f32) -> Result<Holds, Error> {
        Err(unfit("a number with a floating point"))
    }

    fn serialize_f64(self, _: f64) -> Result<Holds, Error> {
        Err(unfit("a number with a floating point"))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Holds, Error> {
        Err(unfit("bytes"))
    }

    fn serialize_none(self) -> Result<Holds, Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Holds, Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Holds, Error> {
        self.text.extend(b"null");
        Ok(Holds::Nothing)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Holds, Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Holds, Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Holds, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Holds, Error> {
        Err(unfit("an enum with values"))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'t>, Error> {
        self.text.push(b'[');
        Ok(Items { begins_at: self.text.len(), text: self.text })
    }

    fn serialize_tuple(self, len: usize) -> Result<Items<'t>, Error> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Error> {
        Err(unfit("a tuple with a name"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(unfit("an enum with values"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Fields<'t>, Error> {
        Ok(Fields { text: self.text, kept: Vec::new(), values: Vec::new() })
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Fields<'t>, Error> {
        // So `serde_json` keeps the figures of a number; a number of ours is a whole one.
        if name.starts_with("$serde_json") {
            return Err(unfit("a number of a tree"));
        }
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Err(unfit("an enum with values"))
    }
}

fn unfit(what: impl Display) -> Error {
    serde::ser::Error::custom(format_args!("{what} has no place in a content"))
}

/// The items of a list, each of which is written, whether it holds something or not.
struct Items<'t> {
    text: &'t mut Vec<u8>,
    begins_at: usize,
}

impl SerializeSeq for Items<'_> {
    type Ok = Holds;
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        if self.text.len() > self.begins_at {
            self.text.push(b',');
        }
        value.serialize(Writer { text: self.text }).map(|_| ())
    }

    fn end(self) -> Result<Holds, Error> {
        let is_empty = self.text.len() == self.begins_at;
        self.text.push(b']');
        Ok(if is_empty { Holds::Nothing } else { Holds::Something })
    }
}

impl SerializeTuple for Items<'_> {
    type Ok = Holds;
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<Holds, Error> {
        SerializeSeq::end(self)
    }
}

/// A field that is to be written, at its place in what was kept aside.
struct Field {
    /// Its name as JSON, in the values.
    name: Range<usize>,
    value: Range<usize>,
}

/// The fields of an object, kept aside until all of them are there.
struct Fields<'t> {
    text: &'t mut Vec<u8>,
    kept: Vec<Field>,
    values: Vec<u8>,
}

impl Fields<'_> {
    fn name(&mut self, name: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        let begin = self.values.len();
        serde_json::to_writer(&mut self.values, name)?;
        let end = self.values.len();
        self.kept.push(Field { name: begin..end, value: end..end });
        Ok(())
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let holds = value.serialize(Writer { text: &mut self.values })?;
        let field = self.kept.last_mut().ok_or_else(|| unfit("a value without a name"))?;
        field.value.end = self.values.len();
        if holds == Holds::Nothing {
            self.values.truncate(field.name.start);
            self.kept.pop();
        }
        Ok(())
    }

    fn finish(mut self) -> Holds {
        let values = &self.values;
        // Without the quotation marks, which would sort a name after one that it begins.
        let bare = |field: &Field| &values[field.name.start + 1..field.name.end - 1];
        self.kept.sort_by(|a, b| bare(a).cmp(bare(b)));
        self.text.push(b'{');
        for (place, field) in self.kept.iter().enumerate() {
            if place > 0 {
                self.text.push(b',');
            }
            self.text.extend_from_slice(&values[field.name.clone()]);
            self.text.push(b':');
            self.text.extend_from_slice(&values[field.value.clone()]);
        }
        self.text.push(b'}');
        if self.kept.is_empty() { Holds::Nothing } else { Holds::Something }
    }
}

impl SerializeMap for Fields<'_> {
    type Ok = Holds;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), Error> {
        self.name(name)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.value(value)
    }

    fn end(self) -> Result<Holds, Error> {
        Ok(self.finish())
    }
}

impl SerializeStruct for Fields<'_> {
    type Ok = Holds;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.name(name)?;
        self.value(value)
    }

    fn end(self) -> Result<Holds, Error> {
        Ok(self.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::written;
    use proptest::prelude::*;
    use serde::Serialize;
    use serde_json::{Map, Value, json};

    fn text_of(value: &impl Serialize) -> String {
        String::from_utf8(written(vec![], value)).unwrap()
    }

    #[derive(Serialize)]
    struct Numbers {
        small: i16,
        large: i64,
        none: Option<i64>,
        some: Option<u64>,
    }

    #[test]
    fn there_is_one_way_to_write_a_value() {
        let value = json!({"b": ["1", null, {"y": "\"ü\n", "x": null}], "a": {"n": null, "l": []}, "d": false});
        assert_eq!(text_of(&value), "{\"b\":[\"1\",null,{\"y\":\"\\\"ü\\n\"}],\"d\":false}");
        assert_eq!(text_of(&json!({"ab": "", "a": "", "a!": ""})), r#"{"a":"","a!":"","ab":""}"#);
        assert_eq!(text_of(&json!({"a": {}})), "{}");
        let numbers = Numbers { small: -5, large: i64::MIN, none: None, some: Some(0) };
        assert_eq!(text_of(&numbers), r#"{"large":-9223372036854775808,"small":-5,"some":0}"#);
    }

    /// What is not empty, whose serialised keys `serde_json` sorts by their bytes.
    fn pruned(value: Value) -> Value {
        match value {
            Value::Object(fields) => {
                let fields = fields.into_iter().map(|(name, value)| (name, pruned(value)));
                Value::Object(fields.filter(|(_, value)| !is_empty(value)).collect::<Map<_, _>>())
            }
            Value::Array(items) => Value::Array(items.into_iter().map(pruned).collect()),
            plain => plain,
        }
    }

    fn is_empty(value: &Value) -> bool {
        match value {
            Value::Null => true,
            Value::Array(items) => items.is_empty(),
            Value::Object(fields) => fields.is_empty(),
            _ => false,
        }
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            "[ -~ü\"\\\\\n]{0,4}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 5, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::btree_map("[a-c!_]{1,3}", inner, 0..5)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn it_is_the_text_of_the_tree_without_what_is_empty(value in values()) {
            prop_assert_eq!(text_of(&value), pruned(value).to_string());
        }
    }
}
