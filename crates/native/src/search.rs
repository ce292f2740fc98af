//! One box to find anything in.

use crate::{TAG, request, status};
use axum::extract::State;
use net30_app::{invoices::Shown, search};
use net30_domain::{Date, customer::Customer, limits::SEARCH_CHARS_MAX, product::Product};
use net30_http::{Http, call::ReadRequest, number::Number, problem::Result, reply::Reply};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// What was found: of each kind at most eight, the newest first.
#[derive(Serialize, ToSchema)]
struct Found {
    /// Invoices and credit notes, by number, customer or tag.
    invoices: Vec<FoundInvoice>,
    /// Customers by name, e-mail address or your own id.
    customers: Vec<FoundCustomer>,
    /// Products by name or number.
    products: Vec<FoundProduct>,
}

/// A document that was found.
#[derive(Serialize, ToSchema)]
struct FoundInvoice {
    /// Its id.
    id: Uuid,
    /// `invoice` or `credit_note`.
    #[schema(example = "invoice")]
    r#type: &'static str,
    /// Its number; null for a draft without one.
    #[schema(example = "INV-2026-0042")]
    number: Option<String>,
    /// Where it stands, as in the invoice itself.
    #[schema(example = "sent")]
    status: &'static str,
    /// To whom.
    #[schema(example = "Globex Corporation")]
    customer: String,
    /// Its date.
    issue_date: Date,
    /// What it comes to, rounding included.
    total: Number,
    /// Its currency.
    #[schema(example = "USD")]
    currency: &'static str,
}

/// A customer who was found.
#[derive(Serialize, ToSchema)]
struct FoundCustomer {
    /// Their id.
    id: Uuid,
    /// What they are called.
    #[schema(example = "Globex Corporation")]
    name: String,
    /// Where invoices go.
    #[schema(example = "billing@globex.example")]
    email: Option<String>,
}

/// A product that was found.
#[derive(Serialize, ToSchema)]
struct FoundProduct {
    /// Its id.
    id: Uuid,
    /// What it is called.
    #[schema(example = "Web development")]
    name: String,
    /// Its number.
    #[schema(example = "WEB-1")]
    sku: Option<String>,
    /// What it costs.
    unit_price: Number,
    /// In which currency; null if in any.
    #[schema(example = "USD")]
    currency: Option<&'static str>,
}

impl From<&Shown> for FoundInvoice {
    fn from(shown: &Shown) -> Self {
        let (invoice, currency) = (&shown.invoice, shown.invoice.content.currency);
        Self {
            id: invoice.id.0,
            r#type: invoice.document.word(),
            number: invoice.number().map(str::to_owned),
            status: status::word(shown.standing()),
            customer: invoice.named(&shown.customer).name.display(),
            issue_date: invoice.content.issue_date,
            total: Number::of(invoice.totals.payable(), currency),
            currency: currency.code(),
        }
    }
}

impl From<&Customer> for FoundCustomer {
    fn from(customer: &Customer) -> Self {
        let party = &customer.party;
        let email = party.email.as_ref().map(ToString::to_string);
        Self { id: customer.id.0, name: party.name.display(), email }
    }
}

impl From<&Product> for FoundProduct {
    fn from(product: &Product) -> Self {
        Self {
            id: product.id.0,
            name: product.name.clone(),
            sku: product.sku.clone(),
            unit_price: Number(product.unit_price),
            currency: product.currency.map(net30_domain::money::Currency::code),
        }
    }
}

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new().routes(routes!(find))
}

/// Search in everything
///
/// What a search box shows below what is typed: a few documents, customers and products, of each kind the newest first.
/// Without a text it finds the newest documents. The lists of each kind have all that is found.
#[utoipa::path(
    get, path = "/search", operation_id = "search", tag = TAG,
    params(
        ("q" = Option<String>, Query, max_length = 200, description = "Part of a number, a name, an e-mail address or a tag, in any case.", example = "globex"),
    ),
    responses((status = 200, description = "What was found.", body = Found)),
)]
async fn find(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let text = request::query(&request, |query| query.text("q", SEARCH_CHARS_MAX))?;
    let text = text.unwrap_or_default();
    let found = search::find(http.app(), &request.caller, &text, search::EACH_MAX).await?;
    Ok(Reply::ok(&Found {
        invoices: found.invoices.iter().map(FoundInvoice::from).collect(),
        customers: found.customers.iter().map(FoundCustomer::from).collect(),
        products: found.products.iter().map(FoundProduct::from).collect(),
    }))
}
