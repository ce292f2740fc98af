//! The data folder, and the lock that keeps a second server out of it.

use crate::{
    failure::{Failure, Result},
    settings::Settings,
};
use net30_app::Database;
use std::{
    fs::{DirBuilder, File, TryLockError},
    os::unix::fs::DirBuilderExt,
};

/// Makes the data folder, readable by nobody else, if it is needed and missing.
pub(crate) fn prepare(settings: &Settings) -> Result<()> {
    if matches!(settings.database, Database::Postgres(_)) {
        return Ok(());
    }
    let folder = &settings.data;
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| {
        Failure::new(format!("the data folder {} cannot be made: {error}", folder.display()))
            .hint("choose another with --data")
    })
}

/// Held by the one server of a data folder, as long as it lives. The system lets go of it, whatever becomes of us.
#[derive(Debug)]
pub(crate) struct ServerLock {
    _file: Option<File>,
}

impl ServerLock {
    /// Takes the lock. On PostgreSQL there is none: several servers may share a database.
    pub(crate) fn take(settings: &Settings) -> Result<Self> {
        if matches!(settings.database, Database::Postgres(_)) {
            return Ok(Self { _file: None });
        }
        let path = settings.data.join("server.lock");
        let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(
            |error| Failure::new(format!("{} cannot be opened: {error}", path.display())),
        )?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: Some(file) }),
            Err(TryLockError::WouldBlock) => {
                let folder = settings.data.display();
                Err(Failure::new(format!(
                    "a server is already running on the data folder {folder}"
                ))
                .hint("stop it first, or give this one a folder of its own with --data"))
            }
            Err(TryLockError::Error(error)) => {
                Err(Failure::new(format!("{} cannot be locked: {error}", path.display())))
            }
        }
    }
}
