//! Lists that people keep under a name: an address, no more. They are each person's own, and no part of the books.

use crate::work::boxed;
use crate::{App, Boxed, Caller, Error, Result, UseCase, What, Work, error::faultless};
use net30_domain::{
    fault::Fault,
    id::{SavedViewId, UserId},
};
use net30_store::saved_view::{self, Whose};

pub use net30_store::saved_view::SavedView;

/// Most views of a list that a person keeps.
pub const VIEWS_MAX: usize = 20;
/// Most characters of a view's name.
pub const NAME_CHARS_MAX: usize = 40;
/// Most characters of a view's address.
const QUERY_CHARS_MAX: usize = 1000;

fn person(caller: &Caller) -> Result<UserId> {
    caller.user_id.ok_or(Error::NotFound(What::User))
}

/// The views of a list that whoever asks keeps.
///
/// # Errors
/// [`Error::NotFound`] if no person asks.
pub fn list<'a>(app: &'a App, caller: &'a Caller, list: &'a str) -> Boxed<'a, Vec<SavedView>> {
    Box::pin(async move {
        let whose = Whose { user: person(caller)?, account: caller.account_id, list };
        let mut reader = app.store().reader().await?;
        Ok(saved_view::list(&mut reader, whose).await?)
    })
}

/// Keeps a list under a name.
pub struct Save {
    /// Which list.
    pub list: &'static str,
    /// The name.
    pub name: String,
    /// What stands behind the question mark of its address.
    pub query: String,
}

impl UseCase for Save {
    type Output = SavedView;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<SavedView> {
        let whose =
            Whose { user: person(&work.caller)?, account: work.caller.account_id, list: self.list };
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut faults = vec![];
        if name.is_empty() {
            faults.push(Fault::new("/name", "required", "is required"));
        } else if name.chars().count() > NAME_CHARS_MAX {
            let message = format!("has more than {NAME_CHARS_MAX} characters");
            faults.push(Fault::new("/name", "too_long", message));
        }
        if self.query.chars().count() > QUERY_CHARS_MAX {
            let message = format!("has more than {QUERY_CHARS_MAX} characters");
            faults.push(Fault::new("/query", "too_long", message));
        }
        if saved_view::list(&mut work.tx, whose).await?.len() >= VIEWS_MAX {
            let message = format!("there are {VIEWS_MAX} views already");
            faults.push(Fault::new("/name", "too_many", message));
        }
        faultless(faults)?;
        let (id, query) = (work.fresh_id(), self.query.clone());
        let view = SavedView { id, name, query, created_at: work.now };
        saved_view::insert(&mut work.tx, whose, &view).await?;
        Ok(view)
    }
}

/// Forgets a view.
pub struct Remove {
    /// Which.
    pub id: SavedViewId,
}

impl UseCase for Remove {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let (user, account) = (person(&work.caller)?, work.caller.account_id);
        let removed = saved_view::delete(&mut work.tx, self.id, user, account).await?;
        if removed { Ok(()) } else { Err(Error::NotFound(What::View)) }
    }
}
