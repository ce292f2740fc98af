//! The words of documents and mails, from one fluent catalogue a language.

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use net30_domain::text::Language;
use std::{collections::HashMap, sync::LazyLock};

/// The catalogues in the binary. A further language is a file and a line here.
const CATALOGUES: &[(Language, &str)] = &[
    (Language::En, include_str!("../i18n/en.ftl")),
    (Language::De, include_str!("../i18n/de.ftl")),
];

static BUNDLES: LazyLock<HashMap<Language, FluentBundle<FluentResource>>> = LazyLock::new(|| {
    CATALOGUES
        .iter()
        .map(|&(language, catalogue)| (language, bundle(language, catalogue)))
        .collect()
});

fn bundle(language: Language, catalogue: &str) -> FluentBundle<FluentResource> {
    let resource = FluentResource::try_new(catalogue.to_owned()).unwrap_or_else(|(_, faults)| {
        panic!("the catalogue {} parses: {faults:?}", language.code())
    });
    let locale = language.code().parse().expect("a two-letter code is a language identifier");
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // Isolation marks would be printed as boxes by PDF fonts that lack them, and land in copied text.
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).expect("a catalogue has each key once");
    bundle
}

/// The words of one language; what a language lacks is said in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    language: Language,
}

impl Words {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        Self { language }
    }

    /// A word without variables.
    #[must_use]
    pub fn get(self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A sentence with its variables filled in.
    #[must_use]
    pub fn with(self, key: &str, variables: &[(&str, &str)]) -> String {
        let mut arguments = FluentArgs::new();
        for &(name, value) in variables {
            arguments.set(name, value);
        }
        self.said(key, &arguments)
    }

    /// The form of a word that a count needs. `count` is in plain digits, such as `1` or `2.5`.
    pub(crate) fn counted(self, key: &str, count: &str) -> String {
        let mut arguments = FluentArgs::new();
        arguments.set("count", FluentValue::try_number(count));
        self.said(key, &arguments)
    }

    fn said(self, key: &str, arguments: &FluentArgs<'_>) -> String {
        let sentence = [self.language, Language::En].into_iter().find_map(|language| {
            let bundle = BUNDLES.get(&language)?;
            let pattern = bundle.get_message(key)?.value()?;
            let mut faults = Vec::new();
            let text = bundle.format_pattern(pattern, Some(arguments), &mut faults).into_owned();
            debug_assert!(faults.is_empty(), "the variables of {key} are given: {faults:?}");
            Some(text)
        });
        debug_assert!(sentence.is_some(), "English has the word {key}");
        sentence.unwrap_or_else(|| key.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::{CATALOGUES, Words};
    use net30_domain::text::Language;
    use std::collections::{BTreeMap, BTreeSet};

    /// The keys of a catalogue, each with the names of its variables.
    fn keys(catalogue: &str) -> BTreeMap<&str, BTreeSet<&str>> {
        let messages = catalogue.lines().filter(|line| !line.starts_with('#'));
        messages
            .filter_map(|line| line.split_once(" = "))
            .map(|(key, text)| {
                let names = text.split('$').skip(1);
                let name = |rest: &str| rest.find([' ', '}']).unwrap_or(rest.len());
                (key, names.map(|rest| &rest[..name(rest)]).collect())
            })
            .collect()
    }

    #[test]
    fn every_language_has_every_key_with_the_same_variables() {
        let english = keys(CATALOGUES[0].1);
        assert!(english.len() > 60);
        for (language, catalogue) in CATALOGUES {
            assert_eq!(keys(catalogue), english, "{language:?}");
        }
    }

    #[test]
    fn a_sentence_is_said_in_its_language_and_else_in_english() {
        let page = [("page", "2"), ("pages", "3")];
        assert_eq!(Words::of(Language::En).with("page-of", &page), "Page 2 of 3");
        assert_eq!(Words::of(Language::De).with("page-of", &page), "Seite 2 von 3");
        let missing = Language::ALL
            .iter()
            .find(|language| CATALOGUES.iter().all(|(known, _)| known != *language));
        if let Some(&language) = missing {
            assert_eq!(Words::of(language).get("invoice"), "Invoice");
        }
    }
}
