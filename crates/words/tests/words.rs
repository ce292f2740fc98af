//! What is said in which language, and in which country.

use net30_domain::{
    Decimal,
    tax::Category,
    text::{Country, Language},
};
use net30_words::{Locale, Phrase, Word, Words};

fn words(code: &str) -> Words {
    let (language, country) = code.split_once('-').map_or((code, None), |(l, c)| (l, Some(c)));
    let country = country.map(|country| Country::parse(country).unwrap());
    Words::of(Locale::of(Language::parse(language).unwrap(), country))
}

#[test]
fn a_message_is_said_in_its_language() {
    let page = Phrase::PageOf { page: "2", pages: "3" };
    for (code, said) in [
        ("en", "Page 2 of 3"),
        ("de", "Seite 2 von 3"),
        ("fr", "Page 2 sur 3"),
        ("ja", "2/3 ページ"),
    ] {
        assert_eq!(words(code).say(&page), said);
    }
}

#[test]
fn every_language_has_words_for_an_invoice_and_a_credit_note() {
    for (code, invoice, credit_note) in [
        ("en", "Invoice", "Credit note"),
        ("fr", "Facture", "Avoir"),
        ("de", "Rechnung", "Rechnungskorrektur"),
        ("nl", "Factuur", "Creditfactuur"),
        ("es", "Factura", "Factura rectificativa"),
        ("bg", "Фактура", "Кредитно известие"),
        ("ro", "Factură", "Factură de stornare"),
        ("ja", "請求書", "返還請求書"),
        ("mn", "Нэхэмжлэх", "Буцаалтын нэхэмжлэх"),
        ("da", "Faktura", "Kreditnota"),
        ("sv", "Faktura", "Kreditfaktura"),
        ("lt", "Sąskaita faktūra", "Kreditinė sąskaita faktūra"),
        ("fi", "Lasku", "Hyvityslasku"),
        ("hu", "Számla", "Helyesbítő számla"),
        ("cs", "Faktura", "Dobropis"),
        ("it", "Fattura", "Nota di credito"),
        ("et", "Arve", "Kreeditarve"),
        ("lv", "Rēķins", "Kredītrēķins"),
        ("pt", "Fatura", "Nota de crédito"),
        ("pl", "Faktura", "Faktura korygująca"),
        ("sk", "Faktúra", "Dobropis"),
        ("zh", "发票", "贷项通知单"),
        // What countries say otherwise.
        ("de-AT", "Rechnung", "Rechnungskorrektur"),
        ("de-CH", "Rechnung", "Gutschrift"),
        ("fr-BE", "Facture", "Note de crédit"),
        ("fr-CA", "Facture", "Note de crédit"),
        ("es-MX", "Factura", "Nota de crédito"),
        ("es-ES", "Factura", "Factura rectificativa"),
        ("nl-BE", "Factuur", "Creditnota"),
        ("zh-TW", "發票", "貸項通知單"),
    ] {
        let words = words(code);
        assert_eq!(words.get(Word::Invoice), invoice, "{code}");
        assert_eq!(words.get(Word::CreditNote), credit_note, "{code}");
    }
}

#[test]
fn a_country_has_words_of_its_own_and_else_those_of_the_language() {
    for (code, closing) in [
        ("de", "Mit freundlichen Grüßen"),
        ("de-CH", "Freundliche Grüsse"),
        ("de-FR", "Mit freundlichen Grüßen"),
        ("pt", "Com os melhores cumprimentos,"),
        ("pt-BR", "Atenciosamente,"),
    ] {
        assert_eq!(words(code).get(Word::MailClosing), closing, "{code}");
    }
    for (code, cheque) in [("en", "Cheque"), ("en-US", "Check"), ("en-GB", "Cheque")] {
        assert_eq!(words(code).get(Word::MethodCheque), cheque, "{code}");
    }
}

#[test]
fn a_tax_id_is_called_as_where_it_was_given_out() {
    for (country, name) in [
        ("DE", "VAT ID"),
        ("US", "Tax ID"),
        ("IN", "GSTIN"),
        ("AU", "ABN"),
        ("NZ", "GST no."),
        ("MX", "RFC"),
    ] {
        let country = Country::parse(country).unwrap();
        assert_eq!(words("en").tax_id(Some(country)), name);
    }
    let austria = Country::parse("AT").unwrap();
    assert_eq!(words("de-AT").tax_id(Some(austria)), "UID-Nr.");
    assert_eq!(words("de").tax_id(None), "USt-IdNr.");
}

#[test]
fn terms_that_every_account_begins_with_are_said_in_the_language() {
    for (code, terms, said) in [
        ("de", "Net 30", "30 Tage netto"),
        ("de", "net 1", "1 Tag netto"),
        ("cs", "Net 3", "Splatnost 3 dny"),
        ("cs", "Net 14", "Splatnost 14 dní"),
        ("ro", "Net 30", "30 de zile net"),
        ("fr", "Due on receipt", "Paiement à réception"),
        ("fr", "30 jours fin de mois", "30 jours fin de mois"),
        ("fr", "2/10 net 30", "2/10 net 30"),
        ("fr", "Net 30 EOM", "Net 30 EOM"),
        ("en", "Net 30", "Net 30"),
        ("en", "Due on receipt", "Due on receipt"),
    ] {
        assert_eq!(words(code).payment_terms(terms), said, "{code}: {terms}");
    }
}

#[test]
fn a_unit_has_the_form_that_its_quantity_needs() {
    for (code, unit, quantity, expected) in [
        ("en", "hour", "40", "hours"),
        ("en", "hours", "1", "hour"),
        ("en", "hours", "1.0", "hour"),
        ("en", "hour", "-1", "hour"),
        ("en", "hour", "0.5", "hours"),
        ("en", "hour", "0", "hours"),
        ("en", "Day", "2", "Days"),
        ("en", "DAYS", "2", "DAYS"),
        ("en", "kg", "2", "kg"),
        ("en", "person", "3", "people"),
        // Each spelling stays what it is.
        ("en", "license", "2", "licenses"),
        ("en-US", "license", "2", "licenses"),
        ("en-US", "licences", "1", "licence"),
        ("de", "Stunde", "40", "Stunden"),
        ("de", "Stunden", "1", "Stunde"),
        ("de", "Nacht", "2", "Nächte"),
        ("de", "Stück", "2", "Stück"),
        // English on a document of another language, long and short, and codes.
        ("de", "hour", "2", "Stunden"),
        ("de", "Hours", "1", "Stunde"),
        ("fr", "Hours", "2", "Heures"),
        ("fr", "days", "1.5", "jour"),
        ("pl", "hour", "5", "godzin"),
        ("ja", "hours", "8", "時間"),
        ("de", "pcs", "3", "Stück"),
        ("de", "pcs.", "3", "Stück"),
        ("es", "hrs", "1", "hora"),
        ("en", "hrs", "2", "hrs"),
        ("en", "pcs", "1", "pcs"),
        ("de", "HUR", "2", "Stunden"),
        ("en", "HUR", "2", "hours"),
        ("de-CH", "C62", "2", "Stück"),
        ("en-US", "KMT", "2", "kilometers"),
        ("de", "kilograms", "2", "kg"),
        ("en", "kilograms", "2", "kilograms"),
        ("it", "KGM", "2", "kg"),
        ("nl", "m2", "2", "m2"),
        ("de", "h", "2", "h"),
        ("de", "HOURS", "2", "HOURS"),
        ("de", "2N", "2", "2N"),
        ("de", "sprint", "2", "sprint"),
        ("de", "Sprints", "1", "Sprints"),
        // The words of who writes it, on a document for somebody else.
        ("en-DE", "Stunde", "40", "hours"),
        ("fr-IT", "giorni", "2", "jours"),
        ("en-DK", "time", "3", "hours"),
        ("en-GB", "Stunde", "40", "Stunde"),
        ("fr", "heure", "1.5", "heure"),
        ("fr", "heure", "2", "heures"),
        ("ro", "oră", "2", "ore"),
        ("ro", "oră", "20", "de ore"),
        ("ro", "de ore", "1", "oră"),
        ("lt", "valanda", "21", "valanda"),
        ("lt", "valanda", "22", "valandos"),
        ("lt", "valanda", "11", "valandų"),
        ("lt", "diena", "1.5", "dienos"),
        ("lv", "stunda", "10", "stundu"),
        ("lv", "stunda", "21", "stunda"),
        ("lv", "stunda", "2", "stundas"),
        ("cs", "hodina", "3", "hodiny"),
        ("cs", "hodin", "1.5", "hodiny"),
        ("cs", "den", "1.5", "dne"),
        ("cs", "hodina", "5", "hodin"),
        ("sk", "mesiac", "12", "mesiacov"),
        ("pl", "godzina", "22", "godziny"),
        ("pl", "godzina", "12", "godzin"),
        ("pl", "dzień", "0.5", "dnia"),
        ("pl", "Godziny", "25", "Godzin"),
        ("fi", "tunti", "2", "tuntia"),
        ("hu", "óra", "40", "óra"),
        ("bg", "час", "8", "часа"),
        ("ja", "時間", "8", "時間"),
        ("pt-BR", "usuários", "1", "usuário"),
    ] {
        let quantity: Decimal = quantity.parse().unwrap();
        assert_eq!(words(code).unit(unit, quantity), expected, "{code}: {quantity} {unit}");
    }
}

#[test]
fn reverse_charge_is_said_in_the_words_of_the_directive() {
    // Directive 2006/112/EC, article 226 (11a), in each of its languages that there is a catalogue of.
    for (language, words) in [
        ("en", "Reverse charge"),
        ("fr", "Autoliquidation"),
        ("de", "Steuerschuldnerschaft des Leistungsempfängers"),
        ("nl", "Btw verlegd"),
        ("es", "Inversión del sujeto pasivo"),
        ("bg", "обратно начисляване"),
        ("ro", "taxare inversă"),
        ("da", "omvendt betalingspligt"),
        ("sv", "Omvänd betalningsskyldighet"),
        ("lt", "Atvirkštinis apmokestinimas"),
        ("fi", "käännetty verovelvollisuus"),
        ("hu", "fordított adózás"),
        ("cs", "daň odvede zákazník"),
        ("it", "inversione contabile"),
        ("et", "pöördmaksustamine"),
        ("lv", "nodokļa apgrieztā maksāšana"),
        ("pt", "Autoliquidação"),
        ("pl", "odwrotne obciążenie"),
        ("sk", "prenesenie daňovej povinnosti"),
    ] {
        let word = Word::of_exemption(Category::ReverseCharge).unwrap();
        let said = self::words(language).get(word);
        assert!(said.to_lowercase().contains(&words.to_lowercase()), "{language}: {said}");
    }
}
