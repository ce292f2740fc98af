//! How long a document takes to be set, from its values to bytes: `cargo bench -p net30-documents`.
//!
//! Each time it is another document of the same seller, since what was set a moment ago is remembered. With a word behind
//! `--`, only what has it in its name is run.

#[expect(dead_code, reason = "its other documents are the tests'")]
#[path = "../src/fixture.rs"]
mod fixture;

use net30_documents::{DocumentInput, html, pdf::PdfRenderer};
use net30_domain::{
    Decimal,
    html::Html,
    invoice::{Invoice, Stage},
    money::Amount,
    template::{Layout, Look},
};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

const HOW_LONG: Duration = Duration::from_secs(2);

fn main() {
    let wanted = std::env::args().skip(1).find(|word| !word.starts_with('-')).unwrap_or_default();
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
        let mut set = 0;
        let mut time = |what: &str, set_document: &dyn Fn(&DocumentInput<'_>)| {
            let name = format!("{:<22} {what:<14}", format!("{lines} lines, {}", layout.word()));
            if !name.contains(&wanted) {
                return;
            }
            let (begin, mut runs) = (Instant::now(), Vec::new());
            while begin.elapsed() < HOW_LONG || runs.len() < 3 {
                set += 1;
                make_another(&mut invoice, set);
                let input = DocumentInput {
                    invoice: &invoice,
                    seller: &seller,
                    buyer: &buyer,
                    look: &look,
                    public_url: Some("https://pay.example/i/8fK2mQ"),
                    pay_online: false,
                    created_at: invoice.created_at,
                };
                let begin = Instant::now();
                set_document(&input);
                runs.push(begin.elapsed());
            }
            runs.sort_unstable();
            let median = runs[runs.len() / 2];
            println!("{name} {median:>10.3?}");
        };
        time("PDF with XML", &|input| {
            black_box(renderer.render_with_invoice(input, Some(&xml)).unwrap());
        });
        time("PDF", &|input| {
            black_box(renderer.render(input).unwrap());
        });
        time("pictures", &|input| {
            black_box(renderer.pages(input, &(1..=1)).unwrap());
        });
        time("HTML", &|input| {
            black_box(html::html(input));
        });
    }
}

/// Makes the document another one: its number, and the name and the figures of each line.
fn make_another(invoice: &mut Invoice, number: i64) {
    if let Stage::Issued(issue) = &mut invoice.stage {
        issue.number = format!("INV-2026-{number:04}");
    }
    for (index, line) in (1..).zip(&mut invoice.content.lines) {
        line.name = Some(format!("Position {index} of {number}"));
        line.unit_price = Decimal::from(number % 900 + index);
    }
    for (index, line) in (1..).zip(&mut invoice.totals.lines) {
        line.net = Amount(number * 100 + index);
    }
}
