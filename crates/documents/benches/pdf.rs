//! How long a document takes to be set, from its values to bytes: `cargo bench -p net30-documents`.

#[expect(dead_code, reason = "its other documents are the tests'")]
#[path = "../src/fixture.rs"]
mod fixture;

use net30_documents::{DocumentInput, html, pdf::PdfRenderer};
use net30_domain::{
    html::Html,
    template::{Layout, Look},
};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

const HOW_LONG: Duration = Duration::from_secs(2);

fn main() {
    let renderer = PdfRenderer::new();
    let xml = vec![b' '; 8_000];
    for (lines, layout) in
        [(8, Layout::Classic), (8, Layout::Modern), (8, Layout::Minimal), (200, Layout::Classic)]
    {
        let mut invoice = fixture::invoice_of(lines);
        for line in &mut invoice.content.lines {
            let said = "What was done, in a sentence that fills most of a line.";
            line.description = Some(Html::sanitised(said));
        }
        let (seller, buyer) = (fixture::seller(), fixture::buyer());
        let look = Look { layout, ..Look::default() };
        let input = DocumentInput {
            invoice: &invoice,
            seller: &seller,
            buyer: &buyer,
            look: &look,
            public_url: Some("https://pay.example/i/8fK2mQ"),
            pay_online: false,
            created_at: invoice.created_at,
        };
        let name = format!("{lines} lines, {}", layout.word());
        time(&name, "PDF with XML", || renderer.render_with_invoice(&input, Some(&xml)).unwrap());
        time(&name, "PDF", || renderer.render(&input).unwrap());
        time(&name, "pictures", || renderer.pages(&input, &(1..=1)).unwrap());
        time(&name, "HTML", || html::html(&input));
    }
}

/// Prints the median of the runs.
fn time<T>(document: &str, what: &str, mut run: impl FnMut() -> T) {
    let (begin, mut runs) = (Instant::now(), Vec::new());
    while begin.elapsed() < HOW_LONG || runs.len() < 3 {
        let begin = Instant::now();
        black_box(run());
        runs.push(begin.elapsed());
    }
    runs.sort_unstable();
    println!("{document:<22} {what:<14} {:>10.3?}", runs[runs.len() / 2]);
}
