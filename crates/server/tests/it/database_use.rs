//! How much is asked of the database, counted by the server itself: no more for many entries than for few, and next to
//! nothing when there is nothing to do.

use crate::{
    background::account,
    support::{Api, Draft, Server, both, eventually, text},
};
use serde_json::json;
use std::collections::BTreeMap;

/// Of a metric's lines the values, by what stands before them.
async fn metrics(server: &Server) -> BTreeMap<String, String> {
    let told = server.at("").get("/metrics").await.expect(200).text();
    let values = told.lines().filter_map(|line| line.rsplit_once(' '));
    values.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

async fn counted(server: &Server, metric: &str) -> u64 {
    metrics(server).await[metric].parse().unwrap()
}

async fn statements(server: &Server) -> u64 {
    counted(server, "net30_database_statements_total").await
}

/// How many statements a request takes: of several tries the fewest, since rounds of background work come in between.
async fn taken(server: &Server, path: &str) -> u64 {
    let mut fewest = u64::MAX;
    for _ in 0..6 {
        let before = statements(server).await;
        server.at("").get(path).await.expect(200);
        fewest = fewest.min(statements(server).await - before);
    }
    fewest
}

/// Lists and reports of every API, each with as many entries as it may have.
const LISTS: [&str; 16] = [
    "/api/v1/invoices?limit=100",
    "/api/v1/invoices?limit=100&sort=total",
    "/api/v1/invoices?limit=100&search=customer",
    "/api/v1/invoices?limit=100&status=open",
    "/api/v1/customers?limit=100",
    "/api/v1/products?limit=100",
    "/api/v1/taxes?limit=100",
    "/api/v1/events?limit=100",
    "/api/v1/search?q=customer",
    "/api/v1/reports/summary",
    "/api/v1/reports/aging",
    "/api/v1/reports/tax",
    "/api/v1/reports/revenue",
    "/v1/invoices?limit=100",
    "/v1/customers?limit=100",
    "/v1/items?limit=100",
];

/// How many more it may take to choose the way to a longer list.
const WAY: u64 = 8;

/// Lists whose entries may be so long that they are read in pieces: how many entries a piece has here, and how many statements
/// it may take.
const IN_PIECES: [(&str, u64, u64); 5] = [
    ("/api/v1/invoices/export/csv", 200, 10),
    ("/api/invoices?days=365", 200, 10),
    ("/api/v1/invoice/?limit=1000", 200, 10),
    ("/api/v1/templates?limit=100", 8, 3),
    ("/api/v1/recurring-invoices?limit=100", 8, 3),
];

/// Makes an invoice of every kind that lists tell apart, each for a customer of its own, and what else lists show.
async fn fill(api: &Api, round: usize) {
    for kind in 0..5 {
        let name = format!("Customer {round}.{kind}");
        let product = json!({"name": format!("Product {round}.{kind}"), "unit_price": 10});
        let product = api.post("/products", &product).await.json(201);
        let invoice = api
            .made(
                json!({
                    "customer": {"company": name, "email": format!("c{round}.{kind}@example.com")},
                    "items": [{"product_id": product["id"], "quantity": 2}, {"name": "y", "unit_price": 5}],
                    "tags": [format!("tag{kind}")],
                }),
                kind > 0,
            )
            .await;
        let path = format!("/invoices/{}", text(&invoice["id"]));
        match kind {
            2 => drop(api.act(&format!("{path}/mark-paid")).await.expect(200)),
            3 => {
                api.post(&format!("{path}/payments"), &json!({"amount": 1})).await.expect(201);
            }
            4 => drop(api.act(&format!("{path}/credit-note")).await.expect(201)),
            _ => {}
        }
    }
    let name = format!("N{round}");
    api.post("/taxes", &json!({"name": name, "value": 5})).await.expect(201);
    api.post("/templates", &json!({"name": name})).await.expect(201);
    let recurring = json!({
        "name": name,
        "invoice": {"customer": {"company": name}, "items": [{"name": "x", "unit_price": 1}]},
        "schedule": {"unit": "month", "start_date": "2099-01-01"},
    });
    api.post("/recurring-invoices", &recurring).await.expect(201);
}

async fn a_list_of_a_hundred_takes_as_many_statements_as_one_of_ten(server: &mut Server) {
    let server = &*server;
    for round in 0..10 {
        fill(server, round).await;
    }
    let mut few = vec![];
    for path in LISTS {
        few.push(taken(server, path).await);
    }
    let mut in_few_pieces = vec![];
    for (path, ..) in IN_PIECES {
        in_few_pieces.push(taken(server, path).await);
    }
    let rounds = |first: usize| async move {
        for round in (first..100).step_by(6) {
            fill(server, round).await;
        }
    };
    futures_util::future::join_all((10..16).map(rounds)).await;
    let mut more = vec![];
    for (path, few) in LISTS.into_iter().zip(few) {
        let many = taken(server, path).await;
        if many > few + WAY {
            more.push(format!("{path}: {few} statements became {many}"));
        }
    }
    let entries = server.count("/invoices").await.unsigned_abs();
    for ((path, length, cost), few) in IN_PIECES.into_iter().zip(in_few_pieces) {
        let entries = if path.ends_with("limit=100") { 100 } else { entries };
        let many = taken(server, path).await;
        if many > few + entries / length * cost {
            more.push(format!("{path}: {few} statements became {many}"));
        }
    }
    assert!(more.is_empty(), "{more:#?}");
}

async fn a_far_page_takes_as_many_statements_as_the_first(server: &mut Server) {
    let first = server.draft().await;
    let path = format!("/invoices/{}/duplicate", text(&first["id"]));
    let copies = (0..8).map(|_| async {
        for _ in 0..125 {
            server.act(&path).await.expect(201);
        }
    });
    futures_util::future::join_all(copies).await;
    let page = |number: usize| format!("/api/v1/invoices?limit=1&page={number}");
    let near = taken(server, &page(1)).await;
    for number in [2, 100, 1000] {
        let reply = server.at("").get(&page(number)).await.json(200);
        assert_eq!(reply["data"].as_array().unwrap().len(), 1, "page {number}");
        assert_eq!(taken(server, &page(number)).await, near, "page {number}");
    }
    assert!(taken(server, &page(1_000_000)).await <= near, "a page behind the last");
    let mut path = page(1);
    for _ in 0..3 {
        let reply = server.at("").get(&path).await.json(200);
        path = format!("/api/v1/invoices?limit=1&cursor={}", text(&reply["next_cursor"]));
        assert!(taken(server, &path).await <= near, "{path}");
    }
}

async fn an_invoice_of_a_hundred_products_takes_as_many_statements_as_one_of_ten(
    server: &mut Server,
) {
    let mut lines = vec![];
    for n in 0..100 {
        let product = json!({"name": format!("Product {n}"), "unit_price": n});
        let product = server.post("/products", &product).await.json(201);
        let tax = json!({"name": format!("Tax {n}"), "value": n % 20});
        let tax = server.post("/taxes", &tax).await.json(201);
        lines.push(json!({"product_id": product["id"], "tax_ids": [tax["id"]]}));
    }
    let of = async |count: usize, issue: bool| {
        let body = json!({"customer": {"company": "A"}, "items": lines[..count]});
        let mut fewest = u64::MAX;
        for _ in 0..6 {
            let before = statements(server).await;
            server.post(&format!("/invoices?issue={issue}"), &body).await.expect(201);
            fewest = fewest.min(statements(server).await - before);
        }
        fewest
    };
    for issue in [false, true] {
        let few = of(10, issue).await;
        let many = of(100, issue).await;
        assert!(many <= few, "issued: {issue}: {few} statements became {many}");
    }
}

/// Statements and transactions that write, from one round for e-mails to the seventh.
async fn asked_in_six_rounds(server: &Server) -> (u64, u64) {
    let round = "net30_background_last_success_timestamp_seconds{round=\"email\"}";
    let writes = "net30_database_transactions_total{kind=\"write\"}";
    let last = |told: &BTreeMap<String, String>| told[round].clone();
    let count =
        |told: &BTreeMap<String, String>, metric: &str| told[metric].parse::<u64>().unwrap();
    let first = metrics(server).await;
    let mut now = first.clone();
    for _ in 0..6 {
        now = eventually("the next round", async || {
            let told = metrics(server).await;
            (last(&told) != last(&now)).then_some(told)
        })
        .await;
    }
    let statements = "net30_database_statements_total";
    (
        count(&now, statements) - count(&first, statements),
        count(&now, writes) - count(&first, writes),
    )
}

async fn with_nothing_to_do_little_is_asked_and_nothing_written(server: &mut Server) {
    // What is there to be looked at, and not due.
    for n in 0..12 {
        let other = account(server, &format!("Account {n}")).await;
        other.issued().await;
        let webhook = json!({"url": "https://hooks.example/x", "events": ["invoice.paid"]});
        other.post("/webhooks", &webhook).await.expect(201);
        other.post("/reminder-rules", &json!({"days": 3})).await.expect(201);
    }
    // Until what was to be done is done, and the use of the keys written down.
    let mut quiet = (u64::MAX, u64::MAX);
    for _ in 0..4 {
        let (statements, writes) = asked_in_six_rounds(server).await;
        quiet = quiet.min((writes, statements));
        if writes == 0 {
            break;
        }
    }
    let (writes, statements) = quiet;
    assert_eq!(writes, 0, "somebody writes with nothing to do");
    assert!(statements <= 6 * 20, "{statements} statements in six rounds");
}

both! {
    a_list_of_a_hundred_takes_as_many_statements_as_one_of_ten,
    a_far_page_takes_as_many_statements_as_the_first,
    an_invoice_of_a_hundred_products_takes_as_many_statements_as_one_of_ten,
    with_nothing_to_do_little_is_asked_and_nothing_written,
}
