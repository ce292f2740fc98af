//! How many files this process may have open, connections included.

use rustix::process::{Resource, getrlimit, setrlimit};

/// Files that are no connections: the database's, those of outgoing calls, and some in reserve.
const RESERVED: u64 = 200;
/// What is assumed if the system knows no limit.
const PLENTY: u64 = 1 << 20;

/// Raises the limit as far as the system lets us, and says how many connections it leaves room for.
///
/// Distributions start programs with 1,024, which is little for a server, and let them take more.
pub(crate) fn connections_max() -> usize {
    let mut limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.unwrap_or(PLENTY).min(PLENTY);
    if limit.current.is_some_and(|current| current < wanted) {
        let raised = rustix::process::Rlimit { current: Some(wanted), ..limit };
        match setrlimit(Resource::Nofile, raised) {
            Ok(()) => limit.current = Some(wanted),
            Err(error) => {
                tracing::warn!(%error, "the limit of open files cannot be raised");
            }
        }
    }
    let current = limit.current.unwrap_or(PLENTY);
    // With a tiny limit, half of it is kept for the rest.
    let left = current.saturating_sub(RESERVED).max(current / 2);
    usize::try_from(left).unwrap_or(usize::MAX)
}
