//! The JSON of reminders and their rules.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A rule for reminders as a client writes it. `days` is required.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"days": 7, "subject": "Invoice {number} is overdue", "message": "{amount_due} was due on {due_date}: {link}"}))]
pub(crate) struct RuleBody {
    /// Days after the due date; negative before it, 0 on it.
    #[schema(minimum = -365, maximum = 365, example = 7)]
    pub(crate) days: i32,
    /// The time of day in your time zone; `09:00` if left out.
    #[schema(required = false, example = "09:00")]
    pub(crate) time: String,
    /// `email` to the customer, or `webhook`: only the event `invoice.reminder_due`. `email` if left out.
    #[schema(required = false, example = "email")]
    pub(crate) channel: &'static str,
    /// The e-mail's subject, with placeholders as in `send`; the usual one if none.
    #[schema(max_length = 255, example = "Invoice {number} is overdue")]
    pub(crate) subject: Option<String>,
    /// What the e-mail says, with placeholders as in `send`; the usual text if none.
    #[schema(max_length = 10000, example = "{amount_due} was due on {due_date}: {link}")]
    pub(crate) message: Option<String>,
    /// Whether the PDF goes with it; `true` if left out.
    #[schema(required = false, example = true)]
    pub(crate) attach_pdf: bool,
    /// Whether it also reminds of what is overdue already when it begins; `false` if left out.
    #[schema(required = false, example = false)]
    pub(crate) include_overdue: bool,
    /// Whether it is followed; `true` if left out.
    #[schema(required = false, example = true)]
    pub(crate) enabled: bool,
}

/// What a reminder that is asked for says, and to whom; all of it may be left out.
#[derive(ToSchema)]
#[schema(example = json!({"message": "{amount_due} was due on {due_date}: {link}"}))]
#[expect(
    dead_code,
    reason = "describes the request in the OpenAPI document; the body is read by hand"
)]
pub(crate) struct RemindBody {
    /// To whom; the customer's addresses if left out.
    #[schema(max_items = 20)]
    to: Option<Vec<String>>,
    /// The e-mail's subject, with placeholders as in `send`.
    #[schema(max_length = 255)]
    subject: Option<String>,
    /// What the e-mail says, with placeholders as in `send`.
    #[schema(max_length = 10000)]
    message: Option<String>,
    /// Whether the PDF goes with it; `true` if left out.
    attach_pdf: Option<bool>,
}

/// A rule for reminders.
#[derive(Serialize, ToSchema)]
#[schema(as = ReminderRule)]
pub(crate) struct Rule {
    /// Its id.
    pub(crate) id: Uuid,
    #[serde(flatten)]
    pub(crate) fields: RuleBody,
    /// Why its reminders are skipped, such as `smtp_not_configured`.
    #[schema(example = json!(null))]
    pub(crate) last_error: Option<String>,
    /// Counts its changes; the `ETag` of this reply.
    #[schema(example = 1)]
    pub(crate) revision: i64,
    /// When it was made.
    pub(crate) created_at: Timestamp,
    /// When it was last changed.
    pub(crate) updated_at: Timestamp,
}

/// The reminders of an invoice.
#[derive(Serialize, ToSchema)]
pub(crate) struct Reminders {
    /// Those that there were, oldest first.
    pub(crate) past: Vec<Reminder>,
    /// Those that come as long as the invoice stays open, the next one first.
    pub(crate) planned: Vec<PlannedReminder>,
}

/// A reminder that there was.
#[derive(Serialize, ToSchema)]
pub(crate) struct Reminder {
    /// By which rule.
    pub(crate) rule_id: Uuid,
    /// The rule's days after the due date.
    #[schema(example = 7)]
    pub(crate) days: i32,
    /// For which day.
    pub(crate) date: Date,
    /// `sent`; or why not: `superseded` by a later rule, `paused`, `no_address`, `smtp_not_configured`, `failed`.
    #[schema(example = "sent")]
    pub(crate) outcome: &'static str,
    /// When.
    pub(crate) at: Timestamp,
}

/// A reminder that is planned.
#[derive(Serialize, ToSchema)]
pub(crate) struct PlannedReminder {
    /// By which rule.
    pub(crate) rule_id: Uuid,
    /// The rule's days after the due date.
    #[schema(example = 7)]
    pub(crate) days: i32,
    /// For which day.
    pub(crate) date: Date,
    /// When.
    pub(crate) at: Timestamp,
}
