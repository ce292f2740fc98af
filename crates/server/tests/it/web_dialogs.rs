//! A bookkeeper's way in a real browser: issue, send, get paid, credit. By keyboard alone with scripts, and by pages without.

use crate::{
    support::{Backend, Draft, PASSWORD, Server, SmtpServer, Visitor, text},
    web_browser::{journey, pressed, typed},
};
use serde_json::{Value, json};

const ANNA: &str = "anna@nordlicht.example";

/// A server with a mail server beside it, its owner, and where the account's pages begin.
async fn furnished(smtp: &SmtpServer) -> (Server, String) {
    let url = smtp.url();
    let arguments =
        ["--smtp-url", &url, "--smtp-from", "invoices@net30.example", "--allow-private-addresses"];
    let server = Server::start_with(Backend::Sqlite, &arguments).await;
    let root = Visitor::owner(&server).await.root().await;
    (server, root)
}

/// The steps by which the owner comes in and opens a page.
fn come_in(server: &Server, path: &str) -> Vec<Value> {
    let mut steps = vec![json!({"open": format!("{}/sign-in?next={path}", server.base())})];
    steps.extend(typed("#email", ANNA));
    steps.extend(typed("#password", PASSWORD));
    steps.push(json!({"load": {"press": "Enter"}}));
    steps.push(json!({"at": path}));
    steps
}

/// That something holds in the page, at last.
fn holds(script: &str) -> Value {
    json!({"true": script})
}

const OPEN: &str = "document.querySelector('dialog.sheet').open";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_becomes_a_paid_and_credited_invoice_by_the_keyboard_alone() {
    let smtp = SmtpServer::start();
    let (server, root) = furnished(&smtp).await;
    let draft = server.made(json!({"currency": "EUR"}), false).await;
    let own = format!("{root}/invoices/{}", text(&draft["id"]));
    let mut steps = come_in(&server, &own);
    steps.extend([json!({"expect": ["Issue…"]}), json!({"looks": "act-draft"})]);
    steps.extend([
        json!({"tab_to": ".bar a[href$='/issue']"}),
        json!({"press": "Enter"}),
        holds(OPEN),
    ]);
    steps.push(json!({"looks": "act-issue"}));
    // What was opened is closed, and where one was is the focus again.
    steps.extend([
        json!({"press": "Escape"}),
        holds("document.activeElement.matches('.bar a[href$=\"/issue\"]')"),
    ]);
    steps.extend([json!({"press": "Enter"}), holds(OPEN)]);
    steps.extend(pressed(".sheet .button.primary"));
    steps.extend([
        json!({"at": own}),
        json!({"expect": ["Issued."]}),
        json!({"press": "s"}),
        holds(OPEN),
    ]);
    steps.extend([
        json!({"tab_to": "[name='/subject']"}),
        json!({"press": "End"}),
        json!({"type": " (please pay)"}),
    ]);
    steps.extend([json!({"tab_to": "button[value=preview]"}), json!({"press": "Enter"})]);
    steps.push(holds(
        "document.querySelector('.email-preview')?.textContent.includes('(please pay)')",
    ));
    steps.push(json!({"looks": "act-send"}));
    steps.extend(pressed(".sheet .button.primary"));
    steps.extend([
        json!({"expect": ["It goes out in ten seconds.", "Undo sending"]}),
        json!({"looks": "act-queued"}),
    ]);
    // The amount is chosen as a whole, so that typing takes its place.
    steps.extend([
        json!({"press": "p"}),
        holds(OPEN),
        holds("document.activeElement.name === '/amount'"),
    ]);
    steps.push(json!({"type": "2*50,25"}));
    steps.push(holds("document.querySelector('#understood').textContent.includes('100')"));
    steps.push(json!({"looks": "act-pay"}));
    steps.push(json!({"tab_to": "[name='/reference']"}));
    steps.push(holds(
        "['100.50', '100,50'].includes(document.querySelector('[name=\"/amount\"]').value)",
    ));
    steps.extend([json!({"type": "TXN-12"})]);
    steps.extend(pressed(".sheet .button.primary"));
    steps.extend([json!({"expect": ["The payment is in the books.", "TXN-12"]})]);
    steps.extend([json!({"press": "p"}), holds(OPEN), json!({"type": "viel"})]);
    steps.extend([json!({"tab_to": ".sheet .button.primary"}), json!({"press": "Enter"})]);
    steps.push(holds("document.querySelector('.sheet [aria-invalid=true]') !== null"));
    steps.extend([json!({"looks": "act-pay-refused"}), json!({"press": "Escape"})]);
    steps.extend([
        json!({"tab_to": ".menu.more summary"}),
        json!({"press": "Enter"}),
        json!({"looks": "act-more"}),
    ]);
    steps.extend([
        json!({"tab_to": ".menu.more a[href$='/credit']"}),
        json!({"press": "Enter"}),
        holds(OPEN),
    ]);
    steps.extend([json!({"tab_to": "[name=what]"}), json!({"press": "ArrowDown"})]);
    steps.extend([json!({"tab_to": "[name^='/items/']"}), json!({"type": "1"})]);
    // One hour of forty is less than the whole that stood there first.
    let heard = "(t => t.includes('comes to') && !t.includes('6,684'))(document.querySelector('#credit-total').textContent)";
    steps.push(holds(heard));
    steps.push(json!({"looks": "act-credit"}));
    steps.extend(pressed(".sheet .button.primary"));
    steps.extend([json!({"expect": ["Credit note CN-"]}), json!({"looks": "act-credited"})]);
    journey(steps, "en", 0, 1).await;
    let letters = smtp.took(1).await;
    assert!(letters[0].header("subject").ends_with("(please pay)"), "{letters:?}");
    let invoice = server.read(text(&draft["id"])).await;
    assert_eq!(invoice["payments"][0]["amount"].to_string(), "100.50");
    assert_eq!(invoice["credit_notes"].as_array().map(Vec::len), Some(1));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn customers_lists_and_the_trash_are_at_hand_in_german() {
    let smtp = SmtpServer::start();
    let (server, root) = furnished(&smtp).await;
    let base = server.base();
    let paid = server.issued().await;
    let pay = json!({"amount": "684.90", "reference": "TXN-12"});
    server.post(&format!("/invoices/{}/payments", text(&paid["id"])), &pay).await.expect(201);
    for due in ["2026-01-16", "2026-02-16", "2026-03-16"] {
        server.made(json!({"issue_date": "2026-01-02", "due_date": due}), true).await;
    }
    let trashed = server.draft().await;
    server.delete(&format!("/invoices/{}", text(&trashed["id"]))).await.expect(204);
    let customer = format!("{root}/customers/{}", text(&paid["customer"]["id"]));
    let invoice = format!("{root}/invoices/{}", text(&paid["id"]));
    let mut steps = come_in(&server, &format!("{root}/customers"));
    steps.extend([json!({"expect": ["Globex Corporation"]}), json!({"looks": "de-customers"})]);
    for (path, name) in [
        (customer.clone(), "de-customer"),
        (format!("{customer}/edit"), "de-customer-edit"),
        (format!("{customer}/statement"), "de-statement"),
        (format!("{root}/invoices/trash"), "de-trash"),
        (format!("{invoice}/send"), "de-send-page"),
    ] {
        steps.extend([json!({"open": format!("{base}{path}")}), json!({"looks": name})]);
    }
    steps
        .extend([json!({"open": format!("{base}{invoice}")}), json!({"tab_to": ".row-actions a"})]);
    steps.extend([
        json!({"press": "Enter"}),
        holds(OPEN),
        json!({"looks": "de-refund"}),
        json!({"press": "Escape"}),
    ]);
    steps.extend([
        json!({"tab_to": ".menu.more summary"}),
        json!({"press": "Enter"}),
        json!({"looks": "de-more"}),
    ]);
    // Rows are chosen by the keyboard, and done one after another.
    steps.push(json!({"open": format!("{base}{root}/invoices?view=overdue&sort=number")}));
    steps.extend([
        json!({"press": "j"}),
        json!({"press": "x"}),
        json!({"press": "j"}),
        json!({"press": "x"}),
    ]);
    steps.push(holds("document.querySelector('.bulk-count').textContent === '2 ausgewählt'"));
    steps.push(json!({"looks": "de-chosen"}));
    steps.extend(pressed("button[value=void]"));
    steps.extend([json!({"expect": ["2 Belege stornieren"]}), json!({"looks": "de-bulk"})]);
    steps.extend([json!({"tab_to": ".button.danger"}), json!({"press": "Enter"})]);
    steps
        .push(holds("document.querySelector('.bulk-progress p').textContent === 'Fertig 2 von 2'"));
    steps.push(json!({"looks": "de-bulk-done"}));
    steps.push(json!({"open": format!("{base}{root}/invoices?view=due")}));
    steps.extend([json!({"tab_to": ".own-view summary"}), json!({"press": "Enter"})]);
    steps.extend(typed("#view-name", "Offen"));
    steps.push(json!({"load": {"press": "Enter"}}));
    steps.extend([
        json!({"expect": ["Offen", "Ansicht „Offen“ vergessen"]}),
        json!({"looks": "de-view-kept"}),
    ]);
    journey(steps, "de", 0, 0).await;
    assert_eq!(server.get("/invoices?status=voided").await.json(200)["total"], 2);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_becomes_a_paid_and_credited_invoice_without_scripts() {
    let smtp = SmtpServer::start();
    let (server, root) = furnished(&smtp).await;
    let draft = server.draft().await;
    let own = format!("{root}/invoices/{}", text(&draft["id"]));
    let press = |target: &str| json!({"load": {"tap": target}});
    let fill = |field: &str, text: &str| json!({"fill": [field, text]});
    let base = server.base();
    let mut steps =
        vec![json!({"scripts": false}), json!({"open": format!("{base}/sign-in?next={own}")})];
    steps.extend([fill("#email", ANNA), fill("#password", PASSWORD), press(".button.primary")]);
    steps.extend([press(".bar a[href$='/send']"), json!({"expect": ["Issue and send", "INV-"]})]);
    steps.extend([fill("[name='/subject']", "Bill {number}"), press("button[value=preview]")]);
    steps.push(holds("document.querySelector('.email-preview') !== null"));
    steps.extend([
        press(".act .button.primary"),
        json!({"expect": ["It goes out in ten seconds."]}),
    ]);
    steps.extend([
        press(".bar a[href$='/pay']"),
        fill("[name='/amount']", "84,90"),
        press(".act .button.primary"),
    ]);
    steps.extend([json!({"expect": ["The payment is in the books.", "84.90"]})]);
    steps.extend([
        press(".row-actions a[href*='/refund/']"),
        fill("[name='/amount']", "viel"),
        press(".act .button.primary"),
    ]);
    steps.extend([
        json!({"expect": ["That is not a figure."]}),
        fill("[name='/amount']", "4,90"),
        press(".act .button.primary"),
    ]);
    steps.push(json!({"open": format!("{base}{own}/credit")}));
    steps.push(holds("(document.querySelector('[value=lines]').checked = true)"));
    steps.extend([fill("[name^='/items/']", "2"), press("button[value=look]")]);
    steps.extend([json!({"expect": ["The credit note comes to"]}), press(".act .button.primary")]);
    steps.push(json!({"expect": ["Credit note CN-"]}));
    steps.push(json!({"open": format!("{base}{root}/invoices")}));
    steps.push(holds("(document.querySelector('.pick input').checked = true)"));
    steps.extend([press("button[value=mark-sent]"), press(".button.primary")]);
    steps.push(json!({"expect": ["Finished"]}));
    journey(steps, "en", 0, 1).await;
    smtp.took(1).await;
    let invoice = server.read(text(&draft["id"])).await;
    assert_eq!(invoice["payments"][0]["refunds"][0]["amount"].to_string(), "4.90");
    server.finish().await;
}
