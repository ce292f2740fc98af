//! Fonts beyond those in the binary: the operator's folder, then the system's.

use crate::App;
use net30_documents::pdf::PdfRenderer;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Where systems keep fonts.
const SYSTEM_FOLDERS: [&str; 4] =
    ["/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts"];
/// The endings of fonts that can be read.
const ENDINGS: [&str; 4] = ["ttf", "otf", "ttc", "otc"];
/// How many folders deep fonts are looked for.
const DEPTH_MAX: u32 = 8;
/// A file that is larger is no font that a document needs.
const SIZE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// A renderer that looks for fonts in a folder and in the system's, when a document first has characters that the fonts in
/// the binary lack.
pub(crate) fn renderer(own: Option<&Path>) -> PdfRenderer {
    let folders: Vec<PathBuf> =
        own.map(Path::to_path_buf).into_iter().chain(SYSTEM_FOLDERS.map(PathBuf::from)).collect();
    PdfRenderer::with_fonts(move |take| {
        for folder in &folders {
            visit(folder, DEPTH_MAX, take);
        }
    })
}

impl App {
    /// What sets documents, made when it is first needed.
    pub(crate) fn renderer(&self) -> &PdfRenderer {
        let made = || renderer(self.inner.outside.fonts.as_deref());
        self.inner.press.renderer.get_or_init(made)
    }
}

/// Reads the fonts of a folder and of those in it, in the order of their names, so that every start finds the same.
fn visit(folder: &Path, depth: u32, take: &mut dyn FnMut(Vec<u8>)) {
    // A folder that is not there, or that may not be read, has no fonts for us.
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort_unstable();
    for path in paths {
        if path.is_dir() {
            if depth > 0 {
                visit(&path, depth - 1, take);
            }
            continue;
        }
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if !ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)) {
            continue;
        }
        if fs::metadata(&path).is_ok_and(|file| file.len() <= SIZE_BYTES_MAX) {
            match fs::read(&path) {
                Ok(bytes) => take(bytes),
                Err(error) => {
                    tracing::warn!(font = %path.display(), %error, "a font was not read");
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::visit;
    use std::fs;

    #[test]
    fn fonts_are_found_in_folders_of_folders_and_nothing_else_is_read() {
        let folder = std::env::temp_dir().join(format!("net30-fonts-{}", uuid::Uuid::now_v7()));
        fs::create_dir_all(folder.join("b/c")).unwrap();
        for (name, content) in
            [("z.ttf", "3"), ("a.OTF", "1"), ("b/c/x.ttc", "2"), ("b/readme.txt", "no")]
        {
            fs::write(folder.join(name), content).unwrap();
        }
        let mut found = vec![];
        visit(&folder, 8, &mut |bytes| found.push(String::from_utf8(bytes).unwrap()));
        assert_eq!(found, ["1", "2", "3"]);
        let mut flat = vec![];
        visit(&folder, 0, &mut |bytes| flat.push(bytes.len()));
        assert_eq!(flat.len(), 2);
        visit(&folder.join("missing"), 8, &mut |_| panic!("there is nothing"));
        fs::remove_dir_all(&folder).unwrap();
    }
}
