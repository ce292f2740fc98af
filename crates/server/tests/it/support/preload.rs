//! Libraries that are loaded before the C library and answer in its place.

use std::path::{Path, PathBuf};

/// Compiles `tests/it/support/NAME.c`; each process that tests does it once.
pub(crate) fn compiled(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/it/support/{name}.c"));
    let library = folder.join(format!("{name}.so"));
    let draft = tempfile::NamedTempFile::new_in(folder).unwrap();
    let compiled = std::process::Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"])
        .args([draft.path(), &source])
        .output()
        .expect("cc is there: Rust links with it");
    assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
    // Renamed into its place, so that no other process ever loads half of it.
    draft.persist(&library).unwrap();
    library
}
