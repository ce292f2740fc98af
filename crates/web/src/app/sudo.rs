//! What somebody at an unlocked machine must not do asks for the password again, unless it was given within ten minutes: in the
//! very form that does it, so that nothing typed is lost.

use super::visit::Visit;
use net30_app::{sessions, sign_in::password, users};
use net30_http::problem::Result;

/// The field that has the password.
pub(super) const FIELD: &str = "current";

/// Whether the person has proved lately who they are.
pub(super) fn is_strong(visit: &Visit) -> Result<bool> {
    Ok(visit.signed_in()?.session.is_strong(visit.app().now()))
}

/// Has the person prove who they are by the password that the form has; says what is wrong with it.
pub(super) async fn proven(visit: &Visit) -> Result<Option<String>> {
    if is_strong(visit)? {
        return Ok(None);
    }
    let (here, t) = (visit.signed_in()?, visit.texts());
    let secret = visit.form.exact(FIELD);
    if secret.is_empty() {
        return Ok(Some(t.confirm_here()));
    }
    visit.http.check_attempt(visit.seat.address, Some(here.user.email.as_str()))?;
    if !password::is_theirs(visit.app(), Some(&here.user), secret).await? {
        return Ok(Some(t.password_wrong()));
    }
    let strengthen = sessions::Strengthen { id: here.session.id };
    visit.app().run(&users::call(), &strengthen).await?;
    Ok(None)
}
