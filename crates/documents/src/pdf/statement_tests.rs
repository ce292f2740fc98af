//! What the PDF of a statement says, read back with poppler's tools.

use super::{PdfRenderer, tests::tool};
use crate::{StatementInput, fixture};
use jiff::{ToSpan as _, civil::date};
use net30_domain::{
    id::{CustomerId, InvoiceId},
    money::{Amount, Currency},
    payment::Method,
    receivable::{Moved, Movement, Receivable},
    seller::Seller,
    statement::Statement,
    template::{Layout, Look},
    text::Language,
};
use uuid::Uuid;

/// Invoices of `count` weeks, every second one paid in part, the first one with a credit note.
fn receivables(count: i64, currency: &str) -> Vec<Receivable> {
    let receivable = |number: i64| {
        let issued = date(2026, 1, 5) + (number * 7).days();
        let at = "2026-01-05T09:00:00Z".parse().unwrap();
        let movement = |what, days: i64, amount| Movement {
            what,
            id: Uuid::from_u128(u128::try_from(number).unwrap()),
            date: issued + days.days(),
            recorded_at: at,
            amount: Amount(amount),
        };
        let paid = Moved::Payment {
            method: Method::BankTransfer,
            reference: Some(format!("TX-{number}")),
        };
        let mut movements = vec![];
        if number % 2 == 0 {
            movements.push(movement(paid, 10, 50_000));
        }
        if number == 0 {
            movements.push(movement(
                Moved::CreditNote { number: "CN-2026-0001".into() },
                12,
                20_000,
            ));
            movements.push(movement(Moved::Refund, 14, 10_000));
        }
        Receivable {
            invoice_id: InvoiceId(Uuid::nil()),
            customer_id: CustomerId(Uuid::nil()),
            currency: Currency::parse(currency).unwrap(),
            number: format!("INV-2026-{:04}", number + 1),
            issue_date: issued,
            due_date: Some(issued + 30.days()),
            created_at: at,
            payable: Amount(119_000),
            movements,
        }
    };
    (0..count).map(receivable).collect()
}

fn text(statements: &[Statement], seller: &Seller, language: Language, layout: Layout) -> String {
    let (buyer, look) = (fixture::buyer(), Look { layout, ..Look::default() });
    let input = StatementInput {
        customer_id: CustomerId(Uuid::nil()),
        statements,
        seller,
        buyer: &buyer,
        language,
        look: &look,
        created_at: "2026-06-30T21:59:59Z".parse().unwrap(),
    };
    let pdf = PdfRenderer::new().render_statement(&input).unwrap();
    tool("pdftotext", &["-layout", "-", "-"], &pdf)
}

fn statement(count: i64, currency: &str) -> Statement {
    let receivables = receivables(count, currency);
    Statement::of(
        Currency::parse(currency).unwrap(),
        &receivables,
        Some(date(2026, 1, 12)),
        date(2026, 6, 30),
    )
}

#[test]
fn a_statement_says_every_movement_and_balance() {
    for layout in Layout::ALL {
        let says = text(&[statement(3, "EUR")], &fixture::seller(), Language::En, layout);
        for expected in [
            "Statement of account",
            "Atelier Lumière SARL",
            "Opening balance",
            "1,190.00",
            "Invoice INV-2026-0002",
            "due 11 Feb 2026",
            "Payment of INV-2026-0001",
            "Bank transfer · TX-0",
            "Credit note CN-2026-0001",
            "for invoice INV-2026-0001",
            "Refund of INV-2026-0001",
            "Closing balance",
            "€2,470.00",
            "Over 90 days",
            "Page 1 of 1",
        ] {
            assert!(says.contains(expected), "{expected:?} is not in\n{says}");
        }
    }
}

#[test]
fn a_long_statement_repeats_its_head_and_has_a_section_for_each_currency() {
    let statements = [statement(25, "EUR"), statement(25, "JPY")];
    let says = text(&statements, &fixture::american_seller(), Language::De, Layout::Classic);
    let pages: Vec<&str> = says.trim_end_matches('\u{c}').split('\u{c}').collect();
    assert!(pages.len() >= 3, "{says}");
    for page in &pages[1..pages.len() - 1] {
        assert!(page.contains("Kontoauszug") && page.contains("Vorgang"), "{page}");
    }
    for expected in [
        "Belastung (EUR)",
        "Belastung (JPY)",
        "Anfangssaldo",
        "Endsaldo",
        "Noch nicht fällig",
        "fällig am",
    ] {
        assert!(says.contains(expected), "{expected:?} is not in\n{says}");
    }
}
