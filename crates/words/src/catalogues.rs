//! The catalogues in the binary: one for each language, and for countries those of their own words.

use fluent_bundle::{FluentResource, concurrent::FluentBundle};
use net30_domain::text::{Country, Language};
use std::sync::OnceLock;

/// A catalogue: of a language, or of what some countries say otherwise in it.
pub(crate) struct Catalogue {
    pub(crate) language: Language,
    /// The countries whose words it has; empty for a language's own, which has every message.
    countries: &'static [&'static str],
    text: &'static str,
    bundle: OnceLock<FluentBundle<FluentResource>>,
}

impl Catalogue {
    const fn of(language: Language, text: &'static str) -> Self {
        Self::in_countries(language, &[], text)
    }

    const fn in_countries(
        language: Language,
        countries: &'static [&'static str],
        text: &'static str,
    ) -> Self {
        Self { language, countries, text, bundle: OnceLock::new() }
    }

    /// Whether its words are those of a country.
    fn is_for(&self, country: Option<Country>) -> bool {
        self.countries.is_empty()
            || country.is_some_and(|country| self.countries.contains(&country.code()))
    }

    /// Its messages, read when they are first needed.
    pub(crate) fn bundle(&self) -> &FluentBundle<FluentResource> {
        self.bundle.get_or_init(|| {
            let code = self.language.code();
            let resource = FluentResource::try_new(self.text.to_owned())
                .unwrap_or_else(|(_, faults)| panic!("a catalogue of {code} is good: {faults:?}"));
            let locale = code.parse().expect("a two-letter code is a language");
            let mut bundle = FluentBundle::new_concurrent(vec![locale]);
            // Isolation marks would be printed as boxes by PDF fonts that lack them, and land in copied text.
            bundle.set_use_isolating(false);
            bundle.add_resource(resource).expect("a catalogue has each message once");
            bundle
        })
    }
}

/// The catalogues of a language, those of countries first.
pub(crate) fn of_language(language: Language) -> impl Iterator<Item = &'static Catalogue> {
    CATALOGUES.iter().filter(move |catalogue| catalogue.language == language)
}

/// The catalogues in which a word is looked for, in their order; the last one has every word.
pub(crate) fn of(
    language: Language,
    country: Option<Country>,
) -> impl Iterator<Item = &'static Catalogue> {
    of_language(language).filter(move |catalogue| catalogue.is_for(country))
}

/// Every catalogue, those of countries before that of their language.
pub(crate) static CATALOGUES: [Catalogue; 33] = [
    Catalogue::of(Language::Bg, include_str!("../i18n/bg.ftl")),
    Catalogue::of(Language::Cs, include_str!("../i18n/cs.ftl")),
    Catalogue::of(Language::Da, include_str!("../i18n/da.ftl")),
    Catalogue::in_countries(Language::De, &["AT"], include_str!("../i18n/de-AT.ftl")),
    Catalogue::in_countries(Language::De, &["CH", "LI"], include_str!("../i18n/de-CH.ftl")),
    Catalogue::of(Language::De, include_str!("../i18n/de.ftl")),
    Catalogue::in_countries(Language::En, &["PR", "US"], include_str!("../i18n/en-US.ftl")),
    Catalogue::of(Language::En, include_str!("../i18n/en.ftl")),
    Catalogue::in_countries(Language::Es, &LATIN_AMERICA, include_str!("../i18n/es-419.ftl")),
    Catalogue::of(Language::Es, include_str!("../i18n/es.ftl")),
    Catalogue::of(Language::Et, include_str!("../i18n/et.ftl")),
    Catalogue::of(Language::Fi, include_str!("../i18n/fi.ftl")),
    Catalogue::in_countries(Language::Fr, &["BE", "CH", "LU"], include_str!("../i18n/fr-BE.ftl")),
    Catalogue::in_countries(Language::Fr, &["CA"], include_str!("../i18n/fr-CA.ftl")),
    Catalogue::of(Language::Fr, include_str!("../i18n/fr.ftl")),
    Catalogue::of(Language::Hu, include_str!("../i18n/hu.ftl")),
    Catalogue::in_countries(Language::It, &["CH"], include_str!("../i18n/it-CH.ftl")),
    Catalogue::of(Language::It, include_str!("../i18n/it.ftl")),
    Catalogue::of(Language::Ja, include_str!("../i18n/ja.ftl")),
    Catalogue::of(Language::Lt, include_str!("../i18n/lt.ftl")),
    Catalogue::of(Language::Lv, include_str!("../i18n/lv.ftl")),
    Catalogue::of(Language::Mn, include_str!("../i18n/mn.ftl")),
    Catalogue::in_countries(Language::Nl, &["BE"], include_str!("../i18n/nl-BE.ftl")),
    Catalogue::of(Language::Nl, include_str!("../i18n/nl.ftl")),
    Catalogue::of(Language::Pl, include_str!("../i18n/pl.ftl")),
    Catalogue::in_countries(Language::Pt, &["BR"], include_str!("../i18n/pt-BR.ftl")),
    Catalogue::of(Language::Pt, include_str!("../i18n/pt.ftl")),
    Catalogue::of(Language::Ro, include_str!("../i18n/ro.ftl")),
    Catalogue::of(Language::Sk, include_str!("../i18n/sk.ftl")),
    Catalogue::in_countries(Language::Sv, &["AX", "FI"], include_str!("../i18n/sv-FI.ftl")),
    Catalogue::of(Language::Sv, include_str!("../i18n/sv.ftl")),
    Catalogue::in_countries(Language::Zh, &["HK", "MO", "TW"], include_str!("../i18n/zh-TW.ftl")),
    Catalogue::of(Language::Zh, include_str!("../i18n/zh.ftl")),
];

/// Where Spanish is that of America; there are those who read it in the United States.
const LATIN_AMERICA: [&str; 21] = [
    "AR", "BO", "BZ", "CL", "CO", "CR", "CU", "DO", "EC", "GT", "HN", "MX", "NI", "PA", "PE", "PR",
    "PY", "SV", "US", "UY", "VE",
];

#[cfg(test)]
mod tests {
    use super::{CATALOGUES, of};
    use net30_domain::text::Language;
    use std::{collections::BTreeSet, fs};

    #[test]
    fn every_file_is_in_the_table() {
        let folder = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/i18n")).unwrap();
        let files = folder.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
        let known: BTreeSet<String> = CATALOGUES.iter().map(|its| its.text.to_owned()).collect();
        assert_eq!(files.collect::<BTreeSet<_>>(), known);
    }

    #[test]
    fn a_languages_own_words_come_last() {
        for &language in Language::ALL {
            let all: Vec<bool> =
                super::of_language(language).map(|its| its.countries.is_empty()).collect();
            assert_eq!(all.iter().filter(|own| **own).count(), 1, "{language:?}");
            assert_eq!(of(language, None).count(), 1, "{language:?}");
            assert_eq!(all.last(), Some(&true), "{language:?}");
        }
    }
}
