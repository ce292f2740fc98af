//! Turns for those who change the same object at the same time.
//!
//! A change is merged into the object as it was read, so of many at once one wins and the others read again. Those that
//! were overtaken queue here, so that each is overtaken at most by newcomers and by other servers.

use crate::{
    Http,
    call::WriteRequest,
    problem::{Problem, Result},
};
use axum::http::StatusCode;
use net30_app::Error;
use std::{
    hash::{BuildHasher, RandomState},
    time::Duration,
};
use tokio::{
    sync::{Mutex, MutexGuard},
    time::sleep,
};

/// Queues; objects that share one only wait a little longer.
const LANES: usize = 64;

/// How often a change is merged again into an object that others changed meanwhile.
const TRIES_MAX: u32 = 64;
/// The longest pause before a try. What others changed is seen when it is on disk, which may take a while.
const PAUSE_MS_MAX: u64 = 64;

/// The queues of one server.
#[derive(Debug)]
pub struct Turns {
    lanes: [Mutex<()>; LANES],
    hasher: RandomState,
}

impl Default for Turns {
    fn default() -> Self {
        Self { lanes: std::array::from_fn(|_| Mutex::new(())), hasher: RandomState::new() }
    }
}

impl Turns {
    /// Waits for the turn at what a path names.
    pub async fn take(&self, path: &str) -> MutexGuard<'_, ()> {
        let hash = self.hasher.hash_one(path);
        let lanes = u64::try_from(LANES).unwrap_or(1);
        let lane = usize::try_from(hash % lanes).unwrap_or(0);
        self.lanes[lane].lock().await
    }
}

/// The tries of one change, which nobody but the client's own `If-Match` may turn away for what others did.
pub struct Tries<'h> {
    /// What is changed.
    path: String,
    insists: bool,
    count: u32,
    turn: Option<MutexGuard<'h, ()>>,
}

impl<'h> Tries<'h> {
    /// The tries of a request.
    pub fn of(request: &WriteRequest) -> Self {
        let insists = request.call.if_match.is_some();
        Self { path: request.path().to_owned(), insists, count: 0, turn: None }
    }

    /// Has the change saved only if the object is still what it was merged into.
    pub fn expect(&self, request: &mut WriteRequest, revision: i64) {
        if !self.insists {
            request.call.if_match = Some(revision);
        }
    }

    /// Whether the object was changed between loading and saving, and the client did not ask to be told.
    #[must_use]
    pub fn was_overtaken(&self, problem: &Problem) -> bool {
        problem.status == StatusCode::PRECONDITION_FAILED && !self.insists
    }

    /// Waits for the turn to try again.
    ///
    /// # Errors
    /// 503 if others were faster every time.
    pub async fn again(&mut self, http: &'h Http) -> Result<()> {
        if self.count == TRIES_MAX {
            return Err(Error::Contention.into());
        }
        self.count += 1;
        if self.turn.is_none() {
            self.turn = Some(http.turns().take(&self.path).await);
        }
        let pause_ms = (1 << self.count.min(10)).min(PAUSE_MS_MAX);
        sleep(Duration::from_millis(pause_ms)).await;
        Ok(())
    }
}
