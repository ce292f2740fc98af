//! Drafts go to the trash, from where they come back or go for good. Batches do each on its own.

use crate::support::Server;
use crate::support::{Draft, both, text};
use serde_json::{Value, json};

fn ids(list: &Value) -> Vec<String> {
    list["data"].as_array().unwrap().iter().map(|entry| text(&entry["id"]).to_owned()).collect()
}

async fn a_deleted_draft_can_be_restored(server: &mut Server) {
    let draft = server.draft().await;
    let path = format!("/invoices/{}", text(&draft["id"]));
    server.delete(&path).await.expect(204);
    assert_eq!(server.count("/invoices").await, 0);
    let trash = server.get("/invoices/trash/list").await.json(200);
    assert_eq!(ids(&trash), [text(&draft["id"])]);
    let batch = json!({"action": "restore", "ids": [draft["id"]]});
    assert_eq!(
        server.post("/invoices/trash/batch", &batch).await.json(200)["succeeded"],
        json!([draft["id"]])
    );
    assert_eq!(server.count("/invoices").await, 1);
    assert_eq!(server.count("/invoices/trash/list").await, 0);
}

async fn the_trash_is_emptied_for_good(server: &mut Server) {
    let (one, two) = (server.draft().await, server.draft().await);
    for draft in [&one, &two] {
        server.delete(&format!("/invoices/{}", text(&draft["id"]))).await.expect(204);
    }
    let batch = json!({"action": "delete", "ids": [one["id"]]});
    server.post("/invoices/trash/batch", &batch).await.expect(200);
    assert_eq!(server.count("/invoices/trash/list").await, 1);
    server.post("/invoices/trash/batch", &json!({"action": "empty"})).await.expect(200);
    assert_eq!(server.count("/invoices/trash/list").await, 0);
    server.get(&format!("/invoices/{}", text(&two["id"]))).await.expect(404);
}

async fn what_owns_a_number_is_not_removed_for_good(server: &mut Server) {
    let issued = server.issued().await;
    server.invoice_act(&issued, "unpublish").await.expect(200);
    let path = format!("/invoices/{}", text(&issued["id"]));
    let deleted = server.delete(&path).await;
    if deleted.status == 204 {
        let batch = json!({"action": "delete", "ids": [issued["id"]]});
        let outcome = server.post("/invoices/trash/batch", &batch).await.json(200);
        assert_eq!(outcome["failed"][0]["error"]["code"], "owns_number", "{outcome}");
        server.post("/invoices/trash/batch", &json!({"action": "empty"})).await.expect(200);
        assert_eq!(server.count("/invoices/trash/list").await, 1);
    } else {
        assert_eq!(deleted.problem(409), "owns_number");
    }
}

async fn a_batch_does_each_on_its_own(server: &mut Server) {
    let (draft, issued) = (server.draft().await, server.issued().await);
    let unknown = uuid::Uuid::now_v7().to_string();
    let batch = json!({"action": "publish", "ids": [draft["id"], issued["id"], unknown]});
    let outcome = server.post("/invoices/batch", &batch).await.json(200);
    assert_eq!(outcome["succeeded"], json!([draft["id"]]));
    let failed = outcome["failed"].as_array().unwrap();
    assert_eq!(failed.len(), 2, "{outcome}");
    assert_eq!(failed[0]["id"], issued["id"]);
    assert_eq!(failed[1]["id"], unknown.as_str());
    assert_eq!(server.read(text(&draft["id"])).await["status"], "sent");
}

async fn a_batch_knows_every_action(server: &mut Server) {
    let drafts = [server.draft().await, server.draft().await];
    let ids = json!([drafts[0]["id"], drafts[1]["id"]]);
    for (action, status) in [("mark-sent", "sent"), ("mark-paid", "paid")] {
        let outcome =
            server.post("/invoices/batch", &json!({"action": action, "ids": ids})).await.json(200);
        assert_eq!(outcome["succeeded"], ids, "{action}");
        assert_eq!(server.read(text(&drafts[1]["id"])).await["status"], status);
    }
    let send =
        server.post("/invoices/batch", &json!({"action": "send", "ids": ids})).await.json(200);
    assert_eq!(send["succeeded"], json!([]));
    let other = server.draft().await;
    let delete = json!({"action": "delete", "ids": [other["id"]]});
    assert_eq!(
        server.post("/invoices/batch", &delete).await.json(200)["succeeded"],
        json!([other["id"]])
    );
    assert_eq!(server.count("/invoices/trash/list").await, 1);
}

async fn a_batch_has_at_most_500_ids(server: &mut Server) {
    let ids: Vec<String> = (0..501).map(|_| uuid::Uuid::now_v7().to_string()).collect();
    let reply = server.post("/invoices/batch", &json!({"action": "void", "ids": ids})).await;
    assert_eq!(reply.faults(), ["/ids"]);
}

both! {
    a_deleted_draft_can_be_restored,
    the_trash_is_emptied_for_good,
    what_owns_a_number_is_not_removed_for_good,
    a_batch_does_each_on_its_own,
    a_batch_knows_every_action,
    a_batch_has_at_most_500_ids,
}
