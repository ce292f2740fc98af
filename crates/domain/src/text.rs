//! Checked texts: parsed once at the edge, trusted afterwards.

use crate::limits::EMAIL_CHARS_MAX;
use unicode_normalization::UnicodeNormalization as _;

/// Why a text is not what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Not an e-mail address.
    #[error("is not an e-mail address")]
    Email,
    /// Not an ISO 3166-1 alpha-2 code.
    #[error("is not a two-letter country code (ISO 3166-1), such as US or DE")]
    Country,
    /// Not one of the [`Language`]s.
    #[error(
        "is not a supported language: en, fr, de, nl, es, bg, ro, ja, mn, da, sv, lt, fi, hu, cs, it, et, lv, pt, pl, sk, zh"
    )]
    Language,
}

/// An e-mail address of at most 254 characters (RFC 5321, 4.5.3.1.3), without control characters, spaces or a display name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Email(String);

impl Email {
    /// Checks an address; surrounding white space is dropped, the rest is kept as given.
    ///
    /// # Errors
    /// [`TextError::Email`] if it has no `@`, an empty or overlong part, or a character that could end a mail header.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(TextError::Email)?;
        let forbidden = |c: char| {
            c.is_control()
                || c.is_whitespace()
                || matches!(
                    c,
                    '<' | '>' | '(' | ')' | ',' | ';' | ':' | '"' | '\\' | '[' | ']' | '@'
                )
        };
        let label_is_good = |label: &str| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        let good = text.len() <= EMAIL_CHARS_MAX
            && (1..=64).contains(&local.len())
            && !local.contains(forbidden)
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && !domain.contains(forbidden)
            && domain.split('.').all(label_is_good);
        if good { Ok(Self(text.to_owned())) } else { Err(TextError::Email) }
    }

    /// The address as given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address in lower case: two addresses that fold alike are taken to be the same mailbox.
    #[must_use]
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

impl std::fmt::Display for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A country of ISO 3166-1, by its two letters; and Kosovo, which has none there, by those that everybody uses (XK).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country([u8; 2]);

/// The codes in order, a space between two.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL \
GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR \
LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK \
PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR \
TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";
/// The codes, to be searched: accounts, customers and documents are read far more often than written.
const CODES: [[u8; 2]; COUNTRIES.len().div_ceil(3)] = {
    let (text, mut codes, mut at) = (COUNTRIES.as_bytes(), [[0; 2]; _], 0);
    while at < codes.len() {
        codes[at] = [text[3 * at], text[3 * at + 1]];
        at += 1;
    }
    codes
};

impl Country {
    /// Checks a code; upper and lower case are the same.
    ///
    /// # Errors
    /// [`TextError::Country`] if there is no such code.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let [a, b] = *text.trim().as_bytes() else { return Err(TextError::Country) };
        let code = [a.to_ascii_uppercase(), b.to_ascii_uppercase()];
        let found = CODES.binary_search(&code);
        found.map(|_| Self(code)).map_err(|_| TextError::Country)
    }

    /// The two letters, in upper case.
    #[must_use]
    #[expect(clippy::missing_panics_doc, reason = "the letters are ASCII, so that it cannot panic")]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("only ASCII letters were accepted")
    }

    /// The language in which companies there write their invoices, if it is one of documents and there is no other.
    #[must_use]
    pub fn language(self) -> Option<Language> {
        use Language as L;
        Some(match self.code() {
            "AT" | "DE" | "LI" => L::De,
            "BF" | "BJ" | "CD" | "CG" | "CI" | "FR" | "GA" | "GF" | "GN" | "GP" | "MC" | "ML"
            | "MQ" | "NC" | "NE" | "PF" | "RE" | "SN" | "TG" => L::Fr,
            "AR" | "BO" | "CL" | "CO" | "CR" | "CU" | "DO" | "EC" | "ES" | "GQ" | "GT" | "HN"
            | "MX" | "NI" | "PA" | "PE" | "PY" | "SV" | "UY" | "VE" => L::Es,
            "AO" | "BR" | "CV" | "GW" | "MZ" | "PT" | "ST" | "TL" => L::Pt,
            "AX" | "SE" => L::Sv,
            "BG" => L::Bg,
            "CN" | "TW" => L::Zh,
            "CZ" => L::Cs,
            "DK" | "FO" | "GL" => L::Da,
            "EE" => L::Et,
            "FI" => L::Fi,
            "HU" => L::Hu,
            "IT" | "SM" | "VA" => L::It,
            "JP" => L::Ja,
            "LT" => L::Lt,
            "LV" => L::Lv,
            "MD" | "RO" => L::Ro,
            "MN" => L::Mn,
            "NL" | "SR" => L::Nl,
            "PL" => L::Pl,
            "SK" => L::Sk,
            _ => return None,
        })
    }

    /// Whether paper there is US Letter rather than A4.
    #[must_use]
    pub fn uses_letter_paper(self) -> bool {
        ["US", "CA", "MX", "PH", "CL", "CO", "VE", "GT", "CR", "DO", "PA", "SV", "NI", "HN", "PR"]
            .contains(&self.code())
    }
}

macro_rules! languages {
    ($($variant:ident $code:literal),* $(,)?) => {
        /// A language of documents and mails: the 22 of Invoiless' page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
        #[expect(missing_docs, reason = "the variants are the ISO 639-1 codes")]
        pub enum Language { #[default] $($variant),* }

        impl Language {
            /// Every language, in the order of Invoiless' page.
            pub const ALL: &'static [Language] = &[$(Language::$variant),*];

            /// The ISO 639-1 code.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Language::$variant => $code),* }
            }
        }
    };
}

languages! {
    En "en", Fr "fr", De "de", Nl "nl", Es "es", Bg "bg", Ro "ro", Ja "ja", Mn "mn", Da "da", Sv "sv",
    Lt "lt", Fi "fi", Hu "hu", Cs "cs", It "it", Et "et", Lv "lv", Pt "pt", Pl "pl", Sk "sk", Zh "zh",
}

impl Language {
    /// Reads an ISO 639-1 code in any case.
    ///
    /// # Errors
    /// [`TextError::Language`] if the language is not one of the 22.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let lower = text.trim().to_ascii_lowercase();
        Self::ALL
            .iter()
            .copied()
            .find(|language| language.code() == lower)
            .ok_or(TextError::Language)
    }
}

/// A text as it is compared where two spellings are one name: composed (NFC), lower case, white space runs as one space.
#[must_use]
pub fn alike(text: &str) -> String {
    lowered(&text.nfc().collect::<String>())
}

/// A text in lower case, white space runs as one space: what a tag is told by.
#[must_use]
pub fn lowered(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Folds a text for search: lower case, without the marks on letters, composed or not; letters that stand for others
/// as people type them (`Straße`: `strasse`, `Łódź`: `lodz`); white space runs as one space.
///
/// Folding what is folded changes nothing.
#[must_use]
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return lowered(text);
    }
    let mut plain = String::with_capacity(text.len());
    // Lower case before the marks go, since a capital may become a letter and a mark (İ).
    for letter in text.to_lowercase().nfkd().filter(|letter| !is_mark(*letter)) {
        match typed(letter) {
            Some(typed) => plain.push_str(typed),
            // A compatible form may be a capital (ℌ).
            None => plain.extend(letter.to_lowercase()),
        }
    }
    lowered(&plain.nfc().collect::<String>())
}

/// Marks that are left out where people type in haste: those on Latin, Greek and Cyrillic letters, and the vowel signs of
/// Hebrew and Arabic. Elsewhere a mark is a letter of its own.
fn is_mark(letter: char) -> bool {
    matches!(
        letter,
        '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5bd}'
            | '\u{5bf}'
            | '\u{5c1}'..='\u{5c2}'
            | '\u{5c4}'..='\u{5c5}'
            | '\u{5c7}'
            | '\u{640}'
            | '\u{64b}'..='\u{65f}'
            | '\u{670}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe20}'..='\u{fe2f}'
    )
}

/// How a letter is typed that no mark makes of another.
fn typed(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' | 'ẞ' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' | 'ƚ' => "l",
        'đ' | 'ð' | 'ɖ' | 'ɗ' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' | 'ɨ' => "i",
        'ŋ' => "n",
        'ŧ' => "t",
        'ĸ' | 'ƙ' => "k",
        'ƶ' => "z",
        'ɓ' => "b",
        'ə' => "e",
        'ς' => "σ",
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => "'",
        '\u{2010}'..='\u{2015}' | '\u{2212}' => "-",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Country, folded};

    #[test]
    fn a_text_is_found_as_it_is_typed_in_haste() {
        for (text, typed) in [
            ("Müller", "muller"),
            ("Mu\u{308}ller", "muller"),
            ("Straße", "strasse"),
            ("STRASSE", "strasse"),
            ("ẞ", "ss"),
            ("İstanbul", "istanbul"),
            ("ISTANBUL", "istanbul"),
            ("ISPARTA ılıca", "isparta ilica"),
            ("Ærø Øl", "aero ol"),
            ("Łódź", "lodz"),
            ("Đorđe Nguyễn", "dorde nguyen"),
            ("Œuvre", "oeuvre"),
            ("Þór Ðað", "thor dad"),
            ("Ελλάς ΟΔΟΣ", "ελλασ οδοσ"),
            ("Чайковский", "чаиковскии"),
            ("ﬁ ①", "fi 1"),
            ("株式会社ガ", "株式会社ガ"),
            ("한국", "한국"),
            ("कि की", "कि की"),
            ("שָׁלוֹם", "שלום"),
            ("O\u{2019}Neill", "o'neill"),
            ("  a \u{a0} b ", "a b"),
        ] {
            assert_eq!(folded(text), typed, "{text}");
            assert_eq!(folded(&folded(text)), folded(text), "{text}");
            // What an older program folded leads to the same.
            let older = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            assert_eq!(folded(&older), typed, "{text}");
        }
    }

    #[test]
    fn kosovo_is_a_country() {
        assert_eq!(
            Country::parse("xk").map(|country| country.code().to_owned()),
            Ok("XK".to_owned())
        );
    }
}
