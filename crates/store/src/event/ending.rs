//! How a transaction ends: what it leaves for its end is written, and then it commits.
//!
//! What others wait for is written last: whoever lengthens a chain keeps others from it until the commit, so it is held
//! for the one round trip in which all is written and committed.

use super::{INSERT, LOCK_CHAIN, entry_hash_of, row_of};
use crate::{
    Boxed, Query as _, Result, Tx,
    db::{Ask, ChainEnd, Error, FromRow, Recorded, Statement, args, ask},
};
use net30_domain::id::AccountId;
use std::collections::BTreeSet;

/// Numbers for events, of PostgreSQL alone. Whoever draws them has claimed what the events are about: those of one
/// object rise with time.
pub(crate) static DRAW_NUMBERS: Statement =
    Statement::new("select nextval('event_sequence_seq') from generate_series(1, ?1)");

/// How many numbers are drawn for those who come after in a line.
const NUMBERS_IN_STOCK: usize = 64;

impl Tx {
    /// Commits; returns only when the data is on disk.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if the disk is full or the database went away; nothing is stored then, except that
    /// PostgreSQL may have stored it if the connection broke while it answered. [`Error::DiskFailed`] if the disk did not
    /// say that it keeps it: whether it does, the next start shows.
    pub fn commit(mut self) -> Boxed<'static, ()> {
        Box::pin(async move {
            write_events(&mut self).await?;
            self.end().await
        })
    }
}

/// Writes the events that wait for the end.
pub(crate) fn write_events(tx: &mut Tx) -> Boxed<'_, ()> {
    Box::pin(async move {
        if tx.pending.events.is_empty() {
            return Ok(());
        }
        tx.take_turn().await?;
        let events = std::mem::take(&mut tx.pending.events);
        let of_books = events.iter().filter(|recorded| recorded.event.kind.is_of_the_books());
        let accounts: BTreeSet<AccountId> = of_books.map(|of| of.event.account_id).collect();
        let free = accounts.into_iter().filter(|account| tx.held_end(*account).is_none());
        let free: Vec<AccountId> = free.collect();
        // There is one account as a rule.
        let first = free.first().copied();
        let wanted = missing_numbers(tx, events.len());
        if first.is_some() || wanted > 0 {
            hold_and_ask(tx, first, wanted, None::<Ask<'_, (i64,)>>).await?;
        }
        for account in free.into_iter().skip(1) {
            hold_and_ask(tx, Some(account), 0, None::<Ask<'_, (i64,)>>).await?;
        }
        let count = i64::try_from(events.len()).map_err(Error::broken)?;
        let mut entries = Vec::with_capacity(events.len());
        let mut rows = Vec::with_capacity(events.len());
        for Recorded { event, fields } in events {
            let number = tx.pending.numbers.pop_front();
            let account = event.account_id;
            let mut end = tx.held_end(account).filter(|_| event.kind.is_of_the_books());
            rows.push(row_of(event, &fields, number, end.as_mut()));
            entries.push((account, fields, number));
            tx.pending.books.ends.extend(end.map(|end| (account, end)));
        }
        // Those that SQLite gives follow one another, since nobody else writes meanwhile.
        let first = tx.insert_rows_later(&INSERT, rows)?.map(|last| last - count + 1);
        for ((account, fields, number), place) in entries.into_iter().zip(0..) {
            let number = number.or(first.map(|first| first + place));
            let number = number.ok_or_else(|| Error::broken("an event has no number"))?;
            tx.pending.books.add(account, &entry_hash_of(number, &fields));
        }
        Ok(())
    })
}

/// Asks something while others are kept from adding book events to an account's chain, until the transaction ends. `more`
/// events are expected to follow.
///
/// Whatever has several wait in turn is asked so: all take the chain first, so that nobody who holds something else waits
/// for it.
pub(crate) async fn ask_in_turn<T: FromRow>(
    tx: &mut Tx,
    account: AccountId,
    more: usize,
    question: Ask<'_, T>,
) -> Result<Vec<T>> {
    tx.take_turn().await?;
    let is_held = tx.held_end(account).is_some();
    let wanted = missing_numbers(tx, tx.pending.events.len() + more);
    hold_and_ask(tx, (!is_held).then_some(account), wanted, Some(question)).await
}

/// How many numbers have to be drawn for some events.
fn missing_numbers(tx: &Tx, events: usize) -> i32 {
    let missing = events.saturating_sub(tx.pending.numbers.len());
    if missing == 0 || tx.numbers_events() {
        return 0;
    }
    let stock = if tx.is_in_line() { NUMBERS_IN_STOCK } else { 0 };
    i32::try_from(missing + stock).unwrap_or(i32::MAX)
}

/// Holds a chain, draws numbers and asks something, in one round trip.
async fn hold_and_ask<T: FromRow>(
    tx: &mut Tx,
    chain: Option<AccountId>,
    wanted: i32,
    question: Option<Ask<'_, T>>,
) -> Result<Vec<T>> {
    let account = chain.map(|account| account.0);
    let (account, count) = (args![account], args![wanted]);
    let questions = (
        chain.map(|_| ask::<ChainEnd>(&LOCK_CHAIN, account)),
        (wanted > 0).then(|| ask::<(i64,)>(&DRAW_NUMBERS, count)),
        question,
    );
    let (end, numbers, answer) = tx.answers(questions).await?;
    tx.pending.numbers.extend(numbers.into_iter().map(|(number,)| number));
    if let Some(account) = chain {
        let end = end.into_iter().next();
        let end = end.ok_or_else(|| Error::broken("the account has no chain"))?;
        tx.pending.books.ends.insert(account, end);
    }
    Ok(answer)
}
