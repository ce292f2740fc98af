//! The fonts in the binary. They are packed, and each is unpacked when a document first needs it: most never are.

use ruzstd::decoding::FrameDecoder;
use serde::{Deserialize, Serialize};
use std::sync::{LazyLock, OnceLock};
use typst::{
    foundations::Bytes,
    text::{Font, FontInfo},
};

macro_rules! packed {
    ($($name:literal)*) => {
        [$(($name, include_bytes!(concat!("../../fonts/", $name, ".ttf.zst")).as_slice())),*]
    };
}

/// `fonts/make.py` makes them, and says what is in them.
const PACKED: [(&str, &[u8]); 23] = packed! {
    "NotoSans-Regular" "NotoSans-Bold" "NotoSans-Italic"
    "NotoSerif-Regular" "NotoSerif-Bold" "NotoSerif-Italic"
    "NotoSansArabic-Regular" "NotoSansArabic-Bold"
    "NotoSansHebrew-Regular" "NotoSansHebrew-Bold"
    "NotoSansThai-Regular" "NotoSansThai-Bold"
    "NotoSansDevanagari-Regular" "NotoSansDevanagari-Bold"
    "NotoSansJP-Regular" "NotoSansJP-Bold"
    "NotoSansSC-Regular" "NotoSansSC-Bold"
    "NotoSansKR-Regular" "NotoSansKR-Bold"
    "NotoEmoji-Regular"
    "BillSans-Regular" "BillSans-Bold"
};

/// What the fonts are called and which characters they have, known without unpacking them.
const INDEX: &str = include_str!("../../fonts/index.json");

/// An entry of the index.
#[derive(Deserialize, Serialize)]
struct Entry {
    font: String,
    info: FontInfo,
}

/// A font in the binary.
pub(super) struct Own {
    pub(super) info: FontInfo,
    packed: &'static [u8],
    unpacked: OnceLock<Option<Font>>,
}

impl Own {
    /// The font, unpacked.
    pub(super) fn font(&self) -> Option<Font> {
        self.unpacked.get_or_init(|| Font::new(Bytes::new(unpacked(self.packed)?), 0)).clone()
    }
}

/// Every font in the binary.
pub(super) static OWN: LazyLock<Vec<Own>> = LazyLock::new(|| {
    let index: Vec<Entry> = serde_json::from_str(INDEX).expect("a test reads the index");
    let fonts = PACKED.into_iter().zip(index);
    let own = |((_, packed), Entry { info, .. })| Own { info, packed, unpacked: OnceLock::new() };
    fonts.map(own).collect()
});

/// Most bytes that a packed font may have, so that nothing is made of a broken one.
const SIZE_BYTES_MAX: u64 = 16 * 1024 * 1024;

fn unpacked(packed: &[u8]) -> Option<Vec<u8>> {
    let mut decoder = FrameDecoder::new();
    decoder.init(packed).ok()?;
    let size = decoder.content_size();
    if size > SIZE_BYTES_MAX {
        return None;
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).ok()?);
    decoder.decode_all_to_vec(packed, &mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{Entry, INDEX, OWN, PACKED, unpacked};
    use typst::text::{FontInfo, FontStyle};

    /// `NET30_RECORD=1` writes the index anew, after `fonts/make.py` has made other fonts.
    #[test]
    fn the_index_says_what_the_fonts_are() {
        let entries = PACKED.map(|(name, packed)| {
            let info = FontInfo::new(&unpacked(packed).expect(name), 0).expect(name);
            Entry { font: name.to_owned(), info }
        });
        let lines = entries.map(|entry| serde_json::to_string(&entry).unwrap());
        let index = format!("[\n{}\n]\n", lines.join(",\n"));
        if std::env::var_os("NET30_RECORD").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/index.json");
            std::fs::write(path, &index).unwrap();
        } else {
            assert!(index == INDEX, "fonts/index.json is not what the fonts say");
        }
    }

    #[test]
    fn every_font_is_unpacked_and_stands_in_two_weights() {
        for own in OWN.iter() {
            assert_eq!(own.font().expect("a font").info(), &own.info);
            let upright = OWN.iter().filter(|other| {
                other.info.family == own.info.family
                    && other.info.variant.style == FontStyle::Normal
            });
            let mut weights: Vec<u16> =
                upright.map(|font| font.info.variant.weight.to_number()).collect();
            weights.sort_unstable();
            let is_emoji = own.info.family == "Noto Emoji";
            let expected: &[u16] = if is_emoji { &[400] } else { &[400, 700] };
            assert_eq!(weights, expected, "{}", own.info.family);
        }
    }
}
