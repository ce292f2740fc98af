//! Invoices and credit notes.

mod actions;
mod batch;
mod documents;
pub(crate) mod einvoices;
pub(crate) mod list;
mod payments;
mod preview;
pub(crate) mod read;
pub(crate) mod read_actions;
mod single;
pub(crate) mod wire;
pub(crate) mod wire_actions;
pub(crate) mod wire_einvoices;
mod wire_preview;
pub(crate) mod write;

pub(crate) use list::page;

use net30_app::invoices::Shown;
use net30_http::{Http, reply::Reply};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new()
        .routes(routes!(list::list, single::create))
        .routes(routes!(single::get, single::replace, single::patch, single::trash))
        .routes(routes!(actions::publish))
        .routes(routes!(actions::unpublish))
        .routes(routes!(actions::void))
        .routes(routes!(actions::mark_paid))
        .routes(routes!(actions::mark_sent))
        .routes(routes!(actions::send, actions::cancel_send))
        .routes(routes!(actions::duplicate))
        .routes(routes!(actions::credit_note))
        .routes(routes!(payments::list, payments::record))
        .routes(routes!(payments::reverse))
        .routes(routes!(payments::refund))
        .routes(routes!(list::next_number))
        .routes(routes!(preview::preview))
        .routes(routes!(list::export))
        .routes(routes!(batch::batch))
        .routes(routes!(batch::trash_list))
        .routes(routes!(batch::trash_batch))
        .routes(routes!(documents::pdf))
        .routes(routes!(documents::receipt))
        .routes(routes!(documents::html))
        .routes(routes!(einvoices::xml))
        .routes(routes!(einvoices::validate))
        .routes(routes!(einvoices::import))
        .routes(routes!(documents::events))
}

/// An invoice as JSON.
pub(crate) fn view(http: &Http, shown: &Shown) -> wire::Invoice {
    single::view(http, shown, false)
}

/// The reply that shows a new invoice.
pub(crate) fn created(http: &Http, shown: &Shown) -> Reply {
    single::created(http, shown, false)
}
