//! What a PDF says and how its pages are made, read back with poppler's tools.

use super::{Attachment, PdfRenderer};
use crate::{DocumentInput, fixture};
use net30_domain::{
    Decimal,
    customer::{Address, Name, Party},
    document::{Content, Discount, DocumentType, ExtraCharge, ExtraField, Of},
    html::Html,
    invoice::{DocumentLink, Invoice, Stage},
    money::{Amount, Currency},
    seller::Seller,
    tax::{Category, Rate},
    template::{Colour, Font, Layout, Logo, Look},
    text::Language,
    totals::LineTotals,
};
use net30_words::{Locale, Word, Words};
use std::{
    io::Write,
    process::{Command, Stdio},
    sync::LazyLock,
};

static RENDERER: LazyLock<PdfRenderer> = LazyLock::new(PdfRenderer::new);

/// A document with all that belongs to it.
pub(super) struct Case {
    pub(super) invoice: Invoice,
    pub(super) seller: Seller,
    pub(super) buyer: Party,
    pub(super) look: Look,
}

impl Case {
    pub(super) fn of(invoice: Invoice) -> Self {
        Self { invoice, seller: fixture::seller(), buyer: fixture::buyer(), look: Look::default() }
    }

    fn input(&self) -> DocumentInput<'_> {
        DocumentInput {
            invoice: &self.invoice,
            seller: &self.seller,
            buyer: &self.buyer,
            look: &self.look,
            public_url: Some("https://pay.example/i/8fK2mQ"),
            pay_online: false,
            created_at: self.invoice.created_at,
        }
    }

    pub(super) fn pdf(&self, attachments: &[Attachment<'_>]) -> Vec<u8> {
        let pdf = RENDERER.render_with(&self.input(), attachments).unwrap();
        let written = String::from_utf8_lossy(&pdf);
        for standard in ["<pdfaid:part>3</pdfaid:part>", "<pdfuaid:part>1</pdfuaid:part>"] {
            assert!(written.contains(standard), "no {standard}");
        }
        pdf
    }

    /// The text as it stands on the pages, which form feeds end.
    pub(super) fn text(&self) -> String {
        tool("pdftotext", &["-layout", "-", "-"], &self.pdf(&[]))
    }

    /// Checks that each text is on the pages, white space aside.
    pub(super) fn says(&self, expected: &[&str]) {
        let page = self.text();
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for text in expected {
            assert!(squeezed(&page).contains(&squeezed(text)), "{text:?} is not in\n{page}");
        }
    }

    pub(super) fn does_not_say(&self, texts: &[&str]) {
        let page = self.text();
        for text in texts {
            assert!(!page.contains(text), "{text:?} is in\n{page}");
        }
    }
}

/// What one of poppler's tools says of a file (`apt-get install poppler-utils`).
pub(super) fn tool(name: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let mut child = Command::new(name)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("poppler-utils is installed");
    let mut stdin = child.stdin.take().unwrap();
    let pdf = pdf.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&pdf));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_page_says_what_the_invoice_says() {
    Case::of(fixture::invoice()).says(&[
        "Invoice INV-2026-0007",
        "Nordlicht Werkstatt GmbH",
        "Atelier Lumière SARL",
        "Attn. Élodie Martin",
        "69002 Lyon",
        "France",
        "VAT ID: FR40303265045",
        "Due date 4 Apr 2026",
        "Service period 1 Feb 2026 – 28 Feb 2026",
        "Purchase order PO-7781",
        "1 Design of the spring campaign 10 hours 100.00 19% 1,000.00",
        "• A2, two colours",
        "Subtotal €1,660.00",
        "Discount -€60.00",
        "Net €1,600.00",
        "VAT 19% on €1,600.00 €304.00",
        "Total €1,904.00",
        "Paid -€500.00",
        "Amount due €1,404.00",
        "Please pay €1,404.00 by 4 Apr 2026.",
        "DE71 1102 2033 0123 4567 89",
        "https://pay.example/i/8fK2mQ",
        "Page 1 of 1",
        "VAT ID DE123456789",
    ]);
}

#[test]
fn a_german_invoice_is_german() {
    let mut invoice = fixture::invoice();
    invoice.content.language = Language::De;
    let case = Case::of(invoice);
    case.says(&[
        "Rechnung INV-2026-0007",
        "Fällig am 04.04.2026",
        "1.904,00 €",
        "VAT 19 % auf 1.600,00 €",
        "Seite 1 von 1",
        "Frankreich",
    ]);
    case.does_not_say(&["Invoice", "Amount due"]);
}

#[test]
fn every_language_is_printed_with_the_fonts_in_the_binary() {
    for &language in Language::ALL {
        let mut invoice = fixture::invoice();
        invoice.content.language = language;
        let page = Case::of(invoice).text();
        assert!(!page.contains('\u{fffd}'), "{language:?}: {page}");
        let title = Words::of(Locale::of(language, None)).get(Word::Invoice);
        assert!(page.contains(&title), "{language:?}: {title} is not in {page}");
    }
}

#[test]
fn a_draft_and_a_void_document_say_so() {
    let mut invoice = fixture::invoice();
    let Stage::Issued(issue) = invoice.stage.clone() else { unreachable!() };
    invoice.stage = Stage::Void { issue, at: invoice.created_at };
    let void = Case::of(invoice.clone());
    void.says(&["VOID"]);
    void.does_not_say(&["Please pay"]);
    invoice.stage = Stage::Draft { kept_number: None };
    let draft = Case::of(invoice);
    draft.says(&["DRAFT"]);
    draft.does_not_say(&["INV-2026-0007", "Scan to pay"]);
}

#[test]
fn a_credit_note_names_its_invoice_and_asks_for_nothing() {
    let mut invoice = fixture::invoice();
    invoice.document = DocumentType::CreditNote;
    invoice.payments.clear();
    invoice.credits = Some(DocumentLink {
        id: invoice.id,
        number: Some("INV-2026-0003".to_owned()),
        payable: Amount(190_400),
        issue_date: jiff::civil::date(2026, 2, 1),
        counts: true,
    });
    let case = Case::of(invoice);
    case.says(&[
        "Credit note INV-2026-0007",
        "For invoice INV-2026-0003 of 1 Feb 2026",
        "Total credit €1,904.00",
    ]);
    case.does_not_say(&["Please pay", "Amount due", "Due date"]);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let case = Case::of(fixture::invoice());
    let first = case.pdf(&[]);
    let other = Case::of(fixture::invoice_of(3)).pdf(&[]);
    assert_ne!(first, other);
    assert!(first == case.pdf(&[]), "two renders of one document differ");
    assert!(
        first
            == PdfRenderer::new()
                .render(&DocumentInput {
                    invoice: &case.invoice,
                    seller: &case.seller,
                    buyer: &case.buyer,
                    look: &case.look,
                    public_url: Some("https://pay.example/i/8fK2mQ"),
                    pay_online: false,
                    created_at: case.invoice.updated_at,
                })
                .unwrap(),
        "two renderers differ"
    );
}

#[test]
fn the_file_is_pdf_a_3b_and_carries_its_attachments() {
    let attachment = Attachment {
        name: "factur-x.xml",
        mime: "text/xml",
        bytes: b"<x/>",
        description: "The invoice",
    };
    let pdf = Case::of(fixture::invoice()).pdf(&[attachment]);
    let text = String::from_utf8_lossy(&pdf);
    assert!(text.contains("<pdfaid:part>3</pdfaid:part>"));
    assert!(text.contains("<pdfaid:conformance>B</pdfaid:conformance>"));
    assert!(
        text.contains("/AFRelationship /Alternative")
            || text.contains("/AFRelationship/Alternative")
    );
    assert!(text.contains("factur-x.xml"));
    let information = tool("pdfinfo", &["-isodates", "-"], &pdf);
    assert!(information.contains("2026-03-05T09:30:00Z"), "{information}");
    assert!(information.contains("Title:           Invoice INV-2026-0007"), "{information}");
}

#[test]
fn the_paper_is_that_of_the_sellers_country() {
    let size = |case: &Case| tool("pdfinfo", &["-"], &case.pdf(&[]));
    let mut case = Case::of(fixture::invoice());
    assert!(size(&case).contains("(A4)"));
    case.seller = fixture::american_seller();
    assert!(size(&case).contains("(letter)"));
}

#[test]
fn pictures_are_of_the_pages_of_the_pdf() {
    for (layout, seller) in Layout::ALL.into_iter().zip([
        fixture::seller(),
        fixture::american_seller(),
        fixture::seller(),
    ]) {
        let mut case = Case::of(fixture::invoice_of(60));
        (case.look.layout, case.seller) = (layout, seller);
        let about = tool("pdfinfo", &["-"], &case.pdf(&[]));
        let fact = |name: &str| about.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        let count: usize = fact("Pages:").trim().parse().unwrap();
        let paper: Vec<&str> = fact("Page size:").split_whitespace().collect();
        let all = RENDERER.pages(&case.input(), &(1..=usize::MAX)).unwrap();
        assert_eq!((all.count, all.svg.len()), (count, count), "{layout:?}");
        for svg in &all.svg {
            // Both are in points, rounded in their own ways.
            let whole = |text: &str| text.split('.').next().unwrap().parse::<i32>().unwrap();
            let side = |name: &str| {
                let value = svg.split_once(&format!(" {name}=\"")).unwrap().1;
                whole(value.split(['"', 'p']).next().unwrap())
            };
            assert!((side("width") - whole(paper[0])).abs() <= 1, "{layout:?}: {paper:?}");
            assert!((side("height") - whole(paper[2])).abs() <= 1, "{layout:?}: {paper:?}");
            // A picture fetches nothing, and runs nothing.
            for forbidden in ["<script", "<foreignObject", "<image href=\"http", "@import"] {
                assert!(!svg.contains(forbidden), "{layout:?} has {forbidden}");
            }
        }
        let second = RENDERER.pages(&case.input(), &(2..=2)).unwrap();
        assert_eq!(second.svg, all.svg[1..2]);
        assert_eq!(RENDERER.pages(&case.input(), &(0..=0)).unwrap().svg, [""; 0]);
    }
}

#[test]
fn a_long_table_repeats_its_head_and_carries_its_total() {
    for layout in Layout::ALL {
        let mut case = Case::of(fixture::invoice_of(200));
        case.look.layout = layout;
        let text = case.text();
        let pages: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
        assert!(pages.len() >= 5, "{layout:?}: {} pages", pages.len());
        let mut lines = 0;
        let mut brought = None;
        for (index, page) in pages.iter().enumerate() {
            let figure = |label: &str| {
                let line = page.lines().find(|line| line.contains(label))?;
                line.split_whitespace().last().map(str::to_owned)
            };
            assert_eq!(figure("Brought forward"), brought, "{layout:?} page {index}");
            let count = page.matches("Article number").count();
            lines += count;
            if count > 0 {
                assert!(page.contains("Unit price"), "{layout:?}: page {index} has no head");
            }
            brought = figure("Carried forward");
            if lines < 200 {
                let thousands = if lines >= 100 { "," } else { "" };
                let expected = format!("{}{thousands}{:03}.00", lines / 100, lines % 100 * 10);
                let expected = expected.trim_start_matches('0').to_owned();
                assert_eq!(brought, Some(expected), "{layout:?} page {index}");
            } else {
                assert_eq!(brought, None, "{layout:?} page {index}");
            }
            assert!(page.contains(&format!("Page {} of {}", index + 1, pages.len())), "{layout:?}");
        }
        assert_eq!(lines, 200, "{layout:?}");
        assert!(text.contains("€2,380.00"));
    }
}

#[test]
fn a_thousand_lines_are_set() {
    let mut invoice = fixture::invoice_of(1_000);
    for line in &mut invoice.content.lines {
        line.description = Some(Html::sanitised("<p>Fine <b>paper</b>, cut to size</p>"));
    }
    let text = Case::of(invoice).text();
    assert_eq!(text.matches("Article number").count(), 1_000);
    assert!(text.contains("€11,900.00"));
}

#[test]
fn a_line_longer_than_a_page_goes_on_overleaf() {
    let mut invoice = fixture::invoice();
    let items: Vec<String> =
        (1..=120).map(|index| format!("<li>Part {index} of it</li>")).collect();
    invoice.content.lines[0].description =
        Some(Html::sanitised(&format!("<ul>{}</ul>", items.concat())));
    let text = Case::of(invoice).text();
    assert!(text.contains("Part 120 of it") && text.contains("Print-ready artwork"));
    assert!(text.contains("Page 3 of 3"));
}

#[test]
fn every_kind_of_sum_is_named() {
    let mut invoice = fixture::invoice();
    let percent = |value: i64| Rate::Percentage(Decimal::from(value));
    let content = &mut invoice.content;
    content.tax_included = true;
    content.adjustments.discount =
        Some(Discount { rate: percent(10), name: Some("Loyalty".to_owned()), code: None });
    content.adjustments.extra_charge = Some(ExtraCharge {
        rate: Rate::Amount(Decimal::TEN),
        name: Some("Freight".to_owned()),
        code: None,
    });
    content.adjustments.extra_fields =
        vec![ExtraField { name: "Withholding".to_owned(), rate: percent(-5), of: Of::Gross }];
    content.lines[0].discount =
        Some(Discount { rate: percent(15), name: Some("Spring".to_owned()), code: None });
    content.lines[0].flat_fee = Some(Decimal::from(7));
    content.lines[1].base_quantity = Decimal::ONE_HUNDRED;
    let totals = &mut invoice.totals;
    (totals.charges, totals.extra_fields, totals.rounding) =
        (Amount(1_000), vec![Amount(-500)], Amount(3));
    totals.taxes[0].category = Category::ReverseCharge;
    Case::of(invoice).says(&[
        "Incl. tax (EUR)",
        "Subtotal without tax €1,660.00",
        "Loyalty (10%) -€60.00",
        "Freight €10.00",
        "Total incl. tax €1,904.00",
        "Withholding (-5%) -€5.00",
        "Rounding €0.03",
        "Paid -€500.00",
        "Reverse charge: the tax is owed by the recipient.",
        "Prices include tax.",
        "15%",
        "Spring",
        "Flat fee: 7.00",
        "55.00 per 100",
    ]);
}

#[test]
fn no_text_breaks_the_page_or_is_evaluated() {
    for nasty in [
        "#eval(\"1+1\") #panic()",
        "$x^2$ *a* _b_ `c` = d \\ @e <f> // g /* h */",
        "<script>alert(1)</script>",
        "\u{0}\u{7}\u{1b}[31m",
        "שלום עולם مرحبا بالعالم",
        "👩‍👩‍👧‍👦 😀 ❤️ 日本語 中文",
        "a\u{301}\u{302}\u{303} \u{202e}desrever \u{200b}\u{feff}\u{fffe}\u{e000}",
        "]])}\"'",
    ] {
        for layout in Layout::ALL {
            let mut case = Case::of(nasty_invoice(nasty));
            case.seller.name = nasty.to_owned();
            case.buyer.name = Name { company: Some(nasty.to_owned()), ..Name::default() };
            case.buyer.address = Address { line1: Some(nasty.to_owned()), ..Address::default() };
            case.look = Look {
                layout,
                header: Some(nasty.to_owned()),
                footer: Some(nasty.to_owned()),
                ..Look::default()
            };
            let text = case.text();
            if nasty.starts_with('#') {
                assert!(text.contains(nasty), "{text}");
            }
        }
    }
}

fn nasty_invoice(nasty: &str) -> Invoice {
    let mut invoice = fixture::invoice();
    let text = || Some(nasty.to_owned());
    let line = &mut invoice.content.lines[0];
    let html = || Some(Html::stored(nasty.to_owned()));
    (line.name, line.description, line.unit) = (text(), html(), text());
    line.url = text();
    let content = &mut invoice.content;
    (content.texts.header, content.texts.description, content.notes, content.terms) =
        (text(), html(), html(), html());
    (content.references.purchase_order, content.payment_terms) = (text(), text());
    content.taxes[0].name = nasty.to_owned();
    invoice.totals.taxes[0].name = nasty.to_owned();
    invoice.totals.taxes[0].exemption_reason = text();
    if let Stage::Issued(issue) = &mut invoice.stage {
        issue.number = nasty.to_owned();
    }
    invoice
}

#[test]
fn words_without_end_stay_on_the_page() {
    let word = "x".repeat(5_000);
    let mut case = Case::of(nasty_invoice(&word));
    case.buyer.name.company = Some(word.clone());
    let boxes = tool("pdftotext", &["-bbox", "-", "-"], &case.pdf(&[]));
    let right = boxes
        .lines()
        .filter_map(|line| line.split_once("xMax=\"")?.1.split('"').next()?.parse::<f64>().ok());
    assert!(right.fold(0.0, f64::max) <= 596.0, "a word leaves the page");
}

#[test]
fn the_largest_figures_leave_room_for_the_text() {
    let mut invoice = fixture::invoice();
    let largest = Amount(99_999_999_999_999_999);
    invoice.content.currency = Currency::parse("USD").unwrap();
    invoice.content.lines[0].unit_price = "999999999999999.12345678".parse().unwrap();
    invoice.content.lines[0].quantity = "-123456.12345678".parse().unwrap();
    invoice.totals.lines[0].net = largest;
    (invoice.totals.subtotal, invoice.totals.total) = (largest, largest);
    let case = Case::of(invoice);
    case.says(&[
        "Design of the spring campaign",
        "999,999,999,999,999.12345678",
        "999,999,999,999,999.99",
    ]);
}

#[test]
fn empty_parts_leave_no_trace() {
    let mut invoice = fixture::invoice_of(1);
    let content = &mut invoice.content;
    (content.notes, content.terms, content.texts.description) =
        (None, Some(Html::sanitised("<p> </p>")), Some(Html::default()));
    (content.taxes, content.payment_terms, content.due_date) = (Vec::new(), None, None);
    invoice.totals.taxes.clear();
    let mut case = Case::of(invoice);
    case.seller = Seller { name: "A".to_owned(), ..Seller::default() };
    case.buyer = Party {
        name: Name { company: Some("B".to_owned()), ..Name::default() },
        ..Party::default()
    };
    case.does_not_say(&[
        "Notes", "Terms", "Subtotal", "Tax", "Discount", "IBAN", "None", "none", "Due date",
    ]);
}

#[test]
fn a_draft_of_several_pages_is_told_to_screen_readers() {
    for layout in Layout::ALL {
        for count in [31, 70] {
            let mut case = Case::of(fixture::invoice_of(count));
            case.invoice.stage = Stage::Draft { kept_number: None };
            case.look.layout = layout;
            let pages = tool("pdfinfo", &["-"], &case.pdf(&[]));
            assert!(!pages.contains("Pages:           1\n"), "{pages}");
        }
    }
}

#[test]
fn links_and_lists_are_told_to_screen_readers() {
    let mut case = Case::of(fixture::invoice());
    case.invoice.content.notes = Some(Html::sanitised(
        "<p>Maß <b>bold</b> <a href=\"https://globex.example\">a link, <b>bold</b></a> <u>line</u></p>\
         <ol><li>one</li><li><a href=\"https://globex.example\">two</a></li></ol>",
    ));
    for layout in Layout::ALL {
        case.look.layout = layout;
        case.pdf(&[]);
    }
}

/// A Swiss seller's claim in francs.
fn swiss() -> Case {
    let mut case = Case::of(fixture::invoice());
    case.invoice.content.currency = Currency::parse("CHF").unwrap();
    case.invoice.content.language = Language::De;
    case.seller.address = fixture::address("Rue du Lac 1268/2/22", "Biel", "2501", "CH");
    let bank = case.seller.bank.as_mut().unwrap();
    bank.iban = Some("CH4431999123000889012".to_owned());
    case
}

#[test]
fn a_swiss_bill_ends_with_its_payment_part() {
    for layout in Layout::ALL {
        let mut case = swiss();
        case.look.layout = layout;
        case.says(&[
            "Empfangsschein",
            "Zahlteil",
            "Konto / Zahlbar an",
            "CH44 3199 9123 0008 8901 2",
            "Annahmestelle",
            "Vor der Einzahlung abzutrennen",
            "00 00000 00000 00000 02026 00076",
        ]);
        let pdf = case.pdf(&[]);
        assert_eq!(case.text().matches("1 404.00").count(), 2, "{layout:?}");
        assert!(tool("pdffonts", &["-"], &pdf).contains("BillSans-Bold"));
    }
    let mut draft = swiss();
    draft.invoice.stage = Stage::Draft { kept_number: None };
    draft.does_not_say(&["Zahlteil"]);
    let mut paid = swiss();
    paid.invoice.payments[0].amount = paid.invoice.totals.total;
    paid.does_not_say(&["Zahlteil"]);
    let mut by_card = swiss();
    let card = net30_domain::document::Card { last_figures: "4242".to_owned(), holder: None };
    by_card.invoice.content.payment_means.card = Some(card);
    by_card.does_not_say(&["Zahlteil"]);
}

#[test]
fn a_swiss_bill_stands_below_what_leaves_it_room() {
    for (lines, expected) in [(1, 1), (12, 2), (60, 3)] {
        let mut case = swiss();
        let Content { lines: own, notes, terms, .. } = &mut case.invoice.content;
        own.truncate(1);
        own.extend((1..lines).map(|index| fixture::line(&format!("Artikel {index}"), 1, 10)));
        (*notes, *terms) = (None, None);
        case.invoice.totals.lines.resize(own.len(), LineTotals::default());
        let pdf = case.pdf(&[]);
        let information = tool("pdfinfo", &["-"], &pdf);
        assert!(information.contains(&format!("Pages:           {expected}\n")), "{information}");
        let last = expected.to_string();
        let page = tool("pdftotext", &["-bbox", "-f", &last, "-", "-"], &pdf);
        let top_of = |word: &str| {
            let line = page.lines().find(|line| line.ends_with(&format!(">{word}</word>")));
            let line = line.unwrap_or_else(|| panic!("{word} is not in {page}"));
            let top = line.split("yMin=\"").nth(1).and_then(|rest| rest.split('"').next());
            top.unwrap().parse::<f32>().unwrap()
        };
        // The slip is 105 mm high and ends with the sheet (842 pt); the foot of the page stands above it.
        let slip = 842.0 - 105.0 / 25.4 * 72.0;
        for word in ["Empfangsschein", "Zahlteil", "Annahmestelle"] {
            assert!(top_of(word) > slip, "{word} of {lines} lines");
        }
        for word in ["Handelsregister-Nr.", "Einzahlung"] {
            assert!(top_of(word) < slip, "{word} of {lines} lines");
        }
    }
}

/// Writes a page in each of the wider world's scripts to `target/documents-preview/`, as the one below.
#[test]
#[ignore = "makes files for a person to look at"]
fn preview_scripts() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/documents-preview");
    std::fs::create_dir_all(folder).unwrap();
    let texts = [
        (
            "ja",
            Language::Ja,
            "東京デザイン株式会社",
            "千代田区千代田１－１",
            "ウェブサイトの構築（直角・骨・今）",
            "お支払いは月末までにお願いいたします。髙橋 﨑山 辻",
        ),
        (
            "zh",
            Language::Zh,
            "北京设计有限公司",
            "朝阳区建国路88号",
            "网站建设（直角、骨、今）",
            "请于月底前付款，谢谢。镕喆珺 統一發票",
        ),
        (
            "ar",
            Language::En,
            "شركة القاهرة للتجارة",
            "١٢ شارع التحرير",
            "تصميم موقع إلكتروني 120x60 سم",
            "يرجى الدفع قبل نهاية الشهر. شكرًا لتعاملكم معنا، Globex 2026.",
        ),
        (
            "he",
            Language::En,
            "חברת תל אביב בע״מ",
            "רחוב הרצל 12",
            "עיצוב אתר 120x60 ס״מ",
            "נא לשלם עד סוף החודש. תודה! Globex 2026, בְּרֵאשִׁית",
        ),
        (
            "th",
            Language::En,
            "บริษัทกรุงเทพจำกัด",
            "๑๒ ถนนสุขุมวิท",
            "ออกแบบเว็บไซต์ที่ปู่ย่าเห็นน้ำ",
            "กรุณาชำระเงินภายในสิ้นเดือน ขอบคุณที่ใช้บริการของเรา ผู้ใหญ่หาผ้าใหม่ให้สะใภ้ใช้คล้องคอ",
        ),
        (
            "hi",
            Language::En,
            "दिल्ली डिज़ाइन प्राइवेट लिमिटेड",
            "१२ कनॉट प्लेस",
            "वेबसाइट निर्माण, क्षत्रिय श्री ज्ञान",
            "कृपया माह के अंत तक भुगतान करें। धन्यवाद, कर्त्तव्य र्‍क क्‍ष",
        ),
    ];
    std::fs::write(format!("{folder}/swiss.pdf"), swiss().pdf(&[])).unwrap();
    let mut draft = Case::of(fixture::invoice_of(40));
    draft.invoice.stage = Stage::Draft { kept_number: None };
    draft.look.layout = Layout::Modern;
    std::fs::write(format!("{folder}/draft.pdf"), draft.pdf(&[])).unwrap();
    for layout in Layout::ALL {
        for (name, language, company, street, item, notes) in texts {
            let mut case = Case::of(fixture::invoice());
            case.look = Look { layout, ..Look::default() };
            case.seller.name = company.to_owned();
            case.seller.address.line1 = Some(street.to_owned());
            case.buyer.name = Name { company: Some(company.to_owned()), ..Name::default() };
            case.buyer.address.line1 = Some(street.to_owned());
            let content = &mut case.invoice.content;
            content.language = language;
            content.lines[0].name = Some(item.to_owned());
            content.lines[0].description = Some(Html::sanitised(&format!(
                "<p>{item} <b>{item}</b></p><ul><li>{item}</li></ul>"
            )));
            content.notes = Some(Html::sanitised(&format!("<p>{notes}</p><p><b>{notes}</b></p>")));
            content.terms = Some(Html::sanitised(&texts.map(|(.., item, _)| item).join(" · ")));
            let pdf = case.pdf(&[]);
            std::fs::write(format!("{folder}/{}-{name}.pdf", layout.word()), pdf).unwrap();
        }
    }
}

/// Writes a page of each kind to `target/documents-preview/`, to be looked at:
/// `cargo test -p net30-documents --lib preview -- --ignored`.
#[test]
#[ignore = "makes files for a person to look at"]
fn preview() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/documents-preview");
    std::fs::create_dir_all(folder).unwrap();
    let logo = || {
        let picture = image::RgbaImage::from_fn(360, 120, |x, y| {
            let inside = (i64::from(x) - 60).pow(2) + (i64::from(y) - 60).pow(2) < 55 * 55
                || (x > 140 && (40..80).contains(&y));
            image::Rgba(if inside { [0xc2, 0x41, 0x0c, 255] } else { [0, 0, 0, 0] })
        });
        let mut png = std::io::Cursor::new(Vec::new());
        image::DynamicImage::from(picture).write_to(&mut png, image::ImageFormat::Png).unwrap();
        Some(Logo { png: png.into_inner(), svg: None })
    };
    for layout in Layout::ALL {
        let mut short = Case::of(fixture::invoice());
        short.look = Look { layout, ..Look::default() };
        let mut long = Case::of(fixture::invoice_of(70));
        long.look = Look {
            layout,
            logo: logo(),
            font: Font::Serif,
            accent_color: Colour::parse("#c2410c"),
            header: Some("A header above the letterhead".to_owned()),
            footer: Some(
                "Managing directors: Jana Petersen, Ole Hansen\nThank you for your business."
                    .to_owned(),
            ),
            ..Look::default()
        };
        long.invoice.content.presentation.ship_to = true;
        long.buyer.ship_to = Some(net30_domain::customer::ShipTo {
            name: Name { company: Some("Entrepôt Lumière".to_owned()), ..Name::default() },
            address: fixture::address("Zone Nord 4", "Villeurbanne", "69100", "FR"),
            ..net30_domain::customer::ShipTo::default()
        });
        let mut letter = Case::of(fixture::invoice());
        letter.look = Look { layout, ..Look::default() };
        letter.seller = fixture::american_seller();
        letter.invoice.stage = Stage::Draft { kept_number: None };
        let thousand = Case::of(fixture::invoice_of(1_000));
        let two_hundred = Case::of(fixture::invoice_of(200));
        for (name, case) in [
            ("thousand", &thousand),
            ("two-hundred", &two_hundred),
            ("short", &short),
            ("long", &long),
            ("letter", &letter),
        ] {
            let start = std::time::Instant::now();
            let pdf = case.pdf(&[]);
            println!("{} {name}: {:?}, {} bytes", layout.word(), start.elapsed(), pdf.len());
            std::fs::write(format!("{folder}/{}-{name}.pdf", layout.word()), pdf).unwrap();
            let page = crate::html::html(&DocumentInput {
                invoice: &case.invoice,
                seller: &case.seller,
                buyer: &case.buyer,
                look: &case.look,
                public_url: Some("https://pay.example/i/8fK2mQ"),
                pay_online: false,
                created_at: case.invoice.created_at,
            });
            std::fs::write(format!("{folder}/{}-{name}.html", layout.word()), page).unwrap();
        }
    }
}
