//! Documents for the tests of this crate, with totals that hold together.

use jiff::{Timestamp, civil::date};
use net30_domain::{
    Decimal,
    bank::{BankAccount, BankCode},
    customer::{Address, Name, Party},
    document::{
        Adjustments, Content, Discount, DocumentType, ItemReferences, Line, Presentation,
        References, ServicePeriod, Texts,
    },
    html::Html,
    id::{AccountId, CustomerId, InvoiceId, LineId, PaymentId},
    invoice::{Invoice, Issue, Stage},
    money::{Amount, Currency},
    payment::{Method, Payment},
    seller::Seller,
    tax::{Category, Rate, Tax},
    text::{Country, Email, Language},
    totals::{LineTotals, TaxTotal, Totals},
};
use uuid::Uuid;

#[expect(clippy::unnecessary_wraps, reason = "the fields that it fills are optional")]
fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[expect(clippy::unnecessary_wraps, reason = "the fields that it fills are optional")]
fn html(text: &str) -> Option<Html> {
    Some(Html::sanitised(text))
}

/// A German seller with everything that can be known of one.
pub(crate) fn seller() -> Seller {
    Seller {
        name: "Nordlicht Werkstatt GmbH".to_owned(),
        address: address("Hafenstraße 12", "Hamburg", "20457", "DE"),
        legal_id: text("HRB 123456, Amtsgericht Hamburg"),
        tax_id: text("DE123456789"),
        tax_number: text("22/815/08154"),
        contact_name: text("Jana Petersen"),
        phone: text("+49 40 1234567"),
        email: Some(Email::parse("rechnung@nordlicht.example").unwrap()),
        website: text("nordlicht.example"),
        bank: Some(BankAccount {
            iban: text("DE71110220330123456789"),
            bic: text("BHBLDEHHXXX"),
            bank_name: text("Hanseatische Bank"),
            ..BankAccount::default()
        }),
        ..Seller::default()
    }
}

/// A seller in the United States: Letter paper.
pub(crate) fn american_seller() -> Seller {
    Seller {
        name: "Juniper & Finch LLC".to_owned(),
        address: Address {
            region: text("OR"),
            ..address("418 Alder Street, Suite 200", "Portland", "97204", "US")
        },
        email: Some(Email::parse("billing@juniperfinch.example").unwrap()),
        phone: text("+1 503 555 0147"),
        bank: Some(BankAccount {
            account_number: text("000123456789"),
            codes: vec![(BankCode::RoutingNumber, "021000021".to_owned())],
            bank_name: text("Cascade Bank"),
            ..BankAccount::default()
        }),
        ..Seller::default()
    }
}

pub(crate) fn address(line1: &str, city: &str, postal_code: &str, country: &str) -> Address {
    Address {
        line1: text(line1),
        city: text(city),
        postal_code: text(postal_code),
        country: Some(Country::parse(country).unwrap()),
        ..Address::default()
    }
}

/// A French company.
pub(crate) fn buyer() -> Party {
    Party {
        name: Name {
            company: text("Atelier Lumière SARL"),
            first_name: text("Élodie"),
            last_name: text("Martin"),
        },
        address: address("8 rue des Tanneurs", "Lyon", "69002", "FR"),
        tax_id: text("FR40303265045"),
        ..Party::default()
    }
}

pub(crate) fn vat() -> Tax {
    Tax {
        id: None,
        name: "VAT".to_owned(),
        rate: Rate::Percentage(Decimal::from(19)),
        category: Category::Standard,
        exemption_reason: None,
        compound: false,
    }
}

pub(crate) fn line(name: &str, quantity: i64, unit_price: i64) -> Line {
    Line {
        id: LineId(Uuid::nil()),
        product_id: None,
        name: text(name),
        description: None,
        url: None,
        quantity: Decimal::from(quantity),
        unit: text("hour"),
        unit_price: Decimal::from(unit_price),
        base_quantity: Decimal::ONE,
        flat_fee: None,
        discount: None,
        taxes: Vec::new(),
        service: ServicePeriod::default(),
        item: ItemReferences::default(),
        display_order: None,
    }
}

fn line_totals(minor: i64) -> LineTotals {
    LineTotals {
        gross: Amount(minor),
        net: Amount(minor),
        total: Amount(minor),
        ..LineTotals::default()
    }
}

/// The content of [`invoice`]: 10 h × 100, 12 h × 55, −60 of discount; 19 % tax.
fn content() -> Content {
    let mut second = line("Print-ready artwork", 12, 55);
    second.description = html(
        "<p>Three <b>posters</b> and a <i>banner</i>:</p><ul><li>A1, four colours</li><li>A2, two colours</li></ul>",
    );
    let lines = vec![line("Design of the spring campaign", 10, 100), second];
    Content {
        due_date: Some(date(2026, 4, 4)),
        service: ServicePeriod { start: Some(date(2026, 2, 1)), end: Some(date(2026, 2, 28)) },
        texts: Texts {
            header: None,
            description: html("Thank you for your order of February 12."),
        },
        notes: html("We keep your artwork for <b>two years</b>."),
        terms: html("Goods remain our property until they are paid in full."),
        payment_terms: text("Net 30"),
        references: References {
            buyer_reference: text("04011000-1234512345-06"),
            purchase_order: text("PO-7781"),
            ..References::default()
        },
        adjustments: Adjustments {
            discount: Some(Discount {
                rate: Rate::Amount(Decimal::from(60)),
                name: None,
                code: None,
            }),
            ..Adjustments::default()
        },
        taxes: vec![vat()],
        presentation: Presentation { tags: vec!["print".to_owned()], ..Presentation::default() },
        ..Content::bare(
            CustomerId(Uuid::nil()),
            date(2026, 3, 5),
            Currency::parse("EUR").unwrap(),
            Language::En,
            lines,
        )
    }
}

/// An issued invoice of 1,904.00 euro, of which 500.00 is paid.
pub(crate) fn invoice() -> Invoice {
    let now: Timestamp = "2026-03-05T09:30:00Z".parse().unwrap();
    Invoice {
        stage: Stage::Issued(Box::new(Issue {
            number: "INV-2026-0007".to_owned(),
            issued_at: now,
            sent_at: None,
            share_token: "x".to_owned(),
            seller: seller(),
            buyer: buyer(),
            appearance: None,
        })),
        payments: vec![Payment {
            id: PaymentId(Uuid::nil()),
            invoice_id: InvoiceId(Uuid::from_u128(7)),
            amount: Amount(50_000),
            method: Method::BankTransfer,
            reference: None,
            notes: None,
            date: date(2026, 3, 6),
            created_at: now,
            reversed_at: None,
            refunds: Vec::new(),
            uses: Vec::new(),
        }],
        ..Invoice::draft(
            InvoiceId(Uuid::from_u128(7)),
            AccountId(Uuid::nil()),
            DocumentType::Invoice,
            content(),
            Totals {
                lines: vec![line_totals(100_000), line_totals(66_000)],
                subtotal: Amount(166_000),
                discount: Amount(6_000),
                net: Amount(160_000),
                taxes: vec![TaxTotal {
                    name: "VAT".to_owned(),
                    rate: Rate::Percentage(Decimal::from(19)),
                    category: Category::Standard,
                    exemption_reason: None,
                    base: Amount(160_000),
                    amount: Amount(30_400),
                }],
                tax: Amount(30_400),
                gross: Amount(190_400),
                total: Amount(190_400),
                ..Totals::default()
            },
            now,
        )
    }
}

/// [`invoice`] without payment and discount, with `count` lines of 10.00 each and 19 % tax.
pub(crate) fn invoice_of(count: i64) -> Invoice {
    let mut invoice = invoice();
    invoice.payments.clear();
    invoice.content.adjustments.discount = None;
    invoice.content.lines =
        (1..=count).map(|index| line(&format!("Article number {index}"), 1, 10)).collect();
    let (net, tax) = (count * 1_000, count * 190);
    invoice.totals.lines = (1..=count).map(|_| line_totals(1_000)).collect();
    invoice.totals.discount = Amount::ZERO;
    (invoice.totals.subtotal, invoice.totals.net) = (Amount(net), Amount(net));
    invoice.totals.taxes[0].base = Amount(net);
    invoice.totals.taxes[0].amount = Amount(tax);
    invoice.totals.tax = Amount(tax);
    invoice.totals.gross = Amount(net + tax);
    invoice.totals.total = Amount(net + tax);
    invoice
}
