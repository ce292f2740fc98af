//! Invitations: an owner names an address and a role, and whoever has the link takes it, once.
//!
//! Nobody is made a member without having come. Somebody who has a password here signs in first: a link that an owner may
//! have seen gives nobody else's account away.

use super::{made, people::welcomed};
use crate::work::boxed;
use crate::{
    App, Boxed, Caller, Error, Result, UseCase, What, Work,
    caller::secret_hash,
    secret,
    sessions::{Opened, Seat, opened},
};
use net30_domain::{
    account::Account,
    event::EventType,
    id::{InvitationId, UserId},
    key::Scope,
    text::Email,
    user::{Invitation, OneTimeLink, Role, User},
};
use net30_store::{account, invitation, membership, user};
use serde_json::json;

/// Invites somebody into the caller's account. A former invitation of the same address no longer works.
pub struct Invite {
    /// Whom.
    pub email: Email,
    /// What they will be able to do.
    pub role: Role,
}

/// An invitation with the address of its link, which is shown once.
#[derive(Clone, Debug)]
pub struct Invited {
    /// The invitation.
    pub invitation: Invitation,
    /// The address of its link.
    pub link: String,
}

impl UseCase for Invite {
    type Output = Invited;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Invited> {
        work.caller.needs(Scope::Admin)?;
        let account = work.caller.account_id;
        if let Some(known) = user::find(&mut work.tx, &self.email).await?
            && membership::find(&mut work.tx, known.id, account).await?.is_some()
        {
            let message = "is somebody's who works here already";
            return Err(Error::fault("/email", "taken", message));
        }
        let token = secret::token_128();
        let invitation = Invitation {
            id: work.fresh_id(),
            account_id: account,
            email: self.email.clone(),
            role: self.role,
            hash: secret_hash(&token),
            created_at: work.now,
            expires_at: work.now + OneTimeLink::LIFE,
        };
        invitation::insert(&mut work.tx, &invitation).await?;
        let data = json!({"role": self.role.word()});
        work.record(EventType::UserInvited, invitation.id.0, &data);
        let link = format!("{}/welcome/{token}", work.app.public_url());
        Ok(Invited { invitation, link })
    }
}

/// Takes back an invitation of the caller's account.
pub struct Withdraw {
    /// Which.
    pub id: InvitationId,
}

impl UseCase for Withdraw {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        work.caller.needs(Scope::Admin)?;
        let (account, now) = (work.caller.account_id, work.now);
        if !invitation::remove(&mut work.tx, self.id, account, now).await? {
            return Err(Error::NotFound(What::Invitation));
        }
        work.record(EventType::UserInvitationWithdrawn, self.id.0, &json!({}));
        Ok(())
    }
}

/// The invitations of the caller's account that still work, oldest first.
///
/// # Errors
/// [`Error::Forbidden`] without the write scope.
pub fn invitations<'a>(app: &'a App, caller: &'a Caller) -> Boxed<'a, Vec<Invitation>> {
    Box::pin(async move {
        caller.needs(Scope::Write)?;
        let mut reader = app.store().reader().await?;
        Ok(invitation::list(&mut reader, caller.account_id, app.now()).await?)
    })
}

/// Uses an invitation up, on behalf of whoever comes.
async fn used(work: &mut Work, token: &str) -> Result<Invitation> {
    let hash = secret_hash(token);
    let found = invitation::find(&mut work.tx, &hash).await?;
    let found = found.filter(|found| found.works(work.now)).ok_or(Error::NotFound(What::Link))?;
    if invitation::use_up(&mut work.tx, &hash).await? {
        Ok(found)
    } else {
        Err(Error::NotFound(What::Link))
    }
}

async fn invited_by(work: &mut Work, invitation: &Invitation) -> Result<Account> {
    let found = account::load(&mut work.tx, invitation.account_id).await?;
    found.ok_or(Error::NotFound(What::Link))
}

async fn comes(work: &mut Work, user: &User, invitation: &Invitation) -> Result<Account> {
    let account = invited_by(work, invitation).await?;
    let Account { id, organisation_id, .. } = account;
    // What they do first is to come in: the history says so under their own name.
    work.caller = Caller::person(user.id, invitation.role, organisation_id, id);
    work.forget_account();
    welcomed(work, user, invitation.role).await?;
    Ok(account)
}

/// Somebody who has no password here yet takes an invitation: sets one, and is signed in.
pub struct Join {
    /// The token of their link, which is used up.
    pub token: String,
    /// Hash of their password.
    pub password_hash: String,
    /// What they want to be called.
    pub name: String,
    /// At which browser.
    pub seat: Seat,
}

impl UseCase for Join {
    type Output = Opened;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Opened> {
        let invitation = used(work, &self.token).await?;
        if user::find(&mut work.tx, &invitation.email).await?.is_some() {
            return Err(Error::NotFound(What::Link));
        }
        let password_hash = Some(self.password_hash.clone());
        let user = made(work, &invitation.email, &self.name, password_hash).await?;
        comes(work, &user, &invitation).await?;
        opened(work, user.id, &self.seat).await
    }
}

/// Somebody who is signed in takes an invitation that is meant for them.
pub struct JoinAs {
    /// The token of their link, which is used up.
    pub token: String,
    /// Who is signed in.
    pub user_id: UserId,
}

impl UseCase for JoinAs {
    type Output = Account;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Account> {
        let invitation = used(work, &self.token).await?;
        let found = user::find(&mut work.tx, &invitation.email).await?;
        let user = found.filter(|user| user.id == self.user_id && user.disabled_at.is_none());
        let user = user.ok_or(Error::NotFound(What::Link))?;
        if membership::find(&mut work.tx, user.id, invitation.account_id).await?.is_some() {
            // They came by another way meanwhile: what they may do is for the owners to change.
            return invited_by(work, &invitation).await;
        }
        comes(work, &user, &invitation).await
    }
}
