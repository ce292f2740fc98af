//! PDFs that are made beside other work: nobody else waits for them, and they show what was issued.

use crate::{
    documents::pdf_text,
    support::{Api, Backend, Draft, Server, both, text},
};
use futures_util::future::join_all;
use serde_json::{Value, json};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

/// The client of another account.
fn stranger(server: &Server) -> Api {
    let account = server.command_json(&["account", "create", "Stranger"]);
    server.with_key(text(&account["api_key"]))
}

/// An invoice whose PDF takes long.
async fn heavy(server: &Api, lines: usize, issue: bool) -> Value {
    let line = |n: usize| json!({"name": format!("Article {n}"), "description": "A description of two words or more. ".repeat(6), "unit_price": n});
    let items: Vec<Value> = (1..=lines).map(line).collect();
    server.made(json!({"items": items}), issue).await
}

fn pdf(invoice: &Value) -> String {
    format!("/invoices/{}/pdf", text(&invoice["id"]))
}

/// How many PDFs the server has set.
pub(crate) async fn pdfs_set(server: &Server) -> u64 {
    let metrics = server.at("").get("/metrics").await.expect(200).text();
    let line = metrics.lines().find_map(|line| line.strip_prefix("net30_pdfs_set_total "));
    line.expect("there is such a metric").parse().unwrap()
}

async fn others_write_while_an_unpublished_invoice_is_set(server: &mut Server) {
    let stranger = stranger(server);
    let invoice = heavy(server, 1000, true).await;
    stranger.draft().await;
    let (api, path) = (server.api(), format!("/invoices/{}/unpublish", text(&invoice["id"])));
    let unpublishing = tokio::spawn(async move { api.act(&path).await });
    let mut written = 0;
    while !unpublishing.is_finished() {
        stranger.draft().await;
        written += 1;
    }
    unpublishing.await.unwrap().expect(200);
    // The PDF takes a hundred times as long as a draft.
    assert!(written > 5, "only {written} drafts were made meanwhile");
}

async fn an_unpublished_invoice_that_nobody_looked_at_is_unpublished_once(server: &mut Server) {
    let issued = server.issued().await;
    let shown = server.invoice_act(&issued, "unpublish").await.json(200);
    assert_eq!(shown["status"], "draft");
    let events = server.get(&format!("/invoices/{}/events", text(&issued["id"]))).await.json(200);
    let unpublished = events["data"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|event| event["type"] == "invoice.unpublished");
    assert_eq!(unpublished.count(), 1);
    // The same within a batch of steps, and through the API whose status is a field.
    server.invoice_act(&issued, "publish").await.expect(200);
    let id = text(&issued["id"]);
    server
        .at("/v1")
        .patch(&format!("/invoices/{id}"), &json!({"status": "Draft"}))
        .await
        .expect(200);
    assert_eq!(server.read(id).await["status"], "draft");
}

async fn an_issued_invoice_keeps_the_look_that_it_was_issued_with(server: &mut Server) {
    let template = json!({"name": "Own", "layout": "classic", "footer": "Footer of old"});
    let template = server.post("/templates", &template).await.json(201);
    let id = text(&template["id"]);
    let own = server.made(json!({"template_id": id}), true).await;
    server.patch("/settings", &json!({"defaults": {"template_id": id}})).await.expect(200);
    let usual = server.issued().await;
    server
        .patch(&format!("/templates/{id}"), &json!({"footer": "Footer of new"}))
        .await
        .expect(200);
    let later = server.issued().await;
    for (invoice, says) in
        [(&own, "Footer of old"), (&usual, "Footer of old"), (&later, "Footer of new")]
    {
        let said = pdf_text(&server.get(&pdf(invoice)).await.expect(200).bytes);
        assert!(said.contains(says), "{said}");
        let page = server.get(&pdf(invoice).replace("/pdf", "/html")).await.expect(200).text();
        assert!(page.contains(says), "{page}");
    }
    // A draft looks as its template does now.
    server.invoice_act(&own, "unpublish").await.expect(200);
    let said = pdf_text(&server.get(&pdf(&own)).await.expect(200).bytes);
    assert!(said.contains("Footer of new"), "{said}");
    server.invoice_act(&own, "publish").await.expect(200);
    let said = pdf_text(&server.get(&pdf(&own)).await.expect(200).bytes);
    assert!(said.contains("Footer of new"), "{said}");
}

async fn heavy_pdfs_of_one_account_leave_anothers_alone(server: &mut Server) {
    let stranger = stranger(server);
    let light = stranger.issued().await;
    let mut drafts = vec![];
    for _ in 0..12 {
        drafts.push(heavy(server, 250, false).await);
    }
    let done = Arc::new(AtomicUsize::new(0));
    let mut asking = vec![];
    for draft in &drafts {
        let (api, path, done) = (server.api(), pdf(draft), Arc::clone(&done));
        asking.push(tokio::spawn(async move {
            api.get(&path).await.expect(200);
            done.fetch_add(1, Ordering::SeqCst);
        }));
    }
    // They are all in the queue, or being set.
    while done.load(Ordering::SeqCst) == 0 {
        tokio::task::yield_now().await;
    }
    let before = done.load(Ordering::SeqCst);
    stranger.get(&pdf(&light)).await.expect(200);
    let meanwhile = done.load(Ordering::SeqCst) - before;
    assert!(meanwhile < 6, "{meanwhile} heavy ones were set before it");
    for task in asking {
        task.await.unwrap();
    }
}

async fn the_same_pdf_wanted_by_several_at_once_is_set_once(server: &mut Server) {
    for issue in [true, false] {
        let invoice = heavy(server, 200, issue).await;
        let before = pdfs_set(server).await;
        let (api, path) = (server.api(), pdf(&invoice));
        let all = join_all((0..12).map(|_| api.get(&path))).await;
        assert!(
            all.iter().all(|reply| reply.status == 200 && reply.bytes == all[0].bytes),
            "{}",
            all[0]
        );
        // Nor again when it is wanted later, until something changes.
        assert!(api.get(&path).await.expect(200).bytes == all[0].bytes);
        assert_eq!(pdfs_set(server).await - before, 1, "issued: {issue}");
        if !issue {
            let changes = json!({"header": "Another"});
            let path = path.replace("/pdf", "");
            api.patch(&path, &changes).await.expect(200);
            let anew = api.get(&format!("{path}/pdf")).await.expect(200);
            assert!(pdf_text(&anew.bytes).contains("Another"));
            assert_eq!(pdfs_set(server).await - before, 2);
        }
    }
}

async fn too_many_pdfs_at_once_are_told_to_come_back(server: &mut Server) {
    let mut drafts = vec![];
    for _ in 0..60 {
        drafts.push(heavy(server, 120, false).await);
    }
    let mut asking = vec![];
    for draft in &drafts {
        let (api, path) = (server.api(), pdf(draft));
        asking.push(tokio::spawn(async move { api.get(&path).await }));
    }
    let mut refused = vec![];
    for task in asking {
        let reply = task.await.unwrap();
        if reply.status != 200 {
            refused.push(reply);
        }
    }
    assert!(!refused.is_empty() && refused.len() < 30, "{} were refused", refused.len());
    for reply in refused {
        assert!(reply.header("retry-after").is_some());
        assert_eq!(reply.problem(503), "busy");
    }
    server.get(&pdf(&drafts[0])).await.expect(200);
}

both! {
    others_write_while_an_unpublished_invoice_is_set,
    an_unpublished_invoice_that_nobody_looked_at_is_unpublished_once,
    an_issued_invoice_keeps_the_look_that_it_was_issued_with,
    heavy_pdfs_of_one_account_leave_anothers_alone,
    the_same_pdf_wanted_by_several_at_once_is_set_once,
    too_many_pdfs_at_once_are_told_to_come_back,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_set_the_same_pdf_after_the_logo_was_changed() {
    let first = Server::start(Backend::Postgres).await;
    let second = first.beside();
    let template = json!({"name": "Own", "layout": "modern", "footer": "Footer of old"});
    let template = first.post("/templates", &template).await.json(201);
    let path = format!("/templates/{}", text(&template["id"]));
    let issued = [
        first.made(json!({"template_id": template["id"]}), true).await,
        second.made(json!({"template_id": template["id"]}), true).await,
    ];
    second.patch(&path, &json!({"footer": "Footer of new"})).await.expect(200);
    for invoice in &issued {
        let bytes = second.get(&pdf(invoice)).await.expect(200).bytes;
        assert!(pdf_text(&bytes).contains("Footer of old"));
        assert_eq!(first.get(&pdf(invoice)).await.expect(200).bytes, bytes);
    }
}
