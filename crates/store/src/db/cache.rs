//! Rows that were read before, and need not be decoded again as long as they bear the same stamp.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use uuid::Uuid;

/// How many rows are remembered. When there are more, all are forgotten: those in use are back at once.
const ROWS_MAX: usize = 1000;

/// Rows by their ids, with their stamps: whatever changes when anything of a row does.
pub struct Cache<S, T> {
    rows: Mutex<HashMap<Uuid, (S, Arc<T>)>>,
}

impl<S, T> Default for Cache<S, T> {
    fn default() -> Self {
        Self { rows: Mutex::default() }
    }
}

impl<S: PartialEq, T> Cache<S, T> {
    /// The row with an id, if it was kept with this stamp.
    pub(crate) fn get(&self, id: Uuid, stamp: &S) -> Option<Arc<T>> {
        let rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        let (kept, row) = rows.get(&id)?;
        (kept == stamp).then(|| Arc::clone(row))
    }

    pub(crate) fn keep(&self, id: Uuid, stamp: S, row: Arc<T>) {
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        if rows.len() >= ROWS_MAX && !rows.contains_key(&id) {
            rows.clear();
        }
        rows.insert(id, (stamp, row));
    }
}

#[cfg(test)]
mod tests {
    use super::{Cache, ROWS_MAX};
    use std::sync::Arc;
    use uuid::Uuid;

    #[test]
    fn a_row_is_remembered_by_its_stamp() {
        let cache = Cache::default();
        let id = Uuid::from_u128;
        cache.keep(id(1), 1, Arc::new("a"));
        assert_eq!(cache.get(id(1), &1).as_deref(), Some(&"a"));
        assert_eq!(cache.get(id(1), &2), None);
        assert_eq!(cache.get(id(2), &1), None);
        cache.keep(id(1), 2, Arc::new("b"));
        assert_eq!(cache.get(id(1), &2).as_deref(), Some(&"b"));
        for n in 2..=u128::try_from(ROWS_MAX).unwrap() + 1 {
            cache.keep(id(n), 1, Arc::new("c"));
        }
        assert_eq!(cache.get(id(1), &2), None, "it was forgotten with the others");
    }
}
