//! The application in which a company's people work: pages over the same use cases as the APIs, which calculate nothing and
//! decide nothing.
//!
//! Each route has one row in [`ROUTES`], which says who may ask for it; `answer` sees to that, to forged requests and to
//! trouble before and after a handler has its turn.

mod act;
mod assets;
mod catalogue;
mod cookie;
mod csrf;
mod customers;
mod dialog;
mod fields;
mod forgotten;
mod form;
mod invoices;
mod me;
mod number;
mod page;
mod products;
mod refusals;
mod rules;
mod search;
mod security;
mod settings;
mod shell;
mod sign_in;
mod start;
mod sudo;
mod texts;
mod today;
mod trouble;
mod upload;
mod visit;
mod welcome;

use axum::{
    extract::{Request, State},
    http::Method,
    response::Response,
};
use futures_util::future::BoxFuture;
use net30_domain::user::Role;
use net30_http::{
    Http, body,
    plain::{Plain, get, post, put},
    problem::Result,
};
use visit::Visit;

/// Who may ask for a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Open,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever has this role, or a wider one, in the account that the address names.
    Account(Role),
}

/// What answers a request.
type Handler = for<'a> fn(&'a Visit) -> Answer<'a>;
/// An answer that is on its way.
type Answer<'a> = BoxFuture<'a, Result<Response>>;

/// A route of the pages.
#[derive(Clone, Debug)]
pub struct Route {
    /// Its method; what is read by GET is read by HEAD too.
    pub method: Method,
    /// Its path.
    pub path: &'static str,
    /// Who may ask for it.
    pub access: Access,
    handler: Handler,
}

const fn shows(path: &'static str, access: Access, handler: Handler) -> Route {
    Route { method: Method::GET, path, access, handler }
}

const fn does(path: &'static str, access: Access, handler: Handler) -> Route {
    Route { method: Method::POST, path, access, handler }
}

const fn keeps(path: &'static str, access: Access, handler: Handler) -> Route {
    Route { method: Method::PUT, path, access, handler }
}

const VIEWER: Access = Access::Account(Role::Viewer);
const ACCOUNTANT: Access = Access::Account(Role::Accountant);
const OWNER: Access = Access::Account(Role::Owner);

/// Whether there is a page, or an action, of this path.
fn has_route(path: &str) -> bool {
    ROUTES.iter().any(|route| route.path == path)
}

/// The table of routes.
pub const ROUTES: &[Route] = &[
    shows("/sign-in", Access::Open, sign_in::show),
    does("/sign-in", Access::Open, sign_in::sign_in),
    does("/sign-out", Access::Open, sign_in::sign_out),
    shows("/reset", Access::Open, forgotten::show),
    does("/reset", Access::Open, forgotten::ask),
    shows("/reset/{token}", Access::Open, welcome::show),
    does("/reset/{token}", Access::Open, welcome::come_in),
    shows("/welcome/{token}", Access::Open, welcome::show),
    does("/welcome/{token}", Access::Open, welcome::come_in),
    shows("/welcome/{token}/sample", Access::Open, welcome::sample),
    shows("/me", Access::SignedIn, me::show),
    does("/me", Access::SignedIn, me::save),
    shows("/me/security", Access::SignedIn, security::show),
    does("/me/security/confirm", Access::SignedIn, security::confirm),
    does("/me/security/password", Access::SignedIn, security::change_password),
    does("/me/security/sessions/end-others", Access::SignedIn, security::end_others),
    does("/me/security/sessions/{id}/end", Access::SignedIn, security::end),
    shows("/app", Access::SignedIn, start::choose),
    shows("/app/{account}", VIEWER, today::show),
    does("/app/{account}/today/remind/{id}", ACCOUNTANT, today::remind),
    does("/app/{account}/today/retry/{id}", ACCOUNTANT, today::retry),
    does("/app/{account}/today/seen/{id}", ACCOUNTANT, today::see_to),
    does("/app/{account}/today/webhook/{id}", OWNER, today::restart_webhook),
    shows("/app/{account}/search", VIEWER, search::show),
    shows("/app/{account}/invoices", VIEWER, invoices::list::show),
    shows("/app/{account}/invoices/csv", VIEWER, invoices::list::csv),
    shows("/app/{account}/invoices/{id}", VIEWER, invoices::show::show),
    shows("/app/{account}/invoices/{id}/pages/{page}", VIEWER, invoices::show::picture),
    shows("/app/{account}/invoices/{id}/pdf", VIEWER, invoices::show::pdf),
    shows("/app/{account}/invoices/{id}/xml", VIEWER, invoices::show::xml),
    shows("/app/{account}/invoices/trash", VIEWER, invoices::trash::show),
    does("/app/{account}/invoices/trash/empty", ACCOUNTANT, invoices::trash::empty),
    does("/app/{account}/invoices/views", VIEWER, invoices::views::keep),
    does("/app/{account}/invoices/views/{view}/remove", VIEWER, invoices::views::forget),
    does("/app/{account}/invoices/bulk", ACCOUNTANT, invoices::bulk::ask),
    does("/app/{account}/invoices/bulk/run", ACCOUNTANT, invoices::bulk::run),
    shows("/app/{account}/invoices/{id}/issue", ACCOUNTANT, invoices::issue::show),
    does("/app/{account}/invoices/{id}/issue", ACCOUNTANT, invoices::issue::issue),
    shows("/app/{account}/invoices/{id}/send", ACCOUNTANT, invoices::send::show),
    does("/app/{account}/invoices/{id}/send", ACCOUNTANT, invoices::send::send),
    does("/app/{account}/invoices/{id}/send/cancel", ACCOUNTANT, invoices::send::cancel),
    does("/app/{account}/invoices/{id}/mark-sent", ACCOUNTANT, invoices::confirm::mark_sent),
    shows("/app/{account}/invoices/{id}/remind", ACCOUNTANT, invoices::confirm::show_remind),
    does("/app/{account}/invoices/{id}/remind", ACCOUNTANT, invoices::confirm::remind),
    shows("/app/{account}/invoices/{id}/pay", ACCOUNTANT, invoices::pay::show),
    does("/app/{account}/invoices/{id}/pay", ACCOUNTANT, invoices::pay::pay),
    shows("/app/{account}/invoices/{id}/pay/understood", ACCOUNTANT, invoices::pay::listen),
    shows("/app/{account}/invoices/{id}/refund/{payment}", ACCOUNTANT, invoices::pay::show_refund),
    does("/app/{account}/invoices/{id}/refund/{payment}", ACCOUNTANT, invoices::pay::refund),
    shows(
        "/app/{account}/invoices/{id}/payments/{payment}/remove",
        ACCOUNTANT,
        invoices::pay::show_removal,
    ),
    does(
        "/app/{account}/invoices/{id}/payments/{payment}/remove",
        ACCOUNTANT,
        invoices::pay::remove,
    ),
    shows("/app/{account}/invoices/{id}/credit", ACCOUNTANT, invoices::credit::show),
    does("/app/{account}/invoices/{id}/credit", ACCOUNTANT, invoices::credit::credit),
    does("/app/{account}/invoices/{id}/credit/total", ACCOUNTANT, invoices::credit::listen),
    shows("/app/{account}/invoices/{id}/void", ACCOUNTANT, invoices::confirm::show_void),
    does("/app/{account}/invoices/{id}/void", ACCOUNTANT, invoices::confirm::void),
    shows("/app/{account}/invoices/{id}/unpublish", ACCOUNTANT, invoices::confirm::show_unpublish),
    does("/app/{account}/invoices/{id}/unpublish", ACCOUNTANT, invoices::confirm::unpublish),
    shows("/app/{account}/invoices/{id}/hide", ACCOUNTANT, invoices::confirm::show_hide),
    does("/app/{account}/invoices/{id}/hide", ACCOUNTANT, invoices::confirm::hide),
    shows("/app/{account}/invoices/{id}/delete", ACCOUNTANT, invoices::confirm::show_trash),
    does("/app/{account}/invoices/{id}/delete", ACCOUNTANT, invoices::confirm::trash),
    shows("/app/{account}/invoices/{id}/erase", ACCOUNTANT, invoices::confirm::show_erase),
    does("/app/{account}/invoices/{id}/erase", ACCOUNTANT, invoices::confirm::erase),
    does("/app/{account}/invoices/{id}/restore", ACCOUNTANT, invoices::confirm::restore),
    does("/app/{account}/invoices/{id}/duplicate", ACCOUNTANT, invoices::confirm::duplicate),
    shows("/app/{account}/customers", VIEWER, customers::list::show),
    shows("/app/{account}/customers/new", ACCOUNTANT, customers::edit::show_new),
    does("/app/{account}/customers/new", ACCOUNTANT, customers::edit::create),
    shows("/app/{account}/customers/{id}", VIEWER, customers::show::show),
    shows("/app/{account}/customers/{id}/edit", ACCOUNTANT, customers::edit::show),
    does("/app/{account}/customers/{id}/edit", ACCOUNTANT, customers::edit::save),
    shows("/app/{account}/customers/{id}/archive", ACCOUNTANT, customers::show::show_archive),
    does("/app/{account}/customers/{id}/archive", ACCOUNTANT, customers::show::archive),
    shows("/app/{account}/customers/{id}/statement", VIEWER, customers::statement::show),
    shows(
        "/app/{account}/customers/{id}/statement/send",
        ACCOUNTANT,
        customers::statement::show_send,
    ),
    does("/app/{account}/customers/{id}/statement/send", ACCOUNTANT, customers::statement::send),
    shows("/app/{account}/products", VIEWER, products::list),
    shows("/app/{account}/products/new", ACCOUNTANT, products::fresh),
    does("/app/{account}/products/new", ACCOUNTANT, products::create),
    shows("/app/{account}/products/{id}", VIEWER, products::show),
    does("/app/{account}/products/{id}", ACCOUNTANT, products::replace),
    does("/app/{account}/products/{id}/archive", ACCOUNTANT, products::archive),
    shows("/app/{account}/settings", ACCOUNTANT, settings::begin),
    shows("/app/{account}/settings/company", ACCOUNTANT, settings::company::show),
    does("/app/{account}/settings/company", OWNER, settings::company::save),
    shows("/app/{account}/settings/company/logo", ACCOUNTANT, settings::logo::picture),
    does("/app/{account}/settings/company/logo", OWNER, settings::logo::save),
    does("/app/{account}/settings/company/logo/remove", OWNER, settings::logo::remove),
    shows("/app/{account}/settings/documents", ACCOUNTANT, settings::documents::show),
    does("/app/{account}/settings/documents", OWNER, settings::documents::save),
    does("/app/{account}/settings/documents/lock", OWNER, settings::documents::lock),
    shows("/app/{account}/settings/documents/numbers", ACCOUNTANT, settings::documents::numbers),
    shows("/app/{account}/settings/documents/looks/{id}", ACCOUNTANT, settings::documents::look),
    shows("/app/{account}/settings/taxes", ACCOUNTANT, settings::taxes::list),
    does("/app/{account}/settings/taxes/usual", OWNER, settings::taxes::usual),
    shows("/app/{account}/settings/taxes/new", OWNER, settings::taxes::fresh),
    does("/app/{account}/settings/taxes/new", OWNER, settings::taxes::create),
    shows("/app/{account}/settings/taxes/{id}", ACCOUNTANT, settings::taxes::show),
    does("/app/{account}/settings/taxes/{id}", OWNER, settings::taxes::replace),
    does("/app/{account}/settings/taxes/{id}/delete", OWNER, settings::taxes::delete),
    shows("/app/{account}/settings/mail", ACCOUNTANT, settings::mail::show),
    does("/app/{account}/settings/mail", OWNER, settings::mail::save),
    does("/app/{account}/settings/mail/test", OWNER, settings::mail::test),
    does("/app/{account}/settings/mail/remove", OWNER, settings::mail::remove),
    shows("/app/{account}/settings/mail/texts/{kind}", ACCOUNTANT, settings::email_texts::show),
    does("/app/{account}/settings/mail/texts/{kind}", OWNER, settings::email_texts::save),
    does("/app/{account}/settings/mail/texts/{kind}/remove", OWNER, settings::email_texts::remove),
    shows("/app/{account}/settings/payments", ACCOUNTANT, settings::payments::show),
    does("/app/{account}/settings/payments", OWNER, settings::payments::save),
    does("/app/{account}/settings/payments/stripe", OWNER, settings::payments::save_stripe),
    does(
        "/app/{account}/settings/payments/stripe/remove",
        OWNER,
        settings::payments::remove_stripe,
    ),
    shows("/app/{account}/settings/people", ACCOUNTANT, settings::people::list),
    does("/app/{account}/settings/people", OWNER, settings::people::invite),
    does(
        "/app/{account}/settings/people/invitations/{id}/withdraw",
        OWNER,
        settings::people::withdraw,
    ),
    shows("/app/{account}/settings/people/{id}", ACCOUNTANT, settings::person::show),
    does("/app/{account}/settings/people/{id}", OWNER, settings::person::act),
    shows("/app/{account}/settings/keys", OWNER, settings::keys::list),
    does("/app/{account}/settings/keys", OWNER, settings::keys::create),
    shows("/app/{account}/settings/keys/{id}", OWNER, settings::keys::ask),
    does("/app/{account}/settings/keys/{id}", OWNER, settings::keys::revoke),
    shows("/app/{account}/invoices/new", ACCOUNTANT, invoices::editor::fresh),
    does("/app/{account}/invoices/new", ACCOUNTANT, invoices::editor::create),
    shows("/app/{account}/invoices/{id}/edit", ACCOUNTANT, invoices::editor::edit),
    does("/app/{account}/invoices/{id}/edit", ACCOUNTANT, invoices::editor::replace),
    does("/app/{account}/invoices/check", ACCOUNTANT, invoices::editor::check),
    does("/app/{account}/invoices/pages", ACCOUNTANT, invoices::editor::pages),
    does("/app/{account}/invoices/preview", ACCOUNTANT, invoices::editor::pdf),
    keeps("/app/{account}/scratch/{subject}", ACCOUNTANT, invoices::editor::keep),
    does("/app/{account}/scratch/{subject}/discard", ACCOUNTANT, invoices::editor::discard),
    shows("/app/{account}/customers/options", ACCOUNTANT, invoices::editor::customers),
    shows("/app/{account}/products/options", ACCOUNTANT, invoices::editor::products),
    shows("/app/{account}/{*rest}", VIEWER, trouble::nothing_here),
    shows("/assets/{hash}/{file}", Access::Open, assets::show),
];

/// The table of routes, as the router takes it.
#[must_use]
pub fn routes() -> Vec<Plain> {
    let plain = |route: &'static Route| {
        let handler =
            move |State(http): State<Http>, request: Request| answer(http, route, request);
        match route.method {
            Method::GET => get(route.path, handler),
            Method::PUT => put(route.path, handler),
            _ => post(route.path, handler),
        }
    };
    ROUTES.iter().map(plain).collect()
}

/// Answers a request for a route; trouble is told as a page.
async fn answer(http: Http, route: &'static Route, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    // Bounded, and read even from those who are refused, so that they come to read the answer.
    let read = match route.method {
        Method::GET => Ok(bytes::Bytes::new()),
        _ => body::read_any(&parts, body).await,
    };
    let mut visit = Visit::of(http, &mut parts).await;
    let answered = match read {
        Ok(bytes) => Box::pin(answered(&mut visit, route, &parts, &bytes)).await,
        Err(problem) => Err(problem),
    };
    let response = match answered {
        Ok(response) => page::unless_known(&visit, response),
        Err(problem) => trouble::page(&visit, problem),
    };
    page::guarded(response)
}

async fn answered(
    visit: &mut Visit,
    route: &Route,
    parts: &axum::http::request::Parts,
    bytes: &[u8],
) -> Result<Response> {
    if route.method != Method::GET {
        csrf::check(visit, parts)?;
        visit.take(parts, bytes);
    }
    if !route.path.starts_with("/assets/") {
        visit.find_person().await?;
    }
    match route.access {
        Access::Open => {}
        Access::SignedIn => {
            if visit.person.is_none() {
                return Ok(sign_in::first(visit));
            }
        }
        Access::Account(role) => {
            if visit.person.is_none() {
                return Ok(sign_in::first(visit));
            }
            visit.enter().await?;
            visit.needs(role)?;
        }
    }
    (route.handler)(visit).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, fs, path::Path};

    /// What of htmx the pages use: what it has beyond wants `unsafe-eval`, or changes more than was asked for.
    const HTMX: [&str; 13] = [
        "hx-get",
        "hx-post",
        "hx-target",
        "hx-swap",
        "hx-trigger",
        "hx-sync",
        "hx-select",
        "hx-push-url",
        "hx-swap-oob",
        "hx-indicator",
        "hx-status:422",
        "hx-include",
        "hx-ignore",
    ];

    fn files(folder: &str) -> Vec<(String, String)> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries
            .map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap()))
            .collect()
    }

    /// The names of attributes in a template.
    fn attributes(template: &str) -> impl Iterator<Item = &str> {
        template.split('=').filter_map(|before| before.rsplit([' ', '\n', '"', '}']).next())
    }

    #[test]
    fn templates_have_nothing_that_the_policy_forbids() {
        let templates = files("templates/app");
        assert!(templates.len() > 10);
        for (path, text) in templates {
            for name in attributes(&text) {
                assert!(name != "style" && !name.starts_with("on"), "{path}: {name}=");
                let is_htmx = name.starts_with("hx-");
                assert!(!is_htmx || HTMX.contains(&name), "{path}: {name} is not for us");
            }
            for forbidden in ["<style", "javascript:", "http://", "https://", "|safe", "js:"] {
                assert!(!text.contains(forbidden), "{path} has {forbidden}");
            }
        }
    }

    #[test]
    fn scripts_write_no_markup() {
        for (path, text) in files("assets/web/js") {
            for forbidden in
                ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("]
            {
                assert!(!text.contains(forbidden), "{path} has {forbidden}");
            }
        }
    }

    #[test]
    fn a_route_has_one_row_and_an_account_only_below_it() {
        let mut known = BTreeSet::new();
        for route in ROUTES {
            assert!(known.insert((route.method.to_string(), route.path)), "{}", route.path);
            let is_of_account = route.path.contains("{account}");
            assert_eq!(matches!(route.access, Access::Account(_)), is_of_account, "{}", route.path);
        }
    }
}
