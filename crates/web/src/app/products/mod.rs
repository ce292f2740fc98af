//! Products: the catalogue from which lines are filled.

mod edit;
mod list;

pub(super) use edit::{archive, create, fresh, replace, show};
pub(super) use list::show as list;

use super::visit::Visit;
use net30_app::{Error, What, entry};
use net30_domain::{id::ProductId, product::Product};
use net30_http::problem::Result;

/// The product that the address names.
async fn loaded(visit: &Visit) -> Result<Product> {
    let id: ProductId =
        visit.parameter("id").parse().map_err(|_| Error::NotFound(What::Product))?;
    Ok(entry::get::<Product>(visit.app(), &visit.caller()?, id).await?)
}

/// Where the list of products is, below the path of the server.
fn list_path(visit: &Visit) -> Result<String> {
    Ok(format!("/app/{}/products", visit.place()?.code()))
}
