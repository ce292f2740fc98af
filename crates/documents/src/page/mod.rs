//! A page: everything that a document says, worded and formatted, ready to be arranged.
//!
//! Whatever is missing is `None` or empty here, and leaves no gap there.

mod frame;
mod head;
mod lines;
mod payment;
mod public;
mod receipt;
mod stamp;
mod statement;
mod sums;

use crate::{
    DocumentInput,
    colour::Colours,
    rich_text::{self, Block},
};
use net30_domain::{
    document::DocumentType,
    html::Html,
    invoice::Stage,
    seller::Seller,
    template::{Column, Font, Heading, Layout, Look, Paper},
    text::Country,
};
use net30_words::{Formats, MoneyFormat, Phrase, Word, Words};
use serde::Serialize;

pub(crate) use head::{Fact, Letterhead, Recipient, ShipTo};
pub(crate) use lines::Table;
pub(crate) use payment::{Link, Payment};
pub(crate) use public::PublicView;
use public::method_word;
pub use public::{Notice, PublicInput, PublicOffer};
pub(crate) use receipt::ReceiptPage;
use stamp::Stamp;
pub(crate) use statement::{StatementPage, facts as statement_facts};
pub(crate) use sums::{Sum, Weight};

/// Everything that a document says.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Page {
    /// ISO 639-1 code.
    pub(crate) language: &'static str,
    /// Typst's name of the paper.
    pub(crate) paper: &'static str,
    pub(crate) layout: &'static str,
    pub(crate) font: &'static str,
    pub(crate) colours: Colours,
    /// The name of the logo's file, if there is one.
    pub(crate) logo: Option<&'static str>,
    /// Whether the address stands where the window of an envelope is.
    pub(crate) window: bool,
    /// `Invoice`, or what the document calls itself.
    pub(crate) title: String,
    pub(crate) number: Option<String>,
    /// Title and number.
    pub(crate) name: String,
    /// What stands at the head of the second page and those after it.
    pub(crate) continued: String,
    /// `Draft` or `Void`.
    pub(crate) mark: Option<String>,
    pub(crate) header: Vec<String>,
    pub(crate) seller: Letterhead,
    pub(crate) recipient: Recipient,
    pub(crate) ship_to: Option<ShipTo>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) description: Vec<Block>,
    pub(crate) table: Table,
    pub(crate) sums: Vec<Sum>,
    pub(crate) remarks: Vec<String>,
    pub(crate) stamp: Option<Stamp>,
    pub(crate) payment: Option<Payment>,
    /// Where it can be seen online, if no payment is asked for that says so.
    pub(crate) online: Option<Link>,
    pub(crate) notes: Option<Section>,
    pub(crate) terms: Option<Section>,
    pub(crate) footer: Vec<String>,
    /// The seller's tax ids and registration, and the bank if no payment is asked for that names it: at the foot of every
    /// page.
    pub(crate) legal: Vec<String>,
    /// `Page ‹page› of ‹pages›`: the figures are known when the pages are.
    pub(crate) folio: String,
    /// Whether it may be set with less space to make it fit on one page.
    pub(crate) short: bool,
}

/// Most lines, and most characters of formatted text, of a document that one page may hold.
const SHORT_LINES: usize = 30;
const SHORT_CHARACTERS: usize = 6_000;

/// Most characters of the seller's name at the head of the second page and those after it.
const NAME_CHARACTERS_MAX: usize = 80;

/// A heading with text.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Section {
    pub(crate) heading: String,
    pub(crate) blocks: Vec<Block>,
}

/// What every part of a page is written with.
struct Pen<'a> {
    input: &'a DocumentInput<'a>,
    words: Words,
    formats: &'a Formats,
    money: &'a MoneyFormat<'a>,
}

impl Page {
    /// Words a document.
    pub(crate) fn of(input: &DocumentInput<'_>) -> Self {
        let content = &input.invoice.content;
        let locale = input.locale();
        let formats = Formats::of(locale);
        let money = formats.money(content.currency);
        let pen = Pen { input, words: Words::of(locale), formats: &formats, money: &money };
        let title = pen.title();
        let number = input.invoice.number().map(str::to_owned);
        let name = match &number {
            Some(number) => pen.words.say(&Phrase::DocumentTitle { title: &title, number }),
            None => title.clone(),
        };
        let section = |heading: Heading, word: Word, text: &Option<Html>| {
            let blocks = rich_text::parse(text.as_deref()?);
            (!blocks.is_empty()).then(|| Section { heading: pen.heading(heading, word), blocks })
        };
        let description =
            content.texts.description.as_deref().map(rich_text::parse).unwrap_or_default();
        let notes = section(Heading::Notes, Word::Notes, &content.notes);
        let terms = section(Heading::Terms, Word::Terms, &content.terms);
        let table = pen.table();
        let payment = pen.payment();
        let footer = text_lines(input.look.footer.as_deref());
        let with_bank = payment.as_ref().is_none_or(|payment| payment.facts.is_empty());
        Self {
            short: is_short(&table, [&notes, &terms].into_iter().flatten(), &description),
            legal: pen.sides().legal(with_bank, &footer),
            online: if payment.is_none() { pen.link(false) } else { None },
            language: content.language.code(),
            paper: paper(input.look, input.seller),
            layout: input.look.layout.word(),
            font: font(input.look.font),
            colours: Colours::of(input.look),
            logo: logo_file(input.look),
            window: input.look.window.is_some(),
            continued: pen.words.say(&Phrase::Continued {
                title: &title,
                number: number.as_deref().unwrap_or(""),
                seller: &shortened(&input.seller.name),
            }),
            mark: pen.mark(),
            header: text_lines(input.look.header.as_deref()),
            seller: pen.sides().letterhead(),
            recipient: pen.sides().recipient(),
            ship_to: pen.ship_to(),
            facts: pen.facts(),
            description,
            table,
            sums: pen.sums(),
            remarks: pen.remarks(),
            stamp: pen.stamp(),
            payment,
            notes,
            terms,
            footer,
            folio: pen.words.say(&Phrase::PageOf { page: "‹page›", pages: "‹pages›" }),
            title,
            number,
            name,
        }
    }

    /// The name before the number, if the number is its end.
    pub(crate) fn name_before_number(&self) -> Option<&str> {
        self.name.strip_suffix(self.number.as_deref()?)
    }

    /// How a column looks on a page of HTML.
    #[expect(clippy::unused_self, reason = "the page's template calls it")]
    pub(crate) fn class_of(&self, key: &str) -> &'static str {
        match Column::parse(key) {
            Some(Column::Position) => "position",
            Some(Column::Description) => "item",
            Some(Column::ItemNumber | Column::Unit) => "word",
            _ => "figure",
        }
    }

    /// Whether the layout draws a band across its head.
    pub(crate) fn is_modern(&self) -> bool {
        self.layout == Layout::Modern.word()
    }
}

impl Pen<'_> {
    /// Whether the document asks for money.
    fn asks_for_money(&self) -> bool {
        self.input.invoice.document.asks_for_money()
    }

    fn title(&self) -> String {
        let own = self
            .input
            .invoice
            .content
            .texts
            .header
            .as_deref()
            .map(str::trim)
            .filter(|own| !own.is_empty());
        let (heading, word) = match self.input.invoice.document {
            DocumentType::Invoice => (Heading::Invoice, Word::Invoice),
            DocumentType::CreditNote => (Heading::CreditNote, Word::CreditNote),
        };
        own.map_or_else(|| self.heading(heading, word), str::to_owned)
    }

    /// A heading as the template words it, else as the language does.
    fn heading(&self, heading: Heading, word: Word) -> String {
        let own = self.input.look.text(heading).map(str::to_owned);
        own.unwrap_or_else(|| self.words.get(word))
    }

    fn mark(&self) -> Option<String> {
        match &self.input.invoice.stage {
            Stage::Draft { .. } => Some(self.words.get(Word::Draft).to_uppercase()),
            Stage::Issued(_) => None,
            Stage::Void { .. } => Some(self.words.get(Word::Void).to_uppercase()),
        }
    }
}

/// Whether so little is said that one page may hold it.
fn is_short<'a>(
    table: &Table,
    sections: impl Iterator<Item = &'a Section>,
    description: &'a [Block],
) -> bool {
    let blocks = sections.flat_map(|section| &section.blocks).chain(description);
    let blocks = blocks.chain(table.rows.iter().flat_map(|row| &row.description));
    let characters: usize = blocks.flat_map(|block| &block.runs).map(|run| run.text.len()).sum();
    table.rows.len() <= SHORT_LINES && characters <= SHORT_CHARACTERS
}

/// Typst's name of the paper: the template's, else the one that the seller's country uses. A window is one of A4.
fn paper(look: &Look, seller: &Seller) -> &'static str {
    let of_country = if seller.address.country.is_some_and(Country::uses_letter_paper) {
        Paper::UsLetter
    } else {
        Paper::A4
    };
    let paper = if look.window.is_some() { Paper::A4 } else { look.paper.unwrap_or(of_country) };
    paper.word()
}

/// What the logo's file is called.
pub(crate) const LOGO_FILES: [&str; 2] = ["logo.png", "logo.svg"];

/// The name of the logo's file, if there is one.
pub(crate) fn logo_file(look: &Look) -> Option<&'static str> {
    look.logo.as_ref().map(|logo| LOGO_FILES[usize::from(logo.svg.is_some())])
}

/// Typst's name of a font.
fn font(font: Font) -> &'static str {
    match font {
        Font::Sans => "Noto Sans",
        Font::Serif => "Noto Serif",
    }
}

/// The lines of a plain text that are not empty.
fn text_lines(text: Option<&str>) -> Vec<String> {
    let lines = text.unwrap_or_default().lines().map(str::trim);
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// A name that a line holds.
fn shortened(name: &str) -> String {
    if name.chars().count() <= NAME_CHARACTERS_MAX {
        return name.to_owned();
    }
    let start: String = name.chars().take(NAME_CHARACTERS_MAX).collect();
    format!("{}…", start.trim_end())
}

/// The text, if there is any.
fn present(text: Option<&String>) -> Option<String> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}
