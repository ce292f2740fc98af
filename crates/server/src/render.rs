//! `render`.

use crate::{
    cli::{Format, RenderOptions},
    failure::{Failure, Result},
    output,
    settings::Settings,
};
use net30_http::render::{PrintError, PrintFormat, print};
use serde_json::json;
use std::{
    io::Read,
    path::{Path, PathBuf},
};

/// Makes a document of a file.
pub(crate) fn run(settings: &Settings, options: &RenderOptions) -> Result<()> {
    let body = read(&options.invoice)?;
    let format = match options.format.unwrap_or_else(|| by_ending(&options.output)) {
        Format::Pdf => PrintFormat::Pdf,
        Format::Html => PrintFormat::Html,
    };
    let bytes = print(&body, format, settings.fonts.as_deref()).map_err(failure)?;
    if is_dash(&options.output) {
        return output::write(&bytes);
    }
    std::fs::write(&options.output, &bytes).map_err(|error| {
        Failure::new(format!("{} cannot be written: {error}", options.output.display()))
    })?;
    let words = format!("{} ({} bytes)", options.output.display(), bytes.len());
    output::say(settings, &words, &json!({"file": options.output, "bytes": bytes.len()}))
}

fn read(path: &PathBuf) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let outcome = if is_dash(path) {
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    outcome.map_err(|error| Failure::new(format!("{} cannot be read: {error}", path.display())))
}

fn is_dash(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn by_ending(path: &Path) -> Format {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("html" | "htm") => Format::Html,
        _ => Format::Pdf,
    }
}

fn failure(error: PrintError) -> Failure {
    match error {
        PrintError::Invalid { detail, faults } if faults.is_empty() => Failure::new(detail),
        PrintError::Invalid { faults, .. } => {
            let words: Vec<String> =
                faults.iter().map(|(place, message)| format!("{place}: {message}")).collect();
            Failure::new(words.join("\n       "))
                .hint("the file holds an invoice as POST /api/v1/invoices takes it, or a reply")
        }
        PrintError::Broken(error) => Failure::new(format!("the document cannot be made: {error}")),
    }
}
