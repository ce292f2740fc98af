//! `typeset`: one document by a template's own program, in a process that was started for it.
//!
//! Who wrote the program is not trusted: the process takes its bounds itself, before it reads anything, and none of them
//! can be raised again.

use crate::cli::TypesetOptions;
use net30_app::typesetter;
use rustix::process::{Resource, Rlimit, nice, setrlimit};
use std::{
    io::{self, Read as _, Write as _},
    path::Path,
    process::ExitCode,
};

/// How much more patient it is than those that requests wait for.
const NICENESS: i32 = 5;
/// Files that it may have open at a time: fonts, one after the other.
const OPEN_FILES_MAX: u64 = 32;

/// Does the job that stands on standard input, and writes what came of it to standard output.
pub(crate) fn run(options: &TypesetOptions, fonts: Option<&Path>) -> ExitCode {
    match bounded(options).and_then(|()| done(fonts)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn bounded(options: &TypesetOptions) -> io::Result<()> {
    let limit = |resource, most: u64| {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })
    };
    limit(Resource::As, u64::from(options.memory_mib) * 1024 * 1024)?;
    // Above it the kernel ends the process at once; at it, by a signal that says why.
    let seconds = u64::from(options.cpu_seconds);
    setrlimit(Resource::Cpu, Rlimit { current: Some(seconds), maximum: Some(seconds + 1) })?;
    limit(Resource::Core, 0)?;
    // It writes to a pipe, and to no file.
    limit(Resource::Fsize, 0)?;
    limit(Resource::Nofile, OPEN_FILES_MAX)?;
    // Where that is not allowed, it takes its share as others do.
    let _ = nice(NICENESS);
    #[cfg(target_os = "linux")]
    rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL))?;
    Ok(())
}

fn done(fonts: Option<&Path>) -> io::Result<()> {
    let mut job = Vec::new();
    io::stdin().lock().read_to_end(&mut job)?;
    let outcome = typesetter::typeset(&job, fonts).map_err(io::Error::other)?;
    io::stdout().lock().write_all(&outcome)
}
