//! Why something is not done that was well asked for: each refusal by its name.

use crate::action::Action;
use jiff::civil::Date;

/// What a document lacks that issuing needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The seller has no name.
    CompanyName,
    /// The customer has no name.
    CustomerName,
    /// There is nothing to pay for.
    Line,
}

impl Missing {
    fn words(self) -> &'static str {
        match self {
            Self::CompanyName => "the company's name (settings: company.name)",
            Self::CustomerName => "the customer's name",
            Self::Line => "a line",
        }
    }
}

fn words_of(missing: &[Missing]) -> String {
    missing.iter().map(|missing| missing.words()).collect::<Vec<_>>().join(", ")
}

/// Why an action is refused. Each has a stable code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The stage does not allow it.
    #[error("cannot {} {document}: it is {stage}; allowed now: {allowed}", action.word())]
    InvalidTransition {
        /// What was asked.
        action: Action,
        /// `invoice INV-7`, `draft`, …
        document: String,
        /// `a draft`, `issued`, `void`, `in the trash`.
        stage: &'static str,
        /// What may be done instead.
        allowed: &'static str,
    },
    /// Payments stand against it.
    #[error("{document} has payments of {paid}; refund or remove them first")]
    HasPayments {
        /// Which document.
        document: String,
        /// What was paid and not given back.
        paid: String,
    },
    /// Credit notes stand against it.
    #[error("{document} has credit notes; void them first")]
    HasCreditNotes {
        /// Which document.
        document: String,
    },
    /// The account's lock makes issued documents final.
    #[error("cannot {} {document}: the account's lock is strict, so issued documents are final; make a credit note of it, or void it if it was neither sent nor viewed", action.word())]
    Locked {
        /// What was asked.
        action: Action,
        /// Which document.
        document: String,
    },
    /// A draft that was unpublished still owns its number.
    #[error(
        "cannot remove the draft for good: it owns the number {number}; publish it and void it"
    )]
    OwnsNumber {
        /// The number.
        number: String,
    },
    /// More was paid than is due.
    #[error(
        "the payment is above the balance of {balance}; the account does not allow overpayment (settings: allow_overpayment)"
    )]
    Overpayment {
        /// What is due.
        balance: String,
    },
    /// There is nothing to pay.
    #[error("nothing is due on {document}")]
    NothingDue {
        /// Which document.
        document: String,
    },
    /// More would be given back than was paid.
    #[error("the refund is above the {left} that is left of the payment")]
    RefundAbovePayment {
        /// What is left.
        left: String,
    },
    /// More would be credited than is left.
    #[error("the credit note is above what remains uncredited: {left}")]
    CreditAboveInvoice {
        /// What is left.
        left: String,
    },
    /// The number belongs to another document.
    #[error("the number {number} is already used")]
    NumberTaken {
        /// The number.
        number: String,
    },
    /// Under the strict lock, dates of a series do not go back.
    #[error(
        "the issue date {date} is before {last}, the date of the series' last number; the account's lock is strict, so numbers are chronological"
    )]
    NotChronological {
        /// The document's date.
        date: Date,
        /// The date of the last number.
        last: Date,
    },
    /// More was to be paid from the customer's credit than there is.
    #[error("the customer's credit is {available}")]
    CreditTooSmall {
        /// What there is, with its currency.
        available: String,
    },
    /// Under the strict lock, a date to come would keep later documents from the series.
    #[error(
        "the issue date {date} is after today, {today}; the account's lock is strict, so a document is issued when its date has come"
    )]
    DatedAfterToday {
        /// The document's date.
        date: Date,
        /// Today in the account's time zone.
        today: Date,
    },
    /// Under the strict lock, what the customer has is not voided.
    #[error("cannot void {document}: the account's lock is strict and it was {how}; {way_out}")]
    VoidLocked {
        /// Which document.
        document: String,
        /// `sent` or `viewed`.
        how: &'static str,
        /// What to do instead.
        way_out: &'static str,
    },
    /// The document lacks something that issuing needs.
    #[error("{document} is not complete: {}", words_of(missing))]
    Incomplete {
        /// Which document.
        document: String,
        /// What it lacks.
        missing: Vec<Missing>,
    },
    /// A unique key of the client is used by another object.
    #[error("{what} is already used by {by}")]
    Duplicate {
        /// Which key.
        what: String,
        /// By what.
        by: String,
    },
    /// Mail cannot be sent, since no SMTP server is configured.
    #[error(
        "no SMTP server is configured: enter one in the settings (settings/email), or start the server with NET30_SMTP_URL"
    )]
    SmtpNotConfigured,
    /// Nothing is left to be sent.
    #[error("nothing of {document} is left to be sent")]
    NothingToCancel {
        /// Which document.
        document: String,
    },
    /// There are as many as there may be.
    #[error("an account may have at most {max} {what}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there may be.
        max: usize,
    },
    /// A recurring invoice has no further dates.
    #[error("the recurring invoice has ended: change its schedule to go on")]
    RecurringEnded,
    /// What was built in cannot be changed.
    #[error("built-in templates cannot be changed; copy the template and change the copy")]
    BuiltIn,
    /// The lock cannot be loosened for what was issued under it.
    #[error("the lock cannot be loosened once documents were issued under it")]
    LockCannotBeLoosened,
    /// Somebody has to see to the account.
    #[error("an account needs an owner who may sign in; make somebody else an owner first")]
    LastOwner,
    /// What is not of the organisation alone is not for its owners to end.
    #[error(
        "the person works for another organisation on this server, too: keep them out of this account instead"
    )]
    WorksElsewhere,
    /// A webhook that is disabled is told nothing.
    #[error("the webhook is disabled; enable it first (enabled: true)")]
    WebhookDisabled,
    /// The account has as many webhooks as it may.
    #[error("the account has {max} webhooks, and may not have more")]
    TooManyWebhooks {
        /// How many it may have.
        max: i64,
    },
}

impl Refusal {
    /// The stable word for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::InvalidTransition { .. } => "invalid_transition",
            Self::HasPayments { .. } => "has_payments",
            Self::HasCreditNotes { .. } => "has_credit_notes",
            Self::Locked { .. } | Self::VoidLocked { .. } => "locked",
            Self::OwnsNumber { .. } => "owns_number",
            Self::Overpayment { .. } => "overpayment",
            Self::NothingDue { .. } => "nothing_due",
            Self::CreditTooSmall { .. } => "insufficient_credit",
            Self::RefundAbovePayment { .. } => "refund_above_payment",
            Self::CreditAboveInvoice { .. } => "credit_above_invoice",
            Self::NumberTaken { .. } => "number_taken",
            Self::NotChronological { .. } => "not_chronological",
            Self::DatedAfterToday { .. } => "dated_after_today",
            Self::Incomplete { .. } => "incomplete",
            Self::Duplicate { .. } => "duplicate",
            Self::SmtpNotConfigured => "smtp_not_configured",
            Self::NothingToCancel { .. } => "nothing_to_cancel",
            Self::TooMany { .. } => "too_many",
            Self::RecurringEnded => "recurring_ended",
            Self::BuiltIn => "built_in",
            Self::LockCannotBeLoosened => "lock_cannot_be_loosened",
            Self::LastOwner => "last_owner",
            Self::WorksElsewhere => "works_elsewhere",
            Self::WebhookDisabled => "webhook_disabled",
            Self::TooManyWebhooks { .. } => "too_many_webhooks",
        }
    }
}
