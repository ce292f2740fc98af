//! JSON on several lines, so that people and `git diff` can read it; every character of it as the server sent it.

use std::iter::Peekable;

/// What fits into so many columns stays on one line.
const COLUMNS_MAX: usize = 110;

/// Breaks JSON without whitespace into lines; taking out the line breaks and what indents them gives it back. `None` if
/// it is no such JSON.
pub(super) fn laid_out(json: &str) -> Option<String> {
    let tokens = tokens(json)?;
    let mut out = String::new();
    let mut at = tokens.iter().copied().peekable();
    value(&mut at, 0, &mut out)?;
    at.next().is_none().then_some(out)
}

/// Texts with their quotes, signs of structure, and what else there is; `None` if there is whitespace between them.
fn tokens(json: &str) -> Option<Vec<&str>> {
    let mut tokens = vec![];
    let mut rest = json;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => text_length(rest)?,
            '{' | '}' | '[' | ']' | ',' | ':' => 1,
            // A number, a word, or the mark of what is not compared.
            '-' | '~' | '0'..='9' | 'a'..='z' => {
                rest.find([',', ':', '}', ']', '{', '[', '"']).unwrap_or(rest.len())
            }
            _ => return None,
        };
        let (token, behind) = rest.split_at(length);
        if token.chars().any(char::is_whitespace) && first != '"' {
            return None;
        }
        tokens.push(token);
        rest = behind;
    }
    Some(tokens)
}

fn text_length(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn value<'t>(
    tokens: &mut Peekable<impl Iterator<Item = &'t str> + Clone>,
    indent: usize,
    out: &mut String,
) -> Option<()> {
    let column = out.len() - out.rfind('\n').map_or(0, |at| at + 1);
    let flat = flat(tokens.clone())?;
    if column + flat.chars().count() <= COLUMNS_MAX {
        let mut length = 0;
        while length < flat.len() {
            length += tokens.next()?.len();
        }
        out.push_str(&flat);
        return Some(());
    }
    let open = tokens.next()?;
    out.push_str(open);
    let close = match open {
        "{" => "}",
        "[" => "]",
        _ => return Some(()),
    };
    while tokens.peek().is_some_and(|token| *token != close) {
        line(indent + 1, out);
        if close == "}" {
            out.push_str(tokens.next()?);
            out.push_str(tokens.next().filter(|token| *token == ":")?);
        }
        value(tokens, indent + 1, out)?;
        if tokens.peek() == Some(&",") {
            out.push_str(tokens.next()?);
        }
    }
    line(indent, out);
    out.push_str(tokens.next()?);
    Some(())
}

/// The value that begins here, on one line.
fn flat<'t>(tokens: impl Iterator<Item = &'t str>) -> Option<String> {
    let mut flat = String::new();
    let mut depth = 0_usize;
    for token in tokens {
        flat.push_str(token);
        match token {
            "{" | "[" => depth += 1,
            "}" | "]" => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return Some(flat);
        }
        if flat.len() > 8 * COLUMNS_MAX {
            // Too long in any case: whoever looks at it only asks whether it fits.
            return Some(flat);
        }
    }
    None
}

fn line(indent: usize, out: &mut String) {
    out.push('\n');
    out.push_str(&"  ".repeat(indent));
}

#[cfg(test)]
mod tests {
    use super::laid_out;

    #[test]
    fn nothing_but_line_breaks_is_added() {
        let long = "x".repeat(120);
        let json = format!(r#"{{"a":[1.50,{{"b":"{long}\" , }}"}}],"c":{{}},"d":[],"e":"ä"}}"#);
        let told = laid_out(&json).unwrap();
        assert!(told.lines().count() > 5, "{told}");
        let back: String = told.lines().map(str::trim_start).collect();
        assert_eq!(back, json);
        assert_eq!(laid_out("{\"a\":1}").unwrap(), "{\"a\":1}");
        for other in ["{\"a\": 1}", "{\"a\":1}\n", "{\"a\":", "<p>text</p>", ""] {
            assert_eq!(laid_out(other), None, "{other}");
        }
    }
}
