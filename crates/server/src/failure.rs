//! Why a command did not do what was asked, and what may help.

use crate::colour::Tone;
use net30_app::{Error, What, error::with_causes};
use std::fmt;

/// The result of a command.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

/// What went wrong, in words for standard error.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    hint: Option<String>,
}

impl Failure {
    /// A failure without a hint.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None }
    }

    /// The failure with what may help.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Standard error is where failures go.
        let stream = std::io::stderr();
        write!(f, "{} {}", Tone::Error.of("error:", &stream), self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "\n {} {hint}", Tone::Hint.of("hint:", &stream)),
            None => Ok(()),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::new(error.to_string())
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match &error {
            Error::Invalid(faults) => {
                let words: Vec<String> = faults
                    .iter()
                    .map(|fault| match fault.pointer.as_str() {
                        "" => fault.message.clone(),
                        pointer => format!("{pointer}: {}", fault.message),
                    })
                    .collect();
                Self::new(words.join("\n       "))
            }
            Error::NotFound(What::Account | What::Key) => Self::new(error.to_string())
                .hint("`net30 key list` shows the keys and their accounts"),
            Error::DiskFailed(_) => Self::new(with_causes(&error)).hint(
                "look at the disk (dmesg, smartctl), start again, run `net30 verify`, and have a backup at hand",
            ),
            Error::Unavailable(_) => Self::new(with_causes(&error)).hint(
                "check --data or --database-url, that the database runs, and that its disk has room",
            ),
            _ => Self::new(with_causes(&error)),
        }
    }
}
