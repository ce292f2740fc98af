//! Documents set by a template's own Typst program.
//!
//! A program of somebody else's is never compiled where others work: a [`Job`] is all that it needs, is handed to a process
//! with bounds of its own, and is done there by [`PdfRenderer::set_own`]. The program sees `data.json` and its logo, and
//! nothing else: no files, no packages, no plugins, no clock.

use super::{
    Attachment, PdfRenderer, RenderError, STANDARDS, Shared, export, facturx, han_of, logo_of,
    own_data, printable,
    world::{Han, file_id},
};
use crate::{DocumentInput, page::LOGO_FILES};
use base64::{Engine, prelude::BASE64_STANDARD};
use net30_domain::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::{Value, json};
use std::{collections::HashMap, ops::RangeInclusive, sync::LazyLock};
use typst::{
    Library, LibraryExt, World, WorldExt,
    diag::{FileError, FileResult, PackageError, SourceDiagnostic},
    foundations::{Binding, Bytes, Datetime, Duration, Value as TypstValue},
    syntax::{DiagSpan, FileId, Source, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_svg::SvgOptions;

/// What programs are told of at most, so that one that fails everywhere can be read.
const FAULTS_MAX: usize = 10;
/// Most characters of what Typst says of a fault.
const MESSAGE_CHARS_MAX: usize = 400;

/// What the program is called within.
const TEMPLATE: &str = "/template.typ";
/// Where our own parts are, which are for the frame alone.
const OURS: [(&str, &str); 2] = [
    ("/net30/bill.typ", include_str!("../../templates/bill.typ")),
    ("/net30/words.typ", include_str!("../../templates/words.typ")),
];
/// What stands around the program: what a document owes to its reader, whatever a program does.
const FRAME: &str = r#"
#let data = json("data.json")
#set document(title: data.name, author: data.seller.name)
#set page(paper: data.paper)
#set text(font: data.fonts, lang: data.language, size: 10pt)
#for file in json("attachments.json") {
  pdf.attach(
    file.name,
    read(file.path, encoding: none),
    relationship: "alternative",
    mime-type: file.mime,
    description: file.description,
  )
}
#include "template.typ"
#if data.payment != none and data.payment.bill != none {
  import "net30/bill.typ": bill-page
  bill-page(data.payment.bill, data)
}
"#;

/// Bytes that are written as base64 where they stand within JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob(pub Vec<u8>);

impl Serialize for Blob {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64_STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        BASE64_STANDARD.decode(text).map(Self).map_err(D::Error::custom)
    }
}

/// A file inside the PDF.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct File {
    name: String,
    mime: String,
    description: String,
    bytes: Blob,
}

/// What is to come of a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wanted {
    /// The PDF.
    Pdf,
    /// Pictures of some pages, counted from 1.
    Pages(usize, usize),
}

/// All that is needed to set a document by a program.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Job {
    source: String,
    data: Value,
    han: Option<Han>,
    logo: Option<(String, Blob)>,
    files: Vec<File>,
    ident: String,
    date: Timestamp,
    wanted: Wanted,
}

impl Job {
    /// The job of setting a document by `source`, with files attached if it becomes a PDF.
    ///
    /// # Errors
    /// [`RenderError::Data`] if the document's data cannot be written.
    pub fn of(
        source: &str,
        input: &DocumentInput<'_>,
        attachments: &[Attachment<'_>],
        wanted: Wanted,
    ) -> Result<Self, RenderError> {
        let issue = input.invoice.stage.issue();
        let file = |file: &Attachment<'_>| File {
            name: file.name.to_owned(),
            mime: file.mime.to_owned(),
            description: file.description.to_owned(),
            bytes: Blob(file.bytes.to_vec()),
        };
        Ok(Self {
            source: source.to_owned(),
            data: own_data::data(input)?,
            han: han_of(input.invoice.content.language, input.buyer, input.seller),
            logo: logo_of(input.look).map(|(name, bytes)| (name.to_owned(), Blob(bytes))),
            files: attachments.iter().map(file).collect(),
            ident: input.invoice.id.to_string(),
            date: issue.map_or(input.created_at, |issue| issue.issued_at),
            wanted,
        })
    }
}

/// A fault of a program, in Typst's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFault {
    /// Line and column, counted from 1, if it stands somewhere.
    pub place: Option<(usize, usize)>,
    /// What is wrong.
    pub message: String,
    /// What may help.
    pub hints: Vec<String>,
}

impl std::fmt::Display for SourceFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some((line, column)) = self.place {
            write!(f, "line {line}, column {column}: ")?;
        }
        f.write_str(&self.message)?;
        for hint in &self.hints {
            write!(f, " (hint: {hint})")?;
        }
        Ok(())
    }
}

/// What came of a job.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Outcome {
    /// The PDF, and what there is to say of it: that it is no PDF/UA, and Typst's warnings.
    Pdf(Blob, Vec<String>),
    /// How many pages there are, and pictures of those that were wanted.
    Pages(usize, Vec<String>),
    /// The program is wrong, or is for this document.
    Faults(Vec<SourceFault>),
}

impl PdfRenderer {
    /// Does a job. It may take any time and any memory: see to it that there is an end to both.
    ///
    /// # Errors
    /// [`RenderError::Data`] if the data cannot be read, [`RenderError::Export`] if the PDF cannot say what it carries.
    pub fn set_own(&self, job: &Job) -> Result<Outcome, RenderError> {
        let fonts = self.fonts_for(&job.data);
        let world = OwnWorld::of(fonts, job)?;
        let compiled = typst::compile::<PagedDocument>(&world);
        let document = match compiled.output {
            Ok(document) => document,
            Err(faults) => return Ok(Outcome::Faults(world.faults(&faults))),
        };
        if let Wanted::Pages(first, last) = job.wanted {
            let wanted: RangeInclusive<usize> = first..=last;
            let pages = document.pages();
            let numbered = (1..).zip(pages).filter(|(number, _)| wanted.contains(number));
            let svg = numbered.map(|(_, page)| typst_svg::svg(page, &SvgOptions::default()));
            return Ok(Outcome::Pages(pages.len(), svg.collect()));
        }
        let mut notes: Vec<String> =
            world.faults(&compiled.warnings).iter().map(ToString::to_string).collect();
        let written = export(&document, &job.ident, job.date, &STANDARDS).or_else(|faults| {
            let faults = world.faults(&faults).iter().map(ToString::to_string).collect::<Vec<_>>();
            notes
                .insert(0, format!("the PDF is PDF/A-3b, but not PDF/UA-1: {}", faults.join("; ")));
            export(&document, &job.ident, job.date, &STANDARDS[..1])
        });
        let pdf = match written {
            Ok(pdf) => pdf,
            Err(faults) => return Ok(Outcome::Faults(world.faults(&faults))),
        };
        let pdf = if job.files.is_empty() {
            pdf
        } else {
            facturx::declared(&pdf).ok_or_else(facturx::undeclared)?
        };
        Ok(Outcome::Pdf(Blob(pdf), notes))
    }
}

/// Typst's library without what runs programs that are not Typst's.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let mut library = Library::default();
    if let Some(Ok(plugin)) = library.global.scope_mut().get_mut(PLUGIN).map(Binding::write) {
        *plugin = TypstValue::None;
    }
    library.std = Binding::detached(library.global.clone());
    LazyHash::new(library)
});

const PLUGIN: &str = "plugin";

/// The world of one job.
struct OwnWorld<'a> {
    fonts: &'a Shared,
    main: Source,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
}

impl<'a> OwnWorld<'a> {
    fn of(fonts: &'a Shared, job: &Job) -> Result<Self, RenderError> {
        let mut data = job.data.clone();
        printable::prepare(&mut data, fonts.families());
        let own = data["font"].as_str().unwrap_or_default();
        let mut characters = printable::beyond_ascii(&data);
        characters.extend(job.source.chars().filter(|c| !c.is_ascii()));
        data["fonts"] = json!(fonts.families().needed(own, job.han, characters));

        let mut files = HashMap::new();
        let mut attachments = Vec::new();
        for (index, file) in job.files.iter().enumerate() {
            let path = format!("attachment-{index}");
            files.insert(file_id(&format!("/{path}")), Bytes::new(file.bytes.0.clone()));
            attachments.push(json!({
                "path": path, "name": file.name, "mime": file.mime, "description": file.description,
            }));
        }
        files.insert(file_id("/data.json"), Bytes::new(serde_json::to_vec(&data)?));
        files.insert(file_id("/attachments.json"), Bytes::new(serde_json::to_vec(&attachments)?));
        if let Some((name, logo)) = &job.logo
            && LOGO_FILES.contains(&name.as_str())
        {
            files.insert(file_id(&format!("/{name}")), Bytes::new(logo.0.clone()));
        }
        let source = |path: &str, text: &str| Source::new(file_id(path), text.to_owned());
        let main = source("/main.typ", FRAME);
        let template = source(TEMPLATE, &job.source);
        let ours = OURS.map(|(path, text)| source(path, text));
        let sources = ours.into_iter().chain([template, main.clone()]);
        let sources = sources.map(|source| (source.id(), source)).collect();
        Ok(Self { fonts, main, sources, files })
    }

    /// Faults as the program's writer reads them.
    fn faults(&self, found: &[SourceDiagnostic]) -> Vec<SourceFault> {
        found.iter().take(FAULTS_MAX).map(|fault| self.fault(fault)).collect()
    }

    fn fault(&self, fault: &SourceDiagnostic) -> SourceFault {
        // What happens within our own parts happens because of a line of the program.
        let spans = std::iter::once(fault.span)
            .chain(fault.trace.iter().map(|point| DiagSpan::from(point.span)));
        let template = file_id(TEMPLATE);
        let mut within = spans.filter(|span| span.id() == Some(template));
        let range = within.find_map(|span| self.range(span));
        let source = &self.sources[&template];
        let place = range.as_ref().and_then(|range| {
            let (line, column) = source.lines().byte_to_line_column(range.start)?;
            Some((line + 1, column + 1))
        });
        let mut hints: Vec<String> =
            fault.hints.iter().map(|hint| shortened(hint.v.as_str())).collect();
        if range.is_some_and(|range| source.text().get(range).is_some_and(names_plugin)) {
            hints.push("a template cannot use plugins".to_owned());
        }
        SourceFault { place, message: shortened(&fault.message), hints }
    }
}

fn names_plugin(text: &str) -> bool {
    text.split('(').next().is_some_and(|name| name.trim_end().ends_with(PLUGIN))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MESSAGE_CHARS_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl World for OwnWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or_else(|| refused(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| refused(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn refused(id: FileId) -> FileError {
    if matches!(id.get().root(), VirtualRoot::Package(_)) {
        let message = "a template cannot use packages: write what you need of it into the template";
        return FileError::Package(PackageError::Other(Some(message.into())));
    }
    let message = "a template reads nothing but data.json and its logo, whose name is data.logo";
    FileError::Other(Some(message.into()))
}
