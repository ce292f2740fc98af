//! The secret of the documents' own links. It lies in the database, so that links survive backup and restore.

use crate::{
    Boxed, Connection, Query, Tx,
    db::{Error, args, statements},
};

statements! {
    INSERT = "insert into link_secret (id, secret) values (1, ?1) on conflict (id) do nothing";
    LOAD = "select secret from link_secret where id = 1";
}

/// The secret, if the database has one.
pub fn load(q: &mut dyn Connection) -> Boxed<'_, Option<[u8; 32]>> {
    Box::pin(async move {
        let found: Option<(Vec<u8>,)> = q.optional(&LOAD, &[]).await?;
        let wrong = |_| Error::broken("the secret of links has not 32 bytes");
        found.map(|(secret,)| secret.try_into().map_err(wrong)).transpose()
    })
}

/// Keeps a secret, unless there is one; returns the one that there is now.
pub fn keep(tx: &mut Tx, secret: [u8; 32]) -> Boxed<'_, [u8; 32]> {
    Box::pin(async move {
        tx.execute(&INSERT, args![secret.to_vec()]).await?;
        load(tx).await?.ok_or_else(|| Error::broken("the secret of links was not kept"))
    })
}
