//! Keeping documents: the row, its lines, tags, what it is found by, and the tally.

use super::{
    class::{self, Class, document_code},
    filter::{due_sort, number_sort, total_sort},
    load_ids,
    row::{frozen_of, line_rest_of, rest_of, stage_code, sums_of},
};
use crate::{
    Boxed, Result, Tx,
    db::{
        At, Error, Json, Param, Query as _, args, owned,
        search::{self, Kind},
        statements,
    },
    kept::json,
    product, rendered, tax,
};
use net30_domain::{
    document::Line,
    id::{AccountId, InvoiceId},
    invoice::{Invoice, Stage},
    text::{folded, lowered},
    totals::LineTotals,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The columns that are written, in the order of [`values`].
macro_rules! written {
    () => {
        "id, account_id, class, document, stage, position, customer_id, currency, issue_date, due_date, due_sort, \
        number, number_sort, net_minor, tax_minor, payable_minor, paid_minor, refunded_minor, credited_minor, \
        due_minor, total_sort, template_id, credits_id, external_source, external_source_id, share_token, content, \
        totals, issue, credited_lines, metadata, issued_at, sent_at, voided_at, payment_failed_at, viewed_at, \
        paid_at, scheduled_send_at, deleted_at, revision, created_at, updated_at, last_delivery, \
        recurring_id, reminders_paused"
    };
}

statements! {
    INSERT = concat!(
        "insert into invoice (", written!(), ") values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
        ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34,
        ?35, ?36, ?37, ?38, ?39, ?40, ?41, ?42, ?43, ?44, ?45)"
    );
    // ?4 and ?41 are what never changes: compared, so that they need no second list of values.
    UPDATE = "update invoice set class = ?3, stage = ?5, position = ?6, customer_id = ?7, currency = ?8,
        issue_date = ?9, due_date = ?10, due_sort = ?11, number = ?12, number_sort = ?13, net_minor = ?14,
        tax_minor = ?15, payable_minor = ?16, paid_minor = ?17, refunded_minor = ?18, credited_minor = ?19,
        due_minor = ?20, total_sort = ?21, template_id = ?22, credits_id = ?23, external_source = ?24,
        external_source_id = ?25, share_token = ?26, content = ?27, totals = ?28, issue = ?29,
        credited_lines = ?30, metadata = ?31, issued_at = ?32, sent_at = ?33, voided_at = ?34,
        payment_failed_at = ?35, viewed_at = ?36, paid_at = ?37, scheduled_send_at = ?38, deleted_at = ?39,
        revision = ?40, updated_at = ?42, last_delivery = ?43, recurring_id = ?44, reminders_paused = ?45
        where id = ?1 and account_id = ?2 and document = ?4 and created_at = ?41 and revision = ?46";
    INSERT_LINE = "insert into line (invoice_id, position, id, product_id, name, quantity, unit_price,
        gross_minor, discount_minor, net_minor, tax_minor, total_minor, details)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    DELETE_LINES = "delete from line where invoice_id = ?1";
    INSERT_TAG = "insert into tag (id, account_id, folded) values (?1, ?2, ?3)
        on conflict (account_id, folded) do nothing";
    FIND_TAG = "select id from tag where account_id = ?1 and folded = ?2";
    ADD_TAG = "insert into invoice_tag (invoice_id, tag_id) values (?1, ?2)
        on conflict (invoice_id, tag_id) do nothing";
    REMOVE_TAG = "delete from invoice_tag where invoice_id = ?1 and tag_id = ?2";
    REMOVE_TAGS = "delete from invoice_tag where invoice_id = ?1";
    CLAIM = "select class from invoice where id = ?1 and account_id = ?2 @claimed";
    DELETE_REFUNDS = "delete from refund where payment_id in (select id from payment where invoice_id = ?1)";
    DELETE_PAYMENTS = "delete from payment where invoice_id = ?1";
    DELETE = "delete from invoice where id = ?1";
}

/// The values of the written columns.
fn values(invoice: &Invoice, class: Class) -> Vec<Box<dyn Param>> {
    let content = &invoice.content;
    let issue = invoice.stage.issue();
    let balance = invoice.balance();
    let voided_at = match invoice.stage {
        Stage::Void { at, .. } => Some(at),
        Stage::Draft { .. } | Stage::Issued(_) => None,
    };
    let number = invoice.number();
    let credited = (!invoice.credited_lines.is_empty()).then(|| json(&invoice.credited_lines));
    vec![
        Box::new(invoice.id.0),
        Box::new(invoice.account_id.0),
        Box::new(class.code()),
        Box::new(document_code(invoice.document)),
        Box::new(stage_code(&invoice.stage)),
        Box::new(class.position.code()),
        Box::new(content.customer_id.0),
        Box::new(content.currency.code()),
        Box::new(content.issue_date),
        Box::new(content.due_date),
        Box::new(due_sort(invoice)),
        Box::new(number.map(str::to_owned)),
        Box::new(number_sort(number.unwrap_or_default())),
        Box::new(invoice.totals.net.0),
        Box::new(invoice.totals.tax.0),
        Box::new(invoice.totals.payable().0),
        Box::new(balance.paid.0),
        Box::new(balance.refunded.0),
        Box::new(balance.credited.0),
        Box::new(balance.due.0),
        Box::new(total_sort(invoice)),
        Box::new(content.template_id.map(|id| id.0)),
        Box::new(invoice.credits.as_ref().map(|link| link.id.0)),
        Box::new(content.external_source.clone()),
        Box::new(content.external_source_id.clone()),
        Box::new(issue.map(|issue| issue.share_token.clone())),
        Box::new(Json(rest_of(content))),
        Box::new(Json(sums_of(&invoice.totals))),
        Box::new(issue.map(|issue| Json(frozen_of(issue)))),
        Box::new(credited),
        Box::new(content.metadata.clone()),
        Box::new(issue.map(|issue| At(issue.issued_at))),
        Box::new(issue.and_then(|issue| issue.sent_at).map(At)),
        Box::new(voided_at.map(At)),
        Box::new(invoice.payment_failed_at.map(At)),
        Box::new(invoice.viewed_at.map(At)),
        Box::new(invoice.paid_at.map(At)),
        Box::new(invoice.scheduled_send_at.map(At)),
        Box::new(invoice.deleted_at.map(At)),
        Box::new(invoice.revision),
        Box::new(At(invoice.created_at)),
        Box::new(At(invoice.updated_at)),
        Box::new(invoice.last_delivery.as_ref().map(json)),
        Box::new(invoice.recurring_id.map(|id| id.0)),
        Box::new(i16::from(invoice.reminders_paused)),
    ]
}

/// A document as its row is, which nobody else changes before the transaction ends.
///
/// Where it is tallied is read from the row, so that the tally is right whatever is thought of the document.
#[derive(Clone, Debug)]
pub struct ClaimedRow {
    invoice: Box<Invoice>,
    /// None as long as there is no row.
    class: Option<Class>,
}

impl ClaimedRow {
    /// Of a new document, of which nobody else can know: its row is written by the first [`update`].
    #[must_use]
    pub fn unwritten(invoice: Box<Invoice>) -> Self {
        Self { invoice, class: None }
    }

    /// The document.
    #[must_use]
    pub fn invoice(&self) -> &Invoice {
        &self.invoice
    }

    /// The document, of which nothing more is decided.
    #[must_use]
    pub fn into_invoice(self) -> Box<Invoice> {
        self.invoice
    }
}

/// Claims a document for this transaction: whoever else wants it waits until it has ended. `None` if there is none.
///
/// It is read only once it is claimed, so that what is read holds until the end.
pub fn claim(tx: &mut Tx, account: AccountId, id: InvoiceId) -> Boxed<'_, Option<ClaimedRow>> {
    Box::pin(async move {
        let class: Option<(i32,)> = tx.optional(&CLAIM, args![id.0, account.0]).await?;
        let Some((class,)) = class else { return Ok(None) };
        let class = Class::from_code(class)?;
        let found = load_ids(tx, &[id.0]).await?.pop();
        Ok(found.map(|invoice| ClaimedRow { invoice: Box::new(invoice), class: Some(class) }))
    })
}

/// Reads a claimed document anew, after something that belongs to it was kept elsewhere, such as its credit note.
///
/// # Errors
/// [`Error::Contention`] if it is gone.
pub fn reread<'a>(tx: &'a mut Tx, held: &'a ClaimedRow) -> Boxed<'a, ClaimedRow> {
    Box::pin(async move {
        let found = load_ids(tx, &[held.invoice.id.0]).await?.pop();
        let invoice = Box::new(found.ok_or(Error::Contention)?);
        Ok(ClaimedRow { invoice, class: held.class })
    })
}

/// Keeps a new document with its lines. Its payments are kept by [`crate::payment`].
///
/// # Errors
/// [`Error::Unique`] of `invoice_number_unique`, `invoice_external_unique` or `invoice_share_token_unique` if another
/// document of the account has its number or external id; [`Error::Reference`] if the customer is not there. On PostgreSQL,
/// and before its turn on SQLite, the next statement that is waited for has the error, or the commit.
pub fn insert(tx: &mut Tx, invoice: Box<Invoice>) -> Boxed<'_, ClaimedRow> {
    Box::pin(async move {
        let class = Class::of(&invoice);
        tx.execute_later(&INSERT, values(&invoice, class))?;
        insert_lines(tx, &invoice)?;
        tax::note_use(tx, invoice.content.all_taxes().filter_map(|tax| tax.id))?;
        keep_tags(tx, &invoice, &[]).await?;
        if let Some(number) = invoice.number() {
            search::keep_new(tx, invoice.account_id, Kind::Number, invoice.id.0, folded(number))?;
        }
        class::tally(tx, invoice.account_id, invoice.id, None, Some(class));
        Ok(ClaimedRow { invoice, class: Some(class) })
    })
}

/// Keeps a changed document, whose revision is the new one, or one that is not written yet.
///
/// # Errors
/// As [`insert`]; [`Error::Contention`] if the row is no longer the one that is held.
pub fn update<'a>(
    tx: &'a mut Tx,
    invoice: Box<Invoice>,
    held: &'a ClaimedRow,
) -> Boxed<'a, ClaimedRow> {
    Box::pin(async move {
        let Some(class_before) = held.class else { return insert(tx, invoice).await };
        let before = &held.invoice;
        let class = Class::of(&invoice);
        let values = values(&invoice, class);
        let mut values: Vec<&dyn Param> = values.iter().map(AsRef::as_ref).collect();
        values.push(&before.revision);
        if tx.execute(&UPDATE, &values).await? == 0 {
            return Err(Error::Contention);
        }
        let lines_differ = invoice.content.lines != before.content.lines
            || invoice.totals.lines != before.totals.lines;
        if lines_differ {
            tx.execute_later(&DELETE_LINES, owned![invoice.id.0])?;
            insert_lines(tx, &invoice)?;
        }
        if lines_differ || invoice.content.taxes != before.content.taxes {
            tax::note_use(tx, invoice.content.all_taxes().filter_map(|tax| tax.id))?;
        }
        keep_tags(tx, &invoice, &before.content.presentation.tags).await?;
        if invoice.number() != before.number() {
            let number = folded(invoice.number().unwrap_or_default());
            search::keep(tx, invoice.account_id, Kind::Number, invoice.id.0, &number).await?;
        }
        class::tally(tx, invoice.account_id, invoice.id, Some(class_before), Some(class));
        Ok(ClaimedRow { invoice, class: Some(class) })
    })
}

fn insert_lines(tx: &mut Tx, invoice: &Invoice) -> Result<()> {
    let lines = &invoice.content.lines;
    if lines.len() != invoice.totals.lines.len() {
        return Err(Error::broken("a document's lines and their totals differ in number"));
    }
    let rows: Vec<Vec<Box<dyn Param>>> = lines
        .iter()
        .zip(&invoice.totals.lines)
        .zip(0_i32..)
        .map(|((line, totals), position)| line_values(invoice.id, position, line, totals))
        .collect();
    product::hold(tx, lines.iter().filter_map(|line| line.product_id))?;
    tx.insert_rows_later(&INSERT_LINE, rows).map(|_| ())
}

fn line_values(
    invoice: InvoiceId,
    position: i32,
    line: &Line,
    totals: &LineTotals,
) -> Vec<Box<dyn Param>> {
    vec![
        Box::new(invoice.0),
        Box::new(position),
        Box::new(line.id.0),
        Box::new(line.product_id.map(|id| id.0)),
        Box::new(line.name.clone()),
        Box::new(line.quantity.to_string()),
        Box::new(line.unit_price.to_string()),
        Box::new(totals.gross.0),
        Box::new(totals.discount.0),
        Box::new(totals.net.0),
        Box::new(totals.tax.0),
        Box::new(totals.total.0),
        Box::new(Json(line_rest_of(line))),
    ]
}

/// Adds and removes tags such that the document has those of its content. Each tag is kept once for the account.
async fn keep_tags(tx: &mut Tx, invoice: &Invoice, before: &[String]) -> Result<()> {
    if invoice.content.presentation.tags == before {
        return Ok(());
    }
    let set = |tags: &[String]| tags.iter().map(|tag| lowered(tag)).collect::<BTreeSet<String>>();
    let (before, after) = (set(before), set(&invoice.content.presentation.tags));
    for gone in before.difference(&after) {
        if let Some((tag,)) =
            tx.optional::<(Uuid,)>(&FIND_TAG, args![invoice.account_id.0, gone]).await?
        {
            tx.execute_later(&REMOVE_TAG, owned![invoice.id.0, tag])?;
        }
    }
    for new in after.difference(&before) {
        let tag = tag_id(tx, invoice.account_id, new).await?;
        tx.execute_later(&ADD_TAG, owned![invoice.id.0, tag])?;
    }
    Ok(())
}

/// The id of a tag, which is made if the account has none of that name.
async fn tag_id(tx: &mut Tx, account: AccountId, lowered: &str) -> Result<Uuid> {
    if let Some((id,)) = tx.optional(&FIND_TAG, args![account.0, lowered]).await? {
        return Ok(id);
    }
    let id = id_of_tag(account, lowered);
    if tx.execute(&INSERT_TAG, args![id, account.0, lowered]).await? == 1 {
        search::keep(tx, account, Kind::Tag, id, &folded(lowered)).await?;
    }
    let (id,) = tx.one(&FIND_TAG, args![account.0, lowered]).await?;
    Ok(id)
}

/// The id of a tag is made of its account and name, so that two who make it at once make the same (RFC 9562, version 8).
fn id_of_tag(account: AccountId, folded: &str) -> Uuid {
    use sha2::{Digest as _, Sha256};
    let hash = Sha256::new_with_prefix(account.0).chain_update(folded).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Removes a document for good, with its lines and whatever else is kept of it but its history.
///
/// # Errors
/// [`Error::Contention`] if it is gone.
pub fn delete<'a>(tx: &'a mut Tx, held: &'a ClaimedRow) -> Boxed<'a, ()> {
    Box::pin(async move {
        let (account, id) = (held.invoice.account_id, held.invoice.id);
        rendered::remove(tx, account, id).await?;
        for statement in [&DELETE_LINES, &REMOVE_TAGS, &DELETE_REFUNDS, &DELETE_PAYMENTS] {
            tx.execute(statement, args![id.0]).await?;
        }
        search::forget(tx, account, Kind::Number, id.0).await?;
        if tx.execute(&DELETE, args![id.0]).await? == 0 {
            return Err(Error::Contention);
        }
        class::tally(tx, account, id, held.class, None);
        Ok(())
    })
}
