//! Sessions: where people are signed in, and for how long.

use crate::id::{SessionId, UserId};
use jiff::{SignedDuration, Timestamp};

/// A browser in which a person is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id, which is no secret.
    pub id: SessionId,
    /// Whose it is.
    pub user_id: UserId,
    /// SHA-256 of the token in the browser's cookie.
    pub hash: [u8; 32],
    /// What the browser calls itself.
    pub agent: String,
    /// Where it asked from.
    pub address: Option<String>,
    /// When the person signed in.
    pub created_at: Timestamp,
    /// When it last asked, to some minutes.
    pub last_seen_at: Timestamp,
    /// When it ends unless it asks again.
    pub expires_at: Timestamp,
    /// Until when the person counts as having just proved who they are.
    pub strong_until: Timestamp,
}

impl Session {
    /// For how long a session that is not used goes on.
    pub const IDLE: SignedDuration = SignedDuration::from_hours(14 * 24);
    /// For how long a session goes on at most.
    pub const LONGEST: SignedDuration = SignedDuration::from_hours(90 * 24);
    /// For how long somebody counts as having just proved who they are.
    pub const STRONG: SignedDuration = SignedDuration::from_mins(10);
    /// After how long it is written down that a session is still used.
    pub const NOTED_EVERY: SignedDuration = SignedDuration::from_mins(5);

    /// When a session ends that began at one moment and asks at another.
    #[must_use]
    pub fn end(created_at: Timestamp, seen_at: Timestamp) -> Timestamp {
        (seen_at + Self::IDLE).min(created_at + Self::LONGEST)
    }

    /// Whether it goes on.
    #[must_use]
    pub fn is_alive(&self, now: Timestamp) -> bool {
        now < self.expires_at
    }

    /// Whether the person has proved lately who they are.
    #[must_use]
    pub fn is_strong(&self, now: Timestamp) -> bool {
        now < self.strong_until
    }

    /// Whether it is to be written down that it is still used.
    #[must_use]
    pub fn is_to_be_noted(&self, now: Timestamp) -> bool {
        now.duration_since(self.last_seen_at) >= Self::NOTED_EVERY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_rolls_on_but_not_for_ever() {
        let begun: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let day = SignedDuration::from_hours(24);
        assert_eq!(Session::end(begun, begun), begun + 14 * day);
        assert_eq!(Session::end(begun, begun + 10 * day), begun + 24 * day);
        assert_eq!(Session::end(begun, begun + 80 * day), begun + 90 * day);
    }
}
