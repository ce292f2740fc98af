//! From a client's JSON to the draft of a template.

use super::write::data_url;
use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use net30_app::templates::{LogoError, TemplateDraft, read_logo};
use net30_domain::template::{Colour, Font, Layout, Logo, Look, Template};
use net30_http::{
    fields::{NAME_CHARS_MAX, text},
    json::Reader,
};
use std::sync::{Mutex, PoisonError};
use tokio::runtime::{Handle, RuntimeFlavor};

/// Most characters of the header or footer.
const MARGIN_CHARS_MAX: usize = 500;
/// Most characters of a logo in base64: 1 MiB of picture.
const LOGO_CHARS_MAX: usize = 1_400_000;

/// Base64 with or without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Reads a template, which takes the place of `present` if there is one.
pub(crate) fn template(reader: &Reader<'_>, present: Option<&Template>) -> TemplateDraft {
    let layouts = Layout::ALL.map(|layout| (layout.word(), layout));
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
        },
    }
}

/// Reads what a copy is called.
pub(crate) fn copy(reader: &Reader<'_>) -> Option<String> {
    text(reader, "name", NAME_CHARS_MAX)
}

fn colour(reader: &Reader<'_>) -> Option<Colour> {
    let written = text(reader, "accent_color", 20)?;
    let colour = Colour::parse(&written);
    if colour.is_none() {
        reader.fault("accent_color", "invalid_color", "must be a colour as #rrggbb");
    }
    colour
}

fn logo(reader: &Reader<'_>, present: Option<&Template>) -> Option<Logo> {
    let kept = present.and_then(|present| present.look.logo.as_ref());
    // Written anew as PNG, a logo may have grown beyond what an upload may have: sent back, it is taken as it is.
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
