//! Which invoices are overdue, as long as the history does not say so.

use crate::{
    Boxed, Connection, Query,
    account::at_work,
    db::{At, args, statements},
};
use net30_domain::{
    Date, Timestamp,
    id::{AccountId, InvoiceId},
};
use uuid::Uuid;

/// That an event `e` of the invoice `i` says so, and that it was not issued anew since then.
macro_rules! told {
    () => {
        "exists (
            select 1 from event e where e.object_id = i.id and e.account_id = i.account_id
            and e.kind = 'invoice.overdue' and not exists (
                select 1 from event r where r.object_id = i.id and r.kind = 'invoice.issued' and r.sequence > e.sequence
            )
        )"
    };
}

statements! {
    // The classes (invoice/class.rs) of invoices of which something is due.
    UNTOLD = concat!(
        "select i.account_id, i.id, i.due_sort from (
            select distinct t.account_id, t.class from tally t
            where t.class % 4 = 0 and t.class / 4 % 16 >= 8 and t.class / 64 % 16 = 0
        ) due join invoice i @by(invoice_by_due_date)
        on i.account_id = due.account_id and i.class = due.class and i.due_sort between ?1 and ?2
        where not ", told!(), " and ", at_work!("i.account_id"), "
        and not exists (
            select 1 from setback s where s.task = 'overdue' and s.object_id = i.account_id and s.again_at > ?3
        ) order by i.due_sort, i.id limit ?4"
    );
    TOLD = concat!("select i.id from invoice i where i.id = ?1 and i.account_id = ?2 and ", told!());
}

/// Invoices of all accounts that were due within some days, both included, and are not paid: the longest due first. Left
/// out are those whose history says that they are overdue, and those of accounts that wait after a failure or are
/// suspended.
pub fn untold(
    q: &mut dyn Connection,
    due_from: Date,
    due_to: Date,
    now: Timestamp,
    limit: i64,
) -> Boxed<'_, Vec<(AccountId, InvoiceId, Date)>> {
    Box::pin(async move {
        let values = args![due_from, due_to, At(now), limit];
        let found: Vec<(Uuid, Uuid, Date)> = q.rows(&UNTOLD, values).await?;
        let typed = |(account, id, due)| (AccountId(account), InvoiceId(id), due);
        Ok(found.into_iter().map(typed).collect())
    })
}

/// Whether the history says that an invoice is overdue, since it was issued last.
pub fn is_told(q: &mut dyn Connection, account: AccountId, id: InvoiceId) -> Boxed<'_, bool> {
    Box::pin(async move {
        let found: Option<(Uuid,)> = q.optional(&TOLD, args![id.0, account.0]).await?;
        Ok(found.is_some())
    })
}
