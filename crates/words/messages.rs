//! The messages of a fluent catalogue, for the build scripts that make Rust of its keys. What fluent allows beyond lines of
//! `key = text`, and lines below them that are indented, is not used.

/// A message of the catalogue.
pub(crate) struct Message<'a> {
    pub(crate) key: &'a str,
    /// What it says, on one line.
    pub(crate) text: String,
    /// The names of its variables, in their order.
    pub(crate) variables: Vec<&'a str>,
}

/// The messages of a catalogue, in its order.
pub(crate) fn messages(catalogue: &str) -> Vec<Message<'_>> {
    let mut messages: Vec<Message<'_>> = Vec::new();
    for line in catalogue.lines() {
        let begins = line.starts_with(|c: char| c.is_ascii_lowercase());
        if let Some((key, text)) = line.split_once(" =").filter(|_| begins) {
            messages.push(Message { key, text: text.trim().to_owned(), variables: Vec::new() });
        }
        let Some(message) = messages.last_mut().filter(|_| !line.starts_with('#')) else {
            continue;
        };
        if !begins && !line.is_empty() {
            message.text.extend([" ", line.trim()]);
        }
        for after in line.split('$').skip(1) {
            let end = after.find(|c: char| !c.is_ascii_lowercase() && c != '_');
            let name = &after[..end.unwrap_or(after.len())];
            if !message.variables.contains(&name) {
                message.variables.push(name);
            }
        }
    }
    messages
}
