//! `key create`, `key list`, `key revoke`.

use crate::{
    cli::{KeyCommand, KeyOptions},
    failure::Result,
    opening, output,
    settings::Settings,
};
use net30_app::{keys, setup};
use net30_domain::{
    account::Account,
    id::{AccountId, KeyId},
    key::ApiKey,
};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Does what is asked.
pub(crate) async fn run(settings: &Settings, command: KeyCommand) -> Result<()> {
    match command {
        KeyCommand::Create(options) => create(settings, &options).await,
        KeyCommand::List => list(settings).await,
        KeyCommand::Revoke { id } => revoke(settings, id).await,
    }
}

/// Makes a key.
async fn create(settings: &Settings, options: &KeyOptions) -> Result<()> {
    let app = opening::existing(settings).await?;
    let label = options.label.clone();
    let (key, secret) = setup::create_key(&app, options.account, label, options.scope).await?;
    let words = format!("key      {}\nAPI key  {secret}   (shown only now)", key.id);
    let mut object = described(&key, None);
    object["api_key"] = secret.into();
    output::say(settings, &words, &object)
}

/// Lists the keys.
async fn list(settings: &Settings) -> Result<()> {
    let app = opening::existing(settings).await?;
    let keys = keys::list_all(&app).await?;
    let accounts = setup::all_accounts(&app).await?;
    let accounts: HashMap<AccountId, Account> =
        accounts.into_iter().map(|account| (account.id, account)).collect();
    let head = line(["ID", "BEGINS WITH", "SCOPE", "STATE", "ACCOUNT", "ITS NAME", "LABEL"]);
    let mut words = vec![output::head(&head)];
    let mut objects: Vec<Value> = vec![];
    for key in &keys {
        let account = accounts.get(&key.account_id);
        let (id, account_id) = (key.id.to_string(), key.account_id.to_string());
        let is_suspended = account.is_some_and(|account| account.suspended_at.is_some());
        let state = match (key.revoked_at, is_suspended) {
            (Some(_), _) => "revoked",
            (None, true) => "suspended",
            (None, false) => "works",
        };
        let name = account.map(|account| account.seller.name.as_str()).unwrap_or_default();
        let label = key.label.as_deref().unwrap_or_default();
        words.push(line([
            &id,
            &key.prefix,
            key.scope.word(),
            state,
            &account_id,
            &output::in_one_line(name),
            &output::in_one_line(label),
        ]));
        objects.push(described(key, account));
    }
    output::say(settings, &words.join("\n"), &json!({"keys": objects}))
}

/// Revokes a key.
async fn revoke(settings: &Settings, id: KeyId) -> Result<()> {
    let app = opening::existing(settings).await?;
    setup::revoke_key(&app, id).await?;
    let object = json!({"key_id": id.0, "revoked": true});
    output::say(settings, &format!("key {id} no longer works"), &object)
}

fn line([id, prefix, scope, state, account, name, label]: [&str; 7]) -> String {
    let line =
        format!("{id:36}  {prefix:12}  {scope:5}  {state:9}  {account:36}  {name:24}  {label}");
    line.trim_end().to_owned()
}

fn described(key: &ApiKey, account: Option<&Account>) -> Value {
    json!({
        "key_id": key.id.0,
        "organisation_id": key.organisation_id.0,
        "account_id": key.account_id.0,
        "account_name": account.map(|account| account.seller.name.as_str()),
        "label": key.label,
        "scope": key.scope.word(),
        "prefix": key.prefix,
        "created_at": key.created_at.to_string(),
        "last_used_at": key.last_used_at.map(|moment| moment.to_string()),
        "revoked_at": key.revoked_at.map(|moment| moment.to_string()),
    })
}
