//! The codes on documents that a banking app scans, read from the printed page by a decoder that is not ours.

use crate::support::{Draft, Server, both, python, text};
use serde_json::{Value, json};

/// Reads the QR codes of the PDF whose name stands on its standard input, and prints them as a list of JSON.
const READ: &str = r"
import glob, json, subprocess, sys, tempfile, zxingcpp
name = sys.stdin.read().strip()
found = []
with tempfile.TemporaryDirectory() as folder:
    subprocess.run(['pdftoppm', '-gray', '-r', '200', name, folder + '/page'], check=True)
    for page in sorted(glob.glob(folder + '/*.pgm')):
        magic, size, most, pixels = open(page, 'rb').read().split(b'\n', 3)
        width, height = map(int, size.split())
        picture = memoryview(pixels).cast('B', shape=[height, width])
        found += [code.text for code in zxingcpp.read_barcodes(picture)]
print(json.dumps(found))
";

/// What the codes of a Swiss bill should say: by another maker of them.
const SWISS: &str = r"
import json, sys
from qrbill import QRBill
of = json.loads(sys.stdin.read())
print(json.dumps(QRBill(**of).qr_data()))
";

/// The texts of the codes on a document's pages.
async fn codes(server: &Server, invoice: &Value) -> Vec<String> {
    let path = format!("/invoices/{}/pdf", text(&invoice["id"]));
    let pdf = server.get(&path).await.expect(200).bytes;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("document.pdf");
    std::fs::write(&file, pdf).unwrap();
    serde_json::from_str(&python(READ, file.to_str().unwrap())).unwrap()
}

async fn pays_to(server: &Server, iban: &str, country: &str) {
    let company = json!({
        "name": "Müller & Söhne AG",
        "address": {"line1": "Seestrasse 1", "postal_code": "8000", "city": "Zürich", "country": country},
        "bank": {"iban": iban, "bic": null, "holder": null},
    });
    server.patch("/settings", &json!({"company": company})).await.expect(200);
}

async fn a_claim_in_euro_has_the_code_of_a_sepa_transfer(server: &mut Server) {
    pays_to(server, "DE71110220330123456789", "DE").await;
    let issued = server.made(json!({"currency": "EUR", "lang": "de"}), true).await;
    let due = issued["totals"]["due"].as_f64().unwrap();
    let number = text(&issued["number"]);
    let expected = |remittance: &str| {
        format!(
            "BCD\n002\n1\nSCT\n\nMüller & Söhne AG\nDE71110220330123456789\nEUR{due:.2}\n\n{remittance}\n"
        )
    };
    assert_eq!(codes(server, &issued).await, [expected(&format!("\n{number}"))]);
    let means = json!({"reference": "RF18 5390 0754 7034"});
    let referenced = json!({"currency": "EUR", "lang": "de", "payment_means": means});
    let referenced = server.made(referenced, true).await;
    assert_eq!(codes(server, &referenced).await, [expected("RF18539007547034\n")]);
    // Nobody scans a card's receipt to pay by transfer.
    let card = json!({"code": "48", "card": {"last_figures": "4242"}});
    let by_card = server.made(json!({"currency": "EUR", "payment_means": card}), true).await;
    assert_eq!(codes(server, &by_card).await, [""; 0]);
    // Other currencies and accounts beyond SEPA have none.
    let dollars = server.made(json!({"currency": "USD"}), true).await;
    assert_eq!(codes(server, &dollars).await, [""; 0]);
    pays_to(server, "TR330006100519786457841326", "TR").await;
    let beyond = server.made(json!({"currency": "EUR"}), true).await;
    assert_eq!(codes(server, &beyond).await, [""; 0]);
}

async fn a_swiss_account_makes_a_swiss_bill(server: &mut Server) {
    let buyer = json!({"company": "Pia Rutschmann", "address": {"line1": "Marktgasse 28", "postal_code": "9400", "city": "Rorschach", "country": "CH"}});
    for (iban, currency, language, wanted) in [
        ("CH4431999123000889012", "CHF", "de", None),
        ("CH4431999123000889012", "CHF", "fr", Some("210000000003139471430009017")),
        ("CH5800791123000889012", "EUR", "it", None),
        ("CH5800791123000889012", "CHF", "en", Some("RF18539007547034")),
        ("LI21088100002324013AA", "CHF", "nl", None),
    ] {
        pays_to(server, iban, "CH").await;
        let made = json!({"currency": currency, "lang": language, "customer": buyer, "payment_means": {"reference": wanted}});
        let issued = server.made(made, true).await;
        let found = codes(server, &issued).await;
        assert_eq!(found.len(), 1, "{iban}: {found:?}");
        let lines: Vec<&str> = found[0].lines().collect();
        let number = text(&issued["number"]);
        let reference = lines[28];
        match wanted {
            Some(wanted) => assert_eq!(reference, wanted),
            None if lines[27] == "SCOR" => assert!(reference.starts_with("RF"), "{reference}"),
            None => assert_eq!((lines[27], reference.len()), ("QRR", 27)),
        }
        let due = format!("{:.2}", issued["totals"]["due"].as_f64().unwrap());
        let side = |name: &str, street: &str, code: &str, city: &str| json!({"name": name, "street": street, "pcode": code, "city": city, "country": "CH"});
        let same = json!({
            "account": iban,
            "creditor": side("Müller & Söhne AG", "Seestrasse 1", "8000", "Zürich"),
            "debtor": side("Pia Rutschmann", "Marktgasse 28", "9400", "Rorschach"),
            "amount": due,
            "currency": currency,
            "reference_number": reference,
            "additional_information": number,
        });
        let same: String = serde_json::from_str(&python(SWISS, &same.to_string())).unwrap();
        assert_eq!(lines, same.lines().collect::<Vec<_>>(), "{iban}");
    }
}

async fn where_nothing_is_transferred_the_code_leads_to_the_page(server: &mut Server) {
    let here = server.made(json!({"currency": "USD"}), true).await;
    assert_eq!(codes(server, &here).await, [""; 0], "nobody reaches this machine");
    server.ask_to_stop();
    server.wait();
    server.start_again_with(&["--public-url", "https://bills.example"]);
    let issued = server.made(json!({"currency": "USD"}), true).await;
    let link = text(&issued["links"]["public"]).to_owned();
    assert!(link.starts_with("https://bills.example/i/"), "{link}");
    assert_eq!(codes(server, &issued).await, [link]);
    let draft = server.made(json!({"currency": "USD"}), false).await;
    assert_eq!(codes(server, &draft).await, [""; 0]);
}

both! {
    a_claim_in_euro_has_the_code_of_a_sepa_transfer,
    a_swiss_account_makes_a_swiss_bill,
    where_nothing_is_transferred_the_code_leads_to_the_page,
}
