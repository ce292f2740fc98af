//! What the pages say, in the language of who reads them; what documents say is in `net30-words`.
//!
//! The messages stand in catalogues (`i18n/`, in Fluent's syntax), and each is a method that `build.rs` makes of
//! `i18n/en.ftl`.

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use net30_domain::text::Language;
use net30_words::Locale;
use std::sync::LazyLock;

/// A language in which there are pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Texts {
    language: Language,
}

type Bundle = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Bundle> =
    LazyLock::new(|| bundle("en", include_str!("../../i18n/en.ftl")));
static GERMAN: LazyLock<Bundle> = LazyLock::new(|| bundle("de", include_str!("../../i18n/de.ftl")));

/// The languages in which there are pages, and what each calls itself.
pub(crate) const LANGUAGES: [(Language, &str); 2] =
    [(Language::En, "English"), (Language::De, "Deutsch")];

fn bundle(code: &str, text: &str) -> Bundle {
    let resource = FluentResource::try_new(text.to_owned())
        .unwrap_or_else(|(_, faults)| panic!("the catalogue of {code} is good: {faults:?}"));
    let locale = code.parse().expect("a two-letter code is a language");
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // Isolation marks would land in copied text.
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).expect("a catalogue has each message once");
    bundle
}

impl Texts {
    /// The texts of a language; English, where there are no pages in it.
    pub(crate) fn of(language: Language) -> Self {
        let there = LANGUAGES.iter().any(|(known, _)| *known == language);
        Self { language: if there { language } else { Language::En } }
    }

    /// The texts that a browser would rather have.
    pub(crate) fn asked_for(accept_language: &str) -> Self {
        let ranges = accept_language.split(',');
        let ours = ranges.filter(|range| {
            let locale = Locale::asked_for(range);
            locale
                .is_some_and(|locale| LANGUAGES.iter().any(|(known, _)| *known == locale.language))
        });
        let locale = Locale::asked_for(&ours.collect::<Vec<_>>().join(","));
        Self::of(locale.map_or(Language::En, |locale| locale.language))
    }

    /// The language.
    pub(crate) fn language(self) -> Language {
        self.language
    }

    /// Its code, for `lang`.
    pub(crate) fn code(self) -> &'static str {
        self.language.code()
    }

    fn said(self, key: &str, arguments: &[(&'static str, FluentValue<'_>)]) -> String {
        let own: &Bundle = if self.language == Language::De { &GERMAN } else { &ENGLISH };
        let said = said_in(own, key, arguments).or_else(|| said_in(&ENGLISH, key, arguments));
        said.expect("English has every message: the methods are made of them")
    }
}

fn said_in(
    bundle: &Bundle,
    key: &str,
    arguments: &[(&'static str, FluentValue<'_>)],
) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let arguments: FluentArgs<'_> =
        arguments.iter().map(|(name, value)| (*name, value.clone())).collect();
    let mut faults = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&arguments), &mut faults).into_owned();
    debug_assert!(faults.is_empty(), "{key}: {faults:?}");
    Some(text)
}

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The messages of a catalogue, each with its variables.
    fn messages(text: &str) -> BTreeSet<(String, BTreeSet<String>)> {
        let mut all = vec![];
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((key, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
                all.push((key.to_owned(), BTreeSet::new()));
            }
            let Some((_, variables)) = all.last_mut() else { continue };
            let names = line.split("{ $").skip(1).filter_map(|rest| rest.split(' ').next());
            variables.extend(names.map(str::to_owned));
        }
        all.into_iter().collect()
    }

    #[test]
    fn every_language_has_every_message_with_its_variables() {
        let english = messages(include_str!("../../i18n/en.ftl"));
        let german = messages(include_str!("../../i18n/de.ftl"));
        let missing: Vec<_> = english.symmetric_difference(&german).collect();
        assert!(missing.is_empty(), "{missing:#?}");
        assert!(english.len() > 50);
    }

    #[test]
    fn a_browser_gets_pages_in_a_language_that_it_names() {
        for (header, code) in [
            ("de", "de"),
            ("de-AT,en;q=0.5", "de"),
            ("fr,de;q=0.8,en;q=0.5", "de"),
            ("en,de;q=0.9", "en"),
            ("fr", "en"),
            ("", "en"),
            ("de;q=0", "en"),
        ] {
            assert_eq!(Texts::asked_for(header).code(), code, "{header}");
        }
    }
}
