//! Who has lost their password asks for a link. What is answered is the same whether there is such a person or not, and so is the
//! time that it takes: the e-mail is sent by somebody else, afterwards.

use super::{
    Answer,
    fields::Faults,
    page,
    shell::{Frame, Here},
    visit::Visit,
};
use askama::Template;
use axum::http::StatusCode;
use net30_app::users;
use net30_domain::text::Email;
use net30_http::problem::Result;

#[derive(Template)]
#[template(path = "app/forgotten.html")]
struct ForgottenPage {
    p: Frame,
    /// Whether links can be mailed at all; whoever runs the server makes them otherwise.
    are_mailed: bool,
    /// Whether a link was asked for.
    is_asked: bool,
    email: String,
    faults: Faults,
}

async fn forgotten(visit: &Visit) -> Result<ForgottenPage> {
    Ok(ForgottenPage {
        p: Frame::of(visit, visit.texts().forgotten(), Here::Elsewhere),
        are_mailed: users::mails_passwords(visit.app()).await?,
        is_asked: false,
        email: String::new(),
        faults: Faults::default(),
    })
}

pub(super) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let is_asked = visit.query.has("sent");
        page::shown(&ForgottenPage { is_asked, ..forgotten(visit).await? })
    })
}

pub(super) fn ask(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let email = visit.form.text("email");
        visit.http.check_attempt(visit.seat.address, Some(email))?;
        if Email::parse(email).is_err() {
            let mut faults = Faults::default();
            faults.add("email", visit.texts().email_wrong());
            let page = ForgottenPage { email: email.to_owned(), faults, ..forgotten(visit).await? };
            return page::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
        users::ask_for_password(visit.app(), email, visit.texts().language());
        Ok(page::see(visit, "/reset?sent"))
    })
}
