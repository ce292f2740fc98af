//! The official rules: the Python script `judge.py` runs them, with what `NET30_TEST_PYTHON` has installed.

use crate::{arbitrary, scenarios};
use net30_einvoice::{Document, Profile, document, write};
use std::{collections::BTreeMap, path::Path, process::Command};

/// The rules that each file breaks, by its name; none where there is no Python with the rules.
pub(crate) fn judge(folder: &Path) -> Option<BTreeMap<String, Vec<(String, String)>>> {
    let python = std::env::var_os("NET30_TEST_PYTHON")?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judge.py");
    let output = Command::new(python).arg(script).arg(folder).output().expect("Python starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("it writes UTF-8");
    let verdicts = text.lines().map(|line| {
        let verdict: serde_json::Value = serde_json::from_str(line).expect("it writes JSON");
        let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let fatal = verdict["fatal"].as_array().expect("a list");
        let fatal = fatal.iter().map(|fault| (word(&fault["rule"]), word(&fault["message"])));
        (word(&verdict["file"]), fatal.collect())
    });
    Some(verdicts.collect())
}

#[test]
fn every_scenario_is_right_in_every_format_by_the_official_rules() {
    let folder = tempfile::tempdir().expect("a folder");
    let kept = std::env::var_os("NET30_EINVOICE_FILES");
    let folder = kept.as_deref().map_or_else(|| folder.path(), Path::new);
    let mut count = 0;
    for (name, source) in scenarios::all() {
        let document: Document = document(&source);
        for profile in Profile::ALL {
            let xml = write(&document, profile)
                .unwrap_or_else(|faults| panic!("{name} in {profile}: {faults:#?}"));
            std::fs::write(folder.join(format!("{name}.{profile}.xml")), xml)
                .expect("it is written");
            count += 1;
        }
    }
    for seed in 0..60 {
        let document = document(&arbitrary::source(seed));
        let profile = Profile::ALL[usize::try_from(seed).expect("few") % Profile::ALL.len()];
        // Whole yen with a fractional price are not for Peppol.
        if let Ok(xml) = write(&document, profile) {
            std::fs::write(folder.join(format!("arbitrary-{seed}.{profile}.xml")), xml)
                .expect("it is written");
            count += 1;
        }
    }
    let Some(verdicts) = judge(folder) else { return };
    assert_eq!(verdicts.len(), count, "each file is judged");
    let wrong: BTreeMap<_, _> = verdicts.iter().filter(|(_, fatal)| !fatal.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
