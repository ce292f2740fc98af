//! A customer's statement: everything that it says, worded and formatted.

use super::{
    Fact,
    frame::{Called, Frame, facts_of},
    head::Sides,
    method_word, present,
};
use crate::StatementInput;
use net30_domain::{
    money::{Amount, Currency, Sum},
    payment::Method,
    receivable::Age,
    statement::{Entry, EntryKind, Statement},
    template::Layout,
};
use net30_words::{Formats, MoneyFormat, Phrase, Word, Words};
use serde::Serialize;

/// Everything that a statement says.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StatementPage {
    #[serde(flatten)]
    frame: Frame,
    /// One for each currency.
    accounts: Vec<Account>,
}

/// The movements in one currency.
#[derive(Clone, Debug, Serialize)]
struct Account {
    /// The currency, where there are several.
    heading: Option<String>,
    columns: Columns,
    rows: Vec<Row>,
    /// What is said in place of rows if there are none.
    empty: Option<String>,
    sums: Vec<super::Sum>,
    ages: Ages,
}

#[derive(Clone, Debug, Serialize)]
struct Columns {
    date: String,
    description: String,
    charges: String,
    credits: String,
    balance: String,
}

#[derive(Clone, Debug, Serialize)]
struct Row {
    date: String,
    description: String,
    /// When it is due, how it was paid.
    detail: Option<String>,
    charge: String,
    credit: String,
    balance: String,
    /// The balance before the first and after the last movement.
    strong: bool,
}

/// How old the debts are.
#[derive(Clone, Debug, Serialize)]
struct Ages {
    heading: String,
    columns: Vec<Fact>,
}

struct Pen<'a> {
    words: Words,
    formats: &'a Formats,
    money: MoneyFormat<'a>,
    currency: Currency,
}

impl StatementPage {
    /// Words a statement.
    pub(crate) fn of(input: &StatementInput<'_>) -> Self {
        let locale = input.locale();
        let (words, formats) = (Words::of(locale), Formats::of(locale));
        let sides = Sides { seller: input.seller, buyer: input.buyer, words, formats: &formats };
        let title = words.get(Word::Statement);
        let last = input.statements.first().map(|statement| formats.date(statement.to));
        let name = if input.look.layout == Layout::Classic {
            title.clone()
        } else {
            let name = input.buyer.name.display();
            words.say(&Phrase::StatementOf { title: &title, name: &name })
        };
        let continued = last.as_deref().unwrap_or_default();
        let called = Called { title, number: None, name, continued };
        let mut facts = facts_on(input, &sides);
        facts.extend(facts_of(
            &sides,
            [(Word::Contact, present(input.seller.contact_name.as_ref()))],
        ));
        let several = input.statements.len() > 1;
        let account = |statement: &Statement| {
            let money = formats.money(statement.currency);
            let pen = Pen { words, formats: &formats, money, currency: statement.currency };
            pen.account(statement, several)
        };
        Self {
            frame: Frame::of(&sides, input.look, input.language, called, facts),
            accounts: input.statements.iter().map(account).collect(),
        }
    }
}

/// Up to when, from when, and what the balances are.
pub(crate) fn facts(input: &StatementInput<'_>) -> Vec<Fact> {
    let locale = input.locale();
    let (words, formats) = (Words::of(locale), Formats::of(locale));
    facts_on(input, &Sides { seller: input.seller, buyer: input.buyer, words, formats: &formats })
}

fn facts_on(input: &StatementInput<'_>, sides: &Sides<'_>) -> Vec<Fact> {
    let (words, formats) = (sides.words, sides.formats);
    let Some(statement) = input.statements.first() else { return vec![] };
    let end = formats.date(statement.to);
    let period = statement
        .from
        .map(|from| words.say(&Phrase::Period { start: &formats.date(from), end: &end }));
    let balances: Vec<String> = input
        .statements
        .iter()
        .map(|statement| formats.money(statement.currency).sum(statement.closing))
        .collect();
    let facts = [
        (Word::StatementDate, Some(end)),
        (Word::StatementPeriod, period),
        (Word::Balance, Some(balances.join("\n"))),
    ];
    facts_of(sides, facts)
}

impl Pen<'_> {
    fn account(&self, statement: &Statement, several: bool) -> Account {
        let words = self.words;
        let balance = |word: Word, date: String, sum: Sum| Row {
            date,
            description: words.get(word),
            detail: None,
            charge: String::new(),
            credit: String::new(),
            balance: self.money.sum_figure(sum),
            strong: true,
        };
        let mut rows = vec![];
        if let Some(from) = statement.from {
            rows.push(balance(Word::OpeningBalance, self.formats.date(from), statement.opening));
        }
        rows.extend(statement.entries.iter().map(|entry| self.row(entry)));
        if !statement.entries.is_empty() {
            let end = self.formats.date(statement.to);
            rows.push(balance(Word::ClosingBalance, end, statement.closing));
        }
        let currency = self.currency.code();
        Account {
            heading: several.then(|| self.currency.code().to_owned()),
            columns: Columns {
                date: words.get(Word::EntryDate),
                description: words.get(Word::EntryDescription),
                charges: words.say(&Phrase::Charges { currency }),
                credits: words.say(&Phrase::Credits { currency }),
                balance: words.say(&Phrase::BalanceIn { currency }),
            },
            rows,
            empty: statement.entries.is_empty().then(|| words.get(Word::NoMovements)),
            sums: self.sums(statement),
            ages: self.ages(statement),
        }
    }

    fn row(&self, entry: &Entry) -> Row {
        let number = entry.number.as_str();
        let (description, detail) = match &entry.kind {
            EntryKind::Invoice { due_date } => {
                let due = due_date.map(|date| {
                    self.words.say(&Phrase::EntryDue { date: &self.formats.date(date) })
                });
                (self.words.say(&Phrase::EntryInvoice { number }), due)
            }
            EntryKind::CreditNote { invoice } => {
                let of = self.words.say(&Phrase::EntryOfInvoice { number: invoice });
                (self.words.say(&Phrase::EntryCreditNote { number }), Some(of))
            }
            EntryKind::Payment { method, reference } => {
                let method =
                    self.words.get(Method::parse(method).map_or(Word::MethodOther, method_word));
                let detail = match present(reference.as_ref()) {
                    Some(reference) => format!("{method} · {reference}"),
                    None => method,
                };
                (self.words.say(&Phrase::EntryPayment { number }), Some(detail))
            }
            EntryKind::Refund => (self.words.say(&Phrase::EntryRefund { number }), None),
            EntryKind::CreditUsed => (self.words.say(&Phrase::EntryCreditUsed { number }), None),
            EntryKind::Closed => (self.words.say(&Phrase::EntryClosed { number }), None),
        };
        let figure = |amount: Amount| self.money.figure(amount);
        let is_charge = entry.amount >= Amount::ZERO;
        Row {
            date: self.formats.date(entry.date),
            description,
            detail,
            charge: if is_charge { figure(entry.amount) } else { String::new() },
            credit: if is_charge { String::new() } else { figure(-entry.amount) },
            balance: self.money.sum_figure(entry.balance),
            strong: false,
        }
    }

    fn sums(&self, statement: &Statement) -> Vec<super::Sum> {
        use super::Weight;
        let mut sums = vec![];
        let mut add = |word: Word, sum: Sum, weight: Weight| {
            let label = self.words.get(word);
            sums.push(super::Sum { label, amount: self.money.sum(sum), weight });
        };
        if statement.from.is_some() {
            add(Word::OpeningBalance, statement.opening, Weight::Plain);
        }
        for (word, sum) in [
            (Word::SumInvoiced, statement.invoiced),
            (Word::Credited, -statement.credited),
            (Word::Paid, -statement.paid),
            (Word::Refunded, statement.refunded),
        ] {
            if !sum.is_zero() {
                add(word, sum, Weight::Plain);
            }
        }
        let moved = statement.invoiced - statement.credited - statement.paid + statement.refunded;
        let closed = statement.closing - statement.opening - moved;
        if !closed.is_zero() {
            add(Word::SumClosed, closed, Weight::Plain);
        }
        if statement.closing < Sum::ZERO {
            add(Word::Overpaid, -statement.closing, Weight::Due);
        } else {
            add(Word::Due, statement.closing, Weight::Due);
        }
        sums
    }

    fn ages(&self, statement: &Statement) -> Ages {
        let days = |from: &str, to: &str| self.words.say(&Phrase::AgeDays { from, to });
        let label = |age: Age| match age {
            Age::NotDue => self.words.get(Word::AgeNotDue),
            Age::UpTo30 => days("1", "30"),
            Age::UpTo60 => days("31", "60"),
            Age::UpTo90 => days("61", "90"),
            Age::Over90 => self.words.say(&Phrase::AgeOver { days: "90" }),
        };
        let of = |age: Age| Fact {
            label: label(age),
            value: self.money.sum(statement.ages[age as usize]),
        };
        let mut columns: Vec<Fact> = Age::ALL.into_iter().map(of).collect();
        if !statement.credit.is_zero() {
            let value = self.money.sum(-statement.credit);
            columns.push(Fact { label: self.words.get(Word::Overpaid), value });
        }
        Ages { heading: self.words.get(Word::Ages), columns }
    }
}
