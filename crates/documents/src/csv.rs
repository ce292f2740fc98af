//! Lists as CSV (RFC 4180): a head, and one row an entry.

use net30_domain::{
    invoice::{Invoice, Stage},
    money::Amount,
};

const HEAD: [&str; 23] = [
    "id",
    "type",
    "status",
    "number",
    "issue_date",
    "due_date",
    "customer",
    "currency",
    "subtotal",
    "discount",
    "charges",
    "net",
    "tax",
    "total",
    "rounding",
    "paid",
    "refunded",
    "credited",
    "due",
    "purchase_order",
    "tags",
    "issued_at",
    "created_at",
];

/// The head row.
#[must_use]
pub fn csv_head() -> Vec<u8> {
    row(&HEAD.map(str::to_owned))
}

/// The row of an invoice. `status` is the word of the API that asks; amounts are decimals with a point.
#[must_use]
pub fn csv_row(invoice: &Invoice, customer_name: &str, status: &str) -> Vec<u8> {
    let content = &invoice.content;
    let totals = &invoice.totals;
    let balance = invoice.balance();
    let amount = |amount: Amount| amount.to_decimal(content.currency).to_string();
    let issued_at = match &invoice.stage {
        Stage::Draft { .. } => String::new(),
        Stage::Issued(issue) | Stage::Void { issue, .. } => issue.issued_at.to_string(),
    };
    row(&[
        invoice.id.to_string(),
        invoice.document.word().to_owned(),
        status.to_owned(),
        harmless(invoice.number().unwrap_or_default()),
        content.issue_date.to_string(),
        content.due_date.map(|date| date.to_string()).unwrap_or_default(),
        harmless(customer_name),
        content.currency.code().to_owned(),
        amount(totals.subtotal),
        amount(totals.discount),
        amount(totals.charges),
        amount(totals.net),
        amount(totals.tax),
        amount(totals.total),
        amount(totals.rounding),
        amount(balance.paid),
        amount(balance.refunded),
        amount(balance.credited),
        amount(balance.due),
        harmless(content.purchase_order.as_deref().unwrap_or_default()),
        harmless(&content.tags.join(", ")),
        issued_at,
        invoice.created_at.to_string(),
    ])
}

/// Puts an apostrophe before a text that a spreadsheet would run as a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// What somebody wrote: never run as a formula.
    Text(String),
    /// What this program wrote: a figure, a date, an id, a word.
    Plain(String),
}

impl Cell {
    /// A cell that shows a value of this program.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "values are small and most are copied anyway"
    )]
    pub fn plain(value: impl ToString) -> Self {
        Self::Plain(value.to_string())
    }

    /// A cell that shows what somebody wrote.
    pub fn text(value: impl Into<String>) -> Self {
        Self::Text(value.into())
    }

    /// A cell with nothing in it.
    #[must_use]
    pub fn empty() -> Self {
        Self::Plain(String::new())
    }
}

/// A table: its head and its rows, each as long as the head.
///
/// # Panics
/// If a row is longer or shorter than the head.
#[must_use]
pub fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<Cell>>) -> Vec<u8> {
    let mut bytes = row(&head.iter().map(|&word| word.to_owned()).collect::<Vec<_>>());
    for cells in rows {
        assert_eq!(cells.len(), head.len(), "every row of a table has its cells");
        let written = cells.into_iter().map(|cell| match cell {
            Cell::Text(text) => harmless(&text),
            Cell::Plain(text) => text,
        });
        bytes.extend(row(&written.collect::<Vec<_>>()));
    }
    bytes
}

fn row(cells: &[String]) -> Vec<u8> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(cells).expect("memory takes every row");
    writer.into_inner().expect("memory takes every row")
}

#[cfg(test)]
mod tests {
    use super::{csv_head, csv_row, harmless};
    use crate::fixture;

    #[test]
    fn a_row_has_a_cell_for_each_word_of_the_head() {
        let invoice = fixture::invoice();
        let bytes = [csv_head(), csv_row(&invoice, "=cmd, \"Ltd\"", "open")].concat();
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let head = reader.headers().unwrap().clone();
        let row = reader.records().next().unwrap().unwrap();
        assert_eq!(head.len(), row.len());
        let cell = |name: &str| &row[head.iter().position(|word| word == name).unwrap()];
        assert_eq!(cell("customer"), "'=cmd, \"Ltd\"");
        assert_eq!(cell("number"), "INV-2026-0007");
        assert_eq!(cell("total"), "1904.00");
        assert_eq!(cell("due"), "1404.00");
        assert_eq!(cell("status"), "open");
    }

    #[test]
    fn a_text_is_never_run_as_a_formula() {
        for text in ["=1", "+1", "-1", "@x", "\tx", "\rx"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        assert_eq!(harmless("a=1"), "a=1");
    }
}
