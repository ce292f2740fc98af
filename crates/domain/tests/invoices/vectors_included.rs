//! The vectors of prices that include tax: discount and charge are what the customer pays too.

use crate::document::{amount, currency, decimal, discount, document, line, percent, total, vat};
use net30_domain::{
    document::{Content, ExtraCharge, Line},
    money::Amount,
    tax::Rate,
    totals::Inclusive,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    id: String,
    currency: String,
    items: Vec<Item>,
    discount_type: Option<String>,
    discount_value: Option<String>,
    charge: Option<Charge>,
    expected: Figures,
}

#[derive(Deserialize)]
struct Item {
    quantity: String,
    unit_price: String,
    tax: String,
    base_quantity: Option<String>,
    flat_fee: Option<String>,
    discount_type: Option<String>,
    discount_value: Option<String>,
}

#[derive(Deserialize)]
struct Charge {
    r#type: String,
    value: String,
}

#[derive(Deserialize)]
struct Figures {
    gross_subtotal: String,
    gross_discount: String,
    gross_charges: String,
    taxes: Vec<TaxFigures>,
    net: String,
    tax: String,
    total: String,
}

#[derive(Deserialize)]
struct TaxFigures {
    rate: String,
    base: String,
    amount: String,
    gross: String,
}

fn rate(kind: &str, value: &str) -> Rate {
    if kind == "percentage" { percent(value) } else { amount(value) }
}

fn rate_of(kind: Option<&String>, value: Option<&String>) -> Option<Rate> {
    Some(rate(kind?, value?))
}

fn line_of(item: &Item) -> Line {
    let mut line = line(&item.quantity, &item.unit_price, &[vat(&item.tax)]);
    if let Some(base_quantity) = &item.base_quantity {
        line.base_quantity = decimal(base_quantity);
    }
    line.flat_fee = item.flat_fee.as_deref().map(decimal);
    line.discount =
        rate_of(item.discount_type.as_ref(), item.discount_value.as_ref()).map(discount);
    line
}

fn content_of(vector: &Vector) -> Content {
    let mut content = document(vector.items.iter().map(line_of).collect());
    content.currency = currency(&vector.currency);
    content.tax_included = true;
    content.adjustments.discount =
        rate_of(vector.discount_type.as_ref(), vector.discount_value.as_ref()).map(discount);
    content.adjustments.extra_charge = vector.charge.as_ref().map(|charge| ExtraCharge {
        rate: rate(&charge.r#type, &charge.value),
        name: None,
        code: None,
    });
    content
}

#[test]
fn discount_and_charge_are_what_the_customer_pays() {
    let file: File =
        serde_json::from_str(include_str!("../../vectors_included.json")).expect("valid JSON");
    assert_eq!(file.vectors.len(), 16);
    for vector in &file.vectors {
        let (id, expected) = (&vector.id, &vector.expected);
        let content = content_of(vector);
        let totals = total(&content);
        let same = |what: &str, found: Amount, expected: &str| {
            let found = found.to_decimal(content.currency).to_string();
            assert_eq!(found, expected, "{id}: {what}");
        };
        let Inclusive { subtotal, discount, charges } =
            totals.inclusive.expect("prices include tax");
        same("gross subtotal", subtotal, &expected.gross_subtotal);
        same("gross discount", discount, &expected.gross_discount);
        same("gross charges", charges, &expected.gross_charges);
        same("net", totals.net, &expected.net);
        same("tax", totals.tax, &expected.tax);
        same("total", totals.total, &expected.total);
        assert_eq!(totals.contradiction(), None, "{id}");
        assert_eq!(totals.taxes.len(), expected.taxes.len(), "{id}");
        for expected in &expected.taxes {
            let found = totals.taxes.iter().find(|tax| tax.rate == percent(&expected.rate));
            let found = found.unwrap_or_else(|| panic!("{id}: no {} %", expected.rate));
            same("base", found.base, &expected.base);
            same("tax of a rate", found.amount, &expected.amount);
            same("paid at a rate", found.base + found.amount, &expected.gross);
        }
    }
}
