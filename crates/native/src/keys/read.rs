//! From a client's JSON to a new API key.

use net30_app::keys::Create;
use net30_domain::{key::Scope, limits::LABEL_CHARS_MAX};
use net30_http::{fields::text, json::Reader};

/// Reads what a new key is to be.
pub fn key(reader: &Reader<'_>) -> Create {
    let scopes = Scope::ALL.map(|scope| (scope.word(), scope));
    Create {
        label: text(reader, "label", LABEL_CHARS_MAX),
        scope: reader.choice("scope", &scopes).value().unwrap_or(Scope::Write),
        account_id: reader.id("account_id").value(),
    }
}
