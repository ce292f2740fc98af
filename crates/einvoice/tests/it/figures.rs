//! What a document states is what net30 calculated, to the cent.

use crate::scenarios;
use net30_einvoice::document;

#[test]
fn the_figures_of_every_scenario_are_those_of_the_domain() {
    for (name, source) in scenarios::all() {
        let document = document(&source);
        let model = document.model();
        let money = |amount: net30_domain::money::Amount| amount.to_decimal(source.currency);
        let totals = &model.totals;
        assert_eq!(totals.line_total.into_decimal(), money(source.figures.subtotal), "{name}");
        assert_eq!(totals.taxable_total.into_decimal(), money(source.figures.net), "{name}");
        assert_eq!(
            totals.vat_total.unwrap_or_default().into_decimal(),
            money(source.figures.tax),
            "{name}"
        );
        assert_eq!(totals.gross_total.into_decimal(), money(source.figures.gross), "{name}");
        assert_eq!(totals.due.into_decimal(), money(source.figures.due), "{name}");
        for (line, given) in model.lines.iter().zip(&source.lines) {
            assert_eq!(line.net_amount.into_decimal(), money(given.net), "{name}");
            assert!(!line.price.net_price.is_negative(), "{name}: BR-27");
        }
    }
}

#[test]
fn a_price_with_tax_becomes_the_shortest_one_without() {
    use crate::documents::*;
    let content = net30_domain::document::Content {
        tax_included: true,
        ..content(vec![line("2", "11.90", &[vat("19")]), line("3", "9.99", &[vat("7")])])
    };
    let document = document(&source(content));
    let prices: Vec<String> =
        document.model().lines.iter().map(|line| line.price.net_price.to_string()).collect();
    assert_eq!(prices[0], "10");
    assert_eq!(prices[1], "9.3367");
}
