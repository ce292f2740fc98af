//! What is kept of a document beside it, for indexes and sums alone, and follows from it.

use super::{
    class::Class,
    filter::{due_sort, number_sort, total_sort},
};
use crate::{
    Result,
    db::{FromRow, Row},
};
use net30_domain::{Date, invoice::Invoice};
use uuid::Uuid;

/// The columns of [`IndexedRow`] after the id.
macro_rules! indexed_columns {
    () => {
        "class, position, due_sort, number_sort, net_minor, tax_minor, payable_minor, paid_minor, refunded_minor, \
        credited_minor, due_minor, total_sort"
    };
}
pub(super) use indexed_columns;

/// The columns by which documents are found, sorted and summed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Indexed {
    class: i32,
    position: i16,
    due_sort: Date,
    number_sort: String,
    /// With the name of each.
    figures: [(&'static str, i64); 8],
}

const FIGURES: [&str; 8] = [
    "net_minor",
    "tax_minor",
    "payable_minor",
    "paid_minor",
    "refunded_minor",
    "credited_minor",
    "due_minor",
    "total_sort",
];

impl Indexed {
    /// What they are to be.
    pub(super) fn of(invoice: &Invoice) -> Self {
        let class = Class::of(invoice);
        let balance = invoice.balance();
        let figures = [
            invoice.totals.net.0,
            invoice.totals.tax.0,
            invoice.totals.payable().0,
            balance.paid.0,
            balance.refunded.0,
            balance.credited.0,
            balance.due.0,
            total_sort(invoice),
        ];
        Self {
            class: class.code(),
            position: class.position.code(),
            due_sort: due_sort(invoice),
            number_sort: number_sort(invoice.number().unwrap_or_default()),
            figures: named(figures),
        }
    }

    /// The first column that is not as it is to be.
    pub(super) fn stray(&self, wanted: &Self) -> Option<&'static str> {
        let figure = self.figures.iter().zip(&wanted.figures).find(|(is, wanted)| is != wanted);
        [
            ("position", self.position != wanted.position),
            ("class", self.class != wanted.class),
            ("due_sort", self.due_sort != wanted.due_sort),
            ("number_sort", self.number_sort != wanted.number_sort),
        ]
        .into_iter()
        .find_map(|(column, differs)| differs.then_some(column))
        .or(figure.map(|((column, _), _)| *column))
    }
}

fn named(figures: [i64; 8]) -> [(&'static str, i64); 8] {
    let mut named = [("", 0); 8];
    for ((named, name), figure) in named.iter_mut().zip(FIGURES).zip(figures) {
        *named = (name, figure);
    }
    named
}

/// The columns of a document with its id.
pub(super) struct IndexedRow {
    pub(super) id: Uuid,
    pub(super) indexed: Indexed,
}

impl FromRow for IndexedRow {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let id = row.take()?;
        let (class, position) = (row.take()?, row.take()?);
        let (due_sort, number_sort) = (row.take()?, row.take()?);
        let mut figures = [0; 8];
        for figure in &mut figures {
            *figure = row.take()?;
        }
        let indexed = Indexed { class, position, due_sort, number_sort, figures: named(figures) };
        Ok(Self { id, indexed })
    }
}
