//! Lists of documents as replies: short ones as a whole, long ones piece by piece, so that no reply is ever in memory as a
//! whole that could be large.

use crate::{Http, page::Page as Envelope, problem::Result, reply::Reply};
use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use net30_app::{
    Error, Page, Paging, Total,
    invoices::{Listing, Shown},
};
use serde::Serialize;
use utoipa::ToSchema;

/// Room for a usual piece.
const CAPACITY_BYTES: usize = 16 * 1024;

/// A list under way.
struct Writing<F> {
    http: Http,
    listing: Listing,
    word: F,
    is_first: bool,
    /// What comes behind the last document; taken when that is written.
    end: Option<Vec<u8>>,
}

/// The reply with a list. `envelope` is what surrounds it: its first empty array is where the documents go, each as `word`
/// says it.
///
/// # Errors
/// Those of reading the first piece. What fails later breaks the reply off, so that half a list is never taken for a
/// whole one.
pub async fn reply<W, F>(
    http: &Http,
    listing: Listing,
    envelope: &impl Serialize,
    word: F,
) -> Result<Response>
where
    W: Serialize + 'static,
    F: Fn(&Http, &Shown) -> W + Send + Sync + 'static,
{
    let envelope = serde_json::to_vec(envelope).map_err(|error| Error::Broken(error.into()))?;
    let place = envelope.windows(2).position(|pair| pair == b"[]");
    let place = place.ok_or_else(|| Error::broken("a list has no place for its entries"))?;
    let (head, end) = envelope.split_at(place + 1);
    let mut bytes = Vec::with_capacity(CAPACITY_BYTES);
    bytes.extend_from_slice(head);
    let mut writing =
        Writing { http: http.clone(), listing, word, is_first: true, end: Some(end.to_vec()) };
    writing.piece(&mut bytes).await?;
    if writing.end.is_none() {
        return Ok(Reply::bytes("application/json", bytes).into_response());
    }
    let rest = stream::try_unfold(writing, Writing::following);
    // Compression asks once more after the end.
    let body = Body::from_stream(stream::iter([Ok(Bytes::from(bytes))]).chain(rest).fuse());
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], body)
        .into_response())
}

impl<W, F> Writing<F>
where
    W: Serialize + 'static,
    F: Fn(&Http, &Shown) -> W + Send + Sync + 'static,
{
    /// The piece that follows; none after the last.
    async fn following(mut self) -> std::result::Result<Option<(Bytes, Self)>, Error> {
        if self.end.is_none() {
            return Ok(None);
        }
        let mut bytes = Vec::with_capacity(CAPACITY_BYTES);
        match self.piece(&mut bytes).await {
            Ok(()) => Ok(Some((bytes.into(), self))),
            Err(error) => {
                tracing::warn!(%error, "a list was broken off");
                Err(error)
            }
        }
    }

    /// Writes the next documents, and the end behind the last of them.
    async fn piece(&mut self, bytes: &mut Vec<u8>) -> net30_app::Result<()> {
        let piece = self.listing.piece(self.http.app()).await?;
        for shown in &piece.shown {
            if !std::mem::take(&mut self.is_first) {
                bytes.push(b',');
            }
            let wire = (self.word)(&self.http, shown);
            serde_json::to_writer(&mut *bytes, &wire)
                .map_err(|error| Error::Broken(error.into()))?;
        }
        if self.listing.is_done() {
            bytes.extend(self.end.take().unwrap_or_default());
        }
        Ok(())
    }
}

/// A page of entries that may be large each, under way: a few are read at a time, and written before the next.
struct Stepping<Fetch, Word> {
    fetch: Fetch,
    word: Word,
    /// The page as it was asked for.
    whole: Paging,
    step: i64,
    /// How many more entries are wanted.
    left: i64,
    total: Option<Total>,
    following: Option<Paging>,
}

/// The reply with a page of the native API whose entries may be large each: `step` of them are in memory at once.
///
/// # Errors
/// Those of reading the first entries; as with [`reply`], what fails later breaks the reply off.
pub async fn in_steps<T, W, Fetch, Fetching, Word>(
    paging: Paging,
    step: i64,
    fetch: Fetch,
    word: Word,
) -> Result<Response>
where
    T: 'static,
    W: Serialize + ToSchema + 'static,
    Fetch: Fn(Paging) -> Fetching + Send + Sync + 'static,
    Fetching: Future<Output = net30_app::Result<Page<T>>> + Send + 'static,
    Word: Fn(&T) -> W + Send + Sync + 'static,
{
    let limit = paging.limit().clamp(1, step);
    let first = match paging.clone() {
        Paging::Offset { offset, .. } => Paging::Offset { offset, limit },
        Paging::After { cursor, .. } => Paging::After { cursor, limit },
    };
    let left = paging.limit();
    let mut stepping =
        Stepping { fetch, word, whole: paging, step, left, total: None, following: Some(first) };
    let bytes = stepping.piece().await?;
    if stepping.following.is_none() {
        return Ok(Reply::bytes("application/json", bytes).into_response());
    }
    let rest = stream::try_unfold(stepping, Stepping::following);
    let body = Body::from_stream(stream::iter([Ok(Bytes::from(bytes))]).chain(rest).fuse());
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], body)
        .into_response())
}

impl<T, W, Fetch, Fetching, Word> Stepping<Fetch, Word>
where
    W: Serialize + ToSchema,
    Fetch: Fn(Paging) -> Fetching,
    Fetching: Future<Output = net30_app::Result<Page<T>>>,
    Word: Fn(&T) -> W,
{
    async fn following(mut self) -> std::result::Result<Option<(Bytes, Self)>, Error> {
        if self.following.is_none() {
            return Ok(None);
        }
        Ok(Some((self.piece().await?.into(), self)))
    }

    /// Writes the next entries, with what surrounds the list before the first and behind the last of them.
    async fn piece(&mut self) -> net30_app::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let Some(paging) = self.following.take() else { return Ok(bytes) };
        let page = (self.fetch)(paging).await?;
        let is_first = self.total.is_none();
        let total = *self.total.get_or_insert(page.total);
        self.left -= i64::try_from(page.items.len()).unwrap_or(self.left);
        let next = page.next.as_ref();
        let envelope = Envelope::<W>::of(vec![], total, next, &self.whole);
        let envelope =
            serde_json::to_vec(&envelope).map_err(|error| Error::Broken(error.into()))?;
        let place = envelope.windows(2).position(|pair| pair == b"[]").unwrap_or(0);
        let (head, end) = envelope.split_at(place + 1);
        if is_first {
            bytes.extend_from_slice(head);
        }
        for (index, entry) in page.items.iter().enumerate() {
            if index > 0 || !is_first {
                bytes.push(b',');
            }
            let wire = (self.word)(entry);
            serde_json::to_writer(&mut bytes, &wire)
                .map_err(|error| Error::Broken(error.into()))?;
        }
        match page.next {
            Some(cursor) if self.left > 0 => {
                let limit = self.left.min(self.step);
                self.following = Some(Paging::After { cursor, limit });
            }
            _ => bytes.extend_from_slice(end),
        }
        Ok(bytes)
    }
}
