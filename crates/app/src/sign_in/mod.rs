//! How a person proves who they are. Each way is a file; all end in a session.

pub mod password;

use crate::fair::{FairShares, Limits};

/// How many passwords are hashed at a time: each takes 19 MiB, and a core for a moment.
const AT_ONCE: usize = 2;
/// How many may wait to be hashed.
const WAITING_MAX: usize = 64;

/// The turns to hash a password.
pub(crate) struct Hashing(FairShares<()>);

impl Default for Hashing {
    fn default() -> Self {
        Self(FairShares::new(Limits {
            shares: AT_ONCE,
            shares_each: AT_ONCE,
            waiting: WAITING_MAX,
            waiting_each: WAITING_MAX,
        }))
    }
}
