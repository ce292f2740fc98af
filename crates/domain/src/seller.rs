//! The company that issues, as its documents show it.

use crate::{
    bank::BankAccount,
    customer::{Address, ElectronicAddress},
    text::Email,
};

/// What documents say of the seller (EN 16931 BG-4). Issuing freezes a copy of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seller {
    /// Company name (BT-27).
    pub name: String,
    /// Address (BG-5).
    pub address: Address,
    /// Registration number (BT-30).
    pub legal_id: Option<String>,
    /// Whose number that is, as an ISO 6523 code (BT-30-1).
    pub legal_id_scheme: Option<String>,
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
    /// The id as a creditor of direct debits (BT-90).
    pub creditor_id: Option<String>,
}
