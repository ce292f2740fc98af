//! Who asks: a key, the account that it works on, and what it may do there.

use crate::{App, Boxed, Error, Result, What};
use net30_domain::{
    account::Account,
    event::Actor,
    id::{AccountId, KeyId, OrganisationId, UserId},
    invoice::Invoice,
    key::Scope,
    user::Role,
};
use net30_store::{account, key};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Who asks, and on whose behalf.
#[derive(Clone, Copy, Debug)]
pub struct Caller {
    /// The key, unless a person or the command line asks.
    pub key_id: Option<KeyId>,
    /// The person, if one who is signed in asks.
    pub user_id: Option<UserId>,
    /// Whose key it is.
    pub organisation_id: OrganisationId,
    /// The account that the request works on.
    pub account_id: AccountId,
    /// What the key or the person may do.
    pub scope: Scope,
    /// Whether void documents that a client deleted are shown: not by the APIs whose pages let a client delete them.
    pub sees_hidden: bool,
    /// Whether the key is used by a program that speaks for a person (MCP).
    pub by_mcp: bool,
}

impl Caller {
    /// The command line, which may do everything in an account.
    #[must_use]
    pub fn system(organisation_id: OrganisationId, account_id: AccountId) -> Self {
        Self {
            key_id: None,
            user_id: None,
            organisation_id,
            account_id,
            scope: Scope::Admin,
            sees_hidden: true,
            by_mcp: false,
        }
    }

    /// A person who is signed in, in an account.
    #[must_use]
    pub fn person(
        user_id: UserId,
        role: Role,
        organisation_id: OrganisationId,
        account_id: AccountId,
    ) -> Self {
        let everything = Self::system(organisation_id, account_id);
        Self { user_id: Some(user_id), scope: role.scope(), ..everything }
    }

    /// Somebody outside of all accounts: who signs in, or sees to what is their own.
    #[must_use]
    pub fn nowhere() -> Self {
        let nowhere = Self::system(OrganisationId(Uuid::nil()), AccountId(Uuid::nil()));
        Self { scope: Scope::Read, ..nowhere }
    }

    /// Who the history says it was.
    #[must_use]
    pub fn actor(&self) -> Actor {
        match (self.key_id, self.user_id) {
            (Some(key), _) if self.by_mcp => Actor::Mcp(key),
            (Some(key), _) => Actor::Key(key),
            (None, Some(user)) => Actor::User(user),
            (None, None) => Actor::System,
        }
    }

    /// Whether a document is shown to the caller.
    #[must_use]
    pub(crate) fn sees(&self, invoice: &Invoice) -> bool {
        self.sees_hidden || !invoice.is_hidden()
    }

    /// Checks that the key may do what needs `scope`.
    ///
    /// # Errors
    /// [`Error::Forbidden`] if it may not.
    pub fn needs(&self, scope: Scope) -> Result<()> {
        if self.scope >= scope {
            Ok(())
        } else {
            Err(Error::Forbidden { has: self.scope.word(), needs: scope.word() })
        }
    }
}

/// The SHA-256 of a key's secret: what the database keeps.
#[must_use]
pub fn secret_hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

impl App {
    /// The caller's account.
    pub(crate) async fn account(&self, caller: &Caller) -> Result<Account> {
        let mut reader = self.store().reader().await?;
        let found = account::load(&mut reader, caller.account_id).await?;
        found.ok_or(Error::NotFound(What::Account))
    }

    /// The server itself, which acts in an account as its schedules and its operator say.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such account.
    pub fn system_caller(&self, account_id: AccountId) -> Boxed<'_, Caller> {
        Box::pin(async move {
            let mut reader = self.store().reader().await?;
            let account = account::load(&mut reader, account_id).await?;
            let account = account.ok_or(Error::NotFound(What::Account))?;
            Ok(Caller::system(account.organisation_id, account_id))
        })
    }

    /// Finds the caller by the secret of an API key, and the account by `scope-id` or `X-Account-Id`.
    ///
    /// The secret has 256 random bits, so its plain hash is a safe index: there is nothing to guess or to time.
    ///
    /// # Errors
    /// [`Error::Unauthorised`] if the key is unknown or revoked, [`Error::NotFound`] if the account is not the
    /// organisation's own, [`Error::Suspended`] if it is suspended.
    pub fn authenticate<'a>(
        &'a self,
        secret: &'a str,
        account_id: Option<AccountId>,
    ) -> Boxed<'a, Caller> {
        Box::pin(async move {
            let mut reader = self.store().glance().await?;
            let found = key::find_by_hash(&mut reader, &secret_hash(secret)).await?;
            let found =
                found.filter(|found| found.key.revoked_at.is_none()).ok_or(Error::Unauthorised)?;
            let key = found.key;
            let (account_id, suspended_at) = match account_id {
                Some(wanted) if wanted != key.account_id => {
                    let own = account::load(&mut reader, wanted).await?;
                    let own = own.filter(|account| account.organisation_id == key.organisation_id);
                    let own = own.ok_or(Error::NotFound(What::Account))?;
                    (own.id, own.suspended_at)
                }
                _ => (key.account_id, found.suspended_at),
            };
            if suspended_at.is_some() {
                return Err(Error::Suspended);
            }
            self.note_key_use(key.id);
            Ok(Caller {
                key_id: Some(key.id),
                user_id: None,
                organisation_id: key.organisation_id,
                account_id,
                scope: key.scope,
                sees_hidden: true,
                by_mcp: false,
            })
        })
    }
}
