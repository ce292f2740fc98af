//! Headers that name addresses, folded: no line is longer than 998 octets, and none longer than 78 that need not be
//! (RFC 5322 2.1.1).

use lettre::{
    Address,
    message::header::{HeaderName, HeaderValue},
};

/// How long a line should be at most, in octets.
const LINE_MAX: usize = 78;

/// A header with one address after the other, as many on a line as it should have.
pub(super) fn of_addresses(name: &'static str, addresses: &[Address]) -> HeaderValue {
    let mut folded = String::new();
    let mut line = name.len() + ": ".len();
    for (index, address) in addresses.iter().enumerate() {
        let text = address.to_string();
        let comma = usize::from(index + 1 < addresses.len());
        if index > 0 {
            if line + 1 + text.len() + comma > LINE_MAX {
                folded.push_str("\r\n");
                line = 0;
            }
            folded.push(' ');
            line += 1;
        }
        folded.push_str(&text);
        line += text.len() + comma;
        if comma == 1 {
            folded.push(',');
        }
    }
    let plain = folded.replace("\r\n", "");
    HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), plain, folded)
}
