//! The table of lines.

use super::Pen;
use crate::rich_text::{self, Block};
use net30_domain::{
    Decimal,
    document::Line,
    money::Amount,
    tax::{Rate, Tax},
    template::{Column, Heading},
    totals::LineTotals,
    unit,
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
    /// Those that a line has something for, in their order; the item's is among them.
    pub(crate) columns: Vec<TableColumn>,
    pub(crate) carried_forward: String,
    pub(crate) brought_forward: String,
    pub(crate) rows: Vec<Row>,
}

/// A column of the table of lines.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TableColumn {
    /// What a row calls its cell.
    pub(crate) key: &'static str,
    pub(crate) head: String,
    /// Whether figures stand in it.
    pub(crate) figures: bool,
    /// The widest of its cells; empty for the item's.
    pub(crate) widest: String,
}

/// A line.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) position: String,
    pub(crate) item_number: String,
    pub(crate) name: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) description: Vec<Block>,
    pub(crate) details: Vec<String>,
    pub(crate) quantity: String,
    pub(crate) unit: String,
    pub(crate) unit_price: String,
    pub(crate) discount: String,
    pub(crate) tax: String,
    pub(crate) amount: String,
    /// What the lines come to, this one included.
    pub(crate) carried: String,
    /// Whether it may break over pages.
    pub(crate) long: bool,
}

impl Row {
    /// What stands in a column; of the item's nothing, since that is more than a text.
    pub(crate) fn cell(&self, key: &str) -> &str {
        let columns = [
            (Column::Position, &self.position),
            (Column::ItemNumber, &self.item_number),
            (Column::Quantity, &self.quantity),
            (Column::Unit, &self.unit),
            (Column::UnitPrice, &self.unit_price),
            (Column::Discount, &self.discount),
            (Column::Tax, &self.tax),
            (Column::Amount, &self.amount),
        ];
        let found = columns.into_iter().find(|(column, _)| column.word() == key);
        found.map_or("", |(_, text)| text.as_str())
    }
}

impl Table {
    /// Whether the unit stands with its quantity rather than in a column that is seen as one.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "pages' templates pass it so")]
    pub(crate) fn is_with_quantity(&self, at: &usize) -> bool {
        let key = |at: usize| self.columns.get(at).map(|column| column.key);
        key(*at) == Some(Column::Unit.word())
            && at.checked_sub(1).and_then(key) == Some(Column::Quantity.word())
    }

    /// Whether the column at a place has its unit behind it.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "pages' templates pass it so")]
    pub(crate) fn has_unit_behind(&self, at: &usize) -> bool {
        self.is_with_quantity(&(at + 1))
    }
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
        Table {
            columns: self.columns(&rows),
            carried_forward: self.words.get(Word::CarriedForward),
            brought_forward: self.words.get(Word::BroughtForward),
            rows,
        }
    }

    /// The columns that a line has something for.
    fn columns(&self, rows: &[Row]) -> Vec<TableColumn> {
        let chosen = self.input.look.columns().iter().copied();
        let widest = |column: Column| {
            let cells = rows.iter().map(|row| row.cell(column.word()));
            cells.max_by_key(|cell| width(cell)).unwrap_or_default().to_owned()
        };
        let always = |column: &Column| {
            !matches!(column, Column::ItemNumber | Column::Unit | Column::Discount | Column::Tax)
        };
        let mut columns: Vec<TableColumn> = Vec::new();
        for column in chosen {
            let widest = widest(column);
            if widest.is_empty() && !always(&column) {
                continue;
            }
            columns.push(TableColumn {
                key: column.word(),
                head: self.head(column),
                figures: !matches!(
                    column,
                    Column::Position | Column::ItemNumber | Column::Description | Column::Unit
                ),
                widest,
            });
        }
        columns
    }

    fn head(&self, column: Column) -> String {
        let word = match column {
            Column::Position => Word::Position,
            Column::ItemNumber => Word::ItemNumber,
            Column::Description => Word::Item,
            Column::Quantity => Word::Quantity,
            Column::Unit => Word::Measure,
            Column::UnitPrice => Word::Price,
            Column::Discount => Word::Discount,
            Column::Tax => Word::Tax,
            Column::Amount => return self.head_of_amounts(),
        };
        self.heading(Heading::Column(column), word)
    }

    fn head_of_amounts(&self) -> String {
        if let Some(own) = self.input.look.text(Heading::Column(Column::Amount)) {
            return own.to_owned();
        }
        let content = &self.input.invoice.content;
        let currency = content.currency.code();
        self.words.say(&if content.tax_included {
            Phrase::AmountWithTax { currency }
        } else {
            Phrase::Amount { currency }
        })
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
            item_number: trimmed(&line.item.seller_item_id).unwrap_or_default(),
            name: trimmed(&line.name),
            url: line.url.as_deref().and_then(rich_text::safe_url),
            long: description.len() >= LONG_BLOCKS
                || rich_text::plain(&description).chars().count() >= LONG_CHARACTERS,
            description,
            details: details.into_iter().flatten().collect(),
            quantity: figure(self.formats.quantity(line.quantity), is_counted),
            unit: figure(self.unit(line), is_counted),
            unit_price: figure(price, is_counted),
            discount: line
                .discount
                .as_ref()
                .filter(|discount| !discount.rate.value().is_zero())
                .map(|discount| match discount.rate {
                    Rate::Percentage(value) => self.formats.percentage(value),
                    Rate::Amount(value) => self.money.price(value),
                })
                .unwrap_or_default(),
            tax: figure(self.tax_rates(line), !is_text),
            amount: figure(self.money.figure(amount), !is_text),
            carried: self.money.price(carried),
        }
    }

    /// What a line counts: its word, else what its code says. Nobody says that one is counted.
    fn unit(&self, line: &Line) -> String {
        let word = super::present(line.unit.as_ref());
        let word = word.map(|word| self.words.unit(&word, line.quantity));
        let coded = || {
            let code = line.item.unit_code.as_deref().filter(|code| *code != unit::ONE)?;
            self.words.unit_of_code(code, line.quantity)
        };
        word.or_else(coded).unwrap_or_default()
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
