//! Payments and refunds: each has its event, and each event its payment.

use super::{
    Checked, PAGE, fault,
    ledger::{AnchoredHashes, Ledger, Recorded},
};
use net30_domain::{
    Timestamp,
    id::AccountId,
    money::Amount,
    payment::{Payment, Refund},
};
use net30_store::{Reader, content, payment};
use std::collections::HashSet;
use uuid::Uuid;

/// Checks every payment and refund of the account.
pub(super) async fn check(
    reader: &mut Reader,
    account_id: AccountId,
    ledger: &Ledger,
    anchored: &AnchoredHashes,
) -> Checked {
    let (mut payments, mut refunds) = (HashSet::new(), HashSet::new());
    let mut last: Option<Payment> = None;
    loop {
        let mut page = payment::scan(reader, account_id, last.as_ref(), PAGE).await?;
        for payment in &page {
            check_payment(payment, ledger, anchored)?;
            payments.insert(payment.id.0);
            for refund in &payment.refunds {
                check_refund(refund, ledger, anchored)?;
                refunds.insert(refund.id.0);
            }
        }
        match page.pop() {
            Some(payment) => last = Some(payment),
            None => break,
        }
    }
    if let Some(id) = ledger.payments.keys().find(|id| !payments.contains(*id)) {
        return fault("payment", format!("payment {id} was recorded, and is gone"));
    }
    if let Some(id) = ledger.refunds.keys().find(|id| !refunds.contains(*id)) {
        return fault("refund", format!("refund {id} was given, and is gone"));
    }
    let kept = payment::count_refunds(reader, account_id).await?;
    if i64::try_from(refunds.len()) != Ok(kept) {
        return fault("refund", "there is a refund of no payment");
    }
    Ok(())
}

fn check_payment(payment: &Payment, ledger: &Ledger, anchored: &AnchoredHashes) -> Checked {
    let id = payment.id.0;
    let Some(recorded) = ledger.payments.get(&id) else {
        return fault("payment", format!("the chain has no event of payment {id}"));
    };
    let hash = content::of_payment(payment);
    if !holds(id, recorded, payment.invoice_id.0, &hash, anchored) {
        return fault("payment", format!("payment {id} is not what was recorded"));
    }
    let moment = |at: Option<Timestamp>| at.map(Timestamp::as_microsecond);
    if moment(payment.reversed_at) != moment(recorded.reversed_at) {
        return fault("payment", format!("payment {id}: the chain says otherwise of its reversal"));
    }
    if payment.left() < Amount::ZERO {
        return fault(
            "refund",
            format!("more was given back or used of payment {id} than was paid"),
        );
    }
    Ok(())
}

fn check_refund(refund: &Refund, ledger: &Ledger, anchored: &AnchoredHashes) -> Checked {
    let id = refund.id.0;
    let Some(recorded) = ledger.refunds.get(&id) else {
        return fault("refund", format!("the chain has no event of refund {id}"));
    };
    let hash = content::of_refund(refund);
    if !holds(id, recorded, refund.payment_id.0, &hash, anchored) {
        return fault("refund", format!("refund {id} is not what was recorded"));
    }
    Ok(())
}

fn holds(
    id: Uuid,
    recorded: &Recorded,
    of: Uuid,
    hash: &[u8; 32],
    anchored: &AnchoredHashes,
) -> bool {
    let content = recorded.content.as_ref().or_else(|| anchored.get(&id));
    recorded.of == of && content.is_some_and(|content| *content == content::text_of(hash))
}
