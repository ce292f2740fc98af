//! Pages whose entries may be large each: a few are read at a time and written before the next, so that no reply is
//! ever in memory as a whole that could be large.

use super::Page;
use crate::{problem::Result, reply::Reply};
use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::{StreamExt, future::BoxFuture, stream};
use net30_app::{Cursor, Error, Paging, Total};
use serde::Serialize;

/// A few entries of a page, written one behind the other.
pub struct Piece {
    written: Vec<u8>,
    count: usize,
    total: Total,
    next: Option<Cursor>,
}

impl Piece {
    /// The entries as `word` says them.
    ///
    /// # Errors
    /// If one does not serialise, which nothing of ours does.
    pub fn of<T, W: Serialize>(
        found: &net30_app::Page<T>,
        word: impl Fn(&T) -> W,
    ) -> net30_app::Result<Self> {
        let mut written = Vec::new();
        for (index, entry) in found.items.iter().enumerate() {
            if index > 0 {
                written.push(b',');
            }
            serde_json::to_writer(&mut written, &word(entry))
                .map_err(|error| Error::Broken(error.into()))?;
        }
        let (count, total, next) = (found.items.len(), found.total, found.next.clone());
        Ok(Self { written, count, total, next })
    }
}

/// Reads the entries that `paging` asks for.
type Fetch = Box<dyn Fn(Paging) -> BoxFuture<'static, net30_app::Result<Piece>> + Send + Sync>;

/// A page under way.
struct Stepping {
    fetch: Fetch,
    /// The page as it was asked for.
    whole: Paging,
    step: i64,
    /// How many more entries are wanted.
    left: i64,
    total: Option<Total>,
    following: Option<Paging>,
}

/// The reply with a page of the native API, of which `step` entries are in memory at once.
///
/// # Errors
/// Those of reading the first entries. What fails later breaks the reply off, so that half a list is never taken for a
/// whole one.
pub async fn in_steps(paging: Paging, step: i64, fetch: Fetch) -> Result<Response> {
    let first = paging.clone().with_limit(paging.limit().min(step));
    let left = paging.limit();
    let mut stepping =
        Stepping { fetch, whole: paging, step, left, total: None, following: Some(first) };
    let bytes = stepping.piece().await?;
    if stepping.following.is_none() {
        return Ok(Reply::bytes("application/json", bytes).into_response());
    }
    let rest = stream::try_unfold(stepping, Stepping::following);
    let body = Body::from_stream(stream::iter([Ok(Bytes::from(bytes))]).chain(rest).fuse());
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], body)
        .into_response())
}

impl Stepping {
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
        let piece = (self.fetch)(paging).await?;
        let is_first = self.total.is_none();
        let total = *self.total.get_or_insert(piece.total);
        self.left -= i64::try_from(piece.count).unwrap_or(self.left);
        let envelope = Page::<()>::of(vec![], total, piece.next.as_ref(), &self.whole);
        let envelope =
            serde_json::to_vec(&envelope).map_err(|error| Error::Broken(error.into()))?;
        let place = envelope.windows(2).position(|pair| pair == b"[]").unwrap_or(0);
        let (head, end) = envelope.split_at(place + 1);
        if is_first {
            bytes.extend_from_slice(head);
        } else if piece.count > 0 {
            bytes.push(b',');
        }
        bytes.extend_from_slice(&piece.written);
        match piece.next {
            Some(cursor) if self.left > 0 => {
                let limit = self.left.min(self.step);
                self.following = Some(Paging::After { cursor, limit });
            }
            _ => bytes.extend_from_slice(end),
        }
        Ok(bytes)
    }
}
