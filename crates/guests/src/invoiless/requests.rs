//! Requests as the OpenAPI document describes them: replies have every field, requests what the page requires.

use super::wire::{CustomerBody, InvoiceBody, ItemBody, Line};
use net30_http::changes::of_changes;
use serde_json::json;
use std::borrow::Cow;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Ref, RefOr, Schema,
        schema::{AnyOfBuilder, ArrayItems, Object, ObjectBuilder, SchemaType, Type},
    },
};

type Schemas = Vec<(String, RefOr<Schema>)>;

/// An invoice as a client writes it.
pub(super) struct NewInvoice;

impl PartialSchema for NewInvoice {
    fn schema() -> RefOr<Schema> {
        changed(InvoiceBody::schema(), |invoice| {
            invoice.required = ["customer", "items"].map(str::to_owned).to_vec();
            invoice.example = Some(json!({
                "customer": {"internalId": "INTERNAL_USER_ID", "billTo": {"company": "Invoiless"}},
                "items": [{"name": "Demo product", "quantity": 1, "price": 42}],
            }));
            let id = ObjectBuilder::new().schema_type(Type::String);
            let customer = AnyOfBuilder::new()
                .schema_type(SchemaType::AnyValue)
                .item(Ref::from_schema_name(CustomerBody::name()))
                .item(id)
                .description(Some("To whom: a customer's id, or who it is."));
            invoice.properties.insert("customer".to_owned(), customer.into());
            if let Some(RefOr::T(Schema::Array(items))) = invoice.properties.get_mut("items") {
                let line = RefOr::Ref(Ref::from_schema_name(NewLine::name()));
                items.items = ArrayItems::RefOrSchema(Box::new(line));
            }
        })
    }
}

impl ToSchema for NewInvoice {
    fn name() -> Cow<'static, str> {
        "InvoilessNewInvoice".into()
    }

    fn schemas(schemas: &mut Schemas) {
        InvoiceBody::schemas(schemas);
        schemas.push((NewLine::name().into_owned(), NewLine::schema()));
    }
}

/// A line as a client writes it.
struct NewLine;

impl PartialSchema for NewLine {
    fn schema() -> RefOr<Schema> {
        // What an item of the catalogue supplies may be left out.
        changed(Line::schema(), |line| line.required.clear())
    }
}

impl ToSchema for NewLine {
    fn name() -> Cow<'static, str> {
        "InvoilessNewLine".into()
    }
}

fn changed(schema: RefOr<Schema>, change: impl FnOnce(&mut Object)) -> RefOr<Schema> {
    match schema {
        RefOr::T(Schema::Object(mut object)) => {
            change(&mut object);
            RefOr::T(Schema::Object(object))
        }
        other => other,
    }
}

/// Names what changes of a body.
macro_rules! changes {
    ($changes:ident of $body:ident as $name:literal) => {
        #[doc = concat!("What changes of a [`", stringify!($body), "`].")]
        pub(super) struct $changes;

        impl PartialSchema for $changes {
            fn schema() -> RefOr<Schema> {
                of_changes(<$body as PartialSchema>::schema())
            }
        }

        impl ToSchema for $changes {
            fn name() -> Cow<'static, str> {
                $name.into()
            }

            fn schemas(schemas: &mut Schemas) {
                <$body as ToSchema>::schemas(schemas);
            }
        }
    };
}
changes!(InvoiceChanges of NewInvoice as "InvoilessInvoiceChanges");
changes!(CustomerChanges of CustomerBody as "InvoilessCustomerChanges");
changes!(ItemChanges of ItemBody as "InvoilessItemChanges");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_requires_what_the_page_requires() {
        let schema = serde_json::to_value(NewInvoice::schema()).unwrap();
        assert_eq!(schema["required"], json!(["customer", "items"]));
        assert_eq!(
            schema["properties"]["items"]["items"]["$ref"],
            "#/components/schemas/InvoilessNewLine"
        );
        assert!(schema["properties"]["customer"]["anyOf"].is_array());
        let changes = serde_json::to_value(InvoiceChanges::schema()).unwrap();
        assert!(changes.get("required").is_none());
    }
}
