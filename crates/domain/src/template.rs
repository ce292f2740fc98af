//! Templates: how an account's documents look.

use crate::id::{AccountId, TemplateId};
use crate::words::words;
use jiff::Timestamp;
use uuid::Uuid;

words! {
    /// The arrangement of the page.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub enum Layout {
        /// Quiet typography, colour only where it helps.
        #[default]
        Classic = "classic",
        /// A band of colour across the head.
        Modern = "modern",
        /// No rules or colour at all.
        Minimal = "minimal",
    }
}

impl Layout {
    /// The id of the built-in template that has this layout; the same on every server.
    #[must_use]
    pub fn template_id(self) -> TemplateId {
        TemplateId(Uuid::from_u128(match self {
            Self::Classic => 0x0000_6e65_7433_7000_8000_0000_0000_0001,
            Self::Modern => 0x0000_6e65_7433_7000_8000_0000_0000_0002,
            Self::Minimal => 0x0000_6e65_7433_7000_8000_0000_0000_0003,
        }))
    }
}

/// A colour as `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// Reads `#rrggbb` or `#rgb`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.strip_prefix('#')?;
        if !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let digit = |at: usize, width: usize| u8::from_str_radix(&hex[at..at + width], 16).ok();
        match hex.len() {
            6 => Some(Self([digit(0, 2)?, digit(2, 2)?, digit(4, 2)?])),
            3 => Some(Self([digit(0, 1)? * 17, digit(1, 1)? * 17, digit(2, 1)? * 17])),
            _ => None,
        }
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

words! {
    /// The face of the text. Both are in the binary.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Font {
        /// Noto Sans.
        #[default]
        Sans = "sans",
        /// Noto Serif.
        Serif = "serif",
    }
}

/// A picture, written anew when it was uploaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// It as a PNG file: of a drawing too, for e-mails.
    pub png: Vec<u8>,
    /// The drawing, if it is one: paths alone, as SVG.
    pub svg: Option<String>,
}

words! {
    /// The size of the page.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Paper {
        /// 210 × 297 mm.
        A4 = "a4",
        /// 8.5 × 11 in.
        UsLetter = "us-letter",
    }
}

words! {
    /// The window of an envelope that the address is to stand in.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Window {
        /// DIN 5008, form B: 85 × 45 mm, 20 mm from the left and 45 mm from the top of A4.
        Din5008B = "din-5008-b",
    }
}

words! {
    /// A column of the table of lines. One that no line has anything for is not printed.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Column {
        /// 1, 2, 3 …
        Position = "position",
        /// The seller's article number.
        ItemNumber = "item_number",
        /// Name, description and what else there is to say of it.
        Description = "description",
        /// How many.
        Quantity = "quantity",
        /// Of what.
        Unit = "unit",
        /// What one is.
        UnitPrice = "unit_price",
        /// What is taken off the line.
        Discount = "discount",
        /// The rates of its taxes.
        Tax = "tax",
        /// What the line comes to.
        Amount = "amount",
    }
}

impl Column {
    /// Those that there are where a template names none.
    pub const USUAL: [Column; 8] = [
        Self::Position,
        Self::Description,
        Self::Quantity,
        Self::Unit,
        Self::UnitPrice,
        Self::Discount,
        Self::Tax,
        Self::Amount,
    ];
    /// Without them a document does not say what it is about.
    pub const REQUIRED: [Column; 2] = [Self::Description, Self::Amount];
}

/// A heading that a template may word otherwise than the language does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Heading {
    /// What an invoice calls itself.
    Invoice,
    /// What a credit note calls itself.
    CreditNote,
    /// Of a column.
    Column(Column),
    /// Of the sum of the lines.
    Subtotal,
    /// Of the total.
    Total,
    /// Of what is due.
    Due,
    /// Above how to pay.
    Payment,
    /// Above the notes.
    Notes,
    /// Above the terms.
    Terms,
}

impl Heading {
    /// Every heading.
    pub const ALL: [Heading; 17] = [
        Self::Invoice,
        Self::CreditNote,
        Self::Column(Column::Position),
        Self::Column(Column::ItemNumber),
        Self::Column(Column::Description),
        Self::Column(Column::Quantity),
        Self::Column(Column::Unit),
        Self::Column(Column::UnitPrice),
        Self::Column(Column::Discount),
        Self::Column(Column::Tax),
        Self::Column(Column::Amount),
        Self::Subtotal,
        Self::Total,
        Self::Due,
        Self::Payment,
        Self::Notes,
        Self::Terms,
    ];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::CreditNote => "credit_note",
            Self::Column(column) => column.word(),
            Self::Subtotal => "subtotal",
            Self::Total => "total",
            Self::Due => "due",
            Self::Payment => "payment",
            Self::Notes => "notes",
            Self::Terms => "terms",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|heading| heading.word() == word)
    }
}

/// How a template words a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// Which heading.
    pub heading: Heading,
    /// What it says, in every language.
    pub text: String,
}

/// What a template decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The arrangement.
    pub layout: Layout,
    /// Colour of the accents; the layout's own where none is given.
    pub accent_color: Option<Colour>,
    /// The face of the text.
    pub font: Font,
    /// The account's logo.
    pub logo: Option<Logo>,
    /// Plain text above the letterhead.
    pub header: Option<String>,
    /// Plain text at the foot of every page.
    pub footer: Option<String>,
    /// The paper; that of the seller's country where none is given.
    pub paper: Option<Paper>,
    /// The window that the address stands in; then the paper is A4.
    pub window: Option<Window>,
    /// The columns of the table of lines, in their order; the usual ones where none are given.
    pub columns: Vec<Column>,
    /// Headings that are worded otherwise, each once.
    pub texts: Vec<Wording>,
    /// A Typst program that sets invoices and credit notes in place of the layout. It was set once with sample data.
    pub source: Option<String>,
}

impl Look {
    /// The columns that documents have, in their order.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        if self.columns.is_empty() { &Column::USUAL } else { &self.columns }
    }

    /// How a heading is worded, if otherwise than the language does.
    #[must_use]
    pub fn text(&self, heading: Heading) -> Option<&str> {
        let own = self.texts.iter().find(|own| own.heading == heading);
        own.map(|own| own.text.as_str())
    }
}

/// A look by what it decides: the SHA-256 of all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LookHash(pub [u8; 32]);

/// How a document looked when it was issued: what is changed later does not change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// Its look.
    pub look: LookHash,
    /// Whether it says that it can be paid online.
    pub pay_online: bool,
}

/// A template: built in, or an account's own copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its id; built-in ones have the same id on every server.
    pub id: TemplateId,
    /// Whose it is; `None` for a built-in one, which cannot be changed.
    pub account_id: Option<AccountId>,
    /// What people call it.
    pub name: String,
    /// What it decides.
    pub look: Look,
    /// When it was archived: it is no longer offered, but documents still refer to it.
    pub archived_at: Option<Timestamp>,
    /// Counts its changes, from 1.
    pub revision: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// The templates that every account has.
#[must_use]
pub fn built_in() -> [Template; 3] {
    Layout::ALL.map(|layout| Template {
        id: layout.template_id(),
        account_id: None,
        name: match layout {
            Layout::Classic => "Classic",
            Layout::Modern => "Modern",
            Layout::Minimal => "Minimal",
        }
        .to_owned(),
        look: Look { layout, ..Look::default() },
        archived_at: None,
        revision: 1,
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
    })
}
