//! The JSON of reports.

use crate::wire::RateType;
use net30_domain::Date;
use net30_http::number::Number;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A rate that was used: so many units of the account's currency for one of this.
#[derive(Serialize, ToSchema)]
pub(crate) struct UsedRate {
    /// ISO 4217 code.
    #[schema(example = "USD")]
    pub(crate) currency: &'static str,
    /// How much one unit of it is worth.
    pub(crate) rate: Number,
}

/// What came in.
#[derive(Serialize, ToSchema)]
pub(crate) struct RevenueFigures {
    /// How many documents (accrual), or payments and refunds (cash); of products, how many lines or parts of payments.
    #[schema(example = 1)]
    pub(crate) entries: i64,
    /// Net of tax: the revenue. Credit notes and refunds are taken off.
    pub(crate) net: Number,
    /// Tax.
    pub(crate) tax: Number,
    /// What is neither: amounts after tax, rounding, and what was paid beyond what was due.
    pub(crate) other: Number,
    /// Net, tax and the rest together.
    pub(crate) total: Number,
}

/// The revenue of a period, a customer or a product.
#[derive(Serialize, ToSchema)]
pub(crate) struct RevenueGroup {
    /// First day of the period.
    pub(crate) from_date: Option<Date>,
    /// Last day of the period.
    pub(crate) to_date: Option<Date>,
    /// The customer.
    pub(crate) customer_id: Option<Uuid>,
    /// The product; null for what no product brought in, such as freight.
    pub(crate) product_id: Option<Uuid>,
    /// The customer's or product's name.
    #[schema(example = json!(null))]
    pub(crate) name: Option<String>,
    #[serde(flatten)]
    pub(crate) figures: RevenueFigures,
}

/// The revenue in one currency.
#[derive(Serialize, ToSchema)]
pub(crate) struct RevenueInCurrency {
    /// ISO 4217 code.
    #[schema(example = "USD")]
    pub(crate) currency: &'static str,
    /// All groups together.
    pub(crate) total: RevenueFigures,
    /// Periods in their order, customers and products the greatest first; those without any revenue are left out.
    pub(crate) groups: Vec<RevenueGroup>,
}

/// The revenue of all currencies at the rates that were given.
#[derive(Serialize, ToSchema)]
pub(crate) struct RevenueConverted {
    /// The account's currency.
    #[schema(example = "USD")]
    pub(crate) currency: &'static str,
    /// The rates that were used.
    pub(crate) rates: Vec<UsedRate>,
    /// Each currency's total converted, and added.
    pub(crate) total: RevenueFigures,
}

/// Revenue net of tax.
#[derive(Serialize, ToSchema)]
pub(crate) struct RevenueReport {
    /// First day; null for the beginning.
    pub(crate) from_date: Option<Date>,
    /// Last day; null for the end.
    pub(crate) to_date: Option<Date>,
    /// `accrual` or `cash`.
    #[schema(example = "accrual")]
    pub(crate) basis: &'static str,
    /// `month`, `quarter`, `year`, `customer` or `product`.
    #[schema(example = "month")]
    pub(crate) group_by: &'static str,
    /// The account's currency first. Amounts of different currencies are never added.
    pub(crate) by_currency: Vec<RevenueInCurrency>,
    /// Only where `rates` were given.
    pub(crate) converted: Option<RevenueConverted>,
}

/// What a tax came to.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaxFigures {
    /// How many documents (accrual), or payments and refunds (cash).
    #[schema(example = 1)]
    pub(crate) entries: i64,
    /// What it was taken from, less that of credit notes or refunds.
    pub(crate) base: Number,
    /// How much it was, less that of credit notes or refunds.
    pub(crate) tax: Number,
}

/// A tax with what it came to.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaxLine {
    /// What documents call it.
    #[schema(example = "VAT")]
    pub(crate) name: String,
    /// Whether `value` is per cent or an amount.
    pub(crate) r#type: RateType,
    /// How much.
    pub(crate) value: Number,
    /// VAT category of EN 16931.
    #[schema(example = "S")]
    pub(crate) category: &'static str,
    #[serde(flatten)]
    pub(crate) figures: TaxFigures,
}

/// The taxes in one currency.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaxInCurrency {
    /// ISO 4217 code.
    #[schema(example = "USD")]
    pub(crate) currency: &'static str,
    /// All taxes together; what two taxes are taken from is in the base twice.
    pub(crate) total: TaxFigures,
    /// By name, the highest rate first.
    pub(crate) taxes: Vec<TaxLine>,
}

/// The taxes of all currencies at the rates that were given.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaxConverted {
    /// The account's currency.
    #[schema(example = "USD")]
    pub(crate) currency: &'static str,
    /// The rates that were used.
    pub(crate) rates: Vec<UsedRate>,
    /// Each currency's total converted, and added.
    pub(crate) total: TaxFigures,
}

/// Tax by name, rate and category.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaxReport {
    /// First day; null for the beginning.
    pub(crate) from_date: Option<Date>,
    /// Last day; null for the end.
    pub(crate) to_date: Option<Date>,
    /// `accrual` or `cash`.
    #[schema(example = "accrual")]
    pub(crate) basis: &'static str,
    /// The account's currency first. Amounts of different currencies are never added.
    pub(crate) by_currency: Vec<TaxInCurrency>,
    /// Only where `rates` were given.
    pub(crate) converted: Option<TaxConverted>,
}

/// What is owed, by how long ago it was due.
#[derive(Serialize, ToSchema)]
pub(crate) struct AgingFigures {
    /// How many invoices.
    #[schema(example = 1)]
    pub(crate) invoices: i64,
    /// Not due yet, or without a due date.
    pub(crate) not_due: Number,
    /// Due 1 to 30 days ago.
    pub(crate) days_1_30: Number,
    /// Due 31 to 60 days ago.
    pub(crate) days_31_60: Number,
    /// Due 61 to 90 days ago.
    pub(crate) days_61_90: Number,
    /// Due more than 90 days ago.
    pub(crate) days_over_90: Number,
    /// All together.
    pub(crate) total: Number,
}

/// What a customer owes.
#[derive(Serialize, ToSchema)]
pub(crate) struct CustomerAging {
    /// Who.
    pub(crate) customer_id: Uuid,
    /// The customer's name.
    #[schema(example = "Globex Corporation")]
    pub(crate) name: Option<String>,
    #[serde(flatten)]
    pub(crate) figures: AgingFigures,
}

/// What is owed in one currency.
#[derive(Serialize, ToSchema)]
pub(crate) struct AgingInCurrency {
    /// ISO 4217 code.
    #[schema(example = "USD")]
    pub(crate) currency: &'static str,
    /// By all customers.
    pub(crate) total: AgingFigures,
    /// By each, the greatest debt first.
    pub(crate) customers: Vec<CustomerAging>,
}

/// What is owed in all currencies at the rates that were given.
#[derive(Serialize, ToSchema)]
pub(crate) struct AgingConverted {
    /// The account's currency.
    #[schema(example = "USD")]
    pub(crate) currency: &'static str,
    /// The rates that were used.
    pub(crate) rates: Vec<UsedRate>,
    /// Each currency's total converted, and added.
    pub(crate) total: AgingFigures,
}

/// Who owes what, and for how long.
#[derive(Serialize, ToSchema)]
pub(crate) struct AgingReport {
    /// The day at whose end it is owed.
    pub(crate) as_of: Date,
    /// The account's currency first. Amounts of different currencies are never added.
    pub(crate) by_currency: Vec<AgingInCurrency>,
    /// Only where `rates` were given.
    pub(crate) converted: Option<AgingConverted>,
}

/// What there is to know at a glance.
#[derive(Serialize, ToSchema)]
pub(crate) struct SummaryFigures {
    /// How many invoices were issued in the period.
    #[schema(example = 1)]
    pub(crate) invoices: i64,
    /// What they come to, tax included.
    pub(crate) invoiced: Number,
    /// How many credit notes were issued in the period.
    #[schema(example = 0)]
    pub(crate) credit_notes: i64,
    /// What they take back.
    pub(crate) credited: Number,
    /// How many payments came in the period.
    #[schema(example = 0)]
    pub(crate) payments: i64,
    /// What came.
    pub(crate) received: Number,
    /// How many refunds were given in the period.
    #[schema(example = 0)]
    pub(crate) refunds: i64,
    /// What was given back.
    pub(crate) refunded: Number,
    /// How many invoices are owed today, whatever their date.
    #[schema(example = 1)]
    pub(crate) open_invoices: i64,
    /// What is owed today.
    pub(crate) outstanding: Number,
    /// How many of them are overdue.
    #[schema(example = 0)]
    pub(crate) overdue_invoices: i64,
    /// What of it is overdue.
    pub(crate) overdue: Number,
}

/// Invoices of the period with one status.
#[derive(Serialize, ToSchema)]
pub(crate) struct StatusFigures {
    /// The status today.
    #[schema(example = "sent")]
    pub(crate) status: &'static str,
    /// How many.
    #[schema(example = 1)]
    pub(crate) count: i64,
    /// What they come to.
    pub(crate) total: Number,
    /// What is still due of them.
    pub(crate) due: Number,
}

/// The summary of one currency.
#[derive(Serialize, ToSchema)]
pub(crate) struct SummaryInCurrency {
    /// ISO 4217 code.
    #[schema(example = "USD")]
    pub(crate) currency: &'static str,
    #[serde(flatten)]
    pub(crate) figures: SummaryFigures,
    /// Invoices of the period by their status today, drafts included; void ones are left out.
    pub(crate) by_status: Vec<StatusFigures>,
    /// How many invoices were paid in full in the period.
    #[schema(example = 0)]
    pub(crate) paid_invoices: i64,
    /// How many days after their date these were paid on average; null if none was.
    pub(crate) average_days_to_pay: Option<Number>,
}

/// The summary of all currencies at the rates that were given.
#[derive(Serialize, ToSchema)]
pub(crate) struct SummaryConverted {
    /// The account's currency.
    #[schema(example = "USD")]
    pub(crate) currency: &'static str,
    /// The rates that were used.
    pub(crate) rates: Vec<UsedRate>,
    /// Each currency's figures converted, and added.
    pub(crate) total: SummaryFigures,
}

/// A period at a glance, and what is owed today.
#[derive(Serialize, ToSchema)]
pub(crate) struct SummaryReport {
    /// First day; null for the beginning.
    pub(crate) from_date: Option<Date>,
    /// Last day; null for the end.
    pub(crate) to_date: Option<Date>,
    /// The day at whose end outstanding amounts are owed.
    pub(crate) today: Date,
    /// The account's currency first. Amounts of different currencies are never added.
    pub(crate) by_currency: Vec<SummaryInCurrency>,
    /// Only where `rates` were given.
    pub(crate) converted: Option<SummaryConverted>,
}
