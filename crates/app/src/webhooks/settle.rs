//! What comes of an attempt to tell a webhook something.

use super::webhooks;
use crate::work::boxed;
use crate::{
    Error, Result, UseCase, Work, backoff,
    mail::{self, NewEmail},
};
use jiff::{SignedDuration, Timestamp};
use net30_domain::{
    email_delivery::EmailKind,
    event::EventType,
    refusal::Refusal,
    webhook::{Attempt, Disabled, DisabledReason, Webhook, WebhookDelivery, WebhookDeliveryStatus},
};
use net30_gateways::{address::host_of, webhook::Answer};
use net30_store::webhook_delivery::{self, Outcome};
use net30_words::{Locale, Phrase, Word, Words};
use serde_json::json;
use std::time::Duration;

/// A webhook is given up when every attempt has failed for so long.
const FAILING_MAX: SignedDuration = SignedDuration::from_hours(5 * 24);
/// A receiver that asks for time gets at most so much.
const RETRY_AFTER_MAX: SignedDuration = SignedDuration::from_hours(24);
/// HTTP status by which a receiver says that it is gone for good.
const GONE: u16 = 410;

/// Writes down what came of an attempt.
pub(super) struct Settle {
    /// Who was told.
    pub(super) webhook: Webhook,
    /// What.
    pub(super) delivery: WebhookDelivery,
    /// What the receiver answered.
    pub(super) answer: Answer,
    /// How long is waited after each failed attempt.
    pub(super) pauses: Vec<Duration>,
}

impl UseCase for Settle {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let (id, now) = (self.webhook.id, work.now);
        if self.answer.is_good() {
            webhooks::note_success(&mut work.tx, id).await?;
        } else if self.is_gone() && self.webhook.is_hook {
            return self.unsubscribe(work).await;
        } else {
            webhooks::note_failure(&mut work.tx, id, now).await?;
        }
        let outcome = self.outcome(now);
        if !webhook_delivery::note(&mut work.tx, &self.delivery, &outcome).await? {
            // Another server made the same attempt when the lease of this one had ended, or the delivery is gone.
            return Ok(());
        }
        if !self.answer.is_good() {
            self.give_up_webhook(work).await?;
        }
        Ok(())
    }
}

impl Settle {
    fn is_gone(&self) -> bool {
        self.answer.status == Some(GONE)
    }

    fn outcome(&self, now: Timestamp) -> Outcome {
        let (status, next_at) = if self.answer.is_good() {
            (WebhookDeliveryStatus::Delivered, None)
        } else {
            match self.next_at(now) {
                Some(next_at) => (WebhookDeliveryStatus::Pending, Some(next_at)),
                None => (WebhookDeliveryStatus::Failed, None),
            }
        };
        let answer = &self.answer;
        let error = match answer.status {
            None => answer.error.clone(),
            Some(_) if answer.is_good() => None,
            Some(status @ 300..400) => {
                Some(format!("answered {status}; redirects are not followed"))
            }
            Some(status) => Some(format!("answered {status}")),
        };
        let attempt = Attempt {
            response_status: answer.status.map(i32::from),
            response: answer.status.map(|_| answer.body.clone()),
            error,
            duration_ms: i32::try_from(answer.duration.as_millis()).unwrap_or(i32::MAX),
        };
        let ended_at = next_at.is_none().then_some(now);
        Outcome { status, next_at, ended_at, attempt }
    }

    /// When it is tried again: after a pause that grows, not before the receiver wants it; none if that was enough.
    fn next_at(&self, now: Timestamp) -> Option<Timestamp> {
        let attempt = usize::try_from(self.delivery.attempts).unwrap_or(usize::MAX);
        let planned = backoff::of_call(now, *self.pauses.get(attempt)?);
        let asked = self.answer.retry_at.map(|at| at.min(now + RETRY_AFTER_MAX));
        Some(asked.map_or(planned, |asked| asked.max(planned)))
    }

    /// Removes a hook whose receiver says that it is gone.
    async fn unsubscribe(&self, work: &mut Work) -> Result<()> {
        let webhook = &self.webhook;
        if webhooks::delete(&mut work.tx, webhook.account_id, webhook.id).await? {
            let data = json!({"reason": DisabledReason::Gone.word()});
            work.record(EventType::WebhookDeleted, webhook.id.0, &data);
        }
        Ok(())
    }

    /// Disables a webhook that is gone, or whose every attempt has failed for days.
    async fn give_up_webhook(&self, work: &mut Work) -> Result<()> {
        let now = work.now;
        let (reason, failing_since) = if self.is_gone() {
            (DisabledReason::Gone, now)
        } else {
            (DisabledReason::Failing, now - FAILING_MAX)
        };
        let id = self.webhook.id;
        let disabled = Disabled { at: now, reason };
        if webhooks::disable(&mut work.tx, id, disabled, failing_since).await? {
            let data = json!({"reason": reason.word()});
            work.record(EventType::WebhookDisabled, id.0, &data);
            tracing::warn!(webhook_id = %id, reason = reason.word(), "a webhook was disabled");
            self.notify(work, reason).await?;
        }
        Ok(())
    }

    /// Tells the account's owner by e-mail, if there is an address and a mail server.
    async fn notify(&self, work: &mut Work, reason: DisabledReason) -> Result<()> {
        let account = work.account().await?;
        let Some(owner) = account.seller.email.clone() else { return Ok(()) };
        let country = account.seller.address.country;
        let words = Words::of(Locale::of(account.defaults.language, country));
        let webhook = &self.webhook;
        let host = host_of(&webhook.url);
        let explained = match reason {
            DisabledReason::Gone => Phrase::WebhookGone { host: &host },
            DisabledReason::Failing | DisabledReason::ByHand => {
                Phrase::WebhookFailing { host: &host }
            }
        };
        let (id, now) = (webhook.id.0, work.now);
        let dedup_key = format!("webhook-disabled/{id}/{}", now.as_microsecond());
        let email = NewEmail {
            subject: Some(words.get(Word::WebhookDisabled)),
            message: Some(words.say(&explained)),
            ..NewEmail::about(EmailKind::Notice, id, vec![owner], dedup_key, now)
        };
        match mail::post(work, email).await {
            Err(Error::Refused(Refusal::SmtpNotConfigured)) => Ok(()),
            posted => posted.map(|_| ()),
        }
    }
}
