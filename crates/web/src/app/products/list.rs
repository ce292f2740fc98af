//! The list of products.

use super::{
    super::{
        Answer,
        catalogue::{self, Asked, Catalogue, Column, Row},
        shell::{Here, Writing},
        visit::Visit,
    },
    list_path, price,
};
use net30_app::products;
use net30_domain::product::Product;

pub(in super::super) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (t, asked) = (visit.texts(), Asked::of(visit));
        let (filter, paging) = (asked.filter(), asked.paging());
        let found = products::list(visit.app(), &visit.caller()?, &filter, &paging).await?;
        let products = Catalogue {
            here: Here::Products,
            title: t.products(),
            path: list_path(visit)?,
            api: "/products",
            class: "goods",
            columns: vec![
                Column { class: "customer", head: t.field_name() },
                Column { class: "sku", head: t.field_article() },
                Column { class: "unit", head: t.column_unit() },
                Column { class: "figure price", head: t.column_price() },
            ],
            new: t.product_new(),
            hint: t.product_hint(),
            nothing: t.no_products(),
            said: match visit.query.text("said") {
                "saved" => Some(t.saved()),
                "archived" => Some(t.said_archived()),
                _ => None,
            },
        };
        let usual = visit.place()?.account.defaults.currency;
        let writing = Writing::of(visit, visit.user()?);
        let row = |product: &Product| {
            let price = price(&writing, product, usual);
            let [sku, unit] =
                [&product.sku, &product.unit].map(|it| it.clone().unwrap_or_default());
            Row { id: product.id.to_string(), cells: vec![product.name.clone(), sku, unit, price] }
        };
        catalogue::shown(visit, products, asked, &found, row)
    })
}
