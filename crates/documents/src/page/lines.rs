//! The table of lines.

use super::Pen;
use crate::rich_text::{self, Block};
use net30_domain::{
    Decimal,
    invoice::Line,
    money::Amount,
    tax::{Rate, Tax},
    totals::LineTotals,
};
use net30_words::{Phrase, Word};
use serde::Serialize;

/// From how many characters a line may break over pages.
const LONG_CHARACTERS: usize = 600;
/// From how many paragraphs or items a line may break over pages.
const LONG_BLOCKS: usize = 10;

/// The table of lines.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Table {
    pub(crate) position: String,
    pub(crate) item: String,
    pub(crate) quantity: String,
    pub(crate) unit_price: String,
    /// Only if a line has one.
    pub(crate) discount: Option<String>,
    /// Only if a line is taxed.
    pub(crate) tax: Option<String>,
    pub(crate) amount: String,
    /// Whether a line has a unit.
    pub(crate) units: bool,
    /// The widest cell of each column of figures.
    pub(crate) widest: Widest,
    pub(crate) carried_forward: String,
    pub(crate) brought_forward: String,
    pub(crate) rows: Vec<Row>,
}

/// The widest cell of each column of figures, empty where there is none.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Widest {
    quantity: String,
    unit: String,
    price: String,
    discount: String,
    tax: String,
    amount: String,
}

/// A line.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) position: String,
    pub(crate) name: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) description: Vec<Block>,
    pub(crate) details: Vec<String>,
    pub(crate) quantity: String,
    pub(crate) unit: Option<String>,
    pub(crate) price: String,
    pub(crate) discount: Option<String>,
    pub(crate) tax: String,
    pub(crate) amount: String,
    /// What the lines come to, this one included.
    pub(crate) carried: String,
    /// Whether it may break over pages.
    pub(crate) long: bool,
}

impl Pen<'_> {
    pub(super) fn table(&self) -> Table {
        let content = &self.input.invoice.content;
        let lines = content.lines.iter().zip(&self.input.invoice.totals.lines);
        // The sum of some lines may be larger than that of all, and than an amount can be.
        let mut carried = Decimal::ZERO;
        let rows: Vec<Row> = lines
            .enumerate()
            .map(|(index, (line, totals))| {
                let amount = self.printed(totals);
                carried += amount.to_decimal(content.currency);
                self.row(index + 1, line, amount, carried)
            })
            .collect();
        let word = |word: Word| self.words.get(word);
        let currency = content.currency.code();
        let amount = if content.tax_included {
            Phrase::AmountWithTax { currency }
        } else {
            Phrase::Amount { currency }
        };
        Table {
            position: word(Word::Position),
            item: word(Word::Item),
            quantity: word(Word::Quantity),
            unit_price: word(Word::Price),
            discount: rows.iter().any(|row| row.discount.is_some()).then(|| word(Word::Discount)),
            tax: rows.iter().any(|row| !row.tax.is_empty()).then(|| word(Word::Tax)),
            amount: self.words.say(&amount),
            units: rows.iter().any(|row| row.unit.is_some()),
            widest: Widest::of(&rows),
            carried_forward: word(Word::CarriedForward),
            brought_forward: word(Word::BroughtForward),
            rows,
        }
    }

    /// The amount that a line shows: what the customer pays for it where prices include tax, else its net.
    fn printed(&self, totals: &LineTotals) -> Amount {
        if self.input.invoice.content.tax_included {
            totals.gross - totals.discount
        } else {
            totals.net
        }
    }

    fn row(&self, position: usize, line: &Line, amount: Amount, carried: Decimal) -> Row {
        let description = line.description.as_deref().map(rich_text::parse).unwrap_or_default();
        let trimmed = |text: &Option<String>| super::present(text.as_ref());
        let price = self.money.price(line.unit_price);
        let price = if line.base_quantity == Decimal::ONE {
            price
        } else {
            let quantity = self.formats.quantity(line.base_quantity);
            self.words.say(&Phrase::PriceFor { price: &price, quantity: &quantity })
        };
        let details = [
            line.discount.as_ref().and_then(|discount| trimmed(&discount.name)),
            line.flat_fee.filter(|fee| !fee.is_zero()).map(|fee| {
                let fee = self.money.price(fee);
                self.words.say(&Phrase::FlatFee { amount: &fee })
            }),
            self.period(line.service)
                .map(|period| self.words.say(&Phrase::Served { period: &period })),
        ];
        // Nothing is counted on a line of text, or of a fee alone; text comes to nothing either.
        let is_counted = !line.quantity.is_zero();
        let is_text = !is_counted && amount.is_zero();
        let figure = |figure: String, is_shown: bool| if is_shown { figure } else { String::new() };
        Row {
            position: position.to_string(),
            name: trimmed(&line.name),
            url: line.url.as_deref().and_then(rich_text::safe_url),
            long: description.len() >= LONG_BLOCKS
                || rich_text::plain(&description).chars().count() >= LONG_CHARACTERS,
            description,
            details: details.into_iter().flatten().collect(),
            quantity: figure(self.formats.quantity(line.quantity), is_counted),
            unit: trimmed(&line.unit)
                .filter(|_| is_counted)
                .map(|unit| self.words.unit(&unit, line.quantity)),
            price: figure(price, is_counted),
            discount: line
                .discount
                .as_ref()
                .filter(|discount| !discount.rate.value().is_zero())
                .map(|discount| match discount.rate {
                    Rate::Percentage(value) => self.formats.percentage(value),
                    Rate::Amount(value) => self.money.price(value),
                }),
            tax: figure(self.tax_rates(line), !is_text),
            amount: figure(self.money.figure(amount), !is_text),
            carried: self.money.price(carried),
        }
    }

    /// The rates of the taxes that a line bears.
    fn tax_rates(&self, line: &Line) -> String {
        let own = !line.taxes.is_empty();
        let taxes = if own { &line.taxes } else { &self.input.invoice.content.taxes };
        let rate = |tax: &Tax| match tax.rate {
            Rate::Percentage(value) => Some(self.formats.percentage(value)),
            // An amount on the document is taken once, not from each line.
            Rate::Amount(value) => own.then(|| self.money.price(value)),
        };
        taxes.iter().filter_map(rate).collect::<Vec<_>>().join(" + ")
    }
}

impl Widest {
    fn of(rows: &[Row]) -> Self {
        let widest = |cell: fn(&Row) -> Option<&str>| {
            let cells = rows.iter().filter_map(cell);
            cells.max_by_key(|cell| width(cell)).unwrap_or_default().to_owned()
        };
        Self {
            quantity: widest(|row| Some(&row.quantity)),
            unit: widest(|row| row.unit.as_deref()),
            price: widest(|row| Some(&row.price)),
            discount: widest(|row| row.discount.as_deref()),
            tax: widest(|row| Some(&row.tax)),
            amount: widest(|row| Some(&row.amount)),
        }
    }
}

/// How wide a text is, in about hundredths of its size: enough to say which of several is the widest.
fn width(text: &str) -> u32 {
    let of = |c: char| match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | ' ' | '\u{a0}' => 27,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 92,
        'A'..='Z' => 66,
        '\u{1100}'.. => 100,
        _ => 57,
    };
    text.chars().map(of).sum()
}
