//! How much text a document may have in all. Lengths of single texts are the business of whoever reads a request; setting
//! the PDF takes time and memory by their sum, and by how finely markup cuts it up.

use crate::{
    document::Content,
    fault::{Fault, Faults},
};

/// Most that the texts of a document may weigh: a character weighs 1, a tag of markup [`TAG_WEIGHT`].
pub const WEIGHT_MAX: usize = 500_000;
/// What a tag weighs: setting `<b>x</b>` takes as long as setting a line of plain text.
pub const TAG_WEIGHT: usize = 40;

/// What the texts of a document weigh together.
#[must_use]
pub fn of(content: &Content) -> usize {
    of_lines(content) + of_document(content)
}

/// Says so if the texts of a document weigh too much.
pub(crate) fn check(content: &Content, faults: &mut Faults) {
    let (of_lines, of_document) = (of_lines(content), of_document(content));
    if of_lines + of_document <= WEIGHT_MAX {
        return;
    }
    let heaviest = own_texts(content).into_iter().max_by_key(|(_, text)| text.map_or(0, weight));
    let pointer = match heaviest {
        Some((pointer, _)) if of_document > of_lines => pointer,
        _ => "/items",
    };
    let message = format!(
        "the document's texts have together more than {WEIGHT_MAX} characters, each tag of markup counted as {TAG_WEIGHT}"
    );
    faults.push(Fault::new(pointer, "too_much_text", message));
}

fn own_texts(content: &Content) -> [(&'static str, Option<&str>); 3] {
    [
        ("/description", content.texts.description.as_deref()),
        ("/notes", content.notes.as_deref()),
        ("/terms", content.terms.as_deref()),
    ]
}

fn of_document(content: &Content) -> usize {
    own_texts(content).into_iter().filter_map(|(_, text)| text).map(weight).sum()
}

fn of_lines(content: &Content) -> usize {
    let texts =
        content.lines.iter().flat_map(|line| [line.name.as_deref(), line.description.as_deref()]);
    texts.flatten().map(weight).sum()
}

fn weight(text: &str) -> usize {
    let tags = text.bytes().filter(|byte| *byte == b'<').count();
    text.chars().count() + tags * TAG_WEIGHT
}
