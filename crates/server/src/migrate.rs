//! `migrate`.

use crate::{failure::Result, opening, output, settings::Settings};
use serde_json::json;

/// Brings the database up to date.
pub(crate) async fn run(settings: &Settings) -> Result<()> {
    opening::make(settings, "").await?;
    let database = settings.database_words();
    let words = format!("{database} is up to date");
    output::say(settings, &words, &json!({"database": database, "up_to_date": true}))
}
