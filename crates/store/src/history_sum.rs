//! The sum of an account's history: an event outside the chain cannot be changed, removed or invented unseen.
//!
//! Drafts stay outside the chain, so that they never wait for one another. What a chain does for the books a sum does
//! for the rest: each entry adds 122 bits of a SHA-256 over all that it says, and whoever goes through the entries must
//! come to the same sum. The order in which they are added does not matter, so each transaction adds its own at its end,
//! to one of several rows. Entries are the events ([`crate::event`]) and the documents that were rendered once and kept
//! ([`crate::rendered`]).

pub use crate::db::HistorySum;

use crate::{
    Boxed, Connection, Query, Result, Tx, account,
    db::{Error, args, ask, statements},
};
use net30_domain::{account::Account, id::AccountId};
use std::sync::Arc;
use uuid::Uuid;

statements! {
    SUMS = "select entries, low, high from history_sum where account_id = ?1";
    WITHOUT = "select a.id from account a where not exists (
            select 1 from history_sum s where s.account_id = a.id
        ) order by a.created_at, a.id";
}

/// Adds an entry that was there before sums were kept.
pub fn add(tx: &mut Tx, account: AccountId, digest: &[u8; 32]) {
    tx.pending.books.add(account, digest);
}

/// The sum that is kept for an account; `None` if none is kept yet.
///
/// # Errors
/// [`Error::Broken`] if it is no sum.
pub fn load(q: &mut dyn Connection, account: AccountId) -> Boxed<'_, Option<HistorySum>> {
    Box::pin(async move { joined(q.rows(&SUMS, args![account.0]).await?) })
}

/// The sum whose parts lie in several buckets.
fn joined(kept: Vec<(i64, i64, i64)>) -> Result<Option<HistorySum>> {
    if kept.is_empty() {
        return Ok(None);
    }
    let mut sum = HistorySum::default();
    for (entries, low, high) in kept {
        let bucket = HistorySum::kept(entries, low, high)
            .ok_or_else(|| Error::broken("a sum of the history is out of range"))?;
        sum.join(&bucket);
    }
    Ok(Some(sum))
}

/// The account, and the sum of its history, asked for at once. It changes whenever anything is done in the account that is
/// told in its history.
pub fn with_account(
    q: &mut dyn Connection,
    id: AccountId,
) -> Boxed<'_, (Option<Arc<Account>>, Option<HistorySum>)> {
    Box::pin(async move {
        let account = args![id.0];
        let questions = (account::ask_stamp(account), ask::<(i64, i64, i64)>(&SUMS, account));
        let (stamp, kept) = q.answers(questions).await?;
        Ok((account::bearing(q, id, stamp).await?, joined(kept)?))
    })
}

/// The accounts whose history has no sum yet, oldest first.
pub fn accounts_without(q: &mut dyn Connection) -> Boxed<'_, Vec<AccountId>> {
    Box::pin(async move {
        let ids: Vec<(Uuid,)> = q.rows(&WITHOUT, &[]).await?;
        Ok(ids.into_iter().map(|(id,)| AccountId(id)).collect())
    })
}
