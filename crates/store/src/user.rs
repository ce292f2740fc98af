//! People, found by the address that they sign in with.

use crate::{
    Boxed, Connection, Query, Result, Tx,
    db::{At, Error, FromRow, Row, Statement, args, statements},
};
use net30_domain::{
    id::UserId,
    text::{Email, Language},
    user::{NumberFormat, Preferences, Theme, User},
};

macro_rules! columns {
    () => {
        "p.id, p.email, p.name, p.password_hash, p.language, p.number_format, p.theme, p.shortcuts_off,
         p.created_at, p.updated_at, p.disabled_at"
    };
}
pub(crate) use columns;

statements! {
    INSERT = "insert into person (id, email, email_folded, name, password_hash, language, number_format, theme,
        shortcuts_off, created_at, updated_at, disabled_at)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    // With the values of INSERT.
    UPDATE = "update person set email = ?2, email_folded = ?3, name = ?4, password_hash = ?5, language = ?6,
        number_format = ?7, theme = ?8, shortcuts_off = ?9, created_at = ?10, updated_at = ?11, disabled_at = ?12
        where id = ?1";
    LOAD = concat!("select ", columns!(), " from person p where p.id = ?1");
    FIND = concat!("select ", columns!(), " from person p where p.email_folded = ?1");
    LIST_ALL = concat!("select ", columns!(), " from person p order by p.created_at, p.id");
}

impl FromRow for User {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let unreadable = |text: &str| Error::unreadable(text);
        let (id, email): (_, String) = (UserId(row.take()?), row.take()?);
        let (name, password_hash) = (row.take()?, row.take()?);
        let (language, format): (Option<String>, Option<String>) = (row.take()?, row.take()?);
        let language = language.map(|code| Language::parse(&code).map_err(|_| unreadable(&code)));
        let format = format.map(|tag| NumberFormat::parse(&tag).ok_or_else(|| unreadable(&tag)));
        Ok(Self {
            id,
            email: Email::parse(&email).map_err(|_| unreadable(&email))?,
            name,
            password_hash,
            preferences: Preferences {
                language: language.transpose()?,
                number_format: format.transpose()?,
                theme: row.read(Theme::parse)?,
                shortcuts_off: row.take::<i16>()? != 0,
            },
            created_at: row.take::<At>()?.0,
            updated_at: row.take::<At>()?.0,
            disabled_at: row.moment()?,
        })
    }
}

/// Keeps a new person.
pub fn insert<'a>(tx: &'a mut Tx, user: &'a User) -> Boxed<'a, ()> {
    Box::pin(async move { write(tx, &INSERT, user).await.map(|_| ()) })
}

/// Keeps a changed person; false if there is none.
pub fn update<'a>(tx: &'a mut Tx, user: &'a User) -> Boxed<'a, bool> {
    Box::pin(async move { Ok(write(tx, &UPDATE, user).await? == 1) })
}

async fn write(tx: &mut Tx, statement: &'static Statement, user: &User) -> Result<u64> {
    let Preferences { language, number_format, theme, shortcuts_off } = user.preferences;
    let values = args![
        user.id.0,
        user.email.as_str(),
        user.email.folded(),
        user.name,
        user.password_hash,
        language.map(Language::code),
        number_format.map(NumberFormat::tag),
        theme.word(),
        i16::from(shortcuts_off),
        At(user.created_at),
        At(user.updated_at),
        user.disabled_at.map(At)
    ];
    tx.execute(statement, values).await
}

/// The person with an id.
pub fn load(q: &mut dyn Connection, id: UserId) -> Boxed<'_, Option<User>> {
    Box::pin(async move { q.optional(&LOAD, args![id.0]).await })
}

/// The person who signs in with an address, however it is written.
pub fn find<'a>(q: &'a mut dyn Connection, email: &'a Email) -> Boxed<'a, Option<User>> {
    Box::pin(async move { q.optional(&FIND, args![email.folded()]).await })
}

/// Everybody on the server, oldest first.
pub fn list(q: &mut dyn Connection) -> Boxed<'_, Vec<User>> {
    Box::pin(async move { q.rows(&LIST_ALL, &[]).await })
}
