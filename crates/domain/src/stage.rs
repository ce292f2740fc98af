//! What may be done in which stage: one `match` decides every transition.

use crate::{
    account::Lock,
    invoice::{DocumentType, Invoice, Stage},
    money::{Amount, Sum},
    payment::Payment,
};
use jiff::civil::Date;

/// Something that a client asks of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Change its content.
    Edit,
    /// Draw the number and freeze it.
    Issue,
    /// Take it back to draft.
    Unpublish,
    /// Declare it void.
    Void,
    /// Record a payment of the balance.
    MarkPaid,
    /// Say that it was sent.
    MarkSent,
    /// Send it.
    Send,
    /// Record a payment.
    Pay,
    /// Remove a payment.
    ReversePayment,
    /// Give money back.
    Refund,
    /// Make a credit note of it.
    Credit,
    /// Move it to the trash.
    Trash,
    /// Take it out of the trash.
    Restore,
    /// Remove it for good.
    Erase,
    /// Void it and hide it from lists: how two of the APIs delete an issued invoice.
    Hide,
}

impl Action {
    /// The word for it in messages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Issue => "publish",
            Self::Unpublish => "unpublish",
            Self::Void => "void",
            Self::MarkPaid => "mark as paid",
            Self::MarkSent => "mark as sent",
            Self::Send => "send",
            Self::Pay => "pay",
            Self::ReversePayment => "remove a payment of",
            Self::Refund => "refund a payment of",
            Self::Credit => "credit",
            Self::Trash | Self::Hide => "delete",
            Self::Restore => "restore",
            Self::Erase => "remove for good",
        }
    }
}

/// What an allowed action comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Do it.
    Do,
    /// Issue the draft first, then do it.
    IssueFirst,
    /// It is so already: answer as if it had been done, change nothing.
    Nothing,
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
    #[error("{document} is not complete: {missing}")]
    Incomplete {
        /// Which document.
        document: String,
        /// What it lacks.
        missing: String,
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
            Self::WebhookDisabled => "webhook_disabled",
            Self::TooManyWebhooks { .. } => "too_many_webhooks",
        }
    }
}

/// The stage as the table of transitions sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StageKind {
    /// A draft.
    Draft,
    /// A draft in the trash.
    Trashed,
    /// Issued.
    Issued,
    /// Void, hidden from lists or not.
    Void,
}

impl StageKind {
    /// Every kind.
    pub const ALL: [StageKind; 4] = [Self::Draft, Self::Trashed, Self::Issued, Self::Void];

    fn word(self) -> &'static str {
        match self {
            Self::Draft => "a draft",
            Self::Trashed => "in the trash",
            Self::Issued => "issued",
            Self::Void => "void",
        }
    }

    fn allowed(self) -> &'static str {
        match self {
            Self::Draft => "edit, publish, send, mark as sent, mark as paid, delete, duplicate",
            Self::Trashed => "restore, remove for good",
            Self::Issued => "send, pay, refund, credit, void, unpublish, duplicate",
            Self::Void => "duplicate",
        }
    }
}

/// Decides whether `action` may be done in a stage, and what it comes to: the table of transitions.
#[must_use]
#[expect(clippy::match_same_arms, reason = "each stage spells out what it refuses")]
pub fn step(stage: StageKind, action: Action) -> Option<Step> {
    use {Action as A, StageKind as S};
    match (stage, action) {
        (S::Draft, A::Edit | A::Issue | A::Trash | A::Hide) => Some(Step::Do),
        (S::Draft, A::MarkSent | A::Send | A::MarkPaid) => Some(Step::IssueFirst),
        (
            S::Draft,
            A::Unpublish
            | A::Void
            | A::Pay
            | A::ReversePayment
            | A::Refund
            | A::Credit
            | A::Restore
            | A::Erase,
        ) => None,

        (S::Trashed, A::Restore | A::Erase) => Some(Step::Do),
        (S::Trashed, A::Trash | A::Hide) => Some(Step::Nothing),
        (
            S::Trashed,
            A::Edit
            | A::Issue
            | A::Unpublish
            | A::Void
            | A::MarkPaid
            | A::MarkSent
            | A::Send
            | A::Pay
            | A::ReversePayment
            | A::Refund
            | A::Credit,
        ) => None,

        (
            S::Issued,
            A::Unpublish
            | A::Void
            | A::MarkPaid
            | A::MarkSent
            | A::Send
            | A::Pay
            | A::ReversePayment
            | A::Refund
            | A::Credit
            | A::Hide,
        ) => Some(Step::Do),
        (S::Issued, A::Edit | A::Issue | A::Trash | A::Restore | A::Erase) => None,

        (S::Void, A::Hide) => Some(Step::Do),
        (
            S::Void,
            A::Edit
            | A::Issue
            | A::Unpublish
            | A::Void
            | A::MarkPaid
            | A::MarkSent
            | A::Send
            | A::Pay
            | A::ReversePayment
            | A::Refund
            | A::Credit
            | A::Trash
            | A::Restore
            | A::Erase,
        ) => None,
    }
}

impl Invoice {
    /// The stage as the table of transitions sees it.
    #[must_use]
    pub fn stage_kind(&self) -> StageKind {
        match self.stage {
            Stage::Draft { .. } if self.deleted_at.is_some() => StageKind::Trashed,
            Stage::Draft { .. } => StageKind::Draft,
            Stage::Issued(_) => StageKind::Issued,
            Stage::Void { .. } => StageKind::Void,
        }
    }

    /// The document as messages name it: `invoice INV-7`, `credit note CN-3`, `the draft`.
    #[must_use]
    pub fn title(&self) -> String {
        let kind = self.document.noun();
        match self.number() {
            Some(number) => format!("{kind} {number}"),
            None => format!("the draft {kind}"),
        }
    }

    /// Decides whether `action` may be done now, and what it comes to.
    ///
    /// # Errors
    /// The [`Refusal`] that says why not, and what may be done instead.
    pub fn decide(&self, action: Action, lock: Lock) -> Result<Step, Refusal> {
        let stage = self.stage_kind();
        let step = step(stage, action);
        if stage == StageKind::Issued
            && lock == Lock::Strict
            && matches!(action, Action::Edit | Action::Unpublish)
        {
            return Err(Refusal::Locked { action, document: self.title() });
        }
        let Some(step) = step else {
            return Err(Refusal::InvalidTransition {
                action,
                document: self.title(),
                stage: stage.word(),
                allowed: stage.allowed(),
            });
        };
        let balance = self.balance();
        match action {
            Action::Unpublish | Action::Void | Action::Hide if stage == StageKind::Issued => {
                // Credit that pays another invoice came in with this one's payments.
                let lent = self.payments.iter().map(Payment::used).sum::<Sum>().nearest();
                let net_paid = balance.paid - balance.refunded + lent;
                let blocked = if action == Action::Unpublish {
                    self.payments.iter().any(|payment| payment.reversed_at.is_none())
                } else {
                    net_paid > Amount::ZERO
                };
                if blocked {
                    return Err(Refusal::HasPayments {
                        document: self.title(),
                        paid: self.worded(net_paid),
                    });
                }
                if self.credit_notes.iter().any(|note| note.counts) {
                    return Err(Refusal::HasCreditNotes { document: self.title() });
                }
                self.void_locked(lock).map_or(Ok(step), Err)
            }
            Action::Credit if self.document.takes_back() => Err(self.not_for_credit_notes(action)),
            Action::Pay | Action::MarkPaid if !self.document.asks_for_money() => {
                Err(self.not_for_credit_notes(action))
            }
            Action::MarkPaid if stage == StageKind::Issued && balance.due <= Amount::ZERO => {
                Ok(Step::Nothing)
            }
            Action::Erase => match &self.stage {
                Stage::Draft { kept_number: Some(number) } => {
                    Err(Refusal::OwnsNumber { number: number.clone() })
                }
                _ => Ok(step),
            },
            _ => Ok(step),
        }
    }

    /// An amount of this document as messages say it: `12.50 EUR`.
    #[must_use]
    pub fn worded(&self, amount: Amount) -> String {
        format!("{} {}", amount.to_decimal(self.content.currency), self.content.currency)
    }

    /// Under the strict lock what the customer has is taken back by another document, not made void.
    fn void_locked(&self, lock: Lock) -> Option<Refusal> {
        let issue = self.stage.issue().filter(|_| lock == Lock::Strict)?;
        let how = match (issue.sent_at, self.viewed_at) {
            (Some(_), _) => "sent",
            (None, Some(_)) => "viewed",
            (None, None) => return None,
        };
        let way_out = match self.document {
            DocumentType::Invoice => "make a credit note of it",
            DocumentType::CreditNote => "invoice again what it takes back",
        };
        Some(Refusal::VoidLocked { document: self.title(), how, way_out })
    }

    fn not_for_credit_notes(&self, action: Action) -> Refusal {
        Refusal::InvalidTransition {
            action,
            document: self.title(),
            stage: "a credit note",
            allowed: "send, void, duplicate",
        }
    }
}
