//! Lists of documents as replies: short ones as a whole, long ones piece by piece, so that no reply is ever in memory as a
//! whole that could be large.

use crate::{Http, problem::Result, reply::Reply};
use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use net30_app::{
    Error,
    invoices::{Listed, Listing, Worded, Wording},
};
use serde::Serialize;
use std::marker::PhantomData;

/// Room for a usual piece.
const CAPACITY_BYTES: usize = 16 * 1024;

/// A list under way.
struct Writing<T, F> {
    http: Http,
    listing: Listing,
    wording: Wording,
    word: F,
    is_first: bool,
    /// What comes behind the last document; taken when that is written.
    end: Option<Vec<u8>>,
    listed: PhantomData<fn() -> T>,
}

/// The reply with a list. `envelope` is what surrounds it: its first empty array is where the documents go, each as `word`
/// says it; what was said of one before in the same `wording` is said again.
///
/// # Errors
/// Those of reading the first piece. What fails later breaks the reply off, so that half a list is never taken for a
/// whole one.
pub async fn reply<T, W, F>(
    http: &Http,
    listing: Listing,
    envelope: &impl Serialize,
    wording: Wording,
    word: F,
) -> Result<Response>
where
    T: Listed + 'static,
    W: Serialize + 'static,
    F: Fn(&Http, &T) -> W + Send + Sync + 'static,
{
    let envelope = serde_json::to_vec(envelope).map_err(|error| Error::Broken(error.into()))?;
    let place = envelope.windows(2).position(|pair| pair == b"[]");
    let place = place.ok_or_else(|| Error::broken("a list has no place for its entries"))?;
    let (head, end) = envelope.split_at(place + 1);
    let mut bytes = Vec::with_capacity(CAPACITY_BYTES);
    bytes.extend_from_slice(head);
    let mut writing = Writing {
        http: http.clone(),
        listing,
        wording,
        word,
        is_first: true,
        end: Some(end.to_vec()),
        listed: PhantomData,
    };
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

impl<T, W, F> Writing<T, F>
where
    T: Listed + 'static,
    W: Serialize + 'static,
    F: Fn(&Http, &T) -> W + Send + Sync + 'static,
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
        let app = self.http.app();
        let piece = self.listing.worded::<T>(app, self.wording).await?;
        for worded in piece.documents {
            if !std::mem::take(&mut self.is_first) {
                bytes.push(b',');
            }
            match worded {
                Worded::Before(text) => bytes.extend_from_slice(&text.bytes),
                Worded::Anew(document, stamp) => {
                    let from = bytes.len();
                    let wire = (self.word)(&self.http, &document);
                    serde_json::to_writer(&mut *bytes, &wire)
                        .map_err(|error| Error::Broken(error.into()))?;
                    app.remember(self.wording, stamp, &*document, &bytes[from..]);
                }
            }
        }
        if self.listing.is_done() {
            bytes.extend(self.end.take().unwrap_or_default());
        }
        Ok(())
    }
}
