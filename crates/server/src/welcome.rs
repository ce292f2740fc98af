//! What a start says.

use crate::{failure::Result, output, settings::Settings};
use net30_app::accounts::Created;
use serde_json::json;

/// An invoice that shows what there is to an invoice, on one line for a shell.
const EXAMPLE: &str = r#"{"customer":{"company":"Globex Corporation","email":"billing@globex.example"},"payment_terms":"Net 30","taxes":[{"name":"Sales tax","value":8.875}],"items":[{"name":"Web development","quantity":40,"unit":"hour","unit_price":150}]}"#;

/// Says where the server is; on a first start also the key, once, and what to do next.
pub(crate) fn print(settings: &Settings, url: &str, first: Option<&Created>) -> Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let database = settings.database_words();
    let Some(made) = first else {
        let words = format!("net30 {version} serves {url} ({database})");
        return output::say(settings, &words, &json!({"url": url, "first_start": false}));
    };
    let object = json!({
        "url": url,
        "first_start": true,
        "organisation_id": made.account.organisation_id.0,
        "account_id": made.account.id.0,
        "api_key": made.secret,
    });
    let words = first_words(version, url, &database, &made.secret);
    output::say(settings, &words, &object)
}

fn first_words(version: &str, url: &str, database: &str, key: &str) -> String {
    let invoices = format!("{url}/api/v1/invoices");
    let newest = format!("curl -s '{invoices}?limit=1' -H 'X-API-KEY: {key}'");
    let path = "grep -o '/invoices/[^\"]*/pdf'";
    format!(
        "net30 {version} is ready.

  Address  {url}
  API      {url}/docs
  Data     {database}
  API key  {key}
           This key may do everything and is shown only now: keep it.

Make an invoice:

  curl -s '{invoices}?issue=true' -H 'X-API-KEY: {key}' -H 'Content-Type: application/json' -d '{EXAMPLE}'

Fetch the newest invoice as PDF:

  curl -s \"{url}/api/v1$({newest} | {path})\" -H 'X-API-KEY: {key}' -o invoice.pdf
"
    )
}

#[cfg(test)]
mod tests {
    use super::first_words;

    #[test]
    fn the_first_words_give_two_commands_and_the_key() {
        let words = first_words("1.0.0", "http://127.0.0.1:3030", "SQLite", "net30_secret");
        assert_eq!(words.lines().filter(|line| line.starts_with("  curl ")).count(), 2);
        assert!(words.contains("API key  net30_secret"));
    }
}
