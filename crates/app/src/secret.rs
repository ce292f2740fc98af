//! Random texts that nobody can guess.

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// 128 random bits in base 62: 22 characters.
pub(crate) fn token_128() -> String {
    let mut bits: u128 = rand::random();
    let mut token = String::with_capacity(22);
    for _ in 0..22 {
        let digit = usize::try_from(bits % 62).expect("a remainder of 62 fits");
        token.push(char::from(DIGITS[digit]));
        bits /= 62;
    }
    token
}

/// 256 random bits in base 62: 44 characters.
pub(crate) fn token_256() -> String {
    token_128() + &token_128()
}
