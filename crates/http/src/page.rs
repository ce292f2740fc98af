//! A page of a list, as the native API says it.

use serde::Serialize;
use utoipa::ToSchema;

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
    pub fn of(
        data: Vec<T>,
        total: net30_app::Total,
        next: Option<&net30_app::Cursor>,
        paging: &net30_app::Paging,
    ) -> Self {
        let limit = paging.limit().max(1);
        let page = match paging {
            net30_app::Paging::Offset { offset, .. } => Some(offset / limit + 1),
            net30_app::Paging::After { .. } => None,
        };
        Self {
            data,
            page,
            limit,
            total: total.count,
            total_pages: (total.count + limit - 1) / limit,
            total_is_lower_bound: !total.exact,
            next_cursor: next.map(|cursor| cursor.as_str().to_owned()),
        }
    }
}
