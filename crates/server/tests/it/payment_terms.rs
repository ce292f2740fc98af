//! Payment terms name the due date, or nobody does; a due date that somebody gave stays.

use crate::support::Server;
use crate::support::{Api, Draft, both, invoice, text};
use serde_json::{Value, json};

/// A draft of 20 January 2026 with these fields.
async fn made(api: &Api, fields: &Value) -> Value {
    let mut body = invoice();
    body["issue_date"] = json!("2026-01-20");
    for (key, value) in fields.as_object().unwrap() {
        body[key] = value.clone();
    }
    api.post("/invoices", &body).await.json(201)
}

async fn due(api: &Api, fields: Value) -> Value {
    made(api, &fields).await["due_date"].clone()
}

fn path(invoice: &Value) -> String {
    format!("/invoices/{}", text(&invoice["id"]))
}

async fn terms_are_understood_whole_or_not_at_all(server: &mut Server) {
    for (terms, due_date) in [
        ("Net 30", json!("2026-02-19")),
        ("Net 2 months", json!("2026-03-20")),
        ("14 Tage netto", json!("2026-02-03")),
        ("30 jours fin de mois", json!("2026-02-28")),
        ("30 days EOM", json!("2026-03-02")),
        ("15 MFI", json!("2026-02-15")),
        ("Due on receipt", json!("2026-01-20")),
        ("2/10 net 30", json!("2026-02-19")),
        ("Net 30 or when the goods are sold", json!(null)),
        ("as agreed", json!(null)),
    ] {
        let made = made(server, &json!({"payment_terms": terms})).await;
        assert_eq!(made["due_date"], due_date, "{terms}");
        assert_eq!(made["payment_terms"], terms);
    }
}

async fn terms_that_are_not_understood_are_warned_of(server: &mut Server) {
    let warned = |reply: &Value| {
        let warnings = reply["warnings"].as_array().unwrap().iter();
        let mut pointers: Vec<&str> = warnings.map(|warning| text(&warning["pointer"])).collect();
        pointers.sort_unstable();
        pointers.join(" ")
    };
    let odd = made(server, &json!({"payment_terms": "as agreed"})).await;
    assert_eq!(warned(&odd), "/due_date /payment_terms");
    // With days or a date beside it, a text may say what it likes.
    for beside in [json!({"payment_days": 5}), json!({"due_date": "2026-03-01"})] {
        assert_eq!(warned(&server.patch(&path(&odd), &beside).await.json(200)), "");
    }
    let customer = server
        .post("/customers", &json!({"company": "K", "payment_terms": "as agreed"}))
        .await
        .json(201);
    assert_eq!(warned(&customer), "/payment_terms");
    let settings = server
        .patch("/settings", &json!({"defaults": {"payment_terms": "as agreed"}}))
        .await
        .json(200);
    assert_eq!(warned(&settings), "/defaults/payment_terms");
    let settings =
        server.patch("/settings", &json!({"defaults": {"payment_days": 14}})).await.json(200);
    assert_eq!(warned(&settings), "");
}

async fn a_discount_for_paying_early_is_shown(server: &mut Server) {
    let made = made(server, &json!({"payment_terms": "2/10 net 30"})).await;
    assert_eq!(made["early_payment_discount"], json!({"percentage": 2, "until": "2026-01-30"}));
    let changed = server.patch(&path(&made), &json!({"payment_terms": "Net 30"})).await.json(200);
    assert_eq!(changed["early_payment_discount"], json!(null));
}

async fn days_stand_beside_a_text(server: &mut Server) {
    let terms = json!({"payment_terms": "as agreed in the contract", "payment_days": 10});
    let made = made(server, &terms).await;
    assert_eq!(
        [&made["payment_terms"], &made["payment_days"], &made["due_date"]],
        [&terms["payment_terms"], &json!(10), &json!("2026-01-30")]
    );
    // New terms do without the days of the old ones.
    let changed = server.patch(&path(&made), &json!({"payment_terms": "Net 14"})).await.json(200);
    assert_eq!(
        [&changed["payment_days"], &changed["due_date"]],
        [&json!(null), &json!("2026-02-03")]
    );
    assert_eq!(due(server, json!({"payment_terms": null, "payment_days": 0})).await, "2026-01-20");
    let mut body = invoice();
    body["payment_days"] = json!(3651);
    assert_eq!(server.post("/invoices", &body).await.faults(), ["/payment_days"]);
}

async fn terms_come_from_the_customer_and_else_from_the_account(server: &mut Server) {
    let settings = json!({"defaults": {"payment_terms": "nach Vereinbarung", "payment_days": 7}});
    let settings = server.patch("/settings", &settings).await.json(200);
    assert_eq!(settings["defaults"]["payment_days"], 7);
    let mut body = invoice();
    body.as_object_mut().unwrap().remove("payment_terms");
    body["issue_date"] = json!("2026-01-20");
    let of_account = server.post("/invoices", &body).await.json(201);
    assert_eq!(
        [&of_account["payment_terms"], &of_account["due_date"]],
        ["nach Vereinbarung", "2026-01-27"]
    );

    let customer =
        json!({"company": "Net sixty", "payment_terms": "60 jours", "payment_days": null});
    let customer = server.post("/customers", &customer).await.json(201);
    assert_eq!(
        [&customer["payment_terms"], &customer["payment_days"]],
        [&json!("60 jours"), &json!(null)]
    );
    body["customer"] = json!(null);
    body["customer_id"] = customer["id"].clone();
    let of_customer = server.post("/invoices", &body).await.json(201);
    assert_eq!(
        [&of_customer["payment_terms"], &of_customer["payment_days"], &of_customer["due_date"]],
        [&json!("60 jours"), &json!(null), &json!("2026-03-21")]
    );
    let days = server
        .patch(&format!("/customers/{}", text(&customer["id"])), &json!({"payment_days": 3}))
        .await
        .json(200);
    assert_eq!([&days["payment_terms"], &days["payment_days"]], [&json!("60 jours"), &json!(3)]);
    // What the invoice says goes before both.
    body["payment_terms"] = json!("Net 1");
    assert_eq!(server.post("/invoices", &body).await.json(201)["due_date"], "2026-01-21");
    // Clients of the other APIs get their account's terms too.
    let justinvoice = json!({"customerEmail": "a@b.example", "invoiceDate": "2026-01-20", "lineItems": [{"description": "x", "quantity": 1, "unitPrice": 1}]});
    let made = server.at("/api").post("/invoices", &justinvoice).await.json(201);
    assert!(text(&made["dueDate"]).starts_with("2026-01-27"), "{made}");
}

async fn a_due_date_of_the_terms_moves_with_them(server: &mut Server) {
    let draft = made(server, &json!({"payment_terms": "Net 30"})).await;
    let patch = async |changes: Value| {
        server.patch(&path(&draft), &changes).await.json(200)["due_date"].clone()
    };
    assert_eq!(patch(json!({"issue_date": "2026-03-01"})).await, "2026-03-31");
    assert_eq!(patch(json!({"payment_terms": "Net 10"})).await, "2026-03-11");
    assert_eq!(patch(json!({"notes": "x"})).await, "2026-03-11");
    assert_eq!(patch(json!({"payment_terms": "as agreed"})).await, json!(null));
    assert_eq!(patch(json!({"payment_days": 5})).await, "2026-03-06");
    // Sent back as it is, it is still that of the terms.
    let whole = server.get(&path(&draft)).await.json(200);
    let same = server.put(&path(&draft), &whole).await.json(200);
    assert_eq!(same["revision"], whole["revision"]);
    assert_eq!(patch(json!({"issue_date": "2026-04-01"})).await, "2026-04-06");

    let api = server.at("/v1");
    let body = json!({"customer": draft["customer_id"], "date": "2026-01-20", "items": [{"name": "x", "quantity": 1, "price": 1}]});
    let made = api.post("/invoices", &body).await.json(201);
    let shown = api.patch(&path(&made), &json!({"date": "2026-03-01"})).await.json(200);
    assert!(text(&shown["dueDate"]).starts_with("2026-03-31"), "{shown}");
}

async fn a_due_date_that_was_given_stays(server: &mut Server) {
    let draft = made(server, &json!({"payment_terms": "Net 30", "due_date": "2026-03-31"})).await;
    let patch = async |changes: Value| server.patch(&path(&draft), &changes).await;
    assert_eq!(
        patch(json!({"issue_date": "2026-03-01"})).await.json(200)["due_date"],
        "2026-03-31"
    );
    assert_eq!(patch(json!({"payment_terms": "Net 10"})).await.json(200)["due_date"], "2026-03-31");
    // The fault is of what was sent, not of what was there.
    let late = patch(json!({"issue_date": "2026-04-01"})).await;
    assert_eq!(late.faults(), ["/issue_date"]);
    let detail = late.body()["detail"].to_string();
    assert!(detail.contains("issue_date is after the due date 2026-03-31"), "{detail}");
    let both = patch(json!({"issue_date": "2026-04-01", "due_date": "2026-03-15"})).await;
    assert_eq!(both.faults(), ["/due_date"]);
    // None, given, stays none.
    assert_eq!(patch(json!({"due_date": null})).await.json(200)["due_date"], json!(null));
    assert_eq!(patch(json!({"issue_date": "2026-02-01"})).await.json(200)["due_date"], json!(null));
    let service = made(server, &json!({"service_end_date": "2026-01-31"})).await;
    let late = server.patch(&path(&service), &json!({"service_start_date": "2026-02-01"})).await;
    assert_eq!(late.faults(), ["/service_start_date"]);

    let api = server.at("/v1");
    let body = json!({"customer": draft["customer_id"], "date": "2026-01-20", "dueDate": "2026-01-31", "items": [{"name": "x", "quantity": 1, "price": 1}]});
    let made = api.post("/invoices", &body).await.json(201);
    let shown = api.patch(&path(&made), &json!({"date": "2026-01-25"})).await.json(200);
    assert!(text(&shown["dueDate"]).starts_with("2026-01-31"), "{shown}");
    assert_eq!(api.patch(&path(&made), &json!({"date": "2026-02-01"})).await.faults(), ["/date"]);
}

async fn a_due_date_that_was_kept_before_it_was_known_whose_it_is_stays_sensible(
    server: &mut Server,
) {
    let of_terms = made(server, &json!({"payment_terms": "Net 30"})).await;
    let given = made(server, &json!({"payment_terms": "Net 30", "due_date": "2026-03-31"})).await;
    // As rows were written before.
    let statement = match *server.database {
        crate::support::TestDatabase::Sqlite => {
            "update invoice set content = json_remove(content, '$.due_date_is_given')"
        }
        crate::support::TestDatabase::Postgres { .. } => {
            "update invoice set content = content - 'due_date_is_given'"
        }
    };
    server.database.execute(&server.data(), statement).await;
    let moved =
        server.patch(&path(&of_terms), &json!({"issue_date": "2026-01-21"})).await.json(200);
    assert_eq!(moved["due_date"], "2026-02-20");
    let stays = server.patch(&path(&given), &json!({"issue_date": "2026-01-21"})).await.json(200);
    assert_eq!(stays["due_date"], "2026-03-31");
}

async fn a_recurring_invoice_counts_its_days(server: &mut Server) {
    let customer = server.draft().await["customer_id"].clone();
    let body = json!({"invoice": {"customer_id": customer, "payment_days": 5, "items": [{"name": "x", "unit_price": 1}]},
        "schedule": {"unit": "month", "start_date": "2030-01-31"}});
    let recurring = server.post("/recurring-invoices", &body).await.json(201);
    assert_eq!(recurring["invoice"]["payment_days"], 5);
    let changed = server
        .patch(
            &format!("/recurring-invoices/{}", text(&recurring["id"])),
            &json!({"invoice": {"payment_terms": "EOM"}}),
        )
        .await
        .json(200);
    assert_eq!(
        [&changed["invoice"]["payment_terms"], &changed["invoice"]["payment_days"]],
        [&json!("EOM"), &json!(null)]
    );
}

both! {
    terms_are_understood_whole_or_not_at_all,
    terms_that_are_not_understood_are_warned_of,
    a_discount_for_paying_early_is_shown,
    days_stand_beside_a_text,
    terms_come_from_the_customer_and_else_from_the_account,
    a_due_date_of_the_terms_moves_with_them,
    a_due_date_that_was_given_stays,
    a_due_date_that_was_kept_before_it_was_known_whose_it_is_stays_sensible,
    a_recurring_invoice_counts_its_days,
}
