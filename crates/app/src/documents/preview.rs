//! What is shown in the look of a template, and kept nowhere.

use super::{
    Document, Set, document,
    material::Material,
    material_of,
    own::{self, Done},
    setting::{self, Size},
};
use crate::{
    App, Caller, Result, shown,
    typesetter::{self, Wanted},
};
use net30_documents::{
    DocumentInput,
    pdf::{Pages, PdfRenderer},
};
use net30_domain::{
    id::{AccountId, InvoiceId},
    template::Look,
    weight,
};

/// A document that is shown.
pub(crate) trait Exhibit: Send + Sync + 'static {
    /// What its page is made of.
    fn input(&self) -> DocumentInput<'_>;
}

impl Exhibit for Material {
    fn input(&self) -> DocumentInput<'_> {
        Self::input(self)
    }
}

fn size(exhibit: &dyn Exhibit) -> Size {
    let content = &exhibit.input().invoice.content;
    Size::of_table(content.lines.len(), weight::of(content))
}

/// A document of the account, in another look than its own.
pub(crate) async fn exhibit(
    app: &App,
    caller: &Caller,
    id: InvoiceId,
    look: Look,
) -> Result<Box<dyn Exhibit>> {
    let shown = shown::get(app, caller, id).await?;
    let material = material_of(app, &shown).await?;
    Ok(Box::new(material.in_look(look)))
}

/// The PDF of what is shown, and what there is to say of it.
pub(crate) async fn exhibited(
    app: &App,
    account: AccountId,
    exhibit: Box<dyn Exhibit>,
) -> Result<Document> {
    let named = document(exhibit.input().invoice, vec![]);
    let job = typesetter::job(&exhibit.input(), None, Wanted::Pdf)?;
    let set = if let Some(job) = job {
        match own::pdf(app, account, job).await? {
            Done::Set(set) => set,
            Done::Failed(found) => return Err(typesetter::faults("/source", &found)),
        }
    } else {
        let size = size(&*exhibit);
        let render = move |renderer: &PdfRenderer| renderer.render(&exhibit.input());
        Set { bytes: setting::set(app, account, size, render).await?, note: None }
    };
    Ok(Document { note: set.note, ..super::document_of(named.name, set.bytes) })
}

/// A page of what is shown, counted from 1, and how many there are; no picture if there is no such page.
pub(crate) async fn exhibited_page(
    app: &App,
    account: AccountId,
    exhibit: Box<dyn Exhibit>,
    page: usize,
) -> Result<Pages> {
    let job = typesetter::job(&exhibit.input(), None, Wanted::Pages(page, page))?;
    if let Some(job) = job {
        return match own::pages(app, account, job).await? {
            Done::Set(pages) => Ok(pages),
            Done::Failed(found) => Err(typesetter::faults("/source", &found)),
        };
    }
    let size = size(&*exhibit);
    let draw = move |renderer: &PdfRenderer| renderer.pages(&exhibit.input(), &(page..=page));
    setting::set(app, account, size, draw).await
}
