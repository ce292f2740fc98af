//! One invoice through all four APIs: the same id, the same number, the same cents, and each API's own word for where
//! it stands. What an API reads and writes back changes nothing.

use crate::support::{Api, Draft, Server, both, decimal, text};
use proptest::{
    collection, option,
    prelude::*,
    sample::select,
    strategy::{BoxedStrategy, ValueTree},
    test_runner::TestRunner,
};
use serde_json::{Map, Value, json};

/// How many invoices each property is looked at with.
const CASES: usize = 60;

/// The day of a date-time at midnight, which is how JustInvoice writes a date.
fn day(moment: &Value) -> Value {
    let day = moment.as_str().map(|text| text.strip_suffix("T00:00:00Z").unwrap_or(text));
    day.map_or(Value::Null, Value::from)
}

/// An invoice as each API shows it.
struct Seen {
    native: Value,
    justinvoice: Value,
    justpaid: Value,
    invoiless: Value,
}

impl Seen {
    async fn of(server: &Server, id: &str) -> Self {
        let get = async |prefix: &str, list: &str| {
            server.at(prefix).get(&format!("{list}/{id}")).await.json(200)
        };
        Self {
            native: get("/api/v1", "/invoices").await,
            justinvoice: get("/api", "/invoices").await,
            justpaid: get("/api/v1", "/invoice").await,
            invoiless: get("/v1", "/invoices").await,
        }
    }

    /// Says the same in all four: id, number, total and what is due, to the last digit.
    #[track_caller]
    fn agree(&self) {
        let Self { native, justinvoice, justpaid, invoiless } = self;
        let same = |what: &str, shown: &[&Value]| {
            let written: Vec<String> = shown.iter().map(ToString::to_string).collect();
            assert!(
                written.iter().all(|value| *value == written[0]),
                "{what}: {written:?} of {native}"
            );
        };
        same("id", &[&native["id"], &justinvoice["id"], &justpaid["uuid"], &invoiless["id"]]);
        same("number", &[&native["number"], &invoiless["number"]]);
        if native["status"] != "draft" {
            same("number", &[&native["number"], &justinvoice["invoiceNumber"]]);
        }
        // To JustPaid's clients a number is always a text.
        if !native["number"].is_null() {
            same("number", &[&native["number"], &justpaid["invoice_number"]]);
        }
        let totals = &native["totals"];
        same(
            "total",
            &[&totals["total"], &justinvoice["total"], &justpaid["amount"], &invoiless["total"]],
        );
        same("due", &[&totals["due"], &justinvoice["amountDue"], &invoiless["amountDue"]]);
        same("tax", &[&totals["tax"], &justinvoice["tax"], &invoiless["tax"]]);
        same("subtotal", &[&totals["subtotal"], &justinvoice["subTotal"], &invoiless["subTotal"]]);
        same("net", &[&totals["net"], &invoiless["netTotal"]]);
        same(
            "currency",
            &[
                &native["currency"],
                &justinvoice["currencyCode"],
                &justpaid["currency"],
                &invoiless["currency"],
            ],
        );
        same(
            "date",
            &[
                &native["issue_date"],
                &day(&justinvoice["invoiceDate"]),
                &justpaid["invoice_date"],
                &invoiless["date"],
            ],
        );
        same(
            "due date",
            &[
                &native["due_date"],
                &day(&justinvoice["dueDate"]),
                &justpaid["due_date"],
                &invoiless["dueDate"],
            ],
        );
    }

    /// Shows the words of a row of the table, which ends with whether the invoice is overdue.
    #[track_caller]
    fn is_worded(&self, row: Row) {
        let (native, justinvoice, justpaid, invoiless, overdue) = row;
        assert_eq!(self.native["status"], native);
        assert_eq!(self.justinvoice["invoiceStatus"], justinvoice, "{native}");
        assert_eq!(self.justpaid["invoice_status"], justpaid, "{native}");
        assert_eq!(self.invoiless["status"], invoiless, "{native}");
        assert_eq!(self.invoiless["isOverdue"], overdue, "{native}");
    }
}

/// Words of the native API, JustInvoice, JustPaid and Invoiless, and whether it is overdue.
type Row = (&'static str, i64, &'static str, &'static str, bool);

/// Whether the invoice is in the list of each API that is filtered by the word that it shows there, and in no other.
async fn is_found_by_its_words(server: &Server, seen: &Seen) {
    let id = text(&seen.native["id"]);
    for (list, words, own, entries, key) in [
        (
            "/api/v1/invoices?limit=100&status=",
            &[
                "voided",
                "draft",
                "refunded",
                "paid",
                "overdue",
                "failed",
                "partially_paid",
                "sent",
                "open",
            ][..],
            &seen.native["status"],
            "data",
            "id",
        ),
        (
            "/api/v1/invoice/?limit=100&invoice_status=",
            &[
                "voided",
                "draft",
                "refunded",
                "paid",
                "overdue",
                "failed",
                "partial",
                "sent",
                "ready-to-send",
            ],
            &seen.justpaid["invoice_status"],
            "items",
            "uuid",
        ),
        (
            "/v1/invoices?limit=100&status=",
            &["Draft", "Pending", "Unpaid", "Canceled", "Partial", "Paid", "Refunded"],
            &seen.invoiless["status"],
            "docs",
            "id",
        ),
    ] {
        for word in words {
            let found = server.at("").get(&format!("{list}{word}")).await.json(200);
            let is_there = found[entries].as_array().unwrap().iter().any(|entry| entry[key] == id);
            assert_eq!(is_there, own == word, "{list}{word} for {own}");
        }
    }
}

/// Fields with which an invoice is overdue.
fn overdue() -> Value {
    json!({"issue_date": "2025-01-01", "due_date": "2025-01-31"})
}

async fn paid(server: &Server, invoice: &Value, amount: i64) -> Value {
    let payments = format!("/invoices/{}/payments", text(&invoice["id"]));
    server.post(&payments, &json!({"amount": amount})).await.json(201)
}

async fn every_standing_has_its_word_in_every_api(server: &mut Server) {
    let part_paid = server.made(json!({}), true).await;
    paid(server, &part_paid, 1).await;
    let overdue_part_paid = server.made(overdue(), true).await;
    paid(server, &overdue_part_paid, 1).await;
    let settled = server.issued().await;
    server.invoice_act(&settled, "mark-paid").await.expect(200);
    let refunded = server.issued().await;
    let payment = paid(server, &refunded, 2).await;
    let refunds =
        format!("/invoices/{}/payments/{}/refunds", text(&refunded["id"]), text(&payment["id"]));
    server.act(&refunds).await.expect(201);
    let void = server.made(overdue(), true).await;
    server.invoice_act(&void, "void").await.expect(200);
    let sent = server.issued().await;
    server.invoice_act(&sent, "mark-sent").await.expect(200);
    let overdue_sent = server.made(overdue(), true).await;
    server.invoice_act(&overdue_sent, "mark-sent").await.expect(200);
    let rows: [(Value, Row); 10] = [
        (void, ("voided", 3, "voided", "Canceled", false)),
        (server.made(overdue(), false).await, ("draft", 5, "draft", "Draft", false)),
        (refunded, ("refunded", 3, "refunded", "Refunded", false)),
        (settled, ("paid", 2, "paid", "Paid", false)),
        (server.made(overdue(), true).await, ("overdue", 0, "overdue", "Pending", true)),
        (overdue_sent, ("overdue", 1, "overdue", "Unpaid", true)),
        (overdue_part_paid, ("overdue", 1, "overdue", "Partial", true)),
        (part_paid, ("partially_paid", 1, "partial", "Partial", false)),
        (sent, ("sent", 1, "sent", "Unpaid", false)),
        (server.issued().await, ("open", 0, "ready-to-send", "Pending", false)),
    ];
    for (invoice, row) in rows {
        let seen = Seen::of(server, text(&invoice["id"])).await;
        seen.agree();
        seen.is_worded(row);
        is_found_by_its_words(server, &seen).await;
    }
}

async fn a_failed_payment_has_its_word_in_every_api(server: &mut Server) {
    let invoice = server.issued().await;
    let id = text(&invoice["id"]);
    let literal = match server.database.url() {
        Some(_) => format!("'{id}'"),
        None => format!("x'{}'", id.replace('-', "")),
    };
    let statement =
        format!("update invoice set payment_failed_at = created_at where id = {literal}");
    server.database.execute(&server.data(), &statement).await;
    server.books_are_broken();
    Seen::of(server, id).await.is_worded(("failed", 4, "failed", "Pending", false));
}

async fn an_invoice_made_through_one_api_is_the_same_through_the_others(server: &mut Server) {
    let customer = server
        .post("/customers", &json!({"company": "Globex", "email": "a@globex.example"}))
        .await
        .json(201);
    let native = server.post("/invoices?issue=true", &json!({
        "customer_id": customer["id"], "items": [{"name": "Work", "quantity": "2.5", "unit_price": "19.99"}],
    })).await.json(201);
    let justinvoice = server.at("/api").post("/invoices", &json!({
        "customerEmail": "a@globex.example", "lineItems": [{"description": "Work", "quantity": 2.5, "unitPrice": 19.99}],
    })).await.json(201);
    let justpaid = server.post("/invoice/create", &json!({
        "customer": customer["id"], "invoice_status": "ready-to-send", "line_items": [{"name": "Work", "quantity": 2.5, "unit_price": 19.99}],
    })).await.json(201);
    let invoiless = server.at("/v1").post("/invoices", &json!({
        "customer": customer["id"], "status": "Pending", "items": [{"name": "Work", "quantity": 2.5, "price": 19.99}],
    })).await.json(201);
    let mut numbers = vec![];
    for id in [&native["id"], &justinvoice["id"], &justpaid["uuid"], &invoiless["id"]] {
        let seen = Seen::of(server, text(id)).await;
        seen.agree();
        seen.is_worded(("open", 0, "ready-to-send", "Pending", false));
        assert_eq!(seen.native["totals"]["total"].to_string(), "49.98");
        assert_eq!(seen.native["customer"]["id"], customer["id"]);
        numbers.push(text(&seen.native["number"]).to_owned());
    }
    numbers.dedup();
    assert_eq!(numbers.len(), 4, "{numbers:?}");
}

both! {
    every_standing_has_its_word_in_every_api,
    a_failed_payment_has_its_word_in_every_api,
    an_invoice_made_through_one_api_is_the_same_through_the_others,
}

fn some_or_null<T: std::fmt::Debug + Into<Value> + 'static>(
    of: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Value> {
    option::weighted(0.4, of).prop_map(|value| value.map_or(Value::Null, Into::into)).boxed()
}

fn any_text(chars_max: usize) -> BoxedStrategy<String> {
    prop_oneof![
        6 => "[a-zA-Z0-9äöß€漢 .,&'\"-]{1,12}",
        1 => "\\PC{1,12}",
        1 => Just("x".repeat(chars_max)),
    ]
    .boxed()
}

fn any_html() -> BoxedStrategy<String> {
    let samples = [
        "<p>Thank <b>you</b> &amp; goodbye</p>",
        "1 < 2 & 3 > 2",
        "<a href=\"https://globex.example/?a=1&b=2\">link</a>",
        "line one\nline two",
        "<ul><li>a</li><li>b</li></ul>",
        "<script>alert(1)</script>left",
    ];
    prop_oneof![2 => any_text(900), 3 => select(samples.map(str::to_owned).to_vec())].boxed()
}

/// A decimal of so many decimals, as a text.
fn any_decimal(most: i64, decimals: u32) -> BoxedStrategy<String> {
    let factor = 10_i64.pow(decimals);
    let written = move |value: i64| rust_decimal::Decimal::new(value, decimals).to_string();
    (0..=most * factor).prop_map(written).boxed()
}

fn any_date() -> BoxedStrategy<String> {
    (2020..2030, 1..=12, 1..=28).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}")).boxed()
}

/// Type and value of a discount, a charge, a tax: both or neither.
fn any_rate(most: i64) -> BoxedStrategy<(Value, Value)> {
    prop_oneof![
        3 => any_decimal(100, 2).prop_map(|value| (json!("percentage"), json!(value))),
        2 => (0..=most).prop_map(|value| (json!("amount"), json!(value))),
        3 => Just((Value::Null, Value::Null)),
    ]
    .boxed()
}

fn any_taxes() -> BoxedStrategy<Value> {
    let rate = prop_oneof![
        4 => select(vec!["5", "7", "19", "20.5", "8.875"]).prop_map(|value| json!({"type": "percentage", "value": value})),
        1 => (1..3).prop_map(|value| json!({"type": "amount", "value": value})),
        1 => select(vec!["AE", "E", "O"]).prop_map(|category| json!({"value": 0, "category": category, "exemption_reason": "by law"})),
    ];
    let tax = (select(vec!["VAT", "GST", "a name of a tax that is long", ""]), rate, any::<bool>());
    let tax = tax.prop_map(|(name, mut tax, compound)| {
        tax["name"] = json!(name);
        tax["compound"] = json!(compound);
        tax
    });
    collection::vec(tax, 0..=3).prop_map(Value::Array).boxed()
}

fn object(fields: Vec<(&'static str, BoxedStrategy<Value>)>) -> BoxedStrategy<Value> {
    let (names, values): (Vec<_>, Vec<_>) = fields.into_iter().unzip();
    let with_names = move |values: Vec<Value>| {
        Value::Object(
            names.iter().map(|name| (*name).to_owned()).zip(values).collect::<Map<_, _>>(),
        )
    };
    values.prop_map(with_names).boxed()
}

fn discounted(fields: BoxedStrategy<Value>, most: i64) -> BoxedStrategy<Value> {
    let name = some_or_null(any_text(100));
    let with_discount = |(mut fields, (kind, value), name): (Value, (Value, Value), Value)| {
        if !value.is_null() {
            fields["discount_name"] = name;
        }
        fields["discount_type"] = kind;
        fields["discount_value"] = value;
        fields
    };
    (fields, any_rate(most), name).prop_map(with_discount).boxed()
}

fn any_item(product: &str) -> BoxedStrategy<Value> {
    let sign = prop_oneof![12 => Just(""), 1 => Just("-")];
    let quantity =
        (sign, any_decimal(20, 3)).prop_map(|(sign, value)| json!(format!("{sign}{value}")));
    let price = prop_oneof![4 => any_decimal(500, 2), 1 => any_decimal(3, 8)].prop_map(Value::from);
    let product = prop_oneof![8 => Just(Value::Null), 1 => Just(json!(product))];
    let fields = object(vec![
        ("name", any_text(255).prop_map(Value::from).boxed()),
        ("product_id", product.boxed()),
        ("description", some_or_null(any_html())),
        ("url", some_or_null(Just("https://globex.example/a?b=c"))),
        ("quantity", quantity.boxed()),
        ("unit", some_or_null(any_text(20))),
        ("unit_price", price.boxed()),
        ("base_quantity", select(vec![json!(1), json!(100), json!("2.5")]).boxed()),
        ("flat_fee", some_or_null(0..20_i64)),
        ("taxes", any_taxes()),
        ("service_start_date", some_or_null(Just("2024-03-01"))),
        ("service_end_date", some_or_null(Just("2024-03-31"))),
        ("display_order", some_or_null(-5..5_i64)),
    ]);
    discounted(fields, 2)
}

fn any_customer() -> BoxedStrategy<Value> {
    let address = || {
        object(vec![
            ("line1", some_or_null(any_text(255))),
            ("line2", some_or_null(any_text(255))),
            ("city", some_or_null(any_text(255))),
            ("region", some_or_null(any_text(255))),
            ("postal_code", some_or_null(any_text(50))),
            ("country", some_or_null(select(vec!["US", "DE"]))),
        ])
    };
    let ship_to = object(vec![
        ("name", some_or_null(any_text(255))),
        ("first_name", some_or_null(any_text(255))),
        ("address", address()),
        ("phone", some_or_null(any_text(50))),
    ]);
    object(vec![
        ("company", any_text(255).prop_map(Value::from).boxed()),
        ("first_name", some_or_null(any_text(255))),
        ("last_name", some_or_null(any_text(255))),
        ("contact_name", some_or_null(any_text(255))),
        ("phone", some_or_null(any_text(50))),
        ("address", address()),
        ("ship_to", option::of(ship_to).prop_map(|it| it.unwrap_or(Value::Null)).boxed()),
        ("tax_id", some_or_null(any_text(50))),
        ("legal_id", some_or_null(any_text(255))),
        ("billing_emails", Just(json!(["a@globex.example"])).boxed()),
        ("notes", some_or_null(any_html())),
    ])
}

/// An invoice with everything that the native API, and so the domain, can say.
fn any_invoice(product: &str) -> BoxedStrategy<Value> {
    let charge = any_rate(20).prop_map(|(kind, value)| {
        if value.is_null() {
            value
        } else {
            json!({"type": kind, "value": value, "name": "Freight"})
        }
    });
    let extra =
        (any_text(100), any_decimal(5, 2), any::<bool>()).prop_map(|(name, value, minus)| {
            let value = format!("{}{value}", if minus { "-" } else { "" });
            json!({"name": name, "type": "percentage", "value": value})
        });
    let languages = select(vec!["en", "de", "fr", "ja", "zh"]).prop_map(Value::from);
    let fields = object(vec![
        ("customer", any_customer()),
        ("issue_date", any_date().prop_map(Value::from).boxed()),
        ("due_date", some_or_null(Just("2031-01-01"))),
        ("service_start_date", some_or_null(Just("2024-03-01"))),
        ("service_end_date", some_or_null(Just("2024-03-31"))),
        ("delivery_date", some_or_null(any_date())),
        ("currency", select(vec![json!("USD"), json!("EUR"), json!("JPY"), json!("KWD")]).boxed()),
        ("lang", languages.boxed()),
        ("number", some_or_null("[A-Z]{2}-[0-9]{8,30}")),
        ("slug", some_or_null(any_text(50))),
        ("header", some_or_null(any_text(20))),
        ("description", some_or_null(any_html())),
        ("notes", some_or_null(any_html())),
        ("terms", some_or_null(any_html())),
        ("payment_terms", some_or_null(select(vec!["Net 30", "Due on receipt", "as agreed"]))),
        ("buyer_reference", some_or_null(any_text(255))),
        ("purchase_order", some_or_null(any_text(255))),
        ("contract_reference", some_or_null(any_text(255))),
        ("project_reference", some_or_null(any_text(255))),
        ("extra_charges", charge.boxed()),
        ("extra_fields", collection::vec(extra, 0..=3).prop_map(Value::Array).boxed()),
        ("taxes", any_taxes()),
        ("tax_included", any::<bool>().prop_map(Value::from).boxed()),
        ("tags", collection::vec(any_text(50), 0..=10).prop_map(Value::from).boxed()),
        ("is_retainer", any::<bool>().prop_map(Value::from).boxed()),
        ("ship_to", any::<bool>().prop_map(Value::from).boxed()),
        ("external_source", some_or_null(Just("stripe"))),
        ("external_source_id", some_or_null("[a-z0-9]{20}")),
        ("round_to", some_or_null(select(vec!["1", "5"]))),
        ("metadata", some_or_null(Just(json!({"project": "apollo", "n": 1.50})))),
        ("items", collection::vec(any_item(product), 1..=5).prop_map(Value::Array).boxed()),
    ]);
    discounted(fields, 3)
}

/// Makes so many invoices of every kind, and looks at each. Some are refused, such as those below zero.
async fn for_any_invoice(server: &Server, look: impl AsyncFn(&Value)) {
    let product =
        server.post("/products", &json!({"name": "Product", "unit_price": 5})).await.json(201);
    let strategy = any_invoice(text(&product["id"]));
    let mut runner = TestRunner::default();
    let (mut made, mut refused) = (0, 0);
    while made < CASES {
        let body = strategy.new_tree(&mut runner).expect("the strategies reject nothing").current();
        let reply = server.post(&format!("/invoices?issue={}", made % 2 == 1), &body).await;
        if reply.status == 422 {
            refused += 1;
            assert!(refused < 20 * CASES, "nearly every invoice is refused: {reply}");
            continue;
        }
        look(&reply.json(201)).await;
        made += 1;
    }
}

/// What a line of the native API says to each of the other three.
#[track_caller]
fn says_the_lines(seen: &Seen) {
    let lines = |invoice: &Value, key: &str| invoice[key].as_array().unwrap().clone();
    let (justinvoice, justpaid) =
        (lines(&seen.justinvoice, "lineItems"), lines(&seen.justpaid, "line_items"));
    let invoiless = lines(&seen.invoiless, "items");
    for (index, line) in lines(&seen.native, "items").iter().enumerate() {
        let (justinvoice, justpaid, invoiless) =
            (&justinvoice[index], &justpaid[index], &invoiless[index]);
        for (native, others) in [
            (
                "quantity",
                vec![&justinvoice["quantity"], &justpaid["quantity"], &invoiless["quantity"]],
            ),
            (
                "unit_price",
                vec![&justinvoice["unitPrice"], &justpaid["unit_price"], &invoiless["price"]],
            ),
            ("net", vec![&justinvoice["amount"], &justpaid["amount"]]),
        ] {
            for other in others {
                assert_eq!(decimal(&line[native]), decimal(other), "{native} of {line}");
            }
        }
        for (native, others) in [
            ("name", vec![&invoiless["name"]]),
            ("description", vec![&justpaid["description"], &invoiless["description"]]),
            ("service_start_date", vec![&justpaid["service_start_date"]]),
            ("service_end_date", vec![&justpaid["service_end_date"]]),
            ("display_order", vec![&justpaid["display_order"]]),
            ("flat_fee", vec![&justpaid["flat_fee"]]),
            ("url", vec![&invoiless["url"]]),
            ("unit", vec![&invoiless["unit"]]),
            ("product_id", vec![&invoiless["item"]]),
        ] {
            for other in others
                .into_iter()
                .filter(|_| !(native == "display_order" && line[native].is_null()))
            {
                assert_eq!(&line[native], other, "{native} of {line}");
            }
        }
        // A line without a name is called by what it is about: JustPaid's page shows a text.
        match &line["name"] {
            Value::Null => assert!(justpaid["name"].is_string(), "{}", justpaid["name"]),
            name => assert_eq!(name, &justpaid["name"]),
        }
        assert_eq!(
            line["taxes"].as_array().unwrap().len(),
            invoiless["taxes"].as_array().unwrap().len()
        );
    }
}

#[track_caller]
fn says_the_whole(seen: &Seen) {
    for (native, justpaid, invoiless) in [
        ("slug", None, Some("slug")),
        ("header", None, Some("header")),
        ("lang", None, Some("lang")),
        ("notes", None, Some("notes")),
        ("terms", None, Some("terms")),
        ("tags", None, Some("tags")),
        ("is_retainer", None, Some("isRetainer")),
        ("ship_to", None, Some("shipTo")),
        ("tax_included", None, Some("taxIncluded")),
        ("discount_value", None, Some("/discount/value")),
        ("description", Some("description"), None),
        ("service_start_date", Some("service_start_date"), None),
        ("service_end_date", Some("service_end_date"), None),
        ("external_source", Some("external_source"), None),
        ("external_source_id", Some("external_source_id"), None),
    ] {
        let said = &seen.native[native];
        let at = |value: &Value, key: &str| {
            let pointer = if key.starts_with('/') { key.to_owned() } else { format!("/{key}") };
            value.pointer(&pointer).cloned().unwrap_or(Value::Null)
        };
        for (invoice, key) in [(&seen.justpaid, justpaid), (&seen.invoiless, invoiless)] {
            if let Some(key) = key {
                assert_eq!(*said, at(invoice, key), "{native}");
            }
        }
    }
}

async fn any_invoice_is_written_by_all_four_without_loss(server: &mut Server) {
    for_any_invoice(server, async |invoice| {
        let seen = Seen::of(server, text(&invoice["id"])).await;
        seen.agree();
        says_the_lines(&seen);
        says_the_whole(&seen);
    })
    .await;
}

async fn what_is_read_and_written_back_changes_nothing(server: &mut Server) {
    let unchanged = async |api: &Api, id: &str, before: &Value, is_final: bool| {
        let path = format!("/invoices/{id}");
        let got = api.get(&path).await.expect(200);
        let put = api.put(&path, &got.body()).await;
        if is_final {
            let _ = put.problem(409);
        } else {
            assert_eq!(put.clone().json(200), got.body());
            assert_eq!(put.header("etag"), got.header("etag"));
            assert_eq!(put.header("x-ignored-fields"), None, "{put}");
        }
        assert_eq!(server.read(id).await, *before);
    };
    let (native, invoiless) = (server.api(), server.at("/v1"));
    for_any_invoice(server, async |invoice| {
        let id = text(&invoice["id"]);
        let before = server.read(id).await;
        // What was issued is final for the native API, whatever is written.
        unchanged(&native, id, &before, before["status"] != "draft").await;
        unchanged(&invoiless, id, &before, false).await;
        invoiless.patch(&format!("/invoices/{id}"), &json!({})).await.expect(200);
        assert_eq!(server.read(id).await, before);
        let customer = format!("/customers/{}", text(&before["customer"]["id"]));
        let known = server.get(&customer).await.json(200);
        let own = invoiless.get(&customer).await.json(200);
        assert_eq!(invoiless.put(&customer, &own).await.json(200), own);
        assert_eq!(server.get(&customer).await.json(200), known);
    })
    .await;
}

both! {
    any_invoice_is_written_by_all_four_without_loss,
    what_is_read_and_written_back_changes_nothing,
}
