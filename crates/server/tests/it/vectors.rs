//! The vectors of the calculation, held to the cent through every API that can say them.

use crate::support::{Api, Server, both, text};
use serde_json::{Map, Value, json};

/// A kind (`percentage` or `amount`) and a figure.
type Rate = (&'static str, String);

struct Item {
    quantity: String,
    price: String,
    base_quantity: Option<String>,
    flat_fee: Option<String>,
    discount: Option<Rate>,
    category: String,
    tax: String,
}

/// An invoice, and what it must come to.
struct Case {
    id: String,
    currency: String,
    items: Vec<Item>,
    included: bool,
    discount: Option<Rate>,
    charge: Option<Rate>,
    prepaid: Option<String>,
    /// Figures by their native names.
    totals: Vec<(&'static str, String)>,
    /// Net of each line, where it is given.
    nets: Vec<String>,
    /// Category, rate, base and amount.
    taxes: Vec<[String; 4]>,
}

fn given(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn rate_of(kind: &Value, value: &Value) -> Option<Rate> {
    let kind = if kind == "percentage" { "percentage" } else { "amount" };
    Some((kind, given(value)?))
}

fn allowance(list: &Value) -> Option<Rate> {
    let first = list.get(0)?;
    given(&first["percent"])
        .map(|percent| ("percentage", percent))
        .or(given(&first["amount"]).map(|amount| ("amount", amount)))
}

fn plain(vector: &Value) -> Case {
    let included = vector["prices_include_tax"] == true;
    let expected = if included { "expected_gross_preserving" } else { "expected" };
    let expected = &vector[expected];
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let figures = [
        ("subtotal", "line_sum"),
        ("discount", "allowances"),
        ("charges", "charges"),
        ("net", "net"),
        ("tax", "vat_total"),
        ("gross", "gross"),
        ("total", "gross"),
        ("due", "due"),
    ];
    Case {
        id: text(&vector["id"]).to_owned(),
        currency: text(&vector["currency"]).to_owned(),
        items: list(&vector["lines"])
            .iter()
            .map(|line| Item {
                quantity: text(&line["qty"]).to_owned(),
                price: text(&line["price"]).to_owned(),
                base_quantity: given(&line["base_qty"]),
                flat_fee: None,
                discount: allowance(&line["allowances"]),
                category: text(&line["category"]).to_owned(),
                tax: text(&line["rate"]).to_owned(),
            })
            .collect(),
        included,
        discount: allowance(&vector["allowances"]),
        charge: allowance(&vector["charges"]),
        prepaid: given(&vector["prepaid"]),
        totals: figures.map(|(own, theirs)| (own, text(&expected[theirs]).to_owned())).into(),
        nets: list(&expected["line_net"]).iter().filter_map(given).collect(),
        taxes: list(&expected["vat"])
            .iter()
            .map(|tax| ["category", "rate", "taxable", "tax"].map(|key| text(&tax[key]).to_owned()))
            .collect(),
    }
}

fn inclusive(vector: &Value) -> Case {
    let expected = &vector["expected"];
    let figures = ["gross_subtotal", "gross_discount", "gross_charges", "net", "tax", "total"];
    let zero = |rate: &str| if rate == "0" { "Z" } else { "S" }.to_owned();
    Case {
        id: text(&vector["id"]).to_owned(),
        currency: text(&vector["currency"]).to_owned(),
        items: vector["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| Item {
                quantity: text(&item["quantity"]).to_owned(),
                price: text(&item["unit_price"]).to_owned(),
                base_quantity: given(&item["base_quantity"]),
                flat_fee: given(&item["flat_fee"]),
                discount: rate_of(&item["discount_type"], &item["discount_value"]),
                category: zero(text(&item["tax"])),
                tax: text(&item["tax"]).to_owned(),
            })
            .collect(),
        included: true,
        discount: rate_of(&vector["discount_type"], &vector["discount_value"]),
        charge: rate_of(&vector["charge"]["type"], &vector["charge"]["value"]),
        prepaid: None,
        totals: figures.map(|name| (name, text(&expected[name]).to_owned())).into(),
        nets: vec![],
        taxes: expected["taxes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|tax| {
                let [rate, base, amount] =
                    ["rate", "base", "amount"].map(|key| text(&tax[key]).to_owned());
                [zero(&rate), rate, base, amount]
            })
            .collect(),
    }
}

/// Every vector but two: V23 puts discount and charge at rates of their own, which no invoice here can; V32 comes to a
/// negative total, which is no invoice.
fn cases() -> Vec<Case> {
    let read = |text: &str| -> Vec<Value> {
        let file: Value = serde_json::from_str(text).unwrap();
        file["vectors"].as_array().unwrap().clone()
    };
    let given = read(include_str!("../../../domain/vectors.json"));
    let given = given.iter().filter(|vector| vector["id"] != "V23" && vector["id"] != "V32");
    let included = read(include_str!("../../../domain/vectors_included.json"));
    let cases: Vec<Case> = given.map(plain).chain(included.iter().map(inclusive)).collect();
    assert_eq!(cases.len(), 45);
    cases
}

/// The figures of the native reply, whichever API the invoice was made through.
async fn check(native: &Api, case: &Case, id: &str, has_categories: bool) {
    let mut invoice = native.get(&format!("/invoices/{id}")).await.json(200);
    if let Some(prepaid) = &case.prepaid {
        let body = json!({"amount": prepaid});
        native.post(&format!("/invoices/{id}/payments"), &body).await.expect(201);
        invoice = native.get(&format!("/invoices/{id}")).await.json(200);
    }
    let id = &case.id;
    for (name, expected) in &case.totals {
        assert_eq!(invoice["totals"][name].to_string(), *expected, "{id}: {name}");
    }
    for (item, net) in invoice["items"].as_array().unwrap().iter().zip(&case.nets) {
        assert_eq!(item["net"].to_string(), *net, "{id}: net of a line");
    }
    let taxes = invoice["totals"]["taxes"].as_array().unwrap();
    for [category, rate, base, amount] in
        case.taxes.iter().filter(|[_, rate, ..]| has_categories || rate != "0")
    {
        let is_it = |tax: &&Value| {
            let its = tax["rate"].to_string();
            its == *rate && (!has_categories || tax["category"] == *category)
        };
        let tax = taxes.iter().find(is_it).unwrap_or_else(|| panic!("{id}: no {category} {rate}"));
        assert_eq!(
            [tax["base"].to_string(), tax["amount"].to_string()],
            [base.clone(), amount.clone()],
            "{id}: {rate} %"
        );
    }
}

fn with(body: &mut Value, key: &str, value: Option<Value>) {
    if let Some(value) = value {
        body[key] = value;
    }
}

fn native_body(case: &Case) -> Value {
    let item = |item: &Item| {
        let mut body = json!({
            "name": "Work", "quantity": item.quantity, "unit_price": item.price,
            "taxes": [{"name": "VAT", "value": item.tax, "category": item.category}],
        });
        with(&mut body, "base_quantity", item.base_quantity.clone().map(Value::from));
        with(&mut body, "flat_fee", item.flat_fee.clone().map(Value::from));
        if let Some((kind, value)) = &item.discount {
            body["discount_type"] = json!(kind);
            body["discount_value"] = json!(value);
        }
        body
    };
    let mut body = json!({
        "customer": {"company": "Globex"}, "currency": case.currency, "tax_included": case.included,
        "items": case.items.iter().map(item).collect::<Vec<_>>(),
    });
    if let Some((kind, value)) = &case.discount {
        body["discount_type"] = json!(kind);
        body["discount_value"] = json!(value);
    }
    let charge = case.charge.as_ref();
    with(
        &mut body,
        "extra_charges",
        charge.map(|(kind, value)| json!({"type": kind, "value": value})),
    );
    body
}

/// Invoiless says everything but a base quantity, a flat fee and a return.
fn invoiless_body(case: &Case) -> Option<Value> {
    let rate = |(kind, value): &Rate| json!({"type": if *kind == "percentage" { "Percentage" } else { "Flat" }, "value": value});
    let mut items = vec![];
    for item in &case.items {
        if item.base_quantity.is_some() || item.flat_fee.is_some() || item.quantity.starts_with('-')
        {
            return None;
        }
        let mut body = json!({
            "name": "Work", "quantity": item.quantity, "price": item.price,
            "taxes": [{"name": "VAT", "value": item.tax}],
        });
        with(&mut body, "discount", item.discount.as_ref().map(rate));
        items.push(body);
    }
    let mut body = json!({
        "customer": {"internalId": "1", "billTo": {"company": "Globex"}}, "currency": case.currency,
        "taxIncluded": case.included, "items": items, "status": "Pending",
    });
    with(&mut body, "discount", case.discount.as_ref().map(rate));
    with(&mut body, "extraCharges", case.charge.as_ref().map(rate));
    Some(body)
}

/// JustPaid's lines say fees and discounts, and one tax each; the account says whether prices include it.
fn justpaid_lines(case: &Case) -> Option<Vec<Value>> {
    let lines = case.items.iter().map(|item| {
        let mut line = json!({
            "name": "Work", "quantity": item.quantity, "unit_price": item.price,
            "tax_name": "VAT", "tax_rate": item.tax,
        });
        with(&mut line, "flat_fee", item.flat_fee.clone().map(Value::from));
        if let Some((kind, value)) = &item.discount {
            let key = if *kind == "percentage" { "discount_percent" } else { "discount_amount" };
            line[key] = json!(value);
        }
        item.base_quantity.is_none().then_some(line)
    });
    let is_plain = case.discount.is_none() && case.charge.is_none();
    lines.collect::<Option<Vec<_>>>().filter(|_| is_plain)
}

/// JustInvoice says quantities and prices; the account says the one tax of all lines.
fn justinvoice_lines(case: &Case) -> Option<Vec<Value>> {
    let first = &case.items[0];
    let is_plain = |item: &Item| {
        item.base_quantity.is_none()
            && item.flat_fee.is_none()
            && item.discount.is_none()
            && !item.quantity.starts_with('-')
            && (&item.tax, &item.category) == (&first.tax, &first.category)
    };
    let line = |item: &Item| json!({"description": "Work", "quantity": item.quantity, "unitPrice": item.price});
    let is_said =
        case.discount.is_none() && case.charge.is_none() && case.items.iter().all(is_plain);
    is_said.then(|| case.items.iter().map(line).collect())
}

async fn defaults(server: &Server, fields: Value) {
    let mut defaults = Map::new();
    defaults.insert("defaults".to_owned(), fields);
    server.patch("/settings", &Value::Object(defaults)).await.expect(200);
}

async fn the_native_api_gives_every_expected_figure(server: &mut Server) {
    for case in cases() {
        let made = server.post("/invoices?issue=true", &native_body(&case)).await.json(201);
        check(server, &case, text(&made["id"]), true).await;
    }
}

async fn invoiless_gives_every_expected_figure(server: &mut Server) {
    let api = server.at("/v1");
    let mut said = 0;
    for case in cases() {
        let Some(body) = invoiless_body(&case) else { continue };
        said += 1;
        let made = api.post("/invoices", &body).await.json(201);
        let shown = api.get(&format!("/invoices/{}", text(&made["id"]))).await.json(200);
        for (name, expected) in &case.totals {
            let own = match *name {
                "net" => "netTotal",
                "subtotal" => "subTotal",
                "tax" | "total" => name,
                _ => continue,
            };
            assert_eq!(shown[own].to_string(), *expected, "{}: {own}", case.id);
        }
        check(server, &case, text(&made["id"]), false).await;
    }
    assert!(said > 40, "{said}");
}

async fn justpaid_gives_every_expected_figure(server: &mut Server) {
    let api = server.at("/api/v1");
    let customer = api.post("/customer/create", &json!({"name": "Globex"})).await.json(201);
    let mut said = 0;
    for case in cases() {
        let Some(lines) = justpaid_lines(&case) else { continue };
        said += 1;
        defaults(server, json!({"tax_included": case.included})).await;
        let body = json!({"customer": customer["uuid"], "currency": case.currency, "line_items": lines, "invoice_status": "sent"});
        let made = api.post("/invoice/create", &body).await.json(201);
        let total = case.totals.iter().find(|(name, _)| *name == "total").unwrap();
        assert_eq!(made["amount"].to_string(), total.1, "{}", case.id);
        check(server, &case, text(&made["uuid"]), false).await;
    }
    assert!(said > 20, "{said}");
}

async fn justinvoice_gives_every_expected_figure(server: &mut Server) {
    let api = server.at("/api");
    let mut said = 0;
    for case in cases() {
        let Some(lines) = justinvoice_lines(&case) else { continue };
        said += 1;
        let first = &case.items[0];
        let tax = json!({"name": "VAT", "value": first.tax, "category": first.category});
        defaults(server, json!({"tax_included": case.included, "taxes": [tax]})).await;
        let body = json!({"customerEmail": "a@globex.example", "currencyCode": case.currency, "lineItems": lines});
        let made = api.post("/invoices", &body).await.json(201);
        let total = case.totals.iter().find(|(name, _)| *name == "total").unwrap();
        assert_eq!(made["total"].to_string(), total.1, "{}", case.id);
        check(server, &case, text(&made["id"]), true).await;
    }
    assert!(said > 12, "{said}");
}

both! {
    the_native_api_gives_every_expected_figure,
    invoiless_gives_every_expected_figure,
    justpaid_gives_every_expected_figure,
    justinvoice_gives_every_expected_figure,
}
