use super::{Mail, MailDocument, MailInput, Occasion, built_in, mail, unknown_placeholder};
use crate::fixture;
use net30_domain::{email_delivery::MailText, invoice::Invoice, template::Look, text::Language};
use net30_words::Locale;

const LINK: &str = "https://pay.example/i/x";

fn email(
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
        link: None,
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
    let english = email(invoice, Language::En, (None, None), |_| {});
    assert_eq!(english.subject, "Invoice INV-2026-0007 from Nordlicht Werkstatt GmbH");
    for part in ["€1,904.00", "Amount due: €1,404.00", "Kind regards", LINK, "INV-2026-0007.pdf"]
    {
        assert!(unbroken(&english.text).contains(part), "{part} is not in {}", english.text);
    }
    let german = email(invoice, Language::De, (None, None), |_| {});
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
        for text in MailText::ALL {
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
    let email = email(Occasion::Text(MailText::Invoice), Language::En, own, |_| {});
    assert_eq!(email.subject, "Nordlicht Werkstatt GmbH: INV-2026-0007 Bcc: x@evil.example");
    assert!(
        unbroken(&email.text).contains("pay €1,404.00 at https://pay.example/i/x!"),
        "{}",
        email.text
    );
    assert!(!email.text.contains("Kind regards"));
    assert!(email.html.contains(&format!("<a href=\"{LINK}\"")), "{}", email.html);
}

#[test]
fn what_users_wrote_is_never_markup() {
    let own = (None, Some("<script>alert(1)</script> {number} <img src=x>"));
    let email = email(Occasion::Text(MailText::Invoice), Language::En, own, |invoice| {
        if let net30_domain::invoice::Stage::Issued(issue) = &mut invoice.stage {
            issue.number = "\"><b onload=x>".to_owned();
        }
    });
    assert!(
        !email.html.contains("<script")
            && !email.html.contains("<img")
            && !email.html.contains("<b ")
    );
    assert!(email.html.contains("&#60;script"), "{}", email.html);
    assert!(!email.html.contains("src=\"http"), "nothing is fetched");
}

#[test]
fn a_statement_shows_the_facts_that_it_is_given() {
    let (seller, buyer) = (fixture::seller(), fixture::buyer());
    let email = mail(&MailInput {
        occasion: Occasion::Text(MailText::Statement),
        language: Language::En,
        subject: None,
        message: None,
        seller: &seller,
        customer: Some(&buyer),
        document: None,
        facts: &[("Balance".to_owned(), "€12.00".to_owned())],
        link: None,
        files: &[],
        look: &Look::default(),
    });
    assert!(email.text.contains("Balance: €12.00") && email.html.contains("€12.00"));
    assert!(!email.text.contains("http"));
}

#[test]
fn each_text_of_a_letter_is_read_from_the_side_of_its_first_letter() {
    let own = (None, Some("שלום {customer}\n\nשולחן 120x60 ס\"מ"));
    let email = email(Occasion::Text(MailText::Invoice), Language::En, own, |_| {});
    for part in ["<p dir=\"auto\"", "<strong dir=\"auto\">", "dir=\"auto\" style="] {
        assert!(email.html.contains(part), "{part} is not in {}", email.html);
    }
}

#[test]
fn who_works_here_gets_a_link_as_a_button() {
    let seller = fixture::seller();
    let link = "https://billing.example.com/welcome/0aZ";
    for (occasion, language, parts) in [
        (Occasion::Invitation, Language::En, ["invites you", "Come in", "works once"]),
        (Occasion::Password, Language::De, ["neues Passwort", "Passwort wählen", "gilt einmal"]),
    ] {
        let email = mail(&MailInput {
            occasion,
            language,
            subject: None,
            message: None,
            seller: &seller,
            customer: None,
            document: None,
            facts: &[],
            link: Some(link),
            files: &[],
            look: &Look::default(),
        });
        let all = format!("{}\n{}", email.subject, email.text);
        for part in parts.into_iter().chain(["Nordlicht Werkstatt GmbH", link]) {
            assert!(all.contains(part), "{part} is not in {all}");
        }
        assert!(email.html.contains(&format!("<a href=\"{link}\"")), "{}", email.html);
    }
}
