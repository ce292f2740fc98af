//! Receivers of webhooks that hang, fail, lead elsewhere or never end, and what becomes of their deliveries.

use crate::{
    support::{Draft, Manners, Receiver, Server, SmtpServer, Visitor, both, text},
    webhooks::{LOCAL, eventually, settled, webhook},
};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::HashSet;

/// The only delivery to a webhook.
async fn only_delivery(server: &Server, webhook: &str) -> Value {
    let path = format!("/webhooks/{webhook}/deliveries");
    eventually(async || server.count(&path).await == 1).await;
    server.get(&path).await.json(200)["data"][0].clone()
}

/// Makes a webhook for one event and lets that happen; its id and the delivery's.
async fn told_once(server: &Server, receiver: &Receiver) -> (String, String) {
    let body = json!({"url": receiver.url(), "events": ["tax.created"]});
    let (id, _) = webhook(server, body).await;
    server.post("/taxes", &json!({"name": "VAT", "value": 19})).await.expect(201);
    let delivery = only_delivery(server, &id).await;
    (id, text(&delivery["id"]).to_owned())
}

async fn a_bad_receiver_delays_nobody_else(server: &mut Server) {
    // No call ends by itself while the test looks.
    server.start_again_with(&[&LOCAL[..], &["--webhook-timeout", "300"]].concat());
    let mut bad = vec![];
    for manners in [
        Manners::Hang,
        Manners::Answer(500, ""),
        Manners::Answer(301, "location: http://127.0.0.1:1/"),
        Manners::Answer(410, ""),
        Manners::Flood,
        Manners::Drip,
    ] {
        let receiver = Receiver::start(manners).await;
        let (id, _) =
            webhook(server, json!({"url": receiver.url(), "events": ["tax.created"]})).await;
        bad.push((receiver, id));
    }
    let good = Receiver::start(Manners::Answer(200, "")).await;
    webhook(server, json!({"url": good.url(), "events": ["tax.*"]})).await;
    let [(hanging, hanging_id), (_, failing), (_, moved), (_, gone), (flooding, flood), (_, drip)] =
        bad.as_slice()
    else {
        panic!("there are six");
    };
    // One receiver hangs from the first on; the good one hears of each all the same.
    for number in 1..=6 {
        server
            .post("/taxes", &json!({"name": format!("Tax {number}"), "value": number}))
            .await
            .expect(201);
        good.first(number).await;
        hanging.first(1).await;
    }
    let hung =
        server.get(&format!("/webhooks/{hanging_id}/deliveries?status=pending")).await.json(200);
    assert_eq!(hung["total"], 6);
    assert!(
        hung["data"].as_array().unwrap().iter().all(|delivery| delivery["attempts"] == 0),
        "{hung}"
    );
    assert!(hanging.received().len() <= 4, "at most four calls at once");
    let deliveries = async |id: &str| {
        server.get(&format!("/webhooks/{id}/deliveries")).await.json(200)["data"].clone()
    };
    for id in [flood, drip] {
        eventually(async || {
            deliveries(id)
                .await
                .as_array()
                .unwrap()
                .iter()
                .filter(|one| one["status"] == "delivered")
                .count()
                == 6
        })
        .await;
    }
    assert!(
        flooding.flooded_bytes() < 50 * 1024 * 1024,
        "{} bytes were read",
        flooding.flooded_bytes()
    );
    assert!(text(&deliveries(flood).await[0]["response"]).len() <= 1024);
    for (id, status, error) in
        [(failing, 500, "answered 500"), (moved, 301, "redirects are not followed")]
    {
        eventually(async || {
            deliveries(id)
                .await
                .as_array()
                .unwrap()
                .iter()
                .any(|one| one["response_status"] == status)
        })
        .await;
        let all = deliveries(id).await;
        let tried =
            all.as_array().unwrap().iter().find(|one| one["response_status"] == status).unwrap();
        assert!(text(&tried["error"]).contains(error), "{tried}");
        assert_eq!(tried["status"], "pending");
        assert!(tried["next_at"].as_str() > tried["created_at"].as_str());
    }
    let gone = server.get(&format!("/webhooks/{gone}")).await.json(200);
    assert_eq!((&gone["enabled"], &gone["disabled_reason"]), (&json!(false), &json!("gone")));
    assert!(server.get("/events?limit=1000").await.text().contains("webhook.disabled"));
    // Whoever sees to the account's settings is told on the first page, and starts it again from there.
    let url = format!("Webhook {} was stopped", text(&gone["url"]));
    let mut owner = Visitor::owner(server).await;
    let root = owner.root().await;
    let today = owner.get(&root).await;
    today.expect(200).says(&[&url, "gone for good"]);
    let restart = format!("{root}/today/webhook/{}", text(&gone["id"]));
    let mut accountant = Visitor::with_role(server, "a@example.com", "accountant", &[]).await;
    let seen = accountant.get(&root).await;
    assert!(!seen.expect(200).says(&[&url]).body.contains(&restart));
    accountant.post(&restart, &[]).await.expect(403);
    let mut viewer = Visitor::with_role(server, "v@example.com", "viewer", &[]).await;
    assert!(!viewer.get(&root).await.expect(200).body.contains("was stopped"));
    assert_eq!(owner.post(&restart, &[]).await.expect(303).to(), format!("{root}?said=restarted"));
    let path = format!("/webhooks/{}", text(&gone["id"]));
    assert_eq!(server.get(&path).await.json(200)["enabled"], true);
    assert!(!owner.get(&root).await.expect(200).body.contains("was stopped"));
}

async fn a_receiver_that_hangs_is_given_up_for_the_moment(server: &mut Server) {
    server.start_again_with(
        &[&LOCAL[..], &["--webhook-timeout", "1", "--webhook-pauses", "0"]].concat(),
    );
    let receiver = Receiver::start(Manners::Hang).await;
    let (webhook, id) = told_once(server, &receiver).await;
    let delivery = settled(server, &webhook, &id).await;
    assert_eq!((&delivery["status"], &delivery["attempts"]), (&json!("failed"), &json!(2)));
    assert!(text(&delivery["error"]).starts_with("no answer in time"), "{delivery}");
    assert!(delivery["response_status"].is_null() && delivery["response"].is_null(), "{delivery}");
    assert!(
        server.get(&format!("/webhooks/{webhook}")).await.json(200)["failing_since"].is_string()
    );
}

async fn what_failed_is_tried_again_with_the_same_bytes(server: &mut Server) {
    // Long enough for the receiver to change its mind, on a machine however busy.
    server.start_again_with(&[&LOCAL[..], &["--webhook-pauses", "0,0,1,1,1,1,1,1,1,1"]].concat());
    let receiver = Receiver::start(Manners::Answer(500, "")).await;
    let (webhook, id) = told_once(server, &receiver).await;
    receiver.first(2).await;
    receiver.set(Manners::Answer(200, ""));
    let delivery = settled(server, &webhook, &id).await;
    assert_eq!(delivery["status"], "delivered");
    let arrived = receiver.received();
    assert!(arrived.len() >= 3);
    assert_eq!(delivery["attempts"], arrived.len());
    for again in &arrived {
        assert_eq!(again.header("webhook-id"), id);
        assert_eq!(again.body, arrived[0].body);
    }
    assert!(server.get(&format!("/webhooks/{webhook}")).await.json(200)["failing_since"].is_null());
}

async fn what_was_given_up_is_made_again_by_hand(server: &mut Server) {
    server.start_again_with(&[&LOCAL[..], &["--webhook-pauses", "0"]].concat());
    let receiver = Receiver::start(Manners::Answer(503, "")).await;
    let (webhook, id) = told_once(server, &receiver).await;
    assert_eq!(settled(server, &webhook, &id).await["status"], "failed");
    let list = format!("/webhooks/{webhook}/deliveries");
    for (status, count) in [("failed", 1), ("delivered", 0), ("pending", 0)] {
        assert_eq!(server.count(&format!("{list}?status={status}")).await, count, "{status}");
    }
    assert_eq!(server.get(&format!("{list}?status=lost")).await.faults(), ["status"]);
    receiver.set(Manners::Answer(200, ""));
    server.patch(&format!("/webhooks/{webhook}"), &json!({"enabled": false})).await.expect(200);
    assert_eq!(server.act(&format!("{list}/{id}/retry")).await.problem(409), "webhook_disabled");
    server.patch(&format!("/webhooks/{webhook}"), &json!({"enabled": true})).await.expect(200);
    let pending = server.act(&format!("{list}/{id}/retry")).await.json(200);
    assert_eq!((&pending["status"], &pending["attempts"]), (&json!("pending"), &json!(0)));
    assert_eq!(settled(server, &webhook, &id).await["status"], "delivered");
    // What has arrived can be sent once more as well.
    server.act(&format!("{list}/{id}/retry")).await.expect(200);
    let arrived = receiver.first(4).await;
    assert!(
        arrived
            .iter()
            .all(|again| again.header("webhook-id") == id && again.body == arrived[0].body)
    );
    settled(server, &webhook, &id).await;
}

async fn a_receiver_is_given_the_time_that_it_asks_for(server: &mut Server) {
    server.start_again_with(&[&LOCAL[..], &["--webhook-pauses", "0,0"]].concat());
    for status in [429, 503] {
        let receiver = Receiver::start(Manners::Answer(status, "retry-after: 7200")).await;
        let (webhook, id) = told_once(server, &receiver).await;
        let path = format!("/webhooks/{webhook}/deliveries/{id}");
        eventually(async || server.get(&path).await.json(200)["attempts"] == 1).await;
        let delivery = server.get(&path).await.json(200);
        let at = |name: &str| text(&delivery[name]).parse::<jiff::Timestamp>().unwrap();
        let asked = at("next_at").duration_since(at("created_at"));
        assert!((7200..7500).contains(&asked.as_secs()), "{delivery}");
        assert_eq!(receiver.received().len(), 1);
    }
}

async fn a_webhook_that_fails_for_days_is_disabled(server: &mut Server) {
    let smtp = SmtpServer::start();
    let mail = [
        "--webhook-pauses",
        "3600",
        "--smtp-url",
        &smtp.url(),
        "--smtp-from",
        "invoices@net30.example",
    ];
    server.start_again_with(&[&LOCAL[..], &mail].concat());
    server
        .patch(
            "/settings",
            &json!({"company": {"name": "Acme, Inc.", "email": "owner@acme.example"}}),
        )
        .await
        .expect(200);
    let receiver = Receiver::start(Manners::Answer(500, "")).await;
    let (id, delivery) = told_once(server, &receiver).await;
    let path = format!("/webhooks/{id}");
    eventually(async || server.get(&path).await.json(200)["failing_since"].is_string()).await;
    assert_eq!(server.get(&path).await.json(200)["enabled"], true);
    let ago = match server.database.url() {
        None => "failing_since - 432000000000",
        Some(_) => "failing_since - interval '120 hours'",
    };
    server
        .database
        .execute(&server.data(), &format!("update webhook set failing_since = {ago}"))
        .await;
    server.act(&format!("{path}/deliveries/{delivery}/retry")).await.expect(200);
    eventually(async || server.get(&path).await.json(200)["enabled"] == false).await;
    let disabled = server.get(&path).await.json(200);
    assert_eq!(disabled["disabled_reason"], "failing");
    let told = async || {
        let events = server.get("/events?limit=1000").await.json(200);
        events["data"].as_array().unwrap().iter().any(|event| {
            event["type"] == "webhook.disabled" && event["object_id"] == disabled["id"]
        })
    };
    eventually(told).await;
    let letters = smtp.took(1).await;
    assert_eq!(letters[0].recipients(), ["owner@acme.example"]);
    assert_eq!(letters[0].header("subject"), "A webhook was disabled");
    assert!(letters[0].text("text/plain").contains("127.0.0.1"), "{:?}", letters[0]);
    let enabled = server.patch(&path, &json!({"enabled": true})).await.json(200);
    assert_eq!(
        (&enabled["disabled_reason"], &enabled["failing_since"]),
        (&Value::Null, &Value::Null)
    );
}

/// The address is looked at when it is called, not only when the webhook is made.
async fn nothing_is_sent_to_an_address_that_is_no_longer_allowed(server: &mut Server) {
    server.start_again_with(&LOCAL);
    let receiver = Receiver::start(Manners::Answer(200, "")).await;
    let mut made = vec![];
    for (host, error) in [
        ("http://127.0.0.1", "must begin with https://"),
        ("https://127.0.0.1", "is not a public address"),
        ("https://localhost", "is not a public address"),
        ("https://[::1]", "is not a public address"),
    ] {
        let url = format!("{host}:{}/", receiver.port);
        let (id, _) = webhook(server, json!({"url": url, "events": ["tax.created"]})).await;
        made.push((id, error));
    }
    server.start_again_with(&["--webhook-pauses", "0"]);
    server.post("/taxes", &json!({"name": "VAT", "value": 19})).await.expect(201);
    for (id, error) in &made {
        let delivery = only_delivery(server, id).await;
        let delivery = settled(server, id, text(&delivery["id"])).await;
        assert_eq!(delivery["status"], "failed");
        assert!(text(&delivery["error"]).contains(error), "{delivery}");
    }
    assert_eq!(receiver.received().len(), 0);
}

async fn what_ended_long_ago_is_forgotten(server: &mut Server) {
    server.start_again_with(&LOCAL);
    let receiver = Receiver::start(Manners::Answer(200, "")).await;
    let (webhook, first) = told_once(server, &receiver).await;
    settled(server, &webhook, &first).await;
    let ago = match server.database.url() {
        None => "ended_at - 2678400000000",
        Some(_) => "ended_at - interval '744 hours'",
    };
    server
        .database
        .execute(&server.data(), &format!("update webhook_delivery set ended_at = {ago}"))
        .await;
    let second =
        text(&server.act(&format!("/webhooks/{webhook}/test")).await.json(201)["id"]).to_owned();
    settled(server, &webhook, &second).await;
    // What is old is removed each hour, and at each start.
    server.start_again_with(&LOCAL);
    let path = format!("/webhooks/{webhook}/deliveries");
    eventually(async || server.count(&path).await == 1).await;
    assert_eq!(server.get(&path).await.json(200)["data"][0]["id"], second);
}

async fn deliveries_are_paged(server: &mut Server) {
    server.start_again_with(&LOCAL);
    let receiver = Receiver::start(Manners::Answer(200, "")).await;
    let (id, _) = webhook(server, json!({"url": receiver.url(), "events": ["tax.created"]})).await;
    for number in 1..=5 {
        server
            .post("/taxes", &json!({"name": format!("{number}"), "value": number}))
            .await
            .expect(201);
    }
    receiver.first(5).await;
    let list = format!("/webhooks/{id}/deliveries");
    eventually(async || server.count(&format!("{list}?status=delivered")).await == 5).await;
    for filter in ["", "&status=delivered"] {
        let (mut seen, mut cursor) = (vec![], String::new());
        loop {
            let page = server.get(&format!("{list}?limit=2{filter}{cursor}")).await.json(200);
            assert_eq!(page["total"], 5);
            let shown = page["data"].as_array().unwrap().iter();
            seen.extend(shown.map(|delivery| {
                let made: Timestamp = text(&delivery["created_at"]).parse().unwrap();
                (made, text(&delivery["id"]).to_owned())
            }));
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert!(seen.is_sorted_by(|newer, older| newer.0 >= older.0), "{seen:?}");
        let ids: HashSet<_> = seen.iter().map(|(_, id)| id).collect();
        assert_eq!((seen.len(), ids.len()), (5, 5));
    }
}

both! {
    a_bad_receiver_delays_nobody_else,
    a_receiver_that_hangs_is_given_up_for_the_moment,
    what_failed_is_tried_again_with_the_same_bytes,
    what_was_given_up_is_made_again_by_hand,
    a_receiver_is_given_the_time_that_it_asks_for,
    a_webhook_that_fails_for_days_is_disabled,
    nothing_is_sent_to_an_address_that_is_no_longer_allowed,
    what_ended_long_ago_is_forgotten,
    deliveries_are_paged,
}
