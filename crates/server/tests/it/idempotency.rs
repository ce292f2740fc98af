//! Idempotency-Key: what is sent twice is done once.

use crate::support::{Backend, Draft, Server, both, decimal, invoice, text};
use futures_util::join;
use serde_json::json;

async fn the_same_key_replays_the_first_reply(server: &mut Server) {
    let api = server.with("idempotency-key", "order-1");
    let first = api.post("/invoices?issue=true", &invoice()).await.expect(201);
    let again = api.post("/invoices?issue=true", &invoice()).await.expect(201);
    assert_eq!(first.header("idempotent-replayed"), None);
    assert_eq!(again.header("idempotent-replayed"), Some("true"));
    assert_eq!(again.bytes, first.bytes);
    for header in ["etag", "location", "content-type"] {
        assert_eq!(again.header(header), first.header(header), "{header}");
    }
    assert_eq!(server.count("/invoices").await, 1);
}

async fn the_same_key_with_another_request_is_refused(server: &mut Server) {
    let api = server.with("idempotency-key", "order-1");
    api.post("/invoices", &invoice()).await.expect(201);
    let mut other = invoice();
    other["notes"] = json!("other");
    assert_eq!(api.post("/invoices", &other).await.problem(422), "idempotency_mismatch");
    assert_eq!(
        api.post("/invoices?issue=true", &invoice()).await.problem(422),
        "idempotency_mismatch"
    );
    assert_eq!(
        api.post("/customers", &json!({"company": "A"})).await.problem(422),
        "idempotency_mismatch"
    );
    assert_eq!(server.count("/invoices").await, 1);
}

async fn thirty_two_at_once_make_one_invoice(server: &mut Server) {
    let (api, body) = (server.with("idempotency-key", "once"), invoice());
    let replies =
        futures_util::future::join_all((0..32).map(|_| api.post("/invoices", &body))).await;
    for reply in &replies {
        assert!(matches!(reply.status, 201 | 409), "{reply}");
        if reply.status == 409 {
            assert_eq!(reply.problem(409), "idempotency_under_way");
        }
    }
    assert!(replies.iter().any(|reply| reply.status == 201));
    assert_eq!(server.count("/invoices").await, 1);
}

async fn a_failed_request_may_be_corrected_under_its_key(server: &mut Server) {
    let api = server.with("idempotency-key", "k");
    let mut bad = invoice();
    bad["items"][0]["unit_price"] = json!("cheap");
    api.post("/invoices", &bad).await.expect(422);
    api.post("/invoices", &invoice()).await.expect(201);
}

async fn actions_and_deletes_are_replayed_too(server: &mut Server) {
    let issued = server.issued().await;
    let api = server.with("idempotency-key", "pay");
    let path = format!("/invoices/{}/payments", text(&issued["id"]));
    api.post(&path, &json!({"amount": 100})).await.expect(201);
    api.post(&path, &json!({"amount": 100})).await.expect(201);
    assert_eq!(server.read(text(&issued["id"])).await["totals"]["paid"].to_string(), "100.00");
    let draft = server.draft().await;
    let path = format!("/invoices/{}", text(&draft["id"]));
    let api = server.with("idempotency-key", "delete");
    api.delete(&path).await.expect(204);
    assert_eq!(api.delete(&path).await.expect(204).header("idempotent-replayed"), Some("true"));
}

async fn a_batch_that_was_not_answered_is_done_once(server: &mut Server) {
    let drafts = [server.draft().await, server.draft().await, server.draft().await];
    let api = server.with("idempotency-key", "batch");
    let body =
        json!({"action": "publish", "ids": [drafts[0]["id"], drafts[1]["id"], drafts[2]["id"]]});
    let first = api.post("/invoices/batch", &body).await.json(200);
    assert_eq!(first["succeeded"].as_array().unwrap().len(), 3);
    // As if the server had died after the first two and before its answer.
    let third = text(&drafts[2]["id"]);
    server.invoice_act(&drafts[2], "unpublish").await.expect(200);
    server.database.execute(&server.data(), "delete from idempotency where key = 'batch'").await;
    let forget = format!("delete from idempotency where key like '%{third}'");
    server.database.execute(&server.data(), &forget).await;
    let again = api.post("/invoices/batch", &body).await.json(200);
    assert_eq!(again, first);
    // Without its key it is another batch, and those are published already.
    let other = server.post("/invoices/batch", &body).await.json(200);
    assert_eq!(other["failed"].as_array().unwrap().len(), 3, "{other}");
}

async fn a_key_that_is_none_is_refused(server: &mut Server) {
    for key in ["", &"x".repeat(256)] {
        let reply = server.with("idempotency-key", key).post("/invoices", &invoice()).await;
        assert_eq!(reply.status, 422, "{reply}");
    }
    assert_eq!(server.count("/invoices").await, 0);
}

async fn keys_of_two_accounts_do_not_meet(server: &mut Server) {
    let other = server.command_json(&["account", "create", "Other"]);
    let other = server.with_key(text(&other["api_key"]));
    server.with("idempotency-key", "k").post("/invoices", &invoice()).await.expect(201);
    let theirs = other.with("idempotency-key", "k").post("/invoices", &invoice()).await.expect(201);
    assert_eq!(theirs.header("idempotent-replayed"), None);
}

async fn a_reply_is_replayed_after_a_restart(server: &mut Server) {
    let first = server.with("idempotency-key", "k").post("/invoices", &invoice()).await.expect(201);
    server.kill();
    server.start_again();
    let again = server.with("idempotency-key", "k").post("/invoices", &invoice()).await.expect(201);
    assert_eq!(again.header("idempotent-replayed"), Some("true"));
    assert_eq!(again.bytes, first.bytes);
}

/// A client that heard nothing asks again, and meets another server while the first is still at it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_key_at_two_servers_at_once_is_one_request() {
    let first = Server::start(Backend::Postgres).await;
    let second = first.beside();
    for round in 0..8 {
        let draft = first.draft().await;
        let id = text(&draft["id"]);
        let both_with = |key: String, revision: &str| {
            [&first, &second].map(|server| {
                server.with("idempotency-key", &key).with("if-match", &format!("\"{revision}\""))
            })
        };
        let [here, there] = both_with(format!("publish-{round}"), "1");
        let path = format!("/invoices/{id}/publish");
        let (one, other) = join!(here.act(&path), there.act(&path));
        assert_eq!((one.status, other.status), (200, 200), "{one} {other}");
        assert_eq!(one.bytes, other.bytes);
        let revision = one.json(200)["revision"].to_string();
        let [here, there] = both_with(format!("pay-{round}"), &revision);
        let (path, payment) = (format!("/invoices/{id}/payments"), json!({"amount": 1}));
        let (one, other) = join!(here.post(&path, &payment), there.post(&path, &payment));
        assert_eq!((one.status, other.status), (201, 201), "{one} {other}");
        assert_eq!(decimal(&first.read(id).await["totals"]["paid"]), 1.into());
    }
    second.finish().await;
    first.finish().await;
}

both! {
    the_same_key_replays_the_first_reply,
    the_same_key_with_another_request_is_refused,
    thirty_two_at_once_make_one_invoice,
    a_failed_request_may_be_corrected_under_its_key,
    actions_and_deletes_are_replayed_too,
    a_batch_that_was_not_answered_is_done_once,
    a_key_that_is_none_is_refused,
    keys_of_two_accounts_do_not_meet,
    a_reply_is_replayed_after_a_restart,
}
