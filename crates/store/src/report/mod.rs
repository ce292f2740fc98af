//! What reports add up: sums by index over the documents of one account, class by class.
//!
//! A report wants what was issued within a period: the class of a document tells currency, type and standing, and the
//! index by class and date leads to the period, so that nothing else is read. A customer's documents are read by their
//! own index.

mod issued;
mod money;
mod receivables;
mod sums;

pub use issued::{
    Due, Issued, IssuedTax, Stands, by_customer, by_day, by_product, due, standings, taxes,
};
pub use money::{
    Credit, Figures, Flowed, Paid, PaymentTime, Settled, payment_times, received, refunded,
    settled, settled_ids,
};
pub use receivables::{receivables, receivables_changed_after, receivables_of_customer};

use crate::{
    Boxed, Connection, Query, Result,
    db::{args, statements},
    invoice::{Class, Deleted, class_counts},
};
use net30_domain::{
    Date,
    id::{AccountId, CustomerId, ProductId},
    money::Currency,
    standing::Position,
};
use std::collections::HashMap;
use uuid::Uuid;

statements! {
    CUSTOMER = "select id from customer where id = ?1 and account_id = ?2";
    CUSTOMER_NAME = "select name from customer where id = ?1 and account_id = ?2";
    PRODUCT_NAME = "select name from product where id = ?1 and account_id = ?2";
}

/// Before every date of a document; `Date::MIN` is before what PostgreSQL knows.
const FIRST_DAY: Date = Date::constant(1, 1, 1);

/// What a report is about. All conditions hold at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Whose documents.
    pub account: AccountId,
    /// Of this customer, whom [`Scope::is_of_account`] must have found to be the account's.
    pub customer: Option<CustomerId>,
    /// In this currency.
    pub currency: Option<Currency>,
    /// From this day.
    pub from: Option<Date>,
    /// To this day.
    pub to: Option<Date>,
}

impl Scope {
    /// Whether the customer is one of the account's; true if any will do.
    pub fn is_of_account<'a>(&'a self, q: &'a mut dyn Connection) -> Boxed<'a, bool> {
        Box::pin(async move {
            let Some(customer) = self.customer else { return Ok(true) };
            let found: Option<(Uuid,)> =
                q.optional(&CUSTOMER, args![customer.0, self.account.0]).await?;
            Ok(found.is_some())
        })
    }

    /// Whether a day is within the period.
    #[must_use]
    pub fn includes(&self, day: Date) -> bool {
        let (from, to) = self.days();
        (from..=to).contains(&day)
    }

    fn days(&self) -> (Date, Date) {
        (self.from.unwrap_or(FIRST_DAY), self.to.unwrap_or(Date::MAX))
    }

    fn wants(&self, currency: Currency) -> bool {
        self.currency.is_none_or(|wanted| wanted == currency)
    }

    async fn classes(
        &self,
        q: &mut dyn Connection,
        is_wanted: impl Fn(Class) -> bool,
    ) -> Result<Vec<i32>> {
        let counts = class_counts(q, self.account).await?;
        let wanted = |class: &Class| is_wanted(*class) && self.wants(class.currency);
        Ok(counts.into_iter().map(|(class, _)| class).filter(wanted).map(Class::code).collect())
    }
}

/// Whether documents of a class count: issued, not void.
fn is_issued(class: Class) -> bool {
    class.deleted == Deleted::No && !matches!(class.position, Position::Void | Position::Draft)
}

fn is_owed(class: Class) -> bool {
    is_issued(class)
        && class.document.asks_for_money()
        && matches!(class.position, Position::Due { .. })
}

/// The names of customers; those of another account are not found.
pub fn customer_names<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    ids: &'a [CustomerId],
) -> Boxed<'a, HashMap<CustomerId, String>> {
    Box::pin(async move {
        let each: Vec<Vec<&dyn crate::db::Param>> =
            ids.iter().map(|id| vec![&id.0 as &dyn crate::db::Param, &account.0]).collect();
        let found: Vec<Vec<(String,)>> = q.rows_of_each(&CUSTOMER_NAME, &each).await?;
        let named =
            ids.iter().zip(found).map(|(id, found)| Some((*id, found.into_iter().next()?.0)));
        Ok(named.flatten().collect())
    })
}

/// The names of products; those of another account, and those removed, are not found.
pub fn product_names<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    ids: &'a [ProductId],
) -> Boxed<'a, HashMap<ProductId, String>> {
    Box::pin(async move {
        let each: Vec<Vec<&dyn crate::db::Param>> =
            ids.iter().map(|id| vec![&id.0 as &dyn crate::db::Param, &account.0]).collect();
        let found: Vec<Vec<(String,)>> = q.rows_of_each(&PRODUCT_NAME, &each).await?;
        let named =
            ids.iter().zip(found).map(|(id, found)| Some((*id, found.into_iter().next()?.0)));
        Ok(named.flatten().collect())
    })
}

/// The constant statements, for the test that prepares them all.
#[cfg(test)]
pub(crate) fn statements() -> [&'static [(&'static str, &'static crate::db::Statement)]; 4] {
    [STATEMENTS, receivables::STATEMENTS, issued::STATEMENTS, money::STATEMENTS]
}
