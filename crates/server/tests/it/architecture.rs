//! The arrows between the crates are those of docs/ARCHITECTURE.md and no others.

use std::{collections::BTreeSet, path::Path};

const ALLOWED: [(&str, &[&str]); 13] = [
    ("domain", &[]),
    ("words", &["domain"]),
    ("store", &["domain"]),
    ("documents", &["words", "domain"]),
    ("einvoice", &["domain"]),
    ("gateways", &["domain"]),
    ("app", &["store", "documents", "gateways", "words", "domain"]),
    ("http", &["app", "domain"]),
    ("native", &["http", "app", "domain"]),
    ("guests", &["http", "app", "domain"]),
    ("web", &["http", "app", "words", "domain"]),
    ("api", &["native", "guests", "web", "http", "app", "domain"]),
    ("server", &["api", "native", "http", "app", "domain"]),
];

#[test]
fn a_crate_names_only_the_crates_below_it() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let folders: BTreeSet<String> = std::fs::read_dir(crates)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let known: BTreeSet<String> = ALLOWED.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(folders, known, "a new crate needs its place in the picture");
    for (name, allowed) in ALLOWED {
        let text = std::fs::read_to_string(crates.join(name).join("Cargo.toml")).unwrap();
        let manifest: toml::Table = text.parse().unwrap();
        let tables = ["dependencies", "dev-dependencies", "build-dependencies"];
        let named = tables.into_iter().filter_map(|table| manifest.get(table)?.as_table());
        for dependency in named.flat_map(toml::Table::keys) {
            if let Some(other) = dependency.strip_prefix("net30-") {
                assert!(allowed.contains(&other), "{name} must not name {other}");
            }
        }
    }
}

#[test]
fn every_crate_of_ours_is_compiled_quickly_for_tests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    let text = std::fs::read_to_string(root.join(".cargo/quick.toml")).unwrap();
    let quick: toml::Table = text.parse().unwrap();
    let packages = quick["profile"]["release"]["package"].as_table().unwrap();
    let quick: BTreeSet<&str> = packages.keys().map(String::as_str).collect();
    let ours: Vec<String> = ALLOWED.iter().map(|(name, _)| format!("net30-{name}")).collect();
    assert_eq!(quick, ours.iter().map(String::as_str).collect());
}
