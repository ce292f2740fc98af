//! Reminders: rules by which customers are told of what is due, or was.

use crate::id::{AccountId, InvoiceId, ReminderRuleId};
use crate::words::words;
use jiff::{
    Span, Timestamp,
    civil::{Date, Time},
};

/// Most days before or after the due date.
pub const DAYS_MAX: i32 = 365;

words! {
    /// How a reminder goes out.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Channel {
        /// As an e-mail to the customer.
        #[default]
        Email = "email",
        /// As an event only, for webhooks.
        Webhook = "webhook",
    }
}

/// What a client writes of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleDraft {
    /// Days after the due date; negative before it.
    pub days: i32,
    /// The time of day, to the minute, where the account is.
    pub time: Time,
    /// How it goes out.
    pub channel: Channel,
    /// The e-mail's subject, in place of the usual one.
    pub subject: Option<String>,
    /// What the e-mail says, in place of the usual text.
    pub message: Option<String>,
    /// Whether the PDF goes with it.
    pub attach_pdf: bool,
    /// Whether it reaches what is overdue already when it begins.
    pub include_overdue: bool,
    /// Whether it is followed.
    pub enabled: bool,
}

/// A rule of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its id.
    pub id: ReminderRuleId,
    /// Whose it is.
    pub account_id: AccountId,
    /// What it says.
    pub draft: RuleDraft,
    /// The day of reminders that comes next, and the moment of it, if the rule is followed.
    pub next: Option<(Date, Timestamp)>,
    /// Why its reminders are skipped, if they are.
    pub last_error: Option<String>,
    /// Counts its changes, from 1.
    pub revision: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Rule {
    /// The day on which the rule reaches an invoice that is due on a day.
    #[must_use]
    pub fn day_for(&self, due: Date) -> Option<Date> {
        due.checked_add(Span::new().days(self.draft.days)).ok()
    }

    /// The due date of the invoices that the rule reaches on a day.
    #[must_use]
    pub fn due_date_on(&self, day: Date) -> Option<Date> {
        day.checked_sub(Span::new().days(self.draft.days)).ok()
    }
}

words! {
    /// What became of a reminder.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Outcome {
        /// It was handed to the mail queue, or told as an event.
        Sent = "sent",
        /// A later rule had come due as well: only that one was sent.
        Superseded = "superseded",
        /// The invoice's reminders are paused.
        Paused = "paused",
        /// The customer has no e-mail address.
        NoAddress = "no_address",
        /// There is no mail server.
        NoMailServer = "smtp_not_configured",
        /// It could not be sent.
        Failed = "failed",
    }
}

/// A reminder that a rule has brought about, or passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// Of which invoice.
    pub invoice_id: InvoiceId,
    /// By which rule.
    pub rule_id: ReminderRuleId,
    /// The rule's days at that time.
    pub days: i32,
    /// For which day.
    pub day: Date,
    /// What became of it.
    pub outcome: Outcome,
    /// When.
    pub at: Timestamp,
}
