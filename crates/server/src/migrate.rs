//! `migrate`.

use crate::{failure::Result, opening, output, progress, settings::Settings};
use serde_json::json;

/// Brings the database up to date.
pub(crate) async fn run(settings: &Settings) -> Result<()> {
    let watch = progress::watch(settings);
    opening::make(settings, "").await?;
    drop(watch);
    let database = settings.database_words();
    let words = format!("{database} is up to date");
    output::say(settings, &words, &json!({"database": database, "up_to_date": true}))
}
