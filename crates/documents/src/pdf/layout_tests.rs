//! How the pages are laid out, read back with poppler's tools: nothing overlaps, whatever its length, and what belongs
//! together stays together.

use super::tests::{Case, tool};
use crate::fixture;
use net30_domain::{
    Decimal,
    customer::{Address, Name, ShipTo},
    document::{Discount, ExtraCharge},
    html::Html,
    invoice::{Invoice, Stage},
    money::Amount,
    tax::Rate,
    template::{Column, Layout, Look, Window},
    text::{Country, Email, Language},
};

/// How many random documents are made: by default a few, since each takes a moment.
fn documents() -> u64 {
    let wanted = std::env::var("NET30_TEST_DOCUMENTS").ok().and_then(|count| count.parse().ok());
    wanted.unwrap_or(12)
}

/// Numbers that look like chance and are the same each time (xorshift64*).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let bits = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(bits).unwrap() % end
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    /// A text of at most `most` characters: mostly short, sometimes as long as can be, sometimes one word.
    fn text(&mut self, most: usize) -> String {
        const WORDS: [&str; 16] = [
            "of",
            "a",
            "consulting",
            "Donaudampfschifffahrtsgesellschaft",
            "WWWWWWWWWWWWWWWWWW",
            "https://example.com/a/very/long/path?x=1",
            "iiiiiiiiiiiiiii",
            "&",
            "schön",
            "Привет",
            "Ελληνικά",
            "日本語の請求書テスト",
            "שלום",
            "مرحبا",
            "jgyqp",
            "accounts-payable+invoices@international-holdings.example",
        ];
        let length = match self.below(8) {
            0 => most,
            1 | 2 => most / 3,
            _ => most / 12,
        }
        .max(1);
        let is_word = self.one_in(6);
        let mut text = String::new();
        while text.chars().count() < length {
            if is_word {
                text.push(self.of(&['M', 'W', 'w', 'm', 'i', 'g', '.', '-', '/', 'x']));
            } else {
                text.push_str(self.of(&WORDS));
                text.push(' ');
            }
        }
        text.chars().take(length).collect::<String>().trim().to_owned() + "."
    }

    fn perhaps(&mut self, most: usize) -> Option<String> {
        (!self.one_in(3)).then(|| self.text(most))
    }

    fn html(&mut self) -> Option<Html> {
        if self.one_in(2) {
            return None;
        }
        let parts = (0..=self.below(4)).map(|_| {
            let text = self.text(1200).replace(['&', '<'], "");
            match self.below(4) {
                0 => format!("<ul><li>{text}</li><li>x<ol><li>{text}</li></ol></li></ul>"),
                1 => format!("<p><b>{text}</b> {text}</p>"),
                _ => format!("<p>{text}</p>"),
            }
        });
        let parts: String = parts.collect();
        Some(Html::sanitised(&parts))
    }

    fn address(&mut self) -> Address {
        Address {
            line1: self.perhaps(120),
            line2: self.perhaps(120),
            line3: self.perhaps(120),
            city: self.perhaps(100),
            region: self.perhaps(60),
            postal_code: self.perhaps(20),
            country: Country::parse(self.of(&["DE", "US", "GB", "FR"])).ok(),
        }
    }

    fn document(&mut self) -> Case {
        let count = self.of(&[1, 1, 2, 3, 5, 8, 13, 20, 34, 60_i64]);
        let mut case = Case::of(fixture::invoice_of(count));
        self.fill_sides(&mut case);
        self.fill_invoice(&mut case.invoice);
        case.look = Look {
            layout: self.of(&Layout::ALL),
            header: self.perhaps(500),
            footer: self.perhaps(500).map(|text| text.replace(". ", "\n")),
            ..Look::default()
        };
        case
    }

    fn fill_sides(&mut self, case: &mut Case) {
        let seller = &mut case.seller;
        seller.name = self.text(255);
        seller.address = self.address();
        (seller.phone, seller.website) = (self.perhaps(50), self.perhaps(255));
        let local = "m".repeat(1 + self.below(60));
        seller.email = Email::parse(&format!("{local}@international-holdings.example")).ok();
        (seller.legal_id, seller.tax_id, seller.contact_name) =
            (self.perhaps(100), self.perhaps(50), self.perhaps(255));
        if let Some(bank) = &mut seller.bank {
            (bank.holder, bank.bank_name) = (self.perhaps(255), self.perhaps(255));
        }
        let buyer = &mut case.buyer;
        buyer.name =
            Name { company: Some(self.text(255)), first_name: self.perhaps(100), last_name: None };
        buyer.address = self.address();
        (buyer.tax_id, buyer.contact_name) = (self.perhaps(50), self.perhaps(255));
        buyer.ship_to = self.one_in(3).then(|| ShipTo {
            name: Name { company: Some(self.text(255)), ..Name::default() },
            address: self.address(),
            ..ShipTo::default()
        });
        case.invoice.content.presentation.ship_to = true;
    }

    fn fill_invoice(&mut self, invoice: &mut Invoice) {
        let content = &mut invoice.content;
        content.language = self.of(&[Language::En, Language::De]);
        content.texts.header = self.one_in(3).then(|| self.text(19));
        (content.texts.description, content.notes, content.terms) =
            (self.html(), self.html(), self.html());
        (
            content.payment_terms,
            content.references.purchase_order,
            content.references.buyer_reference,
        ) = (self.perhaps(255), self.perhaps(254), self.perhaps(254));
        let rate = Rate::Percentage(Decimal::TEN);
        content.adjustments.discount =
            self.one_in(2).then(|| Discount { rate, name: self.perhaps(99), code: None });
        content.adjustments.extra_charge =
            self.one_in(3).then(|| ExtraCharge { rate, name: self.perhaps(99), code: None });
        for line in &mut content.lines {
            if self.one_in(2) {
                line.name = Some(self.text(255));
            }
            if self.one_in(6) {
                line.description = self.html();
            }
            if self.one_in(4) {
                line.unit = Some(self.text(19));
            }
            if self.one_in(8) {
                line.unit_price = "99999999999.12345678".parse().unwrap();
                line.quantity = "-123456.12345678".parse().unwrap();
            }
            if self.one_in(8) {
                line.discount = Some(Discount { rate, name: self.perhaps(99), code: None });
            }
        }
        if self.one_in(4) {
            let last = invoice.totals.lines.len() - 1;
            invoice.totals.lines[last].net = Amount(99_999_999_999_999_999);
            invoice.totals.total = Amount(99_999_999_999_999_999);
        }
        if let Stage::Issued(issue) = &mut invoice.stage {
            issue.number = self.text(49);
        }
    }
}

/// A word and where it stands, in points from the left and the top.
#[derive(Debug)]
struct Word {
    text: String,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Word {
    /// A line of what `pdftotext -bbox` says.
    fn of(line: &str) -> Option<Self> {
        let side = |name: &str| -> Option<f64> {
            line.split_once(&format!("{name}=\""))?.1.split('"').next()?.parse().ok()
        };
        let text =
            line.trim().strip_prefix("<word ")?.split_once('>')?.1.strip_suffix("</word>")?;
        Some(Self {
            text: text.to_owned(),
            left: side("xMin")?,
            right: side("xMax")?,
            top: side("yMin")?,
            bottom: side("yMax")?,
        })
    }

    /// Without the room above and below the letters, which the boxes of neighbouring lines share: from the height of small
    /// letters to a little below the line.
    fn body(self) -> Self {
        let height = self.bottom - self.top;
        let (top, bottom) = (self.top + height * 0.28, self.bottom - height * 0.17);
        Self { left: self.left + 0.3, right: self.right - 0.3, top, bottom, ..self }
    }

    fn crosses(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// The words of each page, in points, with the page's width and height.
fn pages(pdf: &[u8]) -> Vec<(f64, f64, Vec<Word>)> {
    let boxes = tool("pdftotext", &["-bbox", "-", "-"], pdf);
    let page = |part: &str| {
        let side = |name: &str| -> f64 {
            part.split_once(&format!("{name}=\""))
                .unwrap()
                .1
                .split('"')
                .next()
                .unwrap()
                .parse()
                .unwrap()
        };
        (side("width"), side("height"), part.lines().filter_map(Word::of).collect())
    };
    boxes.split("<page ").skip(1).map(page).collect()
}

#[test]
fn no_text_of_any_length_overlaps_another_or_leaves_the_page() {
    for seed in 1..=documents() {
        let mut case = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)).document();
        if seed % 3 == 0 {
            case.look.columns = Column::ALL.into_iter().rev().collect();
        }
        case.look.window = (seed % 4 == 0).then_some(Window::Din5008B);
        for (index, (width, height, words)) in pages(&case.pdf(&[])).into_iter().enumerate() {
            let place = format!("document {seed} ({:?}), page {}", case.look.layout, index + 1);
            for word in &words {
                let inside =
                    word.left >= -0.5 && word.right <= width + 0.5 && word.bottom <= height + 0.5;
                assert!(inside && word.top >= -0.5, "{place}: {} leaves it: {word:?}", word.text);
            }
            let mut words: Vec<Word> = words.into_iter().map(Word::body).collect();
            words.sort_by(|one, other| one.left.total_cmp(&other.left));
            for (at, word) in words.iter().enumerate() {
                let near = words[at + 1..].iter().take_while(|other| other.left < word.right);
                for other in near {
                    assert!(!word.crosses(other), "{place}: {word:?} and {other:?} cross");
                }
            }
        }
    }
}

/// The window of DIN 5008, form B, in points from the left and the top.
const WINDOW: (f64, f64, f64, f64) = (56.7, 127.6, 297.6, 255.1);

#[test]
fn the_address_stands_within_the_window_and_nothing_else_does() {
    for layout in Layout::ALL {
        let mut cases = vec![usual(layout)];
        for seed in [3, 7, 11] {
            let mut dice = Dice(seed);
            let mut case = usual(layout);
            dice.fill_sides(&mut case);
            cases.push(case);
        }
        for mut case in cases {
            case.look.window = Some(Window::Din5008B);
            case.buyer.address.city = Some("Addressee".to_owned());
            let (_, _, words) = pages(&case.pdf(&[])).swap_remove(0);
            let (left, top, right, bottom) = WINDOW;
            for word in words.into_iter().map(Word::body) {
                let beside = word.right <= left || word.left >= right;
                let outside = beside || word.bottom <= top || word.top >= bottom;
                let inside = word.left >= left
                    && word.right <= right
                    && word.top >= top
                    && word.bottom <= bottom;
                assert!(inside || outside, "{layout:?}: {word:?} is cut by the window");
                assert!(inside || word.text != "Addressee", "{layout:?}: {word:?} is not seen");
                let is_of_document = ["Invoice", "Item", "INV-2026-0007", "FR40303265045"];
                assert!(
                    outside || !is_of_document.contains(&word.text.as_str()),
                    "{layout:?}: {word:?}"
                );
            }
        }
    }
}

#[test]
fn a_long_company_name_stays_clear_of_the_sellers() {
    for layout in Layout::ALL {
        let mut case = Case::of(fixture::invoice());
        case.look = Look { layout, ..Look::default() };
        case.buyer.name.company = Some(
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
                .repeat(2),
        );
        case.seller.name =
            "Vereinigte Werkstätten für Gestaltung und Handwerk Nordlicht und Söhne GmbH & Co. KG"
                .to_owned();
        let (.., words) = pages(&case.pdf(&[])).swap_remove(0);
        let words: Vec<Word> = words.into_iter().map(Word::body).collect();
        for (at, word) in words.iter().enumerate() {
            for other in &words[at + 1..] {
                assert!(!word.crosses(other), "{layout:?}: {word:?} and {other:?}");
            }
        }
    }
}

/// An invoice of three lines with what invoices usually have besides.
fn usual(layout: Layout) -> Case {
    let mut case = Case::of(fixture::invoice_of(3));
    let content = &mut case.invoice.content;
    for line in &mut content.lines {
        line.description = Some(Html::sanitised(
            "<p>What was agreed, with two rounds of changes:</p><ul><li>one</li><li>two</li></ul>",
        ));
    }
    content.adjustments.discount =
        Some(Discount { rate: Rate::Percentage(Decimal::TEN), name: None, code: None });
    content.adjustments.extra_charge = Some(ExtraCharge {
        rate: Rate::Amount(Decimal::TEN),
        name: Some("Delivery".to_owned()),
        code: None,
    });
    content.notes = Some(Html::sanitised(
        "Thank you for your business. Questions about this invoice are answered by Jana Petersen within a day.",
    ));
    content.terms = Some(Html::sanitised(
        "Goods remain our property until they are paid in full. Interest on arrears is nine points above the base rate.",
    ));
    content.presentation.ship_to = true;
    case.buyer.ship_to = Some(ShipTo {
        name: Name { company: Some("Entrepôt Lumière".to_owned()), ..Name::default() },
        address: fixture::address("Zone Nord 4", "Villeurbanne", "69100", "FR"),
        ..ShipTo::default()
    });
    case.look = Look {
        layout,
        footer: Some("Managing directors: Jana Petersen, Ole Hansen".to_owned()),
        ..Look::default()
    };
    case
}

#[test]
fn three_lines_with_the_usual_extras_fill_one_page() {
    for layout in Layout::ALL {
        let case = usual(layout);
        assert_eq!(pages(&case.pdf(&[])).len(), 1, "{layout:?}\n{}", case.text());
        let mut letter = usual(layout);
        letter.seller = fixture::american_seller();
        assert_eq!(pages(&letter.pdf(&[])).len(), 1, "{layout:?} on Letter\n{}", letter.text());
    }
}

#[test]
fn a_heading_stays_with_its_text() {
    let long = "A sentence of the notes that is there to fill some lines of the page. ".repeat(30);
    for notes in ["A note of one line.".to_owned(), long] {
        for count in (12..=40).step_by(2) {
            let layout = Layout::ALL[usize::try_from(count / 2).unwrap() % 3];
            let mut case = Case::of(fixture::invoice_of(count));
            case.invoice.content.notes = Some(Html::sanitised(&notes));
            case.invoice.content.terms = None;
            case.look = Look { layout, ..Look::default() };
            let text = case.text();
            let page =
                text.split('\u{c}').find(|page| page.contains("Notes")).expect("there are notes");
            let after = page.split_once("Notes").unwrap().1;
            assert!(
                after.contains("note of one line") || after.contains("A sentence of the notes"),
                "{layout:?} {count}: {text}"
            );
        }
    }
}

#[test]
fn the_foot_says_nothing_twice_and_ends_in_no_sign() {
    let mut case = Case::of(fixture::invoice());
    case.look.footer = Some("Nordlicht Werkstatt · HRB 123456, Amtsgericht Hamburg".to_owned());
    let text = case.text();
    assert_eq!(text.matches("HRB 123456").count(), 1, "{text}");
    assert_eq!(text.matches("DE71").count(), 1, "the account is in the payment box alone: {text}");
    let mut long = Case::of(fixture::invoice());
    long.seller = fixture::american_seller();
    for line in text.lines().chain(long.text().lines()) {
        assert!(!line.trim_end().ends_with('·'), "{line:?}");
    }
    // Nothing asks for a payment any more: the account is named at the foot.
    case.invoice.payments[0].amount = case.invoice.totals.total;
    assert_eq!(case.text().matches("DE71").count(), 1);
}

#[test]
fn contacts_lead_somewhere() {
    for layout in Layout::ALL {
        let mut case = Case::of(fixture::invoice());
        case.look = Look { layout, ..Look::default() };
        let pdf = String::from_utf8_lossy(&case.pdf(&[])).into_owned();
        for url in
            ["mailto:rechnung@nordlicht.example", "https://nordlicht.example", "tel:+49401234567"]
        {
            assert!(pdf.contains(url), "{layout:?}: no link to {url}");
        }
    }
}

#[test]
fn a_credit_note_has_no_payment_box() {
    let mut case = Case::of(fixture::invoice());
    case.invoice.document = net30_domain::document::DocumentType::CreditNote;
    case.invoice.payments.clear();
    case.invoice.content.language = Language::De;
    case.says(&["Rechnungskorrektur", "Online ansehen"]);
    case.does_not_say(&["Zahlung\n", "Bitte überweisen", "Gutschrift", "Verwendungszweck"]);
}
