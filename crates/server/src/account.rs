//! `account create`.

use crate::{cli::AccountOptions, failure::Result, opening, output, settings::Settings};
use net30_app::setup;
use serde_json::json;

/// Makes an account with a first key.
pub(crate) async fn create(settings: &Settings, options: &AccountOptions) -> Result<()> {
    let app = opening::make(settings, "").await?;
    let made = setup::create_account(
        &app,
        &options.name,
        options.currency,
        options.country,
        options.organisation,
    )
    .await?;
    let words = format!(
        "organisation  {}\naccount       {}\nAPI key       {}   (shown only now)",
        made.account.organisation_id, made.account.id, made.secret
    );
    let object = json!({
        "organisation_id": made.account.organisation_id.0,
        "account_id": made.account.id.0,
        "api_key": made.secret,
    });
    output::say(settings, &words, &object)
}
