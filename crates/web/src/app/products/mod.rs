//! Products: the catalogue from which lines are filled.

mod edit;
mod list;

pub(super) use edit::{archive, create, fresh, replace, show};
pub(super) use list::show as list;

use super::{shell::Writing, visit::Visit};
use net30_app::{Error, What, entry};
use net30_domain::{id::ProductId, money::Currency, product::Product};
use net30_http::problem::Result;

/// The product that the address names.
async fn loaded(visit: &Visit) -> Result<Product> {
    let id: ProductId =
        visit.parameter("id").parse().map_err(|_| Error::NotFound(What::Product))?;
    Ok(entry::get::<Product>(visit.app(), &visit.caller()?, id).await?)
}

/// What a product costs, in its currency or else in the `usual` one.
pub(super) fn price(writing: &Writing, product: &Product, usual: Currency) -> String {
    let currency = product.currency.unwrap_or(usual);
    let price = writing.formats().money(currency).price(product.unit_price);
    format!("{price}\u{a0}{}", currency.code())
}

/// Where the list of products is, below the path of the server.
fn list_path(visit: &Visit) -> Result<String> {
    Ok(format!("/app/{}/products", visit.place()?.code()))
}
