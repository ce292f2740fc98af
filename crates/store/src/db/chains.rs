//! Where a transaction leaves the chains of the books that it lengthens, written once when it commits.

use super::{Result, Tx, args, statements};
use net30_domain::id::AccountId;
use std::collections::BTreeMap;
use uuid::Uuid;

statements! {
    SET = "update chain set sequence = ?2, hash = ?3 where account_id = ?1";
}

/// The last link of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ChainEnd {
    /// Its place, from 1 without gaps; 0 before the first.
    pub(crate) place: i64,
    /// Its hash; zeros before the first.
    pub(crate) hash: [u8; 32],
}

/// The ends of the chains that a transaction lengthens.
#[derive(Debug, Default)]
pub(crate) struct PendingChains {
    ends: BTreeMap<Uuid, ChainEnd>,
}

impl PendingChains {
    /// Where the transaction has brought an account's chain so far.
    pub(crate) fn end(&self, account: AccountId) -> Option<ChainEnd> {
        self.ends.get(&account.0).copied()
    }

    pub(crate) fn set_end(&mut self, account: AccountId, end: ChainEnd) {
        self.ends.insert(account.0, end);
    }
}

/// Writes where the chains end.
pub(super) async fn write(tx: &mut Tx) -> Result<()> {
    for (account, end) in std::mem::take(&mut tx.pending_chains).ends {
        tx.execute(&SET, args![account, end.place, end.hash.to_vec()]).await?;
    }
    Ok(())
}
