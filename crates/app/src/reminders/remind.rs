//! One reminder: of an invoice, by a rule, once.

use crate::work::boxed;
use crate::{
    Error, Result, UseCase, Work, customers, invoices,
    mail::{self, NewEmail},
};
use net30_domain::{
    Date,
    email_delivery::EmailKind,
    event::EventType,
    id::{InvoiceId, ReminderRuleId},
    invoice::Invoice,
    refusal::Refusal,
    reminder::{Channel, Outcome, Reminder, Rule},
    schedule::moment,
    standing::Position,
};
use net30_store::reminder;
use serde_json::json;

/// Reminds of an invoice by a rule, or notes why not; false if that was done before, or is no longer due.
pub(super) struct Remind {
    pub(super) rule_id: ReminderRuleId,
    pub(super) invoice_id: InvoiceId,
}

impl UseCase for Remind {
    type Output = bool;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<bool> {
        let account_id = work.caller.account_id;
        let rule = reminder::load(&mut work.tx, account_id, self.rule_id).await?;
        let invoice = invoices::find_and_claim(work, self.invoice_id).await?;
        let (Some(rule), Some(invoice)) = (rule, invoice) else { return Ok(false) };
        let is_open = matches!(invoice.position(), Position::Due { .. });
        let due = invoice.content.due_date.filter(|_| is_open && invoice.deleted_at.is_none());
        let day = due.and_then(|due| Some((due, rule.day_for(due)?)));
        let Some((due, day)) = day.filter(|_| rule.draft.enabled) else { return Ok(false) };
        let outcome = outcome(work, &rule, &invoice, due, day).await?;
        let reminder = Reminder {
            invoice_id: invoice.id,
            rule_id: rule.id,
            days: rule.draft.days,
            day,
            outcome,
            at: work.now,
        };
        // Another server that is as far as this waits here, and then finds it noted.
        if !reminder::note(&mut work.tx, account_id, &reminder).await? {
            return Ok(false);
        }
        if outcome == Outcome::Sent {
            send(work, &rule, &invoice, reminder).await?;
        }
        Ok(true)
    }
}

/// Notes that a reminder failed for a reason that trying again would not mend.
pub(super) struct GiveUp {
    pub(super) rule_id: ReminderRuleId,
    pub(super) invoice_id: InvoiceId,
    pub(super) days: i32,
    pub(super) day: Date,
}

impl UseCase for GiveUp {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let reminder = Reminder {
            invoice_id: self.invoice_id,
            rule_id: self.rule_id,
            days: self.days,
            day: self.day,
            outcome: Outcome::Failed,
            at: work.now,
        };
        reminder::note(&mut work.tx, work.caller.account_id, &reminder).await?;
        Ok(())
    }
}

async fn outcome(
    work: &mut Work,
    rule: &Rule,
    invoice: &Invoice,
    due: Date,
    day: Date,
) -> Result<Outcome> {
    if is_superseded(work, rule, invoice, due, day).await? {
        return Ok(Outcome::Superseded);
    }
    if invoice.reminders_paused {
        return Ok(Outcome::Paused);
    }
    let needs_address = rule.draft.channel == Channel::Email;
    if needs_address && customers::addresses_of(work, invoice).await?.is_empty() {
        return Ok(Outcome::NoAddress);
    }
    Ok(Outcome::Sent)
}

/// Whether a rule for a later day has come due as well: after days without a server, only the latest reminds.
async fn is_superseded(
    work: &mut Work,
    rule: &Rule,
    invoice: &Invoice,
    due: Date,
    day: Date,
) -> Result<bool> {
    let account = work.account().await?;
    let rules = reminder::list(&mut work.tx, account.id).await?;
    let past = reminder::of_invoice(&mut work.tx, account.id, invoice.id).await?;
    let now = work.now;
    Ok(rules.iter().any(|other| {
        let Some((next, _)) = other.next else { return false };
        let Some(later) = other.day_for(due).filter(|later| *later > day) else { return false };
        let has_come =
            moment(later, other.draft.time, &account.time_zone).is_some_and(|at| at <= now);
        let was_sent = past.iter().any(|reminder| reminder.rule_id == other.id);
        has_come && other.id != rule.id && (later >= next || was_sent)
    }))
}

async fn send(work: &mut Work, rule: &Rule, invoice: &Invoice, reminder: Reminder) -> Result<()> {
    if rule.draft.channel == Channel::Email {
        let to = customers::addresses_of(work, invoice).await?;
        let key = format!("reminder/{}/{}", invoice.id, rule.id);
        let email = NewEmail {
            subject: rule.draft.subject.clone(),
            message: rule.draft.message.clone(),
            attach_pdf: rule.draft.attach_pdf,
            ..NewEmail::about(EmailKind::Reminder, invoice.id.0, to, key, work.now)
        };
        match mail::post(work, email).await {
            Ok(_) => note_error(work, rule, None).await?,
            Err(Error::Refused(Refusal::SmtpNotConfigured)) => {
                let skipped = Reminder { outcome: Outcome::NoMailServer, ..reminder };
                reminder::set_outcome(&mut work.tx, work.caller.account_id, &skipped).await?;
                return note_error(work, rule, Some(Outcome::NoMailServer.word())).await;
            }
            Err(error) => return Err(error),
        }
    }
    let data = json!({
        "rule_id": rule.id.to_string(),
        "days": rule.draft.days,
        "date": reminder.day.to_string(),
        "channel": rule.draft.channel.word(),
    });
    work.record(EventType::InvoiceReminderDue, invoice.id.0, &data);
    Ok(())
}

/// Keeps why a rule's reminders are skipped, and tells it once.
async fn note_error(work: &mut Work, rule: &Rule, error: Option<&str>) -> Result<()> {
    if rule.last_error.as_deref() == error {
        return Ok(());
    }
    // Whoever changed the rule meanwhile has cleared or noted it.
    if reminder::set_error(&mut work.tx, rule, error, work.now).await?
        && let Some(error) = error
    {
        let data = json!({"error": error});
        work.record(EventType::ReminderRuleFailed, rule.id.0, &data);
    }
    Ok(())
}
