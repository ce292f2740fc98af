//! The taxes that can be chosen: those of the account's table, those that are usual in its country, and those that the
//! document has.

use super::typed::Typed;
use crate::app::fields::Choice;
use net30_domain::{
    Decimal,
    tax::{Rate, Tax, TaxDefinition},
    text::{Country, Language},
};
use net30_words::Formats;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What tax on sales is called in a country, and its usual rates.
const USUAL: [(&str, &str, &[&str]); 26] = [
    ("AT", "USt", &["20", "13", "10"]),
    ("AU", "GST", &["10"]),
    ("BE", "BTW", &["21", "12", "6"]),
    ("BG", "ДДС", &["20", "9"]),
    ("CH", "MWST", &["8.1", "2.6", "3.8"]),
    ("CZ", "DPH", &["21", "12"]),
    ("DE", "USt", &["19", "7"]),
    ("DK", "moms", &["25"]),
    ("EE", "KM", &["24", "13", "9"]),
    ("ES", "IVA", &["21", "10", "4"]),
    ("FI", "ALV", &["25.5", "13.5"]),
    ("FR", "TVA", &["20", "10", "5.5"]),
    ("GB", "VAT", &["20", "5"]),
    ("HU", "ÁFA", &["27", "18", "5"]),
    ("IE", "VAT", &["23", "13.5", "9"]),
    ("IT", "IVA", &["22", "10", "4"]),
    ("JP", "消費税", &["10", "8"]),
    ("LT", "PVM", &["21", "9"]),
    ("LU", "TVA", &["17", "14", "8"]),
    ("LV", "PVN", &["21", "12"]),
    ("NL", "btw", &["21", "9"]),
    ("NZ", "GST", &["15"]),
    ("PL", "VAT", &["23", "8", "5"]),
    ("PT", "IVA", &["23", "13", "6"]),
    ("RO", "TVA", &["21", "11"]),
    ("SE", "moms", &["25", "12", "6"]),
];

/// What a tax is called that is given by its rate alone.
pub(super) fn usual_name(country: Option<Country>, language: Language) -> &'static str {
    let own = country.and_then(|country| USUAL.iter().find(|(code, _, _)| *code == country.code()));
    match (own, language) {
        (Some((_, name, _)), _) => name,
        (None, Language::De) => "USt",
        (None, _) => "VAT",
    }
}

/// The fields in which the taxes of a line are chosen, in their order, and those for rates that are typed.
pub(super) const OF_LINE: [(&str, &str); 3] =
    [("tax", "tax_rate"), ("tax2", "tax2_rate"), ("tax3", "tax3_rate")];

/// A tax that can be chosen, and what the field says of it.
pub(super) struct Offer {
    value: String,
    text: String,
}

/// The taxes that an account offers.
pub(super) fn offers(
    table: &[TaxDefinition],
    country: Option<Country>,
    name: &str,
    formats: &Formats,
) -> Vec<Offer> {
    let of_table = table
        .iter()
        .map(|entry| Offer { value: entry.id.to_string(), text: worded(&entry.tax, formats) });
    let mut offers: Vec<Offer> = of_table.collect();
    let own = country.and_then(|country| USUAL.iter().find(|(code, _, _)| *code == country.code()));
    let rates = own.map_or(&[][..], |(_, _, rates)| *rates).iter().chain(&["0"]);
    for rate in rates {
        let value: Decimal = rate.parse().unwrap_or_default();
        let is_there = table.iter().any(|entry| entry.tax.rate == Rate::Percentage(value));
        if !is_there {
            let tax = json!([{"name": name, "type": "percentage", "value": rate}]);
            let text = format!("{name} {}", formats.percentage(value));
            offers.push(Offer { value: tax.to_string(), text });
        }
    }
    offers
}

fn worded(tax: &Tax, formats: &Formats) -> String {
    match tax.rate {
        Rate::Percentage(value) => format!("{} {}", tax.name, formats.percentage(value)),
        Rate::Amount(value) => format!("{} {}", tax.name, formats.quantity(value)),
    }
    .trim()
    .to_owned()
}

/// The choices of a field; what is chosen is one of them, whatever it is.
pub(super) fn choices(offers: &[Offer], chosen: &str, formats: &Formats) -> Vec<Choice> {
    let chosen = chosen.trim();
    let mut choices: Vec<Choice> = offers
        .iter()
        .map(|offer| Choice {
            value: offer.value.clone(),
            text: offer.text.clone(),
            is_chosen: offer.value == chosen,
        })
        .collect();
    let is_own = !["", "none", "other"].contains(&chosen);
    if is_own && !choices.iter().any(|choice| choice.is_chosen) {
        let text = spelt(chosen, formats).unwrap_or_else(|| chosen.to_owned());
        let own = Choice { value: chosen.to_owned(), text, is_chosen: true };
        // What the document has is a copy of its own, which reads as what is offered.
        match choices.iter_mut().find(|choice| choice.text == own.text) {
            Some(same) => *same = own,
            None => choices.push(own),
        }
    }
    choices
}

/// What taxes say that are spelt out.
pub(super) fn spelt(chosen: &str, formats: &Formats) -> Option<String> {
    let taxes: Value = serde_json::from_str(chosen).ok()?;
    let one = |tax: &Value| {
        let name = tax.get("name").and_then(Value::as_str).unwrap_or_default();
        let value = tax.get("value")?;
        let value: Decimal =
            value.as_str().map_or_else(|| value.to_string(), str::to_owned).parse().ok()?;
        let is_amount = tax.get("type").and_then(Value::as_str) == Some("amount");
        let rate = if is_amount { formats.quantity(value) } else { formats.percentage(value) };
        Some(format!("{name} {rate}").trim().to_owned())
    };
    let said: Option<Vec<String>> = taxes.as_array()?.iter().map(one).collect();
    said.map(|said| said.join(" + "))
}

/// Whether any tax that is chosen takes nothing, so that a reason belongs to it.
pub(super) fn takes_nothing(typed: &Typed, table: &[TaxDefinition]) -> bool {
    let is_zero = |text: &str| text.parse::<Decimal>().is_ok_and(|value| value.is_zero());
    let keys = typed.keys();
    let of_line = |key: &String| {
        OF_LINE.map(|(tax, rate)| {
            (typed.of_line(key, tax).to_owned(), typed.of_line(key, rate).to_owned())
        })
    };
    let all: BTreeSet<(String, String)> = keys
        .iter()
        .flat_map(of_line)
        .chain([(typed.text("tax").to_owned(), typed.text("tax_rate").to_owned())])
        .collect();
    all.iter().any(|(tax, rate)| match tax.as_str() {
        "" | "none" => false,
        "other" => is_zero(rate.trim()),
        text => match serde_json::from_str::<Value>(text) {
            Ok(Value::Array(taxes)) => taxes.iter().any(|tax| {
                tax.get("value").is_some_and(|value| {
                    is_zero(&value.as_str().map_or_else(|| value.to_string(), str::to_owned))
                })
            }),
            _ => table
                .iter()
                .any(|entry| entry.id.to_string() == text && entry.tax.rate.value().is_zero()),
        },
    })
}

/// How taxes are named in the field in which they are chosen: spelt out, since a document keeps its own copy.
pub(super) fn chosen(taxes: &[Value]) -> String {
    if taxes.is_empty() { String::new() } else { Value::from(taxes).to_string() }
}

/// How the account's usual taxes are chosen.
pub(super) fn of_account(taxes: &[Tax]) -> String {
    let one = |tax: &Tax| {
        let (kind, value) = match tax.rate {
            Rate::Percentage(value) => ("percentage", value),
            Rate::Amount(value) => ("amount", value),
        };
        let mut spelt = json!({
            "name": tax.name, "type": kind, "value": value.normalize().to_string(), "category": tax.category.code(),
        });
        if let Some(reason) = &tax.exemption_reason {
            spelt["exemption_reason"] = json!(reason);
        }
        if tax.compound {
            spelt["compound"] = json!(true);
        }
        if let Some(id) = tax.id {
            spelt["id"] = json!(id.to_string());
        }
        spelt
    };
    let spelt: Vec<Value> = taxes.iter().map(one).collect();
    if spelt.is_empty() { "none".to_owned() } else { chosen(&spelt) }
}
