//! Lists as CSV (RFC 4180): a head, and one row an entry; by request in the dialects that spreadsheets of other countries
//! open.

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

/// What stands between the cells of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delimiter {
    /// RFC 4180's.
    #[default]
    Comma,
    /// Where the comma stands in figures.
    Semicolon,
    /// For pasting.
    Tab,
}

/// How a table is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dialect {
    /// What stands between the cells.
    pub delimiter: Delimiter,
    /// Whether a byte order mark comes first, by which Excel knows UTF-8.
    pub bom: bool,
}

/// The head row.
#[must_use]
pub fn csv_head(dialect: Dialect) -> Vec<u8> {
    head(&HEAD, dialect)
}

fn head(words: &[&str], dialect: Dialect) -> Vec<u8> {
    let mut bytes = if dialect.bom { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    bytes.extend(row(&words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>(), dialect));
    bytes
}

/// The row of an invoice. `status` is the word of the API that asks; amounts are decimals with a point.
#[must_use]
pub fn csv_row(invoice: &Invoice, customer_name: &str, status: &str, dialect: Dialect) -> Vec<u8> {
    let content = &invoice.content;
    let totals = &invoice.totals;
    let balance = invoice.balance();
    let amount = |amount: Amount| amount.to_decimal(content.currency).to_string();
    let issued_at = match &invoice.stage {
        Stage::Draft { .. } => String::new(),
        Stage::Issued(issue) | Stage::Void { issue, .. } => issue.issued_at.to_string(),
    };
    let cells = [
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
        harmless(content.references.purchase_order.as_deref().unwrap_or_default()),
        harmless(&content.presentation.tags.join(", ")),
        issued_at,
        invoice.created_at.to_string(),
    ];
    row(&cells, dialect)
}

/// Puts an apostrophe before a text that a spreadsheet would run as a formula. Spreadsheets skip what is not seen before
/// it, and take full-width signs, as Japanese keyboards write them, for the narrow ones.
fn harmless(text: &str) -> String {
    let is_unseen = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let begins = text.trim_start_matches(is_unseen);
    let signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '−'];
    if begins.starts_with(signs) || text.starts_with(['\t', '\r', '\n']) {
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
pub fn table(
    words: &[&str],
    rows: impl IntoIterator<Item = Vec<Cell>>,
    dialect: Dialect,
) -> Vec<u8> {
    let mut bytes = head(words, dialect);
    for cells in rows {
        assert_eq!(cells.len(), words.len(), "every row of a table has its cells");
        let written = cells.into_iter().map(|cell| match cell {
            Cell::Text(text) => harmless(&text),
            Cell::Plain(text) => text,
        });
        bytes.extend(row(&written.collect::<Vec<_>>(), dialect));
    }
    bytes
}

fn row(cells: &[String], dialect: Dialect) -> Vec<u8> {
    let delimiter = match dialect.delimiter {
        Delimiter::Comma => b',',
        Delimiter::Semicolon => b';',
        Delimiter::Tab => b'\t',
    };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(cells).expect("memory takes every row");
    writer.into_inner().expect("memory takes every row")
}

#[cfg(test)]
mod tests {
    use super::{Cell, Delimiter, Dialect, csv_head, csv_row, harmless, table};
    use crate::fixture;

    #[test]
    fn a_row_has_a_cell_for_each_word_of_the_head() {
        let invoice = fixture::invoice();
        let plain = Dialect::default();
        let row = csv_row(&invoice, "=cmd, \"Ltd\"", "open", plain);
        let bytes = [csv_head(plain), row].concat();
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
        for text in [
            "=1",
            "+1",
            "-1",
            "@x",
            "\tx",
            "\rx",
            "\nx",
            " =1",
            "\n=1",
            "\u{a0}=1",
            "\u{3000}@x",
            "\u{feff}=1",
            "\u{200b}+1",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            " ＝1",
            "−1",
        ] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        assert_eq!(harmless("a=1"), "a=1");
        assert_eq!(harmless(" a"), " a");
    }

    #[test]
    fn a_dialect_has_its_delimiter_and_mark() {
        let cells = || vec![Cell::text("a;b\tc,d"), Cell::plain("1.50")];
        let written = |delimiter, bom| {
            let bytes = table(&["x", "y"], [cells()], Dialect { delimiter, bom });
            String::from_utf8(bytes).unwrap()
        };
        assert_eq!(written(Delimiter::Comma, false), "x,y\r\n\"a;b\tc,d\",1.50\r\n");
        assert_eq!(written(Delimiter::Semicolon, true), "\u{feff}x;y\r\n\"a;b\tc,d\";1.50\r\n");
        assert_eq!(written(Delimiter::Tab, false), "x\ty\r\n\"a;b\tc,d\"\t1.50\r\n");
    }
}
