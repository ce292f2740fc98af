//! What is done with documents and customers by the forms of the pages: each does what the API does, once, and says why not.

use crate::{
    mail::{both_with_mail, until},
    support::{Draft, Seen, Server, SmtpServer, Visitor, both, decimal, text},
};
use serde_json::{Value, json};

/// The value of a hidden field of a page; empty if it has none.
fn hidden(page: &Seen, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let rest = page.body.split(&mark).nth(1);
    rest.map_or("", |rest| rest.split('"').next().unwrap()).to_owned()
}

/// Fills in a form at an address, with what it hides, and sends it there.
async fn sent(visitor: &mut Visitor, at: &str, fields: &[(&str, &str)]) -> Seen {
    let page = visitor.get(at).await;
    let (key, revision) = (hidden(page.expect(200), "idempotency"), hidden(&page, "revision"));
    let own = [("idempotency", key.as_str()), ("revision", revision.as_str())];
    visitor.post(at, &[&own, fields].concat()).await
}

/// An owner, and where the documents of their account are.
async fn owner(server: &Server) -> (Visitor, String) {
    let mut owner = Visitor::owner(server).await;
    let list = format!("{}/invoices", owner.root().await);
    (owner, list)
}

async fn a_draft_is_issued_sent_paid_refunded_and_credited(
    server: &mut Server,
    smtp: &mut SmtpServer,
) {
    let (mut owner, list) = owner(server).await;
    let draft = server.draft().await;
    let own = format!("{list}/{}", text(&draft["id"]));
    let number = server.get("/invoices/next-number").await.json(200);
    let number = text(&number["next_number"]).to_owned();
    owner.get(&own).await.expect(200).says(&["Issue…", "Edit", "Delete…"]);
    let look = owner.get(&format!("{own}/issue")).await;
    look.expect(200).says(&[&number, "Globex Corporation", "6,684.90"]);
    let again = server.get("/invoices/next-number").await.json(200);
    assert_eq!(again["next_number"], number.as_str(), "a look drew the number");
    let issued = sent(&mut owner, &format!("{own}/issue"), &[]).await;
    assert_eq!(issued.expect(303).to(), format!("{own}?said=issued"));
    let invoice = server.read(text(&draft["id"])).await;
    assert_eq!((&invoice["number"], &invoice["sent_at"]), (&json!(number), &Value::Null));
    owner.get(&format!("{own}/issue")).await.expect(409).says(&["cannot be done"]);
    // It waits for some seconds, so that it can be taken back.
    let letter = [
        ("/to", "billing@globex.example"),
        ("/to", "a@b.example; c@d.example"),
        ("/subject", "Bill {number}"),
    ];
    let queued = sent(&mut owner, &format!("{own}/send"), &letter).await;
    let page = owner.get(queued.expect(303).to()).await;
    page.says(&["Undo sending"]);
    let key = hidden(&page, "idempotency");
    let form = [("idempotency", key.as_str())];
    let undone = owner.post(&format!("{own}/send/cancel"), &form).await;
    assert_eq!(undone.expect(303).to(), format!("{own}?said=cancelled"));
    sent(&mut owner, &format!("{own}/send"), &letter).await.expect(303);
    let letters = smtp.took(1).await;
    assert_eq!(letters[0].header("subject"), format!("Bill {number}"));
    assert_eq!(letters[0].recipients().len(), 3);
    let is_sent = |invoice: &Value| invoice["last_delivery"]["status"] == "sent";
    until(server, &draft["id"], is_sent).await;
    let wrong =
        sent(&mut owner, &format!("{own}/send"), &[("/to", "nobody"), ("/message", "{x}")]).await;
    wrong.expect(422).says(&["That is not an e-mail address.", "nobody", "aria-invalid"]);
    let preview = owner
        .post(&format!("{own}/send"), &[("do", "preview"), ("/subject", "To {customer}")])
        .await;
    preview.expect(200).says(&["<strong>To Globex Corporation</strong>"]);
    // The amount as people type it.
    let heard = owner.get(&format!("{own}/pay/understood?%2Famount=2*342%2C45")).await;
    heard.expect(200).says(&["684.90", "6,000.00 stay due", "data-figure=\"684.90\""]);
    owner
        .get(&format!("{own}/pay/understood?%2Famount=7.000%2C00"))
        .await
        .says(&["above what is due"]);
    let pay = format!("{own}/pay");
    for typed in ["viel", "0", "7000"] {
        let refused = sent(&mut owner, &pay, &[("/amount", typed)]).await;
        assert!(matches!(refused.status, 409 | 422), "{typed}: {}", refused.status);
        refused.says(&[&format!("value=\"{typed}\"")]);
    }
    let paid = [("/amount", "$ 2*342,45"), ("/method", "card"), ("/reference", "TXN-12")];
    assert_eq!(sent(&mut owner, &pay, &paid).await.expect(303).to(), format!("{own}?said=paid"));
    let invoice = server.read(text(&draft["id"])).await;
    assert_eq!(decimal(&invoice["totals"]["due"]).to_string(), "6000.00");
    let page = owner.get(&own).await;
    page.says(&["TXN-12", "Give back…", "Payments of 684.90 USD stand against it"]);
    let refund = page.body.split("href=\"").find(|rest| rest.contains("/refund/")).unwrap();
    let refund = refund.split('"').next().unwrap().to_owned();
    owner.get(&refund).await.expect(200).says(&["value=\"684.90\""]);
    sent(&mut owner, &refund, &[("/amount", "1000")])
        .await
        .expect(409)
        .says(&["left of the payment"]);
    sent(&mut owner, &refund, &[("/amount", "84,90"), ("/reason", "billing_error")])
        .await
        .expect(303);
    let page = owner.get(&own).await;
    page.says(&["84.90 given back"]);
    // A credit note of two of forty hours.
    let line = text(&draft["items"][0]["id"]);
    let field = format!("/items/{line}/quantity");
    let credit = format!("{own}/credit");
    let look = [("what", "lines"), (field.as_str(), "2"), ("do", "look")];
    owner.post(&credit, &look).await.expect(200).says(&["The credit note comes to"]);
    let much = [("what", "lines"), (field.as_str(), "41")];
    sent(&mut owner, &credit, &much).await.expect(422).says(&["aria-invalid", "value=\"41\""]);
    sent(&mut owner, &credit, &[("what", "lines")]).await.expect(422);
    let two = [("what", "lines"), (field.as_str(), "2"), ("/reason", "Two <hours> too many")];
    let made = sent(&mut owner, &credit, &two).await;
    let note = made.expect(303).to().split('?').next().unwrap().to_owned();
    owner.get(&note).await.expect(200).says(&["Credit note", &number]);
    let note = server.read(note.rsplit('/').next().unwrap()).await;
    assert_eq!(note["items"][0]["quantity"], json!(2));
    assert!(text(&note["description"]).contains("&lt;hours&gt;"), "{note}");
    let left = owner.get(&credit).await;
    left.says(&["38"]);
}

async fn a_form_does_what_it_says_once_and_only_to_what_was_seen(server: &mut Server) {
    let (mut owner, list) = owner(server).await;
    let draft = server.draft().await;
    let own = format!("{list}/{}", text(&draft["id"]));
    let page = owner.get(&own).await;
    let key = hidden(&page, "idempotency");
    let form = [("idempotency", key.as_str())];
    let first = owner.post(&format!("{own}/duplicate"), &form).await;
    let second = owner.post(&format!("{own}/duplicate"), &form).await;
    assert_eq!(first.expect(303).to(), second.expect(303).to(), "a double click made two drafts");
    assert_eq!(server.count("/invoices").await, 2);
    // Somebody changes it while the last look is open.
    let look = owner.get(&format!("{own}/issue")).await;
    let (key, revision) = (hidden(&look, "idempotency"), hidden(&look, "revision"));
    let changes = json!({"items": [{"name": "Other", "unit_price": 1}], "taxes": []});
    server.patch(&format!("/invoices/{}", text(&draft["id"])), &changes).await.expect(200);
    let form = [("idempotency", key.as_str()), ("revision", revision.as_str())];
    let refused = owner.post(&format!("{own}/issue"), &form).await;
    refused.expect(412).says(&["Somebody changed it", "$1.00"]);
    assert_eq!(server.read(text(&draft["id"])).await["status"], "draft");
    let form = [("idempotency", key.as_str()), ("revision", &hidden(&refused, "revision"))];
    owner.post(&format!("{own}/issue"), &form).await.expect(303);
    // Scripts are told where to go in a header, and what is wrong with 422.
    let mut script = owner.clone().with("hx-request", "true");
    let refused = script.post(&format!("{own}/pay"), &[("/amount", "x")]).await;
    refused.expect(422).says(&["<h2 id=\"act-title\"", "not a figure"]);
    let done = script.post(&format!("{own}/pay"), &[("/amount", "1")]).await;
    assert_eq!(done.expect(204).header("hx-redirect").unwrap(), format!("{own}?said=paid"));
    // A page that is as it was is not sent again.
    let listed = owner.get(&format!("{list}?q=other")).await;
    let trash = owner.get(&format!("{}/customers", list.strip_suffix("/invoices").unwrap())).await;
    let tag = trash.header("etag").unwrap().to_owned();
    let known = owner
        .with("if-none-match", &tag)
        .get(&format!("{}/customers", list.strip_suffix("/invoices").unwrap()))
        .await;
    assert_eq!((known.status, known.body.as_str()), (304, ""));
    assert!(listed.header("cache-control").unwrap().contains("no-cache"));
}

async fn what_cannot_be_issued_says_where_it_is_mended(server: &mut Server) {
    let (mut owner, list) = owner(server).await;
    let odd =
        json!({"items": [{"name": "Glyph \u{10ffff}", "unit_price": 5}], "payment_terms": null});
    let draft = server.made(odd, false).await;
    let own = format!("{list}/{}", text(&draft["id"]));
    let look = owner.get(&format!("{own}/issue")).await;
    let line = format!("{own}/edit#f-items-{}-name", text(&draft["items"][0]["id"]));
    look.expect(200).says(&["mended first", "\u{10ffff}", &line]);
    let refused = sent(&mut owner, &format!("{own}/issue"), &[]).await;
    refused.expect(422).says(&["mended first"]);
    server.patch("/settings", &json!({"einvoice": {"profile": "xrechnung"}})).await.expect(200);
    let draft = server.draft().await;
    let own = format!("{list}/{}", text(&draft["id"]));
    owner.get(&format!("{own}/issue")).await.expect(200).says(&[
        "BR-DE-",
        "Go to it",
        "settings/company",
    ]);
    server
        .patch("/settings", &json!({"einvoice": {"profile": "none"}, "lock": "strict"}))
        .await
        .expect(200);
    owner.get(&format!("{own}/issue")).await.says(&["The books are strict"]);
    sent(&mut owner, &format!("{own}/issue"), &[]).await.expect(303);
    owner.get(&own).await.says(&["not taken back to draft"]);
    owner.get(&format!("{own}/unpublish")).await.expect(409).says(&["not taken back to draft"]);
    // Without a mail server nothing is sent, and the page says so.
    owner.get(&format!("{own}/send")).await.expect(200).says(&["There is no mail server here yet"]);
    owner.get(&format!("{own}/remind")).await.expect(409);
}

async fn drafts_go_to_the_trash_and_come_back(server: &mut Server) {
    let (mut owner, list) = owner(server).await;
    let draft = server.draft().await;
    let own = format!("{list}/{}", text(&draft["id"]));
    let gone = sent(&mut owner, &format!("{own}/delete"), &[]).await;
    owner.get(gone.expect(303).to()).await.expect(200).says(&["In the trash", "Remove for good…"]);
    owner
        .get(&format!("{list}/trash"))
        .await
        .expect(200)
        .says(&[text(&draft["id"]), "Empty the trash"]);
    assert!(!owner.get(&list).await.body.contains(text(&draft["id"])));
    owner.post(&format!("{own}/restore"), &[]).await.expect(303);
    owner.post(&format!("{own}/restore"), &[]).await.expect(409);
    sent(&mut owner, &format!("{own}/delete"), &[]).await.expect(303);
    let erased = sent(&mut owner, &format!("{own}/erase"), &[]).await;
    assert_eq!(erased.expect(303).to(), format!("{list}/trash?said=erased"));
    owner.get(&own).await.expect(404);
    // A draft that owns a number is not removed.
    let issued = server.issued().await;
    let own = format!("{list}/{}", text(&issued["id"]));
    sent(&mut owner, &format!("{own}/unpublish"), &[]).await.expect(303);
    sent(&mut owner, &format!("{own}/delete"), &[]).await.expect(303);
    owner.get(&own).await.says(&["It owns the number"]);
    let emptied = owner.post(&format!("{list}/trash/empty"), &[]).await;
    assert_eq!(emptied.expect(303).to(), format!("{list}/trash?said=kept"));
    // What is void is hidden from the programs that delete, and shown again.
    let issued = server.issued().await;
    let own = format!("{list}/{}", text(&issued["id"]));
    owner.get(&format!("{own}/hide")).await.expect(409);
    sent(&mut owner, &format!("{own}/void"), &[]).await.expect(303);
    sent(&mut owner, &format!("{own}/hide"), &[]).await.expect(303);
    assert_eq!(server.read(text(&issued["id"])).await["hidden"], true);
    owner.get(&format!("{list}/trash?hidden=true")).await.says(&[text(&issued["id"])]);
    owner.post(&format!("{own}/restore"), &[]).await.expect(303);
    assert_eq!(server.read(text(&issued["id"])).await["hidden"], false);
    owner.get(&own).await.says(&["Void"]);
}

async fn many_are_done_at_once_each_with_its_own_result(server: &mut Server) {
    let (mut owner, list) = owner(server).await;
    let mut ids = vec![];
    for at in 0..3 {
        let customer = json!({"company": format!("Customer {at}")});
        ids.push(text(&server.made(json!({"customer": customer}), false).await["id"]).to_owned());
    }
    let gone = "0198f6a0-0000-7000-8000-000000000001".to_owned();
    let chosen: Vec<(&str, &str)> =
        ids.iter().chain([&gone]).map(|id| ("id", id.as_str())).collect();
    let ask =
        owner.post(&format!("{list}/bulk"), &[&[("do", "issue")], &chosen[..]].concat()).await;
    ask.expect(200).says(&["Issue 4 drafts", "Customer 0", &ids[2]]);
    let key = hidden(&ask, "idempotency");
    let form = [&[("do", "issue"), ("idempotency", key.as_str())], &chosen[..]].concat();
    let done = owner.post(&format!("{list}/bulk/run"), &form).await;
    done.expect(200).says(&["3 done.", "No longer there"]);
    // Sent again, it is not done again; a script gets the same as JSON, part by part.
    let mut script = owner.clone().with("accept", "application/json");
    let again = script.post(&format!("{list}/bulk/run"), &form[..3]).await;
    let again: Value = serde_json::from_str(&again.expect(200).body).unwrap();
    assert_eq!(again, json!({"done": 1, "failed": []}));
    assert_eq!(server.get("/invoices?status=open").await.json(200)["total"], 3);
    let all = [("do", "mark-paid"), ("all", "true"), ("query", "q=Customer 1")];
    owner
        .post(&format!("{list}/bulk"), &all)
        .await
        .expect(200)
        .says(&["Mark one invoice as paid", &ids[1]]);
    let paid = [("do", "mark-paid"), ("id", ids[1].as_str())];
    owner.post(&format!("{list}/bulk/run"), &paid).await.expect(200).says(&["One done."]);
    let void: Vec<_> = [&[("do", "void")], &chosen[..3]].concat();
    let said = owner.post(&format!("{list}/bulk/run"), &void).await;
    said.expect(200).says(&["2 done.", "Payments of", "Customer 1"]);
    let zip =
        owner.post(&format!("{list}/bulk"), &[("do", "download"), ("id", ids[1].as_str())]).await;
    assert_eq!(zip.expect(200).header("content-type"), Some("application/zip"));
    assert!(zip.body.starts_with("PK") && zip.body.contains("%PDF"));
    owner.post(&format!("{list}/bulk"), &[("do", "send")]).await.expect(303);
    owner
        .post(&format!("{list}/bulk"), &[("do", "explode"), ("id", ids[0].as_str())])
        .await
        .expect(404);
    // A stranger's ids are nobody's.
    let made = server.command_json(&["account", "create", "Acme", "--country", "US"]);
    let mut stranger =
        Visitor::with_role(server, "s@example.com", "owner", &[text(&made["account_id"])]).await;
    let theirs = format!("{}/invoices", stranger.root().await);
    let said = stranger
        .post(&format!("{theirs}/bulk/run"), &[("do", "void"), ("id", ids[1].as_str())])
        .await;
    said.expect(200).says(&["None done.", "No longer there"]);
}

async fn views_are_kept_by_each_for_themselves(server: &mut Server) {
    let (mut owner, list) = owner(server).await;
    server.issued().await;
    let query = "view=due&q=globex";
    owner.get(&format!("{list}?{query}")).await.expect(200).says(&["Keep this view"]);
    let kept =
        owner.post(&format!("{list}/views"), &[("name", " Big  ones "), ("query", query)]).await;
    assert_eq!(kept.expect(303).to(), format!("{list}?{query}"));
    let page = owner.get(&format!("{list}?{query}")).await;
    page.says(&["Big ones", "Forget the view"]);
    let nameless =
        owner.post(&format!("{list}/views"), &[("name", ""), ("query", "view=paid")]).await;
    owner.get(nameless.expect(303).to()).await.says(&["It needs a name"]);
    let own = server.account_id.clone();
    let mut viewer = Visitor::with_role(server, "v@example.com", "viewer", &[&own]).await;
    assert!(!viewer.get(&list).await.expect(200).body.contains("Big ones"));
    let forget = page.body.split("action=\"").find(|rest| rest.contains("/views/")).unwrap();
    let forget = forget.split('"').next().unwrap();
    viewer.post(forget, &[]).await.expect(404);
    owner.post(forget, &[]).await.expect(303);
    assert!(!owner.get(&list).await.body.contains("Big ones"));
}

async fn a_customer_is_made_changed_looked_at_and_archived(server: &mut Server) {
    let (mut owner, list) = owner(server).await;
    let root = list.strip_suffix("/invoices").unwrap();
    let customers = format!("{root}/customers");
    owner.get(&customers).await.expect(200).says(&["Customers come with your first invoice"]);
    let refused = owner
        .post(
            &format!("{customers}/new"),
            &[("idempotency", ""), ("/email", "x"), ("/company", "")],
        )
        .await;
    refused.expect(422).says(&["That is not an e-mail address.", "This is needed.", "value=\"x\""]);
    let new = [
        ("/company", "Globex <b>Europe</b>"),
        ("/email", "ap@globex.example"),
        ("/billing_emails", "a@globex.example, b@globex.example"),
        ("/address/city", "Kiel"),
        ("/address/country", "DE"),
        ("/notes", "Pays late\n<soon>"),
    ];
    let made = owner.post(&format!("{customers}/new"), &new).await;
    let own = made.expect(303).to().split('?').next().unwrap().to_owned();
    let id = own.rsplit('/').next().unwrap().to_owned();
    let api = format!("/customers/{id}");
    // What no field shows is kept.
    let more =
        json!({"metadata": {"crm": "7"}, "ship_to": {"name": "Store"}, "payment_terms": "Net 14"});
    server.patch(&api, &more).await.expect(200);
    let invoice = json!({"customer_id": id, "items": [{"name": "x", "unit_price": 100}], "issue_date": "2026-01-02", "due_date": "2026-01-16"});
    server.post("/invoices?issue=true", &invoice).await.expect(201);
    let page = owner.get(&own).await;
    page.expect(200).says(&[
        "Globex &#60;b&#62;Europe&#60;/b&#62;",
        "Kiel",
        "Germany",
        "a@globex.example, b@globex.example",
        "Pays late\n&#60;soon&#62;",
        "more than 90 days",
        "<rect class=\"age-4\"",
    ]);
    page.says(&[&format!("{root}/invoices/new?customer={id}")]);
    owner.get(&format!("{root}/search?q=globex")).await.says(&[&own]);
    let edit = format!("{own}/edit");
    let open = owner.get(&edit).await;
    open.expect(200).says(&["value=\"Net 14\"", "Pays late\n&#60;soon&#62;"]);
    let fields = |changes: &[(&'static str, &'static str)]| {
        let mut form = vec![
            ("idempotency", hidden(&open, "idempotency")),
            ("revision", hidden(&open, "revision")),
        ];
        for name in [
            "/company",
            "/email",
            "/billing_emails",
            "/address/city",
            "/address/country",
            "/payment_terms",
            "/phone",
        ] {
            let was = format!("name=\"was:{name}\" value=\"");
            let value = open.body.split(&was).nth(1).unwrap().split('"').next().unwrap();
            let value = value.replace("&#60;", "<").replace("&#62;", ">");
            let changed = changes.iter().find(|(own, _)| *own == name);
            form.push((name, changed.map_or(value.clone(), |(_, new)| (*new).to_owned())));
            form.push((Box::leak(format!("was:{name}").into_boxed_str()), value));
        }
        form.push(("/notes", "Pays late\n<soon>".to_owned()));
        form
    };
    // Two people at once: what only one changed is taken over, what both did is for the second to see.
    server
        .patch(&api, &json!({"phone": "+49 431 1", "email": "new@globex.example"}))
        .await
        .expect(200);
    let mine = fields(&[
        ("/email", "mine@globex.example"),
        ("/address/city", "Lübeck"),
        ("/billing_emails", ""),
    ]);
    let form: Vec<_> = mine.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let conflict = owner.post(&edit, &form).await;
    conflict.expect(412).says(&[
        "Somebody else changed this customer",
        "Changed meanwhile to: new@globex.example",
        "value=\"mine@globex.example\"",
        "value=\"Lübeck\"",
        "value=\"+49 431 1\"",
    ]);
    let mut again = mine.clone();
    again[1].1 = hidden(&conflict, "revision");
    again.push(("/phone", "+49 431 1".to_owned()));
    let form: Vec<_> = again.iter().map(|(name, value)| (*name, value.as_str())).collect();
    owner.post(&edit, &form).await.expect(303);
    let customer = server.get(&api).await.json(200);
    assert_eq!(customer["email"], "mine@globex.example");
    assert_eq!(customer["address"]["city"], "Lübeck");
    assert_eq!(customer["phone"], "+49 431 1");
    assert_eq!(customer["billing_emails"], json!([]));
    assert_eq!(customer["metadata"], json!({"crm": "7"}));
    assert_eq!(customer["ship_to"]["name"], "Store");
    // The statement, as a page, a PDF and a table.
    let statement = format!("{own}/statement");
    owner.get(&format!("{statement}?from=2026-01-01")).await.expect(200).says(&[
        "Brought forward",
        "Invoice",
        "100.00",
    ]);
    owner
        .get(&format!("{statement}?from=2026-02-01&to=2026-01-01"))
        .await
        .expect(200)
        .says(&["after the last"]);
    let pdf = owner.get(&format!("{statement}?format=pdf")).await;
    assert_eq!(pdf.expect(200).header("content-type"), Some("application/pdf"));
    owner.get(&format!("{statement}?format=csv")).await.expect(200).says(&["currency,date,type"]);
    let archived = sent(&mut owner, &format!("{own}/archive"), &[]).await;
    assert_eq!(archived.expect(303).to(), format!("{customers}?archived"));
    assert!(!owner.get(&customers).await.body.contains(&id));
    owner.get(&format!("{customers}?archived=true")).await.says(&[&id]);
}

both_with_mail! {
    a_draft_is_issued_sent_paid_refunded_and_credited,
}

both! {
    a_form_does_what_it_says_once_and_only_to_what_was_seen,
    what_cannot_be_issued_says_where_it_is_mended,
    drafts_go_to_the_trash_and_come_back,
    many_are_done_at_once_each_with_its_own_result,
    views_are_kept_by_each_for_themselves,
    a_customer_is_made_changed_looked_at_and_archived,
}
