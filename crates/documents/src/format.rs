//! Figures and dates as a language writes them, from exact decimals, by the data of CLDR.
//!
//! The one module that knows ICU4X: its experimental parts change with each minor version.

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
use icu_locale_core::{Locale, subtags::Region};
use jiff::civil::Date;
use net30_domain::{
    Decimal,
    money::{Amount, Currency, Sum},
    text::{Country, Language},
};

/// How a language writes figures and dates. Made once a document: it costs a few microseconds.
#[derive(Debug)]
pub struct Formats {
    locale: Locale,
    decimals: DecimalFormatter,
    percentages: PercentFormatter<DecimalFormatter>,
    dates: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
}

/// The name of a date's month, as it stands alone: `March`.
///
/// # Panics
/// Never for the languages of [`Language`]: CLDR has data of each.
#[must_use]
pub fn month_name(language: Language, date: Date) -> String {
    let code = if language == Language::Pt { "pt-PT" } else { language.code() };
    let locale: Locale = code.parse().expect("a two-letter code is a locale");
    let months: FixedCalendarDateTimeFormatter<Gregorian, M> =
        FixedCalendarDateTimeFormatter::try_new((&locale).into(), M::long())
            .expect("months of the language are linked");
    let month = u8::try_from(date.month()).expect("months are 1 to 12");
    CalendarDate::try_new_gregorian(i32::from(date.year()), month, 1)
        .map_or_else(|_| month.to_string(), |date| months.format(&date).to_string())
}

/// What a language writes around the figure of a positive and of a negative amount.
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
    /// The formats of a language.
    ///
    /// # Panics
    /// Never for the languages of [`Language`]: CLDR has data of each, and a test makes them all.
    #[must_use]
    pub fn of(language: Language) -> Self {
        // CLDR's plain Portuguese is Brazil's, which puts the currency first.
        let code = if language == Language::Pt { "pt-PT" } else { language.code() };
        let locale: Locale = code.parse().expect("a two-letter code is a locale");
        Self {
            decimals: decimals_of(&locale),
            percentages: PercentFormatter::try_new(
                (&locale).into(),
                icu_experimental::dimension::percent::options::PercentFormatterOptions::default(),
            )
            .expect("percentages of the language are linked"),
            dates: FixedCalendarDateTimeFormatter::try_new((&locale).into(), YMD::medium())
                .expect("dates of the language are linked"),
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
            let locale: Locale = locale.parse().expect("a language and a country are a locale");
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

fn decimals_of(locale: &Locale) -> DecimalFormatter {
    let options = icu_decimal::options::DecimalFormatterOptions::default();
    DecimalFormatter::try_new(locale.into(), options).expect("figures of the language are linked")
}

impl MoneyFormat<'_> {
    fn exactly(&self, value: Decimal) -> String {
        let decimals = self.decimals.as_ref().unwrap_or(&self.formats.decimals);
        decimals.format(&fixed(value)).to_string()
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
fn fixed(value: Decimal) -> FixedDecimal {
    value.to_string().parse().expect("a decimal prints as plain digits")
}

#[cfg(test)]
mod tests {
    use super::Formats;
    use jiff::civil::date;
    use net30_domain::{
        Decimal,
        money::{Amount, Currency},
        text::{Country, Language},
    };

    fn check(language: Language, amount: &str, day: &str) {
        let formats = Formats::of(language);
        let euro = Currency::parse("EUR").unwrap();
        let text =
            formats.money(euro).amount(Amount(-123_456_750)).replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!(text, amount, "{language:?}");
        assert_eq!(
            formats.date(date(2026, 3, 5)).replace(['\u{a0}', '\u{202f}'], " "),
            day,
            "{language:?}"
        );
    }

    #[test]
    fn amounts_and_dates_are_written_as_each_language_does() {
        check(Language::En, "-€1,234,567.50", "Mar 5, 2026");
        check(Language::De, "-1.234.567,50 €", "05.03.2026");
        check(Language::Fr, "-1 234 567,50 €", "5 mars 2026");
        check(Language::Pt, "-1 234 567,50 €", "05/03/2026");
        check(Language::Pl, "-1 234 567,50 €", "5 mar 2026");
        check(Language::Ja, "-€1,234,567.50", "2026/03/05");
        check(Language::Sv, "−1 234 567,50 €", "5 mars 2026");
        check(Language::Nl, "€ -1.234.567,50", "5 mrt 2026");
    }

    #[test]
    fn every_language_has_formats_of_its_own() {
        for &language in Language::ALL {
            let formats = Formats::of(language);
            let text = formats.money(Currency::parse("USD").unwrap()).amount(Amount(150));
            assert!(text.contains('1') && text.contains('5'), "{language:?}: {text}");
            assert!(formats.date(date(2026, 12, 31)).contains("31"), "{language:?}");
            assert!(formats.percentage(Decimal::new(195, 1)).contains('%'), "{language:?}");
            assert!(
                formats.country(Country::parse("DE").unwrap()).chars().count() > 1,
                "{language:?}"
            );
        }
    }

    #[test]
    fn a_language_with_a_minus_sign_of_its_own_has_it_everywhere() {
        for language in [Language::Sv, Language::Fi, Language::Et, Language::Lt] {
            let formats = Formats::of(language);
            let money = formats.money(Currency::parse("EUR").unwrap());
            let minus = Decimal::from(-5);
            for text in [
                money.amount(Amount(-150)),
                money.figure(Amount(-150)),
                money.price(minus),
                formats.quantity(minus),
                formats.percentage(minus),
            ] {
                assert!(text.contains('−') && !text.contains('-'), "{language:?}: {text}");
            }
        }
    }

    #[test]
    fn no_figure_is_rounded() {
        let formats = Formats::of(Language::En);
        let money = |code: &str, minor: i64| {
            formats
                .money(Currency::parse(code).unwrap())
                .amount(Amount(minor))
                .replace('\u{a0}', " ")
        };
        assert_eq!(money("RSD", 1050), "RSD 10.50", "CLDR would round to whole dinars");
        assert_eq!(money("JPY", 1050), "¥1,050");
        assert_eq!(money("KWD", 1_234_567), "KWD 1,234.567");
        assert_eq!(money("USD", 99_999_999_999_999_999), "$999,999,999,999,999.99");
        assert_eq!(money("INR", 112_300_000), "₹11,23,000.00");
        assert_eq!(money("INR", -112_300_000), "-₹11,23,000.00");
        let rupee = Currency::parse("INR").unwrap();
        assert_eq!(formats.money(rupee).figure(Amount(112_300_000)), "11,23,000.00");
        let dollar = Currency::parse("USD").unwrap();
        assert_eq!(formats.money(dollar).price(Decimal::new(12_345_678, 8)), "0.12345678");
        assert_eq!(formats.money(dollar).price(Decimal::new(12, 0)), "12.00");
        assert_eq!(formats.quantity(Decimal::new(-1_500_000, 3)), "-1,500");
        assert_eq!(formats.percentage(Decimal::new(1900, 2)), "19%");
    }
}
