//! What the account's four tables of entries (customers, products, taxes, templates) have in common.

use crate::{
    CatalogueFilter, Connection, Cursor, Page, Paging, Query, Result, Slice, Total, Tx,
    db::{
        AskAmong, FromRow, Param, Statement, args, ask_among,
        search::{self, Kind},
    },
    paging::{COUNT_MAX, NewestFirst},
};
use jiff::Timestamp;
use net30_domain::{id::AccountId, text::folded};
use uuid::Uuid;

/// Up to how many hits a search gives the list; beyond that the list is walked and each entry asked.
pub(crate) const HITS_MAX: usize = 1000;

/// The statements that are alike for the four tables.
pub(crate) struct Table {
    pub(crate) insert: &'static Statement,
    /// Has the values of an insertion, and then the revision that is expected: what never changes is compared.
    pub(crate) update: &'static Statement,
    pub(crate) load: &'static Statement,
    pub(crate) list: &'static Statement,
    pub(crate) list_like: &'static Statement,
    pub(crate) count: &'static Statement,
    pub(crate) count_like: &'static Statement,
    pub(crate) delete: &'static Statement,
    /// The texts that its entries are searched by; without any, the list is walked.
    pub(crate) kinds: &'static [Kind],
}

/// An entry of one of the tables.
pub(crate) trait Entry: FromRow {
    const TABLE: Table;

    fn id(&self) -> Uuid;
    fn created_at(&self) -> Timestamp;
    fn is_archived(&self) -> bool;
    /// The values of the columns of an insertion.
    fn values(&self) -> Vec<Box<dyn Param>>;
}

/// Declares the statements of a table, its [`Entry`], and how its entries are read. `values` of the module are those that
/// `INSERT` and `UPDATE` write.
macro_rules! catalogue {
    ($entry:ty, $id:ty, $table:literal, $columns:literal, $kinds:expr; $($name:ident = $text:expr;)*) => {
        $crate::db::statements! {
            $($name = $text;)*
            LOAD = concat!("select id, ", $columns, " from ", $table, " where @among(id) and account_id = ?2");
            LIST = concat!(
                "select ", $columns, " from ", $table, " @by(", $table, "_by_creation)
                where account_id = ?1 and archived = ?2 and (created_at, id) < (?3, ?4)
                order by created_at desc, id desc limit ?5 offset ?6"
            );
            LIST_LIKE = concat!(
                "select ", $columns, " from ", $table, " @by(", $table, "_by_creation)
                where account_id = ?1 and archived = ?2 and (created_at, id) < (?3, ?4)
                and search like ?7 escape '\\' order by created_at desc, id desc limit ?5 offset ?6"
            );
            COUNT = concat!(
                "select count(*), count(*) from (select 1 from ", $table, " @by(", $table, "_by_creation)
                where account_id = ?1 and archived = ?2 limit ?3) counted"
            );
            COUNT_LIKE = concat!(
                "select count(*), cast(coalesce(sum(case when search like ?4 escape '\\' then 1 else 0 end), 0) as bigint)
                from (select search from ", $table, " @by(", $table, "_by_creation)
                where account_id = ?1 and archived = ?2 limit ?3) counted"
            );
            DELETE = concat!("delete from ", $table, " where account_id = ?1 and id = ?2");
        }

        impl $crate::catalogue::Entry for $entry {
            const TABLE: $crate::catalogue::Table = $crate::catalogue::Table {
                insert: &INSERT,
                update: &UPDATE,
                load: &LOAD,
                list: &LIST,
                list_like: &LIST_LIKE,
                count: &COUNT,
                count_like: &COUNT_LIKE,
                delete: &DELETE,
                kinds: $kinds,
            };

            fn id(&self) -> uuid::Uuid {
                self.id.0
            }

            fn created_at(&self) -> jiff::Timestamp {
                self.created_at
            }

            fn is_archived(&self) -> bool {
                self.archived_at.is_some()
            }

            fn values(&self) -> Vec<Box<dyn $crate::db::Param>> {
                values(self)
            }
        }

        /// The account's entry with an id.
        pub fn load(
            q: &mut dyn $crate::Connection,
            account: net30_domain::id::AccountId,
            id: $id,
        ) -> $crate::Boxed<'_, Option<$entry>> {
            Box::pin($crate::catalogue::load(q, account, id.0))
        }

        /// Those of the account's entries that there are, in no order.
        pub fn load_many<'a>(
            q: &'a mut dyn $crate::Connection,
            account: net30_domain::id::AccountId,
            ids: &'a [$id],
        ) -> $crate::Boxed<'a, Vec<$entry>> {
            let ids = ids.iter().map(|id| id.0).collect();
            Box::pin($crate::catalogue::load_many(q, account, ids))
        }

        /// The account's entries, newest first; searched in the texts that they are stored with for it.
        ///
        /// # Errors
        /// [`crate::Error::BadCursor`] if the cursor is not of this list.
        pub fn list<'a>(
            q: &'a mut dyn $crate::Connection,
            account: net30_domain::id::AccountId,
            filter: &'a $crate::CatalogueFilter,
            paging: &'a $crate::Paging,
        ) -> $crate::Boxed<'a, $crate::Page<$entry>> {
            Box::pin($crate::catalogue::list(q, account, filter, paging))
        }
    };
}
pub(crate) use catalogue;

pub(crate) async fn load<E: Entry>(
    q: &mut dyn Connection,
    account: AccountId,
    id: Uuid,
) -> Result<Option<E>> {
    Ok(load_many(q, account, vec![id]).await?.pop())
}

/// The question for entries by their ids; `account` is the account alone.
pub(crate) fn ask_many<'a, E: Entry>(
    ids: &'a [Uuid],
    account: &'a [&'a dyn Param],
) -> AskAmong<'a, E> {
    ask_among(E::TABLE.load, ids, account)
}

pub(crate) async fn load_many<E: Entry>(
    q: &mut dyn Connection,
    account: AccountId,
    mut ids: Vec<Uuid>,
) -> Result<Vec<E>> {
    ids.sort_unstable();
    ids.dedup();
    let (found,) = q.answers((ask_many(&ids, args![account.0]),)).await?;
    Ok(found.into_iter().flatten().collect())
}

/// Keeps a new entry.
pub(crate) async fn insert<E: Entry>(tx: &mut Tx, entry: &E) -> Result<()> {
    let values = entry.values();
    let values: Vec<&dyn Param> = values.iter().map(AsRef::as_ref).collect();
    tx.execute(E::TABLE.insert, &values).await.map(|_| ())
}

/// Keeps a changed entry; false if its revision is no longer the expected one.
pub(crate) async fn update<E: Entry>(
    tx: &mut Tx,
    entry: &E,
    expected_revision: i64,
) -> Result<bool> {
    let values = entry.values();
    let mut values: Vec<&dyn Param> = values.iter().map(AsRef::as_ref).collect();
    values.push(&expected_revision);
    Ok(tx.execute(E::TABLE.update, &values).await? == 1)
}

pub(crate) async fn delete<E: Entry>(tx: &mut Tx, account: AccountId, id: Uuid) -> Result<bool> {
    let deleted = tx.execute(E::TABLE.delete, args![account.0, id]).await? == 1;
    if deleted {
        for kind in E::TABLE.kinds {
            search::forget(tx, account, *kind, id).await?;
        }
    }
    Ok(deleted)
}

pub(crate) async fn list<E: Entry>(
    q: &mut dyn Connection,
    account: AccountId,
    filter: &CatalogueFilter,
    paging: &Paging,
) -> Result<Page<E>> {
    let start = NewestFirst::of(paging)?;
    let wanted = filter.search.as_deref().map(folded).filter(|wanted| !wanted.is_empty());
    let archived = i16::from(filter.archived);
    let one_more = paging.one_more();
    let count_limit = COUNT_MAX + 1;
    let (items, (scanned, count)): (Vec<E>, (i64, i64)) = match &wanted {
        None => {
            let values =
                args![account.0, archived, start.before, start.id_before, one_more, start.offset];
            let items = q.rows(E::TABLE.list, values).await?;
            (items, q.one(E::TABLE.count, args![account.0, archived, count_limit]).await?)
        }
        Some(wanted) => {
            if let Some(page) = list_hits::<E>(q, account, filter, wanted, start, paging).await? {
                return Ok(page);
            }
            let pattern = search::like(wanted);
            let values = args![
                account.0,
                archived,
                start.before,
                start.id_before,
                one_more,
                start.offset,
                pattern
            ];
            let items = q.rows(E::TABLE.list_like, values).await?;
            (
                items,
                q.one(E::TABLE.count_like, args![account.0, archived, count_limit, pattern])
                    .await?,
            )
        }
    };
    let total = Total { count: count.min(COUNT_MAX), exact: scanned <= COUNT_MAX };
    Ok(Slice::cut(items, paging, after).counted(total))
}

/// The page among the hits of a search, unless there are so many that walking the list is quicker.
async fn list_hits<E: Entry>(
    q: &mut dyn Connection,
    account: AccountId,
    filter: &CatalogueFilter,
    wanted: &str,
    start: NewestFirst,
    paging: &Paging,
) -> Result<Option<Page<E>>> {
    if E::TABLE.kinds.is_empty() {
        return Ok(None);
    }
    let found = search::find(q, account, E::TABLE.kinds, wanted, HITS_MAX).await?;
    if !found.is_all {
        return Ok(None);
    }
    let ids = found.objects.into_iter().map(|(_, id)| id).collect();
    let entries = load_many(q, account, ids).await?;
    Ok(Some(page_among(entries, filter, start, paging, true)))
}

/// The page of a list that is among these entries; `is_all` if the list has no others.
pub(crate) fn page_among<E: Entry>(
    mut entries: Vec<E>,
    filter: &CatalogueFilter,
    start: NewestFirst,
    paging: &Paging,
    is_all: bool,
) -> Page<E> {
    entries.retain(|entry| entry.is_archived() == filter.archived);
    let total = Total { count: i64::try_from(entries.len()).unwrap_or(i64::MAX), exact: is_all };
    entries.sort_by_key(|entry| std::cmp::Reverse((entry.created_at(), entry.id())));
    let skipped = usize::try_from(start.offset).unwrap_or(usize::MAX);
    let taken = usize::try_from(paging.one_more()).unwrap_or(usize::MAX);
    let wanted = entries
        .into_iter()
        .filter(|entry| (entry.created_at(), entry.id()) < (start.before.0, start.id_before));
    let found = wanted.skip(skipped).take(taken).collect();
    Slice::cut(found, paging, after).counted(total)
}

/// The cursor after an entry.
fn after<E: Entry>(last: &E) -> Cursor {
    NewestFirst::after(last.created_at(), last.id())
}
