//! The table of transitions, a line a cell, and what stands against an allowed one.

use crate::{
    document::{day, document, line},
    issued::{invoice, issued, void},
};
use net30_domain::{
    Timestamp,
    account::Lock,
    action::Action::{self, *},
    id::{InvoiceId, PaymentId, RefundId},
    invoice::{CreditedLine, DocumentLink, Invoice, Stage},
    money::Amount,
    payment::{Method, Payment, Refund, RefundReason},
    stage::{Possible, StageKind, Step, step},
};

const ACTIONS: [Action; 15] = [
    Edit,
    Issue,
    Unpublish,
    Void,
    MarkPaid,
    MarkSent,
    Send,
    Pay,
    ReversePayment,
    Refund_,
    Credit,
    Trash,
    Restore,
    Erase,
    Hide,
];

/// [`Action::Refund`], since a refund is a record too.
#[expect(non_upper_case_globals, reason = "stands for a variant")]
const Refund_: Action = Action::Refund;

/// Checks a row: D for done, F for the draft being issued first, N for nothing to do, - for refused.
fn check(stage: StageKind, expected: &str) {
    let word = |action| match step(stage, action) {
        Some(Step::Do) => 'D',
        Some(Step::IssueFirst) => 'F',
        Some(Step::Nothing) => 'N',
        None => '-',
    };
    let found: String = ACTIONS.into_iter().map(word).collect();
    assert_eq!(found, expected.replace(' ', ""), "{stage:?}");
}

#[test]
fn each_stage_allows_what_it_allows() {
    //                         Edit Issue Unpublish Void MarkPaid MarkSent Send Pay Reverse Refund Credit Trash Restore Erase Hide
    check(
        StageKind::Draft,
        "  D    D     -         -    F        F        F    -   -       -      -      D     -       -     D",
    );
    check(
        StageKind::Trashed,
        "-    -     -         -    -        -        -    -   -       -      -      N     D       D     N",
    );
    check(
        StageKind::Issued,
        " -    -     D         D    D        D        D    D   D       D      D      -     -       -     D",
    );
    check(
        StageKind::Void,
        "   -    -     -         -    -        -        -    -   -       -      -      -     D       -     D",
    );
}

fn plain() -> Invoice {
    invoice(document(vec![line("1", "100", &[])]))
}

fn draft() -> Invoice {
    Invoice { stage: Stage::Draft { kept_number: None }, ..plain() }
}

pub(crate) fn paid(amount: i64, refunded: i64) -> Payment {
    let id = PaymentId(crate::document::line_id(5).0);
    let refund = Refund {
        id: RefundId(id.0),
        payment_id: id,
        amount: Amount(refunded),
        reason: RefundReason::Other,
        notes: None,
        date: day(3),
        created_at: Timestamp::UNIX_EPOCH,
    };
    Payment {
        id,
        invoice_id: InvoiceId(id.0),
        amount: Amount(amount),
        method: Method::Card,
        reference: None,
        notes: None,
        date: day(2),
        created_at: Timestamp::UNIX_EPOCH,
        reversed_at: None,
        refunds: if refunded == 0 { Vec::new() } else { vec![refund] },
        uses: Vec::new(),
    }
}

pub(crate) fn credited(payable: i64, counts: bool) -> DocumentLink {
    DocumentLink {
        id: InvoiceId(crate::document::line_id(6).0),
        number: Some("CN-1".to_owned()),
        payable: Amount(payable),
        issue_date: day(4),
        counts,
    }
}

fn decided(invoice: &Invoice, action: Action, lock: Lock) -> Result<Step, &'static str> {
    invoice.decide(action, lock).map_err(|refusal| refusal.code())
}

#[test]
fn a_stage_is_seen_from_the_document() {
    assert_eq!(draft().stage_kind(), StageKind::Draft);
    let trashed = Invoice { deleted_at: Some(Timestamp::UNIX_EPOCH), ..draft() };
    assert_eq!(trashed.stage_kind(), StageKind::Trashed);
    assert_eq!(plain().stage_kind(), StageKind::Issued);
    let mut hidden = Invoice { deleted_at: Some(Timestamp::UNIX_EPOCH), ..plain() };
    void(&mut hidden);
    assert_eq!(hidden.stage_kind(), StageKind::Void);
}

#[test]
fn what_the_stage_forbids_is_an_invalid_transition() {
    for action in ACTIONS {
        for invoice in [draft(), plain()] {
            if step(invoice.stage_kind(), action).is_none() {
                assert_eq!(
                    decided(&invoice, action, Lock::Flexible),
                    Err("invalid_transition"),
                    "{action:?}"
                );
            }
        }
    }
    let refusal = plain().decide(Issue, Lock::Flexible).expect_err("refused");
    let expected = "cannot publish invoice INV-1: it is issued; allowed now: \
                    send, pay, refund, credit, void, unpublish, duplicate";
    assert_eq!(refusal.to_string(), expected);
}

#[test]
fn under_the_strict_lock_issued_is_final() {
    assert_eq!(decided(&plain(), Unpublish, Lock::Flexible), Ok(Step::Do));
    assert_eq!(decided(&plain(), Unpublish, Lock::Strict), Err("locked"));
    assert_eq!(decided(&plain(), Edit, Lock::Strict), Err("locked"));
    assert_eq!(decided(&plain(), Void, Lock::Strict), Ok(Step::Do));
    assert_eq!(decided(&draft(), Edit, Lock::Strict), Ok(Step::Do));
}

#[test]
fn payments_stand_against_void_until_they_are_given_back() {
    let with = |payment| Invoice { payments: vec![payment], ..plain() };
    for action in [Void, Hide, Unpublish] {
        assert_eq!(
            decided(&with(paid(100, 0)), action, Lock::Flexible),
            Err("has_payments"),
            "{action:?}"
        );
    }
    assert_eq!(decided(&with(paid(100, 100)), Void, Lock::Flexible), Ok(Step::Do));
    // A refunded payment is still on record, and would be lost with the issue.
    assert_eq!(decided(&with(paid(100, 100)), Unpublish, Lock::Flexible), Err("has_payments"));
    let reversed = Payment { reversed_at: Some(Timestamp::UNIX_EPOCH), ..paid(100, 0) };
    assert_eq!(decided(&with(reversed), Unpublish, Lock::Flexible), Ok(Step::Do));
}

#[test]
fn credit_notes_stand_against_void_while_they_count() {
    let with = |note| Invoice { credit_notes: vec![note], ..plain() };
    assert_eq!(decided(&with(credited(1, true)), Void, Lock::Flexible), Err("has_credit_notes"));
    assert_eq!(
        decided(&with(credited(1, true)), Unpublish, Lock::Flexible),
        Err("has_credit_notes")
    );
    assert_eq!(decided(&with(credited(1, false)), Void, Lock::Flexible), Ok(Step::Do));
}

#[test]
fn a_paid_invoice_is_not_paid_again() {
    let paid = Invoice { payments: vec![paid(10_000, 0)], ..plain() };
    assert_eq!(decided(&paid, MarkPaid, Lock::Flexible), Ok(Step::Nothing));
    assert_eq!(decided(&plain(), MarkPaid, Lock::Flexible), Ok(Step::Do));
}

#[test]
fn a_credit_note_is_neither_paid_nor_credited() {
    let of = plain();
    let lines = vec![CreditedLine {
        line_id: of.content.lines[0].id,
        quantity: of.content.lines[0].quantity,
    }];
    let note = issued(of.content, of.totals, lines);
    for action in [Credit, Pay, MarkPaid] {
        assert_eq!(decided(&note, action, Lock::Flexible), Err("invalid_transition"), "{action:?}");
    }
    assert_eq!(decided(&note, Void, Lock::Flexible), Ok(Step::Do));
}

#[test]
fn a_draft_that_owns_a_number_is_not_erased() {
    let trashed = |kept_number: Option<&str>| Invoice {
        stage: Stage::Draft { kept_number: kept_number.map(str::to_owned) },
        deleted_at: Some(Timestamp::UNIX_EPOCH),
        ..draft()
    };
    assert_eq!(decided(&trashed(None), Erase, Lock::Flexible), Ok(Step::Do));
    assert_eq!(decided(&trashed(Some("INV-7")), Erase, Lock::Flexible), Err("owns_number"));
}

/// What may be done, each action in words, with the code of what keeps it from being done.
fn possible(invoice: &Invoice, lock: Lock) -> Vec<String> {
    let word = |possible: Possible| match possible.refusal {
        None => format!("{:?}", possible.action),
        Some(refusal) => format!("{:?}: {}", possible.action, refusal.code()),
    };
    invoice.possible_actions(lock).into_iter().map(word).collect()
}

#[test]
fn what_may_be_done_is_named_and_what_is_in_the_way_too() {
    let check = |invoice: &Invoice, lock, expected: &str| {
        assert_eq!(possible(invoice, lock).join(", "), expected);
    };
    let draft_actions = "Edit, Issue, MarkPaid, MarkSent, Send, Trash, Hide";
    check(&draft(), Lock::Flexible, draft_actions);
    let trashed = Invoice { deleted_at: Some(Timestamp::UNIX_EPOCH), ..draft() };
    check(&trashed, Lock::Flexible, "Restore, Erase");
    let owning =
        Invoice { stage: Stage::Draft { kept_number: Some("INV-7".to_owned()) }, ..trashed };
    check(&owning, Lock::Flexible, "Restore, Erase: owns_number");
    let open = "Unpublish, Void, MarkPaid, MarkSent, Send, Pay, Credit, Hide";
    check(&plain(), Lock::Flexible, open);
    check(&plain(), Lock::Strict, &open.replace("Unpublish", "Unpublish: locked"));
    let part = Invoice { payments: vec![paid(100, 0)], ..plain() };
    let blocked = "Unpublish: has_payments, Void: has_payments, MarkPaid, MarkSent, Send, Pay, ReversePayment, Refund, Credit, Hide: has_payments";
    check(&part, Lock::Flexible, blocked);
    let whole = Invoice { payments: vec![paid(10_000, 10_000)], ..plain() };
    let refunded = "Unpublish: has_payments, Void, MarkPaid, MarkSent, Send, Pay, Credit, Hide";
    check(&whole, Lock::Flexible, refunded);
    let mut gone = plain();
    void(&mut gone);
    check(&gone, Lock::Flexible, "Hide");
    gone.deleted_at = Some(Timestamp::UNIX_EPOCH);
    check(&gone, Lock::Flexible, "Restore");
}
