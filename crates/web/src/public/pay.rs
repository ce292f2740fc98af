//! Pay was pressed: leads to Stripe's payment page, or back with the reason why not.

use super::{Link, text_of, token_of, unlisted};
use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
};
use net30_app::{
    checkout::{self, Hindrance, Started},
    documents::Notice,
};
use net30_domain::{Decimal, money::parse_decimal};
use net30_http::{Http, body, json::Case, problem::Result, query::Query, reply::Reply};

/// Why paying came to nothing, as the address of the page says it.
const WORDS: [(&str, Notice); 4] = [
    ("unavailable", Notice::Unavailable),
    ("amount", Notice::Amount),
    ("nothing_due", Notice::NothingDue),
    ("processing", Notice::Processing),
];

/// What a word in the address means.
pub(super) fn notice_of(word: &str) -> Option<Notice> {
    WORDS.iter().find(|(known, _)| *known == word).map(|(_, notice)| *notice)
}

/// The button of the page.
pub(super) async fn pay(State(http): State<Http>, link: Link, request: Request) -> Result<Reply> {
    let link = text_of(link)?;
    let token = token_of(&link)?;
    let (parts, body) = request.into_parts();
    let form = body::read_any(&parts, body).await?;
    let started = match wanted(&String::from_utf8_lossy(&form)) {
        Ok(wanted) => Box::pin(checkout::start(http.app(), token, wanted)).await?,
        Err(()) => Started::Hindered(Hindrance::Amount),
    };
    let reply = match started {
        Started::GoTo(url) => lead_to(&url, &http.app().checkout_origin()?, &link),
        Started::Hindered(hindrance) => {
            let word = match hindrance {
                Hindrance::Unavailable => "unavailable",
                Hindrance::Amount => "amount",
                Hindrance::NothingDue => "nothing_due",
                Hindrance::Processing => "processing",
            };
            back(&link, word)
        }
    };
    Ok(unlisted(reply))
}

/// The amount in the form, as number fields write it or as people type it; `None` if there is none.
fn wanted(form: &str) -> std::result::Result<Option<Decimal>, ()> {
    let form = Query::parse(form, Case::Exact);
    if !form.has("amount") {
        return Ok(None);
    }
    let amount = form.text("amount", 40).ok_or(())?;
    let amount = amount.trim().replace(',', ".");
    if amount.is_empty() { Ok(None) } else { parse_decimal(&amount).map(Some).map_err(|_| ()) }
}

/// Leads a browser to a payment page.
///
/// Browsers apply the page's `form-action` to what a form leads to, so a redirect goes only where the policy allows. A
/// Stripe account may have its payment pages under a domain of its own: a small page leads there.
fn lead_to(url: &str, checkout_origin: &str, link: &str) -> Reply {
    let rest = url.strip_prefix(checkout_origin);
    if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#'])) {
        return see_other(url);
    }
    if !url.starts_with("https://") {
        return back(link, "unavailable");
    }
    let url: String = url.chars().map(escaped).collect();
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={url}\">\n<title>Stripe</title>\n</head>\n\
         <body>\n<p><a href=\"{url}\">Stripe</a></p>\n</body>\n</html>\n"
    );
    Reply::bytes("text/html; charset=utf-8", html)
        .header(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"))
}

/// Leads back to the page, which says why paying came to nothing.
fn back(link: &str, word: &str) -> Reply {
    see_other(&format!("../{link}?problem={word}"))
}

fn escaped(c: char) -> String {
    match c {
        '&' => "&amp;".to_owned(),
        '"' => "&quot;".to_owned(),
        '\'' => "&#39;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        other => other.to_string(),
    }
}

fn see_other(location: &str) -> Reply {
    Reply::bytes("text/plain; charset=utf-8", "")
        .with_status(StatusCode::SEE_OTHER)
        .text_header(header::LOCATION, location)
        .header(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"))
}

#[cfg(test)]
mod tests {
    use super::{lead_to, wanted};
    use axum::response::IntoResponse;

    #[test]
    fn an_amount_is_read_as_people_type_it() {
        for (form, amount) in [
            ("", Ok(None)),
            ("amount=", Ok(None)),
            ("amount=12.50", Ok(Some("12.50"))),
            ("amount=12%2C50", Ok(Some("12.50"))),
            ("amount=abc", Err(())),
            ("amount=%00", Err(())),
            ("amount=1&amount=2", Err(())),
            ("amount=1e999", Err(())),
        ] {
            let expected = amount.map(|amount| amount.map(|text| text.parse().unwrap()));
            assert_eq!(wanted(form), expected, "{form}");
        }
    }

    #[test]
    fn a_redirect_goes_only_where_the_policy_allows() {
        let origin = "https://checkout.stripe.com";
        let to = |url: &str| lead_to(url, origin, "a-0aZ").into_response();
        assert_eq!(to("https://checkout.stripe.com/c/pay/cs_1").status(), 303);
        let own = to("https://pay.acme.example/c/pay/cs_1");
        assert_eq!((own.status().as_u16(), own.headers().contains_key("location")), (200, false));
        let false_friend = to("https://checkout.stripe.com.evil.example/");
        assert_eq!(false_friend.status(), 200);
        assert_eq!(to("javascript:alert(1)").headers()["location"], "../a-0aZ?problem=unavailable");
    }
}
