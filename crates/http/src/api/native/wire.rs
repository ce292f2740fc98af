//! The JSON that several nouns of the native API share.

use net30_domain::{
    Decimal,
    money::{Amount, Currency},
    warning,
};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use std::borrow::Cow;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        KnownFormat, RefOr, Schema, SchemaFormat,
        schema::{
            AdditionalProperties, AnyOfBuilder, ArrayBuilder, ObjectBuilder, SchemaType, Type,
        },
    },
};
use uuid::Uuid;

/// An exact decimal, written as a JSON number with just the digits that it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number(pub(crate) Decimal);

impl Number {
    /// An amount with exactly the currency's decimals: `150.00`, and `150` of JPY.
    pub(crate) fn of(amount: Amount, currency: Currency) -> Self {
        Self(amount.to_decimal(currency))
    }
}

impl From<Decimal> for Number {
    fn from(value: Decimal) -> Self {
        Self(value)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        rust_decimal::serde::arbitrary_precision::serialize(&self.0, serializer)
    }
}

impl PartialSchema for Number {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Number)
            .description(Some(
                "An exact decimal. Replies have a JSON number, amounts with just the currency's decimals; \
                 requests may have a number or a string (`\"150.00\"`). Read and written without binary floating \
                 point: at most 15 digits before the point and 8 after it.",
            ))
            .examples([serde_json::json!(150)])
            .into()
    }
}

impl ToSchema for Number {
    fn name() -> Cow<'static, str> {
        "Decimal".into()
    }
}

/// Something that was done as asked, but may not be what was meant.
#[derive(Serialize, ToSchema)]
pub(crate) struct Warning {
    /// Stable word for programs.
    #[schema(example = "no_due_date")]
    pub(crate) code: &'static str,
    /// JSON pointer (RFC 6901) to what it is about.
    #[schema(example = "/due_date")]
    pub(crate) pointer: String,
    /// A sentence for people.
    #[schema(
        example = "the invoice has no due date: it is never overdue, and nobody is reminded of it"
    )]
    pub(crate) message: String,
}

impl Warning {
    /// The JSON of warnings.
    pub(crate) fn all(warnings: &[warning::Warning]) -> Vec<Self> {
        let of = |warning: &warning::Warning| Self {
            code: warning.code,
            pointer: warning.pointer.clone(),
            message: warning.message.clone(),
        };
        warnings.iter().map(of).collect()
    }
}

/// The bytes of a file, as OpenAPI says it.
pub(crate) struct File;

impl PartialSchema for File {
    fn schema() -> RefOr<Schema> {
        let format = SchemaFormat::KnownFormat(KnownFormat::Binary);
        ObjectBuilder::new().schema_type(Type::String).format(Some(format)).into()
    }
}

impl ToSchema for File {}

/// One e-mail address or several.
pub(crate) struct Addresses;

impl PartialSchema for Addresses {
    fn schema() -> RefOr<Schema> {
        let address = || ObjectBuilder::new().schema_type(Type::String);
        AnyOfBuilder::new()
            .schema_type(SchemaType::AnyValue)
            .item(address())
            .item(ArrayBuilder::new().items(address()))
            .item(ObjectBuilder::new().schema_type(Type::Null))
            .into()
    }
}

impl ToSchema for Addresses {}

/// A free JSON object of the client, kept and given back as it is.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Metadata(Box<RawValue>);

impl Metadata {
    /// The object of a stored text; `None` if it is no JSON, which nothing stores.
    pub(crate) fn of(text: Option<&String>) -> Option<Self> {
        RawValue::from_string(text?.clone()).ok().map(Self)
    }
}

impl PartialSchema for Metadata {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Object)
            .additional_properties(Some(AdditionalProperties::FreeForm(true)))
            .description(Some("Free data of yours: at most 50 keys, 16 KiB."))
            .examples([serde_json::json!({"project": "apollo"})])
            .into()
    }
}

impl ToSchema for Metadata {}

/// Names the schema of a merge patch: that of the whole, of which nothing is required.
macro_rules! changes {
    ($changes:ident of $body:ident) => {
        #[doc = concat!("What changes of a [`", stringify!($body), "`].")]
        pub(crate) struct $changes;

        impl utoipa::PartialSchema for $changes {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                $crate::api::native::wire::of_changes(<$body as utoipa::PartialSchema>::schema())
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

pub(crate) use changes;

/// The schema of a merge patch to what has this schema.
pub(crate) fn of_changes(mut schema: RefOr<Schema>) -> RefOr<Schema> {
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

/// A page of a list.
#[derive(Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "the fields are named as clients read them")]
pub(crate) struct Page<T: ToSchema> {
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
    pub(crate) fn of(
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

/// A list that is always given whole.
#[derive(Serialize, ToSchema)]
pub(crate) struct Whole<T: ToSchema> {
    /// The entries.
    pub(crate) data: Vec<T>,
}

/// A postal address.
#[derive(Serialize, ToSchema)]
pub(crate) struct Address {
    /// Street and number.
    #[schema(max_length = 255, example = "1 Market St")]
    pub(crate) line1: Option<String>,
    /// Second line.
    #[schema(max_length = 255, example = json!(null))]
    pub(crate) line2: Option<String>,
    /// City.
    #[schema(max_length = 255, example = "San Francisco")]
    pub(crate) city: Option<String>,
    /// Province or state.
    #[schema(max_length = 255, example = "CA")]
    pub(crate) region: Option<String>,
    /// Postal code.
    #[schema(max_length = 50, example = "94103")]
    pub(crate) postal_code: Option<String>,
    /// Country, ISO 3166-1 alpha-2.
    #[schema(max_length = 2, example = "US")]
    pub(crate) country: Option<String>,
}

/// Where electronic invoices go: an id in a scheme of the EAS list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ElectronicAddress {
    /// EAS code.
    #[schema(max_length = 10, example = "0088")]
    pub(crate) scheme: String,
    /// The id in that scheme.
    #[schema(max_length = 255, example = "4012345000009")]
    pub(crate) id: String,
}

/// How a rate is meant.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RateType {
    /// Per cent: 19 means 19 %.
    Percentage,
    /// An amount in the document's currency.
    Amount,
}

/// A tax, spelt out. In a request, a tax of the account's table may be given by its `id` alone.
#[derive(Serialize, ToSchema)]
pub(crate) struct Tax {
    /// The entry of the account's table that it was copied from.
    pub(crate) id: Option<Uuid>,
    /// What the document calls it.
    #[schema(required = false, max_length = 100, example = "VAT")]
    pub(crate) name: String,
    /// Whether `value` is per cent or an amount; `percentage` if left out.
    #[schema(required = false)]
    pub(crate) r#type: RateType,
    /// How much.
    #[schema(required = false)]
    pub(crate) value: Number,
    /// VAT category of EN 16931; S for a value above 0, else Z, if left out.
    #[schema(required = false, example = "S")]
    pub(crate) category: String,
    /// Why nothing is charged; for the categories that want a reason.
    #[schema(max_length = 255, example = json!(null))]
    pub(crate) exemption_reason: Option<String>,
    /// Whether it is taken on the base plus the taxes named before it.
    #[schema(required = false)]
    pub(crate) compound: bool,
}
