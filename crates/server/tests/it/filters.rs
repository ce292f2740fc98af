//! Every filter finds exactly what reading each invoice would find.

use crate::support::{Draft, Server, both, decimal, in_a_line, invoice, text};
use serde_json::{Value, json};

const NAMES: [&str; 4] = ["Globex Corporation", "Ümläut & Söhne", "Acme 50% (Ltd)", "under_score"];

/// Invoices in every status, of several customers, currencies, dates and tags.
async fn many(server: &Server) -> Vec<Value> {
    for n in 0..36_usize {
        let (name, currency) = (NAMES[n % 4], ["USD", "EUR", "JPY"][n % 3]);
        let body = json!({
            "customer": {"company": name, "external_id": format!("customer-{}", n % 4)},
            "currency": currency,
            "issue_date": if n % 6 == 5 { "2099-01-01".to_owned() } else { format!("2026-0{}-1{}", 1 + n % 5, n % 7) },
            "due_date": if n % 7 == 0 { json!(null) } else if n % 6 == 5 { json!("2099-02-01") } else { json!(format!("2026-0{}-20", 2 + n % 5)) },
            "tags": if n % 4 == 1 { json!(["Web", "größe"]) } else if n % 4 == 2 { json!(["web shop"]) } else { json!([]) },
            "taxes": [],
            "items": [{"name": "x", "quantity": 1 + n % 5, "unit_price": 100 + n}],
        });
        let made = server.post(&format!("/invoices?issue={}", n % 9 > 0), &body).await.json(201);
        match n % 9 {
            2 => server.invoice_act(&made, "void").await.expect(200),
            3 => server.invoice_act(&made, "mark-paid").await.expect(200),
            4 => server.invoice_act(&made, "mark-sent").await.expect(200),
            5 => server
                .post(&format!("/invoices/{}/payments", text(&made["id"])), &json!({"amount": 1}))
                .await
                .expect(201),
            6 => {
                server.invoice_act(&made, "mark-paid").await.expect(200);
                let payment = server.read(text(&made["id"])).await["payments"][0]["id"].clone();
                let path =
                    format!("/invoices/{}/payments/{}/refunds", text(&made["id"]), text(&payment));
                server.post(&path, &json!({})).await.expect(201)
            }
            7 => server
                .act(&format!("/invoices/{}/credit-note", text(&made["id"])))
                .await
                .expect(201),
            _ => continue,
        };
    }
    let mut all = vec![];
    let mut path = "/invoices?limit=100".to_owned();
    loop {
        let page = server.get(&path).await.json(200);
        for entry in page["data"].as_array().unwrap() {
            all.push(server.read(text(&entry["id"])).await);
        }
        let Some(cursor) = page["next_cursor"].as_str() else { return all };
        path = format!("/invoices?limit=100&cursor={cursor}");
    }
}

async fn check(server: &Server, all: &[Value], query: &str, matches: impl Fn(&Value) -> bool) {
    let query_encoded = query
        .replace('%', "%25")
        .replace(' ', "%20")
        .replace('ö', "%C3%B6")
        .replace('ß', "%C3%9F")
        .replace('Ü', "%C3%9C");
    let found = server.get(&format!("/invoices?limit=100&{query_encoded}")).await.json(200);
    let found_ids: Vec<&str> =
        found["data"].as_array().unwrap().iter().map(|entry| text(&entry["id"])).collect();
    let expected: Vec<&str> =
        all.iter().filter(|entry| matches(entry)).map(|entry| text(&entry["id"])).collect();
    assert_eq!(found_ids, expected, "{query}");
    assert_eq!(found["total"].as_u64(), Some(expected.len() as u64), "{query}");
}

/// The name that the search knows the invoice's customer by.
fn company(invoice: &Value) -> String {
    text(&invoice["customer"]["company"]).to_lowercase()
}

fn tags(invoice: &Value) -> Vec<String> {
    invoice["tags"].as_array().unwrap().iter().map(|tag| text(tag).to_lowercase()).collect()
}

async fn each_filter_finds_what_reading_each_invoice_finds(server: &mut Server) {
    let all = many(server).await;
    assert!(all.len() >= 36);
    for status in [
        "draft",
        "open",
        "sent",
        "partially_paid",
        "paid",
        "overdue",
        "failed",
        "refunded",
        "voided",
    ] {
        check(server, &all, &format!("status={status}"), |invoice| invoice["status"] == status)
            .await;
        let two = format!("status={status},voided");
        check(server, &all, &two, |invoice| {
            invoice["status"] == status || invoice["status"] == "voided"
        })
        .await;
    }
    for kind in ["invoice", "credit_note"] {
        check(server, &all, &format!("type={kind}"), |invoice| invoice["type"] == kind).await;
    }
    for currency in ["USD", "EUR", "JPY", "CHF"] {
        check(server, &all, &format!("currency={currency}"), |invoice| {
            invoice["currency"] == currency
        })
        .await;
    }
    let customer = text(&all[3]["customer_id"]).to_owned();
    check(server, &all, &format!("customer_id={customer}"), |invoice| {
        invoice["customer_id"] == customer.as_str()
    })
    .await;
    let from_to =
        |invoice: &Value| ("2026-02-01"..="2026-04-30").contains(&text(&invoice["issue_date"]));
    check(server, &all, "from_date=2026-02-01&to_date=2026-04-30", from_to).await;
    let due = |invoice: &Value| {
        invoice["due_date"]
            .as_str()
            .is_some_and(|date| ("2026-03-20"..="2026-05-20").contains(&date))
    };
    check(server, &all, "due_from=2026-03-20&due_to=2026-05-20", due).await;
    let amount =
        |invoice: &Value| (200.into()..=450.into()).contains(&decimal(&invoice["totals"]["total"]));
    check(server, &all, "min_amount=200&max_amount=450", amount).await;
    check(server, &all, "status=overdue&currency=EUR&min_amount=150", |invoice| {
        invoice["status"] == "overdue"
            && invoice["currency"] == "EUR"
            && decimal(&invoice["totals"]["total"]) >= 150.into()
    })
    .await;
}

async fn tags_and_search_find_parts_of_words_in_any_case(server: &mut Server) {
    let all = many(server).await;
    for tag in ["Web", "größe", "web shop"] {
        let wanted = tag.to_lowercase();
        check(server, &all, &format!("tag={tag}"), |invoice| tags(invoice).contains(&wanted)).await;
    }
    for word in [
        "globex",
        "CORP",
        "söhne",
        "ÜML",
        "50%",
        "_",
        "under_sc",
        "web",
        "größ",
        "0003",
        "inv-2026-001",
        "b",
        "zzz",
        "'; drop table invoice; --",
    ] {
        let folded = word.to_lowercase();
        let found = |invoice: &Value| {
            let number = invoice["number"].as_str().unwrap_or_default().to_lowercase();
            company(invoice).contains(&folded)
                || number.contains(&folded)
                || tags(invoice).iter().any(|tag| tag.contains(&folded))
        };
        check(server, &all, &format!("search={word}"), found).await;
    }
}

async fn each_sort_puts_in_order(server: &mut Server) {
    let all = many(server).await;
    let total = all.len();
    let key = |entry: &Value, name: &str| match name {
        "total" => format!("{:020.4}", decimal(&entry["totals"]["total"])),
        "due_date" => entry["due_date"].as_str().unwrap_or("9999-12-31").to_owned(),
        name => entry[name].as_str().unwrap_or_default().to_owned(),
    };
    for name in ["issue_date", "due_date", "total", "created_at"] {
        let list = server.get(&format!("/invoices?limit=100&sort={name}")).await.json(200);
        let keys: Vec<String> =
            list["data"].as_array().unwrap().iter().map(|entry| key(entry, name)).collect();
        assert_eq!(keys.len(), total);
        assert!(keys.is_sorted(), "{name}: {keys:?}");
        let list = server.get(&format!("/invoices?limit=100&sort=-{name}")).await.json(200);
        let keys: Vec<String> =
            list["data"].as_array().unwrap().iter().map(|entry| key(entry, name)).collect();
        assert!(keys.is_sorted_by(|one, next| one >= next), "-{name}: {keys:?}");
    }
}

async fn a_bad_filter_is_refused_by_name(server: &mut Server) {
    for (query, parameter) in [
        ("status=nonsense", "status"),
        ("status=draft,nonsense", "status"),
        ("type=order", "type"),
        ("customer_id=x", "customer_id"),
        ("from_date=2026-02-30", "from_date"),
        ("to_date=tomorrow", "to_date"),
        ("due_from=1", "due_from"),
        ("due_to=x", "due_to"),
        ("min_amount=abc", "min_amount"),
        ("max_amount=1e400", "max_amount"),
        ("currency=XXXX", "currency"),
        ("search=%ff", "search"),
    ] {
        assert_eq!(
            server.get(&format!("/invoices?{query}")).await.faults(),
            [parameter],
            "{query}"
        );
    }
    let two = server.get("/invoices?status=x&currency=y").await.faults();
    assert!(two.contains(&"status".to_owned()) && two.contains(&"currency".to_owned()), "{two:?}");
}

async fn a_customer_is_found_again_by_external_id_then_email(server: &mut Server) {
    let first = server
        .made(
            json!({"customer": {"company": "A", "external_id": "c-1", "email": "a@x.example"}}),
            false,
        )
        .await;
    let again = server.made(json!({"customer": {"external_id": "c-1"}}), false).await;
    assert_eq!(again["customer_id"], first["customer_id"]);
    let by_email = server.made(json!({"customer": {"email": "A@X.example"}}), false).await;
    assert_eq!(by_email["customer_id"], first["customer_id"]);
    let other =
        server.made(json!({"customer": {"company": "B", "email": "b@x.example"}}), false).await;
    assert_ne!(other["customer_id"], first["customer_id"]);
    let mut neither = invoice();
    neither["customer"] = json!({"external_id": "c-9"});
    let reply = server.post("/invoices", &neither).await;
    assert_eq!(reply.status, 422, "{reply}");
}

async fn customers_are_listed_by_their_whole_address_or_external_id(server: &mut Server) {
    for (name, email, id) in [
        ("A", "Bills@x.example", "c-1"),
        ("B", "bills@X.example", "c-2"),
        ("C", "more-bills@x.example", "c-10"),
    ] {
        let body = json!({"company": name, "email": email, "external_id": id});
        let made = server.post("/customers", &body).await.json(201);
        if name == "B" {
            let items = json!([{"name": "Paper", "unit_price": 5}]);
            let body = json!({"customer_id": made["id"], "items": items});
            server.post("/invoices", &body).await.expect(201);
        }
    }
    let list = async |query: &str| {
        let page = server.get(&format!("/customers?{query}")).await.json(200);
        let found: Vec<String> = page["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|customer| text(&customer["company"]).to_owned())
            .collect();
        (found, page)
    };
    assert_eq!(list("email=bills@x.example").await.0, ["B", "A"]);
    assert_eq!(list("external_id=c-1").await.0, ["A"]);
    assert_eq!(list("external_id=c-1&email=BILLS@x.example").await.0, ["A"]);
    assert_eq!(list("external_id=c-10&email=bills@x.example").await.0, Vec::<String>::new());
    assert_eq!(list("email=bills@x.example&search=b").await.0, ["B", "A"]);
    assert_eq!(list("email=bills@x.example&search=c-2").await.0, ["B"]);
    let (first, page) = list("email=bills@x.example&limit=1").await;
    assert_eq!((first, &page["total"]), (vec!["B".to_owned()], &json!(2)));
    let rest = format!("email=bills@x.example&limit=1&cursor={}", text(&page["next_cursor"]));
    assert_eq!(list(&rest).await.0, ["A"]);
    let gone = server.get("/customers?external_id=c-2").await.json(200)["data"][0]["id"].clone();
    server.delete(&format!("/customers/{}", text(&gone))).await.expect(204);
    assert_eq!(list("email=bills@x.example").await.0, ["A"]);
    assert_eq!(list("email=bills@x.example&archived=true").await.0, ["B"]);
    assert_eq!(server.get("/customers?email=bills").await.faults(), ["email"]);
}

async fn a_line_says_what_the_whole_document_says(server: &mut Server) {
    many(server).await;
    let globex = json!({"company": "Globex Corporation", "external_id": "customer-0"});
    let items = json!([{"name": "x", "unit_price": 10.03}]);
    let body = json!({"customer": globex, "items": items, "number": "WANTED-1", "round_to": 0.05, "taxes": []});
    let wanted = server.post("/invoices", &body).await.json(201);
    let taken_back = server.issued().await;
    server.invoice_act(&taken_back, "unpublish").await.expect(200);
    let hidden = server.issued().await;
    server.at("").delete(&format!("/v1/invoices/{}", text(&hidden["id"]))).await.expect(204);
    // A name that one document spells out is that document's; what is entered for the customer is every draft's.
    let person = json!({"first_name": "Ada", "last_name": "Lovelace", "external_id": "customer-1"});
    let body = json!({"customer": person, "items": items, "taxes": []});
    server.post("/invoices", &body).await.expect(201);
    let customer = format!("/customers/{}", text(&wanted["customer_id"]));
    server.patch(&customer, &json!({"company": "Globex Ltd"})).await.expect(200);
    let lists = ["sort=number", "sort=-total", "status=draft", "type=credit_note", "search=globex"];
    for list in lists {
        let whole = server.get(&format!("/invoices?limit=100&{list}")).await.json(200);
        let lines = server.get(&format!("/invoices?limit=100&view=summary&{list}")).await.json(200);
        let expected: Vec<Value> =
            whole["data"].as_array().unwrap().iter().map(in_a_line).collect();
        assert!(!expected.is_empty(), "{list}");
        assert_eq!(lines["data"], json!(expected), "{list}");
        for field in ["total", "page", "next_cursor"] {
            assert_eq!(lines[field], whole[field], "{list}: {field}");
        }
    }
    let drafts = server.get("/invoices?status=draft&view=summary").await.json(200)["data"].clone();
    let drafts = drafts.as_array().unwrap();
    let has = |number: &Value| drafts.iter().any(|line| line["number"] == *number);
    assert!(has(&wanted["number"]) && has(&taken_back["number"]), "{drafts:?}");
    assert!(drafts.iter().any(|line| line["customer_name"] == "Ada Lovelace"), "{drafts:?}");
    assert_eq!(server.get("/invoices?view=short").await.faults(), ["view"]);
    let stranger = server.command_json(&["account", "create", "Stranger"]);
    let other = server.with_key(text(&stranger["api_key"]));
    assert_eq!(other.get("/invoices?view=summary").await.json(200)["data"], json!([]));
}

both! {
    a_line_says_what_the_whole_document_says,
    each_filter_finds_what_reading_each_invoice_finds,
    tags_and_search_find_parts_of_words_in_any_case,
    each_sort_puts_in_order,
    a_bad_filter_is_refused_by_name,
    a_customer_is_found_again_by_external_id_then_email,
    customers_are_listed_by_their_whole_address_or_external_id,
}
