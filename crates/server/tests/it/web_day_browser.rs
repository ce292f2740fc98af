//! A bookkeeper's first day in a real browser and in German: who they are, their company with bank and logo, their mail server, a
//! customer, an invoice at two rates that is issued and sent, money for a part of it, a credit note for another, and what Today says.

use crate::{
    support::{Backend, Draft, PASSWORD, Server, SmtpServer, decimal, first_link, text},
    web_browser::{journey, pressed},
};
use serde_json::{Value, json};

fn fill(field: &str, value: &str) -> Value {
    json!({"fill": [format!("[name=\"{field}\"]"), value]})
}

fn tap(target: &str) -> Value {
    json!({"load": {"tap": target}})
}

fn holds(script: &str) -> Value {
    json!({"true": script})
}

/// Who they are and what their company is, with bank, logo and mail server.
fn set_up(server: &Server, smtp: &SmtpServer) -> Vec<Value> {
    let logo = server.folder.path().join("logo.png");
    std::fs::write(&logo, crate::web_settings::logo()).unwrap();
    let mut steps = vec![json!({"open": format!("{}{}", server.base(), first_link(server))})];
    steps.extend([fill("email", "anna@nordlicht.example"), fill("password", PASSWORD)]);
    steps.extend([fill("company", "Nordlicht Werkstatt GmbH"), fill("country", "DE")]);
    steps.extend([json!({"looks": "day-first-run"}), tap("#first-run .button.primary")]);
    steps.extend([json!({"expect": ["Heute", "Beginnen Sie hier"]}), tap(".setup a")]);
    for (field, value) in [
        ("/company/address/line1", "Fördepromenade 12"),
        ("/company/address/postal_code", "24103"),
        ("/company/address/city", "Kiel"),
        ("/company/tax_id", "DE811907980"),
        ("/company/email", "rechnung@nordlicht.example"),
        ("/company/bank/iban", "DE89 3704 0044 0532 0130 00"),
    ] {
        steps.push(fill(field, value));
    }
    steps.extend([
        tap("form[action$=company] .button.primary"),
        json!({"expect": ["Gespeichert."]}),
    ]);
    steps.extend([json!({"file": ["#logo-file", logo]}), tap("form[action$=logo] button")]);
    steps.push(holds("document.querySelector('.logo img')?.naturalWidth > 0"));
    steps.extend([tap("a[href$='/settings/mail']"), fill("/host", "127.0.0.1")]);
    steps.extend([fill("/port", &smtp.port.to_string()), fill("/tls", "none")]);
    steps.push(fill("/from_email", "rechnung@nordlicht.example"));
    steps.push(tap("form[action$=mail] .button.primary"));
    steps
}

/// A customer, and an invoice to them at two rates.
fn written() -> Vec<Value> {
    let mut steps = vec![tap(".side a[href$='/customers']"), tap("a[href$='/customers/new']")];
    steps.extend([fill("/company", "Globex Europe GmbH"), fill("/email", "ap@globex.example")]);
    steps.extend([fill("/address/line1", "Ring 1"), fill("/address/postal_code", "20095")]);
    steps.extend([fill("/address/city", "Hamburg"), fill("/address/country", "DE")]);
    steps.extend([tap(".customer-form .button.primary"), json!({"looks": "day-customer"})]);
    // From the customer's page, so that the invoice is theirs.
    steps.push(tap("a[href*='/invoices/new']"));
    steps.push(holds("document.querySelector('#customer-hint').textContent.includes('globex')"));
    for (line, [name, quantity, price, tax]) in
        (1..).zip([["Gestaltung", "10", "140", "19"], ["Fachbuch", "2", "49,90", "7"]])
    {
        let cell = |field: &str| format!(".line:nth-child({line}) [name$='/{field}']");
        steps.extend([json!({"tab_to": cell("name")}), json!({"type": name})]);
        steps.extend([json!({"tab_to": cell("quantity")}), json!({"type": quantity})]);
        steps.extend([json!({"tab_to": cell("unit_price")}), json!({"type": price})]);
        steps.push(json!({"tab_to": cell("tax")}));
        steps.push(holds(&format!(
            "(s => {{ s.value = [...s.options].find((o) => o.text.includes('{tax}')).value; s.dispatchEvent(new Event('change', {{bubbles: true}})); return true }})(document.querySelector(\"{}\"))",
            cell("tax")
        )));
    }
    steps.push(holds("document.querySelector('#totals .grand')?.textContent.includes('1.772,79')"));
    steps.push(holds("document.querySelector('.sheets-box img')?.naturalWidth > 0"));
    steps.push(json!({"looks": "day-editor"}));
    steps
}

/// Issued and sent, paid in part, and credited in part.
fn done() -> Vec<Value> {
    let mut steps = vec![json!({"load": {"press": "Control+Enter"}})];
    steps.extend([json!({"expect": ["1.772,79"]}), json!({"looks": "day-issue"})]);
    steps.extend(pressed("#act .button.primary"));
    steps.extend([json!({"expect": ["Gestellt."]}), json!({"press": "s"})]);
    steps.push(holds("document.querySelector('dialog.sheet').open"));
    steps.push(holds("document.querySelector('[name=\"/subject\"]').value !== ''"));
    steps.extend(pressed(".sheet .button.primary"));
    steps.extend([json!({"expect": ["zehn Sekunden"]}), json!({"press": "p"})]);
    steps.push(holds("document.activeElement.name === '/amount'"));
    steps.push(json!({"type": "1.000"}));
    steps.push(holds("document.querySelector('#understood').textContent.includes('1.000,00')"));
    steps.extend([json!({"tab_to": "[name='/reference']"}), json!({"type": "Kontoauszug 7"})]);
    steps.extend(pressed(".sheet .button.primary"));
    steps.extend([json!({"expect": ["772,79", "Kontoauszug 7"]}), json!({"looks": "day-invoice"})]);
    steps.extend([json!({"tab_to": ".menu.more summary"}), json!({"press": "Enter"})]);
    steps.extend([json!({"tab_to": ".menu.more a[href$='/credit']"}), json!({"press": "Enter"})]);
    steps.push(holds("document.querySelector('dialog.sheet').open"));
    steps.extend([json!({"tab_to": "[name=what]"}), json!({"press": "ArrowDown"})]);
    // One of the two books comes back.
    steps.push(json!({"tab_to": ".credit-lines tr:nth-child(2) input"}));
    steps.push(json!({"type": "1"}));
    steps.push(holds("document.querySelector('#credit-total').textContent.includes('53,40')"));
    steps.extend(pressed(".sheet .button.primary"));
    steps.extend([json!({"expect": ["Rechnungskorrektur"]}), json!({"looks": "day-credited"})]);
    // The letter is away; Today has the rest.
    steps.extend([json!({"press": "g"}), json!({"load": {"press": "t"}})]);
    steps.extend([json!({"expect": ["719,39"]}), json!({"looks": "day-today"})]);
    steps
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bookkeepers_first_day_ends_with_the_right_balance() {
    let smtp = SmtpServer::start();
    let server = Server::start_with(Backend::Sqlite, &["--allow-private-addresses"]).await;
    let mut steps = set_up(&server, &smtp);
    steps.extend(written());
    steps.extend(done());
    journey(steps, "de", 0, 0).await;
    let letters = smtp.took(1).await;
    let letter = &letters[0];
    assert_eq!(letter.recipients(), ["ap@globex.example"]);
    assert!(letter.header("subject").contains("Rechnung"), "{letter:?}");
    assert!(letter.types().contains(&"application/pdf"), "{letter:?}");
    let list = server.get("/invoices?type=invoice").await.json(200);
    let invoice = server.read(text(&list["data"][0]["id"])).await;
    assert_eq!(decimal(&invoice["totals"]["total"]).to_string(), "1772.79");
    assert_eq!(decimal(&invoice["totals"]["due"]).to_string(), "719.39", "{invoice:#}");
    assert_eq!(invoice["lang"], "de");
    server.finish().await;
}
