//! What people set for themselves.

use super::checked_name;
use crate::work::{boxed, or_conflict};
use crate::{
    Error, Result, UseCase, What, Work,
    sessions::{Opened, Seat, opened},
};
use net30_domain::{
    id::UserId,
    user::{Preferences, User},
};
use net30_store::{one_time_link, session, user};

async fn own(work: &mut Work, id: UserId) -> Result<User> {
    let found = user::load(&mut work.tx, id).await?;
    found.filter(|user| user.disabled_at.is_none()).ok_or(Error::NotFound(What::User))
}

/// A person says what they are called and how they want to read.
pub struct Prefer {
    /// Who.
    pub user_id: UserId,
    /// What they are called.
    pub name: String,
    /// How they want to read.
    pub preferences: Preferences,
}

impl UseCase for Prefer {
    type Output = User;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<User> {
        let before = own(work, self.user_id).await?;
        let name = checked_name(&self.name)?;
        let preferences = self.preferences;
        let after = User { name, preferences, updated_at: work.now, ..before };
        or_conflict(user::update(&mut work.tx, &after).await?)?;
        Ok(after)
    }
}

/// A person who is signed in changes their password. Everywhere else they are signed out; here their session is a new one.
pub struct ChangePassword {
    /// Who.
    pub user_id: UserId,
    /// Hash of the new password.
    pub password_hash: String,
    /// At which browser.
    pub seat: Seat,
}

impl UseCase for ChangePassword {
    type Output = Opened;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Opened> {
        let before = own(work, self.user_id).await?;
        let password_hash = Some(self.password_hash.clone());
        let after = User { password_hash, updated_at: work.now, ..before };
        or_conflict(user::update(&mut work.tx, &after).await?)?;
        session::end_all(&mut work.tx, self.user_id).await?;
        one_time_link::take_back(&mut work.tx, self.user_id).await?;
        opened(work, self.user_id, &self.seat).await
    }
}
