//! How far long work is, for whoever waits for it at a terminal.
//!
//! A command does one thing, so that one listener is enough for the process; a server has none, and then telling costs
//! nothing.

use std::sync::OnceLock;

/// How far something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is counted: `pages`, `tables`, `documents`, …
    pub what: &'static str,
    /// How many are done.
    pub done: u64,
    /// How many there are, where that is known.
    pub of: Option<u64>,
}

type Listener = Box<dyn Fn(Progress) + Send + Sync>;

static LISTENER: OnceLock<Listener> = OnceLock::new();

/// Has the process tell how far it is. The first listener stays.
pub fn listen(listener: impl Fn(Progress) + Send + Sync + 'static) {
    // One that comes later is told nothing.
    let _ = LISTENER.set(Box::new(listener));
}

/// Tells how far something is.
pub fn tell(what: &'static str, done: u64, of: Option<u64>) {
    if let Some(listener) = LISTENER.get() {
        listener(Progress { what, done, of });
    }
}
