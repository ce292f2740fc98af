//! A company is set up in a real browser: company, bank, logo, a mail server that is tried, a person who is invited, a role, a key.
//! In German with scripts, each page looked at in light and dark, wide and narrow; in English without scripts.

use crate::{
    support::{Backend, PASSWORD, Server, SmtpServer, Visitor, path_of, text},
    web_browser::{journey, pressed, typed},
};
use serde_json::{Value, json};

const ANNA: &str = "anna@nordlicht.example";

fn fill(field: &str, value: &str) -> Value {
    json!({"fill": [format!("[name=\"{field}\"]"), value]})
}

fn press(target: &str) -> Value {
    json!({"load": {"tap": target}})
}

fn open(server: &Server, path: &str) -> Value {
    json!({"open": format!("{}{path}", server.base())})
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_company_is_set_up_from_its_address_to_its_first_key() {
    let smtp = SmtpServer::start();
    let server = Server::start_with(Backend::Sqlite, &["--allow-private-addresses"]).await;
    let mut owner = Visitor::owner(&server).await;
    let root = owner.root().await;
    let settings = format!("{root}/settings");
    let logo = server.folder.path().join("logo.png");
    std::fs::write(&logo, crate::web_settings::logo()).unwrap();
    let mut steps = vec![open(&server, "/sign-in")];
    steps.extend(typed("#email", ANNA));
    steps.extend(typed("#password", PASSWORD));
    steps.push(json!({"load": {"press": "Enter"}}));
    steps.extend([
        json!({"expect": ["Beginnen Sie hier", "Heute"]}),
        json!({"looks": "de-today-none"}),
    ]);
    // Company and bank, by the keyboard; a wrong figure of the IBAN is shown at its field.
    steps.extend([json!({"press": "g"}), json!({"load": {"press": "s"}})]);
    steps.push(json!({"at": format!("{settings}/company")}));
    steps.extend(typed("[name=\"/company/address/line1\"]", "Fördepromenade 12"));
    steps.extend(typed("[name=\"/company/address/city\"]", "Kiel"));
    steps.extend(typed("[name=\"/company/bank/iban\"]", "DE89 3704 0044 0532 0130 01"));
    steps.push(json!({"load": {"press": "Enter"}}));
    steps.push(json!({"true": "document.activeElement.matches('.notice.bad')"}));
    steps.push(json!({"true": "document.querySelector('[name=\"/company/bank/iban\"]').ariaInvalid === 'true'"}));
    steps.push(json!({"looks": "de-settings-company"}));
    steps.push(fill("/company/bank/iban", "DE89 3704 0044 0532 0130 00"));
    steps.extend(pressed("form[action$=company] .button.primary"));
    steps.extend([json!({"expect": ["Gespeichert."]}), json!({"file": ["#logo-file", logo]})]);
    steps.extend([press("form[action$=logo] button"), json!({"wait": ".logo img"})]);
    steps.push(json!({"true": "document.querySelector('.logo img').naturalWidth > 0"}));
    // Documents: what a pattern makes of the next numbers is seen while it is typed.
    steps.push(open(&server, &format!("{settings}/documents")));
    steps.push(json!({"true": "document.querySelector('#ahead-1').textContent.includes('INV-')"}));
    steps.push(json!({"true": "(f => { f.value = 'R-{YY}-{SEQ:3}'; f.dispatchEvent(new Event('input', {bubbles: true})); return true })(document.querySelector('[name=\"/numbering/invoice\"]'))"}));
    steps.push(json!({"true": "/R-\\d\\d-001, R-\\d\\d-002/.test(document.querySelector('#ahead-1').textContent)"}));
    steps.push(json!({"looks": "de-settings-documents"}));
    steps.extend([
        open(&server, &format!("{settings}/taxes/new")),
        fill("/name", "USt"),
        fill("/value", "19"),
    ]);
    steps.extend([json!({"looks": "de-settings-tax"}), press(".settings form .button.primary")]);
    steps.extend([json!({"expect": ["USt", "19\u{a0}%"]}), json!({"looks": "de-settings-taxes"})]);
    // A mail server that is tried.
    steps.extend([open(&server, &format!("{settings}/mail")), fill("/host", "127.0.0.1")]);
    steps.extend([fill("/port", &smtp.port.to_string()), fill("/tls", "none")]);
    steps.extend([
        fill("/from_email", "rechnung@nordlicht.example"),
        press("form[action$=mail] .button.primary"),
    ]);
    steps.extend([
        json!({"expect": ["Ihren eigenen Mailserver"]}),
        press("form[action$=test] button"),
    ]);
    steps.extend([json!({"expect": ["angenommen"]}), json!({"looks": "de-settings-mail"})]);
    steps.extend([
        open(&server, &format!("{settings}/mail/texts/invoice?lang=fr")),
        json!({"looks": "de-settings-text"}),
    ]);
    steps.extend([
        open(&server, &format!("{settings}/payments")),
        json!({"looks": "de-settings-payments"}),
    ]);
    // A person who is invited by mail, and gets another role before they come.
    steps.push(open(&server, &format!("{settings}/people")));
    steps.extend([fill("/email", "bert@example.com"), fill("/role", "viewer")]);
    steps.extend([
        press("#invite .button.primary"),
        json!({"expect": ["bert@example.com ist eingeladen", "per E-Mail gesendet"]}),
    ]);
    steps.extend([json!({"looks": "de-settings-people"})]);
    // A key, which is shown once.
    steps.extend([open(&server, &format!("{settings}/keys")), fill("/label", "Laden")]);
    steps.extend([
        press("#make .button.primary"),
        json!({"true": "/^net30_/.test(document.querySelector('#secret').textContent)"}),
    ]);
    steps.extend([json!({"looks": "de-settings-keys"}), press(".rows .button.small")]);
    steps.extend([json!({"expect": ["sofort nicht mehr"]}), json!({"looks": "de-settings-key"})]);
    journey(steps, "de", 0, 1).await;
    let letters = smtp.took(2).await;
    assert_eq!(letters[0].recipients(), [ANNA]);
    assert_eq!(letters[1].recipients(), ["bert@example.com"]);
    let words = letters[1].text("text/plain");
    let link = words.split_whitespace().find(|word| word.contains("/welcome/")).unwrap().to_owned();
    let mut bert = Visitor::new(&server);
    bert.post(&path_of(&link), &[("password", PASSWORD), ("name", "Bert")]).await.expect(303);
    bert.get(&format!("{settings}/company")).await.expect(403);
    // The owner looks at Bert, makes him an accountant and signs him out.
    let people = server.get("/users").await.json(200);
    let bert_id = text(&people["data"][1]["id"]).to_owned();
    let mut steps = vec![open(&server, &path_of(&link)), json!({"looks": "de-link-gone"})];
    steps.extend([open(&server, &format!("/sign-in?next={settings}/people/{bert_id}"))]);
    steps.extend(typed("#email", ANNA));
    steps.extend(typed("#password", PASSWORD));
    steps.push(json!({"load": {"press": "Enter"}}));
    steps.extend([
        json!({"expect": ["Bert", "Aussperren"]}),
        json!({"looks": "de-settings-person"}),
    ]);
    steps.extend([fill("role", "accountant"), press("form:has([name=role]) button")]);
    steps.push(json!({"expect": ["Gespeichert.", "Buchhalter"]}));
    // A year of sample data: the chart and its table.
    let demo = server.command_json(&["demo", "demo@example.com"]);
    steps.extend([open(&server, &path_of(text(&demo["link"]))), fill("password", PASSWORD)]);
    steps.extend([press(".button.primary"), json!({"wait": ".chart .bar.now"})]);
    steps.push(json!({"looks": "de-today"}));
    journey(steps, "de", 1, 0).await;
    assert!(bert.get(&root).await.expect(303).to().starts_with("/sign-in"));
    bert.sign_in("bert@example.com", PASSWORD).await.expect(303);
    bert.get(&format!("{settings}/company"))
        .await
        .expect(200)
        .says(&["Only owners can change this"]);
    let settings = server.get("/settings").await.json(200);
    assert_eq!(settings["company"]["bank"]["iban"], "DE89370400440532013000");
    assert_eq!(settings["company"]["address"]["city"], "Kiel");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn settings_work_without_scripts() {
    let smtp = SmtpServer::start();
    let url = smtp.url();
    let server = Server::start_with(Backend::Sqlite, &["--smtp-url", &url]).await;
    let mut owner = Visitor::owner(&server).await;
    let root = owner.root().await;
    let settings = format!("{root}/settings");
    let logo = server.folder.path().join("logo.png");
    std::fs::write(&logo, crate::web_settings::logo()).unwrap();
    let mut steps = vec![
        json!({"scripts": false}),
        open(&server, "/reset"),
        fill("email", "nobody@example.com"),
    ];
    steps.extend([press(".button.primary"), json!({"expect": ["a link is on its way"]})]);
    steps.extend([open(&server, "/sign-in"), fill("email", ANNA), fill("password", PASSWORD)]);
    steps.extend([
        press(".button.primary"),
        json!({"expect": ["Begin here"]}),
        press(".side a[href$=settings]"),
    ]);
    steps.extend([
        fill("/company/address/city", "Kiel"),
        fill("/company/bank/iban", "DE89370400440532013001"),
    ]);
    steps.extend([
        press("form[action$=company] .button.primary"),
        json!({"expect": ["That is not an IBAN"]}),
    ]);
    steps.extend([fill("/company/bank/iban", "DE89370400440532013000")]);
    steps.extend([press("form[action$=company] .button.primary"), json!({"expect": ["Saved."]})]);
    steps.extend([
        json!({"file": ["#logo-file", logo]}),
        press("form[action$=logo] button"),
        json!({"wait": ".logo img"}),
    ]);
    steps.extend([open(&server, &format!("{settings}/mail")), press("form[action$=test] button")]);
    steps.push(json!({"expect": ["The mail server took the message"]}));
    steps
        .extend([open(&server, &format!("{settings}/people")), fill("/email", "bert@example.com")]);
    steps.extend([press("#invite .button.primary"), json!({"expect": ["The link was mailed."]})]);
    steps.extend([
        open(&server, &format!("{settings}/keys")),
        fill("/label", "shop"),
        press("#make .button.primary"),
    ]);
    steps.extend([
        json!({"expect": ["It is shown only now"]}),
        press(".rows .button.small"),
        press(".button.danger"),
    ]);
    steps.extend([
        json!({"expect": ["revoked"]}),
        open(&server, &root),
        json!({"expect": ["Add your logo", "(done)"]}),
    ]);
    journey(steps, "en", 0, 1).await;
    assert_eq!(smtp.took(2).await[1].recipients(), ["bert@example.com"]);
    server.finish().await;
}
