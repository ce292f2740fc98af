//! Signing in and out.

use super::{
    Answer, cookie, page,
    shell::{Frame, Here},
    visit::Visit,
};
use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use net30_app::{
    sessions::{self, Opened},
    sign_in::password,
    users,
};
use net30_http::problem::{Problem, Result};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What cannot stand in a value of the query string as it is.
const IN_VALUE: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'&').add(b'+').add(b'<').add(b'>');

#[derive(Template)]
#[template(path = "app/sign_in.html")]
struct SignInPage<'a> {
    p: Frame,
    email: &'a str,
    next: &'a str,
    fault: Option<String>,
}

/// Where to go after signing in: a page of ours, or where one begins.
fn next_of(asked: &str) -> &str {
    let is_ours = ["/app", "/me", "/welcome"].iter().any(|root| {
        asked.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    });
    let is_plain = asked.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_ours && is_plain { asked } else { "/app" }
}

/// Has whoever is not signed in do so first, and come back.
pub(super) fn first(visit: &Visit) -> Response {
    if visit.wants_fragment() && !visit.is_read {
        // A script that sends what somebody has typed keeps it until they are signed in again.
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let is_read = visit.is_read && !visit.wants_fragment();
    let next = next_of(&visit.target);
    if !is_read || next == "/app" {
        return page::see(visit, "/sign-in");
    }
    page::see(visit, &format!("/sign-in?next={}", utf8_percent_encode(next, IN_VALUE)))
}

pub(super) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let next = next_of(visit.query.text("next"));
        if visit.person.is_some() {
            return Ok(page::see(visit, next));
        }
        page::shown(&SignInPage { p: frame(visit), email: "", next, fault: None })
    })
}

fn frame(visit: &Visit) -> Frame {
    Frame::of(visit, visit.texts().sign_in(), Here::Elsewhere)
}

pub(super) fn sign_in(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (email, next) = (visit.form.text("email"), next_of(visit.form.text("next")));
        visit.http.check_attempt(visit.seat.address, Some(email))?;
        let secret = visit.form.exact("password");
        let Some(opened) = password::sign_in(visit.app(), email, secret, &visit.seat).await? else {
            let fault = Some(visit.texts().sign_in_wrong());
            let page = SignInPage { p: frame(visit), email, next, fault };
            return page::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
        };
        signed_in(visit, &opened, next).await
    })
}

/// Gives the browser the token of its new session. One that it had before ends.
pub(super) async fn signed_in(visit: &Visit, opened: &Opened, next: &str) -> Result<Response> {
    if let Some(before) = &visit.person
        && before.session.id != opened.session.id
    {
        let end = sessions::End { user_id: before.user.id, id: before.session.id };
        match visit.app().run(&users::call(), &end).await {
            // Its password has just changed, by which it ended.
            Ok(()) | Err(net30_app::Error::NotFound(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let mut response = page::see(visit, next);
    let cookie = cookie::keeping(&opened.token, visit.http.is_secure());
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

pub(super) fn sign_out(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        if let Some(person) = &visit.person {
            let end = sessions::End { user_id: person.user.id, id: person.session.id };
            visit.app().run(&users::call(), &end).await.map_err(Problem::from)?;
        }
        let mut response = page::see(visit, "/sign-in");
        let headers = response.headers_mut();
        headers.insert(header::SET_COOKIE, cookie::forgetting(visit.http.is_secure()));
        headers.insert("clear-site-data", HeaderValue::from_static("\"cache\""));
        Ok(response)
    })
}

#[cfg(test)]
mod tests {
    use super::next_of;

    #[test]
    fn one_comes_back_to_pages_of_ours_alone() {
        for ours in
            ["/app", "/me", "/welcome/0aZ", "/app/0aZ/search?q=x%20y", "/me/security", "/me?x"]
        {
            assert_eq!(next_of(ours), ours);
        }
        for other in [
            "",
            "/",
            "//evil.example",
            "https://evil.example/app",
            "/apple",
            "/app\\evil",
            "/app\n",
            "/sign-out",
            "/app/ü",
        ] {
            assert_eq!(next_of(other), "/app", "{other}");
        }
    }
}
