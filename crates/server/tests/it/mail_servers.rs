//! Mail servers as they are: refusing, slow, silent, gone, encrypted, wanting a password.

use crate::{
    mail::{both_with_mail, send, until},
    support::{Backend, Certificate, Draft, Server, SmtpServer, text},
};
use serde_json::{Value, json};

/// An account's own mail server at a port of this machine.
fn own(port: u16, tls: &str) -> Value {
    json!({"host": "localhost", "port": port, "tls": tls, "from_name": "Acme Billing", "from_email": "own@acme.example"})
}

async fn status_is(server: &Server, invoice: &Value, status: &str) -> Value {
    until(server, &invoice["id"], |invoice| invoice["last_delivery"]["status"] == status).await
}

/// Waits until a try has failed for now.
async fn failed_once(server: &Server, invoice: &Value) -> String {
    let seen =
        until(server, &invoice["id"], |invoice| invoice["last_delivery"]["error"].is_string())
            .await;
    assert_eq!(seen["last_delivery"]["status"], "waiting", "{}", seen["last_delivery"]);
    assert!(seen["sent_at"].is_null());
    text(&seen["last_delivery"]["error"]).to_owned()
}

async fn a_letter_that_is_refused_for_good_is_shown_and_can_be_tried_anew(
    server: &mut Server,
    smtp: &mut SmtpServer,
) {
    smtp.behave("refuse");
    let draft = server.draft().await;
    send(server, &draft, json!({})).await;
    let failed = status_is(server, &draft, "failed").await;
    assert_eq!(failed["last_delivery"]["error"], "550 5.1.1 no such mailbox");
    assert_eq!(failed["status"], "open");
    assert!(failed["sent_at"].is_null());
    let log = server.get("/email-deliveries?status=failed").await.json(200);
    assert_eq!(log["data"][0]["attempts"], 1);
    assert_eq!(log["total"], 1);
    let events = server.get(&format!("/invoices/{}/events", text(&draft["id"]))).await.json(200);
    let last = events["data"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["type"], &last["data"]["error"]),
        (&json!("invoice.send_failed"), &json!("550 5.1.1 no such mailbox"))
    );
    let dead = server.get("/jobs?status=dead").await.json(200);
    assert_eq!(
        (&dead["data"][0]["kind"], &dead["data"][0]["status"]),
        (&json!("email"), &json!("dead"))
    );
    smtp.behave("ok");
    let job = text(&dead["data"][0]["id"]).to_owned();
    let retried = server.act(&format!("/jobs/{job}/retry")).await.json(200);
    assert_eq!(retried["status"], "waiting");
    status_is(server, &draft, "sent").await;
    let letters = smtp.took(1).await;
    assert_eq!(letters[0].header("message-id"), log["data"][0]["message_id"]);
    assert_eq!(server.count("/jobs?status=dead").await, 0);
    assert_eq!(
        server.act(&format!("/jobs/{job}/retry")).await.problem(404),
        "not_found",
        "it is done"
    );
}

async fn what_fails_for_now_is_tried_again_and_arrives_once(
    server: &mut Server,
    smtp: &mut SmtpServer,
) {
    for (word, says) in [("later", "451 4.3.0 try again later"), ("hang", "in time"), ("drop", "")]
    {
        smtp.behave(word);
        let draft = server.draft().await;
        send(server, &draft, json!({})).await;
        let error = failed_once(server, &draft).await;
        assert!(error.contains(says), "{word}: {error}");
        let before = smtp.letters().len();
        smtp.behave("ok");
        let invoice = status_is(server, &draft, "sent").await;
        assert!(invoice["last_delivery"]["error"].is_null());
        assert_eq!(smtp.letters().len(), before + 1, "{word}");
    }
    assert!(smtp.counted().values().all(|count| *count == 1));
}

async fn a_letter_that_is_taken_without_an_answer_comes_again_under_the_same_id(
    server: &mut Server,
    smtp: &mut SmtpServer,
) {
    smtp.behave("take-drop");
    let draft = server.draft().await;
    send(server, &draft, json!({})).await;
    failed_once(server, &draft).await;
    smtp.behave("ok");
    status_is(server, &draft, "sent").await;
    let counted = smtp.counted();
    assert_eq!(counted.len(), 1, "the receiver counts one letter: {counted:?}");
}

async fn a_job_that_waits_can_be_hastened(server: &mut Server, smtp: &mut SmtpServer) {
    let draft = server.draft().await;
    send(server, &draft, json!({"date": "2090-01-01"})).await;
    let jobs = server.get("/jobs").await.json(200);
    server.act(&format!("/jobs/{}/retry", text(&jobs["data"][0]["id"]))).await.expect(200);
    status_is(server, &draft, "sent").await;
    assert_eq!(smtp.letters().len(), 1);
}

async fn the_accounts_own_server_comes_first(server: &mut Server, smtp: &mut SmtpServer) {
    let none = server.get("/settings/email").await.json(200);
    assert_eq!((&none["configured"], &none["server_sends"]), (&json!(false), &json!(true)));
    let other = SmtpServer::start_with(&["--auth", "acme", "secret-7"]);
    let mut settings = own(other.port, "none");
    settings["username"] = json!("acme");
    settings["password"] = json!("secret-7");
    settings["reply_to"] = json!("ask@acme.example");
    settings["bcc_self"] = json!(true);
    let kept = server.put("/settings/email", &settings).await.expect(200);
    assert!(!kept.text().contains("secret-7"));
    assert_eq!(kept.body()["has_password"], true);
    assert_eq!(server.get("/settings/email").await.json(200), kept.body());
    let test =
        server.post("/settings/email/test", &json!({"to": "me@acme.example"})).await.json(200);
    assert_eq!(test, json!({"ok": true, "error": null}));
    assert_eq!(other.took(1).await[0].header("subject"), "Test message from Acme, Inc.");
    let draft = server.draft().await;
    send(server, &draft, json!({})).await;
    status_is(server, &draft, "sent").await;
    let letter = other.took(2).await[1].clone();
    assert_eq!(letter.header("from"), "Acme Billing <own@acme.example>");
    assert_eq!(letter.header("reply-to"), "ask@acme.example");
    assert_eq!(letter.recipients(), ["billing@globex.example", "own@acme.example"]);
    assert!(!letter.0["head"].as_str().unwrap().to_lowercase().contains("bcc"));
    assert!(smtp.letters().is_empty());
    // Left out, the password stays; for another user or host it does not.
    settings.as_object_mut().unwrap().remove("password");
    settings["from_name"] = json!("Acme");
    assert_eq!(server.put("/settings/email", &settings).await.json(200)["has_password"], true);
    settings["host"] = json!("127.0.0.1");
    assert_eq!(server.put("/settings/email", &settings).await.json(200)["has_password"], false);
    server.delete("/settings/email").await.expect(204);
    let draft = server.draft().await;
    send(server, &draft, json!({})).await;
    status_is(server, &draft, "sent").await;
    assert_eq!(smtp.letters().len(), 1);
    assert!(!server.log().contains("secret-7"));
}

async fn a_wrong_password_is_shown_and_may_be_put_right(
    server: &mut Server,
    smtp: &mut SmtpServer,
) {
    let other = SmtpServer::start_with(&["--auth", "acme", "right"]);
    let mut settings = own(other.port, "none");
    settings["username"] = json!("acme");
    settings["password"] = json!("wrong");
    server.put("/settings/email", &settings).await.expect(200);
    let test =
        server.post("/settings/email/test", &json!({"to": "me@acme.example"})).await.json(200);
    assert_eq!(test["ok"], false);
    assert!(text(&test["error"]).starts_with("535"), "{test}");
    let draft = server.draft().await;
    send(server, &draft, json!({})).await;
    assert!(failed_once(server, &draft).await.starts_with("535"));
    settings["password"] = json!("right");
    server.put("/settings/email", &settings).await.expect(200);
    status_is(server, &draft, "sent").await;
    assert_eq!(other.letters().len(), 1);
    assert!(smtp.letters().is_empty());
}

async fn settings_are_checked_and_need_an_admin(server: &mut Server, smtp: &mut SmtpServer) {
    for (body, faults) in [
        (json!({}), vec!["/host"]),
        (
            json!({"host": "a b", "port": 0, "tls": "ssl", "from_email": "x"}),
            vec!["/tls", "/port", "/host", "/from_email"],
        ),
        (json!({"host": "mx.example", "password": "p"}), vec!["/username"]),
    ] {
        let mut found = server.put("/settings/email", &body).await.faults();
        found.sort_unstable();
        let mut faults = faults;
        faults.sort_unstable();
        assert_eq!(found, faults, "{body}");
    }
    assert_eq!(server.post("/settings/email/test", &json!({})).await.faults(), ["/to"]);
    let key = server.post("/api-keys", &json!({"label": "w", "scope": "write"})).await.json(201);
    let writer = server.with_key(text(&key["secret"]));
    assert_eq!(writer.put("/settings/email", &own(25, "none")).await.problem(403), "forbidden");
    assert_eq!(
        writer.post("/settings/email/test", &json!({"to": "a@b.example"})).await.problem(403),
        "forbidden"
    );
    assert_eq!(writer.delete("/settings/email").await.problem(403), "forbidden");
    assert!(smtp.letters().is_empty());
}

both_with_mail! {
    a_letter_that_is_refused_for_good_is_shown_and_can_be_tried_anew,
    what_fails_for_now_is_tried_again_and_arrives_once,
    a_letter_that_is_taken_without_an_answer_comes_again_under_the_same_id,
    a_job_that_waits_can_be_hastened,
    the_accounts_own_server_comes_first,
    a_wrong_password_is_shown_and_may_be_put_right,
    settings_are_checked_and_need_an_admin,
}

/// A server whose mail goes by accounts' own settings, which trusts a certificate of the test's.
async fn with_certificate(certificate: &Certificate, arguments: &[&str]) -> Server {
    let path = certificate.file.to_str().unwrap();
    let usual = ["--smtp-timeout", "2", "--retry-first-seconds", "1"];
    let arguments = [&usual, arguments].concat();
    Server::start_in(Backend::Sqlite, &arguments, &[("SSL_CERT_FILE", path)]).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn letters_go_encrypted() {
    let certificate = Certificate::make();
    let files = [certificate.file.to_str().unwrap(), certificate.key.to_str().unwrap()];
    let server = with_certificate(&certificate, &["--allow-private-addresses"]).await;
    for (option, tls) in
        [("--starttls", "required"), ("--starttls", "opportunistic"), ("--tls", "implicit")]
    {
        let smtp = SmtpServer::start_with(&[option, files[0], files[1]]);
        server.put("/settings/email", &own(smtp.port, tls)).await.expect(200);
        let draft = server.draft().await;
        send(&server, &draft, json!({})).await;
        status_is(&server, &draft, "sent").await;
        assert_eq!(smtp.letters()[0].0["encrypted"], true, "{tls}");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_to_be_encrypted_is_never_sent_in_the_clear() {
    let [trusted, other] = [Certificate::make(), Certificate::make()];
    let files = [other.file.to_str().unwrap(), other.key.to_str().unwrap()];
    let server = with_certificate(&trusted, &["--allow-private-addresses"]).await;
    for (options, tls, says) in [
        (vec![], "required", "STARTTLS"),
        (vec![], "implicit", ""),
        (vec!["--starttls", files[0], files[1]], "required", "certificate"),
        (vec!["--tls", files[0], files[1]], "implicit", "certificate"),
    ] {
        let smtp = SmtpServer::start_with(&options);
        server.put("/settings/email", &own(smtp.port, tls)).await.expect(200);
        let draft = server.draft().await;
        send(&server, &draft, json!({})).await;
        let error = failed_once(&server, &draft).await;
        assert!(error.contains(says), "{tls}: {error}");
        assert!(smtp.letters().is_empty());
        let path = format!("/invoices/{}/send", text(&draft["id"]));
        server.delete(&path).await.expect(200);
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_private_mail_server_is_called_only_with_the_operators_consent() {
    let smtp = SmtpServer::start();
    let server = Server::start(Backend::Sqlite).await;
    server.put("/settings/email", &own(smtp.port, "none")).await.expect(200);
    let test =
        server.post("/settings/email/test", &json!({"to": "me@acme.example"})).await.json(200);
    assert_eq!(test["ok"], false);
    let draft = server.draft().await;
    send(&server, &draft, json!({})).await;
    let failed = status_is(&server, &draft, "failed").await;
    assert!(text(&failed["last_delivery"]["error"]).contains("private address"), "{failed}");
    assert!(smtp.letters().is_empty());
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_letter_is_given_up_after_many_tries() {
    let smtp = SmtpServer::start();
    smtp.behave("later");
    let url = smtp.url();
    let arguments = ["--smtp-url", &url, "--retry-first-seconds", "0"];
    let server = Server::start_with(Backend::Sqlite, &arguments).await;
    let draft = server.draft().await;
    send(&server, &draft, json!({})).await;
    let failed = status_is(&server, &draft, "failed").await;
    assert_eq!(failed["last_delivery"]["error"], "451 4.3.0 try again later");
    let log = server.get("/email-deliveries").await.json(200);
    assert_eq!(log["data"][0]["attempts"], 20);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_mail_server_no_test_message() {
    let server = Server::start(Backend::Sqlite).await;
    let reply = server.post("/settings/email/test", &json!({"to": "me@acme.example"})).await;
    assert_eq!(reply.problem(409), "smtp_not_configured");
    server.finish().await;
}
