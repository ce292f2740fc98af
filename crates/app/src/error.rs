//! What can go wrong, in three kinds: the caller's fault, the state's refusal, and something broken on our side.

use net30_domain::{
    fault::{Fault, Faults},
    refusal::Refusal,
};

/// The result of a use case.
pub type Result<T> = std::result::Result<T, Error>;

/// What gives a result later, boxed: it is compiled where it is made, and who waits for it compiles a pointer (ADR 7).
pub type Boxed<'a, T, E = Error> = futures_util::future::BoxFuture<'a, std::result::Result<T, E>>;

/// A noun that can be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// An account, or one of another organisation.
    Account,
    /// An invoice or credit note.
    Invoice,
    /// A customer.
    Customer,
    /// A product.
    Product,
    /// A tax.
    Tax,
    /// A template.
    Template,
    /// A payment.
    Payment,
    /// An API key.
    Key,
    /// The delivery of an e-mail.
    EmailDelivery,
    /// Something done in the background.
    Job,
    /// An e-mail template.
    EmailTemplate,
    /// A webhook.
    Webhook,
    /// What a webhook is told.
    WebhookDelivery,
    /// A recurring invoice.
    Recurring,
    /// A rule for reminders.
    ReminderRule,
    /// A person.
    User,
    /// A browser in which somebody is signed in.
    Session,
    /// A link that works once.
    Link,
    /// A list that a person keeps under a name.
    View,
    /// An invitation.
    Invitation,
}

impl What {
    /// The noun in messages.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Invoice => "invoice",
            Self::Customer => "customer",
            Self::Product => "product",
            Self::Tax => "tax",
            Self::Template => "template",
            Self::Payment => "payment",
            Self::Key => "API key",
            Self::EmailDelivery => "delivery",
            Self::Job => "job",
            Self::EmailTemplate => "e-mail template",
            Self::Webhook => "webhook",
            Self::WebhookDelivery => "webhook delivery",
            Self::Recurring => "recurring invoice",
            Self::ReminderRule => "reminder rule",
            Self::User => "person",
            Self::Session => "session",
            Self::View => "view",
            Self::Link => "link: it was used, or is older than a day",
            Self::Invitation => "invitation",
        }
    }
}

/// Why a use case did not do what was asked. Nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input is wrong; all faults at once.
    #[error("the request has {} invalid value(s)", .0.len())]
    Invalid(Faults),
    /// The state does not allow it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// There is no such object in the caller's account.
    #[error("no such {}", .0.noun())]
    NotFound(What),
    /// No key, or one that is unknown or revoked.
    #[error("the API key is missing, unknown or revoked")]
    Unauthorised,
    /// The operator has suspended the account.
    #[error("the account is suspended; whoever runs the server can resume it")]
    Suspended,
    /// The key's scope does not reach so far.
    #[error("the API key's scope is {has}; this needs {needs}")]
    Forbidden {
        /// The key's scope.
        has: &'static str,
        /// The scope that is needed.
        needs: &'static str,
    },
    /// The object is not the revision that `If-Match` names.
    #[error("the object was changed since: it is now revision {0}")]
    PreconditionFailed(i64),
    /// Credentials cannot be opened: they were sealed with another secret key.
    #[error(
        "stored credentials cannot be opened with this server's secret key; give it the key they were sealed with, or enter them again"
    )]
    SecretKeyDiffers,
    /// The idempotency key was used with another request.
    #[error("the Idempotency-Key was used before with another request")]
    IdempotencyMismatch,
    /// The first request with this idempotency key is still under way.
    #[error("the first request with this Idempotency-Key is still under way")]
    IdempotencyUnderWay,
    /// The cursor is not one of ours.
    #[error("the cursor is not one that this list gave")]
    BadCursor,
    /// Others change the same data at the same time; try again.
    #[error("others are changing the same data; try again")]
    Contention,
    /// Too much of the same is asked for at once; try again.
    #[error("too many {what} are waiting; try again in {seconds} seconds")]
    Busy {
        /// What waits, in the plural.
        what: &'static str,
        /// After how many seconds to try again.
        seconds: u64,
    },
    /// The database does not answer.
    #[error("the database is unavailable")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The disk failed to keep what was written: nothing is written until the server is started again.
    #[error("the disk failed; nothing is written until the server is started again")]
    DiskFailed(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Something is broken on our side.
    #[error("internal error")]
    Broken(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// One fault.
    #[must_use]
    pub fn fault(
        pointer: impl Into<String>,
        code: &'static str,
        message: impl Into<String>,
    ) -> Self {
        Self::Invalid(vec![Fault::new(pointer, code, message)])
    }

    /// What is wrong in one line, every fault included.
    #[must_use]
    pub fn in_full(&self) -> String {
        let Self::Invalid(faults) = self else { return self.to_string() };
        let faults = faults.iter().map(|fault| format!("{}: {}", fault.pointer, fault.message));
        faults.collect::<Vec<_>>().join("; ")
    }

    /// Something that must not happen, in words.
    #[must_use]
    pub fn broken(message: impl Into<String>) -> Self {
        Self::Broken(message.into().into())
    }
}

impl From<net30_store::Error> for Error {
    fn from(error: net30_store::Error) -> Self {
        match error {
            // A key that was free, or a row that was there, when the use case looked: another try looks again.
            net30_store::Error::Contention
            | net30_store::Error::Unique { .. }
            | net30_store::Error::Reference => Self::Contention,
            net30_store::Error::BadText => {
                Self::fault("", "invalid_text", "a text has the character U+0000")
            }
            net30_store::Error::BadCursor => Self::BadCursor,
            net30_store::Error::Unavailable(source) => Self::Unavailable(source),
            net30_store::Error::DiskFailed(source) => Self::DiskFailed(source),
            other => Self::Broken(Box::new(other)),
        }
    }
}

/// An error with its causes, each said once.
#[must_use]
pub fn with_causes(error: &(dyn std::error::Error + 'static)) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let text = error.to_string();
        if !words.contains(&text) {
            words.push_str(": ");
            words.push_str(&text);
        }
        cause = error.source();
    }
    words
}

/// Fails with all faults, if there are any.
pub(crate) fn faultless(faults: Faults) -> Result<()> {
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}
