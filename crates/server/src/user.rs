//! `user create`, `user link`, `user list`, `user disable`, `user enable`.

use crate::{
    cli::{UserCommand, UserOptions},
    failure::{Failure, Result},
    opening, output,
    settings::Settings,
};
use net30_app::{App, Error, setup, users};
use net30_domain::{
    account::Account,
    id::AccountId,
    text::Email,
    user::{Membership, User},
};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Does what is asked.
pub(crate) async fn run(settings: &Settings, command: UserCommand) -> Result<()> {
    match command {
        UserCommand::Create(options) => create(settings, options).await,
        UserCommand::Link { email } => link(settings, email).await,
        UserCommand::List => list(settings).await,
        UserCommand::Disable { email } => allow(settings, email, false).await,
        UserCommand::Enable { email } => allow(settings, email, true).await,
    }
}

/// Gives somebody a role; who has no password yet gets a link.
async fn create(settings: &Settings, options: UserOptions) -> Result<()> {
    let app = opening::existing(settings).await?;
    let UserOptions { email, name, role, account } = options;
    let accounts = if account.is_empty() { vec![only_account(&app).await?] } else { account };
    let add = users::Add { email, name, accounts, role };
    let user = app.run(&users::call(), &add).await?;
    let mut object =
        json!({"user_id": user.id.0, "email": user.email.as_str(), "role": role.word()});
    let mut words = format!("user  {}\nrole  {}", user.email, role.word());
    if user.password_hash.is_none() {
        let link = app.run(&users::call(), &users::MakeLink { email: user.email }).await?;
        words = format!("{words}\nlink  {link}   (works once, for 24 hours; shown only now)");
        object["link"] = link.into();
    }
    output::say(settings, &words, &object)
}

async fn only_account(app: &App) -> Result<AccountId> {
    match setup::account_ids(app).await?.as_slice() {
        [only] => Ok(*only),
        [] => Err(Failure::new("there is no account yet")
            .hint("`net30 serve` makes one, and so does `net30 account create`")),
        _ => Err(Failure::new("there are several accounts")
            .hint("name one with --account ID; `net30 account list` shows them")),
    }
}

async fn link(settings: &Settings, email: Email) -> Result<()> {
    let app = opening::existing(settings).await?;
    let link = app.run(&users::call(), &users::MakeLink { email }).await.map_err(named)?;
    let words = format!("{link}\nIt works once, for 24 hours, and is shown only now.");
    output::say(settings, &words, &json!({"link": link}))
}

async fn allow(settings: &Settings, email: Email, allowed: bool) -> Result<()> {
    let app = opening::existing(settings).await?;
    let user = app.run(&users::call(), &users::Allow { email, allowed }).await.map_err(named)?;
    let state = if allowed { "can sign in" } else { "can no longer sign in" };
    let object = json!({"user_id": user.id.0, "email": user.email.as_str(), "disabled": !allowed});
    output::say(settings, &format!("{} {state}", user.email), &object)
}

fn named(error: Error) -> Failure {
    match error {
        Error::NotFound(_) => Failure::new("there is nobody with this e-mail address")
            .hint("`net30 user list` shows everybody"),
        other => other.into(),
    }
}

/// Lists everybody, a line for each account in which they have a role.
async fn list(settings: &Settings) -> Result<()> {
    let app = opening::existing(settings).await?;
    let accounts = setup::all_accounts(&app).await?;
    let accounts: HashMap<AccountId, Account> =
        accounts.into_iter().map(|account| (account.id, account)).collect();
    let mut words =
        vec![output::head(&line(["E-MAIL", "STATE", "ROLE", "ACCOUNT", "ITS NAME", "NAME"]))];
    let mut objects: Vec<Value> = vec![];
    for (user, memberships) in users::list_all(&app).await? {
        let state = match (&user.disabled_at, &user.password_hash) {
            (Some(_), _) => "disabled",
            (None, None) => "invited",
            (None, Some(_)) => "active",
        };
        let name = output::in_one_line(&user.name);
        if memberships.is_empty() {
            words.push(line([user.email.as_str(), state, "", "", "", &name]));
        }
        for Membership { account_id, role, .. } in &memberships {
            let account = accounts.get(account_id);
            let its_name = account.map_or("", |account| account.seller.name.as_str());
            let (id, its_name) = (account_id.to_string(), output::in_one_line(its_name));
            words.push(line([user.email.as_str(), state, role.word(), &id, &its_name, &name]));
        }
        objects.push(described(&user, &memberships, state));
    }
    output::say(settings, &words.join("\n"), &json!({"users": objects}))
}

fn line([email, state, role, id, account, name]: [&str; 6]) -> String {
    let line = format!("{email:32}  {state:8}  {role:10}  {id:36}  {account:24}  {name}");
    line.trim_end().to_owned()
}

fn described(user: &User, memberships: &[Membership], state: &str) -> Value {
    let role = |membership: &Membership| json!({"account_id": membership.account_id.0, "role": membership.role.word()});
    json!({
        "user_id": user.id.0,
        "email": user.email.as_str(),
        "name": user.name,
        "state": state,
        "roles": memberships.iter().map(role).collect::<Vec<_>>(),
        "created_at": user.created_at.to_string(),
        "disabled_at": user.disabled_at.map(|moment| moment.to_string()),
    })
}
