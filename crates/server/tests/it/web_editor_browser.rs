//! The editor in a real browser: an invoice in German by the keyboard alone with its page beside it, without scripts, and
//! nothing typed lost. Looked through by axe-core in light and dark, wide and narrow.

use crate::support::{Backend, Draft, PASSWORD, Server, Visitor, decimal, invoice, python, text};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const DRIVER: &str = include_str!("../browser.py");
const ANNA: &str = "anna@nordlicht.example";

fn pictures() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pages");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Goes through the steps; nothing may be wrong with any page on the way but what was `refused`.
async fn journey(steps: Vec<Value>, refused: u32) {
    let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vendor/axe-4.14.1.min.js");
    let input = json!({
        "pictures": pictures(), "axe": axe, "steps": steps, "headers": {"Accept-Language": "de"},
        "not_found": 0, "refused": refused,
    });
    let said = tokio::task::spawn_blocking(move || python(DRIVER, &input.to_string())).await;
    let seen: Value = serde_json::from_str(&said.unwrap()).unwrap();
    assert_eq!(seen["errors"], json!([]), "{seen:#}");
    assert_eq!(seen["foreign"], json!([]), "{seen:#}");
    assert_eq!(seen["faults"], json!([]), "{seen:#}");
}

fn when(script: &str) -> Value {
    json!({"true": script})
}

fn press(keys: &str) -> Value {
    json!({"press": keys})
}

fn types(text: &str) -> Value {
    json!({"type": text})
}

/// Signs in, and goes to a page.
fn signed_in(server: &Server, next: &str) -> Vec<Value> {
    let base = server.base();
    vec![
        json!({"open": format!("{base}/sign-in?next={next}")}),
        json!({"tab_to": "#email"}),
        types(ANNA),
        json!({"tab_to": "#password"}),
        types(PASSWORD),
        json!({"load": press("Enter")}),
    ]
}

const PAGE: &str = "document.querySelector('.sheets-box img')?.naturalWidth > 0";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invoice_is_written_in_german_by_the_keyboard_alone() {
    let server = Server::start(Backend::Sqlite).await;
    let mut owner = Visitor::owner(&server).await;
    let root = owner.root().await;
    for (name, email) in
        [("Globex Europe GmbH", "ap@globex.example"), ("Acme AG", "ap@acme.example")]
    {
        server.post("/customers", &json!({"company": name, "email": email})).await.expect(201);
    }
    let poster =
        json!({"name": "Plakate A2", "unit": "Stück", "unit_price": "50", "currency": "EUR"});
    server.post("/products", &poster).await.expect(201);
    let mut steps = signed_in(&server, &format!("{root}/invoices"));
    steps.extend([
        json!({"looks": "de-invoices-first"}),
        json!({"load": press("c")}),
        json!({"looks": "de-editor-new"}),
    ]);
    // Customer, by the first letters.
    steps.extend([when("document.activeElement.id === 'f-customer_id'"), types("glob")]);
    steps.push(when(
        "document.querySelector('.options [aria-selected=true]')?.textContent.includes('Globex')",
    ));
    steps.extend([
        press("Enter"),
        when("document.querySelector('#f-customer_id').value === 'Globex Europe GmbH'"),
    ]);
    steps.push(when(
        "document.querySelector('#customer-hint').textContent.includes('ap@globex.example')",
    ));
    // A product fills in its line; a figure is computed as it is typed.
    steps.extend([json!({"tab_to": ".line [name$='/name']"}), types("plak")]);
    steps.extend([
        when("document.querySelectorAll('.line .options [role=option]').length === 1"),
        press("ArrowDown"),
        press("Enter"),
    ]);
    steps.push(when("document.activeElement.name.endsWith('/quantity')"));
    steps.extend([
        types("3*4-2"),
        when("document.querySelector('.line .understood').textContent === '= 10'"),
    ]);
    steps.extend([
        press("Tab Tab"),
        when("document.activeElement.value === '50,00'"),
        when("document.querySelector('.line [name$=\"/quantity\"]').value === '10'"),
    ]);
    steps.extend([
        press("Tab Tab"),
        when("document.activeElement.name.endsWith('/name') && !document.activeElement.value"),
    ]);
    // Rows of a spreadsheet.
    steps.push(json!({"paste": "Artikel\tMenge\tEinheit\tPreis\tUSt\nGestaltung\t10\tStd\t140,00\t19%\nLektorat\t2\tStd\t12,50\t7%"}));
    steps.push(when("document.querySelectorAll('.line').length === 4"));
    steps.push(when("document.querySelectorAll('.amount')[2].textContent.startsWith('25,00')"));
    steps.push(json!({"done": "(document.querySelectorAll('.line [name$=\"/name\"]')[1].focus(), Promise.resolve(0))"}));
    steps.extend([
        press("Alt+ArrowDown"),
        when("document.querySelectorAll('.line [name$=\"/name\"]')[2].value === 'Gestaltung'"),
    ]);
    steps.extend([
        press("Alt+d"),
        when("document.querySelectorAll('.line').length === 5"),
        press("Alt+Backspace"),
    ]);
    steps.push(when(
        "document.querySelector('.line-toast') && document.querySelectorAll('.line').length === 4",
    ));
    steps.extend([
        when("document.querySelector('#totals .grand')?.textContent.includes('2.192,75')"),
        when(PAGE),
    ]);
    steps.push(json!({"looks": "de-editor"}));
    // Saving is tried, and says what is wrong at its place; then it is saved without leaving.
    steps.extend([
        json!({"tab_to": "#f-due_date", "by": "Shift+Tab"}),
        json!({"fill": ["#f-due_date", "2020-01-01"]}),
        press("+"),
    ]);
    steps.extend([
        press("Control+s"),
        when("document.querySelector('#f-due_date').ariaInvalid === 'true'"),
        json!({"looks": "de-editor-refused"}),
    ]);
    steps.extend([json!({"fill": ["#f-due_date", ""]}), press("t"), press("Control+s")]);
    steps.push(when("document.querySelector('#state').textContent.startsWith('Gespeichert')"));
    steps
        .extend([when("location.pathname.endsWith('/edit')"), json!({"looks": "de-editor-saved"})]);
    steps.extend([json!({"tab_to": "#f-notes"}), types("Danke!"), press("Control+s")]);
    steps.push(when("document.querySelector('[name=revision]').value === '2'"));
    journey(steps, 1).await;
    let list = server.get("/invoices").await.json(200);
    let made = server.read(text(&list["data"][0]["id"])).await;
    assert_eq!(decimal(&made["totals"]["total"]).to_string(), "2192.75");
    let lines: Vec<String> = made["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| format!("{} {} {}", text(&item["name"]), item["quantity"], item["unit_price"]))
        .collect();
    assert_eq!(lines, ["Plakate A2 10 50", "Lektorat 2 12.5", "Gestaltung 10 140"], "{made:#}");
    assert_eq!((&made["notes"], &made["revision"]), (&json!("Danke!"), &json!(2)));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_gets_a_second_tax_and_becomes_a_product_by_the_keyboard() {
    let server = Server::start(Backend::Sqlite).await;
    let mut owner = Visitor::owner(&server).await;
    let root = owner.root().await;
    server.post("/customers", &json!({"company": "Globex"})).await.expect(201);
    for tax in [json!({"name": "Kurtaxe", "value": "2.5"}), json!({"name": "USt", "value": 19})] {
        server.post("/taxes", &tax).await.expect(201);
    }
    let mut steps = signed_in(&server, &format!("{root}/invoices/new"));
    steps.extend([types("glob"), when("document.querySelector('.options [aria-selected=true]')?.textContent.includes('Globex')"), press("Enter")]);
    steps.extend([json!({"tab_to": ".line [name$='/name']"}), types("Übernachtung")]);
    steps.extend([json!({"tab_to": ".line [name$='/unit_price']"}), types("100")]);
    steps.extend([json!({"tab_to": ".line [name$='/tax']"}), press("ArrowDown")]);
    // More of the line, by its key: the second tax is there.
    steps.extend([press("Alt+m"), when("document.activeElement.name.endsWith('/description')")]);
    steps.extend([json!({"tab_to": ".line [name$='/tax2']"}), press("ArrowDown ArrowDown")]);
    steps.push(when("document.querySelectorAll('#totals dl > div').length === 4"));
    steps.push(when(PAGE));
    steps.push(json!({"looks": "de-editor-two-taxes"}));
    steps.extend([
        press("Alt+g"),
        when(
            "document.querySelector('.line-toast')?.textContent.includes('ist jetzt ein Produkt')",
        ),
        when("document.querySelector('.line [name$=\"/product_id\"]').value !== ''"),
        json!({"looks": "de-editor-product"}),
    ]);
    // It is offered in the next line, and brings both taxes.
    let second = "document.querySelectorAll('.line')[1]";
    steps.push(json!({"tab_to": ".line:nth-child(2) [name$='/name']"}));
    steps.extend([
        types("nacht"),
        when(&format!("{second}.querySelectorAll('.options [role=option]').length === 1")),
        press("ArrowDown"),
        press("Enter"),
        when("document.activeElement.name.endsWith('/quantity')"),
        when(&format!("{second}.querySelector('[name$=\"/unit_price\"]').value === '100,00'")),
        when(&format!("{second}.querySelector('[name$=\"/tax2\"]').value !== ''")),
    ]);
    steps.extend([
        press("Control+s"),
        when("document.querySelector('#state').textContent.startsWith('Gespeichert')"),
    ]);
    journey(steps, 0).await;
    let list = server.get("/invoices").await.json(200);
    let made = server.read(text(&list["data"][0]["id"])).await;
    assert_eq!(decimal(&made["totals"]["total"]).to_string(), "243.00");
    assert_eq!(made["items"][1]["taxes"].as_array().unwrap().len(), 2);
    assert_eq!(server.count("/products").await, 1);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_typed_is_lost() {
    let mut server = Server::start(Backend::Sqlite).await;
    let mut owner = Visitor::owner(&server).await;
    let root = owner.root().await;
    let new = format!("{}{root}/invoices/new?draft=abcdefgh12345678", server.base());
    let name = "document.querySelector('.line [name$=\"/name\"]')?";
    // The window is killed in the middle of a word: this browser still has it.
    let mut steps = signed_in(&server, &root);
    steps.extend([
        json!({"open": new.clone()}),
        json!({"tab_to": ".line [name$='/name']"}),
        types("Gestaltu"),
    ]);
    steps.extend([json!({"killed": true}), json!({"open": new.clone()})]);
    steps.push(when(&format!(
        "{name}.value === 'Gestaltu' || !document.querySelector('#local-notice').hidden"
    )));
    steps.push(when(&format!(
        "{name}.value === 'Gestaltu' || (document.querySelector('[data-restore]')?.click(), false)"
    )));
    steps.extend([json!({"tab_to": ".line [name$='/name']"}), press("End"), types("ng")]);
    steps.push(when("document.querySelector('#state').textContent.includes('aufbewahrt')"));
    // Signed out meanwhile, elsewhere: it says so, keeps it here, and goes on.
    steps.push(json!({"done": "fetch('/sign-out', {method: 'POST'}).then(() => 0)"}));
    steps.extend([
        types(" des Hefts"),
        when("document.querySelector('#signed-out').open"),
        json!({"looks": "de-editor-signed-out"}),
    ]);
    let form =
        format!("email={}&password={}", ANNA.replace('@', "%40"), PASSWORD.replace(' ', "+"));
    steps.push(json!({"done": format!("fetch('/sign-in', {{method: 'POST', body: '{form}', headers: {{'content-type': 'application/x-www-form-urlencoded'}}}}).then(() => 0)")}));
    steps.extend([
        json!({"tap": "[data-again]"}),
        when("document.querySelector('#state').textContent.includes('aufbewahrt')"),
    ]);
    journey(steps, 6).await;
    // The server is killed as nobody would stop it; another browser of the same person goes on.
    server.kill();
    server.start_again();
    let new = format!("{}{root}/invoices/new?draft=abcdefgh12345678", server.base());
    let mut steps = signed_in(&server, &format!("{root}/invoices"));
    steps.extend([
        json!({"expect": ["Noch nicht gespeichert"]}),
        json!({"looks": "de-invoices-unsaved"}),
        json!({"open": new}),
    ]);
    steps.extend([
        when(&format!("{name}.value === 'Gestaltung des Hefts'")),
        json!({"looks": "de-editor-restored"}),
    ]);
    journey(steps, 0).await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_editor_works_without_scripts() {
    let server = Server::start(Backend::Sqlite).await;
    let mut owner = Visitor::owner(&server).await;
    let root = owner.root().await;
    server.post("/customers", &json!({"company": "Globex"})).await.expect(201);
    let mut steps = vec![json!({"scripts": false})];
    steps.extend(signed_in(&server, &format!("{root}/invoices")));
    let tap = |target: &str| json!({"load": {"tap": target}});
    let fill = |field: &str, text: &str| json!({"fill": [field, text]});
    let line = |at: u32, field: &str| format!(".line:nth-child({at}) [name$='/{field}']");
    steps.extend([tap("main [aria-keyshortcuts=c]"), tap("button[value=save]")]);
    steps.push(json!({"done": "(document.querySelector('select[name=\"/customer_id\"]').selectedIndex = 1, Promise.resolve(0))"}));
    steps.extend([
        fill(&line(1, "name"), "Plakate"),
        fill(&line(1, "unit_price"), "12,50"),
        tap("[value=add_line]"),
    ]);
    steps.extend([
        fill(&line(2, "name"), "Falzen"),
        fill(&line(2, "unit_price"), "3"),
        fill(&line(2, "quantity"), "2"),
        tap(".line:nth-child(2) [value^='product:']"),
        json!({"expect": ["„Falzen“ ist jetzt ein Produkt"]}),
    ]);
    steps.extend([
        tap("button[value=save]"),
        json!({"expect": ["Gespeichert.", "Entwurf für Globex"]}),
    ]);
    journey(steps, 1).await;
    let list = server.get("/invoices").await.json(200);
    assert_eq!(decimal(&list["data"][0]["totals"]["net"]).to_string(), "18.50");
    assert_eq!(server.count("/products").await, 1);
    server.finish().await;
}

/// Compares a page as the PDF has it with the picture of it, each drawn by a program of its own: what share of the points is
/// light in one and dark in the other.
const COMPARED: &str = r#"
import json, subprocess, sys, os, re, tempfile
given = json.load(sys.stdin)
def grey(path):
    data = open(path, "rb").read()
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
    return int(head[1]), int(head[2]), data[head.end():]
with tempfile.TemporaryDirectory() as folder:
    at = lambda name: os.path.join(folder, name)
    open(at("a.pdf"), "wb").write(bytes(given["pdf"]))
    subprocess.run(["pdftoppm", "-gray", "-r", "144", "-f", str(given["page"]), "-l", str(given["page"]), "-singlefile", at("a.pdf"), at("a")], check=True)
    width, height, pdf = grey(at("a.pgm"))
    svg = given["svg"]
    open(at("b.svg"), "w").write(svg)
    open(at("b.html"), "w").write(f"<!doctype html><style>*{{margin:0}}img{{display:block;width:{width}px;height:{height}px}}</style><img src=b.svg>")
    subprocess.run(["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--allow-file-access-from-files", f"--user-data-dir={at('profile')}", f"--window-size={width},{height}", f"--screenshot={at('b.png')}", "file://" + at("b.html")], check=True, capture_output=True)
    import zlib, struct
    png = open(at("b.png"), "rb").read()
    seen, place, data = None, 8, b""
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place:place + 8])
        body = png[place + 8:place + 8 + length]
        if kind == b"IHDR":
            seen = struct.unpack(">IIBBBBB", body)
        elif kind == b"IDAT":
            data += body
        place += 12 + length
    wide, high, depth, colour = seen[:4]
    each = {2: 3, 6: 4, 0: 1}[colour]
    raw, row, rows = zlib.decompress(data), bytearray(wide * each), []
    for line in range(high):
        start = line * (wide * each + 1)
        kind, now = raw[start], bytearray(raw[start + 1:start + 1 + wide * each])
        for i in range(len(now)):
            a = now[i - each] if i >= each else 0
            b = row[i]
            c = row[i - each] if i >= each else 0
            if kind == 1: now[i] = (now[i] + a) & 255
            elif kind == 2: now[i] = (now[i] + b) & 255
            elif kind == 3: now[i] = (now[i] + (a + b) // 2) & 255
            elif kind == 4:
                p = a + b - c
                d, e, f = abs(p - a), abs(p - b), abs(p - c)
                now[i] = (now[i] + (a if d <= e and d <= f else b if e <= f else c)) & 255
        rows.append(now)
        row = now
    differ = dark = 0
    for y in range(min(height, high)):
        line = rows[y]
        for x in range(min(width, wide)):
            one = pdf[y * width + x]
            other = sum(line[x * each:x * each + min(each, 3)]) // min(each, 3)
            dark += one < 128
            differ += abs(one - other) > 128
    print(json.dumps({"share": differ / (width * height), "dark": dark / (width * height), "size": [width, height, wide, high]}))
"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_of_a_page_is_the_page_of_the_pdf() {
    let server = Server::start(Backend::Sqlite).await;
    for (page, layout, lines) in [(1, 1, 3), (2, 2, 60)] {
        let mut body = invoice();
        body["items"] = (0..lines).map(|at| json!({"name": format!("Leistung {at}"), "quantity": at + 1, "unit_price": "12.5"})).collect();
        body["template_id"] =
            json!(text(&server.get("/templates").await.json(200)["data"][layout]["id"]));
        let draft = server.post("/invoices", &body).await.json(201);
        let pdf = server.get(&format!("/invoices/{}/pdf", text(&draft["id"]))).await.expect(200);
        let drawing = server.with("accept", "image/svg+xml");
        let svg = drawing
            .post(&format!("/invoices/preview?page={page}&replaces={}", text(&draft["id"])), &draft)
            .await
            .expect(200);
        let input = json!({"pdf": pdf.bytes.clone(), "svg": svg.text(), "page": page});
        let said = tokio::task::spawn_blocking(move || python(COMPARED, &input.to_string()))
            .await
            .unwrap();
        let seen: Value = serde_json::from_str(&said).unwrap();
        let share = |name: &str| seen[name].as_f64().unwrap();
        assert!(share("share") < 0.01, "{seen}");
        assert!(share("dark") > 0.005, "the page is not empty: {seen}");
    }
    server.finish().await;
}
