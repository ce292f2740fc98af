//! References of payments with check digits, by which a bank's statement names the invoice that was paid.

/// Most letters and digits of a creditor reference after its check digits.
const CREDITOR_REFERENCE_MAX: usize = 21;
/// How many digits a QR reference has, its check digit included.
const QR_REFERENCE_LENGTH: usize = 27;

/// Whether a text is a creditor reference: `RF`, two check digits, at most 21 letters and digits (ISO 11649). Spaces do not
/// matter.
#[must_use]
pub fn is_creditor_reference(text: &str) -> bool {
    let compact = compact(text);
    let Some(rest) = compact.strip_prefix("RF") else { return false };
    let Some((check, body)) = rest.split_at_checked(2) else { return false };
    check.bytes().all(|byte| byte.is_ascii_digit())
        && (1..=CREDITOR_REFERENCE_MAX).contains(&body.len())
        && body.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && remainder_of_97(&format!("{body}RF{check}")) == 1
}

/// The creditor reference that is made of a document's number, without what stands between its letters and digits; none
/// where that is too long, or has other letters than A to Z.
#[must_use]
pub fn creditor_reference_of(number: &str) -> Option<String> {
    let is_between = |c: char| c.is_ascii_punctuation() || c.is_ascii_whitespace();
    let body: String =
        number.chars().filter(|&c| !is_between(c)).map(|c| c.to_ascii_uppercase()).collect();
    let is_body = (1..=CREDITOR_REFERENCE_MAX).contains(&body.len())
        && body.bytes().all(|byte| byte.is_ascii_alphanumeric());
    // ISO 7064, MOD 97-10: with the check digits it leaves 1.
    is_body.then(|| format!("RF{:02}{body}", 98 - remainder_of_97(&format!("{body}RF00"))))
}

/// Whether a text is a QR reference: 27 digits, the last of which checks the others (Swiss Implementation Guidelines
/// QR-bill, annex B). Spaces do not matter.
#[must_use]
pub fn is_qr_reference(text: &str) -> bool {
    let compact = compact(text);
    compact.len() == QR_REFERENCE_LENGTH
        && compact.bytes().all(|byte| byte.is_ascii_digit())
        && compact.bytes().any(|byte| byte != b'0')
        && check_digit(&compact[..QR_REFERENCE_LENGTH - 1]) == compact[QR_REFERENCE_LENGTH - 1..]
}

/// The QR reference that is made of the digits of a document's number; none if it has none or too many.
#[must_use]
pub fn qr_reference_of(number: &str) -> Option<String> {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let is_body = digits.len() < QR_REFERENCE_LENGTH && digits.bytes().any(|byte| byte != b'0');
    is_body.then(|| {
        let body = format!("{digits:0>26}");
        let check = check_digit(&body);
        body + &check
    })
}

/// Letters and digits in upper case, without the spaces that people write.
fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect()
}

/// What is left of a number when it is divided by 97, letters counting from A as 10 (ISO 7064).
fn remainder_of_97(text: &str) -> u32 {
    text.bytes().fold(0, |remainder, byte| match byte {
        b'0'..=b'9' => (remainder * 10 + u32::from(byte - b'0')) % 97,
        _ => (remainder * 100 + u32::from(byte.to_ascii_uppercase().wrapping_sub(b'A')) + 10) % 97,
    })
}

/// Modulo 10, recursive.
fn check_digit(digits: &str) -> String {
    const TABLE: [usize; 10] = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];
    let carry =
        digits.bytes().fold(0, |carry, digit| TABLE[(carry + usize::from(digit - b'0')) % 10]);
    ((10 - carry) % 10).to_string()
}

#[cfg(test)]
mod tests {
    use super::{creditor_reference_of, is_creditor_reference, is_qr_reference, qr_reference_of};

    #[test]
    fn check_digits_tell_a_creditor_reference() {
        for (text, is_one) in [
            ("RF18 5390 0754 7034", true),
            ("rf18539007547034", true),
            ("RF19 5390 0754 7034", false),
            ("RF18", false),
            ("RF1", false),
            ("RF18 5390 0754 7034 0000 0000 0", false),
            ("RF18-5390-0754-7034", false),
            ("INV-2026-0007", false),
            ("RFéé", false),
            ("", false),
        ] {
            assert_eq!(is_creditor_reference(text), is_one, "{text}");
        }
    }

    #[test]
    fn a_creditor_reference_is_made_of_a_number_where_it_can_be() {
        assert_eq!(creditor_reference_of("539007547034").unwrap(), "RF18539007547034");
        for number in ["INV-2026-0007", "a/1", "0", "2026.12 #5", "A12345678901234567890"] {
            let made = creditor_reference_of(number).unwrap();
            assert!(is_creditor_reference(&made), "{number}: {made}");
        }
        for number in ["", "-/-", "Ä-1", "請求-1", "A123456789012345678901"] {
            assert_eq!(creditor_reference_of(number), None, "{number}");
        }
    }

    #[test]
    fn check_digits_tell_a_qr_reference() {
        for (text, is_one) in [
            ("21 00000 00003 13947 14300 09017", true),
            ("210000000003139471430009017", true),
            ("210000000003139471430009018", false),
            ("21000000000313947143000901", false),
            ("000000000000000000000000000", false),
            ("RF18539007547034", false),
        ] {
            assert_eq!(is_qr_reference(text), is_one, "{text}");
        }
        for number in ["INV-2026-0007", "1", "12345678901234567890123456"] {
            let made = qr_reference_of(number).unwrap();
            assert!(is_qr_reference(&made), "{number}: {made}");
        }
        for number in ["", "INV", "0", "123456789012345678901234567"] {
            assert_eq!(qr_reference_of(number), None, "{number}");
        }
    }
}
