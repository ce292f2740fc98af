//! Fair shares of something scarce: threads that set PDFs, connections to mail servers and receivers of webhooks.
//!
//! Whoever wants a share says on whose behalf, by a key: an account, a host. No key has all of the shares, so that a
//! newcomer finds one at once; those that become free go to the key that has the fewest, in turn among equals; and a queue
//! that is full says so instead of growing.

mod lanes;

pub(crate) use lanes::{Lane, Lanes, Size};

use std::{
    collections::{HashMap, VecDeque},
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::oneshot;

/// How much there is, and how much of it one key may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    /// Shares in all, at least 1.
    pub(crate) shares: usize,
    /// Most shares of one key; fewer than `shares`, so that a newcomer never waits for one key alone.
    pub(crate) shares_each: usize,
    /// Most that wait, of all keys together.
    pub(crate) waiting: usize,
    /// Most that wait of one key.
    pub(crate) waiting_each: usize,
}

/// The queue is full: it is better to say so now than to answer too late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many wait already")]
pub(crate) struct Full;

/// Shares that are given out fairly. Cheap to clone.
///
/// A share is taken by [`FairShares::wait`], or by [`FairShares::try_take`] where work that finds none stays in the
/// database, and is given back by dropping it.
#[derive(Debug)]
pub(crate) struct FairShares<K> {
    inner: Arc<Inner<K>>,
}

impl<K> Clone for FairShares<K> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner) }
    }
}

#[derive(Debug)]
struct Inner<K> {
    limits: Limits,
    state: Mutex<State<K>>,
}

#[derive(Debug)]
struct State<K> {
    taken: HashMap<K, usize>,
    taken_in_all: usize,
    waiting: HashMap<K, VecDeque<oneshot::Sender<()>>>,
    waiting_in_all: usize,
    /// The keys that wait, each once; whoever was given a share goes to the end.
    turn: VecDeque<K>,
}

/// A share; dropped, it goes to the next.
#[derive(Debug)]
pub(crate) struct Share<K: Hash + Eq + Clone> {
    inner: Arc<Inner<K>>,
    key: K,
}

impl<K: Hash + Eq + Clone> FairShares<K> {
    /// Shares of which none is taken.
    ///
    /// # Panics
    /// If there are none to give.
    pub(crate) fn new(limits: Limits) -> Self {
        assert!(limits.shares > 0 && limits.shares_each > 0, "there are shares to give");
        let state = State {
            taken: HashMap::new(),
            taken_in_all: 0,
            waiting: HashMap::new(),
            waiting_in_all: 0,
            turn: VecDeque::new(),
        };
        Self { inner: Arc::new(Inner { limits, state: Mutex::new(state) }) }
    }

    /// A share as soon as it is the key's turn. Whoever stops waiting loses nothing but its place.
    ///
    /// # Errors
    /// [`Full`] if too many wait already.
    ///
    /// # Panics
    /// Never: the queue lives as long as those who wait in it.
    pub(crate) async fn wait(&self, key: K) -> Result<Share<K>, Full> {
        let turn = {
            let mut state = self.inner.lock();
            if state.is_free(&key, &self.inner.limits) {
                return Ok(self.share(&mut state, &key));
            }
            state.queue(&key, &self.inner.limits)?
        };
        let mut place = Place { inner: &self.inner, key: &key, turn, was_called: false };
        (&mut place.turn).await.expect("the queue lives as long as those who wait in it");
        place.was_called = true;
        Ok(Share { inner: Arc::clone(&self.inner), key: key.clone() })
    }

    /// A share if the key may have one more now.
    pub(crate) fn try_take(&self, key: &K) -> Option<Share<K>> {
        let mut state = self.inner.lock();
        state.is_free(key, &self.inner.limits).then(|| self.share(&mut state, key))
    }

    fn share(&self, state: &mut State<K>, key: &K) -> Share<K> {
        state.take(key);
        Share { inner: Arc::clone(&self.inner), key: key.clone() }
    }

    /// How many shares a key has now.
    pub(crate) fn taken_by(&self, key: &K) -> usize {
        self.inner.lock().taken.get(key).copied().unwrap_or(0)
    }
}

/// A place in the queue.
struct Place<'a, K: Hash + Eq + Clone> {
    inner: &'a Inner<K>,
    key: &'a K,
    turn: oneshot::Receiver<()>,
    was_called: bool,
}

impl<K: Hash + Eq + Clone> Drop for Place<'_, K> {
    fn drop(&mut self) {
        if self.was_called {
            return;
        }
        // Whoever is called from now on is known to have left; a call that has come already is passed on.
        self.turn.close();
        if self.turn.try_recv().is_ok() {
            self.inner.give_back(self.key);
        }
    }
}

impl<K: Hash + Eq + Clone> Drop for Share<K> {
    fn drop(&mut self) {
        self.inner.give_back(&self.key);
    }
}

impl<K: Hash + Eq + Clone> Inner<K> {
    fn lock(&self) -> MutexGuard<'_, State<K>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn give_back(&self, key: &K) {
        let mut state = self.lock();
        state.taken_in_all -= 1;
        if let Some(taken) = state.taken.get_mut(key) {
            *taken -= 1;
            if *taken == 0 {
                state.taken.remove(key);
            }
        }
        state.call(&self.limits);
    }
}

impl<K: Hash + Eq + Clone> State<K> {
    fn is_free(&self, key: &K, limits: &Limits) -> bool {
        self.taken_in_all < limits.shares && self.taken_of(key) < limits.shares_each
    }

    fn taken_of(&self, key: &K) -> usize {
        self.taken.get(key).copied().unwrap_or(0)
    }

    fn take(&mut self, key: &K) {
        self.taken_in_all += 1;
        *self.taken.entry(key.clone()).or_insert(0) += 1;
    }

    fn queue(&mut self, key: &K, limits: &Limits) -> Result<oneshot::Receiver<()>, Full> {
        let is_full = |state: &Self| {
            let of_key = state.waiting.get(key).map_or(0, VecDeque::len);
            state.waiting_in_all >= limits.waiting || of_key >= limits.waiting_each
        };
        if is_full(self) {
            self.forget_who_left();
        }
        if is_full(self) {
            return Err(Full);
        }
        let (call, turn) = oneshot::channel();
        if !self.waiting.contains_key(key) {
            self.turn.push_back(key.clone());
        }
        self.waiting.entry(key.clone()).or_default().push_back(call);
        self.waiting_in_all += 1;
        // Those before it may have left.
        self.call(limits);
        Ok(turn)
    }

    /// Gives what is free to those whose turn it is.
    fn call(&mut self, limits: &Limits) {
        while let Some(key) = self.next(limits) {
            let Some(queue) = self.waiting.get_mut(&key) else { return };
            let Some(call) = queue.pop_front() else { return };
            let is_last = queue.is_empty();
            self.waiting_in_all -= 1;
            self.turn.retain(|other| *other != key);
            if is_last {
                self.waiting.remove(&key);
            } else {
                self.turn.push_back(key.clone());
            }
            if call.send(()).is_ok() {
                self.take(&key);
            }
        }
    }

    /// The waiting key that may have a share and has the fewest; of several the one that waits longest.
    fn next(&self, limits: &Limits) -> Option<K> {
        let free = self.turn.iter().filter(|key| self.is_free(key, limits));
        free.min_by_key(|key| self.taken_of(key)).cloned()
    }

    fn forget_who_left(&mut self) {
        for queue in self.waiting.values_mut() {
            queue.retain(|call| !call.is_closed());
        }
        self.waiting.retain(|_, queue| !queue.is_empty());
        self.waiting_in_all = self.waiting.values().map(VecDeque::len).sum();
        let waiting = &self.waiting;
        self.turn.retain(|key| waiting.contains_key(key));
    }
}

#[cfg(test)]
mod tests {
    use super::{FairShares, Full, Limits, Share};
    use std::sync::{Arc, Mutex};
    use tokio::task::{JoinHandle, yield_now};

    type Shares = FairShares<&'static str>;

    const LIMITS: Limits = Limits { shares: 3, shares_each: 2, waiting: 8, waiting_each: 4 };

    /// Waits for a share in a task of its own, which says when it has it.
    fn wait(
        shares: &Shares,
        key: &'static str,
        called: &Arc<Mutex<Vec<&'static str>>>,
    ) -> JoinHandle<Result<Share<&'static str>, Full>> {
        let (shares, called) = (shares.clone(), Arc::clone(called));
        tokio::spawn(async move {
            let share = shares.wait(key).await?;
            called.lock().unwrap().push(key);
            Ok(share)
        })
    }

    async fn settle() {
        for _ in 0..20 {
            yield_now().await;
        }
    }

    #[tokio::test]
    async fn a_newcomer_does_not_wait_for_one_who_wants_everything() {
        let shares = Shares::new(LIMITS);
        let _first = shares.wait("busy").await.unwrap();
        let _second = shares.wait("busy").await.unwrap();
        assert!(shares.try_take(&"busy").is_none());
        assert_eq!(shares.taken_by(&"busy"), 2);
        assert!(shares.try_take(&"new").is_some());
    }

    #[tokio::test]
    async fn what_becomes_free_goes_to_whoever_has_the_fewest_in_turn() {
        let shares = Shares::new(Limits { shares: 1, shares_each: 1, ..LIMITS });
        let called = Arc::default();
        let held = shares.wait("a").await.unwrap();
        for key in ["a", "a", "a", "b", "b", "c"] {
            // Each gives its share back as soon as it has it.
            wait(&shares, key, &called);
            settle().await;
        }
        drop(held);
        settle().await;
        assert_eq!(*called.lock().unwrap(), ["a", "b", "c", "a", "b", "a"]);
    }

    #[tokio::test]
    async fn a_full_queue_says_so_and_has_room_again_when_somebody_leaves() {
        let shares = Shares::new(Limits { shares: 1, shares_each: 1, ..LIMITS });
        let called = Arc::default();
        let held = shares.wait("a").await.unwrap();
        let mut waiting: Vec<_> = (0..4).map(|_| wait(&shares, "a", &called)).collect();
        settle().await;
        assert_eq!(shares.wait("a").await.unwrap_err(), Full);
        waiting.remove(0).abort();
        settle().await;
        waiting.push(wait(&shares, "a", &called));
        settle().await;
        assert!(waiting.iter().all(|task| !task.is_finished()));
        drop(held);
        for task in waiting {
            drop(task.await.unwrap().unwrap());
        }
        assert_eq!(shares.taken_by(&"a"), 0);
        assert_eq!(called.lock().unwrap().len(), 4);
    }

    #[tokio::test]
    async fn a_share_is_not_lost_with_whoever_stopped_waiting() {
        let shares = Shares::new(Limits { shares: 1, shares_each: 1, ..LIMITS });
        let held = shares.wait("a").await.unwrap();
        let called = Arc::default();
        let waiting = wait(&shares, "b", &called);
        settle().await;
        // Called and gone in the same moment.
        drop(held);
        waiting.abort();
        let _ = waiting.await;
        assert!(shares.try_take(&"c").is_some());
    }
}
