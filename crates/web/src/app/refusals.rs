//! Why something is not done, in the person's words.

use super::texts::Texts;
use net30_domain::{
    action::Action,
    refusal::{Missing, Refusal},
};

/// A refusal in the person's words.
pub(super) fn said(t: Texts, refusal: &Refusal) -> String {
    match refusal {
        Refusal::InvalidTransition { .. } => t.refused_transition(),
        Refusal::HasPayments { paid, .. } => t.refused_has_payments(paid),
        Refusal::HasCreditNotes { .. } => t.refused_has_credit_notes(),
        Refusal::Locked { action: Action::Unpublish, .. } => t.refused_locked_unpublish(),
        Refusal::Locked { .. } => t.refused_locked(),
        Refusal::VoidLocked { .. } => t.refused_void_locked(),
        Refusal::OwnsNumber { number } => t.refused_owns_number(number),
        Refusal::Overpayment { balance } => t.refused_overpayment(balance),
        Refusal::NothingDue { .. } => t.refused_nothing_due(),
        Refusal::RefundAbovePayment { left } => t.refused_refund(left),
        Refusal::CreditAboveInvoice { left } => t.refused_credit(left),
        Refusal::NumberTaken { number } => t.refused_number_taken(number),
        Refusal::NotChronological { date, last } => {
            t.refused_not_chronological(&date.to_string(), &last.to_string())
        }
        Refusal::CreditTooSmall { available } => t.refused_credit_too_small(available),
        Refusal::DatedAfterToday { .. } => t.refused_after_today(),
        Refusal::SmtpNotConfigured => t.refused_no_mail(),
        Refusal::NothingToCancel { .. } => t.refused_nothing_to_cancel(),
        Refusal::Duplicate { what, .. } => t.refused_duplicate(what),
        Refusal::Incomplete { missing, .. } => {
            let missing = missing.iter().map(|missing| match missing {
                Missing::CompanyName => t.missing_company_name(),
                Missing::CustomerName => t.missing_customer_name(),
                Missing::Line => t.missing_line(),
            });
            t.refused_incomplete(&missing.collect::<Vec<_>>().join(", "))
        }
        Refusal::TooMany { max, .. } => t.refused_too_many(&max.to_string()),
        Refusal::TooManyWebhooks { max } => t.refused_too_many(&max.to_string()),
        Refusal::RecurringEnded => t.refused_recurring_ended(),
        Refusal::BuiltIn => t.refused_built_in(),
        Refusal::LockCannotBeLoosened => t.refused_lock(),
        Refusal::LastOwner => t.refused_last_owner(),
        Refusal::WorksElsewhere => t.refused_works_elsewhere(),
        Refusal::WebhookDisabled => t.refused_webhook_stopped(),
    }
}
