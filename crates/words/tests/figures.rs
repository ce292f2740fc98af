//! How figures, dates and amounts are written, locale by locale.

use jiff::civil::date;
use net30_domain::{
    Decimal,
    money::{Amount, Currency},
    text::{Country, Language},
};
use net30_words::{Formats, Locale, month_name};

fn locale(code: &str) -> Locale {
    let (language, country) = code.split_once('-').map_or((code, None), |(l, c)| (l, Some(c)));
    let country = country.map(|country| Country::parse(country).unwrap());
    Locale::of(Language::parse(language).unwrap(), country)
}

fn currency(code: &str) -> Currency {
    Currency::parse(code).unwrap()
}

/// With plain spaces: which of the unbreakable ones a locale takes is not what is looked at.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

/// Every locale with a negative amount in euro, a quantity, a percentage, a date, and its month.
const WRITTEN: &[(&str, &str, &str, &str, &str, &str)] = &[
    ("en", "-€1,234,567.50", "12,345.675", "7.5%", "Mar 5, 2026", "March"),
    ("fr", "-1 234 567,50 €", "12 345,675", "7,5 %", "5 mars 2026", "mars"),
    ("de", "-1.234.567,50 €", "12.345,675", "7,5 %", "05.03.2026", "März"),
    ("nl", "€ -1.234.567,50", "12.345,675", "7,5%", "5 mrt 2026", "maart"),
    ("es", "-1.234.567,50 €", "12.345,675", "7,5 %", "5 mar 2026", "marzo"),
    ("bg", "-1 234 567,50 €", "12 345,675", "7,5%", "5.03.2026 г.", "март"),
    ("ro", "-1.234.567,50 €", "12.345,675", "7,5 %", "5 mar. 2026", "martie"),
    ("ja", "-€1,234,567.50", "12,345.675", "7.5%", "2026年3月5日", "3月"),
    ("mn", "-€ 1,234,567.50", "12,345.675", "7.5%", "2026 оны 3-р сарын 5", "Гуравдугаар сар"),
    ("da", "-1.234.567,50 €", "12.345,675", "7,5 %", "5. mar. 2026", "marts"),
    ("sv", "−1 234 567,50 €", "12 345,675", "7,5 %", "5 mars 2026", "mars"),
    ("lt", "−1 234 567,50 €", "12 345,675", "7,5 %", "2026-03-05", "kovas"),
    ("fi", "−1 234 567,50 €", "12 345,675", "7,5 %", "5.3.2026", "maaliskuu"),
    ("hu", "-1 234 567,50 €", "12 345,675", "7,5%", "2026. márc. 5.", "március"),
    ("cs", "-1 234 567,50 €", "12 345,675", "7,5 %", "5. 3. 2026", "březen"),
    ("it", "-1.234.567,50 €", "12.345,675", "7,5%", "5 mar 2026", "marzo"),
    ("et", "−1 234 567,50 €", "12 345,675", "7,5%", "5. märts 2026", "märts"),
    ("lv", "-1 234 567,50 €", "12 345,675", "7,5%", "2026. g. 5. marts", "marts"),
    ("pt", "-1 234 567,50 €", "12 345,675", "7,5%", "05/03/2026", "março"),
    ("pl", "-1 234 567,50 €", "12 345,675", "7,5%", "5 mar 2026", "marzec"),
    ("sk", "-1 234 567,50 €", "12 345,675", "7,5 %", "5. 3. 2026", "marec"),
    ("zh", "-€1,234,567.50", "12,345.675", "7.5%", "2026年3月5日", "三月"),
    ("en-US", "-€1,234,567.50", "12,345.675", "7.5%", "Mar 5, 2026", "March"),
    ("en-GB", "-€1,234,567.50", "12,345.675", "7.5%", "5 Mar 2026", "March"),
    ("en-IN", "-€12,34,567.50", "12,345.675", "7.5%", "05 Mar 2026", "March"),
    ("en-AU", "-€1,234,567.50", "12,345.675", "7.5%", "5 Mar 2026", "March"),
    ("en-CA", "-€1,234,567.50", "12,345.675", "7.5%", "Mar 5, 2026", "March"),
    ("en-CH", "€-1'234'567.50", "12'345.675", "7.5%", "5 Mar 2026", "March"),
    ("en-DE", "-€1,234,567.50", "12,345.675", "7.5%", "5 Mar 2026", "March"),
    ("en-IE", "-€1,234,567.50", "12,345.675", "7.5%", "5 Mar 2026", "March"),
    ("en-ZA", "-€1 234 567,50", "12 345,675", "7,5%", "05 Mar 2026", "March"),
    ("fr-BE", "-1 234 567,50 €", "12 345,675", "7,5 %", "5 mars 2026", "mars"),
    ("fr-CA", "-1 234 567,50 €", "12 345,675", "7,5 %", "5 mars 2026", "mars"),
    ("fr-CH", "-1'234'567.50 €", "12'345,675", "7,5%", "5 mars 2026", "mars"),
    ("fr-LU", "-1.234.567,50 €", "12.345,675", "7,5 %", "5 mars 2026", "mars"),
    ("de-AT", "-€ 1.234.567,50", "12 345,675", "7,5 %", "05.03.2026", "März"),
    ("de-CH", "€-1'234'567.50", "12'345.675", "7.5%", "05.03.2026", "März"),
    ("de-LI", "-€ 1'234'567.50", "12'345.675", "7.5%", "05.03.2026", "März"),
    ("nl-BE", "€ -1.234.567,50", "12.345,675", "7,5%", "5 mrt 2026", "maart"),
    ("es-MX", "-€1,234,567.50", "12,345.675", "7.5%", "5 mar 2026", "marzo"),
    ("es-AR", "-€ 1.234.567,50", "12.345,675", "7,5%", "5 de mar de 2026", "marzo"),
    ("es-CL", "€-1.234.567,50", "12.345,675", "7,5%", "05-03-2026", "marzo"),
    ("es-US", "-€1,234,567.50", "12,345.675", "7.5%", "5 mar 2026", "marzo"),
    ("pt-PT", "-1 234 567,50 €", "12 345,675", "7,5%", "05/03/2026", "março"),
    ("pt-BR", "-€ 1.234.567,50", "12.345,675", "7,5%", "5 de mar. de 2026", "março"),
    ("it-CH", "€-1'234'567.50", "12'345.675", "7.5%", "5 mar 2026", "marzo"),
    ("sv-FI", "−1 234 567,50 €", "12 345,675", "7,5 %", "5 mars 2026", "mars"),
    ("da-GL", "-1.234.567,50 €", "12.345,675", "7,5 %", "5. mar. 2026", "marts"),
    ("ro-MD", "-1.234.567,50 €", "12.345,675", "7,5 %", "5 mar. 2026", "martie"),
    ("zh-TW", "-€1,234,567.50", "12,345.675", "7.5%", "2026年3月5日", "3月"),
    ("zh-HK", "-€1,234,567.50", "12,345.675", "7.5%", "2026年3月5日", "3月"),
    ("zh-SG", "-€1,234,567.50", "12,345.675", "7.5%", "2026年3月5日", "3月"),
];

#[test]
fn each_locale_writes_in_its_own_way() {
    let mut wrong = vec![];
    for &(code, amount, quantity, percentage, day, month) in WRITTEN {
        let locale = locale(code);
        let formats = Formats::of(locale);
        let money = formats.money(currency("EUR"));
        let written = [
            plain(&money.amount(Amount(-123_456_750))),
            plain(&formats.quantity(Decimal::new(12_345_675, 3))),
            plain(&formats.percentage(Decimal::new(75, 1))),
            plain(&formats.date(date(2026, 3, 5))),
            month_name(locale, date(2026, 3, 5)),
        ];
        if written != [amount, quantity, percentage, day, month] {
            let cells = written.map(|cell| format!("{cell:?}")).join(", ");
            wrong.push(format!("    ({code:?}, {cells}),"));
        }
    }
    assert!(wrong.is_empty(), "written otherwise:\n{}", wrong.join("\n"));
}

#[test]
fn every_language_is_written_in_every_country() {
    let countries: Vec<Option<Country>> = (b'A'..=b'Z')
        .flat_map(|a| (b'A'..=b'Z').map(move |b| String::from_utf8(vec![a, b]).unwrap()))
        .filter_map(|code| Country::parse(&code).ok())
        .map(Some)
        .chain([None])
        .collect();
    assert!(countries.len() > 240);
    for &language in Language::ALL {
        for &country in &countries {
            let formats = Formats::of(Locale::of(language, country));
            let amount = formats.money(currency("USD")).amount(Amount(-123_456_750));
            let digits: String = amount.chars().filter(char::is_ascii_digit).collect();
            assert_eq!(digits, "123456750", "{language:?} {country:?}: {amount}");
            let day = formats.date(date(2026, 12, 31));
            assert!(day.contains("31") && day.contains("2026"), "{language:?} {country:?}: {day}");
            assert!(formats.percentage(Decimal::new(195, 1)).contains('%'), "{language:?}");
            let germany = formats.country(Country::parse("DE").unwrap());
            assert!(germany.chars().count() > 1 && germany != "DE", "{language:?} {country:?}");
        }
    }
}

#[test]
fn a_country_that_does_not_speak_the_language_changes_nothing() {
    for (one, other) in [("fr", "fr-DE"), ("ja", "ja-US"), ("pt", "pt-US"), ("mn", "mn-CN")] {
        let day = date(2026, 3, 5);
        let written = |code: &str| {
            let formats = Formats::of(locale(code));
            (formats.money(currency("EUR")).amount(Amount(-123_456_750)), formats.date(day))
        };
        assert_eq!(written(one), written(other), "{other}");
    }
}

#[test]
fn a_language_with_a_minus_sign_of_its_own_has_it_everywhere() {
    for code in ["sv", "fi", "et", "lt"] {
        let formats = Formats::of(locale(code));
        let money = formats.money(currency("EUR"));
        let minus = Decimal::from(-5);
        for text in [
            money.amount(Amount(-150)),
            money.figure(Amount(-150)),
            money.price(minus),
            formats.quantity(minus),
            formats.percentage(minus),
        ] {
            assert!(text.contains('−') && !text.contains('-'), "{code}: {text}");
        }
    }
}

#[test]
fn no_figure_is_rounded() {
    let formats = Formats::of(locale("en"));
    let amount =
        |code: &str, minor: i64| plain(&formats.money(currency(code)).amount(Amount(minor)));
    assert_eq!(amount("RSD", 1050), "RSD 10.50", "CLDR would round to whole dinars");
    assert_eq!(amount("JPY", 1050), "¥1,050");
    assert_eq!(amount("KWD", 1_234_567), "KWD 1,234.567");
    assert_eq!(amount("USD", 99_999_999_999_999_999), "$999,999,999,999,999.99");
    let dollar = formats.money(currency("USD"));
    assert_eq!(dollar.price(Decimal::new(12_345_678, 8)), "0.12345678");
    assert_eq!(dollar.price(Decimal::new(12, 0)), "12.00");
    assert_eq!(formats.quantity(Decimal::new(-1_500_000, 3)), "-1,500");
    assert_eq!(formats.percentage(Decimal::new(1900, 2)), "19%");
}

#[test]
fn india_groups_in_lakh_and_crore() {
    let (anywhere, india) = (Formats::of(locale("en")), Formats::of(locale("en-IN")));
    let rupees = |formats: &Formats| {
        let money = formats.money(currency("INR"));
        (money.amount(Amount(112_300_000)), money.figure(Amount(-112_300_000)))
    };
    let expected = ("₹11,23,000.00".to_owned(), "-11,23,000.00".to_owned());
    assert_eq!(rupees(&anywhere), expected);
    assert_eq!(rupees(&india), expected);
    assert_eq!(india.money(currency("USD")).figure(Amount(112_300_000)), "11,23,000.00");
    assert_eq!(india.quantity(Decimal::from(1_123_000)), "11,23,000");
    assert_eq!(anywhere.quantity(Decimal::from(1_123_000)), "1,123,000");
}
