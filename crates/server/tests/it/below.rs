//! A server below a path of its host: whatever it says of itself begins with that path.

use crate::support::{Backend, Server, invoice, text};
use serde_json::json;

#[tokio::test]
async fn a_server_below_a_path_names_its_objects_below_it() {
    let url = ["--public-url", "https://shop.example/billing/"];
    let server = Server::start_with(Backend::Sqlite, &url).await;
    let keyed = server.with("idempotency-key", "k");
    let made = keyed.post("/invoices", &invoice()).await.expect(201);
    let id = made.body()["id"].clone();
    let expected = format!("/billing/api/v1/invoices/{}", text(&id));
    assert_eq!(made.header("location"), Some(expected.as_str()));
    let again = keyed.post("/invoices", &invoice()).await.expect(201);
    assert_eq!(again.header("location"), Some(expected.as_str()));
    let customer = server.post("/customers", &json!({"company": "A"})).await.expect(201);
    assert!(customer.header("location").unwrap().starts_with("/billing/api/v1/customers/"));
    let guest = json!({"customerEmail": "a@a.example", "lineItems": [{"description": "d", "quantity": 1, "unitPrice": 1}]});
    let made = server.at("/api").post("/invoices", &guest).await.expect(201);
    assert!(made.header("location").unwrap().starts_with("/billing/api/invoices/"));

    // Whether the proxy takes the path away or leaves it.
    let left = format!("/billing/api/v1/invoices/{}/", text(&id));
    assert_eq!(server.at("").get(&left).await.expect(200).body()["id"], id);
    server.at("").get("/billing/docs?x=1").await.expect(200);
    server.at("").get("/billings/docs").await.expect(404);

    let document = server.get("/openapi.json").await.json(200);
    assert_eq!(document["servers"][0]["url"], "/billing/");
    assert!(!document.to_string().contains("(/docs/"), "a link of the document leads elsewhere");
    let problem = server.get("/nothing").await.expect(404).body();
    assert_eq!(problem["type"], "/billing/docs/errors#not_found");
    for path in ["/", "/docs", "/docs/errors"] {
        let page = server.at("").get(path).await.expect(200).text();
        for absolute in ["href=\"/", "src=\"/"] {
            assert!(!page.contains(absolute), "{path} has {absolute}");
        }
    }
    server.finish().await;
}

#[tokio::test]
async fn a_number_with_a_slash_is_no_folder() {
    let server = Server::start(Backend::Sqlite).await;
    let mut body = invoice();
    body["number"] = json!("2026/07");
    let made = server.post("/invoices?issue=true", &body).await.json(201);
    let pdf = server.get(&format!("/invoices/{}/pdf", text(&made["id"]))).await.expect(200);
    let name = pdf.header("content-disposition").unwrap();
    assert_eq!(name, "inline; filename=\"2026_07.pdf\"");
    server.finish().await;
}
