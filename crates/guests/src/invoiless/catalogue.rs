//! What customers and items have in common: entries of the account that are listed, made, shown, changed and deleted as a
//! whole. Each has its own words, and its routes with their description beside them.

use super::{
    PREFIX, body,
    change::{LeftOut, Present, change},
    draft, paging, query,
    read::rename,
    search, write,
};
use net30_app::{
    App, Caller, CatalogueFilter, Page, Paging,
    entry::{self, Creatable, Create, Delete, Replace},
};
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    json::Reader,
    problem::Result,
    reply::Reply,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An entry in the words of this API.
pub(super) trait Worded: Creatable {
    /// Where the entries are, below [`PREFIX`].
    const PATH: &'static str;
    /// An entry as it is shown.
    type Wire: Serialize + ToSchema;
    /// As a client writes it.
    type Body: Serialize;

    /// The entry as it is shown.
    fn wire(&self) -> Self::Wire;
    /// The entry as a client would write it.
    fn body(&self) -> Self::Body;
    /// Reads what a client says, in place of what is `present`.
    fn draft(reader: &Reader<'_>, present: Option<&Present<'_, Self>>) -> Self::Draft;
    /// A page of the entries.
    fn page<'a>(
        app: &'a App,
        caller: &'a Caller,
        filter: &'a CatalogueFilter,
        paging: &'a Paging,
    ) -> net30_app::Boxed<'a, Page<Self>>;
}

fn reply<E: Worded>(entry: &E) -> Reply {
    Reply::ok(&entry.wire()).etag(entry.revision())
}

/// A page of the entries.
pub(super) async fn list<E: Worded>(http: &Http, request: &ReadRequest) -> Result<Reply> {
    let (search, paging) = query(request, |query| (search(query), paging(query)))?;
    let filter = CatalogueFilter { search, archived: false };
    let page = E::page(http.app(), &request.caller, &filter, &paging).await?;
    let docs = page.items.iter().map(E::wire).collect();
    Ok(write::page::<E::Wire>(docs, page.total.count, &paging))
}

/// A new entry.
pub(super) async fn create<E: Worded>(http: &Http, mut request: WriteRequest) -> Result<Reply> {
    let draft = draft(&mut request, |reader| E::draft(reader, None))?;
    let words = |made: &E| {
        let id: Uuid = made.id().into();
        let location = format!("{PREFIX}/{}/{id}", E::PATH);
        Reply::created(&made.wire(), &location).etag(made.revision())
    };
    http.write(&request, &Create::<E> { draft }, rename, words).await
}

/// One entry.
pub(super) async fn get<E: Worded>(http: &Http, request: &ReadRequest) -> Result<Reply> {
    let id = request.id("id", E::WHAT)?;
    Ok(reply(&entry::get::<E>(http.app(), &request.caller, id).await?))
}

/// Changes an entry, or puts another one in its place.
pub(super) async fn update<E: Worded>(
    http: &Http,
    mut request: WriteRequest,
    left_out: LeftOut,
) -> Result<Reply> {
    let id: E::Id = request.id("id", E::WHAT)?;
    let caller = request.call.caller;
    let load = || entry::get::<E>(http.app(), &caller, id);
    let words = |found: &E| (found.body(), found.revision());
    let reading = |reader: &Reader<'_>, present: &Present<'_, E>| E::draft(reader, Some(present));
    let use_case = |draft| Replace::<E> { id, draft };
    change(http, &mut request, left_out, load, words, reading, use_case, rename, reply).await
}

/// Deletes or archives an entry.
pub(super) async fn delete<E: Worded>(http: &Http, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id("id", E::WHAT)?;
    body(&mut request, |_| ())?;
    http.write(&request, &Delete::<E> { id }, rename, |()| Reply::no_content()).await
}
