//! Accounts: the companies that issue, with their settings.

use crate::{
    Boxed, Connection, Query, Result, Tx, catalogue,
    db::{AccountStamp, Ask, At, FromRow, Param, Row, args, ask, statements},
    kept::{json, kept_struct},
};
use jiff::tz::TimeZone;
use net30_domain::{
    Timestamp,
    account::{Account, Defaults, EinvoiceProfile, Lock, ReceiptEmails},
    customer::Customer,
    id::{AccountId, CustomerId, OrganisationId},
    number::Pattern,
    seller::Seller,
    tax::TaxRounding,
};
use std::sync::Arc;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "id, organisation_id, details, revision, created_at, updated_at, suspended_at, credentials_at, \
        (select count(*) from account_secret s where s.account_id = account.id and s.service = 'stripe')"
    };
}

/// The condition that the account of a row is not suspended: what is done in the background rests otherwise.
macro_rules! at_work {
    ($account:literal) => {
        concat!(
            "not exists (select 1 from account resting where resting.id = ",
            $account,
            " and resting.suspended_at is not null)"
        )
    };
}
pub(crate) use at_work;

statements! {
    INSERT = "insert into account (id, organisation_id, name, details, revision, created_at, updated_at)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    INSERT_CHAIN = "insert into chain (account_id, sequence, hash) values (?1, 0, ?2)";
    UPDATE = "update account set name = ?3, details = ?4, revision = ?5, updated_at = ?6
        where id = ?1 and revision = ?2";
    LOAD = concat!("select ", columns!(), " from account where id = ?1");
    STAMP = "select revision, updated_at, suspended_at, credentials_at from account where id = ?1";
    LIST = concat!(
        "select ", columns!(), " from account where organisation_id = ?1 order by created_at, id"
    );
    ALL_IDS = "select id from account order by created_at, id";
    LIST_ALL = concat!("select ", columns!(), " from account order by created_at, id");
    SUSPEND = "update account set suspended_at = ?2 where id = ?1 and suspended_at is null";
    RESUME = "update account set suspended_at = null where id = ?1 and suspended_at is not null";
    NOTE_CREDENTIALS = "update account set credentials_at = ?2 where id = ?1";
    IS_SUSPENDED = "select id from account where id = ?1 and suspended_at is not null";
}

/// The settings, which no list filters or sorts by.
struct Settings {
    seller: Seller,
    defaults: Defaults,
    time_zone: TimeZone,
    invoice_numbers: Pattern,
    credit_note_numbers: Pattern,
    lock: Lock,
    tax_rounding: TaxRounding,
    allow_overpayment: bool,
    allow_partial_payment: bool,
    receipt_emails: ReceiptEmails,
    einvoice_profile: EinvoiceProfile,
}
kept_struct! { Settings as SettingsRecord {
    seller: Seller, defaults: Defaults, time_zone: TimeZone, invoice_numbers: Pattern,
    credit_note_numbers: Pattern, lock: Lock, tax_rounding: TaxRounding, allow_overpayment: bool,
    allow_partial_payment: bool, receipt_emails: ReceiptEmails, einvoice_profile: EinvoiceProfile,
} }

impl Settings {
    fn of(account: &Account) -> Self {
        let account = account.clone();
        Self {
            seller: account.seller,
            defaults: account.defaults,
            time_zone: account.time_zone,
            invoice_numbers: account.invoice_numbers,
            credit_note_numbers: account.credit_note_numbers,
            lock: account.lock,
            tax_rounding: account.tax_rounding,
            allow_overpayment: account.allow_overpayment,
            allow_partial_payment: account.allow_partial_payment,
            receipt_emails: account.receipt_emails,
            einvoice_profile: account.einvoice_profile,
        }
    }
}

/// An account, and when its credentials were last changed.
struct Stamped(Account, Option<Timestamp>);

impl Stamped {
    fn stamp(&self) -> AccountStamp {
        let Self(account, credentials_at) = self;
        (account.revision, account.updated_at, account.suspended_at, *credentials_at)
    }
}

impl FromRow for Account {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Stamped::from_row(row).map(|Stamped(account, _)| account)
    }
}

impl FromRow for Stamped {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let (id, organisation_id) = (AccountId(row.take()?), OrganisationId(row.take()?));
        let settings: Settings = row.kept()?;
        let (revision, created_at) = (row.take()?, row.take::<At>()?.0);
        let (updated_at, suspended_at) = (row.take::<At>()?.0, row.moment()?);
        let credentials_at = row.moment()?;
        let account = Account {
            id,
            organisation_id,
            seller: settings.seller,
            defaults: settings.defaults,
            time_zone: settings.time_zone,
            invoice_numbers: settings.invoice_numbers,
            credit_note_numbers: settings.credit_note_numbers,
            lock: settings.lock,
            tax_rounding: settings.tax_rounding,
            allow_overpayment: settings.allow_overpayment,
            allow_partial_payment: settings.allow_partial_payment,
            receipt_emails: settings.receipt_emails,
            einvoice_profile: settings.einvoice_profile,
            revision,
            created_at,
            updated_at,
            suspended_at,
            has_stripe: row.take::<i64>()? > 0,
        };
        Ok(Self(account, credentials_at))
    }
}

/// Keeps a new account, and begins the chain of its books.
pub fn insert<'a>(tx: &'a mut Tx, account: &'a Account) -> Boxed<'a, ()> {
    Box::pin(async move {
        let settings = json(&Settings::of(account));
        tx.execute(
            &INSERT,
            args![
                account.id.0,
                account.organisation_id.0,
                account.seller.name,
                settings,
                account.revision,
                At(account.created_at),
                At(account.updated_at)
            ],
        )
        .await?;
        tx.execute(&INSERT_CHAIN, args![account.id.0, vec![0_u8; 32]]).await.map(|_| ())
    })
}

/// What changes whenever an account does.
pub(crate) struct Stamp(AccountStamp);

impl FromRow for Stamp {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self((row.take()?, row.take::<At>()?.0, row.moment()?, row.moment()?)))
    }
}

/// The account with an id as it is kept, whatever was read before: for who does not trust what is kept.
pub fn load_anew(q: &mut dyn Connection, id: AccountId) -> Boxed<'_, Option<Account>> {
    Box::pin(async move { q.optional(&LOAD, args![id.0]).await })
}

/// The account with an id, to keep.
pub fn load(q: &mut dyn Connection, id: AccountId) -> Boxed<'_, Option<Account>> {
    Box::pin(async move { Ok(shared(q, id).await?.map(Arc::unwrap_or_clone)) })
}

/// The account with an id, to look at. One that was read before is not decoded again as long as it is the same.
pub fn shared(q: &mut dyn Connection, id: AccountId) -> Boxed<'_, Option<Arc<Account>>> {
    Box::pin(async move {
        let stamp = q.rows(&STAMP, args![id.0]).await?;
        bearing(q, id, stamp).await
    })
}

/// As [`shared`], and one of its customers, asked for at once.
pub fn shared_with_customer(
    q: &mut dyn Connection,
    id: AccountId,
    customer: CustomerId,
) -> Boxed<'_, (Option<Arc<Account>>, Option<Customer>)> {
    Box::pin(async move {
        let (account, ids) = (args![id.0], [customer.0]);
        let questions = (ask_stamp(account), catalogue::ask_many::<Customer>(&ids, account));
        let (stamp, customer) = q.answers(questions).await?;
        Ok((bearing(q, id, stamp).await?, customer.into_iter().flatten().next()))
    })
}

/// The question for the stamp of an account, whose id is the argument.
pub(crate) fn ask_stamp<'a>(account: &'a [&'a dyn Param]) -> Ask<'a, Stamp> {
    ask(&STAMP, account)
}

/// The account that bears a stamp.
pub(crate) fn bearing(
    q: &mut dyn Connection,
    id: AccountId,
    stamp: Vec<Stamp>,
) -> Boxed<'_, Option<Arc<Account>>> {
    Box::pin(async move {
        let Some(Stamp(stamp)) = stamp.into_iter().next() else { return Ok(None) };
        if let Some(kept) = q.accounts().and_then(|accounts| accounts.get(id.0, &stamp)) {
            return Ok(Some(kept));
        }
        let Some(loaded) = q.optional::<Stamped>(&LOAD, args![id.0]).await? else {
            return Ok(None);
        };
        let stamp = loaded.stamp();
        let account = Arc::new(loaded.0);
        if let Some(accounts) = q.accounts() {
            accounts.keep(id.0, stamp, Arc::clone(&account));
        }
        Ok(Some(account))
    })
}

/// Keeps a changed account; false if its revision is no longer the expected one.
pub fn update<'a>(tx: &'a mut Tx, account: &'a Account, expected_revision: i64) -> Boxed<'a, bool> {
    Box::pin(async move {
        tx.changes_accounts();
        let settings = json(&Settings::of(account));
        let values = args![
            account.id.0,
            expected_revision,
            account.seller.name,
            settings,
            account.revision,
            At(account.updated_at)
        ];
        Ok(tx.execute(&UPDATE, values).await? == 1)
    })
}

/// Notes that its credentials were changed, so that whoever has read the account reads it anew.
pub(crate) async fn note_credentials(tx: &mut Tx, id: AccountId, now: Timestamp) -> Result<()> {
    tx.changes_accounts();
    tx.execute(&NOTE_CREDENTIALS, args![id.0, At(now)]).await.map(|_| ())
}

/// The accounts of an organisation, oldest first.
pub fn list(q: &mut dyn Connection, organisation: OrganisationId) -> Boxed<'_, Vec<Account>> {
    Box::pin(async move { q.rows(&LIST, args![organisation.0]).await })
}

/// Every account of the server, oldest first, with its settings.
pub fn all(q: &mut dyn Connection) -> Boxed<'_, Vec<Account>> {
    Box::pin(async move { q.rows(&LIST_ALL, &[]).await })
}

/// Suspends an account; false if it is suspended already.
pub fn suspend(tx: &mut Tx, id: AccountId, now: Timestamp) -> Boxed<'_, bool> {
    Box::pin(async move {
        tx.changes_accounts();
        Ok(tx.execute(&SUSPEND, args![id.0, At(now)]).await? == 1)
    })
}

/// Ends an account's suspension; false if it is not suspended.
pub fn resume(tx: &mut Tx, id: AccountId) -> Boxed<'_, bool> {
    Box::pin(async move {
        tx.changes_accounts();
        Ok(tx.execute(&RESUME, args![id.0]).await? == 1)
    })
}

/// Whether an account is suspended.
pub fn is_suspended(q: &mut dyn Connection, id: AccountId) -> Boxed<'_, bool> {
    Box::pin(async move { Ok(q.optional::<(Uuid,)>(&IS_SUSPENDED, args![id.0]).await?.is_some()) })
}

/// Every account of the server, oldest first.
pub fn all_ids(q: &mut dyn Connection) -> Boxed<'_, Vec<AccountId>> {
    Box::pin(async move {
        let ids: Vec<(Uuid,)> = q.rows(&ALL_IDS, &[]).await?;
        Ok(ids.into_iter().map(|(id,)| AccountId(id)).collect())
    })
}
