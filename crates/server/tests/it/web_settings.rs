//! The settings as pages: what is typed is kept where it is good, and comes back with what is wrong where it is not; secrets are
//! never shown again, and ask who one is.

use crate::support::{Clock, Draft, PASSWORD, Seen, Server, Visitor, both, both_at, text};
use serde_json::json;

const ANNA: &str = "anna@nordlicht.example";

/// A small picture: 4 × 4 pixels, as PNG.
pub(crate) fn logo() -> Vec<u8> {
    use base64::{Engine as _, prelude::BASE64_STANDARD};
    let text = "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAFElEQVR4nGOU9+9ngAEmBiSAmwMAMf4BBaVYeAMAAAAASUVORK5CYII=";
    BASE64_STANDARD.decode(text).unwrap()
}

/// The value of a hidden field.
fn hidden(seen: &Seen, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let rest = seen.body.split(&mark).nth(1).unwrap_or_else(|| panic!("no {name}: {}", seen.body));
    rest.split('"').next().unwrap().to_owned()
}

async fn a_company_says_who_it_is(server: &mut Server) {
    let mut owner = Visitor::owner(server).await;
    let page = format!("{}/settings/company", owner.root().await);
    let seen = owner.get(&page).await;
    seen.expect(200).says(&["Nordlicht Werkstatt", "IBAN", "Europe/Berlin", "VAT"]);
    let revision = hidden(&seen, "revision");
    let typed = [
        ("revision", revision.as_str()),
        ("/company/name", "Nordlicht & Söhne"),
        ("/company/address/line1", "Fördepromenade 12"),
        ("/company/address/city", "Kiel"),
        ("/company/address/country", "DE"),
        ("/company/tax_id", "DE811907980"),
        ("/company/email", "no address"),
        ("/company/bank/iban", "DE89 3704 0044 0532 0130 01"),
        ("/time_zone", "Europe/Kiel"),
        ("/currency", "EUR"),
    ];
    let refused = owner.post(&page, &typed).await;
    refused.expect(422).says(&[
        "id=\"/company/email-fault\"",
        "id=\"/company/bank/iban-fault\"",
        "id=\"/time_zone-fault\"",
        "value=\"DE89 3704 0044 0532 0130 01\"",
        "Nordlicht &#38; Söhne",
        "href=\"#/company/bank/iban\"",
    ]);
    let mut good = typed.to_vec();
    for (name, value) in &mut good {
        match *name {
            "/company/email" => *value = "rechnung@nordlicht.example",
            "/company/bank/iban" => *value = "DE89 3704 0044 0532 0130 00",
            "/time_zone" => *value = "Europe/Vienna",
            _ => {}
        }
    }
    let saved = owner.post(&page, &good).await;
    assert_eq!(saved.expect(303).to(), format!("{page}?said=saved"));
    let settings = server.get("/settings").await.json(200);
    assert_eq!(settings["company"]["name"], "Nordlicht & Söhne");
    assert_eq!(settings["company"]["bank"]["iban"], "DE89370400440532013000");
    assert_eq!(settings["time_zone"], "Europe/Vienna");
    // What the form does not have stays; what is emptied goes.
    assert_eq!(settings["numbering"]["invoice"], "INV-{YYYY}-{SEQ:4}");
    // Somebody else has saved since the page was opened.
    let late = owner.post(&page, &good).await;
    late.expect(422).says(&["Somebody else has saved", "Nordlicht &#38; Söhne"]);
    let now = hidden(&late, "revision");
    let emptied = [("revision", now.as_str()), ("/company/bank/iban", ""), ("/company/tax_id", "")];
    owner.post(&page, &emptied).await.expect(303);
    let settings = server.get("/settings").await.json(200);
    assert!(settings["company"]["bank"].is_null() && settings["company"]["tax_id"].is_null());
    assert_eq!(settings["company"]["email"], "rechnung@nordlicht.example");
}

async fn a_logo_is_a_picture_and_no_more(server: &mut Server) {
    let mut owner = Visitor::owner(server).await;
    let page = format!("{}/settings/company", owner.root().await);
    let bring = format!("{page}/logo");
    for (bytes, words) in [
        (b"<svg onload=alert(1)>".to_vec(), "The picture is damaged"),
        (vec![], "Please choose a picture."),
        ([&b"\x89PNG\r\n\x1a\n"[..], &[0; 100]].concat(), "damaged"),
    ] {
        owner.bring(&bring, "logo", &bytes).await.expect(422).says(&[words, "id=\"logo-fault\""]);
    }
    owner.bring(&bring, "logo", &vec![0; 1_100_000]).await.expect(422).says(&["larger than 1 MiB"]);
    owner.bring(&bring, "logo", &vec![0; 2_200_000]).await.expect(413);
    owner.get(&bring).await.expect(404);
    owner.bring(&bring, "logo", &logo()).await.expect(303);
    let picture = owner.get(&bring).await;
    assert_eq!(picture.expect(200).header("content-type"), Some("image/png"));
    let settings = server.get("/settings").await.json(200);
    let template = text(&settings["defaults"]["template_id"]).to_owned();
    let own = server.get(&format!("/templates/{template}")).await.json(200);
    assert!(text(&own["logo"]).starts_with("data:image/png;base64,"));
    assert_eq!((&own["layout"], &own["name"]), (&json!("classic"), &json!("Nordlicht Werkstatt")));
    // Another one takes its place in the same template.
    owner.bring(&bring, "logo", &logo()).await.expect(303);
    assert_eq!(server.get("/settings").await.json(200)["defaults"]["template_id"], json!(template));
    owner.post(&format!("{bring}/remove"), &[]).await.expect(303);
    owner.get(&bring).await.expect(404);
}

async fn documents_and_taxes_are_set_in_the_persons_own_figures(server: &mut Server) {
    let mut owner = Visitor::owner(server).await.with("accept-language", "de-DE");
    let root = format!("{}/settings", owner.root().await);
    let page = format!("{root}/documents");
    owner.get(&page).await.expect(200).says(&[
        "Nummern",
        "INV-{YYYY}-{SEQ:4}",
        "Als Nächstes: INV-",
    ]);
    let ahead = "/numbers?%2Fnumbering%2Finvoice=R%7BYY%7D%7BMM%7D-%7BSEQ:3%7D";
    let part = owner.get(&format!("{page}{ahead}")).await;
    part.expect(200).says(&["-001, R", "-002", "Ab ", "neue Reihe"]);
    owner
        .get(&format!("{page}/numbers?%2Fnumbering%2Finvoice=R"))
        .await
        .expect(200)
        .says(&["fault"]);
    let wrong = owner.post(&page, &[("/numbering/invoice", "R-{SEQ"), ("/lang", "de")]).await;
    wrong.expect(422).says(&["id=\"/numbering/invoice-fault\"", "value=\"R-{SEQ\""]);
    let form = [
        ("/numbering/invoice", "RE-{YYYY}-{SEQ:3}"),
        ("/numbering/credit_note", "RK-{YYYY}-{SEQ:3}"),
        ("/lang", "de"),
        ("/defaults/payment_terms", "14 Tage"),
        ("/defaults/notes", "Danke.\r\n<b>Bis bald</b><script>x</script>"),
        ("/defaults/template_id", "00006e65-7433-7000-8000-000000000002"),
        ("/einvoice/profile", "xrechnung"),
        ("/tax_rounding", "line"),
        ("/defaults/tax_included", "false"),
        ("/defaults/tax_included", "true"),
        ("/allow_overpayment", "false"),
    ];
    owner.post(&page, &form).await.expect(303);
    let settings = server.get("/settings").await.json(200);
    assert_eq!(settings["numbering"]["invoice"], "RE-{YYYY}-{SEQ:3}");
    assert_eq!(settings["defaults"]["notes"], "Danke.\n<b>Bis bald</b>");
    assert_eq!(settings["einvoice"]["profile"], "xrechnung");
    assert_eq!(
        (&settings["tax_rounding"], &settings["defaults"]["tax_included"]),
        (&json!("line"), &json!(true))
    );
    let picture = owner.get(&format!("{page}/looks/00006e65-7433-7000-8000-000000000002")).await;
    assert!(picture.expect(200).body.starts_with("<svg"));
    owner.get(&format!("{page}/looks/0198f6a0-0000-7000-8000-000000000001")).await.expect(404);
    let fresh = format!("{root}/taxes/new");
    owner.get(&fresh).await.expect(200);
    let bad =
        owner.post(&fresh, &[("/name", ""), ("/value", "viel"), ("/type", "percentage")]).await;
    bad.expect(422).says(&["id=\"/name-fault\"", "id=\"/value-fault\"", "value=\"viel\""]);
    let tax = [("/name", "USt"), ("/value", "7,5 %"), ("/type", "percentage"), ("/category", "")];
    owner.post(&fresh, &tax).await.expect(303);
    let taxes = server.get("/taxes").await.json(200);
    assert_eq!(taxes["data"][0]["value"], json!(7.5));
    let id = text(&taxes["data"][0]["id"]).to_owned();
    let seen = owner.get(&format!("{root}/taxes/{id}")).await;
    seen.expect(200).says(&["value=\"7,5\"", "USt"]);
    let revision = hidden(&seen, "revision");
    let changed = [
        ("revision", revision.as_str()),
        ("/name", "USt"),
        ("/value", "19"),
        ("/type", "percentage"),
    ];
    owner.post(&format!("{root}/taxes/{id}"), &changed).await.expect(303);
    owner.post(&format!("{root}/taxes/usual"), &[("usual", &id)]).await.expect(303);
    let settings = server.get("/settings").await.json(200);
    assert_eq!(settings["defaults"]["taxes"][0]["value"], json!(19));
    owner.get(&format!("{root}/taxes")).await.says(&["19\u{a0}%", "selected"]);
    owner.post(&format!("{root}/taxes/{id}/delete"), &[]).await.expect(303);
    owner
        .get(&format!("{root}/taxes"))
        .await
        .expect(200)
        .says(&["Es gibt noch keine Steuer.", "as-it-is"]);
    owner.post(&format!("{root}/taxes/usual"), &[("usual", "")]).await.expect(303);
    assert_eq!(server.get("/settings").await.json(200)["defaults"]["taxes"], json!([]));
}

async fn a_key_is_shown_once(server: &mut Server) {
    let mut owner = Visitor::owner(server).await;
    let page = format!("{}/settings/keys", owner.root().await);
    owner.get(&page).await.expect(200).says(&["first key", "Make a key"]);
    let long = "x".repeat(101);
    owner
        .post(&page, &[("/label", &long), ("/scope", "read")])
        .await
        .expect(422)
        .says(&["/label-fault"]);
    let made = owner.post(&page, &[("/label", "shop"), ("/scope", "read")]).await;
    assert_eq!(made.expect(200).header("cache-control"), Some("no-store"));
    let secret = made.body.split("id=\"secret\">").nth(1).unwrap().split('<').next().unwrap();
    let shop = server.with_key(secret);
    shop.get("/invoices").await.expect(200);
    shop.post("/customers", &json!({"company": "A"})).await.expect(403);
    let listed = owner.get(&page).await;
    listed.says(&["shop", &secret[..12]]);
    assert!(!listed.body.contains(secret), "the list says a secret");
    let keys = server.get("/api-keys").await.json(200);
    let key = keys["data"].as_array().unwrap().iter().find(|key| key["label"] == "shop").unwrap();
    let own = format!("{page}/{}", text(&key["id"]));
    owner.get(&own).await.expect(200).says(&["stops working at once", "shop"]);
    owner.post(&own, &[]).await.expect(303);
    shop.get("/invoices").await.expect(401);
    owner.get(&page).await.says(&["revoked"]);
    // A key of another account of the organisation is not this page's.
    let body =
        json!({"company": {"name": "Second", "address": {"country": "DE"}}, "currency": "EUR"});
    let second = server.post("/accounts", &body).await.json(201);
    owner.get(&format!("{page}/{}", text(&second["api_key"]["id"]))).await.expect(404);
}

async fn secrets_go_in_and_do_not_come_out(server: &mut Server) {
    let mut owner = Visitor::owner(server).await;
    let root = format!("{}/settings", owner.root().await);
    let mut accountant =
        Visitor::with_role(server, "a@example.com", "accountant", &[&server.account_id]).await;
    let mail = format!("{root}/mail");
    let wrong =
        owner.post(&mail, &[("/host", "smtp://x"), ("/port", "x"), ("/from_email", "x")]).await;
    wrong.expect(422).says(&[
        "/host-fault",
        "/port-fault",
        "/from_email-fault",
        "value=\"smtp://x\"",
    ]);
    let form = [
        ("/host", "smtp.example.com"),
        ("/port", "587"),
        ("/tls", "required"),
        ("/username", "anna"),
        ("/password", "geheim-geheim"),
        ("/from_email", "rechnung@nordlicht.example"),
        ("/bcc_self", "false"),
        ("/bcc_self", "true"),
    ];
    owner.post(&mail, &form).await.expect(303);
    let mut without = form.to_vec();
    without.retain(|(name, _)| *name != "/password");
    without.push(("/password", ""));
    owner.post(&mail, &without).await.expect(303);
    let kept = server.get("/settings/email").await.json(200);
    assert_eq!((&kept["has_password"], &kept["bcc_self"]), (&json!(true), &json!(true)));
    let payments = format!("{root}/payments");
    owner
        .post(&format!("{payments}/stripe"), &[("/secret_key", "pk_live_1")])
        .await
        .expect(422)
        .says(&["/secret_key-fault", "rk_live_"]);
    owner
        .post(&payments, &[("/allow_partial_payment", "true"), ("/receipt_emails", "always")])
        .await
        .expect(303);
    let settings = server.get("/settings").await.json(200);
    assert_eq!(
        (&settings["allow_partial_payment"], &settings["receipt_emails"]),
        (&json!(true), &json!("always"))
    );
    for visitor in [&mut owner, &mut accountant] {
        for page in [&mail, &payments] {
            let seen = visitor.get(page).await;
            assert!(!seen.expect(200).body.contains("geheim-geheim"), "{page} says a secret");
        }
    }
    accountant.get(&mail).await.says(&["Only owners can change this", "disabled"]);
    owner.post(&format!("{mail}/remove"), &[]).await.expect(303);
    assert_eq!(server.get("/settings/email").await.json(200)["configured"], false);
    let letter = format!("{mail}/texts/reminder?lang=de");
    owner.get(&letter).await.expect(200).says(&["built-in text", "{number}"]);
    let bad = owner.post(&letter, &[("/subject", "{nummer}"), ("/message", "x")]).await;
    bad.expect(422).says(&["/subject-fault", "{nummer}"]);
    owner.post(&letter, &[("/subject", "Bitte {number}"), ("/message", "Hallo")]).await.expect(303);
    let own = server.get("/email-templates/reminder?lang=de").await.json(200);
    assert_eq!(own["subject"], "Bitte {number}");
    owner.post(&format!("{mail}/texts/reminder/remove?lang=de"), &[]).await.expect(303);
    owner.get(&format!("{mail}/texts/nothing")).await.expect(404);
}

async fn what_matters_asks_who_one_is(server: &mut Server, clock: &Clock) {
    let mut owner = Visitor::owner(server).await;
    let root = format!("{}/settings", owner.root().await);
    server.issued().await;
    clock.set("2027-06-01 12:11:00");
    let keys = format!("{root}/keys");
    owner.get(&keys).await.expect(200).says(&["Your password", "name=\"current\""]);
    let asked = owner.post(&keys, &[("/label", "shop"), ("/scope", "admin")]).await;
    asked.expect(422).says(&["current-fault", "value=\"shop\"", "ten minutes"]);
    let guessed = owner.post(&keys, &[("/label", "shop"), ("current", "wrong")]).await;
    guessed.expect(422).says(&["That is not your password."]);
    for (path, form) in [
        ("people", &[("/email", "b@example.com"), ("/role", "owner")][..]),
        ("mail", &[("/host", "smtp.example.com"), ("/from_email", "a@example.com")]),
        ("payments/stripe", &[("/secret_key", "rk_test_51AbcdefGh1234")]),
        ("documents/lock", &[("company", "Nordlicht Werkstatt")]),
        ("payments/stripe/remove", &[]),
        ("mail/remove", &[]),
    ] {
        let asked = owner.post(&format!("{root}/{path}"), form).await;
        asked.expect(422).says(&["current-fault"]);
    }
    assert_eq!(server.get("/settings").await.json(200)["lock"], "flexible");
    let made = owner.post(&keys, &[("/label", "shop"), ("current", PASSWORD)]).await;
    made.expect(200).says(&["Your new key"]);
    // For ten minutes nobody asks again.
    let lock = format!("{root}/documents/lock");
    owner.post(&lock, &[("company", "Nordlicht")]).await.expect(422).says(&["company-fault"]);
    owner.post(&lock, &[("company", "nordlicht werkstatt")]).await.expect(303);
    assert_eq!(server.get("/settings").await.json(200)["lock"], "strict");
    owner.sign_in(ANNA, PASSWORD).await.expect(303);
}

both! {
    a_company_says_who_it_is,
    a_logo_is_a_picture_and_no_more,
    documents_and_taxes_are_set_in_the_persons_own_figures,
    a_key_is_shown_once,
    secrets_go_in_and_do_not_come_out,
}

both_at! {
    what_matters_asks_who_one_is = "2027-06-01 12:00:00",
}
