//! Reads JSON so that all faults of a body are found at once, each with a pointer into the caller's own body.
//!
//! Numbers keep their text until `net30_domain::money::parse_decimal` reads it: they never pass through binary
//! floating point.

mod date;
mod item;
mod nearest;
mod reader;
#[cfg(test)]
mod tests;

pub use date::{parse_date, parse_timestamp};
pub use item::Item;
pub use item::{choose, number_fault, unprintable};
pub use nearest::nearest;
pub use reader::Reader;

use crate::problem::{Problem, Result};
use axum::http::{HeaderValue, StatusCode};
use net30_domain::fault::{Fault, Faults};
use serde::Serialize;
use serde_json::Value;
use std::{cell::RefCell, fmt::Write, rc::Rc};

/// Most levels of a body.
pub const NESTING_MAX: usize = 64;
/// Most faults and unknown fields that are kept of one body.
const KEPT_MAX: usize = 1000;
/// Most bytes of the header that names ignored fields.
const IGNORED_HEADER_BYTES_MAX: usize = 2000;

/// Whether the names of fields are taken exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `unitPrice` is not `UnitPrice`.
    Exact,
    /// Upper and lower case are the same, as in .NET.
    Any,
}

/// What happens to fields that nobody asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// They are faults.
    Refuse,
    /// They are ignored, and named to the client.
    Name,
}

/// The JSON of what we write ourselves.
///
/// # Panics
/// Never: structs, texts, numbers and maps by text serialise.
pub fn written(wire: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(wire).expect("structs, texts and numbers serialise")
}

/// Collects the faults of one body.
#[derive(Debug, Default)]
pub struct Sink {
    faults: RefCell<Faults>,
    unknown: RefCell<Vec<Unasked>>,
}

/// A field that nobody asked for.
#[derive(Debug)]
struct Unasked {
    pointer: String,
    /// The field that was meant, if one is near.
    meant: Option<&'static str>,
}

impl Sink {
    fn fault(&self, pointer: String, code: &'static str, message: impl Into<String>) {
        let mut faults = self.faults.borrow_mut();
        // A value may be looked at twice.
        let is_known = |known: &Fault| known.pointer == pointer && known.code == code;
        if faults.len() < KEPT_MAX && !faults.iter().any(is_known) {
            faults.push(Fault::new(pointer, code, message));
        }
    }

    fn unknown(&self, pointer: String, meant: Option<&'static str>) {
        let mut unknown = self.unknown.borrow_mut();
        if unknown.len() < KEPT_MAX {
            unknown.push(Unasked { pointer, meant });
        }
    }
}

/// Where a value is: the pointer of its parent, and the step to it.
#[derive(Clone, Debug)]
pub struct Pointer<'v> {
    base: Rc<str>,
    step: Step<'v>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'v> {
    Key(&'v str),
    Index(usize),
}

impl std::fmt::Display for Pointer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.base)?;
        match self.step {
            Step::Index(index) => write!(f, "/{index}"),
            Step::Key(key) => {
                f.write_char('/')?;
                for part in key.chars() {
                    match part {
                        '~' => f.write_str("~0")?,
                        '/' => f.write_str("~1")?,
                        other => f.write_char(other)?,
                    }
                }
                Ok(())
            }
        }
    }
}

/// The body of a request as JSON.
pub struct Body;

impl Body {
    /// Parses the bytes of a body; whether it is the object that a route wants is for [`read`] to say.
    ///
    /// # Errors
    /// 400 if it is empty, not UTF-8, not JSON, or nested deeper than [`NESTING_MAX`]; 422 if it is no object.
    pub fn parse(bytes: &[u8]) -> Result<Value> {
        let malformed =
            |detail: String| Problem::new(StatusCode::BAD_REQUEST, "malformed_json", detail);
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(malformed("the body is empty; a JSON object is needed".to_owned()));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| {
            malformed(format!("the body is not UTF-8: byte {} is wrong", error.valid_up_to()))
        })?;
        if nesting(text.as_bytes()) > NESTING_MAX {
            let detail = format!("the body is nested deeper than {NESTING_MAX} levels");
            return Err(Problem::new(StatusCode::BAD_REQUEST, "nesting_too_deep", detail));
        }
        // A byte order mark is no JSON, but .NET clients send it (RFC 8259, 8.1: may be ignored).
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let value: Value = serde_json::from_str(text)
            .map_err(|error| malformed(format!("the body is not JSON: {error}")))?;
        if value.is_object() {
            Ok(value)
        } else {
            let message = format!("must be an object, not {}", kind_of(&value));
            Err(Problem::invalid_body(vec![Fault::new("", "type", message)]))
        }
    }
}

/// Reads a whole body: what `reading` makes of it, and the pointers of the fields that nobody asked for.
///
/// # Errors
/// 422 with every fault, and with every unknown field if those are refused.
pub fn read<T>(
    body: &Value,
    case: Case,
    unknown: Unknown,
    reading: impl FnOnce(&Reader<'_>) -> T,
) -> Result<(T, Vec<String>)> {
    let (made, faults, names) = collect(body, case, unknown, reading);
    match made {
        Some(made) if faults.is_empty() => Ok((made, names)),
        _ => Err(Problem::invalid_body(faults)),
    }
}

/// As [`read`], for callers that have more faults to add.
pub fn collect<T>(
    body: &Value,
    case: Case,
    unknown: Unknown,
    reading: impl FnOnce(&Reader<'_>) -> T,
) -> (Option<T>, Faults, Vec<String>) {
    let sink = Sink::default();
    let made = Reader::root(body, case, &sink).map(|reader| reading(&reader));
    let Sink { faults, unknown: unasked } = sink;
    let (mut faults, unasked) = (faults.into_inner(), unasked.into_inner());
    if unknown == Unknown::Refuse {
        let fault = |field: &Unasked| {
            let message = is_not_here("field", field.meant);
            Fault::new(field.pointer.clone(), "unknown_field", message)
        };
        faults.extend(unasked.iter().map(fault));
    }
    (made, faults, unasked.into_iter().map(|field| field.pointer).collect())
}

/// Words that a name means nothing, and which one was meant.
#[must_use]
pub fn is_not_here(noun: &str, meant: Option<&str>) -> String {
    match meant {
        Some(meant) => format!("is not a {noun} here; did you mean `{meant}`?"),
        None => format!("is not a {noun} here"),
    }
}

/// The header `X-Ignored-Fields`: the pointers, separated by commas, cut where it grows too long.
#[must_use]
pub fn ignored_fields(pointers: &[String]) -> Option<HeaderValue> {
    let mut text = String::new();
    for pointer in pointers {
        let escaped =
            percent_encoding::utf8_percent_encode(pointer, &ESCAPED_IN_HEADER).to_string();
        if text.len() + escaped.len() + 2 > IGNORED_HEADER_BYTES_MAX {
            break;
        }
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(&escaped);
    }
    if text.is_empty() { None } else { HeaderValue::from_str(&text).ok() }
}

const ESCAPED_IN_HEADER: percent_encoding::AsciiSet =
    percent_encoding::CONTROLS.add(b' ').add(b',').add(b'%').add(b'"');

/// How deep the brackets of a JSON text are nested, whether or not it is well-formed.
fn nesting(text: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut in_string, mut escaped) = (false, false);
    for byte in text {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// What a value is, for messages.
fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
