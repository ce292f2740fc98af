//! JustPaid's API in the order of its page: the list and its filters, one invoice, the attributes of lines and customers;
//! then what its clients use beyond the page.

use crate::support::{Api, Draft, Server, both, text};
use serde_json::{Value, json};
use std::{collections::BTreeSet, path::PathBuf, process::Command};
use uuid::Uuid;

/// The fields that the page shows of an invoice.
const INVOICE: [&str; 19] = [
    "uuid",
    "invoice_status",
    "amount",
    "currency",
    "invoice_number",
    "invoice_date",
    "due_date",
    "service_start_date",
    "service_end_date",
    "description",
    "created_at",
    "is_recurring",
    "from_external_source",
    "external_source",
    "external_source_id",
    "payment_link",
    "line_items",
    "file_url",
    "customer",
];
/// The fields that the page shows of a line.
const LINE: [&str; 16] = [
    "uuid",
    "name",
    "unit_price",
    "quantity",
    "amount",
    "currency",
    "description",
    "flat_fee",
    "tax_rate",
    "tax_amount",
    "tax_name",
    "discount_amount",
    "discount_percent",
    "service_start_date",
    "service_end_date",
    "display_order",
];
/// The fields that the page shows of a customer.
const CUSTOMER: [&str; 10] = [
    "external_id",
    "uuid",
    "name",
    "contact_name",
    "email",
    "additional_emails",
    "billing_emails",
    "phone_number",
    "currency",
    "tax_id",
];
/// Every word, as the table of standings orders them.
const STATUSES: [&str; 9] = [
    "voided",
    "draft",
    "refunded",
    "paid",
    "overdue",
    "failed",
    "partial",
    "sent",
    "ready-to-send",
];

fn keys(object: &Value) -> BTreeSet<&str> {
    object
        .as_object()
        .unwrap_or_else(|| panic!("{object} is no object"))
        .keys()
        .map(String::as_str)
        .collect()
}

async fn customer(api: &Api) -> Value {
    api.post("/customer/create", &json!({"name": "Customer Name"})).await.json(201)
}

/// The page's invoice as a client would send it.
fn page_body(customer: &Value) -> Value {
    json!({
        "customer": customer["uuid"], "invoice_status": "draft", "currency": "USD", "invoice_number": "INV-2024-001",
        "invoice_date": "2024-03-21", "due_date": "2024-04-21", "service_start_date": "2024-03-01", "service_end_date": "2024-03-31",
        "description": "Monthly services for March 2024", "external_source": "stripe", "external_source_id": "inv_123456",
        "line_items": [{"name": "Product A", "unit_price": 100, "quantity": 2, "currency": "USD", "description": "Detailed description"}],
    })
}

/// An invoice of one line of `price`, with further fields.
fn body_of(customer: &Value, price: &str, fields: Value) -> Value {
    let mut body = json!({"customer": customer["uuid"], "currency": "USD", "line_items": [{"name": "Product A", "unit_price": price}]});
    for (key, value) in fields.as_object().expect("fields are an object") {
        body[key] = value.clone();
    }
    body
}

async fn made(api: &Api, customer: &Value, price: &str, fields: Value) -> Value {
    api.post("/invoice/create", &body_of(customer, price, fields)).await.json(201)
}

async fn shown(api: &Api, invoice: &Value) -> Value {
    api.get(&format!("/invoice/{}", text(&invoice["uuid"]))).await.json(200)
}

/// The ids of a list.
async fn listed(api: &Api, query: &str) -> Vec<String> {
    let list = api.get(&format!("/invoice/?limit=1000&{query}")).await.json(200);
    let ids: Vec<String> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| text(&item["uuid"]).to_owned())
        .collect();
    assert_eq!(list["count"], ids.len(), "{query}");
    ids
}

/// One invoice in each standing that clients can bring about, with the word for it.
async fn in_every_standing(server: &Server, customer: &Value) -> Vec<(&'static str, Value)> {
    let past =
        json!({"invoice_status": "sent", "invoice_date": "2024-01-01", "due_date": "2024-01-31"});
    let open = json!({"invoice_status": "ready-to-send"});
    let voided = made(server, customer, "10", open.clone()).await;
    server.act(&format!("/invoices/{}/void", text(&voided["uuid"]))).await.expect(200);
    let refunded = made(server, customer, "11", open.clone()).await;
    let payment = pay(server, &refunded, json!({})).await.json(201);
    let path = format!(
        "/invoices/{}/payments/{}/refunds",
        text(&refunded["uuid"]),
        text(&payment["uuid"])
    );
    server.post(&path, &json!({})).await.expect(201);
    let paid = made(server, customer, "12", past.clone()).await;
    pay(server, &paid, json!({})).await.expect(201);
    let partial = made(server, customer, "13", json!({"invoice_status": "sent"})).await;
    pay(server, &partial, json!({"amount": "3.50"})).await.expect(201);
    vec![
        ("voided", voided),
        ("draft", made(server, customer, "14", json!({})).await),
        ("refunded", refunded),
        ("paid", paid),
        ("overdue", made(server, customer, "15", past).await),
        ("partial", partial),
        ("sent", made(server, customer, "16", json!({"invoice_status": "sent"})).await),
        ("ready-to-send", made(server, customer, "17", open).await),
    ]
}

async fn pay(api: &Api, invoice: &Value, mut body: Value) -> crate::support::Reply {
    body["invoice"] = invoice["uuid"].clone();
    api.post("/payment/invoice_payment/create", &body).await
}

// The list.

async fn the_list_has_items_and_count_with_and_without_the_slash(server: &mut Server) {
    let empty = server.get("/invoice/").await.json(200);
    assert_eq!(empty, json!({"items": [], "count": 0}));
    let customer = customer(server).await;
    let invoice = server.post("/invoice/create", &page_body(&customer)).await.json(201);
    let list = server.get("/invoice/").await.json(200);
    assert_eq!(list, json!({"items": [invoice], "count": 1}));
    assert_eq!(server.get("/invoice").await.json(200), list);
}

async fn an_invoice_has_exactly_the_fields_of_the_page(server: &mut Server) {
    let customer = customer(server).await;
    assert_eq!(keys(&customer), BTreeSet::from(CUSTOMER));
    for status in ["draft", "sent"] {
        let invoice = made(server, &customer, "1", json!({"invoice_status": status})).await;
        assert_eq!(keys(&invoice), BTreeSet::from(INVOICE));
        assert_eq!(keys(&invoice["line_items"][0]), BTreeSet::from(LINE));
        assert_eq!(keys(&invoice["customer"]), BTreeSet::from(CUSTOMER));
    }
}

async fn invoice_status_finds_exactly_what_shows_the_word(server: &mut Server) {
    let customer = customer(server).await;
    let all = in_every_standing(server, &customer).await;
    for (word, invoice) in &all {
        assert_eq!(shown(server, invoice).await["invoice_status"], *word);
        assert_eq!(
            listed(server, &format!("invoice_status={word}")).await,
            [text(&invoice["uuid"])],
            "{word}"
        );
    }
    assert_eq!(listed(server, "invoice_status=failed").await, [""; 0]);
    assert_eq!(listed(server, "invoice_status=draft,paid").await.len(), 2);
    assert_eq!(listed(server, "").await.len(), all.len());
    assert_eq!(
        listed(server, &format!("invoice_status={}", STATUSES.join(","))).await.len(),
        all.len()
    );
    for wrong in ["open", "Draft", "ready_to_send", "", "draft,open"] {
        assert_eq!(
            server.get(&format!("/invoice/?invoice_status={wrong}")).await.faults(),
            ["invoice_status"],
            "{wrong}"
        );
    }
}

async fn customer_finds_the_customers_invoices(server: &mut Server) {
    let (one, other) = (customer(server).await, customer(server).await);
    let invoice = made(server, &one, "1", json!({})).await;
    made(server, &other, "1", json!({})).await;
    assert_eq!(
        listed(server, &format!("customer={}", text(&one["uuid"]))).await,
        [text(&invoice["uuid"])]
    );
    assert_eq!(listed(server, &format!("customer={}", Uuid::now_v7())).await, [""; 0]);
    assert_eq!(server.get("/invoice/?customer=CUST-001").await.faults(), ["customer"]);
}

async fn dates_and_amounts_are_bounds_that_are_included_in_every_spelling(server: &mut Server) {
    let customer = customer(server).await;
    for (day, price) in [("2024-03-01", "100"), ("2024-03-02", "100.01"), ("2024-03-03", "200")] {
        made(server, &customer, price, json!({"invoice_date": day, "due_date": day})).await;
    }
    for field in ["invoice_date", "due_date"] {
        for (low, high) in [("gte", "lte"), ("_gte", "_lte"), ("from", "to")] {
            assert_eq!(
                listed(server, &format!("{field}_{low}=2024-03-02")).await.len(),
                2,
                "{field}_{low}"
            );
            assert_eq!(
                listed(server, &format!("{field}_{high}=2024-03-02")).await.len(),
                2,
                "{field}_{high}"
            );
            let both = format!("{field}_{low}=2024-03-02&{field}_{high}=2024-03-02");
            assert_eq!(listed(server, &both).await.len(), 1, "{both}");
            for wrong in ["2024-02-30", "21.03.2024", "yesterday"] {
                let name = format!("{field}_{low}");
                assert_eq!(server.get(&format!("/invoice/?{name}={wrong}")).await.faults(), [name]);
            }
        }
    }
    for (low, high) in [
        ("amount_gte", "amount_lte"),
        ("amount__gte", "amount__lte"),
        ("amount_from", "amount_to"),
        ("min_amount", "max_amount"),
    ] {
        assert_eq!(listed(server, &format!("{low}=100.01")).await.len(), 2, "{low}");
        assert_eq!(listed(server, &format!("{low}=100.001")).await.len(), 2, "{low}");
        assert_eq!(listed(server, &format!("{high}=100.01")).await.len(), 2, "{high}");
        assert_eq!(listed(server, &format!("{high}=100.009")).await.len(), 1, "{high}");
        assert_eq!(
            server.get(&format!("/invoice/?{low}=much&{high}=1e400")).await.faults(),
            [low, high]
        );
    }
    assert_eq!(server.get("/invoice/?amount_gte=1&min_amount=2").await.faults(), ["min_amount"]);
}

async fn limit_and_offset_go_through_the_list_newest_first(server: &mut Server) {
    let customer = customer(server).await;
    for day in 1..=5 {
        made(server, &customer, "1", json!({"invoice_date": format!("2024-03-0{day}")})).await;
    }
    let whole = listed(server, "").await;
    let mut paged = vec![];
    for offset in 0..=5 {
        let list = server.get(&format!("/invoice/?limit=1&offset={offset}")).await.json(200);
        assert_eq!(list["count"], 5);
        paged.extend(
            list["items"].as_array().unwrap().iter().map(|item| text(&item["uuid"]).to_owned()),
        );
    }
    assert_eq!(paged, whole);
    let newest = server.get("/invoice/?limit=1").await.json(200);
    assert_eq!(newest["items"][0]["invoice_date"], "2024-03-05");
    for good in ["limit=1", "limit=1000", "offset=0", "offset=1000000"] {
        server.get(&format!("/invoice/?{good}")).await.expect(200);
    }
    for (wrong, name) in [
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("limit=x", "limit"),
        ("limit=1.5", "limit"),
        ("offset=-1", "offset"),
        ("offset=x", "offset"),
    ] {
        assert_eq!(server.get(&format!("/invoice/?{wrong}")).await.faults(), [name], "{wrong}");
    }
}

async fn the_list_has_a_hundred_results_if_nobody_says(server: &mut Server) {
    let customer = customer(server).await;
    for _ in 0..101 {
        made(server, &customer, "1", json!({})).await;
    }
    let list = server.get("/invoice/").await.json(200);
    assert_eq!((list["items"].as_array().unwrap().len(), &list["count"]), (100, &json!(101)));
}

// One invoice.

async fn each_field_of_the_page_that_is_sent_comes_back(server: &mut Server) {
    let customer = customer(server).await;
    let body = page_body(&customer);
    let reply = server.post("/invoice/create", &body).await.expect(201);
    assert_eq!(reply.header("x-ignored-fields"), None);
    let invoice = reply.body();
    assert_eq!(
        reply.header("location"),
        Some(format!("/api/v1/invoice/{}", text(&invoice["uuid"])).as_str())
    );
    for (field, value) in body.as_object().unwrap() {
        match field.as_str() {
            "customer" => assert_eq!(invoice["customer"]["uuid"], *value),
            "line_items" => {
                for (field, value) in value[0].as_object().unwrap() {
                    assert_eq!(invoice["line_items"][0][field], *value, "{field}");
                }
            }
            _ => assert_eq!(invoice[field], *value, "{field}"),
        }
    }
    assert_eq!(invoice["amount"].to_string(), "200.00");
    assert_eq!(invoice["line_items"][0]["amount"].to_string(), "200.00");
    assert_eq!(invoice["is_recurring"], false);
    assert_eq!(invoice["from_external_source"], true);
    assert!(text(&invoice["created_at"]).ends_with('Z'));
    assert_eq!(invoice["file_url"], format!("{}/pdf", text(&invoice["payment_link"])));
    let got = server.get(&format!("/invoice/{}", text(&invoice["uuid"]))).await.expect(200);
    assert_eq!(got.body(), invoice);
    assert_eq!(got.header("etag"), reply.header("etag"));
    let native = server.read(text(&invoice["uuid"])).await;
    assert_eq!(native["number"], "INV-2024-001");
    assert_eq!(native["totals"]["total"].to_string(), "200.00");
}

async fn what_nobody_knows_is_null(server: &mut Server) {
    let customer = customer(server).await;
    let body = json!({"customer": customer["uuid"], "due_date": null, "line_items": [{"description": "Only described", "unit_price": "0.125", "quantity": "1.5"}]});
    let invoice = server.post("/invoice/create", &body).await.json(201);
    for field in [
        "due_date",
        "service_start_date",
        "service_end_date",
        "description",
        "external_source",
        "external_source_id",
    ] {
        assert!(invoice[field].is_null(), "{field}");
    }
    // What the page shows as a text is one in every stage.
    assert_eq!(invoice["invoice_number"], format!("DRAFT-{}", &text(&invoice["uuid"])[..8]));
    assert_eq!(invoice["line_items"][0]["name"], "Only described");
    assert_eq!(invoice["from_external_source"], false);
    let line = &invoice["line_items"][0];
    for field in [
        "flat_fee",
        "tax_rate",
        "tax_name",
        "discount_percent",
        "service_start_date",
        "service_end_date",
        "display_order",
    ] {
        assert!(line[field].is_null(), "{field}");
    }
    assert_eq!(
        (line["unit_price"].to_string(), line["quantity"].to_string()),
        ("0.125".to_owned(), "1.5".to_owned())
    );
    for field in ["contact_name", "email", "phone_number", "currency", "tax_id", "external_id"] {
        assert!(invoice["customer"][field].is_null(), "{field}");
    }
    assert_eq!(invoice["customer"]["additional_emails"], json!([]));
}

async fn an_unknown_invoice_is_not_found(server: &mut Server) {
    for id in [Uuid::now_v7().to_string(), "123".to_owned()] {
        assert_eq!(server.get(&format!("/invoice/{id}")).await.problem(404), "not_found");
    }
    let issued = server.issued().await;
    let note = server.invoice_act(&issued, "credit-note").await.json(201);
    server.get(&format!("/invoice/{}", text(&note["id"]))).await.expect(404);
    assert_eq!(listed(server, "").await, [text(&issued["id"])]);
}

async fn a_key_is_needed_and_taken_in_four_headers(server: &mut Server) {
    let nobody = server.without_key();
    let reply = nobody.get("/invoice/").await;
    assert_eq!(reply.problem(401), "unauthorized");
    assert!(reply.header("www-authenticate").is_some());
    for (name, value) in [
        ("authorization", "Bearer "),
        ("authorization", "ApiKey "),
        ("x-api-key", ""),
        ("api-key", ""),
    ] {
        nobody.with(name, &format!("{value}{}", server.key)).get("/invoice/").await.expect(200);
    }
}

// The attributes of a line.

async fn a_line_shows_fee_discount_and_tax(server: &mut Server) {
    let customer = customer(server).await;
    let lines = json!([
        {"name": "a", "unit_price": 100, "quantity": 3, "flat_fee": "9.99", "discount_percent": 10, "tax_name": "VAT", "tax_rate": "19", "display_order": 2,
            "service_start_date": "2023-12-25", "service_end_date": "2023-12-31"},
        {"name": "b", "unit_price": 50, "discount_amount": "5.50", "tax_name": "Levy", "tax_amount": "1.25", "display_order": 1},
        {"name": "c", "unit_price": 10, "tax_rate": 0, "discount_amount": 0},
    ]);
    let invoice = made(server, &customer, "1", json!({"line_items": lines})).await;
    let names: Vec<&str> =
        invoice["line_items"].as_array().unwrap().iter().map(|line| text(&line["name"])).collect();
    assert_eq!(names, ["b", "a", "c"]);
    let figures = |line: usize| {
        [
            "amount",
            "flat_fee",
            "discount_amount",
            "discount_percent",
            "tax_rate",
            "tax_amount",
            "tax_name",
        ]
        .map(|field| invoice["line_items"][line][field].to_string())
    };
    assert_eq!(figures(1), ["278.99", "9.99", "31.00", "10", "19", "53.01", "\"VAT\""]);
    assert_eq!(figures(0), ["44.50", "null", "5.50", "null", "null", "1.25", "\"Levy\""]);
    assert_eq!(figures(2), ["10.00", "null", "0.00", "null", "0", "0.00", "null"]);
    assert_eq!(invoice["line_items"][1]["service_start_date"], "2023-12-25");
    assert_eq!(invoice["line_items"][1]["service_end_date"], "2023-12-31");
    assert_eq!(invoice["amount"].to_string(), "387.75");
}

async fn several_taxes_are_joined_and_summed(server: &mut Server) {
    let taxes = json!([{"name": "GST", "value": 5}, {"name": "QST", "value": "9.975"}, {"name": "Levy", "type": "amount", "value": 2}]);
    let issued = server
        .made(json!({"taxes": taxes, "items": [{"name": "x", "unit_price": 100}]}), true)
        .await;
    let line =
        &server.get(&format!("/invoice/{}", text(&issued["id"]))).await.json(200)["line_items"][0];
    assert_eq!(line["tax_name"], "GST + QST + Levy");
    assert_eq!(line["tax_rate"].to_string(), "14.975");
    assert_eq!(line["tax_amount"].to_string(), issued["totals"]["tax"].to_string());
}

async fn a_percentage_wins_over_the_amount_that_it_comes_to(server: &mut Server) {
    let customer = customer(server).await;
    let line = json!({"name": "a", "unit_price": 100, "discount_percent": 10, "discount_amount": "10.00", "tax_rate": 20, "tax_amount": "18.00", "amount": 90});
    let reply = server
        .post("/invoice/create", &body_of(&customer, "1", json!({"line_items": [line]})))
        .await
        .expect(201);
    assert_eq!(reply.body()["amount"].to_string(), "108.00");
    let ignored = reply.header("x-ignored-fields").unwrap();
    for field in ["amount", "tax_amount", "discount_amount"] {
        assert!(ignored.contains(&format!("/line_items/0/{field}")), "{ignored}");
    }
}

async fn each_limit_of_the_page_is_met(server: &mut Server) {
    let customer = customer(server).await;
    for (field, most) in [("name", 255), ("tax_name", 255), ("description", 10_000)] {
        let line = |length: usize| {
            let mut line = json!({"name": "a", "unit_price": 1, "tax_rate": 5});
            line[field] = json!("é".repeat(length));
            body_of(&customer, "1", json!({"line_items": [line]}))
        };
        let invoice = server.post("/invoice/create", &line(most)).await.json(201);
        assert_eq!(text(&invoice["line_items"][0][field]).chars().count(), most);
        assert_eq!(
            server.post("/invoice/create", &line(most + 1)).await.faults(),
            [format!("/line_items/0/{field}")]
        );
    }
    for (field, most) in [
        ("invoice_number", 100),
        ("description", 10_000),
        ("external_source", 255),
        ("external_source_id", 255),
    ] {
        let invoice = |length: usize| {
            let mut fields = json!({});
            fields[field] = json!("é".repeat(length));
            body_of(&customer, "1", fields)
        };
        let made = server.post("/invoice/create", &invoice(most)).await.json(201);
        assert_eq!(text(&made[field]).chars().count(), most);
        assert_eq!(
            server.post("/invoice/create", &invoice(most + 1)).await.faults(),
            [format!("/{field}")]
        );
    }
    let lines = |count: usize| {
        let line = json!({"name": "a", "unit_price": 1});
        body_of(&customer, "1", json!({"line_items": vec![line; count]}))
    };
    for count in [1, 1000] {
        server.post("/invoice/create", &lines(count)).await.expect(201);
    }
    for count in [0, 1001] {
        assert_eq!(server.post("/invoice/create", &lines(count)).await.faults(), ["/line_items"]);
    }
}

// The attributes of a customer.

async fn each_field_of_a_customer_comes_back_within_its_limit(server: &mut Server) {
    let body = json!({
        "external_id": "CUST-001", "name": "Customer Name", "contact_name": "Hank Scorpio", "email": "billing@globex.example",
        "additional_emails": ["a@globex.example"], "billing_emails": ["b@globex.example", "c@globex.example"],
        "phone_number": "+1 415 555 0100", "currency": "EUR", "tax_id": "US123456789",
    });
    let reply = server.post("/customer/create", &body).await.expect(201);
    let mut customer = reply.body();
    let path = format!("/customer/{}", text(&customer["uuid"]));
    assert_eq!(reply.header("location"), Some(format!("/api/v1{path}").as_str()));
    assert_eq!(server.get(&path).await.json(200), customer);
    let invoice =
        made(server, &customer, "1", json!({"currency": null, "invoice_status": "sent"})).await;
    assert_eq!(invoice["customer"], customer);
    assert_eq!(invoice["currency"], "EUR");
    customer.as_object_mut().unwrap().remove("uuid");
    assert_eq!(customer, body);
    assert_eq!(server.post("/customer/create", &body).await.problem(409), "duplicate");

    for (field, most) in [
        ("name", 100),
        ("contact_name", 100),
        ("phone_number", 20),
        ("tax_id", 25),
        ("external_id", 255),
    ] {
        let of = |length: usize| {
            let mut body = json!({"name": "n"});
            body[field] = json!("5".repeat(length));
            body
        };
        let made = server.post("/customer/create", &of(most)).await.json(201);
        assert_eq!(text(&made[field]).len(), most);
        assert_eq!(
            server.post("/customer/create", &of(most + 1)).await.faults(),
            [format!("/{field}")]
        );
    }
    let address = |length: usize| {
        let domain = format!("{}.example", "d".repeat(40));
        format!("{}@{domain}", "a".repeat(length - 1 - domain.len()))
    };
    server.post("/customer/create", &json!({"name": "n", "email": address(100)})).await.expect(201);
    assert_eq!(
        server
            .post("/customer/create", &json!({"name": "n", "email": address(101)}))
            .await
            .faults(),
        ["/email"]
    );
}

async fn all_faults_of_a_customer_are_told_at_once(server: &mut Server) {
    let body = json!({"email": "nobody", "additional_emails": ["a@b.example", "x"], "currency": "EURO", "tax_id": 7, "phone_number": "1".repeat(21)});
    let mut faults = server.post("/customer/create", &body).await.faults();
    faults.sort();
    assert_eq!(
        faults,
        ["/additional_emails/1", "/currency", "/email", "/name", "/phone_number", "/tax_id"]
    );
    server.get(&format!("/customer/{}", Uuid::now_v7())).await.expect(404);
}

// Beyond the page.

async fn a_new_invoice_goes_as_far_as_its_status_says(server: &mut Server) {
    let customer = customer(server).await;
    let draft = made(server, &customer, "1", json!({"invoice_status": "draft"})).await;
    assert_eq!(draft["invoice_number"], format!("DRAFT-{}", &text(&draft["uuid"])[..8]));
    for (number, status) in ["ready-to-send", "sent"].into_iter().enumerate() {
        let invoice = made(server, &customer, "1", json!({"invoice_status": status})).await;
        assert_eq!(invoice["invoice_status"], status);
        assert!(
            text(&invoice["invoice_number"]).ends_with(&format!("000{}", number + 1)),
            "{invoice}"
        );
        let native = server.read(text(&invoice["uuid"])).await;
        assert_eq!(native["sent_at"].is_string(), status == "sent");
    }
    for wrong in ["paid", "Sent", ""] {
        let reply = server
            .post("/invoice/create", &body_of(&customer, "1", json!({"invoice_status": wrong})))
            .await;
        assert_eq!(reply.faults(), ["/invoice_status"], "{wrong}");
    }
}

async fn payment_link_and_file_url_open_without_a_key(server: &mut Server) {
    let customer = customer(server).await;
    let invoice = made(server, &customer, "1", json!({"invoice_status": "sent"})).await;
    let nobody = server.without_key().at("");
    let path = |field: &str| {
        text(&invoice[field])
            .strip_prefix(server.base())
            .expect("the link leads to the server")
            .to_owned()
    };
    let page = nobody.get(&path("payment_link")).await.expect(200);
    assert!(page.header("content-type").unwrap().starts_with("text/html"));
    assert!(page.text().contains(text(&invoice["invoice_number"])));
    let pdf = nobody.get(&path("file_url")).await.expect(200);
    assert_eq!(pdf.header("content-type"), Some("application/pdf"));
    assert!(pdf.bytes.starts_with(b"%PDF-"));
}

async fn faults_point_into_the_clients_own_body(server: &mut Server) {
    let reply = server.post("/invoice/create", &json!({"line_items": [{"quantity": "x"}, {"name": "b", "unit_price": 1, "currency": "EUR"}, {"name": "c", "unit_price": 1, "currency": "USD"}], "invoice_date": "21.03.2024"})).await;
    let mut faults = reply.faults();
    faults.sort();
    assert_eq!(
        faults,
        [
            "/customer",
            "/invoice_date",
            "/line_items/0/name",
            "/line_items/0/quantity",
            "/line_items/0/unit_price",
            "/line_items/2/currency"
        ]
    );
    let customer = customer(server).await;
    let lines = json!([
        {"name": "a", "unit_price": -1, "quantity": 0}, {"name": "b", "unit_price": 1, "discount_percent": 101},
        {"name": "c", "unit_price": 1}, {"name": "d", "unit_price": 1, "tax_rate": -1},
        {"name": "e", "unit_price": 1, "tax_amount": -1}, {"name": "f", "unit_price": 1, "flat_fee": -1, "service_start_date": "2024-02-01", "service_end_date": "2024-01-01"},
    ]);
    let body = body_of(
        &customer,
        "1",
        json!({"invoice_date": "2024-03-21", "due_date": "2024-03-20", "line_items": lines}),
    );
    let mut faults = server.post("/invoice/create", &body).await.faults();
    faults.sort();
    assert_eq!(
        faults,
        [
            "/due_date",
            "/line_items/0/quantity",
            "/line_items/0/unit_price",
            "/line_items/1/discount_percent",
            "/line_items/3/tax_rate",
            "/line_items/4/tax_amount",
            "/line_items/5/flat_fee",
            "/line_items/5/service_end_date"
        ]
    );
    let nobody = json!({"uuid": Uuid::now_v7()});
    assert_eq!(
        server.post("/invoice/create", &body_of(&nobody, "1", json!({}))).await.faults(),
        ["/customer"]
    );
    let named = json!({"line_items": [{"name": "a", "unit_price": 1, "tax_name": "VAT"}]});
    assert_eq!(
        server.post("/invoice/create", &body_of(&customer, "1", named)).await.faults(),
        ["/line_items/0/tax_rate"]
    );
}

async fn unknown_fields_are_ignored_and_named(server: &mut Server) {
    let customer = customer(server).await;
    let line = json!({"name": "a", "unit_price": 1, "sku": "A-1"});
    let reply = server
        .post(
            "/invoice/create",
            &body_of(&customer, "1", json!({"memo": "x", "line_items": [line]})),
        )
        .await
        .expect(201);
    assert_eq!(reply.header("x-ignored-fields"), Some("/line_items/0/sku, /memo"));
}

async fn a_number_or_an_external_id_is_used_once(server: &mut Server) {
    let customer = customer(server).await;
    server.post("/invoice/create", &page_body(&customer)).await.expect(201);
    let mut again = page_body(&customer);
    assert_eq!(server.post("/invoice/create", &again).await.problem(409), "number_taken");
    again["invoice_number"] = json!("INV-2024-002");
    assert_eq!(server.post("/invoice/create", &again).await.problem(409), "duplicate");
}

async fn an_idempotency_key_makes_one_invoice_and_a_dry_run_none(server: &mut Server) {
    let customer = customer(server).await;
    let body = body_of(&customer, "1", json!({"invoice_status": "sent"}));
    let reply = server.post("/invoice/create?dry_run=true", &body).await.expect(200);
    assert_eq!(reply.body()["invoice_status"], "sent");
    assert_eq!(listed(server, "").await, [""; 0]);
    let once = server.with("idempotency-key", "k-1");
    let first = once.post("/invoice/create", &body).await.expect(201);
    let second = once.post("/invoice/create", &body).await.expect(201);
    assert_eq!(second.header("idempotent-replayed"), Some("true"));
    assert_eq!(second.body(), first.body());
    assert_eq!(listed(server, "").await.len(), 1);
}

async fn payments_are_recorded_listed_and_cancelled(server: &mut Server) {
    let customer = customer(server).await;
    let invoice = made(server, &customer, "200", json!({"invoice_status": "sent"})).await;
    let other =
        made(server, &customer, "7000", json!({"invoice_status": "sent", "currency": "JPY"})).await;
    let part = json!({"amount": "50.50", "payment_date": "2024-04-02", "payment_method": "card", "reference": "RF-1", "notes": "first"});
    let reply = pay(server, &invoice, part.clone()).await.expect(201);
    let payment = reply.body();
    for (field, value) in part.as_object().unwrap() {
        let sent = value.as_str().unwrap();
        assert_eq!(payment[field].to_string().trim_matches('"'), sent, "{field}");
    }
    assert_eq!(
        (&payment["status"], &payment["invoice"], &payment["currency"]),
        (&json!("paid"), &invoice["uuid"], &json!("USD"))
    );
    assert_eq!(shown(server, &invoice).await["invoice_status"], "partial");
    let location = reply.header("location").unwrap().strip_prefix("/api/v1").unwrap();
    assert_eq!(server.get(location).await.json(200), payment);

    let rest = pay(server, &invoice, json!({})).await.json(201);
    assert_eq!(rest["amount"].to_string(), "149.50");
    assert_eq!(shown(server, &invoice).await["invoice_status"], "paid");
    assert_eq!(pay(server, &invoice, json!({"amount": 1})).await.problem(409), "overpayment");
    let yen = pay(server, &other, json!({})).await.json(201);
    assert_eq!(yen["amount"].to_string(), "7000");

    let list = server.get("/payment/invoice_payment").await.json(200);
    assert_eq!(list, json!({"items": [yen, rest, payment], "count": 3}));
    let part = server.get("/payment/invoice_payment?limit=1&offset=1").await.json(200);
    assert_eq!(part, json!({"items": [rest], "count": 3}));
    let own = server
        .get(&format!(
            "/payment/invoice_payment?invoice={}&limit=1&offset=1",
            text(&invoice["uuid"])
        ))
        .await
        .json(200);
    assert_eq!(own, json!({"items": [payment], "count": 2}));

    let cancel = format!("/payment/invoice_payment/{}/cancel", text(&rest["uuid"]));
    let cancelled = server.act(&cancel).await.json(200);
    assert_eq!((&cancelled["status"], &cancelled["uuid"]), (&json!("cancelled"), &rest["uuid"]));
    assert!(cancelled["cancelled_at"].is_string());
    assert_eq!(shown(server, &invoice).await["invoice_status"], "partial");
    server.act(&cancel).await.expect(404);
}

async fn a_payment_is_checked(server: &mut Server) {
    let customer = customer(server).await;
    let invoice = made(server, &customer, "200", json!({"invoice_status": "sent"})).await;
    let wrong = json!({"amount": "x", "payment_date": "soon", "payment_method": "gold", "reference": "r".repeat(256)});
    assert_eq!(
        pay(server, &invoice, wrong).await.faults(),
        ["/amount", "/payment_method", "/reference", "/payment_date"]
    );
    assert_eq!(
        server.post("/payment/invoice_payment/create", &json!({"amount": 1})).await.faults(),
        ["/invoice"]
    );
    assert_eq!(pay(server, &invoice, json!({"amount": "0.001"})).await.faults(), ["/amount"]);
    pay(server, &json!({"uuid": Uuid::now_v7()}), json!({})).await.expect(404);
    let draft = made(server, &customer, "1", json!({})).await;
    assert_eq!(pay(server, &draft, json!({})).await.problem(409), "invalid_transition");
}

async fn every_route_is_described_with_an_example(server: &mut Server) {
    let document = server.get("/openapi.json").await.json(200);
    for (path, method) in [
        ("/invoice/", "get"),
        ("/invoice/{invoice_uuid}", "get"),
        ("/invoice/create", "post"),
        ("/customer/create", "post"),
        ("/customer/{customer_uuid}", "get"),
        ("/payment/invoice_payment", "get"),
        ("/payment/invoice_payment/create", "post"),
        ("/payment/invoice_payment/{payment_uuid}/cancel", "post"),
    ] {
        let operation = &document["paths"][format!("/api/v1{path}")][method];
        assert_eq!(operation["tags"], json!(["JustPaid"]), "{path}");
    }
    let example = &document["components"]["schemas"]["JustPaidInvoice"]["example"];
    assert_eq!(keys(example), BTreeSet::from(INVOICE));
    assert_eq!(example["uuid"], "123e4567-e89b-12d3-a456-426614174000");
}

async fn the_example_programs_run(server: &mut Server) {
    let customer = customer(server).await;
    let invoice = server.post("/invoice/create", &page_body(&customer)).await.json(201);
    let list = example(server, "sh", &["list.sh"]);
    assert_eq!(list["items"][0]["uuid"], invoice["uuid"]);
    assert_eq!(example(server, "sh", &["get.sh", text(&invoice["uuid"])]), invoice);
    let node = example(server, "node", &["invoices.mjs"]);
    assert_eq!((&node["amount"], &node["count"]), (&json!(200), &json!(1)));
    assert!(node["pdf_bytes"].as_i64().unwrap() > 1000, "{node}");
    let python = example(server, "python3", &["invoices.py"]);
    assert_eq!(python, json!({"amount": "1199.88", "paid": "1199.88", "count": 1}));
}

both! {
    the_list_has_items_and_count_with_and_without_the_slash,
    an_invoice_has_exactly_the_fields_of_the_page,
    invoice_status_finds_exactly_what_shows_the_word,
    customer_finds_the_customers_invoices,
    dates_and_amounts_are_bounds_that_are_included_in_every_spelling,
    limit_and_offset_go_through_the_list_newest_first,
    the_list_has_a_hundred_results_if_nobody_says,
    each_field_of_the_page_that_is_sent_comes_back,
    what_nobody_knows_is_null,
    an_unknown_invoice_is_not_found,
    a_key_is_needed_and_taken_in_four_headers,
    a_line_shows_fee_discount_and_tax,
    several_taxes_are_joined_and_summed,
    a_percentage_wins_over_the_amount_that_it_comes_to,
    each_limit_of_the_page_is_met,
    each_field_of_a_customer_comes_back_within_its_limit,
    all_faults_of_a_customer_are_told_at_once,
    a_new_invoice_goes_as_far_as_its_status_says,
    payment_link_and_file_url_open_without_a_key,
    faults_point_into_the_clients_own_body,
    unknown_fields_are_ignored_and_named,
    a_number_or_an_external_id_is_used_once,
    an_idempotency_key_makes_one_invoice_and_a_dry_run_none,
    payments_are_recorded_listed_and_cancelled,
    a_payment_is_checked,
    every_route_is_described_with_an_example,
    the_example_programs_run,
}

/// What an example program prints.
fn example(server: &Server, program: &str, arguments: &[&str]) -> Value {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/justpaid");
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .env("NET30_URL", server.base())
        .env("NET30_KEY", &server.key)
        .output()
        .unwrap_or_else(|error| panic!("{program} does not start: {error}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {said}");
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("no JSON ({error}): {said}"))
}
