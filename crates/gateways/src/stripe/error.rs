//! Why Stripe did not do what was asked, in classes that call for different answers.

use serde::Deserialize;

/// Why a call failed. Messages of Stripe's are left out: they may quote what was sent.
#[derive(Debug, thiserror::Error)]
pub enum StripeError {
    /// No connection, or no answer in time: nobody knows whether it was done.
    #[error("Stripe cannot be reached")]
    Unreachable(#[source] reqwest::Error),
    /// Stripe answers, but is out of order.
    #[error("Stripe is out of order: it answered with {status}")]
    Down {
        /// HTTP status.
        status: u16,
    },
    /// Stripe says no.
    #[error("Stripe refused with {status} {kind} (code {}, parameter {})", code.as_deref().unwrap_or("-"), parameter.as_deref().unwrap_or("-"))]
    Refused {
        /// HTTP status.
        status: u16,
        /// The class, such as `invalid_request_error`.
        kind: String,
        /// The code, such as `resource_missing`.
        code: Option<String>,
        /// Which parameter is meant.
        parameter: Option<String>,
    },
    /// An answer that is none of the published API.
    #[error("Stripe's answer cannot be read")]
    Unreadable,
}

impl StripeError {
    /// Whether the same call may well succeed later.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Down { .. } | Self::Unreadable => true,
            // 409: another call with the same idempotency key is under way; 429: too many calls.
            Self::Refused { status, .. } => matches!(status, 409 | 429),
        }
    }

    /// Whether another call with the same idempotency key is under way.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        matches!(self, Self::Refused { status: 409, .. })
    }

    /// Whether there is no such session in the key's account.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Refused { status: 404, .. })
    }

    /// Whether the key is wrong, revoked, or may not do this.
    #[must_use]
    pub fn is_about_key(&self) -> bool {
        matches!(self, Self::Refused { status: 401 | 403, .. })
    }

    /// Whether the idempotency key was used before with another content.
    #[must_use]
    pub fn is_another_content(&self) -> bool {
        matches!(self, Self::Refused { status: 400, kind, .. } if kind == "idempotency_error")
    }
}

impl From<reqwest::Error> for StripeError {
    fn from(error: reqwest::Error) -> Self {
        Self::Unreachable(error.without_url())
    }
}

/// The body of an error, as Stripe documents it.
#[derive(Deserialize)]
pub(super) struct ErrorBody {
    pub(super) error: ErrorFields,
}

#[derive(Deserialize)]
pub(super) struct ErrorFields {
    r#type: String,
    code: Option<String>,
    param: Option<String>,
}

impl ErrorFields {
    pub(super) fn into_refusal(self, status: u16) -> StripeError {
        StripeError::Refused { status, kind: self.r#type, code: self.code, parameter: self.param }
    }
}
