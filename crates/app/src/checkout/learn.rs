//! What became of a session: the one use case in which returning, being told and asking end.

use super::make::{ACCOUNT, ATTEMPT, INVOICE};
use crate::work::boxed;
use crate::{Error, Result, UseCase, Work, invoices, stripe};
use net30_domain::{
    event::EventType,
    invoice::{Invoice, Stage},
    money::Amount,
    payment::Method,
};
use net30_gateways::stripe::{Session, SessionStatus};
use net30_store::checkout::{self, Checkout, Outcome};
use serde_json::{Value, json};

/// From whom a session's state was learnt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// Stripe told it by webhook.
    Told,
    /// As [`Source::Told`]: a payment that needed days was refused in the end.
    ToldOfFailure,
    /// Stripe was asked, with the account's own key.
    Asked,
    /// As [`Source::Asked`], after the server itself had expired the session.
    Closed,
}

/// Learns what became of a session of the caller's account.
pub(super) struct Learn {
    pub(super) session: Session,
    pub(super) source: Source,
}

/// What was learnt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Learnt {
    /// It is none of ours, or not what we agreed on.
    NotOurs,
    /// It may still be paid, or its payment is under way.
    Live,
    /// Its money is accounted for, by now or since before.
    Settled,
    /// It ended without a payment.
    Ended,
}

impl UseCase for Learn {
    type Output = Learnt;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Learnt> {
        let Some(checkout) = self.checkout(work).await? else { return Ok(Learnt::NotOurs) };
        if checkout.settled_at.is_some() {
            return Ok(Learnt::Settled);
        }
        if !self.is_what_was_agreed(&checkout) {
            return self.disagree(work, &checkout).await;
        }
        if self.session.is_paid() {
            return self.settle(work, &checkout).await;
        }
        if checkout.ended_at.is_some() {
            return Ok(Learnt::Ended);
        }
        match self.session.status {
            Some(SessionStatus::Expired) if self.source == Source::Closed => {
                end(work, &checkout, Outcome::Replaced, None).await
            }
            Some(SessionStatus::Expired) => {
                end(work, &checkout, Outcome::Expired, Some("expired")).await
            }
            Some(SessionStatus::Complete) if self.source == Source::ToldOfFailure => {
                end(work, &checkout, Outcome::Failed, Some("failed")).await
            }
            Some(SessionStatus::Complete) => {
                // The payer is done, and the money takes days: there is nothing to press any more.
                checkout::clear_url(&mut work.tx, checkout.id).await?;
                Ok(Learnt::Live)
            }
            _ => Ok(Learnt::Live),
        }
    }
}

impl Learn {
    /// The attempt that the session is of. Stripe may tell of a session before who made it could keep its id.
    async fn checkout(&self, work: &mut Work) -> Result<Option<Checkout>> {
        let account_id = work.caller.account_id;
        let found = checkout::by_session(&mut work.tx, account_id, &self.session.id).await?;
        if found.is_some() {
            return Ok(found);
        }
        let named = self.session.metadata.get(ATTEMPT).and_then(|id| id.parse().ok());
        let Some(id) = named else { return Ok(None) };
        let found = checkout::load(&mut work.tx, account_id, id).await?;
        let Some(found) = found.filter(|found| found.session_id.is_none()) else { return Ok(None) };
        if !self.is_what_was_agreed(&found) {
            return Ok(None);
        }
        let url = self.session.url.as_deref().unwrap_or_default();
        checkout::set_session(&mut work.tx, id, &self.session.id, url).await?;
        Ok(Some(found))
    }

    /// Whether the session is for this account, this document, this attempt, this amount and this currency.
    fn is_what_was_agreed(&self, checkout: &Checkout) -> bool {
        let session = &self.session;
        let says = |name: &str, value: String| session.metadata.get(name) == Some(&value);
        session.mode.as_deref() == Some("payment")
            && session.client_reference_id == Some(checkout.invoice_id.to_string())
            && says(INVOICE, checkout.invoice_id.to_string())
            && says(ACCOUNT, checkout.account_id.to_string())
            && says(ATTEMPT, checkout.id.to_string())
            && session.amount_total == Some(checkout.charged_units)
            && session.currency.as_deref()
                == Some(checkout.currency.code().to_ascii_lowercase().as_str())
    }

    /// A session of ours that is not what was agreed. What is merely told is passed over; what Stripe answers when asked
    /// is money that came, if it is paid, and the owner is told of it.
    async fn disagree(&self, work: &mut Work, checkout: &Checkout) -> Result<Learnt> {
        let asked = matches!(self.source, Source::Asked | Source::Closed);
        tracing::warn!(session = self.session.id, source = ?self.source, "a session is not what was agreed on");
        if asked && self.session.is_paid() {
            self.flag(work, checkout, "not_as_agreed").await?;
            return Ok(Learnt::Settled);
        }
        Ok(Learnt::NotOurs)
    }

    /// Records the payment, once.
    async fn settle(&self, work: &mut Work, checkout: &Checkout) -> Result<Learnt> {
        let found = invoices::find_and_claim(work, checkout.invoice_id).await?;
        let mut invoice = match found {
            Some(invoice) if matches!(invoice.stage, Stage::Issued(_)) => invoice,
            found => {
                let why = found.map_or("gone", |found| stage_word(&found));
                self.flag(work, checkout, why).await?;
                return Ok(Learnt::Settled);
            }
        };
        let due = invoice.balance().due;
        let received = invoices::Received {
            amount: checkout.amount,
            method: Method::Card,
            reference: self.session.payment_intent.clone(),
            notes: Some(format!("Stripe Checkout {}", self.session.id)),
        };
        // The document first and the attempt second, as everybody else does, so that nobody waits for one another.
        let payment = invoices::receive(work, &mut invoice, received).await?;
        let settled =
            checkout::settle(&mut work.tx, checkout.id, Outcome::Paid, Some(payment.id), work.now);
        if !settled.await? {
            return Err(Error::Contention);
        }
        if checkout.amount > due.max(Amount::ZERO) {
            let data = self.data(checkout, "above_balance");
            work.record(EventType::PaymentUnmatched, checkout.invoice_id.0, &data);
        }
        Ok(Learnt::Settled)
    }

    /// Tells the owner of money that could not be recorded, once.
    async fn flag(&self, work: &mut Work, checkout: &Checkout, why: &str) -> Result<()> {
        let outcome = Outcome::Unmatched;
        if !checkout::settle(&mut work.tx, checkout.id, outcome, None, work.now).await? {
            return Err(Error::Contention);
        }
        let data = self.data(checkout, why);
        work.record(EventType::PaymentUnmatched, checkout.invoice_id.0, &data);
        Ok(())
    }

    fn data(&self, checkout: &Checkout, why: &str) -> Value {
        json!({
            "reason": why,
            "amount": checkout.amount.to_decimal(checkout.currency).to_string(),
            "currency": checkout.currency.code(),
            "stripe_session": self.session.id,
            "stripe_payment_intent": self.session.payment_intent,
            "stripe_amount": self.session.amount_total,
            "stripe_currency": self.session.currency,
        })
    }
}

fn stage_word(invoice: &Invoice) -> &'static str {
    match invoice.stage {
        Stage::Draft { .. } => "unpublished",
        Stage::Issued(_) => "issued",
        Stage::Void { .. } => "voided",
    }
}

/// Ends an attempt by which nothing was paid, and says on the document that it failed, if it did.
async fn end(
    work: &mut Work,
    checkout: &Checkout,
    outcome: Outcome,
    failed: Option<&str>,
) -> Result<Learnt> {
    if let Some(reason) = failed {
        fail(work, checkout, reason).await?;
    }
    if !checkout::end(&mut work.tx, checkout.id, outcome, work.now).await? {
        return Err(Error::Contention);
    }
    Ok(Learnt::Ended)
}

/// Says on the document that an attempt to pay it failed, if it still asks for money.
pub(super) async fn fail(work: &mut Work, checkout: &Checkout, reason: &str) -> Result<()> {
    let found = invoices::find_and_claim(work, checkout.invoice_id).await?;
    let open = found.filter(|found| stripe::payable(found).is_some());
    let Some(mut invoice) = open else { return Ok(()) };
    invoice.payment_failed_at = Some(work.now);
    let data = json!({
        "reason": reason,
        "amount": checkout.amount.to_decimal(checkout.currency).to_string(),
        "stripe_session": checkout.session_id,
    });
    invoices::save(work, &mut invoice, EventType::PaymentFailed, &data).await
}
