//! Limits how often a key may ask, how often an address may try keys that do not exist, and how often people may try to
//! prove who they are.

use crate::{
    HttpConfig,
    problem::{Problem, Result},
};
use axum::http::StatusCode;
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    state::keyed::DashMapStateStore,
};
use net30_domain::id::KeyId;
use sha2::{Digest as _, Sha256};
use std::{hash::Hash, net::IpAddr, num::NonZeroU32, time::Duration};

/// Wrong keys that one address may try a second, and at once.
const FAILURES_PER_SECOND: u32 = 50;
const FAILURES_BURST: u32 = 1000;

/// Attempts to sign in, or to use a link, that one address may make at once, and how often one more.
const ATTEMPTS_BURST: u32 = 30;
const ATTEMPT_EVERY: Duration = Duration::from_secs(4);
/// Attempts to sign in with one e-mail address, wherever they come from.
const ATTEMPTS_EACH_BURST: u32 = 10;
const ATTEMPT_EACH_EVERY: Duration = Duration::from_secs(20);

type Keyed<K> = RateLimiter<K, DashMapStateStore<K>, DefaultClock>;

/// The limiters of one server.
pub(crate) struct Limits {
    clock: DefaultClock,
    keys: Option<Keyed<KeyId>>,
    failures: Option<Keyed<IpAddr>>,
    attempts: Keyed<IpAddr>,
    /// By the hash of the e-mail address: it may be of any length.
    attempts_each: Keyed<[u8; 32]>,
}

impl Limits {
    /// Limiters as configured; a rate of 0 means none.
    pub(crate) fn new(config: &HttpConfig) -> Self {
        Self {
            clock: DefaultClock::default(),
            keys: limiter(config.rate_limit_per_second, config.rate_limit_burst),
            failures: limiter(FAILURES_PER_SECOND, FAILURES_BURST),
            attempts: slow_limiter(ATTEMPT_EVERY, ATTEMPTS_BURST),
            attempts_each: slow_limiter(ATTEMPT_EACH_EVERY, ATTEMPTS_EACH_BURST),
        }
    }

    /// Counts a request of a key.
    pub(crate) fn check_key(&self, key_id: KeyId) -> Result<()> {
        self.check(self.keys.as_ref(), &key_id, "this API key sends too many requests")
    }

    /// Counts a wrong key from an address. Good keys from the same address are not held up by it.
    pub(crate) fn check_failure(&self, address: Option<IpAddr>) -> Result<()> {
        let Some(address) = address else { return Ok(()) };
        let detail = "too many wrong API keys from this address";
        self.check(self.failures.as_ref(), &network_of(address), detail)
    }

    /// Counts an attempt to prove who one is: from an address, and with an e-mail address if it names one. Both count,
    /// whether it is right or wrong, so that nobody learns from being held up.
    pub(crate) fn check_attempt(&self, address: Option<IpAddr>, email: Option<&str>) -> Result<()> {
        let detail = "too many attempts; wait a moment";
        if let Some(address) = address {
            self.check(Some(&self.attempts), &network_of(address), detail)?;
        }
        let Some(email) = email else { return Ok(()) };
        let email: [u8; 32] = Sha256::digest(email.trim().to_lowercase().as_bytes()).into();
        self.check(Some(&self.attempts_each), &email, detail)
    }

    /// Forgets those that have not asked for a while; otherwise the tables only grow.
    pub(crate) fn forget_idle(&self) {
        if let Some(keys) = &self.keys {
            keys.retain_recent();
            keys.shrink_to_fit();
        }
        for addresses in self.failures.iter().chain([&self.attempts]) {
            addresses.retain_recent();
            addresses.shrink_to_fit();
        }
        self.attempts_each.retain_recent();
        self.attempts_each.shrink_to_fit();
    }

    fn check<K: Clone + Hash + Eq>(
        &self,
        limiter: Option<&Keyed<K>>,
        key: &K,
        detail: &str,
    ) -> Result<()> {
        let Some(limiter) = limiter else { return Ok(()) };
        limiter.check_key(key).map_err(|not_until| {
            let wait = not_until.wait_time_from(self.clock.now());
            Problem::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", detail)
                .retry_after(wait.as_secs() + 1)
        })
    }
}

fn limiter<K: Clone + Hash + Eq>(per_second: u32, burst: u32) -> Option<Keyed<K>> {
    let per_second = NonZeroU32::new(per_second)?;
    let burst = NonZeroU32::new(burst).unwrap_or(per_second);
    Some(RateLimiter::dashmap(Quota::per_second(per_second).allow_burst(burst)))
}

fn slow_limiter<K: Clone + Hash + Eq>(every: Duration, burst: u32) -> Keyed<K> {
    let quota = Quota::with_period(every).expect("the periods of this file are not zero");
    let burst = NonZeroU32::new(burst).expect("the bursts of this file are not zero");
    RateLimiter::dashmap(quota.allow_burst(burst))
}

/// One address of IPv4; of IPv6 the /64 that one subscriber has.
pub(crate) fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn limits(rate_limit_per_second: u32, rate_limit_burst: u32) -> Limits {
        let config =
            HttpConfig { rate_limit_per_second, rate_limit_burst, ..HttpConfig::default() };
        Limits::new(&config)
    }

    #[test]
    fn a_key_that_asks_too_often_waits_and_another_does_not() {
        let limits = limits(1, 2);
        let (busy, other) = (KeyId(Uuid::nil()), KeyId(Uuid::max()));
        assert!(limits.check_key(busy).is_ok() && limits.check_key(busy).is_ok());
        let problem = limits.check_key(busy).unwrap_err();
        assert_eq!(problem.status, 429);
        assert_eq!(problem.headers[0].1, "1");
        assert!(limits.check_key(other).is_ok());
    }

    #[test]
    fn attempts_are_counted_by_address_and_by_name() {
        let limits = limits(0, 0);
        let from = |last: u8| Some(IpAddr::from([198, 51, 100, last]));
        let tries = |last: u8, email| limits.check_attempt(from(last), Some(email)).is_ok();
        let others = (0..ATTEMPTS_EACH_BURST).filter(|_| tries(1, "anna@example.com")).count();
        assert_eq!(others, 10);
        assert!(!tries(2, " Anna@Example.com"), "from elsewhere, and written in another way");
        assert!(tries(2, "bert@example.com"));
        let left = (0..100).filter(|_| limits.check_attempt(from(1), None).is_ok()).count();
        assert_eq!(left, 20, "of thirty");
        assert!(limits.check_attempt(from(3), None).is_ok());
    }

    #[test]
    fn a_rate_of_zero_is_no_limit() {
        let limits = limits(0, 0);
        assert!((0..10_000).all(|_| limits.check_key(KeyId(Uuid::nil())).is_ok()));
    }

    #[test]
    fn addresses_of_one_subscriber_count_together() {
        let network = |text: &str| network_of(text.parse().unwrap());
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
    }
}
