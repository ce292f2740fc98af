//! From XML, or a PDF that carries it, back to the model, with a report of what became of it.

mod bounds;
mod draft;
mod left_over;
mod pdf;

use crate::validate::sums;
use en16931::{DocumentKind, Invoice, Severity, invoice::SupportingDocument, profiles::classify};
use en16931_formats::report::{Entry, Kind};
use net30_domain::Decimal;
use std::borrow::Cow;

pub use draft::{Drafted, draft};

/// Largest file that is read, in bytes.
pub const BYTES_MAX: usize = 20 * 1024 * 1024;

/// An electronic invoice that was read.
#[derive(Clone, Debug)]
pub struct Read {
    /// The model: every business term that was understood.
    pub model: Invoice,
    /// What became of the file.
    pub report: Report,
}

/// What became of a file: what was read, what was left, which rules it breaks, and whether it adds up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The file within the PDF, if it was one: `factur-x.xml`.
    pub embedded: Option<String>,
    /// `UBL 2.1` or `UN/CEFACT CII D16B`.
    pub syntax: String,
    /// What it declares to follow (BT-24).
    pub specification_id: Option<String>,
    /// The name of that, if it is known; its rules are those that it was judged by, else those of EN 16931.
    pub profile: Option<&'static str>,
    /// What could not be taken over.
    pub left: Vec<Left>,
    /// The rules that it breaks.
    pub broken: Vec<Broken>,
    /// Its sums that its parts do not come to.
    pub wrong_sums: Vec<StatedSum>,
}

impl Report {
    /// Whether every sum is what its parts come to, to the cent.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        self.wrong_sums.is_empty()
    }

    /// Whether it is right by the rules that it declares to follow.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        !self.broken.iter().any(|broken| broken.is_fatal)
    }
}

impl Read {
    /// Whether it takes back what another document asks for.
    #[must_use]
    pub fn takes_back(&self) -> bool {
        self.model.kind == DocumentKind::CreditNote
    }

    /// The numbers of the documents that it follows (BT-25).
    pub fn follows(&self) -> impl Iterator<Item = &str> {
        self.model.preceding_invoices.iter().map(|preceding| preceding.reference.as_str())
    }

    /// Who sells: name and VAT id (BT-27, BT-31).
    #[must_use]
    pub fn seller(&self) -> (Option<&str>, Option<&str>) {
        let seller = &self.model.seller;
        (seller.name.as_deref(), seller.vat_identifier.as_deref())
    }

    /// What it is, as a code of UNTDID 1001 (BT-3).
    #[must_use]
    pub fn type_code(&self) -> Option<&str> {
        self.model.type_code.as_ref().map(en16931::invoice::Code::as_str)
    }

    /// What it states to come to: net, tax and gross, each with its business term.
    #[must_use]
    pub fn states(&self) -> [(&'static str, Decimal); 3] {
        let totals = &self.model.totals;
        let tax = totals.vat_total.map(en16931::InvoiceAmount::into_decimal).unwrap_or_default();
        [
            ("BT-109", totals.taxable_total.into_decimal()),
            ("BT-110", tax),
            ("BT-112", totals.gross_total.into_decimal()),
        ]
    }
}

/// Something of a file that was not taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Where it stands: a path in the file, or a business term.
    pub path: String,
    /// What stands there.
    pub value: Option<String>,
    /// Why it was left.
    pub reason: String,
}

/// A rule that a file breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Its name.
    pub rule: String,
    /// Where, in business terms: `BG-25[0]/BT-131`.
    pub term: String,
    /// What it says.
    pub message: String,
    /// Whether the file is wrong for it, or only unusual.
    pub is_fatal: bool,
}

/// A sum that a file states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedSum {
    /// Its business term.
    pub term: String,
    /// What is stated.
    pub stated: Decimal,
    /// What its parts come to.
    pub calculated: Decimal,
}

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is too large.
    #[error("is larger than {} MB", BYTES_MAX / 1024 / 1024)]
    TooLarge,
    /// It is no electronic invoice: not XML, another encoding, another document, a DTD, or too deep.
    #[error("is not an electronic invoice: {0}")]
    NotAnInvoice(String),
    /// It is a PDF in which no electronic invoice was found.
    #[error("is a PDF without an electronic invoice in it: {0}")]
    NotInPdf(String),
}

/// Reads UBL or CII, an invoice or a credit note; of a PDF (Factur-X, `ZUGFeRD`) the XML in it.
///
/// It takes memory of some times the size of the file, and time to match: who lets strangers have files read counts them.
///
/// # Errors
/// [`Unreadable`] if it is none. What is wrong within one is in the report.
pub fn read(bytes: &[u8]) -> Result<Read, Unreadable> {
    if bytes.len() > BYTES_MAX {
        return Err(Unreadable::TooLarge);
    }
    let (bytes, embedded) = match pdf::embedded(bytes)? {
        Some((xml, name)) => (Cow::Owned(xml), Some(name)),
        None => (Cow::Borrowed(bytes), None),
    };
    let found = en16931_formats::read(&bytes)
        .map_err(|error| Unreadable::NotAnInvoice(error.to_string()))?;
    let mut model = found.invoice;
    project_of_credit_note(&mut model, &bytes);
    let declared = classify(model.specification_id.as_deref()).profile();
    let rules = declared.unwrap_or(&en16931::profiles::EN16931);
    let findings = rules.validate(&model);
    let broken = findings.findings().iter().map(|finding| Broken {
        rule: finding.rule.clone(),
        term: finding.path.to_string(),
        message: finding.message.clone(),
        is_fatal: finding.severity == Severity::Fatal,
    });
    let wrong_sums = sums(&model).into_iter().filter(|sum| sum.stated != sum.calculated);
    let report = Report {
        embedded,
        syntax: found.syntax.to_string(),
        specification_id: model.specification_id.clone(),
        profile: declared.map(|profile| profile.id),
        left: found.entries.iter().map(left).collect(),
        broken: broken.collect(),
        wrong_sums: wrong_sums
            .map(|sum| StatedSum { term: sum.term, stated: sum.stated, calculated: sum.calculated })
            .collect(),
    };
    Ok(Read { model, report })
}

/// A credit note in UBL names its project as an additional document of type 50, which is then no attachment.
fn project_of_credit_note(model: &mut Invoice, bytes: &[u8]) {
    const OF_PROJECT: &[u8] = b"DocumentTypeCode>50</";
    if model.kind != DocumentKind::CreditNote || model.project_reference.is_some() {
        return;
    }
    let is_bare = |document: &SupportingDocument| {
        document.description.is_none() && document.uri.is_none() && document.attachment.is_none()
    };
    let bare = model.attachments.iter().position(is_bare);
    let says_so = || bytes.windows(OF_PROJECT.len()).any(|window| window == OF_PROJECT);
    if let Some(at) = bare.filter(|_| says_so()) {
        model.project_reference = Some(model.attachments.remove(at).reference);
    }
}

fn left(entry: &Entry) -> Left {
    let reason = match entry.kind {
        Kind::Unmapped => "is not part of EN 16931",
        Kind::Duplicate | Kind::Repeated => "stands there more than once; the first was read",
        _ => entry.message.as_str(),
    };
    Left { path: entry.path.clone(), value: entry.value.clone(), reason: reason.to_owned() }
}
