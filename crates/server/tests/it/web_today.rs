//! Today: what there is to do, each with what does it; how the account stands; a year of it as a picture and as a table. And an
//! account full of sample data.

use crate::{
    mail::{send, until},
    support::{Backend, Draft, Server, SmtpServer, Visitor, both, path_of, text},
};
use serde_json::json;

async fn an_empty_account_is_told_how_to_begin(server: &mut Server) {
    let mut owner = Visitor::owner(server).await;
    let root = owner.root().await;
    let seen = owner.get(&root).await;
    seen.expect(200).says(&["Begin here", "Enter your bank account", "By API", "INV-"]);
    assert!(!seen.body.contains("<svg class=\"chart\""), "there is nothing to draw");
    let mut viewer = Visitor::with_role(server, "v@example.com", "viewer", &[]).await;
    let seen = viewer.get(&root).await;
    assert!(!seen.expect(200).body.contains("Begin here") && !seen.body.contains("/settings"));
}

async fn today_says_what_there_is_to_do_and_what_does_it(server: &mut Server) {
    let mut owner = Visitor::owner(server).await;
    let root = owner.root().await;
    // In euro, as the account has it.
    let bare = json!({"currency": "EUR", "taxes": []});
    let made = async |dates: serde_json::Value, issue: bool| {
        let mut changes = bare.clone();
        changes.as_object_mut().unwrap().extend(dates.as_object().unwrap().clone());
        server.made(changes, issue).await
    };
    let late = made(json!({"issue_date": "2026-01-02", "due_date": "2026-01-16"}), true).await;
    made(json!({}), true).await;
    made(json!({}), false).await;
    made(json!({}), false).await;
    let paid = made(json!({}), true).await;
    server.invoice_act(&paid, "mark-paid").await.expect(200);
    let seen = owner.get(&root).await;
    seen.expect(200).says(&[
        "Overdue for ",
        "One invoice is issued and not sent",
        "2 drafts wait to be issued",
        "view=drafts",
        "€6,139.98",
        "€12,279.96",
        "2 invoices",
        "one payment",
        "<svg class=\"chart\"",
        "Twelve months in EUR",
        text(&late["number"]),
    ]);
    assert!(!seen.body.contains("/today/remind/"), "nothing can be mailed yet");
    // The table says what the picture shows: twelve months.
    let table = seen.body.split("class=\"chart-table\"").nth(1).unwrap();
    assert_eq!(table.matches("<th scope=\"row\">").count(), 12);
    assert_eq!(seen.body.matches("<rect class=\"bar").count(), 12);
    let remind = format!("{root}/today/remind/{}", text(&late["id"]));
    owner.post(&remind, &[]).await.expect(409).says(&["There is no mail server yet"]);
    // Drafts are held against what the account promises.
    let promise = json!({"einvoice": {"profile": "xrechnung"}});
    server.patch("/settings", &promise).await.expect(200);
    owner
        .get(&root)
        .await
        .expect(200)
        .says(&["It would not be issued as an electronic invoice (BR-"]);
}

async fn what_a_mail_server_refused_is_tried_again(backend: Backend) {
    let smtp = SmtpServer::start();
    let url = smtp.url();
    let server = Server::start_with(backend, &["--smtp-url", &url]).await;
    let mut owner = Visitor::owner(&server).await;
    let root = owner.root().await;
    smtp.behave("refuse");
    let draft = server.draft().await;
    send(&server, &draft, json!({})).await;
    until(&server, &draft["id"], |invoice| invoice["last_delivery"]["status"] == "failed").await;
    let seen = owner.get(&root).await;
    seen.expect(200).says(&["was given up: 550 5.1.1 no such mailbox", "billing@globex.example"]);
    let retry = seen.body.split("action=\"").filter_map(|rest| rest.split('"').next());
    let retry = retry.into_iter().find(|path| path.contains("/today/retry/")).unwrap().to_owned();
    let mut viewer = Visitor::with_role(&server, "v@example.com", "viewer", &[]).await;
    assert!(!viewer.get(&root).await.expect(200).body.contains("/today/retry/"));
    viewer.post(&retry, &[]).await.expect(403);
    smtp.behave("ok");
    assert_eq!(owner.post(&retry, &[]).await.expect(303).to(), format!("{root}?said=retried"));
    smtp.took(1).await;
    until(&server, &draft["id"], |invoice| invoice["last_delivery"]["status"] == "sent").await;
    let late = json!({"issue_date": "2026-01-02", "due_date": "2026-01-16"});
    let late = server.made(late, true).await;
    let remind = format!("{root}/today/remind/{}", text(&late["id"]));
    owner.get(&root).await.expect(200).says(&[&remind]);
    assert_eq!(owner.post(&remind, &[]).await.expect(303).to(), format!("{root}?said=reminded"));
    let letters = smtp.took(2).await;
    assert!(
        letters[1].header("subject").contains("Überfällig"),
        "{}",
        letters[1].header("subject")
    );
    server.finish().await;
}

#[tokio::test]
async fn what_a_mail_server_refused_is_tried_again_on_sqlite() {
    what_a_mail_server_refused_is_tried_again(Backend::Sqlite).await;
}

async fn a_demo_has_a_year_of_everything(server: &mut Server) {
    let said = server.command_json(&["demo", "looking@example.com"]);
    let api = server.with_key(text(&said["api_key"]));
    let settings = api.get("/settings").await.json(200);
    assert!(text(&settings["company"]["name"]).contains("Muster"), "{settings}");
    for status in [
        "draft",
        "open",
        "sent",
        "partially_paid",
        "overdue",
        "paid",
        "refunded",
        "credited",
        "voided",
    ] {
        let found = api.get(&format!("/invoices?status={status}")).await.json(200);
        assert!(found["total"].as_i64().unwrap() > 0, "no invoice is {status}");
    }
    let all = api.get("/invoices?limit=100").await.json(200);
    let all = all["data"].as_array().unwrap();
    for lang in ["de", "en"] {
        assert!(all.iter().any(|invoice| invoice["lang"] == lang), "{lang}");
    }
    let is_credit_note = |invoice: &&serde_json::Value| invoice["type"] == "credit_note";
    for invoice in all.iter().filter(|invoice| !is_credit_note(invoice)) {
        assert_eq!(invoice["tags"], json!(["sample"]), "{invoice}");
        let notes = text(&invoice["notes"]);
        assert!(notes.contains("Musterdaten") || notes.contains("Sample data"), "{notes}");
    }
    let mut owner = Visitor::new(server);
    let link = path_of(text(&said["link"]));
    owner.post(&link, &[("password", crate::support::PASSWORD), ("name", "")]).await.expect(303);
    let root = owner.root().await;
    owner.get(&root).await.expect(200).says(&["Muster", "<svg class=\"chart\"", "Overdue for"]);
}

both! {
    an_empty_account_is_told_how_to_begin,
    today_says_what_there_is_to_do_and_what_does_it,
    a_demo_has_a_year_of_everything,
}
