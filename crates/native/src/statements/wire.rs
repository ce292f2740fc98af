//! The JSON of customers' statements.

use crate::{reports::wire::AgingFigures, wire::Addresses};
use net30_domain::Date;
use net30_http::number::Number;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A movement of a statement.
#[derive(Serialize, ToSchema)]
pub(crate) struct StatementEntry {
    /// Its day.
    pub(crate) date: Date,
    /// `invoice`, `credit_note`, `payment`, `refund`, `credit_used` (what pays another invoice), or `closed`: what was left of an invoice of which everything paid
    /// was given back.
    #[schema(example = "invoice")]
    pub(crate) r#type: &'static str,
    /// The id of the invoice, credit note, payment or refund.
    pub(crate) id: Uuid,
    /// The invoice that it belongs to.
    pub(crate) invoice_id: Uuid,
    /// The number of the document; of payments and refunds, the invoice's.
    #[schema(example = "INV-2026-0001")]
    pub(crate) number: String,
    /// When an invoice is to be paid.
    pub(crate) due_date: Option<Date>,
    /// How a payment came.
    #[schema(example = json!(null))]
    pub(crate) method: Option<&'static str>,
    /// Reference of the bank or the payer.
    #[schema(example = json!(null))]
    pub(crate) reference: Option<String>,
    /// What it adds to the balance; negative for payments and credit notes.
    pub(crate) amount: Number,
    /// What the customer owes after it.
    pub(crate) balance: Number,
}

/// A statement in one currency.
#[derive(Serialize, ToSchema)]
pub(crate) struct StatementInCurrency {
    /// ISO 4217 code.
    #[schema(example = "USD")]
    pub(crate) currency: &'static str,
    /// What the customer owed before the first day.
    pub(crate) opening_balance: Number,
    /// What happened, oldest first.
    pub(crate) entries: Vec<StatementEntry>,
    /// The invoices of the period.
    pub(crate) invoiced: Number,
    /// Its credit notes.
    pub(crate) credited: Number,
    /// Its payments.
    pub(crate) paid: Number,
    /// Its refunds.
    pub(crate) refunded: Number,
    /// What the customer owes at the end of the last day; negative is a credit.
    pub(crate) closing_balance: Number,
    /// What is owed then, by age.
    pub(crate) aging: AgingFigures,
    /// What was paid beyond what was due: the closing balance is the total of `aging` less this.
    pub(crate) credit: Number,
}

/// A customer's statement.
#[derive(Serialize, ToSchema)]
pub(crate) struct CustomerStatement {
    /// Whose it is.
    pub(crate) customer_id: Uuid,
    /// The customer's name.
    #[schema(example = "Globex Corporation")]
    pub(crate) name: String,
    /// First day; null for the beginning.
    pub(crate) from_date: Option<Date>,
    /// Last day.
    pub(crate) to_date: Date,
    /// The customer's own currency first.
    pub(crate) by_currency: Vec<StatementInCurrency>,
}

/// A statement by e-mail. All of it may be left out.
#[derive(ToSchema)]
#[schema(example = json!({"to": "billing@globex.example", "from_date": "2026-01-01", "to_date": "2026-03-31"}))]
#[expect(
    dead_code,
    reason = "describes the request in the OpenAPI document; the body is read by hand"
)]
pub(crate) struct StatementLetterBody {
    /// One address or several; the customer's if left out.
    #[schema(value_type = Addresses, required = false)]
    to: Option<Vec<String>>,
    /// Subject; may have placeholders.
    #[schema(max_length = 255)]
    subject: Option<String>,
    /// Text; may have placeholders.
    #[schema(max_length = 10_000)]
    message: Option<String>,
    /// First day; the beginning if left out.
    from_date: Option<Date>,
    /// Last day; today if left out.
    to_date: Option<Date>,
    /// Only in this currency (ISO 4217).
    currency: Option<String>,
}

/// A statement on its way.
#[derive(Serialize, ToSchema)]
pub(crate) struct SentStatement {
    /// The e-mail's place in the delivery log.
    pub(crate) delivery_id: Uuid,
    /// To whom it goes.
    #[schema(example = json!(["billing@globex.example"]))]
    pub(crate) to: Vec<String>,
}
