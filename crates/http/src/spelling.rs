//! Other spellings of a path: below the path of the server, with a slash at the end or without, and in the case that ASP.NET
//! clients like.
//!
//! It is asked only for what no route matches, so that the usual spelling costs nothing.

use axum::{
    extract::Request,
    http::{Uri, uri::PathAndQuery},
};

/// Where the APIs are.
const APIS: [&str; 2] = ["/api/", "/v1/"];
/// The API whose clients write its path in any case.
const ANY_CASE: &str = "/api/invoices";

/// The request under the spelling that a route may have. A proxy may have left `base_path` on it.
pub(crate) fn usual(mut request: Request, base_path: &str) -> Request {
    let path = request.uri().path();
    let within = within(path, base_path);
    let usual = usual_path(within.unwrap_or(path)).or_else(|| within.map(str::to_owned));
    if let Some(uri) = usual.and_then(|path| with(request.uri(), &path)) {
        *request.uri_mut() = uri;
    }
    request
}

/// What follows the path of the server; `None` if it is not there.
fn within<'a>(path: &'a str, base_path: &str) -> Option<&'a str> {
    let rest = path.strip_prefix(base_path).filter(|_| !base_path.is_empty())?;
    match rest {
        "" => Some("/"),
        _ => rest.starts_with('/').then_some(rest),
    }
}

/// The path as a route may spell it; `None` if it is spelt so already.
fn usual_path(path: &str) -> Option<String> {
    let folded = path.to_ascii_lowercase();
    let of_any_case =
        folded.strip_prefix(ANY_CASE).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    // What follows are ids or numbers: only the words of the path are folded.
    let cased = if of_any_case { folded_words(path) } else { path.to_owned() };
    if !APIS.iter().any(|api| cased.starts_with(api)) {
        return None;
    }
    let trimmed = cased.trim_end_matches('/');
    let spelt = if cased == "/api/v1/invoice" { format!("{cased}/") } else { trimmed.to_owned() };
    (spelt != path).then_some(spelt)
}

/// `/API/Invoices/{id}/Paid`: every step but the id.
fn folded_words(path: &str) -> String {
    let fold = |(index, step): (usize, &str)| match index {
        // Before the first slash there is nothing.
        3 => step.to_owned(),
        _ => step.to_ascii_lowercase(),
    };
    path.split('/').enumerate().map(fold).collect::<Vec<_>>().join("/")
}

fn with(uri: &Uri, path: &str) -> Option<Uri> {
    let text = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(text).ok()?);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use super::{usual_path, within};

    #[test]
    fn the_path_of_the_server_is_taken_away_where_a_proxy_has_left_it() {
        for (path, base_path, rest) in [
            ("/billing/api/v1/invoices", "/billing", Some("/api/v1/invoices")),
            ("/billing", "/billing", Some("/")),
            ("/billing/", "/billing", Some("/")),
            ("/billings", "/billing", None),
            ("/docs", "/billing", None),
            ("/nothing", "", None),
        ] {
            assert_eq!(within(path, base_path), rest, "{path}");
        }
    }

    #[test]
    fn a_path_is_found_under_its_usual_spelling() {
        for (path, usual) in [
            ("/api/v1/invoices/", Some("/api/v1/invoices")),
            ("/api/v1/invoice", Some("/api/v1/invoice/")),
            ("/v1/invoices//", Some("/v1/invoices")),
            ("/api/Invoices", Some("/api/invoices")),
            ("/API/INVOICES/INV-7/Paid/", Some("/api/invoices/INV-7/paid")),
            ("/api/invoicesX", None),
            ("/api/v1/Invoices", None),
            ("/docs/", None),
            ("/v1/nothing", None),
        ] {
            assert_eq!(usual_path(path).as_deref(), usual, "{path}");
        }
    }
}
