//! Reads the body of a request within limits of size, time and media type.

use crate::{
    HttpConfig,
    problem::{Problem, Result},
};
use axum::{
    body::Body,
    http::{HeaderMap, StatusCode, header, request::Parts},
};
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use std::time::Duration;
use tokio::time::{Instant, timeout, timeout_at};

/// Bytes that are read and dropped of a body that is refused, so that the client comes to read the answer.
const DISCARDED_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// How long that may take.
const DISCARDING_MAX: Duration = Duration::from_secs(5);
/// Capacity that is trusted from `Content-Length` before anything arrived.
const CAPACITY_BYTES_MAX: u64 = 64 * 1024;

/// The limit of a route that takes larger bodies than the rest; layered as an extension.
#[derive(Clone, Copy, Debug)]
pub struct BodyLimit(pub u64);

/// Reads a body of JSON.
///
/// # Errors
/// 413 if it is too large, 415 if it is not JSON, 408 if the client falls silent, 400 if it breaks off.
pub(crate) async fn read(parts: &Parts, body: Body, config: &HttpConfig) -> Result<Bytes> {
    let limit = parts.extensions.get::<BodyLimit>().map_or(config.body_bytes_max, |limit| limit.0);
    let announced = parts
        .headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > limit) {
        discard(body).await;
        return Err(too_large(limit));
    }
    let bytes = collect(body, announced.unwrap_or(0), limit, config).await?;
    if !bytes.is_empty() {
        check_media_type(&parts.headers)?;
    }
    Ok(bytes)
}

/// Reads and drops a body, up to a limit.
pub(crate) async fn discard(mut body: Body) {
    let mut discarded = 0;
    let discarding = async {
        while let Some(Ok(frame)) = body.frame().await {
            discarded += frame.data_ref().map_or(0, Bytes::len) as u64;
            if discarded > DISCARDED_BYTES_MAX {
                break;
            }
        }
    };
    // Whether it arrived does not matter: the answer is the same.
    let _ = timeout(DISCARDING_MAX, discarding).await;
}

async fn collect(mut body: Body, announced: u64, limit: u64, config: &HttpConfig) -> Result<Bytes> {
    let deadline = Instant::now() + config.body_whole_timeout;
    let mut first = Bytes::new();
    let mut rest = BytesMut::new();
    loop {
        let idle = (Instant::now() + config.body_idle_timeout).min(deadline);
        let frame = match timeout_at(idle, body.frame()).await {
            Err(_) => {
                let detail = "the body did not arrive in time";
                return Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "request_timeout", detail)
                    .with_header(header::CONNECTION, header::HeaderValue::from_static("close")));
            }
            Ok(None) => break,
            Ok(Some(Err(error))) => {
                let detail = format!("the body broke off: {error}");
                return Err(Problem::new(StatusCode::BAD_REQUEST, "malformed_json", detail));
            }
            Ok(Some(Ok(frame))) => frame,
        };
        let Ok(data) = frame.into_data() else { continue };
        if (first.len() + rest.len() + data.len()) as u64 > limit {
            discard(body).await;
            return Err(too_large(limit));
        }
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

fn too_large(limit: u64) -> Problem {
    let detail = format!("the body is larger than {limit} bytes");
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", detail)
}

/// JSON in UTF-8, plain: a missing media type is taken for it.
fn check_media_type(headers: &HeaderMap) -> Result<()> {
    let refused = |detail: String| {
        Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail)
            .with_header(
                header::ACCEPT,
                header::HeaderValue::from_static("application/json, application/*+json"),
            ))
    };
    if let Some(encoding) = headers.get(header::CONTENT_ENCODING)
        && !encoding.as_bytes().eq_ignore_ascii_case(b"identity")
    {
        return refused("compressed bodies are not taken".to_owned());
    }
    let Some(given) = headers.get(header::CONTENT_TYPE) else { return Ok(()) };
    let text = String::from_utf8_lossy(given.as_bytes()).to_ascii_lowercase();
    let mut parts = text.split(';').map(str::trim);
    let media_type = parts.next().unwrap_or_default();
    let is_json = media_type == "application/json"
        || (media_type.starts_with("application/") && media_type.ends_with("+json"));
    if !is_json {
        return refused("the body must be application/json".to_owned());
    }
    let charset = parts.find_map(|parameter| parameter.strip_prefix("charset="));
    match charset.map(|charset| charset.trim_matches('"')) {
        None | Some("utf-8" | "utf8" | "us-ascii") => Ok(()),
        Some(_) => refused("the body must be in UTF-8".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;
    use futures_util::stream;

    async fn read_chunks(chunks: Vec<&'static str>, header: (&str, &str)) -> Result<Bytes> {
        let request = Request::post("/").header(header.0, header.1).body(()).unwrap();
        let config = HttpConfig {
            body_bytes_max: 10,
            body_idle_timeout: Duration::from_millis(20),
            ..HttpConfig::default()
        };
        let chunks = chunks.into_iter().map(Ok::<_, std::io::Error>);
        let body = Body::from_stream(stream::iter(chunks));
        read(&request.into_parts().0, body, &config).await
    }

    #[tokio::test]
    async fn a_body_is_read_up_to_the_limit() {
        let plain = ("x-nothing", "");
        assert_eq!(read_chunks(vec!["{}"], plain).await.unwrap(), "{}");
        assert_eq!(read_chunks(vec!["12345", "67", "890"], plain).await.unwrap(), "1234567890");
        assert_eq!(read_chunks(vec!["12345", "678901"], plain).await.unwrap_err().status, 413);
        let announced = ("content-length", "11");
        assert_eq!(read_chunks(vec![], announced).await.unwrap_err().status, 413);
    }

    #[tokio::test]
    async fn a_silent_client_is_not_waited_for() {
        let config =
            HttpConfig { body_idle_timeout: Duration::from_millis(5), ..HttpConfig::default() };
        let body =
            Body::from_stream(stream::pending::<std::result::Result<Bytes, std::io::Error>>());
        let parts = Request::post("/").body(()).unwrap().into_parts().0;
        assert_eq!(read(&parts, body, &config).await.unwrap_err().status, 408);
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
