//! The arrows between the crates are those of docs/ARCHITECTURE.md and no others, within a crate they go one way, and the
//! tests that are said to hold the invariants are there.

mod circles;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

const ALLOWED: [(&str, &[&str]); 14] = [
    ("domain", &[]),
    ("words", &["domain"]),
    ("store", &["domain"]),
    ("documents", &["words", "domain"]),
    ("einvoice", &["domain"]),
    ("gateways", &["domain"]),
    ("app", &["store", "documents", "einvoice", "gateways", "words", "domain"]),
    ("http", &["app", "domain"]),
    ("native", &["http", "app", "domain"]),
    ("guests", &["http", "app", "domain"]),
    ("web", &["native", "http", "app", "words", "domain"]),
    ("mcp", &["http", "app", "domain"]),
    ("api", &["native", "guests", "web", "mcp", "http", "app", "domain"]),
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

#[test]
fn no_modules_of_a_crate_go_round_in_a_circle() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut found = vec![];
    for (name, _) in ALLOWED {
        let circles = circles::circles(&crates.join(name).join("src"));
        found.extend(circles.into_iter().map(|says| format!("{name}: {says}")));
    }
    assert!(found.is_empty(), "each of these is part of a circle: {found:#?}");
}

/// The files of Rust of a crate, by their path within `crates`.
fn sources(name: &str) -> Vec<(String, String)> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut paths = vec![];
    collect(&crates.join(name).join("src"), &mut paths);
    let read = |path: PathBuf| {
        let name = path.strip_prefix(crates).unwrap().display().to_string();
        (name, std::fs::read_to_string(path).unwrap())
    };
    paths.into_iter().map(read).collect()
}

#[test]
fn no_amount_is_a_float() {
    for (path, text) in ["domain", "store", "app", "einvoice", "guests", "native"]
        .iter()
        .flat_map(|name| sources(name))
    {
        let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
        // A parameter is described as a number, and read from its text. A serialiser has to say what it does of floats.
        let mut lines = lines.filter(|line| {
            !line.contains("Option<f64>, Query") && !line.contains("fn serialize_f")
        });
        assert!(
            !lines.any(|line| line.contains("f64") || line.contains("f32")),
            "{path} names a float"
        );
    }
}

/// The files that may do what clippy forbids: one reads the time.
const EXEMPT: [&str; 1] = ["app/src/clock.rs"];

#[test]
fn clippy_forbids_rounding_and_clocks_elsewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    let settings: toml::Table =
        std::fs::read_to_string(root.join("clippy.toml")).unwrap().parse().unwrap();
    let methods = settings["disallowed-methods"].as_array().unwrap();
    let forbidden: BTreeSet<&str> =
        methods.iter().map(|method| method["path"].as_str().unwrap()).collect();
    for method in
        ["rust_decimal::Decimal::round_dp", "jiff::Timestamp::now", "std::time::SystemTime::now"]
    {
        assert!(forbidden.contains(method), "{method}");
    }
    let mut exempt = vec![];
    for (name, _) in ALLOWED {
        let files = sources(name).into_iter();
        exempt.extend(
            files.filter(|(_, text)| text.contains("disallowed_methods")).map(|(path, _)| path),
        );
    }
    exempt.sort();
    assert_eq!(exempt, EXEMPT);
}

/// Where connections are opened: to others by `gateways`, to PostgreSQL by its driver, by others to us here, and by
/// `health` to our own server.
const CONNECTED: [&str; 5] = [
    "gateways/src/",
    "store/src/db/postgres",
    "http/src/listen.rs",
    "server/src/serve.rs",
    "server/src/health.rs",
];

#[test]
fn nobody_else_opens_a_connection() {
    let of_network = [
        "reqwest",
        "lettre",
        "tokio::net",
        "std::net::Tcp",
        "TcpStream",
        "UdpSocket",
        "lookup_host",
    ];
    for (path, text) in ALLOWED.iter().flat_map(|(name, _)| sources(name)) {
        if CONNECTED.iter().any(|may| path.starts_with(may)) {
            continue;
        }
        let mut lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
        let found = lines.find(|line| of_network.iter().any(|word| line.contains(word)));
        assert_eq!(found, None, "{path}");
    }
}

/// ADR 7: what is not boxed is compiled again in each crate that waits for it. What is generic is compiled there anyway.
#[test]
fn what_others_wait_for_is_compiled_once() {
    for (path, text) in ["app", "store"].into_iter().flat_map(sources) {
        for function in text.split("pub async fn ").skip(1) {
            let signature = &function[..function.find('{').unwrap()];
            let name_ends = signature.find(['<', '(']).unwrap();
            let is_generic = signature[name_ends..].starts_with('<') || signature.contains("impl ");
            assert!(is_generic, "{path}: {} is to give a `Boxed` future", &signature[..name_ends]);
        }
    }
}

#[test]
fn no_document_has_a_stored_status() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("store/migrations");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let statements = text.split(';').map(str::trim_start);
        let of_invoices = statements.filter(|statement| {
            statement.contains("create table invoice (")
                || statement.contains("alter table invoice ")
        });
        for statement in of_invoices {
            assert!(!statement.contains("status"), "{}: {statement}", path.display());
        }
    }
}

/// What names a test in the list of invariants: `crates/…/file.rs::a_test`.
fn named_tests(text: &str) -> Vec<(&str, &str)> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted.filter_map(|name| name.split_once(".rs::")).collect()
}

#[test]
fn every_invariant_names_tests_that_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    let text = std::fs::read_to_string(root.join("docs/ARCHITECTURE.md")).unwrap();
    let (_, list) = text.split_once("## Invariants\n").expect("there is a list of invariants");
    let (list, _) = list.split_once("\n## ").expect("something follows it");
    let invariants: Vec<&str> = list.split("\n- **").skip(1).collect();
    assert!(invariants.len() > 15, "{} invariants are too few", invariants.len());
    for invariant in invariants {
        let tests = named_tests(invariant);
        assert!(!tests.is_empty(), "no test holds: {invariant}");
        for (file, test) in tests {
            let path = root.join("crates").join(file).with_extension("rs");
            let code = std::fs::read_to_string(&path)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let is_there = code.contains(&format!("fn {test}("));
            assert!(is_there, "{file}.rs has no test {test}");
        }
    }
}

/// The files that a text in back quotes names below `crates/`: `a/src/{b,c}.rs` are two. Nothing if it names none, or one
/// that is still to be made (`xx.ftl`).
fn named_files(quoted: &str) -> Vec<String> {
    let is_path = |text: &str| {
        ALLOWED.iter().any(|(name, _)| text.starts_with(&format!("{name}/")))
            && !text.contains(['…', ' ', '*', '(', ':'])
            && !text.contains("/xx")
    };
    if !is_path(quoted) {
        return vec![];
    }
    match quoted.split_once('{').zip(quoted.split_once('}')) {
        Some(((before, _), (choices, after))) => {
            let (_, choices) = choices.split_once('{').expect("it opens before it closes");
            choices.split(',').map(|choice| format!("{before}{choice}{after}")).collect()
        }
        None => vec![quoted.to_owned()],
    }
}

#[test]
fn every_address_of_the_architecture_leads_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    let text = std::fs::read_to_string(root.join("docs/ARCHITECTURE.md")).unwrap();
    let quoted = text.split('`').skip(1).step_by(2);
    let files: BTreeSet<String> = quoted.flat_map(named_files).collect();
    assert!(files.len() > 50, "{files:#?} are too few");
    let missing: Vec<&String> =
        files.iter().filter(|file| !root.join("crates").join(file).exists()).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}
