//! Makes the list of all messages from `i18n/en.ftl`, which `src/keys.rs` makes types of: a message that English does
//! not have, or a variable that is not given to it, does not compile.

mod messages;

use messages::{Message, messages};
use std::{env, error::Error, fmt::Write as _, fs, path::Path};

/// What messages of units begin with.
const UNIT: &str = "unit-";
/// The variable that chooses a plural form.
const COUNT: &str = "count";

fn main() -> Result<(), Box<dyn Error>> {
    let english = "i18n/en.ftl";
    println!("cargo::rerun-if-changed={english}");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=messages.rs");
    let catalogue = fs::read_to_string(english)?;
    let messages = messages(&catalogue);
    let (units, others): (Vec<_>, Vec<_>) =
        messages.iter().partition(|message| message.key.starts_with(UNIT));
    let (words, phrases): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|message| message.variables.is_empty());
    let mut keys = String::new();
    list(&mut keys, "words", &words, |message| camel(message.key))?;
    list(&mut keys, "units", &units, |message| camel(&message.key[UNIT.len()..]))?;
    list(&mut keys, "phrases", &phrases, |message| {
        let field = |name: &&str| {
            let kind = if *name == COUNT { "Decimal" } else { "&'a str" };
            format!("{name}: {kind}")
        };
        let fields: Vec<String> = message.variables.iter().map(field).collect();
        format!("{} {{ {} }}", camel(message.key), fields.join(", "))
    })?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("keys.rs"), keys)?;
    Ok(())
}

/// Writes a call of the macro `name` with an entry for each message.
fn list(
    keys: &mut String,
    name: &str,
    messages: &[&Message<'_>],
    entry: impl Fn(&Message<'_>) -> String,
) -> Result<(), Box<dyn Error>> {
    writeln!(keys, "{name}! {{")?;
    for message in messages {
        writeln!(keys, "    {:?} {:?} {},", message.key, message.text, entry(message))?;
    }
    writeln!(keys, "}}")?;
    Ok(())
}

/// `due-date` as a name of Rust's: `DueDate`.
fn camel(key: &str) -> String {
    let capitalised = |part: &str| part[..1].to_ascii_uppercase() + &part[1..];
    key.split('-').map(capitalised).collect()
}
