//! The words of a language, as a country says them.

use crate::{
    Locale, catalogues,
    keys::{Argument, Phrase, Word},
    said::said_in,
    unit,
};
use net30_domain::{Decimal, text::Language};

/// The words of a language, as a country says them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    pub(crate) locale: Locale,
}

impl Words {
    /// The words of a locale.
    #[must_use]
    pub fn of(locale: Locale) -> Self {
        Self { locale }
    }

    /// A message without variables.
    #[must_use]
    pub fn get(self, word: Word) -> String {
        self.said(word.key(), &[])
    }

    /// A message with its variables.
    #[must_use]
    pub fn say(self, phrase: &Phrase<'_>) -> String {
        self.said(phrase.key(), &phrase.arguments())
    }

    /// A unit as somebody wrote it, in the form that a quantity needs: `40 hours`. One of another language is said in this
    /// one if it is English or of the country's own language, and so is a code (UN/ECE Recommendation 20). What nobody
    /// knows, or is written in capitals, stays as it is.
    #[must_use]
    pub fn unit(self, unit: &str, quantity: Decimal) -> String {
        unit::counted(self.locale, unit, quantity)
    }

    /// What a code (UN/ECE Recommendation 20) says, in the form that a quantity needs; none if there is no word for it.
    #[must_use]
    pub fn unit_of_code(self, code: &str, quantity: Decimal) -> Option<String> {
        unit::of_code(self.locale, code, quantity)
    }

    fn said(self, key: &str, arguments: &[(&'static str, Argument<'_>)]) -> String {
        let Locale { language, country } = self.locale;
        let said = catalogues::of(language, country)
            .chain(catalogues::of(Language::En, None))
            .find_map(|catalogue| said_in(catalogue, self.locale, key, arguments));
        said.expect("English has every message: the keys are made of them")
    }
}
