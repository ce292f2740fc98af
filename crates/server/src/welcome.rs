//! What a start says.
//!
//! The first key is shown to people only: what is printed elsewhere is kept, in the journal of a service or the log of a
//! container. There it goes into a file of the data folder, and the file is named.

use crate::{
    failure::{Failure, Result},
    folder, output,
    settings::Settings,
};
use net30_app::accounts::Created;
use serde_json::json;
use std::{
    fs::OpenOptions,
    io::{IsTerminal, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

/// Name of the file with the first key.
const FILE_NAME: &str = "first-api-key";
/// An invoice that shows what there is to an invoice, on one line for a shell.
const EXAMPLE: &str = r#"{"customer":{"company":"Globex Corporation","email":"billing@globex.example"},"payment_terms":"Net 30","taxes":[{"name":"Sales tax","value":8.875}],"items":[{"name":"Web development","quantity":40,"unit":"hour","unit_price":150}]}"#;

/// Says where the server is; on a first start also the key, once, and what to do next.
///
/// Beside the first account stands what its first invoice will be called.
pub(crate) fn print(settings: &Settings, url: &str, first: Option<(&Created, &str)>) -> Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let database = settings.database_words();
    let Some((made, number)) = first else {
        let words = format!("net30 {version} serves {url} ({database})");
        return output::say(settings, &words, &json!({"url": url, "first_start": false}));
    };
    let mut object = json!({
        "url": url,
        "first_start": true,
        "organisation_id": made.account.organisation_id.0,
        "account_id": made.account.id.0,
    });
    let key = if std::io::stdout().is_terminal() {
        object["api_key"] = made.secret.as_str().into();
        Key::Shown(&made.secret)
    } else {
        let file = keep(&settings.data, &made.secret)?;
        object["api_key_file"] = file.to_string_lossy().into();
        Key::In(file)
    };
    output::say(settings, &first_words(version, url, &database, &key, number), &object)
}

/// Where the first key is to be found.
enum Key<'a> {
    Shown(&'a str),
    In(PathBuf),
}

impl Key<'_> {
    /// What a shell puts in its place, between double quotes.
    fn in_shell(&self) -> String {
        match self {
            Self::Shown(key) => (*key).to_owned(),
            Self::In(file) => {
                let quoted = file.to_string_lossy().replace('\'', r"'\''");
                format!("$(cat '{quoted}')")
            }
        }
    }
}

/// Writes the key into a file that nobody else can read.
fn keep(folder: &Path, key: &str) -> Result<PathBuf> {
    folder::make(folder)?;
    let file = std::path::absolute(folder.join(FILE_NAME))?;
    // One that is left of a former database may have other permissions.
    let _ = std::fs::remove_file(&file);
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&file)
        .and_then(|mut opened| writeln!(opened, "{key}").and_then(|()| opened.sync_all()));
    match written {
        Ok(()) => Ok(file),
        Err(error) => Err(Failure::new(format!(
            "the first API key cannot be written to {}: {error}",
            file.display()
        ))
        .hint("`net30 key create` makes another one")),
    }
}

fn first_words(version: &str, url: &str, database: &str, key: &Key<'_>, number: &str) -> String {
    let invoices = format!("{url}/api/v1/invoices");
    let header = format!("-H \"X-API-KEY: {}\"", key.in_shell());
    let shown = match key {
        Key::Shown(key) => {
            format!("{key}\n           This key may do everything and is shown only now: keep it.")
        }
        Key::In(file) => format!(
            "{}\n           The key is in this file, which only you can read: it may do everything. Keep it, and remove the file.",
            file.display()
        ),
    };
    format!(
        "net30 {version} is ready.

  Address  {url}
  API      {url}/docs
  Data     {database}
  API key  {shown}

Make an invoice:

  curl -s '{invoices}?issue=true' {header} -H 'Content-Type: application/json' -d '{EXAMPLE}'

Fetch it as PDF:

  curl -s '{invoices}/{number}/pdf' {header} -o invoice.pdf
"
    )
}

#[cfg(test)]
mod tests {
    use super::{Key, first_words};

    #[test]
    fn the_first_words_give_two_commands_and_the_key_or_where_it_is() {
        let file = "/srv/it's/first-api-key";
        for (key, shown, given) in [
            (Key::Shown("net30_secret"), "API key  net30_secret\n", "X-API-KEY: net30_secret\""),
            (
                Key::In(file.into()),
                "API key  /srv/it's/first-api-key\n",
                r#"X-API-KEY: $(cat '/srv/it'\''s/first-api-key')""#,
            ),
        ] {
            let url = "http://127.0.0.1:3030";
            let words = first_words("1.0.0", url, "SQLite", &key, "INV-2026-0001");
            let pdf = format!("  curl -s '{url}/api/v1/invoices/INV-2026-0001/pdf' ");
            assert!(words.contains(&pdf), "{words}");
            let commands = words.lines().filter(|line| line.starts_with("  curl "));
            assert_eq!(commands.filter(|line| line.contains(given)).count(), 2, "{words}");
            assert!(words.contains(shown), "{words}");
        }
    }
}
