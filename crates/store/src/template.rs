//! The account's own templates. The built-in ones are in the domain, and nowhere else.

use crate::{
    Boxed, Connection, Query, Result, Tx, account,
    catalogue::{self, catalogue},
    db::{At, FromRow, Param, Row, args, owned},
    kept::{json, kept_struct},
};
use net30_domain::{
    Timestamp,
    id::{AccountId, TemplateId},
    template::{Colour, Column, Font, Layout, Logo, Look, Paper, Template, Window, Wording},
    text::folded,
};
use uuid::Uuid;

catalogue! {
    Template, TemplateId, "template",
    "id, account_id, name, details, logo_png, archived_at, revision, created_at, updated_at",
    &[];
    INSERT = "insert into template (id, account_id, name, archived, search, details, logo_png, archived_at,
        revision, created_at, updated_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    UPDATE = "update template set name = ?3, archived = ?4, search = ?5, details = ?6, logo_png = ?7,
        archived_at = ?8, revision = ?9, updated_at = ?11
        where id = ?1 and account_id = ?2 and created_at = ?10 and revision = ?12";
    INVOICE_OF = "select id from invoice where template_id = ?1 and account_id = ?2 limit 1";
    HOLD = "select id from template where id = ?1 and account_id = ?2 @held";
    STAMP = "select revision, updated_at from template where id = ?1 and account_id = ?2";
    DOOM = "select id from template where id = ?1 and account_id = ?2 @doomed";
}

/// The look without the raster picture, which has a column of its own.
pub(crate) struct Details {
    layout: Layout,
    accent_color: Option<Colour>,
    font: Font,
    header: Option<String>,
    footer: Option<String>,
    paper: Option<Paper>,
    window: Option<Window>,
    columns: Vec<Column>,
    texts: Vec<Wording>,
    source: Option<String>,
    logo_svg: Option<String>,
}
kept_struct! { Details as DetailsRecord {
    layout: Layout, accent_color: Option<Colour>, font: Font, header: Option<String>, footer: Option<String>,
    paper: Option<Paper>, window: Option<Window>, columns: Vec<Column>, texts: Vec<Wording>, source: Option<String>,
    logo_svg: Option<String>,
} }

impl Details {
    pub(crate) fn of(look: &Look) -> Self {
        Self {
            layout: look.layout,
            accent_color: look.accent_color,
            font: look.font,
            header: look.header.clone(),
            footer: look.footer.clone(),
            paper: look.paper,
            window: look.window,
            columns: look.columns.clone(),
            texts: look.texts.clone(),
            source: look.source.clone(),
            logo_svg: look.logo.as_ref().and_then(|logo| logo.svg.clone()),
        }
    }
}

impl Details {
    /// The look with its picture.
    pub(crate) fn with_logo(self, png: Option<Vec<u8>>) -> Look {
        Look {
            layout: self.layout,
            accent_color: self.accent_color,
            font: self.font,
            logo: png.map(|png| Logo { png, svg: self.logo_svg }),
            header: self.header,
            footer: self.footer,
            paper: self.paper,
            window: self.window,
            columns: self.columns,
            texts: self.texts,
            source: self.source,
        }
    }
}

impl FromRow for Template {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let (id, account_id, name) = (row.take()?, row.take()?, row.take()?);
        let details: Details = row.kept()?;
        let logo: Option<Vec<u8>> = row.take()?;
        Ok(Self {
            id: TemplateId(id),
            account_id: Some(AccountId(account_id)),
            name,
            look: details.with_logo(logo),
            archived_at: row.moment()?,
            revision: row.take()?,
            created_at: row.take::<At>()?.0,
            updated_at: row.take::<At>()?.0,
        })
    }
}

fn values(template: &Template) -> Vec<Box<dyn Param>> {
    owned![
        template.id.0,
        // The built-in ones have none, and are not kept: the column takes no null.
        template.account_id.map(|id| id.0),
        template.name.clone(),
        i16::from(template.archived_at.is_some()),
        folded(&template.name),
        json(&Details::of(&template.look)),
        template.look.logo.as_ref().map(|logo| logo.png.clone()),
        template.archived_at.map(At),
        template.revision,
        At(template.created_at),
        At(template.updated_at)
    ]
}

/// Keeps a new template of an account.
pub fn insert<'a>(tx: &'a mut Tx, template: &'a Template) -> Boxed<'a, ()> {
    Box::pin(catalogue::insert(tx, template))
}

/// Keeps a changed template; false if its revision is no longer the expected one.
pub fn update<'a>(
    tx: &'a mut Tx,
    template: &'a Template,
    expected_revision: i64,
) -> Boxed<'a, bool> {
    Box::pin(catalogue::update(tx, template, expected_revision))
}

/// What changes whenever a template does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    revision: i64,
    updated_at: Timestamp,
}

impl Stamp {
    /// Of a template as it was loaded.
    #[must_use]
    pub fn of(template: &Template) -> Self {
        Self { revision: template.revision, updated_at: template.updated_at }
    }
}

impl FromRow for Stamp {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self { revision: row.take()?, updated_at: row.take::<At>()?.0 })
    }
}

/// The stamp of the account's template with an id.
pub fn stamp(
    q: &mut dyn Connection,
    account: AccountId,
    id: TemplateId,
) -> Boxed<'_, Option<Stamp>> {
    Box::pin(async move { q.optional(&STAMP, args![id.0, account.0]).await })
}

/// As [`load`], for what is to refer to it: it is not removed before the transaction ends. No foreign key sees to that,
/// since the built-in templates have no rows.
pub fn hold(tx: &mut Tx, account: AccountId, id: TemplateId) -> Boxed<'_, Option<Template>> {
    Box::pin(async move {
        match tx.optional::<(Uuid,)>(&HOLD, args![id.0, account.0]).await? {
            Some(_) => load(tx, account, id).await,
            None => Ok(None),
        }
    })
}

/// Removes a template for good; false if there is none.
pub fn delete(tx: &mut Tx, account: AccountId, id: TemplateId) -> Boxed<'_, bool> {
    Box::pin(async move { catalogue::delete::<Template>(tx, account, id.0).await })
}

/// Whether a document or the account's settings refer to it, now that nobody else can begin to.
pub fn is_referenced(tx: &mut Tx, account: AccountId, id: TemplateId) -> Boxed<'_, bool> {
    Box::pin(async move {
        tx.optional::<(Uuid,)>(&DOOM, args![id.0, account.0]).await?;
        let settings = account::load(tx, account).await?;
        if settings.is_some_and(|settings| settings.defaults.template_id == Some(id)) {
            return Ok(true);
        }
        Ok(tx.optional::<(Uuid,)>(&INVOICE_OF, args![id.0, account.0]).await?.is_some())
    })
}
