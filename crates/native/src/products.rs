//! Products: the catalogue of goods and services.

use crate::{
    read::metadata,
    request,
    resource::{self, Creatable, Noun, Paged, Resource},
    wire::Metadata,
};
use jiff::Timestamp;
use net30_app::{
    App, Caller, CatalogueFilter, Page, Paging,
    products::{self, ProductDraft},
};
use net30_domain::{
    Decimal,
    id::TaxId,
    limits::{HTML_CHARS_MAX, NAME_CHARS_MAX, SKU_CHARS_MAX, UNIT_CHARS_MAX},
    product::Product,
    tax::TAXES_MAX,
};
use net30_http::{
    Http,
    fields::{html, present, text},
    json::{Item, Reader},
    number::Number,
    query::Query,
};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::{ToSchema, openapi::path::Parameter};
use utoipa_axum::router::OpenApiRouter;
use uuid::Uuid;

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new()
        .routes(resource::paged::<Product>())
        .routes(resource::creation::<Product>())
        .routes(resource::one::<Product>())
}

/// A product as a client writes it. `name` and `unit_price` are required.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"name": "Web development", "sku": "WEB-1", "unit": "hour", "unit_price": 150, "currency": "USD"}))]
pub(crate) struct ProductBody {
    /// Its name, as a line shows it.
    #[schema(max_length = 255, example = "Web development")]
    name: String,
    /// Sanitised HTML.
    #[schema(max_length = 10000, example = json!(null))]
    description: Option<String>,
    /// Your article number.
    #[schema(max_length = 100, example = "WEB-1")]
    sku: Option<String>,
    /// What a quantity counts.
    #[schema(max_length = 20, example = "hour")]
    unit: Option<String>,
    /// Price of one unit; not negative.
    unit_price: Number,
    /// Currency of the price, if not the account's.
    #[schema(example = "USD")]
    currency: Option<String>,
    /// Taxes of the account's table that a line takes over.
    #[schema(required = false, max_items = 3)]
    tax_ids: Vec<Uuid>,
    /// Free data of yours.
    metadata: Option<Metadata>,
}

/// A product.
#[derive(Serialize, ToSchema)]
#[schema(as = Product)]
pub(crate) struct ProductWire {
    /// Its id.
    id: Uuid,
    #[serde(flatten)]
    fields: ProductBody,
    /// When it was archived: it is no longer offered, but documents still refer to it.
    archived_at: Option<Timestamp>,
    /// Counts its changes; the `ETag` of this reply.
    #[schema(example = 1)]
    revision: i64,
    /// When it was made.
    created_at: Timestamp,
    /// When it was last changed.
    updated_at: Timestamp,
}

/// Reads a product.
pub fn draft(reader: &Reader<'_>) -> ProductDraft {
    reader.require("unit_price");
    let unit_price = reader.decimal("unit_price").value().unwrap_or(Decimal::ZERO);
    if unit_price < Decimal::ZERO {
        reader.fault("unit_price", "out_of_range", "must not be negative");
    }
    let taxes = reader.array("tax_ids", 0..=TAXES_MAX).value().unwrap_or_default();
    let id = |item: &Item<'_>| present(item, item.id()).unwrap_or(TaxId(Uuid::nil()));
    ProductDraft {
        name: reader.required_text("name", NAME_CHARS_MAX),
        description: html(reader, "description", HTML_CHARS_MAX),
        sku: text(reader, "sku", SKU_CHARS_MAX),
        unit: text(reader, "unit", UNIT_CHARS_MAX),
        unit_price,
        currency: reader.currency("currency").value(),
        tax_ids: taxes.iter().map(id).collect(),
        metadata: metadata(reader),
    }
}

impl Resource for Product {
    const NOUN: Noun =
        Noun { path: "/products", one: "product", many: "products", short: "product" };
    const READ_ONLY: &'static [&'static str] =
        &["id", "archived_at", "revision", "created_at", "updated_at"];
    const GET: &'static str = "An archived one as well.";
    const REPLACE: &'static str =
        "What is left out gets its default. Documents keep what they copied.";
    const DELETE: &'static str = resource::ARCHIVES;
    const DELETED: &'static str = resource::ARCHIVED;

    type Entry = Self;
    type Body = ProductBody;
    type Wire = ProductWire;

    fn read(reader: &Reader<'_>, _: Option<&Self>) -> ProductDraft {
        draft(reader)
    }

    fn body(&self) -> ProductBody {
        ProductBody {
            name: self.name.clone(),
            description: self.description.as_deref().map(str::to_owned),
            sku: self.sku.clone(),
            unit: self.unit.clone(),
            unit_price: Number(self.unit_price),
            currency: self.currency.map(|currency| currency.code().to_owned()),
            tax_ids: self.tax_ids.iter().map(|id| id.0).collect(),
            metadata: Metadata::of(self.metadata.as_ref()),
        }
    }

    fn wire(&self) -> ProductWire {
        ProductWire {
            id: self.id.0,
            fields: self.body(),
            archived_at: self.archived_at,
            revision: self.revision,
            created_at: self.created_at,
            updated_at: self.updated_at,
        }
    }

    fn example_of_changes() -> Value {
        json!({"unit_price": 160})
    }

    resource::shows_itself!();
}

impl Creatable for Product {
    const CREATE: &'static str =
        "An invoice names it by `product_id`; what the line leaves out comes from here.";
    const LOCATION: &'static str = "Where the product is.";
}

impl Paged for Product {
    type Filter = CatalogueFilter;
    type Listed = Self;
    type ListedWire = ProductWire;

    fn filters() -> Vec<Parameter> {
        let search = resource::search("Part of the name or the article number, in any case.");
        vec![search, resource::archived()]
    }

    fn filter(query: &Query<'_>) -> CatalogueFilter {
        request::catalogue(query)
    }

    async fn page(
        app: &App,
        caller: &Caller,
        filter: &CatalogueFilter,
        paging: &Paging,
    ) -> net30_app::Result<Page<Self>> {
        products::list(app, caller, filter, paging).await
    }

    fn listed(listed: &Self) -> ProductWire {
        listed.wire()
    }
}
