//! Letters as they go over the wire, and what they say: headers, the logo, paid invoices, receipts.

use crate::{
    catalogue::PIXEL,
    documents::pdf_text,
    mail::{both_with_mail, send, until},
    support::{Backend, Draft, Server, SmtpServer, shop, text},
};
use serde_json::{Value, json};

async fn status_is(server: &Server, invoice: &Value, status: &str) -> Value {
    until(server, &invoice["id"], |invoice| invoice["last_delivery"]["status"] == status).await
}

async fn a_letter_to_many_has_short_lines(server: &mut Server, smtp: &mut SmtpServer) {
    let draft = server.draft().await;
    let many: Vec<String> = (0..20)
        .map(|n| format!("accounts-payable-{n}.of.the.department@globex-corporation.example"))
        .collect();
    send(server, &draft, json!({"to": many, "cc": many})).await;
    let letters = smtp.took(1).await;
    let head = text(&letters[0].0["head"]);
    for line in head.split("\r\n") {
        assert!(line.len() <= 78, "{} octets: {line}", line.len());
    }
    assert_eq!(letters[0].header("to").matches('@').count(), 20);
    assert_eq!(letters[0].header("cc").matches('@').count(), 20);
    assert_eq!(letters[0].0["defects"], json!([]));
    assert_eq!(letters[0].recipients().len(), 20);
}

async fn an_address_beyond_ascii_goes_to_a_server_that_takes_it(
    server: &mut Server,
    smtp: &mut SmtpServer,
) {
    server
        .patch("/settings", &json!({"company": {"name": "Acme", "email": "jürgen@acme.example"}}))
        .await
        .expect(200);
    let draft = server.draft().await;
    send(server, &draft, json!({"to": "zoë@globex.example"})).await;
    let letters = smtp.took(1).await;
    assert_eq!(letters[0].recipients(), ["zoë@globex.example"]);
    assert!(text(&letters[0].0["head"]).contains("Reply-To: jürgen@acme.example"));
}

async fn a_letter_shows_the_logo_and_the_words_of_the_trade(
    server: &mut Server,
    smtp: &mut SmtpServer,
) {
    let template =
        server.post("/templates", &json!({"name": "Own", "logo": PIXEL})).await.json(201);
    let draft = server.made(json!({"template_id": template["id"]}), false).await;
    let preview = json!({"invoice_id": draft["id"]});
    let preview = server.post("/email-templates/invoice/preview", &preview).await.json(200);
    assert!(text(&preview["html"]).contains("<img src=\"data:image/png;base64,"));
    send(server, &draft, json!({})).await;
    let letters = smtp.took(1).await;
    let types = letters[0].types();
    assert_eq!(
        types,
        [
            "multipart/mixed",
            "multipart/alternative",
            "text/plain",
            "multipart/related",
            "text/html",
            "image/png",
            "application/pdf"
        ]
    );
    assert!(
        letters[0].text("text/html").contains("<img src=\"cid:logo@net30\" alt=\"Acme, Inc.\"")
    );
    assert!(letters[0].part("image/png").starts_with(b"\x89PNG"));
    assert!(
        letters[0].text("text/plain").contains("for $6,684.90"),
        "{}",
        letters[0].text("text/plain")
    );
}

async fn a_letter_that_fails_for_good_is_told_in_the_log(
    server: &mut Server,
    smtp: &mut SmtpServer,
) {
    smtp.behave("refuse");
    let draft = server.draft().await;
    send(server, &draft, json!({})).await;
    let failed = status_is(server, &draft, "failed").await;
    let log = server.log();
    let told = log
        .lines()
        .find(|line| line.contains("an e-mail failed for good"))
        .expect("the log tells it");
    assert!(told.contains("WARN") && told.contains(text(&failed["last_delivery"]["id"])), "{told}");
    assert!(!told.contains("globex"), "{told}");
}

async fn a_paid_invoice_is_sent_as_paid(server: &mut Server, smtp: &mut SmtpServer) {
    let issued = server.issued().await;
    let before =
        server.get(&format!("/invoices/{}/pdf", text(&issued["id"]))).await.expect(200).bytes;
    server.invoice_act(&issued, "mark-paid").await.expect(200);
    send(server, &issued, json!({})).await;
    let letters = smtp.took(1).await;
    let number = text(&issued["number"]);
    assert_eq!(letters[0].header("subject"), format!("Paid: invoice {number} from Acme, Inc."));
    let said = letters[0].text("text/plain");
    assert!(said.contains("It is paid") && !said.contains("Due date"), "{said}");
    let pdf = letters[0].part("application/pdf");
    assert!(pdf_text(&pdf).contains("Paid on") && pdf != before);
    // An account that words it otherwise has its own words.
    let own = json!({"subject": "Settled: {number}", "message": "All is well."});
    server.put("/email-templates/paid_invoice", &own).await.expect(200);
    send(server, &issued, json!({})).await;
    assert_eq!(smtp.took(2).await[1].header("subject"), format!("Settled: {number}"));
}

async fn a_payment_entered_by_hand_gets_a_receipt_only_if_the_account_wants_that(
    server: &mut Server,
    smtp: &mut SmtpServer,
) {
    let payment = json!({"amount": "684.90", "method": "cash"});
    let issued = server.issued().await;
    let path = format!("/invoices/{}/payments", text(&issued["id"]));
    server.post(&path, &payment).await.expect(201);
    assert_eq!(server.get("/settings").await.json(200)["receipt_emails"], "online");
    server.patch("/settings", &json!({"receipt_emails": "always"})).await.expect(200);
    let paid = server
        .post(&path, &json!({"amount": 1000, "method": "cheque", "reference": "CH-7"}))
        .await
        .json(201);
    let letters = smtp.took(1).await;
    assert_eq!(letters.len(), 1, "the first payment got none");
    let number = text(&issued["number"]);
    assert_eq!(
        letters[0].header("subject"),
        format!("Thank you for your payment of invoice {number}")
    );
    assert!(
        letters[0].text("text/plain").contains("This payment: $1,000.00"),
        "{}",
        letters[0].text("text/plain")
    );
    assert_eq!(letters[0].file_name(), Some(format!("receipt-{number}.pdf").as_str()));
    let says = pdf_text(&letters[0].part("application/pdf"));
    for part in ["Receipt", number, "$1,000.00", "Check", "CH-7", "5,000.00"] {
        assert!(says.contains(part), "{part} is not in {says}");
    }
    let receipt = format!("{path}/{}/receipt", text(&paid["id"]));
    assert!(server.get(&receipt).await.expect(200).bytes == letters[0].part("application/pdf"));
    let bad = server.patch("/settings", &json!({"receipt_emails": "sometimes"})).await;
    assert_eq!(bad.faults(), ["/receipt_emails"]);
}

async fn receipts_are_set_by_their_former_name_too(server: &mut Server, _: &mut SmtpServer) {
    let set = async |changes: Value| server.patch("/settings", &changes).await;
    let now = set(json!({"receipt_letters": "never"})).await.json(200);
    assert_eq!(now["receipt_emails"], "never");
    assert!(now.get("receipt_letters").is_none(), "one field, one name: {now}");
    assert_eq!(
        set(json!({"receipt_emails": "always"})).await.json(200)["receipt_emails"],
        "always"
    );
    // As a client writes it that read it before.
    let mut whole = now.clone();
    whole["receipt_letters"] = whole.as_object_mut().unwrap().remove("receipt_emails").unwrap();
    let put = server.put("/settings", &whole).await.json(200);
    assert_eq!(put["receipt_emails"], "never");
    assert_eq!(set(json!({"receipt_letters": "often"})).await.faults(), ["/receipt_letters"]);
    let both = json!({"receipt_letters": "never", "receipt_emails": "always"});
    assert_eq!(set(both).await.faults(), ["/receipt_letters"]);
    assert_eq!(set(json!({"receipt_letters": null})).await.json(200)["receipt_emails"], "online");
}

both_with_mail! {
    a_letter_to_many_has_short_lines,
    an_address_beyond_ascii_goes_to_a_server_that_takes_it,
    a_letter_shows_the_logo_and_the_words_of_the_trade,
    a_letter_that_fails_for_good_is_told_in_the_log,
    a_paid_invoice_is_sent_as_paid,
    a_payment_entered_by_hand_gets_a_receipt_only_if_the_account_wants_that,
    receipts_are_set_by_their_former_name_too,
}

async fn without_smtputf8(backend: Backend) {
    let smtp = SmtpServer::start_with(&["--ascii"]);
    let url = smtp.url();
    let arguments =
        ["--smtp-url", &url, "--smtp-from", "invoices@net30.example", "--allow-private-addresses"];
    let server = Server::start_with(backend, &arguments).await;
    let company = json!({"company": {"name": "Acme", "email": "jürgen@acme.example"}});
    server.patch("/settings", &company).await.expect(200);
    let draft = server.draft().await;
    send(&server, &draft, json!({})).await;
    let failed = status_is(&server, &draft, "failed").await;
    let error = text(&failed["last_delivery"]["error"]);
    assert!(error.contains("SMTPUTF8") && error.contains("jürgen@acme.example"), "{error}");
    assert!(smtp.letters().is_empty());
    server.finish().await;
}

mod a_server_without_smtputf8_is_not_given_an_address_that_it_does_not_take {
    use super::{Backend, without_smtputf8};

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn sqlite() {
        without_smtputf8(Backend::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() {
        without_smtputf8(Backend::Postgres).await;
    }
}

async fn paid_online(backend: Backend) {
    let smtp = SmtpServer::start();
    let url = smtp.url();
    let arguments =
        ["--smtp-url", &url, "--smtp-from", "invoices@net30.example", "--allow-private-addresses"];
    shop::on_with(backend, &arguments, async |shop: &mut shop::Shop| {
        let issued = shop.issued().await;
        let session = shop.session_of(&issued, "").await;
        shop.stripe.take(&session);
        shop.come_back(&issued, &session).await;
        let letters = smtp.took(1).await;
        let number = text(&issued["number"]);
        assert_eq!(
            letters[0].header("subject"),
            format!("Thank you for your payment of invoice {number}")
        );
        assert_eq!(letters[0].recipients(), ["billing@globex.example"]);
        assert_eq!(letters[0].file_name(), Some(format!("receipt-{number}.pdf").as_str()));
    })
    .await;
}

mod a_payment_made_online_gets_a_receipt {
    use super::{Backend, paid_online};

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn sqlite() {
        paid_online(Backend::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() {
        paid_online(Backend::Postgres).await;
    }
}
