//! The editor by its forms alone: what is typed becomes what the API has, nothing typed is lost, and two who change the same
//! see what both did.

use crate::document_pdfs::pdfs_set;
use crate::support::{Backend, Draft, Seen, Server, Visitor, both, decimal, invoice, text};
use reqwest::Method;
use serde_json::{Value, json};

/// The fields of the form on a page, as a browser would send them.
fn fields(page: &str) -> Vec<(String, String)> {
    let form = page.split("id=\"editor-form\"").nth(1).unwrap().split("</form>").next().unwrap();
    // What stands in the pattern of new lines is not sent.
    let (before, pattern) = form.split_once("<template").unwrap_or((form, ""));
    let form =
        format!("{before}{}", pattern.split_once("</template>").map_or("", |(_, rest)| rest));
    let attribute = |tag: &str, name: &str| {
        let found = tag.split(&format!(" {name}=\"")).nth(1)?;
        Some(unescaped(found.split('"').next()?))
    };
    let mut found = vec![];
    for tag in form.split('<').skip(1) {
        let Some(name) = attribute(tag, "name").filter(|name| name != "do") else {
            // The chosen option of the list that was opened last.
            if tag.starts_with("option") && tag.contains(" selected") {
                let last: &mut (String, String) = found.last_mut().unwrap();
                last.1 = attribute(tag, "value").unwrap_or_default();
            }
            continue;
        };
        if tag.starts_with("input") {
            let is_box = tag.contains("type=\"checkbox\"");
            if !is_box || tag.contains(" checked") {
                found.push((name, attribute(tag, "value").unwrap_or_default()));
            }
        } else if tag.starts_with("textarea") {
            found.push((name, unescaped(tag.split_once('>').unwrap().1)));
        } else if tag.starts_with("select") {
            let first = form.split(tag).nth(1).unwrap().split("<option").nth(1).unwrap();
            found.push((name, attribute(&format!("option{first}"), "value").unwrap_or_default()));
        }
    }
    found
}

fn unescaped(text: &str) -> String {
    let text = text
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'");
    text.replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#38;", "&")
        .replace("&amp;", "&")
}

/// A form that is filled in and sent.
struct Filled {
    action: String,
    fields: Vec<(String, String)>,
}

impl Filled {
    fn of(page: &Seen) -> Self {
        let form = page.body.split("id=\"editor-form\"").nth(1).unwrap();
        let action = form.split("action=\"").nth(1).unwrap().split('"').next().unwrap();
        Self { action: unescaped(action), fields: fields(&page.body) }
    }

    fn set(&mut self, name: &str, value: &str) -> &mut Self {
        match self.fields.iter_mut().rev().find(|(known, _)| known == name) {
            Some(field) => value.clone_into(&mut field.1),
            None => self.fields.push((name.to_owned(), value.to_owned())),
        }
        self
    }

    fn value(&self, name: &str) -> &str {
        let found = self.fields.iter().rev().find(|(known, _)| known == name);
        found.map_or_else(|| panic!("there is no {name}: {:?}", self.fields), |(_, value)| value)
    }

    /// The keys of its lines.
    fn keys(&self) -> Vec<String> {
        let of_line = self
            .fields
            .iter()
            .filter_map(|(name, _)| name.strip_prefix("/items/")?.strip_suffix("/name"));
        of_line.map(str::to_owned).collect()
    }

    fn pairs(&self) -> Vec<(&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    async fn press(&self, visitor: &mut Visitor, button: &str) -> Seen {
        let mut pairs = self.pairs();
        pairs.push(("do", button));
        visitor.post(&self.action, &pairs).await
    }
}

/// A German owner and where their account begins.
async fn owner(server: &Server) -> (Visitor, String) {
    let mut owner = Visitor::owner(server).await.with("accept-language", "de");
    let root = owner.root().await;
    (owner, root)
}

/// The id of the invoice that a reply leads to.
fn id_of(seen: &Seen) -> String {
    let to = seen.expect(303).to();
    to.split("/invoices/").nth(1).unwrap().split('/').next().unwrap().to_owned()
}

async fn an_invoice_is_written_by_forms_alone(server: &mut Server) {
    let (mut anna, root) = owner(server).await;
    let globex = server.post("/customers", &json!({"company": "Globex Europe", "email": "ap@globex.example", "payment_terms": "Net 14"})).await.json(201);
    let page = anna.get(&format!("{root}/invoices/new")).await;
    page.expect(200).says(&["Neue Rechnung", "Globex Europe", "USt 19"]);
    let mut form = Filled::of(&page);
    // An empty form is refused, and says what is missing at its place.
    let refused = form.press(&mut anna, "save").await;
    refused.expect(422).says(&["href=\"#f-customer_id\"", "aria-invalid=\"true\""]);
    assert_eq!(server.count("/invoices").await, 0);
    let key = form.keys().remove(0);
    form.set("/customer_id", text(&globex["id"])).set(&format!("/items/{key}/name"), "Plakate A2");
    form.set(&format!("/items/{key}/quantity"), "3*4-2")
        .set(&format!("/items/{key}/unit_price"), "1.250,50 €");
    form.set("tax", "other").set("tax_rate", "19").set("/notes", "**Danke**\n\n- eins\n- zwei");
    let mut form = Filled::of(&form.press(&mut anna, "add_line").await.expect(200).clone());
    assert_eq!(form.keys().len(), 2, "an empty line waits");
    let second = form.keys().remove(1);
    form.set(&format!("/items/{second}/name"), "Gestaltung")
        .set(&format!("/items/{second}/unit_price"), "12,50");
    form.set(&format!("/items/{second}/tax"), "other")
        .set(&format!("/items/{second}/tax_rate"), "7 %");
    form.set(&format!("/items/{second}/discount_value"), "10");
    // Moved, copied and removed: it comes to the same lines.
    let form = Filled::of(&form.press(&mut anna, &format!("up:{second}")).await);
    assert_eq!(form.keys()[0], second);
    let form = Filled::of(&form.press(&mut anna, &format!("copy:{second}")).await);
    let copy = form.keys().remove(1);
    assert_eq!(form.value(&format!("/items/{copy}/unit_price")), "12,50");
    let form = Filled::of(&form.press(&mut anna, &format!("remove:{copy}")).await);
    let looked = form.press(&mut anna, "look").await;
    looked.says(&["12.505,00", "11,25", "USt 19"]);
    let saved = form.press(&mut anna, "save").await;
    let id = id_of(&saved);
    let made = server.read(&id).await;
    assert_eq!(made["status"], "draft");
    assert_eq!(made["customer_id"], globex["id"]);
    assert_eq!(made["payment_terms"], "Net 14");
    let figures = |item: &Value| {
        (text(&item["name"]).to_owned(), decimal(&item["quantity"]), decimal(&item["unit_price"]))
    };
    assert_eq!(
        figures(&made["items"][0]),
        ("Gestaltung".to_owned(), 1.into(), "12.5".parse().unwrap())
    );
    assert_eq!(
        figures(&made["items"][1]),
        ("Plakate A2".to_owned(), 10.into(), "1250.5".parse().unwrap())
    );
    assert_eq!(decimal(&made["items"][0]["taxes"][0]["value"]), 7.into());
    assert_eq!(made["notes"], "<p><strong>Danke</strong></p><ul><li>eins</li><li>zwei</li></ul>");
    assert_eq!(decimal(&made["totals"]["net"]).to_string(), "12516.25");
    // Sent twice, it is still one; and it is what was sent last.
    let mut again = form;
    again.set("/purchase_order", "PO 7");
    assert_eq!(id_of(&again.press(&mut anna, "save").await), id);
    assert_eq!(server.count("/invoices").await, 1);
    assert_eq!(server.read(&id).await["purchase_order"], "PO 7");
    // Read again, it says the same; saved so, nothing changes.
    let page = anna.get(&format!("{root}/invoices/{id}/edit")).await;
    page.expect(200).says(&["Entwurf für Globex Europe", "**Danke**", "1.250,50"]);
    let before = server.read(&id).await;
    Filled::of(&page).press(&mut anna, "save").await.expect(303);
    let after = server.read(&id).await;
    assert_eq!((&after["revision"], &after["items"]), (&before["revision"], &before["items"]));
}

async fn what_the_form_does_not_have_stays(server: &mut Server) {
    let (mut anna, root) = owner(server).await;
    let mut body = invoice();
    body["metadata"] = json!({"order": {"id": 7, "none": null}});
    body["extra_fields"] =
        json!([{"name": "Einbehalt", "type": "percentage", "value": "-5", "of": "net"}]);
    body["items"][0]["classifications"] = json!([{"scheme": "STI", "code": "72000000"}]);
    body["items"][0]["flat_fee"] = json!("9.99");
    body["items"][1]["taxes"] =
        json!([{"name": "A", "value": 5}, {"name": "B", "value": 2, "compound": true}]);
    body["notes"] = json!("<p>Mit <u>Strich</u></p>");
    let made = server.post("/invoices", &body).await.json(201);
    let id = text(&made["id"]);
    let mut form = Filled::of(&anna.get(&format!("{root}/invoices/{id}/edit")).await);
    form.set("/purchase_order", "PO 1").press(&mut anna, "save").await.expect(303);
    let after = server.read(id).await;
    for field in [
        "metadata",
        "extra_fields",
        "items",
        "notes",
        "taxes",
        "totals",
        "due_date",
        "payment_terms",
    ] {
        assert_eq!(after[field], made[field], "{field}");
    }
    assert_eq!(after["purchase_order"], "PO 1");
    let published = server.act(&format!("/invoices/{id}/publish")).await.json(200);
    anna.get(&format!("{root}/invoices/{id}/edit")).await.expect(409);
    form.press(&mut anna, "save").await.expect(409);
    // A credit note that was issued before: its figures follow from the invoice, its texts are its own.
    let note = server
        .post(&format!("/invoices/{}/credit-note", text(&published["id"])), &json!({}))
        .await
        .json(201);
    let note_id = text(&note["id"]);
    if note["status"] != "draft" {
        server.act(&format!("/invoices/{note_id}/unpublish")).await.expect(200);
    }
    let page = anna.get(&format!("{root}/invoices/{note_id}/edit")).await;
    page.expect(200).says(&["Gutschrift"]);
    let mut form = Filled::of(&page);
    form.set("/notes", "Wie besprochen").press(&mut anna, "save").await.expect(303);
    let after = server.read(note_id).await;
    assert_eq!((&after["notes"], &after["totals"]), (&json!("Wie besprochen"), &note["totals"]));
}

async fn a_line_has_two_taxes_and_becomes_a_product(server: &mut Server) {
    let (mut anna, root) = owner(server).await;
    let globex = server.post("/customers", &json!({"company": "Globex"})).await.json(201);
    let vat = server.post("/taxes", &json!({"name": "USt", "value": 19})).await.json(201);
    let spa = server.post("/taxes", &json!({"name": "Kurtaxe", "value": "2.5"})).await.json(201);
    let mut form = Filled::of(&anna.get(&format!("{root}/invoices/new")).await);
    let key = form.keys().remove(0);
    let at = |field: &str| format!("/items/{key}/{field}");
    form.set("/customer_id", text(&globex["id"]));
    // Nothing is no product, and neither is what cannot be read.
    let refused = form.press(&mut anna, &format!("product:{key}")).await;
    refused.expect(422).says(&["role=\"alert\"", "Zeile 1: Position: Das wird gebraucht."]);
    form.set(&at("name"), "Übernachtung").set(&at("unit_price"), "viel");
    let refused = form.press(&mut anna, &format!("product:{key}")).await;
    refused.expect(422).says(&["Zeile 1: Preis: "]);
    assert_eq!(server.count("/products").await, 0);
    form.set(&at("unit_price"), "100").set(&at("unit"), "Nacht");
    form.set(&at("tax"), text(&vat["id"])).set(&at("tax2"), text(&spa["id"]));
    form.press(&mut anna, "look").await.expect(200).says(&["USt 19", "Kurtaxe 2,5", "121,50"]);
    let page = form.press(&mut anna, &format!("product:{key}")).await;
    page.expect(200).says(&["„Übernachtung“ ist jetzt ein Produkt", "role=\"status\""]);
    let form = Filled::of(&page);
    let products = server.get("/products").await.json(200);
    let made = &products["data"][0];
    assert_eq!(
        (&made["name"], &made["unit"], &made["currency"], &made["tax_ids"]),
        (&json!("Übernachtung"), &json!("Nacht"), &json!("EUR"), &json!([vat["id"], spa["id"]]))
    );
    assert_eq!(decimal(&made["unit_price"]), 100.into());
    assert_eq!(form.value(&at("product_id")), text(&made["id"]));
    // The same line is the same product; another price makes another one. The script is told so.
    form.press(&mut anna, &format!("product:{key}")).await.expect(200);
    assert_eq!(server.count("/products").await, 1);
    let mut script = anna.with("accept", "application/json").with("hx-request", "true");
    let mut again = Filled { action: form.action.clone(), fields: form.fields.clone() };
    again.set(&at("unit_price"), "120");
    let said = again.press(&mut script, &format!("product:{key}")).await;
    let said: Value = serde_json::from_str(&said.expect(200).body).unwrap();
    assert_ne!(said["product_id"], made["id"]);
    assert_eq!(server.count("/products").await, 2);
    let offered = script.get(&format!("{root}/products/options?q=nacht")).await;
    let offered: Value = serde_json::from_str(&offered.expect(200).body).unwrap();
    assert_eq!(offered[0]["fields"]["tax2"], spa["id"]);
    // Saved and read again, both taxes stand where they were chosen.
    let id = id_of(&form.press(&mut anna, "save").await);
    let before = server.read(&id).await;
    let names = |made: &Value| {
        let taxes = made["items"][0]["taxes"].as_array().unwrap();
        taxes.iter().map(|tax| text(&tax["name"]).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&before), ["USt", "Kurtaxe"]);
    let mut form = Filled::of(&anna.get(&format!("{root}/invoices/{id}/edit")).await);
    let key = form.keys().remove(0);
    let at = |field: &str| format!("/items/{key}/{field}");
    assert!(form.value(&at("tax2")).contains("Kurtaxe"), "{}", form.value(&at("tax2")));
    form.press(&mut anna, "save").await.expect(303);
    let after = server.read(&id).await;
    assert_eq!((&after["revision"], &after["items"]), (&before["revision"], &before["items"]));
    // As the invoice, and one more; what is wrong with a rate is told at its field.
    form.set("tax", "other").set("tax_rate", "7").set(&at("tax"), "").set(&at("tax2"), "other");
    let refused = form.press(&mut anna, "save").await;
    refused.expect(422).says(&[&format!("id=\"f-items-{key}-tax2-fault\""), "Zweite Steuer"]);
    form.set(&at("tax2_rate"), "1,5").press(&mut anna, "save").await.expect(303);
    let after = server.read(&id).await;
    let rates = after["items"][0]["taxes"].as_array().unwrap();
    let rates: Vec<_> = rates.iter().map(|tax| decimal(&tax["value"]).normalize()).collect();
    assert_eq!(rates, [7.into(), "1.5".parse().unwrap()]);
}

async fn looking_fills_outputs_and_no_field(server: &mut Server) {
    let (mut anna, root) = owner(server).await;
    let mut form = Filled::of(&anna.get(&format!("{root}/invoices/new")).await);
    let key = form.keys().remove(0);
    form.set("/customer/company", "Neu GmbH").set(&format!("/items/{key}/name"), "x");
    form.set(&format!("/items/{key}/unit_price"), "1.234")
        .set(&format!("/items/{key}/quantity"), "viel");
    form.set("/payment_terms", "Net 30").set("/issue_date", "2026-03-14");
    let mut script = anna.clone().with("hx-request", "true");
    let seen = script.post(&format!("{root}/invoices/check"), &form.pairs()).await;
    seen.expect(200).says(&[
        "= 1.234,00",
        "13.04.2026",
        &format!("data-field=\"/items/{key}/quantity\""),
    ]);
    for forbidden in ["<input", "<select", "<textarea", "<html"] {
        assert!(!seen.body.contains(forbidden), "{forbidden}");
    }
    assert_eq!((server.count("/invoices").await, server.count("/customers").await), (0, 0));
    form.set(&format!("/items/{key}/quantity"), "2");
    let drawn =
        script.post(&format!("{root}/invoices/pages?from=1&to=2&seq=17"), &form.pairs()).await;
    let drawn: Value = serde_json::from_str(&drawn.expect(200).body).unwrap();
    assert_eq!((&drawn["seq"], &drawn["count"]), (&json!("17"), &json!(1)));
    assert!(text(&drawn["pages"][0]["svg"]).starts_with("<svg"));
    let pdf = anna.post(&format!("{root}/invoices/preview"), &form.pairs()).await;
    assert_eq!(pdf.expect(200).header("content-type"), Some("application/pdf"));
    // What cannot be calculated has no picture.
    form.set(&format!("/items/{key}/unit_price"), "999999999999999")
        .set(&format!("/items/{key}/quantity"), "99999");
    let drawn = script.post(&format!("{root}/invoices/pages"), &form.pairs()).await;
    drawn.expect(200).says(&["\"count\":0"]);
    anna.post(&format!("{root}/invoices/preview"), &form.pairs()).await.expect(422);
    // Comboboxes offer what there is.
    server
        .post(
            "/products",
            &json!({"name": "Plakat", "unit_price": "12.5", "currency": "EUR", "unit": "Stück"}),
        )
        .await
        .expect(201);
    let offered = script.get(&format!("{root}/products/options?q=plak")).await;
    let offered: Value = serde_json::from_str(&offered.expect(200).body).unwrap();
    assert_eq!(
        (&offered[0]["text"], &offered[0]["fields"]["unit_price"]),
        (&json!("Plakat"), &json!("12,50"))
    );
    let nobody = script.get(&format!("{root}/customers/options?q=neu")).await;
    assert_eq!(nobody.expect(200).body, "[]");
}

async fn what_is_taken_back_is_shown_as_it_was_drawn(server: &mut Server) {
    let (mut anna, root) = owner(server).await;
    let mut form = Filled::of(&anna.get(&format!("{root}/invoices/new")).await);
    let key = form.keys().remove(0);
    form.set("/customer/company", "Neu GmbH").set(&format!("/items/{key}/name"), "x");
    let price = format!("/items/{key}/unit_price");
    let mut script = anna.with("hx-request", "true");
    let mut drawn = vec![];
    let mut counts = vec![];
    for typed in ["1", "12", "1"] {
        form.set(&price, typed);
        let pages = format!("{root}/invoices/pages?from=1&to=2");
        drawn.push(script.post(&pages, &form.pairs()).await.expect(200).body.clone());
        counts.push(pdfs_set(server).await);
    }
    assert_eq!(drawn[0], drawn[2]);
    assert_ne!(drawn[0], drawn[1]);
    assert_eq!((counts[1] - counts[0], counts[2] - counts[1]), (1, 0), "how many were set");
}

/// Keeps a form in a window; what is said to have been kept by then.
async fn keep(visitor: &mut Visitor, root: &str, subject: &str, seen: &str, form: &Filled) -> Seen {
    let path = format!("{root}/scratch/{subject}?seen={seen}");
    visitor.clone().with("hx-request", "true").ask(Method::PUT, &path, Some(&form.pairs())).await
}

async fn what_is_typed_outlives_the_server_and_the_session(server: &mut Server) {
    let (mut anna, root) = owner(server).await;
    let mut form = Filled::of(&anna.get(&format!("{root}/invoices/new")).await);
    let key = form.keys().remove(0);
    form.set("/customer/company", "Halb ferti").set(&format!("/items/{key}/unit_price"), "12,5x");
    let kept = keep(&mut anna, &root, "new.0123456789abcdef", "", &form).await;
    let first: Value = serde_json::from_str(&kept.expect(200).body).unwrap();
    server.kill();
    server.start_again();
    let mut anna = anna.after(server);
    let page = anna.get(&format!("{root}/invoices/new?draft=0123456789abcdef")).await;
    page.expect(200).says(&["Halb ferti", "12,5x", "nicht gespeichert"]);
    anna.get(&format!("{root}/invoices"))
        .await
        .says(&["Halb ferti", "/invoices/new?draft=0123456789abcdef"]);
    // Signed out, nothing is kept here, and the script is told so; signed in again, it goes on.
    let mut elsewhere = anna.clone();
    elsewhere.post("/sign-out", &[]).await.expect(303);
    let seen = text(&first["seen"]);
    keep(&mut anna, &root, "new.0123456789abcdef", seen, &form).await.expect(401);
    let mut script = anna.clone().with("hx-request", "true");
    script.post(&format!("{root}/invoices/check"), &form.pairs()).await.expect(401);
    anna.sign_in("anna@nordlicht.example", crate::support::PASSWORD).await.expect(303);
    keep(&mut anna, &root, "new.0123456789abcdef", seen, &form).await.expect(200);
    // It is nobody else's.
    let own = server.account_id.clone();
    let mut ben = Visitor::with_role(server, "ben@example.com", "accountant", &[&own]).await;
    let page = ben.get(&format!("{root}/invoices/new?draft=0123456789abcdef")).await;
    assert!(!page.expect(200).body.contains("Halb ferti"));
    let mut viewer = Visitor::with_role(server, "v@example.com", "viewer", &[&own]).await;
    keep(&mut viewer, &root, "new.0123456789abcdef", "", &form).await.expect(403);
    anna.post(&format!("{root}/scratch/new.0123456789abcdef/discard"), &[]).await.expect(303);
    let page = anna.get(&format!("{root}/invoices/new?draft=0123456789abcdef")).await;
    assert!(!page.body.contains("Halb ferti"));
    for subject in ["new.x", "x.0123456789abcdef", "new.0123456789abcde%2F"] {
        keep(&mut anna, &root, subject, "", &form).await.expect(404);
    }
}

async fn two_windows_of_one_person_lose_nothing(server: &mut Server) {
    let (mut anna, root) = owner(server).await;
    let id = text(&server.draft().await["id"]).to_owned();
    let edit = format!("{root}/invoices/{id}/edit");
    let (mut one, mut two) =
        (Filled::of(&anna.get(&edit).await), Filled::of(&anna.get(&edit).await));
    one.set("/notes", "Aus dem ersten Fenster");
    two.set("/notes", "Aus dem zweiten Fenster");
    let (first, second) = (format!("{id}.aaaaaaaaaaaa"), format!("{id}.bbbbbbbbbbbb"));
    keep(&mut anna, &root, &first, "", &one).await.expect(200);
    // The second window shows what was typed in the first by now, and does not know that it has gone on.
    keep(&mut anna, &root, &first, "", &two).await.expect(409);
    // A window that was closed at once, and sends what it kept itself: it is the same.
    keep(&mut anna, &root, &first, "", &one).await.expect(200);
    keep(&mut anna, &root, &second, "", &two).await.expect(200);
    anna.get(&format!("{edit}?draft=aaaaaaaaaaaa"))
        .await
        .says(&["Aus dem ersten Fenster", "?draft=bbbbbbbbbbbb"]);
    anna.get(&format!("{edit}?draft=bbbbbbbbbbbb")).await.says(&["Aus dem zweiten Fenster"]);
    one.action = format!("{edit}?draft=aaaaaaaaaaaa");
    one.press(&mut anna, "save").await.expect(303);
    // What was saved is no longer kept; the other still is, and saving it shows both.
    let page = anna.get(&edit).await;
    page.says(&["Aus dem zweiten Fenster"]);
    let conflict = Filled::of(&page).press(&mut anna, "save").await;
    conflict.expect(412).says(&[
        "Aus dem ersten Fenster",
        "Aus dem zweiten Fenster",
        "Das andere nehmen",
    ]);
    assert_eq!(server.read(&id).await["notes"], "Aus dem ersten Fenster");
}

async fn two_people_see_what_both_have_changed(server: &mut Server) {
    let (mut anna, root) = owner(server).await;
    let own = server.account_id.clone();
    let mut ben = Visitor::with_role(server, "ben@example.com", "accountant", &[&own]).await;
    let made = server.draft().await;
    let id = text(&made["id"]);
    let edit = format!("{root}/invoices/{id}/edit");
    let (mut annas, mut bens) =
        (Filled::of(&anna.get(&edit).await), Filled::of(&ben.get(&edit).await));
    let key = annas.keys().remove(0);
    let price = format!("/items/{key}/unit_price");
    bens.set("/notes", "Bens Hinweis").set("/purchase_order", "PO-BEN").set(&price, "200");
    bens.press(&mut ben, "save").await.expect(303);
    let mut script = anna.clone().with("hx-request", "true");
    let checked = script.post(&format!("{root}/invoices/check?of={id}"), &annas.pairs()).await;
    checked.says(&["Jemand hat dies inzwischen gespeichert"]);
    annas.set("/notes", "Annas Hinweis").set("/terms", "Annas Bedingungen").set(&price, "200,00");
    let conflict = annas.press(&mut anna, "save").await;
    conflict.expect(412).says(&[
        "ben@example.com",
        "Bens Hinweis",
        "Annas Hinweis",
        "Eine Änderung wurde übernommen",
    ]);
    let merged = Filled::of(&conflict);
    // What Ben alone has changed is in the form, what both did the same is no conflict, and what is Anna's alone stays.
    assert_eq!(merged.value("/purchase_order"), "PO-BEN");
    assert_eq!(merged.value("/terms"), "Annas Bedingungen");
    assert_eq!(conflict.body.matches("value=\"take:").count(), 1);
    let taken = merged.press(&mut anna, "take:/notes").await;
    let taken = Filled::of(taken.expect(200));
    assert_eq!(taken.value("/notes"), "Bens Hinweis");
    taken.press(&mut anna, "save").await.expect(303);
    let after = server.read(id).await;
    assert_eq!(
        (&after["notes"], &after["terms"], &after["purchase_order"]),
        (&json!("Bens Hinweis"), &json!("Annas Bedingungen"), &json!("PO-BEN"))
    );
    assert_eq!(decimal(&after["items"][0]["unit_price"]), 200.into());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_on_one_postgres_database_know_the_same_people_and_what_they_type() {
    let one = Server::start(Backend::Postgres).await;
    let two = one.beside();
    let (mut anna, root) = owner(&one).await;
    let mut there = anna.after(&two);
    let id = text(&one.draft().await["id"]).to_owned();
    let edit = format!("{root}/invoices/{id}/edit");
    let list = format!("{root}/invoices");
    there.get(&list).await.expect(200).says(&[&id]);
    let mut annas = Filled::of(&anna.get(&edit).await);
    annas.set("/notes", "Hier getippt");
    keep(&mut anna, &root, &format!("{id}.aaaaaaaaaaaa"), "", &annas).await.expect(200);
    there.get(&format!("{edit}?draft=aaaaaaaaaaaa")).await.expect(200).says(&["Hier getippt"]);
    // Ben saves by the other server, and Anna sees what both did.
    let own = one.account_id.clone();
    let mut ben = Visitor::with_role(&two, "ben@example.com", "accountant", &[&own]).await;
    let mut bens = Filled::of(&ben.get(&edit).await);
    bens.set("/notes", "Bens Hinweis");
    bens.press(&mut ben, "save").await.expect(303);
    let conflict = annas.press(&mut anna, "save").await;
    conflict.expect(412).says(&["ben@example.com", "Bens Hinweis", "Hier getippt"]);
    // Whoever is taken in, kept out or signs out by one server is so for the other at once.
    let mut ben_there = ben.after(&one);
    ben_there.get(&list).await.expect(200);
    one.command_json(&["user", "disable", "ben@example.com"]);
    assert!(ben.get(&list).await.expect(303).to().starts_with("/sign-in"));
    anna.post("/sign-out", &[]).await.expect(303);
    assert!(there.get(&list).await.expect(303).to().starts_with("/sign-in"));
    two.finish().await;
    one.finish().await;
}

both! {
    an_invoice_is_written_by_forms_alone,
    what_the_form_does_not_have_stays,
    a_line_has_two_taxes_and_becomes_a_product,
    looking_fills_outputs_and_no_field,
    what_is_taken_back_is_shown_as_it_was_drawn,
    what_is_typed_outlives_the_server_and_the_session,
    two_windows_of_one_person_lose_nothing,
    two_people_see_what_both_have_changed,
}
