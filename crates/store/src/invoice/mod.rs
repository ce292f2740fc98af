//! Invoices and credit notes: one table, one id space.

mod class;
mod count;
mod filter;
mod indexed;
mod list;
mod plan;
pub(crate) mod records {
    //! The records of which a document is kept.
    pub(crate) use super::row::{
        FrozenRecord, LineRestRecord, RestRecord, SumsRecord, frozen_of, line_rest_of, rest_of,
        sums_of,
    };
}
mod row;
mod save;
mod select;
mod summary;
mod version;

pub(crate) use class::{Class, counts as class_counts, document_code, document_of};
pub use count::count;
pub use filter::{Deleted, InvoiceFilter, Sort, SortKey};
pub use list::{ListQuery, cursor_after, list, list_ids, page_of_ids};
pub use save::{ClaimedRow, claim, delete, insert, reread, update};
pub use summary::summaries;
pub use version::{Version, versions};

use crate::{
    Boxed, Connection, Query, Result,
    db::{FromRow, Json, Param, Row, args, ask_among, statements},
    kept::Kept,
    payment,
};
use indexed::{Indexed, IndexedRow, indexed_columns};
use net30_domain::{
    document::DocumentType,
    id::{AccountId, InvoiceId},
    invoice::{CreditedLine, Invoice},
    money::Currency,
    standing::Position,
};
use row::{InvoiceRow, LineRow, LinkRow, invoice_columns, line_columns, link_columns};
use uuid::Uuid;

statements! {
    LOAD = concat!("select id, ", invoice_columns!(), " from invoice where @among(id)");
    LINE_COUNT = "select invoice_id, count(*) from line where @among(invoice_id) group by invoice_id";
    LINES = concat!(
        "select invoice_id, ", line_columns!(), " from line where @among(invoice_id) order by invoice_id, position"
    );
    CREDIT_NOTES = concat!(
        "select credits_id, ", link_columns!(), " from invoice
        where @among(credits_id) and (deleted_at is null or stage <> 0) order by created_at, id"
    );
    LINK = concat!("select id, ", link_columns!(), " from invoice where @among(id)");
    BY_NUMBER = "select id from invoice where account_id = ?1 and number = ?2";
    BY_EXTERNAL = "select id from invoice
        where account_id = ?1 and external_source_id = ?2 and external_source = ?3";
    BY_TOKEN = "select id from invoice where share_token = ?1";
    CREDITED_LINES = "select id, credited_lines from invoice
        where credits_id = ?1 and account_id = ?2 and stage = 1 order by created_at, id";
    SCAN = concat!(
        "select id, ", indexed_columns!(), " from invoice
        where id > ?1 and account_id = ?2 order by id limit ?3"
    );
    TRASHED = "select id from invoice where account_id = ?1 and stage = 0 and class = ?2 order by created_at, id";
}

/// The document with an id.
pub fn load(
    q: &mut dyn Connection,
    account: AccountId,
    id: InvoiceId,
) -> Boxed<'_, Option<Invoice>> {
    Box::pin(async move {
        let found = load_ids(q, &[id.0]).await?.pop();
        Ok(found.filter(|invoice| invoice.account_id == account))
    })
}

/// Those of the documents that there are, in the order of `ids`.
pub fn load_many<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    ids: &'a [InvoiceId],
) -> Boxed<'a, Vec<Invoice>> {
    Box::pin(async move {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        let mut found = load_ids(q, &ids).await?;
        found.retain(|invoice| invoice.account_id == account);
        Ok(found)
    })
}

/// How many lines each of some documents has.
pub fn line_counts<'a>(q: &'a mut dyn Connection, ids: &'a [InvoiceId]) -> Boxed<'a, Vec<i64>> {
    Box::pin(async move {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        let counts: Vec<Vec<(i64,)>> = q.rows_among(&LINE_COUNT, &ids, &[]).await?;
        Ok(counts.into_iter().map(|rows| rows.first().map_or(0, |(count,)| *count)).collect())
    })
}

/// The document with a number.
pub fn load_by_number<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    number: &'a str,
) -> Boxed<'a, Option<Invoice>> {
    Box::pin(async move {
        let id = q.optional(&BY_NUMBER, args![account.0, number]).await?;
        load_found(q, id).await
    })
}

/// The document with an id in the system that it comes from.
pub fn load_by_external<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    source: &'a str,
    id: &'a str,
) -> Boxed<'a, Option<Invoice>> {
    Box::pin(async move {
        let id = q.optional(&BY_EXTERNAL, args![account.0, id, source]).await?;
        load_found(q, id).await
    })
}

/// The document with a public link, whose secret part stands for the account.
pub fn load_by_token<'a>(
    q: &'a mut dyn Connection,
    share_token: &'a str,
) -> Boxed<'a, Option<Invoice>> {
    Box::pin(async move {
        let id = q.optional(&BY_TOKEN, args![share_token]).await?;
        load_found(q, id).await
    })
}

/// The document with an id that a link proves, which stands for the account.
pub fn load_by_link(q: &mut dyn Connection, id: InvoiceId) -> Boxed<'_, Option<Invoice>> {
    Box::pin(load_found(q, Some((id.0,))))
}

async fn load_found(q: &mut dyn Connection, found: Option<(Uuid,)>) -> Result<Option<Invoice>> {
    match found {
        Some((id,)) => Ok(load_ids(q, &[id]).await?.pop()),
        None => Ok(None),
    }
}

/// The document that has a number, if one has it.
pub fn number_used<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    number: &'a str,
) -> Boxed<'a, Option<InvoiceId>> {
    Box::pin(async move {
        let found: Option<(Uuid,)> = q.optional(&BY_NUMBER, args![account.0, number]).await?;
        Ok(found.map(|(id,)| InvoiceId(id)))
    })
}

/// The drafts in the trash, oldest first.
pub fn trashed_ids(q: &mut dyn Connection, account: AccountId) -> Boxed<'_, Vec<InvoiceId>> {
    Box::pin(async move {
        let classes = class::counts(q, account).await?;
        let trashed: Vec<i32> = classes
            .into_iter()
            .filter(|(class, _)| class.deleted == Deleted::TrashedDrafts)
            .map(|(class, _)| class.code())
            .collect();
        let each: Vec<Vec<&dyn Param>> =
            trashed.iter().map(|class| vec![&account.0 as &dyn Param, class]).collect();
        let ids: Vec<Vec<(Uuid,)>> = q.rows_of_each(&TRASHED, &each).await?;
        Ok(ids.into_iter().flatten().map(|(id,)| InvoiceId(id)).collect())
    })
}

/// The classes of an account's invoices that something is due of.
pub(crate) fn open_classes(q: &mut dyn Connection, account: AccountId) -> Boxed<'_, Vec<i32>> {
    Box::pin(async move {
        let is_open = |class: &class::Class| {
            class.document.asks_for_money()
                && class.deleted == Deleted::No
                && matches!(class.position, Position::Due { .. })
        };
        let classes = class::counts(q, account).await?.into_iter().map(|(class, _)| class);
        Ok(classes.filter(is_open).map(class::Class::code).collect())
    })
}

/// The class of invoices in a currency and at a position that are not deleted.
pub(crate) fn invoice_class(currency: Currency, position: Position) -> i32 {
    let document = DocumentType::Invoice;
    class::Class { currency, document, position, deleted: Deleted::No }.code()
}

/// A document beside what is kept for its indexes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The document.
    pub invoice: Invoice,
    /// The class under which it is to be tallied.
    pub class: i32,
    /// The first column that is kept for an index and does not follow from the document.
    pub stray: Option<&'static str>,
}

/// Documents in the order of their ids, deleted ones included: for going through all of them.
pub fn scan(
    q: &mut dyn Connection,
    account: AccountId,
    after: Option<InvoiceId>,
    limit: i64,
) -> Boxed<'_, Vec<Stored>> {
    Box::pin(async move {
        let after = after.map_or(Uuid::nil(), |id| id.0);
        let rows: Vec<(Uuid, Indexed)> = q
            .rows::<IndexedRow>(&SCAN, args![after, account.0, limit])
            .await?
            .into_iter()
            .map(|row| (row.id, row.indexed))
            .collect();
        let ids: Vec<Uuid> = rows.iter().map(|(id, _)| *id).collect();
        let invoices = load_ids(q, &ids).await?;
        let stored = |((_, indexed), invoice): ((Uuid, Indexed), Invoice)| Stored {
            class: Class::of(&invoice).code(),
            stray: indexed.stray(&Indexed::of(&invoice)),
            invoice,
        };
        Ok(rows.into_iter().zip(invoices).map(stored).collect())
    })
}

/// How many documents of each class are tallied.
pub fn tallied(q: &mut dyn Connection, account: AccountId) -> Boxed<'_, Vec<(i32, i64)>> {
    class::tallied(q, account)
}

/// A credit note with what it takes back.
struct Credited {
    id: InvoiceId,
    lines: Vec<CreditedLine>,
}

impl FromRow for Credited {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let id = InvoiceId(row.take()?);
        let record = row.take::<Option<Json<_>>>()?.map(|json| json.0).unwrap_or_default();
        Ok(Self { id, lines: Kept::revive(record)? })
    }
}

/// What each issued credit note of an invoice takes back of its lines.
pub fn credited_lines_of(
    q: &mut dyn Connection,
    account: AccountId,
    invoice: InvoiceId,
) -> Boxed<'_, Vec<(InvoiceId, Vec<CreditedLine>)>> {
    Box::pin(async move {
        let notes: Vec<Credited> = q.rows(&CREDITED_LINES, args![invoice.0, account.0]).await?;
        Ok(notes.into_iter().map(|note| (note.id, note.lines)).collect())
    })
}

/// Documents with all that belongs to them, in the order of `ids`; those that are not there are left out.
pub(crate) fn load_ids<'a>(q: &'a mut dyn Connection, ids: &'a [Uuid]) -> Boxed<'a, Vec<Invoice>> {
    Box::pin(async move {
        let questions =
            (ask_among::<InvoiceRow>(&LOAD, ids, &[]), ask_among::<LineRow>(&LINES, ids, &[]));
        let (rows, lines) = q.answers(questions).await?;
        let found = rows.into_iter().zip(lines);
        let mut rows: Vec<(InvoiceRow, Vec<LineRow>)> =
            found.filter_map(|(mut row, lines)| Some((row.pop()?, lines))).collect();

        let issued = rows.iter().filter(|(row, _)| row.was_issued());
        let issued: Vec<Uuid> = issued.map(|(row, _)| row.invoice.id.0).collect();
        let mut credited: Vec<Uuid> =
            rows.iter().filter_map(|(row, _)| row.credits_id).map(|id| id.0).collect();
        credited.sort_unstable();
        credited.dedup();
        let questions = (
            payment::ask_of_invoices(&issued),
            ask_among::<LinkRow>(&CREDIT_NOTES, &issued, &[]),
            ask_among::<LinkRow>(&LINK, &credited, &[]),
        );
        let (payments, notes, originals) = q.answers(questions).await?;
        let payments = payment::with_refunds(q, payments).await?;
        let mut of_issued = issued.iter().zip(payments.into_iter().zip(notes));
        for (row, _) in rows.iter_mut().filter(|(row, _)| row.was_issued()) {
            if let Some((_, (payments, notes))) = of_issued.next() {
                row.invoice.payments = payments;
                row.invoice.credit_notes = notes.into_iter().map(|link| link.0).collect();
            }
        }
        let assemble = |(row, lines): (InvoiceRow, Vec<LineRow>)| {
            let mut invoice = row.invoice;
            for line in lines {
                invoice.content.lines.push(line.line);
                invoice.totals.lines.push(line.totals);
            }
            let credits = row.credits_id.and_then(|id| credited.binary_search(&id.0).ok());
            let link = credits.and_then(|place| originals[place].first());
            invoice.credits = link.map(|link| link.0.clone());
            *invoice
        };
        Ok(rows.into_iter().map(assemble).collect())
    })
}

/// The constant statements, for the test that prepares them all.
#[cfg(test)]
pub(crate) fn statements() -> [&'static [(&'static str, &'static crate::db::Statement)]; 6] {
    [
        STATEMENTS,
        class::STATEMENTS,
        plan::STATEMENTS,
        save::STATEMENTS,
        summary::STATEMENTS,
        version::STATEMENTS,
    ]
}
