//! Sequences of numbers: without gaps, since a number is drawn in the transaction that uses it.

use crate::{
    Boxed, Connection, Query, Result, Tx,
    db::{Error, FromRow, Row, SeriesEnd, SeriesKey, Write, args, ask, owned, statements},
    event::{self, ending::ask_in_turn},
    invoice::{document_code, document_of},
};
use net30_domain::{Date, document::DocumentType, id::AccountId, number::Pattern};

statements! {
    DRAW = "insert into sequence (account_id, document, series, next, last_issue_date) values (?1, ?2, ?3, 2, ?4)
        on conflict (account_id, document, series) do update set next = sequence.next + 1,
        last_issue_date = case when sequence.last_issue_date > excluded.last_issue_date
            then sequence.last_issue_date else excluded.last_issue_date end
        returning next - 1, last_issue_date";
    PEEK = "select next from sequence where account_id = ?1 and document = ?2 and series = ?3";
    LAST_ISSUE_DATE = "select last_issue_date from sequence
        where account_id = ?1 and document = ?2 and series = ?3";
    MOVE_TO = "update sequence set next = ?4 where account_id = ?1 and document = ?2 and series = ?3 and next < ?4";
    // Texts of one length between two numbers of one series: what else sorts between them is passed over by the reader.
    TAKEN = "select number from invoice @by(invoice_number_unique)
        where account_id = ?1 and number >= ?2 and number <= ?3 and length(number) = ?4
        order by number limit ?5";
    LIST = "select document, series, next, last_issue_date from sequence where account_id = ?1
        order by series, document";
    BEGIN = "insert into sequence (account_id, document, series, next) values (?1, ?2, ?3, ?4)
        on conflict (account_id, document, series) do nothing";
    GO_ON = "update sequence set next = ?4 where account_id = ?1 and document = ?2 and series = ?3 and next = ?5";
    NOTE_JUMP = "insert into sequence_jump (account_id, document, series, first_skipped, next)
        values (?1, ?2, ?3, ?4, ?5)";
    JUMPS = "select document, series, first_skipped, next from sequence_jump where account_id = ?1
        order by first_skipped";
}

/// A number of a series, as it was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Its place in the series, from 1.
    pub place: i64,
    /// The number.
    pub number: String,
    /// The latest issue date of the series' numbers, this one's included.
    pub last_issue_date: Date,
}

/// How sure it must be that no document has a number that is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// As sure as can be: those that are taken are passed over.
    PassedOver,
    /// It is not looked for: keeping a document under one fails, and then the transaction has to be tried again.
    Unlikely,
}

/// Takes the next number of a series, for a document of a date, that no document of the account has yet. Others who want
/// one wait until this transaction ends.
///
/// A client may have taken numbers of the series for itself: they are never drawn. However many there are, they are
/// passed over in a few statements.
pub fn draw<'a>(
    tx: &'a mut Tx,
    account: AccountId,
    document: DocumentType,
    pattern: &'a Pattern,
    date: Date,
    taken: Taken,
) -> Boxed<'a, Drawn> {
    Box::pin(async move {
        tx.take_turn().await?;
        let key = key_of(account, document, pattern, date);
        if let Some(end) = tx.held_series(&key) {
            let last_issue_date = end.last_issue_date.max(date);
            let ahead = SeriesEnd { next: end.next + 1, last_issue_date, is_ahead: true };
            tx.pending.books.series.insert(key, ahead);
            let number = pattern.format(date, end.next);
            return Ok(Drawn { place: end.next, number, last_issue_date });
        }
        let values = args![account.0, key.1, key.2, date];
        // The document is issued, and it may be sent.
        let drawn: Vec<(i64, Date)> = ask_in_turn(tx, account, 2, ask(&DRAW, values)).await?;
        let drawn = drawn.into_iter().next();
        let (drawn, last_issue_date) =
            drawn.ok_or_else(|| Error::broken("a series gave no number"))?;
        let (place, number) = match taken {
            Taken::PassedOver => free_from(tx, account, pattern, date, drawn).await?,
            Taken::Unlikely => (drawn, pattern.format(date, drawn)),
        };
        if place > drawn {
            tx.execute_later(&MOVE_TO, owned![account.0, key.1, key.2.clone(), place + 1])?;
        }
        if tx.is_in_line() {
            let end = SeriesEnd { next: place + 1, last_issue_date, is_ahead: false };
            tx.pending.books.series.insert(key, end);
        } else {
            tx.note_drawn(key, place);
        }
        Ok(Drawn { place, number, last_issue_date })
    })
}

/// The number and its place that [`draw`] will give once it is the transaction's turn to write, as far as can be told before;
/// it is drawn then. `None` if it is its turn, or nothing can be told: [`draw`] it.
///
/// If another one is drawn in the turn, the transaction fails, and may [start over](Tx::start_over).
pub fn foresee(
    tx: &mut Tx,
    account: AccountId,
    document: DocumentType,
    pattern: &Pattern,
    date: Date,
) -> Option<(i64, String)> {
    let key = key_of(account, document, pattern, date);
    let draw = || (&DRAW, owned![account.0, key.1, key.2.clone(), date]) as Write;
    let place = tx.foresee(&key, draw)?;
    Some((place, pattern.format(date, place)))
}

fn key_of(account: AccountId, document: DocumentType, pattern: &Pattern, date: Date) -> SeriesKey {
    (account, document_code(document), pattern.series(date))
}

/// The number that [`draw`] would give now.
pub fn peek_free<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    document: DocumentType,
    pattern: &'a Pattern,
    date: Date,
) -> Boxed<'a, String> {
    Box::pin(async move {
        let next = peek(q, account, document, &pattern.series(date)).await?;
        Ok(free_from(q, account, pattern, date, next).await?.1)
    })
}

/// How many taken numbers are read once the next one is found to be taken; each time more, up to the most.
const TAKEN_FIRST: i64 = 64;
const TAKEN_MAX: i64 = 65_536;

/// The first place from `place` on whose number no document has.
async fn free_from(
    q: &mut dyn Connection,
    account: AccountId,
    pattern: &Pattern,
    date: Date,
    mut place: i64,
) -> Result<(i64, String)> {
    // As a rule the first number is free, and this is the one statement.
    let mut limit = 1;
    loop {
        let number = pattern.format(date, place);
        let last = if limit == 1 { number.clone() } else { last_as_long(pattern, date, place) };
        let length = i32::try_from(number.chars().count()).unwrap_or(i32::MAX);
        let values = args![account.0, number, last, length, limit];
        let taken: Vec<(String,)> = q.rows(&TAKEN, values).await?;
        let is_all = i64::try_from(taken.len()).unwrap_or(i64::MAX) < limit;
        let mut wanted = number;
        for (taken,) in taken {
            if taken == wanted {
                place += 1;
                wanted = pattern.format(date, place);
            } else if taken > wanted {
                return Ok((place, wanted));
            }
        }
        if is_all && wanted.len() == last.len() {
            return Ok((place, wanted));
        }
        limit = if limit == 1 { TAKEN_FIRST } else { (limit * 8).min(TAKEN_MAX) };
    }
}

/// The last number of a series that is written with as many characters as the one at `place`: up to it, numbers sort as
/// their places do.
fn last_as_long(pattern: &Pattern, date: Date, place: i64) -> String {
    let digits = place.checked_ilog10().unwrap_or(0) + 1;
    let length = pattern.format(date, place).len();
    let longest = (digits..=18).map(|digits| pattern.format(date, 10_i64.pow(digits) - 1));
    longest.take_while(|number| number.len() == length).last().unwrap_or_default()
}

/// The number that would be drawn next.
pub fn peek<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    document: DocumentType,
    series: &'a str,
) -> Boxed<'a, i64> {
    Box::pin(async move {
        let next = q.optional(&PEEK, args![account.0, document_code(document), series]).await?;
        Ok(next.map_or(1, |(next,)| next))
    })
}

/// The latest issue date of the series' numbers.
pub fn last_issue_date<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    document: DocumentType,
    series: &'a str,
) -> Boxed<'a, Option<Date>> {
    Box::pin(async move {
        let values = args![account.0, document_code(document), series];
        let date: Option<(Option<Date>,)> = q.optional(&LAST_ISSUE_DATE, values).await?;
        Ok(date.and_then(|(date,)| date))
    })
}

/// Has a series that would draw `next` go on with a later number; false if it would no longer draw that, or never did
/// anything else.
pub fn go_on<'a>(
    tx: &'a mut Tx,
    account: AccountId,
    document: DocumentType,
    series: &'a str,
    next: i64,
    later: i64,
) -> Boxed<'a, bool> {
    Box::pin(async move {
        let code = document_code(document);
        // Whoever draws a number holds the chain before the series: so does who moves it.
        event::keep_chain(tx, account).await?;
        let moved = tx.execute(&GO_ON, args![account.0, code, series, later, next]).await?;
        let is_new = moved == 0
            && next == 1
            && tx.execute(&BEGIN, args![account.0, code, series, later]).await? == 1;
        if moved == 0 && !is_new {
            return Ok(false);
        }
        tx.execute(&NOTE_JUMP, args![account.0, code, series, next, later]).await?;
        Ok(true)
    })
}

/// A series of an account, and what would be drawn next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Of which documents.
    pub document: DocumentType,
    /// The pattern with everything but `{SEQ}` filled in.
    pub series: String,
    /// What would be drawn next.
    pub next: i64,
    /// The issue date of its last number.
    pub last_issue_date: Option<Date>,
    /// Which numbers it left out since it was told to: from the first, below the second; in their order.
    pub skipped: Vec<(i64, i64)>,
}

impl Series {
    /// The numbers that it gave out, in their order.
    pub fn drawn(&self) -> impl Iterator<Item = i64> {
        let starts = std::iter::once(1).chain(self.skipped.iter().map(|(_, next)| *next));
        let ends = self.skipped.iter().map(|(first, _)| *first).chain([self.next]);
        starts.zip(ends).flat_map(|(start, end)| start..end)
    }
}

impl FromRow for Series {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let document = document_of(row.take()?)?;
        Ok(Self {
            document,
            series: row.take()?,
            next: row.take()?,
            last_issue_date: row.take()?,
            skipped: vec![],
        })
    }
}

/// Every series of an account.
pub fn list(q: &mut dyn Connection, account: AccountId) -> Boxed<'_, Vec<Series>> {
    Box::pin(async move {
        let mut all: Vec<Series> = q.rows(&LIST, args![account.0]).await?;
        let jumps: Vec<(i16, String, i64, i64)> = q.rows(&JUMPS, args![account.0]).await?;
        for (document, name, first, next) in jumps {
            let is_it = |series: &&mut Series| {
                document_code(series.document) == document && series.series == name
            };
            if let Some(series) = all.iter_mut().find(is_it) {
                series.skipped.push((first, next));
            }
        }
        Ok(all)
    })
}
