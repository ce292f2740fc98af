//! The electronic invoice within a PDF: Factur-X and `ZUGFeRD`.

use super::{BYTES_MAX, Unreadable};
use en16931_formats::zugferd::{Limits, extract};

/// Where a PDF says that it is one: at its beginning, or a little behind it (ISO 32000-1, annex H, note 13).
const BEGINNING: usize = 1024;
/// What all that is unpacked of a PDF may come to. Packed, a thousandth of it is enough.
const UNPACKED_BYTES_MAX: usize = 4 * BYTES_MAX;

/// The XML in a PDF and its file name; none if the file is no PDF.
///
/// # Errors
/// [`Unreadable`] if it is one without an invoice in it, or with more in it than is unpacked.
pub(super) fn embedded(bytes: &[u8]) -> Result<Option<(Vec<u8>, String)>, Unreadable> {
    let beginning = &bytes[..bytes.len().min(BEGINNING)];
    if !beginning.windows(5).any(|window| window == b"%PDF-") {
        return Ok(None);
    }
    let limits =
        Limits::new().with_max_stream_bytes(BYTES_MAX).with_max_total_bytes(UNPACKED_BYTES_MAX);
    let found = extract(bytes, &limits).map_err(|error| Unreadable::NotInPdf(error.to_string()))?;
    Ok(Some((found.xml, found.filename)))
}
