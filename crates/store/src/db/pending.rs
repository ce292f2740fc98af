//! What a transaction leaves for its end: events, and what it changes of rows that all others change too.
//!
//! It is written when the transaction commits ([`crate::event::ending`]), all at once: so the rows for which others wait are
//! held as short as can be. Transactions that share a commit write such a row once for all of them.

use super::{HistorySum, Param, Statement, owned, statements};
use net30_domain::{Date, event::Event, id::AccountId};
use std::collections::{BTreeMap, VecDeque};

statements! {
    SET_CHAIN = "update chain set sequence = ?2, hash = ?3 where account_id = ?1";
    TALLY = "insert into tally (account_id, class, bucket, documents) values (?1, ?2, ?3, ?4)
        on conflict (account_id, class, bucket) do update set documents = tally.documents + excluded.documents";
    SET_SERIES = "update sequence set next = ?4, last_issue_date = ?5
        where account_id = ?1 and document = ?2 and series = ?3";
    ADD_TO_SUM = "insert into history_sum (account_id, bucket, entries, low, high) values (?1, ?2, ?3, ?4, ?5)
        on conflict (account_id, bucket) do update set entries = history_sum.entries + excluded.entries,
        low = (history_sum.low + excluded.low) % 2305843009213693952,
        high = (history_sum.high + excluded.high) % 2305843009213693952";
}

/// An event that is to be written.
#[derive(Debug)]
pub(crate) struct Recorded {
    /// The event.
    pub(crate) event: Event,
    /// What its hashes are made of.
    pub(crate) fields: Vec<u8>,
}

/// What is to be written at the end.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    /// In their order.
    pub(crate) events: Vec<Recorded>,
    /// Numbers for events that were drawn and not used yet.
    pub(crate) numbers: VecDeque<i64>,
    /// By how many there are more documents of a class, by account, class and bucket.
    pub(crate) tallies: BTreeMap<(AccountId, i32, i16), i64>,
    /// What may wait for the commit of several transactions, since no use case reads it.
    pub(crate) books: Books,
}

impl Pending {
    /// What changes the tallies.
    pub(super) fn take_tallies(&mut self) -> impl Iterator<Item = Write> + use<> {
        // In one order in every transaction, so that two never wait for each other.
        let tallies = std::mem::take(&mut self.tallies).into_iter().filter(|(_, more)| *more != 0);
        tallies.map(|((account, class, bucket), more)| {
            (&TALLY, owned![account.0, class, bucket, more])
        })
    }
}

/// A statement that is to be run, with its arguments.
pub(crate) type Write = (&'static Statement, Vec<Box<dyn Param>>);

/// The last link of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ChainEnd {
    /// Its place, from 1 without gaps; 0 before the first.
    pub(crate) place: i64,
    /// Its hash; zeros before the first.
    pub(crate) hash: [u8; 32],
}

/// A series of numbers: of an account, for a kind of document by its code, with the name of the series.
pub(crate) type SeriesKey = (AccountId, i16, String);

/// How far a series has been drawn by those who share a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SeriesEnd {
    /// What is drawn next.
    pub(crate) next: i64,
    /// The latest issue date of its numbers.
    pub(crate) last_issue_date: Date,
    /// Whether its row does not say so yet.
    pub(crate) is_ahead: bool,
}

/// Where chains end, how far series are drawn, and what is added to sums of the history.
#[derive(Debug, Default)]
pub(crate) struct Books {
    /// The ends of the chains that nobody else lengthens before the commit.
    pub(crate) ends: BTreeMap<AccountId, ChainEnd>,
    /// The series that nobody else draws from before the commit, where several share one.
    pub(crate) series: BTreeMap<SeriesKey, SeriesEnd>,
    sums: BTreeMap<AccountId, (u8, HistorySum)>,
}

impl Books {
    /// Adds an entry to the sum of an account's history, by its hash.
    pub(crate) fn add(&mut self, account: AccountId, digest: &[u8; 32]) {
        self.sum(account, digest).add(digest);
    }

    /// Takes an entry out of it.
    pub(crate) fn remove(&mut self, account: AccountId, digest: &[u8; 32]) {
        self.sum(account, digest).remove(digest);
    }

    fn sum(&mut self, account: AccountId, digest: &[u8; 32]) -> &mut HistorySum {
        // The bucket is drawn by the first entry: transactions spread evenly over them.
        &mut self.sums.entry(account).or_insert((digest[31], HistorySum::default())).1
    }

    /// Takes in what a transaction adds that shares the commit.
    pub(super) fn join(&mut self, later: Self) {
        self.ends.extend(later.ends);
        self.series.extend(later.series);
        for (account, (drawn, sum)) in later.sums {
            self.sums.entry(account).or_insert((drawn, HistorySum::default())).1.join(&sum);
        }
    }

    /// What writes it; sums are spread over some rows.
    pub(super) fn take(&mut self, sum_buckets: u8) -> impl Iterator<Item = Write> + use<> {
        let Self { ends, series, sums } = std::mem::take(self);
        let series = series.into_iter().filter(|(_, end)| end.is_ahead);
        let series = series.map(|((account, document, name), end)| {
            (&SET_SERIES, owned![account.0, document, name, end.next, end.last_issue_date])
        });
        let ends = ends.into_iter().map(|(account, ChainEnd { place, hash })| {
            (&SET_CHAIN, owned![account.0, place, hash.to_vec()])
        });
        let sums = sums.into_iter().map(move |(account, (drawn, sum))| {
            let (entries, low, high) = sum.parts();
            let bucket = i16::from(drawn % sum_buckets);
            (&ADD_TO_SUM, owned![account.0, bucket, entries, low, high])
        });
        let ends = ends.map(|write| write as Write);
        ends.chain(series.map(|write| write as Write)).chain(sums.map(|write| write as Write))
    }
}
