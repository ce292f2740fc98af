//! Templates: how documents look.

pub(crate) mod read;
pub(crate) mod wire;
pub(crate) mod write;

use self::wire::{CopyBody, Template, TemplateBody, TemplateChanges};
use crate::{
    PREFIX, TAG,
    request::{self, Present},
};
use axum::{extract::State, response::Response};
use net30_app::{
    What,
    templates::{self, Copy, Create, Delete, Replace, TemplateDraft},
};
use net30_domain::{id::TemplateId, template};
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    json::Reader,
    listing,
    page::Page,
    problem::Result,
    query::Query,
    reply::Reply,
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Templates that are in memory at once: each may have a logo of 1 MiB.
const STEP: i64 = 8;
/// Fields of a reply that a client may send back.
const READ_ONLY: [&str; 6] =
    ["id", "built_in", "archived_at", "revision", "created_at", "updated_at"];

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, replace, patch, delete))
        .routes(routes!(copy))
}

fn reply(found: &template::Template) -> Reply {
    Reply::ok(&write::template(found)).etag(found.revision)
}

fn created(made: &template::Template) -> Reply {
    let location = format!("{PREFIX}/templates/{}", made.id);
    Reply::created(&write::template(made), &location).etag(made.revision)
}

fn whole(reader: &Reader<'_>, present: &template::Template) -> TemplateDraft {
    reader.ignore(&READ_ONLY);
    read::replacement(reader, present)
}

/// List templates
///
/// Newest first. The built-in ones come last; they cannot be changed, only copied.
#[utoipa::path(
    get, path = "/templates", operation_id = "list_templates", tag = TAG,
    params(
        ("search" = Option<String>, Query, description = "Part of the name, in any case."),
        ("archived" = Option<bool>, Query, description = "Show the archived ones in place of the others."),
        ("page" = Option<i64>, Query, minimum = 1, description = "Which page; 1 if left out.", example = 1),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Entries a page; 50 if left out.", example = 50),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before, in place of `page`."),
    ),
    responses((status = 200, description = "A page of templates.", body = Page<Template>)),
)]
async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Response> {
    let (filter, paging) = request::query(&request, request::catalogue)?;
    let caller = request.caller;
    let fetch = move |paging| {
        let (http, filter) = (http.clone(), filter.clone());
        async move { templates::list(http.app(), &caller, &filter, &paging).await }
    };
    listing::in_steps(paging, STEP, fetch, write::template).await
}

/// Create a template
///
/// An invoice names it by `template_id`.
#[utoipa::path(
    post, path = "/templates", operation_id = "create_template", tag = TAG,
    request_body = TemplateBody,
    responses((
        status = 201, description = "The template.", body = Template,
        headers(("Location" = String, description = "Where the template is."), ("ETag" = String, description = "Its revision.")),
    )),
)]
async fn create(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let draft = request::read_draft(&mut request, |reader, _| read::template(reader))?;
    http.write(&request, &Create { draft }, str::to_owned, created).await
}

/// Get a template
///
/// An archived one as well.
#[utoipa::path(
    get, path = "/templates/{id}", operation_id = "get_template", tag = TAG,
    params(("id" = Uuid, Path, description = "The template.")),
    responses((
        status = 200, description = "The template.", body = Template,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn get(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<TemplateId>("id", What::Template)?;
    request::query(&request, |_| ())?;
    let found: template::Template = templates::get(http.app(), &request.caller, id).await?;
    Ok(reply(&found))
}

/// Replace a template
///
/// What is left out gets its default. The built-in ones cannot be replaced.
#[utoipa::path(
    put, path = "/templates/{id}", operation_id = "replace_template", tag = TAG,
    params(("id" = Uuid, Path, description = "The template.")),
    request_body = TemplateBody,
    responses((
        status = 200, description = "The template.", body = Template,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn replace(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<TemplateId>("id", What::Template)?;
    let present = templates::get(http.app(), &request.call.caller, id).await?;
    let draft = request::read_draft(&mut request, |reader, _| whole(reader, &present))?;
    http.write(&request, &Replace { id, draft }, str::to_owned, reply).await
}

/// Change a template
///
/// A merge patch (RFC 7396): what is left out stays, `null` clears.
#[utoipa::path(
    patch, path = "/templates/{id}", operation_id = "update_template", tag = TAG,
    params(("id" = Uuid, Path, description = "The template.")),
    request_body(content = TemplateChanges, description = "What changes. No field is required.", example = json!({"accent_color": "#0a7a5c"})),
    responses((
        status = 200, description = "The template.", body = Template,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn patch(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<TemplateId>("id", What::Template)?;
    let (app, caller) = (http.app(), request.call.caller);
    let load = || async move {
        let found: template::Template = templates::get(app, &caller, id).await?;
        let body = write::body(&found);
        Ok(Present { body, revision: found.revision, context: found })
    };
    let reading =
        |reader: &Reader<'_>, _: &Query<'_>, present: &template::Template| whole(reader, present);
    let use_case = |draft| Replace { id, draft };
    request::patch(&http, &mut request, load, reading, use_case, reply).await
}

/// Delete a template
///
/// One that documents refer to is archived: it is no longer offered, but stays.
#[utoipa::path(
    delete, path = "/templates/{id}", operation_id = "delete_template", tag = TAG,
    params(("id" = Uuid, Path, description = "The template.")),
    responses((status = 204, description = "It is removed or archived.")),
)]
async fn delete(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<TemplateId>("id", What::Template)?;
    request::read_nothing(&mut request)?;
    http.write(&request, &Delete { id }, str::to_owned, |()| Reply::no_content()).await
}

/// Copy a template
///
/// Makes one of your own from any template, a built-in one included; the copy can be changed.
#[utoipa::path(
    post, path = "/templates/{id}/copy", operation_id = "copy_template", tag = TAG,
    params(("id" = Uuid, Path, description = "The template.")),
    request_body(content = Option<CopyBody>, description = "What the copy is called."),
    responses((
        status = 201, description = "The copy.", body = Template,
        headers(("Location" = String, description = "Where the copy is."), ("ETag" = String, description = "Its revision.")),
    )),
)]
async fn copy(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<TemplateId>("id", What::Template)?;
    let name = request::read_optional(&mut request, |reader, _| read::copy(reader))?;
    http.write(&request, &Copy { id, name }, str::to_owned, created).await
}
