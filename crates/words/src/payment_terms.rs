//! Payment terms in the language of a document.

use crate::{Phrase, Word, Words};
use net30_domain::text::Language;

impl Words {
    /// The terms `Net 30` and `Due on receipt`, which accounts have from the start, in words of the language; all others stay
    /// as they were written.
    #[must_use]
    pub fn payment_terms(self, terms: &str) -> String {
        let same = || terms.to_owned();
        if self.locale.language == Language::En {
            return same();
        }
        if terms.eq_ignore_ascii_case("Due on receipt") {
            return self.get(Word::TermsOnReceipt);
        }
        let days = terms.split_once(' ').filter(|(net, _)| net.eq_ignore_ascii_case("net"));
        let Some(days) = days.map(|(_, days)| days).filter(|days| is_whole(days)) else {
            return same();
        };
        match days.parse() {
            Ok(count) => self.say(&Phrase::TermsNetDays { count, days }),
            Err(_) => same(),
        }
    }
}

fn is_whole(figure: &str) -> bool {
    (1..=4).contains(&figure.len()) && figure.bytes().all(|byte| byte.is_ascii_digit())
}
