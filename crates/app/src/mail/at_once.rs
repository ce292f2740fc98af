//! E-mails that go out while somebody waits: kept neither in the log of deliveries nor as a job.

use super::{email::message_id, prepare::pictures, settings::Route};
use crate::App;
use net30_documents::mail::Mail;
use net30_domain::text::Email;
use net30_gateways::mail::OutgoingMail;
use uuid::Uuid;

/// Sends an e-mail to one address; says what the mail server said if it did not take it.
pub(super) async fn send_at_once(
    app: &App,
    route: &Route,
    worded: Mail,
    to: &Email,
) -> Result<(), String> {
    let mail = OutgoingMail {
        from_name: route.from_name.clone(),
        from: route.from.clone(),
        reply_to: route.reply_to.clone(),
        to: vec![to.to_string()],
        cc: vec![],
        bcc: vec![],
        subject: worded.subject,
        text: worded.text,
        html: worded.html,
        pictures: pictures(worded.logo),
        files: vec![],
        message_id: message_id(app, Uuid::from_u128(rand::random())),
        date: app.now(),
    };
    let sent = app.mailer().send_now(&route.server, &mail, app.outside().smtp_timeout).await;
    sent.map_err(|failure| failure.to_string())
}
