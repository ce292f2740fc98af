//! The list as CSV.

use crate::support::Server;
use crate::support::{Draft, both, text};
use serde_json::json;

async fn the_export_has_a_row_for_each_invoice_of_the_filter(server: &mut Server) {
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

async fn the_export_has_more_rows_than_a_page(server: &mut Server) {
    let draft = server.draft().await;
    let path = format!("/invoices/{}/duplicate", text(&draft["id"]));
    futures_util::future::join_all((0..450).map(|_| server.act(&path))).await;
    let text = server.get("/invoices/export/csv").await.expect(200).text();
    let ids: std::collections::HashSet<&str> =
        text.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(ids.len(), 451);
}

async fn no_cell_is_run_as_a_formula(server: &mut Server) {
    let evil = ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1"];
    for (n, name) in evil.iter().enumerate() {
        let customer = json!({"company": name, "external_id": format!("{n}")});
        server
            .made(json!({"customer": customer, "purchase_order": name, "tags": [name]}), true)
            .await;
    }
    let csv = server.get("/invoices/export/csv").await.expect(200).text();
    for cell in csv.split([',', '\n']).map(|cell| cell.trim_matches(['"', '\r'])) {
        let is_number = cell.trim_start_matches('-').parse::<f64>().is_ok();
        assert!(
            is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
            "{cell:?} in {csv}"
        );
    }
    assert!(csv.contains("'=HYPERLINK(1)"));
}

async fn a_formula_behind_a_space_or_in_wide_letters_is_not_run(server: &mut Server) {
    for (n, text) in ["x =1", " =1+1", "\n=1+1", "\u{3000}=1+1", "＝1+1", "＋1", "－1", "＠SUM(1)"]
        .iter()
        .enumerate()
    {
        let customer = json!({"company": format!("Customer {n}"), "external_id": format!("{n}")});
        server
            .made(json!({"customer": customer, "purchase_order": text, "tags": [text]}), true)
            .await;
    }
    let csv = server.get("/invoices/export/csv").await.expect(200).text();
    assert!(csv.contains("\"'\n=1+1\""), "{csv}");
    let csv = csv.replace("'\n=1+1", "");
    for cell in csv.split([',', '\n']).map(|cell| cell.trim_matches(['"', '\r'])) {
        let begins = cell.trim_start();
        let is_number = begins.parse::<f64>().is_ok();
        assert!(
            is_number || !begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']),
            "{cell:?} in {csv}"
        );
    }
    assert!(csv.contains("'＝1+1") && csv.contains("x =1"), "{csv}");
}

async fn every_table_is_written_as_the_spreadsheet_of_a_country_wants_it(server: &mut Server) {
    let issued = server.made(json!({"purchase_order": "a;b,c\td"}), true).await;
    let statement = format!("/customers/{}/statement?format=csv", text(&issued["customer_id"]));
    for path in [
        "/invoices/export/csv?",
        "/reports/summary?format=csv",
        "/reports/aging?format=csv",
        "/reports/tax?format=csv",
        "/reports/revenue?format=csv",
        &statement,
    ] {
        let plain = server.get(path).await.expect(200).text();
        let columns = plain.lines().next().unwrap().split(',').count();
        assert!(columns > 4 && !plain.starts_with('\u{feff}'), "{plain}");
        for (delimiter, letter) in
            [(";", ';'), ("%3B", ';'), ("tab", '\t'), ("%09", '\t'), (",", ',')]
        {
            let reply =
                server.get(&format!("{path}&delimiter={delimiter}&bom=true")).await.expect(200);
            assert_eq!(reply.header("content-type"), Some("text/csv; charset=utf-8"));
            assert!(reply.bytes.starts_with(b"\xef\xbb\xbf"), "{path}");
            let table = reply.text();
            assert_eq!(table.matches('\u{feff}').count(), 1, "{path}");
            assert_eq!(
                table.lines().next().unwrap().split(letter).count(),
                columns,
                "{path} {delimiter}: {table}"
            );
            assert_eq!(table.lines().count(), plain.lines().count());
        }
        assert_eq!(
            server.get(&format!("{path}&delimiter=x&bom=maybe")).await.faults(),
            ["delimiter", "bom"],
            "{path}"
        );
    }
    let export = server.get("/invoices/export/csv?delimiter=;").await.expect(200).text();
    assert!(export.contains(";\"a;b,c\td\";"), "{export}");
}

both! {
    the_export_has_a_row_for_each_invoice_of_the_filter,
    the_export_has_more_rows_than_a_page,
    no_cell_is_run_as_a_formula,
    a_formula_behind_a_space_or_in_wide_letters_is_not_run,
    every_table_is_written_as_the_spreadsheet_of_a_country_wants_it,
}
