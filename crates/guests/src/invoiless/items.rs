//! Items of the catalogue: what a line of an invoice may be filled from.

use super::{
    TAG,
    catalogue::{self, Worded},
    change::{LeftOut, Present},
    read_beside,
    requests::ItemChanges,
    wire::{Item, ItemBody, Page},
    write,
};
use axum::extract::State;
use net30_app::{
    App, Boxed, Caller, CatalogueFilter, Paging,
    products::{self, ProductDraft},
};
use net30_domain::product;
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    json::Reader,
    problem::Result,
    reply::Reply,
};

impl Worded for product::Product {
    const PATH: &'static str = "items";

    type Wire = Item;
    type Body = ItemBody;

    fn wire(&self) -> Item {
        write::item(self)
    }

    fn body(&self) -> ItemBody {
        write::item_body(self)
    }

    fn draft(reader: &Reader<'_>, present: Option<&Present<'_, Self>>) -> ProductDraft {
        read_beside::item(reader, present)
    }

    fn page<'a>(
        app: &'a App,
        caller: &'a Caller,
        filter: &'a CatalogueFilter,
        paging: &'a Paging,
    ) -> Boxed<'a, net30_app::Page<Self>> {
        products::list(app, caller, filter, paging)
    }
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
    catalogue::list::<product::Product>(&http, &request).await
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
pub(super) async fn create(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    catalogue::create::<product::Product>(&http, request).await
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
    catalogue::get::<product::Product>(&http, &request).await
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
    catalogue::update::<product::Product>(&http, request, LeftOut::GetsDefault).await
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
    catalogue::update::<product::Product>(&http, request, LeftOut::Stays).await
}

/// Delete an item
///
/// One that invoices refer to is archived: it is no longer offered, but stays.
#[utoipa::path(
    delete, path = "/items/{id}", operation_id = "invoiless_delete_item", tag = TAG,
    params(("id" = Uuid, Path, description = "Item id.")),
    responses((status = 204, description = "It is deleted or archived.")),
)]
pub(super) async fn delete(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    catalogue::delete::<product::Product>(&http, request).await
}
