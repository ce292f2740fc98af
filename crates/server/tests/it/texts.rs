//! Texts that may carry HTML: nothing that a reader should see vanishes, and what was taken can be sent back.

use crate::support::{Api, Draft, Server, both, invoice, text};
use serde_json::{Value, json};

/// What people write with angle brackets, and how it is kept.
const WRITTEN: [(&str, &str); 4] = [
    ("Contact: Jane <jane@example.com>", "Contact: Jane &lt;jane@example.com>"),
    ("wenn Menge<limit dann", "wenn Menge&lt;limit dann"),
    ("List<String>", "List&lt;String>"),
    ("a < b & c", "a &lt; b & c"),
];

/// The HTML view of an invoice.
async fn page(server: &Server, invoice: &Value) -> String {
    server.get(&format!("/invoices/{}/html", text(&invoice["id"]))).await.expect(200).text()
}

async fn patched(api: &Api, invoice: &Value, body: &Value) -> Value {
    api.patch(&format!("/invoices/{}", text(&invoice["id"])), body).await.json(200)
}

async fn a_text_in_angle_brackets_is_seen_in_every_field(server: &mut Server) {
    for (written, kept) in WRITTEN {
        let mut body = invoice();
        for field in ["description", "notes", "terms"] {
            body[field] = json!(written);
        }
        body["items"][0]["description"] = json!(written);
        let made = server.post("/invoices?issue=true", &body).await.json(201);
        for pointer in ["/description", "/notes", "/terms", "/items/0/description"] {
            assert_eq!(made.pointer(pointer), Some(&json!(kept)), "{pointer}");
        }
        let page = page(server, &made).await;
        // askama writes < as a number.
        let shown = written.replace('&', "&#38;").replace('<', "&#60;").replace('>', "&#62;");
        assert!(page.matches(&shown).count() >= 4, "{shown} is not 4 times in {page}");

        let reason = json!({"reason": written});
        let note = server
            .post(&format!("/invoices/{}/credit-note", text(&made["id"])), &reason)
            .await
            .json(201);
        assert_eq!(note["description"], kept);
        let product = server
            .post("/products", &json!({"name": "x", "unit_price": 1, "description": written}))
            .await
            .json(201);
        assert_eq!(product["description"], kept);
        let customer =
            server.post("/customers", &json!({"company": "K", "notes": written})).await.json(201);
        assert_eq!(customer["notes"], kept);
        let settings = server
            .patch("/settings", &json!({"defaults": {"notes": written, "terms": written}}))
            .await
            .json(200);
        assert_eq!([&settings["defaults"]["notes"], &settings["defaults"]["terms"]], [kept, kept]);
        let recurring = json!({"invoice": {"customer_id": customer["id"], "notes": written, "items": [{"name": "x", "unit_price": 1}]},
            "schedule": {"unit": "month", "start_date": "2030-01-01"}});
        let recurring = server.post("/recurring-invoices", &recurring).await.json(201);
        assert_eq!(recurring["invoice"]["notes"], kept);
    }
}

async fn a_text_in_angle_brackets_is_seen_through_every_api(server: &mut Server) {
    let customer =
        server.post("/customers", &json!({"company": "K"})).await.json(201)["id"].clone();
    for (written, kept) in WRITTEN {
        let body = json!({"customer": customer, "terms": written, "notes": written,
            "items": [{"name": "x", "quantity": 1, "price": 1, "description": written}]});
        let made = server.at("/v1").post("/invoices", &body).await.json(201);
        let shown =
            server.at("/v1").get(&format!("/invoices/{}", text(&made["id"]))).await.json(200);
        assert_eq!(
            [&shown["terms"], &shown["notes"], &shown["items"][0]["description"]],
            [kept; 3]
        );

        let body = json!({"customer": customer, "description": written, "line_items": [{"description": written, "unit_price": 1}]});
        let made = server.post("/invoice/create", &body).await.json(201);
        assert_eq!([&made["description"], &made["line_items"][0]["description"]], [kept; 2]);

        // JustInvoice's texts are plain, and come back to the letter.
        let body = json!({"customerEmail": "a@b.example", "noteToCustomer": written,
            "lineItems": [{"description": written, "quantity": 1, "unitPrice": 1}]});
        let made = server.at("/api").post("/invoices", &body).await.json(201);
        assert_eq!([&made["noteToCustomer"], &made["lineItems"][0]["description"]], [written; 2]);
    }
}

async fn line_breaks_stay_beside_a_tag(server: &mut Server) {
    let notes = "Please pay <b>now</b>.\nThank you,\nJane";
    let made = server.made(json!({"notes": notes}), true).await;
    assert_eq!(made["notes"], notes);
    // The style of such texts keeps line ends.
    let page = page(server, &made).await;
    assert!(page.contains("Please pay <b>now</b>.\nThank you,\nJane"), "{page}");
}

async fn a_limit_counts_what_was_sent_and_what_was_taken_can_be_sent_back(server: &mut Server) {
    let api = server.at("/v1");
    let customer =
        server.post("/customers", &json!({"company": "K"})).await.json(201)["id"].clone();
    let body = |notes: &str| json!({"customer": customer, "notes": notes, "items": [{"name": "x", "quantity": 1, "price": 1}]});
    for notes in [
        "&".repeat(250),
        format!("<b>x</b>{}", "&".repeat(992)),
        "<".repeat(1000),
        "ä".repeat(1000),
        "<p>".repeat(333),
    ] {
        let made = api.post("/invoices", &body(&notes)).await.json(201);
        let path = format!("/invoices/{}", text(&made["id"]));
        let shown = api.get(&path).await.json(200);
        // As a new text too, not only where it is the old one.
        api.post("/invoices", &body(text(&shown["notes"]))).await.expect(201);
        api.patch(&path, &json!({"notes": shown["notes"], "terms": shown["notes"]}))
            .await
            .expect(200);
        assert_eq!(api.get(&path).await.json(200)["terms"], shown["notes"]);
    }
    for notes in [
        "&".repeat(1001),
        format!("<b>x</b>{}", "&".repeat(993)),
        "<".repeat(1001),
        "<p>".repeat(334),
    ] {
        assert_eq!(api.post("/invoices", &body(&notes)).await.faults(), ["/notes"]);
    }
    // The native API has room for ten times as much.
    let draft = server.draft().await;
    let long = format!("<i>{}</i>", "<&".repeat(4996));
    let kept = patched(server, &draft, &json!({"notes": long})).await["notes"].clone();
    assert_eq!(
        patched(server, &draft, &json!({"notes": kept, "terms": kept})).await["terms"],
        kept
    );
    let path = format!("/invoices/{}", text(&draft["id"]));
    assert_eq!(
        server.patch(&path, &json!({"notes": "x".repeat(10_001)})).await.faults(),
        ["/notes"]
    );
}

async fn a_document_has_no_more_text_than_can_be_set(server: &mut Server) {
    let plain = json!({"description": "x".repeat(10_000), "unit_price": 1});
    // A tag weighs as much as 40 characters.
    let marked = "<b>x</b>".repeat(1250);
    let bold = json!({"description": marked, "unit_price": 1});
    let of = |items: Vec<&Value>| json!({"customer": {"company": "K"}, "items": items});
    let full = server.post("/invoices", &of(vec![&plain; 50])).await.json(201);
    server.post("/invoices", &of(vec![&bold; 4])).await.expect(201);
    let short = json!({"name": "x", "unit_price": 1});
    let over = [&[&short][..], &vec![&plain; 50]].concat();
    let notes = json!({
        "customer": {"company": "K"}, "items": [bold, bold],
        "description": "short", "notes": marked, "terms": &marked[8..], "payment_terms": "Net 30",
    });
    let mut notes_over = notes.clone();
    notes_over["description"] = json!(marked);
    server.post("/invoices", &notes).await.expect(201);
    for (body, pointer) in
        [(of(over), "/items"), (of(vec![&bold; 5]), "/items"), (notes_over, "/notes")]
    {
        let refused = server.post("/invoices", &body).await;
        assert_eq!(refused.faults(), [pointer], "{}", refused.status);
        assert_eq!(refused.body()["errors"][0]["code"], "too_much_text");
    }
    let path = format!("/invoices/{}", text(&full["id"]));
    let refused = server.patch(&path, &json!({"notes": "x"})).await;
    assert_eq!((refused.faults(), refused.status), (vec!["/items".to_owned()], 422));
    let guest = json!({"description": "x".repeat(1000), "quantity": 1, "unitPrice": 1});
    let many = json!({"customerEmail": "k@k.example", "lineItems": vec![guest; 501]});
    let refused = server.at("/api").post("/invoices", &many).await;
    assert_eq!((refused.faults(), refused.status), (vec!["/lineItems".to_owned()], 422));
}

both! {
    a_text_in_angle_brackets_is_seen_in_every_field,
    a_text_in_angle_brackets_is_seen_through_every_api,
    line_breaks_stay_beside_a_tag,
    a_limit_counts_what_was_sent_and_what_was_taken_can_be_sent_back,
    a_document_has_no_more_text_than_can_be_set,
}
