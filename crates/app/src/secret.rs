//! Random texts that nobody can guess.

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// How many characters 128 bits have in base 62.
pub(crate) const TOKEN_128_LENGTH: usize = 22;

/// 128 random bits in base 62: 22 characters.
pub(crate) fn token_128() -> String {
    in_base_62(rand::random())
}

/// 256 random bits in base 62: 44 characters.
pub(crate) fn token_256() -> String {
    token_128() + &token_128()
}

/// 128 bits in base 62, the last digit first.
pub(crate) fn in_base_62(mut bits: u128) -> String {
    let mut token = String::with_capacity(TOKEN_128_LENGTH);
    for _ in 0..TOKEN_128_LENGTH {
        let digit = usize::try_from(bits % 62).expect("a remainder of 62 fits");
        token.push(char::from(DIGITS[digit]));
        bits /= 62;
    }
    token
}

/// Reads what [`in_base_62`] wrote; `None` if it is not that.
pub(crate) fn of_base_62(text: &str) -> Option<u128> {
    if text.len() != TOKEN_128_LENGTH {
        return None;
    }
    text.bytes().rev().try_fold(0_u128, |bits, byte| {
        let digit = DIGITS.iter().position(|digit| *digit == byte)?;
        bits.checked_mul(62)?.checked_add(u128::try_from(digit).ok()?)
    })
}
