//! Documents as PDF/A-3b and PDF/UA-1 in one, set by typst in this process.
//!
//! What users wrote reaches typst as strings of a data file, never as markup. The same input gives the same bytes.

mod attempt;
pub mod facturx;
mod fonts;
#[cfg(test)]
mod layout_tests;
pub mod own;
mod own_data;
#[cfg(test)]
mod own_tests;
mod pages;
mod printable;
#[cfg(test)]
mod script_tests;
#[cfg(test)]
mod statement_tests;
#[cfg(test)]
mod tests;
mod world;

pub use pages::Pages;

use crate::{
    DocumentInput, ReceiptInput, StatementInput,
    page::{Page, ReceiptPage, StatementPage, logo_file},
};
use net30_domain::{
    Timestamp, customer::Party, seller::Seller, template::Look, text::Country, text::Language,
};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{collections::BTreeSet, sync::OnceLock};
use typst::{
    diag::{SourceDiagnostic, SourceResult},
    ecow::eco_vec,
    foundations::{Bytes, Datetime, Smart},
    syntax::Span,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use world::{Families, Files, FontFiles, Han, Shared, World};

/// A file inside the PDF, such as an electronic invoice that says the same.
#[derive(Clone, Copy, Debug)]
pub struct Attachment<'a> {
    /// Its file name.
    pub name: &'a str,
    /// Its media type, such as `text/xml`.
    pub mime: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
    /// What it is, for the reader's list of attachments.
    pub description: &'a str,
}

/// What a document conforms to: it can be archived, with its attachments, and read by a screen reader.
const STANDARDS: [PdfStandard; 2] = [PdfStandard::A_3b, PdfStandard::Ua_1];

/// Why a document could not be set. Always ours: any text can be set.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The template failed.
    #[error("the page could not be set: {0}")]
    Layout(String),
    /// The pages could not be written as PDF/A-3b.
    #[error("the PDF could not be written: {0}")]
    Export(String),
    /// The page's data could not be handed over.
    #[error("the page's data could not be written")]
    Data(#[from] serde_json::Error),
}

/// Sets documents as PDF. Fonts, library and templates are loaded once; sharing it costs nothing.
///
/// The fonts in the binary have Latin, Cyrillic, Greek, Arabic, Hebrew, Thai, Devanagari, Japanese, Chinese and Hangul.
/// Further ones are looked for when a document first has other characters, and are then used for these alone.
pub struct PdfRenderer {
    shared: Shared,
    further: Option<Box<FontFiles>>,
    with_further: OnceLock<Shared>,
}

impl std::fmt::Debug for PdfRenderer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PdfRenderer")
    }
}

impl Default for PdfRenderer {
    fn default() -> Self {
        Self::new()
    }
}

impl PdfRenderer {
    /// A renderer with the fonts in the binary alone.
    #[must_use]
    pub fn new() -> Self {
        Self { shared: Shared::new(vec![]), further: None, with_further: OnceLock::new() }
    }

    /// A renderer with further fonts for the characters that those in the binary lack.
    ///
    /// `visit` is called at most once, when such a character is first to be set, and hands over one file (TTF, OTF or TTC)
    /// after the other. A file that is no font is left out.
    #[must_use]
    pub fn with_fonts(visit: impl Fn(&mut dyn FnMut(Vec<u8>)) + Send + Sync + 'static) -> Self {
        Self { further: Some(Box::new(visit)), ..Self::new() }
    }

    /// The fonts that have the characters of a page, as far as any has.
    fn fonts_for(&self, data: &Value) -> &Shared {
        if self.further.is_none() || printable::is_all(data, self.shared.families()) {
            return &self.shared;
        }
        self.every_font()
    }

    /// All fonts that there are; further ones are looked for if they were not yet.
    fn every_font(&self) -> &Shared {
        let Some(further) = &self.further else { return &self.shared };
        self.with_further.get_or_init(|| self.shared.with_more(further))
    }

    /// Whether every font there is is known: further ones were looked for, or there are none to look for.
    #[must_use]
    pub fn has_looked(&self) -> bool {
        self.further.is_none() || self.with_further.get().is_some()
    }

    /// Looks for further fonts, if that was not done yet. It reads files, and may take a while.
    pub fn look(&self) {
        self.every_font();
    }

    /// The characters of a text that would be printed as stand-ins, as far as fonts are known.
    #[must_use]
    pub fn lacking(&self, text: &str) -> Vec<char> {
        if text.is_ascii() {
            return Vec::new();
        }
        let known = self.with_further.get().unwrap_or(&self.shared);
        printable::lacking_in(text, known.families())
    }

    /// The characters that a document would print as stand-ins, as far as fonts are known.
    ///
    /// # Errors
    /// [`RenderError::Data`] if the page's data cannot be written.
    pub fn lacking_of(&self, input: &DocumentInput<'_>) -> Result<BTreeSet<char>, RenderError> {
        let known = self.with_further.get().unwrap_or(&self.shared);
        Ok(printable::lacking(&page_data(&Page::of(input), &[])?, known.families()))
    }

    /// Sets a document.
    pub fn render(&self, input: &DocumentInput<'_>) -> Result<Vec<u8>, RenderError> {
        self.render_with(input, &[])
    }

    /// Sets a document with files attached as alternatives of it (PDF/A-3, `AFRelationship`).
    pub fn render_with(
        &self,
        input: &DocumentInput<'_>,
        attachments: &[Attachment<'_>],
    ) -> Result<Vec<u8>, RenderError> {
        let issue = input.invoice.stage.issue();
        let date = issue.map_or(input.created_at, |issue| issue.issued_at);
        let ident = input.invoice.id.to_string();
        let han = han_of(input.invoice.content.language, input.buyer, input.seller);
        self.set_page(&Page::of(input), input.look, attachments, &ident, date, han)
    }

    /// Sets a customer's statement.
    pub fn render_statement(&self, input: &StatementInput<'_>) -> Result<Vec<u8>, RenderError> {
        let ident = format!("{} {}", input.customer_id, input.created_at);
        let han = han_of(input.language, input.buyer, input.seller);
        self.set_page(&StatementPage::of(input), input.look, &[], &ident, input.created_at, han)
    }

    /// Sets the receipt of a payment.
    pub fn render_receipt(&self, input: &ReceiptInput<'_>) -> Result<Vec<u8>, RenderError> {
        let payment = input.payment;
        let ident = payment.id.to_string();
        let han = han_of(input.invoice.content.language, input.buyer, input.seller);
        self.set_page(&ReceiptPage::of(input), input.look, &[], &ident, payment.created_at, han)
    }

    fn set_page(
        &self,
        page: &impl Serialize,
        look: &Look,
        attachments: &[Attachment<'_>],
        ident: &str,
        date: Timestamp,
        han: Option<Han>,
    ) -> Result<Vec<u8>, RenderError> {
        let content = page_data(page, attachments)?;
        let with = |fonts: &Shared, families: &Families, standards: &[PdfStandard]| {
            let prepared = Prepared::of(content.clone(), families, han, look, attachments);
            prepared.set(fonts, |document| {
                export(document, ident, date, standards)
                    .map_err(|faults| RenderError::Export(messages(&faults)))
            })
        };
        let fonts = self.fonts_for(&content);
        let own = &self.shared;
        // A font of the operator's may be one that PDF/A does not take, or a screen reader cannot be told of, and there may
        // be signs that no font puts together: better a document with stand-ins than none.
        with(fonts, fonts.families(), &STANDARDS)
            .or_else(|_| with(fonts, fonts.families(), &STANDARDS[..1]))
            .or_else(|_| with(own, own.families(), &STANDARDS[..1]))
            .or_else(|_| with(own, &Families::plain(), &STANDARDS[..1]))
    }
}

/// A document that is about to be set in some families of fonts.
struct Prepared<'a> {
    /// The page's data, with what the families lack replaced by stand-ins.
    content: Value,
    look: &'a Look,
    attachments: &'a [Attachment<'a>],
}

impl<'a> Prepared<'a> {
    fn of(
        mut content: Value,
        families: &Families,
        han: Option<Han>,
        look: &'a Look,
        attachments: &'a [Attachment<'a>],
    ) -> Self {
        printable::prepare(&mut content, families);
        let own = content["font"].as_str().unwrap_or_default();
        let needed = families.needed(own, han, printable::beyond_ascii(&content));
        content["fonts"] = json!(needed);
        Self { content, look, attachments }
    }

    /// What typst reads.
    fn files(&self) -> Result<Files, serde_json::Error> {
        let logo = logo_of(self.look).map(|(name, logo)| (name, Bytes::new(logo)));
        let attachments = self.attachments.iter().map(|file| Bytes::new(file.bytes.to_vec()));
        let page = Bytes::new(serde_json::to_vec(&self.content)?);
        Ok(Files { page, logo, attachments: attachments.collect() })
    }

    /// Sets the document, and hands its pages to `write`.
    fn set<T>(
        &self,
        fonts: &Shared,
        write: impl FnOnce(&PagedDocument) -> Result<T, RenderError>,
    ) -> Result<T, RenderError> {
        let written = self.pages(fonts).and_then(|document| {
            let count = document.pages().len();
            write(&document).map(|written| (written, count))
        });
        // What typst remembers would be kept for ever. Some of it serves the next document: templates that were read, fonts.
        let kept = written.as_ref().is_ok_and(|(_, pages)| *pages <= REMEMBERED_PAGES_MAX);
        typst::comemo::evict(if kept { REMEMBERED_DOCUMENTS } else { 0 });
        Ok(written?.0)
    }

    fn pages(&self, fonts: &Shared) -> Result<PagedDocument, RenderError> {
        let files = self.files()?;
        let short = self.content["short"].as_bool().unwrap_or_default();
        let slip = self.content.pointer("/payment/bill").is_some_and(Value::is_object);
        attempt::fitted(short, slip, |attempt| {
            compiled(&World::new(fonts, files.clone(), serde_json::to_vec(attempt)?))
        })
    }
}

/// After how many further documents that did not use it typst forgets what it remembers of one.
const REMEMBERED_DOCUMENTS: usize = 2;
/// What has more pages is forgotten at once, since that takes much memory.
const REMEMBERED_PAGES_MAX: usize = 4;

/// The logo's file: its name and its content.
fn logo_of(look: &Look) -> Option<(&'static str, Vec<u8>)> {
    let (logo, name) = (look.logo.as_ref()?, logo_file(look)?);
    let content =
        logo.svg.as_ref().map_or_else(|| logo.png.clone(), |svg| svg.clone().into_bytes());
    Some((name, content))
}

/// Whose forms Han characters are printed in: those of the document's language, else of the country of whoever reads it,
/// else of whoever writes it.
fn han_of(language: Language, buyer: &Party, seller: &Seller) -> Option<Han> {
    let of_country = |country: Country| match country.code() {
        "CN" | "HK" | "MO" | "SG" | "TW" => Some(Han::Chinese),
        "JP" => Some(Han::Japanese),
        _ => None,
    };
    match language {
        Language::Zh => Some(Han::Chinese),
        Language::Ja => Some(Han::Japanese),
        _ => {
            let mut countries =
                [buyer.address.country, seller.address.country].into_iter().flatten();
            countries.find_map(of_country)
        }
    }
}

/// The hash of all that a document's PDF says: what has the same is set the same.
///
/// # Errors
/// [`RenderError::Data`] if the page's data cannot be written.
pub fn fingerprint(input: &DocumentInput<'_>) -> Result<[u8; 32], RenderError> {
    let moment = input.created_at.as_microsecond();
    let shown = hash_of_pages(input)?;
    Ok(hash_of(&[&shown, input.invoice.id.0.as_bytes(), &moment.to_be_bytes()]))
}

/// The hash of all that a document's pages show: of two documents with the same one, they look the same.
///
/// # Errors
/// [`RenderError::Data`] if the page's data cannot be written.
pub fn fingerprint_of_pages(input: &DocumentInput<'_>) -> Result<[u8; 32], RenderError> {
    // A program of the template's own sees more of the document than the layouts do.
    if input.look.source.is_some() { fingerprint(input) } else { hash_of_pages(input) }
}

/// The hash of what the layouts are given, and of a program in their place.
fn hash_of_pages(input: &DocumentInput<'_>) -> Result<[u8; 32], RenderError> {
    let data = serde_json::to_vec(&Page::of(input))?;
    let logo = logo_of(input.look).map(|(_, logo)| logo).unwrap_or_default();
    let source = input.look.source.as_deref().unwrap_or_default();
    Ok(hash_of(&[&data, &logo, source.as_bytes()]))
}

/// The hash of some parts, each after its length.
fn hash_of(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// The page's data as the templates read it.
fn page_data(
    page: &impl Serialize,
    attachments: &[Attachment<'_>],
) -> Result<Value, serde_json::Error> {
    #[derive(Serialize)]
    struct Data<'a, P: Serialize> {
        #[serde(flatten)]
        page: &'a P,
        attachments: Vec<Value>,
    }
    let attachments = attachments
        .iter()
        .map(
            |file| json!({ "name": file.name, "mime": file.mime, "description": file.description }),
        )
        .collect();
    serde_json::to_value(Data { page, attachments })
}

fn compiled(world: &dyn typst::World) -> Result<PagedDocument, RenderError> {
    let document = typst::compile::<PagedDocument>(world).output;
    document.map_err(|faults| RenderError::Layout(messages(&faults)))
}

/// Writes pages that were set as PDF.
fn export(
    document: &PagedDocument,
    ident: &str,
    date: Timestamp,
    standards: &[PdfStandard],
) -> SourceResult<Vec<u8>> {
    let standards = PdfStandards::new(standards).map_err(|fault| {
        eco_vec![SourceDiagnostic::error(Span::detached(), fault.message().clone())]
    })?;
    let options = PdfOptions {
        ident: Smart::Custom(ident.to_owned()),
        creator: Smart::Custom(Some("net30".to_owned())),
        timestamp: utc(date),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options)
}

fn messages(faults: &[SourceDiagnostic]) -> String {
    let messages: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    messages.join("; ")
}

fn utc(moment: Timestamp) -> Option<typst_pdf::Timestamp> {
    let civil = moment.to_zoned(jiff::tz::TimeZone::UTC).datetime();
    let part = |part: i8| u8::try_from(part).ok();
    Datetime::from_ymd_hms(
        i32::from(civil.year()),
        part(civil.month())?,
        part(civil.day())?,
        part(civil.hour())?,
        part(civil.minute())?,
        part(civil.second())?,
    )
    .map(typst_pdf::Timestamp::new_utc)
}
