//! The words of payment terms, in the 22 languages of documents, and how a text is taken apart into them.
//!
//! A word has one meaning in all languages: whoever writes `Net 30` on a German invoice is understood too.

use super::{token::Token, vocabulary::VOCABULARY};
use crate::limits::PAYMENT_TERMS_CHARS_MAX;
use std::{collections::HashMap, sync::LazyLock};

/// Most digits of a number: none that is meant has more.
const DIGITS_MAX: usize = 8;

/// Phrases in the form of [`folded`], by their first letters, of each the longest first.
type Phrases = HashMap<char, Vec<(Vec<char>, Token)>>;

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut all = Phrases::new();
    for (token, phrases) in VOCABULARY {
        for phrase in phrases.split('|').map(folded) {
            let first = *phrase.first().expect("no phrase is empty");
            all.entry(first).or_default().push((phrase, *token));
        }
    }
    for phrases in all.values_mut() {
        phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
    }
    all
});

/// Takes terms apart; `None` if they have a word that is unknown.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    if text.chars().count() > PAYMENT_TERMS_CHARS_MAX {
        return None;
    }
    let text = folded(text);
    let mut tokens = Vec::new();
    let mut rest = text.as_slice();
    while let [first, after @ ..] = rest {
        let (token, behind) = match first {
            ' ' => {
                rest = after;
                continue;
            }
            '/' => (Token::Slash, after),
            '%' => (Token::Percent, after),
            '+' => (Token::Plus, after),
            '0'..='9' => number(rest)?,
            _ => phrase(rest, tokens.last())?,
        };
        if token != Token::Filler {
            tokens.push(token);
        }
        rest = behind;
    }
    Some(tokens)
}

/// A number with its decimals, at the beginning of a text.
fn number(text: &[char]) -> Option<(Token, &[char])> {
    let is_part = |c: &char| c.is_ascii_digit() || *c == '.';
    let end = text.iter().position(|c| !is_part(c)).unwrap_or(text.len());
    let digits: String = text[..end].iter().collect();
    let number = if end <= DIGITS_MAX { digits.parse().ok()? } else { return None };
    Some((Token::Number(number), &text[end..]))
}

/// The longest phrase at the beginning of a text.
fn phrase<'t>(text: &'t [char], before: Option<&Token>) -> Option<(Token, &'t [char])> {
    let phrases = PHRASES.get(text.first()?)?;
    let (phrase, token) = phrases.iter().find(|(phrase, _)| begins(text, phrase))?;
    // `30 d` are days; `2 % d'escompte` are not.
    let is_elided = phrase.as_slice() == ['d'] && !matches!(before, Some(Token::Number(_)));
    Some((if is_elided { Token::Filler } else { *token }, &text[phrase.len()..]))
}

/// Whether a text begins with a phrase that does not go on within a word.
fn begins(text: &[char], phrase: &[char]) -> bool {
    let Some(behind) = text.strip_prefix(phrase) else { return false };
    let goes_on = |last: &char, next: &char| {
        last.is_alphabetic() && next.is_alphabetic() && !is_unspaced(*last) && !is_unspaced(*next)
    };
    match (phrase.last(), behind.first()) {
        (Some(last), Some(next)) => !goes_on(last, next),
        _ => true,
    }
}

/// Whether a letter is of a script that has no spaces between words: kana and Chinese characters.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// A text in lower case, without accents and punctuation, each run of spaces as one.
fn folded(text: &str) -> Vec<char> {
    let letters: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    let mut folded: Vec<char> = Vec::with_capacity(letters.len());
    for (index, letter) in letters.iter().enumerate() {
        let is_digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
        let between_digits = || {
            let before = index.checked_sub(1).and_then(|before| letters.get(before));
            is_digit(before) && is_digit(letters.get(index + 1))
        };
        match letter {
            '.' | ',' if between_digits() => folded.push('.'),
            '/' | '%' | '+' => folded.push(*letter),
            '／' => folded.push('/'),
            '％' => folded.push('%'),
            '＋' => folded.push('+'),
            // A letter by its code, but a mark between words.
            '・' => folded.push(' '),
            '０'..='９' => {
                let digit = u32::from(*letter) - u32::from('０');
                folded.extend(char::from_digit(digit, 10));
            }
            // Marks of a decomposed letter.
            '\u{300}'..='\u{36f}' => {}
            letter => match bare(*letter) {
                "" if letter.is_alphanumeric() || is_unspaced(*letter) => folded.push(*letter),
                "" => {
                    if folded.last().is_some_and(|last| *last != ' ') {
                        folded.push(' ');
                    }
                }
                bare => folded.extend(bare.chars()),
            },
        }
    }
    if folded.last() == Some(&' ') {
        folded.pop();
    }
    folded
}

/// A letter without its accent; empty if it has none.
fn bare(letter: char) -> &'static str {
    match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' => "d",
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ģ' | 'ğ' => "g",
        'ì'..='ï' | 'ī' | 'į' | 'ı' => "i",
        'ķ' => "k",
        'ļ' | 'ľ' | 'ł' | 'ĺ' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ř' | 'ŗ' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ţ' | 'ț' => "t",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'й' => "и",
        'ё' => "е",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{PHRASES, Token, VOCABULARY, folded, tokens};
    use std::collections::HashMap;

    #[test]
    fn a_word_has_one_meaning() {
        let mut known: HashMap<String, Token> = HashMap::new();
        for (phrase, token) in PHRASES.values().flatten() {
            let phrase: String = phrase.iter().collect();
            assert!(!phrase.is_empty());
            let before = known.insert(phrase.clone(), *token);
            assert!(
                before.is_none_or(|before| before == *token),
                "{phrase}: {before:?}, {token:?}"
            );
        }
    }

    #[test]
    fn each_phrase_is_found_by_itself() {
        for (token, phrases) in VOCABULARY {
            for phrase in phrases.split('|').filter(|phrase| *phrase != "d") {
                let expected = if *token == Token::Filler { vec![] } else { vec![*token] };
                assert_eq!(tokens(phrase), Some(expected), "{phrase}");
            }
        }
    }

    #[test]
    fn texts_are_folded() {
        for (text, expected) in [
            ("  30 Jours, fin de mois.", "30 jours fin de mois"),
            ("RÉCEPTION", "reception"),
            ("re\u{301}ception", "reception"),
            ("2,5 % / 10", "2.5 % / 10"),
            ("NET-14", "net 14"),
            ("３０日（月末）", "30日 月末"),
            ("月末締め・翌月末払い", "月末締め 翌月末払い"),
        ] {
            assert_eq!(folded(text).into_iter().collect::<String>(), expected);
        }
    }
}
