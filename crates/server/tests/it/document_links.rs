//! The link that every document has from its creation, for its whole life and without a key.

use crate::support::{Api, Backend, Draft, Server, both, text};
use serde_json::{Value, json};

fn invoiless(server: &Api) -> Api {
    server.at("/v1")
}

/// What an API says that makes a document as it likes it.
fn body() -> Value {
    json!({"customer": {"internalId": "G-1", "billTo": {"company": "Globex"}}, "items": [{"name": "Web development", "quantity": 1, "price": 42}]})
}

/// A client without a key that follows links.
struct Visitor(Api);

impl Visitor {
    fn of(server: &Api) -> Self {
        Self(server.without_key().at("").with("accept", "text/html"))
    }

    /// What a page says, as (status, text).
    async fn sees(&self, link: &str) -> (u16, String) {
        let reply = self.0.get(&path(link)).await;
        if reply.status == 200 {
            assert!(reply.header("x-robots-tag").unwrap().contains("noindex"));
        }
        (reply.status, reply.text())
    }
}

/// The path of a link, whatever the server's address.
fn path(link: &str) -> String {
    link[link.find("/i/").unwrap_or_else(|| panic!("{link} is no link"))..].to_owned()
}

async fn a_document_has_one_link_for_its_whole_life(server: &mut Server) {
    let (api, visitor) = (invoiless(server), Visitor::of(server));
    let created = api.post("/invoices", &body()).await.json(201);
    let (id, link) = (text(&created["id"]), text(&created["url"]));
    let draft = visitor.sees(link).await;
    assert_eq!(draft.0, 200);
    for part in ["Preview", "Web development", "content=\"noindex"] {
        assert!(draft.1.contains(part), "{part} is not in {}", draft.1);
    }
    assert!(!draft.1.contains("<form"));
    let pdf = visitor.0.get(&format!("{}/pdf", path(link))).await.expect(200);
    assert_eq!(
        (pdf.header("content-type"), &pdf.bytes[..5]),
        (Some("application/pdf"), b"%PDF-".as_slice())
    );
    let now = async |action: &str, says: &str, says_not: &str| {
        server.act(&format!("/invoices/{id}/{action}")).await.expect(200);
        assert_eq!(
            api.get(&format!("/invoices/{id}")).await.json(200)["url"],
            link,
            "after {action}"
        );
        let (status, page) = visitor.sees(link).await;
        assert!(
            status == 200 && page.contains(says) && !page.contains(says_not),
            "{action}: {page}"
        );
    };
    now("publish", "Open", "Preview").await;
    now("unpublish", "Preview", "Open").await;
    now("publish", "Open", "Preview").await;
    now("void", "This document was voided", "Open").await;
    // What it says to nobody: who it is for, in the address.
    assert!(!link.contains(id) && !link.contains("Globex"));
}

async fn a_link_dies_with_its_draft(server: &mut Server) {
    let visitor = Visitor::of(server);
    let created = invoiless(server).post("/invoices", &body()).await.json(201);
    let (id, link) = (text(&created["id"]), text(&created["url"]));
    server.delete(&format!("/invoices/{id}")).await.expect(204);
    assert_eq!(visitor.sees(link).await.0, 404);
    assert_eq!(visitor.0.get(&format!("{}/pdf", path(link))).await.status, 404);
    server
        .post("/invoices/trash/batch", &json!({"action": "restore", "ids": [id]}))
        .await
        .expect(200);
    assert_eq!(visitor.sees(link).await.0, 200);
    server.delete(&format!("/invoices/{id}")).await.expect(204);
    server
        .post("/invoices/trash/batch", &json!({"action": "delete", "ids": [id]}))
        .await
        .expect(200);
    assert_eq!(visitor.sees(link).await.0, 404);
}

async fn an_issued_document_that_a_guest_deleted_says_that_it_is_void(server: &mut Server) {
    let (api, visitor) = (invoiless(server), Visitor::of(server));
    let issued = server.issued().await;
    let id = text(&issued["id"]);
    let link = api.get(&format!("/invoices/{id}")).await.json(200)["url"].clone();
    api.delete(&format!("/invoices/{id}")).await.expect(204);
    for link in [text(&link), text(&issued["links"]["public"])] {
        let (status, page) = visitor.sees(link).await;
        assert!(status == 200 && page.contains("This document was voided"), "{page}");
        assert!(!page.contains("<form"));
    }
}

async fn no_api_leaves_the_link_out(server: &mut Server) {
    let visitor = Visitor::of(server);
    let items = json!([{"description": "Web development", "quantity": 1, "unitPrice": 42}]);
    let of_justinvoice = json!({"customerEmail": "a@globex.example", "customerCompanyName": "Globex", "lineItems": items, "invoiceStatus": 5});
    let of_justinvoice = server.at("/api/invoices").post("", &of_justinvoice).await.json(201);
    let id = text(&of_justinvoice["id"]);
    let of_justpaid = server.get(&format!("/invoice/{id}")).await.json(200);
    let of_invoiless = invoiless(server).get(&format!("/invoices/{id}")).await.json(200);
    let link = text(&of_invoiless["url"]);
    assert_eq!(
        (&of_justinvoice["paymentLink"], &of_justpaid["payment_link"]),
        (&json!(link), &json!(link))
    );
    let pdf = format!("{link}/pdf");
    assert_eq!((&of_justinvoice["pdfUrl"], &of_justpaid["file_url"]), (&json!(pdf), &json!(pdf)));
    assert_eq!(visitor.sees(link).await.0, 200);
    let same = |list: Value, field: &str| assert_eq!(list[0][field], link, "{list}");
    same(server.get("/invoice/").await.json(200)["items"].clone(), "payment_link");
    same(server.at("/api/invoices").get("").await.json(200), "paymentLink");
    same(invoiless(server).get("/invoices").await.json(200)["docs"].clone(), "url");
    // The native API goes by its own page: publishing makes a link.
    assert_eq!(server.read(id).await["share_token"], Value::Null);
}

async fn a_link_cannot_be_guessed(server: &mut Server) {
    let visitor = Visitor::of(server);
    let [one, two] = [
        invoiless(server).post("/invoices", &body()).await.json(201),
        invoiless(server).post("/invoices", &body()).await.json(201),
    ];
    let [one, two] = [text(&one["url"]), text(&two["url"])];
    let half = one.len() - 22;
    let mixed = format!("{}{}", &one[..half], &two[half..]);
    let other_end =
        format!("{}{}", &one[..one.len() - 1], if one.ends_with('a') { 'b' } else { 'a' });
    for wrong in [mixed, other_end, one[..half].to_owned(), format!("{one}0")] {
        assert_eq!(visitor.sees(&wrong).await.0, 404, "{wrong}");
    }
    assert_eq!(visitor.sees(&one.replace("/i/", "/i/any-slug-")).await.0, 200);
}

async fn links_survive_backup_and_restore(server: &mut Server) {
    let created = invoiless(server).post("/invoices", &body()).await.json(201);
    let link = text(&created["url"]);
    let file = server.folder.path().join("copy.db");
    let file = file.to_str().unwrap();
    assert!(server.command(&["backup", file]).status.success());
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let mut other = Server::start(backend).await;
        assert_eq!(Visitor::of(&other).sees(link).await.0, 404);
        other.kill();
        assert!(other.command(&["restore", file, "--force"]).status.success());
        other.start_again();
        let (status, page) = Visitor::of(&other).sees(link).await;
        assert!(status == 200 && page.contains("Web development"), "{backend:?}: {page}");
    }
}

both! {
    a_document_has_one_link_for_its_whole_life,
    a_link_dies_with_its_draft,
    an_issued_document_that_a_guest_deleted_says_that_it_is_void,
    no_api_leaves_the_link_out,
    a_link_cannot_be_guessed,
    links_survive_backup_and_restore,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_servers_of_a_database_know_the_same_links() {
    let first = Server::start(Backend::Postgres).await;
    let second = first.beside();
    let created = invoiless(&first).post("/invoices", &body()).await.json(201);
    let id = text(&created["id"]);
    let shown = invoiless(&second).get(&format!("/invoices/{id}")).await.json(200);
    assert_eq!(shown["url"].as_str().map(path), created["url"].as_str().map(path));
    assert_eq!(Visitor::of(&second).sees(text(&created["url"])).await.0, 200);
}
