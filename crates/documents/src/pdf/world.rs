//! Typst's world: the templates, one document's data, the fonts. No file system, no packages, no clock.

use super::fonts::OWN;
use crate::page::LOGO_FILES;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::LazyLock,
};
use typst::{
    Library, LibraryExt,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook, FontInfo, FontStyle},
    utils::LazyHash,
};

const TEMPLATES: [(&str, &str); 13] = [
    ("/invoice.typ", include_str!("../../templates/invoice.typ")),
    ("/page.typ", include_str!("../../templates/page.typ")),
    ("/attempt.typ", include_str!("../../templates/attempt.typ")),
    ("/words.typ", include_str!("../../templates/words.typ")),
    ("/table.typ", include_str!("../../templates/table.typ")),
    ("/parts.typ", include_str!("../../templates/parts.typ")),
    ("/bill.typ", include_str!("../../templates/bill.typ")),
    ("/statement.typ", include_str!("../../templates/statement.typ")),
    ("/classic.typ", include_str!("../../templates/classic.typ")),
    ("/modern.typ", include_str!("../../templates/modern.typ")),
    ("/minimal.typ", include_str!("../../templates/minimal.typ")),
    ("/receipt.typ", include_str!("../../templates/receipt.typ")),
    ("/stamp.typ", include_str!("../../templates/stamp.typ")),
];

/// The weights that documents are set in.
const WEIGHTS: [u16; 2] = [400, 700];

/// Hands over font files (TTF, OTF or TTC), one by one, so that those of no use are not held all at once.
pub(super) type FontFiles = dyn Fn(&mut dyn FnMut(Vec<u8>)) + Send + Sync;

/// Most attachments of a document: each needs a file id, and typst keeps those for ever.
const ATTACHMENTS_MAX: usize = 8;

/// The ids of all files there can be. Typst interns a path for ever in a table of 65,535, so that none may be made of
/// anything that differs between documents.
struct Ids {
    main: FileId,
    page: FileId,
    attempt: FileId,
    logos: [FileId; 2],
    attachments: Vec<FileId>,
}

static IDS: LazyLock<Ids> = LazyLock::new(|| Ids {
    main: file_id(TEMPLATES[0].0),
    page: file_id("/page.json"),
    attempt: file_id("/attempt.json"),
    logos: LOGO_FILES.map(|name| file_id(&format!("/{name}"))),
    attachments: (0..ATTACHMENTS_MAX)
        .map(|index| file_id(&format!("/attachment-{index}")))
        .collect(),
});

pub(super) fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("the paths of this file stay below the root");
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

/// What all documents share.
#[derive(Debug)]
pub(super) struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    further: Vec<Font>,
    families: Families,
    sources: HashMap<FileId, Source>,
}

impl Shared {
    /// With the fonts in the binary, and with further ones.
    pub(super) fn new(further: Vec<Font>) -> Self {
        let infos = || OWN.iter().map(|own| &own.info).chain(further.iter().map(Font::info));
        let sources = TEMPLATES.into_iter().map(|(path, text)| {
            let id = file_id(path);
            (id, Source::new(id, text.to_owned()))
        });
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_infos(infos().cloned())),
            families: Families::of(infos()),
            further,
            sources: sources.collect(),
        }
    }

    /// Keeps fonts for characters that these lack, as they come from `visit`: of each family that adds any, the upright
    /// regular and bold ones, and so of the families that share its file (Han characters look otherwise in each country).
    pub(super) fn with_more(&self, visit: &FontFiles) -> Self {
        let mut glyphs = self.families.all.clone();
        let mut families: Vec<String> = Vec::new();
        let mut more = Vec::new();
        visit(&mut |file| {
            let is_upright = |font: &Font| {
                let variant = font.info().variant;
                variant.style == FontStyle::Normal && WEIGHTS.contains(&variant.weight.to_number())
            };
            let fonts: Vec<Font> = Font::iter(Bytes::new(file)).filter(is_upright).collect();
            let adds = |font: &Font| families.contains(&font.info().family) || glyphs.lack(font);
            if fonts.iter().any(adds) {
                for font in &fonts {
                    glyphs.add(font.info());
                }
                families.extend(fonts.iter().map(|font| font.info().family.clone()));
                more.extend(fonts);
            }
        });
        Self::new(more)
    }

    /// What is said of all fonts.
    pub(super) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// The font at a place of the book, unpacked.
    pub(super) fn font(&self, index: usize) -> Option<Font> {
        match index.checked_sub(OWN.len()) {
            None => OWN[index].font(),
            Some(further) => self.further.get(further).cloned(),
        }
    }

    /// Which characters there are, and in which fonts.
    pub(super) fn families(&self) -> &Families {
        &self.families
    }
}

/// Families of fonts, and which characters each has.
#[derive(Debug)]
pub(super) struct Families {
    /// What any of them has.
    all: Glyphs,
    /// By name; those in the binary come first, in their order.
    each: Vec<(String, Glyphs)>,
}

/// Whose forms Han characters are printed in first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) enum Han {
    Chinese,
    Japanese,
}

const CHINESE: &str = "Noto Sans SC";
const JAPANESE: &str = "Noto Sans JP";

impl Families {
    pub(super) fn of<'a>(infos: impl Iterator<Item = &'a FontInfo>) -> Self {
        let mut families = Self { all: Glyphs::default(), each: Vec::new() };
        for info in infos {
            families.all.add(info);
            let at = families.each.iter().position(|(name, _)| *name == info.family);
            let at = at.unwrap_or_else(|| {
                families.each.push((info.family.clone(), Glyphs::default()));
                families.each.len() - 1
            });
            families.each[at].1.add(info);
        }
        families
    }

    /// Noto Sans and Noto Serif alone.
    pub(super) fn plain() -> Self {
        let is_plain =
            |info: &&FontInfo| matches!(info.family.as_str(), "Noto Sans" | "Noto Serif");
        Self::of(OWN.iter().map(|own| &own.info).filter(is_plain))
    }

    /// Whether a font has the character.
    pub(super) fn has(&self, c: char) -> bool {
        self.all.has(c)
    }

    /// Whether one font has them all: a letter and its marks are not put together from two.
    pub(super) fn have_together(&self, characters: &[char]) -> bool {
        match characters {
            [] => true,
            [one] => self.has(*one),
            several => self.each.iter().any(|(_, glyphs)| several.iter().all(|&c| glyphs.has(c))),
        }
    }

    /// The families that a document is set in: its own, and those for what it lacks, in the order in which they are tried.
    ///
    /// None is named in vain, since one that is tried is unpacked.
    pub(super) fn needed(
        &self,
        own: &str,
        han: Option<Han>,
        mut characters: BTreeSet<char>,
    ) -> Vec<&str> {
        let han = han.unwrap_or_else(|| self.likely_han(&characters));
        let rank = |name: &str| match (name, han) {
            (name, _) if name == own => 0,
            (JAPANESE, Han::Chinese) | (CHINESE, Han::Japanese) => 2,
            _ => 1,
        };
        let by_rank: BTreeMap<(usize, usize), &(String, Glyphs)> = self
            .each
            .iter()
            .enumerate()
            .map(|(at, family)| ((rank(&family.0), at), family))
            .collect();
        let mut needed = Vec::new();
        for (name, glyphs) in by_rank.into_values() {
            let before = characters.len();
            characters.retain(|&c| !glyphs.has(c));
            if name == own || characters.len() < before {
                needed.push(name.as_str());
            }
        }
        needed
    }

    /// Whose forms are meant where nobody says so: kana are Japanese, simplified characters Chinese.
    fn likely_han(&self, characters: &BTreeSet<char>) -> Han {
        let lacks = |family: &str| {
            let glyphs =
                self.each.iter().find(|(name, _)| name == family).map(|(_, glyphs)| glyphs);
            let ideographs = characters.range('\u{2e80}'..);
            glyphs.map_or(0, |glyphs| ideographs.filter(|&&c| !glyphs.has(c)).count())
        };
        let kana = characters.range('\u{3041}'..='\u{30ff}').next().is_some();
        if kana || lacks(JAPANESE) < lacks(CHINESE) { Han::Japanese } else { Han::Chinese }
    }
}

/// Characters that fonts have: a bit each, since every character of every document is looked up.
#[derive(Clone, Debug, Default)]
struct Glyphs(Vec<u64>);

impl Glyphs {
    fn add(&mut self, info: &FontInfo) {
        for code in info.coverage.iter() {
            let at = code as usize / 64;
            if at >= self.0.len() {
                self.0.resize(at + 1, 0);
            }
            self.0[at] |= 1 << (code % 64);
        }
    }

    /// Whether a font has characters that are not here.
    fn lack(&self, font: &Font) -> bool {
        font.info().coverage.iter().any(|code| !self.has_code(code))
    }

    fn has(&self, c: char) -> bool {
        self.has_code(u32::from(c))
    }

    fn has_code(&self, code: u32) -> bool {
        self.0.get(code as usize / 64).is_some_and(|bits| bits & (1 << (code % 64)) != 0)
    }
}

/// One document's files.
#[derive(Clone, Debug)]
pub(super) struct Files {
    pub(super) page: Bytes,
    /// Name and content.
    pub(super) logo: Option<(&'static str, Bytes)>,
    pub(super) attachments: Vec<Bytes>,
}

/// The world in which one document is set.
#[derive(Debug)]
pub(super) struct World<'a> {
    shared: &'a Shared,
    files: HashMap<FileId, Bytes>,
}

impl<'a> World<'a> {
    /// With one document's files, and how it is tried.
    pub(super) fn new(shared: &'a Shared, files: Files, attempt: Vec<u8>) -> Self {
        let attachments = IDS.attachments.iter().copied().zip(files.attachments);
        let logo = files.logo.and_then(|(name, logo)| {
            let at = LOGO_FILES.iter().position(|known| *known == name)?;
            Some((IDS.logos[at], logo))
        });
        let files = [(IDS.page, files.page), (IDS.attempt, Bytes::new(attempt))];
        Self { shared, files: files.into_iter().chain(logo).chain(attachments).collect() }
    }
}

impl typst::World for World<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shared.book
    }

    fn main(&self) -> FileId {
        IDS.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.shared.sources.get(&id).cloned().ok_or_else(|| absent(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| absent(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_with_slash().into())
}
