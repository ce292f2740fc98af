//! Templates: the built-in ones, and the account's own.

use crate::work::boxed;
use crate::{
    App, Caller, Error, Result, UseCase, What, Work,
    catalogue::{self, Entry, EntryId, kept_in},
};
use jiff::Timestamp;
use net30_domain::{
    event::EventType,
    id::{AccountId, TemplateId},
    stage::Refusal,
    template::{Layout, Look, Template, built_in},
};
use net30_store::{CatalogueFilter, Cursor, Page, Paging, Reader, template};

pub use net30_documents::logo::{LogoError, read_logo};

/// What a client writes of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateDraft {
    /// What people call it.
    pub name: String,
    /// What it decides.
    pub look: Look,
}

/// Makes a template.
pub type Create = catalogue::Create<Template>;

/// Replaces a template of the account; a built-in one is refused.
pub struct Replace {
    /// Which.
    pub id: TemplateId,
    /// What it says.
    pub draft: TemplateDraft,
}

impl UseCase for Replace {
    type Output = Template;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Template> {
        refuse_built_in(self.id)?;
        catalogue::Replace::<Template> { id: self.id, draft: self.draft.clone() }.run(work).await
    }
}

/// Removes or archives a template of the account; a built-in one is refused.
pub struct Delete {
    /// Which.
    pub id: TemplateId,
}

impl UseCase for Delete {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        refuse_built_in(self.id)?;
        catalogue::Delete::<Template> { id: self.id }.run(work).await
    }
}

/// Copies a template, built in or not, into the account.
pub struct Copy {
    /// Which.
    pub id: TemplateId,
    /// What the copy is called; `Copy of …` if left out.
    pub name: Option<String>,
}

impl UseCase for Copy {
    type Output = Template;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Template> {
        let account_id = work.caller.account_id;
        let original = match built_in_of(self.id) {
            Some(template) => template,
            None => template::load(&mut work.tx, account_id, self.id)
                .await?
                .ok_or(Error::NotFound(What::Template))?,
        };
        let name = self.name.clone().unwrap_or_else(|| format!("Copy of {}", original.name));
        let draft = TemplateDraft { name, look: original.look };
        Create { draft }.run(work).await
    }
}

/// One template, built in or the account's own.
///
/// # Errors
/// [`Error::NotFound`] if there is no such template.
pub async fn get(app: &App, caller: &Caller, id: TemplateId) -> Result<Template> {
    match built_in_of(id) {
        Some(template) => Ok(template),
        None => catalogue::get::<Template>(app, caller, id).await,
    }
}

/// A page of the account's own templates, newest first; the built-in ones follow on the last page.
///
/// # Errors
/// [`Error::BadCursor`] if the cursor is not one of this list's.
pub async fn list(
    app: &App,
    caller: &Caller,
    filter: &CatalogueFilter,
    paging: &Paging,
) -> Result<Page<Template>> {
    let wanted = filter.search.as_deref().map(net30_domain::text::folded);
    let fits = |template: &Template| {
        wanted.as_ref().is_none_or(|wanted| template.name.to_lowercase().contains(wanted.as_str()))
    };
    let built_in: Vec<Template> =
        built_in().into_iter().filter(|template| !filter.archived && fits(template)).collect();
    // The built-in ones follow the account's own, as if they were one list.
    let limit = usize::try_from(paging.limit()).unwrap_or(1);
    let (mut page, begin) = if let Some(place) = place_of(paging) {
        let count = Paging::Offset { offset: 0, limit: 1 };
        let own = catalogue::list::<Template>(app, caller, filter, &count).await?;
        (Page { items: vec![], next: None, ..own }, place)
    } else {
        let own = catalogue::list::<Template>(app, caller, filter, paging).await?;
        let skipped = match paging {
            Paging::Offset { offset, .. } => offset - own.total.count,
            Paging::After { .. } => 0,
        };
        (own, usize::try_from(skipped).unwrap_or(0))
    };
    page.total.count += i64::try_from(built_in.len()).unwrap_or(0);
    if page.next.is_none() {
        let end = begin.saturating_add(limit.saturating_sub(page.items.len())).min(built_in.len());
        page.items.extend(built_in.iter().skip(begin).take(end.saturating_sub(begin)).cloned());
        page.next = if end < built_in.len() { Some(cursor_at(end)?) } else { None };
    }
    Ok(page)
}

/// How a cursor begins that stands among the built-in templates, in hexadecimal as all cursors are.
const BUILT_IN_CURSOR: &str = "6275696c742d696e";

/// A cursor before the built-in template at `place`.
fn cursor_at(place: usize) -> Result<Cursor> {
    Ok(Cursor::parse(&format!("{BUILT_IN_CURSOR}{place:02x}"))?)
}

/// The place that such a cursor names.
fn place_of(paging: &Paging) -> Option<usize> {
    let Paging::After { cursor, .. } = paging else { return None };
    let place = cursor.as_str().strip_prefix(BUILT_IN_CURSOR)?;
    usize::from_str_radix(place, 16).ok()
}

fn built_in_of(id: TemplateId) -> Option<Template> {
    built_in().into_iter().find(|template| template.id == id)
}

fn refuse_built_in(id: TemplateId) -> Result<()> {
    if Layout::ALL.iter().any(|layout| layout.template_id() == id) {
        return Err(Refusal::BuiltIn.into());
    }
    Ok(())
}

impl From<TemplateId> for EntryId {
    fn from(id: TemplateId) -> Self {
        Self(id.0)
    }
}

impl Entry for Template {
    type Draft = TemplateDraft;
    type Id = TemplateId;
    const WHAT: What = What::Template;
    const EVENTS: [EventType; 3] =
        [EventType::TemplateCreated, EventType::TemplateUpdated, EventType::TemplateDeleted];

    fn make(id: TemplateId, account_id: AccountId, draft: &TemplateDraft, now: Timestamp) -> Self {
        Template {
            id,
            account_id: Some(account_id),
            name: draft.name.clone(),
            look: draft.look.clone(),
            archived_at: None,
            revision: 1,
            created_at: now,
            updated_at: now,
        }
    }

    fn with(&self, draft: &TemplateDraft) -> Self {
        Template { name: draft.name.clone(), look: draft.look.clone(), ..self.clone() }
    }

    async fn check(_draft: &TemplateDraft, _work: &mut Work) -> Result<()> {
        Ok(())
    }

    async fn page(
        reader: &mut Reader,
        account_id: AccountId,
        filter: &CatalogueFilter,
        paging: &Paging,
    ) -> Result<Page<Self>> {
        Ok(template::list(reader, account_id, filter, paging).await?)
    }

    kept_in!(template);
}
