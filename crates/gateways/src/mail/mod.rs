//! Mail by SMTP.

mod server;

pub use server::{Security, SmtpServer, TIMEOUT};
