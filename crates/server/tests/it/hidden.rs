//! Issued invoices that a client of another API deleted: gone for that client, and kept in the books.

use crate::support::Server;
use crate::support::{Draft, both, text};
use serde_json::json;

async fn what_a_guest_deletes_stays_with_number_pdf_and_history(server: &mut Server) {
    let guest = server.at("");
    let (by_invoiless, by_just_invoice) = (server.issued().await, server.issued().await);
    let seen = text(&by_invoiless["links"]["public"]).to_owned();
    guest.delete(&format!("/v1/invoices/{}", text(&by_invoiless["id"]))).await.expect(204);
    guest.delete(&format!("/api/invoices/{}", text(&by_just_invoice["id"]))).await.expect(204);
    for invoice in [&by_invoiless, &by_just_invoice] {
        let id = text(&invoice["id"]);
        let number = text(&invoice["number"]);
        let hidden = server.read(id).await;
        assert_eq!((&hidden["status"], &hidden["hidden"]), (&json!("voided"), &json!(true)));
        assert_eq!(hidden["number"], invoice["number"]);
        assert!(
            server.get(&format!("/invoices/{id}/pdf")).await.expect(200).bytes.starts_with(b"%PDF")
        );
        assert!(
            server
                .get(&format!("/invoices/{id}/events"))
                .await
                .expect(200)
                .text()
                .contains("invoice.voided")
        );
        for list in ["", "status=voided&", "type=invoice&", &format!("search={number}&")] {
            let found = server.get(&format!("/invoices?{list}limit=100")).await.json(200);
            assert!(found["data"].as_array().unwrap().contains(&hidden), "{list}: {found}");
        }
        let csv = server.get("/invoices/export/csv").await.expect(200).text();
        assert!(csv.contains(number), "{csv}");
        assert_eq!(guest.get(&format!("/v1/invoices/{id}")).await.status, 404);
        assert_eq!(guest.get(&format!("/api/invoices/{id}")).await.status, 404);
        assert_eq!(guest.get(&format!("/api/invoices/{number}")).await.status, 404);
        assert_eq!(server.get(&format!("/invoice/{id}")).await.status, 404);
        assert_eq!(
            guest.post(&format!("/v1/invoices/{id}/payments"), &json!({})).await.status,
            404
        );
    }
    assert_eq!(server.count("/invoices").await, 2);
    assert_eq!(guest.get("/v1/invoices").await.json(200)["total"], 0);
    assert_eq!(guest.get("/api/invoices").await.json(200), json!([]));
    assert_eq!(server.get("/invoice/").await.json(200)["count"], 0);
    let page = guest.without_key().get(&seen[seen.find("/i/").unwrap()..]).await.expect(200).text();
    assert!(page.contains("voided"), "{page}");
}

async fn what_was_not_deleted_says_so(server: &mut Server) {
    assert_eq!(server.issued().await["hidden"], false);
}

both! {
    what_a_guest_deletes_stays_with_number_pdf_and_history,
    what_was_not_deleted_says_so,
}
