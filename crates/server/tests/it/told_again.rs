//! Documents that are asked for again: what is remembered of how they were told is never told when it is no longer so.

use crate::support::{Api, Backend, Clock, Draft, Server, both, both_at, text};
use serde_json::{Value, json};

/// Where each API shows an invoice: by itself, in a list, and below which name the list has its entries.
fn told_at(invoice: &Value) -> [(String, &'static str, &'static str); 3] {
    let id = text(&invoice["id"]);
    [
        (format!("/api/v1/invoices/{id}"), "/api/v1/invoices", "data"),
        (format!("/v1/invoices/{id}"), "/v1/invoices", "docs"),
        (format!("/api/v1/invoice/{id}"), "/api/v1/invoice/", "items"),
    ]
}

/// What every API tells of the only document: by itself, and the same in its list. Asked for twice, so that the second
/// time it is remembered.
async fn told(api: &Api, invoice: &Value) -> Vec<Value> {
    let root = api.at("");
    let mut all = vec![];
    for (path, list, entries) in told_at(invoice) {
        let first = root.get(&path).await.json(200);
        for _ in 0..2 {
            assert_eq!(root.get(&path).await.json(200), first, "{path}");
            assert_eq!(root.get(list).await.json(200)[entries], json!([first]), "{list}");
        }
        all.push(first);
    }
    let explained = root.get(&format!("{}?explain=true", told_at(invoice)[0].0)).await.json(200);
    let without = |mut document: Value| {
        document.as_object_mut().unwrap().remove("calculation");
        document
    };
    assert_eq!(without(explained), all[0], "what is told anew");
    all
}

async fn what_changes_is_told_by_every_api(server: &mut Server) {
    let draft = server.draft().await;
    let before = told(server, &draft).await;
    let path = format!("/invoices/{}", text(&draft["id"]));
    server.patch(&path, &json!({"due_date": "2027-01-15"})).await.expect(200);
    let dated = told(server, &draft).await;
    assert!(dated.iter().zip(&before).all(|(now, then)| now != then), "{dated:?}");
    // A draft names its customer as that is now.
    let customer = format!("/customers/{}", text(&draft["customer_id"]));
    server.patch(&customer, &json!({"company": "Globex Ltd"})).await.expect(200);
    let named = told(server, &draft).await;
    assert!(named.iter().all(|now| now.to_string().contains("Globex Ltd")), "{named:?}");
    server.invoice_act(&draft, "publish").await.expect(200);
    told(server, &draft).await;
    let payment = json!({"amount": 1, "date": "2026-03-05"});
    server.post(&format!("{path}/payments"), &payment).await.expect(201);
    assert_eq!(told(server, &draft).await[0]["status"], "partially_paid");
    let payment = server.read(text(&draft["id"])).await["payments"][0].clone();
    let refund = format!("{path}/payments/{}/refunds", text(&payment["id"]));
    server.post(&refund, &json!({"amount": 1})).await.expect(201);
    let refunded = told(server, &draft).await;
    assert_eq!(refunded[0]["totals"]["refunded"].to_string(), "1.00");
}

async fn a_credit_note_and_its_invoice_tell_of_each_other(server: &mut Server) {
    let issued = server.issued().await;
    let id = text(&issued["id"]);
    let read = async |id: &str| {
        let first = server.read(id).await;
        assert_eq!(server.read(id).await, first);
        first
    };
    let known = async |document: &Value| {
        let tag = format!("\"{}\"", document["revision"]);
        let path = format!("/invoices/{}", text(&document["id"]));
        server.with("if-none-match", &tag).get(&path).await.status == 304
    };
    let made = server.post(&format!("/invoices/{id}/credit-note"), &json!({})).await.json(201);
    let note = text(&made["id"]).to_owned();
    let path = format!("/invoices/{note}");
    server.invoice_act(&made, "unpublish").await.expect(200);
    let before = read(id).await;
    assert!(known(&before).await);
    server.patch(&path, &json!({"issue_date": "2027-01-31"})).await.expect(200);
    let dated = read(id).await;
    assert_eq!(dated["credit_notes"][0]["issue_date"], "2027-01-31");
    assert!(!known(&before).await, "{dated}");
    server.delete(&path).await.expect(204);
    assert_eq!(read(id).await["credit_notes"], json!([]));
    assert!(!known(&dated).await);
    let restored = json!({"action": "restore", "ids": [note]});
    server.post("/invoices/trash/batch", &restored).await.expect(200);
    assert_eq!(read(id).await["credit_notes"][0]["id"], *note);

    let told = read(&note).await;
    assert_eq!(told["credits"]["counts"], true);
    server.invoice_act(&issued, "void").await.expect(200);
    assert_eq!(read(&note).await["credits"]["counts"], false);
    assert!(!known(&told).await);
}

async fn a_list_is_searched_again_once_anything_was_done(server: &mut Server) {
    let draft = server.made(json!({"tags": ["harbour"]}), false).await;
    let found = async |filter: &str| {
        let first = server.count(&format!("/invoices?{filter}")).await;
        assert_eq!(server.count(&format!("/invoices?{filter}")).await, first, "{filter}");
        first
    };
    let path = format!("/invoices/{}", text(&draft["id"]));
    let customer = format!("/customers/{}", text(&draft["customer_id"]));
    assert_eq!((found("search=Initech").await, found("tag=harbour").await), (0, 1));
    server.patch(&customer, &json!({"company": "Initech"})).await.expect(200);
    assert_eq!(found("search=Initech").await, 1);
    server.patch(&path, &json!({"tags": [], "due_date": "2099-12-31"})).await.expect(200);
    assert_eq!((found("tag=harbour").await, found("due_from=2099-01-01").await), (0, 1));
    assert_eq!((found("max_amount=1").await, found("currency=EUR").await), (0, 0));
    let body = json!({"items": [{"name": "Pin", "unit_price": 1}], "currency": "EUR", "taxes": []});
    server.patch(&path, &body).await.expect(200);
    assert_eq!((found("max_amount=1").await, found("currency=EUR").await), (1, 1));
    let other = server.post("/customers", &json!({"company": "Hooli"})).await.json(201);
    let of_other = format!("customer_id={}", text(&other["id"]));
    assert_eq!(found(&of_other).await, 0);
    server.patch(&path, &json!({"customer_id": other["id"]})).await.expect(200);
    assert_eq!((found(&of_other).await, found("search=hooli").await), (1, 1));
    assert_eq!(found("status=sent").await, 0);
    server.invoice_act(&draft, "publish").await.expect(200);
    assert_eq!(found("status=sent").await, 1);
    server.invoice_act(&draft, "mark-paid").await.expect(200);
    assert_eq!((found("status=sent").await, found("status=paid").await), (0, 1));
    let second = server.made(json!({}), false).await;
    assert_eq!(found("").await, 2);
    server.delete(&format!("/invoices/{}", text(&second["id"]))).await.expect(204);
    assert_eq!(found("").await, 1);
}

async fn what_is_gone_is_not_told_any_more(server: &mut Server) {
    let issued = server.issued().await;
    told(server, &issued).await;
    let stranger = server.command_json(&["account", "create", "Stranger"]);
    let stranger = server.with_key(text(&stranger["api_key"])).at("");
    let root = server.at("");
    for (path, list, entries) in told_at(&issued) {
        stranger.get(&path).await.expect(404);
        assert_eq!(stranger.get(list).await.json(200)[entries], json!([]), "{list}");
    }
    // An API that erases voids it and hides it, from itself and the others that erase.
    let [native, invoiless, just_paid] = told_at(&issued);
    root.delete(&invoiless.0).await.expect(204);
    root.get(&invoiless.0).await.expect(404);
    assert_eq!(root.get(invoiless.1).await.json(200)["docs"], json!([]));
    for _ in 0..2 {
        assert_eq!(root.get(&native.0).await.json(200)["hidden"], true);
        // What it said before it was voided would be another word.
        let paid = root.get(&just_paid.0).await;
        assert!(paid.status == 404 || paid.body()["invoice_status"] == "voided", "{paid}");
    }
}

async fn what_a_day_makes_of_it_is_told(server: &mut Server, clock: &Clock) {
    let open =
        server.made(json!({"issue_date": "2027-04-01", "due_date": "2027-06-20"}), true).await;
    let before = told(server, &open).await;
    assert_eq!(before[0]["status"], "open");
    clock.set("2027-06-23 12:00:00");
    let after = told(server, &open).await;
    assert_eq!(
        (&after[0]["status"], &after[2]["invoice_status"]),
        (&json!("overdue"), &json!("overdue"))
    );
    assert_eq!(after[0]["revision"], before[0]["revision"]);
}

both! {
    what_changes_is_told_by_every_api,
    a_credit_note_and_its_invoice_tell_of_each_other,
    a_list_is_searched_again_once_anything_was_done,
    what_is_gone_is_not_told_any_more,
}

both_at! {
    what_a_day_makes_of_it_is_told = "2027-06-12 12:00:00",
}

/// Each remembers what it told last, and must not go by that once the other has changed something.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_server_changes_the_other_tells_at_once() {
    let one = Server::start(Backend::Postgres).await;
    let two = one.beside();
    let draft = one.draft().await;
    let path = format!("/invoices/{}", text(&draft["id"]));
    let customer = format!("/customers/{}", text(&draft["customer_id"]));
    for n in 0..20 {
        let (changes, tells) = if n % 2 == 0 { (&one, &two) } else { (&two, &one) };
        let name = format!("Text {n}");
        if n % 3 == 0 {
            changes.patch(&customer, &json!({"company": name})).await.expect(200);
        } else {
            changes.patch(&path, &json!({"notes": name})).await.expect(200);
        }
        for server in [tells, changes] {
            let found = told(server, &draft).await;
            assert!(found[0].to_string().contains(&name), "{name}: {}", found[0]);
        }
    }
    two.finish().await;
    one.finish().await;
}
