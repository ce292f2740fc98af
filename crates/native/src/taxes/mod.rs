//! The account's table of taxes.

pub(crate) mod read;
pub(crate) mod wire;
pub(crate) mod write;

use self::wire::{TaxBody, TaxChanges, TaxDefinition};
use crate::{
    PREFIX, TAG,
    request::{self, Present},
};
use axum::extract::State;
use net30_app::{
    What,
    taxes::{self, Create, Delete, Replace, TaxDraft},
};
use net30_domain::{id::TaxId, tax};
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

fn reply(found: &tax::TaxDefinition) -> Reply {
    Reply::ok(&write::tax(found)).etag(found.revision)
}

fn created(made: &tax::TaxDefinition) -> Reply {
    let location = format!("{PREFIX}/taxes/{}", made.id);
    Reply::created(&write::tax(made), &location).etag(made.revision)
}

fn whole(reader: &Reader<'_>) -> TaxDraft {
    reader.ignore(&READ_ONLY);
    read::tax(reader)
}

/// List taxes
///
/// Newest first.
#[utoipa::path(
    get, path = "/taxes", operation_id = "list_taxes", tag = TAG,
    params(
        ("search" = Option<String>, Query, description = "Part of the name, in any case."),
        ("archived" = Option<bool>, Query, description = "Show the archived ones in place of the others."),
        ("page" = Option<i64>, Query, minimum = 1, description = "Which page; 1 if left out.", example = 1),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Entries a page; 50 if left out.", example = 50),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before, in place of `page`."),
    ),
    responses((status = 200, description = "A page of taxes.", body = Page<TaxDefinition>)),
)]
async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let (filter, paging) = request::query(&request, request::catalogue)?;
    let page = taxes::list(http.app(), &request.caller, &filter, &paging).await?;
    let data = page.items.iter().map(write::tax).collect();
    Ok(Reply::ok(&Page::<TaxDefinition>::of(data, page.total, page.next.as_ref(), &paging)))
}

/// Create a tax
///
/// Lines and invoices name it by its id and copy it.
#[utoipa::path(
    post, path = "/taxes", operation_id = "create_tax", tag = TAG,
    request_body = TaxBody,
    responses((
        status = 201, description = "The tax.", body = TaxDefinition,
        headers(("Location" = String, description = "Where the tax is."), ("ETag" = String, description = "Its revision.")),
    )),
)]
async fn create(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let draft = request::read_draft(&mut request, |reader, _| read::tax(reader))?;
    http.write(&request, &Create { draft }, str::to_owned, created).await
}

/// Get a tax
///
/// An archived one as well.
#[utoipa::path(
    get, path = "/taxes/{id}", operation_id = "get_tax", tag = TAG,
    params(("id" = Uuid, Path, description = "The tax.")),
    responses((
        status = 200, description = "The tax.", body = TaxDefinition,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn get(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<TaxId>("id", What::Tax)?;
    request::query(&request, |_| ())?;
    let found: tax::TaxDefinition = taxes::get(http.app(), &request.caller, id).await?;
    Ok(reply(&found))
}

/// Replace a tax
///
/// What is left out gets its default. Documents keep what they copied.
#[utoipa::path(
    put, path = "/taxes/{id}", operation_id = "replace_tax", tag = TAG,
    params(("id" = Uuid, Path, description = "The tax.")),
    request_body = TaxBody,
    responses((
        status = 200, description = "The tax.", body = TaxDefinition,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn replace(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<TaxId>("id", What::Tax)?;
    let draft = request::read_draft(&mut request, |reader, _| whole(reader))?;
    http.write(&request, &Replace { id, draft }, str::to_owned, reply).await
}

/// Change a tax
///
/// A merge patch (RFC 7396): what is left out stays, `null` clears.
#[utoipa::path(
    patch, path = "/taxes/{id}", operation_id = "update_tax", tag = TAG,
    params(("id" = Uuid, Path, description = "The tax.")),
    request_body(content = TaxChanges, description = "What changes. No field is required.", example = json!({"value": 9})),
    responses((
        status = 200, description = "The tax.", body = TaxDefinition,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn patch(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<TaxId>("id", What::Tax)?;
    let (app, caller) = (http.app(), request.call.caller);
    let load = || async move {
        let found: tax::TaxDefinition = taxes::get(app, &caller, id).await?;
        let body = write::body(&found);
        Ok(Present { body, revision: found.revision, context: () })
    };
    let reading = |reader: &Reader<'_>, _: &Query<'_>, (): &()| whole(reader);
    let use_case = |draft| Replace { id, draft };
    request::patch(&http, &mut request, load, reading, use_case, reply).await
}

/// Delete a tax
///
/// One that documents refer to is archived: it is no longer offered, but stays.
#[utoipa::path(
    delete, path = "/taxes/{id}", operation_id = "delete_tax", tag = TAG,
    params(("id" = Uuid, Path, description = "The tax.")),
    responses((status = 204, description = "It is removed or archived.")),
)]
async fn delete(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<TaxId>("id", What::Tax)?;
    request::read_nothing(&mut request)?;
    http.write(&request, &Delete { id }, str::to_owned, |()| Reply::no_content()).await
}
