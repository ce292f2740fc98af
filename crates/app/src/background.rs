//! What is done beside requests: each round of work is a method of [`App`] that the server calls again and again.
//!
//! A round takes what is due, does it, and says how much that was. Whatever is taken is leased in the database, so that
//! several servers share one queue, and what a dead one held comes back when its lease ends.

use crate::App;
use std::sync::atomic::Ordering;
use tokio::sync::watch;

/// Wakes the rounds when a transaction has left them something to do.
#[derive(Debug)]
pub(crate) struct Wake(watch::Sender<()>);

impl Default for Wake {
    fn default() -> Self {
        Self(watch::Sender::new(()))
    }
}

impl App {
    /// Changes each time that a transaction of this process has left something to do.
    ///
    /// Work that another server or the passing of time brings about is not announced: rounds look for it now and then.
    #[must_use]
    pub fn something_to_do(&self) -> watch::Receiver<()> {
        self.inner.wake.0.subscribe()
    }

    /// Tells the rounds that there may be something to do.
    pub(crate) fn wake(&self) {
        self.inner.wake.0.send_replace(());
    }

    /// Changes each time that a transaction of this process has added to a history that somebody follows.
    #[must_use]
    pub fn news(&self) -> watch::Receiver<()> {
        self.inner.news.0.subscribe()
    }

    /// Tells whoever follows the histories that there may be something new.
    pub(crate) fn announce(&self) {
        self.inner.news.0.send_replace(());
    }

    /// Whether anybody follows a history. Only a hint: who follows looks now and then by itself.
    pub(crate) fn is_followed(&self) -> bool {
        self.inner.followed.load(Ordering::Relaxed)
    }

    /// Notes whether anybody follows a history.
    pub(crate) fn note_followed(&self, followed: bool) {
        self.inner.followed.store(followed, Ordering::Relaxed);
    }
}
