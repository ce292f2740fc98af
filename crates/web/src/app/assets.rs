//! Styles and scripts: joined at compile time, named by the hash of all of them.

use super::{Answer, visit::Visit};
use crate::docs::accepts_brotli;
use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use net30_http::problem::Problem;
use sha2::{Digest, Sha256};
use std::{io::Write as _, sync::LazyLock};

macro_rules! joined {
    ($folder:literal: $($file:literal),* $(,)?) => {
        concat!($(include_str!(concat!("../../assets/web/", $folder, "/", $file)), "\n"),*)
    };
}

const STYLES: &str = joined!("css":
    "reset.css", "tokens.css", "base.css", "layout.css", "button.css", "field.css", "card.css",
    "table.css", "badge.css", "notice.css", "menu.css", "palette.css", "screens.css", "dialog.css",
    "bulk.css", "customer.css", "settings.css", "today.css", "combo.css", "lines.css", "preview.css",
    "editor.css", "print.css",
);
const SCRIPTS: &str = joined!("js":
    "trusted.js", "show-password.js", "live-sample.js", "copy-text.js", "menus.js", "palette.js",
    "shortcuts.js", "dialogs.js", "toasts.js", "money-field.js", "table-select.js", "bulk-run.js",
    "offline-note.js", "date-field.js", "combo-box.js", "line-items.js", "page-preview.js", "invoice-editor.js",
);
/// <https://htmx.org>, 0BSD; its licence is beside it.
const HTMX: &str = include_str!("../../assets/web/vendor/htmx-4.0.1.min.js");
/// The same, compressed once and for all; a test holds that it is.
const HTMX_BROTLI: &[u8] = include_bytes!("../../assets/web/vendor/htmx-4.0.1.min.js.br");

/// A file of the pages.
struct Asset {
    name: &'static str,
    media_type: &'static str,
    bytes: &'static str,
    gzipped: Bytes,
    /// Smaller still, of what does not change from version to version.
    brotli: Option<&'static [u8]>,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let script = "text/javascript; charset=utf-8";
    [
        ("app.css", "text/css; charset=utf-8", STYLES, None),
        ("app.js", script, SCRIPTS, None),
        ("htmx.js", script, HTMX, Some(HTMX_BROTLI)),
    ]
    .map(|(name, media_type, bytes, brotli)| Asset {
        name,
        media_type,
        bytes,
        gzipped: gzipped(bytes),
        brotli,
    })
    .into()
});

/// The folder of the assets: another one with each change of any of them.
static FOLDER: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = Sha256::new();
    for asset in ASSETS.iter() {
        hasher.update(asset.bytes);
    }
    format!("/assets/{}", base16ct::lower::encode_string(&hasher.finalize()[..8]))
});

/// Where the assets are.
pub(super) fn folder() -> &'static str {
    &FOLDER
}

fn gzipped(text: &str) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish());
    written.expect("a Vec takes every byte").into()
}

pub(super) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let name = visit.parameter("file");
        let found = ASSETS.iter().find(|asset| asset.name == name);
        let asset = found.ok_or_else(|| Problem::not_found("file"))?;
        // A page of another version is shown with what there is now, which is not kept under that name.
        let is_present =
            FOLDER.ends_with(visit.parameter("hash")) && visit.parameter("hash").len() == 16;
        Ok(reply(asset, is_present, &visit.headers))
    })
}

fn reply(asset: &Asset, is_present: bool, asked: &HeaderMap) -> Response {
    let accepted = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let accepted = accepted.unwrap_or_default();
    let brotli = asset.brotli.filter(|_| accepts_brotli(accepted));
    let (bytes, encoding) = match brotli {
        Some(brotli) => (Bytes::from_static(brotli), Some("br")),
        None if accepted.contains("gzip") => (asset.gzipped.clone(), Some("gzip")),
        None => (Bytes::from_static(asset.bytes.as_bytes()), None),
    };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    let kept = if is_present { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    response
}

#[cfg(test)]
mod tests {
    use super::{HTMX, HTMX_BROTLI};
    use std::collections::BTreeMap;

    /// Whoever styles a component elsewhere too changes it unawares: a page has all style sheets.
    #[test]
    fn a_class_is_styled_in_one_file() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/web/css");
        let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            // How everything is printed stands together.
            if name == "print.css" {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let rules =
                text.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
            let heads = rules.filter_map(|rule| rule.split_once('{').map(|(head, _)| head));
            for selector in heads.flat_map(|head| head.split(',')).map(str::trim) {
                let is_class = selector.strip_prefix('.').is_some_and(|class| {
                    class.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                });
                if is_class {
                    files.entry(selector.to_owned()).or_default().push(name.clone());
                }
            }
        }
        assert!(files.len() > 100, "{}", files.len());
        for (class, mut names) in files {
            names.dedup();
            assert_eq!(names.len(), 1, "{class}: {names:?}");
        }
    }

    #[test]
    fn what_was_compressed_once_is_what_is_there() {
        let mut plain = vec![];
        brotli_decompressor::BrotliDecompress(&mut &*HTMX_BROTLI, &mut plain).unwrap();
        assert!(plain == HTMX.as_bytes(), "compress the file anew: brotli -q 11");
        assert!(HTMX_BROTLI.len() <= 12_288);
    }
}
