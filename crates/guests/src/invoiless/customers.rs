//! Customers.

use super::{
    PREFIX, TAG, body,
    change::{LeftOut, Present, change},
    paging, query,
    read::rename,
    read_beside,
    requests::CustomerChanges,
    search,
    wire::{Customer, CustomerBody, Page},
    write,
};
use axum::extract::State;
use net30_app::{
    CatalogueFilter, What,
    customers::{self, Create, Delete, Replace},
    entry,
};
use net30_domain::{customer, id::CustomerId};
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    json::Reader,
    problem::Result,
    reply::Reply,
};

fn reply(found: &customer::Customer) -> Reply {
    Reply::ok(&write::customer(found)).etag(found.revision)
}

/// List customers
///
/// Newest first.
#[utoipa::path(
    get, path = "/customers", operation_id = "invoiless_list_customers", tag = TAG,
    params(
        ("page" = Option<i64>, Query, minimum = 1, description = "Page number; 1 if left out.", example = 1),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Page limit; 50 if left out.", example = 50),
        ("search" = Option<String>, Query, description = "Part of the name, the e-mail address or the internal id, in any case."),
    ),
    responses((status = 200, description = "A page of customers.", body = Page<Customer>)),
)]
pub(super) async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let (search, paging) = query(&request, |query| (search(query), paging(query)))?;
    let filter = CatalogueFilter { search, archived: false };
    let page = customers::list(http.app(), &request.caller, &filter, &paging).await?;
    let docs = page.items.iter().map(write::customer).collect();
    Ok(write::page::<Customer>(docs, page.total.count, &paging))
}

/// Create a customer
///
/// `internalId` is unique.
#[utoipa::path(
    post, path = "/customers", operation_id = "invoiless_create_customer", tag = TAG,
    request_body = CustomerBody,
    responses((
        status = 201, description = "The customer.", body = Customer,
        headers(("Location" = String, description = "Where the customer is."), ("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn create(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let draft = super::draft(&mut request, |reader| read_beside::customer(reader, None))?;
    let words = |made: &customer::Customer| {
        let location = format!("{PREFIX}/customers/{}", made.id);
        Reply::created(&write::customer(made), &location).etag(made.revision)
    };
    http.write(&request, &Create { draft }, rename, words).await
}

/// Get a customer
///
/// One that was deleted is shown as long as invoices refer to it.
#[utoipa::path(
    get, path = "/customers/{id}", operation_id = "invoiless_get_customer", tag = TAG,
    params(("id" = Uuid, Path, description = "Customer id.")),
    responses((
        status = 200, description = "The customer.", body = Customer,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn get(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<CustomerId>("id", What::Customer)?;
    let found: customer::Customer = entry::get(http.app(), &request.caller, id).await?;
    Ok(reply(&found))
}

async fn update(http: &Http, mut request: WriteRequest, left_out: LeftOut) -> Result<Reply> {
    let id = request.id::<CustomerId>("id", What::Customer)?;
    let caller = request.call.caller;
    let load = || entry::get(http.app(), &caller, id);
    let words =
        |found: &customer::Customer| (write::customer_body(found, &found.party), found.revision);
    let reading = |reader: &Reader<'_>, present: &Present<'_, customer::Customer>| {
        read_beside::customer(reader, Some(present))
    };
    let use_case = |draft| Replace { id, draft };
    change(http, &mut request, left_out, load, words, reading, use_case, rename, reply).await
}

/// Replace a customer
///
/// What is left out goes back to its default. Issued invoices keep the customer as it was.
#[utoipa::path(
    put, path = "/customers/{id}", operation_id = "invoiless_replace_customer", tag = TAG,
    params(("id" = Uuid, Path, description = "Customer id.")),
    request_body = CustomerBody,
    responses((
        status = 200, description = "The customer.", body = Customer,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn replace(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    update(&http, request, LeftOut::GetsDefault).await
}

/// Update a customer
///
/// What is left out stays; `""` or `null` clears.
#[utoipa::path(
    patch, path = "/customers/{id}", operation_id = "invoiless_update_customer", tag = TAG,
    params(("id" = Uuid, Path, description = "Customer id.")),
    request_body(content = CustomerChanges, description = "What changes. No field is required.", example = json!({"billTo": {"email": "billing@invoiless.example"}})),
    responses((
        status = 200, description = "The customer.", body = Customer,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn patch(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    update(&http, request, LeftOut::Stays).await
}

/// Delete a customer
///
/// One that invoices refer to is archived: it is no longer offered, but stays.
#[utoipa::path(
    delete, path = "/customers/{id}", operation_id = "invoiless_delete_customer", tag = TAG,
    params(("id" = Uuid, Path, description = "Customer id.")),
    responses((status = 204, description = "It is deleted or archived.")),
)]
pub(super) async fn delete(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<CustomerId>("id", What::Customer)?;
    body(&mut request, |_| ())?;
    http.write(&request, &Delete { id }, rename, |()| Reply::no_content()).await
}
