//! Decimals, amounts, currencies, categories: read exactly, or refused by name.

use crate::document::{amount, currency, decimal, percent};
use net30_domain::{
    Decimal,
    money::{Amount, Currency, NumberError, parse_decimal},
    tax::{Category, Rate},
};

fn read(text: &str, expected: &str) {
    let found = parse_decimal(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(found, decimal(expected), "{text}");
}

fn refused(text: &str, expected: NumberError) {
    assert_eq!(parse_decimal(text), Err(expected), "{text:.40}");
}

const MANY: NumberError = NumberError::TooManyDecimals { max: 8 };

#[test]
fn a_number_is_read_as_it_is_written() {
    read("150", "150");
    read("150.00", "150");
    read("-0.5", "-0.5");
    read("1.5e2", "150");
    read("1.5E+2", "150");
    read("15e-1", "1.5");
    read("0.00000001", "0.00000001");
    read("1e-8", "0.00000001");
    read("10e-9", "0.00000001");
    read("999999999999999.99999999", "999999999999999.99999999");
    read("1e14", "100000000000000");
    read("000000000000000000000000000001", "1");
    read("1.00000000000000000000000000000000000000", "1");
    read("0e400", "0");
    read("0e-400", "0");
    read("0.0000000000000000000000000000e5", "0");
}

#[test]
fn minus_zero_is_zero() {
    read("-0", "0");
    read("-0.00", "0");
    assert!(!parse_decimal("-0").expect("a number").is_sign_negative());
}

#[test]
fn what_is_no_number_is_refused() {
    for text in [
        "", " ", "-", "--1", "+1", ".", "1.", ".5", "-.5", "1.2.3", "1,5", "1 000", " 1", "1 ",
        "NaN", "nan", "Infinity", "-inf", "0x1", "0b1", "1_000", "１", "٣", "1e", "e5", "1e5.5",
        "1e+", "1e1e1", "1e ", "½", "1\0", "true", "null", "\"1\"", "1e１",
    ] {
        refused(text, NumberError::NotANumber);
    }
}

#[test]
fn a_number_beyond_the_limits_is_refused_by_name() {
    refused("1e400", NumberError::TooLarge);
    refused("-1e400", NumberError::TooLarge);
    refused("1e15", NumberError::TooLarge);
    refused("1000000000000000", NumberError::TooLarge);
    refused("1e99999999999999999999", NumberError::TooLarge);
    refused("1e-9", MANY);
    refused("0.000000001", MANY);
    refused("0.12345678901234567890", MANY);
    refused("1e-99999999999999999999", MANY);
    refused(&"9".repeat(1_000_000), NumberError::TooLarge);
    refused(&format!("0.{}", "1".repeat(1_000_000)), MANY);
    refused(&format!("1e{}", "9".repeat(1_000_000)), NumberError::TooLarge);
    refused(&"x".repeat(1_000_000), NumberError::NotANumber);
    read(&format!("{}1", "0".repeat(100_000)), "1");
}

#[test]
fn refusals_of_numbers_have_codes() {
    let codes = [NumberError::NotANumber, MANY, NumberError::TooLarge].map(NumberError::code);
    assert_eq!(codes, ["not_a_number", "too_many_decimals", "too_large"]);
}

#[test]
fn an_amount_is_exact_in_its_currency() {
    let of = |value: &str, code| Amount::from_decimal(decimal(value), currency(code));
    assert_eq!(of("1.23", "EUR"), Ok(Amount(123)));
    assert_eq!(of("1.230", "EUR"), Ok(Amount(123)));
    assert_eq!(of("-1.2", "EUR"), Ok(Amount(-120)));
    assert_eq!(of("1.234", "EUR"), Err(NumberError::TooManyDecimals { max: 2 }));
    assert_eq!(of("1.234", "KWD"), Ok(Amount(1234)));
    assert_eq!(of("5", "JPY"), Ok(Amount(5)));
    assert_eq!(of("5.5", "JPY"), Err(NumberError::TooManyDecimals { max: 0 }));
    assert_eq!(of("999999999999999.99", "EUR"), Ok(Amount(99_999_999_999_999_999)));
    assert_eq!(of("1000000000000000", "EUR"), Err(NumberError::TooLarge));
    assert_eq!(of("999999999999999.999", "KWD"), Ok(Amount(999_999_999_999_999_999)));
    for code in ["EUR", "JPY", "KWD", "CLF"] {
        assert_eq!(Amount::from_decimal(Decimal::MAX, currency(code)), Err(NumberError::TooLarge));
        assert_eq!(Amount::from_decimal(Decimal::MIN, currency(code)), Err(NumberError::TooLarge));
    }
}

#[test]
fn an_amount_is_written_with_its_currency_s_decimals() {
    let written = |minor, code| Amount(minor).to_decimal(currency(code)).to_string();
    assert_eq!(written(15_000, "USD"), "150.00");
    assert_eq!(written(150, "JPY"), "150");
    assert_eq!(written(-5, "KWD"), "-0.005");
    assert_eq!(written(0, "EUR"), "0.00");
}

#[test]
fn a_currency_is_one_of_iso_4217_with_something_to_count() {
    assert_eq!(Currency::parse(" eur ").map(Currency::code), Some("EUR"));
    for code in ["", "EURO", "XXQ", "EÜR", "X"] {
        assert_eq!(Currency::parse(code), None, "{code}");
    }
    assert_eq!(Currency::parse("XAU"), None);
}

#[test]
fn a_category_is_read_by_its_code_and_guessed_by_its_rate() {
    for category in Category::ALL {
        assert_eq!(Category::parse(category.code()), Some(category));
    }
    for code in ["", "s", "XX", "B"] {
        assert_eq!(Category::parse(code), None, "{code}");
    }
    assert_eq!(Category::default_of(percent("19")), Category::Standard);
    assert_eq!(Category::default_of(percent("0.00")), Category::Zero);
    assert_eq!(Category::default_of(amount("5")), Category::Standard);
    assert_eq!(Rate::Amount(decimal("5")).value(), decimal("5"));
    let positive = Category::ALL.map(Category::wants_positive_rate);
    let none = Some(false);
    assert_eq!(positive, [Some(true), none, none, none, none, none, none, None, None]);
}
