//! An account: the company that issues, and how it wants its documents made.

use crate::{
    bank::BankAccount,
    customer::{Address, ElectronicAddress},
    html::Html,
    id::{AccountId, OrganisationId, TemplateId},
    invoice::DocumentType,
    money::Currency,
    number::Pattern,
    tax::Tax,
    text::{Email, Language},
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// What documents say of the seller (EN 16931 BG-4). Issuing freezes a copy of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seller {
    /// Company name (BT-27).
    pub name: String,
    /// Address (BG-5).
    pub address: Address,
    /// Registration number (BT-30).
    pub legal_id: Option<String>,
    /// VAT id with country prefix (BT-31).
    pub tax_id: Option<String>,
    /// Local tax number (BT-32).
    pub tax_number: Option<String>,
    /// Where electronic invoices come from (BT-34).
    pub electronic_address: Option<ElectronicAddress>,
    /// Person to talk to (BT-41).
    pub contact_name: Option<String>,
    /// Phone (BT-42).
    pub phone: Option<String>,
    /// E-mail (BT-43).
    pub email: Option<Email>,
    /// Website, as printed.
    pub website: Option<String>,
    /// Where to pay by transfer.
    pub bank: Option<BankAccount>,
}

/// Whether issued documents may still be unpublished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lock {
    /// An issued invoice without payments may go back to draft, and keeps its number.
    #[default]
    Flexible,
    /// Issued is final, and numbers are chronological.
    Strict,
}

impl Lock {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Flexible => "flexible",
            Self::Strict => "strict",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Flexible, Self::Strict].into_iter().find(|lock| lock.word() == word)
    }
}

/// Where tax is rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TaxRounding {
    /// Once on each sum of a (name, rate, category): EN 16931's rule.
    #[default]
    Total,
    /// On each line, then summed.
    Line,
}

impl TaxRounding {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Line => "line",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Total, Self::Line].into_iter().find(|rounding| rounding.word() == word)
    }
}

/// Which electronic invoices the account promises; a document that lacks what they need is not issued.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EinvoiceProfile {
    /// None.
    #[default]
    None,
    /// EN 16931.
    En16931,
    /// Peppol BIS Billing 3.0.
    Peppol,
    /// `XRechnung` 3.0.
    Xrechnung,
}

impl EinvoiceProfile {
    /// Every profile.
    pub const ALL: [Self; 4] = [Self::None, Self::En16931, Self::Peppol, Self::Xrechnung];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::En16931 => "en16931",
            Self::Peppol => "peppol",
            Self::Xrechnung => "xrechnung",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.word() == word)
    }
}

/// For which payments the customer gets a receipt by e-mail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReceiptLetters {
    /// For none.
    Never,
    /// For those that customers make online.
    #[default]
    Online,
    /// For every payment, those entered by hand included.
    Always,
}

impl ReceiptLetters {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Never, Self::Online, Self::Always];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Online => "online",
            Self::Always => "always",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.word() == word)
    }

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
    pub receipt_letters: ReceiptLetters,
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
