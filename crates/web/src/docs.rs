//! The pages that explain the API, from this server alone: `/`, `/docs` to read and try it, `/docs/errors`.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use net30_http::{
    Http,
    codes::CODES,
    plain::{Plain, get},
    problem::{Problem, Result},
};
use std::fmt::Write;
use uuid::Uuid;

/// `@scalar/api-reference`, compressed; its licence is beside it.
static SCALAR: &[u8] = include_bytes!("../assets/scalar-1.46.4.js.br");
static STYLES_SCRIPT: &str = include_str!("../assets/styles.js");
static DOCS_SCRIPT: &str = include_str!("../assets/docs.js");
static PAGE_STYLE: &str = include_str!("../assets/page.css");

/// Assets have their version in the name, so they never change.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";
const SHORT: &str = "public, max-age=300";
/// Nothing from elsewhere, and no scripts at all. The icon is an empty picture within the page.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";
/// Nothing from elsewhere, and in the page only the styles that our scripts put there.
fn docs_policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'"
    )
}

/// The table of routes.
#[must_use]
pub fn routes() -> Vec<Plain> {
    vec![
        get("/", home),
        get("/docs", reference),
        get("/docs/errors", errors),
        get("/docs/assets/scalar-1.46.4.js", scalar),
        get("/docs/assets/docs.js", docs_script),
        get("/docs/assets/styles.js", styles_script),
        get("/docs/assets/page.css", page_style),
        get("/api/v1/openapi.json", openapi),
    ]
}

/// A page of ours. Its links are relative, so that they also work below a path.
fn page(title: &str, style: &str, content: &str) -> Html<String> {
    Html(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<link rel=\"icon\" href=\"data:,\">\n\
         <link rel=\"stylesheet\" href=\"{style}\">\n</head>\n<body>\n{content}</body>\n</html>\n"
    ))
}

async fn home() -> impl IntoResponse {
    let content = "<h1>net30</h1>\n\
        <p>This is an invoicing server. It speaks JSON over HTTP.</p>\n\
        <nav><a href=\"sign-in\">Sign in</a> <a href=\"docs\">Read and try the API</a> <a href=\"docs/errors\">Errors</a> \
        <a href=\"api/v1/openapi.json\">OpenAPI</a></nav>\n";
    let html = page("net30", "docs/assets/page.css", content);
    ([(header::CONTENT_SECURITY_POLICY, PAGE_POLICY)], html)
}

async fn reference() -> impl IntoResponse {
    // 74 of its bits are random, and fresh for each reply.
    let nonce = Uuid::now_v7().simple().to_string();
    let html = Html(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>net30 API</title>\n<link rel=\"icon\" href=\"data:,\">\n</head>\n<body>\n\
         <div id=\"reference\"></div>\n\
         <noscript>This page needs JavaScript. The description itself is at \
         <a href=\"api/v1/openapi.json\">api/v1/openapi.json</a>.</noscript>\n\
         <script src=\"docs/assets/styles.js\" nonce=\"{nonce}\"></script>\n\
         <script src=\"docs/assets/scalar-1.46.4.js\"></script>\n\
         <script src=\"docs/assets/docs.js\"></script>\n</body>\n</html>\n"
    ));
    // A page that is kept would have the word of another reply.
    let headers = [
        (header::CONTENT_SECURITY_POLICY, docs_policy(&nonce)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, html)
}

async fn errors() -> impl IntoResponse {
    let mut content = String::from(
        "<h1>Errors of the API</h1>\n<p>Each problem has one of these codes. \
         <a href=\"../docs\">Back to the API</a></p>\n",
    );
    for known in CODES {
        // Writing to a String cannot fail. The texts are ours and need no escaping.
        let _ = write!(
            content,
            "<h2 id=\"{code}\">{code}</h2>\n<p>{title}. {explanation}</p>\n",
            code = known.code,
            title = known.title,
            explanation = known.explanation
        );
    }
    let html = page("Errors of the net30 API", "assets/page.css", &content);
    ([(header::CONTENT_SECURITY_POLICY, PAGE_POLICY)], html)
}

async fn scalar(headers: HeaderMap) -> Result<Response> {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    if !accepts_brotli(accepted.unwrap_or_default()) {
        let detail = "this script is there in brotli only, which every browser takes";
        return Err(Problem::new(StatusCode::NOT_ACCEPTABLE, "not_acceptable", detail));
    }
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CONTENT_ENCODING, "br"),
        (header::VARY, "accept-encoding"),
        (header::CACHE_CONTROL, IMMUTABLE),
    ];
    Ok((headers, SCALAR).into_response())
}

async fn docs_script() -> impl IntoResponse {
    let media_type = (header::CONTENT_TYPE, "text/javascript; charset=utf-8");
    ([media_type, (header::CACHE_CONTROL, SHORT)], DOCS_SCRIPT)
}

async fn styles_script() -> impl IntoResponse {
    let media_type = (header::CONTENT_TYPE, "text/javascript; charset=utf-8");
    ([media_type, (header::CACHE_CONTROL, SHORT)], STYLES_SCRIPT)
}

async fn page_style() -> impl IntoResponse {
    let media_type = (header::CONTENT_TYPE, "text/css; charset=utf-8");
    ([media_type, (header::CACHE_CONTROL, SHORT)], PAGE_STYLE)
}

async fn openapi(State(http): State<Http>) -> impl IntoResponse {
    let media_type = (header::CONTENT_TYPE, "application/json");
    ([media_type, (header::CACHE_CONTROL, SHORT)], http.openapi())
}

/// Whether a client takes brotli (RFC 9110, 12.5.3).
pub(crate) fn accepts_brotli(accepted: &str) -> bool {
    accepted.split(',').any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let names_it = matches!(parts.next(), Some("br" | "*"));
        let weight = parts.find_map(|part| part.strip_prefix("q=")).unwrap_or("1");
        names_it && weight.bytes().any(|byte| (b'1'..=b'9').contains(&byte))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_is_sent_to_those_who_take_it() {
        for yes in ["br", "gzip, deflate, br, zstd", "*", "br;q=0.5"] {
            assert!(accepts_brotli(yes), "{yes}");
        }
        for no in ["", "gzip", "br;q=0", "br; q=0.0", "brotli"] {
            assert!(!accepts_brotli(no), "{no}");
        }
    }
}
