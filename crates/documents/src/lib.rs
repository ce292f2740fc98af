//! What an invoice looks like: pure functions from the domain's values to bytes.
//!
//! `page` words a document once, in its language, down to the last figure; [`pdf`] and [`html`] only arrange what it
//! says, so that both say the same. Figures come from the document's totals and balance: nothing is calculated here.

mod colour;
pub mod csv;
pub mod html;
pub mod logo;
pub mod mail;
mod page;
pub mod pdf;
pub mod printed;
pub mod public;
mod qr_bill;
mod rich_text;
mod transfer_code;

#[cfg(test)]
mod fixture;

use net30_domain::{
    Timestamp, customer::Party, id::CustomerId, invoice::Invoice, payment::Payment, seller::Seller,
    statement::Statement, template::Look, text::Language,
};
use net30_words::Locale;

/// A document and how it is to look.
#[derive(Clone, Copy, Debug)]
pub struct DocumentInput<'a> {
    /// The document with its totals, payments and credit notes.
    pub invoice: &'a Invoice,
    /// Who issues it: the frozen copy of an issued document, the present one for a draft.
    pub seller: &'a Seller,
    /// To whom: frozen or present as the seller.
    pub buyer: &'a Party,
    /// How it looks.
    pub look: &'a Look,
    /// Where it can be seen online.
    pub public_url: Option<&'a str>,
    /// Whether it can be paid there.
    pub pay_online: bool,
    /// The date that a draft's file carries; an issued document's file carries the moment of issue.
    pub created_at: Timestamp,
}

impl DocumentInput<'_> {
    fn locale(&self) -> Locale {
        Locale::of(self.invoice.content.language, self.seller.address.country)
    }
}

/// A customer's statement and how it is to look.
#[derive(Clone, Copy, Debug)]
pub struct StatementInput<'a> {
    /// Whose it is.
    pub customer_id: CustomerId,
    /// One for each currency, of one period; never empty.
    pub statements: &'a [Statement],
    /// Who claims.
    pub seller: &'a Seller,
    /// From whom.
    pub buyer: &'a Party,
    /// In which language.
    pub language: Language,
    /// How it looks.
    pub look: &'a Look,
    /// The date that the file carries.
    pub created_at: Timestamp,
}

impl StatementInput<'_> {
    fn locale(&self) -> Locale {
        Locale::of(self.language, self.seller.address.country)
    }
}

/// A payment of a document, and how its receipt is to look.
#[derive(Clone, Copy, Debug)]
pub struct ReceiptInput<'a> {
    /// The document with its payments.
    pub invoice: &'a Invoice,
    /// The payment; it was not reversed.
    pub payment: &'a Payment,
    /// Who received it.
    pub seller: &'a Seller,
    /// Who paid.
    pub buyer: &'a Party,
    /// How it looks.
    pub look: &'a Look,
}

impl ReceiptInput<'_> {
    fn locale(&self) -> Locale {
        Locale::of(self.invoice.content.language, self.seller.address.country)
    }
}

/// What an e-mail with a statement says at a glance, in the statement's language: its last day, its period, its balances.
#[must_use]
pub fn statement_facts(input: &StatementInput<'_>) -> Vec<(String, String)> {
    let facts = page::statement_facts(input).into_iter();
    facts.map(|fact| (fact.label, fact.value.replace('\n', ", "))).collect()
}
