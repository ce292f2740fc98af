//! Files of others, such as the official examples: read, and written again.
//!
//! `NET30_TEST_SAMPLES` names a folder; `./test` has the examples of the Python package `factur-x` there. What no draft
//! has a place for is written to the test's output: `--nocapture` shows it.

use net30_einvoice::{Unreadable, draft, read, write_again};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "xml" || ending == "pdf") {
            found.push(path);
        }
    }
}

#[test]
fn samples_mean_the_same_when_they_are_written_again() {
    let Some(folder) = std::env::var_os("NET30_TEST_SAMPLES").map(PathBuf::from) else { return };
    let mut paths = vec![];
    files(&folder, &mut paths);
    paths.sort();
    let (mut same, mut unread) = (0, vec![]);
    let mut lost: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for path in paths {
        let name = path.strip_prefix(&folder).expect("it is in there").display().to_string();
        let bytes = std::fs::read(&path).expect("it is readable");
        let found = match read(&bytes) {
            Ok(found) => found,
            Err(why @ (Unreadable::NotAnInvoice(_) | Unreadable::NotInPdf(_))) => {
                unread.push(format!("{name} {why}"));
                continue;
            }
            Err(why) => panic!("{name} {why}"),
        };
        let written = match write_again(&found) {
            Ok(written) => written,
            Err(lost) => panic!("{name} is read, and not written again whole: {lost:?}"),
        };
        let again = read(&written).unwrap_or_else(|why| panic!("{name} again {why}"));
        assert_eq!(again.model, found.model, "{name}");
        same += 1;
        let drafted = draft(&found.model);
        for left in found.report.left.into_iter().chain(drafted.left) {
            let term = left.path.rsplit('/').next().unwrap_or_default().to_owned();
            lost.entry((term, left.reason)).or_default().push(name.clone());
        }
    }
    println!("{same} files mean the same when they are written again; not read: {unread:#?}");
    for ((term, reason), names) in &lost {
        println!("{term} {reason}: {} times, as in {}", names.len(), names[0]);
    }
    assert!(same > 0, "the folder has no electronic invoice");
}
