//! What stands around the body of a receipt or a statement.

use super::{
    Fact, Letterhead, Recipient, font, head::Sides, logo_file, paper, shortened, text_lines,
};
use crate::colour::Colours;
use net30_domain::{template::Look, text::Language};
use net30_words::{Phrase, Word};
use serde::Serialize;

/// What documents have and these have not is empty, so that all are arranged by the same layouts.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Frame {
    language: &'static str,
    paper: &'static str,
    layout: &'static str,
    font: &'static str,
    colours: Colours,
    logo: Option<&'static str>,
    window: bool,
    title: String,
    number: Option<String>,
    name: String,
    continued: String,
    mark: Option<String>,
    header: Vec<String>,
    seller: Letterhead,
    recipient: Recipient,
    ship_to: Option<String>,
    facts: Vec<Fact>,
    footer: Vec<String>,
    legal: Vec<String>,
    folio: String,
    short: bool,
}

/// What it is called.
pub(super) struct Called<'a> {
    pub(super) title: String,
    pub(super) number: Option<String>,
    /// The title with what tells it from others.
    pub(super) name: String,
    /// What stands behind the title on the pages after the first.
    pub(super) continued: &'a str,
}

impl Frame {
    pub(super) fn of(
        sides: &Sides<'_>,
        look: &Look,
        language: Language,
        called: Called<'_>,
        facts: Vec<Fact>,
    ) -> Self {
        let (words, seller) = (sides.words, sides.seller);
        let footer = text_lines(look.footer.as_deref());
        Self {
            language: language.code(),
            paper: paper(look, seller),
            layout: look.layout.word(),
            font: font(look.font),
            colours: Colours::of(look),
            logo: logo_file(look),
            window: look.window.is_some(),
            continued: words.say(&Phrase::Continued {
                title: &called.title,
                number: called.continued,
                seller: &shortened(&seller.name),
            }),
            title: called.title,
            number: called.number,
            name: called.name,
            mark: None,
            header: text_lines(look.header.as_deref()),
            seller: sides.letterhead(),
            recipient: Recipient { label: words.get(Word::Customer), ..sides.recipient() },
            ship_to: None,
            facts,
            legal: sides.legal(true, &footer),
            footer,
            folio: words.say(&Phrase::PageOf { page: "‹page›", pages: "‹pages›" }),
            short: false,
        }
    }
}

/// Those of the facts that there are.
pub(super) fn facts_of<const N: usize>(
    sides: &Sides<'_>,
    facts: [(Word, Option<String>); N],
) -> Vec<Fact> {
    let fact = |(word, value): (Word, Option<String>)| {
        Some(Fact { label: sides.words.get(word), value: value? })
    };
    facts.into_iter().filter_map(fact).collect()
}
