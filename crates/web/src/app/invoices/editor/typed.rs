//! The form as it was typed: its fields by their names, in their order, whatever they say. The order in which the keys of
//! lines first appear is the order of the lines.

use super::super::super::form::Form;
use net30_domain::limits::LINES_MAX;
use std::collections::{HashMap, HashSet};

/// What the names of a line's fields begin with.
const ITEMS: &str = "/items/";
/// Fields of a line that say nothing alone: they are chosen, or follow from something else.
const SILENT: [&str; 8] =
    ["id", "tax", "tax2", "tax3", "discount_type", "tax_rate", "tax2_rate", "tax3_rate"];
/// Fields that are not copied with a line.
const OWN: [&str; 1] = ["id"];

/// A form as it was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    fields: Vec<(String, String)>,
    /// Where the last field of each name is.
    last: HashMap<String, usize>,
}

impl Typed {
    pub(super) fn of(form: &Form) -> Self {
        let mut typed = Self { fields: form.pairs().to_vec(), last: HashMap::new() };
        typed.note_places();
        typed
    }

    /// What was kept of a form.
    pub(super) fn kept(form: &str) -> Self {
        Self::of(&Form::read(form.as_bytes()))
    }

    pub(super) fn form(&self) -> Form {
        Form::of(self.fields.clone())
    }

    fn note_places(&mut self) {
        self.last =
            self.fields.iter().enumerate().map(|(at, (name, _))| (name.clone(), at)).collect();
    }

    /// What a field says; empty if there is none. A box that may be ticked has a hidden field before it.
    pub(super) fn text(&self, name: &str) -> &str {
        self.last.get(name).map_or("", |at| self.fields[*at].1.as_str())
    }

    /// Whether a box is ticked.
    pub(super) fn is_on(&self, name: &str) -> bool {
        self.text(name) == "true"
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.last.contains_key(name)
    }

    /// The names of all fields.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|(name, _)| name.as_str())
    }

    /// Every value of a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let own = self.fields.iter().filter(move |(known, _)| known == name);
        own.map(|(_, value)| value.as_str())
    }

    pub(super) fn set(&mut self, name: &str, value: impl Into<String>) {
        if let Some(at) = self.last.get(name) {
            self.fields[*at].1 = value.into();
        } else {
            self.last.insert(name.to_owned(), self.fields.len());
            self.fields.push((name.to_owned(), value.into()));
        }
    }

    /// Adds a field, beside others of its name.
    pub(super) fn push(&mut self, name: &str, value: &str) {
        self.last.insert(name.to_owned(), self.fields.len());
        self.fields.push((name.to_owned(), value.to_owned()));
    }

    pub(super) fn remove(&mut self, name: &str) {
        self.fields.retain(|(known, _)| known != name);
        self.note_places();
    }

    /// The keys of the lines, in their order.
    pub(super) fn keys(&self) -> Vec<String> {
        let (mut keys, mut known) = (vec![], HashSet::new());
        for (name, _) in &self.fields {
            if let Some((key, _)) = line_field(name)
                && known.insert(key)
            {
                keys.push(key.to_owned());
            }
        }
        keys
    }

    /// What a field of a line says.
    pub(super) fn of_line(&self, key: &str, field: &str) -> &str {
        self.text(&format!("{ITEMS}{key}/{field}"))
    }

    pub(super) fn set_in_line(&mut self, key: &str, field: &str, value: impl Into<String>) {
        self.set(&format!("{ITEMS}{key}/{field}"), value);
    }

    /// Whether nothing was typed into a line.
    pub(super) fn is_blank(&self, key: &str) -> bool {
        let mut own = self.fields.iter().filter(|(name, _)| {
            line_field(name).is_some_and(|(of, field)| of == key && !SILENT.contains(&field))
        });
        own.all(|(_, value)| value.trim().is_empty())
    }

    /// Adds an empty line at the end, unless there are as many as there may be.
    pub(super) fn add_line(&mut self) -> Option<String> {
        let keys = self.keys();
        if keys.len() >= LINES_MAX {
            return None;
        }
        let key = fresh(&keys);
        self.set_in_line(&key, "name", "");
        Some(key)
    }

    /// Sees to an empty line at the end, so that there is always one to type into.
    pub(super) fn end_with_blank(&mut self) {
        if !self.keys().last().is_some_and(|key| self.is_blank(key)) {
            self.add_line();
        }
    }

    pub(super) fn remove_line(&mut self, key: &str) {
        self.fields.retain(|(name, _)| line_field(name).is_none_or(|(of, _)| of != key));
        self.note_places();
    }

    /// Puts a copy of a line behind it.
    pub(super) fn copy_line(&mut self, key: &str) {
        let keys = self.keys();
        let Some(at) = keys.iter().position(|known| known == key) else { return };
        if keys.len() >= LINES_MAX {
            return;
        }
        let copy = fresh(&keys);
        let of_line = self.fields.iter().filter_map(|(name, value)| {
            let (of, field) = line_field(name)?;
            (of == key && !OWN.contains(&field))
                .then(|| (format!("{ITEMS}{copy}/{field}"), value.clone()))
        });
        let copied: Vec<_> = of_line.collect();
        self.fields.extend(copied);
        let mut order = keys;
        order.insert(at + 1, copy);
        self.order(&order);
    }

    /// Moves a line by so many places.
    pub(super) fn move_line(&mut self, key: &str, by: isize) {
        let mut order = self.keys();
        let Some(at) = order.iter().position(|known| known == key) else { return };
        let to = at.saturating_add_signed(by).min(order.len() - 1);
        let moved = order.remove(at);
        order.insert(to, moved);
        self.order(&order);
    }

    /// Puts the lines in an order.
    fn order(&mut self, keys: &[String]) {
        let place = |name: &str| {
            let (key, _) = line_field(name)?;
            keys.iter().position(|known| known == key)
        };
        // What is of no line stands before all lines; the sorting keeps the order within a line.
        self.fields.sort_by_key(|(name, _)| place(name).map_or(0, |at| at + 1));
        self.note_places();
    }

    /// The form without the lines into which nothing was typed.
    pub(super) fn without_blank_lines(&self) -> Self {
        let mut said = self.clone();
        for key in self.keys().iter().filter(|key| self.is_blank(key)) {
            said.remove_line(key);
        }
        said
    }
}

/// The key of a line and the field, of a name that is one of a line's.
pub(super) fn line_field(name: &str) -> Option<(&str, &str)> {
    name.strip_prefix(ITEMS)?.split_once('/')
}

fn fresh(keys: &[String]) -> String {
    let numbers = keys.iter().filter_map(|key| key.strip_prefix('n')?.parse::<u32>().ok());
    format!("n{}", numbers.max().unwrap_or(0).saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::Typed;

    fn names(typed: &Typed) -> String {
        let name = |key: &String| format!("{key}={}", typed.of_line(key, "name"));
        typed.keys().iter().map(name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn lines_are_added_copied_moved_and_removed() {
        let form = "/notes=x&/items/a/id=a&/items/a/name=A&/items/n4/name=B&/items/n4/quantity=2&/items/n7/tax=x&/items/n7/name=";
        let mut typed = Typed::kept(form);
        assert_eq!(names(&typed), "a=A n4=B n7=");
        assert!(typed.is_blank("n7") && !typed.is_blank("a"));
        typed.end_with_blank();
        assert_eq!(names(&typed), "a=A n4=B n7=");
        typed.copy_line("a");
        assert_eq!(names(&typed), "a=A n8=A n4=B n7=");
        assert_eq!((typed.of_line("n8", "id"), typed.of_line("a", "id")), ("", "a"));
        typed.move_line("n4", -1);
        assert_eq!(names(&typed), "a=A n4=B n8=A n7=");
        for (key, by) in [("a", -1), ("n7", 1), ("zz", 1)] {
            typed.move_line(key, by);
        }
        assert_eq!(names(&typed), "a=A n4=B n8=A n7=");
        typed.remove_line("n4");
        assert_eq!(names(&typed.without_blank_lines()), "a=A n8=A");
        assert_eq!(typed.text("/notes"), "x");
    }
}
