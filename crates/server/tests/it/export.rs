//! The list as CSV.

use crate::support::{Draft, both, text};
use serde_json::json;

both! {
    async fn the_export_has_a_row_for_each_invoice_of_the_filter(server) {
        for n in 0..5 {
            server.made(json!({"purchase_order": format!("PO, \"{n}\"")}), n < 3).await;
        }
        let reply = server.get("/invoices/export/csv?status=draft").await.expect(200);
        assert_eq!(reply.header("content-type"), Some("text/csv; charset=utf-8"));
        assert!(reply.header("content-disposition").unwrap().starts_with("attachment"));
        let lines: Vec<String> = reply.text().lines().map(str::to_owned).collect();
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines[1].contains("\"PO, \"\""), "{}", lines[1]);
        assert_eq!(server.get("/invoices/export/csv").await.expect(200).text().lines().count(), 6);
        assert_eq!(server.get("/invoices/export/csv?status=x").await.faults(), ["status"]);
    }

    async fn the_export_has_more_rows_than_a_page(server) {
        let draft = server.draft().await;
        let path = format!("/invoices/{}/duplicate", text(&draft["id"]));
        futures_util::future::join_all((0..450).map(|_| server.act(&path))).await;
        let text = server.get("/invoices/export/csv").await.expect(200).text();
        let ids: std::collections::HashSet<&str> = text.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
        assert_eq!(ids.len(), 451);
    }

    async fn no_cell_is_run_as_a_formula(server) {
        let evil = ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1"];
        for (n, name) in evil.iter().enumerate() {
            let customer = json!({"company": name, "external_id": format!("{n}")});
            server.made(json!({"customer": customer, "purchase_order": name, "tags": [name]}), true).await;
        }
        let csv = server.get("/invoices/export/csv").await.expect(200).text();
        for cell in csv.split([',', '\n']).map(|cell| cell.trim_matches(['"', '\r'])) {
            let is_number = cell.trim_start_matches('-').parse::<f64>().is_ok();
            assert!(is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?} in {csv}");
        }
        assert!(csv.contains("'=HYPERLINK(1)"));
    }
}
