//! Credit that pays other invoices: it is credit of the same customer, and what is kept of it is what the chain says.

use super::{
    Checked, PAGE, fault,
    ledger::{Applied, Ledger},
};
use net30_domain::{
    Timestamp,
    id::AccountId,
    money::{Currency, Sum},
};
use net30_store::{
    Reader,
    credit::{self, Used},
};
use std::collections::HashMap;
use uuid::Uuid;

/// What a payment uses of an invoice's credit: the chain has one event of it, the database a row for each payment that
/// brought the credit.
struct Kept {
    amount: Sum,
    currency: Currency,
    first: Used,
}

/// Checks every use of credit of the account.
pub(super) async fn check(reader: &mut Reader, account_id: AccountId, ledger: &Ledger) -> Checked {
    if let Some(message) = credit::contradiction(reader, account_id).await? {
        return fault("credit_use", message);
    }
    let mut kept: HashMap<(Uuid, Uuid), Kept> = HashMap::new();
    let mut after = None;
    loop {
        let page = credit::scan(reader, account_id, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for used in page {
            let (key, amount) = ((used.from.0, used.to.0), Sum::from(used.amount));
            let Some(known) = kept.get_mut(&key) else {
                kept.insert(key, Kept { amount, currency: used.currency, first: used });
                continue;
            };
            known.amount += amount;
            if moments(&known.first) != moments(&used) || known.first.date != used.date {
                let message = format!("the use {} of credit is not what was recorded", used.id);
                return fault("credit_use", message);
            }
        }
    }
    for (key, kept) in &kept {
        let id = kept.first.id;
        match ledger.applied.get(key) {
            None => {
                return fault(
                    "credit_use",
                    format!("the chain has no event of the use {id} of credit"),
                );
            }
            Some(applied) if !holds(kept, applied) => {
                return fault(
                    "credit_use",
                    format!("the use {id} of credit is not what was recorded"),
                );
            }
            Some(_) => {}
        }
    }
    match ledger.applied.keys().find(|key| !kept.contains_key(*key)) {
        None => Ok(()),
        Some((from, to)) => fault(
            "credit_use",
            format!("credit of {from} was used for payment {to}, and that is gone"),
        ),
    }
}

fn moments(used: &Used) -> (i64, Option<i64>) {
    (used.created_at.as_microsecond(), used.released_at.map(Timestamp::as_microsecond))
}

fn holds(kept: &Kept, applied: &Applied) -> bool {
    let recorded =
        (applied.at.as_microsecond(), applied.released_at.map(Timestamp::as_microsecond));
    moments(&kept.first) == recorded
        && kept.amount.to_decimal(kept.currency).to_string() == applied.amount
        && kept.first.date.to_string() == applied.date
}
