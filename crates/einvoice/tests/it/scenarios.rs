//! What people invoice, each to be written in every format.

use crate::documents::{
    adjusted_by, amount, buyer, charge, content, credit_note, currency, day, decimal, discount,
    invoice, line, percent, seller, source, tax, text, vat,
};
use net30_domain::{
    bank::{BankAccount, BankCode},
    document::{
        Card, Classification, Content, DirectDebit, ItemReferences, Line, PrecedingDocument,
        SchemedId,
    },
    html::Html,
    money::Amount,
    tax::{Category, TaxRounding},
    text::Country,
};
use net30_einvoice::{Source, source::Payment};

/// A scenario: its name, and how it is made.
type Scenario = (&'static str, fn() -> Source);

/// One in each category of tax, with a credit note of all of it and one of a part.
const CATEGORIES: &[(&str, Category, &str)] = &[
    ("standard", Category::Standard, "19"),
    ("zero", Category::Zero, "0"),
    ("exempt", Category::Exempt, "0"),
    ("reverse-charge", Category::ReverseCharge, "0"),
    ("intra-community", Category::IntraCommunity, "0"),
    ("export", Category::Export, "0"),
    ("out-of-scope", Category::OutOfScope, "0"),
    ("igic", Category::Igic, "7"),
    ("ipsi", Category::Ipsi, "10"),
];

const SCENARIOS: &[Scenario] = &[
    ("two-rates", || source(two_rates())),
    ("discount-and-charge", || source(adjusted(two_rates()))),
    ("discount-and-charge-amounts", || source(adjusted_by_amounts(two_rates()))),
    ("mixed-categories", || source(adjusted(mixed()))),
    ("allowances-and-charges", || source(allowances_and_charges())),
    ("allowances-credit", || credit_note(allowances_and_charges(), &[])),
    ("allowances-credit-part", || credit_note(allowances_and_charges(), &[(1, "1"), (3, "1")])),
    ("included-allowances", || source(included(allowances_and_charges()))),
    ("item-references", || source(item_references())),
    ("line-discount", || source(line_discounts())),
    ("included", || source(included(two_rates()))),
    ("included-adjusted", || source(included(adjusted(two_rates())))),
    ("included-amounts", || source(included(adjusted_by_amounts(mixed())))),
    ("included-lines", || source(included(line_discounts()))),
    ("included-credit", || credit_note(included(adjusted(two_rates())), &[])),
    ("included-credit-part", || credit_note(included(adjusted(two_rates())), &[(2, "1")])),
    ("adjusted-credit", || credit_note(adjusted(mixed()), &[])),
    ("adjusted-credit-part", || credit_note(adjusted(mixed()), &[(1, "1"), (2, "1")])),
    ("prepaid", || source(two_rates()).prepaid(Amount(10_000))),
    ("prepaid-whole", paid_whole),
    ("rounding", rounded),
    ("transfer-abroad", transfer_abroad),
    ("direct-debit", direct_debit),
    ("card", card),
    ("cash", cash),
    ("early-payment", early_payment),
    ("yen", yen),
    ("negative-line", || source(negative_lines())),
    ("text-and-fee", || source(text_and_fee())),
    ("base-quantity", || source(base_quantity())),
    ("fractions", || source(fractions())),
    ("many-lines", || source(many(200))),
    ("line-rounding", line_rounding),
    ("notes", || source(noted())),
    ("ship-to", ship_to),
    ("america", america),
    ("preceding", preceding),
];

/// Every scenario by its name.
pub(crate) fn all() -> Vec<(String, Source)> {
    let mut all: Vec<(String, Source)> =
        SCENARIOS.iter().map(|(name, make)| ((*name).to_owned(), make())).collect();
    for (name, category, rate) in CATEGORIES {
        let content = content(vec![line("10", "99.95", &[tax(*category, rate)])]);
        all.push(((*name).to_owned(), source(content.clone())));
        all.push((format!("{name}-credit"), credit_note(content.clone(), &[])));
        all.push((format!("{name}-credit-part"), credit_note(content, &[(1, "3")])));
    }
    all
}

fn rounded() -> Source {
    let mut content = two_rates();
    content.adjustments.round_to = Some(decimal("0.05"));
    source(content)
}

fn early_payment() -> Source {
    let mut content = two_rates();
    content.payment_terms = Some(text("2/10 net 30"));
    content.terms = Some(Html::sanitised("<p>#SKONTO# is not this</p>"));
    source(content)
}

fn yen() -> Source {
    let mut content = content(vec![line("3", "1200", &[vat("10")]), line("1", "333", &[vat("8")])]);
    content.currency = currency("JPY");
    content.adjustments.discount = Some(discount(percent("5")));
    source(content)
}

fn negative_lines() -> Content {
    content(vec![
        line("10", "10", &[vat("19")]),
        line("1", "-20.50", &[vat("19")]),
        line("-2", "7", &[vat("7")]),
        line("5", "9", &[vat("7")]),
    ])
}

fn fractions() -> Content {
    content(vec![line("3", "33.33333333", &[vat("19")]), line("0.125", "7.77", &[vat("19")])])
}

fn line_rounding() -> Source {
    let mut content = many(12);
    content.tax_rounding = TaxRounding::Line;
    source(content)
}

fn preceding() -> Source {
    let mut source = source(two_rates());
    source.preceding = vec![PrecedingDocument { number: text("DEP-1"), issue_date: Some(day(1)) }];
    source
}

pub(crate) fn two_rates() -> Content {
    content(vec![line("2", "49.99", &[vat("19")]), line("3", "10.05", &[vat("7")])])
}

fn mixed() -> Content {
    content(vec![
        line("2", "49.99", &[vat("19")]),
        line("3", "10.05", &[vat("7")]),
        line("1", "30.01", &[tax(Category::Zero, "0")]),
        line("1", "12.34", &[tax(Category::Exempt, "0")]),
    ])
}

fn adjusted(mut content: Content) -> Content {
    content.adjustments.discount = Some(discount(percent("10")));
    content.adjustments.extra_charge = Some(charge(percent("3")));
    content
}

fn adjusted_by_amounts(mut content: Content) -> Content {
    content.adjustments.discount = Some(discount(amount("7.77")));
    content.adjustments.extra_charge = Some(charge(amount("4.99")));
    content
}

fn included(content: Content) -> Content {
    Content { tax_included: true, ..content }
}

fn line_discounts() -> Content {
    content(vec![
        Line { discount: Some(discount(percent("12.5"))), ..line("3", "33.33", &[vat("19")]) },
        Line {
            discount: Some(discount(amount("5"))),
            flat_fee: Some(decimal("9.90")),
            ..line("7", "1.11", &[vat("7")])
        },
        Line { discount: Some(discount(percent("10"))), ..line("-1", "50", &[vat("19")]) },
        line("2", "100", &[vat("19")]),
    ])
}

fn paid_whole() -> Source {
    let source = source(two_rates());
    let due = source.figures.due;
    source.prepaid(due)
}

fn transfer_abroad() -> Source {
    let mut content = two_rates();
    content.currency = currency("USD");
    let mut source = source(content);
    if let Payment::Transfer(accounts) = &mut source.payment {
        accounts[0].iban = None;
        accounts[0].bic = None;
        accounts[0].account_number = Some(text("000123456789"));
        accounts[0].codes =
            vec![(net30_domain::bank::BankCode::RoutingNumber, "021000021".to_owned())];
    }
    source
}

pub(crate) fn direct_debit() -> Source {
    let mut content = two_rates();
    content.payment_means.direct_debit = Some(Box::new(DirectDebit {
        mandate: Some(text("MANDATE-1")),
        creditor_id: None,
        debited_iban: Some(text("NL91ABNA0417164300")),
    }));
    source(content)
}

fn card() -> Source {
    let mut content = two_rates();
    content.payment_means.code = Some(text("54"));
    content.payment_means.card =
        Some(Card { last_figures: text("1234"), holder: Some(text("Hank Scorpio")) });
    source(content)
}

fn cash() -> Source {
    let mut content = two_rates();
    content.payment_means.code = Some(text("10"));
    content.payment_means.reference = Some(text("RF18539007547034"));
    source(content)
}

fn allowances_and_charges() -> Content {
    let mut content = adjusted(mixed());
    content.adjustments.allowances = vec![
        adjusted_by(amount("3.33"), Some(vat("7"))),
        adjusted_by(percent("2.5"), None),
        adjusted_by(amount("1.01"), None),
    ];
    content.adjustments.charges = vec![
        adjusted_by(amount("12.50"), Some(vat("5.5"))),
        adjusted_by(percent("1"), Some(vat("7"))),
        adjusted_by(amount("0.99"), None),
    ];
    content
}

fn item_references() -> Content {
    let item = ItemReferences {
        unit_code: Some(text("XBX")),
        note: Some(text("fragile")),
        order_line: Some(text("4")),
        seller_item_id: Some(text("A-1")),
        buyer_item_id: Some(text("B-1")),
        standard_item_id: Some(SchemedId { scheme: text("0160"), id: text("04012345123456") }),
        classifications: vec![Classification {
            scheme: text("STI"),
            version: None,
            code: text("72000000"),
        }],
        origin_country: Country::parse("DE").ok(),
    };
    content(vec![Line { item, unit: Some(text("crate of boxes")), ..line("2", "5", &[vat("19")]) }])
}

fn text_and_fee() -> Content {
    content(vec![
        Line { name: Some(text("Phase 1")), ..line("0", "0", &[vat("19")]) },
        Line { flat_fee: Some(decimal("25")), ..line("0", "80", &[vat("19")]) },
        line("1.5", "80", &[vat("19")]),
    ])
}

fn base_quantity() -> Content {
    content(vec![
        Line {
            base_quantity: decimal("1000"),
            unit: Some(text("kWh")),
            ..line("12345", "289.01", &[vat("19")])
        },
        Line {
            unit: Some(text("bundle of joy")),
            description: Some(Html::sanitised("<b>Big</b> &amp; round<br>and red")),
            ..line("1", "5", &[vat("19")])
        },
    ])
}

pub(crate) fn many(count: u32) -> Content {
    let line_of = |number: u32| {
        let rate = ["19", "7", "19"][number as usize % 3];
        line(
            &format!("{}", number % 7 + 1),
            &format!("{}.{:02}", number % 90, number % 100),
            &[vat(rate)],
        )
    };
    adjusted(content((1..=count).map(line_of).collect()))
}

fn noted() -> Content {
    let mut content = two_rates();
    content.notes =
        Some(Html::sanitised("<p>Thank you &amp; goodbye, see #123#</p><ul><li>one</li></ul>"));
    content.texts.description = Some(Html::sanitised("What it is about \u{1f600} 日本語"));
    content.service.start = Some(day(1));
    content.service.end = Some(day(20));
    content.lines[0].service.start = Some(day(2));
    content.lines[0].service.end = Some(day(3));
    content.references.contract_reference = Some(text("C-1"));
    content
}

fn ship_to() -> Source {
    let mut content = two_rates();
    content.presentation.ship_to = true;
    let mut buyer = buyer();
    buyer.ship_to = Some(net30_domain::customer::ShipTo {
        name: net30_domain::customer::Name {
            company: Some(text("Globex Warehouse")),
            ..Default::default()
        },
        address: net30_domain::customer::Address {
            city: Some(text("Rotterdam")),
            ..buyer.address.clone()
        },
        ..Default::default()
    });
    Source::of(&invoice(content), &seller(), &buyer)
}

/// A seller who has no IBAN and no VAT id of the Union, and a buyer in Kosovo.
fn america() -> Source {
    let mut content = content(vec![line("3", "150", &[vat("8.875")])]);
    content.currency = currency("USD");
    let mut seller = seller();
    seller.tax_id = Some(text("12-3456789"));
    seller.tax_number = None;
    seller.address.country = Country::parse("US").ok();
    seller.bank = Some(BankAccount {
        account_number: Some(text("000123456789")),
        codes: vec![(BankCode::RoutingNumber, text("021000021"))],
        ..BankAccount::default()
    });
    let mut buyer = buyer();
    buyer.tax_id = Some(text("810000000"));
    buyer.address.country = Country::parse("XK").ok();
    Source::of(&invoice(content), &seller, &buyer)
}
