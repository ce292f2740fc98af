//! What the routes of a resource do.
//!
//! They are plain functions with boxed futures, so that the router knows two kinds of them and not one for each route.

use super::{Creatable, DraftOf, IdOf, Paged, Resource, Unpaged};
use crate::{
    PREFIX,
    request::{self, Loading, Present},
    wire::Whole,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use futures_util::future::BoxFuture;
use net30_app::{
    Paging,
    entry::{Create, Delete, Entry, Replace},
};
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest, worded},
    json::Reader,
    paging::{Piece, in_steps},
    problem::Result,
    query::Query,
    reply::Reply,
};
use serde_json::Value;
use uuid::Uuid;

/// What answers a request that only looks.
pub(super) type Reading = fn(State<Http>, ReadRequest) -> BoxFuture<'static, Result<Response>>;
/// What answers a request that changes something.
pub(super) type Writing = fn(State<Http>, WriteRequest) -> BoxFuture<'static, Result<Reply>>;

/// The reply with one that is there.
pub(crate) fn reply<R: Resource>(found: &R) -> Reply {
    Reply::ok(&found.wire()).etag(found.entry().revision())
}

/// The reply with one that was made.
pub(crate) fn created<R: Resource>(made: &R) -> Reply {
    let id: Uuid = made.entry().id().into();
    let location = format!("{PREFIX}{}/{id}", R::NOUN.path);
    Reply::created(&made.wire(), &location).etag(made.entry().revision())
}

/// Reads what is to replace one: a reply may be sent back whole.
fn whole<R: Resource>(reader: &Reader<'_>, present: Option<&R>) -> DraftOf<R> {
    reader.ignore(R::READ_ONLY);
    R::read(reader, present)
}

pub(super) fn page<R: Paged>(
    State(http): State<Http>,
    request: ReadRequest,
) -> BoxFuture<'static, Result<Response>> {
    Box::pin(async move {
        let reading = |query: &Query<'_>| (R::filter(query), request::paging(query));
        let (filter, paging) = request::query(&request, reading)?;
        let fetch = move |paging: Paging| -> BoxFuture<'static, net30_app::Result<Piece>> {
            let (http, caller, filter) = (http.clone(), request.caller, filter.clone());
            Box::pin(async move {
                let found = R::page(http.app(), &caller, &filter, &paging).await?;
                Piece::of(&found, R::listed)
            })
        };
        in_steps(paging, R::STEP, Box::new(fetch)).await
    })
}

pub(super) fn all<R: Unpaged>(
    State(http): State<Http>,
    request: ReadRequest,
) -> BoxFuture<'static, Result<Response>> {
    Box::pin(async move {
        request::query(&request, |_| ())?;
        let found = R::all(http.app(), &request.caller).await?;
        let data = found.iter().map(R::wire).collect();
        Ok(Reply::ok(&Whole { data }).into_response())
    })
}

pub(super) fn create<R: Creatable>(
    State(http): State<Http>,
    mut request: WriteRequest,
) -> BoxFuture<'static, Result<Reply>> {
    Box::pin(async move {
        let draft = request::read_draft(&mut request, |reader, _| R::read(reader, None))?;
        let mut use_case = worded(R::shown(Box::new(Create { draft })), created::<R>);
        http.answer(&request, &mut *use_case, str::to_owned).await
    })
}

pub(super) fn get<R: Resource>(
    State(http): State<Http>,
    request: ReadRequest,
) -> BoxFuture<'static, Result<Response>> {
    Box::pin(async move {
        let id = request.id("id", R::Entry::WHAT)?;
        request::query(&request, |_| ())?;
        Ok(reply(&R::load(http.app(), &request.caller, id).await?).into_response())
    })
}

pub(super) fn replace<R: Resource>(
    State(http): State<Http>,
    mut request: WriteRequest,
) -> BoxFuture<'static, Result<Reply>> {
    Box::pin(async move {
        let id = request.id("id", R::Entry::WHAT)?;
        let present = if R::READS_PRESENT {
            Some(R::load(http.app(), &request.call.caller, id).await?)
        } else {
            None
        };
        let reading = |reader: &Reader<'_>, _: &Query<'_>| whole(reader, present.as_ref());
        let draft = request::read_draft(&mut request, reading)?;
        let mut use_case = worded(R::shown(Box::new(Replace { id, draft })), reply::<R>);
        http.answer(&request, &mut *use_case, str::to_owned).await
    })
}

pub(super) fn patch<R: Resource>(
    State(http): State<Http>,
    mut request: WriteRequest,
) -> BoxFuture<'static, Result<Reply>> {
    Box::pin(async move {
        let id: IdOf<R> = request.id("id", R::Entry::WHAT)?;
        let (app, caller) = (http.app(), request.call.caller);
        let changes: Value = request.json()?;
        let load = || -> Loading<'_> {
            Box::pin(async {
                let found = R::load(app, &caller, id).await?;
                let (body, revision) = (found.body_before(&changes), found.entry().revision());
                Present::of(&body, revision, move |reader, _| {
                    let draft = whole(reader, Some(&found));
                    worded(R::shown(Box::new(Replace { id, draft })), reply::<R>)
                })
            })
        };
        request::patch(&http, &mut request, &load).await
    })
}

pub(super) fn delete<R: Resource>(
    State(http): State<Http>,
    mut request: WriteRequest,
) -> BoxFuture<'static, Result<Reply>> {
    Box::pin(async move {
        let id = request.id("id", R::Entry::WHAT)?;
        request::read_nothing(&mut request)?;
        let mut use_case = worded(Delete::<R::Entry> { id }, |()| Reply::no_content());
        http.answer(&request, &mut *use_case, str::to_owned).await
    })
}
