//! Words of events in the spellings of other services, and what has no words in theirs.

/// Where pointers into the settings begin: no other API has them, so that they stay as they are.
pub(crate) const SETTINGS: &str = "/settings/";

/// The word of an event in capitals: `invoice.paid` as `INVOICE_PAID`.
pub(crate) fn in_capitals(word: &str) -> String {
    word.replace('.', "_").to_uppercase()
}

/// The word of an event in one: `invoice.paid` as `InvoicePaid`.
pub(crate) fn in_one_word(word: &str) -> String {
    let mut joined = String::with_capacity(word.len());
    for part in word.split(['.', '_']) {
        let mut letters = part.chars();
        joined.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        joined.push_str(letters.as_str());
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::{in_capitals, in_one_word};

    #[test]
    fn words_are_spelt_as_the_other_services_spell_theirs() {
        assert_eq!(in_capitals("api_key.created"), "API_KEY_CREATED");
        assert_eq!(in_one_word("api_key.created"), "ApiKeyCreated");
        assert_eq!(in_one_word("invoice.paid"), "InvoicePaid");
    }
}
