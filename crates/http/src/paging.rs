//! Pages of lists: which one a client wants, what the document says of that, and what surrounds its entries.

mod steps;

pub use steps::{Piece, in_steps};

use crate::{query::Query, reply::Reply};
use net30_app::{Cursor, Paging, Total};
use serde::Serialize;
use utoipa::{
    IntoParams, ToSchema,
    openapi::{
        KnownFormat, ObjectBuilder, Required, SchemaFormat, Type,
        path::{Parameter, ParameterBuilder, ParameterIn},
    },
};

/// Highest page: beyond it, an offset is no way to read a list.
const PAGE_MAX: i64 = 1_000_000_000;
/// Most entries that are skipped.
const OFFSET_MAX: i64 = 1_000_000_000_000;

/// How many entries a page of some lists has.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// If the client does not say.
    pub default: i64,
    /// At most.
    pub max: i64,
}

impl Limits {
    /// Those of most lists.
    pub const USUAL: Self = Self { default: 50, max: 100 };
    /// Those of lists that programs read to their end.
    pub const LONG: Self = Self { default: 100, max: 1000 };

    /// Reads how many entries are wanted: `limit`.
    #[must_use]
    pub fn limit(self, query: &Query<'_>) -> i64 {
        query.integer("limit", 1..=self.max).unwrap_or(self.default)
    }

    /// Reads `page` and `limit`.
    #[must_use]
    pub fn numbered(self, query: &Query<'_>) -> Paging {
        let limit = self.limit(query);
        let page = query.integer("page", 1..=PAGE_MAX).unwrap_or(1);
        Paging::Offset { offset: (page - 1) * limit, limit }
    }

    /// Reads `page` and `limit`, or `cursor` and `limit`.
    #[must_use]
    pub fn numbered_or_after(self, query: &Query<'_>) -> Paging {
        let numbered = self.numbered(query);
        let cursor = query.read("cursor", |text| {
            Cursor::parse(text).map_err(|error| ("bad_cursor", error.to_string()))
        });
        if query.has("page") && query.has("cursor") {
            query.fault("cursor", "conflict", "give either page or cursor");
        }
        match cursor {
            Some(cursor) => Paging::After { cursor, limit: numbered.limit() },
            None => numbered,
        }
    }

    /// Reads `offset` and `limit`.
    #[must_use]
    pub fn skipping(self, query: &Query<'_>) -> Paging {
        let offset = query.integer("offset", 0..=OFFSET_MAX).unwrap_or(0);
        Paging::Offset { offset, limit: self.limit(query) }
    }
}

/// What the document says of the parameters `page`, `limit` and `cursor`.
pub struct Wanted;

impl IntoParams for Wanted {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let limits = Limits::USUAL;
        let whole = || {
            let format = SchemaFormat::KnownFormat(KnownFormat::Int64);
            ObjectBuilder::new().schema_type(Type::Integer).format(Some(format)).minimum(Some(1))
        };
        let page = parameter("page", "Which page; 1 if left out.", whole()).example(Some(1.into()));
        let limit = format!("Entries a page; {} if left out.", limits.default);
        let limit = parameter("limit", &limit, whole().maximum(Some(limits.max)))
            .example(Some(limits.default.into()));
        let cursor = "`next_cursor` of the page before, in place of `page`.";
        let cursor = parameter("cursor", cursor, ObjectBuilder::new().schema_type(Type::String));
        vec![page.build(), limit.build(), cursor.build()]
    }
}

/// What the document says of a parameter of a query string that may be left out.
#[must_use]
pub fn parameter(name: &str, description: &str, schema: ObjectBuilder) -> ParameterBuilder {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(schema))
}

/// A page of a list.
#[derive(Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "the fields are named as clients read them")]
pub struct Page<T: ToSchema> {
    /// The entries, newest first unless `sort` says otherwise.
    data: Vec<T>,
    /// Which page it is, from 1; null if the page was asked for by `cursor`.
    #[schema(example = 1)]
    page: Option<i64>,
    /// At most so many entries a page.
    #[schema(example = 50)]
    limit: i64,
    /// So many entries the whole list has.
    #[schema(example = 1)]
    total: i64,
    /// So many pages the whole list has.
    #[schema(example = 1)]
    total_pages: i64,
    /// `true` if there are more than `total` entries, and counting stopped there.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    total_is_lower_bound: bool,
    /// What to pass as `cursor` to get the next page; null on the last one.
    next_cursor: Option<String>,
}

impl<T: ToSchema> Page<T> {
    /// A page as the use cases return it.
    #[must_use]
    pub fn of(data: Vec<T>, total: Total, next: Option<&Cursor>, paging: &Paging) -> Self {
        Self {
            data,
            page: paging.page(),
            limit: paging.limit(),
            total: total.count,
            total_pages: paging.pages_of(total.count),
            total_is_lower_bound: !total.exact,
            next_cursor: next.map(|cursor| cursor.as_str().to_owned()),
        }
    }
}

/// The reply with a page as the use cases return it, each entry as `word` says it.
pub fn reply<T, W: Serialize + ToSchema>(
    found: &net30_app::Page<T>,
    paging: &Paging,
    word: impl Fn(&T) -> W,
) -> Reply {
    let data = found.items.iter().map(word).collect();
    Reply::ok(&Page::of(data, found.total, found.next.as_ref(), paging))
}
