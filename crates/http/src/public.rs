//! What a customer sees of a document, by the unguessable token of its link and without a key.
//!
//! `/i/{token}` or `/i/{slug}-{token}` is the page, the same with `/pdf` the PDF. Drafts have no token, so that there
//! is nothing to find.

use crate::{
    Http,
    document::{self, Disposition},
    problem::{Problem, Result},
    reply::Reply,
};
use axum::{
    Router,
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderName, HeaderValue},
    routing::get,
};
use net30_app::{
    Error, What, documents,
    invoices::{self, Shown},
};

/// Keeps documents of others out of search engines.
const ROBOTS: (HeaderName, HeaderValue) = (
    HeaderName::from_static("x-robots-tag"),
    HeaderValue::from_static("noindex, nofollow, noarchive"),
);

pub(crate) fn routes() -> Router<Http> {
    Router::new().route("/i/{link}", get(page)).route("/i/{link}/pdf", get(pdf))
}

type Link = std::result::Result<Path<String>, PathRejection>;

async fn page(State(http): State<Http>, link: Link) -> Result<Reply> {
    let (caller, shown) = behind(&http, link).await?;
    let page = documents::html(http.app(), &caller, shown.invoice.id).await?;
    Ok(unlisted(document::page(page)))
}

async fn pdf(State(http): State<Http>, link: Link) -> Result<Reply> {
    let (_, shown) = behind(&http, link).await?;
    let pdf = documents::pdf_of(http.app(), shown).await?;
    Ok(unlisted(document::pdf(pdf, Disposition::Inline)))
}

/// The document that a link leads to, and on whose behalf it is shown.
async fn behind(http: &Http, link: Link) -> Result<(net30_app::Caller, Shown)> {
    // A path that is not UTF-8 is no link of ours.
    let Ok(Path(link)) = link else { return Err(Error::NotFound(What::Invoice).into()) };
    let token = token_of(&link).ok_or(Error::NotFound(What::Invoice))?;
    invoices::get_by_token(http.app(), token).await.map_err(Problem::from)
}

fn unlisted(reply: Reply) -> Reply {
    let (name, value) = ROBOTS;
    reply.header(name, value)
}

/// The secret part of a link: what follows the slug, which is there to be read and not to be checked.
fn token_of(link: &str) -> Option<&str> {
    let token = link.rsplit('-').next()?;
    let is_token = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_token.then_some(token)
}

#[cfg(test)]
mod tests {
    use super::token_of;

    #[test]
    fn a_token_stands_behind_any_slug() {
        for (link, token) in [
            ("0aZ", Some("0aZ")),
            ("web-work-0aZ", Some("0aZ")),
            ("a_b-0aZ", Some("0aZ")),
            ("-0aZ", Some("0aZ")),
            ("0aZ-", None),
            ("a\0b", None),
            ("", None),
        ] {
            assert_eq!(token_of(link), token, "{link}");
        }
    }
}
