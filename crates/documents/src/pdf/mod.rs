//! Documents as PDF/A-3b, set by typst in this process.
//!
//! What users wrote reaches typst as strings of a data file, never as markup. The same input gives the same bytes.

mod printable;
#[cfg(test)]
mod tests;
mod world;

use crate::{
    DocumentInput, StatementInput,
    page::{Page, StatementPage},
};
use net30_domain::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use world::{Files, Shared, World};

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
#[derive(Debug)]
pub struct PdfRenderer {
    shared: Shared,
}

impl Default for PdfRenderer {
    fn default() -> Self {
        Self::new()
    }
}

impl PdfRenderer {
    /// A renderer with the fonts in the binary: Latin, Cyrillic and Greek.
    #[must_use]
    pub fn new() -> Self {
        Self::with_fonts([])
    }

    /// A renderer with further fonts (TTF, OTF or TTC files) for the characters that those in the binary lack.
    ///
    /// A file that is no font is left out.
    #[must_use]
    pub fn with_fonts(files: impl IntoIterator<Item = Vec<u8>>) -> Self {
        Self { shared: Shared::new(files) }
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
        let page = Page::of(input);
        let files = Files {
            page: self.page_file(&page, attachments)?,
            logo: input.look.logo.as_ref().map(|logo| logo.png.clone()),
            attachments: attachments.iter().map(|attachment| attachment.bytes.to_vec()).collect(),
        };
        let issue = input.invoice.stage.issue();
        let date = issue.map_or(input.created_at, |issue| issue.issued_at);
        self.set(files, input.invoice.id.to_string(), date)
    }

    /// Sets a customer's statement.
    pub fn render_statement(&self, input: &StatementInput<'_>) -> Result<Vec<u8>, RenderError> {
        let page = StatementPage::of(input);
        let files = Files {
            page: self.page_file(&page, &[])?,
            logo: input.look.logo.as_ref().map(|logo| logo.png.clone()),
            attachments: vec![],
        };
        let ident = format!("{} {}", input.customer_id, input.created_at);
        self.set(files, ident, input.created_at)
    }

    fn set(&self, files: Files, ident: String, date: Timestamp) -> Result<Vec<u8>, RenderError> {
        let world = World::new(&self.shared, files);
        let pdf = write(&world, ident, date);
        // What typst remembers of one document serves no other, and would be kept for ever, after failures too.
        typst::comemo::evict(0);
        pdf
    }

    fn page_file(
        &self,
        page: &impl Serialize,
        attachments: &[Attachment<'_>],
    ) -> Result<Vec<u8>, RenderError> {
        #[derive(Serialize)]
        struct Data<'a, P: Serialize> {
            #[serde(flatten)]
            page: &'a P,
            attachments: Vec<Value>,
        }
        let attachments = attachments
            .iter()
            .map(|file| json!({ "name": file.name, "mime": file.mime, "description": file.description }))
            .collect();
        let mut data = serde_json::to_value(Data { page, attachments })?;
        printable::prepare(&mut data, &|c| self.shared.has_glyph(c));
        Ok(serde_json::to_vec(&data)?)
    }
}

fn write(world: &World<'_>, ident: String, date: Timestamp) -> Result<Vec<u8>, RenderError> {
    let document = typst::compile::<PagedDocument>(world).output;
    let document = document.map_err(|faults| RenderError::Layout(messages(&faults)))?;
    let standards = PdfStandards::new(&[PdfStandard::A_3b])
        .map_err(|fault| RenderError::Export(fault.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(ident),
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
