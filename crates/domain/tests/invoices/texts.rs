//! E-mail addresses, countries, languages.

use net30_domain::text::{Country, Email, Language, folded};

fn email(text: &str, good: bool) {
    assert_eq!(Email::parse(text).is_ok(), good, "{text:?}");
}

#[test]
fn an_address_is_what_a_mail_server_takes_and_no_header_can_be_made_of() {
    for text in [
        "ada@example.com",
        "  ada@example.com\n",
        "ada.l+invoices@mail.example.co.uk",
        "o'brien@example.ie",
        "ünïcode@exämple.de",
        "ada@localhost",
        "_@1.example",
    ] {
        email(text, true);
    }
    for text in [
        "",
        "ada",
        "@example.com",
        "ada@",
        "ada@@example.com",
        "a b@example.com",
        "ada@exam ple.com",
        "Ada <ada@example.com>",
        "ada@example.com, eve@example.com",
        "ada@example.com;eve@example.com",
        "ada@example.com\r\nBcc: eve@example.com",
        "ada\0@example.com",
        ".ada@example.com",
        "ada.@example.com",
        "a..da@example.com",
        "ada@example..com",
        "ada@.example.com",
        "ada@example.com.",
        "ada@-example.com",
        "ada@example-.com",
        "\"ada\"@example.com",
        "ada@[127.0.0.1]",
        "ada\u{a0}l@example.com",
    ] {
        email(text, false);
    }
}

#[test]
fn an_address_has_parts_of_limited_length() {
    let with = |local: usize, labels: &[usize]| {
        let domain: Vec<_> = labels.iter().map(|length| "d".repeat(*length)).collect();
        format!("{}@{}", "l".repeat(local), domain.join("."))
    };
    email(&with(64, &[63, 63, 61]), true);
    email(&with(64, &[63, 63, 62]), false);
    email(&with(65, &[3]), false);
    email(&with(1, &[64, 3]), false);
    email(&"a".repeat(1_000_000), false);
}

#[test]
fn an_address_is_kept_as_given_and_compared_in_lower_case() {
    let address = Email::parse(" Ada@Example.COM ").expect("an address");
    assert_eq!(address.as_str(), "Ada@Example.COM");
    assert_eq!(address.folded(), "ada@example.com");
}

#[test]
fn a_country_is_one_of_iso_3166() {
    for (text, code) in [("US", "US"), ("de", "DE"), (" Fr ", "FR"), ("gb", "GB"), ("TW", "TW")] {
        assert_eq!(Country::parse(text).expect("a country").code(), code);
    }
    for text in ["", "U", "USA", "UK", "XX", "EU", "D E", "DÉ", "ＤＥ", "D\0"] {
        assert!(Country::parse(text).is_err(), "{text:?}");
    }
    let letter = |code| Country::parse(code).expect("a country").uses_letter_paper();
    assert!(letter("US") && letter("CA") && !letter("DE") && !letter("JP"));
}

#[test]
fn a_language_is_one_of_twenty_two() {
    assert_eq!(Language::ALL.len(), 22);
    for language in Language::ALL {
        assert_eq!(Language::parse(&language.code().to_uppercase()), Ok(*language));
    }
    for text in ["", "english", "xx", "de-DE"] {
        assert!(Language::parse(text).is_err(), "{text:?}");
    }
}

#[test]
fn text_is_folded_for_search() {
    assert_eq!(folded("  Ada\t LOVELACE\n& Söhne "), "ada lovelace & sohne");
    assert_eq!(folded(" \u{2003} "), "");
}
