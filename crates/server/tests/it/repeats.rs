//! Requests that are sent again, and changes that are sent all at once.

use crate::support::Server;
use crate::support::{Draft, both, text};
use futures_util::future::join_all;
use serde_json::json;

async fn a_change_is_replayed_after_its_object_is_gone(server: &mut Server) {
    let draft = server.draft().await;
    let customer = server.post("/customers", &json!({"company": "A"})).await.json(201);
    for (path, body) in [
        (format!("/invoices/{}", text(&draft["id"])), json!({"notes": "x"})),
        (format!("/customers/{}", text(&customer["id"])), json!({"phone": "1"})),
    ] {
        let again = server.with("idempotency-key", &path);
        let first = again.patch(&path, &body).await.expect(200);
        server.delete(&path).await;
        let replayed = again.patch(&path, &body).await.expect(200);
        assert_eq!(replayed.header("idempotent-replayed"), Some("true"));
        assert_eq!(replayed.bytes, first.bytes);
        let other = again.patch(&path, &json!({"notes": "y"})).await;
        assert_eq!(other.problem(422), "idempotency_mismatch");
    }
    let id = text(&draft["id"]);
    server
        .post("/invoices/trash/batch", &json!({"action": "delete", "ids": [id]}))
        .await
        .expect(200);
    let path = format!("/invoices/{id}");
    server.with("idempotency-key", &path).patch(&path, &json!({"notes": "x"})).await.expect(200);
}

async fn a_change_by_invoiless_is_replayed_after_its_object_is_gone(server: &mut Server) {
    let api = server.at("/v1");
    let item = api.post("/items", &json!({"name": "A", "price": 1})).await.json(201);
    let path = format!("/items/{}", text(&item["id"]));
    let again = api.with("idempotency-key", "k");
    let first = again.patch(&path, &json!({"price": 2})).await.expect(200);
    api.delete(&path).await.expect(204);
    assert_eq!(again.patch(&path, &json!({"price": 2})).await.expect(200).bytes, first.bytes);
}

async fn a_replay_needs_the_scope_that_the_request_needs(server: &mut Server) {
    let made = server.post("/api-keys", &json!({"scope": "write"})).await.json(201);
    let admin = server.with("idempotency-key", "k");
    let lower = admin.with_key(text(&made["secret"]));
    for (path, body) in [
        ("/settings", json!({"company": {"name": "A"}})),
        ("/settings/late-fees", json!({"enabled": false})),
    ] {
        admin.patch(path, &body).await.expect(200);
        assert_eq!(lower.patch(path, &body).await.problem(403), "forbidden");
        server.database.execute(&server.data(), "delete from idempotency").await;
    }
    let account = json!({"company": {"name": "B"}, "currency": "EUR"});
    admin.post("/accounts", &account).await.expect(201);
    assert_eq!(lower.post("/accounts", &account).await.problem(403), "forbidden");
}

async fn an_account_can_be_made_again_when_its_first_reply_is_no_longer_kept(server: &mut Server) {
    let again = server.with("idempotency-key", "company-b");
    let account = json!({"company": {"name": "B"}, "currency": "EUR"});
    let first = again.post("/accounts", &account).await.expect(201);
    let replayed = again.post("/accounts", &account).await.expect(201);
    assert_eq!(replayed.header("idempotent-replayed"), Some("true"));
    assert_eq!(replayed.body()["id"], first.body()["id"]);
    assert!(!replayed.text().contains(text(&first.body()["api_key_secret"])));
    // A day later the reply has been swept away.
    server.database.execute(&server.data(), "delete from idempotency").await;
    let second = again.post("/accounts", &account).await.json(201);
    assert_ne!(second["id"], first.body()["id"]);
}

async fn a_new_account_has_no_templates_of_others(server: &mut Server) {
    let own = server.post("/templates", &json!({"name": "mine"})).await.json(201);
    for id in [text(&own["id"]), "0198f6a0-0000-7000-8000-000000000001"] {
        let account =
            json!({"company": {"name": "B"}, "currency": "EUR", "defaults": {"template_id": id}});
        assert_eq!(server.post("/accounts", &account).await.faults(), ["/defaults/template_id"]);
    }
    let built_in = server.get("/templates").await.json(200)["data"].clone();
    let built_in = built_in.as_array().unwrap().iter().find(|found| found["built_in"] == true);
    let account = json!({"company": {"name": "B"}, "currency": "EUR", "defaults": {"template_id": built_in.unwrap()["id"]}});
    server.post("/accounts", &account).await.expect(201);
}

async fn many_changes_at_once_are_all_made(server: &mut Server) {
    let own = &server.api();
    let draft = server.draft().await;
    let customer = server.post("/customers", &json!({"company": "A"})).await.json(201);
    let product = server.post("/products", &json!({"name": "A", "unit_price": 1})).await.json(201);
    for path in [
        format!("/invoices/{}", text(&draft["id"])),
        format!("/customers/{}", text(&customer["id"])),
        format!("/products/{}", text(&product["id"])),
    ] {
        let changes = (0..20).map(|number| {
            let (key, path) = (format!("k{number}"), &path);
            async move { own.patch(path, &json!({"metadata": {key: "x"}})).await }
        });
        for reply in join_all(changes).await {
            reply.expect(200);
        }
        let metadata = server.get(&path).await.json(200)["metadata"].clone();
        assert_eq!(metadata.as_object().unwrap().len(), 20, "{path}: {metadata}");
    }
    let changes = (0..20).map(|number| async move {
        own.patch("/settings", &json!({"company": {"phone": number.to_string()}})).await
    });
    for reply in join_all(changes).await {
        reply.expect(200);
    }
    let api = server.at("/v1");
    let path = format!("/customers/{}", text(&customer["id"]));
    let changes = (0..20).map(|number| {
        let (api, path) = (&api, &path);
        async move { api.patch(path, &json!({"billTo": {"phone": number.to_string()}})).await }
    });
    for reply in join_all(changes).await {
        reply.expect(200);
    }
}

both! {
    a_change_is_replayed_after_its_object_is_gone,
    a_change_by_invoiless_is_replayed_after_its_object_is_gone,
    a_replay_needs_the_scope_that_the_request_needs,
    an_account_can_be_made_again_when_its_first_reply_is_no_longer_kept,
    a_new_account_has_no_templates_of_others,
    many_changes_at_once_are_all_made,
}
