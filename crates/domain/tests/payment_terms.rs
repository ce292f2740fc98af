//! What payment terms mean, in the words that people write in each of the 22 languages.

use jiff::civil::{Date, date};
use net30_domain::{
    payment_terms::{DueDate, EarlyPayment, PaymentTerms, due_date_of},
    text::Language,
};

/// The issue date of the tests.
const ISSUED: Date = date(2026, 1, 20);

#[track_caller]
fn check(terms: &str, expected: Date) {
    assert_eq!(due_date_of(Some(terms), None, ISSUED), DueDate::Understood(expected), "{terms}");
}

#[track_caller]
fn check_not_understood(terms: &str) {
    assert_eq!(due_date_of(Some(terms), None, ISSUED), DueDate::NotUnderstood, "{terms}");
}

#[test]
fn days_weeks_months_and_years_are_counted() {
    for (terms, expected) in [
        ("Net 30", date(2026, 2, 19)),
        ("net30", date(2026, 2, 19)),
        ("NET-14 days", date(2026, 2, 3)),
        ("n/30", date(2026, 2, 19)),
        ("30 days", date(2026, 2, 19)),
        ("30 days net", date(2026, 2, 19)),
        ("Net 0", ISSUED),
        ("Net 2 weeks", date(2026, 2, 3)),
        ("Net 2 months", date(2026, 3, 20)),
        ("1 year", date(2027, 1, 20)),
        ("Due in 10 days", date(2026, 1, 30)),
        ("Payment due within 30 days of invoice date.", date(2026, 2, 19)),
        ("Payable within 14 days after receipt of invoice", date(2026, 2, 3)),
        ("Terms: net 45", date(2026, 3, 6)),
    ] {
        check(terms, expected);
    }
    assert_eq!(
        due_date_of(Some("Net 1 month"), None, date(2026, 1, 31)).date(),
        Some(date(2026, 2, 28))
    );
}

#[test]
fn months_end_before_or_after_the_days_as_the_words_say() {
    for (terms, expected) in [
        ("EOM", date(2026, 1, 31)),
        ("end of month", date(2026, 1, 31)),
        ("30 days EOM", date(2026, 3, 2)),
        ("Net 30 EOM", date(2026, 3, 2)),
        ("EOM + 10", date(2026, 2, 10)),
        ("end of next month", date(2026, 2, 28)),
        ("15 MFI", date(2026, 2, 15)),
        ("Net 15 MFI", date(2026, 2, 15)),
        ("31st of the following month", date(2026, 2, 28)),
        ("20th of the month following invoice", date(2026, 2, 20)),
        ("10 prox", date(2026, 2, 10)),
        ("30 jours fin de mois", date(2026, 2, 28)),
        ("fin de mois 30 jours", date(2026, 3, 2)),
        ("30 jours fin de mois le 10", date(2026, 3, 10)),
        ("fin de mois le 15", date(2026, 2, 15)),
        ("le 15 du mois suivant", date(2026, 2, 15)),
        ("30 Tage zum Monatsende", date(2026, 2, 28)),
        ("30 Tage nach Monatsende", date(2026, 3, 2)),
        ("zum 15. des Folgemonats", date(2026, 2, 15)),
        ("60 gg d.f.f.m.", date(2026, 3, 31)),
        ("Løbende måned + 30 dage", date(2026, 3, 2)),
        ("lb. md. 30 dage", date(2026, 3, 2)),
        ("月末締め翌月末払い", date(2026, 2, 28)),
        ("月末締め翌々月末払い", date(2026, 3, 31)),
        ("月末締め・翌月末払い", date(2026, 2, 28)),
        ("10th of month following", date(2026, 2, 10)),
        ("月末締め翌月10日払い", date(2026, 2, 10)),
        ("月结30天", date(2026, 3, 2)),
    ] {
        check(terms, expected);
    }
}

/// 14 days, 2 months and at once, as it is usually said.
const USUAL: [(&str, [&str; 3]); 22] = [
    ("en", ["Net 14 days", "2 months after invoice date", "Due on receipt"]),
    ("fr", ["14 jours nets", "2 mois date de facture", "À réception de la facture"]),
    (
        "de",
        [
            "14 Tage netto",
            "Zahlbar innerhalb von 2 Monaten ab Rechnungsdatum ohne Abzug",
            "Sofort fällig",
        ],
    ),
    ("nl", ["Betaling binnen 14 dagen na factuurdatum", "2 maanden", "Per direct"]),
    ("es", ["14 días fecha de factura", "Pago a 2 meses", "Pago al contado"]),
    ("bg", ["в срок от 14 дни от датата на фактурата", "2 месеца", "при получаване"]),
    ("ro", ["14 zile de la data facturii", "Termen de plată: 2 luni", "La primirea facturii"]),
    ("ja", ["請求書発行日から14日以内", "2か月以内", "請求書受領時"]),
    ("mn", ["14 хоногийн дотор", "2 сарын дотор", "Нэхэмжлэх хүлээн авмагц"]),
    ("da", ["Netto 14 dage", "Betales inden 2 måneder", "Betales straks"]),
    ("sv", ["14 dagar netto", "Betalas inom 2 månader från fakturadatum", "Betalas omgående"]),
    (
        "lt",
        ["Apmokėti per 14 dienų nuo sąskaitos išrašymo", "per 2 mėnesius", "Apmokėti nedelsiant"],
    ),
    ("fi", ["14 pv netto", "2 kuukautta laskun päiväyksestä", "Maksetaan heti"]),
    ("hu", ["14 napon belül", "Fizetési határidő: 2 hónap", "Azonnal fizetendő"]),
    ("cs", ["Splatnost 14 dnů", "do 2 měsíců od vystavení faktury", "Splatné ihned"]),
    ("it", ["14 giorni data fattura", "2 mesi dalla data della fattura", "A vista"]),
    ("et", ["14 päeva jooksul", "2 kuud arve kuupäevast", "Tasuda kohe"]),
    ("lv", ["14 dienu laikā no rēķina saņemšanas", "2 mēnešu laikā", "Apmaksāt nekavējoties"]),
    ("pt", ["14 dias após a data da fatura", "Prazo de 2 meses", "Pronto pagamento"]),
    (
        "pl",
        [
            "Termin płatności: 14 dni",
            "w ciągu 2 miesięcy od daty wystawienia faktury",
            "Płatne natychmiast",
        ],
    ),
    ("sk", ["Splatnosť 14 dní", "do 2 mesiacov od vystavenia faktúry", "Splatné ihneď"]),
    ("zh", ["收到发票后14天内付款", "2个月内", "见票即付"]),
];

#[test]
fn each_language_is_understood_in_its_usual_words() {
    for (language, (code, [days, months, at_once])) in Language::ALL.iter().zip(USUAL) {
        assert_eq!(language.code(), code);
        check(days, date(2026, 2, 3));
        check(months, date(2026, 3, 20));
        check(at_once, ISSUED);
    }
}

#[test]
fn how_it_is_paid_says_nothing_of_when() {
    for (terms, expected) in [
        ("Bonifico bancario 60 gg d.f.", date(2026, 3, 21)),
        ("Przelew 14 dni", date(2026, 2, 3)),
        ("Virement à 30 jours", date(2026, 2, 19)),
        ("Per Überweisung innert 30 Tagen", date(2026, 2, 19)),
        ("Comptant à réception de facture", ISSUED),
        ("Zahlbar sofort ohne Abzug", ISSUED),
    ] {
        check(terms, expected);
    }
}

#[test]
fn a_discount_for_paying_early_is_kept() {
    let discount = |percentage: &str, until: Date| (percentage.to_owned(), until);
    for (terms, due, expected) in [
        ("2/10 net 30", date(2026, 2, 19), discount("2", date(2026, 1, 30))),
        ("2/10, n/30", date(2026, 2, 19), discount("2", date(2026, 1, 30))),
        ("1/10/n/30", date(2026, 2, 19), discount("1", date(2026, 1, 30))),
        ("2% 10 days, net 30", date(2026, 2, 19), discount("2", date(2026, 1, 30))),
        ("1.5%/10 Net 30", date(2026, 2, 19), discount("1.5", date(2026, 1, 30))),
        (
            "14 Tage 2,5 % Skonto, 30 Tage netto",
            date(2026, 2, 19),
            discount("2.5", date(2026, 2, 3)),
        ),
        ("30 Tage netto, 14 Tage 2 % Skonto", date(2026, 2, 19), discount("2", date(2026, 2, 3))),
        (
            "2 % Skonto innerhalb von 14 Tagen, 30 Tage netto",
            date(2026, 2, 19),
            discount("2", date(2026, 2, 3)),
        ),
        (
            "2 % d'escompte à 10 jours, 30 jours fin de mois",
            date(2026, 2, 28),
            discount("2", date(2026, 1, 30)),
        ),
        (
            "2 % Skonto bei Zahlung innerhalb von 10 Tagen, 30 Tage netto",
            date(2026, 2, 19),
            discount("2", date(2026, 1, 30)),
        ),
        (
            "2% korting bij betaling binnen 10 dagen, 30 dagen netto",
            date(2026, 2, 19),
            discount("2", date(2026, 1, 30)),
        ),
        ("14 pv -2%, 30 pv netto", date(2026, 2, 19), discount("2", date(2026, 2, 3))),
        (
            "sconto 3% a 10 giorni, 60 giorni fine mese",
            date(2026, 3, 31),
            discount("3", date(2026, 1, 30)),
        ),
    ] {
        check(terms, due);
        let found = PaymentTerms::parse(terms).and_then(|terms| terms.early_payment);
        let shown =
            |found: EarlyPayment| (found.percentage.to_string(), found.until(ISSUED).unwrap());
        assert_eq!(found.map(shown), Some(expected), "{terms}");
    }
    assert_eq!(PaymentTerms::parse("Net 30").unwrap().early_payment, None);
}

#[test]
fn what_is_not_understood_whole_gives_no_date() {
    for terms in [
        "as agreed",
        "Net a while",
        "Net",
        "Net 99999",
        "Net 30 or so",
        "30 business days",
        "30 days after delivery",
        "not before 30 days",
        "2/10",
        "2% 10 days",
        "0/10 net 30",
        "101/10 net 30",
        "Net 30 Net 60",
        "1.5 months",
        "30 EOM 10 EOM",
        "32 MFI",
        "0 MFI",
        "50 %",
        "€ 30",
        "Net -1 day!?%",
        "nach Vereinbarung",
        "selon devis",
        "",
        "Net 30 days from 2026-01-01",
        "half upfront, rest in 30 days",
        "Rechnung 12",
        "30",
    ] {
        check_not_understood(terms);
    }
    check_not_understood(&"net ".repeat(100));
    assert_eq!(due_date_of(Some("Net 30"), None, date(2999, 12, 30)), DueDate::NotUnderstood);
}

#[test]
fn days_beside_a_text_are_taken_at_their_word() {
    let due = |terms, days| due_date_of(terms, days, ISSUED);
    assert_eq!(due(Some("as agreed"), Some(10)), DueDate::Understood(date(2026, 1, 30)));
    assert_eq!(due(None, Some(0)), DueDate::Understood(ISSUED));
    assert_eq!(due(None, None), DueDate::NoTerms);
}
