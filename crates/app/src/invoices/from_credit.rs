//! Paying an invoice from its customer's credit: from money that was paid beyond what was due on other invoices.
//!
//! The money came in with the payments that brought too much. Using it moves it from their invoices to this one, so that it
//! is counted once, whoever asks.

use super::{Claimed, find_and_claim, save};
use crate::{Error, Result, What, Work, work::or_conflict};
use net30_domain::{
    Date,
    event::EventType,
    invoice::Stage,
    money::{Amount, Sum},
    payment::{CreditUse, Payment},
    refusal::Refusal,
};
use net30_store::credit;
use serde_json::json;

/// The credit that a payment is to use: nobody else uses it before the transaction ends.
pub(super) struct Credit {
    sources: Vec<Claimed>,
    /// How much there is; no more than was asked for.
    pub(super) amount: Amount,
}

/// Claims the customer's credit for an invoice, as far as it reaches, up to an amount.
pub(super) async fn claim(work: &mut Work, invoice: &Claimed, wanted: Amount) -> Result<Credit> {
    let (account_id, content) = (work.caller.account_id, &invoice.content);
    let (customer, currency) = (content.customer_id, content.currency);
    credit::wait_for(&mut work.tx, account_id, customer).await?;
    let mut found = Credit { sources: vec![], amount: Amount::ZERO };
    for id in credit::in_credit(&mut work.tx, account_id, customer, currency).await? {
        if found.amount >= wanted {
            break;
        }
        // Another one may have used it, or given it back, before this one could claim it.
        let source = find_and_claim(work, id).await?.filter(|_| id != invoice.id);
        let Some(source) = source else { continue };
        let left = credit_of(&source);
        if left > Amount::ZERO {
            found.amount = found.amount + left.min(wanted - found.amount);
            found.sources.push(source);
        }
    }
    Ok(found)
}

fn credit_of(invoice: &Claimed) -> Amount {
    match invoice.stage {
        Stage::Issued(_) => -invoice.balance().due,
        Stage::Draft { .. } | Stage::Void { .. } => Amount::ZERO,
    }
}

impl Credit {
    /// Refuses what is more than there is.
    pub(super) fn check(&self, invoice: &Claimed, wanted: Amount) -> Result<()> {
        if wanted > self.amount || self.amount <= Amount::ZERO {
            return Err(Refusal::CreditTooSmall { available: invoice.worded(self.amount) }.into());
        }
        Ok(())
    }

    /// Refuses a day on which the money was not there yet.
    pub(super) fn check_date(&self, date: Date) -> Result<()> {
        let payments = self.sources.iter().flat_map(|source| &source.payments);
        let counted = payments.filter(|payment| payment.reversed_at.is_none());
        match counted.map(|payment| payment.date).max() {
            Some(came) if date < came => {
                let message = format!("the credit came on {came}, and is not used before");
                Err(Error::fault("/date", "out_of_range", message))
            }
            _ => Ok(()),
        }
    }

    /// Uses the credit for a payment that was recorded; the oldest first.
    pub(super) async fn pay(mut self, work: &mut Work, by: &Payment) -> Result<()> {
        let mut left = by.amount;
        for source in &mut self.sources {
            let amount = left.min(credit_of(source));
            if amount > Amount::ZERO {
                use_of(work, source, by, amount).await?;
                left = left - amount;
            }
        }
        assert!(left.is_zero(), "a payment by credit is not above the credit that was claimed");
        Ok(())
    }
}

/// Takes an amount out of an invoice's payments, the last first: they brought what was too much.
async fn use_of(work: &mut Work, source: &mut Claimed, by: &Payment, amount: Amount) -> Result<()> {
    let account_id = work.caller.account_id;
    let mut left = amount;
    for payment in source.payments.iter_mut().rev().filter(|one| one.reversed_at.is_none()) {
        let amount = left.min(payment.left());
        if amount <= Amount::ZERO {
            continue;
        }
        let used = CreditUse {
            id: work.fresh_id(),
            from: payment.id,
            to: by.id,
            amount,
            date: by.date,
            created_at: work.now,
        };
        credit::insert(&mut work.tx, account_id, &used).await?;
        payment.uses.push(used);
        left = left - amount;
    }
    if !left.is_zero() {
        return Err(Error::broken(format!("invoice {} has more credit than payments", source.id)));
    }
    let data = moved(source, by, amount);
    save(work, source, EventType::PaymentApplied, &data).await
}

/// Gives credit back that a payment used, since it is reversed.
pub(super) async fn release(work: &mut Work, by: &Payment) -> Result<()> {
    for id in credit::sources(&mut work.tx, by.id).await? {
        let source = find_and_claim(work, id).await?;
        let mut source = source.ok_or(Error::NotFound(What::Invoice))?;
        let mut amount = Sum::ZERO;
        for payment in &mut source.payments {
            let its = payment.uses.iter().filter(|used| used.to == by.id);
            amount += its.map(|used| used.amount).sum::<Sum>();
            payment.uses.retain(|used| used.to != by.id);
        }
        let data = moved(&source, by, amount.nearest());
        save(work, &mut source, EventType::PaymentReleased, &data).await?;
    }
    or_conflict(credit::release(&mut work.tx, work.caller.account_id, by.id, work.now).await?)
}

fn moved(source: &Claimed, by: &Payment, amount: Amount) -> serde_json::Value {
    json!({
        "payment_id": by.id.to_string(),
        "invoice_id": by.invoice_id.to_string(),
        "amount": amount.to_decimal(source.content.currency).to_string(),
        "date": by.date.to_string(),
    })
}
