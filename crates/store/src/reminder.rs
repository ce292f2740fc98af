//! Rules for reminders, and which reminders there were.

use crate::{
    Boxed, Connection, Query, Result, Tx,
    account::at_work,
    db::{At, FromRow, Param, Row, args, statements},
    invoice::open_classes,
    kept::{json, kept_struct},
};
use jiff::civil::Time;
use net30_domain::{
    Date, Timestamp,
    id::{AccountId, InvoiceId, ReminderRuleId},
    reminder::{Channel, Outcome, Reminder, Rule, RuleDraft},
};
use uuid::Uuid;

macro_rules! columns {
    () => {
        "id, account_id, days, enabled, details, next_on, next_at, last_error, revision, created_at, updated_at"
    };
}

statements! {
    INSERT = concat!(
        "insert into reminder_rule (", columns!(), ") values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
    );
    // ?10 is when it was made, which never changes: compared, so that it needs no second list of values.
    UPDATE = "update reminder_rule set days = ?3, enabled = ?4, details = ?5, next_on = ?6, next_at = ?7,
        last_error = ?8, revision = ?9, updated_at = ?11
        where id = ?1 and account_id = ?2 and created_at = ?10 and revision = ?12";
    // Nothing that clients see changes, so that the revision stays.
    MOVE_ON = "update reminder_rule set next_on = ?3, next_at = ?4 where id = ?1 and revision = ?2 and next_on = ?5";
    SET_ERROR = "update reminder_rule set last_error = ?3, revision = revision + 1, updated_at = ?4
        where id = ?1 and revision = ?2";
    LOAD = concat!("select ", columns!(), " from reminder_rule where account_id = ?1 and id = ?2");
    LIST = concat!(
        "select ", columns!(), " from reminder_rule @by(reminder_rule_by_account) where account_id = ?1
        order by days, id"
    );
    // The first of each account before the second of any: nobody waits for another's many.
    DUE = concat!(
        "select id, account_id from (
            select r.id, r.account_id, r.next_at,
                row_number() over (partition by r.account_id order by r.next_at, r.id) as place
            from reminder_rule r @by(reminder_rule_due) where r.next_at <= ?1
            and not exists (
                select 1 from setback s where s.task = 'reminder_rule' and s.object_id = r.id and s.again_at > ?1
            ) and ", at_work!("r.account_id"), "
        ) ranked order by place, next_at, id limit ?2"
    );
    DELETE = "delete from reminder_rule where account_id = ?1 and id = ?2";
    REACHED = "select i.id, i.due_sort from invoice i @by(invoice_by_due_date)
        where i.account_id = ?1 and i.class = ?2 and i.due_sort between ?3 and ?4
        and not exists (select 1 from reminder r where r.invoice_id = i.id and r.rule_id = ?5)
        order by i.due_sort, i.id limit ?6";
    NOTE = "insert into reminder (invoice_id, rule_id, account_id, days, day, outcome, at)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7) on conflict (invoice_id, rule_id) do nothing";
    SET_OUTCOME = "update reminder set outcome = ?4 where invoice_id = ?1 and rule_id = ?2 and account_id = ?3";
    OF_INVOICE = "select invoice_id, rule_id, days, day, outcome, at from reminder
        where invoice_id = ?1 and account_id = ?2 order by at, rule_id";
}

/// What of a rule has no columns.
struct Details {
    time: Time,
    channel: Channel,
    subject: Option<String>,
    message: Option<String>,
    attach_pdf: bool,
    include_overdue: bool,
}
kept_struct! { Details as DetailsRecord {
    time: Time, channel: Channel, subject: Option<String>, message: Option<String>, attach_pdf: bool,
    include_overdue: bool,
} }

impl FromRow for Rule {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let (id, account_id) = (ReminderRuleId(row.take()?), AccountId(row.take()?));
        let (days, enabled) = (row.take()?, row.take::<i16>()? == 1);
        let details: Details = row.kept()?;
        let next_on: Option<Date> = row.take()?;
        Ok(Self {
            id,
            account_id,
            draft: RuleDraft {
                days,
                time: details.time,
                channel: details.channel,
                subject: details.subject,
                message: details.message,
                attach_pdf: details.attach_pdf,
                include_overdue: details.include_overdue,
                enabled,
            },
            next: next_on.zip(row.moment()?),
            last_error: row.take()?,
            revision: row.take()?,
            created_at: row.take::<At>()?.0,
            updated_at: row.take::<At>()?.0,
        })
    }
}

/// Keeps a new rule.
pub fn insert<'a>(tx: &'a mut Tx, rule: &'a Rule) -> Boxed<'a, ()> {
    Box::pin(async move { save(tx, rule, None).await.map(|_| ()) })
}

/// Keeps a changed rule; false if its revision is no longer the expected one.
pub fn update<'a>(tx: &'a mut Tx, rule: &'a Rule, expected_revision: i64) -> Boxed<'a, bool> {
    Box::pin(save(tx, rule, Some(expected_revision)))
}

async fn save(tx: &mut Tx, rule: &Rule, expected: Option<i64>) -> Result<bool> {
    let draft = rule.draft.clone();
    let details = Details {
        time: draft.time,
        channel: draft.channel,
        subject: draft.subject,
        message: draft.message,
        attach_pdf: draft.attach_pdf,
        include_overdue: draft.include_overdue,
    };
    let values = args![
        rule.id.0,
        rule.account_id.0,
        draft.days,
        i16::from(draft.enabled),
        json(&details),
        rule.next.map(|(day, _)| day),
        rule.next.map(|(_, at)| At(at)),
        rule.last_error,
        rule.revision,
        At(rule.created_at),
        At(rule.updated_at),
        expected.unwrap_or(0)
    ];
    match expected {
        None => tx.execute(&INSERT, &values[..11]).await.map(|_| true),
        Some(_) => Ok(tx.execute(&UPDATE, values).await? == 1),
    }
}

/// Moves a rule from the day that is done to its next one; false if it was changed or moved meanwhile.
pub fn move_on<'a>(tx: &'a mut Tx, rule: &'a Rule, next: (Date, Timestamp)) -> Boxed<'a, bool> {
    Box::pin(async move {
        let Some((done, _)) = rule.next else { return Ok(false) };
        let values = args![rule.id.0, rule.revision, next.0, At(next.1), done];
        Ok(tx.execute(&MOVE_ON, values).await? == 1)
    })
}

/// Notes why a rule's reminders are skipped, or that they are no longer; false if the rule was changed meanwhile.
pub fn set_error<'a>(
    tx: &'a mut Tx,
    rule: &'a Rule,
    error: Option<&'a str>,
    now: Timestamp,
) -> Boxed<'a, bool> {
    Box::pin(async move {
        let values = args![rule.id.0, rule.revision, error, At(now)];
        Ok(tx.execute(&SET_ERROR, values).await? == 1)
    })
}

/// The rule with an id.
pub fn load(
    q: &mut dyn Connection,
    account: AccountId,
    id: ReminderRuleId,
) -> Boxed<'_, Option<Rule>> {
    Box::pin(async move { q.optional(&LOAD, args![account.0, id.0]).await })
}

/// An account's rules, by their days.
pub fn list(q: &mut dyn Connection, account: AccountId) -> Boxed<'_, Vec<Rule>> {
    Box::pin(async move { q.rows(&LIST, args![account.0]).await })
}

/// The rules of all accounts whose moment has come: of each account the longest due first, and the accounts in turn.
/// Those that wait after a failure, and those of suspended accounts, are left out.
pub fn due(
    q: &mut dyn Connection,
    now: Timestamp,
    limit: i64,
) -> Boxed<'_, Vec<(AccountId, ReminderRuleId)>> {
    Box::pin(async move {
        let found: Vec<(Uuid, Uuid)> = q.rows(&DUE, args![At(now), limit]).await?;
        Ok(found
            .into_iter()
            .map(|(id, account)| (AccountId(account), ReminderRuleId(id)))
            .collect())
    })
}

/// Removes a rule; false if there is none. What it sent stays on record.
pub fn delete(tx: &mut Tx, account: AccountId, id: ReminderRuleId) -> Boxed<'_, bool> {
    Box::pin(async move { Ok(tx.execute(&DELETE, args![account.0, id.0]).await? == 1) })
}

/// Open invoices due within some days, both included, of which the rule has not reminded yet.
pub fn reached<'a>(
    q: &'a mut dyn Connection,
    rule: &'a Rule,
    due_from: Date,
    due_to: Date,
    limit: i64,
) -> Boxed<'a, Vec<(InvoiceId, Date)>> {
    Box::pin(async move {
        let classes = open_classes(q, rule.account_id).await?;
        let each: Vec<Vec<&dyn Param>> = classes
            .iter()
            .map(|class| {
                let values: [&dyn Param; 6] =
                    [&rule.account_id.0, class, &due_from, &due_to, &rule.id.0, &limit];
                values.to_vec()
            })
            .collect();
        let found: Vec<Vec<(Uuid, Date)>> = q.rows_of_each(&REACHED, &each).await?;
        Ok(found.into_iter().flatten().map(|(id, due)| (InvoiceId(id), due)).collect())
    })
}

/// Notes what became of a reminder; false if that is on record already.
pub fn note<'a>(tx: &'a mut Tx, account: AccountId, reminder: &'a Reminder) -> Boxed<'a, bool> {
    Box::pin(async move {
        let values = args![
            reminder.invoice_id.0,
            reminder.rule_id.0,
            account.0,
            reminder.days,
            reminder.day,
            reminder.outcome.word(),
            At(reminder.at)
        ];
        Ok(tx.execute(&NOTE, values).await? == 1)
    })
}

/// Notes what became of a reminder after all; false if there is none.
pub fn set_outcome<'a>(
    tx: &'a mut Tx,
    account: AccountId,
    reminder: &'a Reminder,
) -> Boxed<'a, bool> {
    Box::pin(async move {
        let (invoice, rule) = (reminder.invoice_id.0, reminder.rule_id.0);
        let values = args![invoice, rule, account.0, reminder.outcome.word()];
        Ok(tx.execute(&SET_OUTCOME, values).await? == 1)
    })
}

impl FromRow for Reminder {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            invoice_id: InvoiceId(row.take()?),
            rule_id: ReminderRuleId(row.take()?),
            days: row.take()?,
            day: row.take()?,
            outcome: row.read(Outcome::parse)?,
            at: row.take::<At>()?.0,
        })
    }
}

/// What reminders of an invoice there were, oldest first.
pub fn of_invoice(
    q: &mut dyn Connection,
    account: AccountId,
    invoice: InvoiceId,
) -> Boxed<'_, Vec<Reminder>> {
    Box::pin(async move { q.rows(&OF_INVOICE, args![invoice.0, account.0]).await })
}
