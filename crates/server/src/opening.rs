//! Opening the database.

use crate::{
    failure::{Failure, Result},
    folder, secret_key,
    settings::Settings,
};
use net30_app::{App, Database, setup, system_clock};

/// Opens the database, makes it if it is missing, and brings it up to date.
pub(crate) async fn make(settings: &Settings, served_at: &str) -> Result<App> {
    folder::prepare(settings)?;
    let public_url = settings.public_url.as_deref().unwrap_or(served_at);
    let outside = settings.outside(secret_key::load(settings)?);
    Ok(setup::open(&settings.store(), system_clock(), public_url, outside).await?)
}

/// Opens a database that is there, for commands that have nothing to do with an empty one.
pub(crate) async fn existing(settings: &Settings) -> Result<App> {
    if let Database::Sqlite(path) = &settings.database
        && !path.exists()
    {
        let folder = settings.data.display();
        return Err(Failure::new(format!("there is no database in {folder}"))
            .hint("name the server's data folder with --data, or start with `net30 serve`"));
    }
    make(settings, &served_at(settings)).await
}

/// The URL of the address that a server listens on, as long as nobody has chosen its port.
pub(crate) fn served_at(settings: &Settings) -> String {
    format!("http://{}", settings.listen)
}
