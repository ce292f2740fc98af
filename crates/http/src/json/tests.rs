//! Every kind of bad value is named, and good values come through exactly.

use super::*;
use net30_app::Field;
use net30_domain::{Decimal, id::CustomerId};
use serde_json::json;

fn faults<T>(body: &str, case: Case, reading: impl FnOnce(&Reader<'_>) -> T) -> Vec<String> {
    let value = Body::parse(body.as_bytes()).unwrap();
    match read(&value, case, Unknown::Refuse, reading) {
        Ok(_) => Vec::new(),
        Err(problem) => problem
            .errors
            .iter()
            .map(|entry| match &entry.place {
                crate::problem::Place::Pointer(pointer) => format!("{pointer} {}", entry.code),
                other => format!("{other:?}"),
            })
            .collect(),
    }
}

fn value_of<T>(body: &str, reading: impl FnOnce(&Reader<'_>) -> Field<T>) -> Field<T> {
    let value = Body::parse(body.as_bytes()).unwrap();
    read(&value, Case::Exact, Unknown::Refuse, reading).unwrap().0
}

fn refused(bytes: &[u8]) -> (u16, &'static str) {
    let problem = Body::parse(bytes).unwrap_err();
    (problem.status.as_u16(), problem.code)
}

#[test]
fn a_body_that_is_no_json_object_is_refused_by_kind() {
    assert_eq!(refused(b""), (400, "malformed_json"));
    assert_eq!(refused(b"  \n"), (400, "malformed_json"));
    assert_eq!(refused(b"{\"a\": \"\xff\"}"), (400, "malformed_json"));
    assert_eq!(refused(b"{\"a\": 1,}"), (400, "malformed_json"));
    assert_eq!(refused(b"{\"a\": NaN}"), (400, "malformed_json"));
    assert_eq!(refused(b"{} {}"), (400, "malformed_json"));
    assert_eq!(refused(br#"{"a": "\ud800"}"#), (400, "malformed_json"));
    assert_eq!(refused("[".repeat(2000).as_bytes()), (400, "nesting_too_deep"));
    let deep = format!("{{\"a\": {}{}}}", "[".repeat(64), "]".repeat(64));
    assert_eq!(refused(deep.as_bytes()), (400, "nesting_too_deep"));
    assert_eq!(refused(b"[1]"), (422, "validation_failed"));
    assert_eq!(refused(b"null"), (422, "validation_failed"));
}

#[test]
fn brackets_in_texts_are_no_nesting() {
    let body = format!("{{\"a\": \"\\\"{}\"}}", "[".repeat(100));
    assert!(Body::parse(body.as_bytes()).is_ok());
}

#[test]
fn a_decimal_is_read_as_written() {
    let exact = |text: &str| Field::Value(text.parse::<Decimal>().unwrap());
    assert_eq!(value_of(r#"{"a": 0.1}"#, |r| r.decimal("a")), exact("0.1"));
    assert_eq!(value_of(r#"{"a": "150.00"}"#, |r| r.decimal("a")), exact("150"));
    assert_eq!(value_of(r#"{"a": 1.5e2}"#, |r| r.decimal("a")), exact("150"));
    let large = value_of(r#"{"a": 123456789012345.12345678}"#, |r| r.decimal("a"));
    assert_eq!(large, exact("123456789012345.12345678"));
    for (text, code) in [
        ("1e400", "too_large"),
        ("1e-400", "too_many_decimals"),
        ("0.12345678901234567890", "too_many_decimals"),
        ("\"\"", "not_a_number"),
        ("\"1,5\"", "not_a_number"),
        ("\"0x10\"", "not_a_number"),
        ("\"NaN\"", "not_a_number"),
        ("true", "type"),
        ("[1]", "type"),
    ] {
        let found = faults(&format!("{{\"a\": {text}}}"), Case::Exact, |r| r.decimal("a"));
        assert_eq!(found, [format!("/a {code}")], "{text}");
    }
}

#[test]
fn all_faults_are_found_at_once() {
    let body = r#"{
        "customer": {"email": "nobody", "country": "XX"},
        "items": [{"price": "x"}, 7, {"price": 1, "a/b~c": 1}],
        "date": "2025-02-30", "currency": "EURO", "lang": "xx", "id": "1", "count": 1.5,
        "flag": "yes", "kind": "c", "name": "\u0000", "extra": 1
    }"#;
    let found = faults(body, Case::Exact, |reader| {
        if let Field::Value(customer) = reader.object("customer") {
            let _ = (customer.email("email"), customer.country("country"));
        }
        for item in reader.array("items", 1..=3).value().unwrap_or_default() {
            if let Field::Value(line) = item.object() {
                let _ = line.decimal("price");
            }
        }
        let _ = (reader.date("date"), reader.currency("currency"), reader.language("lang"));
        let _ = (reader.id::<CustomerId>("id"), reader.integer("count", 0..=9));
        let _ = (reader.boolean("flag"), reader.choice("kind", &[("a", 1), ("b", 2)]));
        let _ = (reader.text("name", 10), reader.required_text("title", 10));
    });
    assert_eq!(
        found,
        [
            "/customer/email invalid_email",
            "/customer/country unknown_country",
            "/items/0/price not_a_number",
            "/items/1 type",
            "/date invalid_date",
            "/currency unknown_currency",
            "/lang unknown_language",
            "/id invalid_id",
            "/count not_an_integer",
            "/flag type",
            "/kind invalid_choice",
            "/name invalid_text",
            "/title required",
            "/items/2/a~1b~0c unknown_field",
            "/extra unknown_field",
        ]
    );
}

#[test]
fn absent_null_and_given_are_told_apart() {
    let body = r#"{"null": null, "given": "ä"}"#;
    let value = Body::parse(body.as_bytes()).unwrap();
    let ((absent, null, given), unknown) = read(&value, Case::Exact, Unknown::Name, |reader| {
        (reader.text("absent", 1), reader.text("null", 1), reader.text("given", 1))
    })
    .unwrap();
    assert_eq!((absent, null, given), (Field::Absent, Field::Null, Field::Value("ä".to_owned())));
    assert!(unknown.is_empty());
}

#[test]
fn names_in_any_case_keep_the_callers_spelling() {
    let body = r#"{"UnitPRICE": "x", "Other": 1}"#;
    let found = faults(body, Case::Any, |reader| reader.decimal("unitPrice"));
    assert_eq!(found, ["/UnitPRICE not_a_number", "/Other unknown_field"]);
}

#[test]
fn an_unknown_field_near_a_known_one_names_it() {
    let value = Body::parse(br#"{"unitPrice": 1, "name": "x", "color": 1}"#).unwrap();
    let problem = read(&value, Case::Exact, Unknown::Refuse, |reader| {
        reader.ignore(&["colors"]);
        let _ = (reader.decimal("unit_price"), reader.text("name", 5));
    })
    .unwrap_err();
    let messages: Vec<&str> = problem.errors.iter().map(|entry| entry.message.as_str()).collect();
    let meant = "is not a field here; did you mean `unit_price`?";
    // What is only passed over is no field that a client could mean.
    assert_eq!(messages, ["is not a field here", meant]);
}

#[test]
fn a_free_object_is_kept_as_json_within_its_limits() {
    let kept = value_of(r#"{"m": {"a": [1.50, null]}}"#, |r| r.free_object("m"));
    assert_eq!(kept, Field::Value(r#"{"a":[1.50,null]}"#.to_owned()));
    let many: serde_json::Map<_, _> = (0..51).map(|n| (n.to_string(), json!(1))).collect();
    for (metadata, code) in [
        (json!(many).to_string(), "too_many"),
        (json!({"a": "x".repeat(16 * 1024)}).to_string(), "too_long"),
        (r#"{"a": "\u0000"}"#.to_owned(), "invalid_text"),
        (r#"{"a": [{"b": 1e99999}]}"#.to_owned(), "too_large"),
        ("[]".to_owned(), "type"),
    ] {
        let body = format!("{{\"m\": {metadata}}}");
        assert_eq!(faults(&body, Case::Exact, |r| r.free_object("m")), [format!("/m {code}")]);
    }
}

#[test]
fn ignored_fields_fit_into_a_header() {
    assert_eq!(ignored_fields(&[]), None);
    let header = ignored_fields(&["/a b".to_owned(), "/ü,\r\n".to_owned()]).unwrap();
    assert_eq!(header, "/a%20b, /%C3%BC%2C%0D%0A");
    let many: Vec<String> = (0..1000).map(|n| format!("/field{n}")).collect();
    assert!(ignored_fields(&many).unwrap().len() <= IGNORED_HEADER_BYTES_MAX);
}

#[test]
fn what_clients_send_back_from_replies_can_be_passed_over() {
    let found =
        faults(r#"{"id": 1, "links": {"a": 1}}"#, Case::Exact, |r| r.ignore(&["id", "links"]));
    assert!(found.is_empty());
}
