//! From a client's JSON to the draft of a template.

use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use net30_app::templates::{LogoError, TemplateDraft, data_url, read_logo};
use net30_domain::{
    limits::{
        COLOUR_CHARS_MAX, COLUMNS_MAX, HEADING_CHARS_MAX, LOGO_CHARS_MAX, MARGIN_CHARS_MAX,
        NAME_CHARS_MAX, SOURCE_CHARS_MAX,
    },
    template::{
        Colour, Column, Font, Heading, Layout, Logo, Look, Paper, Template, Window, Wording,
    },
};
use net30_http::{fields::text, json::Reader};
use std::sync::{Mutex, PoisonError};
use tokio::runtime::{Handle, RuntimeFlavor};

/// Base64 with or without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Reads a template, which takes the place of `present` if there is one.
pub(crate) fn template(reader: &Reader<'_>, present: Option<&Template>) -> TemplateDraft {
    let layouts = Layout::ALL.map(|layout| (layout.word(), layout));
    let papers = Paper::ALL.map(|paper| (paper.word(), paper));
    let paper = reader.choice("paper", &papers).value();
    let fonts = [Font::Sans, Font::Serif].map(|font| (font.word(), font));
    TemplateDraft {
        name: reader.required_text("name", NAME_CHARS_MAX),
        look: Look {
            layout: reader.choice("layout", &layouts).value().unwrap_or_default(),
            accent_color: colour(reader),
            font: reader.choice("font", &fonts).value().unwrap_or_default(),
            logo: logo(reader, present),
            header: text(reader, "header", MARGIN_CHARS_MAX),
            footer: text(reader, "footer", MARGIN_CHARS_MAX),
            paper,
            window: window(reader, paper),
            columns: columns(reader),
            texts: texts(reader),
            source: text(reader, "source", SOURCE_CHARS_MAX),
        },
    }
}

fn window(reader: &Reader<'_>, paper: Option<Paper>) -> Option<Window> {
    let windows = Window::ALL.map(|window| (window.word(), window));
    let window = reader.choice("window", &windows).value()?;
    if paper == Some(Paper::UsLetter) {
        let message = "is a window of A4: make the paper a4, or leave it out";
        reader.fault("window", "needs_a4", message);
    }
    Some(window)
}

fn columns(reader: &Reader<'_>) -> Vec<Column> {
    let known = Column::ALL.map(|column| (column.word(), column));
    let mut columns = Vec::new();
    let Some(items) = reader.array("columns", 1..=COLUMNS_MAX).value() else { return columns };
    let mut is_whole = true;
    for item in items {
        match item.choice(&known).value() {
            Some(column) if columns.contains(&column) => {
                item.fault("duplicate", format!("names {} a second time", column.word()));
            }
            Some(column) => columns.push(column),
            None => is_whole = false,
        }
    }
    let lacking: Vec<&str> = Column::REQUIRED
        .into_iter()
        .filter(|column| !columns.contains(column))
        .map(Column::word)
        .collect();
    if is_whole && !lacking.is_empty() {
        let message = format!("must have {} too", lacking.join(" and "));
        reader.fault("columns", "column_missing", message);
    }
    columns
}

fn texts(reader: &Reader<'_>) -> Vec<Wording> {
    let Some(texts) = reader.object("texts").value() else { return vec![] };
    let wording = |heading: Heading| {
        let text = text(&texts, heading.word(), HEADING_CHARS_MAX)?;
        Some(Wording { heading, text: text.trim().to_owned() })
    };
    Heading::ALL.into_iter().filter_map(wording).collect()
}

/// Reads what a copy is called.
pub(crate) fn copy(reader: &Reader<'_>) -> Option<String> {
    text(reader, "name", NAME_CHARS_MAX)
}

fn colour(reader: &Reader<'_>) -> Option<Colour> {
    let written = text(reader, "accent_color", COLOUR_CHARS_MAX)?;
    let colour = Colour::parse(&written);
    if colour.is_none() {
        reader.fault("accent_color", "invalid_color", "must be a colour as #rrggbb");
    }
    colour
}

fn logo(reader: &Reader<'_>, present: Option<&Template>) -> Option<Logo> {
    let kept = present.and_then(|present| present.look.logo.as_ref());
    // Written anew, a logo may have grown beyond what an upload may have: sent back, it is taken as it is.
    if let Some(kept) = kept
        && reader.item("logo").value().is_some_and(|value| *value == data_url(kept))
    {
        return Some(kept.clone());
    }
    let written = text(reader, "logo", LOGO_CHARS_MAX)?;
    let encoded = match written.strip_prefix("data:") {
        Some(url) => url.split_once(";base64,").map(|(_, encoded)| encoded),
        None => Some(written.as_str()),
    };
    let bytes = encoded.and_then(|encoded| {
        let joined: String = encoded.split_ascii_whitespace().collect();
        BASE64.decode(joined).ok()
    });
    let Some(bytes) = bytes else {
        reader.fault("logo", "invalid_base64", "must be a picture in base64, or a data URL of one");
        return None;
    };
    match decoded(&bytes) {
        Ok(logo) => Some(logo),
        Err(error) => {
            reader.fault("logo", error.code(), error.to_string());
            None
        }
    }
}

/// Decodes a logo: one at a time, since each takes up to 128 MB, and while others' requests go on on another thread.
fn decoded(bytes: &[u8]) -> Result<Logo, LogoError> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let decode = || {
        let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        read_logo(bytes)
    };
    match Handle::try_current() {
        Ok(runtime) if runtime.runtime_flavor() == RuntimeFlavor::MultiThread => {
            tokio::task::block_in_place(decode)
        }
        // On the command line there is nobody else.
        _ => decode(),
    }
}
