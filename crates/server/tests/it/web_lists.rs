//! The list of invoices, an invoice's page, and the search: what they show is what the API says.

use crate::support::{Draft, Server, Visitor, both, invoice, text};
use serde_json::json;

/// The numbers on a page of the list, in their order.
fn numbers(body: &str) -> Vec<&str> {
    let cells = body.split("<td class=\"number\">").skip(1);
    cells.map(|cell| cell.split("</a>").next().unwrap().rsplit('>').next().unwrap()).collect()
}

async fn the_list_shows_what_its_address_asks_for(server: &mut Server) {
    let mut owner = Visitor::owner(server).await;
    let root = owner.root().await;
    let list = format!("{root}/invoices");
    owner.get(&list).await.expect(200).says(&["Make your first invoice", "curl -s"]);
    let make = async |customer: &str, price: i64, date: &str| {
        let mut body = invoice();
        body["customer"] = json!({"company": customer});
        body["items"] = json!([{"name": "x", "unit_price": price}]);
        body["taxes"] = json!([]);
        body["issue_date"] = json!(date);
        body["payment_terms"] = json!("Net 30");
        server.post("/invoices?issue=true", &body).await.json(201)
    };
    let old = make("Globex <b>Europe</b>", 100, "2026-01-05").await;
    let mid = make("Acme", 300, "2026-02-05").await;
    let new = make("Globex Europe", 200, "2026-03-05").await;
    server.post(&format!("/invoices/{}/mark-paid", text(&mid["id"])), &json!({})).await.expect(200);
    server.post("/invoices", &invoice()).await.expect(201);
    let [old_number, mid_number, new_number] =
        [&old, &mid, &new].map(|made| text(&made["number"]).to_owned());
    let page = owner.get(&list).await;
    page.expect(200).says(&["Globex &#60;b&#62;Europe&#60;/b&#62;"]);
    assert_eq!(numbers(&page.body)[1..], [&new_number, &mid_number, &old_number]);
    for (query, expected) in [
        ("?view=drafts", vec!["Draft"]),
        ("?view=paid", vec![mid_number.as_str()]),
        ("?view=overdue&sort=number", vec![&old_number, &new_number]),
        ("?view=due&sort=-number", vec![&new_number, &old_number]),
        ("?q=europe&sort=total", vec![&old_number, &new_number]),
        ("?q=europe&sort=-total", vec![&new_number, &old_number]),
        (&format!("?q={mid_number}"), vec![&mid_number]),
        ("?from=2026-02-01&to=2026-02-28", vec![&mid_number]),
        ("?q=nobody", vec![]),
        ("?currency=JPY", vec![]),
        (&format!("?customer={}", text(&mid["customer"]["id"])), vec![&mid_number]),
    ] {
        let page = owner.get(&format!("{list}{query}")).await;
        assert_eq!(numbers(&page.expect(200).body), expected, "{query}");
    }
    // A script gets the rows alone.
    let mut script = owner.clone().with("hx-request", "true");
    let rows = script.get(&format!("{list}?q=europe&sort=number")).await;
    assert_eq!(numbers(&rows.expect(200).body), [&old_number, &new_number]);
    assert!(!rows.body.contains("<html"));
    // By status and total, as the person writes figures; and all of it as a table.
    for (query, expected) in [
        ("?status=paid", vec![mid_number.as_str()]),
        ("?status=paid&view=overdue", vec![]),
        ("?min=150.00&max=250&sort=number", vec![&new_number]),
    ] {
        let page = owner.get(&format!("{list}{query}")).await;
        assert_eq!(numbers(&page.expect(200).body), expected, "{query}");
    }
    let table = owner.get(&format!("{list}/csv?status=paid")).await;
    let table = table.expect(200);
    assert_eq!(table.header("content-type").map(|kind| kind.starts_with("text/csv")), Some(true));
    assert_eq!((table.body.lines().count(), table.body.contains(&mid_number)), (2, true));
    // What a program would ask for is the same list.
    let page = owner.get(&format!("{list}?status=paid&q=acme&sort=-total")).await;
    let line = page.body.split("/api/v1/invoices?").nth(1).unwrap();
    let asked = line.split("&#39;").next().unwrap().replace("&#38;", "&");
    let found = server.get(&format!("/invoices?{asked}")).await.json(200);
    assert_eq!((&found["total"], &found["data"][0]["number"]), (&json!(1), &mid["number"]));
    // Pages are sent compressed to browsers, which all ask for that.
    let zipped = owner.with("accept-encoding", "gzip").get(&list).await;
    assert_eq!(zipped.expect(200).header("content-encoding"), Some("gzip"));
    for nonsense in ["?view=x&sort=y&from=z&customer=1&currency=xx", "?q=%00%FF", "?after=zz"] {
        owner.get(&format!("{list}{nonsense}")).await.expect(200);
    }
    owner.get(&format!("{list}?after=00")).await.expect(422);
}

async fn a_long_list_is_read_page_by_page(server: &mut Server) {
    let mut owner = Visitor::owner(server).await;
    let root = owner.root().await;
    let drafts: Vec<_> = (0..60).map(|at| json!({"customer": {"company": format!("C{at}")}, "items": [{"name": "x", "unit_price": 1}]})).collect();
    for draft in &drafts {
        server.post("/invoices?issue=true", draft).await.expect(201);
    }
    let first = owner.get(&format!("{root}/invoices?sort=number")).await;
    let older = first.body.split("href=\"").find(|rest| rest.contains("after=")).unwrap();
    let older = older.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
    let second = owner.get(&format!("{root}/invoices{older}")).await;
    let mut all = numbers(&first.body);
    assert_eq!(all.len(), 50);
    all.extend(numbers(&second.expect(200).body));
    let mut sorted = all.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!((all.len(), &all), (60, &sorted));
    second.says(&["First page"]);
}

async fn a_page_of_an_invoice_says_what_happened_to_it(server: &mut Server) {
    let mut owner = Visitor::owner(server).await;
    let root = owner.root().await;
    let issued = server.issued().await;
    let path = format!("{root}/invoices/{}", text(&issued["id"]));
    server
        .post(
            &format!("/invoices/{}/payments", text(&issued["id"])),
            &json!({"amount": "684.90", "method": "bank_transfer", "reference": "TXN-12", "date": "2026-02-01"}),
        )
        .await
        .expect(201);
    let page = owner.get(&path).await;
    page.expect(200).says(&[
        text(&issued["number"]),
        "TXN-12",
        "Bank transfer",
        "Issued",
        "by API",
        "/pages/1",
    ]);
    let picture = owner.get(&format!("{path}/pages/1")).await;
    assert!(picture.expect(200).body.starts_with("<svg"));
    for missing in ["0", "2", "21", "x"] {
        owner.get(&format!("{path}/pages/{missing}")).await.expect(404);
    }
    let pdf = owner.get(&format!("{path}/pdf")).await;
    assert_eq!(pdf.expect(200).header("content-type"), Some("application/pdf"));
    owner.get(&format!("{root}/invoices/0198f6a0-0000-7000-8000-000000000001")).await.expect(404);
    let note = server.act(&format!("/invoices/{}/credit-note", text(&issued["id"]))).await;
    let note = note.json(201);
    let linked = owner.get(&format!("{root}/invoices/{}", text(&note["id"]))).await;
    linked.expect(200).says(&["Credit note", &path]);
}

async fn one_box_finds_documents_customers_and_products(server: &mut Server) {
    let mut owner = Visitor::owner(server).await;
    let root = owner.root().await;
    let issued = server.issued().await;
    let number = text(&issued["number"]);
    server
        .post(
            "/products",
            &json!({"name": "Globex poster", "unit_price": "12.5", "currency": "EUR"}),
        )
        .await
        .expect(201);
    let found = server.get("/search?q=GLOBEX").await.json(200);
    assert_eq!(found["invoices"][0]["number"], issued["number"]);
    assert_eq!(found["invoices"][0]["status"], issued["status"]);
    assert_eq!(found["invoices"][0]["total"], issued["totals"]["total"]);
    assert_eq!(found["customers"][0]["id"], issued["customer"]["id"]);
    assert_eq!(found["products"][0]["unit_price"], json!(12.5));
    assert_eq!(server.get("/search").await.json(200)["customers"], json!([]));
    assert_eq!(server.get("/search").await.json(200)["invoices"][0]["number"], issued["number"]);
    assert_eq!(server.get("/search?query=x").await.faults(), ["query"]);
    server.without_key().get("/search").await.expect(401);
    let page = owner.get(&format!("{root}/search?q=globex")).await;
    page.expect(200).says(&[number, "Customers", "Globex poster"]);
    let mut script = owner.clone().with("hx-request", "true");
    let options = script.get(&format!("{root}/search?as=options&q={number}")).await;
    options
        .expect(200)
        .says(&["role=\"option\"", &format!("{root}/invoices/{}", text(&issued["id"]))]);
    owner.get(&format!("{root}/search?q=nobody")).await.says(&["Nothing was found."]);
    // Another company's things are not found.
    let other = server.command_json(&["account", "create", "Acme"]);
    let key = text(&other["api_key"]);
    let theirs = server.with_key(key).get("/search?q=globex").await.json(200);
    assert_eq!(theirs, json!({"invoices": [], "customers": [], "products": []}));
    let id = text(&other["account_id"]);
    let mut stranger = Visitor::with_role(server, "s@example.com", "owner", &[id]).await;
    let root = stranger.root().await;
    stranger.get(&format!("{root}/search?q=globex")).await.says(&["Nothing was found."]);
}

both! {
    the_list_shows_what_its_address_asks_for,
    a_long_list_is_read_page_by_page,
    a_page_of_an_invoice_says_what_happened_to_it,
    one_box_finds_documents_customers_and_products,
}
