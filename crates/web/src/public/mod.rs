//! What a customer sees of a document, by the unguessable token of its link and without a key.
//!
//! `/i/{token}` or `/i/{slug}-{token}` is the page, the same with `/pdf` the PDF, with `/xml` the electronic invoice, and with
//! `/pay` what its button does. The token is the one that publishing gives out, or that of the document's own link, by which a draft shows as a preview.

mod pay;
mod visitor;

use axum::{
    extract::{Path, RawQuery, State, rejection::PathRejection},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    response::{IntoResponse, Response},
};
use net30_app::{
    Error, What, checkout,
    documents::{self, Aside, Notice, PublicPage, gone},
    einvoices::{self, Profile},
    invoices::{self, Shown},
    links,
};
use net30_http::{
    Http,
    document::{self, Copy, Disposition},
    plain::{Plain, get, post},
    problem::{Problem, Result},
    query::Query,
    reply::Reply,
};

/// Keeps documents of others out of search engines.
const ROBOTS: (HeaderName, HeaderValue) = (
    HeaderName::from_static("x-robots-tag"),
    HeaderValue::from_static("noindex, nofollow, noarchive"),
);

/// What has a customer's data is kept nowhere.
const NOT_KEPT: HeaderValue = HeaderValue::from_static("private, no-store");

/// The table of routes.
#[must_use]
pub fn routes() -> Vec<Plain> {
    vec![
        get("/i/{link}", page),
        get("/i/{link}/pdf", pdf),
        get("/i/{link}/xml", xml),
        get("/i/{link}/receipts/{payment}", receipt),
        post("/i/{link}/pay", pay::pay),
    ]
}

type Link = std::result::Result<Path<String>, PathRejection>;

/// What the address of the page says beside the link.
#[derive(Default)]
struct Asked {
    /// The session with which the customer comes back from Stripe.
    paid: Option<String>,
    /// Why paying came to nothing.
    notice: Option<Notice>,
    /// The owner looks, and not the customer.
    preview: bool,
}

impl Asked {
    fn of(query: Option<&str>) -> Self {
        let query = Query::parse(query.unwrap_or_default(), net30_http::json::Case::Exact);
        let problem = query.text("problem", 20);
        Self {
            paid: query.text("paid", 255).filter(|id| is_session_id(id)),
            notice: problem.as_deref().and_then(pay::notice_of),
            preview: query.has("preview"),
        }
    }
}

/// Stripe's ids of sessions: nothing else is looked up or written into a page.
fn is_session_id(text: &str) -> bool {
    text.starts_with("cs_") && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

async fn page(
    State(http): State<Http>,
    method: Method,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    link: Link,
) -> Result<Response> {
    match Box::pin(shown_page(&http, &method, &headers, query.as_deref(), link)).await {
        Err(problem) if problem.status == 404 && visitor::reads_html(&headers) => {
            let page = unlisted(reply(&http, &gone(visitor::locale(&headers)))?);
            Ok(page.with_status(problem.status).into_response())
        }
        outcome => outcome.map(IntoResponse::into_response),
    }
}

async fn shown_page(
    http: &Http,
    method: &Method,
    headers: &HeaderMap,
    query: Option<&str>,
    link: Link,
) -> Result<Reply> {
    let (app, asked) = (http.app(), Asked::of(query));
    let link = text_of(link)?;
    if let Some(session_id) = &asked.paid {
        Box::pin(checkout::returned(app, token_of(&link)?, session_id)).await?;
    }
    let (caller, shown) = behind(http, &link).await?;
    if !asked.preview && visitor::is_the_customer(method, headers) {
        // The page is shown all the same if this cannot be written down now.
        if let Err(error) = invoices::viewed(app, &caller, &shown.invoice).await {
            tracing::warn!(%error, "that a document was looked at could not be written down");
        }
    }
    let again = asked.paid.as_ref().map(|session_id| format!("?paid={session_id}"));
    let notice = match &asked.paid {
        Some(session_id) => Some(came_back(&shown, session_id)),
        None => asked.notice,
    };
    let aside = Aside { link: &link, notice, again: again.as_deref() };
    let page = documents::public_page(app, shown, &aside).await?;
    Ok(unlisted(reply(http, &page)?))
}

/// What to tell a customer who comes back from Stripe.
fn came_back(shown: &Shown, session_id: &str) -> Notice {
    let is_it = |notes: &Option<String>| {
        notes.as_ref().is_some_and(|notes| notes.split(' ').any(|word| word == session_id))
    };
    let arrived = shown.invoice.payments.iter().any(|payment| is_it(&payment.notes));
    if arrived { Notice::Confirmed } else { Notice::Confirming }
}

/// A page with a policy that allows its own styles, the form's way to Stripe, and nothing else.
fn reply(http: &Http, page: &PublicPage) -> Result<Reply> {
    let checkout = http.app().checkout_origin()?;
    let policy = document::policy(&page.style, &format!("'self' {checkout}"));
    Ok(Reply::bytes("text/html; charset=utf-8", page.html.clone())
        .text_header(header::CONTENT_SECURITY_POLICY, &policy)
        .header(header::CACHE_CONTROL, NOT_KEPT))
}

async fn pdf(State(http): State<Http>, RawQuery(query): RawQuery, link: Link) -> Result<Reply> {
    let (_, shown) = behind(&http, &text_of(link)?).await?;
    let query = Query::parse(query.as_deref().unwrap_or_default(), net30_http::json::Case::Exact);
    let pdf = match query.choice("copy", &document::COPIES).unwrap_or_default() {
        Copy::Issued => documents::pdf_of(http.app(), shown).await?,
        Copy::Current => documents::current_of(http.app(), shown).await?,
    };
    Ok(file(pdf))
}

/// In the format that the account promises, or in the one that is asked for. Where there is none, nothing is said of why.
async fn xml(State(http): State<Http>, RawQuery(query): RawQuery, link: Link) -> Result<Reply> {
    let (caller, shown) = behind(&http, &text_of(link)?).await?;
    let query = Query::parse(query.as_deref().unwrap_or_default(), net30_http::json::Case::Exact);
    let profile = query.choice("profile", &profiles());
    let xml = match einvoices::xml_of(http.app(), &caller, &shown, profile).await {
        Err(Error::Invalid(_)) => return Err(Error::NotFound(What::Invoice).into()),
        xml => xml?,
    };
    let file = document::xml(xml, Disposition::Attachment);
    Ok(unlisted(file.header(header::CACHE_CONTROL, NOT_KEPT)))
}

fn profiles() -> [(&'static str, Profile); Profile::ALL.len()] {
    Profile::ALL.map(|profile| (profile.word(), profile))
}

async fn receipt(
    State(http): State<Http>,
    path: std::result::Result<Path<(String, String)>, PathRejection>,
) -> Result<Reply> {
    let Path((link, payment)) = path.map_err(|_| Error::NotFound(What::Invoice))?;
    let (_, shown) = behind(&http, &link).await?;
    let payment = payment.parse().map_err(|_| Error::NotFound(What::Payment))?;
    Ok(file(documents::public_receipt(http.app(), shown, payment).await?))
}

fn file(pdf: documents::Document) -> Reply {
    // Nobody but the customer's own machine is to keep it, and not beyond the view.
    unlisted(document::pdf(pdf, Disposition::Inline).header(header::CACHE_CONTROL, NOT_KEPT))
}

/// The document that a link leads to, and on whose behalf it is shown.
async fn behind(http: &Http, link: &str) -> Result<(net30_app::Caller, Shown)> {
    links::open(http.app(), token_of(link)?).await.map_err(Problem::from)
}

/// The link as text; a path that is not UTF-8 is none of ours.
fn text_of(link: Link) -> Result<String> {
    link.map(|Path(link)| link).map_err(|_| Error::NotFound(What::Invoice).into())
}

fn unlisted(reply: Reply) -> Reply {
    let (name, value) = ROBOTS;
    reply.header(name, value)
}

/// The secret part of a link: what follows the slug, which is there to be read and not to be checked.
fn token_of(link: &str) -> Result<&str> {
    let token = link.rsplit('-').next().unwrap_or_default();
    let is_token = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_alphanumeric());
    // What stands before it comes back in the page, so that it must be what a slug may be.
    let slug = &link[..link.len() - token.len()];
    let is_slug = slug.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if is_token && is_slug { Ok(token) } else { Err(Error::NotFound(What::Invoice).into()) }
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
            ("javascript:x-0aZ", None),
            ("", None),
        ] {
            assert_eq!(token_of(link).ok(), token, "{link}");
        }
    }
}
