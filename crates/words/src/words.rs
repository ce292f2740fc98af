//! The words of a language, as a country says them.

use crate::{
    Locale,
    catalogues::{self, Catalogue},
    keys::{Argument, Phrase, Unit, Word},
    plural, unit,
};
use fluent_bundle::{FluentArgs, FluentValue};
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

    /// A unit as somebody wrote it, in the form that a quantity needs: `40 hours`. One that the catalogues of the language do
    /// not know, or that is written in capitals, stays as it is.
    #[must_use]
    pub fn unit(self, unit: &str, quantity: Decimal) -> String {
        unit::counted(self.locale, unit, quantity)
    }

    fn said(self, key: &str, arguments: &[(&'static str, Argument<'_>)]) -> String {
        let Locale { language, country } = self.locale;
        let said = catalogues::of(language, country)
            .chain(catalogues::of(Language::En, None))
            .find_map(|catalogue| said_in(catalogue, self.locale, key, arguments));
        said.expect("English has every message: the keys are made of them")
    }
}

/// The form of a unit that a count needs, in the words of one catalogue.
pub(crate) fn unit_in(
    catalogue: &Catalogue,
    locale: Locale,
    unit: Unit,
    count: Decimal,
) -> Option<String> {
    said_in(catalogue, locale, unit.key(), &[("count", Argument::Count(count))])
}

/// What one catalogue says; none if it lacks the message.
fn said_in(
    catalogue: &Catalogue,
    locale: Locale,
    key: &str,
    arguments: &[(&'static str, Argument<'_>)],
) -> Option<String> {
    let bundle = catalogue.bundle();
    let pattern = bundle.get_message(key)?.value()?;
    let value = |argument: &Argument<'_>| match *argument {
        Argument::Text(text) => FluentValue::from(text.to_owned()),
        Argument::Count(count) => FluentValue::from(plural::category(locale, count)),
    };
    let arguments: FluentArgs<'_> =
        arguments.iter().map(|(name, argument)| (*name, value(argument))).collect();
    let mut faults = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&arguments), &mut faults).into_owned();
    debug_assert!(faults.is_empty(), "{key} is said in {locale:?}: {faults:?}");
    Some(text)
}
