//! The code that a banking app scans to pay by SEPA transfer (EPC069-12, version 2).

use fast_qr::{ECL, QRBuilder, Version};
use net30_domain::{
    money::{Amount, Currency},
    payment_reference::is_creditor_reference,
};
use std::fmt::Write;

/// Light modules around the code that scanners need (ISO/IEC 18004).
const QUIET_MODULES: usize = 4;

/// What a transfer needs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Transfer<'a> {
    pub(crate) holder: &'a str,
    pub(crate) iban: &'a str,
    pub(crate) bic: Option<&'a str>,
    pub(crate) amount: Amount,
    pub(crate) currency: Currency,
    pub(crate) reference: &'a str,
}

/// The countries and territories whose banks take SEPA transfers, by the first letters of their accounts (EPC409-09).
const SEPA: &str = "AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO \
                    RS SE SI SK SM VA";

/// The code as SVG; `None` where EPC069-12 has none: other currencies than euro, no IBAN of a country of SEPA, amounts out
/// of its range.
pub(crate) fn svg(transfer: &Transfer<'_>) -> Option<String> {
    svg_of(&payload(transfer)?)
}

/// A code of any text as SVG; `None` if it needs more than version 13.
pub(crate) fn svg_of(text: &str) -> Option<String> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    // EPC069-12, 3.1: at most version 13.
    if code.version.is_some_and(|version| version as usize > Version::V13 as usize) {
        return None;
    }
    let size = code.size + 2 * QUIET_MODULES;
    let mut path = String::new();
    for row in 0..code.size {
        for (column, module) in code[row].iter().enumerate().take(code.size) {
            if module.value() {
                let _ = write!(path, "M{} {}h1v1h-1z", column + QUIET_MODULES, row + QUIET_MODULES);
            }
        }
    }
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

fn payload(transfer: &Transfer<'_>) -> Option<String> {
    let iban = compact(transfer.iban);
    let most = Amount(99_999_999_999);
    let payable = transfer.amount > Amount::ZERO && transfer.amount <= most;
    if transfer.currency.code() != "EUR" || !payable || !is_iban(&iban) {
        return None;
    }
    SEPA.split(' ').find(|country| iban.starts_with(country))?;
    let line = |text: &str, length: usize| {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        words.chars().filter(|c| !c.is_control()).take(length).collect::<String>()
    };
    // A reference with check digits has a line of its own, and no other stands beside it.
    let remittance = if is_creditor_reference(transfer.reference) {
        format!("{}\n", compact(transfer.reference))
    } else {
        format!("\n{}", line(transfer.reference, 140))
    };
    Some(format!(
        "BCD\n002\n1\nSCT\n{}\n{}\n{iban}\nEUR{}\n\n{remittance}\n",
        compact(transfer.bic.unwrap_or_default()),
        line(transfer.holder, 70),
        transfer.amount.to_decimal(transfer.currency),
    ))
}

/// Letters and digits in upper case, without the spaces that people write.
pub(crate) fn compact(number: &str) -> String {
    number.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect()
}

/// Whether a compact account number is an IBAN: its check digits hold (ISO 13616, ISO 7064 MOD 97-10).
pub(crate) fn is_iban(iban: &str) -> bool {
    let bytes = iban.as_bytes();
    let shaped = (15..=34).contains(&bytes.len())
        && bytes.iter().all(u8::is_ascii_alphanumeric)
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit);
    if !shaped {
        return false;
    }
    let moved = bytes[4..].iter().chain(&bytes[..4]);
    let remainder = moved.fold(0_u32, |remainder, &byte| match byte {
        b'0'..=b'9' => (remainder * 10 + u32::from(byte - b'0')) % 97,
        _ => (remainder * 100 + u32::from(byte.to_ascii_uppercase() - b'A') + 10) % 97,
    });
    remainder == 1
}

#[cfg(test)]
mod tests {
    use super::{Transfer, is_iban, payload, svg};
    use net30_domain::money::{Amount, Currency};

    fn transfer(currency: &str, iban: &'static str, minor: i64) -> Transfer<'static> {
        Transfer {
            holder: "Franz Mustermänn",
            iban,
            bic: Some("BHBLDEHHXXX"),
            amount: Amount(minor),
            currency: Currency::parse(currency).unwrap(),
            reference: "RF18 5390\n0754",
        }
    }

    #[test]
    fn the_payload_has_the_lines_of_the_guideline() {
        let payload = payload(&transfer("EUR", "DE71 1102 2033 0123 4567 89", 1230)).unwrap();
        assert_eq!(
            payload,
            "BCD\n002\n1\nSCT\nBHBLDEHHXXX\nFranz Mustermänn\nDE71110220330123456789\nEUR12.30\n\n\nRF18 5390 0754\n"
        );
        assert!(svg(&transfer("EUR", "DE71110220330123456789", 1230)).unwrap().starts_with("<svg"));
        let structured = super::payload(&Transfer {
            reference: "RF18 5390 0754 7034",
            ..transfer("EUR", "DE71110220330123456789", 1230)
        });
        assert!(structured.unwrap().ends_with("\nEUR12.30\n\nRF18539007547034\n\n"));
    }

    #[test]
    fn there_is_no_code_where_the_guideline_has_none() {
        for (currency, iban, minor) in [
            ("USD", "DE71110220330123456789", 1230),
            ("EUR", "DE71110220330123456788", 1230),
            ("EUR", "12345678", 1230),
            ("EUR", "TR330006100519786457841326", 1230),
            ("EUR", "DE71110220330123456789", 0),
            ("EUR", "DE71110220330123456789", -1),
            ("EUR", "DE71110220330123456789", 100_000_000_000),
        ] {
            assert_eq!(svg(&transfer(currency, iban, minor)), None, "{currency} {iban} {minor}");
        }
    }

    #[test]
    fn check_digits_tell_an_iban() {
        assert!(is_iban("GB82WEST12345698765432"));
        assert!(!is_iban("GB82WEST12345698765431"));
        assert!(!is_iban("gb82"));
    }
}
