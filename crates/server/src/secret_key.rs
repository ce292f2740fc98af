//! The key that seals credentials in the database: given by the operator, or made on the first start.

use crate::{
    failure::{Failure, Result},
    settings::Settings,
};
use net30_app::SecretKey;
use std::{
    fs::{DirBuilder, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
};

/// Name of the key's file in the data folder.
const FILE_NAME: &str = "secret.key";

/// The key of the settings, or that of the data folder, which is made if it is missing.
///
/// Servers that share a database must share the key: by `NET30_SECRET_KEY`, or by a copy of the file.
pub(crate) fn load(settings: &Settings) -> Result<SecretKey> {
    if let Some(text) = &settings.secret_key {
        return SecretKey::parse(text).ok_or_else(|| {
            Failure::new("the secret key is not the base64 of 32 bytes")
                .hint("make one with: head -c 32 /dev/urandom | base64")
        });
    }
    let path = settings.data.join(FILE_NAME);
    let shown = path.display();
    if let Some(text) = read(&path)? {
        return SecretKey::parse(&text).ok_or_else(|| {
            Failure::new(format!("{shown} does not hold a secret key: the base64 of 32 bytes"))
        });
    }
    let text = SecretKey::random_text();
    match write(&settings.data, &path, &text) {
        Ok(()) => {}
        // Another process was first.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return load(settings),
        Err(error) => return Err(Failure::new(format!("{shown} cannot be made: {error}"))),
    }
    Ok(SecretKey::parse(&text).expect("a random key is one"))
}

/// Says that credentials in the database belong to another key: as after a restore without the former server's file.
pub(crate) fn warn_that_it_differs(settings: &Settings) {
    let file = settings.data.join(FILE_NAME);
    let hint = match settings.secret_key {
        Some(_) => {
            "give NET30_SECRET_KEY the key of the former server, or enter them again".to_owned()
        }
        None => format!(
            "copy the former server's {FILE_NAME} to {}, or set NET30_SECRET_KEY, and start again; or enter them again",
            file.display()
        ),
    };
    tracing::warn!(
        hint,
        "mail servers, Stripe keys or webhook secrets in the database were sealed with another secret key, and cannot be used"
    );
}

fn read(path: &Path) -> Result<Option<String>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::new(format!("{} cannot be read: {error}", path.display()))),
    }
}

/// Writes the file beside its place and links it there, so that nobody ever reads half a key.
fn write(folder: &Path, path: &Path, text: &str) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let draft = folder.join(format!("{FILE_NAME}.{}", std::process::id()));
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
    writeln!(file, "{text}")?;
    file.sync_all()?;
    let linked = std::fs::hard_link(&draft, path);
    std::fs::remove_file(&draft)?;
    linked
}
