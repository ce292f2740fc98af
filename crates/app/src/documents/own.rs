//! Documents in a look that has a program of its own.
//!
//! A draft, and whoever tries a template out, is told what is wrong with it. What was issued is owed to its customer: it
//! is set by the layout beside the program then, for good, and the PDF says so to who asks for it.

use super::{
    Set,
    material::Material,
    setting::{self, Queue},
};
use crate::{
    App, Error, Result,
    typesetter::{self, Effort, Job, Outcome, SourceFault, Wanted},
};
use net30_documents::pdf::Pages;
use net30_domain::id::{AccountId, TemplateId};
use net30_store::template;
use std::{fmt::Write as _, ops::RangeInclusive};

/// All faults of a program in one line.
fn in_a_line(found: &[SourceFault]) -> String {
    let mut words = String::new();
    for fault in found {
        let between = if words.is_empty() { "" } else { "; " };
        write!(words, "{between}{fault}").expect("a String takes every text");
    }
    words
}

/// What became of a document in the hands of a program.
pub(super) enum Done<T> {
    /// It is set.
    Set(T),
    /// The program failed on it.
    Failed(Vec<SourceFault>),
}

/// Sets a document by the program of its look.
pub(super) async fn pdf(app: &App, account: AccountId, job: Job) -> Result<Done<Set>> {
    match typesetter::done(app, account, job, Effort::Set).await? {
        Outcome::Pdf(bytes, notes) => {
            let note = (!notes.is_empty()).then(|| notes.join("; "));
            Ok(Done::Set(Set { bytes: bytes.0, note }))
        }
        Outcome::Faults(found) => Ok(Done::Failed(found)),
        Outcome::Pages(..) => Err(Error::broken("pages came where a PDF was wanted")),
    }
}

/// Draws pages of a document by the program of its look.
pub(super) async fn pages(app: &App, account: AccountId, job: Job) -> Result<Done<Pages>> {
    match typesetter::done(app, account, job, Effort::Set).await? {
        Outcome::Pages(count, svg) => Ok(Done::Set(Pages { count, svg })),
        Outcome::Faults(found) => Ok(Done::Failed(found)),
        Outcome::Pdf(..) => Err(Error::broken("a PDF came where pages were wanted")),
    }
}

/// Sets a document: by its program, if its look has one. One that was issued is set by the layout if that fails.
pub(super) async fn set(
    app: &App,
    material: Material,
    xml: Option<Vec<u8>>,
    queue: Queue,
) -> Result<Set> {
    let account = material.invoice.account_id;
    let mut note = None;
    if let Some(job) = typesetter::job(&material.input(), xml.as_deref(), Wanted::Pdf)? {
        match pdf(app, account, job).await? {
            Done::Set(set) => return Ok(Set { note: None, ..set }),
            Done::Failed(found) => note = Some(fallen(app, &material, &found).await?),
        }
    }
    let turn = queue.turn(app, &material).await?;
    let bytes = setting::set_in(app, turn, move |renderer| {
        renderer.render_with_invoice(&material.input(), xml.as_deref())
    })
    .await?;
    Ok(Set { bytes, note })
}

/// Draws pages of a document, as [`set`] sets it.
pub(super) async fn drawn(
    app: &App,
    material: Material,
    wanted: RangeInclusive<usize>,
    queue: Queue,
) -> Result<Pages> {
    let account = material.invoice.account_id;
    let pages_of = Wanted::Pages(*wanted.start(), *wanted.end());
    if let Some(job) = typesetter::job(&material.input(), None, pages_of)? {
        match pages(app, account, job).await? {
            Done::Set(pages) => return Ok(pages),
            Done::Failed(found) => {
                fallen(app, &material, &found).await?;
            }
        }
    }
    let turn = queue.turn(app, &material).await?;
    setting::set_in(app, turn, move |renderer| material.drawn(renderer, &wanted)).await
}

/// What is said of an issued document that its program does not set.
///
/// # Errors
/// [`Error::Invalid`] of a draft: its template can be mended before it is issued.
async fn fallen(app: &App, material: &Material, found: &[SourceFault]) -> Result<String> {
    let (account, document) = (material.invoice.account_id, material.invoice.id);
    let template = material.template_id();
    let name = match template {
        Some(id) => name_of(app, account, id).await?,
        None => None,
    };
    let called = name.map_or_else(|| "template".to_owned(), |name| format!("template \"{name}\""));
    let words = in_a_line(found);
    if material.invoice.stage.issue().is_none() {
        let message = format!("the {called} does not set this document: {words}");
        return Err(Error::fault("/template_id", typesetter::CODE, message));
    }
    tracing::warn!(%document, template = template.map(|id| id.to_string()), "a document was set by a layout, since its template's program failed");
    Ok(format!("set by the built-in layout, since the {called} failed: {words}"))
}

async fn name_of(app: &App, account: AccountId, id: TemplateId) -> Result<Option<String>> {
    let mut reader = app.store().reader().await?;
    let found = template::load(&mut reader, account, id).await?;
    Ok(found.map(|template| template.name))
}
