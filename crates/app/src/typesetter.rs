//! Templates' own Typst programs: done in processes beside this one, with bounds of their own, few at a time.
//!
//! A program may loop for ever, or want all memory that there is. It ends with its process, and keeps nobody waiting but
//! whoever wants documents of programs too: those that our own layouts set are set elsewhere.

use crate::{
    App, Error, Result,
    error::with_causes,
    fair::{FairShares, Limits},
    fonts,
};
pub use net30_documents::pdf::own::{Job, Outcome, SourceFault, Wanted};
use net30_documents::{DocumentInput, pdf::facturx};
use net30_domain::{fault::Fault, id::AccountId};
use net30_gateways::bounded::{self, Bounds, Failure};
use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// Most memory of a process, in MiB.
pub const MEMORY_MIB: u32 = 1024;
/// How long a processor may be busy with a sample, which is set when a template is saved.
const CHECK_SECONDS: u32 = 5;
/// How long a processor may be busy with a document: several times what a thousand lines take.
const SET_SECONDS: u32 = 20;
/// How much longer a process may take where the processors are busy with others.
const PATIENCE: u32 = 4;
/// Most that a process may answer.
const OUTPUT_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Most documents of all accounts that wait for a process.
const WAITING_MAX: usize = 128;
/// Most documents of one account that wait for a process.
const WAITING_EACH_MAX: usize = 16;
/// After how many seconds it is worth asking again.
const AGAIN_AFTER_SECONDS: u64 = 10;
/// How many programs are known to be right, or wrong.
const VERDICTS_MAX: usize = 64;

/// The signal that ends who was busy for too long (`SIGXCPU`).
const TOO_BUSY: i32 = 24;
/// The one by which a program ends itself when it gets no more memory (`SIGABRT`).
const ABORTED: i32 = 6;

/// The code of a fault of a template's program.
pub(crate) const CODE: &str = "template_failed";

/// A job for the program of a document's look, if it has one.
pub(crate) fn job(
    input: &DocumentInput<'_>,
    xml: Option<&[u8]>,
    wanted: Wanted,
) -> Result<Option<Job>> {
    let Some(source) = &input.look.source else { return Ok(None) };
    let attachment = xml.map(facturx::attachment);
    let job = Job::of(source, input, attachment.as_slice(), wanted);
    job.map(Some).map_err(|error| Error::Broken(error.into()))
}

/// A program's faults, at a place of a request.
pub(crate) fn faults(pointer: &str, found: &[SourceFault]) -> Error {
    let fault = |fault: &SourceFault| Fault::new(pointer, CODE, fault.to_string());
    Error::Invalid(found.iter().map(fault).collect())
}

/// What a process may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    /// To see whether a program is right.
    Check,
    /// To set a document.
    Set,
}

impl Effort {
    fn seconds(self) -> u32 {
        match self {
            Self::Check => CHECK_SECONDS,
            Self::Set => SET_SECONDS,
        }
    }
}

/// What a program is known by: the hash of all that it was checked with.
pub(crate) type Key = [u8; 32];

/// What programs need, for the whole process.
pub(crate) struct Typesetters {
    shares: FairShares<AccountId>,
    verdicts: Mutex<VecDeque<(Key, Arc<Vec<SourceFault>>)>>,
}

impl Typesetters {
    /// Those of a machine: one account keeps half of its processors busy at most.
    pub(crate) fn new(cores: usize) -> Self {
        let each = cores.div_ceil(4);
        let shares = FairShares::new(Limits {
            shares: each + 1,
            shares_each: each,
            waiting: WAITING_MAX,
            waiting_each: WAITING_EACH_MAX,
        });
        Self { shares, verdicts: Mutex::default() }
    }

    /// The faults of a program that was checked a moment ago.
    pub(crate) fn verdict(&self, key: &Key) -> Option<Arc<Vec<SourceFault>>> {
        let verdicts = self.verdicts.lock().unwrap_or_else(PoisonError::into_inner);
        let found = verdicts.iter().find(|(known, _)| known == key);
        found.map(|(_, faults)| Arc::clone(faults))
    }

    fn remember(&self, key: Key, faults: Vec<SourceFault>) {
        let mut verdicts = self.verdicts.lock().unwrap_or_else(PoisonError::into_inner);
        verdicts.retain(|(known, _)| *known != key);
        verdicts.push_back((key, Arc::new(faults)));
        if verdicts.len() > VERDICTS_MAX {
            verdicts.pop_front();
        }
    }
}

impl App {
    /// What programs need.
    pub(crate) fn typesetters(&self) -> &Typesetters {
        &self.inner.typesetters
    }
}

/// Checks a program by doing a job with it; what came of it is known by `key` for a while.
///
/// # Errors
/// Those of [`done`].
pub(crate) async fn check(app: &App, account: AccountId, job: Job, key: Key) -> Result<()> {
    let faults = match done(app, account, job, Effort::Check).await? {
        Outcome::Faults(faults) => faults,
        Outcome::Pdf(..) | Outcome::Pages(..) => vec![],
    };
    if faults == [unfinished()] {
        // That may be the machine's fault: tried again, it is tried out again.
        return Err(self::faults("/source", &faults));
    }
    app.typesetters().remember(key, faults);
    Ok(())
}

/// Does a job as soon as it is the account's turn. What a program may not take is a fault of it.
///
/// # Errors
/// [`Error::Busy`] if too many of the account's wait, or the machine is too busy to say what is wrong;
/// [`Error::Broken`] if there is no process to be had.
pub(crate) async fn done(
    app: &App,
    account: AccountId,
    job: Job,
    effort: Effort,
) -> Result<Outcome> {
    let busy = Error::Busy { what: "documents of own templates", seconds: AGAIN_AFTER_SECONDS };
    let Ok(share) = app.typesetters().shares.wait(account).await else { return Err(busy) };
    let outside = app.outside();
    let (program, fonts) = (outside.program.clone(), outside.fonts.clone());
    let work = move || {
        // The process goes on if the client gives up, and so does its share.
        let _share = share;
        done_by(program.as_deref(), fonts.as_deref(), &job, effort)
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::Broken(error.into()))?
}

/// Does a job in a process of `program`, which is this one's own.
///
/// # Errors
/// Those of [`done`].
pub(crate) fn done_by(
    program: Option<&Path>,
    fonts: Option<&Path>,
    job: &Job,
    effort: Effort,
) -> Result<Outcome> {
    let program = program.ok_or_else(|| Error::broken("nothing is known that sets templates"))?;
    let input = serde_json::to_vec(job).map_err(|error| Error::Broken(error.into()))?;
    let seconds = effort.seconds();
    let mut arguments = vec![
        "typeset".to_owned(),
        "--memory-mib".to_owned(),
        MEMORY_MIB.to_string(),
        "--cpu-seconds".to_owned(),
        seconds.to_string(),
    ];
    if let Some(folder) = fonts {
        arguments.extend(["--fonts".to_owned(), folder.display().to_string()]);
    }
    // The allocator is not to take at once what it may never need: it would count as taken.
    let environment = [
        ("RAYON_NUM_THREADS", "1"),
        ("RUST_MIN_STACK", "16777216"),
        ("MIMALLOC_ARENA_RESERVE", "65536"),
    ];
    let bounds = Bounds {
        time: Duration::from_secs((seconds * PATIENCE).into()),
        output_bytes_max: OUTPUT_BYTES_MAX,
    };
    match bounded::run(program, &arguments, &environment, input, bounds) {
        Ok(answer) => serde_json::from_slice(&answer).map_err(|error| Error::Broken(error.into())),
        Err(Failure::TookTooLong) => {
            Err(Error::Busy { what: "documents of own templates", seconds: AGAIN_AFTER_SECONDS })
        }
        Err(Failure::Broken(error)) => Err(Error::Broken(error.into())),
        Err(failure) => {
            tracing::info!(failure = with_causes(&failure), "a template's program was ended");
            Ok(Outcome::Faults(vec![limit(&failure, seconds)]))
        }
    }
}

/// What is said of a sample that was not set in time, though the processors were busy with others too.
fn unfinished() -> SourceFault {
    let seconds = CHECK_SECONDS * PATIENCE;
    let message = format!("it does not end: its sample was not set within {seconds} seconds");
    let hint = "where the server is very busy, trying again may help";
    SourceFault { place: None, message, hints: vec![hint.to_owned()] }
}

/// What a program took that it may not have.
fn limit(failure: &Failure, seconds: u32) -> SourceFault {
    let message = match failure {
        Failure::Signalled(TOO_BUSY) => {
            format!("it does not end: it was stopped after {seconds} seconds")
        }
        Failure::Signalled(ABORTED) => {
            format!(
                "it takes more than the {MEMORY_MIB} MiB of memory that it may, or calls itself without end"
            )
        }
        Failure::SaidTooMuch => "its document is larger than 48 MiB".to_owned(),
        _ => "Typst broke on it".to_owned(),
    };
    SourceFault { place: None, message, hints: vec![] }
}

/// Does a job in this process, which was started for it: from the JSON of one to the JSON of its outcome.
///
/// # Errors
/// If it cannot be read.
pub fn typeset(job: &[u8], fonts: Option<&Path>) -> std::result::Result<Vec<u8>, String> {
    let words = |error: serde_json::Error| error.to_string();
    let job: Job = serde_json::from_slice(job).map_err(words)?;
    let outcome = fonts::renderer(fonts).set_own(&job).map_err(|error| error.to_string())?;
    serde_json::to_vec(&outcome).map_err(words)
}

/// Where this program itself is, to be started again.
#[must_use]
pub fn this_program() -> Option<PathBuf> {
    // An upgrade may have put another one in its place.
    if cfg!(target_os = "linux") {
        return Some(PathBuf::from("/proc/self/exe"));
    }
    std::env::current_exe().ok()
}
