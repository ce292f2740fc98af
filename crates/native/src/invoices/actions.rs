//! What becomes of an invoice: published, voided, paid, sent, copied, credited.

use super::{
    read_actions,
    single::{created, reply},
    wire::Invoice,
    wire_actions::{CreditNoteBody, PaymentBody, SendBody},
};
use crate::{TAG, request};
use axum::extract::State;
use net30_app::{
    UseCase, What,
    invoices::{
        CancelSend, Duplicate, MakeCreditNote, MarkPaid, MarkSent, Publish, Send, Shown, Unpublish,
        Void,
    },
};
use net30_domain::id::InvoiceId;
use net30_http::{Http, call::WriteRequest, problem::Result, reply::Reply};

/// Does what needs no body, and shows the invoice.
async fn act<U: UseCase<Output = Shown>>(
    http: &Http,
    mut request: WriteRequest,
    use_case: impl FnOnce(InvoiceId) -> U,
) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    request::read_nothing(&mut request)?;
    let words = |shown: &Shown| reply(http, shown, false);
    http.write(&request, &use_case(id), str::to_owned, words).await
}

/// Publish an invoice
///
/// Issues a draft: its number is drawn, seller and customer are frozen, and its public link works.
#[utoipa::path(
    post, path = "/invoices/{id}/publish", operation_id = "publish_invoice", tag = TAG,
    params(("id" = Uuid, Path, description = "The invoice.")),
    responses((status = 200, description = "The issued invoice.", body = Invoice)),
)]
pub(super) async fn publish(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    act(&http, request, |id| Publish { id }).await
}

/// Unpublish an invoice
///
/// Takes an issued invoice without payments back to draft. It keeps its number; its public link is dead. Not under
/// the account's `strict` lock.
#[utoipa::path(
    post, path = "/invoices/{id}/unpublish", operation_id = "unpublish_invoice", tag = TAG,
    params(("id" = Uuid, Path, description = "The invoice.")),
    responses((status = 200, description = "The draft.", body = Invoice)),
)]
pub(super) async fn unpublish(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    act(&http, request, |id| Unpublish { id }).await
}

/// Void an invoice
///
/// Cannot be undone. Number, totals and PDF stay in the books. Refund payments first.
#[utoipa::path(
    post, path = "/invoices/{id}/void", operation_id = "void_invoice", tag = TAG,
    params(("id" = Uuid, Path, description = "The invoice.")),
    responses((status = 200, description = "The voided invoice.", body = Invoice)),
)]
pub(super) async fn void(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    act(&http, request, |id| Void { id }).await
}

/// Mark an invoice as paid
///
/// Records a payment of the balance; a draft is issued first. Paying what is paid changes nothing.
#[utoipa::path(
    post, path = "/invoices/{id}/mark-paid", operation_id = "mark_invoice_paid", tag = TAG,
    params(("id" = Uuid, Path, description = "The invoice.")),
    request_body(content = Option<PaymentBody>, description = "How it was paid; without `amount`.", example = json!({"method": "bank_transfer", "reference": "TXN-12345", "date": "2026-01-20"})),
    responses((status = 200, description = "The paid invoice.", body = Invoice)),
)]
pub(super) async fn mark_paid(
    State(http): State<Http>,
    mut request: WriteRequest,
) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    let payment = request::read_optional_draft(&mut request, |reader, _| {
        read_actions::payment_of_balance(reader)
    })?;
    let use_case = MarkPaid { id, payment: Some(payment) };
    let words = |shown: &Shown| reply(&http, shown, false);
    http.write(&request, &use_case, str::to_owned, words).await
}

/// Mark an invoice as sent
///
/// Says that it was sent, without an e-mail; a draft is issued first.
#[utoipa::path(
    post, path = "/invoices/{id}/mark-sent", operation_id = "mark_invoice_sent", tag = TAG,
    params(("id" = Uuid, Path, description = "The invoice.")),
    responses((status = 200, description = "The invoice.", body = Invoice)),
)]
pub(super) async fn mark_sent(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    act(&http, request, |id| MarkSent { id }).await
}

/// Send an invoice by e-mail
///
/// At once, or at a `date`; a draft is issued first. The invoice is sent when the mail server has taken the e-mail:
/// then it has `sent_at`. Until then, and if that fails, `last_delivery` says how far it got.
///
/// Needs a mail server: without one it is refused with `smtp_not_configured`, and nothing is issued.
#[utoipa::path(
    post, path = "/invoices/{id}/send", operation_id = "send_invoice", tag = TAG,
    params(("id" = Uuid, Path, description = "The invoice.")),
    request_body(content = Option<SendBody>, description = "To whom and what; all of it may be left out."),
    responses((status = 200, description = "The invoice.", body = Invoice)),
)]
pub(super) async fn send(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    let options =
        request::read_optional_draft(&mut request, |reader, _| read_actions::message(reader))?;
    let words = |shown: &Shown| reply(&http, shown, false);
    http.write(&request, &Send { id, options }, str::to_owned, words).await
}

/// Cancel sending
///
/// Takes back every e-mail with the invoice that is still to be sent, at a date or after a failure. The invoice stays
/// issued.
#[utoipa::path(
    delete, path = "/invoices/{id}/send", operation_id = "cancel_send", tag = TAG,
    params(("id" = Uuid, Path, description = "The invoice.")),
    responses((status = 200, description = "The invoice.", body = Invoice)),
)]
pub(super) async fn cancel_send(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    act(&http, request, |id| CancelSend { id }).await
}

/// Duplicate an invoice
///
/// Makes a new draft with today's date, the same customer and items, and neither number nor payments.
#[utoipa::path(
    post, path = "/invoices/{id}/duplicate", operation_id = "duplicate_invoice", tag = TAG,
    params(("id" = Uuid, Path, description = "The invoice.")),
    responses((
        status = 201, description = "The new draft.", body = Invoice,
        headers(("Location" = String, description = "Where the draft is."), ("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn duplicate(
    State(http): State<Http>,
    mut request: WriteRequest,
) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    request::read_nothing(&mut request)?;
    let words = |shown: &Shown| created(&http, shown, false);
    http.write(&request, &Duplicate { id }, str::to_owned, words).await
}

/// Make a credit note
///
/// Takes an issued invoice back: whole, or what remains of it, or some items in some quantity. The credit note is
/// issued at once, has a number of its own series, and lowers the invoice's amount due.
#[utoipa::path(
    post, path = "/invoices/{id}/credit-note", operation_id = "credit_invoice", tag = TAG,
    params(("id" = Uuid, Path, description = "The invoice.")),
    request_body(content = Option<CreditNoteBody>, description = "What is taken back; everything if left out."),
    responses((
        status = 201, description = "The credit note.", body = Invoice,
        headers(("Location" = String, description = "Where the credit note is."), ("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn credit_note(
    State(http): State<Http>,
    mut request: WriteRequest,
) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    let (lines, reason) =
        request::read_optional_draft(&mut request, |reader, _| read_actions::credit_note(reader))?;
    let words = |shown: &Shown| created(&http, shown, false);
    http.write(&request, &MakeCreditNote { id, lines, reason }, str::to_owned, words).await
}
