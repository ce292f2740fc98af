//! Single manipulations: a name, the statements, and the rule that must tell.

use crate::support::Backend;

/// The words that the two databases spell differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    pub(super) fn of(backend: Backend) -> Self {
        match backend {
            Backend::Sqlite => Self::Sqlite,
            Backend::Postgres => Self::Postgres,
        }
    }

    /// Sets a field of a JSON column, such as `totals.net`, to a JSON value.
    fn set(self, path: &str, value: &str) -> String {
        let (column, path) = path.split_once('.').unwrap();
        match self {
            Self::Sqlite => {
                let path = path.split('.').map(|part| match part.parse::<u32>() {
                    Ok(index) => format!("[{index}]"),
                    Err(_) => format!(".{part}"),
                });
                let path: String = path.collect();
                format!("{column} = json_set({column}, '${path}', json('{value}'))")
            }
            Self::Postgres => {
                format!(
                    "{column} = jsonb_set({column}, '{{{}}}', '{value}')",
                    path.replace('.', ",")
                )
            }
        }
    }

    /// A moment a second later.
    fn later(self, column: &str) -> String {
        match self {
            Self::Sqlite => format!("{column} = {column} + 1000000"),
            Self::Postgres => format!("{column} = {column} + interval '1 second'"),
        }
    }

    fn id(self) -> &'static str {
        match self {
            Self::Sqlite => "randomblob(16)",
            Self::Postgres => "gen_random_uuid()",
        }
    }

    fn hash(self) -> &'static str {
        match self {
            Self::Sqlite => "randomblob(32)",
            Self::Postgres => "sha256('x')",
        }
    }

    fn bytes(self) -> &'static str {
        match self {
            Self::Sqlite => "x'00'",
            Self::Postgres => "'\\x00'::bytea",
        }
    }
}

/// Something that is changed, and what must be said of it.
pub(super) struct Manipulation {
    pub(super) name: &'static str,
    pub(super) rule: &'static str,
    pub(super) statements: String,
}

/// Where the invoice of a place in the series is.
fn of(place: u32) -> String {
    format!("where document = 0 and number like '%-000{place}'")
}

/// All manipulations.
pub(super) fn all(dialect: Dialect) -> Vec<Manipulation> {
    let mut all = history(dialect);
    all.extend(documents(dialect));
    all.extend(figures(dialect));
    all.extend(stages(dialect));
    all.extend(money(dialect));
    all.extend(credit(dialect));
    all.extend(rest(dialect));
    all
}

fn made(list: Vec<(&'static str, &'static str, String)>) -> Vec<Manipulation> {
    let made = |(name, rule, statements)| Manipulation { name, rule, statements };
    list.into_iter().map(made).collect()
}

/// The events, in the chain and outside.
fn history(dialect: Dialect) -> Vec<Manipulation> {
    let event =
        |set: &str, place: u32| format!("update event set {set} where book_sequence = {place}");
    let other = |set: &str, kind: &str| {
        format!(
            "update event set {set} where sequence = (select min(sequence) from event where kind = '{kind}')"
        )
    };
    let last = "(select max(book_sequence) from event)";
    made(vec![
        ("a link's facts", "chain", event("data = replace(data, '\"net\":\"', '\"net\":\"1')", 2)),
        ("a link's author", "chain", event("actor = 'system'", 2)),
        ("a link's moment", "chain", event(&dialect.later("at"), 2)),
        ("a link's kind", "chain", event("kind = 'invoice.voided'", 2)),
        ("a link's object", "chain", event("object_id = account_id", 2)),
        ("a link's hash", "chain", event("book_hash = book_previous", 2)),
        ("a link taken out of the chain", "chain", event("book_sequence = null", 3)),
        ("a link removed", "chain", "delete from event where book_sequence = 3".to_owned()),
        ("the last link removed", "chain", format!("delete from event where book_sequence = {last}")),
        ("the chain's end set back", "chain", "update chain set sequence = sequence - 1".to_owned()),
        ("the chain's end removed", "chain", "delete from chain".to_owned()),
        ("another event's facts", "history", other("data = '{}'", "invoice.updated")),
        ("another event's author", "history", other("actor = 'system'", "invoice.created")),
        ("another event's moment", "history", other(&dialect.later("at"), "customer.created")),
        ("another event's kind", "history", other("kind = 'customer.updated'", "customer.created")),
        ("another event's object", "history", other("object_id = account_id", "customer.created")),
        ("another event's place", "history", other("sequence = sequence + 1000000", "customer.created")),
        ("another event removed", "history", "delete from event where kind = 'customer.created'".to_owned()),
        (
            "another event invented",
            "history",
            format!(
                "insert into event (id, account_id, at, actor, kind, object_id, data)
                select {}, account_id, at, actor, kind, object_id, data from event where kind = 'invoice.updated'",
                dialect.id()
            ),
        ),
        ("the sum of the history", "history", "update history_sum set low = low + 1".to_owned()),
        ("the count of the history", "history", "update history_sum set entries = entries + 1".to_owned()),
        ("the sum of the history removed", "history", "delete from history_sum".to_owned()),
        (
            "a hash from before invented",
            "content",
            format!("insert into anchored (account_id, object_id, sha256) select id, id, {} from account", dialect.hash()),
        ),
    ])
}

/// What documents say.
#[expect(clippy::too_many_lines, reason = "a table, one row a manipulation")]
fn documents(dialect: Dialect) -> Vec<Manipulation> {
    let first = |set: &str| format!("update invoice set {set} {}", of(1));
    let json = |path: &str, value: &str| first(&dialect.set(path, value));
    let line = |set: &str| {
        format!(
            "update line set {set} where position = 0 and invoice_id = (select id from invoice {})",
            of(1)
        )
    };
    let other = "(select id from customer where name = 'Another')";
    let note = "update invoice set";
    made(vec![
        ("the buyer's name", "content", json("issue.buyer.name.company", "\"Other\"")),
        ("the buyer's tax id", "content", json("issue.buyer.tax_id", "\"DE1\"")),
        ("the buyer's address", "content", json("issue.buyer.address", "{\"city\": \"Oslo\"}")),
        ("the seller's name", "content", json("issue.seller.name", "\"Other\"")),
        ("the seller's tax id", "content", json("issue.seller.tax_id", "\"9\"")),
        (
            "the seller's bank",
            "content",
            json("issue.seller.bank", "{\"iban\": \"DE89370400440532013000\"}"),
        ),
        ("a line's name", "content", line("name = 'Nothing'")),
        ("a line's description", "content", line(&dialect.set("details.description", "\"x\""))),
        ("a line's unit", "content", line(&dialect.set("details.unit", "\"day\""))),
        (
            "a line's quantity doubled and its price halved",
            "content",
            line("quantity = '80', unit_price = '75'"),
        ),
        ("a line's price", "totals", line("unit_price = '151'")),
        ("a line's id", "content", line(&format!("id = {}", dialect.id()))),
        ("a line's product", "content", line("product_id = id")),
        (
            "two lines swapped",
            "content",
            [
                "position = 9 where position = 0",
                "position = 0 where position = 1",
                "position = 1 where position = 9",
            ]
            .map(|set| {
                format!(
                    "update line set {set} and invoice_id = (select id from invoice {});",
                    of(1)
                )
            })
            .concat(),
        ),
        (
            "a line removed",
            "totals",
            format!(
                "delete from line where position = 2 and invoice_id = (select id from invoice {})",
                of(1)
            ),
        ),
        ("the issue date", "content", first("issue_date = '2020-01-02'")),
        ("the due date", "content", first("due_date = '2099-01-02'")),
        ("the currency", "content", first("currency = 'EUR'")),
        ("the customer", "content", first(&format!("customer_id = {other}"))),
        ("the notes", "content", json("content.notes", "\"x\"")),
        ("the terms", "content", json("content.terms", "\"x\"")),
        ("the order's number", "content", json("content.purchase_order", "\"x\"")),
        ("the language", "content", json("content.language", "\"de\"")),
        ("the header", "content", json("content.header", "\"Proforma\"")),
        ("the tags", "content", json("content.tags", "[\"old\"]")),
        (
            "the period of service",
            "content",
            json("content.service", "{\"start\": \"2026-01-01\"}"),
        ),
        ("whether the shipping address is printed", "content", json("content.ship_to", "true")),
        ("the rate of the tax", "totals", json("content.taxes.0.rate", "\"9%\"")),
        ("the name of the tax", "totals", json("content.taxes.0.name", "\"VAT\"")),
        ("the discount", "totals", json("content.discount.rate", "\"11%\"")),
        ("the metadata", "content", first("metadata = '{\"project\":\"y\"}'")),
        ("the share token", "content", first("share_token = 'x'")),
        ("the template", "content", first("template_id = id")),
        ("the source", "content", first("external_source = 'other'")),
        ("the id at the source", "content", first("external_source_id = '78'")),
        ("the moment of issue", "content", first(&dialect.later("issued_at"))),
        ("the moment of making", "content", first(&dialect.later("created_at"))),
        ("the recurring invoice", "content", first("recurring_id = id")),
        ("the number", "event", first("number = 'INV-9'")),
        ("a kept number", "event", format!("update invoice set number = 'INV-9' {}", of(6))),
        (
            "the quantity that is credited",
            "content",
            format!(
                "{note} {} where document = 1",
                dialect.set("credited_lines.0.quantity", "\"2\"")
            ),
        ),
        (
            "the invoice that is credited",
            "balance",
            format!("{note} credits_id = (select id from invoice {}) where document = 1", of(8)),
        ),
    ])
}

/// Figures, and what is kept of them.
fn figures(dialect: Dialect) -> Vec<Manipulation> {
    let first = |set: &str| format!("update invoice set {set} {}", of(1));
    let json = |path: &str, value: &str| first(&dialect.set(path, value));
    let line = |set: &str| {
        format!(
            "update line set {set} where position = 0 and invoice_id = (select id from invoice {})",
            of(1)
        )
    };
    let note = |set: &str| format!("update invoice set {set} where document = 1");
    let draft = |set: &str| format!("update invoice set {set} where number is null");
    made(vec![
        ("the net", "totals", json("totals.net", "1")),
        ("the tax", "totals", json("totals.tax", "1")),
        ("the gross", "totals", json("totals.gross", "1")),
        ("the total", "event", json("totals.total", "1")),
        ("the subtotal", "totals", json("totals.subtotal", "1")),
        ("the discount's amount", "totals", json("totals.discount", "1")),
        ("the base of a tax", "totals", json("totals.taxes.0.base", "1")),
        ("the amount of a tax", "totals", json("totals.taxes.0.amount", "1")),
        ("the rounding", "totals", json("totals.rounding", "1")),
        ("a line's net", "totals", line("net_minor = net_minor + 1")),
        ("a line's tax", "totals", line("tax_minor = tax_minor + 1")),
        ("a line's total", "totals", line("total_minor = total_minor + 1")),
        ("a line's gross", "totals", line("gross_minor = gross_minor + 1")),
        ("the indexed net", "figures", first("net_minor = net_minor + 1")),
        ("the indexed tax", "figures", first("tax_minor = tax_minor + 1")),
        ("the indexed total", "figures", first("payable_minor = payable_minor + 1")),
        ("the total that is sorted by", "figures", first("total_sort = total_sort + 1")),
        ("the number that is sorted by", "figures", first("number_sort = 'x'")),
        ("the due date that is sorted by", "figures", first("due_sort = '2099-01-01'")),
        ("the class", "figures", first("class = class + 4")),
        ("the position", "balance", first("position = 3")),
        ("what was paid", "balance", first("paid_minor = paid_minor + 1")),
        ("what was given back", "balance", first("refunded_minor = refunded_minor + 1")),
        ("what was credited", "balance", first("credited_minor = credited_minor + 1")),
        ("what is due", "balance", first("due_minor = due_minor - 1")),
        ("what a credit note comes to for its invoice", "balance", note("payable_minor = payable_minor + 1")),
        ("a credit note above its invoice", "credit", note("payable_minor = payable_minor + 10000000")),
        ("a credit note's net", "totals", note(&dialect.set("totals.net", "1"))),
        ("a credit note's total", "event", note(&dialect.set("totals.total", "1"))),
        ("a draft's total", "totals", draft(&dialect.set("totals.total", "1"))),
        ("a draft's price", "totals", "update line set unit_price = '1' where position = 0 and invoice_id = (select id from invoice where number is null)".to_owned()),
    ])
}

/// Stages and moments.
fn stages(dialect: Dialect) -> Vec<Manipulation> {
    let nth = |place: u32, set: &str| format!("update invoice set {set} {}", of(place));
    let removed = format!("(select id from invoice {})", of(8));
    made(vec![
        ("an issued invoice made a draft", "event", nth(8, "stage = 0")),
        ("an issued invoice made void", "event", nth(8, "stage = 2, voided_at = issued_at")),
        ("a void invoice brought back", "event", nth(4, "stage = 1, voided_at = null")),
        (
            "a draft issued",
            "event",
            nth(
                6,
                &format!(
                    "stage = 1, issued_at = created_at, share_token = 'y', issue = (select issue from invoice {})",
                    of(8)
                ),
            ),
        ),
        ("the moment of voiding", "event", nth(4, &dialect.later("voided_at"))),
        ("the moment of sending", "moment", nth(2, &dialect.later("sent_at"))),
        ("that it was sent", "moment", nth(2, "sent_at = null")),
        ("the moment of viewing", "moment", nth(1, &dialect.later("viewed_at"))),
        ("that it was viewed", "moment", nth(1, "viewed_at = null")),
        ("the moment of paying", "moment", nth(2, &dialect.later("paid_at"))),
        ("an issued invoice hidden", "figures", nth(8, "deleted_at = created_at")),
        ("the revision", "event", nth(5, "revision = 1")),
        (
            "an invoice removed",
            "event",
            [
                "line where invoice_id",
                "invoice_tag where invoice_id",
                "rendered where invoice_id",
                "invoice where id",
            ]
            .map(|from| format!("delete from {from} = {removed};"))
            .concat(),
        ),
    ])
}

/// Payments and refunds.
fn money(dialect: Dialect) -> Vec<Manipulation> {
    let payment = |set: &str| format!("update payment set {set} where reference = 'R-1'");
    let refund = |set: &str| format!("update refund set {set}");
    let id = dialect.id();
    // The invoice of a place, as if all of it was paid or nothing; the tallies follow.
    let move_to = |place: u32, position: i32, set: &str| {
        format!(
            "update tally set documents = documents - 1 where class = (select class from invoice {of}) and documents > 0
                and bucket = (select min(bucket) from tally t where t.class = (select class from invoice {of}) and t.documents > 0);
            update invoice set {set}, class = class + ({position} - position) * 4, position = {position} {of};
            insert into tally (account_id, class, bucket, documents) select account_id, class, 30, 1 from invoice {of};",
            of = of(place)
        )
    };
    let columns = "id, account_id, invoice_id, amount_minor, method, reference, notes, paid_on, created_at, reversed_at";
    let invented = format!(
        "insert into payment ({columns}) select {id}, account_id, id, due_minor, 'cash', null, null, issue_date, created_at, null
            from invoice {};{}",
        of(8),
        move_to(8, 3, "paid_minor = payable_minor, due_minor = 0, paid_at = created_at")
    );
    let gone = format!(
        "delete from payment where invoice_id = (select id from invoice {});{}",
        of(2),
        move_to(2, 9, "paid_minor = 0, due_minor = payable_minor, paid_at = null")
    );
    let reversed_of = format!("(select id from invoice {})", of(7));
    made(vec![
        ("a payment's amount", "balance", payment("amount_minor = amount_minor + 1")),
        ("a payment's method", "payment", payment("method = 'cash'")),
        ("a payment's reference", "payment", payment("reference = 'R-2'")),
        ("a payment's notes", "payment", payment("notes = null")),
        ("a payment's date", "payment", payment("paid_on = '2020-01-01'")),
        ("a payment's moment", "payment", payment(&dialect.later("created_at"))),
        ("a payment moved to another invoice", "balance", payment(&format!("invoice_id = (select id from invoice {})", of(8)))),
        ("a payment moved to another account", "payment", payment("account_id = id")),
        ("a payment reversed", "balance", payment("reversed_at = created_at")),
        ("the moment of a reversal", "payment", format!("update payment set {} where reversed_at is not null", dialect.later("reversed_at"))),
        ("a reversal taken back", "balance", "update payment set reversed_at = null".to_owned()),
        ("a payment invented with fitting sums", "payment", invented),
        ("a payment removed with fitting sums", "payment", gone),
        (
            "a reversed payment removed",
            "payment",
            format!("delete from payment where invoice_id = {reversed_of}"),
        ),
        ("a refund's amount", "balance", refund("amount_minor = amount_minor + 1")),
        ("a refund's reason", "refund", refund("reason = 'other'")),
        ("a refund's notes", "refund", refund("notes = null")),
        ("a refund's date", "refund", refund("refunded_on = '2020-01-01'")),
        ("a refund's moment", "refund", refund(&dialect.later("created_at"))),
        ("a refund removed", "balance", "delete from refund".to_owned()),
        (
            "a refund of a reversed payment invented",
            "refund",
            format!(
                "insert into refund (id, account_id, payment_id, amount_minor, reason, notes, refunded_on, created_at)
                select {id}, account_id, id, 1, 'other', null, paid_on, created_at from payment where reversed_at is not null"
            ),
        ),
    ])
}

/// Credit that pays another invoice.
fn credit(dialect: Dialect) -> Vec<Manipulation> {
    let used = |set: &str| format!("update credit_use set {set}");
    let nth = |place: &str, set: &str| {
        format!("update invoice set {set} where document = 0 and number like '%-{place}'")
    };
    // As if it had come from the tenth invoice and not from the ninth; what was paid on both follows.
    let of_another = [
        used(
            "from_payment_id = (select id from payment where invoice_id = (select id from invoice where number like '%-0010'))",
        ),
        nth("0009", "paid_minor = paid_minor + 1000, due_minor = due_minor - 1000"),
        nth("0010", "paid_minor = paid_minor - 1000, due_minor = due_minor + 1000"),
    ];
    made(vec![
        ("the amount of used credit", "balance", used("amount_minor = amount_minor + 1")),
        ("the day of used credit", "credit_use", used("applied_on = '2020-01-01'")),
        ("the moment of used credit", "credit_use", used(&dialect.later("created_at"))),
        ("used credit taken back", "balance", used("released_at = created_at")),
        ("used credit removed", "balance", "delete from credit_use".to_owned()),
        ("used credit of another invoice with fitting sums", "credit_use", of_another.join(";")),
        (
            "used credit invented that was taken back",
            "credit_use",
            format!(
                "insert into credit_use (id, account_id, from_payment_id, to_payment_id, amount_minor, applied_on, created_at, released_at)
                select {}, account_id, from_payment_id, to_payment_id, 1, applied_on, created_at, created_at from credit_use",
                dialect.id()
            ),
        ),
    ])
}

/// Series, settings, kept documents, tallies.
fn rest(dialect: Dialect) -> Vec<Manipulation> {
    let series =
        |set: &str, document: u32| format!("update sequence set {set} where document = {document}");
    let bytes = dialect.bytes();
    made(vec![
        ("the series set back", "numbering", series("next = next - 1", 0)),
        ("the series set forward", "numbering", series("next = next + 1", 0)),
        ("the credit notes' series set back", "numbering", series("next = 1", 1)),
        (
            "numbers left out that nobody told the series to leave out",
            "numbering",
            format!(
                "insert into sequence_jump (account_id, document, series, first_skipped, next)
                select account_id, document, series, next, next + 5 from sequence where document = 0;{}",
                series("next = next + 5", 0)
            ),
        ),
        ("what a series left out", "numbering", "delete from sequence_jump".to_owned()),
        ("the series removed", "numbering", "delete from sequence".to_owned()),
        ("the date of the series set back", "numbering", series("last_issue_date = '2020-01-01'", 0)),
        ("the lock", "lock", format!("update account set {}", dialect.set("details.lock", "\"flexible\""))),
        ("the bytes of a PDF", "rendered", format!("update rendered set bytes = {bytes}")),
        ("the hash of a PDF", "rendered", format!("update rendered set sha256 = {}", dialect.hash())),
        ("a PDF and its hash", "history", match dialect {
            // SHA-256 of nothing.
            Dialect::Sqlite => "update rendered set bytes = x'', sha256 = x'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'",
            Dialect::Postgres => "update rendered set bytes = '', sha256 = sha256('')",
        }.to_owned()),
        ("a PDF removed", "history", "delete from rendered where invoice_id = (select invoice_id from rendered limit 1)".to_owned()),
        ("a tally", "tally", "update tally set documents = documents + 1".to_owned()),
        ("a tally removed", "tally", "delete from tally".to_owned()),
        ("a tally invented", "tally", "insert into tally (account_id, class, bucket, documents) select account_id, 1, 0, 1 from tally limit 1".to_owned()),
    ])
}
