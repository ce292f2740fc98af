//! The native API, `/api/v1`: Inkvoice's vocabulary, with everything that the other APIs can express.
//!
//! It refuses fields and parameters that it does not know, and tells all faults of a request at once.

pub(crate) mod accounts;
pub(crate) mod customers;
pub(crate) mod email_deliveries;
pub(crate) mod email_settings;
pub(crate) mod email_templates;
pub(crate) mod events;
pub mod forms;
pub mod import;
pub(crate) mod invoices;
pub(crate) mod jobs;
pub(crate) mod keys;
pub(crate) mod late_fees;
mod patch;
pub(crate) mod products;
pub(crate) mod read;
pub(crate) mod recurring;
pub(crate) mod reminders;
pub mod render;
pub(crate) mod reports;
mod request;
mod resource;
pub(crate) mod search;
pub(crate) mod settings;
pub(crate) mod statements;
pub mod status;
pub(crate) mod taxes;
pub(crate) mod templates;
pub(crate) mod users;
pub mod webhooks;
pub(crate) mod wire;
mod write;

use net30_http::Http;
use utoipa_axum::router::OpenApiRouter;

/// Where the API begins.
pub(crate) const PREFIX: &str = "/api/v1";
/// Under which heading the OpenAPI document has its operations.
const TAG: &str = "net30";

/// The table of routes, with their description.
#[must_use]
pub fn routes() -> OpenApiRouter<Http> {
    let routes = OpenApiRouter::new()
        .merge(invoices::routes())
        .merge(customers::routes())
        .merge(products::routes())
        .merge(taxes::routes())
        .merge(templates::routes())
        .merge(recurring::routes())
        .merge(reminders::routes())
        .merge(late_fees::routes())
        .merge(settings::routes())
        .merge(accounts::routes())
        .merge(keys::routes())
        .merge(users::routes())
        .merge(events::routes())
        .merge(webhooks::routes())
        .merge(reports::routes())
        .merge(statements::routes())
        .merge(email_settings::routes())
        .merge(email_templates::routes())
        .merge(email_deliveries::routes())
        .merge(jobs::routes())
        .merge(search::routes());
    OpenApiRouter::new().nest(PREFIX, routes)
}
