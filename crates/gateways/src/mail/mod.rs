//! Mail by SMTP.

mod client;
mod header;
mod message;
mod server;

pub use client::{Mailer, email_time_max};
pub use message::{MailFile, MailPicture, OutgoingMail};
pub use server::{Security, SmtpServer, TIMEOUT};

/// Why an e-mail was not taken, in the mail server's words where it had some.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It will never be taken as it is.
    #[error("{0}")]
    Permanent(String),
    /// Another try may succeed.
    #[error("{0}")]
    Temporary(String),
    /// The server was not reached, or did not let us in: so it is with every e-mail for now.
    #[error("{0}")]
    Server(String),
}
