//! What was deleted: drafts, which can be restored or removed for good, and void documents that are hidden.

use super::{
    super::{
        Answer,
        act::{self, Once},
        page,
        shell::{Frame, Here},
        visit::Visit,
    },
    list::{self, Rows},
    list_path,
};
use askama::Template;
use net30_app::invoices::{self, Deleted, TrashAction};
use net30_domain::user::Role;

#[derive(Template)]
#[template(path = "app/trash.html")]
struct TrashPage {
    p: Frame,
    list: Rows,
    is_hidden: bool,
    may_act: bool,
    once: Once,
    here: String,
    invoices: String,
    said: Option<String>,
}

pub(in super::super) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (t, is_hidden) = (visit.texts(), visit.query.has("hidden"));
        let deleted = if is_hidden { Deleted::Hidden } else { Deleted::TrashedDrafts };
        let mut list = list::of_trash(visit, deleted).await?;
        let may_act = visit.place()?.role >= Role::Accountant;
        list.is_selectable = may_act && !is_hidden;
        let invoices = visit.at(&list_path(visit)?);
        page::shown(&TrashPage {
            p: Frame::of(visit, t.trash(), Here::Invoices),
            list,
            is_hidden,
            may_act,
            once: Once::making(visit),
            here: format!("{invoices}/trash"),
            invoices,
            said: match visit.query.text("said") {
                "erased" => Some(t.said_erased()),
                "emptied" => Some(t.said_emptied()),
                "kept" => Some(t.said_emptied_but()),
                _ => None,
            },
        })
    })
}

/// Removes all drafts in the trash for good; those that own a number stay.
pub(in super::super) fn empty(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let call = act::call(visit)?;
        let outcome = invoices::trash_batch(visit.app(), &call, TrashAction::Empty, &[]).await?;
        let said = if outcome.failed.is_empty() { "emptied" } else { "kept" };
        Ok(page::see(visit, &format!("{}/trash?said={said}", list_path(visit)?)))
    })
}
