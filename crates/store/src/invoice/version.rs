//! Which state of a document is there, told without reading it.

use crate::{
    Boxed, Connection, Query, Result, account,
    db::{At, FromRow, Row, args, ask_among, statements},
};
use net30_domain::{
    Timestamp,
    account::Account,
    id::{AccountId, InvoiceId},
};
use std::sync::Arc;
use uuid::Uuid;

statements! {
    VERSIONS = "select i.id, i.revision, i.updated_at, c.revision, c.updated_at, o.revision, o.updated_at
        from invoice i join customer c on c.id = i.customer_id left join invoice o on o.id = i.credits_id
        where @among(i.id) and i.account_id = ?2";
}

/// How often an object was changed, and when it was last.
///
/// The moment tells apart what a database that was set back to an earlier one counts once more.
type State = (i64, Timestamp);

/// Changes whenever anything changes that a document says: of itself, of its customer, or of the invoice that it
/// credits. Its payments and credit notes change it with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    document: State,
    customer: State,
    credits: Option<State>,
}

impl FromRow for Version {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let document = (row.take()?, row.take::<At>()?.0);
        let customer = (row.take()?, row.take::<At>()?.0);
        let credits: Option<i64> = row.take()?;
        let credits = credits.zip(row.moment()?);
        Ok(Self { document, customer, credits })
    }
}

/// The account, and a version of each document that there is.
pub(super) type Versions = (Option<Arc<Account>>, Vec<Option<Version>>);

/// The account, and which versions some of its documents have; asked for at once. What is read later is at least as new.
pub fn versions<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    ids: &'a [InvoiceId],
) -> Boxed<'a, Versions> {
    Box::pin(async move {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        let of_account = args![account.0];
        let questions =
            (account::ask_stamp(of_account), ask_among::<Version>(&VERSIONS, &ids, of_account));
        let (stamp, found) = q.answers(questions).await?;
        let account = account::bearing(q, account, stamp).await?;
        Ok((account, found.into_iter().map(|mut rows| rows.pop()).collect()))
    })
}
