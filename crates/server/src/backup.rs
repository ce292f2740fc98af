//! `backup` and `restore`.

use crate::{
    failure::{Failure, Result},
    folder::{self, ServerLock},
    opening, output, progress,
    settings::Settings,
};
use net30_app::setup;
use serde_json::json;
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

/// Writes a consistent copy of the database.
pub(crate) async fn backup(settings: &Settings, file: &Path) -> Result<()> {
    let app = opening::existing(settings).await?;
    let partial = beside(file, ".partial")?;
    // Left by a copy that was broken off.
    let _ = std::fs::remove_file(&partial);
    let watch = progress::watch(settings);
    let copied = app.backup(&partial).await;
    drop(watch);
    if let Err(error) = copied {
        let _ = std::fs::remove_file(&partial);
        return Err(error.into());
    }
    // The copy is on disk before it takes the place of a former one.
    std::fs::File::open(&partial)?.sync_all()?;
    std::fs::rename(&partial, file)?;
    let size_bytes = std::fs::metadata(file)?.len();
    let words = format!("{} holds all data ({size_bytes} bytes)", file.display());
    output::say(settings, &words, &json!({"file": file, "bytes": size_bytes}))
}

/// Fills the database from a copy.
pub(crate) async fn restore(settings: &Settings, file: &Path, force: bool) -> Result<()> {
    if !file.is_file() {
        return Err(Failure::new(format!("there is no file {}", file.display())));
    }
    folder::prepare(settings)?;
    let _lock = ServerLock::take(settings)?;
    // On PostgreSQL too: only this folder is known to be readable by nobody else.
    folder::make(&settings.data)?;
    let _watch = progress::watch(settings);
    setup::restore(file, &settings.store(), &settings.data, force).await.map_err(|error| {
        let failure = Failure::from(error);
        if force { failure } else { failure.hint("--force replaces a database that has accounts") }
    })?;
    let words = format!("restored from {} into {}", file.display(), settings.database_words());
    output::say(settings, &words, &json!({"file": file, "restored": true}))
}

fn beside(file: &Path, ending: &str) -> Result<PathBuf> {
    let name = file
        .file_name()
        .ok_or_else(|| Failure::new(format!("{} is no name of a file", file.display())))?;
    let mut name = OsString::from(name);
    name.push(ending);
    Ok(file.with_file_name(name))
}
