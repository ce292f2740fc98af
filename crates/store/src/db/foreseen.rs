//! Which numbers those will draw who wait for their turn to write.
//!
//! A document's number is part of its row, of its events and of the hash of what it says, and it is drawn in the document's
//! turn, while everybody else waits. But turns come in the order in which they were waited for: with a place among those who
//! wait, how many of them draw from a series before is known, and so is the number. What is made of it is made before the
//! turn. The draw itself says whether the number came true: somebody of whom nobody knew may have drawn one, or one before
//! may have given up. Then it is all done once more, in the turn. That holds up others for longer than if nothing had been
//! foreseen, and all who wait behind have it wrong as well: so after such a draw nothing is foreseen of the series for a
//! while, each time for longer.

use super::pending::SeriesKey;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Most series that are remembered, but for those that somebody waits for.
const SERIES_MAX: usize = 10_000;
/// For how many draws nothing is foreseen after one that was foreseen wrongly: the first time, and at most.
const DOUBT_MIN: u32 = 64;
const DOUBT_MAX: u32 = 4_096;

/// How far series are drawn, and how many wait who will draw from them.
#[derive(Default)]
pub(super) struct Foreseen {
    series: Mutex<HashMap<SeriesKey, Ahead>>,
}

#[derive(Default)]
struct Ahead {
    /// What is drawn next, by the last draw that was released for commit.
    next: i64,
    /// How many were told what they will draw, and have neither ended nor given up.
    waiting: i64,
    /// For how many draws nothing is foreseen.
    doubted_for: u32,
    /// For how many nothing was foreseen the last time, less those that came true since.
    doubt: u32,
}

impl Foreseen {
    /// Takes a place among those who wait, by `wait`, and tells what will be drawn from a series there; `None`, and no place,
    /// where it is not known how far the series is drawn, or who draws from it.
    pub(super) fn foresee<T>(
        self: &Arc<Self>,
        key: &SeriesKey,
        wait: impl FnOnce() -> T,
    ) -> Option<(i64, Foresight, T)> {
        let mut series = self.lock();
        let ahead = series.get_mut(key).filter(|ahead| ahead.doubted_for == 0)?;
        // While nobody else can: the order of the places is that of the numbers.
        let place = wait();
        let number = ahead.next + ahead.waiting;
        ahead.waiting += 1;
        Some((number, Foresight { of: self.clone(), key: Some(key.clone()) }, place))
    }

    /// Notes what a transaction has drawn that will be committed, and that it no longer waits.
    pub(super) fn note(&self, drawn: Vec<(SeriesKey, i64)>, waited: Option<Foresight>) {
        if drawn.is_empty() && waited.is_none() {
            return;
        }
        let mut series = self.lock();
        if let Some(key) = waited.and_then(|mut waited| waited.key.take()) {
            left(&mut series, &key);
        }
        for (key, number) in drawn {
            let known = series.len();
            let ahead = series.entry(key).or_default();
            ahead.next = number + 1;
            ahead.doubt =
                if ahead.doubted_for == 0 { ahead.doubt.saturating_sub(1) } else { ahead.doubt };
            ahead.doubted_for = ahead.doubted_for.saturating_sub(1);
            if series.len() > known.max(SERIES_MAX) {
                series.retain(|_, ahead| ahead.waiting > 0);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<SeriesKey, Ahead>> {
        self.series.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn left(series: &mut HashMap<SeriesKey, Ahead>, key: &SeriesKey) {
    if let Some(ahead) = series.get_mut(key) {
        ahead.waiting -= 1;
    }
}

/// That somebody waits who was told what it will draw; dropped if it gives up.
pub(super) struct Foresight {
    of: Arc<Foreseen>,
    /// None once it has ended.
    key: Option<SeriesKey>,
}

impl Foresight {
    /// Notes that another number was drawn.
    pub(super) fn doubt(&self) {
        let mut series = self.of.lock();
        let ahead = self.key.as_ref().and_then(|key| series.get_mut(key));
        // All who wait behind it have it wrong for the same reason.
        if let Some(ahead) = ahead.filter(|ahead| ahead.doubted_for == 0) {
            ahead.doubt = (ahead.doubt * 2).clamp(DOUBT_MIN, DOUBT_MAX);
            ahead.doubted_for = ahead.doubt;
        }
    }
}

impl Drop for Foresight {
    fn drop(&mut self) {
        if let Some(key) = self.key.take() {
            left(&mut self.of.lock(), &key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Foreseen, SeriesKey};
    use net30_domain::id::AccountId;
    use std::sync::Arc;
    use uuid::Uuid;

    fn key(series: &str) -> SeriesKey {
        (AccountId(Uuid::nil()), 0, series.to_owned())
    }

    #[test]
    fn numbers_follow_one_another_in_the_order_of_the_places() {
        let foreseen = Arc::new(Foreseen::default());
        let mut places = 0;
        let mut foresee = |series: &str| {
            foreseen.foresee(&key(series), || {
                places += 1;
                places
            })
        };
        assert!(foresee("a").is_none(), "nothing is known of it");
        foreseen.note(vec![(key("a"), 4), (key("b"), 70)], None);
        let (first, is_first, place) = foresee("a").unwrap();
        assert_eq!((first, place), (5, 1));
        let (second, gives_up, place) = foresee("a").unwrap();
        assert_eq!((second, place), (6, 2));
        assert_eq!(foresee("b").unwrap().0, 71);
        // Who gives up draws nothing: who comes after draws what it would have.
        drop(gives_up);
        let (third, waits, _) = foresee("a").unwrap();
        assert_eq!(third, 6);
        foreseen.note(vec![(key("a"), 5)], Some(is_first));
        assert_eq!(foresee("a").unwrap().0, 7);
        // Somebody else drew one in between.
        foreseen.note(vec![(key("a"), 6)], None);
        foreseen.note(vec![(key("a"), 7)], Some(waits));
        assert_eq!(foresee("a").unwrap().0, 8);
    }

    #[test]
    fn only_so_many_series_are_remembered_and_those_that_are_waited_for() {
        let foreseen = Arc::new(Foreseen::default());
        foreseen.note(vec![(key("kept"), 1)], None);
        let (_, waits, ()) = foreseen.foresee(&key("kept"), || ()).unwrap();
        for series in 0..25_000 {
            foreseen.note(vec![(key(&series.to_string()), 1)], None);
        }
        assert!(foreseen.lock().len() <= super::SERIES_MAX + 1);
        assert_eq!(foreseen.foresee(&key("kept"), || ()).unwrap().0, 3);
        drop(waits);
    }

    #[test]
    fn what_was_foreseen_wrongly_is_not_foreseen_for_a_while_each_time_longer() {
        let foreseen = Arc::new(Foreseen::default());
        let foresee = || {
            foreseen.foresee(&key("a"), || ()).map(|(number, foresight, ())| (number, foresight))
        };
        let mut next = 1;
        let mut draw = |waited| {
            foreseen.note(vec![(key("a"), next)], waited);
            next += 1;
        };
        draw(None);
        for times in [1, 2, 4] {
            let (_, wrong) = foresee().unwrap();
            let (_, wrong_as_well) = foresee().unwrap();
            wrong.doubt();
            draw(Some(wrong));
            wrong_as_well.doubt();
            draw(Some(wrong_as_well));
            for _ in 2..times * super::DOUBT_MIN {
                assert!(foresee().is_none());
                draw(None);
            }
            assert!(foresee().is_some());
        }
        // What comes true for long is trusted as before.
        for _ in 0..4 * super::DOUBT_MIN {
            let (_, right) = foresee().unwrap();
            draw(Some(right));
        }
        let (_, wrong) = foresee().unwrap();
        wrong.doubt();
        draw(Some(wrong));
        for _ in 1..super::DOUBT_MIN {
            draw(None);
        }
        assert!(foresee().is_some());
    }
}
