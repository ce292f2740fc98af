//! Who may call out now: places by account and by the host that is called, fewer for hosts that fail or are slow.
//!
//! What hangs costs a place for as long as the patience lasts. So no account and no host has many of them, hosts in
//! trouble have few and share them, and the last places are for accounts that have none: a newcomer is served at once.

use super::{FairShares, Limits, Share};
use net30_domain::id::AccountId;
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// What takes longer is slow.
const SLOW: Duration = Duration::from_secs(3);
/// Hosts that are remembered to be in trouble; beyond that all are given another chance.
const HOSTS_MAX: usize = 10_000;
/// The part of the places that accounts may have of which each has one already: the rest is for newcomers.
const FURTHER: (usize, usize) = (3, 4);
/// The part of the places, of all and of an account's, that hosts in trouble may have.
const TROUBLED: (usize, usize) = (1, 2);
const TROUBLED_EACH: (usize, usize) = (1, 4);

/// How many places there are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    /// In all.
    pub(crate) places: usize,
    /// Most of an account.
    pub(crate) of_account: usize,
    /// Most at a host.
    pub(crate) of_host: usize,
}

/// How a host fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    /// It answers, slowly.
    Slow,
    /// It failed the last time.
    Fails,
}

/// The places. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Lanes {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    size: Size,
    accounts: FairShares<AccountId>,
    hosts: FairShares<String>,
    further: FairShares<()>,
    troubled: FairShares<AccountId>,
    trouble: Mutex<HashMap<String, Trouble>>,
    refused: AtomicBool,
}

/// A place, given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Lane {
    lanes: Lanes,
    host: String,
    since: Instant,
    is_well: bool,
    _shares: Shares,
}

#[derive(Debug)]
struct Shares {
    _account: Share<AccountId>,
    _host: Share<String>,
    _further: Option<Share<()>>,
    _troubled: Option<Share<AccountId>>,
}

impl Lanes {
    pub(crate) fn new(size: Size) -> Self {
        let limits =
            |shares, shares_each| Limits { shares, shares_each, waiting: 0, waiting_each: 0 };
        let further = part(size.places, FURTHER);
        let (troubled, each) = (part(size.places, TROUBLED), part(size.of_account, TROUBLED_EACH));
        Self {
            inner: Arc::new(Inner {
                size,
                accounts: FairShares::new(limits(size.places, size.of_account)),
                hosts: FairShares::new(limits(size.places, size.of_host)),
                further: FairShares::new(limits(further, further)),
                troubled: FairShares::new(limits(troubled, each)),
                trouble: Mutex::default(),
                refused: AtomicBool::new(false),
            }),
        }
    }

    /// A place for a call of an account to a host, if there is one now.
    pub(crate) fn take(&self, account: AccountId, host: &str) -> Option<Lane> {
        let lane = self.find(account, host);
        if lane.is_none() {
            self.inner.refused.store(true, Ordering::Relaxed);
        }
        lane
    }

    fn find(&self, account: AccountId, host: &str) -> Option<Lane> {
        let inner = &self.inner;
        let host = host.to_owned();
        let trouble =
            inner.trouble.lock().unwrap_or_else(PoisonError::into_inner).get(&host).copied();
        let at_host = match trouble {
            None => inner.size.of_host,
            Some(Trouble::Slow) => part(inner.size.of_host, TROUBLED_EACH),
            Some(Trouble::Fails) => 1,
        };
        if inner.hosts.taken_by(&host) >= at_host {
            return None;
        }
        let troubled = match trouble {
            None => None,
            Some(_) => Some(inner.troubled.try_take(&account)?),
        };
        let further = match inner.accounts.taken_by(&account) {
            0 => None,
            _ => Some(inner.further.try_take(&())?),
        };
        let shares = Shares {
            _account: inner.accounts.try_take(&account)?,
            _host: inner.hosts.try_take(&host)?,
            _further: further,
            _troubled: troubled,
        };
        Some(Lane {
            lanes: self.clone(),
            host,
            since: Instant::now(),
            is_well: true,
            _shares: shares,
        })
    }

    /// Whether an account has all the places that it may have.
    pub(crate) fn has_all(&self, account: AccountId) -> bool {
        let has_all = self.inner.accounts.taken_by(&account) >= self.inner.size.of_account;
        if has_all {
            self.inner.refused.store(true, Ordering::Relaxed);
        }
        has_all
    }

    /// Whether somebody has found no place since this was asked last.
    pub(crate) fn somebody_was_refused(&self) -> bool {
        self.inner.refused.swap(false, Ordering::Relaxed)
    }
}

impl Lane {
    /// Begins a call.
    pub(crate) fn begin(&mut self) {
        self.since = Instant::now();
    }

    /// Notes how a call went.
    pub(crate) fn went(&mut self, well: bool) {
        let took = self.since.elapsed();
        let trouble = match (well, took > SLOW) {
            (true, false) => None,
            (true, true) => Some(Trouble::Slow),
            (false, _) => Some(Trouble::Fails),
        };
        let mut known = self.lanes.inner.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        match trouble {
            None => {
                known.remove(&self.host);
            }
            Some(trouble) => {
                if known.len() >= HOSTS_MAX {
                    known.clear();
                }
                known.insert(self.host.clone(), trouble);
            }
        }
        self.is_well &= trouble.is_none();
    }

    /// Whether all calls in this place went well, and quickly.
    pub(crate) fn is_well(&self) -> bool {
        self.is_well
    }
}

/// A part of a number, at least 1.
fn part(of: usize, (numerator, denominator): (usize, usize)) -> usize {
    (of * numerator / denominator).max(1)
}

#[cfg(test)]
mod tests {
    use super::{Lane, Lanes, Size};
    use net30_domain::id::AccountId;
    use uuid::Uuid;

    fn account(number: u128) -> AccountId {
        AccountId(Uuid::from_u128(number))
    }

    /// As many places as an account gets at different hosts.
    fn all_of(lanes: &Lanes, number: u128) -> Vec<Lane> {
        (0..1000)
            .map_while(|host| lanes.take(account(number), &format!("{number}-{host}")))
            .collect()
    }

    const SIZE: Size = Size { places: 16, of_account: 8, of_host: 4 };

    #[test]
    fn nobody_has_all_places_and_the_last_are_for_newcomers() {
        let lanes = Lanes::new(SIZE);
        let one = all_of(&lanes, 1);
        assert_eq!(one.len(), 8);
        let two = all_of(&lanes, 2);
        assert_eq!(
            two.len(),
            6,
            "its first, and of the others those that are not kept for newcomers"
        );
        assert!(lanes.somebody_was_refused() && !lanes.somebody_was_refused());
        let new: Vec<Lane> = (3..9).map_while(|number| lanes.take(account(number), "h")).collect();
        assert_eq!(new.len(), 2);
        drop(one);
        assert!(lanes.take(account(9), "other").is_some());
    }

    #[test]
    fn a_host_has_few_places_and_fewer_after_failures() {
        let lanes = Lanes::new(SIZE);
        let at_host = |lanes: &Lanes| {
            (1..9).map_while(|number| lanes.take(account(number), "h")).collect::<Vec<Lane>>()
        };
        let mut first = at_host(&lanes);
        assert_eq!(first.len(), 4);
        first[0].went(false);
        assert!(!first[0].is_well());
        drop(first);
        let mut again = at_host(&lanes);
        assert_eq!(again.len(), 1);
        again[0].went(true);
        assert!(again[0].is_well());
        drop(again);
        assert_eq!(at_host(&lanes).len(), 4);
    }

    #[test]
    fn an_account_whose_hosts_fail_keeps_places_for_those_that_do_not() {
        let lanes = Lanes::new(SIZE);
        for mut lane in all_of(&lanes, 1) {
            lane.went(false);
        }
        let failing: Vec<Lane> =
            (0..8).filter_map(|host| lanes.take(account(1), &format!("1-{host}"))).collect();
        assert_eq!(failing.len(), 2);
        assert!(lanes.take(account(1), "healthy").is_some());
    }
}
