//! `key create`, `key list`, `key revoke`.

use crate::{cli::KeyOptions, failure::Result, opening, output, settings::Settings};
use net30_app::{keys, setup};
use net30_domain::{id::KeyId, key::ApiKey};
use serde_json::{Value, json};

/// Makes a key.
pub(crate) async fn create(settings: &Settings, options: &KeyOptions) -> Result<()> {
    let app = opening::existing(settings).await?;
    let label = options.label.clone();
    let (key, secret) = setup::create_key(&app, options.account, label, options.scope).await?;
    let words = format!("key      {}\nAPI key  {secret}   (shown only now)", key.id);
    let mut object = described(&key);
    object["api_key"] = secret.into();
    output::say(settings, &words, &object)
}

/// Lists the keys.
pub(crate) async fn list(settings: &Settings) -> Result<()> {
    let app = opening::existing(settings).await?;
    let keys = keys::list_all(&app).await?;
    let mut words = vec![line(["ID", "ACCOUNT", "BEGINS WITH", "SCOPE", "STATE", "LABEL"])];
    for key in &keys {
        let (id, account) = (key.id.to_string(), key.account_id.to_string());
        let state = if key.revoked_at.is_some() { "revoked" } else { "works" };
        let label = key.label.as_deref().unwrap_or_default();
        words.push(line([&id, &account, &key.prefix, key.scope.word(), state, label]));
    }
    let object = json!({"keys": keys.iter().map(described).collect::<Vec<Value>>()});
    output::say(settings, &words.join("\n"), &object)
}

/// Revokes a key.
pub(crate) async fn revoke(settings: &Settings, id: KeyId) -> Result<()> {
    let app = opening::existing(settings).await?;
    setup::revoke_key(&app, id).await?;
    let object = json!({"key_id": id.0, "revoked": true});
    output::say(settings, &format!("key {id} no longer works"), &object)
}

fn line([id, account, prefix, scope, state, label]: [&str; 6]) -> String {
    format!("{id:36}  {account:36}  {prefix:12}  {scope:5}  {state:8}  {label}")
}

fn described(key: &ApiKey) -> Value {
    json!({
        "key_id": key.id.0,
        "organisation_id": key.organisation_id.0,
        "account_id": key.account_id.0,
        "label": key.label,
        "scope": key.scope.word(),
        "prefix": key.prefix,
        "created_at": key.created_at.to_string(),
        "last_used_at": key.last_used_at.map(|moment| moment.to_string()),
        "revoked_at": key.revoked_at.map(|moment| moment.to_string()),
    })
}
