//! Figures as people type them, read exactly: `1.234,50`, `1 234,5 €`, `3*8,5`, `12.–`. What may mean two things is read as the
//! reader's own language writes it, and what means nothing is said, never guessed at.

use super::texts::Texts;
use net30_domain::{
    Decimal,
    money::{Currency, DECIMALS_MAX, INTEGER_DIGITS_MAX},
};
use net30_words::Formats;

/// Most characters of a figure that is typed.
const TYPED_CHARS_MAX: usize = 100;
/// Most brackets within one another.
const NESTING_MAX: usize = 20;
/// Signs of currencies, and the currencies that write them.
const SIGNS: [(&str, &str); 24] = [
    ("€", "EUR"),
    ("$", "USD AUD CAD HKD MXN NZD SGD TWD"),
    ("US$", "USD"),
    ("£", "GBP EGP GIP"),
    ("¥", "JPY CNY"),
    ("￥", "JPY CNY"),
    ("円", "JPY"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₺", "TRY"),
    ("₴", "UAH"),
    ("₪", "ILS"),
    ("₮", "MNT"),
    ("R$", "BRL"),
    ("R", "ZAR"),
    ("kr", "SEK NOK DKK ISK"),
    ("Fr", "CHF"),
    ("SFr", "CHF"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("Ft", "HUF"),
    ("lei", "RON"),
    ("din", "RSD"),
    ("лв", "BGN"),
];

/// Why a typed text is no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// It is something else.
    NotANumber,
    /// Its separators stand where no language puts them: `1.23.4`.
    Separators,
    /// It names another currency than that of the field.
    OtherCurrency,
    /// It divides by nothing.
    ByZero,
    /// It does not come out even within [`DECIMALS_MAX`] decimals.
    TooManyDecimals,
    /// It has more than [`INTEGER_DIGITS_MAX`] digits before the point.
    TooLarge,
}

impl Unreadable {
    /// All of them.
    pub(crate) const ALL: [Self; 6] = [
        Self::NotANumber,
        Self::Separators,
        Self::OtherCurrency,
        Self::ByZero,
        Self::TooManyDecimals,
        Self::TooLarge,
    ];

    /// The word for it in faults.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::NotANumber => "not_a_number",
            Self::Separators => "number_separators",
            Self::OtherCurrency => "other_currency",
            Self::ByZero => "division_by_zero",
            Self::TooManyDecimals => "too_many_decimals",
            Self::TooLarge => "too_large",
        }
    }

    /// What to say of it.
    pub(crate) fn said(self, t: Texts) -> String {
        match self {
            Self::NotANumber => t.number_not_a_number(),
            Self::Separators => t.number_separators(),
            Self::OtherCurrency => t.number_other_currency(),
            Self::ByZero => t.number_by_zero(),
            Self::TooManyDecimals => t.number_too_many_decimals(&DECIMALS_MAX.to_string()),
            Self::TooLarge => t.number_too_large(&INTEGER_DIGITS_MAX.to_string()),
        }
    }
}

/// What may stand beside a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    Nothing,
    Percent,
    Currency(Currency),
}

/// How what a person types is read.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    decimals: Vec<char>,
    groupings: Vec<char>,
    beside: Beside,
}

impl Reading {
    /// Plain figures: quantities, counts, rates of exchange.
    pub(crate) fn of(formats: &Formats) -> Self {
        let mut reading = Self { decimals: vec![], groupings: vec![], beside: Beside::Nothing };
        reading.learn(&formats.quantity(Decimal::new(12_345_675, 1)));
        reading
    }

    /// Percentages, with or without their sign.
    pub(crate) fn of_percentages(formats: &Formats) -> Self {
        Self { beside: Beside::Percent, ..Self::of(formats) }
    }

    /// Amounts of a currency, with or without its sign. Some languages write amounts otherwise than other figures; both are
    /// understood.
    pub(crate) fn of_money(formats: &Formats, currency: Currency) -> Self {
        let mut reading = Self { beside: Beside::Currency(currency), ..Self::of(formats) };
        reading.learn(&formats.money(currency).price(Decimal::new(12_345_675, 1)));
        reading
    }

    /// Learns the separators from a figure as the language writes it: `1.234.567,5`.
    fn learn(&mut self, example: &str) {
        let mut separators: Vec<char> = example.chars().filter(|c| !c.is_numeric()).collect();
        self.decimals.extend(separators.pop());
        self.groupings.extend(separators);
    }

    /// The figure that a text stands for, computed where it is a sum, a product, a quotient.
    ///
    /// # Errors
    /// [`Unreadable`], if it stands for none.
    pub(crate) fn value(&self, text: &str) -> Result<Decimal, Unreadable> {
        if text.chars().count() > TYPED_CHARS_MAX {
            return Err(Unreadable::NotANumber);
        }
        let characters = text.chars().collect();
        let mut typed = Typed { characters, at: 0, depth: 0, reading: self };
        let value = typed.sum()?;
        typed.skip_spaces();
        if typed.at < typed.characters.len() {
            return Err(Unreadable::NotANumber);
        }
        value.to_decimal()
    }

    /// Whether a word may stand beside a figure.
    fn takes(&self, word: &str) -> Result<(), Unreadable> {
        match self.beside {
            Beside::Percent if word == "%" => Ok(()),
            Beside::Currency(own) => {
                let codes =
                    SIGNS.iter().find(|(sign, _)| sign.to_lowercase() == word.to_lowercase());
                let upper = word.to_uppercase();
                let codes = match codes {
                    Some((_, codes)) => codes,
                    None if Currency::parse(&upper).is_some() => upper.as_str(),
                    None => return Err(Unreadable::NotANumber),
                };
                let is_own = codes.split(' ').any(|code| code == own.code());
                if is_own { Ok(()) } else { Err(Unreadable::OtherCurrency) }
            }
            Beside::Nothing | Beside::Percent => Err(Unreadable::NotANumber),
        }
    }
}

/// A text on its way to a figure.
struct Typed<'a> {
    characters: Vec<char>,
    at: usize,
    depth: usize,
    reading: &'a Reading,
}

impl Typed<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.characters.get(self.at + ahead).copied()
    }

    fn skip_spaces(&mut self) {
        while self.peek(0).is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    /// The operator that stands here, if it is one of those.
    fn operator(&mut self, wanted: [char; 2]) -> Option<char> {
        self.skip_spaces();
        let found = match self.peek(0)? {
            '\u{2212}' | '\u{2013}' => '-',
            '×' | '·' | '∙' => '*',
            '÷' => '/',
            other => other,
        };
        let found = wanted.contains(&found).then_some(found)?;
        self.at += 1;
        Some(found)
    }

    fn sum(&mut self) -> Result<Ratio, Unreadable> {
        let mut value = self.product()?;
        while let Some(operator) = self.operator(['+', '-']) {
            let other = self.product()?;
            value = value.plus(if operator == '-' { other.negated() } else { other })?;
        }
        Ok(value)
    }

    fn product(&mut self) -> Result<Ratio, Unreadable> {
        let mut value = self.factor()?;
        while let Some(operator) = self.operator(['*', '/']) {
            let other = self.factor()?;
            value = value.times(if operator == '/' { other.inverted()? } else { other })?;
        }
        Ok(value)
    }

    fn factor(&mut self) -> Result<Ratio, Unreadable> {
        self.words()?;
        let mut negative = false;
        while let Some(sign) = self.operator(['+', '-']) {
            negative ^= sign == '-';
        }
        self.words()?;
        self.skip_spaces();
        let value = if self.peek(0) == Some('(') { self.bracketed()? } else { self.figure()? };
        self.words()?;
        Ok(if negative { value.negated() } else { value })
    }

    fn bracketed(&mut self) -> Result<Ratio, Unreadable> {
        self.at += 1;
        self.depth += 1;
        if self.depth > NESTING_MAX {
            return Err(Unreadable::NotANumber);
        }
        let value = self.sum()?;
        self.skip_spaces();
        if self.peek(0) != Some(')') {
            return Err(Unreadable::NotANumber);
        }
        self.at += 1;
        self.depth -= 1;
        Ok(value)
    }

    /// Passes over what may stand beside a figure: `EUR`, `€`, `Fr.`, `%`.
    fn words(&mut self) -> Result<(), Unreadable> {
        loop {
            self.skip_spaces();
            let is_word = |c: char| {
                !c.is_numeric()
                    && !c.is_whitespace()
                    && !".,'’()+-*/×·∙÷\u{2212}\u{2013}\u{2014}".contains(c)
            };
            let length = self.characters[self.at..].iter().take_while(|c| is_word(**c)).count();
            if length == 0 {
                return Ok(());
            }
            let word: String = self.characters[self.at..self.at + length].iter().collect();
            self.reading.takes(&word)?;
            self.at += length;
            // The full stop of `Fr.` and `kr.` belongs to the word.
            let is_short = word.chars().all(char::is_alphabetic);
            if is_short && self.peek(0) == Some('.') {
                self.at += 1;
            }
        }
    }

    fn figure(&mut self) -> Result<Ratio, Unreadable> {
        let mut groups = vec![String::new()];
        let mut separators = vec![];
        while let Some(c) = self.peek(0) {
            let digit_follows = self.peek(1).is_some_and(|next| next.is_ascii_digit());
            let has_digits = groups.last().is_some_and(|group| !group.is_empty());
            match c {
                '0'..='9' => {
                    groups.last_mut().expect("there is a group from the start").push(c);
                }
                '.' | ',' if digit_follows || has_digits => {
                    separators.push(c);
                    groups.push(String::new());
                }
                '\'' | '’' if digit_follows && has_digits => {
                    separators.push('\'');
                    groups.push(String::new());
                }
                // A space between digits parts groups of them, as in `1 234`.
                space if space.is_whitespace() && digit_follows && has_digits => {
                    separators.push(' ');
                    groups.push(String::new());
                }
                _ => break,
            }
            self.at += 1;
        }
        // `12.–` and `12,-`: no cents, as it is written on price tags.
        let is_open = groups.len() > 1 && groups.last().is_some_and(String::is_empty);
        if is_open && self.peek(0).is_some_and(|c| "-\u{2013}\u{2014}\u{2212}".contains(c)) {
            let rest = &self.characters[self.at + 1..];
            if !rest.iter().any(|c| c.is_ascii_digit() || *c == '(') {
                self.at += 1;
            }
        }
        self.understood(&groups, &separators)
    }

    /// The figure of groups of digits and what stands between them.
    fn understood(&self, groups: &[String], separators: &[char]) -> Result<Ratio, Unreadable> {
        if groups.iter().all(String::is_empty) {
            return Err(Unreadable::NotANumber);
        }
        let has_fraction = self.has_fraction(groups, separators)?;
        let (whole, fraction) = match groups.split_last() {
            Some((last, before)) if has_fraction => (before, last.as_str()),
            _ => (groups, ""),
        };
        if whole.len() > 1 && !are_groups(whole) {
            return Err(Unreadable::Separators);
        }
        Ratio::of_digits(&whole.concat(), fraction)
    }

    /// Whether the last separator is the decimal one.
    fn has_fraction(&self, groups: &[String], separators: &[char]) -> Result<bool, Unreadable> {
        let Some((&last, before)) = separators.split_last() else { return Ok(false) };
        let is_sign = last == '.' || last == ',';
        if let Some(&other) = before.iter().find(|c| **c != last) {
            // Of two separators the last is the decimal one, and stands once.
            let is_good = is_sign && before.iter().all(|c| *c == other);
            return if is_good { Ok(true) } else { Err(Unreadable::Separators) };
        }
        if !before.is_empty() || !is_sign {
            return Ok(false);
        }
        let Self { reading, .. } = self;
        let is_grouping = !reading.decimals.contains(&last)
            && reading.groupings.contains(&last)
            && groups[1].len() == 3
            && (1..=3).contains(&groups[0].len())
            && !groups[0].starts_with('0');
        Ok(!is_grouping)
    }
}

/// Whether digits are grouped as somebody groups them: by three, or in India by two before the last three.
fn are_groups(groups: &[String]) -> bool {
    let Some((first, rest)) = groups.split_first() else { return false };
    let Some((last, middle)) = rest.split_last() else { return false };
    let all = |length: usize| middle.iter().all(|group| group.len() == length);
    (1..=3).contains(&first.len())
        && last.len() == 3
        && (all(3) || (all(2) && first.len() <= 2))
        && !(first.starts_with('0') && first.len() > 1)
}

/// An exact fraction, in its lowest terms.
#[derive(Clone, Copy, Debug)]
struct Ratio {
    above: i128,
    /// Above zero.
    below: i128,
}

impl Ratio {
    fn of_digits(whole: &str, fraction: &str) -> Result<Self, Unreadable> {
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        let within = |text: &str, most: u32| text.len() <= most as usize;
        if !within(whole, INTEGER_DIGITS_MAX) {
            return Err(Unreadable::TooLarge);
        }
        if !within(fraction, DECIMALS_MAX) {
            return Err(Unreadable::TooManyDecimals);
        }
        let digits = format!("0{whole}{fraction}");
        let above = digits.parse().map_err(|_| Unreadable::NotANumber)?;
        let below = (0..fraction.len()).fold(1, |power, _| power * 10);
        Ok(Self { above, below }.reduced())
    }

    fn reduced(self) -> Self {
        let (mut one, mut other) = (self.above.unsigned_abs(), self.below.unsigned_abs());
        while other != 0 {
            (one, other) = (other, one % other);
        }
        let common = i128::try_from(one).unwrap_or(1).max(1);
        Self { above: self.above / common, below: self.below / common }
    }

    fn plus(self, other: Self) -> Result<Self, Unreadable> {
        let sum = || {
            let one = self.above.checked_mul(other.below)?;
            let two = other.above.checked_mul(self.below)?;
            Some(Self { above: one.checked_add(two)?, below: self.below.checked_mul(other.below)? })
        };
        sum().map(Self::reduced).ok_or(Unreadable::TooLarge)
    }

    fn times(self, other: Self) -> Result<Self, Unreadable> {
        // Reduced crosswise first, so that only what is truly large overflows.
        let one = Self { above: self.above, below: other.below }.reduced();
        let two = Self { above: other.above, below: self.below }.reduced();
        let product = || {
            let above = one.above.checked_mul(two.above)?;
            Some(Self { above, below: one.below.checked_mul(two.below)? })
        };
        product().ok_or(Unreadable::TooLarge)
    }

    fn negated(self) -> Self {
        Self { above: -self.above, ..self }
    }

    fn inverted(self) -> Result<Self, Unreadable> {
        match self.above {
            0 => Err(Unreadable::ByZero),
            above => Ok(Self { above: self.below * above.signum(), below: above.abs() }),
        }
    }

    fn to_decimal(self) -> Result<Decimal, Unreadable> {
        let limit = 10_i128.pow(INTEGER_DIGITS_MAX);
        if self.above / self.below >= limit || self.above / self.below <= -limit {
            return Err(Unreadable::TooLarge);
        }
        let scale = 10_i128.pow(DECIMALS_MAX);
        let units = self.above.checked_mul(scale).ok_or(Unreadable::TooManyDecimals)?;
        if units % self.below != 0 {
            return Err(Unreadable::TooManyDecimals);
        }
        Ok(Decimal::from_i128_with_scale(units / self.below, DECIMALS_MAX).normalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use net30_domain::text::{Country, Language};
    use net30_words::Locale;

    /// What a text is read as in German, English, French, Swiss German and Swedish; `-` where it is no figure. One
    /// expectation stands for all five.
    const SPELLINGS: [(&str, &str); 76] = [
        ("0", "0"),
        ("7", "7"),
        ("007", "7"),
        ("1234", "1234"),
        ("1234567", "1234567"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("12,50", "12.5"),
        ("12.50", "12.5"),
        (" 12,50 ", "12.5"),
        ("0,5", "0.5"),
        (",5", "0.5"),
        (".5", "0.5"),
        ("12,", "12"),
        ("12.", "12"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("1.234", "1234 1.234 1.234 1.234 1.234"),
        ("1,234", "1.234 1234 1.234 1.234 1.234"),
        ("12.345", "12345 12.345 12.345 12.345 12.345"),
        ("12,345", "12.345 12345 12.345 12.345 12.345"),
        ("1234.567", "1234.567"),
        ("1234,567", "1234.567"),
        ("1.2345", "1.2345"),
        ("1,2345", "1.2345"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234,50", "1234.5"),
        ("1,234.50", "1234.5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("1,234,567.89", "1234567.89"),
        ("12,34,567.5", "1234567.5"),
        ("1 234", "1234"),
        ("1 234,50", "1234.5"),
        ("1\u{a0}234,50", "1234.5"),
        ("1\u{202f}234,50", "1234.5"),
        ("1 234.567", "1234.567"),
        ("1'234.50", "1234.5"),
        ("1’234.50", "1234.5"),
        ("1'234'567", "1234567"),
        ("-5", "-5"),
        ("\u{2212}5", "-5"),
        ("+5", "5"),
        ("- 12,50", "-12.5"),
        ("12.–", "12"),
        ("12,-", "12"),
        ("1'234.—", "1234"),
        ("3*8,5", "25.5"),
        ("3 × 8,5", "25.5"),
        ("10/4", "2.5"),
        ("10÷4", "2.5"),
        ("3*4-2", "10"),
        ("3*(4-2)", "6"),
        ("-(1+2)", "-3"),
        ("2*-3", "-6"),
        ("10/3*3", "10"),
        ("1.000,5+1.000,5", "2001"),
        ("0,1+0,2", "0.3"),
        ("999999999999999", "999999999999999"),
        ("0,12345678", "0.12345678"),
        ("", "-"),
        ("x", "-"),
        ("1x", "-"),
        ("12 50", "-"),
        ("1.23.4", "-"),
        ("1.2.3", "-"),
        ("1,23,4.5", "-"),
        ("1.234,5,6", "-"),
        ("1.234'567", "-"),
        ("10/3", "-"),
        ("1/0", "-"),
        ("(1", "-"),
        ("1000000000000000", "-"),
        ("0,123456789", "-"),
    ];

    fn formats(language: Language, country: &str) -> Formats {
        Formats::of(Locale::of(language, Country::parse(country).ok()))
    }

    fn read(reading: &Reading, text: &str) -> String {
        reading.value(text).map_or_else(|_| "-".to_owned(), |value| value.to_string())
    }

    #[test]
    fn figures_are_read_as_the_five_languages_write_them() {
        let locales = [
            (Language::De, "DE", "EUR"),
            (Language::En, "US", "USD"),
            (Language::Fr, "FR", "EUR"),
            (Language::De, "CH", "CHF"),
            (Language::Sv, "SE", "SEK"),
        ];
        for (at, (language, country, currency)) in locales.into_iter().enumerate() {
            let formats = formats(language, country);
            let money = Reading::of_money(&formats, Currency::parse(currency).unwrap());
            for reading in [Reading::of(&formats), Reading::of_percentages(&formats), money] {
                for (text, expected) in SPELLINGS {
                    let all: Vec<&str> = expected.split(' ').collect();
                    let expected = all.get(at).unwrap_or(&all[0]);
                    assert_eq!(read(&reading, text), *expected, "{text:?} {language:?} {country}");
                }
            }
        }
    }

    #[test]
    fn what_stands_beside_an_amount_is_its_own_currency() {
        for (country, currency, text, expected) in [
            ("DE", "EUR", "12,50 €", Ok("12.5")),
            ("DE", "EUR", "€12.50", Ok("12.5")),
            ("DE", "EUR", "€ -12,50", Ok("-12.5")),
            ("DE", "EUR", "1.234,50\u{a0}EUR", Ok("1234.5")),
            ("DE", "EUR", "eur 12", Ok("12")),
            ("DE", "EUR", "(2 € + 3 €) * 2", Ok("10")),
            ("DE", "EUR", "12 $", Err(Unreadable::OtherCurrency)),
            ("DE", "EUR", "12 USD", Err(Unreadable::OtherCurrency)),
            ("DE", "EUR", "12 Stück", Err(Unreadable::NotANumber)),
            ("DE", "EUR", "12 € 50", Err(Unreadable::NotANumber)),
            ("DE", "EUR", "19 %", Err(Unreadable::NotANumber)),
            ("CH", "CHF", "Fr. 12.50", Ok("12.5")),
            ("CH", "CHF", "Fr.12.50", Ok("12.5")),
            ("CH", "CHF", "CHF 1’234.50", Ok("1234.5")),
            ("CH", "CHF", "Fr. 12.–", Ok("12")),
            ("SE", "SEK", "1 234,50 kr", Ok("1234.5")),
            ("SE", "SEK", "12,50 kr.", Ok("12.5")),
            ("US", "USD", "$1,234.50", Ok("1234.5")),
            ("US", "USD", "US$ 5", Ok("5")),
            ("AT", "EUR", "1.234", Ok("1234")),
        ] {
            let formats = formats(Language::De, country);
            let reading = Reading::of_money(&formats, Currency::parse(currency).unwrap());
            let read = reading.value(text).map(|value| value.to_string());
            assert_eq!(read, expected.map(str::to_owned), "{text}");
        }
        let german = formats(Language::De, "DE");
        assert_eq!(read(&Reading::of_percentages(&german), "8,1 %"), "8.1");
        assert_eq!(read(&Reading::of(&german), "8,1 %"), "-");
        assert_eq!(read(&Reading::of(&german), "8,1 €"), "-");
    }

    #[test]
    fn what_is_written_is_read_again() {
        for (language, country, currency) in [
            (Language::De, "AT", "EUR"),
            (Language::Fr, "CH", "CHF"),
            (Language::En, "IN", "INR"),
            (Language::En, "GB", "GBP"),
            (Language::Ja, "JP", "JPY"),
            (Language::Pl, "PL", "PLN"),
            (Language::Es, "ES", "EUR"),
        ] {
            let formats = formats(language, country);
            let currency = Currency::parse(currency).unwrap();
            let reading = Reading::of_money(&formats, currency);
            for figure in ["0", "1234", "12345678", "-1234.5", "0.125", "1000", "999.99"] {
                let value: Decimal = figure.parse().unwrap();
                let written = formats.money(currency).price(value);
                assert_eq!(reading.value(&written), Ok(value.normalize()), "{written} {country}");
                let written = formats.quantity(value);
                assert_eq!(
                    Reading::of(&formats).value(&written),
                    Ok(value.normalize()),
                    "{written} {country}"
                );
            }
        }
    }

    #[test]
    fn nothing_that_is_typed_breaks_it() {
        let reading = Reading::of(&formats(Language::De, "DE"));
        let deep = "(".repeat(50);
        let long = "9".repeat(200);
        for text in [
            deep.as_str(),
            long.as_str(),
            "999999999999999*999999999999999*999999999999999",
            "1/0,00000001/0,00000001/0,00000001/0,00000001/0,00000001",
            "+-+-",
            "..",
            "'",
            "1''2",
            "))",
            "１２",
            "1e5",
            "\u{0}",
        ] {
            assert!(reading.value(text).is_err(), "{text}");
        }
    }
}
