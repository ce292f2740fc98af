//! Named addresses of lists.

use crate::{
    Boxed, Connection, Query, Result, Tx,
    db::{At, FromRow, Row, args, statements},
};
use net30_domain::{
    Timestamp,
    id::{AccountId, SavedViewId, UserId},
};

statements! {
    INSERT = "insert into saved_view (id, person_id, account_id, list, name, query, created_at)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    LIST = "select id, name, query, created_at from saved_view
        where person_id = ?1 and account_id = ?2 and list = ?3 order by created_at, id";
    DELETE = "delete from saved_view where id = ?1 and person_id = ?2 and account_id = ?3";
}

/// A list as a person wants to find it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// Its id.
    pub id: SavedViewId,
    /// What they call it.
    pub name: String,
    /// What stands behind the question mark of its address.
    pub query: String,
    /// When it was kept.
    pub created_at: Timestamp,
}

/// Whose views, and of which list.
#[derive(Clone, Copy, Debug)]
pub struct Whose<'a> {
    /// The person.
    pub user: UserId,
    /// The account.
    pub account: AccountId,
    /// The list.
    pub list: &'a str,
}

impl FromRow for SavedView {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: SavedViewId(row.take()?),
            name: row.take()?,
            query: row.take()?,
            created_at: row.take::<At>()?.0,
        })
    }
}

/// Keeps a view.
pub fn insert<'a>(tx: &'a mut Tx, whose: Whose<'a>, view: &'a SavedView) -> Boxed<'a, ()> {
    Box::pin(async move {
        let Whose { user, account, list } = whose;
        let SavedView { id, name, query, created_at } = view;
        let values = args![id.0, user.0, account.0, list, name, query, At(*created_at)];
        tx.execute(&INSERT, values).await.map(|_| ())
    })
}

/// Somebody's views, the oldest first.
pub fn list<'a>(q: &'a mut dyn Connection, whose: Whose<'a>) -> Boxed<'a, Vec<SavedView>> {
    Box::pin(async move { q.rows(&LIST, args![whose.user.0, whose.account.0, whose.list]).await })
}

/// Removes a view; false if the person has none with this id there.
pub fn delete(tx: &mut Tx, id: SavedViewId, user: UserId, account: AccountId) -> Boxed<'_, bool> {
    Box::pin(async move { Ok(tx.execute(&DELETE, args![id.0, user.0, account.0]).await? == 1) })
}
