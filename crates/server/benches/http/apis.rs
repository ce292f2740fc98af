//! What the other three APIs cost beside the native one: the same invoice made and read through each of them.

use crate::{
    client::{self, Figures, load},
    program::Program,
};
use std::time::Duration;

/// Times that every API has its turn: what disturbs the machine for a while then disturbs all of them.
const ROUNDS: u32 = 5;
/// Connections of the load.
const CONNECTIONS: usize = 64;

/// One API's words for the same invoice of three lines, kept as a draft.
struct Words {
    name: &'static str,
    create: Vec<u8>,
    get: Vec<u8>,
}

/// Measures creating and reading through each API, and prints each as a share of the native one's speed.
pub(crate) async fn compare(program: &Program, duration: Duration) {
    let all = words(program).await;
    for (what, request) in [
        ("create a draft", (|words| &words.create) as fn(&Words) -> &Vec<u8>),
        ("get", |words| &words.get),
    ] {
        let mut speeds = vec![vec![]; all.len()];
        let mut last = vec![None; all.len()];
        for _ in 0..ROUNDS {
            for (index, words) in all.iter().enumerate() {
                let address = &program.address;
                let measured = load(address, CONNECTIONS, duration / 4, request(words)).await;
                speeds[index].push(measured.per_second);
                last[index] = Some(measured);
            }
        }
        let medians: Vec<f64> = speeds.into_iter().map(median).collect();
        for ((words, median), last) in all.iter().zip(&medians).zip(last) {
            let share = median / medians[0];
            let Some(Figures { p50_ms, p99_ms, .. }) = last else { continue };
            let name = words.name;
            println!(
                "| {what}, {name}, 64 connections | {median:.0}/s = {share:.2} of native | {p50_ms:.2} ms | {p99_ms:.2} ms |"
            );
        }
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

async fn words(program: &Program) -> Vec<Words> {
    let customer =
        r#"{"external_id":"c-9","company":"Globex Corporation","email":"books@globex.example"}"#;
    let make = program.request("POST", "/api/v1/customers", Some(customer));
    let customer = client::id_of(&client::once(&program.address, &make).await);
    let native = r#"{"customer":{"external_id":"c-9","company":"Globex Corporation","email":"books@globex.example"},"issue_date":"2026-01-15","due_date":"2026-02-14","currency":"USD","items":[{"name":"Web development","quantity":40,"unit_price":150},{"name":"Hosting","quantity":2,"unit_price":19.99},{"name":"Domain","quantity":1,"unit_price":100}]}"#;
    let justinvoice = r#"{"invoiceStatus":5,"customerName":"Globex Corporation","customerEmail":"books@globex.example","invoiceDate":"2026-01-15","dueDate":"2026-02-14","currencyCode":"USD","lineItems":[{"description":"Web development","quantity":40,"unitPrice":150},{"description":"Hosting","quantity":2,"unitPrice":19.99},{"description":"Domain","quantity":1,"unitPrice":100}]}"#;
    let justpaid = format!(
        r#"{{"customer":"{customer}","invoice_date":"2026-01-15","due_date":"2026-02-14","currency":"USD","line_items":[{{"name":"Web development","quantity":40,"unit_price":150}},{{"name":"Hosting","quantity":2,"unit_price":19.99}},{{"name":"Domain","quantity":1,"unit_price":100}}]}}"#
    );
    let invoiless = r#"{"customer":{"internalId":"c-9","billTo":{"company":"Globex Corporation","email":"books@globex.example"}},"date":"2026-01-15","dueDate":"2026-02-14","currency":"USD","items":[{"name":"Web development","quantity":40,"price":150},{"name":"Hosting","quantity":2,"price":19.99},{"name":"Domain","quantity":1,"price":100}]}"#;
    let apis = [
        ("native", "/api/v1/invoices", "/api/v1/invoices", native),
        ("JustInvoice", "/api/invoices", "/api/invoices", justinvoice),
        ("JustPaid", "/api/v1/invoice/create", "/api/v1/invoice", &justpaid),
        ("Invoiless", "/v1/invoices", "/v1/invoices", invoiless),
    ];
    // All read the same document.
    let make = program.request("POST", "/api/v1/invoices", Some(native));
    let id = client::id_of(&client::once(&program.address, &make).await);
    let words = |(name, create, get, body): (_, &str, &str, &str)| Words {
        name,
        create: program.request("POST", create, Some(body)),
        get: program.request("GET", &format!("{get}/{id}"), None),
    };
    apis.into_iter().map(words).collect()
}
