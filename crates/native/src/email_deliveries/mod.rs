//! E-mail deliveries.

pub(crate) mod wire;
pub(crate) mod write;

use self::wire::EmailDelivery;
use crate::{
    TAG,
    request::{self, paging},
};
use axum::extract::State;
use net30_app::{
    What,
    mail::{self, EmailDeliveryFilter},
};
use net30_domain::{email_delivery::EmailDeliveryStatus, id::InvoiceId};
use net30_http::{
    Http,
    call::ReadRequest,
    paging::{self, Page, Wanted},
    problem::Result,
    reply::Reply,
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(of_invoice))
}

/// List e-mail deliveries
///
/// What was sent by e-mail, is to be sent, or was given up, newest first.
#[utoipa::path(
    get, path = "/email-deliveries", operation_id = "list_email_deliveries", tag = TAG,
    params(
        ("status" = Option<String>, Query, description = "`waiting`, `sent`, `failed` or `cancelled`.", example = "failed"),
        Wanted,
    ),
    responses((status = 200, description = "A page of e-mail deliveries.", body = Page<EmailDelivery>)),
)]
async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let words: Vec<(&str, EmailDeliveryStatus)> =
        EmailDeliveryStatus::ALL.iter().map(|status| (status.word(), *status)).collect();
    let (filter, paging) = request::query(&request, |query| {
        let status = query.choice("status", &words);
        (EmailDeliveryFilter { object_id: None, status }, paging(query))
    })?;
    let found = mail::deliveries(http.app(), &request.caller, filter, &paging).await?;
    Ok(paging::reply(&found, &paging, write::delivery))
}

/// List the e-mail deliveries of an invoice
///
/// Newest first, reminders and receipts included.
#[utoipa::path(
    get, path = "/invoices/{id}/deliveries", operation_id = "list_invoice_deliveries", tag = TAG,
    params(
        ("id" = Uuid, Path, description = "The invoice."),
        Wanted,
    ),
    responses((status = 200, description = "A page of e-mail deliveries.", body = Page<EmailDelivery>)),
)]
async fn of_invoice(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    let paging = request::query(&request, paging)?;
    let found = mail::deliveries_of(http.app(), &request.caller, id, &paging).await?;
    Ok(paging::reply(&found, &paging, write::delivery))
}
