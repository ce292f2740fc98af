//! Customers.

pub(crate) mod read;
pub(crate) mod wire;
pub(crate) mod write;

use crate::{
    request,
    resource::{self, Act, Creatable, Noun, Paged, Resource},
};
use net30_app::{
    App, Caller, CustomerFilter, Page, Paging,
    customers::{self, Seen, Showing},
    invoices::CustomerDraft,
};
use net30_domain::{customer::Customer, id::CustomerId, limits::REFERENCE_CHARS_MAX, text::Email};
use net30_http::{Http, json::Reader, query::Query};
use serde_json::{Value, json};
use utoipa::openapi::path::Parameter;
use utoipa_axum::router::OpenApiRouter;

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new()
        .routes(resource::paged::<Seen>())
        .routes(resource::creation::<Seen>())
        .routes(resource::one::<Seen>())
}

impl Resource for Seen {
    const NOUN: Noun =
        Noun { path: "/customers", one: "customer", many: "customers", short: "customer" };
    const READ_ONLY: &'static [&'static str] = &read::READ_ONLY;
    const GET: &'static str = "An archived one as well.";
    const REPLACE: &'static str =
        "What is left out gets its default. Issued documents keep the customer as it was.";
    const DELETE: &'static str = resource::ARCHIVES;
    const DELETED: &'static str = resource::ARCHIVED;

    type Entry = Customer;
    type Body = wire::CustomerBody;
    type Wire = wire::CustomerReply;

    fn read(reader: &Reader<'_>, _: Option<&Self>) -> CustomerDraft {
        read::customer(reader)
    }

    fn body(&self) -> wire::CustomerBody {
        write::body(&self.customer, &self.customer.party)
    }

    fn body_before(&self, changes: &Value) -> wire::CustomerBody {
        let mut body = self.body();
        if request::says_new_terms(changes) {
            body.payment_days = None;
        }
        body
    }

    fn wire(&self) -> wire::CustomerReply {
        write::reply(self)
    }

    fn example_of_changes() -> Value {
        json!({"email": "accounts@globex.example", "notes": null})
    }

    fn entry(&self) -> &Customer {
        &self.customer
    }

    fn shown(act: Act<Customer>) -> Act<Self> {
        Box::new(Showing(act))
    }

    async fn load(app: &App, caller: &Caller, id: CustomerId) -> net30_app::Result<Self> {
        customers::seen(app, caller, id).await
    }
}

impl Creatable for Seen {
    const CREATE: &'static str = "`external_id` is unique in the account.";
    const LOCATION: &'static str = "Where the customer is.";
}

impl Paged for Seen {
    type Filter = CustomerFilter;
    type Listed = Customer;
    type ListedWire = wire::Customer;

    fn filters() -> Vec<Parameter> {
        let search = "Part of the name, the e-mail address or the external id, in any case.";
        vec![
            resource::search(search),
            resource::archived(),
            resource::whole("email", "The whole e-mail address, in any case."),
            resource::whole("external_id", "The whole external id."),
        ]
    }

    fn filter(query: &Query<'_>) -> CustomerFilter {
        CustomerFilter {
            catalogue: request::catalogue(query),
            email: query.read("email", |text| {
                Email::parse(text).map_err(|error| ("invalid_email", error.to_string()))
            }),
            external_id: query.text("external_id", REFERENCE_CHARS_MAX),
        }
    }

    async fn page(
        app: &App,
        caller: &Caller,
        filter: &CustomerFilter,
        paging: &Paging,
    ) -> net30_app::Result<Page<Customer>> {
        customers::list_exactly(app, caller, filter, paging).await
    }

    fn listed(listed: &Customer) -> wire::Customer {
        write::customer(listed)
    }
}
