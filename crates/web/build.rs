//! Makes a method of each message of `i18n/en.ftl`, which `src/app/texts.rs` includes: a template that names a message that
//! English does not have, or leaves out one of its variables, does not compile.

#[path = "../words/messages.rs"]
mod messages;

use messages::messages;
use std::{env, error::Error, fmt::Write as _, fs, path::Path};

/// The variable that chooses a plural form.
const COUNT: &str = "count";

fn main() -> Result<(), Box<dyn Error>> {
    let english = "i18n/en.ftl";
    println!("cargo::rerun-if-changed=i18n");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../words/messages.rs");
    let catalogue = fs::read_to_string(english)?;
    let mut methods = String::from(
        "#[expect(clippy::doc_markdown, reason = \"messages are for people\")]\nimpl Texts {\n",
    );
    for message in messages(&catalogue) {
        let name = message.key.replace('-', "_");
        let parameter = |name: &&str| match *name {
            COUNT => format!("{name}: i64"),
            _ => format!("{name}: &str"),
        };
        let parameters: Vec<String> = message.variables.iter().map(parameter).collect();
        let arguments: Vec<String> =
            message.variables.iter().map(|name| format!("({name:?}, {name}.into())")).collect();
        writeln!(methods, "    #[doc = {:?}]\n    #[must_use]", message.text)?;
        let parameters = parameters.join(", ");
        writeln!(methods, "    pub(crate) fn {name}(self, {parameters}) -> String {{")?;
        writeln!(
            methods,
            "        self.said({:?}, &[{}])\n    }}",
            message.key,
            arguments.join(", ")
        )?;
    }
    methods.push_str("}\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("texts.rs"), methods)?;
    Ok(())
}
