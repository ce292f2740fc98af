//! Somebody who works in the account: their role, and whether they may come in.

use super::{
    super::{
        Answer,
        fields::Choice,
        page, refusals,
        shell::{self, Frame, Writing},
        sudo,
        visit::Visit,
    },
    Sheet, Tab, Unsaved, frame, path,
    people::{role_choices, seen},
};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use net30_app::{
    Call, Error, What,
    users::{self, Change, Colleague, EndSessions, Remove},
};
use net30_domain::{id::UserId, user::Role};
use net30_http::problem::Result;
use serde_json::Value;

#[derive(Template)]
#[template(path = "app/settings_person.html")]
struct PersonPage {
    p: Frame,
    s: Sheet,
    action: String,
    person_email: String,
    role: String,
    roles: Vec<Choice>,
    since: String,
    seen: String,
    sessions: usize,
    is_kept_out: bool,
    is_self: bool,
    works_elsewhere: bool,
}

async fn known(visit: &Visit) -> Result<Colleague> {
    let id: UserId = visit.parameter("id").parse().map_err(|_| Error::NotFound(What::User))?;
    Ok(users::colleague(visit.app(), &visit.caller()?, id).await?)
}

pub(crate) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let colleague = known(visit).await?;
        let sheet = Sheet::of(visit, Tab::People, Value::Null)?;
        page::shown(&person(visit, sheet, &colleague)?)
    })
}

fn person(visit: &Visit, s: Sheet, colleague: &Colleague) -> Result<PersonPage> {
    let (t, writing) = (visit.texts(), Writing::of(visit, visit.user()?));
    let membership = colleague.membership;
    let role = Role::parse(&s.value("role")).unwrap_or(membership.role);
    Ok(PersonPage {
        p: frame(visit, colleague.user.called().to_owned()),
        action: format!("{}/{}", s.own, colleague.user.id),
        person_email: colleague.user.email.to_string(),
        role: shell::role(t, membership.role),
        roles: role_choices(t, Some(role)),
        since: writing.moment(membership.created_at),
        seen: seen(t, &writing, colleague),
        sessions: colleague.sessions,
        is_kept_out: membership.disabled_at.is_some(),
        is_self: colleague.user.id == visit.user()?.id,
        works_elsewhere: colleague.works_elsewhere,
        s,
    })
}

/// Does what was asked about them: `role`, `keep-out`, `let-in`, `sign-out` or `remove`.
pub(crate) fn act(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (t, colleague) = (visit.texts(), known(visit).await?);
        let user_id = colleague.user.id;
        if let Some(words) = sudo::proven(visit).await? {
            return again(visit, &colleague, Unsaved::at(sudo::FIELD, words));
        }
        let call = Call::of(visit.caller()?);
        let change = |role, admitted| Change { user_id, role, admitted };
        let done = match visit.form.text("do") {
            "role" => {
                let role = Role::parse(visit.form.text("role"));
                let Some(role) = role else {
                    return again(visit, &colleague, Unsaved::at("role", t.fault_required()));
                };
                visit.app().run(&call, &change(Some(role), None)).await.map(|_| ())
            }
            "keep-out" => visit.app().run(&call, &change(None, Some(false))).await.map(|_| ()),
            "let-in" => visit.app().run(&call, &change(None, Some(true))).await.map(|_| ()),
            "sign-out" => visit.app().run(&call, &EndSessions { user_id }).await.map(|_| ()),
            "remove" => visit.app().run(&call, &Remove { user_id }).await,
            // To prove who one is, is all that was asked.
            _ => Ok(()),
        };
        match done {
            Ok(()) if visit.form.text("do") == "remove" => {
                Ok(page::see(visit, &path(visit, "people?said=removed")?))
            }
            Ok(()) => {
                let said = if visit.form.has("do") { "saved" } else { "confirmed" };
                Ok(page::see(visit, &path(visit, &format!("people/{user_id}?said={said}"))?))
            }
            Err(Error::Refused(refusal)) => {
                let words = refusals::said(t, &refusal);
                again(visit, &colleague, Unsaved::whole(words))
            }
            Err(error) => Err(error.into()),
        }
    })
}

fn again(visit: &Visit, colleague: &Colleague, unsaved: Unsaved) -> Result<Response> {
    let sheet = unsaved.shown(Sheet::of(visit, Tab::People, Value::Null)?, &visit.form);
    page::with_status(StatusCode::UNPROCESSABLE_ENTITY, &person(visit, sheet, colleague)?)
}
