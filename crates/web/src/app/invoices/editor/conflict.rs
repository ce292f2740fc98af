//! Two people changed the same invoice. What only one of them changed is taken over silently; where both did, the form has
//! what its own author typed, and says beside it what the other one saved.

use super::{
    fill::Writer,
    typed::{Typed, line_field},
};
use serde_json::Value;
use std::collections::BTreeSet;

/// A field that both have changed, and what each wants it to say.
pub(super) struct Conflict {
    pub(super) field: String,
    pub(super) label: String,
    pub(super) yours: String,
    pub(super) theirs: String,
}

/// What merging came to.
pub(super) struct Merged {
    pub(super) typed: Typed,
    /// The fields that both have changed.
    pub(super) both: Vec<String>,
    /// How many fields were taken over from the other.
    pub(super) taken: usize,
}

/// Lays what the other saved (`theirs`) under what was typed over `base`.
pub(super) fn merged(writer: &Writer<'_>, typed: &Typed, base: &Value, theirs: &Value) -> Merged {
    let (old, new) = (writer.filled(base), writer.filled(theirs));
    let mut merged = Merged { typed: typed.clone(), both: vec![], taken: 0 };
    let same = |one: &str, other: &str| one.trim() == other.trim();
    let names: BTreeSet<&str> =
        old.names().chain(new.names()).filter(|name| line_field(name).is_none()).collect();
    for name in names {
        take(&mut merged, &old, &new, name, name);
    }
    let (old_keys, new_keys) = (old.keys(), new.keys());
    let keys_by_id: Vec<(String, String)> = typed
        .keys()
        .into_iter()
        .filter_map(|key| {
            let id = typed.of_line(&key, "id").to_owned();
            (!id.is_empty()).then_some((id, key))
        })
        .collect();
    let own_key = |id: &str| keys_by_id.iter().find(|(known, _)| known == id).map(|(_, key)| key);
    for id in &new_keys {
        match (own_key(id), old_keys.contains(id)) {
            (Some(key), true) => {
                for field in fields_of(&new, id).union(&fields_of(&old, id)) {
                    let name = format!("/items/{id}/{field}");
                    take(&mut merged, &old, &new, &name, &format!("/items/{key}/{field}"));
                }
            }
            // A line of the other's: at the end, where it is seen.
            (None, false) => {
                for field in fields_of(&new, id) {
                    merged.typed.set_in_line(id, field, new.of_line(id, field));
                }
                merged.taken += 1;
            }
            // A line that this form has removed stays so; one that the other wrote in the meantime is not lost.
            (None, true) => {
                let is_changed = fields_of(&new, id)
                    .into_iter()
                    .any(|field| !same(new.of_line(id, field), old.of_line(id, field)));
                if is_changed {
                    for field in fields_of(&new, id) {
                        merged.typed.set_in_line(id, field, new.of_line(id, field));
                    }
                    merged.both.push(format!("/items/{id}/name"));
                }
            }
            (Some(_), false) => {}
        }
    }
    for id in old_keys.iter().filter(|id| !new_keys.contains(id)) {
        let Some(key) = own_key(id).cloned() else { continue };
        let is_untouched = fields_of(&old, id)
            .into_iter()
            .all(|field| same(typed.of_line(&key, field), old.of_line(id, field)));
        if is_untouched {
            merged.typed.remove_line(&key);
            merged.taken += 1;
        } else {
            // Removed there and changed here: it stays, as a new line.
            merged.typed.set_in_line(&key, "id", "");
            merged.both.push(format!("/items/{key}/name"));
        }
    }
    merged
}

/// Takes the other's value of a field over, where nothing else was typed into it.
fn take(merged: &mut Merged, old: &Typed, new: &Typed, name: &str, own: &str) {
    let same = |one: &str, other: &str| one.trim() == other.trim();
    let (was, theirs) = (old.text(name), new.text(name));
    if same(was, theirs) || !merged.typed.has(own) {
        return;
    }
    let yours = merged.typed.text(own);
    if same(yours, theirs) {
        return;
    }
    if same(yours, was) {
        merged.typed.set(own, theirs);
        merged.taken += 1;
    } else {
        merged.both.push(own.to_owned());
    }
}

fn fields_of<'t>(typed: &'t Typed, key: &str) -> BTreeSet<&'t str> {
    let own = typed.names().filter_map(line_field).filter(|(of, _)| *of == key);
    own.map(|(_, field)| field).collect()
}

/// What the other has in a field of the form.
pub(super) fn theirs_of(theirs: &Typed, typed: &Typed, field: &str) -> String {
    match line_field(field) {
        Some((key, own)) => {
            let id = typed.of_line(key, "id");
            theirs.of_line(if id.is_empty() { key } else { id }, own).to_owned()
        }
        None => theirs.text(field).to_owned(),
    }
}
