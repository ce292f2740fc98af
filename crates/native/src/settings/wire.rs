//! The JSON of an account and its settings.

use crate::{
    keys::wire::ApiKey,
    wire::{Address, ElectronicAddress, Tax, Warning},
};
use jiff::Timestamp;
use net30_http::changes;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The settings of an account as a client writes them. `company.name` and `currency` are required.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "company": {
        "name": "Acme Inc.",
        "tax_id": "US12-3456789",
        "address": {"line1": "12 Pine Rd", "city": "Springfield", "region": "OR", "postal_code": "97477", "country": "US"},
        "email": "billing@acme.example",
        "bank": {"routing_number": "021000021", "account_number": "000123456789"}
    },
    "currency": "USD",
    "lang": "en",
    "time_zone": "America/Los_Angeles",
    "numbering": {"invoice": "INV-{YYYY}-{SEQ:4}", "credit_note": "CN-{YYYY}-{SEQ:4}"},
    "defaults": {"payment_terms": "Net 30"}
}))]
pub(crate) struct SettingsBody {
    /// What documents say of you.
    pub(crate) company: Company,
    /// Currency of new documents.
    #[schema(example = "USD")]
    pub(crate) currency: String,
    /// Language of new documents.
    #[schema(required = false, example = "en")]
    pub(crate) lang: String,
    /// Where your days begin: a name of the IANA database; `UTC` if left out.
    #[schema(required = false, example = "America/Los_Angeles")]
    pub(crate) time_zone: String,
    /// How numbers are made.
    #[schema(required = false)]
    pub(crate) numbering: Numbering,
    /// `flexible`: an issued invoice without payments may be unpublished. `strict`: issued is final, and numbers are
    /// chronological; it cannot be loosened once documents were issued.
    #[schema(required = false, example = "flexible")]
    pub(crate) lock: &'static str,
    /// Where tax is rounded: `total`, once a tax (EN 16931), or `line`.
    #[schema(required = false, example = "total")]
    pub(crate) tax_rounding: &'static str,
    /// Whether a payment above the balance is taken, as credit.
    #[schema(required = false, example = false)]
    pub(crate) allow_overpayment: bool,
    /// Whether a customer may pay less than the balance online.
    #[schema(required = false, example = false)]
    pub(crate) allow_partial_payment: bool,
    /// For which payments the customer gets a receipt by e-mail: `never`, `online` for those made online, or `always`.
    /// Older clients may call it `receipt_letters`.
    #[schema(required = false, example = "online")]
    pub(crate) receipt_emails: &'static str,
    /// What new documents get where nobody says otherwise.
    #[schema(required = false)]
    pub(crate) defaults: Defaults,
    /// Electronic invoices.
    #[schema(required = false)]
    pub(crate) einvoice: Einvoice,
}

changes!(SettingsChanges of SettingsBody);

/// What documents say of the seller.
#[derive(Serialize, ToSchema)]
pub(crate) struct Company {
    /// Name.
    #[schema(max_length = 255, example = "Acme Inc.")]
    pub(crate) name: String,
    /// Registration number.
    #[schema(max_length = 255, example = json!(null))]
    pub(crate) legal_id: Option<String>,
    /// Whose number `legal_id` is, as an ISO 6523 code, such as `0002` for SIREN.
    #[schema(max_length = 10, example = json!(null))]
    pub(crate) legal_id_scheme: Option<String>,
    /// VAT id with country prefix, or another tax id.
    #[schema(max_length = 50, example = "DE123456789")]
    pub(crate) tax_id: Option<String>,
    /// Local tax number.
    #[schema(max_length = 50, example = json!(null))]
    pub(crate) tax_number: Option<String>,
    /// Where electronic invoices come from.
    pub(crate) electronic_address: Option<ElectronicAddress>,
    /// Address.
    pub(crate) address: Option<Address>,
    /// Person to talk to.
    #[schema(max_length = 255, example = json!(null))]
    pub(crate) contact_name: Option<String>,
    /// Phone.
    #[schema(max_length = 50, example = json!(null))]
    pub(crate) phone: Option<String>,
    /// E-mail.
    #[schema(max_length = 254, example = "billing@acme.example")]
    pub(crate) email: Option<String>,
    /// Website, as printed.
    #[schema(max_length = 255, example = "acme.example")]
    pub(crate) website: Option<String>,
    /// Where to pay by transfer.
    pub(crate) bank: Option<Bank>,
    /// Your id as a creditor of direct debits.
    #[schema(max_length = 35, example = json!(null))]
    pub(crate) creditor_id: Option<String>,
}

/// A bank account, as printed.
#[derive(PartialEq, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "the fields are named as clients read them")]
pub(crate) struct Bank {
    /// Account holder; the company if left out.
    #[schema(max_length = 255, example = json!(null))]
    pub(crate) holder: Option<String>,
    /// IBAN: its check figures are checked.
    #[schema(max_length = 50, example = json!(null))]
    pub(crate) iban: Option<String>,
    /// Local account number, where there is no IBAN; one of the two is required.
    #[schema(max_length = 50, example = "000123456789")]
    pub(crate) account_number: Option<String>,
    /// United States: ABA routing number, nine figures.
    #[schema(max_length = 20, example = "021000021")]
    pub(crate) routing_number: Option<String>,
    /// United Kingdom: six figures.
    #[schema(max_length = 20, example = json!(null))]
    pub(crate) sort_code: Option<String>,
    /// Australia: six figures.
    #[schema(max_length = 20, example = json!(null))]
    pub(crate) bsb: Option<String>,
    /// Canada: three figures.
    #[schema(max_length = 20, example = json!(null))]
    pub(crate) institution_number: Option<String>,
    /// Canada: five figures.
    #[schema(max_length = 20, example = json!(null))]
    pub(crate) transit_number: Option<String>,
    /// India: eleven letters and figures.
    #[schema(max_length = 20, example = json!(null))]
    pub(crate) ifsc: Option<String>,
    /// Elsewhere: which bank.
    #[schema(max_length = 20, example = json!(null))]
    pub(crate) bank_code: Option<String>,
    /// Elsewhere: which branch.
    #[schema(max_length = 20, example = json!(null))]
    pub(crate) branch_code: Option<String>,
    /// BIC.
    #[schema(max_length = 20, example = json!(null))]
    pub(crate) bic: Option<String>,
    /// Name of the bank.
    #[schema(max_length = 255, example = json!(null))]
    pub(crate) bank_name: Option<String>,
}

/// How numbers are made: patterns with `{YYYY} {YY} {MM} {DD} {SEQ}` and a width as in `{SEQ:4}`.
#[derive(Serialize, ToSchema)]
pub(crate) struct Numbering {
    /// Of invoices.
    #[schema(required = false, max_length = 60, example = "INV-{YYYY}-{SEQ:4}")]
    pub(crate) invoice: String,
    /// Of credit notes.
    #[schema(required = false, max_length = 60, example = "CN-{YYYY}-{SEQ:4}")]
    pub(crate) credit_note: String,
    /// Where the series of today go on. Settable forwards, for those who come from another program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next: Option<NextNumbers>,
}

/// Places in the series of today.
#[derive(Serialize, ToSchema)]
pub(crate) struct NextNumbers {
    /// What the next invoice gets; left out, it stays as it is.
    #[schema(minimum = 1, example = 115)]
    pub(crate) invoice: Option<i64>,
    /// What the next credit note gets; left out, it stays as it is.
    #[schema(minimum = 1, example = 1)]
    pub(crate) credit_note: Option<i64>,
}

/// What new documents get where nobody says otherwise.
#[derive(Serialize, ToSchema)]
pub(crate) struct Defaults {
    /// Such as "Net 30".
    #[schema(max_length = 255, example = "Net 30")]
    pub(crate) payment_terms: Option<String>,
    /// Days to pay in, in place of what `payment_terms` says.
    #[schema(minimum = 0, maximum = 3650, example = json!(null))]
    pub(crate) payment_days: Option<i32>,
    /// Sanitised HTML.
    #[schema(max_length = 10000, example = json!(null))]
    pub(crate) notes: Option<String>,
    /// Sanitised HTML.
    #[schema(max_length = 10000, example = json!(null))]
    pub(crate) terms: Option<String>,
    /// Template; the built-in classic one if none.
    pub(crate) template_id: Option<Uuid>,
    /// Taxes of an invoice that names none.
    #[schema(required = false, max_items = 3)]
    pub(crate) taxes: Vec<Tax>,
    /// Whether prices include tax.
    #[schema(required = false, example = false)]
    pub(crate) tax_included: bool,
    /// By which means invoices are paid, as a code of UNTDID 4461, such as `58` for a SEPA transfer.
    #[schema(max_length = 3, example = json!(null))]
    pub(crate) payment_means_code: Option<String>,
}

/// Electronic invoices.
#[derive(Serialize, ToSchema)]
pub(crate) struct Einvoice {
    /// What every issued document promises to be: `none`, `en16931`, `peppol` or `xrechnung`. What would not be right in it
    /// is not issued, by whatever API: 422, with the rule as `code` of each fault.
    #[schema(required = false, example = "none")]
    pub(crate) profile: &'static str,
}

/// An account with its settings.
#[derive(Serialize, ToSchema)]
pub(crate) struct Account {
    /// The account's id.
    pub(crate) id: Uuid,
    /// Whose it is.
    pub(crate) organisation_id: Uuid,
    #[serde(flatten)]
    pub(crate) fields: SettingsBody,
    /// Counts its changes; the `ETag` of this reply.
    #[schema(example = 1)]
    pub(crate) revision: i64,
    /// When it was made.
    pub(crate) created_at: Timestamp,
    /// When it was last changed.
    pub(crate) updated_at: Timestamp,
    /// What is allowed, but may not be what was meant: a tax id of odd form. Empty as a rule.
    pub(crate) warnings: Vec<Warning>,
}

/// A new account as a client writes it: its settings, and what its first key is called.
#[derive(ToSchema)]
#[schema(example = json!({"company": {"name": "Acme Europe GmbH", "address": {"country": "DE"}}, "currency": "EUR", "key_label": "first key"}))]
#[expect(
    dead_code,
    reason = "describes the request in the OpenAPI document; the body is read by hand"
)]
pub(crate) struct NewAccountBody {
    #[serde(flatten)]
    settings: SettingsBody,
    /// What the first key is called.
    #[schema(max_length = 100)]
    key_label: Option<String>,
}

/// A new account with its first key.
#[derive(Serialize, ToSchema)]
pub(crate) struct NewAccount {
    #[serde(flatten)]
    pub(crate) account: Account,
    /// Its first key, of scope `admin`.
    pub(crate) api_key: ApiKey,
    /// The key's secret: shown once and never again.
    #[schema(example = "net30_…")]
    pub(crate) api_key_secret: String,
}
