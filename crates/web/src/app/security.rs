//! A person's password, and where they are signed in.
//!
//! What somebody at an unlocked machine must not do needs the password again, unless it was given within ten minutes.

use super::{
    Answer,
    fields::Faults,
    page,
    shell::{Frame, Here, Writing},
    sign_in,
    visit::Visit,
    welcome::password_words,
};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use jiff::tz::TimeZone;
use net30_app::{Error, What, sessions, sign_in::password, users};
use net30_domain::{id::SessionId, session::Session};
use net30_http::problem::Result;

#[derive(Template)]
#[template(path = "app/security.html")]
struct SecurityPage {
    p: Frame,
    /// Whether the person has proved lately who they are.
    is_strong: bool,
    email: String,
    said: Option<String>,
    sessions: Vec<Row>,
    faults: Faults,
}

/// A browser in which the person is signed in.
struct Row {
    id: String,
    agent: String,
    address: String,
    since: String,
    seen: String,
    is_this: bool,
}

pub(super) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move { page::shown(&security(visit, Faults::default()).await?) })
}

async fn security(visit: &Visit, faults: Faults) -> Result<SecurityPage> {
    let (t, app) = (visit.texts(), visit.app());
    let here = visit.signed_in()?;
    let places = sessions::workplaces(app, here.user.id).await?;
    let zone = places.first().map_or(TimeZone::UTC, |place| place.account.time_zone.clone());
    let writing = Writing::of(visit, &here.user).in_zone(zone);
    let row = |session: Session| Row {
        id: session.id.to_string(),
        agent: agent_words(&session.agent).unwrap_or_else(|| t.unknown_browser()),
        address: session.address.clone().unwrap_or_default(),
        since: writing.moment(session.created_at),
        seen: writing.moment(session.last_seen_at),
        is_this: session.id == here.session.id,
    };
    let all = sessions::list(app, here.user.id).await?;
    let said = match visit.query.text("said") {
        "password" => Some(t.password_changed()),
        "ended" => Some(t.session_ended()),
        _ => None,
    };
    Ok(SecurityPage {
        p: Frame::of(visit, t.security(), Here::Elsewhere),
        is_strong: here.session.is_strong(app.now()),
        email: here.user.email.to_string(),
        said,
        sessions: all.into_iter().map(row).collect(),
        faults,
    })
}

/// A browser and its machine, as people call them.
fn agent_words(agent: &str) -> Option<String> {
    let known = |table: &[(&str, &'static str)]| {
        table.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    // The first that fits: most browsers name others, too.
    let browser = known(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = known(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => Some(format!("{browser} · {system}")),
        (Some(only), None) | (None, Some(only)) => Some(only.to_owned()),
        (None, None) => None,
    }
}

/// The page again, with what is wrong.
async fn again(visit: &Visit, field: &'static str, text: String) -> Result<Response> {
    let mut faults = Faults::default();
    faults.add(field, text);
    let page = security(visit, faults).await?;
    page::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

pub(super) fn confirm(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let here = visit.signed_in()?;
        visit.http.check_attempt(visit.seat.address, Some(here.user.email.as_str()))?;
        let secret = visit.form.exact("current");
        if !password::is_theirs(visit.app(), Some(&here.user), secret).await? {
            return again(visit, "current", visit.texts().password_wrong()).await;
        }
        let strengthen = sessions::Strengthen { id: here.session.id };
        visit.app().run(&users::call(), &strengthen).await?;
        Ok(page::see(visit, "/me/security"))
    })
}

pub(super) fn change_password(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (here, t) = (visit.signed_in()?, visit.texts());
        if !here.session.is_strong(visit.app().now()) {
            return again(visit, "current", t.confirm_first()).await;
        }
        let secret = visit.form.exact("password");
        let hash = password::hash(visit.app(), secret, &here.user.email, "/password").await;
        let password_hash = match hash {
            Ok(hash) => hash,
            Err(Error::Invalid(found)) => {
                return again(visit, "password", password_words(t, &found)).await;
            }
            Err(error) => return Err(error.into()),
        };
        let user_id = here.user.id;
        let change = users::ChangePassword { user_id, password_hash, seat: visit.seat.clone() };
        let opened = visit.app().run(&users::call(), &change).await?;
        sign_in::signed_in(visit, &opened, "/me/security?said=password").await
    })
}

pub(super) fn end(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (here, unknown) = (visit.signed_in()?, || Error::NotFound(What::Session));
        let id: SessionId = visit.parameter("id").parse().map_err(|_| unknown())?;
        if id == here.session.id {
            return sign_in::sign_out(visit).await;
        }
        let end = sessions::End { user_id: here.user.id, id };
        visit.app().run(&users::call(), &end).await?;
        Ok(page::see(visit, "/me/security?said=ended"))
    })
}

pub(super) fn end_others(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let here = visit.signed_in()?;
        let end = sessions::EndOthers { user_id: here.user.id, but: here.session.id };
        visit.app().run(&users::call(), &end).await?;
        Ok(page::see(visit, "/me/security?said=ended"))
    })
}

#[cfg(test)]
mod tests {
    use super::agent_words;

    #[test]
    fn a_browser_is_called_as_people_call_it() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) \
                      Chrome/140.0.0.0 Safari/537.36";
        let edge =
            format!("{} Edg/140.0.0.0", chrome.replace("X11; Linux x86_64", "Windows NT 10.0"));
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 \
                     (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
        for (agent, words) in [
            (chrome, Some("Chrome · Linux")),
            (&edge, Some("Edge · Windows")),
            (phone, Some("Safari · iPhone")),
            ("curl/8.5.0", Some("curl")),
            ("", None),
            ("<script>", None),
        ] {
            assert_eq!(agent_words(agent).as_deref(), words, "{agent}");
        }
    }
}
