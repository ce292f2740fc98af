//! What is left to be done in the background, and what was given up.

pub(crate) mod wire;
pub(crate) mod write;

use self::wire::Job;
use crate::{
    TAG,
    request::{self, paging},
};
use axum::extract::State;
use net30_app::{
    What,
    jobs::{self, JobStatus, Retry},
};
use net30_domain::id::JobId;
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    paging::{self, Page, Wanted},
    problem::Result,
    reply::Reply,
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(retry))
}

/// List the jobs
///
/// What the server is still to do for you outside, such as sending e-mails, newest first; or what it has given up.
#[utoipa::path(
    get, path = "/jobs", operation_id = "list_jobs", tag = TAG,
    params(
        ("status" = Option<String>, Query, description = "`waiting`, or `dead` for those given up; `waiting` if left out.", example = "dead"),
        Wanted,
    ),
    responses((status = 200, description = "A page of jobs.", body = Page<Job>)),
)]
async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let (status, paging) = request::query(&request, |query| {
        let words = [("waiting", JobStatus::Waiting), ("dead", JobStatus::Dead)];
        (query.choice("status", &words).unwrap_or(JobStatus::Waiting), paging(query))
    })?;
    let found = jobs::list(http.app(), &request.caller, status, &paging).await?;
    Ok(paging::reply(&found, &paging, write::job))
}

/// Try a job at once
///
/// One that was given up is tried as often as a new one; one that waits for its next try does not wait any longer.
#[utoipa::path(
    post, path = "/jobs/{id}/retry", operation_id = "retry_job", tag = TAG,
    params(("id" = Uuid, Path, description = "The job.")),
    responses((status = 200, description = "The job.", body = Job)),
)]
async fn retry(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<JobId>("id", What::Job)?.0;
    request::read_nothing(&mut request)?;
    let words = |job: &jobs::Job| Reply::ok(&write::job(job));
    http.write(&request, &Retry { id }, str::to_owned, words).await
}
