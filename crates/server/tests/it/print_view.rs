//! The HTML view as a browser prints it.

use crate::support::{Backend, Draft, Server, text};
use serde_json::json;
use std::{path::Path, process::Command};

/// Prints a page to PDF with a browser, as a person would.
fn printed(html: &str, folder: &Path) -> Vec<u8> {
    let (page, pdf) = (folder.join("page.html"), folder.join("page.pdf"));
    std::fs::write(&page, html).unwrap();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    for name in names {
        let output = Command::new(name)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-pdf-header-footer",
            ])
            .arg(format!("--user-data-dir={}", folder.join("profile").display()))
            .arg(format!("--print-to-pdf={}", pdf.display()))
            .arg(format!("file://{}", page.display()))
            .output();
        if output.is_ok_and(|output| output.status.success()) {
            return std::fs::read(&pdf).expect("the browser wrote the file");
        }
    }
    panic!("there is no chromium; ./test installs it");
}

fn pages(pdf: &[u8]) -> Vec<String> {
    let text = crate::documents::pdf_text(pdf);
    text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_german_invoice_prints_on_about_as_many_pages_as_its_pdf() {
    let server = Server::start(Backend::Sqlite).await;
    let line = |n: usize| {
        let description =
            "<p>Entwurf und Umsetzung der Startseite</p><ul><li>zwei Korrekturläufe</li></ul>";
        let description = if n.is_multiple_of(3) { json!(description) } else { json!(null) };
        json!({"name": format!("Leistung Nummer {n}"), "description": description, "quantity": 2, "unit": "Stunde", "unit_price": 95})
    };
    let lines: Vec<_> = (1..=60).map(line).collect();
    let issued = server
        .made(
            json!({"lang": "de", "currency": "EUR", "items": lines, "notes": "Vielen Dank."}),
            true,
        )
        .await;
    let of = |document: &str| format!("/invoices/{}/{document}", text(&issued["id"]));
    let pdf = pages(&server.get(&of("pdf")).await.expect(200).bytes);
    let html = server.get(&of("html")).await.expect(200).text();
    let folder = tempfile::tempdir().unwrap();
    let printed =
        tokio::task::spawn_blocking(move || pages(&printed(&html, folder.path()))).await.unwrap();
    // The browser's paper and margins are its own.
    assert!(
        printed.len() <= pdf.len() + 1,
        "{} pages, and the PDF has {}",
        printed.len(),
        pdf.len()
    );
    for page in &printed[..printed.len() - 1] {
        let head = page
            .lines()
            .find(|line| line.contains("Bezeichnung"))
            .expect("every page repeats the head");
        assert!(head.contains("Pos.") && head.contains("Einzelpreis"), "{head}");
    }
    let all = printed.concat();
    assert!((1..=60).all(|n| all.contains(&format!("Leistung Nummer {n}"))));
}
