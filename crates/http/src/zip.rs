//! Lists and tables, compressed for who asks for it.
//!
//! Single objects and documents have an `ETag` that names their very bytes; they are small, and go out as they are. Long
//! lists are compressed piece by piece as they are read; an exported table goes out as it is.

use axum::{
    body::{Body, HttpBody},
    extract::Request,
    http::{HeaderMap, Method, Response as HttpResponse, StatusCode, header},
    response::Response,
};
use std::convert::Infallible;
use tower::{Service, ServiceExt};
use tower_http::compression::{Compression, predicate::Predicate};

/// Below so many bytes a packet holds the whole anyway.
const SIZE_BYTES_MIN: u64 = 1024;
/// What is text, and long.
const MEDIA_TYPES: [&str; 2] = ["application/json", "text/csv"];

/// Whether a client asks for compression of what it reads.
pub(crate) fn is_wanted(method: &Method, headers: &HeaderMap) -> bool {
    let mut values = headers.get_all(header::ACCEPT_ENCODING).iter();
    *method == Method::GET
        && values.any(|value| value.to_str().is_ok_and(|text| text.contains("gzip")))
}

/// Answers a request, and compresses the answer if it is a list.
pub(crate) async fn call<S>(inner: S, request: Request) -> Result<Response, Infallible>
where
    S: Service<Request, Response = Response, Error = Infallible>,
{
    let answered = Compression::new(inner).compress_when(Lists).oneshot(request).await?;
    Ok(answered.map(Body::new))
}

/// Lists, and tables that are in memory as a whole.
#[derive(Clone, Copy, Debug)]
struct Lists;

impl Predicate for Lists {
    fn should_compress<B: HttpBody>(&self, response: &HttpResponse<B>) -> bool {
        let headers = response.headers();
        let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let media_type = media_type.and_then(|text| text.split(';').next()).unwrap_or_default();
        response.status() == StatusCode::OK
            && !headers.contains_key(header::ETAG)
            && MEDIA_TYPES.contains(&media_type)
            && match response.body().size_hint().exact() {
                Some(size) => size >= SIZE_BYTES_MIN,
                // A list that is longer than one piece.
                None => media_type == MEDIA_TYPES[0],
            }
    }
}
