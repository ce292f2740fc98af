//! Placeholders in texts: `{month_name}` stands for what is known only when the text is used.

/// The names between braces, in their order. Braces around anything but a lower-case word are plain text.
pub fn names(text: &str) -> impl Iterator<Item = &str> {
    parts(text).filter_map(|part| match part {
        Part::Name(name) => Some(name),
        Part::Plain(_) => None,
    })
}

/// The text with each placeholder replaced by its value; one that has none stays as it is written.
pub fn filled(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len());
    for part in parts(text) {
        match part {
            Part::Plain(plain) => filled.push_str(plain),
            Part::Name(name) => match value(name) {
                Some(value) => filled.push_str(&value),
                None => filled.extend(["{", name, "}"]),
            },
        }
    }
    filled
}

enum Part<'a> {
    Plain(&'a str),
    Name(&'a str),
}

fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some(name) = name_at_start(rest) {
            rest = &rest[name.len() + 2..];
            return Some(Part::Name(name));
        }
        let begin = rest.match_indices('{').map(|(at, _)| at);
        let next = begin.filter(|at| *at > 0).find(|at| name_at_start(&rest[*at..]).is_some());
        let (plain, after) = rest.split_at(next.unwrap_or(rest.len()));
        rest = after;
        Some(Part::Plain(plain))
    })
}

fn name_at_start(text: &str) -> Option<&str> {
    let (name, _) = text.strip_prefix('{')?.split_once('}')?;
    let is_name =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    is_name.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{filled, names};

    #[test]
    fn only_lower_case_words_between_braces_are_placeholders() {
        for (text, expected) in [
            ("", ""),
            ("plain", "plain"),
            ("{year}", "<year>"),
            ("a {year}-{month} b", "a <year>-<month> b"),
            ("{{year}}", "{<year>}"),
            ("{", "{"),
            ("{}", "{}"),
            ("{year", "{year"),
            ("{ year } {Year} {a1}", "{ year } {Year} {a1}"),
            ("ä{year}ö{unknown}", "ä<year>ö{unknown}"),
        ] {
            let value = |name: &str| (name != "unknown").then(|| format!("<{name}>"));
            assert_eq!(filled(text, value), expected, "{text}");
        }
        assert_eq!(names("{a} {B} {c_d}").collect::<Vec<_>>(), ["a", "c_d"]);
    }
}
