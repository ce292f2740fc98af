//! Texts as XML carries them: nothing empty (PEPPOL-EN16931-R008), no control characters.

use crate::plain::is_xml;

/// The text without white space around it and without characters that XML has not; none if nothing is left.
pub(crate) fn checked(text: &str) -> Option<String> {
    let trimmed = text.trim();
    let kept: String = trimmed.chars().filter(|c| is_xml(*c)).collect();
    (!kept.trim().is_empty()).then_some(kept)
}

/// Likewise of a text that may not be there.
pub(crate) fn opt(text: Option<&str>) -> Option<String> {
    text.and_then(checked)
}
