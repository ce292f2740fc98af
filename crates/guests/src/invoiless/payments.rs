//! Payments of an invoice, and what is given back of them.

use super::{
    PREFIX, TAG, body,
    invoices::visible,
    paging, query,
    read::rename,
    read_beside,
    wire::{Page, Payment, PaymentBody, Refund, RefundBody},
    write,
};
use axum::extract::State;
use net30_app::{
    Caller, Error, What,
    invoices::{self, RecordPayment, RefundPayment, ReversePayment, Shown},
};
use net30_domain::{
    id::{InvoiceId, PaymentId},
    money::Currency,
    payment,
};
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    problem::Result,
    reply::Reply,
};

/// A payment that counts, and the currency that it is in.
async fn standing_payment(
    http: &Http,
    caller: &Caller,
    id: PaymentId,
) -> net30_app::Result<(payment::Payment, Currency)> {
    let (invoice, payment) = invoices::payment(http.app(), caller, id).await?;
    if payment.reversed_at.is_some() {
        return Err(Error::NotFound(What::Payment));
    }
    Ok((payment, invoice.content.currency))
}

/// List the payments of an invoice
///
/// Oldest first.
#[utoipa::path(
    get, path = "/invoices/{id}/payments", operation_id = "invoiless_list_payments", tag = TAG,
    params(
        ("id" = Uuid, Path, description = "Invoice id."),
        ("page" = Option<i64>, Query, minimum = 1, description = "Page number; 1 if left out.", example = 1),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Page limit; 50 if left out.", example = 50),
    ),
    responses((status = 200, description = "A page of payments.", body = Page<Payment>)),
)]
pub(super) async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    let paging = query(&request, paging)?;
    let invoice = visible(&http, &request.caller, id).await?.invoice;
    let payments = invoice.payments.iter().filter(|payment| payment.reversed_at.is_none());
    let currency = invoice.content.currency;
    let all = payments.map(|payment| write::payment(payment, currency)).collect();
    Ok(write::page_of::<Payment>(all, &paging))
}

/// A pointer into this API's body, in which the day of a movement of money has another name than natively.
fn renamed(pointer: &str, date: &str) -> String {
    if pointer == "/date" { date.to_owned() } else { rename(pointer) }
}

/// Record a payment
///
/// The amount defaults to the balance.
#[utoipa::path(
    post, path = "/invoices/{id}/payments", operation_id = "invoiless_create_payment", tag = TAG,
    params(("id" = Uuid, Path, description = "Invoice id.")),
    request_body(content = Option<PaymentBody>, description = "What came; all of it may be left out."),
    responses((
        status = 201, description = "The payment.", body = Payment,
        headers(("Location" = String, description = "Where the payment is."), ("ETag" = String, description = "The invoice's revision.")),
    )),
)]
pub(super) async fn create(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let invoice_id = request.id::<InvoiceId>("id", What::Invoice)?;
    let payment = body(&mut request, read_beside::payment)?;
    let words = |(shown, payment): &(Shown, payment::Payment)| {
        let location = format!("{PREFIX}/payments/{}", payment.id);
        let wire = write::payment(payment, shown.invoice.content.currency);
        Reply::created(&wire, &location).etag_of(shown)
    };
    let use_case = RecordPayment { invoice_id, payment };
    http.write(&request, &use_case, |pointer| renamed(pointer, "/paidAt"), words).await
}

/// Get a payment
///
/// One that was deleted is not there.
#[utoipa::path(
    get, path = "/payments/{id}", operation_id = "invoiless_get_payment", tag = TAG,
    params(("id" = Uuid, Path, description = "Payment id.")),
    responses((status = 200, description = "The payment.", body = Payment)),
)]
pub(super) async fn get(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<PaymentId>("id", What::Payment)?;
    let (payment, currency) = standing_payment(&http, &request.caller, id).await?;
    Ok(Reply::ok(&write::payment(&payment, currency)))
}

/// Delete a payment
///
/// The balance of the invoice is restored; the record stays in the history.
#[utoipa::path(
    delete, path = "/payments/{id}", operation_id = "invoiless_delete_payment", tag = TAG,
    params(("id" = Uuid, Path, description = "Payment id.")),
    responses((status = 204, description = "It is deleted.")),
)]
pub(super) async fn delete(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let payment_id = request.id::<PaymentId>("id", What::Payment)?;
    body(&mut request, |_| ())?;
    let use_case = ReversePayment { invoice_id: None, payment_id };
    http.write(&request, &use_case, rename, |_| Reply::no_content()).await
}

/// List the refunds of a payment
///
/// Oldest first.
#[utoipa::path(
    get, path = "/payments/{id}/refunds", operation_id = "invoiless_list_refunds", tag = TAG,
    params(
        ("id" = Uuid, Path, description = "Payment id."),
        ("page" = Option<i64>, Query, minimum = 1, description = "Page number; 1 if left out.", example = 1),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Page limit; 50 if left out.", example = 50),
    ),
    responses((status = 200, description = "A page of refunds.", body = Page<Refund>)),
)]
pub(super) async fn list_refunds(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<PaymentId>("id", What::Payment)?;
    let paging = query(&request, paging)?;
    let (payment, currency) = standing_payment(&http, &request.caller, id).await?;
    let all = payment.refunds.iter().map(|refund| write::refund(refund, currency)).collect();
    Ok(write::page_of::<Refund>(all, &paging))
}

/// Refund a payment
///
/// Gives money back; the amount defaults to what is left of the payment.
#[utoipa::path(
    post, path = "/payments/{id}/refunds", operation_id = "invoiless_refund_payment", tag = TAG,
    params(("id" = Uuid, Path, description = "Payment id.")),
    request_body(content = Option<RefundBody>, description = "How much and why; all of it may be left out."),
    responses((
        status = 201, description = "The refund.", body = Refund,
        headers(("Location" = String, description = "The refunds of the payment."), ("ETag" = String, description = "The invoice's revision.")),
    )),
)]
pub(super) async fn refund(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let payment_id = request.id::<PaymentId>("id", What::Payment)?;
    let refund = body(&mut request, read_beside::refund)?;
    let use_case = RefundPayment { invoice_id: None, payment_id, refund };
    let words = |(shown, payment): &(Shown, payment::Payment)| {
        let location = format!("{PREFIX}/payments/{}/refunds", payment.id);
        let last = payment.refunds.last().expect("the refund was added to the payment");
        let wire = write::refund(last, shown.invoice.content.currency);
        Reply::created(&wire, &location).etag_of(shown)
    };
    http.write(&request, &use_case, |pointer| renamed(pointer, "/refundedAt"), words).await
}
