//! A language, as the country that writes it uses it.

use net30_domain::{
    Decimal,
    money::parse_decimal,
    text::{Country, Language},
};

/// The language of a text, and the country whose figures, dates and legal words it has: that of the account that issues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Locale {
    /// In which language.
    pub language: Language,
    /// Of which country; of the language's own if none.
    pub country: Option<Country>,
}

impl Locale {
    /// A language as a country uses it.
    #[must_use]
    pub fn of(language: Language, country: Option<Country>) -> Self {
        Self { language, country }
    }

    /// What a browser would rather read than anything else, of the languages of documents: from its header
    /// `Accept-Language` (RFC 9110, 12.5.4).
    #[must_use]
    pub fn asked_for(accept_language: &str) -> Option<Self> {
        let ranges = accept_language.split(',').filter_map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let locale = Self::of_tag(parts.next()?)?;
            let quality = parts.find_map(|part| part.strip_prefix("q="));
            let quality = parse_decimal(quality.unwrap_or("1")).ok()?;
            Some((quality, locale))
        });
        let wanted: Vec<_> = ranges.filter(|(quality, _)| *quality > Decimal::ZERO).collect();
        // Of two that are as good the first is taken: `max_by_key` takes the last.
        let best = wanted.into_iter().rev().max_by_key(|(quality, _)| *quality);
        best.map(|(_, locale)| locale)
    }

    /// A tag such as `pt-BR` or `zh-Hant-TW`.
    fn of_tag(tag: &str) -> Option<Self> {
        let mut parts = tag.split('-');
        let language = Language::parse(parts.next()?).ok()?;
        let country = parts.find_map(|part| Country::parse(part).ok());
        Some(Self { language, country })
    }

    /// The locale of CLDR. Where CLDR has no such combination, its data are those of the language.
    pub(crate) fn cldr(self) -> icu_locale_core::Locale {
        let country = self.country.as_ref().map(Country::code);
        let language = self.language.code();
        let code = match (self.language, country) {
            // CLDR's plain Portuguese is Brazil's. What has none of its own writes as Portugal does.
            (Language::Pt, Some(country)) if WITH_PORTUGUESE.contains(&country) => {
                format!("pt-{country}")
            }
            (Language::Pt, _) => "pt-PT".to_owned(),
            // CLDR mixes figures and amounts of two kinds where English is foreign: `12.345,6` beside `€1,234.50`.
            (Language::En, Some(country)) if !WITH_ENGLISH.split(' ').any(|own| own == country) => {
                "en-001".to_owned()
            }
            // Elsewhere it is written in a script that documents are not written in.
            (Language::Mn, _) | (_, None) => language.to_owned(),
            (_, Some(country)) => format!("{language}-{country}"),
        };
        code.parse().expect("a language and a country are a locale")
    }
}

/// The countries that write English as a language of their own, and Switzerland with its apostrophe; the others write it as the world does.
const WITH_ENGLISH: &str = "AG AI AS AU BB BI BM BS BW BZ CA CC CH CK CM CX CY DG DM ER FJ FK FM GB GD GG GH GI GM GU GY HK IE \
IL IM IN IO JE JM KE KI KN KY LC LR LS MG MH MO MP MS MT MU MV MW MY NA NF NG NR NU NZ PG PH PK PN PR PW RW SB SC SD SG SH SL SS \
SX SZ TC TK TO TT TV TZ UG UM US VC VG VI VU WS ZA ZM ZW";

/// The countries whose Portuguese CLDR knows.
const WITH_PORTUGUESE: [&str; 12] =
    ["AO", "BR", "CH", "CV", "GQ", "GW", "LU", "MO", "MZ", "PT", "ST", "TL"];

#[cfg(test)]
mod tests {
    use super::Locale;

    #[test]
    fn a_browser_gets_the_language_that_it_would_rather_read() {
        for (header, expected) in [
            ("de", Some("de")),
            ("pt-BR,pt;q=0.9,en;q=0.8", Some("pt-BR")),
            ("ru, fr;q=0.5, DE-ch;q=0.7", Some("de-CH")),
            ("en;q=0.8,fr;q=0.8", Some("en")),
            ("zh-Hant-TW", Some("zh-TW")),
            ("en;q=0,fr;q=0.1", Some("fr")),
            ("ru,*;q=0.1", None),
            ("de;q=x", None),
            ("", None),
        ] {
            let found = Locale::asked_for(header).map(|its| match its.country {
                Some(country) => format!("{}-{}", its.language.code(), country.code()),
                None => its.language.code().to_owned(),
            });
            assert_eq!(found.as_deref(), expected, "{header}");
        }
    }
}
