//! Letters: what a customer gets, when, and what is told of it.

use crate::support::{Api, Backend, Draft, Letter, Server, SmtpServer, text};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How long something that is to happen may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(2);

/// A server that sends its letters to a mail server, and tries again within seconds.
pub(crate) async fn on_with_mail(
    backend: Backend,
    test: impl AsyncFnOnce(&mut Server, &mut SmtpServer),
) {
    let mut smtp = SmtpServer::start();
    let url = smtp.url();
    let arguments = [
        "--smtp-url",
        &url,
        "--smtp-from",
        "invoices@net30.example",
        "--smtp-timeout",
        "1",
        "--retry-first-seconds",
        "1",
        "--allow-private-addresses",
        "--public-url",
        "https://billing.acme.example",
    ];
    let mut server = Server::start_with(backend, &arguments).await;
    let company = json!({"company": {"name": "Acme, Inc.", "email": "billing@acme.example", "phone": "+1 555 0100"}});
    server.patch("/settings", &company).await.expect(200);
    test(&mut server, &mut smtp).await;
    server.finish().await;
}

/// As [`both!`](crate::support::both), on a server with a mail server beside it.
macro_rules! both_with_mail {
    ($($name:ident),* $(,)?) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                $crate::mail::on_with_mail($crate::support::Backend::Sqlite, super::$name).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                $crate::mail::on_with_mail($crate::support::Backend::Postgres, super::$name).await;
            }
        }
    )*};
}
pub(crate) use both_with_mail;

/// Sends an invoice.
pub(crate) async fn send(api: &Api, invoice: &Value, body: Value) -> Value {
    api.post(&format!("/invoices/{}/send", text(&invoice["id"])), &body).await.json(200)
}

/// Waits until an invoice is as it should be.
pub(crate) async fn until(api: &Api, id: &Value, good: impl Fn(&Value) -> bool) -> Value {
    let begun = Instant::now();
    loop {
        let invoice = api.read(text(id)).await;
        if good(&invoice) {
            return invoice;
        }
        assert!(
            begun.elapsed() < PATIENCE,
            "it does not come to that: {}",
            invoice["last_delivery"]
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn sent(api: &Api, invoice: &Value) -> Value {
    until(api, &invoice["id"], |invoice| invoice["last_delivery"]["status"] == "sent").await
}

async fn deliveries(api: &Api, invoice: &Value) -> Vec<Value> {
    let path = format!("/invoices/{}/deliveries", text(&invoice["id"]));
    api.get(&path).await.json(200)["data"].as_array().unwrap().clone()
}

fn only(letters: Vec<Letter>) -> Letter {
    assert_eq!(letters.len(), 1);
    letters.into_iter().next().unwrap()
}

async fn a_sent_invoice_arrives_with_all_its_parts(server: &mut Server, smtp: &mut SmtpServer) {
    let draft = server.draft().await;
    let queued = send(server, &draft, json!({})).await;
    assert!(queued["number"].is_string());
    let invoice = sent(server, &draft).await;
    assert_eq!(invoice["status"], "sent");
    assert!(invoice["sent_at"].is_string());
    let letter = only(smtp.took(1).await);
    let number = text(&invoice["number"]);
    assert_eq!(letter.header("from"), "\"Acme, Inc.\" <invoices@net30.example>");
    assert_eq!(letter.header("reply-to"), "billing@acme.example");
    assert_eq!(letter.header("to"), "billing@globex.example");
    assert_eq!(letter.header("subject"), format!("Invoice {number} from Acme, Inc."));
    assert_eq!(letter.header("auto-submitted"), "auto-generated");
    assert_eq!(letter.0["from"], "invoices@net30.example");
    assert_eq!(letter.0["defects"], json!([]));
    let delivery = text(&invoice["last_delivery"]["id"]);
    assert_eq!(letter.header("message-id"), format!("<{delivery}@billing.acme.example>"));
    assert_eq!(
        letter.types(),
        ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf"]
    );
    assert_eq!(letter.file_name(), Some(format!("{number}.pdf").as_str()));
    let pdf = server.get(&format!("/invoices/{}/pdf", text(&invoice["id"]))).await.expect(200);
    assert!(letter.part("application/pdf") == pdf.bytes, "the PDF is the invoice's");
    let link = text(&invoice["links"]["public"]);
    assert!(link.starts_with("https://billing.acme.example/i/"));
    for media_type in ["text/plain", "text/html"] {
        let body = letter.text(media_type);
        for part in ["Globex Corporation", number, "$6,684.90", link, "Kind regards", "+1 555 0100"]
        {
            assert!(body.contains(part), "{part} is not in {body}");
        }
    }
    let events = server.get(&format!("/invoices/{}/events", text(&invoice["id"]))).await.json(200);
    let events = events["data"].as_array().unwrap();
    let kinds: Vec<&str> = events.iter().map(|event| text(&event["type"])).collect();
    assert_eq!(kinds, ["invoice.created", "invoice.issued", "invoice.send_queued", "invoice.sent"]);
    assert_eq!(events[3]["data"]["to"], json!(["billing@globex.example"]));
    assert_eq!(events[3]["actor"], "system");
}

async fn a_letter_is_written_in_the_invoices_language(server: &mut Server, smtp: &mut SmtpServer) {
    let draft = server.made(json!({"lang": "de", "currency": "EUR", "customer": {"company": "Köhler & Söhne GmbH", "email": "rechnung@köhler.example", "billing_emails": ["zweite@koehler.example"]}}), false).await;
    send(server, &draft, json!({})).await;
    let invoice = sent(server, &draft).await;
    let letter = only(smtp.took(1).await);
    let number = text(&invoice["number"]);
    assert_eq!(letter.header("subject"), format!("Rechnung {number} von Acme, Inc."));
    assert_eq!(letter.recipients(), ["rechnung@xn--khler-jua.example", "zweite@koehler.example"]);
    let body = letter.text("text/plain");
    for part in
        ["Guten Tag Köhler & Söhne GmbH", "6.684,90 €", "Fällig am", "Mit freundlichen Grüßen"]
    {
        assert!(body.contains(part), "{part} is not in {body}");
    }
    assert!(letter.text("text/html").contains("K\u{f6}hler &#38; S\u{f6}hne GmbH"));
}

async fn who_sends_says_to_whom_and_what(server: &mut Server, smtp: &mut SmtpServer) {
    let draft = server.draft().await;
    send(server, &draft, json!({
        "to": ["a@globex.example", "A@globex.example"], "cc": "c@globex.example", "bcc": ["hidden@acme.example"],
        "subject": "{number}: {total}\r\nBcc: evil@evil.example", "message": "Dear {customer},\n\npay {amount_due} by {due_date} at {link}.",
        "attach_pdf": false,
    })).await;
    let invoice = sent(server, &draft).await;
    let letter = only(smtp.took(1).await);
    let subject = letter.header("subject").replace('\u{a0}', " ");
    assert_eq!(subject, format!("{}: $6,684.90 Bcc: evil@evil.example", text(&invoice["number"])));
    assert_eq!(letter.header("to"), "a@globex.example");
    assert_eq!(letter.header("cc"), "c@globex.example");
    assert_eq!(letter.header("bcc"), "");
    let head = letter.0["head"].as_str().unwrap();
    assert!(!head.contains("hidden@") && !head.to_lowercase().contains("\nbcc:"), "{head}");
    assert_eq!(
        letter.recipients(),
        ["a@globex.example", "c@globex.example", "hidden@acme.example"]
    );
    assert_eq!(letter.types(), ["multipart/alternative", "text/plain", "text/html"]);
    let body = letter.text("text/plain");
    assert!(body.starts_with("Dear Globex Corporation,\n\npay $6,684.90 by "), "{body}");
    assert!(
        body.contains(text(&invoice["links"]["public"])) && !body.contains("Kind regards"),
        "{body}"
    );
}

async fn what_cannot_be_sent_is_refused_and_nothing_is_issued(
    server: &mut Server,
    smtp: &mut SmtpServer,
) {
    let draft = server.made(json!({"customer": {"company": "No mail"}}), false).await;
    let path = format!("/invoices/{}/send", text(&draft["id"]));
    for (body, faults) in [
        (json!({}), vec!["/to"]),
        (json!({"to": "a@b.example\r\nBcc: x@y.example"}), vec!["/to"]),
        (
            json!({"to": "a@b.example", "subject": "{nmber}", "message": "{x} {number}"}),
            vec!["/subject", "/message"],
        ),
        (json!({"to": "a@b.example", "date": "2020-01-01"}), vec!["/date"]),
        (json!({"to": "a@b.example", "date": "2020-01-01T10:00:00Z"}), vec!["/date"]),
        (json!({"to": "a@b.example", "date": "soon"}), vec!["/date"]),
        (json!({"to": "a@b.example", "colour": "red"}), vec!["/colour"]),
    ] {
        assert_eq!(server.post(&path, &body).await.faults(), faults, "{body}");
    }
    assert_eq!(server.read(text(&draft["id"])).await, draft);
    let dry =
        server.post(&format!("{path}?dry_run=true"), &json!({"to": "a@b.example"})).await.json(200);
    assert!(dry["number"].is_string());
    assert_eq!(server.read(text(&draft["id"])).await, draft);
    assert_eq!(server.count("/email-deliveries").await, 0);
    assert!(smtp.letters().is_empty());
}

async fn the_same_request_sends_one_letter(server: &mut Server, smtp: &mut SmtpServer) {
    let draft = server.draft().await;
    let api = server.with("idempotency-key", "send-1");
    for _ in 0..3 {
        send(&api, &draft, json!({})).await;
    }
    sent(server, &draft).await;
    // A second wish is a second letter.
    send(server, &draft, json!({})).await;
    smtp.took(2).await;
    assert_eq!(deliveries(server, &draft).await.len(), 2);
    sent(server, &draft).await;
    assert_eq!(smtp.counted().values().sum::<usize>(), 2);
}

async fn a_letter_waits_for_its_date_and_can_be_taken_back(
    server: &mut Server,
    smtp: &mut SmtpServer,
) {
    server.patch("/settings", &json!({"time_zone": "America/New_York"})).await.expect(200);
    let draft = server.draft().await;
    let scheduled = send(server, &draft, json!({"date": "2090-07-01"})).await;
    assert_eq!(
        scheduled["scheduled_send_at"], "2090-07-01T13:00:00Z",
        "nine in New York in summer"
    );
    assert_eq!(scheduled["status"], "open");
    assert!(scheduled["sent_at"].is_null());
    assert_eq!(scheduled["last_delivery"]["status"], "waiting");
    let later = send(server, &draft, json!({"date": "2091-01-01T08:30"})).await;
    assert_eq!(later["scheduled_send_at"], "2091-01-01T13:30:00Z");
    let states: Vec<Value> =
        deliveries(server, &draft).await.iter().map(|letter| letter["status"].clone()).collect();
    assert_eq!(states, ["waiting", "cancelled"], "the later one takes the place of the earlier");
    let path = format!("/invoices/{}/send", text(&draft["id"]));
    let cancelled = server.delete(&path).await.json(200);
    assert!(cancelled["scheduled_send_at"].is_null());
    assert_eq!(cancelled["last_delivery"]["status"], "cancelled");
    assert_eq!(server.delete(&path).await.problem(409), "nothing_to_cancel");
    assert_eq!(server.count("/jobs").await, 0);
    // What is void or a draft again is not sent.
    for action in ["void", "unpublish"] {
        let draft = server.draft().await;
        send(server, &draft, json!({"date": "2090-07-01"})).await;
        let after = server.invoice_act(&draft, action).await.json(200);
        assert!(after["scheduled_send_at"].is_null(), "{action}");
        assert_eq!(after["last_delivery"]["status"], "cancelled", "{action}");
    }
    assert_eq!(server.count("/jobs").await, 0);
    assert!(smtp.letters().is_empty());
}

async fn a_letter_is_sent_when_its_moment_comes(server: &mut Server, smtp: &mut SmtpServer) {
    let draft = server.draft().await;
    let made: jiff::Timestamp = text(&draft["created_at"]).parse().unwrap();
    let soon = made + jiff::SignedDuration::from_secs(5);
    let scheduled = send(server, &draft, json!({"date": soon.to_string()})).await;
    assert_eq!(scheduled["last_delivery"]["status"], "waiting");
    let invoice = sent(server, &draft).await;
    assert!(invoice["scheduled_send_at"].is_null());
    let at: jiff::Timestamp = text(&invoice["sent_at"]).parse().unwrap();
    assert!(at.as_microsecond() >= soon.as_microsecond(), "{at} is before {soon}");
    only(smtp.took(1).await);
}

async fn a_batch_sends_each_on_its_own(server: &mut Server, smtp: &mut SmtpServer) {
    let [first, second] = [server.draft().await, server.draft().await];
    let silent = server.made(json!({"customer": {"company": "No mail"}}), false).await;
    let ids = [&first, &silent, &second].map(|invoice| invoice["id"].clone());
    let reply =
        server.post("/invoices/batch", &json!({"action": "send", "ids": ids})).await.json(200);
    assert_eq!(reply["succeeded"], json!([first["id"], second["id"]]));
    assert_eq!(reply["failed"][0]["error"]["errors"][0]["pointer"], "/to");
    smtp.took(2).await;
    sent(server, &first).await;
    sent(server, &second).await;
}

async fn a_credit_note_is_called_one(server: &mut Server, smtp: &mut SmtpServer) {
    let invoice = server.issued().await;
    let note = server.invoice_act(&invoice, "credit-note").await.json(201);
    send(server, &note, json!({})).await;
    sent(server, &note).await;
    let letter = only(smtp.took(1).await);
    assert_eq!(
        letter.header("subject"),
        format!("Credit note {} from Acme, Inc.", text(&note["number"]))
    );
    assert!(letter.text("text/plain").contains("View credit note: "));
}

async fn invoiless_sends_in_its_own_words(server: &mut Server, smtp: &mut SmtpServer) {
    let draft = server.draft().await;
    let invoiless = server.at("/v1");
    let path = format!("/invoices/{}/send", text(&draft["id"]));
    let wrong = invoiless.post(&path, &json!({"body": "{nope}"})).await;
    assert_eq!(wrong.faults(), ["/body"]);
    let reply = invoiless
        .post(
            &path,
            &json!({"email": "x@y.example", "subject": "Hi {customer}", "body": "Text {number}"}),
        )
        .await
        .json(200);
    assert_eq!(reply["status"], "Pending");
    let invoice = sent(server, &draft).await;
    assert_eq!(
        invoiless.get(&format!("/invoices/{}", text(&draft["id"]))).await.json(200)["status"],
        "Unpaid"
    );
    let letter = only(smtp.took(1).await);
    assert_eq!(letter.header("to"), "x@y.example");
    assert_eq!(letter.header("subject"), "Hi Globex Corporation");
    assert!(letter.text("text/plain").starts_with(&format!("Text {}", text(&invoice["number"]))));
    let later = server.draft().await;
    let path = format!("/invoices/{}/send", text(&later["id"]));
    invoiless.post(&path, &json!({"date": "2090-01-01"})).await.expect(200);
    assert!(server.read(text(&later["id"])).await["scheduled_send_at"].is_string());
}

async fn an_invoice_that_justpaid_makes_as_sent_is_mailed(
    server: &mut Server,
    smtp: &mut SmtpServer,
) {
    let customer = server
        .post("/customers", &json!({"company": "Globex", "email": "ap@globex.example"}))
        .await
        .json(201);
    let body = json!({"customer": customer["id"], "invoice_status": "sent", "line_items": [{"name": "Work", "unit_price": 10, "quantity": 1}]});
    let made = server.at("/api/v1").post("/invoice/create", &body).await.body();
    assert_eq!(made["invoice_status"], "sent", "{made}");
    let letter = only(smtp.took(1).await);
    assert_eq!(letter.header("to"), "ap@globex.example");
    until(server, &made["uuid"], |invoice| invoice["last_delivery"]["status"] == "sent").await;
}

both_with_mail! {
    a_sent_invoice_arrives_with_all_its_parts,
    a_letter_is_written_in_the_invoices_language,
    who_sends_says_to_whom_and_what,
    what_cannot_be_sent_is_refused_and_nothing_is_issued,
    the_same_request_sends_one_letter,
    a_letter_waits_for_its_date_and_can_be_taken_back,
    a_letter_is_sent_when_its_moment_comes,
    a_batch_sends_each_on_its_own,
    a_credit_note_is_called_one,
    invoiless_sends_in_its_own_words,
    an_invoice_that_justpaid_makes_as_sent_is_mailed,
}

async fn an_account_has_texts_of_its_own(server: &mut Server, smtp: &mut SmtpServer) {
    let built_in = server.get("/email-templates/invoice?lang=de").await.json(200);
    assert_eq!(built_in["subject"], "Rechnung {number} von {company}");
    assert_eq!((&built_in["built_in"], &built_in["lang"]), (&json!(true), &json!("de")));
    let wrong = server
        .put("/email-templates/invoice", &json!({"subject": "{x}", "message": "{total} {sum}"}))
        .await;
    assert_eq!(wrong.faults(), ["/subject", "/message"]);
    assert!(wrong.text().contains("{amount_due}"), "{wrong}");
    assert_eq!(server.get("/email-templates/poem").await.problem(404), "not_found");
    assert_eq!(server.get("/email-templates/invoice?lang=xx").await.faults(), ["lang"]);
    let own = json!({"subject": "{company} {number}", "message": "Pay {amount_due}."});
    server.put("/email-templates/invoice", &own).await.expect(200);
    let german = json!({"subject": "Bitte {number}", "message": "Zahlen Sie {amount_due}."});
    let kept = server.put("/email-templates/invoice?lang=de", &german).await.json(200);
    assert_eq!(kept["built_in"], false);
    let all = server.get("/email-templates").await.json(200);
    assert_eq!(all["data"].as_array().unwrap().len(), 7);
    let draft = server.issued().await;
    let preview = async |body: Value| {
        let mut body = body;
        body["invoice_id"] = draft["id"].clone();
        server.post("/email-templates/invoice/preview", &body).await.json(200)
    };
    let shown = preview(json!({})).await;
    assert_eq!(shown["subject"], format!("Acme, Inc. {}", text(&draft["number"])));
    assert!(text(&shown["text"]).replace('\u{a0}', " ").starts_with("Pay $6,684.90."), "{shown}");
    assert!(text(&preview(json!({"lang": "de"})).await["subject"]).starts_with("Bitte "));
    let tried = preview(json!({"message": "<b>{customer}</b>"})).await;
    assert!(text(&tried["html"]).contains("&#60;b&#62;Globex Corporation"), "{tried}");
    send(server, &draft, json!({})).await;
    assert!(only(smtp.took(1).await).text("text/plain").starts_with("Pay $6,684.90."));
    server.delete("/email-templates/invoice").await.expect(204);
    assert_eq!(server.get("/email-templates/invoice").await.json(200)["built_in"], true);
    assert_eq!(
        server.get("/email-templates/invoice?lang=de").await.json(200)["subject"],
        "Bitte {number}"
    );
}

both_with_mail! {
    an_account_has_texts_of_its_own,
}
