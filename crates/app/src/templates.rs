//! Templates: the built-in ones, and the account's own.

use crate::work::boxed;
use crate::{
    App, Boxed, Caller, Error, Result, UseCase, What, Work,
    documents::{self, Document, Exhibit, Pages},
    entry::{self, Creatable, Entry, inserted_in, kept_in},
    specimen::Specimen,
    typesetter::{self, Wanted},
};
use net30_documents::{DocumentInput, pdf::fingerprint};
use net30_domain::{
    Timestamp,
    event::EventType,
    id::{InvoiceId, TemplateId},
    refusal::Refusal,
    template::{Layout, Look, Template, built_in},
};
use net30_store::{CatalogueFilter, Cursor, Page, Paging, template};
use net30_words::{Locale, Word, Words};

pub use net30_documents::logo::{LogoError, data_url, read_logo};

/// What a client writes of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateDraft {
    /// What people call it.
    pub name: String,
    /// What it decides.
    pub look: Look,
}

/// Makes a template.
pub type Create = entry::Create<Template>;
/// Replaces a template of the account; a built-in one is refused.
pub type Replace = entry::Replace<Template>;
/// Removes or archives a template of the account; a built-in one is refused.
pub type Delete = entry::Delete<Template>;

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

/// The PDF of a document in a template's look, or of a sample; and what there is to say of it. Nothing is kept.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such template, or no such document; [`Error::Invalid`] if the template's
/// program fails on it; those of [`documents::pdf_of`].
pub fn preview<'a>(
    app: &'a App,
    caller: &'a Caller,
    id: TemplateId,
    invoice: Option<InvoiceId>,
) -> Boxed<'a, Document> {
    Box::pin(async move {
        let shown = shown_in(app, caller, id, invoice).await?;
        let (language, country) = {
            let input = shown.input();
            (input.invoice.content.language, input.seller.address.country)
        };
        let pdf = documents::exhibited(app, caller.account_id, shown).await?;
        let of_sample = || Words::of(Locale::of(language, country)).get(Word::Preview);
        let name = if invoice.is_some() { pdf.name } else { of_sample() };
        Ok(Document { name, ..pdf })
    })
}

/// A page of the same as a picture, counted from 1, and how many there are; no picture if there is no such page.
///
/// # Errors
/// Those of [`preview`].
pub fn preview_page<'a>(
    app: &'a App,
    caller: &'a Caller,
    id: TemplateId,
    invoice: Option<InvoiceId>,
    page: usize,
) -> Boxed<'a, Pages> {
    Box::pin(async move {
        let shown = shown_in(app, caller, id, invoice).await?;
        documents::exhibited_page(app, caller.account_id, shown, page).await
    })
}

async fn shown_in(
    app: &App,
    caller: &Caller,
    id: TemplateId,
    invoice: Option<InvoiceId>,
) -> Result<Box<dyn Exhibit>> {
    let look = entry::get::<Template>(app, caller, id).await?.look;
    if let Some(invoice) = invoice {
        return documents::exhibit(app, caller, invoice, look).await;
    }
    let account = app.account(caller).await?;
    Ok(Box::new(Specimen::of(&account, look, app.now())?))
}

/// A page of the account's own templates, newest first; the built-in ones follow on the last page.
///
/// # Errors
/// [`Error::BadCursor`] if the cursor is not one of this list's.
pub fn list<'a>(
    app: &'a App,
    caller: &'a Caller,
    filter: &'a CatalogueFilter,
    paging: &'a Paging,
) -> Boxed<'a, Page<Template>> {
    Box::pin(async move {
        let wanted = filter.search.as_deref().map(net30_domain::text::folded);
        let fits = |template: &Template| {
            wanted
                .as_ref()
                .is_none_or(|wanted| template.name.to_lowercase().contains(wanted.as_str()))
        };
        let built_in: Vec<Template> =
            built_in().into_iter().filter(|template| !filter.archived && fits(template)).collect();
        // The built-in ones follow the account's own, as if they were one list.
        let limit = usize::try_from(paging.limit()).unwrap_or(1);
        let (mut page, begin) = if let Some(place) = place_of(paging) {
            let count = Paging::Offset { offset: 0, limit: 1 };
            let own = self::own(app, caller, filter, &count).await?;
            (Page { items: vec![], next: None, ..own }, place)
        } else {
            let own = self::own(app, caller, filter, paging).await?;
            let skipped = match paging {
                Paging::Offset { offset, .. } => offset - own.total.count,
                Paging::After { .. } => 0,
            };
            (own, usize::try_from(skipped).unwrap_or(0))
        };
        page.total.count += i64::try_from(built_in.len()).unwrap_or(0);
        if page.next.is_none() {
            let end =
                begin.saturating_add(limit.saturating_sub(page.items.len())).min(built_in.len());
            page.items.extend(built_in.iter().skip(begin).take(end.saturating_sub(begin)).cloned());
            page.next = if end < built_in.len() { Some(cursor_at(end)?) } else { None };
        }
        Ok(page)
    })
}

async fn own(
    app: &App,
    caller: &Caller,
    filter: &CatalogueFilter,
    paging: &Paging,
) -> Result<Page<Template>> {
    let mut reader = app.store().reader().await?;
    Ok(template::list(&mut reader, caller.account_id, filter, paging).await?)
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

impl Entry for Template {
    type Draft = TemplateDraft;
    type Id = TemplateId;
    const WHAT: What = What::Template;
    const EVENTS: [EventType; 3] =
        [EventType::TemplateCreated, EventType::TemplateUpdated, EventType::TemplateDeleted];

    fn may_change(id: TemplateId) -> Result<()> {
        let is_built_in = Layout::ALL.iter().any(|layout| layout.template_id() == id);
        if is_built_in { Err(Refusal::BuiltIn.into()) } else { Ok(()) }
    }

    fn built_in(id: TemplateId) -> Option<Self> {
        built_in_of(id)
    }

    /// A program of the template's own is tried out beside the transaction, which waits for nothing but the store.
    async fn check(draft: &TemplateDraft, work: &mut Work, _: Option<TemplateId>) -> Result<()> {
        if draft.look.source.is_none() {
            return Ok(());
        }
        let account = work.account().await?;
        let specimen = Specimen::of(&account, draft.look.clone(), work.now)?;
        // Whenever it is tried, a sample says the same but for its dates.
        let sample = DocumentInput { created_at: Timestamp::UNIX_EPOCH, ..specimen.input() };
        let key = fingerprint(&sample).map_err(|error| Error::Broken(error.into()))?;
        match work.app.typesetters().verdict(&key) {
            Some(faults) if faults.is_empty() => Ok(()),
            Some(faults) => Err(typesetter::faults("/source", &faults)),
            None => {
                let Some(job) = typesetter::job(&specimen.input(), None, Wanted::Pdf)? else {
                    return Ok(());
                };
                let id = account.id;
                work.first(move |app| {
                    Box::pin(async move { typesetter::check(&app, id, job, key).await })
                });
                Err(Error::Contention)
            }
        }
    }

    async fn with(&self, draft: &TemplateDraft, _: &mut Work) -> Result<Self> {
        Ok(Self { name: draft.name.clone(), look: draft.look.clone(), ..self.clone() })
    }

    kept_in!(template);
}

impl Creatable for Template {
    async fn made(id: TemplateId, draft: &TemplateDraft, work: &mut Work) -> Result<Self> {
        Ok(Self {
            id,
            account_id: Some(work.caller.account_id),
            name: draft.name.clone(),
            look: draft.look.clone(),
            archived_at: None,
            revision: 1,
            created_at: work.now,
            updated_at: work.now,
        })
    }

    inserted_in!(template);
}
