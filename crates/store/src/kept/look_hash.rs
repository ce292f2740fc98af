//! The hash of a look, as it is kept within JSON.

use net30_domain::template::LookHash;

/// A hash as it is written within JSON.
pub(crate) fn hex_of(hash: LookHash) -> String {
    base16ct::lower::encode_string(&hash.0)
}

/// Reads what [`hex_of`] wrote.
pub(crate) fn hash_of(text: &str) -> Option<LookHash> {
    base16ct::mixed::decode_vec(text).ok()?.try_into().ok().map(LookHash)
}
