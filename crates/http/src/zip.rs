//! Lists, tables and pages, compressed for who asks for it.
//!
//! Single objects and documents have an `ETag` that names their very bytes; they are small, and go out as they are. That of a
//! page is weak: it names what the page says. Long lists are compressed piece by piece as they are read; an exported table goes
//! out as it is.

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
const MEDIA_TYPES: [&str; 4] = ["application/json", "text/csv", "text/html", "image/svg+xml"];

/// Pages that are read by POST.
const LOOKS: [&str; 2] = ["/invoices/check", "/invoices/pages"];

/// Whether a client asks for compression of what it reads.
pub(crate) fn is_wanted(method: &Method, path: &str, headers: &HeaderMap) -> bool {
    let mut values = headers.get_all(header::ACCEPT_ENCODING).iter();
    // What only looks at a form is asked by POST.
    let looks = path.starts_with("/app/") && LOOKS.iter().any(|look| path.ends_with(look));
    (*method == Method::GET || looks)
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

/// Lists, and tables and pages that are in memory as a whole.
#[derive(Clone, Copy, Debug)]
struct Lists;

/// Whether a reply has a strong tag, which is one of its very bytes.
fn names_bytes(headers: &HeaderMap) -> bool {
    headers.get(header::ETAG).is_some_and(|tag| !tag.as_bytes().starts_with(b"W/"))
}

impl Predicate for Lists {
    fn should_compress<B: HttpBody>(&self, response: &HttpResponse<B>) -> bool {
        let headers = response.headers();
        let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let media_type = media_type.and_then(|text| text.split(';').next()).unwrap_or_default();
        response.status() == StatusCode::OK
            && !names_bytes(headers)
            && MEDIA_TYPES.contains(&media_type)
            && match response.body().size_hint().exact() {
                Some(size) => size >= SIZE_BYTES_MIN,
                // A list that is longer than one piece.
                None => media_type == MEDIA_TYPES[0],
            }
    }
}
