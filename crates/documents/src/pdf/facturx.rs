//! A PDF that carries its electronic invoice: Factur-X, which is `ZUGFeRD` too.
//!
//! Typst attaches the file, and says in the document's XMP that it is PDF/A-3b. What Factur-X wants said there of the file,
//! and the schema that PDF/A wants of words that are not its own, are put in afterwards.

use super::{Attachment, PdfRenderer, RenderError};
use crate::DocumentInput;
use std::fmt::Write as _;

/// What Factur-X calls the file.
const FILE: &str = "factur-x.xml";
/// Its media type, by the same.
const MEDIA_TYPE: &str = "text/xml";
const NAMESPACE: &str = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#";
/// What the properties are, each with its value and what PDF/A is told of it.
const PROPERTIES: [(&str, &str, &str); 4] = [
    ("DocumentType", "INVOICE", "The type of the hybrid document in capital letters"),
    ("DocumentFileName", FILE, "The name of the embedded XML document"),
    ("Version", "1.0", "The version of the standard applying to the embedded XML document"),
    ("ConformanceLevel", "EN 16931", "The conformance level of the embedded XML document"),
];

impl PdfRenderer {
    /// Sets a document with its electronic invoice inside, in CII by EN 16931; without, if there is none.
    pub fn render_with_invoice(
        &self,
        input: &DocumentInput<'_>,
        xml: Option<&[u8]>,
    ) -> Result<Vec<u8>, RenderError> {
        let Some(bytes) = xml else { return self.render(input) };
        let pdf = self.render_with(input, &[attachment(bytes)])?;
        declared(&pdf).ok_or_else(undeclared)
    }
}

/// An electronic invoice as the file that its PDF carries.
#[must_use]
pub fn attachment(xml: &[u8]) -> Attachment<'_> {
    Attachment { name: FILE, mime: MEDIA_TYPE, bytes: xml, description: "Factur-X/ZUGFeRD invoice" }
}

/// Why a PDF cannot say that it carries its electronic invoice.
pub(super) fn undeclared() -> RenderError {
    RenderError::Export("its XMP is not where typst writes it".to_owned())
}

/// The PDF with what Factur-X wants said in its XMP; none if that is not where it is looked for.
///
/// Typst writes the XMP packed by nothing, and a table of all objects by their places at the end: what is longer by some
/// bytes moves those behind it, and the file stays one revision.
pub(super) fn declared(pdf: &[u8]) -> Option<Vec<u8>> {
    const STREAM: &[u8] = b"/Type/Metadata/Subtype/XML>>\nstream\n";
    const LENGTH: &[u8] = b"<</Length ";
    let trailer_end = last(pdf, b"startxref\n")?;
    let table = number(&pdf[trailer_end + b"startxref\n".len()..])?;
    pdf.get(table..)?.strip_prefix(b"xref\n0 ")?;
    let dict_end = last(&pdf[..table], STREAM)?;
    let dict = last(&pdf[..dict_end], LENGTH)?;
    let length = number(&pdf[dict + LENGTH.len()..])?;
    let start = dict_end + STREAM.len();
    let packet = std::str::from_utf8(pdf.get(start..start + length)?).ok()?;
    let packet = with_properties(packet)?;

    let mut out = Vec::with_capacity(pdf.len() + packet.len() - length + 16);
    out.extend_from_slice(&pdf[..dict + LENGTH.len()]);
    out.extend_from_slice(packet.len().to_string().as_bytes());
    out.extend_from_slice(&pdf[dict_end..start]);
    out.extend_from_slice(packet.as_bytes());
    out.extend_from_slice(&pdf[start + length..table]);
    let moved_by = out.len() - table;
    let entries = table + first(&pdf[table + b"xref\n".len()..], b"\n")? + b"xref\n".len() + 1;
    let trailer = entries + first(&pdf[entries..], b"trailer")?;
    out.extend_from_slice(&pdf[table..entries]);
    for entry in pdf[entries..trailer].chunks(ENTRY) {
        let place = number(entry)?;
        let place = if place > dict { place + moved_by } else { place };
        out.extend_from_slice(format!("{place:010}").as_bytes());
        out.extend_from_slice(entry.get(10..)?);
    }
    out.extend_from_slice(&pdf[trailer..trailer_end]);
    out.extend_from_slice(format!("startxref\n{}\n%%EOF", table + moved_by).as_bytes());
    Some(out)
}

/// Bytes of an entry of the table (ISO 32000-1, 7.5.4).
const ENTRY: usize = 20;

fn with_properties(packet: &str) -> Option<String> {
    const SCHEMAS: &str = "<pdfaExtension:schemas><rdf:Bag>";
    const END: &str = "</rdf:RDF>";
    let schemas = packet.find(SCHEMAS)? + SCHEMAS.len();
    let end = packet.rfind(END)?;
    // A String takes every text.
    let (mut described, mut said) = (String::new(), String::new());
    for (name, value, description) in PROPERTIES {
        let _ = write!(
            described,
            "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>{name}</pdfaProperty:name>\
             <pdfaProperty:valueType>Text</pdfaProperty:valueType>\
             <pdfaProperty:category>external</pdfaProperty:category>\
             <pdfaProperty:description>{description}</pdfaProperty:description></rdf:li>"
        );
        let _ = write!(said, "<fx:{name}>{value}</fx:{name}>");
    }
    Some(format!(
        "{}<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>\
         <pdfaSchema:namespaceURI>{NAMESPACE}</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix>\
         <pdfaSchema:property><rdf:Seq>{described}</rdf:Seq></pdfaSchema:property></rdf:li>{}\
         <rdf:Description rdf:about=\"\" xmlns:fx=\"{NAMESPACE}\">{said}</rdf:Description>{}",
        &packet[..schemas],
        &packet[schemas..end],
        &packet[end..],
    ))
}

/// The figures that bytes begin with.
fn number(bytes: &[u8]) -> Option<usize> {
    let count = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&bytes[..count]).ok()?.parse().ok()
}

fn first(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn last(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).rposition(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::{ENTRY, first, last, number};
    use crate::{DocumentInput, fixture, pdf::PdfRenderer};
    use net30_domain::template::Look;

    #[test]
    fn a_pdf_with_its_invoice_says_so_and_finds_all_of_its_objects() {
        let (invoice, seller, buyer) = (fixture::invoice(), fixture::seller(), fixture::buyer());
        let input = DocumentInput {
            invoice: &invoice,
            seller: &seller,
            buyer: &buyer,
            look: &Look::default(),
            public_url: None,
            pay_online: false,
            created_at: invoice.created_at,
        };
        let renderer = PdfRenderer::new();
        let pdf = renderer.render_with_invoice(&input, Some(b"<Invoice/>")).unwrap();
        assert_eq!(pdf, renderer.render_with_invoice(&input, Some(b"<Invoice/>")).unwrap());
        let has = |text: &str| first(&pdf, text.as_bytes()).is_some();
        for text in [
            "<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>",
            "<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>",
            "<pdfaSchema:prefix>fx</pdfaSchema:prefix>",
            "<pdfaid:part>3</pdfaid:part>",
            "/AFRelationship/Alternative",
        ] {
            assert!(has(text), "{text}");
        }
        let table = number(&pdf[last(&pdf, b"startxref\n").unwrap() + 10..]).unwrap();
        let entries = table + 5 + first(&pdf[table + 5..], b"\n").unwrap() + 1;
        let trailer = entries + first(&pdf[entries..], b"trailer").unwrap();
        for (index, entry) in pdf[entries..trailer].chunks(ENTRY).enumerate().skip(1) {
            let object = format!("{index} 0 obj");
            let place = number(entry).unwrap();
            let is_used = entry[17] == b'n';
            assert!(!is_used || pdf[place..].starts_with(object.as_bytes()), "{object} at {place}");
        }
        assert_eq!(
            renderer.render_with_invoice(&input, None).unwrap(),
            renderer.render(&input).unwrap()
        );
    }
}
