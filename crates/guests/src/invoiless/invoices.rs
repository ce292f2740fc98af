//! Invoices: made, shown, listed, replaced, changed, sent, deleted.

use super::{
    PREFIX, TAG, body,
    change::{LeftOut, Present, change},
    paging, query,
    read::{self, rename},
    read_beside,
    requests::{InvoiceChanges, NewInvoice},
    search, status,
    wire::{Created, Invoice, Message, Page},
    write,
};
use axum::{extract::State, response::Response};
use net30_app::{
    Caller, Error, What,
    invoices::{self, CreateAt, Hide, InvoiceFilter, ReplaceAt, Send, Shown, Sort, Wording},
};
use net30_domain::{document::DocumentType, id::InvoiceId, invoice};
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    json::Reader,
    listing,
    problem::Result,
    query::Query,
    reply::Reply,
    single,
};

/// In the words of this API.
const WORDING: Wording = Wording("invoiless");

/// The reply that shows an invoice.
fn reply(shown: &Shown) -> Reply {
    Reply::ok(&write::invoice(shown)).etag_of(shown)
}

/// An invoice, unless a client deleted it.
pub(super) async fn visible(
    http: &Http,
    caller: &Caller,
    id: InvoiceId,
) -> net30_app::Result<Shown> {
    let shown = invoices::get(http.app(), caller, id).await?;
    if shown.invoice.deleted_at.is_some() {
        return Err(Error::NotFound(What::Invoice));
    }
    Ok(shown)
}

fn filter(query: &Query<'_>) -> InvoiceFilter {
    let words = status::WORDS.map(|(word, _)| (word, word));
    let wanted = query.choices("status", &words);
    let standings = wanted.iter().flat_map(|word| status::standings(word)).collect();
    InvoiceFilter {
        standings: (!wanted.is_empty()).then_some(standings),
        documents: Some(vec![DocumentType::Invoice]),
        search: search(query),
        ..InvoiceFilter::default()
    }
}

/// Get Invoices
///
/// Retrieve a paginated list of all invoices, newest first.
#[utoipa::path(
    get, path = "/invoices", operation_id = "invoiless_list_invoices", tag = TAG,
    params(
        ("page" = Option<i64>, Query, minimum = 1, description = "Page number; 1 if left out.", example = 1),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Page limit; 50 if left out.", example = 50),
        ("search" = Option<String>, Query, description = "Search by invoice number, customer name, or tags, in any case."),
        ("status" = Option<String>, Query, description = "`Draft`, `Pending`, `Unpaid`, `Canceled`, `Partial`, `Paid` or `Refunded`; several are separated by commas.", example = "Unpaid,Partial"),
    ),
    responses((status = 200, description = "A page of invoices.", body = Page<Invoice>)),
)]
pub(super) async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Response> {
    let (filter, paging) = query(&request, |query| (filter(query), paging(query)))?;
    let found =
        invoices::listing(http.app(), &request.caller, &filter, Sort::default(), &paging).await?;
    let envelope = write::cut::<Invoice>(vec![], found.total.count, &paging);
    let word = |_: &Http, shown: &Shown| write::invoice(shown);
    listing::reply(&http, found, &envelope, WORDING, word).await
}

/// Create Invoice
///
/// Create a new invoice with customer information and line items.
#[utoipa::path(
    post, path = "/invoices", operation_id = "invoiless_create_invoice", tag = TAG,
    request_body(content = NewInvoice, examples(
        ("Example 1" = (value = json!({
            "customer": {"internalId": "INTERNAL_USER_ID", "billTo": {"company": "Invoiless"}},
            "items": [{"name": "Demo product", "quantity": 1, "price": 42}]
        }))),
        ("Example 2" = (value = json!({
            "customer": "CUSTOMER_ID",
            "items": [{"name": "Demo product", "quantity": 1, "price": 42}]
        }))),
    )),
    responses((
        status = 201, description = "What the invoice is called.", body = Created,
        headers(("Location" = String, description = "Where the invoice is."), ("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn create(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let (draft, wanted) = super::draft(&mut request, |reader| read::invoice(reader, None))?;
    let words = |shown: &Shown| {
        let location = format!("{PREFIX}/invoices/{}", shown.invoice.id);
        Reply::created(&write::created(shown), &location).etag_of(shown)
    };
    http.write(&request, &CreateAt { draft, wanted }, rename, words).await
}

/// Get Invoice
///
/// Retrieve a specific invoice by ID.
#[utoipa::path(
    get, path = "/invoices/{id}", operation_id = "invoiless_get_invoice", tag = TAG,
    params(("id" = Uuid, Path, description = "Invoice id.")),
    responses((
        status = 200, description = "The invoice.", body = Invoice,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn get(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    let words = |shown: &Shown| match shown.invoice.deleted_at {
        None => Ok(write::invoice(shown)),
        Some(_) => Err(Error::NotFound(What::Invoice)),
    };
    single::reply(&http, &request.caller, id, WORDING, words).await
}

async fn update(http: &Http, mut request: WriteRequest, left_out: LeftOut) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    let caller = request.call.caller;
    let load = || visible(http, &caller, id);
    let words = |shown: &Shown| (write::body(shown), shown.invoice.revision);
    let reading = |reader: &Reader<'_>, present: &Present<'_, Shown>| {
        let invoice: Present<'_, invoice::Invoice> = present.of(|shown| &*shown.invoice);
        read::invoice(reader, Some(&invoice))
    };
    let use_case = |(draft, wanted)| ReplaceAt { id, draft: Some(draft), wanted };
    let answer = reply;
    change(http, &mut request, left_out, load, words, reading, use_case, rename, answer).await
}

/// Replace Invoice
///
/// Update an existing invoice: what is left out goes back to its default. Accepts the same parameters as Create Invoice;
/// a `status` is a transition. An issued invoice may be sent back as it is, but its content is final until it is a
/// `Draft` again.
#[utoipa::path(
    put, path = "/invoices/{id}", operation_id = "invoiless_replace_invoice", tag = TAG,
    params(("id" = Uuid, Path, description = "Invoice id.")),
    request_body = NewInvoice,
    responses((
        status = 200, description = "The invoice.", body = Invoice,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn replace(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    update(&http, request, LeftOut::GetsDefault).await
}

/// Update Invoice
///
/// Update an existing invoice: what is left out stays; `""` or `null` clears. A `status` is a transition.
#[utoipa::path(
    patch, path = "/invoices/{id}", operation_id = "invoiless_update_invoice", tag = TAG,
    params(("id" = Uuid, Path, description = "Invoice id.")),
    request_body(content = InvoiceChanges, description = "What changes. No field is required.", example = json!({"status": "Paid"})),
    responses((
        status = 200, description = "The invoice.", body = Invoice,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn patch(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    update(&http, request, LeftOut::Stays).await
}

/// Send Invoice
///
/// Send an invoice via email to the customer. Needs a mail server: without one it is refused with
/// `smtp_not_configured`, and nothing is issued.
#[utoipa::path(
    post, path = "/invoices/{id}/send", operation_id = "invoiless_send_invoice", tag = TAG,
    params(("id" = Uuid, Path, description = "Invoice id.")),
    request_body(content = Option<Message>, description = "To whom and what; all of it may be left out."),
    responses((
        status = 200, description = "The invoice.", body = Invoice,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn send(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    let options = body(&mut request, read_beside::message)?;
    let words = reply;
    http.write(&request, &Send { id, options }, read::rename_of_message, words).await
}

/// Delete Invoice
///
/// Permanently delete an invoice. An issued one is voided and no longer shown; number, PDF and history stay in the
/// books.
#[utoipa::path(
    delete, path = "/invoices/{id}", operation_id = "invoiless_delete_invoice", tag = TAG,
    params(("id" = Uuid, Path, description = "Invoice id.")),
    responses((status = 204, description = "It is deleted.")),
)]
pub(super) async fn delete(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    body(&mut request, |_| ())?;
    http.write(&request, &Hide { id }, rename, |()| Reply::no_content()).await
}
