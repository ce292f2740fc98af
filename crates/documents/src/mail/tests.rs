use super::{Mail, MailDocument, MailInput, Occasion, built_in, mail, unknown_placeholder};
use crate::fixture;
use net30_domain::{delivery::MailText, invoice::Invoice, template::Look, text::Language};
use net30_words::Locale;

const LINK: &str = "https://pay.example/i/x";

fn letter(
    occasion: Occasion,
    language: Language,
    own: (Option<&str>, Option<&str>),
    change: impl FnOnce(&mut Invoice),
) -> Mail {
    let (seller, buyer) = (fixture::seller(), fixture::buyer());
    let mut invoice = fixture::invoice();
    change(&mut invoice);
    mail(&MailInput {
        occasion,
        language,
        subject: own.0,
        message: own.1,
        seller: &seller,
        customer: Some(&buyer),
        document: Some(MailDocument { invoice: &invoice, link: Some(LINK) }),
        facts: &[],
        files: &["INV-2026-0007.pdf".to_owned()],
        look: &Look::default(),
    })
}

fn unbroken(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn a_letter_is_worded_in_its_language() {
    let invoice = Occasion::Text(MailText::Invoice);
    let english = letter(invoice, Language::En, (None, None), |_| {});
    assert_eq!(english.subject, "Invoice INV-2026-0007 from Nordlicht Werkstatt GmbH");
    for part in ["€1,904.00", "Amount due: €1,404.00", "Kind regards", LINK, "INV-2026-0007.pdf"]
    {
        assert!(unbroken(&english.text).contains(part), "{part} is not in {}", english.text);
    }
    let german = letter(invoice, Language::De, (None, None), |_| {});
    assert_eq!(german.subject, "Rechnung INV-2026-0007 von Nordlicht Werkstatt GmbH");
    for part in
        ["1.904,00 €", "Zu zahlen: 1.404,00 €", "Mit freundlichen Grüßen", "Rechnung ansehen"]
    {
        assert!(unbroken(&german.text).contains(part), "{part} is not in {}", german.text);
        let html = german.html.replace("&#38;", "&");
        let shown = part.split(": ").last().unwrap();
        assert!(unbroken(&html).contains(shown), "{shown} is not in {html}");
    }
}

#[test]
fn every_occasion_has_words_with_known_placeholders_only() {
    for &language in Language::ALL {
        for &text in MailText::ALL {
            let wording = built_in(Occasion::Text(text), Locale::of(language, None));
            assert!(!wording.subject.is_empty() && wording.message.contains("{customer}"));
            assert_eq!(unknown_placeholder(&wording.subject), None);
            assert_eq!(unknown_placeholder(&wording.message), None);
        }
    }
}

#[test]
fn an_own_text_takes_the_place_of_the_catalogues() {
    let own = (
        Some("{company}: {number}\r\nBcc: x@evil.example"),
        Some("Dear {customer},\n\npay {amount_due} at {link}!"),
    );
    let letter = letter(Occasion::Text(MailText::Invoice), Language::En, own, |_| {});
    assert_eq!(letter.subject, "Nordlicht Werkstatt GmbH: INV-2026-0007 Bcc: x@evil.example");
    assert!(
        unbroken(&letter.text).contains("pay €1,404.00 at https://pay.example/i/x!"),
        "{}",
        letter.text
    );
    assert!(!letter.text.contains("Kind regards"));
    assert!(letter.html.contains(&format!("<a href=\"{LINK}\"")), "{}", letter.html);
}

#[test]
fn what_users_wrote_is_never_markup() {
    let own = (None, Some("<script>alert(1)</script> {number} <img src=x>"));
    let letter = letter(Occasion::Text(MailText::Invoice), Language::En, own, |invoice| {
        if let net30_domain::invoice::Stage::Issued(issue) = &mut invoice.stage {
            issue.number = "\"><b onload=x>".to_owned();
        }
    });
    assert!(
        !letter.html.contains("<script")
            && !letter.html.contains("<img")
            && !letter.html.contains("<b ")
    );
    assert!(letter.html.contains("&#60;script"), "{}", letter.html);
    assert!(!letter.html.contains("src=\"http"), "nothing is fetched");
}

#[test]
fn a_statement_shows_the_facts_that_it_is_given() {
    let (seller, buyer) = (fixture::seller(), fixture::buyer());
    let letter = mail(&MailInput {
        occasion: Occasion::Text(MailText::Statement),
        language: Language::En,
        subject: None,
        message: None,
        seller: &seller,
        customer: Some(&buyer),
        document: None,
        facts: &[("Balance".to_owned(), "€12.00".to_owned())],
        files: &[],
        look: &Look::default(),
    });
    assert!(letter.text.contains("Balance: €12.00") && letter.html.contains("€12.00"));
    assert!(!letter.text.contains("http"));
}

#[test]
fn each_text_of_a_letter_is_read_from_the_side_of_its_first_letter() {
    let own = (None, Some("שלום {customer}\n\nשולחן 120x60 ס\"מ"));
    let letter = letter(Occasion::Text(MailText::Invoice), Language::En, own, |_| {});
    for part in ["<p dir=\"auto\"", "<strong dir=\"auto\">", "dir=\"auto\" style="] {
        assert!(letter.html.contains(part), "{part} is not in {}", letter.html);
    }
}
