//! `render`.

use crate::{
    cli::{Format, RenderOptions},
    failure::{Failure, Result},
    output,
    settings::Settings,
};
use net30_app::typesetter::this_program;
use net30_native::render::{PrintError, PrintFormat, Printed, Profile, Tools, print};
use serde_json::{Value, json};
use std::{
    io::Read,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

/// What is said of an invoice that the API replied.
const NO_COMPANY: &str =
    "warning: an invoice from the API does not say who issues it: it is made out by \"My company\"
   hint: give --company FILE what GET /api/v1/settings replies";

/// How often it is looked whether a file has changed.
const GLANCE: Duration = Duration::from_millis(250);

/// Makes a document of a file.
pub(crate) fn run(settings: &Settings, options: &RenderOptions) -> Result<()> {
    if !options.watch {
        return once(settings, options);
    }
    if is_dash(&options.invoice) || is_dash(&options.output) {
        return Err(Failure::new("standard input and output cannot be watched")
            .hint("name the invoice's file, and the document's with -o FILE"));
    }
    let mut seen = None;
    loop {
        let now = Some(states(options));
        if now != seen {
            // What is written at this moment may be half a file: the next glance sees the rest.
            if let Err(failure) = once(settings, options) {
                eprintln!("{failure}");
            }
            seen = now;
        }
        std::thread::sleep(GLANCE);
    }
}

/// When each file that the document is made of was changed last.
fn states(options: &RenderOptions) -> Vec<Option<(SystemTime, u64)>> {
    let files = [Some(&options.invoice), options.template.as_ref(), options.company.as_ref()];
    let state = |path: &PathBuf| {
        let file = std::fs::metadata(path).ok()?;
        Some((file.modified().ok()?, file.len()))
    };
    files.into_iter().flatten().map(state).collect()
}

fn once(settings: &Settings, options: &RenderOptions) -> Result<()> {
    let body = with_company(read(&options.invoice)?, options.company.as_deref())?;
    let body = match &options.template {
        Some(path) => with_template(body, path)?,
        None => body,
    };
    let format = match options.format.map_or_else(|| by_ending(&options.output), Ok)? {
        Format::Pdf => PrintFormat::Pdf,
        Format::Html => PrintFormat::Html,
        Format::Ubl => PrintFormat::Xml(Profile::En16931Ubl),
        Format::Cii => PrintFormat::Xml(Profile::En16931Cii),
        Format::Peppol => PrintFormat::Xml(Profile::Peppol),
        Format::Xrechnung => PrintFormat::Xml(Profile::XrechnungUbl),
    };
    let program = this_program();
    let tools = Tools { fonts: settings.fonts.as_deref(), program: program.as_deref() };
    let Printed { bytes, notes } = print(&body, format, &tools).map_err(failure)?;
    for note in notes {
        eprintln!("warning: {note}");
    }
    if is_dash(&options.output) {
        return output::write(&bytes);
    }
    std::fs::write(&options.output, &bytes).map_err(|error| {
        Failure::new(format!("{} cannot be written: {error}", options.output.display()))
    })?;
    let words = format!("{} ({} bytes)", options.output.display(), bytes.len());
    output::say(settings, &words, &json!({"file": options.output, "bytes": bytes.len()}))
}

/// The invoice in another template: one as the API has it, or a Typst program alone.
fn with_template(body: Vec<u8>, path: &Path) -> Result<Vec<u8>> {
    let Ok(Value::Object(mut invoice)) = serde_json::from_slice(&body) else { return Ok(body) };
    let (shown, text) = (path.display(), read(path)?);
    let is_program = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("typ"));
    let template = if is_program {
        let source = String::from_utf8(text);
        json!({"source": source.map_err(|_| Failure::new(format!("{shown} is not UTF-8")))?})
    } else {
        serde_json::from_slice(&text)
            .map_err(|error| Failure::new(format!("{shown} is not JSON: {error}")))?
    };
    match (template, invoice.get_mut("template")) {
        // A program alone takes the place of the layout; what else the invoice's template says stays.
        (Value::Object(program), Some(Value::Object(own))) if is_program => own.extend(program),
        (template, _) => {
            invoice.insert("template".to_owned(), template);
        }
    }
    Ok(Value::Object(invoice).to_string().into_bytes())
}

/// The invoice with the company that issues it, if the file does not name it: a reply of the API does not.
fn with_company(body: Vec<u8>, company: Option<&Path>) -> Result<Vec<u8>> {
    // What is no object is told by the reader, with the place.
    let Ok(Value::Object(mut invoice)) = serde_json::from_slice(&body) else { return Ok(body) };
    if invoice.contains_key("company") {
        return Ok(body);
    }
    let company = match company {
        Some(path) => company_of(path)?,
        None if invoice.contains_key("totals") => {
            eprintln!("{NO_COMPANY}");
            json!({"name": "My company"})
        }
        None => return Ok(body),
    };
    invoice.insert("company".to_owned(), company);
    Ok(Value::Object(invoice).to_string().into_bytes())
}

/// The company of settings, or what is one itself.
fn company_of(path: &Path) -> Result<Value> {
    let shown = path.display();
    let settings: Value = serde_json::from_slice(&read(path)?)
        .map_err(|error| Failure::new(format!("{shown} is not JSON: {error}")))?;
    match settings.get("company") {
        Some(company) => Ok(company.clone()),
        None => Ok(settings),
    }
}

fn read(path: &Path) -> Result<Vec<u8>> {
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

/// What the ending of a file says; PDF where it has none.
fn by_ending(path: &Path) -> Result<Format> {
    let Some(ending) = path.extension() else { return Ok(Format::Pdf) };
    let ending = ending.to_string_lossy().to_lowercase();
    match ending.as_str() {
        "pdf" => Ok(Format::Pdf),
        "html" | "htm" => Ok(Format::Html),
        "xml" => Ok(Format::Ubl),
        _ => Err(Failure::new(format!("no document is written as .{ending}"))
            .hint("end FILE with .pdf, .html or .xml, or say --format pdf, html, ubl, cii, peppol or xrechnung")),
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
