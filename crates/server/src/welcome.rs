//! What a start says.
//!
//! The first key, and the link on which the first owner sets a password, are shown to people only: what is printed elsewhere
//! is kept, in the journal of a service or the log of a container. There they go into files of the data folder, and the
//! files are named.

use crate::{
    failure::{Failure, Result},
    folder, output,
    settings::Settings,
};
use net30_app::accounts::Created;
use serde_json::{Value, json};
use std::{
    fs::OpenOptions,
    io::{IsTerminal, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

/// Name of the file with the first key.
const KEY_FILE: &str = "first-api-key";
/// Name of the file with the link on which the first owner introduces themselves.
const LINK_FILE: &str = "first-sign-in";
/// An invoice that shows what there is to an invoice, on one line for a shell.
const EXAMPLE: &str = r#"{"customer":{"company":"Globex Corporation","email":"billing@globex.example"},"payment_terms":"Net 30","taxes":[{"name":"Sales tax","value":8.875}],"items":[{"name":"Web development","quantity":40,"unit":"hour","unit_price":150}]}"#;

/// What a first start made.
pub(crate) struct First {
    /// The account, with its key.
    pub(crate) made: Created,
    /// What its first invoice will be called.
    pub(crate) number: String,
    /// Where its first owner introduces themselves.
    pub(crate) link: String,
}

/// Says where the server is; on a first start also the key and the link, once, and what to do next.
pub(crate) fn print(settings: &Settings, url: &str, first: Option<&First>) -> Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let database = settings.database_words();
    let Some(First { made, number, link }) = first else {
        let words = format!("net30 {version} serves {url} ({database})");
        return output::say(settings, &words, &json!({"url": url, "first_start": false}));
    };
    let mut object = json!({
        "url": url,
        "first_start": true,
        "organisation_id": made.account.organisation_id.0,
        "account_id": made.account.id.0,
    });
    let mut secret = |name: &str, file: &str, text| {
        if std::io::stdout().is_terminal() {
            object[name] = Value::from(text);
            return Ok(Secret::Shown(text));
        }
        let kept = keep(&settings.data, file, text)?;
        object[format!("{name}_file")] = kept.to_string_lossy().into();
        Ok::<_, Failure>(Secret::In(kept))
    };
    let key = secret("api_key", KEY_FILE, made.secret.as_str())?;
    let link = secret("sign_in_link", LINK_FILE, link.as_str())?;
    output::say(settings, &first_words(version, url, &database, &key, &link, number), &object)
}

/// Where a secret is to be found.
enum Secret<'a> {
    Shown(&'a str),
    In(PathBuf),
}

impl Secret<'_> {
    /// What a shell puts in its place, between double quotes.
    fn in_shell(&self) -> String {
        match self {
            Self::Shown(text) => (*text).to_owned(),
            Self::In(file) => {
                let quoted = file.to_string_lossy().replace('\'', r"'\''");
                format!("$(cat '{quoted}')")
            }
        }
    }
}

/// Writes a secret into a file that nobody else can read.
fn keep(folder: &Path, name: &str, text: &str) -> Result<PathBuf> {
    folder::make(folder)?;
    let file = std::path::absolute(folder.join(name))?;
    // One that is left of a former database may have other permissions.
    let _ = std::fs::remove_file(&file);
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&file)
        .and_then(|mut opened| writeln!(opened, "{text}").and_then(|()| opened.sync_all()));
    match written {
        Ok(()) => Ok(file),
        Err(error) => Err(Failure::new(format!(
            "what the first start shows once cannot be written to {}: {error}",
            file.display()
        ))
        .hint("`net30 key create` and `net30 user create` make others")),
    }
}

fn first_words(
    version: &str,
    url: &str,
    database: &str,
    key: &Secret<'_>,
    link: &Secret<'_>,
    number: &str,
) -> String {
    let invoices = format!("{url}/api/v1/invoices");
    let header = format!("-H \"X-API-KEY: {}\"", key.in_shell());
    let shown = match key {
        Secret::Shown(key) => {
            format!("{key}\n           This key may do everything and is shown only now: keep it.")
        }
        Secret::In(file) => format!(
            "{}\n           The key is in this file, which only you can read: it may do everything. Keep it, and remove the file.",
            file.display()
        ),
    };
    let begin = match link {
        Secret::Shown(link) => {
            format!("Open this link to set your password; it works once, for 24 hours:\n\n  {link}")
        }
        Secret::In(file) => format!(
            "Set your password on the link in this file, which only you can read; it works once, for 24 hours:\n\n  {}",
            file.display()
        ),
    };
    format!(
        "net30 {version} is ready.

  Address  {url}
  API      {url}/docs
  Data     {database}
  API key  {shown}

{begin}

Or make an invoice by the API:

  curl -s '{invoices}?issue=true' {header} -H 'Content-Type: application/json' -d '{EXAMPLE}'

Fetch it as PDF:

  curl -s '{invoices}/{number}/pdf' {header} -o invoice.pdf
"
    )
}

#[cfg(test)]
mod tests {
    use super::{Secret, first_words};

    #[test]
    fn the_first_words_give_two_commands_and_the_key_or_where_it_is() {
        let file = "/srv/it's/first-api-key";
        for (key, shown, given) in [
            (Secret::Shown("net30_secret"), "API key  net30_secret\n", "X-API-KEY: net30_secret\""),
            (
                Secret::In(file.into()),
                "API key  /srv/it's/first-api-key\n",
                r#"X-API-KEY: $(cat '/srv/it'\''s/first-api-key')""#,
            ),
        ] {
            let url = "http://127.0.0.1:3030";
            let link = Secret::Shown("http://127.0.0.1:3030/welcome/0aZ");
            let words = first_words("1.0.0", url, "SQLite", &key, &link, "INV-2026-0001");
            assert!(words.contains("\n  http://127.0.0.1:3030/welcome/0aZ\n"), "{words}");
            let pdf = format!("  curl -s '{url}/api/v1/invoices/INV-2026-0001/pdf' ");
            assert!(words.contains(&pdf), "{words}");
            let commands = words.lines().filter(|line| line.starts_with("  curl "));
            assert_eq!(commands.filter(|line| line.contains(given)).count(), 2, "{words}");
            assert!(words.contains(shown), "{words}");
        }
    }
}
