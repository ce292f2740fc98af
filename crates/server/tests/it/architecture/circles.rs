//! Modules that stand side by side within a crate do not go round in a circle.
//!
//! A module and all below it is one room. Parent and child may know one another: a parent lists what its children have,
//! and children share what it has. Between rooms of one level uses go one way, so that each can be read, tested and moved
//! without the others. What counts is whom a file names: by `use`, and by paths from `crate`, `super` and `self`, each
//! followed to where the name is defined.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fs,
    path::Path,
};

/// A module: its path within the crate. The crate's root is the empty one.
type Module = Vec<String>;

/// The modules of a crate, and what each of them names.
struct Modules {
    /// What each file names: as it is written there, and whether it is passed on to others.
    named: BTreeMap<Module, Vec<Named>>,
}

struct Named {
    path: Vec<String>,
    is_passed_on: bool,
}

impl Modules {
    fn read(source: &Path) -> Self {
        let mut named = BTreeMap::new();
        collect(source, &mut vec![], &mut named);
        Self { named }
    }

    /// The module that a path leads to, and the name in it; the module alone if it is what is named.
    fn resolve(&self, from: &Module, path: &[String]) -> Option<(Module, Option<String>)> {
        let (first, mut rest) = path.split_first()?;
        let mut at = match first.as_str() {
            "crate" => vec![],
            "self" => from.clone(),
            "super" => {
                let mut at = from.clone();
                at.pop()?;
                while let Some((_, further)) =
                    rest.split_first().filter(|(step, _)| *step == "super")
                {
                    at.pop()?;
                    rest = further;
                }
                at
            }
            child => {
                let at = [from.clone(), vec![child.to_owned()]].concat();
                self.named.contains_key(&at).then_some(at)?
            }
        };
        while let Some((step, further)) = rest.split_first() {
            let below = [at.clone(), vec![step.clone()]].concat();
            if !self.named.contains_key(&below) {
                break;
            }
            (at, rest) = (below, further);
        }
        Some((at, rest.first().filter(|name| *name != "self").cloned()))
    }

    /// What each module passes on of others: under which name, and where that is.
    fn passed_on(&self) -> BTreeMap<(Module, String), Module> {
        let mut found = BTreeMap::new();
        for (module, named) in &self.named {
            for name in named.iter().filter(|named| named.is_passed_on) {
                if let Some((at, Some(name))) = self.resolve(module, &name.path)
                    && at != *module
                {
                    found.insert((module.clone(), name), at);
                }
            }
        }
        found
    }

    /// Which module names which, and by what.
    fn uses(&self) -> BTreeMap<(Module, Module), String> {
        let passed_on = self.passed_on();
        let mut uses = BTreeMap::new();
        for (module, named) in &self.named {
            for name in named {
                let Some((mut at, name)) = self.resolve(module, &name.path) else { continue };
                let said = name.clone().unwrap_or_else(|| "itself".to_owned());
                let mut seen = HashSet::new();
                while let Some(name) = &name
                    && seen.insert(at.clone())
                    && let Some(origin) = passed_on.get(&(at.clone(), name.clone()))
                {
                    at.clone_from(origin);
                }
                uses.entry((module.clone(), at)).or_insert(said);
            }
        }
        uses
    }
}

fn collect(folder: &Path, at: &mut Module, named: &mut BTreeMap<Module, Vec<Named>>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned();
        if path.is_dir() {
            at.push(stem);
            collect(&path, at, named);
            at.pop();
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let is_folders_own = ["mod", "lib", "main"].contains(&stem.as_str());
            let module =
                [at.clone(), (!is_folders_own).then_some(stem).into_iter().collect()].concat();
            let text = fs::read_to_string(&path).expect("a file of Rust");
            named.entry(module).or_default().extend(names(&code_of(&text)));
        }
    }
}

/// The code of a file without comments, texts, and what is for tests alone.
fn code_of(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    let code = lines.collect::<Vec<_>>().join("\n");
    // Every second part of what quotes divide is a text; escaped quotes stand within one.
    let code = code.replace("\\\"", "").replace("'\"'", "");
    code.split('"').step_by(2).collect::<Vec<_>>().join("\"\"")
}

/// What a file names: whole `use` statements, and paths in its code.
fn names(code: &str) -> Vec<Named> {
    let mut found = vec![];
    let mut rest = String::new();
    let mut lines = code.lines();
    while let Some(line) = lines.next() {
        let start = line.trim_start();
        let visible = start.strip_prefix("pub ").or_else(|| {
            let scope = start.strip_prefix("pub(")?;
            scope.split_once(") ").map(|(_, after)| after)
        });
        let Some(tree) = visible.unwrap_or(start).strip_prefix("use ") else {
            rest.push_str(line);
            rest.push('\n');
            continue;
        };
        let mut tree = tree.to_owned();
        while !tree.contains(';') {
            let Some(more) = lines.next() else { break };
            tree.push(' ');
            tree.push_str(more);
        }
        let mut paths = vec![];
        branches(tree.split(';').next().unwrap_or_default(), &[], &mut paths);
        let is_passed_on = visible.is_some();
        found.extend(paths.into_iter().map(|path| Named { path, is_passed_on }));
    }
    for start in ["crate::", "super::", "self::"] {
        for (at, _) in rest.match_indices(start) {
            let is_whole =
                !rest[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
            let end = rest[at..].find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
            let path = &rest[at..end.map_or(rest.len(), |end| at + end)];
            if is_whole {
                let path =
                    path.split("::").filter(|step| !step.is_empty()).map(str::to_owned).collect();
                found.push(Named { path, is_passed_on: false });
            }
        }
    }
    found
}

/// The paths of a tree of `use`: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn branches(tree: &str, before: &[String], found: &mut Vec<Vec<String>>) {
    let steps = |text: &str| -> Vec<String> {
        let steps = text.split("::").map(str::trim).filter(|step| !step.is_empty());
        steps.map(str::to_owned).collect()
    };
    let Some((head, inner)) = tree.split_once('{') else {
        let name = tree.split(" as ").next().unwrap_or_default();
        found.push([before, &steps(name)].concat());
        return;
    };
    let before = [before, &steps(head)].concat();
    let inner = inner.rsplit_once('}').map_or(inner, |(inner, _)| inner);
    let (mut depth, mut begun) = (0, 0);
    for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if !inner[begun..at].trim().is_empty() {
                    branches(inner[begun..at].trim(), &before, found);
                }
                begun = at + 1;
            }
            _ => {}
        }
    }
}

/// The circles between rooms of a crate: each as the uses that close it.
pub(super) fn circles(source: &Path) -> Vec<String> {
    let modules = Modules::read(source);
    let uses = modules.uses();
    let mut parents: BTreeSet<Module> = BTreeSet::new();
    for module in modules.named.keys() {
        parents.extend((0..module.len()).map(|depth| module[..depth].to_vec()));
    }
    parents.iter().flat_map(|parent| circles_below(parent, &uses)).collect()
}

fn circles_below(parent: &Module, uses: &BTreeMap<(Module, Module), String>) -> Vec<String> {
    let room = |module: &Module| {
        let is_below = module.len() > parent.len() && module.starts_with(parent);
        is_below.then(|| module[parent.len()].clone())
    };
    let mut next: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for ((from, to), name) in uses {
        if let (Some(a), Some(b)) = (room(from), room(to))
            && a != b
        {
            let says = format!("{} names {} ({name})", from.join("::"), to.join("::"));
            next.entry(a).or_default().entry(b).or_insert(says);
        }
    }
    let reaches = |from: &str, to: &str| {
        let (mut open, mut seen) = (vec![from.to_owned()], BTreeSet::new());
        while let Some(at) = open.pop() {
            for step in next.get(&at).into_iter().flat_map(BTreeMap::keys) {
                if step == to {
                    return true;
                }
                if seen.insert(step.clone()) {
                    open.push(step.clone());
                }
            }
        }
        false
    };
    let edges = next.iter().flat_map(|(a, to)| to.iter().map(move |(b, says)| (a, b, says)));
    edges.filter(|(a, b, _)| reaches(b, a)).map(|(_, _, says)| says.clone()).collect()
}

#[test]
fn a_circle_is_found_and_a_child_may_know_its_parent() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("lib.rs", "mod a;\nmod b;\nmod c;\npub(crate) use b::Far;\n");
    write("a.rs", "mod child;\nuse crate::{b::{self, X as Y}, c::Z};\n// use crate::nothing;\n");
    write("b.rs", "pub(crate) struct Far;\nfn f() { let _ = \"crate::a::T\"; }\n");
    write("c.rs", "");
    fs::create_dir(folder.path().join("a")).unwrap();
    write("a/child.rs", "use super::Parent;\n");
    assert_eq!(circles(folder.path()), [""; 0]);
    // By way of the root, which passes it on.
    write("c.rs", "fn f() -> crate::Far { super::a::f() }\n");
    assert_eq!(circles(folder.path()), ["a names c (Z)", "c names a (f)"]);
    write("c.rs", "#[cfg(test)]\nmod tests {\n    use crate::a::f;\n}\n");
    assert_eq!(circles(folder.path()), [""; 0]);
}
