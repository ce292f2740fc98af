//! Whoever changes anything in the books behind the server's back is found out.

pub(crate) mod anchors;
mod manipulations;

use crate::support::{Backend, Draft, Server, TestDatabase, binary, both, said, text};
use manipulations::{Dialect, all};
use serde_json::{Value, json};
use std::{path::Path, process::Output};
use tempfile::TempDir;

/// A copy of a server's data, to be damaged.
struct Copy {
    folder: TempDir,
    database: TestDatabase,
}

impl Copy {
    async fn of(server: &Server) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for file in std::fs::read_dir(server.data()).unwrap() {
            let file = file.unwrap();
            if file.file_type().unwrap().is_file() {
                std::fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
            }
        }
        Self { folder, database: server.database.copy().await }
    }

    fn data(&self) -> &Path {
        self.folder.path()
    }

    fn verify(&self, more: &[&str]) -> Output {
        let mut command = binary();
        if let Some(url) = self.database.url() {
            command.env("NET30_DATABASE_URL", url);
        }
        let arguments = [&["--json", "verify"], more].concat();
        command.env("NET30_DATA", self.data()).args(arguments).output().unwrap()
    }

    /// What verify finds: the rule and the message; nothing if the books hold.
    #[track_caller]
    fn fault(&self, more: &[&str]) -> Option<(String, String)> {
        let output = self.verify(more);
        let report: Value =
            serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", said(&output)));
        let fault = &report["fault"];
        assert_eq!(output.status.success(), fault.is_null(), "{}", said(&output));
        (!fault.is_null())
            .then(|| (text(&fault["rule"]).to_owned(), text(&fault["message"]).to_owned()))
    }
}

/// Books in which there is something of everything. The invoices have the numbers 1 to 11.
async fn fill(server: &Server) {
    let company = json!({"company": {"name": "Acme Inc.", "tax_id": "12-3456789", "website": "https://acme.example"}});
    server.patch("/settings", &company).await.expect(200);
    let details = json!({"notes": "Thank you", "terms": "As agreed", "metadata": {"project": "x"}, "purchase_order": "PO-1", "tags": ["new"],
        "external_source": "shop", "external_source_id": "77", "discount_type": "percentage", "discount_value": 10});
    let first = server.made(details, true).await;
    server.invoice_act(&first, "mark-sent").await.expect(200);
    let public = server.at("").without_key();
    let link = text(&first["links"]["public"]).strip_prefix(server.base()).unwrap().to_owned();
    public
        .with("accept", "text/html")
        .with("user-agent", crate::support::shop::BROWSER)
        .get(&link)
        .await
        .expect(200);
    server.get(&format!("/invoices/{}/pdf", text(&first["id"]))).await.expect(200);
    let payments = format!("/invoices/{}/payments", text(&first["id"]));
    let part =
        json!({"amount": 500, "method": "bank_transfer", "reference": "R-1", "notes": "by phone"});
    let paid = server.post(&payments, &part).await.json(201);
    let refunds = format!("{payments}/{}/refunds", text(&paid["id"]));
    server
        .post(&refunds, &json!({"amount": 20, "reason": "duplicate", "notes": "twice"}))
        .await
        .expect(201);

    let second = server.issued().await;
    for action in ["mark-sent", "mark-paid"] {
        server.invoice_act(&second, action).await.expect(200);
    }
    let third = server.issued().await;
    let second_item = json!({"items": [{"id": third["items"][1]["id"], "quantity": 1}]});
    server
        .post(&format!("/invoices/{}/credit-note", text(&third["id"])), &second_item)
        .await
        .expect(201);
    let fourth = server.issued().await;
    server.invoice_act(&fourth, "void").await.expect(200);
    let fifth = server.issued().await;
    server.invoice_act(&fifth, "unpublish").await.expect(200);
    server
        .patch(&format!("/invoices/{}", text(&fifth["id"])), &json!({"notes": "better"}))
        .await
        .expect(200);
    server.invoice_act(&fifth, "publish").await.expect(200);
    let sixth = server.issued().await;
    server.invoice_act(&sixth, "unpublish").await.expect(200);
    let seventh = server.issued().await;
    let payments = format!("/invoices/{}/payments", text(&seventh["id"]));
    let mistaken = server.post(&payments, &json!({"amount": 5})).await.json(201);
    server.delete(&format!("{payments}/{}", text(&mistaken["id"]))).await;
    server.issued().await;
    use_credit(server).await;
    server.draft().await;
    server.post("/customers", &json!({"company": "Another"})).await.expect(201);
    let settings = json!({"lock": "strict", "numbering": {"next": {"credit_note": 20}}});
    server.patch("/settings", &settings).await.expect(200);
}

/// Two invoices, each with 10.00 more than was due, and a third that is paid by that of the first.
async fn use_credit(server: &Server) {
    server.patch("/settings", &json!({"allow_overpayment": true})).await.expect(200);
    let by_credit = json!({"amount": 10, "method": "credit"});
    for payment in [json!({"amount": 6694.90}), json!({"amount": 6694.90}), by_credit] {
        let issued = server.issued().await;
        let payments = format!("/invoices/{}/payments", text(&issued["id"]));
        server.post(&payments, &payment).await.expect(201);
    }
}

async fn every_manipulation_is_found_on(backend: Backend) {
    let mut server = Server::start(backend).await;
    fill(&server).await;
    server.ask_to_stop();
    let ended = tokio::task::block_in_place(|| server.wait());
    assert!(ended.success(), "{}", server.log());
    assert_eq!(Copy::of(&server).await.fault(&[]), None);
    let manipulations = all(Dialect::of(backend));
    let (count, mut unseen) = (manipulations.len(), vec![]);
    for manipulation in manipulations {
        let copy = Copy::of(&server).await;
        let changed = copy.database.change(copy.data(), &manipulation.statements).await;
        assert!(changed > 0, "{} changes nothing", manipulation.name);
        match copy.fault(&[]) {
            Some((rule, _)) if rule == manipulation.rule => {}
            found => unseen.push((manipulation.name, manipulation.rule, found)),
        }
    }
    println!("{} of {count} single manipulations were found", count - unseen.len());
    assert!(unseen.is_empty(), "not found as they should be: {unseen:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_single_manipulation_is_found_on_sqlite() {
    every_manipulation_is_found_on(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_single_manipulation_is_found_on_postgres() {
    every_manipulation_is_found_on(Backend::Postgres).await;
}

async fn what_may_happen_to_an_issued_document_leaves_the_books_clean(server: &mut Server) {
    let template =
        server.post("/templates", &json!({"name": "Mine", "layout": "modern"})).await.json(201);
    let issued = server.made(json!({"template_id": template["id"]}), true).await;
    let id = text(&issued["id"]).to_owned();
    server.get(&format!("/invoices/{id}/pdf")).await.expect(200);
    let customer = format!("/customers/{}", text(&issued["customer"]["id"]));
    server
        .patch(&customer, &json!({"company": "Renamed Ltd", "email": "new@globex.example"}))
        .await
        .expect(200);
    server
        .patch(
            &format!("/templates/{}", text(&template["id"])),
            &json!({"accent_color": "#ff0000"}),
        )
        .await
        .expect(200);
    server.patch("/settings", &json!({"company": {"name": "We moved"}})).await.expect(200);
    for action in ["unpublish", "publish", "mark-sent", "mark-paid"] {
        server.invoice_act(&issued, action).await.expect(200);
    }
    let hidden = server.issued().await;
    let guest = server.at("/v1").without_key().with("api-key", &server.key);
    assert!(guest.delete(&format!("/invoices/{}", text(&hidden["id"]))).await.status < 300);
    let credited = server.issued().await;
    let note =
        server.act(&format!("/invoices/{}/credit-note", text(&credited["id"]))).await.json(201);
    server.invoice_act(&note, "void").await.expect(200);
    let again =
        server.act(&format!("/invoices/{}/credit-note", text(&credited["id"]))).await.json(201);
    server.invoice_act(&again, "unpublish").await.expect(200);
    server.invoice_act(&again, "publish").await.expect(200);
    let report = server.command_json(&["verify"]);
    assert_eq!(report["fault"], Value::Null);
    assert_eq!(report["heads"][0]["account_id"], server.account_id.as_str());
}

both! {
    what_may_happen_to_an_issued_document_leaves_the_books_clean,
}
