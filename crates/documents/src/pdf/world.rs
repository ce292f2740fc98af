//! Typst's world: the templates, one document's data, the fonts. No file system, no packages, no clock.

use std::{collections::HashMap, sync::LazyLock};
use typst::{
    Library, LibraryExt,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook, FontStyle},
    utils::LazyHash,
};

const FONTS: [&[u8]; 6] = [
    include_bytes!("../../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../../fonts/NotoSans-Italic.ttf"),
    include_bytes!("../../fonts/NotoSerif-Regular.ttf"),
    include_bytes!("../../fonts/NotoSerif-Bold.ttf"),
    include_bytes!("../../fonts/NotoSerif-Italic.ttf"),
];

const TEMPLATES: [(&str, &str); 10] = [
    ("/invoice.typ", include_str!("../../templates/invoice.typ")),
    ("/words.typ", include_str!("../../templates/words.typ")),
    ("/table.typ", include_str!("../../templates/table.typ")),
    ("/parts.typ", include_str!("../../templates/parts.typ")),
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
    logo: FileId,
    attachments: Vec<FileId>,
}

static IDS: LazyLock<Ids> = LazyLock::new(|| Ids {
    main: file_id(TEMPLATES[0].0),
    page: file_id("/page.json"),
    logo: file_id("/logo.png"),
    attachments: (0..ATTACHMENTS_MAX)
        .map(|index| file_id(&format!("/attachment-{index}")))
        .collect(),
});

fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("the paths of this file stay below the root");
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

/// What all documents share.
#[derive(Debug)]
pub(super) struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    glyphs: Glyphs,
    sources: HashMap<FileId, Source>,
}

impl Shared {
    /// With the fonts in the binary, and with further ones.
    pub(super) fn new(further_fonts: Vec<Font>) -> Self {
        let own = FONTS.into_iter().map(Bytes::new).flat_map(Font::iter);
        let fonts: Vec<Font> = own.chain(further_fonts).collect();
        let sources = TEMPLATES.into_iter().map(|(path, text)| {
            let id = file_id(path);
            (id, Source::new(id, text.to_owned()))
        });
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            glyphs: Glyphs::of(&fonts),
            fonts,
            sources: sources.collect(),
        }
    }

    /// Keeps fonts for characters that these lack, as they come from `visit`: of each family that adds any, the upright
    /// regular and bold ones, and so of the families that share its file (Han characters look otherwise in each country).
    pub(super) fn with_more(&self, visit: &FontFiles) -> Self {
        let mut glyphs = self.glyphs.clone();
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
                    glyphs.add(font);
                }
                families.extend(fonts.iter().map(|font| font.info().family.clone()));
                more.extend(fonts);
            }
        });
        Self::new(more)
    }

    /// Whether a font has the character.
    pub(super) fn has_glyph(&self, c: char) -> bool {
        self.glyphs.has(c)
    }
}

/// The characters that the fonts have: a bit each, since every character of every document is looked up.
#[derive(Clone, Debug, Default)]
struct Glyphs(Vec<u64>);

impl Glyphs {
    fn of(fonts: &[Font]) -> Self {
        let mut glyphs = Self::default();
        for font in fonts {
            glyphs.add(font);
        }
        glyphs
    }

    fn add(&mut self, font: &Font) {
        for code in font.info().coverage.iter() {
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
#[derive(Debug)]
pub(super) struct Files {
    pub(super) page: Vec<u8>,
    pub(super) logo: Option<Vec<u8>>,
    pub(super) attachments: Vec<Vec<u8>>,
}

/// The world in which one document is set.
#[derive(Debug)]
pub(super) struct World<'a> {
    shared: &'a Shared,
    files: HashMap<FileId, Bytes>,
}

impl<'a> World<'a> {
    pub(super) fn new(shared: &'a Shared, files: Files) -> Self {
        let attachments = IDS.attachments.iter().copied().zip(files.attachments);
        let logo = files.logo.map(|logo| (IDS.logo, logo));
        let files = std::iter::once((IDS.page, files.page)).chain(logo).chain(attachments);
        Self { shared, files: files.map(|(id, bytes)| (id, Bytes::new(bytes))).collect() }
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
        self.shared.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_with_slash().into())
}
