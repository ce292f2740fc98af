//! What somebody has typed and not saved, at the head of the list.

use super::{super::super::visit::Visit, kept_form, typed::Typed};
use crate::app::shell::Writing;
use net30_app::{entry, scratch};
use net30_domain::{customer::Customer, id::CustomerId, user::Role};
use net30_http::problem::Result;

/// Entries that are shown.
const SHOWN: usize = 5;

/// Something that was typed and not saved.
pub(in super::super) struct Unsaved {
    pub(in super::super) href: String,
    pub(in super::super) name: String,
    pub(in super::super) moment: String,
}

/// The latest of it.
pub(in super::super) async fn unsaved(visit: &Visit) -> Result<Vec<Unsaved>> {
    if visit.needs(Role::Accountant).is_err() {
        return Ok(vec![]);
    }
    let (user, writing) = (visit.user()?, Writing::of(visit, visit.user()?));
    let root = visit.at(&format!("/app/{}/invoices", visit.place()?.code()));
    let mut shown = vec![];
    for kept in scratch::list(visit.app(), &visit.caller()?, user.id).await?.iter().take(SHOWN) {
        let tab = &kept.subject.tab;
        shown.push(Unsaved {
            href: match kept.subject.invoice {
                Some(id) => format!("{root}/{id}/edit?draft={tab}"),
                None => format!("{root}/new?draft={tab}"),
            },
            name: customer_of(visit, &kept_form(kept)).await?,
            moment: visit.texts().unsaved_since(&writing.moment(kept.saved_at)),
        });
    }
    Ok(shown)
}

async fn customer_of(visit: &Visit, typed: &Typed) -> Result<String> {
    let new = typed.text("/customer/company").trim();
    if !new.is_empty() {
        return Ok(new.to_owned());
    }
    let nameless = || visit.texts().new_invoice();
    let Ok(id) = typed.text("/customer_id").parse::<CustomerId>() else { return Ok(nameless()) };
    let found = entry::get::<Customer>(visit.app(), &visit.caller()?, id).await;
    Ok(found.map_or_else(|_| nameless(), |customer| customer.party.name.display()))
}
