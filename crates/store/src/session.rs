//! Where people are signed in, found by the hash of the token in their cookie.

use crate::{
    Boxed, Connection, Query, Result, Tx,
    db::{At, FromRow, Row, args, statements},
    key::hash_of,
    user,
};
use net30_domain::{
    Timestamp,
    id::{SessionId, UserId},
    session::Session,
    user::User,
};

macro_rules! columns {
    () => {
        "s.id, s.person_id, s.hash, s.agent, s.address, s.created_at, s.last_seen_at, s.expires_at, s.strong_until"
    };
}

statements! {
    INSERT = "insert into session (id, person_id, hash, agent, address, created_at, last_seen_at, expires_at, strong_until)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    FIND = concat!(
        "select ", columns!(), ", ", user::columns!(),
        " from session s join person p on p.id = s.person_id where s.hash = ?1"
    );
    LIST = concat!(
        "select ", columns!(), " from session s where s.person_id = ?1 and s.expires_at > ?2
        order by s.last_seen_at desc, s.id"
    );
    TOUCH = "update session set last_seen_at = ?2, expires_at = ?3, address = ?4 where id = ?1";
    STRENGTHEN = "update session set strong_until = ?2 where id = ?1";
    END = "delete from session where id = ?1 and person_id = ?2";
    END_ALL = "delete from session where person_id = ?1";
    END_OTHERS = "delete from session where person_id = ?1 and id <> ?2";
    PURGE = "delete from session where expires_at <= ?1";
}

impl FromRow for Session {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: SessionId(row.take()?),
            user_id: UserId(row.take()?),
            hash: hash_of(row.take()?)?,
            agent: row.take()?,
            address: row.take()?,
            created_at: row.take::<At>()?.0,
            last_seen_at: row.take::<At>()?.0,
            expires_at: row.take::<At>()?.0,
            strong_until: row.take::<At>()?.0,
        })
    }
}

/// A session and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The session.
    pub session: Session,
    /// Whose it is.
    pub user: User,
}

impl FromRow for Found {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self { session: Session::from_row(row)?, user: User::from_row(row)? })
    }
}

/// Keeps a new session.
pub fn insert<'a>(tx: &'a mut Tx, session: &'a Session) -> Boxed<'a, ()> {
    Box::pin(async move {
        let values = args![
            session.id.0,
            session.user_id.0,
            session.hash.to_vec(),
            session.agent,
            session.address,
            At(session.created_at),
            At(session.last_seen_at),
            At(session.expires_at),
            At(session.strong_until)
        ];
        tx.execute(&INSERT, values).await.map(|_| ())
    })
}

/// The session of a token, ended or not.
pub fn find<'a>(q: &'a mut dyn Connection, hash: &'a [u8; 32]) -> Boxed<'a, Option<Found>> {
    Box::pin(async move { q.optional(&FIND, args![hash.to_vec()]).await })
}

/// The sessions of a person that go on, the latest used first.
pub fn list(q: &mut dyn Connection, user: UserId, now: Timestamp) -> Boxed<'_, Vec<Session>> {
    Box::pin(async move { q.rows(&LIST, args![user.0, At(now)]).await })
}

/// Notes that a session was used, and when it ends now; false if it is gone.
pub fn touch<'a>(tx: &'a mut Tx, session: &'a Session) -> Boxed<'a, bool> {
    Box::pin(async move {
        let values =
            args![session.id.0, At(session.last_seen_at), At(session.expires_at), session.address];
        Ok(tx.execute(&TOUCH, values).await? == 1)
    })
}

/// Notes until when the person counts as having just proved who they are; false if the session is gone.
pub fn strengthen(tx: &mut Tx, id: SessionId, until: Timestamp) -> Boxed<'_, bool> {
    Box::pin(async move { Ok(tx.execute(&STRENGTHEN, args![id.0, At(until)]).await? == 1) })
}

/// Ends a session of a person; false if they have none of this id.
pub fn end(tx: &mut Tx, id: SessionId, user: UserId) -> Boxed<'_, bool> {
    Box::pin(async move { Ok(tx.execute(&END, args![id.0, user.0]).await? == 1) })
}

/// Ends all sessions of a person.
pub fn end_all(tx: &mut Tx, user: UserId) -> Boxed<'_, u64> {
    Box::pin(async move { tx.execute(&END_ALL, args![user.0]).await })
}

/// Ends all sessions of a person but one.
pub fn end_others(tx: &mut Tx, user: UserId, but: SessionId) -> Boxed<'_, u64> {
    Box::pin(async move { tx.execute(&END_OTHERS, args![user.0, but.0]).await })
}

/// Removes the sessions that have ended.
pub fn purge(tx: &mut Tx, now: Timestamp) -> Boxed<'_, ()> {
    Box::pin(async move { tx.execute(&PURGE, args![At(now)]).await.map(|_| ()) })
}
