//! How much is asked of the database.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

/// How much was asked of the database since the store was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Statements; one for which several sets of arguments travel together counts once.
    pub statements: u64,
    /// Transactions that may write.
    pub transactions: u64,
    /// Readings of one moment.
    pub readings: u64,
}

/// Counts what is asked. Cheap to clone.
#[derive(Clone, Default)]
pub(super) struct Meter(Arc<Counts>);

#[derive(Default)]
struct Counts {
    statements: AtomicU64,
    transactions: AtomicU64,
    readings: AtomicU64,
}

impl Meter {
    pub(super) fn statement(&self) {
        self.statements(1);
    }

    pub(super) fn statements(&self, count: usize) {
        self.0.statements.fetch_add(count as u64, Ordering::Relaxed);
    }

    /// A clone for what begins.
    pub(super) fn transaction(&self) -> Self {
        self.0.transactions.fetch_add(1, Ordering::Relaxed);
        self.clone()
    }

    /// A clone for what begins.
    pub(super) fn reading(&self) -> Self {
        self.0.readings.fetch_add(1, Ordering::Relaxed);
        self.clone()
    }

    pub(super) fn usage(&self) -> Usage {
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Usage {
            statements: count(&self.0.statements),
            transactions: count(&self.0.transactions),
            readings: count(&self.0.readings),
        }
    }
}
