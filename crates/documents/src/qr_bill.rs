//! The payment part with Swiss QR code that a bill in Switzerland and Liechtenstein ends with (SIX, Swiss Implementation
//! Guidelines for the QR-bill, version 2.3).

use crate::transfer_code::{compact, is_iban};
use fast_qr::{ECL, QRBuilder, Version};
use net30_domain::{
    Decimal,
    customer::Address,
    money::{Amount, Currency},
    payment_reference::{
        creditor_reference_of, is_creditor_reference, is_qr_reference, qr_reference_of,
    },
    text::{Country, Language},
};
use serde::Serialize;
use std::fmt::Write as _;

/// Most characters of a name, of a street and of a town; of a post code; of a message.
const NAME_MAX: usize = 70;
const STREET_MAX: usize = 70;
const POSTAL_CODE_MAX: usize = 16;
const CITY_MAX: usize = 35;
const MESSAGE_MAX: usize = 140;

/// What a bill is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Claim<'a> {
    pub(crate) iban: &'a str,
    pub(crate) holder: &'a str,
    pub(crate) holder_address: &'a Address,
    pub(crate) amount: Amount,
    pub(crate) currency: Currency,
    pub(crate) debtor: &'a str,
    pub(crate) debtor_address: &'a Address,
    /// What the document asks the payer to write, if anything.
    pub(crate) reference: Option<&'a str>,
    pub(crate) number: &'a str,
    pub(crate) language: Language,
}

/// What the payment part and the receipt say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct QrBill {
    words: Words,
    pub(crate) svg: String,
    iban: String,
    creditor: Vec<String>,
    reference: Option<String>,
    message: Option<String>,
    currency: &'static str,
    amount: String,
    debtor: Option<Vec<String>>,
    #[serde(skip)]
    payload: String,
}

impl QrBill {
    /// The reference as it is printed, in groups.
    pub(crate) fn reference(&self) -> Option<&str> {
        self.reference.as_deref()
    }
}

/// Whoever pays or is paid, as the standard wants them.
struct Side {
    name: String,
    street: String,
    postal_code: String,
    city: String,
    country: Country,
}

impl Side {
    /// Nothing if something is missing, too long, or in letters that the standard has not.
    fn of(name: &str, address: &Address) -> Option<Self> {
        let line = |text: Option<&String>| squeezed(text.map_or("", String::as_str));
        let streets =
            [&address.line1, &address.line2, &address.line3].map(|own| line(own.as_ref()));
        let streets: Vec<String> = streets.into_iter().filter(|own| !own.is_empty()).collect();
        let side = Self {
            name: squeezed(name),
            street: streets.join(", "),
            postal_code: line(address.postal_code.as_ref()),
            city: line(address.city.as_ref()),
            country: address.country?,
        };
        let fits = |text: &str, most: usize| text.chars().count() <= most && is_allowed(text);
        let is_whole =
            !side.name.is_empty() && !side.postal_code.is_empty() && !side.city.is_empty();
        (is_whole
            && fits(&side.name, NAME_MAX)
            && fits(&side.street, STREET_MAX)
            && fits(&side.postal_code, POSTAL_CODE_MAX)
            && fits(&side.city, CITY_MAX))
        .then_some(side)
    }

    /// The lines of the code: a structured address, its street and number in one.
    fn payload(&self) -> String {
        let Self { name, street, postal_code, city, country } = self;
        format!("S\n{name}\n{street}\n\n{postal_code}\n{city}\n{}", country.code())
    }

    fn printed(&self) -> Vec<String> {
        let Self { name, street, postal_code, city, country } = self;
        let abroad = if matches!(country.code(), "CH" | "LI") {
            String::new()
        } else {
            format!("{} ", country.code())
        };
        let lines = [name.clone(), street.clone(), format!("{abroad}{postal_code} {city}")];
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }
}

/// The bill; nothing where the standard has none: other accounts than Swiss and Liechtenstein's, other currencies than
/// francs and euro, amounts out of its range, a creditor whose address is not whole, a QR-IBAN without a QR reference.
pub(crate) fn bill(claim: &Claim<'_>) -> Option<QrBill> {
    let iban = compact(claim.iban);
    if !is_iban(&iban) || !matches!(iban.get(..2)?, "CH" | "LI") || iban.len() != 21 {
        return None;
    }
    let currency = ["CHF", "EUR"].into_iter().find(|code| *code == claim.currency.code())?;
    if claim.amount <= Amount::ZERO || claim.amount > Amount(99_999_999_999) {
        return None;
    }
    let amount = claim.amount.to_decimal(claim.currency);
    let creditor = Side::of(claim.holder, claim.holder_address)?;
    // A debtor that cannot be written is left out: the payer writes it by hand.
    let debtor = Side::of(claim.debtor, claim.debtor_address);
    let (kind, reference) = reference(&iban, claim)?;
    let message = message(claim, &reference);
    let payload = format!(
        "SPC\n0200\n1\n{iban}\n{}\n\n\n\n\n\n\n\n{amount}\n{currency}\n{}\n{kind}\n{reference}\n{}\nEPD",
        creditor.payload(),
        debtor.as_ref().map_or_else(|| "\n".repeat(6), Side::payload),
        message.as_deref().unwrap_or_default(),
    );
    Some(QrBill {
        words: Words::of(claim.language),
        svg: svg(&payload)?,
        iban: grouped(&iban, 4),
        creditor: creditor.printed(),
        reference: match kind {
            "QRR" => Some(format!("{} {}", &reference[..2], grouped(&reference[2..], 5))),
            "SCOR" => Some(grouped(&reference, 4)),
            _ => None,
        },
        message,
        currency,
        amount: printed(amount),
        debtor: debtor.as_ref().map(Side::printed),
        payload,
    })
}

/// The kind of the reference and the reference: what the document asks for if it is one, else what is made of its number.
fn reference(iban: &str, claim: &Claim<'_>) -> Option<(&'static str, String)> {
    // Accounts whose institution's number is one of these are for QR references alone, and these for them.
    let institution: u32 = iban.get(4..9)?.parse().ok()?;
    if (30_000..=31_999).contains(&institution) {
        let own = claim.reference.filter(|own| is_qr_reference(own)).map(compact);
        return Some(("QRR", own.or_else(|| qr_reference_of(claim.number))?));
    }
    let own = claim.reference.filter(|own| is_creditor_reference(own)).map(compact);
    // What the payer is asked to write otherwise is a message, and no reference stands beside it.
    let made = || claim.reference.is_none().then(|| creditor_reference_of(claim.number)).flatten();
    Some(match own.or_else(made) {
        Some(reference) => ("SCOR", reference),
        None => ("NON", String::new()),
    })
}

/// What the payer is told besides: the reference that is none of the standard's, else the document's number.
fn message(claim: &Claim<'_>, reference: &str) -> Option<String> {
    let wanted = claim.reference.filter(|own| compact(own) != reference);
    let text = squeezed(wanted.unwrap_or(claim.number));
    let fits = !text.is_empty() && text.chars().count() <= MESSAGE_MAX && is_allowed(&text);
    fits.then_some(text)
}

/// Whether the standard has all characters of a text: Latin, and what it names besides.
fn is_allowed(text: &str) -> bool {
    text.chars()
        .all(|c| matches!(c, ' '..='~' | '\u{a0}'..='\u{17f}' | '\u{218}'..='\u{21b}' | '€'))
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn grouped(text: &str, length: usize) -> String {
    let characters: Vec<char> = text.chars().collect();
    let groups = characters.chunks(length).map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join(" ")
}

/// `1 949.75`, whatever the language.
fn printed(amount: Decimal) -> String {
    let text = amount.to_string();
    let (whole, cents) = text.split_once('.').unwrap_or((&text, "00"));
    let mut out = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(' ');
        }
        out.push(digit);
    }
    format!("{out}.{cents}")
}

/// The code, 46 mm wide, with the Swiss cross of 7 mm in its middle; nothing if it needs more than version 25.
fn svg(payload: &str) -> Option<String> {
    let code = QRBuilder::new(payload).ecl(ECL::M).build().ok()?;
    if code.version.is_some_and(|version| version as usize > Version::V25 as usize) {
        return None;
    }
    let mut path = String::new();
    for row in 0..code.size {
        for (column, module) in code[row].iter().enumerate().take(code.size) {
            if module.value() {
                let _ = write!(path, "M{column} {row}h1v1h-1z");
            }
        }
    }
    let size = code.size;
    // Of the standard's drawing: the square of 7 mm has a white edge of 0.5 mm; the cross of the coat of arms, its arms a
    // sixth longer than wide, takes 20 of the black square's 32 parts.
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 46 46\">\
         <path fill=\"#fff\" d=\"M0 0h46v46H0z\"/>\
         <g shape-rendering=\"crispEdges\" transform=\"scale({})\"><path fill=\"#000\" d=\"{path}\"/></g>\
         <path fill=\"#fff\" d=\"M19.5 19.5h7v7h-7z\"/><path fill=\"#000\" d=\"M20 20h6v6h-6z\"/>\
         <path fill=\"#fff\" d=\"M22.42 21.05h1.16v1.37h1.37v1.16h-1.37v1.37h-1.16v-1.37h-1.37v-1.16h1.37z\"/></svg>",
        Decimal::from(46) / Decimal::from(size),
    ))
}

/// The words of the payment part, which the standard gives in four languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
struct Words {
    language: &'static str,
    payment_part: &'static str,
    account: &'static str,
    reference: &'static str,
    message: &'static str,
    currency: &'static str,
    amount: &'static str,
    receipt: &'static str,
    acceptance_point: &'static str,
    separate: &'static str,
    payable_by: &'static str,
    payable_by_whom: &'static str,
}

impl Words {
    fn of(language: Language) -> Self {
        match language {
            Language::De => GERMAN,
            Language::Fr => FRENCH,
            Language::It => ITALIAN,
            _ => ENGLISH,
        }
    }
}

const ENGLISH: Words = Words {
    language: "en",
    payment_part: "Payment part",
    account: "Account / Payable to",
    reference: "Reference",
    message: "Additional information",
    currency: "Currency",
    amount: "Amount",
    receipt: "Receipt",
    acceptance_point: "Acceptance point",
    separate: "Separate before paying in",
    payable_by: "Payable by",
    payable_by_whom: "Payable by (name/address)",
};

const GERMAN: Words = Words {
    language: "de",
    payment_part: "Zahlteil",
    account: "Konto / Zahlbar an",
    reference: "Referenz",
    message: "Zusätzliche Informationen",
    currency: "Währung",
    amount: "Betrag",
    receipt: "Empfangsschein",
    acceptance_point: "Annahmestelle",
    separate: "Vor der Einzahlung abzutrennen",
    payable_by: "Zahlbar durch",
    payable_by_whom: "Zahlbar durch (Name/Adresse)",
};

const FRENCH: Words = Words {
    language: "fr",
    payment_part: "Section paiement",
    account: "Compte / Payable à",
    reference: "Référence",
    message: "Informations supplémentaires",
    currency: "Monnaie",
    amount: "Montant",
    receipt: "Récépissé",
    acceptance_point: "Point de dépôt",
    separate: "A détacher avant le versement",
    payable_by: "Payable par",
    payable_by_whom: "Payable par (nom/adresse)",
};

const ITALIAN: Words = Words {
    language: "it",
    payment_part: "Sezione pagamento",
    account: "Conto / Pagabile a",
    reference: "Riferimento",
    message: "Informazioni supplementari",
    currency: "Valuta",
    amount: "Importo",
    receipt: "Ricevuta",
    acceptance_point: "Punto di accettazione",
    separate: "Da staccare prima del versamento",
    payable_by: "Pagabile da",
    payable_by_whom: "Pagabile da (nome/indirizzo)",
};

#[cfg(test)]
mod tests {
    use super::{Claim, QrBill, bill};
    use net30_domain::{
        customer::Address,
        money::{Amount, Currency},
        text::{Country, Language},
    };

    fn address(country: &str) -> Address {
        let some = |text: &str| Some(text.to_owned());
        Address {
            line1: some("Rue du Lac 1268/2"),
            city: some("Biel"),
            postal_code: some("2501"),
            country: Country::parse(country).ok(),
            ..Address::default()
        }
    }

    /// The bill of a claim that `change` has changed.
    fn of(change: impl Fn(&mut Claim<'_>)) -> Option<QrBill> {
        let (seller, buyer) = (address("CH"), address("CH"));
        let mut claim = Claim {
            iban: "CH58 0079 1123 0008 8901 2",
            holder: "Robert Schneider AG",
            holder_address: &seller,
            amount: Amount(194_975),
            currency: Currency::parse("CHF").unwrap(),
            debtor: "Pia-Maria Rutschmann-Schnyder",
            debtor_address: &buyer,
            reference: None,
            number: "INV-2026-0007",
            language: Language::De,
        };
        change(&mut claim);
        bill(&claim)
    }

    #[test]
    fn the_code_has_the_lines_of_the_standard() {
        let bill = of(|_| ()).unwrap();
        assert_eq!(
            bill.payload,
            "SPC\n0200\n1\nCH5800791123000889012\nS\nRobert Schneider AG\nRue du Lac 1268/2\n\n2501\nBiel\nCH\n\n\n\n\n\n\n\n\
             1949.75\nCHF\nS\nPia-Maria Rutschmann-Schnyder\nRue du Lac 1268/2\n\n2501\nBiel\nCH\nSCOR\nRF48INV20260007\n\
             INV-2026-0007\nEPD"
        );
        assert_eq!(bill.amount, "1 949.75");
        assert_eq!(bill.reference(), Some("RF48 INV2 0260 007"));
        assert_eq!(bill.words.payment_part, "Zahlteil");
    }

    #[test]
    fn the_account_decides_on_the_kind_of_reference() {
        let kind = |iban: &'static str, reference: Option<&'static str>, number: &'static str| {
            let bill = of(|claim| {
                (claim.iban, claim.reference, claim.number) = (iban, reference, number);
            })?;
            let lines: Vec<&str> = bill.payload.lines().collect();
            Some(lines[27..30].join(" | "))
        };
        let (plain, of_qr) = ("CH5800791123000889012", "CH4431999123000889012");
        let qr_reference = "21 00000 00003 13947 14300 09017";
        for (iban, reference, number, expected) in [
            (plain, Some("RF18 5390 0754 7034"), "7", Some("SCOR | RF18539007547034 | 7")),
            (plain, Some("Contract 9"), "7", Some("NON |  | Contract 9")),
            (plain, Some(qr_reference), "7", Some("NON |  | 21 00000 00003 13947 14300 09017")),
            (plain, None, "請求-7", Some("NON |  | ")),
            (of_qr, Some(qr_reference), "7", Some("QRR | 210000000003139471430009017 | 7")),
            (
                of_qr,
                Some("Contract 9"),
                "7",
                Some("QRR | 000000000000000000000000079 | Contract 9"),
            ),
            (of_qr, None, "INV-7", Some("QRR | 000000000000000000000000079 | INV-7")),
            (of_qr, None, "INV", None),
            ("LI21088100002324013AA", None, "7", Some("SCOR | RF097 | 7")),
        ] {
            let found = kind(iban, reference, number);
            assert_eq!(found.as_deref(), expected, "{iban} {reference:?} {number}");
        }
    }

    #[test]
    fn there_is_no_bill_where_the_standard_has_none() {
        let nowhere = Address::default();
        assert!(of(|claim| claim.currency = Currency::parse("EUR").unwrap()).is_some());
        assert!(of(|claim| claim.currency = Currency::parse("USD").unwrap()).is_none());
        assert!(of(|claim| claim.iban = "DE71110220330123456789").is_none());
        assert!(of(|claim| claim.iban = "CH5800791123000889013").is_none());
        assert!(of(|claim| claim.amount = Amount::ZERO).is_none());
        assert!(of(|claim| claim.amount = Amount(100_000_000_000)).is_none());
        assert!(of(|claim| claim.holder = "東京デザイン").is_none());
        assert!(bill(&Claim { holder_address: &nowhere, ..claim_of(&nowhere) }).is_none());
    }

    #[test]
    fn a_payer_that_cannot_be_written_is_left_to_be_written_by_hand() {
        let bill = of(|claim| claim.debtor = "東京デザイン").unwrap();
        assert_eq!(bill.debtor, None);
        assert_eq!(bill.payload.lines().nth(27), Some("SCOR"));
        let abroad = address("DE");
        let bill = of(|claim| claim.debtor = "Müller GmbH").unwrap();
        assert_eq!(bill.debtor.unwrap()[2], "2501 Biel");
        let side = super::Side::of("Müller GmbH", &abroad).unwrap();
        assert_eq!(side.printed()[2], "DE 2501 Biel");
    }

    fn claim_of(address: &Address) -> Claim<'_> {
        Claim {
            iban: "CH5800791123000889012",
            holder: "A",
            holder_address: address,
            amount: Amount(1),
            currency: Currency::parse("CHF").unwrap(),
            debtor: "B",
            debtor_address: address,
            reference: None,
            number: "1",
            language: Language::En,
        }
    }
}
