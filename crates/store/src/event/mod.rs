//! The history: every event of an account, and the chain that its book events form.

pub(crate) mod ending;

use crate::{
    Boxed, Connection, Query, Result, Tx,
    db::{At, ChainEnd, Error, FromRow, Param, Recorded, Row, args, owned, statements},
    key::hash_of,
};
use net30_domain::{
    Timestamp,
    event::{Actor, Event, EventType},
    id::{AccountId, EventId, KeyId},
};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

macro_rules! columns {
    () => {
        "id, account_id, at, actor, kind, object_id, data"
    };
}

statements! {
    INSERT = concat!(
        "insert into event (", columns!(), ", sequence, book_sequence, book_previous, book_hash)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
    );
    LOCK_CHAIN = "select sequence, hash from chain where account_id = ?1 @claimed";
    KEEP_CHAIN = "update chain set sequence = sequence where account_id = ?1";
    CHAIN_END = "select sequence, hash from chain where account_id = ?1";
    LIST = concat!(
        "select ", columns!(), ", txid, sequence from event @by(event_by_commit)
        where account_id = ?1 and (txid, sequence) > (?2, ?3) and txid < @horizon
        order by txid, sequence limit ?4"
    );
    PLACE = "select txid, sequence, at from event where sequence = ?1 and account_id = ?2";
    LAST_UNTIL = "select txid, sequence from event @by(event_by_commit)
        where account_id = ?1 and at <= ?2 order by txid desc, sequence desc limit 1";
    LAST_NUMBERED = "select txid, sequence from event @by(event_by_commit)
        where account_id = ?1 and sequence <= ?2 order by txid desc, sequence desc limit 1";
    SCAN = concat!(
        "select ", columns!(), ", txid, sequence from event @by(event_by_commit)
        where account_id = ?1 and (txid, sequence) > (?2, ?3) order by txid, sequence limit ?4"
    );
    END = "select txid, sequence from event @by(event_by_commit) where account_id = ?1
        order by txid desc, sequence desc limit 1";
    OF_OBJECT = concat!(
        "select ", columns!(), " from event where object_id = ?1 and account_id = ?2 order by sequence limit ?3"
    );
    BOOK_LINKS = concat!(
        "select ", columns!(), ", book_sequence, book_previous, book_hash from event
        where account_id = ?1 and book_sequence > ?2 order by book_sequence limit ?3"
    );
}

/// A link of an account's chain: a book event with the hash over it and the link before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookLink {
    /// Its place, from 1 without gaps.
    pub sequence: i64,
    /// Hash of the link before; zeros for the first.
    pub previous: [u8; 32],
    /// Its hash: [`link_hash`] of the other fields.
    pub hash: [u8; 32],
    /// The event.
    pub event: Event,
}

impl FromRow for Event {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: EventId(row.take()?),
            account_id: AccountId(row.take()?),
            at: row.take::<At>()?.0,
            actor: row.read(read_actor)?,
            kind: row.read(EventType::parse)?,
            object_id: row.take()?,
            data: row.take()?,
        })
    }
}

fn read_actor(text: &str) -> Option<Actor> {
    match text.split_once(':') {
        Some(("key", id)) => id.parse().ok().map(|id| Actor::Key(KeyId(id))),
        Some(("mcp", id)) => id.parse().ok().map(|id| Actor::Mcp(KeyId(id))),
        Some(("user", id)) => id.parse().ok().map(Actor::User),
        None if text == "system" => Some(Actor::System),
        _ => None,
    }
}

impl FromRow for BookLink {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let event = Event::from_row(row)?;
        Ok(Self {
            sequence: row.take()?,
            previous: hash_of(row.take()?)?,
            hash: hash_of(row.take()?)?,
            event,
        })
    }
}

struct Listed {
    event: Event,
    txid: i64,
    sequence: i64,
}

/// Where an event stands in the order of the history, which is that of the transactions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub(crate) txid: i64,
    pub(crate) sequence: i64,
}

impl Place {
    /// Before the first event, also of a history that was carried here from another database.
    pub(crate) const BEGINNING: Self = Self { txid: i64::MIN / 2, sequence: -1 };
}

impl FromRow for Place {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self { txid: row.take()?, sequence: row.take()? })
    }
}

impl FromRow for Listed {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self { event: Event::from_row(row)?, txid: row.take()?, sequence: row.take()? })
    }
}

/// Adds an event to the history, and to the chain if it is one of the books. It is written when the transaction
/// commits (`event/ending.rs`).
pub fn append(tx: &mut Tx, event: Event) {
    // What its hashes are made of is written down here, where nobody waits for it.
    let fields = fields_of(&event);
    tx.pending.events.push(Recorded { event, fields });
}

impl FromRow for ChainEnd {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self { place: row.take()?, hash: hash_of(row.take()?)? })
    }
}

/// The row of an event, behind the end of its chain if it is one of the books. Without a number it has the one that SQLite
/// gives it.
fn row_of(
    event: Event,
    fields: &[u8],
    number: Option<i64>,
    end: Option<&mut ChainEnd>,
) -> Vec<Box<dyn Param>> {
    let (place, previous, hash) = match end {
        Some(end) => {
            let (place, previous) = (end.place + 1, end.hash);
            let hash = link_hash_of(&previous, place, fields);
            *end = ChainEnd { place, hash };
            (Some(place), Some(previous.to_vec()), Some(hash.to_vec()))
        }
        None => (None, None, None),
    };
    owned![
        event.id.0,
        event.account_id.0,
        At(event.at),
        event.actor.to_string(),
        event.kind.word(),
        event.object_id,
        event.data,
        number,
        place,
        previous,
        hash
    ]
}

/// Keeps others from adding book events until the transaction ends.
pub fn keep_chain(tx: &mut Tx, account: AccountId) -> Boxed<'_, ()> {
    Box::pin(async move { tx.execute(&KEEP_CHAIN, args![account.0]).await.map(|_| ()) })
}

/// Events oldest first, after a cursor that an earlier call gave; and the cursor after the last of them.
///
/// The order is that of the transactions, and what may still be overtaken by a transaction under way is left for a
/// later call: who asks again and again with the last cursor misses no event, wherever the database is moved. On PostgreSQL a long transaction, even
/// of another database of the server, so keeps later events back until it ends.
pub fn list<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    after: Option<&'a str>,
    limit: i64,
) -> Boxed<'a, (Vec<Event>, Option<String>)> {
    Box::pin(async move {
        let place = match after {
            None => Place::BEGINNING,
            Some(text) => {
                let cursor = Cursor::read(text).ok_or(Error::BadCursor)?;
                place_of(q, account, cursor).await?
            }
        };
        let values = args![account.0, place.txid, place.sequence, limit];
        let listed: Vec<Listed> = q.rows(&LIST, values).await?;
        let next = listed.last().map(|last| {
            Cursor::Event { sequence: last.sequence, at_us: last.event.at.as_microsecond() }
                .to_string()
        });
        Ok((listed.into_iter().map(|listed| listed.event).collect(), next))
    })
}

/// How far somebody has read a history.
///
/// It says nothing of transactions, whose numbers mean nothing in another database or another cluster: what survives
/// every copy is an event's own sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cursor {
    /// Up to the event with a sequence, which happened at a moment, in microseconds since 1970.
    Event { sequence: i64, at_us: i64 },
    /// Up to the event with a sequence: so cursors were written once, behind a transaction.
    Numbered { sequence: i64 },
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Event { sequence, at_us } => write!(f, "{sequence}.{at_us}"),
            Self::Numbered { sequence } => write!(f, "0-{sequence}"),
        }
    }
}

impl Cursor {
    fn read(text: &str) -> Option<Self> {
        let number = |text: &str| text.parse().ok().filter(|number: &i64| *number >= 0);
        if let Some((sequence, at)) = text.split_once('.') {
            let (sequence, at_us) = (number(sequence)?, number(at)?);
            let known = Timestamp::from_microsecond(at_us).ok()? <= At::AFTER_ALL.0;
            return known.then_some(Self::Event { sequence, at_us });
        }
        let (txid, sequence) = text.split_once('-')?;
        number(txid)?;
        Some(Self::Numbered { sequence: number(sequence)? })
    }
}

/// Where a cursor stands by now.
///
/// If its event is not there, the history was put back to an older copy, and what follows is what happened since.
async fn place_of(q: &mut dyn Connection, account: AccountId, cursor: Cursor) -> Result<Place> {
    let (Cursor::Event { sequence, .. } | Cursor::Numbered { sequence }) = cursor;
    let found: Option<(i64, i64, At)> = q.optional(&PLACE, args![sequence, account.0]).await?;
    let last = match (found, cursor) {
        (Some((txid, sequence, at)), Cursor::Event { at_us, .. })
            if at.0.as_microsecond() == at_us =>
        {
            Some(Place { txid, sequence })
        }
        (Some((txid, sequence, _)), Cursor::Numbered { .. }) => Some(Place { txid, sequence }),
        (_, Cursor::Event { at_us, .. }) => {
            let at = Timestamp::from_microsecond(at_us).map_err(|_| Error::BadCursor)?;
            q.optional(&LAST_UNTIL, args![account.0, At(at)]).await?
        }
        (None, Cursor::Numbered { sequence }) => {
            q.optional(&LAST_NUMBERED, args![account.0, sequence]).await?
        }
    };
    Ok(last.unwrap_or(Place::BEGINNING))
}

/// As [`list`], of events behind a place; each with its own.
pub fn after(
    q: &mut dyn Connection,
    account: AccountId,
    place: Place,
    limit: i64,
) -> Boxed<'_, Vec<(Event, Place)>> {
    Box::pin(async move {
        let values = args![account.0, place.txid, place.sequence, limit];
        let listed: Vec<Listed> = q.rows(&LIST, values).await?;
        let placed = |listed: Listed| {
            let place = Place { txid: listed.txid, sequence: listed.sequence };
            (listed.event, place)
        };
        Ok(listed.into_iter().map(placed).collect())
    })
}

/// An event as it stands in the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The event.
    pub event: Event,
    /// Its number, which rises with time among the events of one object.
    pub sequence: i64,
    /// Where it stands.
    pub place: Place,
}

/// All events behind a place, also those that [`after`] holds back: for going through the whole of a history.
pub fn scan(
    q: &mut dyn Connection,
    account: AccountId,
    place: Option<Place>,
    limit: i64,
) -> Boxed<'_, Vec<Entry>> {
    Box::pin(async move {
        let place = place.unwrap_or(Place::BEGINNING);
        let values = args![account.0, place.txid, place.sequence, limit];
        let listed: Vec<Listed> = q.rows(&SCAN, values).await?;
        let entry = |listed: Listed| Entry {
            event: listed.event,
            sequence: listed.sequence,
            place: Place { txid: listed.txid, sequence: listed.sequence },
        };
        Ok(listed.into_iter().map(entry).collect())
    })
}

/// The place of the last event that can be seen.
///
/// What a transaction still under way adds before it began at the same time as whoever looks, and may be counted as
/// having been before; what begins later comes behind.
pub fn end(tx: &mut Tx, account: AccountId) -> Boxed<'_, Place> {
    Box::pin(async move {
        ending::write_events(tx).await?;
        Ok(tx.optional(&END, args![account.0]).await?.unwrap_or(Place::BEGINNING))
    })
}

/// Events of one object, oldest first.
pub fn of_object(
    q: &mut dyn Connection,
    account: AccountId,
    object_id: Uuid,
    limit: i64,
) -> Boxed<'_, Vec<Event>> {
    Box::pin(async move { q.rows(&OF_OBJECT, args![object_id, account.0, limit]).await })
}

/// Links of the account's chain after a place, in their order.
pub fn book_links(
    q: &mut dyn Connection,
    account: AccountId,
    after_sequence: i64,
    limit: i64,
) -> Boxed<'_, Vec<BookLink>> {
    Box::pin(async move { q.rows(&BOOK_LINKS, args![account.0, after_sequence, limit]).await })
}

/// Where the account's chain ends: its last place and hash; 0 and zeros before the first link.
pub fn chain_end(q: &mut dyn Connection, account: AccountId) -> Boxed<'_, Option<(i64, [u8; 32])>> {
    Box::pin(async move {
        let end: Option<(i64, Vec<u8>)> = q.optional(&CHAIN_END, args![account.0]).await?;
        end.map(|(sequence, hash)| Ok((sequence, hash_of(hash)?))).transpose()
    })
}

/// The hash of a link: SHA-256 over the hash before it and, each after its length, the fields of the event.
#[must_use]
pub fn link_hash(previous: &[u8; 32], sequence: i64, event: &Event) -> [u8; 32] {
    link_hash_of(previous, sequence, &fields_of(event))
}

fn link_hash_of(previous: &[u8], sequence: i64, fields: &[u8]) -> [u8; 32] {
    let hash = Sha256::new_with_prefix(previous).chain_update(sequence.to_be_bytes());
    hash.chain_update(fields).finalize().into()
}

/// The hash of an event for the sum of the history ([`crate::history_sum`]).
#[must_use]
pub fn entry_hash(sequence: i64, event: &Event) -> [u8; 32] {
    entry_hash_of(sequence, &fields_of(event))
}

fn entry_hash_of(sequence: i64, fields: &[u8]) -> [u8; 32] {
    link_hash_of(b"event", sequence, fields)
}

/// The fields of an event, each after its length: what its hashes are made of.
fn fields_of(event: &Event) -> Vec<u8> {
    // With all six digits, and no more: what is kept is exact to the microsecond.
    let at = Timestamp::from_microsecond(event.at.as_microsecond()).unwrap_or(event.at);
    let fields = [
        event.id.to_string(),
        format!("{at:.6}"),
        event.actor.to_string(),
        event.kind.word().to_owned(),
        event.object_id.to_string(),
    ];
    let mut written = Vec::with_capacity(event.data.len() + 256);
    for field in fields.iter().chain([&event.data]) {
        written.extend_from_slice(&(field.len() as u64).to_be_bytes());
        written.extend_from_slice(field.as_bytes());
    }
    written
}
