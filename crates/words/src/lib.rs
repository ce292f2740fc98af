//! What documents say in each language: words, figures, dates and amounts, and the forms that words have in the plural.
//!
//! The words stand in catalogues (`i18n/`, in the syntax of [Fluent](https://projectfluent.org)), one for each language
//! and a small one for each country that words something otherwise. Figures and dates are written by the data of CLDR.

pub mod address;
mod catalogues;
pub mod direction;
mod exemption;
mod formats;
mod keys;
mod locale;
mod payment_terms;
mod plural;
mod said;
mod tax_id;
mod unit;
mod words;

pub use formats::{Formats, MoneyFormat, month_name};
pub use keys::{Phrase, Unit, Word};
pub use locale::Locale;
pub use words::Words;
