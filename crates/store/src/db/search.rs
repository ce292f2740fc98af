//! Search in parts of words: FTS5's trigrams in SQLite, `pg_trgm` in PostgreSQL.
//!
//! What is searched is kept once in `search_text`, folded: a customer's names, not each of its invoices. Numbers have an index
//! of their own, since there are as many of them as documents.

use super::{Connection, Param, Query, Result, Searcher, Tx, TxEngine, args, owned, statements};
use net30_domain::{id::AccountId, text::folded};
use uuid::Uuid;

/// What a text is of. The numbers are part of the database's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i16)]
pub(crate) enum Kind {
    /// Names of a customer.
    CustomerName = 1,
    /// Name and article number of a product.
    Product = 2,
    /// A tag.
    Tag = 3,
    /// Number of an invoice.
    Number = 4,
    /// What else a customer is found by: e-mail addresses and external id.
    CustomerContact = 5,
    /// Names that a customer had before, which its older invoices still bear.
    CustomerFormerName = 6,
}

/// From how many characters on texts are found by an index.
pub(crate) const TRIGRAM: usize = 3;
/// How many of the newest texts of a kind are looked through for one or two characters, which have no trigram.
const SHORT_SCAN_MAX: i64 = 20_000;
/// How many texts are folded again at once.
const REFOLDED_AT_ONCE: i64 = 1000;

statements! {
    FIND = "select row, text from search_text where object_id = ?1 and kind = ?2";
    INSERT = "insert into search_text (account_id, kind, object_id, text) values (?1, ?2, ?3, ?4)";
    UPDATE = "update search_text set text = ?2 where row = ?1";
    DELETE = "delete from search_text where row = ?1";
    ALL = "select row, kind, text from search_text where row > ?1 order by row limit ?2";
    OF_SHORT = "select kind, object_id from (
            select kind, object_id, text from search_text where account_id = ?1 and kind = ?2
            order by row desc limit ?3
        ) recent where text like ?4 escape '\\' limit ?5";
    OF_SHORT_NUMBER = "select kind, object_id from search_text
        where account_id = ?1 and kind = 4 and text >= ?2 and text < ?3 limit ?4";
}

/// Folds every text again. Numbers are indexed again by a later step.
pub(crate) async fn refold(tx: &mut Tx, fold: fn(&str) -> String) -> Result<()> {
    let is_sqlite = matches!(tx.engine, TxEngine::Sqlite(_));
    let mut after = 0_i64;
    loop {
        let rows: Vec<(i64, i16, String)> = tx.rows(&ALL, args![after, REFOLDED_AT_ONCE]).await?;
        let Some((last, ..)) = rows.last() else { return Ok(()) };
        after = *last;
        for (row, kind, text) in rows {
            let again = fold(&text);
            if again == text {
                continue;
            }
            if is_sqlite && kind != Kind::Number as i16 {
                tx.execute(&own::NAMES.remove, args![row, text]).await?;
                tx.execute(&own::NAMES.add, args![row, again]).await?;
            }
            tx.execute(&UPDATE, args![row, again]).await?;
        }
    }
}

/// Statements of one database alone.
pub(crate) mod own {
    use super::Kind;
    use crate::db::Statement;

    /// What is asked of an index of SQLite, and how it is changed.
    pub(crate) struct Index {
        pub(super) add: Statement,
        pub(super) remove: Statement,
        pub(super) find: Statement,
    }

    impl Index {
        /// The index that has the texts of a kind.
        pub(super) fn of(kind: Kind) -> &'static Self {
            if kind == Kind::Number { &NUMBERS } else { &NAMES }
        }

        /// Its statements, for the test that prepares them all.
        #[cfg(test)]
        pub(crate) fn statements(&'static self) -> [&'static Statement; 3] {
            [&self.add, &self.remove, &self.find]
        }
    }

    macro_rules! index {
        ($name:literal) => {
            Index {
                add: Statement::new(concat!(
                    "insert into ",
                    $name,
                    " (rowid, text) values (?1, ?2)"
                )),
                remove: Statement::new(concat!(
                    "insert into ",
                    $name,
                    " (",
                    $name,
                    ", rowid, text) values ('delete', ?1, ?2)"
                )),
                // In this order: each text that is found is looked up.
                find: Statement::new(concat!(
                    "select s.kind, s.object_id from ",
                    $name,
                    " cross join search_text s on s.row = ",
                    $name,
                    ".rowid
                    where ",
                    $name,
                    " match ?1 and s.account_id = ?2 and (cast(?3 as bigint) >> s.kind) & 1 = 1
                    limit ?4"
                )),
            }
        };
    }

    pub(crate) static NAMES: Index = index!("search_index");
    pub(crate) static NUMBERS: Index = index!("search_index_number");

    /// PostgreSQL's: names, then numbers.
    pub(crate) static POSTGRES: [Statement; 2] = [
        Statement::new(
            "select kind, object_id from search_text where text like ?1 escape '\\' and kind <> 4
            and account_id = ?2 and (cast(?3 as bigint) >> kind) & 1 = 1 limit ?4",
        ),
        Statement::new(
            "select kind, object_id from search_text where text like ?1 escape '\\' and kind = 4
            and account_id = ?2 and (cast(?3 as bigint) >> kind) & 1 = 1 limit ?4",
        ),
    ];
}

/// Changes SQLite's index when the transaction is committed; PostgreSQL looks after its own.
fn index_later(tx: &mut Tx, statement: &'static super::Statement, row: i64, text: String) {
    match &mut tx.engine {
        TxEngine::Sqlite(tx) => tx.index_later(statement, row, text),
        TxEngine::Postgres(_) => {}
    }
}

/// Keeps the text that an object is found by; an empty one removes it.
pub(crate) async fn keep(
    tx: &mut Tx,
    account: AccountId,
    kind: Kind,
    object: Uuid,
    text: &str,
) -> Result<()> {
    let kind_code = kind as i16;
    let kept: Option<(i64, String)> = tx.optional(&FIND, args![object, kind_code]).await?;
    let row = match kept {
        Some((_, kept)) if kept == text => return Ok(()),
        Some((row, kept)) => {
            index_later(tx, &own::Index::of(kind).remove, row, kept);
            if text.is_empty() {
                tx.execute(&DELETE, args![row]).await?;
                return Ok(());
            }
            tx.execute(&UPDATE, args![row, text]).await?;
            row
        }
        None if text.is_empty() => return Ok(()),
        None => return keep_new(tx, account, kind, object, text.to_owned()),
    };
    index_later(tx, &own::Index::of(kind).add, row, text.to_owned());
    Ok(())
}

/// Keeps the text that a new object is found by.
pub(crate) fn keep_new(
    tx: &mut Tx,
    account: AccountId,
    kind: Kind,
    object: Uuid,
    text: String,
) -> Result<()> {
    let values = owned![account.0, kind as i16, object, text.clone()];
    tx.insert_indexed_later((&INSERT, values), &own::Index::of(kind).add, text)
}

/// Removes the text that an object is found by.
pub(crate) async fn forget(
    tx: &mut Tx,
    account: AccountId,
    kind: Kind,
    object: Uuid,
) -> Result<()> {
    keep(tx, account, kind, object, "").await
}

/// The objects that a search found.
pub(crate) struct Found {
    /// What they are, and their ids; each once.
    pub(crate) objects: Vec<(Kind, Uuid)>,
    /// Whether there are no more.
    pub(crate) is_all: bool,
}

/// Objects of some kinds in whose text `wanted` occurs, in any case; at most `limit`. Texts of a transaction that is not
/// committed yet are not found on SQLite.
pub(crate) async fn find(
    q: &mut dyn Connection,
    account: AccountId,
    kinds: &[Kind],
    wanted: &str,
    limit: usize,
) -> Result<Found> {
    let wanted = folded(wanted);
    let more_than_limit = i64::try_from(limit).unwrap_or(i64::MAX - 1) + 1;
    let rows: Vec<(i16, Uuid)> = if wanted.chars().count() < TRIGRAM {
        find_short(q, account, kinds, &wanted, more_than_limit).await?
    } else {
        find_long(q, account, kinds, &wanted, more_than_limit).await?
    };
    let is_all = rows.len() <= limit;
    let mut objects = Vec::with_capacity(rows.len());
    for (code, id) in rows {
        let kind = kinds.iter().copied().find(|kind| *kind as i16 == code);
        objects.extend(kind.map(|kind| (kind, id)));
    }
    objects.sort_by_key(|(kind, id)| (*kind as i16, *id));
    objects.dedup();
    Ok(Found { objects, is_all })
}

/// What has a trigram is found by it, names and numbers each in an index of their own.
async fn find_long(
    q: &mut dyn Connection,
    account: AccountId,
    kinds: &[Kind],
    wanted: &str,
    limit: i64,
) -> Result<Vec<(i16, Uuid)>> {
    let mask = kinds.iter().fold(0_i64, |mask, kind| mask | (1 << (*kind as i16)));
    let ([names, numbers], argument) = match q.searcher() {
        Searcher::Fts5 => {
            ([&own::NAMES.find, &own::NUMBERS.find], format!("\"{}\"", wanted.replace('"', "\"\"")))
        }
        Searcher::Trigrams => ([&own::POSTGRES[0], &own::POSTGRES[1]], like(wanted)),
    };
    let mut found: Vec<(i16, Uuid)> = Vec::new();
    for (statement, is_asked) in [
        (names, kinds.iter().any(|kind| *kind != Kind::Number)),
        (numbers, kinds.contains(&Kind::Number)),
    ] {
        if is_asked {
            let rows: Vec<(i16, Uuid)> =
                q.rows(statement, args![argument, account.0, mask, limit]).await?;
            found.extend(rows);
        }
    }
    Ok(found)
}

/// One or two characters have no trigram: the newest texts are looked through, and numbers by their beginning.
async fn find_short(
    q: &mut dyn Connection,
    account: AccountId,
    kinds: &[Kind],
    wanted: &str,
    limit: i64,
) -> Result<Vec<(i16, Uuid)>> {
    let pattern = like(wanted);
    let codes: Vec<i16> = kinds.iter().map(|kind| *kind as i16).collect();
    let each: Vec<Vec<&dyn Param>> = codes
        .iter()
        .map(|code| vec![&account.0 as &dyn Param, code, &SHORT_SCAN_MAX, &pattern, &limit])
        .collect();
    let mut found: Vec<(i16, Uuid)> =
        q.rows_of_each(&OF_SHORT, &each).await?.into_iter().flatten().collect();
    if kinds.contains(&Kind::Number) {
        let end = format!("{wanted}\u{10ffff}");
        let numbers: Vec<(i16, Uuid)> =
            q.rows(&OF_SHORT_NUMBER, args![account.0, wanted, end, limit]).await?;
        found.extend(numbers);
        found.sort_unstable();
        found.dedup();
    }
    Ok(found)
}

/// The pattern of `like` for texts in which a folded text occurs; its escape character is the backslash.
pub(crate) fn like(folded: &str) -> String {
    let mut pattern = String::with_capacity(folded.len() + 2);
    pattern.push('%');
    for character in folded.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}
