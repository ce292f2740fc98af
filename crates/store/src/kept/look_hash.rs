//! The hash of a look, as it is kept within JSON.

use net30_domain::template::LookHash;
use std::fmt::Write as _;

/// A hash as it is written within JSON.
pub(crate) fn hex_of(hash: LookHash) -> String {
    let mut text = String::with_capacity(64);
    for byte in hash.0 {
        // A String takes every text.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Reads what [`hex_of`] wrote.
pub(crate) fn hash_of(text: &str) -> Option<LookHash> {
    let mut hash = [0; 32];
    let is_hex = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    for (at, byte) in hash.iter_mut().enumerate().filter(|_| is_hex) {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    is_hex.then_some(LookHash(hash))
}
