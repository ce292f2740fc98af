//! Webhooks: what is made of them, what they are told, and how it is signed.

use crate::support::{Draft, Manners, Received, Receiver, Server, both, python, text};
use serde_json::{Value, json};

/// What a server needs to call a receiver on this machine.
pub(crate) const LOCAL: [&str; 1] = ["--allow-private-addresses"];

/// Checks deliveries, a JSON object a line, with the library of Standard Webhooks and as the other services' pages say.
const VERIFY: &str = r#"
import base64, hashlib, hmac, json, sys
from standardwebhooks import Webhook, WebhookVerificationError

def verify_justpaid_webhook(body, timestamp, signature, secret):
    signed = f"{timestamp}.{body.decode('utf-8')}".encode("utf-8")
    expected = hmac.new(secret.encode("utf-8"), signed, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, signature.replace("v1=", ""))

def is_valid_invoiless_signature(body, signature, secret):
    code = hmac.new(secret.encode("utf-8"), body, hashlib.sha256).digest()
    return signature == "sha256=" + base64.b64encode(code).decode("ascii")

for line in sys.stdin:
    told = json.loads(line)
    headers, secret, body = told["headers"], told["secret"], told["body"]
    Webhook(secret).verify(body, headers)
    for changed in (body + " ", body.replace("1", "2")):
        try:
            Webhook(secret).verify(changed, headers)
            sys.exit("a changed body was taken")
        except WebhookVerificationError:
            pass
    if told["style"] == "justpaid":
        timestamp, signature = headers["x-justpaid-timestamp"], headers["x-justpaid-signature"]
        assert verify_justpaid_webhook(body.encode("utf-8"), timestamp, signature, secret)
    if told["style"] == "invoiless":
        assert is_valid_invoiless_signature(body.encode("utf-8"), headers["invoiless-signature"], secret)
    print("good")
"#;

/// Has others check that deliveries are signed with a secret.
fn verify(style: &str, secret: &str, arrived: &[Received]) {
    let names = [
        "webhook-id",
        "webhook-timestamp",
        "webhook-signature",
        "x-justpaid-timestamp",
        "x-justpaid-signature",
        "invoiless-signature",
    ];
    let lines: Vec<String> = arrived
        .iter()
        .map(|arrived| {
            let found = names.iter().filter_map(|name| {
                arrived.optional_header(name).map(|value| ((*name).to_owned(), json!(value)))
            });
            let headers: serde_json::Map<String, Value> = found.collect();
            let body = String::from_utf8(arrived.body.clone()).unwrap();
            json!({"style": style, "secret": secret, "headers": headers, "body": body}).to_string()
        })
        .collect();
    let said = python(VERIFY, &lines.join("\n"));
    assert_eq!(said.lines().count(), arrived.len(), "{said}");
}

/// Makes a webhook; its id and its secret.
pub(crate) async fn webhook(server: &Server, body: Value) -> (String, String) {
    let made = server.post("/webhooks", &body).await.json(201);
    (text(&made["id"]).to_owned(), text(&made["secret"]).to_owned())
}

fn types(arrived: &[Received]) -> Vec<String> {
    arrived.iter().map(|arrived| text(&arrived.json()["type"]).to_owned()).collect()
}

async fn a_webhook_is_told_of_what_it_wants_in_order_and_of_nothing_from_before(
    server: &mut Server,
) {
    server.start_again_with(&LOCAL);
    let before = server.issued().await;
    let receiver = Receiver::start(Manners::Answer(200, "")).await;
    let wanted = json!(["invoice.issued", "payment.*"]);
    let (id, secret) = webhook(server, json!({"url": receiver.url(), "events": wanted})).await;
    let issued = server.issued().await;
    server.invoice_act(&issued, "mark-paid").await.expect(200);
    server.issued().await;
    server.invoice_act(&before, "mark-paid").await.expect(200);
    let arrived = receiver.first(4).await;
    let mut sorted = types(&arrived);
    sorted.sort();
    assert_eq!(
        sorted,
        ["invoice.issued", "invoice.issued", "payment.recorded", "payment.recorded"]
    );
    verify("standard", &secret, &arrived);
    let of_first = |arrived: &&Received| arrived.json()["data"]["object"]["id"] == issued["id"];
    let first: Vec<Received> = arrived.iter().filter(of_first).cloned().collect();
    assert_eq!(types(&first).len(), 2);
    let told = first.iter().find(|told| told.json()["type"] == "payment.recorded").unwrap().json();
    assert_eq!(told["data"]["object"], server.read(text(&issued["id"])).await);
    assert_eq!(told["data"]["event"]["type"], "payment.recorded");
    assert_eq!(told["data"]["event"]["created_at"], told["timestamp"]);
    let arrived = &arrived[0];
    assert_eq!(arrived.path, "/hook");
    assert_eq!(arrived.header("content-type"), "application/json");
    assert!(arrived.header("user-agent").starts_with("net30/"));
    // Each is listed under its id with what came of it.
    let delivery = settled(server, &id, arrived.header("webhook-id")).await;
    assert_eq!((&delivery["status"], &delivery["attempts"]), (&json!("delivered"), &json!(1)));
    assert_eq!(
        (&delivery["response_status"], &delivery["response"]),
        (&json!(200), &json!("said"))
    );
    assert_eq!(delivery["payload"], arrived.json());
    assert!(delivery["duration_ms"].is_i64() && delivery["error"].is_null(), "{delivery}");
}

async fn each_style_is_signed_and_speaks_as_its_service_does(server: &mut Server) {
    server.start_again_with(&LOCAL);
    let styles = [
        ("standard", "native"),
        ("standard", "justinvoice"),
        ("justpaid", "justpaid"),
        ("invoiless", "invoiless"),
    ];
    let mut made = vec![];
    for (signature, payload) in styles {
        let receiver = Receiver::start(Manners::Answer(204, "content-type: text/plain")).await;
        let body =
            json!({"url": receiver.url(), "signature_style": signature, "payload_style": payload});
        let (_, secret) = webhook(server, body).await;
        made.push((receiver, secret, signature, payload));
    }
    let issued = server.issued().await;
    let paid = server.invoice_act(&issued, "mark-paid").await.json(200);
    let product =
        server.post("/products", &json!({"name": "Chair", "unit_price": "49.90"})).await.json(201);
    let path = format!("/invoices/{}", text(&issued["id"]));
    let word = |style: &str, told: &Value| match style {
        "justpaid" => text(&told["webhook_type"]).to_owned(),
        _ => text(&told["type"]).to_owned(),
    };
    for (receiver, secret, signature, payload) in &made {
        let expected = match *payload {
            "justpaid" => vec![
                "CUSTOMER_CREATED",
                "INVOICE_CREATED",
                "INVOICE_PAYMENT_STATUS_CHANGE",
                "INVOICE_STATUS_CHANGE",
                "INVOICE_STATUS_CHANGE",
                "PRODUCT_CREATED",
            ],
            "invoiless" => vec![
                "CustomerCreated",
                "InvoiceCreated",
                "InvoicePaid",
                "InvoiceUpdated",
                "PaymentRecorded",
                "ProductCreated",
            ],
            _ => vec![
                "customer.created",
                "invoice.created",
                "invoice.issued",
                "invoice.paid",
                "payment.recorded",
                "product.created",
            ],
        };
        // The first webhooks are told of those that were made after them as well.
        let of_webhooks =
            |told: &Received| word(payload, &told.json()).to_lowercase().starts_with("webhook");
        let arrived = receiver
            .until(|arrived| arrived.iter().filter(|told| !of_webhooks(told)).count() >= 6)
            .await;
        verify(signature, secret, &arrived);
        let told: Vec<Value> =
            arrived.iter().filter(|told| !of_webhooks(told)).map(Received::json).collect();
        let mut words: Vec<String> = told.iter().map(|told| word(payload, told)).collect();
        words.sort();
        assert_eq!(words, expected, "{payload}");
        let of = |wanted: &str| {
            told.iter().find(|told| word(payload, told).ends_with(wanted)).unwrap()["data"].clone()
        };
        match *payload {
            "justinvoice" => assert_eq!(of("paid"), server.at("/api").get(&path).await.json(200)),
            "invoiless" => {
                assert_eq!(of("InvoicePaid"), server.at("/v1").get(&path).await.json(200));
                assert_eq!(
                    of("PaymentRecorded")["amount"].to_string(),
                    paid["totals"]["total"].to_string()
                );
                assert_eq!(of("ProductCreated")["name"], "Chair");
            }
            "justpaid" => {
                let payment = of("PAYMENT_STATUS_CHANGE");
                assert_eq!(
                    (&payment["invoice_payment_uuid"], &payment["status"]),
                    (&paid["payments"][0]["id"], &json!("COMPLETED"))
                );
                let own = server.get(&format!("/invoice/{}", text(&issued["id"]))).await.json(200);
                assert_eq!(of("INVOICE_CREATED")["uuid"], own["uuid"]);
                // The last change is told with the invoice as it is now.
                let changed: Vec<&Value> = told
                    .iter()
                    .filter(|told| told["webhook_type"] == "INVOICE_STATUS_CHANGE")
                    .collect();
                let is_own = |told: &&&Value| {
                    own.as_object()
                        .unwrap()
                        .iter()
                        .all(|(name, value)| told["data"][name] == *value)
                };
                assert!(
                    changed.iter().any(|told| is_own(&told) && told["data"]["status"] == "paid"),
                    "{changed:#?}"
                );
                assert_eq!(of("PRODUCT_CREATED"), json!({"uuid": product["id"]}));
            }
            _ => assert_eq!(of("invoice.paid")["object"], server.read(text(&issued["id"])).await),
        }
    }
}

async fn the_secret_is_shown_once_and_both_sign_after_it_was_replaced(server: &mut Server) {
    server.start_again_with(&LOCAL);
    let receiver = Receiver::start(Manners::Answer(200, "")).await;
    let (id, first) =
        webhook(server, json!({"url": receiver.url(), "events": ["customer.created"]})).await;
    assert!(first.starts_with("whsec_"));
    let path = format!("/webhooks/{id}");
    for reply in [
        server.get(&path).await,
        server.get("/webhooks").await,
        server.patch(&path, &json!({"description": "x"})).await,
    ] {
        assert!(!reply.expect(200).text().contains("whsec_"));
    }
    let rotated = server.act(&format!("{path}/rotate-secret")).await.json(200);
    let second = text(&rotated["secret"]);
    assert_ne!(first, second);
    server.post("/customers", &json!({"company": "A"})).await.expect(201);
    let arrived = receiver.first(1).await;
    assert_eq!(arrived[0].header("webhook-signature").split(' ').count(), 2);
    verify("standard", &first, &arrived);
    verify("standard", second, &arrived);
    // Not even the history tells it, nor what is kept for an idempotency key.
    assert!(!server.get("/events?limit=1000").await.text().contains("whsec_"));
    let api = server.with("idempotency-key", "once");
    let made = api.post("/webhooks", &json!({"url": receiver.url()})).await.json(201);
    let again = api.post("/webhooks", &json!({"url": receiver.url()})).await.json(201);
    assert_eq!(made["id"], again["id"]);
    assert!(
        text(&made["secret"]).starts_with("whsec_") && !text(&again["secret"]).contains("whsec_")
    );
}

async fn what_a_client_writes_is_checked(server: &mut Server) {
    for (body, pointers) in [
        (json!({}), vec!["/url"]),
        (json!({"url": "hooks.example.com"}), vec!["/url"]),
        (json!({"url": "http://hooks.example.com/"}), vec!["/url"]),
        (json!({"url": "https://user:secret@hooks.example.com/"}), vec!["/url"]),
        (json!({"url": "https://hooks.example.com/", "events": []}), vec!["/events"]),
        (
            json!({"url": "https://hooks.example.com/", "events": ["invoice.paid", "invoice.lost", 1]}),
            vec!["/events/1", "/events/2"],
        ),
        (
            json!({"url": "https://hooks.example.com/", "signature_style": "md5", "payload_style": "xml", "secret_key": 1}),
            vec!["/payload_style", "/secret_key", "/signature_style"],
        ),
    ] {
        let mut faults = server.post("/webhooks", &body).await.faults();
        faults.sort();
        assert_eq!(faults, pointers, "{body}");
    }
    for host in [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "0",
        "10.0.0.1",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:a00:1]",
        "[fd00::1]",
        "[fe80::1]",
        "localhost",
        "LocalHost.",
    ] {
        for port in ["", ":8443"] {
            let refused =
                server.post("/webhooks", &json!({"url": format!("https://{host}{port}/x")})).await;
            assert_eq!(refused.faults(), ["/url"]);
            assert_eq!(refused.body()["errors"][0]["code"], "private_address", "{refused}");
        }
    }
    let refused = server
        .post(
            "/hooks/subscribe",
            &json!({"target_url": "https://10.0.0.1/", "event": "invoice.paid"}),
        )
        .await;
    assert_eq!(refused.faults(), ["/target_url"]);
    assert_eq!(
        server
            .post(
                "/hooks/subscribe",
                &json!({"target_url": "https://a.example/", "event": "nothing"})
            )
            .await
            .faults(),
        ["/event"]
    );
    assert_eq!(server.get("/webhooks").await.json(200)["data"], json!([]));
}

async fn a_webhook_is_changed_and_removed(server: &mut Server) {
    let made =
        server.post("/webhooks", &json!({"url": "https://a.example/", "events": ["*"]})).await;
    let etag = made.header("etag").unwrap().to_owned();
    let path = made.header("location").unwrap().strip_prefix("/api/v1").unwrap().to_owned();
    let made = made.json(201);
    let defaults = json!({"events": ["*"], "signature_style": "standard", "payload_style": "native", "enabled": true, "hook": false,
        "disabled_at": null, "failing_since": null, "revision": 1});
    for (name, value) in defaults.as_object().unwrap() {
        assert_eq!(made[name], *value, "{name}");
    }
    let same = server.put(&path, &server.get(&path).await.json(200)).await.json(200);
    assert_eq!(same["revision"], 1);
    let changed = server
        .with("if-match", &etag)
        .patch(&path, &json!({"events": ["invoice.*", "invoice.*"], "enabled": false}))
        .await
        .json(200);
    assert_eq!((&changed["events"], &changed["revision"]), (&json!(["invoice.*"]), &json!(2)));
    assert_eq!(
        (&changed["disabled_reason"], changed["disabled_at"].is_string()),
        (&json!("by_hand"), true)
    );
    assert_eq!(
        server.with("if-match", &etag).delete(&path).await.problem(412),
        "precondition_failed"
    );
    assert_eq!(server.act(&format!("{path}/test")).await.problem(409), "webhook_disabled");
    assert_eq!(server.delete(&path.replace("webhooks", "hooks")).await.problem(404), "not_found");
    assert_eq!(
        server
            .at("/api/v1/webhooks")
            .post("?dry_run=true", &json!({"url": "https://b.example/"}))
            .await
            .status,
        200
    );
    assert_eq!(server.get("/webhooks").await.json(200)["data"].as_array().unwrap().len(), 1);
    server.delete(&path).await.expect(204);
    server.get(&path).await.expect(404);
    let events = server.get("/events?limit=1000").await.json(200);
    let of_webhook = |event: &&Value| event["object_id"] == made["id"];
    let told: Vec<&str> = events["data"]
        .as_array()
        .unwrap()
        .iter()
        .filter(of_webhook)
        .map(|event| text(&event["type"]))
        .collect();
    assert!(
        ["webhook.created", "webhook.updated", "webhook.deleted"].starts_with(&told),
        "{told:?}"
    );
}

async fn while_it_is_disabled_nothing_is_told_nor_made_up_for(server: &mut Server) {
    server.start_again_with(&LOCAL);
    let receiver = Receiver::start(Manners::Answer(200, "")).await;
    let (id, _) =
        webhook(server, json!({"url": receiver.url(), "events": ["customer.created"]})).await;
    let path = format!("/webhooks/{id}");
    let names = ["told", "missed", "told again"];
    let made =
        async |name: &str| server.post("/customers", &json!({"company": name})).await.expect(201);
    made(names[0]).await;
    receiver.first(1).await;
    server.patch(&path, &json!({"enabled": false})).await.expect(200);
    made(names[1]).await;
    server.patch(&path, &json!({"enabled": true})).await.expect(200);
    made(names[2]).await;
    let arrived = receiver.first(2).await;
    let told: Vec<Value> =
        arrived.iter().map(|told| told.json()["data"]["object"]["company"].clone()).collect();
    assert_eq!(told, [names[0], names[2]]);
}

async fn a_test_is_sent_in_the_words_of_the_webhook(server: &mut Server) {
    server.start_again_with(&LOCAL);
    let receiver = Receiver::start(Manners::Answer(200, "")).await;
    for (payload, name, word) in [
        ("native", "type", "webhook.test"),
        ("justinvoice", "type", "webhook.test"),
        ("justpaid", "webhook_type", "WEBHOOK_TEST"),
        ("invoiless", "type", "WebhookTest"),
    ] {
        let body =
            json!({"url": receiver.url(), "events": ["tax.deleted"], "payload_style": payload});
        let (id, secret) = webhook(server, body).await;
        let made = server.act(&format!("/webhooks/{id}/test")).await;
        let location = made.header("location").unwrap().strip_prefix("/api/v1").unwrap().to_owned();
        let made = made.json(201);
        assert_eq!((&made["type"], &made["event_id"]), (&json!("webhook.test"), &Value::Null));
        let is_it = |arrived: &&Received| arrived.header("webhook-id") == text(&made["id"]);
        let arrived = receiver.until(|all| all.iter().any(|arrived| is_it(&arrived))).await;
        let arrived: Vec<Received> = arrived.iter().filter(is_it).cloned().collect();
        assert_eq!(arrived[0].json()[name], word);
        verify("standard", &secret, &arrived);
        let delivery = settled(server, &id, text(&made["id"])).await;
        assert_eq!(delivery["status"], "delivered");
        assert_eq!(server.get(&location).await.json(200), delivery);
    }
}

async fn a_program_subscribes_and_unsubscribes(server: &mut Server) {
    server.start_again_with(&LOCAL);
    let receiver = Receiver::start(Manners::Answer(200, "")).await;
    let body = json!({"target_url": receiver.url(), "event": "customer.created"});
    let made = server.post("/hooks/subscribe", &body).await.json(201);
    assert_eq!(made.as_object().unwrap().len(), 2, "{made}");
    let (by_hand, _) =
        webhook(server, json!({"url": receiver.url(), "events": ["tax.created"]})).await;
    server.post("/customers", &json!({"company": "A"})).await.expect(201);
    let arrived = receiver.first(1).await;
    assert_eq!(arrived[0].json()["type"], "customer.created");
    verify("standard", text(&made["secret"]), &arrived);
    let id = text(&made["id"]);
    let listed = server.get("/webhooks").await.json(200);
    let hooks: Vec<&Value> =
        listed["data"].as_array().unwrap().iter().map(|webhook| &webhook["hook"]).collect();
    assert_eq!(hooks, [false, true]);
    server.delete(&format!("/hooks/{by_hand}")).await.expect(404);
    server.delete(&format!("/hooks/{id}")).await.expect(204);
    server.delete(&format!("/hooks/{id}")).await.expect(404);
    // A receiver that is gone unsubscribes itself.
    let id = text(&server.post("/hooks/subscribe", &body).await.json(201)["id"]).to_owned();
    receiver.set(Manners::Answer(410, ""));
    server.post("/customers", &json!({"company": "B"})).await.expect(201);
    receiver.first(2).await;
    eventually(async || server.get(&format!("/webhooks/{id}")).await.status == 404).await;
    assert_eq!(receiver.received().len(), 2);
}

async fn an_account_hears_nothing_of_another(server: &mut Server) {
    server.start_again_with(&LOCAL);
    let stranger = server.command_json(&["account", "create", "Stranger"]);
    let stranger = server.with_key(text(&stranger["api_key"]));
    let receiver = Receiver::start(Manners::Answer(200, "")).await;
    let own = Receiver::start(Manners::Answer(200, "")).await;
    stranger.post("/webhooks", &json!({"url": receiver.url()})).await.expect(201);
    webhook(server, json!({"url": own.url(), "events": ["customer.*"]})).await;
    for number in 0..5 {
        server.post("/customers", &json!({"company": format!("own {number}")})).await.expect(201);
    }
    own.first(5).await;
    stranger.post("/customers", &json!({"company": "theirs"})).await.expect(201);
    let arrived = receiver.first(1).await;
    let names: Vec<Value> =
        arrived.iter().map(|told| told.json()["data"]["object"]["company"].clone()).collect();
    assert_eq!(names, ["theirs"]);
    assert_eq!(own.received().len(), 5);
}

both! {
    a_webhook_is_told_of_what_it_wants_in_order_and_of_nothing_from_before,
    each_style_is_signed_and_speaks_as_its_service_does,
    the_secret_is_shown_once_and_both_sign_after_it_was_replaced,
    what_a_client_writes_is_checked,
    a_webhook_is_changed_and_removed,
    while_it_is_disabled_nothing_is_told_nor_made_up_for,
    a_test_is_sent_in_the_words_of_the_webhook,
    a_program_subscribes_and_unsubscribes,
    an_account_hears_nothing_of_another,
}

/// Waits until something is so.
pub(crate) async fn eventually(is_so: impl AsyncFn() -> bool) {
    let waiting = async {
        while !is_so().await {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    let limit = std::time::Duration::from_mins(2);
    tokio::time::timeout(limit, waiting).await.expect("it comes to be so");
}

/// A delivery once it is no longer pending.
pub(crate) async fn settled(server: &Server, webhook: &str, id: &str) -> Value {
    let path = format!("/webhooks/{webhook}/deliveries/{id}");
    eventually(async || server.get(&path).await.json(200)["status"] != "pending").await;
    server.get(&path).await.json(200)
}
