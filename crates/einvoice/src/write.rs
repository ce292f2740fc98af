//! From the model to XML.

use crate::{
    document::Document,
    fault::Fault,
    profile::Profile,
    read::Read,
    shape::shape,
    validate::{pointer_of_term, validate},
};
use en16931::{DocumentKind, Invoice};
use en16931_formats::{
    Syntax,
    report::{Entry, Kind},
    write_unchecked,
};

/// Writes a document in a format.
///
/// # Errors
/// What [`validate`] finds, that it has no number yet, or what the format has no place for.
pub fn write(document: &Document, profile: Profile) -> Result<Vec<u8>, Vec<Fault>> {
    let mut faults = validate(document, profile);
    if !document.is_numbered() {
        faults.push(Fault::new("/number", "BR-02", "is missing: the document is not issued yet"));
    }
    if faults.is_empty() { bytes(document, profile) } else { Err(faults) }
}

/// Writes a document whatever it lacks, for the judgement of others.
///
/// # Errors
/// If the schema of the format has no form for it.
pub fn write_unchecked_by_rules(
    document: &Document,
    profile: Profile,
) -> Result<Vec<u8>, Vec<Fault>> {
    bytes(document, profile)
}

fn bytes(document: &Document, profile: Profile) -> Result<Vec<u8>, Vec<Fault>> {
    let (xml, entries) = xml(shape(document, profile), profile.syntax());
    let lost: Vec<Fault> = entries
        .iter()
        .filter(|entry| is_lost(entry))
        .map(|entry| {
            let term = entry.term.as_deref().unwrap_or_default();
            let value =
                entry.value.as_deref().map(|value| format!(" ({value})")).unwrap_or_default();
            let message = format!("has no place in {profile}: {}{value}", entry.path);
            Fault::new(pointer_of_term(document, term), "NET30-SYNTAX", message)
        })
        .collect();
    if lost.is_empty() { Ok(xml.into_bytes()) } else { Err(lost) }
}

/// Writes what was read in the syntax that it was read in.
///
/// # Errors
/// What the syntax has no place for, by its paths.
pub fn write_again(found: &Read) -> Result<Vec<u8>, Vec<String>> {
    let is_ubl = found.report.syntax.starts_with("UBL");
    let syntax = if is_ubl { Syntax::Ubl } else { Syntax::Cii };
    let (xml, entries) = xml(found.model.clone(), syntax);
    let lost: Vec<String> = entries.into_iter().filter(is_lost).map(|entry| entry.path).collect();
    if lost.is_empty() { Ok(xml.into_bytes()) } else { Err(lost) }
}

/// Whether an entry says that something is not in what was written.
fn is_lost(entry: &Entry) -> bool {
    matches!(entry.kind, Kind::Dropped | Kind::Prohibited | Kind::Schema)
}

/// A model in a syntax, and what there is to say of it.
fn xml(mut model: Invoice, syntax: Syntax) -> (String, Vec<Entry>) {
    let project = project_of_credit_note(&mut model, syntax);
    let (mut xml, entries) = match write_unchecked(&model, syntax) {
        Ok(written) => (written.xml, written.entries),
        Err(unwritable) => (String::new(), unwritable.entries),
    };
    if let Some(project) = project {
        xml = xml.replacen(SUPPLIER, &format!("{project}\n  {SUPPLIER}"), 1);
    }
    (xml, entries)
}

const SUPPLIER: &str = "<cac:AccountingSupplierParty>";

/// A credit note in UBL has no `ProjectReference`: the project is an additional document of type 50, and stands before the
/// seller.
fn project_of_credit_note(model: &mut Invoice, syntax: Syntax) -> Option<String> {
    if model.kind != DocumentKind::CreditNote || syntax != Syntax::Ubl {
        return None;
    }
    let project = model.project_reference.take()?;
    let id = project.as_str().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    Some(format!(
        "<cac:AdditionalDocumentReference>\n    <cbc:ID>{id}</cbc:ID>\n    \
         <cbc:DocumentTypeCode>50</cbc:DocumentTypeCode>\n  </cac:AdditionalDocumentReference>"
    ))
}
