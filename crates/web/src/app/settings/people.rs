//! Who works in the account, and whom it has invited.

use super::{
    super::{
        Answer,
        fields::Choice,
        form::Shape,
        page,
        shell::{self, Frame, Writing},
        sudo,
        texts::Texts,
        visit::Visit,
    },
    Sheet, Tab, Unsaved, frame, path,
};
use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use net30_app::{
    Call, Error, What, mail,
    users::{self, Colleague, Invite, Withdraw},
};
use net30_domain::{id::InvitationId, user::Role};
use net30_http::problem::Result;
use net30_native::forms;
use serde_json::Value;

/// Somebody who works here, as the list shows them.
struct Row {
    href: String,
    called: String,
    email: String,
    role: String,
    seen: String,
    is_kept_out: bool,
    is_self: bool,
}

/// Somebody who was invited.
struct Guest {
    withdraw: String,
    email: String,
    role: String,
    until: String,
}

/// A link that was made just now.
struct Fresh {
    email: String,
    link: String,
    /// What the mail server said; nothing if no e-mail was to be sent.
    mailed: Option<std::result::Result<(), String>>,
}

#[derive(Template)]
#[template(path = "app/settings_people.html")]
struct PeoplePage {
    p: Frame,
    s: Sheet,
    people: Vec<Row>,
    guests: Vec<Guest>,
    roles: Vec<Choice>,
    can_mail: bool,
    fresh: Option<Fresh>,
}

pub(crate) fn list(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let sheet = Sheet::of(visit, Tab::People, Value::Null)?;
        page::shown(&people(visit, sheet, None).await?)
    })
}

pub(super) fn role_choices(t: Texts, chosen: Option<Role>) -> Vec<Choice> {
    let choice = |role: Role| Choice {
        value: role.word().to_owned(),
        text: shell::role(t, role),
        is_chosen: chosen == Some(role),
    };
    Role::ALL.into_iter().map(choice).collect()
}

/// When somebody was last seen, or that they never were.
pub(super) fn seen(t: Texts, writing: &Writing, colleague: &Colleague) -> String {
    match colleague.last_seen_at {
        Some(moment) => t.people_seen(&writing.moment(moment)),
        None => t.people_not_signed_in(),
    }
}

async fn people(visit: &Visit, s: Sheet, fresh: Option<Fresh>) -> Result<PeoplePage> {
    let (t, caller, own) = (visit.texts(), visit.caller()?, visit.user()?.id);
    let writing = Writing::of(visit, visit.user()?);
    let people = users::people(visit.app(), &caller).await?;
    let people = people.iter().map(|colleague| Row {
        href: format!("{}/{}", s.own, colleague.user.id),
        called: colleague.user.called().to_owned(),
        email: colleague.user.email.to_string(),
        role: shell::role(t, colleague.membership.role),
        seen: seen(t, &writing, colleague),
        is_kept_out: colleague.membership.disabled_at.is_some(),
        is_self: colleague.user.id == own,
    });
    let people = people.collect();
    let guests = users::invitations(visit.app(), &caller).await?;
    let guests = guests.iter().map(|invitation| Guest {
        withdraw: format!("{}/invitations/{}/withdraw", s.own, invitation.id),
        email: invitation.email.to_string(),
        role: shell::role(t, invitation.role),
        until: t.people_until(&writing.moment(invitation.expires_at)),
    });
    let guests = guests.collect();
    let role = Role::parse(&s.value("/role")).unwrap_or(Role::Accountant);
    let has_own = match mail::email_settings(visit.app(), &caller).await {
        Ok(own) => own.is_some(),
        Err(Error::SecretKeyDiffers) => false,
        Err(error) => return Err(error.into()),
    };
    Ok(PeoplePage {
        p: frame(visit, t.settings_people()),
        people,
        guests,
        roles: role_choices(t, Some(role)),
        can_mail: has_own || mail::server_sends(visit.app()),
        fresh,
        s,
    })
}

/// Invites somebody; the link is shown in the reply and nowhere else.
pub(crate) fn invite(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let t = visit.texts();
        let written = visit.form.written(&Shape { switches: &["/send"], ..Shape::default() });
        let (email, role, send) = match written.read_whole(forms::invitation) {
            Ok((Some(email), role, send)) => (email, role, send),
            Ok((None, ..)) => return again(visit, Unsaved::at("/email", t.email_wrong())).await,
            Err(faults) => return again(visit, Unsaved::of(&written, t, &faults)).await,
        };
        if let Some(words) = sudo::proven(visit).await? {
            return again(visit, Unsaved::at(sudo::FIELD, words)).await;
        }
        let caller = visit.caller()?;
        let invited = match visit.app().run(&Call::of(caller), &Invite { email, role }).await {
            Ok(invited) => invited,
            Err(Error::Invalid(_)) => {
                return again(visit, Unsaved::at("/email", t.people_already())).await;
            }
            Err(error) => return Err(error.into()),
        };
        let mailed = if send {
            Some(users::mail_invitation(visit.app(), &caller, &invited).await?)
        } else {
            None
        };
        let email = invited.invitation.email.to_string();
        let fresh = Fresh { email, link: invited.link, mailed };
        let sheet = Sheet { is_strong: true, ..Sheet::of(visit, Tab::People, Value::Null)? };
        Ok(secret(page::shown(&people(visit, sheet, Some(fresh)).await?)?))
    })
}

/// A page that shows a secret is kept nowhere.
pub(super) fn secret(mut response: Response) -> Response {
    let never = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, never);
    response
}

async fn again(visit: &Visit, unsaved: Unsaved) -> Result<Response> {
    let sheet = unsaved.shown(Sheet::of(visit, Tab::People, Value::Null)?, &visit.form);
    let page = people(visit, sheet, None).await?;
    page::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

pub(crate) fn withdraw(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let unknown = |_| Error::NotFound(What::Invitation);
        let id: InvitationId = visit.parameter("id").parse().map_err(unknown)?;
        visit.app().run(&Call::of(visit.caller()?), &Withdraw { id }).await?;
        Ok(page::see(visit, &path(visit, "people?said=removed")?))
    })
}
