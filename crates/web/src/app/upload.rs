//! Forms that bring files: `multipart/form-data` (RFC 7578), read whole, since what comes is bounded before.

use super::form::Form;

/// Most parts of a form.
const PARTS_MAX: usize = 50;

/// What a form with files brings.
#[derive(Debug, Default)]
pub(super) struct Brought {
    /// Its fields.
    pub(super) fields: Form,
    /// Its files, each with the name of its field; a field without a file brings none.
    pub(super) files: Vec<(String, Vec<u8>)>,
}

/// The boundary between the parts, if it is such a form.
pub(super) fn boundary(content_type: &str) -> Option<&str> {
    let rest = content_type.trim().strip_prefix("multipart/form-data")?;
    let parameter =
        rest.split(';').map(str::trim).find_map(|part| part.strip_prefix("boundary="))?;
    let boundary = parameter.trim_matches('"');
    (!boundary.is_empty() && boundary.len() <= 70).then_some(boundary)
}

/// Reads the parts; those that are not whole are left out.
pub(super) fn read(bytes: &[u8], boundary: &str) -> Brought {
    let mut brought = Brought::default();
    let mut fields = vec![];
    let delimiter = format!("--{boundary}").into_bytes();
    for part in parts(bytes, &delimiter).into_iter().take(PARTS_MAX) {
        let Some(at) = find(part, b"\r\n\r\n") else { continue };
        let (head, content) = (String::from_utf8_lossy(&part[..at]), &part[at + 4..]);
        let Some(name) = parameter(&head, "name") else { continue };
        match parameter(&head, "filename") {
            Some(file) if file.is_empty() && content.is_empty() => {}
            Some(_) => brought.files.push((name, content.to_vec())),
            None => {
                let text = String::from_utf8_lossy(content).replace('\0', "\u{fffd}");
                fields.push((name, text));
            }
        }
    }
    brought.fields = Form::of(fields);
    brought
}

/// What stands between two delimiters, each of which begins a line.
fn parts<'a>(bytes: &'a [u8], delimiter: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = vec![];
    let mut rest = match find(bytes, delimiter) {
        Some(at) => &bytes[at + delimiter.len()..],
        None => return parts,
    };
    let line = [b"\r\n", delimiter].concat();
    while let Some(at) = find(rest, &line) {
        if let Some(part) = rest[..at].strip_prefix(b"\r\n") {
            parts.push(part);
        }
        rest = &rest[at + line.len()..];
    }
    parts
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    // A picture has few bytes like the first: the rest is looked at only there.
    let first = *wanted.first()?;
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == first) {
        if bytes[from + at..].starts_with(wanted) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

/// A parameter of the header that says what a part is.
fn parameter(head: &str, wanted: &str) -> Option<String> {
    let line =
        head.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
    let mark = format!("{wanted}=\"");
    let at = line.match_indices(&mark).find(|(at, _)| line[..*at].ends_with([' ', ';']))?.0;
    let rest = &line[at + mark.len()..];
    // Browsers write a quotation mark within a name as %22.
    Some(rest[..rest.find('"')?].replace("%22", "\""))
}

#[cfg(test)]
mod tests {
    use super::{boundary, read};

    #[test]
    fn a_form_with_a_file_is_read_as_browsers_write_it() {
        let body = b"--x1\r\nContent-Disposition: form-data; name=\"revision\"\r\n\r\n7\r\n\
            --x1\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"a \xc3\xbc.png\"\r\n\
            Content-Type: image/png\r\n\r\n\x89PNG\r\n--x\r\n\x00\xff\r\n\
            --x1\r\ncontent-disposition: form-data; name=\"none\"; filename=\"\"\r\n\r\n\r\n--x1--\r\n";
        let brought = read(body, "x1");
        assert_eq!(brought.fields.text("revision"), "7");
        assert_eq!(brought.files, [("logo".to_owned(), b"\x89PNG\r\n--x\r\n\x00\xff".to_vec())]);
        for broken in [&b""[..], b"--x1", b"--x1\r\n", b"--x1\r\n\r\n\r\n--x1--", b"--x1\r\nx"] {
            assert!(read(broken, "x1").files.is_empty());
        }
    }

    #[test]
    fn the_boundary_is_that_of_the_header() {
        for (header, expected) in [
            ("multipart/form-data; boundary=----a1", Some("----a1")),
            ("multipart/form-data; charset=utf-8; boundary=\"b 2\"", Some("b 2")),
            ("multipart/form-data", None),
            ("multipart/mixed; boundary=x", None),
            ("application/x-www-form-urlencoded", None),
        ] {
            assert_eq!(boundary(header), expected, "{header}");
        }
    }
}
