//! What lists say of documents, read of their rows and of their customers' alone.

use super::class::document_of;
use crate::{
    Boxed, Connection, Query, Result,
    db::{At, Error, FromRow, Json, Row, args, statements},
    kept::{Kept, kept_struct},
};
use net30_domain::{
    Timestamp,
    customer::{Name, names_as_taken_over},
    id::{AccountId, CustomerId, InvoiceId},
    money::{Amount, Currency},
    standing::Position,
    summary::Summary,
    totals::Balance,
};
use uuid::Uuid;

statements! {
    SUMMARY = "select i.id, i.id, i.account_id, i.document, i.position, i.customer_id, i.currency, i.issue_date, i.due_date,
        i.number, i.paid_minor, i.refunded_minor, i.credited_minor, i.due_minor, i.issued_at, i.sent_at, i.viewed_at,
        i.paid_at, i.voided_at, i.scheduled_send_at, i.deleted_at, i.revision, i.created_at, i.updated_at, i.content,
        i.totals, i.issue, c.details from invoice i join customer c on c.id = i.customer_id
        where @among(i.id) and i.account_id = ?2";
}

/// Of the records of a document and of its customer, what a list says; the rest is passed over.
struct Named {
    name: Name,
}
kept_struct! { Named as NamedRecord { name: Name } }

struct NamedBuyer {
    party: Named,
    revision: i64,
}
kept_struct! { NamedBuyer as NamedBuyerRecord { party: Named, revision: i64 } }

struct Content {
    buyer: Option<NamedBuyer>,
    number: Option<String>,
}
kept_struct! { Content as ContentRecord { buyer: Option<NamedBuyer>, number: Option<String> } }

struct Sums {
    total: Amount,
    rounding: Amount,
}
kept_struct! { Sums as SumsRecord { total: Amount, rounding: Amount } }

struct Frozen {
    buyer: Named,
}
kept_struct! { Frozen as FrozenRecord { buyer: Named } }

struct Customer {
    party: Named,
    entered_revision: i64,
}
kept_struct! { Customer as CustomerRecord { party: Named, entered_revision: i64 } }

impl FromRow for Summary {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let (id, account_id) = (InvoiceId(row.take()?), AccountId(row.take()?));
        let document = document_of(row.take()?)?;
        let position = row.take()?;
        let position = Position::from_code(position)
            .ok_or_else(|| Error::broken(format!("cannot read the stored position {position}")))?;
        let customer_id = CustomerId(row.take()?);
        let currency = row.read(Currency::parse)?;
        let (issue_date, due_date) = (row.take()?, row.take()?);
        let number: Option<String> = row.take()?;
        let balance = Balance {
            paid: Amount(row.take()?),
            refunded: Amount(row.take()?),
            credited: Amount(row.take()?),
            due: Amount(row.take()?),
        };
        let issued_at: Option<Timestamp> = row.moment()?;
        let (sent_at, viewed_at) = (row.moment()?, row.moment()?);
        let (paid_at, voided_at) = (row.moment()?, row.moment()?);
        let (scheduled_send_at, deleted_at) = (row.moment()?, row.moment()?);
        let revision = row.take()?;
        let (created_at, updated_at) = (row.take::<At>()?.0, row.take::<At>()?.0);
        let content: Content = row.kept()?;
        let sums: Sums = row.kept()?;
        let frozen: Option<Json<FrozenRecord>> = row.take()?;
        let customer: Customer = row.kept()?;
        let customer_name = match frozen {
            Some(frozen) => Frozen::revive(frozen.0)?.buyer.name,
            None => match content.buyer {
                Some(buyer) if names_as_taken_over(buyer.revision, customer.entered_revision) => {
                    buyer.party.name
                }
                _ => customer.party.name,
            },
        };
        let is_draft = position == Position::Draft;
        let wanted_number = content.number.filter(|_| is_draft);
        Ok(Self {
            id,
            account_id,
            document,
            position,
            // The column has the number that lists show: one that is only wanted was never drawn.
            number: number.filter(|number| wanted_number.as_ref() != Some(number)),
            wanted_number,
            customer_id,
            customer_name,
            currency,
            issue_date,
            due_date,
            total: sums.total,
            rounding: sums.rounding,
            balance,
            issued_at,
            sent_at,
            viewed_at,
            paid_at,
            voided_at,
            scheduled_send_at,
            deleted_at,
            revision,
            created_at,
            updated_at,
        })
    }
}

/// What lists say of those of the documents that there are, in the order of `ids`.
pub fn summaries<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    ids: &'a [InvoiceId],
) -> Boxed<'a, Vec<Summary>> {
    Box::pin(async move {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        let found: Vec<Vec<Summary>> = q.rows_among(&SUMMARY, &ids, args![account.0]).await?;
        Ok(found.into_iter().flatten().collect())
    })
}
