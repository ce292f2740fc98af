//! What one catalogue says.

use crate::{
    Locale,
    catalogues::Catalogue,
    keys::{Argument, Unit},
    plural,
};
use fluent_bundle::{FluentArgs, FluentValue};
use net30_domain::Decimal;

/// What one catalogue says; none if it lacks the message.
pub(crate) fn said_in(
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

/// The form of a unit that a count needs, in the words of one catalogue.
pub(crate) fn unit_in(
    catalogue: &Catalogue,
    locale: Locale,
    unit: Unit,
    count: Decimal,
) -> Option<String> {
    said_in(catalogue, locale, unit.key(), &[("count", Argument::Count(count))])
}
