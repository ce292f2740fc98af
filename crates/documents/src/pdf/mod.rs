//! Documents as PDF/A-3b, set by typst in this process.
//!
//! What users wrote reaches typst as strings of a data file, never as markup. The same input gives the same bytes.

#[cfg(test)]
mod layout_tests;
mod printable;
#[cfg(test)]
mod statement_tests;
#[cfg(test)]
mod tests;
mod world;

use crate::{
    DocumentInput, ReceiptInput, StatementInput,
    page::{Page, ReceiptPage, StatementPage},
};
use net30_domain::{Timestamp, template::Look};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::sync::OnceLock;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use world::{Files, FontFiles, Shared, World};

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
/// The fonts in the binary have Latin, Cyrillic and Greek. Further ones are looked for when a document first has other
/// characters, and are then used for these alone.
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
        let Some(further) = &self.further else { return &self.shared };
        if printable::is_all(data, &|c| self.shared.has_glyph(c)) {
            return &self.shared;
        }
        self.with_further.get_or_init(|| self.shared.with_more(further))
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
        self.set_page(&Page::of(input), input.look, attachments, &ident, date)
    }

    /// Sets a customer's statement.
    pub fn render_statement(&self, input: &StatementInput<'_>) -> Result<Vec<u8>, RenderError> {
        let ident = format!("{} {}", input.customer_id, input.created_at);
        self.set_page(&StatementPage::of(input), input.look, &[], &ident, input.created_at)
    }

    /// Sets the receipt of a payment.
    pub fn render_receipt(&self, input: &ReceiptInput<'_>) -> Result<Vec<u8>, RenderError> {
        let payment = input.payment;
        let ident = payment.id.to_string();
        self.set_page(&ReceiptPage::of(input), input.look, &[], &ident, payment.created_at)
    }

    fn set_page(
        &self,
        page: &impl Serialize,
        look: &Look,
        attachments: &[Attachment<'_>],
        ident: &str,
        date: Timestamp,
    ) -> Result<Vec<u8>, RenderError> {
        let content = page_data(page, attachments)?;
        let with = |fonts: &Shared| {
            let mut printed = content.clone();
            printable::prepare(&mut printed, &|c| fonts.has_glyph(c));
            let files = Files {
                page: serde_json::to_vec(&printed)?,
                logo: look.logo.as_ref().map(|logo| logo.png.clone()),
                attachments: attachments.iter().map(|file| file.bytes.to_vec()).collect(),
            };
            set(fonts, files, ident, date)
        };
        let fonts = self.fonts_for(&content);
        match with(fonts) {
            // A font of the operator's may be one that PDF/A does not take: then stand-ins are printed.
            Err(_) if !std::ptr::eq(fonts, &raw const self.shared) => with(&self.shared),
            set => set,
        }
    }
}

/// The hash of all that a document's PDF says: what has the same is set the same.
///
/// # Errors
/// [`RenderError::Data`] if the page's data cannot be written.
pub fn fingerprint(input: &DocumentInput<'_>) -> Result<[u8; 32], RenderError> {
    let data = serde_json::to_vec(&Page::of(input))?;
    let logo = input.look.logo.as_ref().map(|logo| logo.png.as_slice()).unwrap_or_default();
    let moment = input.created_at.as_microsecond();
    let mut hasher = Sha256::new();
    for part in [&data, logo, input.invoice.id.0.as_bytes(), &moment.to_be_bytes()] {
        hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(part);
    }
    Ok(hasher.finalize().into())
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

fn set(
    shared: &Shared,
    files: Files,
    ident: &str,
    date: Timestamp,
) -> Result<Vec<u8>, RenderError> {
    let world = World::new(shared, files);
    let pdf = write(&world, ident, date);
    // What typst remembers of one document serves no other, and would be kept for ever, after failures too.
    typst::comemo::evict(0);
    pdf
}

fn write(world: &World<'_>, ident: &str, date: Timestamp) -> Result<Vec<u8>, RenderError> {
    let document = typst::compile::<PagedDocument>(world).output;
    let document = document.map_err(|faults| RenderError::Layout(messages(&faults)))?;
    let standards = PdfStandards::new(&[PdfStandard::A_3b])
        .map_err(|fault| RenderError::Export(fault.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(ident.to_owned()),
        creator: Smart::Custom(Some("net30".to_owned())),
        timestamp: utc(date),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|faults| RenderError::Export(messages(&faults)))
}

fn messages(faults: &[typst::diag::SourceDiagnostic]) -> String {
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
