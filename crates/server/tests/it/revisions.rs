//! `ETag` and `If-Match`: nobody overwrites what they have not seen.

use crate::support::Server;
use crate::support::{Draft, both, text};
use serde_json::json;

async fn the_etag_is_the_revision(server: &mut Server) {
    let draft = server.draft().await;
    let path = format!("/invoices/{}", text(&draft["id"]));
    assert_eq!(server.get(&path).await.header("etag"), Some("\"1\""));
    let after = server.patch(&path, &json!({"notes": "x"})).await;
    assert_eq!(after.header("etag"), Some("\"2\""));
}

async fn a_stale_if_match_changes_nothing(server: &mut Server) {
    let draft = server.draft().await;
    let path = format!("/invoices/{}", text(&draft["id"]));
    server.patch(&path, &json!({"notes": "theirs"})).await.expect(200);
    let stale = server.with("if-match", "\"1\"");
    let reply = stale.patch(&path, &json!({"notes": "mine"})).await;
    assert_eq!(reply.problem(412), "precondition_failed");
    assert_eq!(stale.put(&path, &draft).await.status, 412);
    assert_eq!(stale.delete(&path).await.status, 412);
    for action in ["publish", "mark-sent", "void", "mark-paid"] {
        assert_eq!(stale.invoice_act(&draft, action).await.status, 412, "{action}");
    }
    let now = server.read(text(&draft["id"])).await;
    assert_eq!((text(&now["notes"]), text(&now["status"])), ("theirs", "draft"));
}

async fn the_right_if_match_any_of_a_list_and_a_star_pass(server: &mut Server) {
    let draft = server.draft().await;
    let path = format!("/invoices/{}", text(&draft["id"]));
    for (given, note) in [("\"1\"", "a"), ("\"7\", \"2\"", "b"), ("*", "c")] {
        let reply = server.with("if-match", given).patch(&path, &json!({"notes": note})).await;
        assert_eq!(reply.json(200)["notes"], note);
    }
    assert_eq!(
        server.with("if-match", "nonsense").patch(&path, &json!({"notes": "d"})).await.status,
        412
    );
}

async fn every_object_has_an_etag_that_is_honoured(server: &mut Server) {
    for (list, body, patch) in [
        ("/customers", json!({"company": "A"}), json!({"company": "B"})),
        ("/products", json!({"name": "A", "unit_price": 1}), json!({"name": "B"})),
        ("/taxes", json!({"name": "A", "value": 1}), json!({"name": "B"})),
        ("/templates", json!({"name": "A"}), json!({"name": "B"})),
    ] {
        let made = server.post(list, &body).await.expect(201);
        assert_eq!(made.header("etag"), Some("\"1\""), "{list}");
        let path = format!("{list}/{}", text(&made.body()["id"]));
        assert_eq!(
            server.with("if-match", "\"9\"").patch(&path, &patch).await.status,
            412,
            "{list}"
        );
        assert_eq!(
            server.with("if-match", "\"1\"").patch(&path, &patch).await.expect(200).header("etag"),
            Some("\"2\"")
        );
    }
}

async fn of_two_writers_with_the_same_if_match_one_wins(server: &mut Server) {
    let draft = server.draft().await;
    let path = format!("/invoices/{}", text(&draft["id"]));
    let api = server.with("if-match", "\"1\"");
    let bodies: Vec<_> = (0..8).map(|n| json!({"notes": format!("writer {n}")})).collect();
    let replies =
        futures_util::future::join_all(bodies.iter().map(|body| api.patch(&path, body))).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
    assert!(replies.iter().all(|reply| matches!(reply.status, 200 | 412)));
}

both! {
    the_etag_is_the_revision,
    a_stale_if_match_changes_nothing,
    the_right_if_match_any_of_a_list_and_a_star_pass,
    every_object_has_an_etag_that_is_honoured,
    of_two_writers_with_the_same_if_match_one_wins,
}
