//! What commands print: words for people, one JSON object for machines.

use crate::{colour::Tone, failure::Result, settings::Settings};
use serde_json::Value;
use std::io::{ErrorKind, Write};

/// Prints the object with `--json`, else the words.
pub(crate) fn say(settings: &Settings, words: &str, object: &Value) -> Result<()> {
    if settings.json { print(&object.to_string()) } else { print(words) }
}

/// The names of a table's columns.
pub(crate) fn head(line: &str) -> String {
    Tone::Head.of(line, &std::io::stdout())
}

/// A name as a table shows it: without what would break its lines or speak to the terminal.
pub(crate) fn in_one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Prints a text and a line's end on standard output.
pub(crate) fn print(text: &str) -> Result<()> {
    write(format!("{}\n", text.trim_end()).as_bytes())
}

/// Writes bytes to standard output. A reader that went away (`| head`) is no failure.
pub(crate) fn write(bytes: &[u8]) -> Result<()> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
