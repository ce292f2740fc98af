//! Where people are signed in: opened, found by the token in a browser's cookie, listed and ended.
//!
//! The token has 256 random bits; its SHA-256 is kept, so that a copy of the database signs nobody in.

use crate::work::boxed;
use crate::{
    App, Boxed, Call, Caller, Error, Result, UseCase, What, Work, caller::secret_hash, secret,
};
use net30_domain::{
    account::Account,
    id::{AccountId, SessionId, UserId},
    session::Session,
    user::{Membership, Role, User},
};
use net30_store::{Reader, account, membership, session, user};
use std::net::IpAddr;

/// Most characters of what a browser calls itself that are kept.
const AGENT_CHARS_MAX: usize = 300;
/// Most characters of a token that is worth looking up.
const TOKEN_CHARS_MAX: usize = 64;

/// The browser at which somebody signs in.
#[derive(Clone, Debug, Default)]
pub struct Seat {
    /// What it calls itself.
    pub agent: String,
    /// Where it asks from.
    pub address: Option<IpAddr>,
}

/// A new session and its token, which only the browser keeps.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The session.
    pub session: Session,
    /// Its token.
    pub token: String,
}

/// Who is signed in, and where.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who.
    pub user: User,
    /// In which session.
    pub session: Session,
}

/// Opens a session for a person who has just proved who they are; none if they were disabled, or their password changed,
/// while they did.
pub struct Open {
    /// Who.
    pub user_id: UserId,
    /// The hash of the password that they knew.
    pub knew: Option<String>,
    /// At which browser.
    pub seat: Seat,
}

impl UseCase for Open {
    type Output = Option<Opened>;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Option<Opened>> {
        let found = user::load(&mut work.tx, self.user_id).await?;
        let still =
            found.filter(|user| user.disabled_at.is_none() && user.password_hash == self.knew);
        match still {
            Some(_) => opened(work, self.user_id, &self.seat).await.map(Some),
            None => Ok(None),
        }
    }
}

/// Opens a session.
pub(crate) async fn opened(work: &mut Work, user_id: UserId, seat: &Seat) -> Result<Opened> {
    let token = secret::token_256();
    let now = work.now;
    let session = Session {
        id: work.fresh_id(),
        user_id,
        hash: secret_hash(&token),
        agent: seat.agent.chars().filter(|c| !c.is_control()).take(AGENT_CHARS_MAX).collect(),
        address: seat.address.map(|address| address.to_canonical().to_string()),
        created_at: now,
        last_seen_at: now,
        expires_at: Session::end(now, now),
        strong_until: now + Session::STRONG,
    };
    session::insert(&mut work.tx, &session).await?;
    Ok(Opened { session, token })
}

/// Who has a token in their cookie; none if the session has ended, or they were disabled.
///
/// # Errors
/// Those of the database.
pub fn of_token<'a>(app: &'a App, token: &'a str, seat: &'a Seat) -> Boxed<'a, Option<SignedIn>> {
    Box::pin(async move {
        if token.len() > TOKEN_CHARS_MAX {
            return Ok(None);
        }
        let now = app.now();
        let mut reader = app.store().reader().await?;
        let found = session::find(&mut reader, &secret_hash(token)).await?;
        drop(reader);
        let alive =
            found.filter(|found| found.session.is_alive(now) && found.user.disabled_at.is_none());
        let Some(session::Found { mut session, user }) = alive else { return Ok(None) };
        if session.is_to_be_noted(now) {
            session.last_seen_at = now;
            session.expires_at = Session::end(session.created_at, now);
            session.address = seat.address.map(|address| address.to_canonical().to_string());
            app.run(&Call::of(Caller::nowhere()), &Note { session: session.clone() }).await?;
        }
        Ok(Some(SignedIn { user, session }))
    })
}

/// Writes down that a session is still used.
struct Note {
    session: Session,
}

impl UseCase for Note {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        // One that was ended meanwhile stays ended.
        session::touch(&mut work.tx, &self.session).await?;
        Ok(())
    }
}

/// Notes that a person has proved again who they are.
pub struct Strengthen {
    /// In which session.
    pub id: SessionId,
}

impl UseCase for Strengthen {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let until = work.now + Session::STRONG;
        let there = session::strengthen(&mut work.tx, self.id, until).await?;
        if there { Ok(()) } else { Err(Error::NotFound(What::Session)) }
    }
}

/// Ends a session of a person.
pub struct End {
    /// Whose.
    pub user_id: UserId,
    /// Which.
    pub id: SessionId,
}

impl UseCase for End {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let there = session::end(&mut work.tx, self.id, self.user_id).await?;
        if there { Ok(()) } else { Err(Error::NotFound(What::Session)) }
    }
}

/// Ends all sessions of a person but one.
pub struct EndOthers {
    /// Whose.
    pub user_id: UserId,
    /// Which goes on.
    pub but: SessionId,
}

impl UseCase for EndOthers {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        session::end_others(&mut work.tx, self.user_id, self.but).await?;
        Ok(())
    }
}

/// The sessions of a person, the latest used first.
///
/// # Errors
/// Those of the database.
pub fn list(app: &App, user_id: UserId) -> Boxed<'_, Vec<Session>> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        Ok(session::list(&mut reader, user_id, app.now()).await?)
    })
}

/// An account that a person may work in.
#[derive(Clone, Debug)]
pub struct Workplace {
    /// The account.
    pub account: Account,
    /// What they may do there.
    pub role: Role,
    /// Whether they may work elsewhere, too.
    pub has_others: bool,
}

impl Workplace {
    /// The account as it stands in addresses: its id in 22 letters and figures.
    #[must_use]
    pub fn code(&self) -> String {
        code_of(self.account.id)
    }

    /// The person who works there.
    #[must_use]
    pub fn caller(&self, user_id: UserId) -> Caller {
        let Account { id, organisation_id, .. } = self.account;
        Caller::person(user_id, self.role, organisation_id, id)
    }
}

/// An account as it stands in addresses.
#[must_use]
pub fn code_of(id: AccountId) -> String {
    secret::in_base_62(id.0.as_u128())
}

/// The accounts that a person may work in, in the order in which they came to them.
///
/// # Errors
/// Those of the database.
pub fn workplaces(app: &App, user_id: UserId) -> Boxed<'_, Vec<Workplace>> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let mut workplaces = vec![];
        let memberships = open_to(&mut reader, user_id).await?;
        let has_others = memberships.len() > 1;
        for membership in memberships {
            let found = account::load(&mut reader, membership.account_id).await?;
            let account =
                found.ok_or_else(|| Error::broken("the account of a membership is gone"))?;
            workplaces.push(Workplace { account, role: membership.role, has_others });
        }
        Ok(workplaces)
    })
}

/// What a person may do in the accounts that do not keep them out.
async fn open_to(reader: &mut Reader, user_id: UserId) -> Result<Vec<Membership>> {
    let all = membership::of_user(reader, user_id).await?;
    Ok(all.into_iter().filter(|membership| membership.disabled_at.is_none()).collect())
}

/// The account that an address names, if the person may work in it.
///
/// # Errors
/// [`Error::NotFound`] if there is no such account, or they may not: nobody learns which of both. [`Error::Suspended`] if
/// it is suspended.
pub fn workplace<'a>(app: &'a App, user_id: UserId, code: &'a str) -> Boxed<'a, Workplace> {
    Box::pin(async move {
        let nowhere = || Error::NotFound(What::Account);
        let id = secret::of_base_62(code).ok_or_else(nowhere)?;
        let id = AccountId(uuid::Uuid::from_u128(id));
        let mut reader = app.store().reader().await?;
        let memberships = open_to(&mut reader, user_id).await?;
        let here = memberships.iter().find(|membership| membership.account_id == id);
        let role = here.ok_or_else(nowhere)?.role;
        let account = account::load(&mut reader, id).await?.ok_or_else(nowhere)?;
        if account.suspended_at.is_some() {
            return Err(Error::Suspended);
        }
        Ok(Workplace { account, role, has_others: memberships.len() > 1 })
    })
}
