//! A clock that a test sets: a library that is loaded before the C library tells the server the time of a file.

use super::{Backend, Server, TestDatabase};
use jiff::Timestamp;
use std::{
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    sync::LazyLock,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// How long the server may take to do what is due on a busy machine.
const PATIENCE: Duration = Duration::from_mins(2);

/// The library, compiled once by each process that tests.
static LIBRARY: LazyLock<PathBuf> = LazyLock::new(|| super::preload::compiled("clock"));

/// No limit of requests: the clock stands still, and so would what is left of it.
const ARGUMENTS: [&str; 2] = ["--rate-limit", "0"];

/// The clock of one or more servers. It stands still until it is set.
#[derive(Debug)]
pub(crate) struct Clock {
    folder: TempDir,
}

impl Clock {
    /// A clock at a moment in UTC, such as `2027-06-01 12:00:00`.
    pub(crate) fn at(moment: &str) -> Self {
        let clock = Self { folder: tempfile::tempdir().unwrap() };
        clock.set(moment);
        clock
    }

    /// Sets it, forwards or back.
    pub(crate) fn set(&self, moment: &str) {
        let moment: Timestamp = format!("{moment}Z").parse().unwrap();
        let file =
            std::fs::File::options().write(true).create(true).truncate(false).open(self.file());
        // All eight bytes at once, into a page that the servers have mapped.
        file.unwrap().write_all_at(&moment.as_microsecond().to_ne_bytes(), 0).unwrap();
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("now")
    }

    /// A server that goes by this clock; further ones come from [`Server::beside`].
    pub(crate) async fn server(&self, backend: Backend, more: &[(&str, &str)]) -> Server {
        let file = self.file();
        let environment = [&environment(&file)[..], more].concat();
        Server::start_in(backend, &ARGUMENTS, &environment).await
    }

    /// A server that goes by this clock, on data that are there already: see [`Server::on_data`].
    pub(crate) fn server_on_data(
        &self,
        database: TestDatabase,
        lay: impl FnOnce(&Path),
        key: &str,
        more: &[(&str, &str)],
    ) -> Server {
        let file = self.file();
        let environment = [&environment(&file)[..], more].concat();
        Server::on_data(database, lay, key, &ARGUMENTS, &environment)
    }
}

/// What makes a server go by the clock of a file.
fn environment(file: &Path) -> [(&'static str, &str); 2] {
    [("LD_PRELOAD", LIBRARY.to_str().unwrap()), ("TEST_CLOCK", file.to_str().unwrap())]
}

/// Asks again and again until there is an answer.
pub(crate) async fn eventually<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(begun.elapsed() < PATIENCE, "{what} does not come about");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
