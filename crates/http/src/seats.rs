//! Seats for connections: so many in all, and so many for one address.

use crate::limit::network_of;
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

/// The connections that are open, by where they come from.
#[derive(Debug)]
pub(crate) struct Seats {
    per_address_max: usize,
    taken: Mutex<HashMap<IpAddr, usize>>,
}

/// A connection's seat, free again when it is dropped.
#[derive(Debug)]
pub(crate) struct Seat {
    seats: Arc<Seats>,
    network: IpAddr,
}

impl Seats {
    /// No more than so many connections for an address (of IPv6: for a /64); 0 is no limit.
    pub(crate) fn new(per_address_max: usize) -> Arc<Self> {
        Arc::new(Self { per_address_max, taken: Mutex::default() })
    }

    /// A seat for a connection from an address; `None` if the address has all that it may have.
    pub(crate) fn take(self: &Arc<Self>, address: IpAddr) -> Option<Seat> {
        let network = network_of(address);
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(network).or_default();
        if self.per_address_max != 0 && *count >= self.per_address_max {
            return None;
        }
        *count += 1;
        Some(Seat { seats: Arc::clone(self), network })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.network) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Seats;

    #[test]
    fn an_address_has_its_share_and_gets_it_back() {
        let seats = Seats::new(2);
        let take = |address: &str| seats.take(address.parse().unwrap());
        let first = take("192.0.2.1").unwrap();
        let _second = take("::ffff:192.0.2.1").unwrap();
        assert!(take("192.0.2.1").is_none());
        assert!(take("192.0.2.2").is_some());
        drop(first);
        assert!(take("192.0.2.1").is_some());
        assert_eq!(seats.taken.lock().unwrap().len(), 1);
    }

    #[test]
    fn no_share_is_no_limit() {
        let seats = Seats::new(0);
        let taken: Vec<_> = (0..100).map(|_| seats.take("192.0.2.1".parse().unwrap())).collect();
        assert!(taken.iter().all(Option::is_some));
    }
}
