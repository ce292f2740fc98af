//! Templates: what they arrange, what they look like before anything is issued, and programs of their own.

use crate::{
    catalogue::PIXEL,
    documents::pdf_text,
    support::{Api, Draft, Server, binary, both, invoice, said, text},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use std::{path::Path, process::Command};

const DOCS: &str = include_str!("../../../../docs/templates.md");

/// The program that the documentation has as an example.
fn example() -> &'static str {
    let (_, rest) = DOCS.split_once("```typst\n").expect("there is an example");
    rest.split_once("```").expect("the example ends").0
}

async fn template(api: &Api, body: Value) -> Value {
    api.post("/templates", &body).await.json(201)
}

fn path(template: &Value, below: &str) -> String {
    format!("/templates/{}{below}", text(&template["id"]))
}

/// What pdfinfo says of a PDF.
fn pdfinfo(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("document.pdf");
    std::fs::write(&file, bytes).unwrap();
    let output = Command::new("pdfinfo").arg(&file).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Where a word stands on the first page: from the left and the top, in millimetres.
fn place_of(bytes: &[u8], word: &str) -> (f64, f64) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("document.pdf");
    std::fs::write(&file, bytes).unwrap();
    let output = Command::new("pdftotext").args(["-bbox", "-l", "1"]).arg(&file).arg("-").output();
    let page = String::from_utf8(output.unwrap().stdout).unwrap();
    let line = page.lines().find(|line| line.contains(&format!(">{word}<")));
    let line = line.unwrap_or_else(|| panic!("{word} is not on the page: {page}"));
    let figure = |name: &str| -> f64 {
        let (_, rest) = line.split_once(&format!("{name}=\"")).unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    };
    (figure("xMin") / 72.0 * 25.4, figure("yMin") / 72.0 * 25.4)
}

async fn a_template_arranges_columns_headings_paper_and_window(server: &mut Server) {
    let wish = json!({
        "name": "Own",
        "layout": "classic",
        "paper": "a4",
        "window": "din-5008-b",
        "columns": ["item_number", "description", "amount", "quantity", "unit"],
        "texts": {"invoice": "Fee note", "description": "Service", "due": "To pay", "notes": "Remarks"},
    });
    let made = template(&server.api(), wish.clone()).await;
    for (key, value) in wish.as_object().unwrap() {
        if key == "texts" {
            let texts = value.as_object().unwrap();
            assert!(texts.iter().all(|(heading, said)| made["texts"][heading] == *said), "{made}");
        } else {
            assert_eq!(made[key], *value, "{key}");
        }
    }
    // What a reply says may be sent back whole, and changed in part.
    server.put(&path(&made, ""), &made).await.expect(200);
    let changed =
        server.patch(&path(&made, ""), &json!({"texts": {"due": null, "total": "Sum"}})).await;
    let changed = changed.json(200);
    assert_eq!(
        (&changed["texts"]["due"], &changed["texts"]["total"], &changed["texts"]["invoice"]),
        (&json!(null), &json!("Sum"), &json!("Fee note"))
    );

    let company = json!({"company": {"name": "Nordlicht", "address": {"line1": "Hafenstraße 12", "postal_code": "20457", "city": "Hamburg", "country": "US"}}});
    server.patch("/settings", &company).await.expect(200);
    let draft = json!({"template_id": made["id"], "notes": "Thank you.", "items": [
        {"name": "Poster", "seller_item_id": "P-77", "quantity": 3, "unit": "piece", "unit_price": 7, "discount_type": "percentage", "discount_value": 10},
    ]});
    let issued = server.made(draft, true).await;
    let invoice_path = format!("/invoices/{}", text(&issued["id"]));
    let pdf = server.get(&format!("{invoice_path}/pdf")).await.expect(200).bytes;
    let page = pdf_text(&pdf);
    let heads = page.lines().find(|line| line.contains("Service")).expect("the lines have heads");
    let order =
        ["Item no.", "Service", "Amount", "Quantity"].map(|head| heads.find(head).expect(head));
    assert!(order.is_sorted(), "{heads}");
    for absent in ["Unit price", "Discount", "10%"] {
        assert!(!page.contains(absent), "{absent} is in {page}");
    }
    for words in ["Fee note", "P-77", "Sum", "Remarks", "Amount due"] {
        assert!(page.contains(words), "{words} is not in {page}");
    }
    // The window is one of A4, whatever the country; the address begins below the sender, 5 mm within.
    assert!(pdfinfo(&pdf).contains("(A4)"), "{}", pdfinfo(&pdf));
    let (left, top) = place_of(&pdf, "Globex");
    assert!((24.5..26.0).contains(&left) && (61.0..66.0).contains(&top), "{left} {top}");
    let html = server.get(&format!("{invoice_path}/html")).await.expect(200).text();
    let order = [">Item no.</th>", ">Service</th>", ">Amount (USD)</th>", ">Quantity</th>"]
        .map(|head| html.find(head).expect(head));
    assert!(order.is_sorted() && !html.contains("Unit price"), "{html}");
}

async fn what_a_template_cannot_be_is_refused_by_its_field(server: &mut Server) {
    for (field, value, pointer) in [
        ("paper", json!("a5"), "/paper"),
        ("window", json!("c6"), "/window"),
        ("columns", json!([]), "/columns"),
        ("columns", json!(["description"]), "/columns"),
        ("columns", json!(["description", "amount", "amount"]), "/columns/2"),
        ("columns", json!(["description", "price", "amount"]), "/columns/1"),
        ("columns", json!("description"), "/columns"),
        ("texts", json!({"invoice": "x".repeat(41)}), "/texts/invoice"),
        ("texts", json!({"title": "x"}), "/texts/title"),
        ("texts", json!("x"), "/texts"),
        ("source", json!("x".repeat(50_001)), "/source"),
        ("logo", json!("AAAA"), "/logo"),
        (
            "logo",
            json!(
                BASE64_STANDARD
                    .encode("<svg xmlns='http://www.w3.org/2000/svg'><text>Acme</text></svg>")
            ),
            "/logo",
        ),
    ] {
        let reply = server.post("/templates", &json!({"name": "x", field: value})).await;
        assert_eq!(reply.faults(), [pointer], "{field}: {value}");
    }
    let letter = json!({"name": "x", "paper": "us-letter", "window": "din-5008-b"});
    let reply = server.post("/templates", &letter).await;
    assert_eq!(reply.faults(), ["/window"]);
    assert_eq!(reply.body()["errors"][0]["code"], "needs_a4");
}

async fn a_drawn_logo_is_kept_as_paths_and_shown_everywhere(server: &mut Server) {
    let drawn = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='30'><script>alert(1)</script>\
                 <rect width='90' height='30' fill='#0a7a5c' onclick='alert(2)'/></svg>";
    let made =
        template(&server.api(), json!({"name": "Own", "logo": BASE64_STANDARD.encode(drawn)}))
            .await;
    let logo =
        text(&made["logo"]).strip_prefix("data:image/svg+xml;base64,").expect("it is a drawing");
    let kept = String::from_utf8(BASE64_STANDARD.decode(logo).unwrap()).unwrap();
    assert!(
        kept.contains("<path") && kept.contains("#0a7a5c") && !kept.contains("alert"),
        "{kept}"
    );
    assert_eq!(server.put(&path(&made, ""), &made).await.json(200)["logo"], made["logo"]);
    let issued = server.made(json!({"template_id": made["id"]}), true).await;
    let invoice = format!("/invoices/{}", text(&issued["id"]));
    let html = server.get(&format!("{invoice}/html")).await.expect(200).text();
    assert!(html.contains(&format!("src=\"{}\"", text(&made["logo"]))), "{html}");
    let pdf = server.get(&format!("{invoice}/pdf")).await.expect(200).bytes;
    assert!(pdf_text(&pdf).contains(text(&issued["number"])));
    // The picture takes the drawing's place, and none is left.
    let picture = server.patch(&path(&made, ""), &json!({"logo": PIXEL})).await.json(200);
    assert!(text(&picture["logo"]).starts_with("data:image/png;base64,"));
}

async fn a_template_is_previewed_with_a_sample_and_with_any_invoice(server: &mut Server) {
    let list = server.get("/templates").await.json(200);
    let built_in = list["data"].as_array().unwrap().clone();
    assert_eq!(built_in.len(), 3);
    for template in &built_in {
        let pdf = server.get(&path(template, "/preview.pdf")).await.expect(200);
        assert_eq!(pdf.header("content-type"), Some("application/pdf"));
        assert!(pdf_text(&pdf.bytes).contains("Globex Corporation"));
    }
    for currency in ["JPY", "KWD"] {
        server.patch("/settings", &json!({"currency": currency})).await.expect(200);
        server.get(&path(&built_in[0], "/preview.pdf")).await.expect(200);
    }
    server.patch("/settings", &json!({"currency": "EUR"})).await.expect(200);
    // A preview leaves nothing behind.
    for list in ["/invoices", "/customers"] {
        assert_eq!(server.get(list).await.json(200)["data"], json!([]), "{list}");
    }
    let events = server.get("/events").await.json(200)["data"].clone();
    for event in events.as_array().unwrap() {
        let kind = text(&event["type"]);
        let is_ours =
            ["account.", "api_key.", "settings."].iter().any(|area| kind.starts_with(area));
        assert!(is_ours, "{event}");
    }

    let own =
        template(&server.api(), json!({"name": "Own", "layout": "modern", "footer": "Own footer"}))
            .await;
    let lines: Vec<Value> =
        (1..=60).map(|n| json!({"name": format!("Article {n}"), "unit_price": n})).collect();
    let draft = server.made(json!({"items": lines}), false).await;
    let preview = path(&own, &format!("/preview.pdf?invoice={}&download=true", text(&draft["id"])));
    let pdf = server.get(&preview).await.expect(200);
    let page = pdf_text(&pdf.bytes);
    assert!(page.contains("Own footer") && page.contains("Article 60"), "{page}");
    assert!(pdf.header("content-disposition").unwrap().starts_with("attachment"));

    let svg = path(&own, &format!("/preview.svg?invoice={}", text(&draft["id"])));
    let first = server.get(&svg).await.expect(200);
    assert_eq!(first.header("content-type"), Some("image/svg+xml"));
    let count: usize = first.header("net30-pages").unwrap().parse().unwrap();
    assert!(count > 1 && first.text().starts_with("<svg"));
    let final_page = server.get(&format!("{svg}&page={count}")).await.expect(200);
    assert_ne!(final_page.bytes, first.bytes);
    for page in [0, 1001, i64::try_from(count).unwrap() + 1] {
        let reply = server.get(&format!("{svg}&page={page}")).await;
        assert_eq!(reply.problem(422), "validation_failed");
        assert_eq!(reply.body()["errors"][0]["parameter"], "page");
    }
    // Nobody else's template, and nobody else's invoice; a key that reads is enough.
    let stranger = server.command_json(&["account", "create", "Stranger"]);
    let stranger = server.with_key(text(&stranger["api_key"]));
    stranger.get(&path(&own, "/preview.pdf")).await.expect(404);
    let theirs = format!("/preview.pdf?invoice={}", text(&draft["id"]));
    stranger.get(&path(&built_in[0], &theirs)).await.expect(404);
    let reader = server.post("/api-keys", &json!({"label": "r", "scope": "read"})).await.json(201);
    server.with_key(text(&reader["secret"])).get(&path(&own, "/preview.svg")).await.expect(200);
}

async fn a_program_of_its_own_sets_invoices_and_their_xml_within(server: &mut Server) {
    let company = json!({"currency": "EUR", "company": {"name": "Nordlicht", "tax_id": "DE123456789", "address": {"line1": "Hafenstraße 12", "postal_code": "20457", "city": "Hamburg", "country": "DE"}}});
    server.patch("/settings", &company).await.expect(200);
    let own = template(
        &server.api(),
        json!({"name": "Own", "source": example(), "footer": "Own footer"}),
    )
    .await;
    assert_eq!(text(&own["source"]), example());
    let preview = server.get(&path(&own, "/preview.pdf")).await.expect(200);
    assert_eq!(preview.header("net30-note"), None);
    assert!(pdf_text(&preview.bytes).contains("Own footer"));
    let picture = server.get(&path(&own, "/preview.svg")).await.expect(200);
    assert_eq!(picture.header("net30-pages"), Some("1"));

    let wish = json!({
        "template_id": own["id"],
        "payment_terms": "Net 30",
        "customer": {"company": "Globex", "address": {"line1": "Ring 1", "postal_code": "10115", "city": "Berlin", "country": "DE"}},
        "taxes": [{"name": "VAT", "value": 19}],
        "items": [{"name": "Poster", "quantity": 3, "unit_price": 7}],
    });
    let draft = server.post("/invoices", &wish).await.json(201);
    let file = format!("/invoices/{}/pdf", text(&draft["id"]));
    assert!(pdf_text(&server.get(&file).await.expect(200).bytes).contains("Own footer"));
    let issued = server.invoice_act(&draft, "publish").await.json(200);
    let pdf = server.get(&file).await.expect(200);
    assert_eq!(pdf.header("net30-note"), None);
    let page = pdf_text(&pdf.bytes);
    assert!(page.contains(text(&issued["number"])) && page.contains("Own footer"), "{page}");
    let written = String::from_utf8_lossy(&pdf.bytes).into_owned();
    for standard in ["<pdfaid:part>3<", "<pdfuaid:part>1<", "<fx:ConformanceLevel>EN 16931<"] {
        assert!(written.contains(standard), "no {standard}");
    }
    assert_eq!(server.get(&file).await.expect(200).bytes, pdf.bytes);
    // A receipt keeps the layout, and so do statements.
    let paid = server
        .post(&file.replace("/pdf", "/payments"), &json!({"amount": 5, "method": "cash"}))
        .await
        .json(201);
    let receipt = file.replace("/pdf", &format!("/payments/{}/receipt", text(&paid["id"])));
    assert!(pdf_text(&server.get(&receipt).await.expect(200).bytes).contains("Own footer"));
    // What is issued keeps its program, and a copy of the template has it too.
    server.patch(&path(&own, ""), &json!({"source": null})).await.expect(200);
    assert_eq!(server.get(&file).await.expect(200).bytes, pdf.bytes);
    let bare = server
        .patch(&path(&own, ""), &json!({"source": "= #json(\"data.json\").name\n#rect()"}))
        .await
        .json(200);
    let copy = server.act(&path(&bare, "/copy")).await.json(201);
    assert_eq!(copy["source"], bare["source"]);
}

async fn a_program_that_is_wrong_is_refused_with_its_place(server: &mut Server) {
    for (source, says) in [
        ("= Hello\n\n#let a = 1\n#totl", "line 4, column 2: unknown variable: totl"),
        ("#let x = (", "line 1, column 10: unclosed delimiter"),
        ("#read(\"/etc/passwd\")", "a template reads nothing but data.json and its logo"),
        ("#import \"@preview/cetz:0.4.2\": *", "a template cannot use packages"),
        (
            "#import \"https://evil.example/x.typ\"",
            "a template reads nothing but data.json and its logo",
        ),
        ("#plugin(bytes((0, 97, 115, 109)))", "a template cannot use plugins"),
    ] {
        let reply = server.post("/templates", &json!({"name": "x", "source": source})).await;
        assert_eq!(reply.faults(), ["/source"], "{source}");
        let error = &reply.body()["errors"][0];
        assert_eq!(error["code"], "template_failed");
        assert!(text(&error["message"]).contains(says), "{source}: {error}");
    }
    // Together with whatever else is wrong.
    let reply =
        server.post("/templates", &json!({"name": "x", "font": "comic", "source": "#totl"})).await;
    let mut faults = reply.faults();
    faults.sort();
    assert_eq!(faults, ["/font", "/source"]);
    assert_eq!(server.get("/templates").await.json(200)["data"].as_array().unwrap().len(), 3);
    // What was right stays when what would replace it is wrong.
    let own = template(&server.api(), json!({"name": "Own", "source": "= Right"})).await;
    assert_eq!(
        server.patch(&path(&own, ""), &json!({"source": "#wrong"})).await.faults(),
        ["/source"]
    );
    assert_eq!(server.get(&path(&own, "")).await.json(200)["source"], "= Right");
}

async fn a_program_without_end_is_stopped_and_delays_nobody(server: &mut Server) {
    for (source, says) in [
        ("#let a = 1\n#while a > 0 { a += 1 }", "infinite"),
        (
            "#for a in range(99999) { for b in range(99999) { for c in range(99999) {} } }",
            "does not end",
        ),
        ("#let a = range(1000)\n#for i in range(60) { a = a + a }", "memory"),
    ] {
        let (api, body) = (server.api(), json!({"name": "x", "source": source}));
        let saving = tokio::spawn(async move { api.post("/templates", &body).await });
        let mut written = 0;
        while !saving.is_finished() {
            let issued = server.issued().await;
            let pdf = server.get(&format!("/invoices/{}/pdf", text(&issued["id"]))).await;
            pdf.expect(200);
            written += 1;
            // The program is to come to its five seconds of a processor, beside other tests too.
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        let reply = saving.await.unwrap();
        assert_eq!(reply.faults(), ["/source"], "{source}");
        let message = reply.body()["errors"][0]["message"].to_string();
        assert!(message.contains(says), "{source}: {message}");
        // Others go on for as long as it runs; Typst sees for itself that some never end.
        assert!(written > 3 || says != "does not end", "{written} were issued meanwhile");
    }
}

async fn an_issued_invoice_that_its_program_fails_on_is_set_by_the_layout(server: &mut Server) {
    let source = "#let d = json(\"data.json\")\n= #d.name\n#if d.lines.len() > 3 {\n  panic(\"too many lines\")\n}";
    let own =
        template(&server.api(), json!({"name": "Brief", "source": source, "footer": "Own footer"}))
            .await;
    let line = json!({"name": "Article", "unit_price": 5});
    let wish = json!({"template_id": own["id"], "items": [line, line, line, line]});
    let draft = server.made(wish, false).await;
    let file = format!("/invoices/{}/pdf", text(&draft["id"]));
    let reply = server.get(&file).await;
    assert_eq!(reply.problem(422), "validation_failed");
    let message = reply.body()["errors"][0]["message"].to_string();
    for says in ["Brief", "line 4", "too many lines"] {
        assert!(message.contains(says), "{says} is not in {message}");
    }
    let issued = server.invoice_act(&draft, "publish").await.json(200);
    let first = server.get(&file).await.expect(200);
    let note = first.header("net30-note").expect("it says so").to_owned();
    assert!(note.contains("Brief") && note.contains("too many lines"), "{note}");
    let page = pdf_text(&first.bytes);
    assert!(page.contains(text(&issued["number"])) && page.contains("Own footer"), "{page}");
    // For good, and each time with the note.
    let again = server.get(&file).await.expect(200);
    assert_eq!(again.header("net30-note"), Some(note.as_str()));
    assert_eq!(again.bytes, first.bytes);
    // Mended, and issued anew.
    server
        .patch(
            &path(&own, ""),
            &json!({"source": "#let d = json(\"data.json\")\n= #d.name mended"}),
        )
        .await
        .expect(200);
    server.invoice_act(&draft, "unpublish").await.expect(200);
    server.invoice_act(&draft, "publish").await.expect(200);
    let mended = server.get(&file).await.expect(200);
    assert_eq!(mended.header("net30-note"), None);
    assert!(pdf_text(&mended.bytes).contains("mended"));
}

both! {
    a_template_arranges_columns_headings_paper_and_window,
    what_a_template_cannot_be_is_refused_by_its_field,
    a_drawn_logo_is_kept_as_paths_and_shown_everywhere,
    a_template_is_previewed_with_a_sample_and_with_any_invoice,
    a_program_of_its_own_sets_invoices_and_their_xml_within,
    a_program_that_is_wrong_is_refused_with_its_place,
    a_program_without_end_is_stopped_and_delays_nobody,
    an_issued_invoice_that_its_program_fails_on_is_set_by_the_layout,
}

/// Waits until a file says something.
fn until(file: &Path, is_it: impl Fn(&[u8]) -> bool) {
    loop {
        if std::fs::read(file).is_ok_and(|bytes| is_it(&bytes)) {
            return;
        }
        std::thread::yield_now();
    }
}

#[test]
fn a_document_is_rendered_again_whenever_its_files_change() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let mut body = invoice();
    body["company"] = json!({"name": "Nordlicht"});
    std::fs::write(file("invoice.json"), body.to_string()).unwrap();
    std::fs::write(file("own.typ"), "#let d = json(\"data.json\")\n= First of #d.seller.name")
        .unwrap();
    let mut command = binary();
    command.current_dir(folder.path()).args([
        "render",
        "invoice.json",
        "-o",
        "out.pdf",
        "--template",
        "own.typ",
        "--watch",
    ]);
    let mut child = command
        .stdout(std::process::Stdio::null())
        .stderr(std::fs::File::create(file("err")).unwrap())
        .spawn()
        .unwrap();
    let is_whole = |bytes: &[u8]| bytes.trim_ascii_end().ends_with(b"%%EOF");
    let says = |words: &'static str| {
        move |bytes: &[u8]| is_whole(bytes) && pdf_text(bytes).contains(words)
    };
    until(&file("out.pdf"), says("First of Nordlicht"));
    std::fs::write(file("own.typ"), "= Now #totl").unwrap();
    until(&file("err"), |bytes| String::from_utf8_lossy(bytes).contains("unknown variable: totl"));
    std::fs::write(file("own.typ"), "= Second").unwrap();
    until(&file("out.pdf"), says("Second"));
    child.kill().unwrap();
    child.wait().unwrap();
    let refused = binary()
        .current_dir(folder.path())
        .args(["render", "-", "-o", "x.pdf", "--watch"])
        .output()
        .unwrap();
    assert!(!refused.status.success() && said(&refused).contains("watched"));
}

#[test]
fn nothing_but_a_document_comes_of_the_process_that_sets_templates() {
    // Whoever calls it by hand is told what is wrong, and takes no more than it says.
    let output = binary()
        .args(["typeset", "--memory-mib", "1024", "--cpu-seconds", "5"])
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    assert!(!output.status.success() && output.stdout.is_empty());
    let help = binary().arg("--help").output().unwrap();
    assert!(!String::from_utf8(help.stdout).unwrap().contains("typeset"));
}
