//! Reads the body of a request within limits of size, time and media type.
//!
//! The limits of size and time are put around the body by [`crate::trace`], before any route sees it: no handler can
//! forget them.

use crate::{
    HttpConfig,
    problem::{Problem, Result},
};
use axum::{
    body::{Body, HttpBody},
    extract::Request,
    http::{HeaderMap, StatusCode, header, request::Parts},
};
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::body::{Frame, SizeHint};
use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use tokio::time::{Instant, Sleep, sleep_until, timeout};
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};

/// Bytes that are read and dropped of a body that is refused, so that the client comes to read the answer.
const DISCARDED_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// How long that may take.
const DISCARDING_MAX: Duration = Duration::from_secs(5);
/// Capacity that is trusted from `Content-Length` before anything arrived.
const CAPACITY_BYTES_MAX: u64 = 64 * 1024;
/// How long a body may be silent once the server is about to stop.
const PARTING_TIMEOUT: Duration = Duration::from_secs(2);

/// Most bytes of the body of this request, as an extension: [`limited`] puts it there.
#[derive(Clone, Copy, Debug)]
struct BytesMax(u64);

/// Why no more of a body is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
enum Stop {
    #[error("the body is larger than {0} bytes")]
    TooLarge(u64),
    #[error("the body did not arrive in time")]
    Late,
}

/// Puts limits of size and time around the body of a request, whoever reads it and however.
pub fn limited(request: Request, bytes_max: u64, config: &HttpConfig) -> Request {
    if request.body().is_end_stream() {
        return request;
    }
    let (mut parts, body) = request.into_parts();
    parts.extensions.insert(BytesMax(bytes_max));
    let body = Limited {
        body,
        bytes_max,
        bytes_read: 0,
        idle_timeout: config.body_idle_timeout,
        deadline: Instant::now() + config.body_whole_timeout,
        waiting: None,
        draining: config.draining.clone(),
    };
    Request::from_parts(parts, Body::new(body))
}

/// A body that ends with an error where a limit is reached.
struct Limited {
    body: Body,
    bytes_max: u64,
    bytes_read: u64,
    idle_timeout: Duration,
    deadline: Instant,
    /// There while nothing arrives: most bodies are there at once, and need no timer.
    waiting: Option<Waiting>,
    draining: CancellationToken,
}

/// The wait for the next piece.
struct Waiting {
    timer: Pin<Box<Sleep>>,
    /// Gone once the stop has been noticed.
    stop: Option<Pin<Box<WaitForCancellationFutureOwned>>>,
}

impl Limited {
    /// Whether the next piece is awaited for too long; otherwise the task is woken when it is.
    fn is_late(&mut self, context: &mut Context<'_>) -> bool {
        let (idle_timeout, deadline, draining) = (self.idle_timeout, self.deadline, &self.draining);
        let waiting = self.waiting.get_or_insert_with(|| Waiting {
            timer: Box::pin(sleep_until((Instant::now() + idle_timeout).min(deadline))),
            stop: Some(Box::pin(draining.clone().cancelled_owned())),
        });
        if let Some(stop) = &mut waiting.stop
            && stop.as_mut().poll(context).is_ready()
        {
            waiting.stop = None;
            let parting = Instant::now() + PARTING_TIMEOUT;
            let sooner = waiting.timer.deadline().min(parting);
            waiting.timer.as_mut().reset(sooner);
        }
        waiting.timer.as_mut().poll(context).is_ready()
    }
}

impl HttpBody for Limited {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<std::result::Result<Frame<Bytes>, Self::Error>>> {
        let this = &mut *self;
        let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) else {
            let late = this.is_late(context);
            return if late { Poll::Ready(Some(Err(Stop::Late.into()))) } else { Poll::Pending };
        };
        this.waiting = None;
        Poll::Ready(match frame {
            // Bytes that keep dripping in are late too.
            Some(Ok(_)) if Instant::now() > this.deadline => Some(Err(Stop::Late.into())),
            Some(Ok(frame)) => {
                let was_within = this.bytes_read <= this.bytes_max;
                this.bytes_read += frame.data_ref().map_or(0, Bytes::len) as u64;
                // Told once: who goes on reading throws the rest away.
                if was_within && this.bytes_read > this.bytes_max {
                    Some(Err(Stop::TooLarge(this.bytes_max).into()))
                } else {
                    Some(Ok(frame))
                }
            }
            Some(Err(error)) => Some(Err(error.into())),
            None => None,
        })
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Reads a body of JSON.
///
/// # Errors
/// 413 if it is too large, 415 if it is not JSON, 408 if the client falls silent, 400 if it breaks off.
pub async fn read(parts: &Parts, body: Body) -> Result<Bytes> {
    let bytes = read_any(parts, body).await?;
    if !bytes.is_empty() {
        check_media_type(&parts.headers)?;
    }
    Ok(bytes)
}

/// Reads a body that is a file, of whatever media type the client says.
///
/// # Errors
/// 413 if it is too large, 415 if it is packed or a form, 408 if the client falls silent, 400 if it breaks off.
pub async fn read_file(parts: &Parts, body: Body) -> Result<Bytes> {
    let bytes = read_any(parts, body).await?;
    if is_encoded(&parts.headers) {
        return Err(unsupported("compressed bodies are not taken"));
    }
    let given = parts.headers.get(header::CONTENT_TYPE).map(header::HeaderValue::as_bytes);
    if given.is_some_and(|given| given.to_ascii_lowercase().starts_with(b"multipart/")) {
        return Err(unsupported("the body must be the file itself, and no form with it"));
    }
    Ok(bytes)
}

/// Reads a body of any media type.
///
/// # Errors
/// 413 if it is too large, 408 if the client falls silent, 400 if it breaks off.
pub async fn read_any(parts: &Parts, body: Body) -> Result<Bytes> {
    let announced = body.size_hint().exact();
    if let (Some(BytesMax(bytes_max)), Some(length)) = (parts.extensions.get(), announced)
        && length > *bytes_max
    {
        discard(body).await;
        return Err(too_large(&Stop::TooLarge(*bytes_max)));
    }
    collect(body, announced.unwrap_or(0)).await
}

/// Reads and drops a body, up to a limit.
pub async fn discard(mut body: Body) {
    let mut discarded = 0;
    let discarding = async {
        while let Some(read) = body.frame().await {
            match read {
                Ok(frame) => discarded += frame.data_ref().map_or(0, Bytes::len) as u64,
                Err(error) if matches!(stop_of(&error), Some(Stop::TooLarge(_))) => {}
                Err(_) => break,
            }
            if discarded > DISCARDED_BYTES_MAX {
                break;
            }
        }
    };
    // Whether it arrived does not matter: the answer is the same.
    let _ = timeout(DISCARDING_MAX, discarding).await;
}

/// What stopped the reading, if it was one of our limits.
fn stop_of(error: &axum::Error) -> Option<Stop> {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if let Some(stop) = error.downcast_ref::<Stop>() {
            return Some(*stop);
        }
        cause = error.source();
    }
    None
}

async fn collect(mut body: Body, announced: u64) -> Result<Bytes> {
    let mut first = Bytes::new();
    let mut rest = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = match frame {
            Ok(frame) => frame,
            Err(error) => return Err(problem_of(&error, body).await),
        };
        let Ok(data) = frame.into_data() else { continue };
        // Most bodies arrive in one piece, which needs no copy.
        if first.is_empty() && rest.is_empty() {
            first = data;
        } else {
            if rest.is_empty() {
                let capacity = usize::try_from(announced.min(CAPACITY_BYTES_MAX)).unwrap_or(0);
                rest.reserve(capacity.max(first.len() + data.len()));
                rest.extend_from_slice(&std::mem::take(&mut first));
            }
            rest.extend_from_slice(&data);
        }
    }
    Ok(if rest.is_empty() { first } else { rest.freeze() })
}

/// Why a body could not be read, in words for the client.
async fn problem_of(error: &axum::Error, body: Body) -> Problem {
    match stop_of(error) {
        Some(stop @ Stop::TooLarge(_)) => {
            discard(body).await;
            too_large(&stop)
        }
        Some(late @ Stop::Late) => {
            Problem::new(StatusCode::REQUEST_TIMEOUT, "request_timeout", late.to_string())
                .with_header(header::CONNECTION, header::HeaderValue::from_static("close"))
        }
        None => {
            let detail = format!("the body broke off: {error}");
            Problem::new(StatusCode::BAD_REQUEST, "malformed_json", detail)
        }
    }
}

fn too_large(stop: &Stop) -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", stop.to_string())
}

fn unsupported(detail: &str) -> Problem {
    Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail)
}

/// Whether a body is packed.
fn is_encoded(headers: &HeaderMap) -> bool {
    let encoding = headers.get(header::CONTENT_ENCODING);
    encoding.is_some_and(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity"))
}

/// JSON in UTF-8, plain: a missing media type is taken for it.
fn check_media_type(headers: &HeaderMap) -> Result<()> {
    let refused = |detail: &str| {
        let json = header::HeaderValue::from_static("application/json, application/*+json");
        Err(unsupported(detail).with_header(header::ACCEPT, json))
    };
    if is_encoded(headers) {
        return refused("compressed bodies are not taken");
    }
    let Some(given) = headers.get(header::CONTENT_TYPE) else { return Ok(()) };
    let text = String::from_utf8_lossy(given.as_bytes()).to_ascii_lowercase();
    let mut parts = text.split(';').map(str::trim);
    let media_type = parts.next().unwrap_or_default();
    let is_json = media_type == "application/json"
        || (media_type.starts_with("application/") && media_type.ends_with("+json"));
    if !is_json {
        return refused("the body must be application/json");
    }
    let charset = parts.find_map(|parameter| parameter.strip_prefix("charset="));
    match charset.map(|charset| charset.trim_matches('"')) {
        None | Some("utf-8" | "utf8" | "us-ascii") => Ok(()),
        Some(_) => refused("the body must be in UTF-8"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;
    use futures_util::stream;

    const PLAIN: (&str, &str) = ("x-nothing", "");

    async fn read_of(body: Body, header: (&str, &str), config: &HttpConfig) -> Result<Bytes> {
        let request = Request::post("/").header(header.0, header.1).body(body).unwrap();
        let (parts, body) = limited(request, config.body_bytes_max, config).into_parts();
        read(&parts, body).await
    }

    async fn read_chunks(chunks: Vec<&'static str>, header: (&str, &str)) -> Result<Bytes> {
        let config = HttpConfig { body_bytes_max: 10, ..HttpConfig::default() };
        let chunks = chunks.into_iter().map(Ok::<_, std::io::Error>);
        read_of(Body::from_stream(stream::iter(chunks)), header, &config).await
    }

    #[tokio::test]
    async fn a_body_is_read_up_to_the_limit() {
        assert_eq!(read_chunks(vec!["{}"], PLAIN).await.unwrap(), "{}");
        assert_eq!(read_chunks(vec!["12345", "67", "890"], PLAIN).await.unwrap(), "1234567890");
        assert_eq!(read_chunks(vec!["12345", "678901", "2"], PLAIN).await.unwrap_err().status, 413);
        let config = HttpConfig { body_bytes_max: 10, ..HttpConfig::default() };
        let announced = read_of(Body::from("12345678901"), PLAIN, &config).await;
        assert_eq!(announced.unwrap_err().status, 413);
    }

    fn silent() -> Body {
        Body::from_stream(stream::pending::<std::result::Result<Bytes, std::io::Error>>())
    }

    #[tokio::test]
    async fn a_silent_client_is_not_waited_for() {
        let body_idle_timeout = Duration::from_millis(20);
        let config = HttpConfig { body_idle_timeout, ..HttpConfig::default() };
        let began = Instant::now();
        assert_eq!(read_of(silent(), PLAIN, &config).await.unwrap_err().status, 408);
        assert!(began.elapsed() >= body_idle_timeout);
    }

    #[tokio::test]
    async fn a_silent_client_does_not_hold_up_the_stop() {
        let config = HttpConfig::default();
        config.draining.cancel();
        let began = Instant::now();
        assert_eq!(read_of(silent(), PLAIN, &config).await.unwrap_err().status, 408);
        let parting = PARTING_TIMEOUT..config.body_idle_timeout;
        assert!(parting.contains(&began.elapsed()), "{:?}", began.elapsed());
    }

    #[tokio::test]
    async fn a_body_that_drips_is_cut_at_its_whole_time() {
        let drip = stream::unfold((), |()| async {
            tokio::time::sleep(Duration::from_millis(5)).await;
            Some((Ok::<_, std::io::Error>(Bytes::from_static(b" ")), ()))
        });
        let whole = Duration::from_millis(60);
        let config = HttpConfig { body_whole_timeout: whole, ..HttpConfig::default() };
        let began = Instant::now();
        let read = read_of(Body::from_stream(drip), PLAIN, &config).await;
        assert_eq!(read.unwrap_err().status, 408);
        assert!(began.elapsed() >= whole);
    }

    #[tokio::test]
    async fn only_json_is_taken() {
        for (media_type, status) in [
            ("application/json", None),
            ("Application/JSON; charset=UTF-8", None),
            ("application/merge-patch+json", None),
            ("application/problem+json;charset=\"utf-8\"", None),
            ("text/plain", Some(415)),
            ("application/x-www-form-urlencoded", Some(415)),
            ("application/json; charset=latin1", Some(415)),
            ("", Some(415)),
        ] {
            let read = read_chunks(vec!["{}"], ("content-type", media_type)).await;
            assert_eq!(read.err().map(|problem| problem.status.as_u16()), status, "{media_type}");
        }
        let empty = read_chunks(vec![], ("content-type", "text/plain")).await;
        assert!(empty.unwrap().is_empty());
        let compressed = read_chunks(vec!["{}"], ("content-encoding", "gzip")).await;
        assert_eq!(compressed.unwrap_err().status, 415);
    }
}
