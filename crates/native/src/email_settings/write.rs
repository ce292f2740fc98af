//! From the e-mail settings to their JSON.

use super::wire;
use net30_app::mail::EmailSettings;

/// The settings, without the password.
pub(crate) fn settings(own: Option<&EmailSettings>, server_sends: bool) -> wire::EmailSettings {
    let of = |text: fn(&EmailSettings) -> &Option<String>| own.and_then(|own| text(own).clone());
    wire::EmailSettings {
        configured: own.is_some(),
        server_sends,
        host: own.map(|own| own.host.clone()),
        port: own.map(|own| own.port),
        tls: own.map(|own| own.security.word()),
        username: of(|own| &own.username),
        has_password: own.is_some_and(|own| own.password.is_some()),
        from_name: of(|own| &own.from_name),
        from_email: of(|own| &own.from_email),
        reply_to: of(|own| &own.reply_to),
        bcc_self: own.is_some_and(|own| own.bcc_self),
    }
}
