//! Products: the catalogue of goods and services.

pub(crate) mod read;
pub(crate) mod wire;
pub(crate) mod write;

use self::wire::{Product, ProductBody, ProductChanges};
use crate::{
    PREFIX, TAG,
    request::{self, Present},
};
use axum::extract::State;
use net30_app::{
    What,
    products::{self, Create, Delete, ProductDraft, Replace},
};
use net30_domain::{id::ProductId, product};
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    json::Reader,
    page::Page,
    problem::Result,
    query::Query,
    reply::Reply,
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Fields of a reply that a client may send back.
const READ_ONLY: [&str; 5] = ["id", "archived_at", "revision", "created_at", "updated_at"];

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(get, replace, patch, delete))
}

fn reply(found: &product::Product) -> Reply {
    Reply::ok(&write::product(found)).etag(found.revision)
}

fn created(made: &product::Product) -> Reply {
    let location = format!("{PREFIX}/products/{}", made.id);
    Reply::created(&write::product(made), &location).etag(made.revision)
}

fn whole(reader: &Reader<'_>) -> ProductDraft {
    reader.ignore(&READ_ONLY);
    read::product(reader)
}

/// List products
///
/// Newest first.
#[utoipa::path(
    get, path = "/products", operation_id = "list_products", tag = TAG,
    params(
        ("search" = Option<String>, Query, description = "Part of the name or the article number, in any case."),
        ("archived" = Option<bool>, Query, description = "Show the archived ones in place of the others."),
        ("page" = Option<i64>, Query, minimum = 1, description = "Which page; 1 if left out.", example = 1),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Entries a page; 50 if left out.", example = 50),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before, in place of `page`."),
    ),
    responses((status = 200, description = "A page of products.", body = Page<Product>)),
)]
async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let (filter, paging) = request::query(&request, request::catalogue)?;
    let page = products::list(http.app(), &request.caller, &filter, &paging).await?;
    let data = page.items.iter().map(write::product).collect();
    Ok(Reply::ok(&Page::<Product>::of(data, page.total, page.next.as_ref(), &paging)))
}

/// Create a product
///
/// An invoice names it by `product_id`; what the line leaves out comes from here.
#[utoipa::path(
    post, path = "/products", operation_id = "create_product", tag = TAG,
    request_body = ProductBody,
    responses((
        status = 201, description = "The product.", body = Product,
        headers(("Location" = String, description = "Where the product is."), ("ETag" = String, description = "Its revision.")),
    )),
)]
async fn create(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let draft = request::read_draft(&mut request, |reader, _| read::product(reader))?;
    http.write(&request, &Create { draft }, str::to_owned, created).await
}

/// Get a product
///
/// An archived one as well.
#[utoipa::path(
    get, path = "/products/{id}", operation_id = "get_product", tag = TAG,
    params(("id" = Uuid, Path, description = "The product.")),
    responses((
        status = 200, description = "The product.", body = Product,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn get(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<ProductId>("id", What::Product)?;
    request::query(&request, |_| ())?;
    let found: product::Product = products::get(http.app(), &request.caller, id).await?;
    Ok(reply(&found))
}

/// Replace a product
///
/// What is left out gets its default. Documents keep what they copied.
#[utoipa::path(
    put, path = "/products/{id}", operation_id = "replace_product", tag = TAG,
    params(("id" = Uuid, Path, description = "The product.")),
    request_body = ProductBody,
    responses((
        status = 200, description = "The product.", body = Product,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn replace(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<ProductId>("id", What::Product)?;
    let draft = request::read_draft(&mut request, |reader, _| whole(reader))?;
    http.write(&request, &Replace { id, draft }, str::to_owned, reply).await
}

/// Change a product
///
/// A merge patch (RFC 7396): what is left out stays, `null` clears.
#[utoipa::path(
    patch, path = "/products/{id}", operation_id = "update_product", tag = TAG,
    params(("id" = Uuid, Path, description = "The product.")),
    request_body(content = ProductChanges, description = "What changes. No field is required.", example = json!({"unit_price": 160})),
    responses((
        status = 200, description = "The product.", body = Product,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn patch(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<ProductId>("id", What::Product)?;
    let (app, caller) = (http.app(), request.call.caller);
    let load = || async move {
        let found: product::Product = products::get(app, &caller, id).await?;
        let body = write::body(&found);
        Ok(Present { body, revision: found.revision, context: () })
    };
    let reading = |reader: &Reader<'_>, _: &Query<'_>, (): &()| whole(reader);
    let use_case = |draft| Replace { id, draft };
    request::patch(&http, &mut request, load, reading, use_case, reply).await
}

/// Delete a product
///
/// One that documents refer to is archived: it is no longer offered, but stays.
#[utoipa::path(
    delete, path = "/products/{id}", operation_id = "delete_product", tag = TAG,
    params(("id" = Uuid, Path, description = "The product.")),
    responses((status = 204, description = "It is removed or archived.")),
)]
async fn delete(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<ProductId>("id", What::Product)?;
    request::read_nothing(&mut request)?;
    http.write(&request, &Delete { id }, str::to_owned, |()| Reply::no_content()).await
}
