//! Lists that a person keeps under a name: tabs beside the others.

use super::{
    super::{
        Answer,
        act::{Undone, act},
        page,
        visit::Visit,
    },
    list::LIST,
    list_path,
};
use net30_app::{
    Error, What,
    views::{Remove, SavedView},
};
use net30_domain::id::SavedViewId;

/// Keeps the list as it is shown.
pub(in super::super) fn keep(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let list = list_path(visit)?;
        let query = visit.form.text("query").to_owned();
        let save = net30_app::views::Save {
            list: LIST,
            name: visit.form.text("name").to_owned(),
            query: query.clone(),
        };
        match act(visit, &save, |view: &SavedView| format!("{list}?{}", view.query)).await {
            Ok(response) => Ok(response),
            Err(Undone::Faults(_)) => Ok(page::see(visit, &format!("{list}?{query}&unkept"))),
            Err(undone) => Err(undone.into()),
        }
    })
}

/// Forgets one that was kept.
pub(in super::super) fn forget(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let list = list_path(visit)?;
        let missing = |_| Error::NotFound(What::View);
        let id: SavedViewId = visit.parameter("view").parse().map_err(missing)?;
        Ok(act(visit, &Remove { id }, |()| list.clone()).await?)
    })
}
