//! Other spellings of a path: with a slash at the end or without, and in the case that ASP.NET clients like.
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

/// The request under the spelling that a route may have.
pub(crate) fn usual(mut request: Request) -> Request {
    if let Some(uri) = usual_path(request.uri().path()).and_then(|path| with(request.uri(), &path))
    {
        *request.uri_mut() = uri;
    }
    request
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
    use super::usual_path;

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
