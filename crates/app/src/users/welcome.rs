//! How a person comes in by a link: the first owner of an account, one who was invited, one who lost their password.

use super::{join, links, made};
use crate::work::{boxed, or_conflict};
use crate::{
    Caller, Error, Result, UseCase, What, Work,
    accounts::{self, AccountDraft},
    sessions::{Opened, Seat, opened},
};
use jiff::tz::TimeZone;
use net30_domain::{
    money::Currency,
    text::{Country, Email, Language},
    user::{LinkPurpose, Role},
};
use net30_store::{account, session, user};

/// What the first owner says of their company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub country: Country,
    /// In which currency it invoices.
    pub currency: Currency,
    /// In which language.
    pub language: Language,
    /// Where its days begin.
    pub time_zone: TimeZone,
}

impl Company {
    /// What an account's settings become by it.
    pub(crate) fn applied(&self, draft: AccountDraft) -> AccountDraft {
        let mut draft = AccountDraft { time_zone: self.time_zone.clone(), ..draft };
        draft.seller.name.clone_from(&self.name);
        draft.seller.address.country = Some(self.country);
        draft.defaults.currency = self.currency;
        draft.defaults.language = self.language;
        draft
    }
}

/// The first owner of an account introduces themselves and their company, and is signed in.
pub struct Introduce {
    /// The token of their link, which is used up.
    pub token: String,
    /// Their address.
    pub email: Email,
    /// Hash of their password.
    pub password_hash: String,
    /// Their company.
    pub company: Company,
    /// At which browser.
    pub seat: Seat,
}

impl UseCase for Introduce {
    type Output = Opened;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Opened> {
        let LinkPurpose::FirstRun(organisation_id, account_id) =
            links::used(work, &self.token).await?
        else {
            return Err(Error::NotFound(What::Link));
        };
        if user::find(&mut work.tx, &self.email).await?.is_some() {
            let message = "is somebody's already: sign in, or ask for a link";
            return Err(Error::fault("/email", "taken", message));
        }
        let user = made(work, &self.email, "", Some(self.password_hash.clone())).await?;
        work.caller = Caller::person(user.id, Role::Owner, organisation_id, account_id);
        let found = account::load(&mut work.tx, account_id).await?;
        let account = found.ok_or(Error::NotFound(What::Account))?;
        join(work, &user, &account, Role::Owner).await?;
        let draft = self.company.applied(AccountDraft::as_it_is(&account));
        accounts::Update { draft }.run(work).await?;
        opened(work, user.id, &self.seat).await
    }
}

/// A person sets their password by a link, and is signed in at this browser alone.
pub struct SetPassword {
    /// The token of their link, which is used up.
    pub token: String,
    /// Hash of the password.
    pub password_hash: String,
    /// What they want to be called, if they say so.
    pub name: Option<String>,
    /// At which browser.
    pub seat: Seat,
}

impl UseCase for SetPassword {
    type Output = Opened;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Opened> {
        let LinkPurpose::Password(id) = links::used(work, &self.token).await? else {
            return Err(Error::NotFound(What::Link));
        };
        let found = user::load(&mut work.tx, id).await?;
        let mut user =
            found.filter(|user| user.disabled_at.is_none()).ok_or(Error::NotFound(What::Link))?;
        user.password_hash = Some(self.password_hash.clone());
        if let Some(name) = &self.name {
            user.name = super::checked_name(name)?;
        }
        user.updated_at = work.now;
        or_conflict(user::update(&mut work.tx, &user).await?)?;
        session::end_all(&mut work.tx, id).await?;
        opened(work, id, &self.seat).await
    }
}
