//! `completions` and `manual`: what a shell and `man` are to know of the command line.

use crate::{
    cli::Cli,
    failure::{Failure, Result},
    output,
};
use clap::CommandFactory;
use clap_complete::Shell;
use std::path::Path;

/// Prints the script by which a shell completes what is typed.
pub(crate) fn completions(shell: Shell) -> Result<()> {
    let mut script = vec![];
    clap_complete::generate(shell, &mut Cli::command(), "net30", &mut script);
    output::write(&script)
}

/// Writes a page for `man` of each command into a folder.
pub(crate) fn pages(into: &Path) -> Result<()> {
    std::fs::create_dir_all(into)
        .and_then(|()| clap_mangen::generate_to(Cli::command(), into))
        .map_err(|error| {
            Failure::new(format!("the pages cannot be written to {}: {error}", into.display()))
        })
}
