//! The account's table of taxes.

use crate::{
    read, request,
    resource::{self, Creatable, Noun, Paged, Resource},
    wire::RateType,
    write::rate,
};
use jiff::Timestamp;
use net30_app::{
    App, Caller, CatalogueFilter, Page, Paging,
    taxes::{self, TaxDraft},
};
use net30_domain::{
    Decimal,
    limits::LABEL_CHARS_MAX,
    tax::{Category, Rate, Tax, TaxDefinition},
};
use net30_http::{Http, json::Reader, number::Number, query::Query};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::{ToSchema, openapi::path::Parameter};
use utoipa_axum::router::OpenApiRouter;
use uuid::Uuid;

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new()
        .routes(resource::paged::<TaxDefinition>())
        .routes(resource::creation::<TaxDefinition>())
        .routes(resource::one::<TaxDefinition>())
}

/// A tax as a client writes it. `value` is required.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"name": "Sales tax", "type": "percentage", "value": 8.875}))]
pub(crate) struct TaxBody {
    /// What documents call it.
    #[schema(max_length = 100, example = "Sales tax")]
    name: String,
    /// Whether `value` is per cent or an amount; `percentage` if left out.
    #[schema(required = false)]
    r#type: RateType,
    /// How much.
    value: Number,
    /// VAT category of EN 16931: S, Z, E, AE, K, G, O, L or M. S for a value above 0, else Z, if left out.
    #[schema(required = false, example = "S")]
    category: &'static str,
    /// Why nothing is charged; for the categories that want a reason.
    #[schema(max_length = 255, example = json!(null))]
    exemption_reason: Option<String>,
    /// Whether it is taken on the base plus the taxes named before it.
    #[schema(required = false, example = false)]
    compound: bool,
}

/// An entry of the account's table of taxes.
#[derive(Serialize, ToSchema)]
#[schema(as = TaxDefinition)]
pub(crate) struct TaxWire {
    /// Its id.
    id: Uuid,
    #[serde(flatten)]
    fields: TaxBody,
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

/// Reads a tax.
pub fn draft(reader: &Reader<'_>) -> TaxDraft {
    let _ = reader.required_text("name", LABEL_CHARS_MAX);
    // A fault has been noted where there is no tax to read: this one goes nowhere.
    let nothing = || Tax {
        id: None,
        name: String::new(),
        rate: Rate::Percentage(Decimal::ZERO),
        category: Category::Zero,
        exemption_reason: None,
        compound: false,
    };
    TaxDraft { tax: read::tax(reader).unwrap_or_else(nothing) }
}

impl Resource for TaxDefinition {
    const NOUN: Noun = Noun { path: "/taxes", one: "tax", many: "taxes", short: "tax" };
    const READ_ONLY: &'static [&'static str] =
        &["id", "archived_at", "revision", "created_at", "updated_at"];
    const GET: &'static str = "An archived one as well.";
    const REPLACE: &'static str =
        "What is left out gets its default. Documents keep what they copied.";
    const DELETE: &'static str = resource::ARCHIVES;
    const DELETED: &'static str = resource::ARCHIVED;

    type Entry = Self;
    type Body = TaxBody;
    type Wire = TaxWire;

    fn read(reader: &Reader<'_>, _: Option<&Self>) -> TaxDraft {
        draft(reader)
    }

    fn body(&self) -> TaxBody {
        let (r#type, value) = rate(self.tax.rate);
        TaxBody {
            name: self.tax.name.clone(),
            r#type,
            value,
            category: self.tax.category.code(),
            exemption_reason: self.tax.exemption_reason.clone(),
            compound: self.tax.compound,
        }
    }

    fn wire(&self) -> TaxWire {
        TaxWire {
            id: self.id.0,
            fields: self.body(),
            archived_at: self.archived_at,
            revision: self.revision,
            created_at: self.created_at,
            updated_at: self.updated_at,
        }
    }

    fn example_of_changes() -> Value {
        json!({"value": 9})
    }

    resource::shows_itself!();
}

impl Creatable for TaxDefinition {
    const CREATE: &'static str = "Lines and invoices name it by its id and copy it.";
    const LOCATION: &'static str = "Where the tax is.";
}

impl Paged for TaxDefinition {
    type Filter = CatalogueFilter;
    type Listed = Self;
    type ListedWire = TaxWire;

    fn filters() -> Vec<Parameter> {
        vec![resource::search("Part of the name, in any case."), resource::archived()]
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
        taxes::list(app, caller, filter, paging).await
    }

    fn listed(listed: &Self) -> TaxWire {
        listed.wire()
    }
}
