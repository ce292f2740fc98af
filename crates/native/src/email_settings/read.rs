//! From a client's JSON to the e-mail settings.

use net30_app::{
    Field,
    mail::{EmailSettings, SmtpSecurity},
};
use net30_domain::{
    limits::{CREDENTIAL_CHARS_MAX, NAME_CHARS_MAX},
    text::Email,
};
use net30_http::{
    fields::{email, text, text_field},
    json::Reader,
};

/// Reads the settings, and the password beside them.
pub fn settings(reader: &Reader<'_>) -> (EmailSettings, Field<String>) {
    reader.ignore(&["configured", "has_password", "server_sends"]);
    let words = SmtpSecurity::ALL.map(|security| (security.word(), security));
    let security = reader.choice("tls", &words).value().unwrap_or_default();
    let port = reader.integer("port", 1..=65535).value();
    let port = port.and_then(|port| u16::try_from(port).ok());
    let address = |key| email(reader, key).map(|email| email.to_string());
    let settings = EmailSettings {
        host: host(reader),
        port: port.unwrap_or_else(|| security.port()),
        security,
        username: text(reader, "username", CREDENTIAL_CHARS_MAX),
        password: None,
        from_name: text(reader, "from_name", NAME_CHARS_MAX),
        from_email: address("from_email"),
        reply_to: address("reply_to"),
        bcc_self: reader.boolean("bcc_self").value().unwrap_or(false),
    };
    (settings, text_field(reader, "password", CREDENTIAL_CHARS_MAX))
}

fn host(reader: &Reader<'_>) -> String {
    let host = reader.required_text("host", CREDENTIAL_CHARS_MAX).trim().to_owned();
    let good = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
    if !host.is_empty() && !host.chars().all(good) {
        reader.fault(
            "host",
            "invalid_host",
            "must be a host such as smtp.example.com, without a port",
        );
    }
    host
}

/// Reads to whom a test message goes.
pub fn recipient(reader: &Reader<'_>) -> Option<Email> {
    if reader.require("to") { reader.email("to").value() } else { None }
}
