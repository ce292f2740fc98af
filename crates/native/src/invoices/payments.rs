//! Payments of an invoice, and what is given back of them.

use super::{
    read_actions,
    wire_actions::{Payment, PaymentBody, RefundBody},
    write,
};
use crate::{PREFIX, TAG, request, wire::Whole};
use axum::extract::State;
use net30_app::{
    What,
    invoices::{self, RecordPayment, RefundPayment, ReversePayment, Shown},
};
use net30_domain::{
    id::{InvoiceId, PaymentId},
    payment,
};
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    problem::Result,
    reply::Reply,
};

/// The reply that shows a payment that was recorded or refunded; its `ETag` is that of the invoice.
fn created((shown, payment): &(Shown, payment::Payment)) -> Reply {
    let location = format!("{PREFIX}/invoices/{}/payments", shown.invoice.id);
    let wire = write::payment(payment, shown.invoice.content.currency);
    Reply::created(&wire, &location).etag_of(shown)
}

/// List the payments of an invoice
///
/// Oldest first.
#[utoipa::path(
    get, path = "/invoices/{id}/payments", operation_id = "list_payments", tag = TAG,
    params(
        ("id" = Uuid, Path, description = "The invoice."),
        ("reversed" = Option<bool>, Query, description = "Show payments that were removed as well."),
    ),
    responses((status = 200, description = "The payments.", body = Whole<Payment>)),
)]
pub(super) async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    let all = request::query(&request, |query| query.boolean("reversed").unwrap_or(false))?;
    let invoice = invoices::get(http.app(), &request.caller, id).await?.invoice;
    let payments = invoice.payments.iter().filter(|payment| all || payment.reversed_at.is_none());
    let currency = invoice.content.currency;
    Ok(Reply::ok(&Whole { data: payments.map(|found| write::payment(found, currency)).collect() }))
}

/// Record a payment
///
/// Partial or full; the amount defaults to the balance. A payment above the balance is refused unless the account
/// allows overpayment.
#[utoipa::path(
    post, path = "/invoices/{id}/payments", operation_id = "record_payment", tag = TAG,
    params(("id" = Uuid, Path, description = "The invoice.")),
    request_body(content = Option<PaymentBody>, description = "What came; all of it may be left out."),
    responses((
        status = 201, description = "The payment.", body = Payment,
        headers(("Location" = String, description = "The invoice's payments."), ("ETag" = String, description = "The invoice's revision.")),
    )),
)]
pub(super) async fn record(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let invoice_id = request.id::<InvoiceId>("id", What::Invoice)?;
    let payment =
        request::read_optional_draft(&mut request, |reader, _| read_actions::payment(reader))?;
    http.write(&request, &RecordPayment { invoice_id, payment }, str::to_owned, created).await
}

/// Remove a payment
///
/// Reverses it: the balance is restored, the record stays in the history.
#[utoipa::path(
    delete, path = "/invoices/{id}/payments/{payment_id}", operation_id = "delete_payment", tag = TAG,
    params(
        ("id" = Uuid, Path, description = "The invoice."),
        ("payment_id" = Uuid, Path, description = "The payment."),
    ),
    responses((status = 204, description = "It is reversed.")),
)]
pub(super) async fn reverse(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let invoice_id = Some(request.id::<InvoiceId>("id", What::Invoice)?);
    let payment_id = request.id::<PaymentId>("payment_id", What::Payment)?;
    request::read_nothing(&mut request)?;
    let use_case = ReversePayment { invoice_id, payment_id };
    http.write(&request, &use_case, str::to_owned, |_| Reply::no_content()).await
}

/// Refund a payment
///
/// Gives money back, in part or in full; the amount defaults to what is left of the payment.
#[utoipa::path(
    post, path = "/invoices/{id}/payments/{payment_id}/refunds", operation_id = "refund_payment", tag = TAG,
    params(
        ("id" = Uuid, Path, description = "The invoice."),
        ("payment_id" = Uuid, Path, description = "The payment."),
    ),
    request_body(content = Option<RefundBody>, description = "How much and why; all of it may be left out."),
    responses((
        status = 201, description = "The payment with its refunds.", body = Payment,
        headers(("Location" = String, description = "The invoice's payments."), ("ETag" = String, description = "The invoice's revision.")),
    )),
)]
pub(super) async fn refund(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let invoice_id = Some(request.id::<InvoiceId>("id", What::Invoice)?);
    let payment_id = request.id::<PaymentId>("payment_id", What::Payment)?;
    let refund =
        request::read_optional_draft(&mut request, |reader, _| read_actions::refund(reader))?;
    let use_case = RefundPayment { invoice_id, payment_id, refund };
    http.write(&request, &use_case, str::to_owned, created).await
}
