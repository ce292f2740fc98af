//! Where to pay by transfer: an IBAN, or an account number with the codes of its country's banks.

use crate::words::words;
use iban::{Iban, IbanLike as _, ParseBaseIbanError, ParseIbanError};

words! {
    /// Codes by which countries without IBAN tell their banks, in the order in which they are printed.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub enum BankCode {
        /// United States: ABA routing transit number.
        RoutingNumber = "routing_number",
        /// United Kingdom and Ireland.
        SortCode = "sort_code",
        /// Australia: Bank State Branch.
        Bsb = "bsb",
        /// Canada: which bank.
        InstitutionNumber = "institution_number",
        /// Canada: which branch.
        TransitNumber = "transit_number",
        /// India: Indian Financial System Code.
        Ifsc = "ifsc",
        /// Elsewhere: which bank.
        BankCode = "bank_code",
        /// Elsewhere: which branch.
        BranchCode = "branch_code",
    }
}

impl BankCode {
    /// A code as it is printed.
    ///
    /// # Errors
    /// What is wrong with it, as a sentence.
    pub fn checked(self, text: &str) -> Result<String, &'static str> {
        let compact = compact(text);
        let figures = |count: usize| {
            compact.len() == count && compact.bytes().all(|byte| byte.is_ascii_digit())
        };
        let parted = |at: usize| format!("{}-{}", &compact[..at], &compact[at..]);
        match self {
            Self::RoutingNumber if figures(9) && aba_holds(&compact) => Ok(compact),
            Self::RoutingNumber => Err(
                "is not a routing number: nine figures, the last of which checks the others (ABA)",
            ),
            Self::SortCode if figures(6) => {
                Ok(format!("{}-{}-{}", &compact[..2], &compact[2..4], &compact[4..]))
            }
            Self::SortCode => Err("is not a sort code: six figures, such as 12-34-56"),
            Self::Bsb if figures(6) => Ok(parted(3)),
            Self::Bsb => Err("is not a BSB: six figures, such as 123-456"),
            Self::InstitutionNumber if figures(3) => Ok(compact),
            Self::InstitutionNumber => Err("is not an institution number: three figures"),
            Self::TransitNumber if figures(5) => Ok(compact),
            Self::TransitNumber => Err("is not a transit number: five figures"),
            Self::Ifsc if is_ifsc(&compact) => Ok(compact),
            Self::Ifsc => Err("is not an IFSC: four letters, a zero and six letters or figures"),
            Self::BankCode | Self::BranchCode => Ok(text.trim().to_owned()),
        }
    }
}

/// A bank account as printed in the payment block (BG-17).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BankAccount {
    /// Account holder (BT-85); the seller's name if empty.
    pub holder: Option<String>,
    /// IBAN (BT-84), compact; its check figures hold.
    pub iban: Option<String>,
    /// Local account number (BT-84), where there is no IBAN.
    pub account_number: Option<String>,
    /// The codes of its bank, in their order.
    pub codes: Vec<(BankCode, String)>,
    /// BIC (BT-86).
    pub bic: Option<String>,
    /// Name of the bank.
    pub bank_name: Option<String>,
}

impl BankAccount {
    /// A code of its bank.
    #[must_use]
    pub fn code(&self, wanted: BankCode) -> Option<&str> {
        self.codes.iter().find(|(code, _)| *code == wanted).map(|(_, text)| text.as_str())
    }
}

/// An IBAN as it is kept: compact, its length and its check figures as its country's are (ISO 13616).
///
/// # Errors
/// What is wrong with it, as a sentence.
pub fn checked_iban(text: &str) -> Result<String, &'static str> {
    match compact(text).parse::<Iban>() {
        Ok(iban) => Ok(iban.electronic_str().to_owned()),
        Err(ParseIbanError::InvalidBaseIban { source: ParseBaseIbanError::InvalidChecksum }) => {
            Err("is not an IBAN: its check figures do not hold, so that a figure must be wrong")
        }
        Err(ParseIbanError::InvalidBaseIban { source: ParseBaseIbanError::InvalidFormat }) => {
            Err("is not an IBAN; a local account number belongs in account_number")
        }
        Err(ParseIbanError::InvalidBban(_)) => Err(
            "is not an IBAN of its country: it is too long, too short, or has a letter for a figure",
        ),
        Err(ParseIbanError::UnknownCountry(_)) => Err(
            "is not an IBAN: its country has none; a local account number belongs in account_number",
        ),
    }
}

/// Letters and figures in upper case, without the spaces and hyphens that people write.
fn compact(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
    kept.map(|c| c.to_ascii_uppercase()).collect()
}

/// ABA's check: the figures times 3, 7, 1, 3, 7, 1, … come to a multiple of ten.
fn aba_holds(figures: &str) -> bool {
    let weighed = figures.bytes().zip([3, 7, 1].into_iter().cycle());
    let sum: u32 = weighed.map(|(figure, weight)| u32::from(figure - b'0') * weight).sum();
    sum.is_multiple_of(10) && sum > 0
}

fn is_ifsc(compact: &str) -> bool {
    let bytes = compact.as_bytes();
    bytes.len() == 11
        && bytes[..4].iter().all(u8::is_ascii_uppercase)
        && bytes[4] == b'0'
        && bytes[5..].iter().all(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::{BankCode, checked_iban};

    #[test]
    fn an_iban_is_one_whose_check_figures_hold() {
        for (text, kept) in [
            ("DE89 3704 0044 0532 0130 00", Some("DE89370400440532013000")),
            ("de89370400440532013000", Some("DE89370400440532013000")),
            ("GB82WEST12345698765432", Some("GB82WEST12345698765432")),
            ("XK051212012345678906", Some("XK051212012345678906")),
            ("DE89370400440532013001", None),
            ("DE98370400440532013000", None),
            ("DE8937040044053201300", None),
            ("000123456789", None),
            ("US12345678901234567890", None),
            ("", None),
            ("é", None),
        ] {
            assert_eq!(checked_iban(text).ok().as_deref(), kept, "{text}");
        }
    }

    #[test]
    fn a_bank_code_is_checked_and_printed_as_its_country_does() {
        for (code, text, kept) in [
            (BankCode::RoutingNumber, "021000021", Some("021000021")),
            (BankCode::RoutingNumber, "0210-0002-1", Some("021000021")),
            (BankCode::RoutingNumber, "021000022", None),
            (BankCode::RoutingNumber, "000000000", None),
            (BankCode::SortCode, "123456", Some("12-34-56")),
            (BankCode::SortCode, "12 34 56", Some("12-34-56")),
            (BankCode::SortCode, "12345", None),
            (BankCode::Bsb, "062000", Some("062-000")),
            (BankCode::InstitutionNumber, "004", Some("004")),
            (BankCode::TransitNumber, "12345", Some("12345")),
            (BankCode::TransitNumber, "1234é", None),
            (BankCode::Ifsc, "hdfc0001234", Some("HDFC0001234")),
            (BankCode::Ifsc, "HDFC1001234", None),
            (BankCode::BankCode, " 004 ", Some("004")),
        ] {
            assert_eq!(code.checked(text).ok().as_deref(), kept, "{text}");
        }
    }
}
