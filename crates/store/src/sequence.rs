//! Sequences of numbers: without gaps, since a number is drawn in the transaction that uses it.

use crate::{
    Query, Result, Tx,
    db::{args, statements},
};
use net30_domain::{Date, id::AccountId, invoice::DocumentType};

statements! {
    DRAW = "insert into sequence (account_id, document, series, next) values (?1, ?2, ?3, 2)
        on conflict (account_id, document, series) do update set next = sequence.next + 1
        returning next - 1";
    PEEK = "select next from sequence where account_id = ?1 and document = ?2 and series = ?3";
    LAST_ISSUE_DATE = "select last_issue_date from sequence
        where account_id = ?1 and document = ?2 and series = ?3";
    SET_LAST_ISSUE_DATE = "insert into sequence (account_id, document, series, next, last_issue_date)
        values (?1, ?2, ?3, 1, ?4)
        on conflict (account_id, document, series) do update set last_issue_date = case
            when sequence.last_issue_date > excluded.last_issue_date then sequence.last_issue_date
            else excluded.last_issue_date end";
    LIST = "select series, next from sequence where account_id = ?1 order by series";
}

pub(crate) fn document_code(document: DocumentType) -> i16 {
    match document {
        DocumentType::Invoice => 0,
        DocumentType::CreditNote => 1,
    }
}

/// Takes the next number of a series, from 1. Others who want one wait until this transaction ends.
pub async fn draw(
    tx: &mut Tx,
    account: AccountId,
    document: DocumentType,
    series: &str,
) -> Result<i64> {
    let (drawn,) = tx.one(&DRAW, args![account.0, document_code(document), series]).await?;
    Ok(drawn)
}

/// The number that would be drawn next.
pub async fn peek(
    q: &mut impl Query,
    account: AccountId,
    document: DocumentType,
    series: &str,
) -> Result<i64> {
    let next = q.optional(&PEEK, args![account.0, document_code(document), series]).await?;
    Ok(next.map_or(1, |(next,)| next))
}

/// The latest issue date of the series' numbers.
pub async fn last_issue_date(
    q: &mut impl Query,
    account: AccountId,
    document: DocumentType,
    series: &str,
) -> Result<Option<Date>> {
    let values = args![account.0, document_code(document), series];
    let date: Option<(Option<Date>,)> = q.optional(&LAST_ISSUE_DATE, values).await?;
    Ok(date.and_then(|(date,)| date))
}

/// Notes the issue date of the series' last number; one that is later stays, also while dates may go back.
pub async fn set_last_issue_date(
    tx: &mut Tx,
    account: AccountId,
    document: DocumentType,
    series: &str,
    date: Date,
) -> Result<()> {
    let values = args![account.0, document_code(document), series, date];
    tx.execute(&SET_LAST_ISSUE_DATE, values).await.map(|_| ())
}

/// A series of an account, and what would be drawn next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// The pattern with everything but `{SEQ}` filled in.
    pub series: String,
    /// What would be drawn next.
    pub next: i64,
}

/// Every series of an account.
pub async fn list(q: &mut impl Query, account: AccountId) -> Result<Vec<Series>> {
    let rows: Vec<(String, i64)> = q.rows(&LIST, args![account.0]).await?;
    Ok(rows.into_iter().map(|(series, next)| Series { series, next }).collect())
}
