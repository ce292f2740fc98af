//! Customers: found, looked at, changed, and what they owe.

pub(super) mod edit;
pub(super) mod list;
pub(super) mod show;
pub(super) mod statement;

use super::visit::Visit;
use net30_app::{
    Error, What,
    customers::{self, Seen},
};
use net30_domain::id::CustomerId;
use net30_http::problem::Result;

/// The customer that the address names.
async fn loaded(visit: &Visit) -> Result<Seen> {
    let id: CustomerId =
        visit.parameter("id").parse().map_err(|_| Error::NotFound(What::Customer))?;
    Ok(customers::seen(visit.app(), &visit.caller()?, id).await?)
}

/// Where the list of customers is, below the path of the server.
fn list_path(visit: &Visit) -> Result<String> {
    Ok(format!("/app/{}/customers", visit.place()?.code()))
}
