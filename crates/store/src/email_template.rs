//! The account's own texts of e-mails. The built-in ones are in the catalogues of words.

use crate::{
    Boxed, Connection, Query, Result, Tx,
    db::{At, FromRow, Row, args, statements},
};
use net30_domain::{Timestamp, email_delivery::MailText, id::AccountId, text::Language};

statements! {
    SAVE = "insert into email_template (account_id, kind, language, subject, message, updated_at)
        values (?1, ?2, ?3, ?4, ?5, ?6) on conflict (account_id, kind, language)
        do update set subject = excluded.subject, message = excluded.message, updated_at = excluded.updated_at";
    LOAD = "select subject, message, updated_at from email_template
        where account_id = ?1 and kind = ?2 and language = ?3";
    REMOVE = "delete from email_template where account_id = ?1 and kind = ?2 and language = ?3";
}

/// An account's own text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailTemplate {
    /// The subject, with placeholders.
    pub subject: String,
    /// The text, with placeholders.
    pub message: String,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl FromRow for EmailTemplate {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self { subject: row.take()?, message: row.take()?, updated_at: row.take::<At>()?.0 })
    }
}

fn word(language: Option<Language>) -> &'static str {
    language.map_or("", Language::code)
}

/// Keeps a text, in place of the one before; no language: for all that have no text of their own.
pub fn save<'a>(
    tx: &'a mut Tx,
    account: AccountId,
    kind: MailText,
    language: Option<Language>,
    template: &'a EmailTemplate,
) -> Boxed<'a, ()> {
    Box::pin(async move {
        let values = args![
            account.0,
            kind.word(),
            word(language),
            template.subject,
            template.message,
            At(template.updated_at)
        ];
        tx.execute(&SAVE, values).await.map(|_| ())
    })
}

/// The text for just this language, or for those that have none of their own.
pub fn load(
    q: &mut dyn Connection,
    account: AccountId,
    kind: MailText,
    language: Option<Language>,
) -> Boxed<'_, Option<EmailTemplate>> {
    Box::pin(async move { q.optional(&LOAD, args![account.0, kind.word(), word(language)]).await })
}

/// Removes a text; false if there was none.
pub fn remove(
    tx: &mut Tx,
    account: AccountId,
    kind: MailText,
    language: Option<Language>,
) -> Boxed<'_, bool> {
    Box::pin(async move {
        Ok(tx.execute(&REMOVE, args![account.0, kind.word(), word(language)]).await? == 1)
    })
}
