//! How far long work is, as a bar on the terminal. Where standard error is no terminal, and with `--json`, nothing is drawn.

use crate::settings::Settings;
use indicatif::{ProgressBar, ProgressStyle};
use net30_app::{Progress, progress};
use std::{
    io::IsTerminal as _,
    sync::{Arc, Mutex, PoisonError},
};

type Shared = Arc<Mutex<Option<(&'static str, ProgressBar)>>>;

/// A bar that is drawn for as long as this is kept.
pub(crate) struct Watch(Shared);

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some((_, bar)) = locked(&self.0).take() {
            bar.finish_and_clear();
        }
    }
}

fn locked(shared: &Shared) -> std::sync::MutexGuard<'_, Option<(&'static str, ProgressBar)>> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Draws how far the work is that the process does from here on.
pub(crate) fn watch(settings: &Settings) -> Watch {
    let shared = Shared::default();
    if !settings.json && std::io::stderr().is_terminal() {
        let drawn = Arc::clone(&shared);
        progress::listen(move |progress| draw(&mut locked(&drawn), progress));
    }
    Watch(shared)
}

fn draw(shown: &mut Option<(&'static str, ProgressBar)>, Progress { what, done, of }: Progress) {
    // Something else is counted now.
    if shown.as_ref().is_some_and(|(known, _)| *known != what) {
        shown.take().into_iter().for_each(|(_, bar)| bar.finish_and_clear());
    }
    let (_, bar) = shown.get_or_insert_with(|| (what, bar(what, of)));
    if let Some(of) = of {
        bar.set_length(of);
    }
    bar.set_position(done);
    if of.is_none() {
        bar.tick();
    }
}

fn bar(what: &'static str, of: Option<u64>) -> ProgressBar {
    let (bar, template) = match of {
        Some(of) => (ProgressBar::new(of), "{bar:32} {human_pos} of {human_len} {msg}, {eta} left"),
        None => (ProgressBar::new_spinner(), "{spinner} {human_pos} {msg}, {elapsed}"),
    };
    let style = ProgressStyle::with_template(template).expect("the template is good");
    bar.with_style(style.progress_chars("=> ")).with_message(what)
}
