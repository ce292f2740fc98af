//! Payments of invoices: listed, shown, recorded, cancelled.

use super::{
    PREFIX, TAG, body, filter, query, read,
    wire::{NewPayment, Payment, PaymentList},
    write,
};
use axum::extract::State;
use net30_app::{
    What,
    invoices::{self, RecordPayment, ReversePayment, Shown},
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

/// The payments' address.
const PATH: &str = "/payment/invoice_payment";

/// List payments
///
/// Newest first, cancelled ones included.
#[utoipa::path(
    get, path = "/payment/invoice_payment", operation_id = "justpaid_list_payments", tag = TAG,
    params(
        ("invoice" = Option<Uuid>, Query, description = "Of this invoice."),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 1000, description = "Number of results; 100 if left out.", example = 100),
        ("offset" = Option<i64>, Query, minimum = 0, description = "Number of results to skip; 0 if left out.", example = 0),
    ),
    responses((status = 200, description = "A part of the list, and how many there are in all.", body = PaymentList)),
)]
pub(super) async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let (invoice, paging) =
        query(&request, |query| (query.id::<InvoiceId>("invoice"), filter::paging(query)))?;
    let page = invoices::payments(http.app(), &request.caller, invoice, &paging).await?;
    let items =
        page.items.iter().map(|(payment, currency)| write::payment(payment, *currency)).collect();
    Ok(Reply::ok(&PaymentList { items, count: page.total.count }))
}

/// Get a payment
#[utoipa::path(
    get, path = "/payment/invoice_payment/{payment_uuid}", operation_id = "justpaid_get_payment", tag = TAG,
    params(("payment_uuid" = Uuid, Path, description = "The payment.")),
    responses((
        status = 200, description = "The payment.", body = Payment,
        headers(("ETag" = String, description = "The invoice's revision.")),
    )),
)]
pub(super) async fn retrieve(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<PaymentId>("payment_uuid", What::Payment)?;
    let (invoice, payment) = invoices::payment(http.app(), &request.caller, id).await?;
    let wire = write::payment(&payment, invoice.content.currency);
    Ok(Reply::ok(&wire).etag(invoice.revision))
}

/// Record a payment
///
/// Partial or full; the amount defaults to the balance. A payment above the balance is refused unless the account
/// allows overpayment.
#[utoipa::path(
    post, path = "/payment/invoice_payment/create", operation_id = "justpaid_create_payment", tag = TAG,
    request_body = NewPayment,
    responses((
        status = 201, description = "The payment.", body = Payment,
        headers(("Location" = String, description = "Where the payment is."), ("ETag" = String, description = "The invoice's revision.")),
    )),
)]
pub(super) async fn create(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let (invoice_id, payment) = body(&mut request, read::payment)?;
    let words = |(shown, payment): &(Shown, payment::Payment)| {
        let location = format!("{PREFIX}{PATH}/{}", payment.id);
        let wire = write::payment(payment, shown.invoice.content.currency);
        Reply::created(&wire, &location).etag_of(shown)
    };
    http.write(&request, &RecordPayment { invoice_id, payment }, read::rename, words).await
}

/// Cancel a payment
///
/// Takes it back: the balance is restored, the record stays.
#[utoipa::path(
    post, path = "/payment/invoice_payment/{payment_uuid}/cancel", operation_id = "justpaid_cancel_payment", tag = TAG,
    params(("payment_uuid" = Uuid, Path, description = "The payment.")),
    responses((
        status = 200, description = "The payment, cancelled.", body = Payment,
        headers(("ETag" = String, description = "The invoice's revision.")),
    )),
)]
pub(super) async fn cancel(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    let payment_id = request.id::<PaymentId>("payment_uuid", What::Payment)?;
    let words = |shown: &Shown| {
        let mut payments = shown.invoice.payments.iter();
        let payment = payments.find(|payment| payment.id == payment_id);
        let wire = payment.map(|found| write::payment(found, shown.invoice.content.currency));
        Reply::ok(&wire).etag_of(shown)
    };
    http.write(&request, &ReversePayment { invoice_id: None, payment_id }, read::rename, words)
        .await
}
