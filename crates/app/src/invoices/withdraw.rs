//! E-mails about a document that are still to be sent, taken back.

use crate::{Result, Work, mail};
use net30_domain::{
    email_delivery::{EmailDeliveryStatus, EmailKind},
    id::EmailDeliveryId,
    invoice::Invoice,
};

/// Takes back every e-mail about a document that is still to be sent, reminders included. The document is changed but
/// not yet saved.
pub(super) async fn withdraw_all(work: &mut Work, invoice: &mut Invoice) -> Result<()> {
    let withdrawn = mail::withdraw(work, invoice.id.0, |_| true).await?;
    note_withdrawn(work, invoice, &withdrawn);
    Ok(())
}

/// Takes back what is to be sent later. The document is changed but not yet saved.
pub(super) async fn withdraw_scheduled(work: &mut Work, invoice: &mut Invoice) -> Result<()> {
    let now = work.now;
    let later =
        |email: &mail::EmailDelivery| email.kind == EmailKind::Invoice && email.run_at > now;
    let withdrawn = mail::withdraw(work, invoice.id.0, later).await?;
    note_withdrawn(work, invoice, &withdrawn);
    Ok(())
}

/// Notes on a document what was taken back.
pub(super) fn note_withdrawn(work: &Work, invoice: &mut Invoice, withdrawn: &[EmailDeliveryId]) {
    if !withdrawn.is_empty() {
        invoice.scheduled_send_at = None;
    }
    if let Some(last) = &mut invoice.last_delivery
        && withdrawn.contains(&last.id)
    {
        last.status = EmailDeliveryStatus::Cancelled;
        last.at = work.now;
    }
}
