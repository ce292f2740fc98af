//! Whose customer it is: who is found, who is made, and what an invoice changes of whom.

use crate::support::{Backend, Draft, Server, both, text};
use futures_util::future::join_all;
use serde_json::{Value, json};

/// The body of an invoice to a customer.
fn to(customer: Value) -> Value {
    json!({"customer": customer, "items": [{"name": "x", "unit_price": 10}]})
}

/// Makes a draft to a customer.
async fn draft(server: &Server, customer: Value) -> Value {
    server.post("/invoices", &to(customer)).await.json(201)
}

/// Reads an invoice's customer: who it is, and what the invoice says of it.
async fn customer_of(server: &Server, invoice: &Value) -> Value {
    server.read(text(&invoice["id"])).await["customer"].clone()
}

async fn two_companies_at_one_mailbox_are_two_customers(server: &mut Server) {
    let one = draft(
        server,
        json!({"company": "Acme GmbH", "email": "office@tax.example", "tax_id": "DE111111111"}),
    )
    .await;
    let other = draft(
        server,
        json!({"company": "Globex AG", "email": "Office@tax.example", "tax_id": "DE222222222"}),
    )
    .await;
    assert_eq!(server.count("/customers").await, 2);
    let just = json!({"customerEmail": "office@tax.example", "customerCompanyName": "Initech", "lineItems": [{"description": "x", "quantity": 1, "unitPrice": 1}]});
    let third = server.at("/api").post("/invoices", &just).await.json(201);
    assert_eq!(third["customerCompanyName"], "Initech");
    for (invoice, company, tax_id) in [
        (&one, "Acme GmbH", json!("DE111111111")),
        (&other, "Globex AG", json!("DE222222222")),
        (&third, "Initech", json!(null)),
    ] {
        let customer = customer_of(server, invoice).await;
        assert_eq!((&customer["company"], &customer["tax_id"]), (&json!(company), &tax_id));
    }
    let issued = server.invoice_act(&one, "publish").await.json(200);
    assert_eq!(issued["customer"]["company"], "Acme GmbH");
}

async fn the_same_company_at_the_same_mailbox_is_the_same_customer(server: &mut Server) {
    let first = draft(
        server,
        json!({"company": "Acme GmbH", "email": "a@acme.example", "tax_id": "DE111111111"}),
    )
    .await;
    let again =
        draft(server, json!({"company": "ACME  gmbh", "email": "A@acme.example", "phone": "555"}))
            .await;
    assert_eq!(again["customer"]["id"], first["customer"]["id"]);
    assert_eq!(
        (&again["customer"]["company"], &again["customer"]["tax_id"], &again["customer"]["phone"]),
        (&json!("ACME  gmbh"), &json!("DE111111111"), &json!("555"))
    );
    let person = json!({"first_name": "Jane", "last_name": "Doe", "email": "a@acme.example"});
    let person = draft(server, person).await;
    assert_ne!(person["customer"]["id"], first["customer"]["id"]);
    assert!(person["customer"]["company"].is_null());
    let nameless = draft(server, json!({"email": "a@acme.example"})).await;
    assert_eq!(nameless["customer"]["id"], first["customer"]["id"]);
    server.post("/invoices", &to(json!({"email": "nobody@acme.example"}))).await.problem(422);
}

async fn what_one_invoice_says_of_a_customer_changes_no_other_document(server: &mut Server) {
    let known = server.post("/customers", &json!({"company": "Acme", "email": "a@acme.example", "address": {"line1": "Old Street 1"}})).await.json(201);
    let by_id = server
        .post(
            "/invoices",
            &json!({"customer_id": known["id"], "items": [{"name": "x", "unit_price": 1}]}),
        )
        .await
        .json(201);
    let spelt = draft(
        server,
        json!({"company": "Acme", "email": "a@acme.example", "tax_id": "DE111111111"}),
    )
    .await;
    let later = draft(server, json!({"company": "Acme", "email": "a@acme.example", "tax_id": "DE222222222", "address": {"line1": "New Street 2"}})).await;
    let record = server.get(&format!("/customers/{}", text(&known["id"]))).await.json(200);
    for (what, line1, tax_id) in [
        (&customer_of(server, &by_id).await, "Old Street 1", json!(null)),
        (&customer_of(server, &spelt).await, "Old Street 1", json!("DE111111111")),
        (&customer_of(server, &later).await, "New Street 2", json!("DE222222222")),
        (&record, "New Street 2", json!("DE222222222")),
    ] {
        assert_eq!(
            (&what["id"], &what["address"]["line1"], &what["tax_id"]),
            (&known["id"], &json!(line1), &tax_id)
        );
    }
    for (invoice, line1) in
        [(&by_id, "Old Street 1"), (&spelt, "Old Street 1"), (&later, "New Street 2")]
    {
        let issued = server.invoice_act(invoice, "publish").await.json(200);
        assert_eq!(issued["customer"]["address"]["line1"], line1);
    }
    let list = server.get("/invoices?sort=created_at").await.json(200);
    let lines: Vec<&Value> = list["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["customer"]["address"]["line1"])
        .collect();
    assert_eq!(lines, ["Old Street 1", "Old Street 1", "New Street 2"]);
}

async fn what_is_entered_for_the_customer_is_meant_for_every_draft(server: &mut Server) {
    let one = draft(
        server,
        json!({"company": "Acme", "email": "a@acme.example", "tax_id": "DE111111111"}),
    )
    .await;
    let path = format!("/invoices/{}", text(&one["id"]));
    let same = server.patch(&path, &json!({"notes": "n"})).await.json(200);
    assert_eq!(same["customer"]["tax_id"], "DE111111111");
    let customer = format!("/customers/{}", text(&one["customer"]["id"]));
    server.patch(&customer, &json!({"address": {"line1": "Entered 3"}})).await.expect(200);
    assert_eq!(customer_of(server, &one).await["address"]["line1"], "Entered 3");
    let issued = server.invoice_act(&one, "publish").await.json(200);
    assert_eq!(issued["customer"]["address"]["line1"], "Entered 3");
    let copy = server.invoice_act(&issued, "duplicate").await.json(201);
    assert_eq!(copy["customer"]["address"]["line1"], "Entered 3");
}

async fn an_external_id_finds_its_customer_and_a_new_one_takes_over_nobody(server: &mut Server) {
    let one =
        draft(server, json!({"external_id": "C-1", "company": "Acme", "email": "a@acme.example"}))
            .await;
    let other =
        draft(server, json!({"external_id": "C-2", "company": "Acme", "email": "a@acme.example"}))
            .await;
    assert_ne!(other["customer"]["id"], one["customer"]["id"]);
    let renamed = draft(
        server,
        json!({"external_id": "C-1", "company": "Acme Holding", "email": "b@acme.example"}),
    )
    .await;
    assert_eq!(renamed["customer"]["id"], one["customer"]["id"]);
    assert_eq!(renamed["customer"]["company"], "Acme Holding");
    assert_eq!(customer_of(server, &one).await["company"], "Acme");
    let bare = draft(server, json!({"company": "Globex", "email": "g@globex.example"})).await;
    let adopted = draft(
        server,
        json!({"external_id": "C-3", "company": "Globex", "email": "g@globex.example"}),
    )
    .await;
    assert_eq!(adopted["customer"]["id"], bare["customer"]["id"]);
    let archived = format!("/customers/{}", text(&one["customer"]["id"]));
    server.delete(&archived).await.expect(204);
    draft(server, json!({"external_id": "C-1", "company": "Acme"})).await;
    assert!(server.get(&archived).await.json(200)["archived_at"].is_null());
}

async fn a_new_internal_id_is_another_customer_whoever_has_the_mailbox(server: &mut Server) {
    let known = draft(
        server,
        json!({"company": "Acme", "email": "a@acme.example", "tax_id": "DE111111111"}),
    )
    .await;
    let body = json!({
        "customer": {"internalId": "77", "billTo": {"company": "Acme", "email": "a@acme.example", "phone": "1"}},
        "items": [{"name": "x", "quantity": 1, "price": 1}],
    });
    let made = server.at("/v1").post("/invoices", &body).await.json(201);
    let made = server.at("/v1").get(&format!("/invoices/{}", text(&made["id"]))).await.json(200);
    assert_ne!(made["customer"]["id"], known["customer"]["id"]);
    let record =
        server.get(&format!("/customers/{}", text(&known["customer"]["id"]))).await.json(200);
    assert_eq!((&record["external_id"], &record["phone"]), (&json!(null), &json!(null)));
}

async fn without_an_address_for_mail_the_same_name_and_address_is_the_same_customer(
    server: &mut Server,
) {
    let of = |line1: &str| json!({"company": "K", "address": {"line1": line1}});
    let one = draft(server, of("Main Street 1")).await;
    assert_eq!(draft(server, of("MAIN street 1")).await["customer"]["id"], one["customer"]["id"]);
    assert_ne!(draft(server, of("Main Street 2")).await["customer"]["id"], one["customer"]["id"]);
    let bare = draft(server, json!({"company": "K"})).await;
    assert_ne!(bare["customer"]["id"], one["customer"]["id"]);
    assert_eq!(
        draft(server, json!({"company": "k"})).await["customer"]["id"],
        bare["customer"]["id"]
    );
    assert_eq!(server.count("/customers").await, 3);
}

both! {
    two_companies_at_one_mailbox_are_two_customers,
    the_same_company_at_the_same_mailbox_is_the_same_customer,
    what_one_invoice_says_of_a_customer_changes_no_other_document,
    what_is_entered_for_the_customer_is_meant_for_every_draft,
    an_external_id_finds_its_customer_and_a_new_one_takes_over_nobody,
    a_new_internal_id_is_another_customer_whoever_has_the_mailbox,
    without_an_address_for_mail_the_same_name_and_address_is_the_same_customer,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_that_meet_a_customer_at_once_make_one() {
    let one = Server::start(Backend::Postgres).await;
    let two = one.beside();
    for customer in [
        json!({"company": "Acme", "email": "a@acme.example"}),
        json!({"external_id": "C-1", "company": "Acme", "email": "c@acme.example"}),
        json!({"company": "Acme", "address": {"line1": "Main Street 1"}}),
    ] {
        let before = one.count("/customers").await;
        let body = to(customer);
        let made = join_all(
            (0..16).map(|n| if n % 2 == 0 { &one } else { &two }.post("/invoices", &body)),
        );
        for reply in made.await {
            reply.expect(201);
        }
        assert_eq!(one.count("/customers").await, before + 1, "{body}");
    }
    two.finish().await;
    one.finish().await;
}
