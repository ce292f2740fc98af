//! Documents set by programs of their own. What such a program may take is held from outside, where there are processes.

use super::{
    Attachment, PdfRenderer,
    own::{Job, Outcome, SourceFault, Wanted},
};
use crate::{DocumentInput, fixture, pdf::tests::tool};
use net30_domain::{
    invoice::{Invoice, Stage},
    template::{Column, Logo, Look},
    text::Language,
};
use std::sync::LazyLock;

static RENDERER: LazyLock<PdfRenderer> = LazyLock::new(PdfRenderer::new);
const DOCS: &str = include_str!("../../../../docs/templates.md");

/// The example of the documentation, as somebody would copy it.
fn example() -> &'static str {
    let (_, rest) = DOCS.split_once("```typst\n").expect("there is an example");
    rest.split_once("```").expect("the example ends").0
}

fn set(source: &str, wanted: Wanted, change: impl FnOnce(&mut Invoice, &mut Look)) -> Outcome {
    let (mut invoice, seller, buyer) = (fixture::invoice(), fixture::seller(), fixture::buyer());
    let mut look = Look::default();
    change(&mut invoice, &mut look);
    let input = DocumentInput {
        invoice: &invoice,
        seller: &seller,
        buyer: &buyer,
        look: &look,
        public_url: Some("https://pay.example/i/x"),
        pay_online: false,
        created_at: invoice.created_at,
    };
    let xml: &[Attachment<'_>] = &[super::facturx::attachment(b"<Invoice/>")];
    let job = Job::of(source, &input, xml, wanted).unwrap();
    // As it reaches the process that does it.
    let job = serde_json::from_slice(&serde_json::to_vec(&job).unwrap()).unwrap();
    let outcome = RENDERER.set_own(&job).unwrap();
    serde_json::from_slice(&serde_json::to_vec(&outcome).unwrap()).unwrap()
}

#[track_caller]
fn pdf(source: &str, change: impl FnOnce(&mut Invoice, &mut Look)) -> (Vec<u8>, Vec<String>) {
    match set(source, Wanted::Pdf, change) {
        Outcome::Pdf(pdf, notes) => (pdf.0, notes),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn faults(source: &str) -> Vec<SourceFault> {
    match set(source, Wanted::Pdf, |_, _| {}) {
        Outcome::Faults(faults) => faults,
        Outcome::Pdf(..) | Outcome::Pages(..) => panic!("{source} was set"),
    }
}

#[test]
fn the_example_of_the_documentation_says_all_that_an_invoice_says() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='30' height='10'><path d='M0 0h30v10z'/></svg>";
    let (bytes, notes) = pdf(example(), |invoice, look| {
        look.logo = Some(Logo { png: vec![], svg: Some(svg.to_owned()) });
        look.columns = Column::ALL.to_vec();
        invoice.content.lines[0].name = Some("日本語 Ελληνικά שלום".to_owned());
    });
    assert_eq!(notes, Vec::<String>::new());
    let written = String::from_utf8_lossy(&bytes);
    for standard in [
        "<pdfaid:part>3</pdfaid:part>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>",
        "/AFRelationship/Alternative",
    ] {
        assert!(written.contains(standard), "no {standard}");
    }
    let said = tool("pdftotext", &["-layout", "-", "-"], &bytes);
    for text in [
        "Invoice INV-2026-0007",
        "Atelier Lumière SARL",
        "日本語",
        "Ελληνικά",
        "Subtotal",
        "€1,404.00",
        "Please pay €1,404.00 by 4 Apr 2026.",
        "Page 1 of",
    ] {
        assert!(said.contains(text), "{text} is not in\n{said}");
    }
    let info = tool("pdfinfo", &["-"], &bytes);
    assert!(info.contains("Title:           Invoice INV-2026-0007"), "{info}");
    assert!(said.matches('\u{c}').count() <= 2, "there is an empty page:\n{said}");
}

#[test]
fn the_example_sets_drafts_and_credit_notes_in_other_languages_and_pages_as_pictures() {
    let draft = |invoice: &mut Invoice, _: &mut Look| {
        invoice.stage = Stage::Draft { kept_number: None };
        invoice.payments.clear();
        invoice.content.language = Language::De;
    };
    let (bytes, _) = pdf(example(), draft);
    let said = tool("pdftotext", &["-layout", "-", "-"], &bytes);
    assert!(said.contains("Rechnung"), "{said}");
    // What stands across the page is read in pieces.
    let (bytes, _) = pdf("#json(\"data.json\").mark", draft);
    assert!(tool("pdftotext", &["-", "-"], &bytes).contains("ENTWURF"));
    match set(example(), Wanted::Pages(1, 1), draft) {
        Outcome::Pages(count, svg) => {
            assert!(count >= 1 && svg.len() == 1 && svg[0].starts_with("<svg"), "{count}");
        }
        other => panic!("{other:?}"),
    }
    assert!(
        matches!(set(example(), Wanted::Pages(99, 99), draft), Outcome::Pages(_, svg) if svg.is_empty())
    );
}

#[test]
fn a_fault_names_its_place_and_what_may_help() {
    let found = faults("= Hello\n\n#let a = 1\n#totl");
    assert_eq!(found[0].place, Some((4, 2)));
    assert!(found[0].message.contains("unknown variable: totl"), "{found:?}");
    let found = faults("#let x = (\n");
    assert!(found[0].message.contains("unclosed delimiter"), "{found:?}");
    // Within a function: where it went wrong, in the program.
    let found = faults("#let f(x) = x.nothing\n#f((a: 1))");
    assert_eq!(found[0].place.map(|(line, _)| line), Some(1), "{found:?}");
    let found = faults("#panic(\"x\" * 5000)");
    assert!(found[0].message.chars().count() < 500, "{found:?}");
    // What has no picture's text is no PDF/UA, and is said to be none.
    let (bytes, notes) = pdf(
        "#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z'/></svg>\"))",
        |_, _| {},
    );
    assert!(notes[0].contains("not PDF/UA-1") && notes[0].contains("line 1"), "{notes:?}");
    let written = String::from_utf8_lossy(&bytes);
    assert!(written.contains("<pdfaid:part>3") && !written.contains("<pdfuaid:part>"));
}

#[test]
fn a_program_sees_its_data_and_nothing_else() {
    for (source, says) in [
        ("#read(\"/etc/passwd\")", "reads nothing but data.json"),
        ("#read(\"../../../../etc/passwd\")", ""),
        ("#image(\"/etc/passwd\")", "reads nothing but data.json"),
        ("#import \"@preview/cetz:0.4.2\": *", "cannot use packages"),
        ("#import \"@local/own:1.0.0\": *", "cannot use packages"),
        ("#import \"https://evil.example/x.typ\": *", "reads nothing but data.json"),
        ("#include \"main.typ\"", ""),
        ("#json(\"https://evil.example/x.json\")", "reads nothing but data.json"),
        ("#plugin(bytes((0, 97, 115, 109, 1, 0, 0, 0)))", "cannot use plugins"),
        ("#std.plugin(bytes((0, 97, 115, 109, 1, 0, 0, 0)))", "cannot use plugins"),
        ("#eval(\"plugin(bytes((0, 97, 115, 109)))\")", ""),
        ("#datetime.today()", ""),
    ] {
        let found = faults(source);
        let words = found[0].to_string();
        assert!(words.contains(says), "{source}: {words}");
        assert_eq!(found[0].place.map(|(line, _)| line), Some(1), "{source}: {words}");
    }
}
