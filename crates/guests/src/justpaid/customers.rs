//! Customers: made and shown.

use super::{
    PREFIX, TAG, body, read,
    wire::{Customer, NewCustomer},
    write,
};
use axum::extract::State;
use net30_app::{What, customers::Create, entry};
use net30_domain::{customer, id::CustomerId};
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    problem::Result,
    reply::Reply,
};

/// Create a customer
///
/// `external_id` is unique in the account.
#[utoipa::path(
    post, path = "/customer/create", operation_id = "justpaid_create_customer", tag = TAG,
    request_body = NewCustomer,
    responses((
        status = 201, description = "The customer.", body = Customer,
        headers(("Location" = String, description = "Where the customer is."), ("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn create(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let draft = body(&mut request, read::customer)?;
    let words = |made: &customer::Customer| {
        let location = format!("{PREFIX}/customer/{}", made.id);
        Reply::created(&write::customer(made), &location).etag(made.revision)
    };
    http.write(&request, &Create { draft }, read::rename, words).await
}

/// Get a customer
#[utoipa::path(
    get, path = "/customer/{customer_uuid}", operation_id = "justpaid_get_customer", tag = TAG,
    params(("customer_uuid" = Uuid, Path, description = "The customer.")),
    responses((
        status = 200, description = "The customer.", body = Customer,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn retrieve(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<CustomerId>("customer_uuid", What::Customer)?;
    let found: customer::Customer = entry::get(http.app(), &request.caller, id).await?;
    Ok(Reply::ok(&write::customer(&found)).etag(found.revision))
}
