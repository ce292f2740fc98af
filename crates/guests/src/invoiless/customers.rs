//! Customers.

use super::{
    TAG,
    catalogue::{self, Worded},
    change::{LeftOut, Present},
    read_beside,
    requests::CustomerChanges,
    wire::{Customer, CustomerBody, Page},
    write,
};
use axum::extract::State;
use net30_app::{App, Boxed, Caller, CatalogueFilter, Paging, customers};
use net30_domain::{customer, draft::CustomerDraft};
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    json::Reader,
    problem::Result,
    reply::Reply,
};

impl Worded for customer::Customer {
    const PATH: &'static str = "customers";

    type Wire = Customer;
    type Body = CustomerBody;

    fn wire(&self) -> Customer {
        write::customer(self)
    }

    fn body(&self) -> CustomerBody {
        write::customer_body(self, &self.party)
    }

    fn draft(reader: &Reader<'_>, present: Option<&Present<'_, Self>>) -> CustomerDraft {
        read_beside::customer(reader, present)
    }

    fn page<'a>(
        app: &'a App,
        caller: &'a Caller,
        filter: &'a CatalogueFilter,
        paging: &'a Paging,
    ) -> Boxed<'a, net30_app::Page<Self>> {
        customers::list(app, caller, filter, paging)
    }
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
    catalogue::list::<customer::Customer>(&http, &request).await
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
pub(super) async fn create(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    catalogue::create::<customer::Customer>(&http, request).await
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
    catalogue::get::<customer::Customer>(&http, &request).await
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
    catalogue::update::<customer::Customer>(&http, request, LeftOut::GetsDefault).await
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
    catalogue::update::<customer::Customer>(&http, request, LeftOut::Stays).await
}

/// Delete a customer
///
/// One that invoices refer to is archived: it is no longer offered, but stays.
#[utoipa::path(
    delete, path = "/customers/{id}", operation_id = "invoiless_delete_customer", tag = TAG,
    params(("id" = Uuid, Path, description = "Customer id.")),
    responses((status = 204, description = "It is deleted or archived.")),
)]
pub(super) async fn delete(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    catalogue::delete::<customer::Customer>(&http, request).await
}
