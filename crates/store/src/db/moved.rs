//! A history that comes from another database.
//!
//! The history is read in the order of the transactions that wrote it ([`crate::event::list`]). Their numbers mean
//! nothing in another PostgreSQL cluster, into which a dump or a replica carried them: there they lie in the future, and
//! what lies in the future is not read yet. So at each start what the cluster cannot have written is set back behind all
//! that it can, in the order that it has, and with it how far each webhook has been told.

use super::{Query as _, Result, Statement, Tx, TxEngine, args};

/// The newest transaction of each account's history, and the first that has not begun here.
static NEWEST: Statement = Statement::new(
    "select coalesce(max(newest), -1), @unborn from (
        select (select e.txid from event e where e.account_id = a.id order by e.txid desc, e.sequence desc limit 1)
        as newest from account a) found",
);
/// Up to where the history was written elsewhere: what was written here since then has higher sequences.
static CARRIED: Statement =
    Statement::new("select coalesce(max(sequence), -1) from event where txid >= @unborn");
static SET_EVENTS_BACK: Statement =
    Statement::new("update event set txid = txid - ?1 where sequence <= ?2");
static SET_WEBHOOKS_BACK: Statement = Statement::new(
    "update webhook set txid = txid - ?1 where sequence <= ?2 and txid > -2305843009213693952",
);
/// Counters that a logical replica does not carry; they never go back.
static MOVE_COUNTERS: [&str; 2] = [
    "select setval(counter, newest) from (
        select pg_get_serial_sequence('event', 'sequence')::regclass as counter, max(sequence) as newest from event
    ) found where newest > coalesce(pg_sequence_last_value(counter), 0)",
    "select setval(counter, newest) from (
        select pg_get_serial_sequence('search_text', 'row')::regclass as counter, max(row) as newest from search_text
    ) found where newest > coalesce(pg_sequence_last_value(counter), 0)",
];

/// Makes a history that was carried here readable, within the transaction that holds the lock of migrations.
pub(super) async fn settle(tx: &mut Tx) -> Result<()> {
    if matches!(tx.engine, TxEngine::Postgres(_)) {
        for counter in MOVE_COUNTERS {
            tx.batch(counter).await?;
        }
    }
    let (newest, unborn): (i64, i64) = tx.one(&NEWEST, &[]).await?;
    if newest < unborn {
        return Ok(());
    }
    let (carried,): (i64,) = tx.one(&CARRIED, &[]).await?;
    let behind = newest + 1;
    let events = tx.execute(&SET_EVENTS_BACK, args![behind, carried]).await?;
    tx.execute(&SET_WEBHOOKS_BACK, args![behind, carried]).await?;
    tracing::info!(events, "the history was written by another database; its order is kept");
    Ok(())
}
