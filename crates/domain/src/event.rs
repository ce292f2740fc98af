//! Events: what happened, who did it, to what.

use crate::id::{AccountId, EventId, KeyId, UserId};
use jiff::Timestamp;
use uuid::Uuid;

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody with an API key.
    Key(KeyId),
    /// A program that speaks for somebody (MCP), with an API key.
    Mcp(KeyId),
    /// Somebody who signed in.
    User(UserId),
    /// The server itself: a schedule, a retry, the command line.
    System,
}

impl std::fmt::Display for Actor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Key(id) => write!(f, "key:{id}"),
            Self::Mcp(id) => write!(f, "mcp:{id}"),
            Self::User(id) => write!(f, "user:{id}"),
            Self::System => f.write_str("system"),
        }
    }
}

macro_rules! event_types {
    ($($(#[$doc:meta])* $variant:ident $word:literal $books:literal),* $(,)?) => {
        /// What happened.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum EventType { $($(#[$doc])* $variant),* }

        impl EventType {
            /// Every type.
            pub const ALL: &'static [EventType] = &[$(EventType::$variant),*];

            /// The word for it, as clients read it.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(EventType::$variant => $word),* }
            }

            /// What it happened to: the first part of the word.
            #[must_use]
            pub fn noun(self) -> &'static str {
                self.word().split('.').next().unwrap_or_default()
            }

            /// Whether it is an event of the books, and so a link of the account's chain.
            #[must_use]
            pub fn is_of_the_books(self) -> bool {
                match self { $(EventType::$variant => $books),* }
            }

            /// Reads the word.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.word() == word)
            }
        }
    };
}

event_types! {
    /// An account was made.
    AccountCreated "account.created" true,
    /// The operator suspended the account.
    AccountSuspended "account.suspended" false,
    /// The operator ended the account's suspension.
    AccountResumed "account.resumed" false,
    /// Settings other than the lock were changed.
    SettingsUpdated "settings.updated" false,
    /// The hashes of what was issued before hashes of content were chained.
    BooksAnchored "account.books_anchored" true,
    /// The lock was changed.
    LockChanged "settings.lock_changed" true,
    /// An API key was made.
    KeyCreated "api_key.created" false,
    /// An API key was revoked.
    KeyRevoked "api_key.revoked" false,
    /// A person may work in the account.
    UserAdded "user.added" false,
    /// A person may do more or less than before.
    UserRoleChanged "user.role_changed" false,
    /// A person can no longer sign in.
    UserDisabled "user.disabled" false,
    /// A person can sign in again.
    UserEnabled "user.enabled" false,
    /// Somebody was invited to work in the account.
    UserInvited "user.invited" false,
    /// An invitation was taken back.
    UserInvitationWithdrawn "user.invitation_withdrawn" false,
    /// A person may no longer work in the account.
    UserRemoved "user.removed" false,
    /// A draft was made.
    InvoiceCreated "invoice.created" false,
    /// A draft was changed.
    InvoiceUpdated "invoice.updated" false,
    /// A document was issued.
    InvoiceIssued "invoice.issued" true,
    /// A document went back to draft.
    InvoiceUnpublished "invoice.unpublished" true,
    /// A document was voided.
    InvoiceVoided "invoice.voided" true,
    /// An e-mail with a document was left to be sent, at once or at a date.
    InvoiceSendQueued "invoice.send_queued" false,
    /// An e-mail that was left to be sent is not sent after all.
    InvoiceSendCancelled "invoice.send_cancelled" false,
    /// An e-mail with a document was given up.
    InvoiceSendFailed "invoice.send_failed" false,
    /// A document was sent, or marked so.
    InvoiceSent "invoice.sent" false,
    /// The customer looked at it.
    InvoiceViewed "invoice.viewed" false,
    /// Nothing is due any more.
    InvoicePaid "invoice.paid" false,
    /// Its due date has passed, and something is still due.
    InvoiceOverdue "invoice.overdue" false,
    /// A draft went to the trash, or a void document was hidden.
    InvoiceDeleted "invoice.deleted" false,
    /// A draft came back from the trash.
    InvoiceRestored "invoice.restored" false,
    /// A draft was removed for good.
    InvoiceErased "invoice.erased" false,
    /// A credit note was issued for an invoice.
    InvoiceCredited "invoice.credited" true,
    /// A payment was recorded.
    PaymentRecorded "payment.recorded" true,
    /// A payment was removed.
    PaymentReversed "payment.reversed" true,
    /// Money was given back.
    PaymentRefunded "payment.refunded" true,
    /// Of an invoice on which more was paid than was due, credit pays another invoice.
    PaymentApplied "payment.applied" true,
    /// Credit that paid another invoice is credit again.
    PaymentReleased "payment.released" true,
    /// An online payment failed.
    PaymentFailed "payment.failed" false,
    /// Money came online that could not be recorded as a payment, or was more than was due.
    PaymentUnmatched "payment.unmatched" false,
    /// A customer was made.
    CustomerCreated "customer.created" false,
    /// A customer was changed.
    CustomerUpdated "customer.updated" false,
    /// A customer was archived or removed.
    CustomerDeleted "customer.deleted" false,
    /// A product was made.
    ProductCreated "product.created" false,
    /// A product was changed.
    ProductUpdated "product.updated" false,
    /// A product was archived or removed.
    ProductDeleted "product.deleted" false,
    /// A tax was made.
    TaxCreated "tax.created" false,
    /// A tax was changed.
    TaxUpdated "tax.updated" false,
    /// A tax was archived or removed.
    TaxDeleted "tax.deleted" false,
    /// A template was made.
    TemplateCreated "template.created" false,
    /// A template was changed.
    TemplateUpdated "template.updated" false,
    /// A template was archived or removed.
    TemplateDeleted "template.deleted" false,
    /// A webhook was made.
    WebhookCreated "webhook.created" false,
    /// A webhook was changed.
    WebhookUpdated "webhook.updated" false,
    /// A webhook was removed.
    WebhookDeleted "webhook.deleted" false,
    /// The server gave a webhook up.
    WebhookDisabled "webhook.disabled" false,
    /// A recurring invoice was set up.
    RecurringCreated "recurring.created" false,
    /// A recurring invoice was changed.
    RecurringUpdated "recurring.updated" false,
    /// A recurring invoice was paused.
    RecurringPaused "recurring.paused" false,
    /// A recurring invoice was resumed.
    RecurringResumed "recurring.resumed" false,
    /// A recurring invoice made an invoice, or passed dates over.
    RecurringRun "recurring.run" false,
    /// A recurring invoice could not make its invoice; it is tried again.
    RecurringFailed "recurring.failed" false,
    /// A recurring invoice has no further dates.
    RecurringEnded "recurring.ended" false,
    /// A recurring invoice was removed; its invoices stay.
    RecurringDeleted "recurring.deleted" false,
    /// A rule for reminders was made.
    ReminderRuleCreated "reminder_rule.created" false,
    /// A rule for reminders was changed.
    ReminderRuleUpdated "reminder_rule.updated" false,
    /// A rule for reminders was removed.
    ReminderRuleDeleted "reminder_rule.deleted" false,
    /// Reminders of a rule cannot be e-mailed, and are skipped.
    ReminderRuleFailed "reminder_rule.failed" false,
    /// A rule says that the customer is to be reminded of the invoice.
    InvoiceReminderDue "invoice.reminder_due" false,
    /// No reminders of the invoice until they are resumed.
    InvoiceRemindersPaused "invoice.reminders_paused" false,
    /// Reminders of the invoice go on.
    InvoiceRemindersResumed "invoice.reminders_resumed" false,
    /// Late fees could not be charged; it is tried again.
    LateFeesFailed "settings.late_fees_failed" false,
    /// A late fee was charged for the invoice.
    InvoiceLateFeeCharged "invoice.late_fee_charged" false,
}

/// One entry of an account's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// In whose history.
    pub account_id: AccountId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// What.
    pub kind: EventType,
    /// To what: the id of the invoice, customer, … that the type's first word names.
    pub object_id: Uuid,
    /// What changed, as a JSON object of `{field: [before, after]}`, or the facts of the event.
    pub data: String,
}
