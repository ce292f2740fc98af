//! The data folder, which is for its owner alone, and the lock that keeps a second server out of it.

use crate::{
    failure::{Failure, Result},
    settings::Settings,
};
use net30_app::Database;
use std::{
    fs::{DirBuilder, File, Permissions, TryLockError},
    io::ErrorKind,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

/// The bits by which others than the owner may do something with a file.
const OTHERS: u32 = 0o077;

/// Makes the data folder, if it is needed and missing, and sees to it that the database's files are readable by nobody
/// else.
pub(crate) fn prepare(settings: &Settings) -> Result<()> {
    let Database::Sqlite(database) = &settings.database else { return Ok(()) };
    make(&settings.data)?;
    // SQLite gives its log the permissions of the file, which it would itself leave to the umask.
    let made = File::options().write(true).create_new(true).mode(0o600).open(database);
    match made {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            return Err(Failure::new(format!("{} cannot be made: {error}", database.display())));
        }
        Ok(_) | Err(_) => {}
    }
    for ending in ["", "-wal", "-shm"] {
        let mut path = database.clone().into_os_string();
        path.push(ending);
        close(&PathBuf::from(path));
    }
    Ok(())
}

/// Makes a folder, readable by nobody else, if it is missing.
pub(crate) fn make(folder: &Path) -> Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| {
        Failure::new(format!("the data folder {} cannot be made: {error}", folder.display()))
            .hint("choose another with --data")
    })
}

/// Takes a file's permissions from everybody but its owner.
fn close(path: &Path) {
    let Some(mode) = mode_of(path).filter(|mode| mode & OTHERS != 0) else { return };
    if let Err(error) = std::fs::set_permissions(path, Permissions::from_mode(mode & !OTHERS)) {
        let path = path.display();
        tracing::warn!(%path, %error, "others can read this file, and that cannot be changed");
    }
}

/// The permissions of a file; none if it is not there.
fn mode_of(path: &Path) -> Option<u32> {
    std::fs::metadata(path).ok().map(|found| found.permissions().mode() & 0o777)
}

/// Warns of a data folder that others may enter: backups, settings and keys may lie in it.
pub(crate) fn warn_if_open(settings: &Settings) {
    let Some(mode) = mode_of(&settings.data).filter(|mode| mode & OTHERS != 0) else { return };
    let folder = settings.data.display();
    let (mode, hint) = (format!("{mode:o}"), format!("chmod 700 {folder}"));
    tracing::warn!(%folder, mode, hint, "others than its owner may enter the data folder");
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
