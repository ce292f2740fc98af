//! Several files as one: a ZIP archive (APPNOTE 6.3.10) whose files are stored as they are, since PDFs are compressed already.

use flate2::Crc;
use std::collections::HashSet;

/// Says that names are in UTF-8.
const UTF8: u16 = 1 << 11;
/// The first day that an archive knows, 1980-01-01: its files carry no time of their own.
const DAY: u16 = 0x21;

/// An archive of files with their names. Two of the same name are told apart by a number.
///
/// # Panics
/// If it has more than 65,535 files, or more than 4 GiB.
pub(super) fn archive(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (vec![], vec![]);
    let mut names = HashSet::new();
    for (name, content) in files {
        let name = free(name, &mut names);
        let offset = size(bytes.len());
        let mut crc = Crc::new();
        crc.update(content);
        let mut facts = vec![];
        for half in [20, UTF8, 0, 0, DAY] {
            facts.extend(u16::to_le_bytes(half));
        }
        for whole in [crc.sum(), size(content.len()), size(content.len())] {
            facts.extend(whole.to_le_bytes());
        }
        facts.extend(short(name.len()).to_le_bytes());
        facts.extend([0; 2]);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&facts);
        bytes.extend(name.as_bytes());
        bytes.extend(content);
        directory.extend(b"PK\x01\x02");
        directory.extend(20_u16.to_le_bytes());
        directory.extend(&facts);
        // No comment, one disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, length, count) = (size(bytes.len()), size(directory.len()), short(files.len()));
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06");
    bytes.extend([0; 4]);
    bytes.extend(count.to_le_bytes());
    bytes.extend(count.to_le_bytes());
    bytes.extend(length.to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0; 2]);
    bytes
}

fn size(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("an archive of a page of documents is below 4 GiB")
}

fn short(count: usize) -> u16 {
    u16::try_from(count).expect("an archive has a few hundred files, with short names")
}

/// A name that no other file has.
fn free(name: &str, names: &mut HashSet<String>) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let mut own = name.to_owned();
    let mut count = 1;
    while !names.insert(own.clone()) {
        count += 1;
        own = format!("{stem}-{count}.{ending}");
    }
    own
}
