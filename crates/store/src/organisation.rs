//! Organisations: whom accounts and keys belong to.

use crate::{
    Connection, Query, Result, Tx,
    db::{At, args, statements},
};
use net30_domain::{Timestamp, id::OrganisationId};
use uuid::Uuid;

statements! {
    INSERT = "insert into organisation (id, name, created_at) values (?1, ?2, ?3)";
    FIND = "select id from organisation where id = ?1";
}

/// Keeps a new organisation.
pub async fn insert(tx: &mut Tx, id: OrganisationId, name: &str, now: Timestamp) -> Result<()> {
    tx.execute(&INSERT, args![id.0, name, At(now)]).await.map(|_| ())
}

/// Whether there is such an organisation.
pub async fn exists(q: &mut dyn Connection, id: OrganisationId) -> Result<bool> {
    Ok(q.optional::<(Uuid,)>(&FIND, args![id.0]).await?.is_some())
}
