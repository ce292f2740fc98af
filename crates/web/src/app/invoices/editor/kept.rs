//! Keeping what is typed, a moment after the last key, so that nothing typed is lost.

use super::{
    super::super::{Answer, page, visit::Visit},
    json_reply,
};
use crate::app::shell::Writing;
use axum::http::StatusCode;
use net30_app::{
    Call,
    scratch::{self, Subject},
};
use net30_domain::Timestamp;
use net30_http::problem::{Problem, Result};
use serde_json::json;

fn subject(visit: &Visit) -> Result<Subject> {
    visit.parameter("subject").parse().map_err(|_| Problem::not_found("form"))
}

/// Keeps the form as it stands. Who does not know what is kept by now replaces nothing (409).
pub(crate) fn keep(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let seen = visit.query.text("seen").parse().ok();
        let kept = scratch::Keep {
            user_id: visit.user()?.id,
            subject: subject(visit)?,
            form: visit.form.encoded(),
            seen: seen.and_then(|moment| Timestamp::from_microsecond(moment).ok()),
        };
        let call = Call::of(visit.caller()?);
        let Some(saved_at) = visit.app().run(&call, &kept).await? else {
            return Ok(json_reply(StatusCode::CONFLICT, &json!({"kept": false})));
        };
        let at = Writing::of(visit, visit.user()?).time(saved_at);
        let body = json!({"kept": true, "seen": saved_at.as_microsecond().to_string(), "at": at});
        Ok(json_reply(StatusCode::OK, &body))
    })
}

/// Forgets what was typed.
pub(crate) fn discard(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let subject = subject(visit)?;
        let invoices = format!("/app/{}/invoices", visit.place()?.code());
        let next = match subject.invoice {
            Some(id) => format!("{invoices}/{id}/edit"),
            None => invoices,
        };
        let discard = scratch::Discard { user_id: visit.user()?.id, subject };
        visit.app().run(&Call::of(visit.caller()?), &discard).await?;
        Ok(page::see(visit, &next))
    })
}
