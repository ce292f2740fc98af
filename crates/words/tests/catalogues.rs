//! What holds of every catalogue: it has all messages of English and no others, with the same variables, in its own words.

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement, VariantKey},
    parser::parse,
};
use icu_plurals::{PluralCategory, PluralRules};
use net30_domain::text::Language;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Words that English has in common with other languages.
const SAME: [&str; 26] = [
    "BIC",
    "BSB",
    "Bank",
    "Cheque",
    "Date",
    "IBAN",
    "IFSC",
    "Subtotal",
    "Total",
    "{price} per {quantity}",
    "kilometre",
    "licence",
    "licences",
    "litre",
    "litres",
    "metre",
    "mile",
    "minute",
    "minutes",
    "page",
    "pages",
    "person",
    "session",
    "set",
    "sets",
    "week",
];

/// What a catalogue says.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    variables: BTreeSet<String>,
    /// The texts, with `{name}` for each variable; one for each plural form, with its category.
    forms: Vec<(Option<String>, String)>,
}

type Catalogue = BTreeMap<String, Said>;

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/i18n"))
}

fn catalogue(name: &str) -> Catalogue {
    let text = fs::read_to_string(folder().join(name).with_extension("ftl")).unwrap();
    let resource = parse(text.as_str()).unwrap_or_else(|(_, faults)| panic!("{name}: {faults:?}"));
    let messages = resource.body.iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some(message),
        Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => None,
        other => panic!("{name} has something that is no message: {other:?}"),
    });
    let mut catalogue = Catalogue::new();
    for message in messages {
        let key = message.id.name.to_owned();
        assert!(catalogue.insert(key, said(message)).is_none(), "{name}: {}", message.id.name);
    }
    catalogue
}

fn said(message: &Message<&str>) -> Said {
    let pattern = message.value.as_ref().expect("a message says something");
    assert!(message.attributes.is_empty(), "{} has attributes", message.id.name);
    let mut said = Said { variables: BTreeSet::new(), forms: vec![] };
    if let [PatternElement::Placeable { expression: Expression::Select { selector, variants } }] =
        pattern.elements.as_slice()
    {
        let InlineExpression::VariableReference { id } = selector else {
            panic!("{} chooses by something else than a variable", message.id.name)
        };
        said.variables.insert(id.name.to_owned());
        for variant in variants {
            let VariantKey::Identifier { name } = variant.key else {
                panic!("{} has a form for a figure", message.id.name)
            };
            assert_eq!(variant.default, name == "other", "{}", message.id.name);
            let text = text(&variant.value, &mut said.variables);
            said.forms.push((Some(name.to_owned()), text));
        }
    } else {
        let text = text(pattern, &mut said.variables);
        said.forms.push((None, text));
    }
    said
}

fn text(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) -> String {
    let element = |element: &PatternElement<&str>| match element {
        PatternElement::TextElement { value } => (*value).to_owned(),
        PatternElement::Placeable {
            expression: Expression::Inline(InlineExpression::VariableReference { id }),
        } => {
            variables.insert(id.name.to_owned());
            format!("{{{}}}", id.name)
        }
        PatternElement::Placeable { expression } => {
            panic!("a message has texts and variables only, and not {expression:?}")
        }
    };
    pattern.elements.iter().map(element).collect()
}

/// The names of all catalogues of countries, such as `pt-BR`.
fn countries() -> Vec<String> {
    let names = fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path());
    let names = names.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned());
    let mut names: Vec<String> = names.filter(|name| name.contains('-')).collect();
    names.sort();
    names
}

fn others() -> impl Iterator<Item = &'static str> {
    Language::ALL.iter().filter(|language| **language != Language::En).map(|its| its.code())
}

#[test]
fn no_language_lacks_a_message_or_has_one_too_many() {
    let english = catalogue("en");
    assert!(english.len() > 200);
    for name in others() {
        let its = catalogue(name);
        let keys = |its: &Catalogue| its.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(keys(&its), keys(&english), "{name}");
    }
}

#[test]
fn every_message_uses_the_variables_of_english_and_no_others() {
    let english = catalogue("en");
    for name in others().map(str::to_owned).chain(countries()) {
        for (key, said) in catalogue(&name) {
            let Some(original) = english.get(&key) else { panic!("{name}: {key} is no message") };
            assert_eq!(said.variables, original.variables, "{name}: {key}");
            for (category, text) in &said.forms {
                for variable in said.variables.iter().filter(|name| *name != "count") {
                    let placeable = format!("{{{variable}}}");
                    assert!(text.contains(&placeable), "{name}: {key} {category:?}");
                }
                assert!(!text.trim().is_empty(), "{name}: {key}");
            }
        }
    }
}

#[test]
fn nothing_is_left_in_english() {
    let english = catalogue("en");
    let mut unused: BTreeSet<&str> = SAME.into_iter().collect();
    for name in others() {
        for (key, said) in catalogue(name) {
            let original: BTreeSet<_> = english[&key].forms.iter().map(|(_, text)| text).collect();
            for (_, text) in said.forms.iter().filter(|(_, text)| original.contains(text)) {
                let is_same = SAME.contains(&text.as_str());
                assert!(is_same || !has_words(text), "{name}: {key} is in English: {text}");
                unused.remove(text.as_str());
            }
        }
    }
    assert!(unused.is_empty(), "no language has these in common with English: {unused:?}");
}

/// Whether there is a letter outside of the variables.
fn has_words(text: &str) -> bool {
    let mut within = 0;
    text.chars().any(|c| {
        within += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        within == 0 && c.is_alphabetic()
    })
}

#[test]
fn a_country_has_only_what_it_says_otherwise() {
    for name in countries() {
        let usual = catalogue(&name[..2]);
        for (key, said) in catalogue(&name) {
            assert_ne!(said, usual[&key], "{name}: {key} is as elsewhere");
        }
    }
}

#[test]
fn a_choice_has_every_plural_form_of_its_language() {
    for name in Language::ALL.iter().map(|its| its.code().to_owned()).chain(countries()) {
        let locale: icu_locale_core::Locale = name.parse().unwrap();
        let rules = PluralRules::try_new_cardinal((&locale).into()).unwrap();
        let categories: BTreeSet<&str> = rules.categories().map(word).collect();
        for (key, said) in catalogue(&name) {
            let forms: Vec<&str> =
                said.forms.iter().filter_map(|(category, _)| category.as_deref()).collect();
            if !forms.is_empty() {
                assert_eq!(forms.len(), categories.len(), "{name}: {key}");
                assert_eq!(BTreeSet::from_iter(forms), categories, "{name}: {key}");
            }
            assert_eq!(said.variables.contains("count"), said.forms[0].0.is_some());
        }
    }
}

fn word(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[test]
fn no_form_is_one_of_two_units() {
    for name in Language::ALL.iter().map(|its| its.code().to_owned()).chain(countries()) {
        let mut units: BTreeMap<String, String> = BTreeMap::new();
        for (key, said) in catalogue(&name) {
            for (_, form) in said.forms.iter().filter(|_| key.starts_with("unit-")) {
                let before = units.insert(form.to_lowercase(), key.clone());
                assert!(before.is_none_or(|before| before == key), "{name}: {form}");
            }
        }
    }
}

#[test]
fn switzerland_writes_no_sharp_s() {
    let (usual, swiss) = (catalogue("de"), catalogue("de-CH"));
    for (key, said) in usual {
        let said = swiss.get(&key).unwrap_or(&said);
        assert!(said.forms.iter().all(|(_, text)| !text.contains('ß')), "{key}: {said:?}");
    }
}

#[test]
fn every_catalogue_ends_its_lines_plainly() {
    for name in Language::ALL.iter().map(|its| its.code().to_owned()).chain(countries()) {
        let text = fs::read_to_string(folder().join(&name).with_extension("ftl")).unwrap();
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{name}");
        for line in text.lines() {
            assert_eq!(line.trim_end(), line, "{name}: {line:?}");
            assert!(!line.contains("  ") || line.starts_with(' '), "{name}: {line:?}");
        }
    }
}
