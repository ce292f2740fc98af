//! A company's owner in a real browser: first run, settings, signing out and in, invoices and search. By keyboard alone, without
//! scripts, in light and dark, wide and narrow, in English and German; looked through by axe-core.

use crate::support::{
    Backend, Draft, PASSWORD, Server, Visitor, first_link, invoice, python, text,
};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Drives a headless Chromium by its own protocol. Its errors on the console, such as what a policy forbids, fail it.
const DRIVER: &str = include_str!("../browser.py");
const ANNA: &str = "anna@nordlicht.example";

/// Where the pictures are left to be looked at.
fn pictures() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pages");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn axe() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vendor/axe-4.14.1.min.js")
}

/// Goes through the steps; nothing may be wrong with any page on the way.
pub(crate) async fn journey(steps: Vec<Value>, language: &str, not_found: u32, refused: u32) {
    let input = json!({
        "pictures": pictures(), "axe": axe(), "steps": steps, "headers": {"Accept-Language": language},
        "not_found": not_found, "refused": refused,
    });
    let said = tokio::task::spawn_blocking(move || python(DRIVER, &input.to_string())).await;
    let seen: Value = serde_json::from_str(&said.unwrap()).unwrap();
    assert_eq!(seen["errors"], json!([]), "{seen:#}");
    assert_eq!(seen["foreign"], json!([]), "something was fetched from elsewhere: {seen:#}");
    assert_eq!(seen["faults"], json!([]), "{seen:#}");
}

/// Types into a field that is reached by the keyboard.
pub(crate) fn typed(field: &str, text: &str) -> [Value; 2] {
    [json!({"tab_to": field}), json!({"type": text})]
}

/// Presses what is reached by the keyboard, and waits for the page that it leads to.
pub(crate) fn pressed(target: &str) -> [Value; 2] {
    [json!({"tab_to": target}), json!({"load": {"press": "Enter"}})]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_owner_comes_in_and_looks_around_by_the_keyboard_alone() {
    let server = Server::start(Backend::Sqlite).await;
    let base = server.base();
    let at = |path: &str| json!({"open": format!("{base}{path}")});
    let mut steps =
        vec![at("/sign-in"), json!({"looks": "sign-in"}), at("/reset"), json!({"looks": "reset"})];
    steps.extend([at("/welcome/0aZ"), json!({"looks": "link-gone"})]);
    steps.extend([at(&first_link(&server)), json!({"looks": "first-run"})]);
    steps.extend(typed("#email", ANNA));
    // A password that is too short, past the browser's own check.
    steps.push(json!({"true": "(document.querySelector('#first-run').noValidate = true)"}));
    steps.extend(typed("#password", "short"));
    steps.extend(typed("#company", "Nordlicht Werkstatt"));
    steps.extend([json!({"tab_to": "#country"}), json!({"press": "G e r m"})]);
    steps.push(json!({"true": "document.querySelector('#country').value === 'DE'"}));
    steps.push(json!({"true": "document.querySelector('#currency').value === 'EUR'"}));
    steps.push(json!({"true": "document.querySelector('#time_zone').value === 'Europe/Berlin'"}));
    steps.push(json!({"true": "document.querySelector('.sample img').src.includes('country=DE')"}));
    steps.extend(pressed(".button.primary"));
    steps.push(json!({"true": "document.activeElement.matches('.notice.bad')"}));
    steps.push(json!({"looks": "first-run-refused"}));
    steps.extend(typed("#password", PASSWORD));
    steps.extend(pressed(".button.primary"));
    steps.extend([json!({"expect": ["Nordlicht Werkstatt", "INV-"]}), json!({"looks": "start"})]);
    steps.extend([
        json!({"press": "g"}),
        json!({"load": {"press": "i"}}),
        json!({"looks": "invoices-none"}),
    ]);
    steps.extend([
        json!({"press": "Control+k"}),
        json!({"true": "document.querySelector('#palette').open"}),
    ]);
    steps.extend([json!({"looks": "palette"}), json!({"type": "your settings"})]);
    steps.push(json!({"true": "document.querySelector('[aria-selected=true]')?.textContent === 'Your settings'"}));
    steps.extend([json!({"load": {"press": "Enter"}}), json!({"looks": "me"})]);
    steps.extend(typed("#name", "Anna"));
    steps.extend(pressed(".actions .button"));
    steps.extend([json!({"expect": ["Saved."]}), json!({"looks": "me-saved"})]);
    steps.extend(pressed(".tabs a[href$=security]"));
    steps.extend([json!({"expect": ["this browser"]}), json!({"looks": "security"})]);
    steps.extend(pressed(".tabs-end"));
    steps.extend([json!({"press": "?"}), json!({"true": "document.querySelector('#keys').open"})]);
    steps.extend([json!({"looks": "keys"}), json!({"press": "Escape"})]);
    steps.push(json!({"true": "!document.querySelector('#keys').open"}));
    steps.extend([
        json!({"tab_to": ".menu.person summary"}),
        json!({"press": "Enter"}),
        json!({"looks": "menu"}),
    ]);
    steps.extend([
        json!({"press": "Escape"}),
        json!({"true": "!document.querySelector('.menu.person').open"}),
    ]);
    steps.push(json!({"press": "Enter"}));
    steps.extend(pressed(".menu.person form button"));
    steps.push(json!({"at": "/sign-in"}));
    steps.extend(typed("#email", ANNA));
    steps.extend(typed("#password", "wrong horse battery"));
    steps.push(json!({"load": {"press": "Enter"}}));
    steps.push(json!({"looks": "sign-in-wrong"}));
    steps.extend(typed("#password", PASSWORD));
    steps.push(json!({"load": {"press": "Enter"}}));
    steps.push(json!({"expect": ["Nordlicht Werkstatt"]}));
    journey(steps, "en", 1, 2).await;
    server.finish().await;
}

/// Some documents, and a session in the browser.
async fn furnished(server: &Server) -> (Vec<Value>, String, String) {
    let mut owner = Visitor::owner(server).await;
    let root = owner.root().await;
    let issued = server.issued().await;
    let mut long = invoice();
    long["customer"] =
        json!({"company": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk GmbH & Co. KGaA"});
    long["items"] = json!([{"name": "x", "unit_price": 1_234_567.89}]);
    server.post("/invoices", &long).await.expect(201);
    let late = json!({"issue_date": "2026-01-02", "due_date": "2026-01-16"});
    server.made(late, true).await;
    let base = server.base();
    let mut steps = vec![json!({"open": format!("{base}/sign-in?next={root}/invoices")})];
    steps.extend(typed("#email", ANNA));
    steps.extend(typed("#password", PASSWORD));
    steps.push(json!({"load": {"press": "Enter"}}));
    steps.push(json!({"at": format!("{root}/invoices")}));
    (steps, root, text(&issued["id"]).to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn invoices_are_found_and_read_in_german() {
    let server = Server::start(Backend::Sqlite).await;
    let (mut steps, root, id) = furnished(&server).await;
    steps
        .extend([json!({"expect": ["Rechnungen", "Überfällig"]}), json!({"looks": "de-invoices"})]);
    steps.extend([json!({"press": "/"}), json!({"type": "donau"})]);
    steps.push(json!({"true": "document.querySelectorAll('.ledger tbody tr').length === 1"}));
    steps.extend([
        json!({"looks": "de-invoices-found"}),
        json!({"open": format!("{}{root}/invoices/{id}", server.base())}),
    ]);
    steps.extend([json!({"expect": ["Was geschah", "Gestellt"]}), json!({"looks": "de-invoice"})]);
    steps.extend([json!({"press": "Control+k"}), json!({"type": "donau"})]);
    steps.push(
        json!({"true": "document.querySelector('#palette-found [aria-selected=true]') !== null"}),
    );
    steps.extend([json!({"looks": "de-palette"}), json!({"press": "ArrowDown"})]);
    steps.push(json!({"true": "document.querySelectorAll('#palette-found [role=option]')[1].ariaSelected === 'true'"}));
    steps.extend([
        json!({"press": "Escape"}),
        json!({"true": "!document.querySelector('#palette').open"}),
    ]);
    for (path, name) in [
        (root.as_str(), "de-start"),
        ("/me", "de-me"),
        ("/me/security", "de-security"),
        (&format!("{root}/search?q=globex"), "de-search"),
        (&format!("{root}/nothing"), "de-nothing"),
    ] {
        steps.extend([json!({"open": format!("{}{path}", server.base())}), json!({"looks": name})]);
    }
    journey(steps, "de", 1, 0).await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_works_without_scripts() {
    let server = Server::start(Backend::Sqlite).await;
    let base = server.base();
    let press = |target: &str| json!({"load": {"tap": target}});
    let fill = |field: &str, text: &str| json!({"fill": [field, text]});
    let mut steps =
        vec![json!({"scripts": false}), json!({"open": format!("{base}{}", first_link(&server))})];
    steps.extend([fill("#email", ANNA), fill("#company", "Nordlicht"), fill("#country", "DE")]);
    steps.extend([
        press("[name=refresh]"),
        json!({"true": "document.querySelector('#currency').value === 'EUR'"}),
    ]);
    steps.push(
        json!({"true": "document.querySelector('.sample img').src.includes('company=Nordlicht')"}),
    );
    steps.extend([
        fill("#password", PASSWORD),
        press(".button.primary"),
        json!({"expect": ["Nordlicht", "INV-"]}),
    ]);
    steps.push(press(".palette-open"));
    steps.extend([
        fill("#q", "nothing"),
        press(".searching .button"),
        json!({"expect": ["Nothing was found."]}),
    ]);
    steps.extend([
        json!({"open": format!("{base}/me")}),
        fill("#name", "Anna"),
        press(".actions .button"),
    ]);
    steps.extend([json!({"expect": ["Saved."]}), json!({"open": format!("{base}/me/security")})]);
    steps.extend([json!({"tap": ".menu.person summary"}), press(".menu.person form button")]);
    steps.extend([fill("#email", ANNA), fill("#password", PASSWORD), press(".button.primary")]);
    steps.push(json!({"expect": ["Nordlicht", "Today"]}));
    journey(steps, "en", 0, 0).await;
    server.finish().await;
}
