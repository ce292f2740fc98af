//! Links that work once: by them people come in who have no password, or have lost it.

use super::known;
use crate::work::boxed;
use crate::{App, Boxed, Error, Result, UseCase, What, Work, caller::secret_hash, secret};
use net30_domain::{
    account::Account,
    text::Email,
    user::{Invitation, LinkPurpose, OneTimeLink, User},
};
use net30_store::{Reader, account, invitation, one_time_link, user};

/// Makes a link by which a person sets their password. A former one that was not used no longer works.
pub struct MakeLink {
    /// Whose.
    pub email: Email,
}

impl UseCase for MakeLink {
    /// The address of the link; it is shown once.
    type Output = String;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<String> {
        let user = known(work, &self.email).await?;
        if user.disabled_at.is_some() {
            let message = "is disabled; `net30 user enable` lets them in again";
            return Err(Error::fault("/email", "disabled", message));
        }
        let place = if user.password_hash.is_some() { "reset" } else { "welcome" };
        let token = made(work, LinkPurpose::Password(user.id)).await?;
        Ok(format!("{}/{place}/{token}", work.app.public_url()))
    }
}

async fn made(work: &mut Work, purpose: LinkPurpose) -> Result<String> {
    let token = secret::token_128();
    let link = OneTimeLink {
        hash: secret_hash(&token),
        purpose,
        created_at: work.now,
        expires_at: work.now + OneTimeLink::LIFE,
        used_at: None,
    };
    one_time_link::insert(&mut work.tx, &link).await?;
    Ok(token)
}

struct MakeFirst<'a> {
    account: &'a Account,
}

impl UseCase for MakeFirst<'_> {
    type Output = String;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<String> {
        let Account { id, organisation_id, .. } = self.account;
        let token = made(work, LinkPurpose::FirstRun(*organisation_id, *id)).await?;
        Ok(format!("{}/welcome/{token}", work.app.public_url()))
    }
}

/// The address at which the first owner of a new account introduces themselves; it is shown once.
///
/// # Errors
/// Those of the database.
pub fn first_run_link<'a>(app: &'a App, account: &'a Account) -> Boxed<'a, String> {
    Box::pin(async move { app.run(&super::call(), &MakeFirst { account }).await })
}

/// What a link that works leads to.
#[derive(Clone, Debug)]
pub enum Linked {
    /// An account that waits for its first owner.
    FirstRun(Box<Account>),
    /// A person who sets their password.
    Password(Box<User>),
    /// Somebody who is invited.
    Invitation(Box<Guest>),
}

/// Somebody who is invited.
#[derive(Clone, Debug)]
pub struct Guest {
    /// Their invitation.
    pub invitation: Invitation,
    /// Into which account.
    pub account: Account,
    /// Who they are, if they are known here already: then they sign in to take it.
    pub user: Option<User>,
}

/// What is behind the token of a link. Looking does not use it up.
///
/// # Errors
/// [`Error::NotFound`] if there is no such link, it was used, or it is older than a day.
pub fn behind<'a>(app: &'a App, token: &'a str) -> Boxed<'a, Linked> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let hash = secret_hash(token);
        let found = one_time_link::find(&mut reader, &hash).await?;
        let Some(link) = found.filter(|link| link.works(app.now())) else {
            return invited(app, &mut reader, &hash).await;
        };
        let linked = match link.purpose {
            LinkPurpose::FirstRun(_, id) => {
                account::load(&mut reader, id).await?.map(|found| Linked::FirstRun(Box::new(found)))
            }
            LinkPurpose::Password(id) => {
                let found = user::load(&mut reader, id).await?;
                let found = found.filter(|user| user.disabled_at.is_none());
                found.map(|found| Linked::Password(Box::new(found)))
            }
        };
        linked.ok_or(Error::NotFound(What::Link))
    })
}

/// Who is behind the token of an invitation.
async fn invited(app: &App, reader: &mut Reader, hash: &[u8; 32]) -> Result<Linked> {
    let gone = || Error::NotFound(What::Link);
    let found = invitation::find(reader, hash).await?;
    let invitation = found.filter(|found| found.works(app.now())).ok_or_else(gone)?;
    let account = account::load(reader, invitation.account_id).await?.ok_or_else(gone)?;
    let user = user::find(reader, &invitation.email).await?;
    let may_come = user.as_ref().is_none_or(|user| user.disabled_at.is_none());
    if account.suspended_at.is_some() || !may_come {
        return Err(gone());
    }
    Ok(Linked::Invitation(Box::new(Guest { invitation, account, user })))
}

/// Uses a link up, for what it is for.
pub(super) async fn used(work: &mut Work, token: &str) -> Result<LinkPurpose> {
    let hash = secret_hash(token);
    let found = one_time_link::find(&mut work.tx, &hash).await?;
    let link = found.filter(|link| link.works(work.now)).ok_or(Error::NotFound(What::Link))?;
    if one_time_link::use_up(&mut work.tx, &hash, work.now).await? {
        Ok(link.purpose)
    } else {
        Err(Error::NotFound(What::Link))
    }
}
