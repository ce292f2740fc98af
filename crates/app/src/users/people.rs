//! Who works in an account, as its owners see to it.
//!
//! What they change counts in their account alone: a person may have roles in others, of other organisations too.

use super::join;
use crate::work::boxed;
use crate::{App, Boxed, Caller, Error, Result, UseCase, What, Work};
use net30_domain::{
    Timestamp,
    event::EventType,
    id::{AccountId, OrganisationId, UserId},
    key::Scope,
    refusal::Refusal,
    user::{Membership, Role, User},
};
use net30_store::{
    Connection, account,
    membership::{self, Member},
    session,
};
use serde_json::json;

/// Somebody who works in an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Who they are.
    pub user: User,
    /// What they may do here.
    pub membership: Membership,
    /// In how many browsers they are signed in.
    pub sessions: usize,
    /// When one of these was last used, to some minutes.
    pub last_seen_at: Option<Timestamp>,
    /// Whether they have a role in an account of another organisation.
    pub works_elsewhere: bool,
}

impl Colleague {
    async fn of(
        q: &mut dyn Connection,
        organisation: OrganisationId,
        now: Timestamp,
        member: Member,
    ) -> Result<Self> {
        let Member { membership, user } = member;
        let sessions = session::list(q, user.id, now).await?;
        let works_elsewhere = works_elsewhere(q, organisation, user.id).await?;
        Ok(Self {
            last_seen_at: sessions.iter().map(|session| session.last_seen_at).max(),
            sessions: sessions.len(),
            user,
            membership,
            works_elsewhere,
        })
    }
}

/// Whether a person has a role in an account of another organisation.
async fn works_elsewhere(
    q: &mut dyn Connection,
    organisation: OrganisationId,
    user: UserId,
) -> Result<bool> {
    for membership in membership::of_user(q, user).await? {
        let found = account::load(q, membership.account_id).await?;
        if found.is_some_and(|account| account.organisation_id != organisation) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Who works in the caller's account, in the order in which they came to it.
///
/// # Errors
/// [`Error::Forbidden`] without the write scope.
pub fn people<'a>(app: &'a App, caller: &'a Caller) -> Boxed<'a, Vec<Colleague>> {
    Box::pin(async move {
        caller.needs(Scope::Write)?;
        let mut reader = app.store().reader().await?;
        let mut people = vec![];
        for member in membership::of_account(&mut reader, caller.account_id).await? {
            people
                .push(Colleague::of(&mut reader, caller.organisation_id, app.now(), member).await?);
        }
        Ok(people)
    })
}

/// Somebody who works in the caller's account.
///
/// # Errors
/// [`Error::NotFound`] if they do not, [`Error::Forbidden`] without the write scope.
pub fn colleague<'a>(app: &'a App, caller: &'a Caller, id: UserId) -> Boxed<'a, Colleague> {
    Box::pin(async move {
        caller.needs(Scope::Write)?;
        let mut reader = app.store().reader().await?;
        let member = member(&mut reader, caller.account_id, id).await?;
        Colleague::of(&mut reader, caller.organisation_id, app.now(), member).await
    })
}

async fn member(q: &mut dyn Connection, account: AccountId, id: UserId) -> Result<Member> {
    let all = membership::of_account(q, account).await?;
    all.into_iter().find(|member| member.user.id == id).ok_or(Error::NotFound(What::User))
}

/// A member of the caller's account who is to be changed, and nobody else there until this is done.
async fn claimed(work: &mut Work, id: UserId) -> Result<Member> {
    work.caller.needs(Scope::Admin)?;
    let account = work.caller.account_id;
    membership::claim(&mut work.tx, account).await?;
    member(&mut work.tx, account, id).await
}

/// Makes sure that there is an owner besides, who may sign in, before one of them is no longer.
async fn somebody_else_owns(work: &mut Work, member: &Member) -> Result<()> {
    let is_owner = |membership: &Membership| {
        membership.role == Role::Owner && membership.disabled_at.is_none()
    };
    if !is_owner(&member.membership) {
        return Ok(());
    }
    let all = membership::of_account(&mut work.tx, work.caller.account_id).await?;
    let others = all.iter().filter(|other| other.user.id != member.user.id);
    let mut owners = others.filter(|other| {
        let can_sign_in = other.user.disabled_at.is_none() && other.user.password_hash.is_some();
        is_owner(&other.membership) && can_sign_in
    });
    if owners.next().is_some() { Ok(()) } else { Err(Refusal::LastOwner.into()) }
}

/// Whoever may do something else than before signs in anew, where that is this organisation's to say.
async fn sign_out(work: &mut Work, id: UserId) -> Result<()> {
    let organisation = work.caller.organisation_id;
    if !works_elsewhere(&mut work.tx, organisation, id).await? {
        session::end_all(&mut work.tx, id).await?;
    }
    Ok(())
}

async fn now(work: &mut Work, id: UserId) -> Result<Colleague> {
    let (account, organisation) = (work.caller.account_id, work.caller.organisation_id);
    let member = member(&mut work.tx, account, id).await?;
    Colleague::of(&mut work.tx, organisation, work.now, member).await
}

/// Gives somebody who works in the caller's account another role there, keeps them out, or lets them in again.
pub struct Change {
    /// Who.
    pub user_id: UserId,
    /// What they may do from now on; as before if none.
    pub role: Option<Role>,
    /// Whether they may come in; as before if none.
    pub admitted: Option<bool>,
}

impl UseCase for Change {
    type Output = Colleague;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Colleague> {
        let before = claimed(work, self.user_id).await?;
        let was_admitted = before.membership.disabled_at.is_none();
        let role = self.role.unwrap_or(before.membership.role);
        let admitted = self.admitted.unwrap_or(was_admitted);
        let (has_other_role, comes_or_goes) =
            (role != before.membership.role, admitted != was_admitted);
        if !has_other_role && !comes_or_goes {
            return now(work, self.user_id).await;
        }
        if role != Role::Owner || !admitted {
            somebody_else_owns(work, &before).await?;
        }
        let disabled_at =
            if admitted { None } else { before.membership.disabled_at.or(Some(work.now)) };
        let after = Membership { role, disabled_at, ..before.membership };
        membership::set(&mut work.tx, &after).await?;
        if has_other_role || !admitted {
            sign_out(work, self.user_id).await?;
        }
        if has_other_role {
            let data = json!({"role": [before.membership.role.word(), role.word()]});
            work.record(EventType::UserRoleChanged, self.user_id.0, &data);
        }
        if comes_or_goes {
            let kind = if admitted { EventType::UserEnabled } else { EventType::UserDisabled };
            work.record(kind, self.user_id.0, &json!({}));
        }
        now(work, self.user_id).await
    }
}

/// Takes somebody's role in the caller's account away.
pub struct Remove {
    /// Who.
    pub user_id: UserId,
}

impl UseCase for Remove {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let member = claimed(work, self.user_id).await?;
        somebody_else_owns(work, &member).await?;
        sign_out(work, self.user_id).await?;
        let account = work.caller.account_id;
        if !membership::remove(&mut work.tx, self.user_id, account).await? {
            return Err(Error::NotFound(What::User));
        }
        let data = json!({"role": member.membership.role.word()});
        work.record(EventType::UserRemoved, self.user_id.0, &data);
        Ok(())
    }
}

/// Signs somebody who works in the caller's account out of all browsers.
pub struct EndSessions {
    /// Who.
    pub user_id: UserId,
}

impl UseCase for EndSessions {
    type Output = Colleague;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Colleague> {
        claimed(work, self.user_id).await?;
        let organisation = work.caller.organisation_id;
        if works_elsewhere(&mut work.tx, organisation, self.user_id).await? {
            return Err(Refusal::WorksElsewhere.into());
        }
        session::end_all(&mut work.tx, self.user_id).await?;
        now(work, self.user_id).await
    }
}

/// Makes a person a member of the caller's account, at their own wish.
pub(super) async fn welcomed(work: &mut Work, user: &User, role: Role) -> Result<()> {
    let found = account::load(&mut work.tx, work.caller.account_id).await?;
    let account = found.ok_or(Error::NotFound(What::Account))?;
    membership::claim(&mut work.tx, account.id).await?;
    join(work, user, &account, role).await
}
