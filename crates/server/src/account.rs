//! `account create`, `account list`, `account suspend`, `account resume`.

use crate::{
    cli::{AccountCommand, AccountOptions},
    failure::Result,
    opening, output,
    settings::Settings,
};
use net30_app::setup;
use net30_domain::{account::Account, id::AccountId};
use serde_json::{Value, json};

/// Does what is asked.
pub(crate) async fn run(settings: &Settings, command: AccountCommand) -> Result<()> {
    match command {
        AccountCommand::Create(options) => create(settings, &options).await,
        AccountCommand::List => list(settings).await,
        AccountCommand::Suspend { id } => suspend(settings, id).await,
        AccountCommand::Resume { id } => resume(settings, id).await,
    }
}

/// Makes an account with a first key.
async fn create(settings: &Settings, options: &AccountOptions) -> Result<()> {
    let app = opening::make(settings, "").await?;
    let made = setup::create_account(
        &app,
        &options.name,
        options.currency,
        options.country,
        options.organisation,
    )
    .await?;
    let words = format!(
        "organisation  {}\naccount       {}\nAPI key       {}   (shown only now)",
        made.account.organisation_id, made.account.id, made.secret
    );
    let object = json!({
        "organisation_id": made.account.organisation_id.0,
        "account_id": made.account.id.0,
        "api_key": made.secret,
    });
    output::say(settings, &words, &object)
}

/// Lists the accounts.
async fn list(settings: &Settings) -> Result<()> {
    let app = opening::existing(settings).await?;
    let accounts = setup::all_accounts(&app).await?;
    let mut words = vec![output::head(&line(["ID", "ORGANISATION", "CURRENCY", "STATE", "NAME"]))];
    for account in &accounts {
        let (id, organisation) = (account.id.to_string(), account.organisation_id.to_string());
        let currency = account.defaults.currency.code();
        let name = output::in_one_line(&account.seller.name);
        words.push(line([&id, &organisation, currency, state(account), &name]));
    }
    let objects: Vec<Value> = accounts.iter().map(described).collect();
    output::say(settings, &words.join("\n"), &json!({"accounts": objects}))
}

/// Suspends an account.
async fn suspend(settings: &Settings, id: AccountId) -> Result<()> {
    let app = opening::existing(settings).await?;
    let changed = setup::suspend_account(&app, id).await?;
    let words = if changed {
        format!("account {id} is suspended; `net30 account resume {id}` ends it")
    } else {
        format!("account {id} was suspended already")
    };
    output::say(settings, &words, &json!({"account_id": id.0, "suspended": true}))
}

/// Ends the suspension of an account.
async fn resume(settings: &Settings, id: AccountId) -> Result<()> {
    let app = opening::existing(settings).await?;
    let changed = setup::resume_account(&app, id).await?;
    let words = if changed {
        format!("account {id} goes on")
    } else {
        format!("account {id} was not suspended")
    };
    output::say(settings, &words, &json!({"account_id": id.0, "suspended": false}))
}

fn line([id, organisation, currency, state, name]: [&str; 5]) -> String {
    format!("{id:36}  {organisation:36}  {currency:8}  {state:9}  {name}")
}

fn state(account: &Account) -> &'static str {
    if account.suspended_at.is_some() { "suspended" } else { "active" }
}

fn described(account: &Account) -> Value {
    json!({
        "account_id": account.id.0,
        "organisation_id": account.organisation_id.0,
        "name": account.seller.name,
        "currency": account.defaults.currency.code(),
        "state": state(account),
        "suspended_at": account.suspended_at.map(|moment| moment.to_string()),
        "created_at": account.created_at.to_string(),
    })
}
