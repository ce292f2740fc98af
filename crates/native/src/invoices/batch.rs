//! Many invoices at once, and the trash.

use super::{
    list::{filter, page, sort},
    read_actions,
    wire::Invoice,
    wire_actions::{BatchBody, BatchError, BatchFailure, BatchReply, TrashBody},
};
use crate::{
    TAG,
    request::{self, paging},
};
use axum::{extract::State, response::Response};
use net30_app::{
    Error,
    invoices::{self, BatchOutcome, Deleted, InvoiceFilter},
};
use net30_domain::id::InvoiceId;
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    codes,
    paging::Page,
    problem::{Problem, Result},
    reply::Reply,
};

fn in_words(outcome: BatchOutcome) -> BatchReply {
    BatchReply {
        succeeded: outcome.succeeded.iter().map(|id| id.0).collect(),
        failed: outcome.failed.into_iter().map(failure).collect(),
    }
}

fn failure((id, error): (InvoiceId, Error)) -> BatchFailure {
    let problem = Problem::from(error);
    if let Some(source) = &problem.source {
        tracing::error!(invoice_id = %id, error = %source, "an invoice of a batch could not be done");
    }
    BatchFailure {
        id: id.0,
        error: BatchError {
            title: codes::title(problem.code),
            status: problem.status.as_u16(),
            code: problem.code,
            detail: problem.detail,
            errors: problem.errors,
        },
    }
}

/// Do the same with many invoices
///
/// Each on its own: one that fails stops no other, and is named with the reason.
#[utoipa::path(
    post, path = "/invoices/batch", operation_id = "batch_invoices", tag = TAG,
    request_body = BatchBody,
    responses((status = 200, description = "What became of each.", body = BatchReply)),
)]
pub(super) async fn batch(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let (action, ids) = request::read(&mut request, |reader, _| read_actions::batch(reader))?;
    let call = &request.call;
    let steps =
        Box::pin(async { Ok(in_words(invoices::batch(http.app(), call, action, &ids).await)) });
    http.write_in_steps(&request, steps, Reply::ok).await
}

/// List the trash
///
/// Drafts that were deleted; with `issued=true`, void documents that a client of another API deleted: they are kept
/// in the books.
#[utoipa::path(
    get, path = "/invoices/trash/list", operation_id = "list_trash", tag = TAG,
    params(
        ("issued" = Option<bool>, Query, description = "Show void documents that were hidden, in place of drafts."),
        ("customer_id" = Option<Uuid>, Query, description = "Of this customer. All other filters of the list work as well."),
        ("search" = Option<String>, Query, description = "As for the list."),
        ("sort" = Option<String>, Query, description = "As for the list."),
        ("page" = Option<i64>, Query, minimum = 1, description = "Which page; 1 if left out."),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Entries a page; 50 if left out."),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before, in place of `page`."),
    ),
    responses((status = 200, description = "A page of the trash.", body = Page<Invoice>)),
)]
pub(super) async fn trash_list(State(http): State<Http>, request: ReadRequest) -> Result<Response> {
    let (filter, sort, paging) = request::query(&request, |query| {
        let issued = query.boolean("issued").unwrap_or(false);
        let deleted = if issued { Deleted::Hidden } else { Deleted::TrashedDrafts };
        (InvoiceFilter { deleted, ..filter(query) }, sort(query), paging(query))
    })?;
    let list = invoices::listing(http.app(), &request.caller, &filter, sort, &paging).await?;
    page(&http, list, &paging).await
}

/// Restore or remove drafts in the trash
///
/// `restore` takes drafts out, `delete` removes them for good, `empty` removes all of them. A draft that was
/// unpublished owns its number and cannot be removed.
#[utoipa::path(
    post, path = "/invoices/trash/batch", operation_id = "batch_trash", tag = TAG,
    request_body = TrashBody,
    responses((status = 200, description = "What became of each.", body = BatchReply)),
)]
pub(super) async fn trash_batch(
    State(http): State<Http>,
    mut request: WriteRequest,
) -> Result<Reply> {
    let (action, ids) = request::read(&mut request, |reader, _| read_actions::trash(reader))?;
    let call = &request.call;
    let steps = Box::pin(async {
        let done = invoices::trash_batch(http.app(), call, action, &ids);
        Ok(in_words(done.await?))
    });
    http.write_in_steps(&request, steps, Reply::ok).await
}
