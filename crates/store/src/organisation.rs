//! Organisations: whom accounts and keys belong to.

use crate::{
    Boxed, Connection, Query, Tx,
    db::{At, args, statements},
};
use net30_domain::{Timestamp, id::OrganisationId};
use uuid::Uuid;

statements! {
    INSERT = "insert into organisation (id, name, created_at) values (?1, ?2, ?3)";
    FIND = "select id from organisation where id = ?1";
}

/// Keeps a new organisation.
pub fn insert<'a>(
    tx: &'a mut Tx,
    id: OrganisationId,
    name: &'a str,
    now: Timestamp,
) -> Boxed<'a, ()> {
    Box::pin(async move { tx.execute(&INSERT, args![id.0, name, At(now)]).await.map(|_| ()) })
}

/// Whether there is such an organisation.
pub fn exists(q: &mut dyn Connection, id: OrganisationId) -> Boxed<'_, bool> {
    Box::pin(async move { Ok(q.optional::<(Uuid,)>(&FIND, args![id.0]).await?.is_some()) })
}
