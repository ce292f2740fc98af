//! Copies of the whole database, which are SQLite files whichever database they were made of.
//!
//! Between two SQLite files the pages are copied; from and to PostgreSQL it is done row by row, within one
//! transaction that sees one moment.

use super::{
    Database, Engine, Error, Query as _, ReaderEngine, Result, Statement, Store, StoreConfig,
    TxEngine,
    copy_rows::{self, without_log},
    pending::Books,
};
use crate::progress::tell;
use rusqlite::{Connection, OpenFlags, backup::Backup};
use std::{
    collections::VecDeque,
    fs,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

/// How many pages are copied before it is told how far it is: some megabytes.
const PAGES_AT_ONCE: i32 = 1024;

static ACCOUNTS: Statement =
    Statement::new("select count(*) from (select 1 from account limit 1) counted");

/// A file that is removed again unless it was given its name.
struct Unfinished {
    path: PathBuf,
}

impl Unfinished {
    /// An empty file that nobody else can read, in the folder of another one.
    fn beside(file: &Path, suffix: &str) -> Result<Self> {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let (process, made) = (std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let mut name = file.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{process}-{made}.{suffix}"));
        let unfinished = Self { path: file.with_file_name(name) };
        unfinished.remove();
        // Made here and by nobody else: SQLite would leave it to the umask, and follow a link.
        fs::File::options()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&unfinished.path)
            .map_err(|error| cannot_write(&unfinished.path, &error))?;
        Ok(unfinished)
    }

    fn remove(&self) {
        for suffix in ["", "-wal", "-shm", "-journal"] {
            let mut path = self.path.clone().into_os_string();
            path.push(suffix);
            // It is not there, as a rule.
            let _ = fs::remove_file(path);
        }
    }

    fn finish(self, file: &Path) -> Result<()> {
        fs::File::open(&self.path)
            .and_then(|written| written.sync_all())
            .map_err(Error::unavailable)?;
        // Unlike `rename` this never replaces a file that has appeared meanwhile.
        fs::hard_link(&self.path, file).map_err(|error| cannot_write(file, &error))?;
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        let synced =
            fs::File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all());
        synced.map_err(Error::unavailable)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        self.remove();
    }
}

fn cannot_write(file: &Path, error: &std::io::Error) -> Error {
    Error::Refused(format!("cannot write {}: {error}", file.display()))
}

pub(super) async fn backup(store: &Store, file: &Path) -> Result<()> {
    if file.exists() {
        return Err(Error::Refused(format!("{} is there already", file.display())));
    }
    let unfinished = Unfinished::beside(file, "part")?;
    match &store.engine {
        Engine::Sqlite(sqlite) => {
            let source = sqlite.connect_for_reading()?;
            let path = unfinished.path.clone();
            tokio::task::spawn_blocking(move || copy_file(&source, &path))
                .await
                .map_err(Error::broken)??;
        }
        Engine::Postgres(_) => {
            let reader = store.reader().await?;
            let ReaderEngine::Postgres(reader) = reader.engine else {
                return Err(Error::broken("a PostgreSQL store reads from PostgreSQL"));
            };
            made_of(&unfinished.path).await?;
            let target = Connection::open(&unfinished.path)?;
            copy_rows::from_postgres(reader.client(), target).await?;
        }
    }
    unfinished.finish(file)
}

/// Makes an empty database file with the present schema.
async fn made_of(path: &Path) -> Result<()> {
    let store = Store::open(&StoreConfig::of(Database::Sqlite(path.to_owned()))).await?;
    store.migrate().await?;
    match store.engine {
        // Its log must be gone before others take the file for all there is.
        Engine::Sqlite(sqlite) => sqlite.close().await,
        Engine::Postgres(_) => Err(Error::broken("a SQLite file is opened by SQLite")),
    }
}

/// Copies all pages of one moment, while others read and write.
fn copy_file(source: &Connection, path: &Path) -> Result<()> {
    let mut target = Connection::open(path)?;
    copy_pages(source, &mut target)?;
    without_log(&target)
}

fn copy_pages(source: &Connection, target: &mut Connection) -> Result<()> {
    // A reading transaction that lasts: all steps see one moment, whatever others write meanwhile.
    source.execute_batch("begin; select 1 from sqlite_schema limit 1")?;
    let copied = copy_in_steps(source, target);
    source.execute_batch("commit")?;
    copied
}

/// Copies some pages at a time, and tells how far it is.
fn copy_in_steps(source: &Connection, target: &mut Connection) -> Result<()> {
    use rusqlite::backup::StepResult;
    let copy = Backup::new(source, target)?;
    let mut patience = 200;
    while patience > 0 {
        match copy.step(PAGES_AT_ONCE)? {
            StepResult::Done => return Ok(()),
            StepResult::More => {
                let progress = copy.progress();
                let of = u64::try_from(progress.pagecount).unwrap_or(0);
                let left = u64::try_from(progress.remaining).unwrap_or(0);
                tell("pages", of.saturating_sub(left), Some(of));
            }
            // Another process holds the file for a moment.
            _ => {
                patience -= 1;
                std::thread::sleep(Duration::from_millis(25));
            }
        }
    }
    Err(Error::unavailable("the database stayed locked"))
}

pub(super) async fn restore(
    file: &Path,
    config: &StoreConfig,
    folder: &Path,
    force: bool,
) -> Result<()> {
    // A working copy, since a copy of an older version is brought up to date before it is taken.
    let working = Unfinished::beside(&folder.join("net30"), "restoring")?;
    let source = open_copy(file)?;
    copy_file(&source, &working.path)?;
    drop(source);
    made_of(&working.path).await?;

    let store = Store::open(config).await?;
    store.migrate().await?;
    let mut reader = store.reader().await?;
    let (accounts,): (i64,) = reader.one(&ACCOUNTS, &[]).await?;
    drop(reader);
    if accounts > 0 && !force {
        return Err(Error::Refused(
            "the database has accounts; --force replaces all of its content".to_owned(),
        ));
    }
    let source = Connection::open_with_flags(&working.path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    match &store.engine {
        Engine::Sqlite(sqlite) => sqlite.replace(move |target| copy_pages(&source, target)).await,
        Engine::Postgres(_) => {
            let tx = store.begin().await?;
            let TxEngine::Postgres(mut tx) = tx.engine else {
                return Err(Error::broken("a PostgreSQL store writes to PostgreSQL"));
            };
            copy_rows::to_postgres(source, &mut tx).await?;
            tx.commit(Books::default(), VecDeque::new()).await
        }
    }
}

/// Opens a copy, having made sure that it is one.
fn open_copy(file: &Path) -> Result<Connection> {
    let refused = |why: &str| Error::Refused(format!("{} {why}", file.display()));
    if !file.is_file() {
        return Err(refused("is not there"));
    }
    let source = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let tables = "select count(*) from sqlite_schema where type = 'table' and name in ('migration', 'account')";
    match source.query_row(tables, [], |row| row.get::<_, i64>(0)) {
        Ok(2) => Ok(source),
        Ok(_) => Err(refused("is not a copy of a net30 database")),
        Err(error) => Err(refused(&format!("is not a copy of a net30 database: {error}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tables::TABLES;
    use crate::{Database, Store, StoreConfig};
    use std::collections::BTreeSet;

    #[tokio::test]
    async fn every_table_is_copied() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("net30.sqlite");
        let store = Store::open(&StoreConfig::of(Database::Sqlite(path.clone()))).await.unwrap();
        store.migrate().await.unwrap();
        let connection = rusqlite::Connection::open(path).unwrap();
        let mut tables = connection
            .prepare("select name from sqlite_schema where type = 'table' and name not like 'search\\_index%' escape '\\' and name <> 'migration'")
            .unwrap();
        let tables: BTreeSet<String> =
            tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        assert_eq!(tables, TABLES.map(str::to_owned).into());
    }
}
