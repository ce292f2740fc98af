//! Electronic invoices from the outside: promised, refused, written, judged by the official rules, sent, and read again.

use crate::{
    mail::{both_with_mail, send},
    support::{
        Api, Clock, Draft, Reply, Server, SmtpServer, both, both_at, eventually, misfits, python,
        text,
    },
};
use base64::{Engine, prelude::BASE64_STANDARD};
use reqwest::Method;
use serde_json::{Value, json};
use std::{collections::BTreeMap, path::Path, process::Command};

/// The formats, and the files that are judged.
const PROFILES: [&str; 6] =
    ["en16931-ubl", "en16931-cii", "peppol", "xrechnung-ubl", "xrechnung-cii", "factur-x"];

/// Who sells, with all that any format asks for.
fn company() -> Value {
    json!({
        "name": "Müller & Söhne GmbH",
        "legal_id": "HRB 12345", "tax_id": "DE123456789", "tax_number": "12/345/67890",
        "electronic_address": {"scheme": "0088", "id": "4012345000009"},
        "address": {"line1": "Hauptstraße 1", "city": "Berlin", "postal_code": "10115", "country": "DE"},
        "contact_name": "Erika Müller", "phone": "+49 30 1234567", "email": "rechnung@mueller.example",
        "bank": {"holder": "Müller & Söhne GmbH", "iban": "DE89370400440532013000", "bic": "COBADEFFXXX"},
        "creditor_id": "DE98ZZZ09999999999",
    })
}

fn customer() -> Value {
    json!({
        "company": "Globex NV", "email": "ap@globex.example", "phone": "+31 20 1234567",
        "address": {"line1": "Keizersgracht 1", "city": "Amsterdam", "postal_code": "1015 CJ", "country": "NL"},
        "tax_id": "NL123456789B13", "legal_id": "34567890",
        "electronic_address": {"scheme": "9944", "id": "NL123456789B13"},
    })
}

/// An invoice that is right in every format, with other fields.
#[expect(clippy::needless_pass_by_value, reason = "a literal reads best without a reference")]
fn invoice(changes: Value) -> Value {
    let mut body = json!({
        "customer": customer(), "currency": "EUR", "payment_terms": "Net 30",
        "buyer_reference": "991-01234-56", "delivery_date": "2026-11-20",
        "taxes": [{"name": "VAT", "value": "19"}],
        "items": [
            {"name": "Work & more <1>", "quantity": 2, "unit": "hour", "unit_price": "49.99"},
            {"name": "Book", "quantity": 3, "unit_price": "10.05", "taxes": [{"name": "VAT", "value": "7"}]},
        ],
    });
    for (key, value) in changes.as_object().expect("changes are an object") {
        body[key] = value.clone();
    }
    body
}

/// Sets up the seller, and what it promises.
async fn promise(api: &Api, profile: &str) {
    let settings =
        json!({"company": company(), "currency": "EUR", "einvoice": {"profile": profile}});
    api.patch("/settings", &settings).await.expect(200);
}

async fn issued(api: &Api, changes: Value) -> Value {
    api.post("/invoices?issue=true", &invoice(changes)).await.json(201)
}

async fn next_number(api: &Api, document: &str) -> Value {
    api.get(&format!("/invoices/next-number?type={document}")).await.json(200)["next_number"]
        .clone()
}

async fn xml(api: &Api, invoice: &Value, profile: &str) -> Reply {
    api.get(&format!("/invoices/{}/xml?profile={profile}", text(&invoice["id"]))).await
}

/// The rules that a refusal names, each with its pointer.
#[track_caller]
fn broken(reply: &Reply) -> Vec<(String, String)> {
    let _ = reply.problem(422);
    let errors = reply.body()["errors"].as_array().cloned().unwrap_or_default();
    let rule =
        |error: &Value| (text(&error["pointer"]).to_owned(), text(&error["code"]).to_owned());
    errors.iter().map(rule).collect()
}

#[track_caller]
fn breaks(reply: &Reply, pointer: &str, rule: &str) {
    let found = broken(reply);
    let is_it = |(at, of): &(String, String)| at == pointer && of == rule;
    assert!(found.iter().any(is_it), "{pointer} {rule} is not in {found:?}");
}

/// Holds a reply against the OpenAPI document.
async fn fits(api: &Api, path: &str, status: &str, body: &Value) {
    let document = api.at("/api/v1").get("/openapi.json").await.json(200);
    let reply = &document["paths"][path]["post"]["responses"][status];
    let schema = &reply["content"]["application/json"]["schema"];
    assert!(schema.is_object(), "{path} says nothing of its reply");
    let misfits = misfits(&document, schema, body);
    assert!(misfits.is_empty(), "{misfits:#?}");
}

/// Has files judged by the official rules: each is right. They are called `NAME.PROFILE.xml`.
fn judge(files: &BTreeMap<String, Vec<u8>>) {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../einvoice/tests/judge.py");
    let python = std::env::var_os("NET30_TEST_PYTHON").expect("./test sets it");
    let output = Command::new(python).arg(script).arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).unwrap();
    let verdicts: Vec<Value> =
        said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(verdicts.len(), files.len(), "each file is judged");
    let wrong: Vec<&Value> =
        verdicts.iter().filter(|verdict| verdict["fatal"] != json!([])).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A document in every format, by the names of the files.
async fn files_of(api: &Api, name: &str, document: &Value) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for profile in PROFILES {
        let reply = xml(api, document, profile).await.expect(200);
        files.insert(format!("{name}.{profile}.xml"), reply.bytes);
    }
    files
}

fn exempt(category: &str, reason: Option<&str>) -> Value {
    json!([{"name": "VAT", "value": 0, "category": category, "exemption_reason": reason}])
}

async fn what_the_api_issues_is_right_by_the_official_rules(server: &mut Server) {
    promise(server, "none").await;
    let item = |taxes: Value| json!({"taxes": [], "items": [{"name": "Work", "quantity": 10, "unit": "day", "unit_price": "99.95", "taxes": taxes}]});
    let scenarios = [
        ("plain", json!({})),
        (
            "adjusted",
            json!({"discount_type": "percentage", "discount_value": 10, "extra_charges": {"type": "amount", "value": "4.99", "name": "Freight"}}),
        ),
        (
            "allowances",
            json!({
                "allowances": [{"type": "amount", "value": "3.33", "reason": "Loyalty"}],
                "charges": [{"type": "percentage", "value": 1, "reason": "Packing"}],
            }),
        ),
        ("included", json!({"tax_included": true})),
        ("early", json!({"payment_terms": "2/10 net 30"})),
        (
            "noted",
            json!({"notes": "<p>Thank you &amp; goodbye</p>", "terms": "<b>Ours</b>", "project_reference": "P-1", "purchase_order": "PO-7"}),
        ),
        ("exempt", item(exempt("E", Some("VATEX-EU-132-1I: education")))),
        ("reverse-charge", item(exempt("AE", None))),
        ("intra-community", item(exempt("K", None))),
        ("export", item(exempt("G", None))),
        ("zero", item(exempt("Z", None))),
        (
            "debit",
            json!({"payment_means": {"direct_debit": {"mandate": "M-1", "debited_iban": "NL91ABNA0417164300"}}}),
        ),
        ("card", json!({"payment_means": {"code": "54", "card": {"last_figures": "1234"}}})),
        ("rounded", json!({"round_to": "0.05"})),
    ];
    let mut files = BTreeMap::new();
    for (name, changes) in scenarios {
        let invoice = issued(server, changes).await;
        files.extend(files_of(server, name, &invoice).await);
        let path = format!("/invoices/{}/credit-note", text(&invoice["id"]));
        let part = json!({"items": [{"id": invoice["items"][0]["id"], "quantity": 1}]});
        let note = server.post(&path, &part).await.json(201);
        files.extend(files_of(server, &format!("{name}-credit-part"), &note).await);
        let note = server.act(&path).await.json(201);
        assert_eq!(note["type"], "credit_note");
        files.extend(files_of(server, &format!("{name}-credit"), &note).await);
    }
    let of = |name: &str| String::from_utf8(files[name].clone()).unwrap();
    assert!(of("early.xrechnung-ubl.xml").contains("#SKONTO#TAGE=10#PROZENT=2.00#\n"));
    assert!(!of("early.en16931-ubl.xml").contains("SKONTO"));
    // The words of the page.
    assert!(
        of("reverse-charge.en16931-cii.xml")
            .contains("Reverse charge: the tax is owed by the recipient.")
    );
    assert!(of("exempt.en16931-ubl.xml").contains("<cbc:TaxExemptionReasonCode>VATEX-EU-132-1I<"));
    assert!(of("plain-credit.en16931-ubl.xml").contains("<CreditNote"));
    tokio::task::block_in_place(|| judge(&files));
}

async fn the_xml_is_the_same_each_time_and_named_like_the_pdf(server: &mut Server) {
    promise(server, "xrechnung").await;
    let invoice = issued(server, json!({})).await;
    let path = format!("/api/v1/invoices/{}", text(&invoice["id"]));
    let link = text(&invoice["links"]["xml"]);
    assert_eq!(link, format!("{}{path}/xml", server.base()));
    let root = server.at("");
    let first = root.get(&format!("{path}/xml")).await.expect(200);
    assert_eq!(first.header("content-type"), Some("application/xml; charset=utf-8"));
    let number = text(&invoice["number"]);
    let named = format!("inline; filename=\"{number}.xml\"");
    assert_eq!(first.header("content-disposition"), Some(named.as_str()));
    assert!(first.text().contains("xrechnung_3.0"), "{first}");
    // Neither what is paid nor what the settings and the customer are by now changes it.
    server.invoice_act(&invoice, "mark-paid").await.expect(200);
    server.patch("/settings", &json!({"company": {"name": "Other"}})).await.expect(200);
    let own = format!("/customers/{}", text(&invoice["customer"]["id"]));
    server.patch(&own, &json!({"company": "Elsewhere"})).await.expect(200);
    let second = root.get(&format!("{path}/xml")).await.expect(200);
    assert_eq!(
        (first.bytes, first.headers.get("etag")),
        (second.bytes, second.headers.get("etag"))
    );
    // By its number, to be saved, in another format.
    let saved = server.get(&format!("/invoices/{number}/xml?profile=peppol&download=true")).await;
    let saved = saved.expect(200);
    assert!(saved.header("content-disposition").unwrap().starts_with("attachment; "));
    assert!(saved.text().contains("peppol.eu:2017:poacc:billing:3.0"));
    let reply = server.get(&format!("/invoices/{number}/xml?profile=edifact&odd=1")).await;
    assert_eq!(reply.faults(), ["profile", "odd"]);
    // Without a promise it is UBL.
    promise(server, "none").await;
    let plain = root.get(&format!("{path}/xml")).await.expect(200).text();
    assert!(plain.contains(">urn:cen.eu:en16931:2017<") && plain.contains("<Invoice"));
    let reader = server.post("/api-keys", &json!({"scope": "read"})).await.json(201);
    let reader = server.with_key(text(&reader["secret"]));
    xml(&reader, &invoice, "en16931-cii").await.expect(200);
    reader.act(&format!("/invoices/{number}/validate")).await.expect(200);
}

async fn a_draft_has_no_xml_and_is_told_why(server: &mut Server) {
    promise(server, "none").await;
    let draft = server.post("/invoices", &invoice(json!({}))).await.json(201);
    assert_eq!(draft["links"]["xml"], Value::Null);
    assert_eq!(
        broken(&xml(server, &draft, "peppol").await),
        [("/number".to_owned(), "BR-02".to_owned())]
    );
    // A draft that was issued before has a number, and is a draft all the same.
    let published = server.invoice_act(&draft, "publish").await.json(200);
    xml(server, &published, "peppol").await.expect(200);
    server.invoice_act(&draft, "unpublish").await.expect(200);
    breaks(&xml(server, &draft, "peppol").await, "/number", "BR-02");
}

async fn what_is_promised_is_refused_before_its_number_is_drawn(server: &mut Server) {
    promise(server, "xrechnung").await;
    let before = next_number(server, "invoice").await;
    let lacking = invoice(json!({"buyer_reference": null}));
    let reply = server.post("/invoices?issue=true", &lacking).await;
    assert_eq!(broken(&reply), [("/buyer_reference".to_owned(), "BR-DE-15".to_owned())]);
    assert!(text(&reply.body()["errors"][0]["message"]).ends_with("(BR-DE-15)"), "{reply}");
    let reply = server.post("/invoices?issue=true&dry_run=true", &lacking).await;
    breaks(&reply, "/buyer_reference", "BR-DE-15");
    assert_eq!(server.count("/invoices").await, 0);
    let draft = server.post("/invoices", &lacking).await.json(201);
    for action in ["publish", "mark-paid", "mark-sent"] {
        breaks(&server.invoice_act(&draft, action).await, "/buyer_reference", "BR-DE-15");
    }
    let batch = json!({"action": "publish", "ids": [draft["id"]]});
    let failed = server.post("/invoices/batch", &batch).await.json(200)["failed"].clone();
    assert_eq!(failed[0]["error"]["errors"][0]["code"], "BR-DE-15");
    assert_eq!(server.read(text(&draft["id"])).await, draft);
    assert_eq!(next_number(server, "invoice").await, before);
    // What the settings lack is told too, wherever it is.
    server
        .patch(
            "/settings",
            &json!({"company": {"contact_name": null, "phone": null, "bank": null}}),
        )
        .await
        .expect(200);
    let reply = server.invoice_act(&draft, "publish").await;
    for (pointer, rule) in [
        ("/settings/company/contact_name", "BR-DE-5"),
        ("/settings/company/phone", "BR-DE-6"),
        ("/buyer_reference", "BR-DE-15"),
    ] {
        breaks(&reply, pointer, rule);
    }
    promise(server, "xrechnung").await;
    let path = format!("/invoices/{}", text(&draft["id"]));
    server.patch(&path, &json!({"buyer_reference": "991-01234-56"})).await.expect(200);
    let published = server.invoice_act(&draft, "publish").await.json(200);
    assert_eq!(published["number"], before);
}

async fn the_other_apis_refuse_likewise(server: &mut Server) {
    promise(server, "xrechnung").await;
    let before = next_number(server, "invoice").await;
    let customer = server.post("/customers", &customer()).await.json(201);
    let justinvoice = json!({
        "customerEmail": "ap@globex.example", "customerCompanyName": "Globex NV", "customerCountry": "NL",
        "invoiceDate": "2026-11-20T00:00:00Z", "invoiceStatus": 0, "currencyCode": "EUR",
        "lineItems": [{"description": "Work", "quantity": 2, "unitPrice": 150}],
    });
    let justpaid = json!({
        "customer": customer["id"], "invoice_status": "ready-to-send", "currency": "EUR", "invoice_date": "2026-11-20",
        "line_items": [{"name": "Work", "quantity": 2, "unit_price": 150, "tax_rate": 19}],
    });
    let invoiless = json!({
        "customer": {"internalId": "7", "billTo": {"company": "Globex"}}, "status": "Unpaid",
        "items": [{"name": "Work", "quantity": 1, "price": 42}],
    });
    for (prefix, path, body) in [
        ("/api", "/invoices", justinvoice),
        ("/api/v1", "/invoice/create", justpaid),
        ("/v1", "/invoices", invoiless),
    ] {
        let reply = server.at(prefix).post(path, &body).await;
        let rules: Vec<String> = broken(&reply).into_iter().map(|(_, rule)| rule).collect();
        assert!(rules.contains(&"BR-DE-15".to_owned()), "{prefix}: {rules:?}");
        assert_eq!(next_number(server, "invoice").await, before, "{prefix}");
    }
    assert_eq!(server.count("/invoices").await, 0);
}

async fn a_credit_note_is_refused_before_its_number_is_drawn(server: &mut Server) {
    promise(server, "none").await;
    let lacking = issued(server, json!({"buyer_reference": null})).await;
    promise(server, "xrechnung").await;
    let before = next_number(server, "credit_note").await;
    let path = format!("/invoices/{}/credit-note", text(&lacking["id"]));
    breaks(&server.act(&path).await, "/buyer_reference", "BR-DE-15");
    assert_eq!(next_number(server, "credit_note").await, before);
    assert_eq!(server.read(text(&lacking["id"])).await["credit_notes"], json!([]));
    promise(server, "peppol").await;
    // Peppol takes an order in place of the reference; there is neither.
    breaks(&server.act(&path).await, "/buyer_reference", "PEPPOL-EN16931-R003");
    promise(server, "en16931").await;
    assert_eq!(server.act(&path).await.json(201)["number"], before);
}

async fn what_cannot_be_said_is_refused_with_the_reason(server: &mut Server) {
    promise(server, "none").await;
    let dinars = issued(server, json!({"currency": "KWD"})).await;
    for profile in PROFILES {
        breaks(&xml(server, &dinars, profile).await, "/currency", "BR-DEC-18");
    }
    let pdf = server.get(&format!("/invoices/{}/pdf", text(&dinars["id"]))).await.expect(200);
    assert!(!String::from_utf8_lossy(&pdf.bytes).contains("factur-x.xml"));
    promise(server, "en16931").await;
    let reply = server.post("/invoices?issue=true", &invoice(json!({"currency": "KWD"}))).await;
    breaks(&reply, "/currency", "BR-DEC-18");
    let two = json!({"taxes": [{"name": "A", "value": 5}, {"name": "B", "value": 6}]});
    breaks(&server.post("/invoices?issue=true", &invoice(two)).await, "/taxes", "BR-CO-04");
}

async fn all_formats_are_judged_at_once(server: &mut Server) {
    promise(server, "peppol").await;
    let lacking = invoice(json!({"buyer_reference": null, "purchase_order": "PO-7"}));
    let draft = server.post("/invoices", &lacking).await.json(201);
    let path = format!("/invoices/{}/validate", text(&draft["id"]));
    let judged = server.act(&path).await.json(200);
    fits(server, "/api/v1/invoices/{id}/validate", "200", &judged).await;
    assert_eq!(judged["promised"], "peppol");
    let names: Vec<&str> =
        judged["profiles"].as_array().unwrap().iter().map(|one| text(&one["profile"])).collect();
    assert_eq!(names, PROFILES);
    for verdict in judged["profiles"].as_array().unwrap() {
        let is_xrechnung = text(&verdict["profile"]).starts_with("xrechnung");
        assert_eq!(verdict["valid"], !is_xrechnung, "{verdict}");
        let faults = verdict["faults"].as_array().unwrap();
        assert_eq!(faults.len(), usize::from(is_xrechnung));
        if is_xrechnung {
            assert_eq!(
                (text(&faults[0]["pointer"]), text(&faults[0]["rule"])),
                ("/buyer_reference", "BR-DE-15")
            );
            assert!(!text(&faults[0]["message"]).is_empty());
        }
    }
    assert_eq!(server.read(text(&draft["id"])).await, draft);
    server.invoice_act(&draft, "publish").await.expect(200);
    assert_eq!(server.act(&path).await.json(200), judged);
    assert_eq!(server.post(&path, &json!({"odd": 1})).await.faults(), ["/odd"]);
}

async fn another_account_has_no_part_in_it(server: &mut Server) {
    promise(server, "none").await;
    let invoice = issued(server, json!({})).await;
    let other = server
        .post("/accounts", &json!({"company": {"name": "Other"}, "currency": "EUR"}))
        .await
        .json(201);
    let other = server.with_key(text(&other["api_key_secret"]));
    for name in [&invoice["id"], &invoice["number"]] {
        xml(&other, &json!({"id": name}), "peppol").await.expect(404);
        other.act(&format!("/invoices/{}/validate", text(name))).await.expect(404);
    }
    // The settings of one do not bind the other.
    promise(server, "xrechnung").await;
    other.post("/invoices?issue=true", &crate::support::invoice()).await.expect(201);
    assert_eq!(other.get("/settings").await.json(200)["einvoice"]["profile"], "none");
}

async fn a_void_invoice_keeps_its_xml_and_a_deleted_one_is_gone(server: &mut Server) {
    promise(server, "none").await;
    let invoice = issued(server, json!({})).await;
    let before = xml(server, &invoice, "xrechnung-cii").await.expect(200).bytes;
    let invoiless = server.at("/v1");
    invoiless.delete(&format!("/invoices/{}", text(&invoice["id"]))).await.expect(204);
    assert_eq!(server.read(text(&invoice["id"])).await["hidden"], true);
    assert_eq!(xml(server, &invoice, "xrechnung-cii").await.expect(200).bytes, before);
    let draft = server.post("/invoices", &self::invoice(json!({}))).await.json(201);
    server.delete(&format!("/invoices/{}", text(&draft["id"]))).await.expect(204);
    server.act(&format!("/invoices/{}/validate", text(&draft["id"]))).await.expect(200);
}

async fn the_pdf_carries_the_same_xml(server: &mut Server) {
    promise(server, "none").await;
    let invoice = issued(server, json!({})).await;
    let note =
        server.act(&format!("/invoices/{}/credit-note", text(&invoice["id"]))).await.json(201);
    for document in [&invoice, &note] {
        let path = format!("/invoices/{}", text(&document["id"]));
        let pdf = server.get(&format!("{path}/pdf")).await.expect(200).bytes;
        let said = carried(&pdf);
        assert_eq!(said["file"], "factur-x.xml");
        assert_eq!(said["level"], "en16931");
        assert_eq!(said["faults"], json!([]));
        let within = BASE64_STANDARD.decode(text(&said["xml"])).unwrap();
        assert_eq!(within, xml(server, document, "factur-x").await.expect(200).bytes);
        assert_eq!(server.get(&format!("{path}/pdf")).await.expect(200).bytes, pdf);
        // A copy of today says other things than the XML would.
        let copy = server.get(&format!("{path}/pdf?copy=current")).await.expect(200).bytes;
        assert!(!String::from_utf8_lossy(&copy).contains("factur-x.xml"));
    }
    let draft = server.post("/invoices", &self::invoice(json!({}))).await.json(201);
    let pdf = server.get(&format!("/invoices/{}/pdf", text(&draft["id"]))).await.expect(200);
    assert!(!String::from_utf8_lossy(&pdf.bytes).contains("factur-x.xml"));
}

/// What the makers of Factur-X find in a PDF.
fn carried(pdf: &[u8]) -> Value {
    let said = tokio::task::block_in_place(|| python(LOOK, &BASE64_STANDARD.encode(pdf)));
    serde_json::from_str(&said).unwrap()
}

async fn a_template_of_ones_own_keeps_what_is_promised(server: &mut Server) {
    promise(server, "en16931").await;
    // One that does its work, one that fails on every second document, and one that brings an invoice of its own.
    let says = "#let d = json(\"data.json\")\n= Own #d.number\n";
    let fails = "#if d.lines.len() == 1 { panic(\"one line is too few\") }\n";
    let forges = "#pdf.attach(\"factur-x.xml\", bytes(\"<Forged/>\"), relationship: \"alternative\", mime-type: \"text/xml\")\n";
    for (name, source) in [
        ("Own", says.to_owned()),
        ("Fails", format!("{says}{fails}")),
        ("Forges", format!("{says}{forges}")),
    ] {
        let own = server.post("/templates", &json!({"name": name, "source": source})).await;
        if own.status == 422 {
            assert_eq!((name, own.faults()), ("Forges", vec!["/source".to_owned()]), "{own}");
            continue;
        }
        let own = own.json(201);
        let line = json!([{"name": "Work", "unit_price": 5}]);
        let wish = json!({"template_id": own["id"], "items": line});
        // What it looks like is no reason to issue what was promised otherwise.
        let mut lacking = wish.clone();
        lacking["customer"] = json!({"company": "Globex NV"});
        let next = next_number(server, "invoice").await;
        let refused = server.post("/invoices?issue=true", &invoice(lacking)).await;
        assert!(!broken(&refused).is_empty(), "{refused}");
        assert_eq!(next_number(server, "invoice").await, next, "no number is drawn");
        let issued = issued(server, wish).await;
        let note =
            server.act(&format!("/invoices/{}/credit-note", text(&issued["id"]))).await.json(201);
        for document in [&issued, &note] {
            let file = format!("/invoices/{}/pdf", text(&document["id"]));
            let pdf = server.get(&file).await.expect(200);
            let failed = pdf.header("net30-note").is_some();
            assert!(failed == (name == "Fails") || name == "Forges", "{name}: {pdf:?}");
            let page = crate::documents::pdf_text(&pdf.bytes);
            assert!(
                failed || page.contains(&format!("Own {}", text(&document["number"]))),
                "{page}"
            );
            let carried = carried(&pdf.bytes);
            assert_eq!(carried["file"], "factur-x.xml", "{name}");
            assert_eq!(
                (&carried["level"], &carried["faults"]),
                (&json!("en16931"), &json!([])),
                "{name}"
            );
            let written = BASE64_STANDARD.decode(text(&carried["xml"])).unwrap();
            assert_eq!(
                written,
                xml(server, document, "factur-x").await.expect(200).bytes,
                "{name}"
            );
            judge(&BTreeMap::from([(format!("{name}.factur-x.xml"), written)]));
            assert_eq!(server.get(&file).await.expect(200).bytes, pdf.bytes);
        }
    }
    // What is promised for XML alone is kept beside it too.
    promise(server, "xrechnung").await;
    let own = server.post("/templates", &json!({"name": "Plain", "source": says})).await.json(201);
    let unnamed = invoice(json!({"template_id": own["id"], "buyer_reference": null}));
    let refused = server.post("/invoices?issue=true", &unnamed).await;
    breaks(&refused, "/buyer_reference", "BR-DE-15");
    let document = issued(server, json!({"template_id": own["id"]})).await;
    judge(&files_of(server, "plain", &document).await);
}

/// Takes the XML out of a PDF as the makers of Factur-X do, and judges the PDF by the rules of PDF/A-3b.
const LOOK: &str = r#"
import base64, json, re, sys
import facturx, page
from lxml import etree
pdf = base64.b64decode(sys.stdin.read())
name, xml = facturx.get_xml_from_pdf(pdf, check_xsd=True)
report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_A_3B)
# The validator takes every filter of the metadata's stream for one, also the lack of any (0.11.0).
faults = [f"{fault.rule_id}: {fault.message}" for fault in report.failures if "METADATA-FILTER" not in fault.rule_id]
print(json.dumps({
    "file": name, "xml": base64.b64encode(xml).decode(), "level": facturx.get_level(etree.fromstring(xml)), "faults": faults,
}))
"#;

async fn a_file_becomes_a_draft_that_comes_to_the_same(server: &mut Server) {
    promise(server, "none").await;
    let original = issued(
        server,
        json!({
            "notes": "<p>A &lt; B</p>",
            "allowances": [{"type": "amount", "value": "3.33", "reason": "Loyalty"}],
        }),
    )
    .await;
    let mut files = vec![
        server.get(&format!("/invoices/{}/pdf", text(&original["id"]))).await.expect(200).bytes,
    ];
    for profile in PROFILES {
        files.push(xml(server, &original, profile).await.expect(200).bytes);
    }
    server.invoice_act(&original, "void").await.expect(200);
    let other =
        server.post("/accounts", &json!({"company": company(), "currency": "EUR"})).await.json(201);
    let other = server.with_key(text(&other["api_key_secret"]));
    let mut customers = Vec::new();
    for (index, file) in files.into_iter().enumerate() {
        let once = other.with("idempotency-key", &format!("file-{index}"));
        let import = async || {
            once.send_bytes(
                Method::POST,
                "/invoices/import",
                Some(file.clone()),
                "application/octet-stream",
            )
            .await
        };
        let reply = import().await.expect(201);
        assert_eq!(import().await.expect(201).header("idempotent-replayed"), Some("true"));
        let body = reply.body();
        let (draft, report) = (&body["invoice"], &body["report"]);
        assert_eq!(
            reply.header("location"),
            Some(format!("/api/v1/invoices/{}", text(&draft["id"])).as_str())
        );
        assert_eq!(
            (&report["valid"], &report["adds_up"]),
            (&json!(true), &json!(true)),
            "{report:#}"
        );
        assert_eq!(report["differences"], json!([]), "{report:#}");
        assert_eq!(report["left"], json!([]), "{report:#}");
        assert_eq!(
            report["embedded_file"],
            if index == 0 { json!("factur-x.xml") } else { Value::Null }
        );
        assert_eq!(
            (&draft["status"], &draft["number"]),
            (&json!("draft"), &original["number"]),
            "{draft:#}"
        );
        for sum in ["net", "tax", "total"] {
            assert_eq!(draft["totals"][sum], original["totals"][sum], "{sum}");
        }
        assert_eq!(draft["buyer_reference"], "991-01234-56");
        assert_eq!(draft["items"][0]["name"], "Work & more <1>");
        customers.push(text(&draft["customer"]["id"]).to_owned());
        // Its number is free again for the next one.
        other.delete(&format!("/invoices/{}", text(&draft["id"]))).await.expect(204);
        other.post("/invoices/trash/batch", &json!({"action": "empty"})).await.expect(200);
    }
    customers.dedup();
    assert_eq!(customers.len(), 1, "the customer is known from the first file on");
    assert_eq!(other.count("/customers").await, 1);
}

async fn a_file_that_is_amiss_says_how(server: &mut Server) {
    promise(server, "none").await;
    let original = issued(server, json!({})).await;
    let whole = xml(server, &original, "en16931-ubl").await.expect(200).text();
    let import = async |file: &str| {
        server
            .send_bytes(
                Method::POST,
                "/invoices/import",
                Some(file.as_bytes().to_vec()),
                "text/xml",
            )
            .await
    };
    // The same account has the number already.
    assert_eq!(import(&whole).await.problem(409), "number_taken");
    let changed = whole
        .replace(
            &format!("<cbc:ID>{}</cbc:ID>", text(&original["number"])),
            "<cbc:ID>OLD-1</cbc:ID>",
        )
        .replace("DE123456789", "DE987654321")
        .replace(
            "<cbc:TaxInclusiveAmount currencyID=\"EUR\">151.24<",
            "<cbc:TaxInclusiveAmount currencyID=\"EUR\">999.99<",
        );
    assert!(changed.contains("999.99"), "{changed}");
    let imported = import(&changed).await.json(201);
    fits(server, "/api/v1/invoices/import", "201", &imported).await;
    let report = imported["report"].clone();
    assert_eq!((&report["valid"], &report["adds_up"]), (&json!(false), &json!(false)));
    let terms = |list: &Value, key: &str| -> Vec<String> {
        list.as_array().unwrap().iter().map(|entry| text(&entry[key]).to_owned()).collect()
    };
    assert!(terms(&report["broken_rules"], "rule").contains(&"BR-CO-15".to_owned()), "{report:#}");
    assert!(terms(&report["wrong_sums"], "term").contains(&"BT-112".to_owned()), "{report:#}");
    assert_eq!(terms(&report["differences"], "term"), ["BT-112"], "{report:#}");
    assert_eq!(terms(&report["left"], "path"), ["BG-4"], "{report:#}");
    let dry = server
        .send_bytes(
            Method::POST,
            "/invoices/import?dry_run=true",
            Some(whole.replace(text(&original["number"]), "OLD-2").into_bytes()),
            "application/xml",
        )
        .await;
    assert_eq!(dry.json(200)["invoice"]["number"], "OLD-2");
    assert_eq!(server.count("/invoices?search=OLD-2").await, 0);
    let note =
        server.act(&format!("/invoices/{}/credit-note", text(&original["id"]))).await.json(201);
    let note = xml(server, &note, "en16931-cii").await.expect(200).text();
    for (file, code) in [
        (note.as_str(), "credit_note"),
        ("", "not_an_electronic_invoice"),
        ("<html/>", "not_an_electronic_invoice"),
        (
            "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><Invoice>&b;</Invoice>",
            "not_an_electronic_invoice",
        ),
        ("%PDF-1.7 and no more", "no_electronic_invoice_in_pdf"),
    ] {
        let reply = import(file).await;
        assert_eq!(broken(&reply), [(String::new(), code.to_owned())], "{file}");
    }
    let form = server
        .send_bytes(
            Method::POST,
            "/invoices/import",
            Some(whole.into_bytes()),
            "multipart/form-data; boundary=x",
        )
        .await;
    assert_eq!(form.problem(415), "unsupported_media_type");
}

async fn the_command_line_imports_too(server: &mut Server) {
    promise(server, "none").await;
    let original = issued(server, json!({})).await;
    let file = server.folder.path().join("invoice.xml");
    let xml = xml(server, &original, "xrechnung-cii").await.expect(200).text();
    std::fs::write(&file, xml.replace(text(&original["number"]), "OLD-1")).unwrap();
    let name = file.to_str().unwrap();
    let made = tokio::task::block_in_place(|| server.command_json(&["import", name]));
    assert_eq!(made["report"]["valid"], true, "{made:#}");
    let draft = server.read(text(&made["invoice"]["id"])).await;
    assert_eq!((&draft["number"], &draft["status"]), (&json!("OLD-1"), &json!("draft")));
    let again = tokio::task::block_in_place(|| server.command(&["import", name]));
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&again.stderr).contains("OLD-1"));
    std::fs::write(&file, "no invoice").unwrap();
    let wrong = tokio::task::block_in_place(|| server.command(&["import", name]));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("is not an electronic invoice"));
}

async fn the_customer_finds_the_xml_on_the_page(server: &mut Server) {
    promise(server, "xrechnung").await;
    let invoice = issued(server, json!({})).await;
    let page = text(&invoice["links"]["public"]).strip_prefix(server.base()).unwrap().to_owned();
    let visitor = server.at("").without_key().with("accept", "text/html");
    let seen = visitor.get(&page).await.expect(200).text();
    let link = page.rsplit('/').next().unwrap();
    assert!(seen.contains(&format!("href=\"{link}/xml\">Download XML<")), "{seen}");
    let file = visitor.get(&format!("{page}/xml")).await.expect(200);
    assert_eq!(file.bytes, xml(server, &invoice, "xrechnung-ubl").await.expect(200).bytes);
    assert_eq!(file.header("cache-control"), Some("private, no-store"));
    assert_eq!(file.header("x-robots-tag"), Some("noindex, nofollow, noarchive"));
    let other = visitor.get(&format!("{page}/xml?profile=en16931-cii")).await.expect(200);
    assert_eq!(other.bytes, xml(server, &invoice, "en16931-cii").await.expect(200).bytes);
    visitor.get(&format!("{page}x/xml")).await.expect(404);
    // What is void asks for nothing; what cannot be said is not offered, and the reason is nobody's business.
    server.invoice_act(&invoice, "void").await.expect(200);
    assert!(!visitor.get(&page).await.expect(200).text().contains("/xml\""));
    promise(server, "none").await;
    let dinars = issued(server, json!({"currency": "KWD"})).await;
    let page = text(&dinars["links"]["public"]).strip_prefix(server.base()).unwrap().to_owned();
    assert!(!visitor.get(&page).await.expect(200).text().contains("/xml\""));
    assert_eq!(visitor.get(&format!("{page}/xml")).await.problem(404), "not_found");
}

both! {
    what_the_api_issues_is_right_by_the_official_rules,
    the_xml_is_the_same_each_time_and_named_like_the_pdf,
    a_draft_has_no_xml_and_is_told_why,
    what_is_promised_is_refused_before_its_number_is_drawn,
    the_other_apis_refuse_likewise,
    a_credit_note_is_refused_before_its_number_is_drawn,
    what_cannot_be_said_is_refused_with_the_reason,
    all_formats_are_judged_at_once,
    another_account_has_no_part_in_it,
    a_void_invoice_keeps_its_xml_and_a_deleted_one_is_gone,
    the_pdf_carries_the_same_xml,
    a_template_of_ones_own_keeps_what_is_promised,
    a_file_becomes_a_draft_that_comes_to_the_same,
    a_file_that_is_amiss_says_how,
    the_command_line_imports_too,
    the_customer_finds_the_xml_on_the_page,
}

async fn a_letter_brings_the_promised_xml(server: &mut Server, smtp: &mut SmtpServer) {
    promise(server, "xrechnung").await;
    let draft = server.post("/invoices", &invoice(json!({}))).await.json(201);
    send(server, &draft, json!({"attach_xml": true})).await;
    let letter = smtp.took(1).await.remove(0);
    let number = server.read(text(&draft["id"])).await["number"].clone();
    let files = letter.files();
    let names: Vec<&str> = files.iter().map(|(name, _, _)| name.as_str()).collect();
    assert_eq!(names, [format!("{}.pdf", text(&number)), format!("{}.xml", text(&number))]);
    assert_eq!(files[1].1, "application/xml");
    assert_eq!(files[1].2, xml(server, &draft, "xrechnung-ubl").await.expect(200).bytes);
}

async fn a_letter_whose_xml_cannot_be_written_is_not_sent(
    server: &mut Server,
    smtp: &mut SmtpServer,
) {
    promise(server, "none").await;
    let draft = server.post("/invoices", &invoice(json!({"currency": "KWD"}))).await.json(201);
    let path = format!("/invoices/{}/send", text(&draft["id"]));
    breaks(&server.post(&path, &json!({"attach_xml": true})).await, "/currency", "BR-DEC-18");
    assert_eq!(server.read(text(&draft["id"])).await, draft);
    assert!(smtp.letters().is_empty());
}

both_with_mail! {
    a_letter_brings_the_promised_xml,
    a_letter_whose_xml_cannot_be_written_is_not_sent,
}

async fn a_schedule_whose_invoice_would_not_validate_says_so_and_waits(
    server: &mut Server,
    clock: &Clock,
) {
    promise(server, "xrechnung").await;
    let before = next_number(server, "invoice").await;
    let mut pattern = invoice(json!({"buyer_reference": null}));
    pattern.as_object_mut().unwrap().remove("delivery_date");
    let body = json!({
        "name": "Hosting", "mode": "issue", "invoice": pattern,
        "schedule": {"unit": "month", "start_date": "2027-06-10"},
    });
    let recurring = server.post("/recurring-invoices", &body).await.json(201);
    let path = format!("/recurring-invoices/{}", text(&recurring["id"]));
    clock.set("2027-06-10 12:00:00");
    let failed = eventually("the failure", async || {
        let found = server.get(&path).await.json(200);
        found["last_error"].is_string().then_some(found)
    })
    .await;
    assert!(
        text(&failed["last_error"]).contains("/buyer_reference")
            && text(&failed["last_error"]).contains("BR-DE-15"),
        "{failed:#}"
    );
    assert_eq!(server.count("/invoices").await, 0);
    assert_eq!(next_number(server, "invoice").await, before);
    breaks(&server.act(&format!("{path}/generate-now")).await, "/buyer_reference", "BR-DE-15");
    server.patch(&path, &json!({"invoice": {"buyer_reference": "991-01234-56"}})).await.expect(200);
    let made = server.act(&format!("{path}/generate-now")).await.json(201);
    assert_eq!(made["number"], before);
}

async fn a_late_fee_is_an_invoice_as_it_was_promised(server: &mut Server, clock: &Clock) {
    promise(server, "xrechnung").await;
    let terms = json!({"enabled": true, "type": "amount", "value": 5, "as": "issued"});
    server.put("/settings/late-fees", &terms).await.expect(200);
    let late = issued(server, json!({"issue_date": "2027-06-01", "due_date": "2027-06-10", "delivery_date": "2027-06-01", "payment_terms": null})).await;
    clock.set("2027-06-11 12:00:00");
    let path = format!("/invoices/{}/late-fees", text(&late["id"]));
    let charged = eventually("the fee", async || {
        let fees = server.get(&path).await.json(200);
        fees["data"].get(0).cloned()
    })
    .await;
    let fee = server.read(text(&charged["document_id"])).await;
    assert!(fee["number"].is_string(), "{fee:#}");
    assert_eq!(fee["buyer_reference"], late["buyer_reference"]);
    assert_eq!(fee["totals"]["total"].to_string(), "5.00");
    for profile in ["xrechnung-ubl", "xrechnung-cii"] {
        xml(server, &fee, profile).await.expect(200);
    }
}

both_at! {
    a_late_fee_is_an_invoice_as_it_was_promised = "2027-06-01 08:00:00",
    a_schedule_whose_invoice_would_not_validate_says_so_and_waits = "2027-06-01 08:00:00",
}
