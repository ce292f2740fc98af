//! The JSON that several nouns of the native API share.

use net30_domain::warning;
use net30_http::number::Number;
use serde::Serialize;
use serde_json::value::RawValue;
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

/// A list that is always given whole.
#[derive(Serialize, ToSchema)]
pub(crate) struct Whole<T: ToSchema> {
    /// The entries.
    pub(crate) data: Vec<T>,
}

/// A postal address.
#[derive(PartialEq, Serialize, ToSchema)]
pub(crate) struct Address {
    /// Street and number.
    #[schema(max_length = 255, example = "1 Market St")]
    pub(crate) line1: Option<String>,
    /// Second line.
    #[schema(max_length = 255, example = json!(null))]
    pub(crate) line2: Option<String>,
    /// Third line.
    #[schema(max_length = 255, example = json!(null))]
    pub(crate) line3: Option<String>,
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
#[derive(Clone, Copy, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RateType {
    /// Per cent: 19 means 19 %.
    Percentage,
    /// An amount in the document's currency.
    Amount,
}

/// A tax, spelt out. In a request, a tax of the account's table may be given by its `id` alone.
#[derive(PartialEq, Serialize, ToSchema)]
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
