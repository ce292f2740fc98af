//! Templates: how an account's documents look.

use crate::id::{AccountId, TemplateId};
use jiff::Timestamp;
use uuid::Uuid;

/// The arrangement of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Layout {
    /// Quiet typography, colour only where it helps.
    #[default]
    Classic,
    /// A band of colour across the head.
    Modern,
    /// No rules or colour at all.
    Minimal,
}

impl Layout {
    /// Every layout.
    pub const ALL: [Layout; 3] = [Self::Classic, Self::Modern, Self::Minimal];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Classic => "classic",
            Self::Modern => "modern",
            Self::Minimal => "minimal",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layout| layout.word() == word)
    }

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

/// The face of the text. Both are in the binary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Font {
    /// Noto Sans.
    #[default]
    Sans,
    /// Noto Serif.
    Serif,
}

impl Font {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Sans => "sans",
            Self::Serif => "serif",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Sans, Self::Serif].into_iter().find(|font| font.word() == word)
    }
}

/// A raster picture, re-encoded as PNG when it was uploaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// The PNG file.
    pub png: Vec<u8>,
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
