//! Colours, where a terminal shows them and nobody has said that they are not wanted (<https://no-color.org>).

use std::io::IsTerminal;

/// What a text is to say by its looks.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Tone {
    /// The names of columns.
    Head,
    /// Something went wrong.
    Error,
    /// Something may help.
    Hint,
}

impl Tone {
    /// The text in this tone, on a stream that shows it; else as it is.
    pub(crate) fn of(self, text: &str, stream: &impl IsTerminal) -> String {
        if !shown_on(stream) {
            return text.to_owned();
        }
        let codes = match self {
            Self::Head => "1",
            Self::Error => "1;31",
            Self::Hint => "1;36",
        };
        format!("\x1b[{codes}m{text}\x1b[0m")
    }
}

/// Whether a stream shows colours.
pub(crate) fn shown_on(stream: &impl IsTerminal) -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    stream.is_terminal() && !is_set("NO_COLOR") && !is_dumb
}
