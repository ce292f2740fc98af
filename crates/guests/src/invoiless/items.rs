//! Items of the catalogue: what a line of an invoice may be filled from.

use super::{
    PREFIX, TAG, body,
    change::{LeftOut, Present, change},
    paging, query,
    read::rename,
    read_beside,
    requests::ItemChanges,
    search,
    wire::{Item, ItemBody, Page},
    write,
};
use axum::extract::State;
use net30_app::{
    CatalogueFilter, What, entry,
    products::{self, Create, Delete, Replace},
};
use net30_domain::{id::ProductId, product};
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    json::Reader,
    problem::Result,
    reply::Reply,
};

fn reply(found: &product::Product) -> Reply {
    Reply::ok(&write::item(found)).etag(found.revision)
}

/// List items
///
/// Newest first.
#[utoipa::path(
    get, path = "/items", operation_id = "invoiless_list_items", tag = TAG,
    params(
        ("page" = Option<i64>, Query, minimum = 1, description = "Page number; 1 if left out.", example = 1),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Page limit; 50 if left out.", example = 50),
        ("search" = Option<String>, Query, description = "Part of the name, in any case."),
    ),
    responses((status = 200, description = "A page of items.", body = Page<Item>)),
)]
pub(super) async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let (search, paging) = query(&request, |query| (search(query), paging(query)))?;
    let filter = CatalogueFilter { search, archived: false };
    let page = products::list(http.app(), &request.caller, &filter, &paging).await?;
    let docs = page.items.iter().map(write::item).collect();
    Ok(write::page::<Item>(docs, page.total.count, &paging))
}

/// Create an item
///
/// A line of an invoice names it by `item`; what the line leaves out comes from here.
#[utoipa::path(
    post, path = "/items", operation_id = "invoiless_create_item", tag = TAG,
    request_body = ItemBody,
    responses((
        status = 201, description = "The item.", body = Item,
        headers(("Location" = String, description = "Where the item is."), ("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn create(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let draft = super::draft(&mut request, |reader| read_beside::item(reader, None))?;
    let words = |made: &product::Product| {
        let location = format!("{PREFIX}/items/{}", made.id);
        Reply::created(&write::item(made), &location).etag(made.revision)
    };
    http.write(&request, &Create { draft }, rename, words).await
}

/// Get an item
///
/// One that was deleted is shown as long as invoices refer to it.
#[utoipa::path(
    get, path = "/items/{id}", operation_id = "invoiless_get_item", tag = TAG,
    params(("id" = Uuid, Path, description = "Item id.")),
    responses((
        status = 200, description = "The item.", body = Item,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn get(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<ProductId>("id", What::Product)?;
    let found: product::Product = entry::get(http.app(), &request.caller, id).await?;
    Ok(reply(&found))
}

async fn update(http: &Http, mut request: WriteRequest, left_out: LeftOut) -> Result<Reply> {
    let id = request.id::<ProductId>("id", What::Product)?;
    let caller = request.call.caller;
    let load = || entry::get(http.app(), &caller, id);
    let words = |found: &product::Product| (write::item_body(found), found.revision);
    let reading = |reader: &Reader<'_>, present: &Present<'_, product::Product>| {
        read_beside::item(reader, Some(present))
    };
    let use_case = |draft| Replace { id, draft };
    change(http, &mut request, left_out, load, words, reading, use_case, rename, reply).await
}

/// Replace an item
///
/// What is left out goes back to its default. Invoices keep what they copied.
#[utoipa::path(
    put, path = "/items/{id}", operation_id = "invoiless_replace_item", tag = TAG,
    params(("id" = Uuid, Path, description = "Item id.")),
    request_body = ItemBody,
    responses((
        status = 200, description = "The item.", body = Item,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn replace(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    update(&http, request, LeftOut::GetsDefault).await
}

/// Update an item
///
/// What is left out stays; `""` or `null` clears.
#[utoipa::path(
    patch, path = "/items/{id}", operation_id = "invoiless_update_item", tag = TAG,
    params(("id" = Uuid, Path, description = "Item id.")),
    request_body(content = ItemChanges, description = "What changes. No field is required.", example = json!({"price": 45})),
    responses((
        status = 200, description = "The item.", body = Item,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn patch(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    update(&http, request, LeftOut::Stays).await
}

/// Delete an item
///
/// One that invoices refer to is archived: it is no longer offered, but stays.
#[utoipa::path(
    delete, path = "/items/{id}", operation_id = "invoiless_delete_item", tag = TAG,
    params(("id" = Uuid, Path, description = "Item id.")),
    responses((status = 204, description = "It is deleted or archived.")),
)]
pub(super) async fn delete(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<ProductId>("id", What::Product)?;
    body(&mut request, |_| ())?;
    http.write(&request, &Delete { id }, rename, |()| Reply::no_content()).await
}
