//! Recurring invoices, and which date of each made which invoice.

mod kept;

use crate::{
    Boxed, Connection, Cursor, Page, Paging, Query, Result, Slice, Total, Tx,
    account::at_work,
    db::{At, Error, FromRow, Row, args, statements},
    kept::json,
    paging::{COUNT_MAX, NewestFirst, day_in, id_in},
};
use kept::Details;
use net30_domain::{
    Date, Timestamp,
    id::{AccountId, CustomerId, InvoiceId, RecurringId},
    recurring::{Next, Recurring, Status},
    text::folded,
};
use uuid::Uuid;

macro_rules! columns {
    () => {
        "id, account_id, customer_id, name, status, details, next_index, next_on, next_at, runs, done_through, \
        last_run_on, last_run_at, failures, last_error, revision, created_at, updated_at"
    };
}

statements! {
    INSERT = "insert into recurring (id, account_id, customer_id, name, search, status, details, next_index,
        next_on, next_at, runs, done_through, last_run_on, last_run_at, failures, last_error, revision, created_at,
        updated_at)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)";
    // ?18 is when it was made, which never changes: compared, so that it needs no second list of values.
    UPDATE = "update recurring set customer_id = ?3, name = ?4, search = ?5, status = ?6, details = ?7,
        next_index = ?8, next_on = ?9, next_at = ?10, runs = ?11, done_through = ?12, last_run_on = ?13,
        last_run_at = ?14, failures = ?15, last_error = ?16, revision = ?17, updated_at = ?19
        where id = ?1 and account_id = ?2 and created_at = ?18 and revision = ?20";
    CLAIM = "update recurring set revision = revision + 1 where id = ?1 and account_id = ?2 and revision = ?3";
    LOAD = concat!("select ", columns!(), " from recurring where account_id = ?1 and id = ?2");
    // The first of each account before the second of any: nobody waits for another's thousands.
    DUE = concat!(
        "select id, account_id from (
            select r.id, r.account_id, r.next_at,
                row_number() over (partition by r.account_id order by r.next_at, r.id) as place
            from recurring r @by(recurring_due) where r.next_at <= ?1
            and not exists (select 1 from setback s where s.task = 'recurring' and s.object_id = r.id and s.again_at > ?1)
            and ", at_work!("r.account_id"), "
        ) ranked order by place, next_at, id limit ?2"
    );
    ACTIVE_OF = concat!(
        "select ", columns!(), " from recurring @by(recurring_by_creation)
        where account_id = ?1 and next_at is not null order by created_at, id"
    );
    LIST = concat!(
        "select ", columns!(), " from recurring @by(recurring_by_creation)
        where account_id = ?1 and (created_at, id) < (?2, ?3) and (?6 = -1 or status = ?6) and search like ?7 escape '\\'
        order by created_at desc, id desc limit ?4 offset ?5"
    );
    COUNT = "select count(*) from (select 1 from recurring @by(recurring_by_creation)
        where account_id = ?1 and (?2 = -1 or status = ?2) and search like ?3 escape '\\' limit ?4) counted";
    OF_CUSTOMER = "select id from recurring where customer_id = ?1 and account_id = ?2 limit 1";
    DELETE = "delete from recurring where account_id = ?1 and id = ?2";
    INSERT_RUN = "insert into recurring_run (recurring_id, occurrence, account_id, invoice_id, made_at)
        values (?1, ?2, ?3, ?4, ?5) on conflict (recurring_id, occurrence) do nothing";
    MADE = "select id, issue_date from invoice @by(invoice_by_recurring)
        where recurring_id = ?1 and account_id = ?2 and (issue_date, id) < (?3, ?4) and deleted_at is null
        order by issue_date desc, id desc limit ?5 offset ?6";
    COUNT_MADE = "select count(*) from (select 1 from invoice @by(invoice_by_recurring)
        where recurring_id = ?1 and account_id = ?2 and deleted_at is null limit ?3) counted";
}

fn status_code(status: Status) -> i16 {
    match status {
        Status::Active => 0,
        Status::Paused => 1,
        Status::Ended => 2,
    }
}

impl FromRow for Recurring {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let (id, account_id) = (RecurringId(row.take()?), AccountId(row.take()?));
        let customer_id = CustomerId(row.take()?);
        let name = row.take()?;
        let status = match row.take::<i16>()? {
            0 => Status::Active,
            1 => Status::Paused,
            2 => Status::Ended,
            code => return Err(Error::unreadable(&code.to_string())),
        };
        let details: Details = row.kept()?;
        let next: (Option<i64>, Option<Date>) = (row.take()?, row.take()?);
        let next = match (next.0, next.1, row.moment()?) {
            (Some(index), Some(date), Some(at)) => Some(Next { index, date, at }),
            _ => None,
        };
        let runs = row.take()?;
        let (done_through, last_run_on) = (row.take()?, row.take()?);
        let last_run_at = row.moment()?;
        let (failures, last_error) = (row.take()?, row.take()?);
        Ok(Self {
            id,
            account_id,
            name,
            pattern: details.pattern(customer_id),
            schedule: details.schedule,
            mode: details.mode,
            catch_up: details.catch_up,
            billing: details.billing,
            set_service_period: details.set_service_period,
            status,
            next,
            runs,
            done_through,
            last_run_on,
            last_run_at,
            failures,
            last_error,
            revision: row.take()?,
            created_at: row.take::<At>()?.0,
            updated_at: row.take::<At>()?.0,
        })
    }
}

/// Keeps a new recurring invoice.
///
/// # Errors
/// [`Error::Reference`] if the customer is not there.
pub fn insert<'a>(tx: &'a mut Tx, recurring: &'a Recurring) -> Boxed<'a, ()> {
    Box::pin(async move { save(tx, recurring, None).await.map(|_| ()) })
}

/// Keeps a changed recurring invoice; false if its revision is no longer the expected one.
///
/// # Errors
/// As [`insert`].
pub fn update<'a>(
    tx: &'a mut Tx,
    recurring: &'a Recurring,
    expected_revision: i64,
) -> Boxed<'a, bool> {
    Box::pin(save(tx, recurring, Some(expected_revision)))
}

async fn save(tx: &mut Tx, recurring: &Recurring, expected: Option<i64>) -> Result<bool> {
    let name = recurring.name.as_deref().unwrap_or_default();
    let next = recurring.next;
    let values = args![
        recurring.id.0,
        recurring.account_id.0,
        recurring.pattern.customer_id.0,
        recurring.name,
        folded(name),
        status_code(recurring.status),
        json(&Details::of(recurring)),
        next.map(|next| next.index),
        next.map(|next| next.date),
        next.map(|next| At(next.at)),
        recurring.runs,
        recurring.done_through,
        recurring.last_run_on,
        recurring.last_run_at.map(At),
        recurring.failures,
        recurring.last_error,
        recurring.revision,
        At(recurring.created_at),
        At(recurring.updated_at),
        expected.unwrap_or(0)
    ];
    match expected {
        None => tx.execute(&INSERT, &values[..19]).await.map(|_| true),
        Some(_) => Ok(tx.execute(&UPDATE, values).await? == 1),
    }
}

/// Takes a recurring invoice for this transaction alone, under its next revision; false if it was changed meanwhile.
pub fn claim<'a>(tx: &'a mut Tx, recurring: &'a Recurring) -> Boxed<'a, bool> {
    Box::pin(async move {
        let values = args![recurring.id.0, recurring.account_id.0, recurring.revision];
        Ok(tx.execute(&CLAIM, values).await? == 1)
    })
}

/// The recurring invoice with an id.
pub fn load(
    q: &mut dyn Connection,
    account: AccountId,
    id: RecurringId,
) -> Boxed<'_, Option<Recurring>> {
    Box::pin(async move { q.optional(&LOAD, args![account.0, id.0]).await })
}

/// Those of all accounts that have something to do: of each account the longest due first, and the accounts in turn.
/// Those that wait after a failure, and those of suspended accounts, are left out.
pub fn due(
    q: &mut dyn Connection,
    now: Timestamp,
    limit: i64,
) -> Boxed<'_, Vec<(AccountId, RecurringId)>> {
    Box::pin(async move {
        let found: Vec<(Uuid, Uuid)> = q.rows(&DUE, args![At(now), limit]).await?;
        Ok(found.into_iter().map(|(id, account)| (AccountId(account), RecurringId(id))).collect())
    })
}

/// Those of an account that go on, oldest first.
pub fn active(q: &mut dyn Connection, account: AccountId) -> Boxed<'_, Vec<Recurring>> {
    Box::pin(async move { q.rows(&ACTIVE_OF, args![account.0]).await })
}

/// An account's recurring invoices, newest first; by status, and by a part of the name.
///
/// # Errors
/// [`Error::BadCursor`] if the cursor is not of this list.
pub fn list<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    status: Option<Status>,
    search: Option<&'a str>,
    paging: &'a Paging,
) -> Boxed<'a, Page<Recurring>> {
    Box::pin(async move {
        let NewestFirst { before, id_before, offset } = NewestFirst::of(paging)?;
        let status = status.map_or(-1, |status| i32::from(status_code(status)));
        let pattern = crate::db::search::like(&search.map(folded).unwrap_or_default());
        let values =
            args![account.0, before, id_before, paging.one_more(), offset, status, pattern];
        let items: Vec<Recurring> = q.rows(&LIST, values).await?;
        let (count,): (i64,) =
            q.one(&COUNT, args![account.0, status, pattern, COUNT_MAX + 1]).await?;
        let cursor = |last: &Recurring| NewestFirst::after(last.created_at, last.id.0);
        Ok(Slice::cut(items, paging, cursor).counted(Total::of(count)))
    })
}

/// Which documents a recurring invoice made, newest first; those in the trash and hidden ones are left out.
///
/// # Errors
/// [`Error::BadCursor`] if the cursor is not of this list.
pub fn invoices<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    id: RecurringId,
    paging: &'a Paging,
) -> Boxed<'a, Page<InvoiceId>> {
    Box::pin(async move {
        let (before, id_before) = match paging {
            Paging::Offset { .. } => (Date::MAX, Uuid::max()),
            Paging::After { cursor, .. } => {
                let [date, id] = cursor.parts()?;
                (day_in(&date)?, id_in(&id)?)
            }
        };
        let values = args![id.0, account.0, before, id_before, paging.one_more(), paging.offset()];
        let places: Vec<(Uuid, Date)> = q.rows(&MADE, values).await?;
        let (count,): (i64,) = q.one(&COUNT_MADE, args![id.0, account.0, COUNT_MAX + 1]).await?;
        let cursor = |last: &(Uuid, Date)| Cursor::of(&[&last.1.to_string(), &last.0.to_string()]);
        let Slice { items, next } = Slice::cut(places, paging, cursor);
        let items = items.into_iter().map(|(id, _)| InvoiceId(id)).collect();
        Ok(Page { items, total: Total::of(count), next })
    })
}

/// Removes a recurring invoice; false if there is none. Its invoices stay.
pub fn delete(tx: &mut Tx, account: AccountId, id: RecurringId) -> Boxed<'_, bool> {
    Box::pin(async move { Ok(tx.execute(&DELETE, args![account.0, id.0]).await? == 1) })
}

/// Whether a recurring invoice is for a customer.
pub(crate) fn names_customer(
    q: &mut dyn Connection,
    account: AccountId,
    customer: CustomerId,
) -> Boxed<'_, bool> {
    Box::pin(async move {
        let found: Option<(Uuid,)> = q.optional(&OF_CUSTOMER, args![customer.0, account.0]).await?;
        Ok(found.is_some())
    })
}

/// Notes which invoice a date made; false if the date has made one.
pub fn note_run<'a>(
    tx: &'a mut Tx,
    recurring: &'a Recurring,
    occurrence: Date,
    invoice: InvoiceId,
    now: Timestamp,
) -> Boxed<'a, bool> {
    Box::pin(async move {
        let values = args![recurring.id.0, occurrence, recurring.account_id.0, invoice.0, At(now)];
        Ok(tx.execute(&INSERT_RUN, values).await? == 1)
    })
}
