//! Customers' statements: the balance after every movement, and the same as a table, a PDF and a letter.

use crate::support::SmtpServer;
use crate::{
    documents::pdf_text,
    mail::both_with_mail,
    reports::{Filter, age, date, fill, flows, minor, owed_on, payable},
    support::{Draft, Server, both, text},
};
use futures_util::future::join_all;
use serde_json::{Value, json};

fn path(customer: &Value, rest: &str) -> String {
    format!("/customers/{}/statement{rest}", text(customer))
}

/// What the documents of a customer in a currency come to by the end of a day.
fn balance(invoices: &[&Value], day: jiff::civil::Date) -> i128 {
    let left = |invoice: &&Value| {
        if date(&invoice["issue_date"]) > day {
            return -flows(invoice)
                .iter()
                .filter(|(date, _)| *date <= day)
                .map(|(_, amount)| amount)
                .sum::<i128>();
        }
        let flows = flows(invoice);
        let moved = |wanted: fn(i128) -> bool| -> i128 {
            let its = flows.iter().filter(|(date, amount)| *date <= day && wanted(*amount));
            its.map(|(_, amount)| amount).sum()
        };
        let (paid, refunded) = (moved(|amount| amount > 0), -moved(|amount| amount < 0));
        let notes = invoice["credit_notes"].as_array().unwrap().iter();
        let notes = notes.filter(|note| note["counts"] == true && date(&note["issue_date"]) <= day);
        let credited: i128 = notes.map(|note| minor(&note["total"])).sum();
        let left = payable(invoice) - paid + refunded - credited;
        if paid > 0 && refunded >= paid { left.min(0) } else { left }
    };
    invoices.iter().map(left).sum()
}

async fn check(server: &Server, customer: &str, invoices: &[Value], period: (Option<&str>, &str)) {
    let (from, to) = period;
    let begin = from.map(|from| format!("&from_date={from}")).unwrap_or_default();
    let asked = format!("/customers/{customer}/statement?to_date={to}{begin}");
    let statement = server.get(&asked).await.json(200);
    let last: jiff::civil::Date = to.parse().unwrap();
    for entry in statement["by_currency"].as_array().unwrap() {
        let its = Filter {
            customer: Some(customer),
            currency: entry["currency"].as_str(),
            ..Filter::default()
        };
        let booked = its.booked(invoices);
        let booked: Vec<&Value> =
            booked.into_iter().filter(|invoice| invoice["type"] == "invoice").collect();
        let opening = from.map_or(0, |from| {
            let from: jiff::civil::Date = from.parse().unwrap();
            balance(&booked, from.yesterday().unwrap())
        });
        assert_eq!(minor(&entry["opening_balance"]), opening, "{asked} {}", entry["currency"]);
        assert_eq!(
            minor(&entry["closing_balance"]),
            balance(&booked, last),
            "{asked} {}",
            entry["currency"]
        );
        let (mut running, mut before) = (opening, String::new());
        for row in entry["entries"].as_array().unwrap() {
            running += minor(&row["amount"]);
            assert_eq!(minor(&row["balance"]), running, "{row}");
            assert!(text(&row["date"]) >= before.as_str() && text(&row["date"]) <= to, "{row}");
            text(&row["date"]).clone_into(&mut before);
        }
        assert_eq!(running, minor(&entry["closing_balance"]), "{asked}");
        let mut ages = [0; 5];
        for invoice in &booked {
            ages[age(invoice, last)] += owed_on(invoice, last);
        }
        let names = ["not_due", "days_1_30", "days_31_60", "days_61_90", "days_over_90"];
        assert_eq!(names.map(|name| minor(&entry["aging"][name])), ages, "{asked}");
        assert_eq!(minor(&entry["aging"]["total"]) - minor(&entry["credit"]), running, "{asked}");
    }
}

async fn every_balance_is_what_the_documents_add_up_to(server: &mut Server) {
    let books = fill(server, 120).await;
    for customer in &books.customers {
        for period in [
            (None, "2027-12-31"),
            (Some("2025-07-01"), "2026-02-28"),
            (Some("2026-03-01"), "2026-03-01"),
            (None, "2024-12-31"),
        ] {
            check(server, customer, &books.invoices, period).await;
        }
    }
}

async fn a_customer_without_documents_owes_nothing(server: &mut Server) {
    let made =
        server.post("/customers", &json!({"company": "New", "currency": "JPY"})).await.json(201);
    let statement = server.get(&path(&made["id"], "")).await.json(200);
    assert_eq!(statement["by_currency"].as_array().unwrap().len(), 1);
    assert_eq!(statement["by_currency"][0]["currency"], "JPY");
    assert_eq!(statement["by_currency"][0]["closing_balance"].to_string(), "0");
    assert_eq!(
        server
            .get(&path(&made["id"], "?from_date=2026-02-02&to_date=2026-02-01&odd=1"))
            .await
            .faults(),
        ["to_date", "odd"]
    );
    assert_eq!(
        server.get(&path(&made["id"], "?from_date=2098-01-01")).await.faults(),
        ["from_date"]
    );
}

async fn the_pdf_and_the_table_say_what_the_statement_says(server: &mut Server) {
    let customer = json!({"company": "=Globex", "email": "a@globex.example", "lang": "de"});
    let changes = json!({"customer": customer, "currency": "EUR", "issue_date": "2026-01-15", "due_date": "2026-02-14"});
    let issued = server.made(changes, true).await;
    let payments = format!("/invoices/{}/payments", text(&issued["id"]));
    server.post(&payments, &json!({"amount": 1000, "date": "2026-02-01", "method": "bank_transfer", "reference": "=TX 7"})).await.expect(201);
    let id = &issued["customer_id"];
    let reply =
        server.get(&path(id, "/pdf?from_date=2026-02-01&to_date=2026-03-31")).await.expect(200);
    assert_eq!(reply.header("content-type"), Some("application/pdf"));
    assert_eq!(
        reply.header("content-disposition"),
        Some("inline; filename=\"Kontoauszug-2026-03-31.pdf\"")
    );
    let says = pdf_text(&reply.bytes);
    for expected in [
        "Kontoauszug",
        "=Globex",
        "6.684,90",
        "5.684,90",
        "Anfangssaldo",
        "Endsaldo",
        text(&issued["number"]),
        "Überweisung",
        "31 – 60 Tage",
    ] {
        assert!(says.contains(expected), "{expected} is not in {says}");
    }
    // The same statement is the same file.
    let again = server
        .with("accept", "application/pdf")
        .get(&path(id, "?from_date=2026-02-01&to_date=2026-03-31"))
        .await
        .expect(200);
    assert_eq!(again.bytes, reply.bytes);
    let etag = reply.header("etag").unwrap();
    server
        .with("if-none-match", etag)
        .get(&path(id, "/pdf?from_date=2026-02-01&to_date=2026-03-31"))
        .await
        .expect(304);
    let table = server
        .with("accept", "text/csv")
        .get(&path(id, "?to_date=2026-03-31"))
        .await
        .expect(200)
        .text();
    for expected in ["opening", "invoice,", "payment,", "-1000.00,5684.90", "closing", "'=TX 7"] {
        assert!(table.contains(expected), "{expected} is not in {table}");
    }
}

async fn a_pdf_has_only_so_many_movements(server: &mut Server) {
    let customer = server.post("/customers", &json!({"company": "Globex"})).await.json(201);
    let body = |day: usize| {
        json!({
            "customer_id": customer["id"], "issue_date": format!("2026-01-{day:02}"),
            "items": [{"name": "x", "unit_price": 1}],
        })
    };
    // One more than there may be, the last of them on a day of its own.
    for begun in (0..=3000).step_by(32) {
        let some = (begun..(begun + 32).min(3001)).map(|n| if n == 3000 { 2 } else { 1 });
        let some = some.map(&body).collect::<Vec<_>>();
        for made in
            join_all(some.iter().map(|body| server.post("/invoices?issue=true", body))).await
        {
            made.expect(201);
        }
    }
    let id = &customer["id"];
    let refused = server.get(&path(id, "/pdf?to_date=2026-01-02")).await.expect(422);
    assert_eq!(refused.faults(), ["/from_date"]);
    assert!(refused.text().contains("3000 movements, and here are 3001"), "{}", refused.text());
    server.get(&path(id, "/pdf?to_date=2026-01-01")).await.expect(200);
    let table = server.with("accept", "text/csv").get(&path(id, "?to_date=2026-01-02")).await;
    assert_eq!(table.expect(200).text().lines().count(), 1 + 1 + 3001 + 1);
}

async fn a_statement_is_not_sent_without_a_mail_server_or_an_address(server: &mut Server) {
    let issued = server.made(json!({"customer": {"company": "No mailbox"}}), true).await;
    let send = path(&issued["customer_id"], "/send");
    assert_eq!(server.post(&send, &json!({})).await.faults(), ["/to"]);
    assert_eq!(
        server.post(&send, &json!({"to": "a@b.example"})).await.problem(409),
        "smtp_not_configured"
    );
    let faults = server
        .post(&send, &json!({"to": "nobody", "from_date": "x", "odd": 1, "currency": "XX"}))
        .await
        .faults();
    for expected in ["/to", "/from_date", "/odd", "/currency"] {
        assert!(faults.iter().any(|fault| fault == expected), "{expected} is not in {faults:?}");
    }
}

both! {
    every_balance_is_what_the_documents_add_up_to,
    a_customer_without_documents_owes_nothing,
    the_pdf_and_the_table_say_what_the_statement_says,
    a_pdf_has_only_so_many_movements,
    a_statement_is_not_sent_without_a_mail_server_or_an_address,
}

async fn a_statement_comes_by_mail_with_its_pdf(server: &mut Server, smtp: &mut SmtpServer) {
    let customer = json!({"company": "Globex", "email": "a@globex.example", "billing_emails": ["b@globex.example", "A@globex.example"], "lang": "de"});
    let changes = json!({"customer": customer, "currency": "EUR", "issue_date": "2026-01-15"});
    let issued = server.made(changes, true).await;
    let address = path(&issued["customer_id"], "/send");
    let body = json!({"to_date": "2026-03-31", "message": "Bitte prüfen."});
    let sent = server.with("idempotency-key", "once").post(&address, &body).await.json(200);
    assert_eq!(sent["to"], json!(["a@globex.example", "b@globex.example"]));
    let again = server.with("idempotency-key", "once").post(&address, &body).await.json(200);
    assert_eq!(again, sent);
    let letters = smtp.took(1).await;
    let letter = &letters[0];
    assert_eq!(letter.recipients(), ["a@globex.example", "b@globex.example"]);
    assert!(letter.header("subject").contains("Kontoauszug"), "{}", letter.header("subject"));
    let says = letter.text("text/plain");
    assert!(says.contains("Bitte prüfen.") && says.contains("6.684,90"), "{says}");
    let now = server
        .get(&path(&issued["customer_id"], "/pdf?to_date=2026-03-31"))
        .await
        .expect(200)
        .bytes;
    assert_eq!(letter.part("application/pdf"), now);
    // A dry run sends nothing, and a second letter is a second one.
    server.post(&format!("{address}?dry_run=true"), &body).await.expect(200);
    server
        .post(&address, &json!({"to": "c@globex.example", "subject": "Stand {company}"}))
        .await
        .expect(200);
    let letters = smtp.took(2).await;
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[1].header("subject"), "Stand Acme, Inc.");
    assert_eq!(server.post(&address, &json!({"subject": "{odd}"})).await.faults(), ["/subject"]);
}

both_with_mail! {
    a_statement_comes_by_mail_with_its_pdf,
}
