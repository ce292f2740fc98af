//! An account: the company that issues, and how it wants its documents made.

use crate::words::words;
use crate::{
    document::DocumentType,
    html::Html,
    id::{AccountId, OrganisationId, TemplateId},
    money::Currency,
    number::Pattern,
    seller::Seller,
    tax::{Tax, TaxRounding},
    text::Language,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

words! {
    /// Whether issued documents may still be unpublished.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Lock {
        /// An issued invoice without payments may go back to draft, and keeps its number.
        #[default]
        Flexible = "flexible",
        /// Issued is final, and numbers are chronological.
        Strict = "strict",
    }
}

words! {
    /// Which electronic invoices the account promises; a document that lacks what they need is not issued.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum EinvoiceProfile {
        /// None.
        #[default]
        None = "none",
        /// EN 16931.
        En16931 = "en16931",
        /// Peppol BIS Billing 3.0.
        Peppol = "peppol",
        /// `XRechnung` 3.0.
        Xrechnung = "xrechnung",
    }
}

words! {
    /// For which payments the customer gets a receipt by e-mail.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum ReceiptEmails {
        /// For none.
        Never = "never",
        /// For those that customers make online.
        #[default]
        Online = "online",
        /// For every payment, those entered by hand included.
        Always = "always",
    }
}

impl ReceiptEmails {
    /// Whether a payment that came online, or was entered by hand, gets a receipt.
    #[must_use]
    pub fn wanted(self, online: bool) -> bool {
        match self {
            Self::Never => false,
            Self::Online => online,
            Self::Always => true,
        }
    }
}

/// What new documents get where nobody says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defaults {
    /// Currency.
    pub currency: Currency,
    /// Language.
    pub language: Language,
    /// Payment terms such as `Net 30`.
    pub payment_terms: Option<String>,
    /// Days from the issue date to the due date, in place of what the text says.
    pub payment_days: Option<i32>,
    /// What the buyer should know.
    pub notes: Option<Html>,
    /// On which terms.
    pub terms: Option<Html>,
    /// Template; the built-in classic one if none.
    pub template_id: Option<TemplateId>,
    /// Taxes of an invoice that names none.
    pub taxes: Vec<Tax>,
    /// Whether prices include tax.
    pub tax_included: bool,
    /// By which means invoices are paid, as a code of UNTDID 4461 (BT-81).
    pub payment_means_code: Option<String>,
}

/// An account with its settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Whose it is.
    pub organisation_id: OrganisationId,
    /// What documents say of it.
    pub seller: Seller,
    /// What new documents get.
    pub defaults: Defaults,
    /// Where its days begin.
    pub time_zone: TimeZone,
    /// Numbers of invoices.
    pub invoice_numbers: Pattern,
    /// Numbers of credit notes.
    pub credit_note_numbers: Pattern,
    /// Whether issued is final.
    pub lock: Lock,
    /// Where tax is rounded.
    pub tax_rounding: TaxRounding,
    /// Whether a payment above the balance is taken, as credit.
    pub allow_overpayment: bool,
    /// Whether a customer may pay less than the balance online.
    pub allow_partial_payment: bool,
    /// For which payments the customer gets a receipt.
    pub receipt_emails: ReceiptEmails,
    /// Electronic invoices it promises.
    pub einvoice_profile: EinvoiceProfile,
    /// Counts its changes, from 1.
    pub revision: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Since when it is suspended: its keys are refused, and nothing is done for it in the background.
    pub suspended_at: Option<Timestamp>,
    /// Whether it has credentials for Stripe.
    pub has_stripe: bool,
}

impl Account {
    /// The pattern of a type of document.
    #[must_use]
    pub fn pattern(&self, document: DocumentType) -> &Pattern {
        match document {
            DocumentType::Invoice => &self.invoice_numbers,
            DocumentType::CreditNote => &self.credit_note_numbers,
        }
    }

    /// The account's own date at a moment.
    #[must_use]
    pub fn today(&self, now: Timestamp) -> Date {
        now.to_zoned(self.time_zone.clone()).date()
    }
}
