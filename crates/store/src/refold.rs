//! Texts that an older program folded, folded as this one does.

use crate::{
    Boxed, Query as _, Result, Tx,
    db::{Statement, args, search, statements},
};
use net30_domain::text::folded;
use uuid::Uuid;

/// How many rows are read at once.
const BATCH: i64 = 1000;

statements! {
    CUSTOMERS = "select id, search from customer where id > ?1 order by id limit ?2";
    SET_CUSTOMER = "update customer set search = ?2 where id = ?1";
    PRODUCTS = "select id, search from product where id > ?1 order by id limit ?2";
    SET_PRODUCT = "update product set search = ?2 where id = ?1";
    TAXES = "select id, search from tax where id > ?1 order by id limit ?2";
    SET_TAX = "update tax set search = ?2 where id = ?1";
    TEMPLATES = "select id, search from template where id > ?1 order by id limit ?2";
    SET_TEMPLATE = "update template set search = ?2 where id = ?1";
    RECURRING = "select id, search from recurring where id > ?1 order by id limit ?2";
    SET_RECURRING = "update recurring set search = ?2 where id = ?1";
}

/// Folds all texts again: once, when the database comes to this version.
pub(crate) fn all(tx: &mut Tx) -> Boxed<'_, ()> {
    Box::pin(async move {
        search::refold(tx, folded_lines).await?;
        for (read, set) in [
            (&CUSTOMERS, &SET_CUSTOMER),
            (&PRODUCTS, &SET_PRODUCT),
            (&TAXES, &SET_TAX),
            (&TEMPLATES, &SET_TEMPLATE),
            (&RECURRING, &SET_RECURRING),
        ] {
            table(tx, read, set).await?;
        }
        Ok(())
    })
}

async fn table(tx: &mut Tx, read: &'static Statement, set: &'static Statement) -> Result<()> {
    let mut after = Uuid::nil();
    loop {
        let rows: Vec<(Uuid, String)> = tx.rows(read, args![after, BATCH]).await?;
        let Some((last, _)) = rows.last() else { return Ok(()) };
        after = *last;
        for (id, text) in rows {
            let again = folded_lines(&text);
            if again != text {
                tx.execute(set, args![id, again]).await?;
            }
        }
    }
}

/// Folds line by line, so that no search finds the end of one text together with the beginning of the next.
fn folded_lines(text: &str) -> String {
    text.lines().map(folded).collect::<Vec<_>>().join("\n")
}
