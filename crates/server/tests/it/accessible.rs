//! Every PDF is PDF/A-3b and PDF/UA-1, in every layout and script: judged by a program that is not ours.

use crate::catalogue::PIXEL;
use crate::support::{Draft, Server, both, python, text};
use serde_json::json;

/// Judges the files whose names stand on its standard input, a line each, and prints what they break.
const JUDGE: &str = r"
import sys, re, page

# What version 0.11.0 takes for an error and is none: compressed metadata, and a stream whose last byte is a carriage
# return, which it counts to the end of line that follows.
def is_false(failure, pdf):
    if 'METADATA-FILTER' in failure.rule_id:
        return True
    lengths = re.finditer(rb'/Length (\d+)[^>]*>>\s*stream\r?\n', pdf)
    holds = all(pdf[m.end() + int(m[1]):].startswith(b'\nendstream') for m in lengths)
    return 'STREAM-LENGTH' in failure.rule_id and holds

for name in sys.stdin.read().split():
    pdf = open(name, 'rb').read()
    for profile in ('3b', 'ua1'):
        for failure in page.validate_pdf(name, profile=profile).failures:
            if not is_false(failure, pdf):
                print(name.split('/')[-1], profile, failure.rule_id, failure.message)
";

/// What is written in a script, in the language of the document.
const SCRIPTS: [(&str, &str); 9] = [
    ("de", "Maß & Größe, Œuvre, łódź"),
    ("bg", "Проектиране на уебсайт"),
    ("en", "Σχεδίαση ιστοσελίδας"),
    ("en", "تصميم موقع إلكتروني 120x60"),
    ("en", "עיצוב אתר בְּרֵאשִׁית 120x60"),
    ("en", "ออกแบบเว็บไซต์ที่ปู่ย่าเห็นน้ำ"),
    ("en", "वेबसाइट निर्माण क्षत्रिय श्री"),
    ("ja", "ウェブサイトの構築 髙橋 ﾊﾝｶｸ"),
    ("zh", "网站建设 镕喆 統一發票 😀"),
];

async fn every_kind_of_document_can_be_archived_and_listened_to(server: &mut Server) {
    let folder = tempfile::tempdir().unwrap();
    let mut names = String::new();
    let mut keep = |name: String, bytes: &[u8]| {
        let written = String::from_utf8_lossy(bytes).into_owned();
        assert!(
            written.contains("<pdfuaid:part>1</pdfuaid:part>"),
            "{name} says nothing of PDF/UA"
        );
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        names.push_str(file.to_str().unwrap());
        names.push('\n');
        written
    };
    for (index, (language, words)) in SCRIPTS.into_iter().enumerate() {
        let layout = ["classic", "modern", "minimal"][index % 3];
        let font = ["sans", "serif"][index % 2];
        let look =
            json!({"name": words, "layout": layout, "logo": PIXEL, "footer": words, "font": font});
        let template = server.post("/templates", &look).await.json(201);
        let draft = json!({
            "lang": language,
            "currency": "EUR",
            "template_id": template["id"],
            "customer": {"company": words, "email": format!("a{index}@globex.example"), "address": {"line1": words, "city": words}},
            "notes": format!("<p>{words} <b>{words}</b> <a href=\"https://globex.example\">{words}</a></p><ol><li>{words}</li></ol>"),
            "items": (0..40).map(|_| json!({"name": words, "description": format!("<ul><li>{words}</li></ul>"), "unit_price": 10})).collect::<Vec<_>>(),
        });
        let draft = server.post("/invoices", &draft).await.json(201);
        let id = text(&draft["id"]);
        let path = format!("/invoices/{id}");
        let pdf = async |path: &str| server.get(path).await.expect(200).bytes;
        keep(format!("{index}-draft.pdf"), &pdf(&format!("{path}/pdf")).await);
        let issued = server.invoice_act(&draft, "publish").await.json(200);
        let written = keep(format!("{index}-invoice.pdf"), &pdf(&format!("{path}/pdf")).await);
        assert!(
            written.contains(&format!("/Lang({language})"))
                || written.contains(&format!("/Lang ({language})")),
            "{language}"
        );
        let paid = json!({"amount": 5, "method": "cash"});
        let paid = server.post(&format!("{path}/payments"), &paid).await.json(201);
        let payment = text(&paid["id"]);
        keep(
            format!("{index}-receipt.pdf"),
            &pdf(&format!("{path}/payments/{payment}/receipt")).await,
        );
        let note = server.invoice_act(&issued, "credit-note").await.json(201);
        keep(
            format!("{index}-note.pdf"),
            &pdf(&format!("/invoices/{}/pdf", text(&note["id"]))).await,
        );
        let customer = text(&issued["customer_id"]);
        keep(
            format!("{index}-statement.pdf"),
            &pdf(&format!("/customers/{customer}/statement/pdf")).await,
        );
    }
    let said = python(JUDGE, &names);
    assert!(said.is_empty(), "{said}");
    assert_eq!(names.lines().count(), SCRIPTS.len() * 5);
}

both! { every_kind_of_document_can_be_archived_and_listened_to }
