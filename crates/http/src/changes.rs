//! The schema of a merge patch (RFC 7396), made from that of the whole.

use utoipa::openapi::{RefOr, Schema};

/// Names the schema of a merge patch: that of the whole, of which nothing is required.
#[macro_export]
macro_rules! changes {
    ($changes:ident of $body:ident) => {
        #[doc = concat!("What changes of a [`", stringify!($body), "`].")]
        pub(crate) struct $changes;

        impl utoipa::PartialSchema for $changes {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                $crate::changes::of_changes(<$body as utoipa::PartialSchema>::schema())
            }
        }

        impl utoipa::ToSchema for $changes {
            fn schemas(
                schemas: &mut Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::Schema>)>,
            ) {
                <$body as utoipa::ToSchema>::schemas(schemas);
            }
        }
    };
}

/// What the schema of a merge patch is called, by that of the whole.
#[must_use]
pub fn name_of_changes(body: &str) -> String {
    format!("{}Changes", body.strip_suffix("Body").unwrap_or(body))
}

/// The schema of a merge patch to what has this schema.
#[must_use]
pub fn of_changes(mut schema: RefOr<Schema>) -> RefOr<Schema> {
    if let RefOr::T(schema) = &mut schema {
        require_nothing(schema);
    }
    schema
}

const CHANGES: &str = "A merge patch (RFC 7396): what is left out stays, `null` clears.";

fn require_nothing(schema: &mut Schema) {
    match schema {
        Schema::Object(object) => {
            object.required.clear();
            object.example = None;
            object.description = Some(CHANGES.to_owned());
        }
        Schema::AllOf(parts) => {
            parts.example = None;
            parts.description = Some(CHANGES.to_owned());
            for part in &mut parts.items {
                if let RefOr::T(part) = part {
                    require_nothing(part);
                }
            }
        }
        _ => {}
    }
}
