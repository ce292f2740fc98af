//! What the sample says: a workshop in Kiel, its customers, and a year of invoices.

use jiff::{ToSpan as _, civil::Date};
use net30_domain::id::TaxId;
use serde_json::{Value, json};
use uuid::Uuid;

/// The company's settings.
pub(super) fn settings() -> Value {
    json!({
        "company": {
            "name": "Nordlicht Werkstatt GmbH (Muster)",
            "address": {"line1": "Fördepromenade 12", "postal_code": "24103", "city": "Kiel", "country": "DE"},
            "tax_id": "DE811907980", "tax_number": "20/123/45678", "legal_id": "HRB 4711 KI",
            "contact_name": "Anna Nordlicht", "phone": "+49 431 555 0100",
            "email": "rechnung@nordlicht.example", "website": "nordlicht.example",
            "bank": {"iban": "DE89 3704 0044 0532 0130 00", "bic": "COBADEFFXXX", "bank_name": "Musterbank"},
        },
        "currency": "EUR",
        "lang": "de",
        "time_zone": "Europe/Berlin",
        "numbering": {"invoice": "RE-{YYYY}-{SEQ:4}", "credit_note": "RK-{YYYY}-{SEQ:4}"},
        "defaults": {
            "payment_terms": "Net 14",
            "notes": "Musterdaten: Diese Rechnung ist nicht echt.",
        },
    })
}

/// The table of taxes.
pub(super) const TAXES: [&str; 4] = [
    r#"{"name": "USt", "value": 19}"#,
    r#"{"name": "USt", "value": 7}"#,
    r#"{"name": "Reverse charge", "value": 0, "category": "AE", "exemption_reason": "Reverse charge"}"#,
    r#"{"name": "VAT", "value": 0, "category": "G", "exemption_reason": "Export outside of the EU"}"#,
];

/// What is sold again and again: name, unit, price.
pub(super) const PRODUCTS: [(&str, &str, &str); 6] = [
    ("Plakat A2, vierfarbig", "Stück", "48.50"),
    ("Gestaltung", "Std.", "92"),
    ("Beschilderung, graviert", "Stück", "135"),
    ("Montage vor Ort", "Std.", "68"),
    ("Broschüre, 16 Seiten", "Stück", "3.20"),
    ("Website, Pflege im Monat", "Monat", "240"),
];

/// To whom.
pub(super) const CUSTOMERS: [&str; 9] = [
    r#"{"company": "Förde Segelschule e. K.", "email": "buero@foerde-segeln.example", "address": {"line1": "Hafenstraße 3", "postal_code": "24103", "city": "Kiel", "country": "DE"}, "payment_terms": "Net 14"}"#,
    r#"{"company": "Stadtwerke Musterhafen AöR", "email": "rechnungseingang@stadtwerke.example", "address": {"line1": "Am Kai 1", "postal_code": "23552", "city": "Lübeck", "country": "DE"}, "tax_id": "DE136695976", "payment_terms": "Net 30"}"#,
    r#"{"company": "Café Lindenhof", "contact_name": "Jonas Peters", "email": "jonas@lindenhof.example", "address": {"line1": "Lindenallee 44", "postal_code": "20259", "city": "Hamburg", "country": "DE"}, "payment_terms": "Net 14"}"#,
    r#"{"company": "Müller & Söhne Metallbau KG", "email": "buchhaltung@mueller-soehne.example", "address": {"line1": "Industrieweg 8", "postal_code": "24941", "city": "Flensburg", "country": "DE"}, "payment_terms": "Net 30"}"#,
    r#"{"company": "Northwind Traders Ltd", "contact_name": "Grace Hill", "email": "accounts@northwind.example", "address": {"line1": "14 Quay Street", "postal_code": "BS1 4DJ", "city": "Bristol", "country": "GB"}, "lang": "en", "payment_terms": "Net 30"}"#,
    r#"{"company": "Tulip Logistics B.V.", "email": "ap@tulip.example", "address": {"line1": "Kadeweg 21", "postal_code": "3011 AB", "city": "Rotterdam", "country": "NL"}, "tax_id": "NL004495445B01", "lang": "en", "payment_terms": "Net 30"}"#,
    r#"{"company": "Harbor Coffee Roasters Inc.", "email": "billing@harborcoffee.example", "address": {"line1": "220 Pier Avenue", "postal_code": "04101", "city": "Portland", "region": "ME", "country": "US"}, "currency": "USD", "lang": "en", "payment_terms": "Net 30"}"#,
    r#"{"company": "Hotel Leuchtturm GmbH", "email": "rechnung@hotel-leuchtturm.example", "address": {"line1": "Strandweg 2", "postal_code": "25992", "city": "List", "country": "DE"}, "payment_terms": "Net 14"}"#,
    r#"{"company": "Grundschule am Deich", "email": "sekretariat@schule-am-deich.example", "address": {"line1": "Schulstraße 5", "postal_code": "25746", "city": "Heide", "country": "DE"}, "payment_terms": "Net 30"}"#,
];

/// What becomes of an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    Draft,
    Issued,
    Sent,
    /// Some days after its date.
    Paid(i32),
    PaidInPart(i64),
    Refunded,
    Credited,
    CreditedInPart,
    Void,
}

/// A line: name, quantity, unit, price, and its place among the taxes.
type Line = (&'static str, &'static str, &'static str, &'static str, usize);

/// An invoice.
#[derive(Debug)]
pub(super) struct Sale {
    pub(super) date: Date,
    pub(super) customer: usize,
    pub(super) then: Then,
    lines: &'static [Line],
}

const POSTERS: &[Line] = &[
    ("Plakat A2, vierfarbig", "40", "Stück", "48.50", 0),
    ("Gestaltung", "12", "Stunde", "92", 0),
];
const SIGNS: &[Line] = &[
    ("Beschilderung, graviert", "18", "Stück", "135", 0),
    ("Montage vor Ort", "9.5", "Std.", "68", 0),
];
const BROCHURE: &[Line] = &[
    ("Broschüre, 16 Seiten", "1500", "Stück", "3.20", 1),
    ("Gestaltung", "26", "Stunde", "92", 0),
];
const CARE: &[Line] = &[("Website, Pflege im Monat", "1", "Monat", "240", 0)];
const MENU: &[Line] = &[
    ("Speisekarten, laminiert", "60", "Stück", "6.80", 0),
    ("Gestaltung", "5", "Stunde", "92", 0),
];
const FAIR: &[Line] = &[
    ("Messestand, Wände und Tresen", "1", "Stück", "6850", 0),
    ("Montage vor Ort", "32", "Std.", "68", 0),
    ("Gestaltung", "18", "Std.", "92", 0),
];
const BRAND: &[Line] =
    &[("Brand design", "38", "hour", "95", 3), ("Stationery, set of 500", "2", "piece", "310", 3)];
const FLEET: &[Line] =
    &[("Van lettering", "6", "piece", "780", 2), ("Design", "8", "hour", "95", 2)];
const COFFEE: &[Line] = &[
    ("Label design, six blends", "24", "hour", "110", 3),
    ("Labels on a roll, 1,000", "6", "piece", "145", 3),
];

/// A year of invoices up to today: how many months ago, on which day, to whom, of what, and what became of it.
const YEAR: [(i32, i8, usize, &[Line], Then); 38] = [
    (11, 4, 0, POSTERS, Then::Paid(11)),
    (11, 18, 7, SIGNS, Then::Paid(16)),
    (10, 3, 2, MENU, Then::Paid(8)),
    (10, 12, 4, BRAND, Then::Paid(27)),
    (10, 24, 3, CARE, Then::Paid(12)),
    (9, 6, 1, FAIR, Then::Paid(29)),
    (9, 20, 8, BROCHURE, Then::Paid(30)),
    (8, 2, 0, CARE, Then::Paid(10)),
    (8, 9, 5, FLEET, Then::Paid(31)),
    (8, 22, 7, POSTERS, Then::Paid(14)),
    (7, 5, 6, COFFEE, Then::Paid(25)),
    (7, 15, 2, POSTERS, Then::Refunded),
    (7, 27, 1, SIGNS, Then::Paid(28)),
    (6, 8, 3, FAIR, Then::Paid(33)),
    (6, 19, 8, BROCHURE, Then::Paid(24)),
    (5, 3, 0, CARE, Then::Paid(9)),
    (5, 11, 4, BRAND, Then::Paid(30)),
    (5, 23, 7, MENU, Then::Void),
    (4, 6, 5, FLEET, Then::Paid(26)),
    (4, 16, 2, MENU, Then::Paid(13)),
    (4, 28, 1, BROCHURE, Then::Paid(30)),
    (3, 4, 3, SIGNS, Then::PaidInPart(1500)),
    (3, 13, 6, COFFEE, Then::Paid(29)),
    (3, 24, 0, POSTERS, Then::Paid(15)),
    (2, 2, 7, CARE, Then::Paid(7)),
    (2, 10, 8, BROCHURE, Then::Sent),
    (2, 21, 4, BRAND, Then::Paid(22)),
    (1, 3, 2, MENU, Then::Sent),
    (1, 9, 1, POSTERS, Then::Sent),
    (1, 17, 5, FLEET, Then::Sent),
    (1, 25, 0, POSTERS, Then::Paid(6)),
    (0, 1, 6, COFFEE, Then::Sent),
    (0, 2, 3, CARE, Then::Credited),
    (0, 3, 1, FAIR, Then::Paid(3)),
    (0, 4, 7, SIGNS, Then::CreditedInPart),
    (0, 5, 1, MENU, Then::PaidInPart(300)),
    (0, 6, 8, BROCHURE, Then::Issued),
    (0, 8, 4, BRAND, Then::Draft),
];

/// The year, in the order of its days.
pub(super) fn sales(today: Date) -> Vec<Sale> {
    let sale = |(ago, day, customer, lines, then): (i32, i8, usize, &'static [Line], Then)| {
        let month = today.first_of_month().checked_sub(ago.months()).unwrap_or(today);
        let date = month.checked_add((day - 1).days()).unwrap_or(today).min(today);
        Sale { date, customer, then, lines }
    };
    let mut sales: Vec<Sale> = YEAR.into_iter().map(sale).collect();
    // Two drafts that nobody has finished.
    let draft = |customer, lines| Sale { date: today, customer, then: Then::Draft, lines };
    sales.extend([draft(2, MENU), draft(1, SIGNS)]);
    sales
}

impl Sale {
    /// As the API would take it.
    pub(super) fn body(&self, customer: Uuid, taxes: &[TaxId]) -> Value {
        let english = self.lines.iter().any(|(.., tax)| *tax >= 2);
        let line = |(name, quantity, unit, price, tax): &Line| {
            json!({
                "name": name, "quantity": quantity, "unit": unit, "unit_price": price,
                "tax_ids": [taxes[*tax].0],
            })
        };
        let mut body = json!({
            "customer_id": customer,
            "issue_date": self.date.to_string(),
            "tags": ["sample"],
            "items": self.lines.iter().map(line).collect::<Vec<_>>(),
        });
        if english {
            body["notes"] = "Sample data: this invoice is not real.".into();
        }
        body
    }
}

#[cfg(test)]
mod tests {
    use super::{CUSTOMERS, TAXES, Then, sales};
    use jiff::civil::date;

    #[test]
    fn a_year_comes_in_its_order_and_none_of_it_is_to_come() {
        for today in [date(2026, 3, 1), date(2026, 3, 31), date(2028, 2, 29)] {
            let all = sales(today);
            assert!(all.iter().all(|sale| sale.date <= today), "{all:#?}");
            assert!(all.windows(2).all(|two| two[0].date <= two[1].date), "{all:#?}");
            assert!(all.iter().all(|sale| sale.customer < CUSTOMERS.len()));
            assert!(all.iter().flat_map(|sale| sale.lines).all(|line| line.4 < TAXES.len()));
        }
    }

    #[test]
    fn every_state_is_there() {
        let all = sales(date(2026, 3, 31));
        for then in [
            Then::Draft,
            Then::Issued,
            Then::Sent,
            Then::PaidInPart(1500),
            Then::Refunded,
            Then::Credited,
            Then::CreditedInPart,
            Then::Void,
        ] {
            assert!(all.iter().any(|sale| sale.then == then), "{then:?}");
        }
        assert!(all.iter().any(|sale| matches!(sale.then, Then::Paid(_))));
    }
}
