//! From a client's JSON to credentials for Stripe.

use net30_app::{
    Field,
    checkout::{ApiKey, Save, SigningSecret},
};
use net30_http::{fields::text_field, json::Reader};

/// Most characters of a secret.
const SECRET_CHARS_MAX: usize = 300;

/// Fields of a reply that a client may send back.
const READ_ONLY: [&str; 6] =
    ["configured", "mode", "restricted", "webhook_url", "warning", "webhook_events"];

/// Reads the credentials. What a reply shows of a secret means the secret that is kept.
pub fn stripe(reader: &Reader<'_>) -> Save {
    reader.ignore(&READ_ONLY);
    let secret_key = match given(reader, "secret_key") {
        Field::Value(text) => {
            let key = ApiKey::parse(&text);
            if key.is_none() {
                let message = "must be a restricted or secret key of Stripe: rk_live_…, rk_test_…, sk_live_… or sk_test_…";
                reader.fault("secret_key", "invalid_key", message);
            }
            key
        }
        Field::Null => {
            reader.fault("secret_key", "required", "must not be null: delete the settings instead");
            None
        }
        Field::Absent => None,
    };
    let webhook_secret = match given(reader, "webhook_secret") {
        Field::Absent => Field::Absent,
        Field::Null => Field::Null,
        Field::Value(text) => {
            let secret = SigningSecret::parse(&text);
            if secret.is_none() {
                let message = "must be a signing secret of Stripe: whsec_…";
                reader.fault("webhook_secret", "invalid_key", message);
            }
            secret.map_or(Field::Absent, Field::Value)
        }
    };
    Save { secret_key, webhook_secret }
}

fn given(reader: &Reader<'_>, key: &'static str) -> Field<String> {
    match text_field(reader, key, SECRET_CHARS_MAX) {
        Field::Value(text) if text.contains('…') => Field::Absent,
        other => other,
    }
}
