//! When what failed is tried again: after pauses that grow, and that vary where many things may fail together.

use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

/// How often a job is tried before it is given up: with the usual pauses, over three days.
pub(crate) const JOB_TRIES_MAX: i32 = 20;
/// How many times longer than the first pause the longest is: six hours after one minute.
const LONGEST_PAUSE: u32 = 360;
/// The longest pause, if the first is a minute.
const LONGEST: SignedDuration = SignedDuration::from_hours(6);

/// When a job that has failed `tries` times is tried again; none if it is given up. Pauses vary by a fifth.
pub(crate) fn of_job(now: Timestamp, tries: i32, first: Duration) -> Option<Timestamp> {
    if tries >= JOB_TRIES_MAX {
        return None;
    }
    let pause = first.saturating_mul(doubled(tries));
    Some(after(now, varied(pause, rand::random_range(800..=1200))))
}

/// When a part of background work that has failed `failures` times, from 1, is tried again: after a minute at first.
pub(crate) fn of_part(now: Timestamp, failures: i32) -> Timestamp {
    after(now, SignedDuration::from_mins(doubled(failures).into()))
}

/// When a call is made again after `pause`, which varies by a tenth.
pub(crate) fn of_call(now: Timestamp, pause: Duration) -> Timestamp {
    after(now, varied(pause, rand::random_range(900..=1100)))
}

/// How many times the first pause is waited: each pause is twice the one before, up to the longest.
fn doubled(failures: i32) -> u32 {
    2_u32.saturating_pow(u32::try_from(failures - 1).unwrap_or(0)).min(LONGEST_PAUSE)
}

/// A pause that is made longer or shorter, so that what failed together does not come back together.
fn varied(pause: Duration, per_mille: u32) -> SignedDuration {
    SignedDuration::try_from(pause.saturating_mul(per_mille) / 1000).unwrap_or(LONGEST)
}

fn after(now: Timestamp, pause: SignedDuration) -> Timestamp {
    now.checked_add(pause).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::{JOB_TRIES_MAX, of_call, of_job, of_part, varied};
    use jiff::{SignedDuration, Timestamp};
    use std::time::Duration;

    fn begin() -> Timestamp {
        "2026-03-05T09:30:00Z".parse().unwrap()
    }

    #[test]
    fn tries_become_rarer_over_three_days() {
        let minute = Duration::from_mins(1);
        let mut now = begin();
        for tries in 1..JOB_TRIES_MAX {
            let next = of_job(now, tries, minute).unwrap();
            let pause = next.duration_since(now);
            assert!(pause >= SignedDuration::from_secs(48), "{tries}: {pause}");
            assert!(pause <= SignedDuration::from_secs(6 * 3600 * 6 / 5), "{tries}: {pause}");
            now = next;
        }
        let whole = now.duration_since(begin()).as_hours();
        assert!((55..90).contains(&whole), "{whole} hours");
        assert_eq!(of_job(now, JOB_TRIES_MAX, minute), None);
        assert_eq!(of_job(now, 1, Duration::ZERO), Some(now));
    }

    #[test]
    fn pauses_double_up_to_six_hours() {
        let pauses = [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360];
        for (failures, minutes) in (1..).zip(pauses) {
            assert_eq!(of_part(begin(), failures), begin() + SignedDuration::from_mins(minutes));
        }
        let longest = begin() + SignedDuration::from_mins(360);
        assert_eq!(
            [of_part(begin(), 0), of_part(begin(), i32::MAX)],
            [of_part(begin(), 1), longest]
        );
    }

    #[test]
    fn a_call_varies_by_a_tenth() {
        let minute = Duration::from_mins(1);
        assert_eq!([900, 1000, 1100].map(|by| varied(minute, by).as_secs()), [54, 60, 66]);
        let seconds = of_call(begin(), minute).duration_since(begin()).as_secs();
        assert!((54..=66).contains(&seconds), "{seconds}");
    }
}
