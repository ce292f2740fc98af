//! A customer's statement: everything that it says, worded and formatted.

use super::{
    Fact, Letterhead, Recipient, font, head::Sides, paper, present, shortened, text_lines,
};
use crate::{
    StatementInput,
    colour::Colours,
    format::{Formats, MoneyFormat},
    words::Words,
};
use net30_domain::{
    claim::Age,
    money::{Amount, Currency, Sum},
    statement::{Entry, EntryKind, Statement},
};
use serde::Serialize;

/// Everything that a statement says. What documents have and a statement has not is empty, so that both are arranged by
/// the same layouts.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StatementPage {
    language: &'static str,
    paper: &'static str,
    layout: &'static str,
    font: &'static str,
    colours: Colours,
    logo: bool,
    title: String,
    number: Option<String>,
    name: String,
    continued: String,
    mark: Option<String>,
    header: Vec<String>,
    seller: Letterhead,
    recipient: Recipient,
    ship_to: Option<String>,
    facts: Vec<Fact>,
    /// One for each currency.
    accounts: Vec<Account>,
    footer: Vec<String>,
    legal: Vec<String>,
    folio: String,
    short: bool,
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
        let words = Words::of(input.language);
        let formats = Formats::of(input.language);
        let sides = Sides { seller: input.seller, buyer: input.buyer, words, formats: &formats };
        let title = words.get("statement");
        let last = input.statements.first().map(|statement| formats.date(statement.to));
        let name =
            words.with("statement-of", &[("title", &title), ("name", &input.buyer.name.display())]);
        let footer = text_lines(input.look.footer.as_deref());
        let several = input.statements.len() > 1;
        let account = |statement: &Statement| {
            let money = formats.money(statement.currency);
            let pen = Pen { words, formats: &formats, money, currency: statement.currency };
            pen.account(statement, several)
        };
        Self {
            language: input.language.code(),
            paper: paper(input.seller),
            layout: input.look.layout.word(),
            font: font(input.look.font),
            colours: Colours::of(input.look),
            logo: input.look.logo.is_some(),
            continued: words.with(
                "continued",
                &[
                    ("title", &title),
                    ("number", last.as_deref().unwrap_or_default()),
                    ("seller", &shortened(&input.seller.name)),
                ],
            ),
            number: None,
            name: if input.look.layout == net30_domain::template::Layout::Classic {
                title.clone()
            } else {
                name
            },
            title,
            mark: None,
            header: text_lines(input.look.header.as_deref()),
            seller: sides.letterhead(),
            recipient: Recipient { label: words.get("customer"), ..sides.recipient() },
            ship_to: None,
            facts: facts(input)
                .into_iter()
                .chain(
                    present(input.seller.contact_name.as_ref())
                        .map(|value| Fact { label: words.get("contact"), value }),
                )
                .collect(),
            accounts: input.statements.iter().map(account).collect(),
            legal: sides.legal(true, &footer),
            footer,
            short: false,
            folio: words.with("page-of", &[("page", "‹page›"), ("pages", "‹pages›")]),
        }
    }
}

/// Up to when, from when, and what the balances are.
pub(crate) fn facts(input: &StatementInput<'_>) -> Vec<Fact> {
    let (words, formats) = (Words::of(input.language), Formats::of(input.language));
    let Some(statement) = input.statements.first() else { return vec![] };
    let end = formats.date(statement.to);
    let period = statement
        .from
        .map(|from| words.with("period", &[("start", &formats.date(from)), ("end", &end)]));
    let balances: Vec<String> = input
        .statements
        .iter()
        .map(|statement| formats.money(statement.currency).sum(statement.closing))
        .collect();
    let facts = [
        ("statement-date", Some(end)),
        ("statement-period", period),
        ("balance", Some(balances.join("\n"))),
    ];
    let fact =
        |(key, value): (&str, Option<String>)| Some(Fact { label: words.get(key), value: value? });
    facts.into_iter().filter_map(fact).collect()
}

impl Pen<'_> {
    fn account(&self, statement: &Statement, several: bool) -> Account {
        let words = self.words;
        let balance = |key: &str, date: String, sum: Sum| Row {
            date,
            description: words.get(key),
            detail: None,
            charge: String::new(),
            credit: String::new(),
            balance: self.money.sum_figure(sum),
            strong: true,
        };
        let mut rows = vec![];
        if let Some(from) = statement.from {
            rows.push(balance("opening-balance", self.formats.date(from), statement.opening));
        }
        rows.extend(statement.entries.iter().map(|entry| self.row(entry)));
        if !statement.entries.is_empty() {
            let end = self.formats.date(statement.to);
            rows.push(balance("closing-balance", end, statement.closing));
        }
        let column = |key: &str| words.with(key, &[("currency", self.currency.code())]);
        Account {
            heading: several.then(|| self.currency.code().to_owned()),
            columns: Columns {
                date: words.get("entry-date"),
                description: words.get("entry-description"),
                charges: column("charges"),
                credits: column("credits"),
                balance: column("balance-in"),
            },
            rows,
            empty: statement.entries.is_empty().then(|| words.get("no-movements")),
            sums: self.sums(statement),
            ages: self.ages(statement),
        }
    }

    fn row(&self, entry: &Entry) -> Row {
        let number = [("number", entry.number.as_str())];
        let (description, detail) = match &entry.kind {
            EntryKind::Invoice { due_date } => {
                let due = due_date.map(|date| {
                    self.words.with("entry-due", &[("date", &self.formats.date(date))])
                });
                (self.words.with("entry-invoice", &number), due)
            }
            EntryKind::CreditNote { invoice } => {
                let of = self.words.with("entry-of-invoice", &[("number", invoice)]);
                (self.words.with("entry-credit-note", &number), Some(of))
            }
            EntryKind::Payment { method, reference } => {
                let method = self.words.get(&format!("method-{}", method.replace('_', "-")));
                let detail = match present(reference.as_ref()) {
                    Some(reference) => format!("{method} · {reference}"),
                    None => method,
                };
                (self.words.with("entry-payment", &number), Some(detail))
            }
            EntryKind::Refund => (self.words.with("entry-refund", &number), None),
            EntryKind::CreditUsed => (self.words.with("entry-credit-used", &number), None),
            EntryKind::Closed => (self.words.with("entry-closed", &number), None),
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
        let mut add = |key: &str, sum: Sum, weight: Weight| {
            let label = self.words.get(key);
            sums.push(super::Sum { label, amount: self.money.sum(sum), weight });
        };
        if statement.from.is_some() {
            add("opening-balance", statement.opening, Weight::Plain);
        }
        for (key, sum) in [
            ("sum-invoiced", statement.invoiced),
            ("credited", -statement.credited),
            ("paid", -statement.paid),
            ("refunded", statement.refunded),
        ] {
            if !sum.is_zero() {
                add(key, sum, Weight::Plain);
            }
        }
        let moved = statement.invoiced - statement.credited - statement.paid + statement.refunded;
        let closed = statement.closing - statement.opening - moved;
        if !closed.is_zero() {
            add("sum-closed", closed, Weight::Plain);
        }
        if statement.closing < Sum::ZERO {
            add("overpaid", -statement.closing, Weight::Due);
        } else {
            add("due", statement.closing, Weight::Due);
        }
        sums
    }

    fn ages(&self, statement: &Statement) -> Ages {
        let days =
            |from: &str, to: &str| self.words.with("age-days", &[("from", from), ("to", to)]);
        let label = |age: Age| match age {
            Age::NotDue => self.words.get("age-not-due"),
            Age::UpTo30 => days("1", "30"),
            Age::UpTo60 => days("31", "60"),
            Age::UpTo90 => days("61", "90"),
            Age::Over90 => self.words.with("age-over", &[("days", "90")]),
        };
        let of = |age: Age| Fact {
            label: label(age),
            value: self.money.sum(statement.ages[age as usize]),
        };
        let mut columns: Vec<Fact> = Age::ALL.into_iter().map(of).collect();
        if !statement.credit.is_zero() {
            let value = self.money.sum(-statement.credit);
            columns.push(Fact { label: self.words.get("overpaid"), value });
        }
        Ages { heading: self.words.get("ages"), columns }
    }
}
