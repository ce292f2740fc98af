//! People: how they come in, what they may do where, and what they set for themselves.

mod emails;
mod invitations;
mod links;
mod own;
mod people;
mod welcome;

pub use emails::{ask_for_password, mail_invitation, mails_passwords};
pub use invitations::{Invite, Invited, Join, JoinAs, Withdraw, invitations};
pub use links::{Guest, Linked, MakeLink, behind, first_run_link};
pub use own::{ChangePassword, Prefer};
pub use people::{Change, Colleague, EndSessions, Remove, colleague, people};
pub use welcome::{Company, Introduce, SetPassword};

use crate::work::{boxed, or_conflict};
use crate::{App, Boxed, Call, Caller, Error, Result, UseCase, What, Work};
use net30_domain::{
    account::Account,
    event::EventType,
    id::{AccountId, UserId},
    limits::PERSON_NAME_CHARS_MAX,
    text::Email,
    user::{Membership, Preferences, Role, User},
};
use net30_store::{account, membership, one_time_link, session, user};
use serde_json::json;
use std::collections::HashMap;

/// Gives a person a role in accounts; one who is new is made.
pub struct Add {
    /// Their address.
    pub email: Email,
    /// What to call them, if they are new.
    pub name: String,
    /// Where.
    pub accounts: Vec<AccountId>,
    /// What they may do there.
    pub role: Role,
}

impl UseCase for Add {
    type Output = User;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<User> {
        let user = match user::find(&mut work.tx, &self.email).await? {
            Some(known) => known,
            None => made(work, &self.email, &self.name, None).await?,
        };
        for id in &self.accounts {
            let account = account::load(&mut work.tx, *id).await?;
            let account = account.ok_or(Error::NotFound(What::Account))?;
            join(work, &user, &account, self.role).await?;
        }
        Ok(user)
    }
}

/// Makes a person.
pub(crate) async fn made(
    work: &mut Work,
    email: &Email,
    name: &str,
    password_hash: Option<String>,
) -> Result<User> {
    let user = User {
        id: work.fresh_id(),
        email: email.clone(),
        name: checked_name(name)?,
        password_hash,
        preferences: Preferences::default(),
        created_at: work.now,
        updated_at: work.now,
        disabled_at: None,
    };
    user::insert(&mut work.tx, &user).await?;
    Ok(user)
}

/// What people may be called.
pub(crate) fn checked_name(name: &str) -> Result<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.chars().count() > PERSON_NAME_CHARS_MAX {
        return Err(Error::fault("/name", "too_long", "may have at most 100 characters"));
    }
    if name.chars().any(char::is_control) {
        return Err(Error::fault("/name", "invalid_text", "may have no control characters"));
    }
    Ok(name)
}

/// Gives a person a role in an account, and says so in its history.
pub(crate) async fn join(
    work: &mut Work,
    user: &User,
    account: &Account,
    role: Role,
) -> Result<()> {
    let before = membership::find(&mut work.tx, user.id, account.id).await?;
    if before.is_some_and(|before| before.role == role && before.disabled_at.is_none()) {
        return Ok(());
    }
    let created_at = before.map_or(work.now, |before| before.created_at);
    let (user_id, account_id) = (user.id, account.id);
    let joined = Membership { user_id, account_id, role, created_at, disabled_at: None };
    membership::set(&mut work.tx, &joined).await?;
    // Whoever may do something else than before signs in anew.
    if before.is_some() {
        session::end_all(&mut work.tx, user.id).await?;
    }
    let (kind, data) = match before {
        Some(before) => {
            (EventType::UserRoleChanged, json!({"role": [before.role.word(), role.word()]}))
        }
        None => (EventType::UserAdded, json!({"role": role.word()})),
    };
    record_in(work, account, kind, user.id, &data);
    Ok(())
}

/// Says in an account's history what happened to a person.
fn record_in(
    work: &mut Work,
    account: &Account,
    kind: EventType,
    user_id: UserId,
    data: &serde_json::Value,
) {
    let caller = work.caller;
    work.caller =
        Caller { account_id: account.id, organisation_id: account.organisation_id, ..caller };
    work.record(kind, user_id.0, data);
    work.caller = caller;
}

/// Keeps a person from signing in, and ends their sessions; or lets them in again.
pub struct Allow {
    /// Who.
    pub email: Email,
    /// Whether they may sign in.
    pub allowed: bool,
}

impl UseCase for Allow {
    type Output = User;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<User> {
        let mut user = known(work, &self.email).await?;
        if user.disabled_at.is_none() == self.allowed {
            return Ok(user);
        }
        user.disabled_at = (!self.allowed).then_some(work.now);
        user.updated_at = work.now;
        or_conflict(user::update(&mut work.tx, &user).await?)?;
        session::end_all(&mut work.tx, user.id).await?;
        one_time_link::take_back(&mut work.tx, user.id).await?;
        let kind = if self.allowed { EventType::UserEnabled } else { EventType::UserDisabled };
        for membership in membership::of_user(&mut work.tx, user.id).await? {
            let account = account::load(&mut work.tx, membership.account_id).await?;
            let account = account.ok_or(Error::NotFound(What::Account))?;
            record_in(work, &account, kind, user.id, &json!({}));
        }
        Ok(user)
    }
}

async fn known(work: &mut Work, email: &Email) -> Result<User> {
    user::find(&mut work.tx, email).await?.ok_or(Error::NotFound(What::User))
}

/// What people are called, as the history of an account names them.
///
/// # Errors
/// Those of the database.
pub fn called<'a>(app: &'a App, ids: &'a [UserId]) -> Boxed<'a, HashMap<UserId, String>> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let mut names = HashMap::new();
        for id in ids {
            if !names.contains_key(id)
                && let Some(user) = user::load(&mut reader, *id).await?
            {
                names.insert(*id, user.called().to_owned());
            }
        }
        Ok(names)
    })
}

/// Everybody on the server with what they may do where, for the command line.
///
/// # Errors
/// Those of the database.
pub fn list_all(app: &App) -> Boxed<'_, Vec<(User, Vec<Membership>)>> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let mut all = vec![];
        for user in user::list(&mut reader).await? {
            let memberships = membership::of_user(&mut reader, user.id).await?;
            all.push((user, memberships));
        }
        Ok(all)
    })
}

/// The call of somebody who is outside of all accounts.
#[must_use]
pub fn call() -> Call {
    Call::of(Caller::nowhere())
}
