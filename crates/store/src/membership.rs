//! What people may do in which account.

use crate::{
    Boxed, Connection, Query, Result, Tx,
    db::{At, FromRow, Row, args, statements},
    user,
};
use net30_domain::{
    id::{AccountId, UserId},
    user::{Membership, Role, User},
};

macro_rules! columns {
    () => {
        "m.person_id, m.account_id, m.role, m.created_at, m.disabled_at"
    };
}

statements! {
    SET = "insert into membership (person_id, account_id, role, created_at, disabled_at) values (?1, ?2, ?3, ?4, ?5)
        on conflict (person_id, account_id) do update set role = excluded.role, disabled_at = excluded.disabled_at";
    FIND = concat!(
        "select ", columns!(), " from membership m where m.person_id = ?1 and m.account_id = ?2"
    );
    OF_USER = concat!(
        "select ", columns!(), " from membership m where m.person_id = ?1 order by m.created_at, m.account_id"
    );
    OF_ACCOUNT = concat!(
        "select ", columns!(), ", ", user::columns!(),
        " from membership m join person p on p.id = m.person_id where m.account_id = ?1
        order by m.created_at, m.person_id"
    );
    REMOVE = "delete from membership where person_id = ?1 and account_id = ?2";
}

impl FromRow for Membership {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            user_id: UserId(row.take()?),
            account_id: AccountId(row.take()?),
            role: row.read(Role::parse)?,
            created_at: row.take::<At>()?.0,
            disabled_at: row.moment()?,
        })
    }
}

/// A person with what they may do in an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// What they may do.
    pub membership: Membership,
    /// Who they are.
    pub user: User,
}

impl FromRow for Member {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self { membership: Membership::from_row(row)?, user: User::from_row(row)? })
    }
}

/// Gives a person a role in an account, in place of the one that they may have there.
pub fn set<'a>(tx: &'a mut Tx, membership: &'a Membership) -> Boxed<'a, ()> {
    Box::pin(async move {
        let Membership { user_id, account_id, role, created_at, disabled_at } = membership;
        let values =
            args![user_id.0, account_id.0, role.word(), At(*created_at), disabled_at.map(At)];
        tx.execute(&SET, values).await.map(|_| ())
    })
}

/// What a person may do in an account.
pub fn find(
    q: &mut dyn Connection,
    user: UserId,
    account: AccountId,
) -> Boxed<'_, Option<Membership>> {
    Box::pin(async move { q.optional(&FIND, args![user.0, account.0]).await })
}

/// Where a person may do something, in the order in which they came to it.
pub fn of_user(q: &mut dyn Connection, user: UserId) -> Boxed<'_, Vec<Membership>> {
    Box::pin(async move { q.rows(&OF_USER, args![user.0]).await })
}

/// Who may do something in an account, in the order in which they came to it.
pub fn of_account(q: &mut dyn Connection, account: AccountId) -> Boxed<'_, Vec<Member>> {
    Box::pin(async move { q.rows(&OF_ACCOUNT, args![account.0]).await })
}

/// Takes a person's role in an account away; false if they have none.
pub fn remove(tx: &mut Tx, user: UserId, account: AccountId) -> Boxed<'_, bool> {
    Box::pin(async move { Ok(tx.execute(&REMOVE, args![user.0, account.0]).await? == 1) })
}

/// Has whoever else changes who works in an account wait until this transaction has ended: of two owners who make one
/// another accountants at once, one stays.
pub fn claim(tx: &mut Tx, account: AccountId) -> Boxed<'_, ()> {
    Box::pin(async move { tx.claim(&format!("members\n{account}")).await.map(|_| ()) })
}
