//! Figures, dates and amounts as a language and a country write them, from exact decimals, by the data of CLDR.
//!
//! The one module that knows ICU4X's experimental parts: they change with each minor version.

use crate::Locale;
use icu_calendar::{Date as CalendarDate, Gregorian};
use icu_datetime::{
    FixedCalendarDateTimeFormatter,
    fieldsets::{M, YMD},
};
use icu_decimal::{DecimalFormatter, input::Decimal as FixedDecimal};
use icu_experimental::{
    dimension::{
        currency::{CurrencyType, formatter::CurrencyFormatter},
        percent::formatter::PercentFormatter,
    },
    displaynames::multi::RegionDisplayNames,
};
use icu_locale_core::{Locale as CldrLocale, subtags::Region};
use jiff::civil::Date;
use net30_domain::{
    Decimal,
    money::{Amount, Currency, Sum},
    text::{Country, Language},
};

/// How a locale writes figures and dates. Made once a document: it costs a few microseconds.
#[derive(Debug)]
pub struct Formats {
    locale: CldrLocale,
    decimals: DecimalFormatter,
    percentages: PercentFormatter<DecimalFormatter>,
    dates: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    /// What amounts have in place of a separator of other figures.
    in_amounts: Option<(char, char)>,
}

/// Locales whose amounts have another separator than their other figures: CLDR knows of it, ICU4X does not yet.
const IN_AMOUNTS: [(&str, (char, char)); 2] = [("de-AT", ('\u{a0}', '.')), ("fr-CH", (',', '.'))];

/// The name of a date's month, as it stands alone: `March`.
///
/// # Panics
/// Never for the languages of [`Language`]: CLDR has data of each.
#[must_use]
pub fn month_name(locale: Locale, date: Date) -> String {
    let locale = locale.cldr();
    let months: FixedCalendarDateTimeFormatter<Gregorian, M> =
        FixedCalendarDateTimeFormatter::try_new((&locale).into(), M::long())
            .expect("months of the language are linked");
    let month = u8::try_from(date.month()).expect("months are 1 to 12");
    CalendarDate::try_new_gregorian(i32::from(date.year()), month, 1)
        .map_or_else(|_| month.to_string(), |date| months.format(&date).to_string())
}

/// What a locale writes around the figure of a positive and of a negative amount.
#[derive(Debug)]
pub struct MoneyFormat<'a> {
    formats: &'a Formats,
    currency: Currency,
    positive: (String, String),
    negative: (String, String),
    /// Where the currency's own country groups figures in its own way.
    decimals: Option<DecimalFormatter>,
}

/// Currencies whose figures English writes as their own country does: in lakh and crore.
const OWN_GROUPING: [(&str, &str); 2] = [("INR", "en-IN"), ("PKR", "en-PK")];

impl Formats {
    /// The formats of a locale.
    ///
    /// # Panics
    /// Never for the languages of [`Language`]: CLDR has data of each, and a test makes them all.
    #[must_use]
    pub fn of(locale: Locale) -> Self {
        // CLDR's date of medium length has slashes in Japanese; documents are dated by 年月日.
        let days = if locale.language == Language::Ja { YMD::long() } else { YMD::medium() };
        let locale = locale.cldr();
        Self {
            decimals: decimals_of(&locale),
            percentages: PercentFormatter::try_new(
                (&locale).into(),
                icu_experimental::dimension::percent::options::PercentFormatterOptions::default(),
            )
            .expect("percentages of the language are linked"),
            dates: FixedCalendarDateTimeFormatter::try_new((&locale).into(), days)
                .expect("dates of the language are linked"),
            in_amounts: IN_AMOUNTS
                .into_iter()
                .find_map(|(code, separators)| (locale.to_string() == code).then_some(separators)),
            locale,
        }
    }

    /// How the language writes amounts of a currency.
    ///
    /// # Panics
    /// Never: see [`Formats::of`].
    #[must_use]
    pub fn money(&self, currency: Currency) -> MoneyFormat<'_> {
        let code =
            CurrencyType::try_from_str(currency.code()).expect("ISO 4217 codes have three letters");
        let formatter = CurrencyFormatter::try_new_symbol(
            (&self.locale).into(),
            code,
            icu_experimental::dimension::currency::options::CurrencyFormatterOptions::default(),
        )
        .expect("currencies of the language are linked");
        // CLDR rounds some currencies to other decimals than ISO 4217 has (RSD to whole dinars). An invoice's amount
        // is exact, so only what stands around the figure is taken from it.
        let around = |one: i32| {
            let text = formatter.format_fixed_decimal(&FixedDecimal::from(one)).to_string();
            let first = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
            let last = text.rfind(|c: char| c.is_ascii_digit()).map_or(text.len(), |at| at + 1);
            (text[..first].to_owned(), text[last..].to_owned())
        };
        let own = OWN_GROUPING.iter().find(|(code, _)| *code == currency.code());
        let own = own.filter(|_| self.locale.id.language.as_str() == "en");
        let decimals = own.map(|(_, locale)| {
            let locale: CldrLocale = locale.parse().expect("a language and a country are a locale");
            decimals_of(&locale)
        });
        MoneyFormat { formats: self, currency, positive: around(1), negative: around(-1), decimals }
    }

    /// A decimal with the digits it has, trailing zeros dropped: quantities.
    #[must_use]
    pub fn quantity(&self, value: Decimal) -> String {
        self.exactly(value.normalize())
    }

    /// A percentage: `19` is `19 %` in German.
    #[must_use]
    pub fn percentage(&self, value: Decimal) -> String {
        self.percentages.format(&fixed(value.normalize())).to_string()
    }

    /// A date of medium length, such as `Mar 5, 2026`.
    ///
    /// # Panics
    /// Never: months and days of a date are positive.
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        let month = u8::try_from(date.month()).expect("months are 1 to 12");
        let day = u8::try_from(date.day()).expect("days are 1 to 31");
        CalendarDate::try_new_gregorian(i32::from(date.year()), month, day)
            .map_or_else(|_| date.to_string(), |date| self.dates.format(&date).to_string())
    }

    /// The name of a country; its code if CLDR has none.
    #[must_use]
    pub fn country(&self, country: Country) -> String {
        let names = RegionDisplayNames::try_new(
            (&self.locale).into(),
            icu_experimental::displaynames::DisplayNamesOptions::default(),
        )
        .ok();
        let region = Region::try_from_str(country.code()).ok();
        names
            .zip(region)
            .and_then(|(names, region)| names.of(region).map(str::to_owned))
            .unwrap_or_else(|| country.code().to_owned())
    }

    fn exactly(&self, value: Decimal) -> String {
        self.decimals.format(&fixed(value)).to_string()
    }
}

fn decimals_of(locale: &CldrLocale) -> DecimalFormatter {
    let options = icu_decimal::options::DecimalFormatterOptions::default();
    DecimalFormatter::try_new(locale.into(), options).expect("figures of the language are linked")
}

impl MoneyFormat<'_> {
    fn exactly(&self, value: Decimal) -> String {
        let decimals = self.decimals.as_ref().unwrap_or(&self.formats.decimals);
        let figure = decimals.format(&fixed(value)).to_string();
        match self.formats.in_amounts {
            Some((usual, own)) => figure.replace(usual, own.encode_utf8(&mut [0; 4])),
            None => figure,
        }
    }

    /// An amount with its currency: `1.234,50 €`.
    #[must_use]
    pub fn amount(&self, amount: Amount) -> String {
        self.sum(amount.into())
    }

    /// A sum with its currency.
    #[must_use]
    pub fn sum(&self, sum: Sum) -> String {
        let decimal = sum.to_decimal(self.currency);
        let (before, after) = if sum < Sum::ZERO { &self.negative } else { &self.positive };
        format!("{before}{}{after}", self.exactly(decimal.abs()))
    }

    /// A sum without its currency.
    #[must_use]
    pub fn sum_figure(&self, sum: Sum) -> String {
        self.exactly(sum.to_decimal(self.currency))
    }

    /// An amount without its currency: `1.234,50`.
    #[must_use]
    pub fn figure(&self, amount: Amount) -> String {
        self.exactly(amount.to_decimal(self.currency))
    }

    /// A price without its currency: at least the currency's decimals, more where the price has more.
    #[must_use]
    pub fn price(&self, price: Decimal) -> String {
        let mut price = price.normalize();
        if price.scale() < self.currency.decimals() {
            price.rescale(self.currency.decimals());
        }
        self.exactly(price)
    }
}

/// The same decimal in ICU's type, digit by digit.
pub(crate) fn fixed(value: Decimal) -> FixedDecimal {
    value.to_string().parse().expect("a decimal prints as plain digits")
}
