//! Reports as tables for spreadsheets.

use super::{
    Aging, GroupKey, InCurrency, Revenue, RevenueFigures, Summary, TaxReport, aging::AgingFigures,
};
use net30_documents::csv::{Cell, Dialect, table};
use net30_domain::{
    money::{Currency, Sum},
    receivable::Age,
    standing::Standing,
    tax::Rate,
};

fn amount(sum: Sum, currency: Currency) -> Cell {
    Cell::plain(sum.to_decimal(currency))
}

fn name(name: Option<&String>) -> Cell {
    name.map_or_else(Cell::empty, Cell::text)
}

/// Revenue: a row a group, and one of the total of each currency.
#[must_use]
pub fn revenue_csv(revenue: &Revenue, dialect: Dialect) -> Vec<u8> {
    let head = [
        "currency",
        "group",
        "from_date",
        "to_date",
        "id",
        "name",
        "entries",
        "net",
        "tax",
        "other",
        "total",
    ];
    let mut rows = vec![];
    for (InCurrency { currency, figures: total }, groups) in
        revenue.totals.iter().zip(&revenue.groups)
    {
        let row = |key: Option<GroupKey>, its_name: Option<&String>, figures: &RevenueFigures| {
            let (group, days, id) = match key {
                None => ("total", None, None),
                Some(GroupKey::Period(first, last)) => ("period", Some((first, last)), None),
                Some(GroupKey::Customer(id)) => ("customer", None, Some(id.0)),
                Some(GroupKey::Product(id)) => ("product", None, id.map(|id| id.0)),
            };
            let day = |day: Option<jiff::civil::Date>| day.map_or_else(Cell::empty, Cell::plain);
            let money = |sum| amount(sum, *currency);
            vec![
                Cell::plain(currency),
                Cell::plain(group),
                day(days.map(|(first, _)| first)),
                day(days.map(|(_, last)| last)),
                id.map_or_else(Cell::empty, Cell::plain),
                name(its_name),
                Cell::plain(figures.entries),
                money(figures.net),
                money(figures.tax),
                money(figures.other),
                money(figures.total),
            ]
        };
        rows.extend(
            groups.iter().map(|group| row(Some(group.key), group.name.as_ref(), &group.figures)),
        );
        rows.push(row(None, None, total));
    }
    table(&head, rows, dialect)
}

/// Taxes: a row a tax.
#[must_use]
pub fn tax_csv(report: &TaxReport, dialect: Dialect) -> Vec<u8> {
    let head = ["currency", "name", "type", "value", "category", "entries", "base", "tax"];
    let mut rows = vec![];
    for (InCurrency { currency, .. }, taxes) in report.totals.iter().zip(&report.taxes) {
        rows.extend(taxes.iter().map(|tax| {
            let kind = match tax.rate {
                Rate::Percentage(_) => "percentage",
                Rate::Amount(_) => "amount",
            };
            vec![
                Cell::plain(currency),
                Cell::text(&tax.name),
                Cell::plain(kind),
                Cell::plain(tax.rate.value()),
                Cell::plain(tax.category.code()),
                Cell::plain(tax.figures.entries),
                amount(tax.figures.base, *currency),
                amount(tax.figures.tax, *currency),
            ]
        }));
    }
    table(&head, rows, dialect)
}

/// Ageing: a row a customer, and one of the total of each currency.
#[must_use]
pub fn aging_csv(aging: &Aging, dialect: Dialect) -> Vec<u8> {
    let head = [
        "currency",
        "row",
        "customer_id",
        "customer",
        "invoices",
        "not_due",
        "days_1_30",
        "days_31_60",
        "days_61_90",
        "days_over_90",
        "total",
    ];
    let mut rows = vec![];
    for (InCurrency { currency, figures: total }, customers) in
        aging.totals.iter().zip(&aging.customers)
    {
        let row = |kind: &str, id: Cell, name: Cell, figures: &AgingFigures| {
            let mut cells = vec![Cell::plain(currency), Cell::plain(kind), id, name];
            cells.push(Cell::plain(figures.invoices));
            cells.extend(Age::ALL.map(|age| amount(figures.ages[age as usize], *currency)));
            cells.push(amount(figures.total(), *currency));
            cells
        };
        rows.extend(customers.iter().map(|customer| {
            let id = Cell::plain(customer.id);
            row("customer", id, name(customer.name.as_ref()), &customer.figures)
        }));
        rows.push(row("total", Cell::empty(), Cell::empty(), total));
    }
    table(&head, rows, dialect)
}

/// The summary: a row a figure. `word` names a standing.
#[must_use]
pub fn summary_csv(
    summary: &Summary,
    word: fn(Standing) -> &'static str,
    dialect: Dialect,
) -> Vec<u8> {
    let head = ["currency", "figure", "status", "count", "amount", "due"];
    let mut rows = vec![];
    for (InCurrency { currency, figures }, details) in summary.totals.iter().zip(&summary.details) {
        for its in &details.standings {
            rows.push(vec![
                Cell::plain(currency),
                Cell::plain("invoices"),
                Cell::plain(word(its.standing)),
                Cell::plain(its.count),
                amount(its.total, *currency),
                amount(its.due, *currency),
            ]);
        }
        for (figure, count, sum) in [
            ("invoiced", figures.invoices, figures.invoiced),
            ("credited", figures.credit_notes, figures.credited),
            ("received", figures.payments, figures.received),
            ("refunded", figures.refunds, figures.refunded),
            ("outstanding", figures.open_invoices, figures.outstanding),
            ("overdue", figures.overdue_invoices, figures.overdue),
        ] {
            rows.push(vec![
                Cell::plain(currency),
                Cell::plain(figure),
                Cell::empty(),
                Cell::plain(count),
                amount(sum, *currency),
                Cell::empty(),
            ]);
        }
        let days = details.average_days_to_pay.map_or_else(Cell::empty, Cell::plain);
        rows.push(vec![
            Cell::plain(currency),
            Cell::plain("average_days_to_pay"),
            Cell::empty(),
            Cell::plain(details.paid_invoices),
            days,
            Cell::empty(),
        ]);
    }
    table(&head, rows, dialect)
}
