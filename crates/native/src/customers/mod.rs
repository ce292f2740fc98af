//! Customers.

pub(crate) mod read;
pub(crate) mod wire;
pub(crate) mod write;

use self::wire::{Customer, CustomerBody, CustomerChanges, CustomerReply};
use crate::{
    PREFIX, TAG,
    request::{self, Present},
};
use axum::extract::State;
use net30_app::{
    What,
    customers::{self, Create, Delete, Replace, Seen, Showing},
    invoices::CustomerDraft,
};
use net30_domain::{customer, id::CustomerId};
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

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(get, replace, patch, delete))
}

fn reply(found: &Seen) -> Reply {
    Reply::ok(&write::reply(found)).etag(found.customer.revision)
}

fn created(made: &Seen) -> Reply {
    let location = format!("{PREFIX}/customers/{}", made.customer.id);
    Reply::created(&write::reply(made), &location).etag(made.customer.revision)
}

fn whole(reader: &Reader<'_>) -> CustomerDraft {
    reader.ignore(&read::READ_ONLY);
    read::customer(reader)
}

/// List customers
///
/// Newest first.
#[utoipa::path(
    get, path = "/customers", operation_id = "list_customers", tag = TAG,
    params(
        ("search" = Option<String>, Query, description = "Part of the name, the e-mail address or the external id, in any case."),
        ("archived" = Option<bool>, Query, description = "Show the archived ones in place of the others."),
        ("page" = Option<i64>, Query, minimum = 1, description = "Which page; 1 if left out.", example = 1),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Entries a page; 50 if left out.", example = 50),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before, in place of `page`."),
    ),
    responses((status = 200, description = "A page of customers.", body = Page<Customer>)),
)]
async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let (filter, paging) = request::query(&request, request::catalogue)?;
    let page = customers::list(http.app(), &request.caller, &filter, &paging).await?;
    let data = page.items.iter().map(write::customer).collect();
    Ok(Reply::ok(&Page::<Customer>::of(data, page.total, page.next.as_ref(), &paging)))
}

/// Create a customer
///
/// `external_id` is unique in the account.
#[utoipa::path(
    post, path = "/customers", operation_id = "create_customer", tag = TAG,
    request_body = CustomerBody,
    responses((
        status = 201, description = "The customer.", body = CustomerReply,
        headers(("Location" = String, description = "Where the customer is."), ("ETag" = String, description = "Its revision.")),
    )),
)]
async fn create(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let draft = request::read_draft(&mut request, |reader, _| read::customer(reader))?;
    http.write(&request, &Showing(Create { draft }), str::to_owned, created).await
}

/// Get a customer
///
/// An archived one as well.
#[utoipa::path(
    get, path = "/customers/{id}", operation_id = "get_customer", tag = TAG,
    params(("id" = Uuid, Path, description = "The customer.")),
    responses((
        status = 200, description = "The customer.", body = CustomerReply,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn get(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<CustomerId>("id", What::Customer)?;
    request::query(&request, |_| ())?;
    Ok(reply(&customers::seen(http.app(), &request.caller, id).await?))
}

/// Replace a customer
///
/// What is left out gets its default. Issued documents keep the customer as it was.
#[utoipa::path(
    put, path = "/customers/{id}", operation_id = "replace_customer", tag = TAG,
    params(("id" = Uuid, Path, description = "The customer.")),
    request_body = CustomerBody,
    responses((
        status = 200, description = "The customer.", body = CustomerReply,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn replace(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<CustomerId>("id", What::Customer)?;
    let draft = request::read_draft(&mut request, |reader, _| whole(reader))?;
    http.write(&request, &Showing(Replace { id, draft }), str::to_owned, reply).await
}

/// Change a customer
///
/// A merge patch (RFC 7396): what is left out stays, `null` clears.
#[utoipa::path(
    patch, path = "/customers/{id}", operation_id = "update_customer", tag = TAG,
    params(("id" = Uuid, Path, description = "The customer.")),
    request_body(content = CustomerChanges, description = "What changes. No field is required.", example = json!({"email": "accounts@globex.example", "notes": null})),
    responses((
        status = 200, description = "The customer.", body = CustomerReply,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn patch(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<CustomerId>("id", What::Customer)?;
    let (app, caller) = (http.app(), request.call.caller);
    let new_terms = request::says_new_terms(&request.json()?);
    let load = || async move {
        let found: customer::Customer = customers::get(app, &caller, id).await?;
        let mut body = write::body(&found, &found.party);
        if new_terms {
            body.payment_days = None;
        }
        Ok(Present { body, revision: found.revision, context: () })
    };
    let reading = |reader: &Reader<'_>, _: &Query<'_>, (): &()| whole(reader);
    let use_case = |draft| Showing(Replace { id, draft });
    request::patch(&http, &mut request, load, reading, use_case, reply).await
}

/// Delete a customer
///
/// One that documents refer to is archived: it is no longer offered, but stays.
#[utoipa::path(
    delete, path = "/customers/{id}", operation_id = "delete_customer", tag = TAG,
    params(("id" = Uuid, Path, description = "The customer.")),
    responses((status = 204, description = "It is removed or archived.")),
)]
async fn delete(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<CustomerId>("id", What::Customer)?;
    request::read_nothing(&mut request)?;
    http.write(&request, &Delete { id }, str::to_owned, |()| Reply::no_content()).await
}
