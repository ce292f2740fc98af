//! Where documents stand, from their payments, refunds and credit notes.

use crate::{
    document::{day, document, line},
    issued::{invoice, void},
    stages::{credited, paid},
};
use net30_domain::{
    Timestamp,
    invoice::{Invoice, Stage},
    money::Amount,
    standing::Position,
};

/// An invoice of 100.00, due on the tenth.
fn plain() -> Invoice {
    let mut content = document(vec![line("1", "100", &[])]);
    content.due_date = Some(day(10));
    invoice(content)
}

fn due(payment_failed: bool, part_paid: bool, sent: bool) -> Position {
    Position::Due { payment_failed, part_paid, sent }
}

fn check(change: impl FnOnce(&mut Invoice), expected: Position) {
    let mut invoice = plain();
    change(&mut invoice);
    assert_eq!(invoice.position(), expected);
}

#[test]
fn facts_decide_where_a_document_stands() {
    check(|_| {}, due(false, false, false));
    check(|i| i.stage = Stage::Draft { kept_number: None }, Position::Draft);
    check(void, Position::Void);
    check(|i| i.payments = vec![paid(9_999, 0)], due(false, true, false));
    check(|i| i.payments = vec![paid(10_000, 0)], Position::Settled);
    check(|i| i.payments = vec![paid(10_001, 0)], Position::Settled);
    check(|i| i.payments = vec![paid(10_000, 9_999)], due(false, true, false));
    check(|i| i.payments = vec![paid(10_000, 10_000)], Position::Refunded);
    check(|i| i.payments = vec![paid(5_000, 5_000)], Position::Refunded);
    check(|i| i.credit_notes = vec![credited(10_000, true)], Position::Credited);
    check(
        |i| {
            i.payments = vec![paid(10_000, 0)];
            i.credit_notes = vec![credited(10_000, true)];
        },
        Position::Credited,
    );
    check(
        |i| {
            i.payments = vec![paid(10_000, 10_000)];
            i.credit_notes = vec![credited(10_000, true)];
        },
        Position::Refunded,
    );
    check(|i| i.credit_notes = vec![credited(10_000, false)], due(false, false, false));
    check(|i| i.credit_notes = vec![credited(4_000, true)], due(false, false, false));
    check(|i| i.payment_failed_at = Some(Timestamp::UNIX_EPOCH), due(true, false, false));
    check(
        |i| {
            if let Stage::Issued(issue) = &mut i.stage {
                issue.sent_at = Some(Timestamp::UNIX_EPOCH);
            }
            i.payments = vec![paid(1, 0)];
        },
        due(false, true, true),
    );
    check(
        |i| {
            i.payments = vec![paid(6_000, 0)];
            i.credit_notes = vec![credited(4_000, true)];
        },
        Position::Settled,
    );
    check(
        |i| {
            let mut reversed = paid(10_000, 0);
            reversed.reversed_at = Some(Timestamp::UNIX_EPOCH);
            i.payments = vec![reversed];
        },
        due(false, false, false),
    );
}

#[test]
fn an_invoice_over_nothing_is_settled() {
    assert_eq!(invoice(document(vec![line("1", "0", &[])])).position(), Position::Settled);
}

#[test]
fn only_what_is_due_is_overdue_and_only_after_its_day() {
    let overdue = |invoice: &Invoice, today| invoice.standing(day(today)).overdue;
    assert!(!overdue(&plain(), 10));
    assert!(overdue(&plain(), 11));
    let settled = Invoice { payments: vec![paid(10_000, 0)], ..plain() };
    assert!(!overdue(&settled, 11));
    let mut void = plain();
    crate::issued::void(&mut void);
    assert!(!overdue(&void, 11));
    let undated = invoice(document(vec![line("1", "1", &[])]));
    assert!(!overdue(&undated, 11));
}

#[test]
fn a_balance_adds_up() {
    let invoice = Invoice {
        payments: vec![paid(6_000, 1_000), paid(3_000, 0)],
        credit_notes: vec![credited(500, true), credited(700, false)],
        ..plain()
    };
    let balance = invoice.balance();
    assert_eq!(
        (balance.paid, balance.refunded, balance.credited),
        (Amount(9_000), Amount(1_000), Amount(500))
    );
    assert_eq!(balance.due, Amount(10_000 - 9_000 + 1_000 - 500));
    let overpaid = Invoice { payments: vec![paid(12_000, 0)], ..plain() };
    assert_eq!(overpaid.balance().due, Amount(-2_000));
}
