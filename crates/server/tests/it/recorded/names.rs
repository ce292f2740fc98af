//! Names for what is another each time: ids, secrets, links, ports. Moments are the same each time, by the tests' clock.

use std::collections::{BTreeMap, HashMap};

/// A field of JSON that is written down some time later: whether it is there yet is chance.
const LATE_FIELD: &str = "last_used_at";
/// Fields that say how long something took, when it is tried again, or count what else the database has been asked.
const ODD_FIELDS: [&str; 3] = ["duration_ms", "next_after", "next_at"];
/// What stands for their value.
const ODD: &str = "~";

/// The values that have a name.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By the value, where it is a word or a UUID.
    words: HashMap<String, String>,
    /// Other values with their names, the longest first.
    others: Vec<(String, String)>,
    by_name: HashMap<String, String>,
    counts: BTreeMap<&'static str, usize>,
}

impl Names {
    /// Calls a value by a name from now on.
    pub(super) fn learn(&mut self, name: &str, value: &str) {
        assert!(!value.is_empty(), "{name} is empty");
        if is_word(value) || is_uuid(value) {
            self.words.insert(value.to_owned(), name.to_owned());
        } else {
            self.others.retain(|(_, known)| known != name);
            self.others.push((value.to_owned(), name.to_owned()));
            self.others.sort_by_key(|(value, _)| std::cmp::Reverse(value.len()));
        }
        self.by_name.insert(name.to_owned(), value.to_owned());
    }

    /// A text of a script with the values in place of the names.
    #[track_caller]
    pub(super) fn filled(&self, text: &str) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once("{{") {
            let (name, behind) = behind.split_once("}}").expect("a name ends with }}");
            let value = self.by_name.get(name);
            filled.push_str(before);
            filled.push_str(value.unwrap_or_else(|| panic!("nothing is called {name} yet")));
            rest = behind;
        }
        filled + rest
    }

    /// A text of the server with the names in place of the values. What is new and looks like an id or a secret is
    /// numbered.
    pub(super) fn named(&mut self, text: &str) -> String {
        let mut named = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let other = self.others.iter().find(|(value, _)| rest.starts_with(value.as_str()));
            if let Some((value, name)) = other {
                named.extend(["{{", name.as_str(), "}}"]);
                rest = &rest[value.len()..];
                continue;
            }
            if let Some(uuid) = rest.get(..36).filter(|text| is_uuid(text)) {
                named.push_str(&self.name_of("id", uuid));
                rest = &rest[36..];
                continue;
            }
            let kind = Kind::behind(&named);
            let word = kind.word(rest);
            if word.is_empty() {
                // With what it escapes, which is not the beginning of a word.
                let length = first.len_utf8();
                let escaped = rest[length..].chars().next().filter(|_| first == '\\');
                let length = length + escaped.map_or(0, char::len_utf8);
                named.push_str(&rest[..length]);
                rest = &rest[length..];
                continue;
            }
            match kind.called(word) {
                Some(noun) => named.push_str(&self.name_of(noun, word)),
                None => match self.words.get(word) {
                    Some(name) => named.extend(["{{", name.as_str(), "}}"]),
                    None => named.push_str(word),
                },
            }
            rest = &rest[word.len()..];
        }
        named
    }

    fn name_of(&mut self, noun: &'static str, value: &str) -> String {
        if !self.words.contains_key(value) {
            let count = self.counts.entry(noun).or_default();
            *count += 1;
            let name = format!("{noun} {count}");
            self.words.insert(value.to_owned(), name);
        }
        format!("{{{{{}}}}}", self.words[value])
    }
}

/// What a word is, by what stands before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Key,
    SigningSecret,
    Any,
}

impl Kind {
    fn behind(text: &str) -> Self {
        match text {
            _ if text.ends_with("net30_") => Self::Key,
            _ if text.ends_with("whsec_") => Self::SigningSecret,
            _ => Self::Any,
        }
    }

    fn word(self, text: &str) -> &str {
        let belongs = |c: char| {
            c.is_ascii_alphanumeric() || (self == Self::SigningSecret && "+/=".contains(c))
        };
        &text[..text.find(|c| !belongs(c)).unwrap_or(text.len())]
    }

    /// What to call it, if it is of a kind that is another each time.
    fn called(self, word: &str) -> Option<&'static str> {
        let is_hexadecimal = word.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        match (self, word.len()) {
            (Self::Key, _) => Some("key"),
            (Self::SigningSecret, _) => Some("signing secret"),
            (_, 32) if is_hexadecimal => Some("nonce"),
            (_, 64) if is_hexadecimal => Some("hash"),
            (_, 40..) if is_hexadecimal => Some("cursor"),
            // 128 and 256 bits in base 62; whatever else is as long may be called so too.
            (_, 22 | 44) => Some("token"),
            _ => None,
        }
    }
}

fn is_word(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        })
}

/// JSON with a mark in place of what some fields say. `is_exact`: of the very data, what was once kept is the same.
pub(super) fn without_odd_fields(json: &str, is_exact: bool) -> String {
    let odd = ODD_FIELDS.iter().filter(|_| !is_exact);
    odd.fold(marked(json, LATE_FIELD, true), |json, field| marked(&json, field, false))
}

fn marked(json: &str, field: &str, null_too: bool) -> String {
    let key = format!("\"{field}\":");
    let mut done = String::new();
    let mut rest = json;
    while let Some((before, behind)) = rest.split_once(&key) {
        let end = behind.find([',', '}']).unwrap_or(behind.len());
        let is_kept = !null_too && behind.starts_with("null");
        done.push_str(&[before, &key, if is_kept { "null" } else { ODD }].concat());
        rest = &behind[end..];
    }
    done + rest
}

#[cfg(test)]
mod tests {
    use super::{Names, without_odd_fields};

    #[test]
    fn what_is_another_each_time_has_a_name() {
        let (id, other) =
            ("019b8f3e-7c2a-7d51-9c1e-3f1d2a4b5c6d", "019b8f3e-7c2a-7d51-9c1e-3f1d2a4b5c6e");
        let token = "2aUyqjCoQjn4Bv0gNx1hXe";
        let mut names = Names::default();
        names.learn("invoice", other);
        names.learn("receiver", "http://127.0.0.1:4711/hook");
        let text = format!(
            "{id} a\\n{other} {id} /i/slug-{token} net30_Ab12Cd whsec_+a/b= http://127.0.0.1:4711/hook/x"
        );
        assert_eq!(
            names.named(&text),
            "{{id 1}} a\\n{{invoice}} {{id 1}} /i/slug-{{token 1}} net30_{{key 1}} \
             whsec_{{signing secret 1}} {{receiver}}/x"
        );
        assert_eq!(names.filled("/{{invoice}}?"), format!("/{other}?"));
    }

    #[test]
    fn durations_are_not_compared() {
        let json = r#"{"duration_ms":12,"a":{"duration_ms":null},"last_used_at":null}"#;
        assert_eq!(
            without_odd_fields(json, false),
            r#"{"duration_ms":~,"a":{"duration_ms":null},"last_used_at":~}"#
        );
        assert_eq!(
            without_odd_fields(json, true),
            r#"{"duration_ms":12,"a":{"duration_ms":null},"last_used_at":~}"#
        );
    }
}
