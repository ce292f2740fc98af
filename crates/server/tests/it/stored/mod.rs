//! Databases that former versions wrote: today's program brings them up to date, finds their books clean, and shows all
//! that is in them as it was shown when they were written.
//!
//! Of each, `tests/stored` has what `net30 backup` wrote of SQLite, a dump of PostgreSQL, and the replies of the program
//! that wrote them. `keep.rs` says how another one is made.

mod keep;
mod objects;

use crate::{
    recorded::{PUBLIC_URL, Player, Script, hold_script, is_recording},
    support::{Backend, Clock, Server, TestDatabase, binary, said},
};
use flate2::read::GzDecoder;
use std::{
    io::Read as _,
    path::{Path, PathBuf},
};

macro_rules! stored {
    ($($name:ident = $stem:literal),* $(,)?) => {$(
        mod $name {
            use super::{Way, hold};

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                hold($stem, Way::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                hold($stem, Way::Postgres).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn restored_in_postgres() {
                hold($stem, Way::RestoredInPostgres).await;
            }
        }
    )*};
}

// Month and commit that wrote them.
stored! {
    of_november_2026 = "2026-11-2988f37",
}

/// The key that sealed the credentials in all of them.
const SECRET_KEY: &str = "c3RvcmVkIGRhdGFiYXNlcyBvZiBuZXQzMCdzIHRlc3Q=";
/// Where Stripe is said to be; nobody is there.
const STRIPE: &str = "http://127.0.0.1:9";

/// How a stored database comes to the program.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// As the file in the data folder.
    Sqlite,
    /// As the database that a dump was made of.
    Postgres,
    /// By `net30 restore`.
    RestoredInPostgres,
}

/// A file of `tests/stored`.
fn file(stem: &str, ending: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/stored/{stem}.{ending}"))
}

fn unpacked(file: &Path) -> Vec<u8> {
    let packed =
        std::fs::File::open(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut bytes = vec![];
    GzDecoder::new(packed).read_to_end(&mut bytes).unwrap();
    bytes
}

/// Today's program on a stored database.
async fn opened(stem: &str, way: Way, clock: &Clock, key: &str) -> Server {
    let backend = if way == Way::Sqlite { Backend::Sqlite } else { Backend::Postgres };
    let database = TestDatabase::make(backend).await;
    let url = database.url();
    if way == Way::Postgres {
        let dump = String::from_utf8(unpacked(&file(stem, "postgres.sql.gz"))).unwrap();
        database.execute(Path::new(""), &dump).await;
    }
    let lay = |data: &Path| {
        std::fs::write(data.join("secret.key"), SECRET_KEY).unwrap();
        if way == Way::Postgres {
            return;
        }
        let copy = data.join(if way == Way::Sqlite { "net30.db" } else { "copy" });
        std::fs::write(&copy, unpacked(&file(stem, "sqlite.gz"))).unwrap();
        if let Some(url) = &url {
            let mut restore = binary();
            restore.env("NET30_DATA", data).env("NET30_DATABASE_URL", url);
            let restored = restore.arg("restore").arg(&copy).output().unwrap();
            assert!(restored.status.success(), "{}", said(&restored));
        }
    };
    let environment = [("NET30_PUBLIC_URL", PUBLIC_URL), ("NET30_STRIPE_API_BASE", STRIPE)];
    clock.server_on_data(database, lay, key, &environment)
}

/// Opens a stored database, and holds what is shown of it against what was shown when it was written.
async fn hold(stem: &str, way: Way) {
    if is_recording() && way != Way::Sqlite {
        return;
    }
    let script = Script::read(&file(stem, "http"));
    let now = script.note("now").expect("it says when it was written");
    let clock = Clock::at(now);
    let server = opened(stem, way, &clock, script.note("key").expect("it says a key")).await;
    hold_script(&script, &mut Player::exact(&server, &clock, now)).await;
    server.finish().await;
}
