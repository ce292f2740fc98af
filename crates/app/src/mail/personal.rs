//! E-mails to people who work here. Each has a link that signs its reader in, so that nothing of them is kept: neither in
//! the log of deliveries, which others read, nor as a job.

use super::{
    at_once::send_at_once,
    host::own_host,
    settings::{self, Route},
};
use crate::{App, Result, documents};
use net30_documents::mail::{MailInput, Occasion, mail};
use net30_domain::{
    account::Account,
    seller::Seller,
    template::Look,
    text::{Email, Language},
};
use net30_store::Connection;
use std::sync::Arc;

/// An e-mail to somebody who works here, and the way that it goes.
pub(crate) struct Personal {
    route: Route,
    occasion: Occasion,
    seller: Seller,
    look: Arc<Look>,
    language: Language,
}

/// An invitation into an account, by the way of the account's e-mails; none if it has no mail server.
pub(crate) async fn of_account(
    app: &App,
    query: &mut dyn Connection,
    account: &Account,
) -> Result<Option<Personal>> {
    let Some(route) = settings::route(app, query, account).await? else { return Ok(None) };
    let look = documents::look_of(app, query, account, account.defaults.template_id).await?;
    Ok(Some(Personal {
        route,
        occasion: Occasion::Invitation,
        seller: account.seller.clone(),
        look: Arc::clone(look.look()),
        language: account.defaults.language,
    }))
}

/// A new password for this server, by the way of an account's e-mails if the operator has no mail server; none if there is
/// neither.
pub(crate) async fn of_server(
    app: &App,
    query: &mut dyn Connection,
    account: Option<&Account>,
    language: Language,
) -> Result<Option<Personal>> {
    let host = own_host(app.public_url());
    let seller = Seller { name: host, ..Seller::default() };
    let route = match (&app.outside().smtp, account) {
        (Some(smtp), _) => Some(settings::servers_own_route(app, smtp)),
        (None, Some(account)) => settings::route(app, query, account).await?,
        (None, None) => None,
    };
    let (occasion, look) = (Occasion::Password, Arc::default());
    Ok(route.map(|route| Personal { route, occasion, seller, look, language }))
}

/// Sends one while somebody waits, or not; says what the mail server said if it did not take it.
pub(crate) async fn send_personal(
    app: &App,
    personal: &Personal,
    to: &Email,
    link: &str,
) -> std::result::Result<(), String> {
    let Personal { route, occasion, seller, look, language } = personal;
    let worded = mail(&MailInput {
        occasion: *occasion,
        language: *language,
        subject: None,
        message: None,
        seller,
        customer: None,
        document: None,
        facts: &[],
        link: Some(link),
        files: &[],
        look,
    });
    send_at_once(app, route, worded, to).await
}
