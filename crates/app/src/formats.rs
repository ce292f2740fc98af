//! The formats of electronic invoices: whether a document is right in one, and its XML.
//!
//! Nothing is stored: what an issued document says is frozen, so that its XML comes out the same each time.

use crate::{Error, Result};
use net30_domain::{
    account::Account, customer::Party, fault::Faults, invoice::Invoice, seller::Seller,
};
use net30_einvoice::{Fault, Profile, Source, document, validate, write, write_unchecked_by_rules};
use net30_words::{Locale, Word, Words};

/// The media type of electronic invoices.
pub(crate) const MEDIA_TYPE: &str = "application/xml";

/// What a format finds wrong with a document.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// The format.
    pub profile: Profile,
    /// What is wrong; nothing if the document is right in it.
    pub faults: Vec<Fault>,
}

/// Whether an issued document is right in the format that the account promises, or in UBL if it promises none.
pub(crate) fn is_right(account: &Account, invoice: &Invoice) -> bool {
    let Some(issue) = invoice.stage.issue() else { return false };
    validate(&said(invoice, &issue.seller, &issue.buyer), usual(account)).is_empty()
}

/// The XML that the PDF of an issued document carries; none of a draft, or if it cannot be said.
pub(crate) fn within_pdf(invoice: &Invoice) -> Option<Vec<u8>> {
    invoice.stage.issue()?;
    written(invoice, Profile::FacturX).ok()
}

/// The XML of an issued document, in the format that the account promises.
///
/// # Errors
/// [`Error::Invalid`] if it cannot be said.
pub(crate) fn promised_xml(account: &Account, invoice: &Invoice) -> Result<Vec<u8>> {
    written(invoice, usual(account)).map_err(invalid)
}

/// What is wrong with a document that is about to be issued, and that the account has promised to be an electronic invoice;
/// each fault with its rule.
pub(crate) fn unfit(
    account: &Account,
    invoice: &Invoice,
    seller: &Seller,
    buyer: &Party,
) -> Faults {
    let promised = Profile::promised(account.einvoice_profile);
    let mut all: Vec<Fault> = Vec::new();
    for judgement in judged(invoice, seller, buyer, promised) {
        for fault in judgement.faults {
            let is_same =
                |known: &Fault| known.pointer == fault.pointer && known.rule == fault.rule;
            if !all.iter().any(is_same) {
                all.push(fault);
            }
        }
    }
    all.into_iter().map(Into::into).collect()
}

/// The XML of a document that is issued.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn written(
    invoice: &Invoice,
    profile: Profile,
) -> std::result::Result<Vec<u8>, Vec<Fault>> {
    let issue = invoice.stage.issue().expect("only what is issued is written");
    written_by(invoice, &issue.seller, &issue.buyer, profile)
}

/// The XML of a document that names this seller and this buyer.
///
/// # Errors
/// What is wrong with it, that it has no number included.
pub(crate) fn written_by(
    invoice: &Invoice,
    seller: &Seller,
    buyer: &Party,
    profile: Profile,
) -> std::result::Result<Vec<u8>, Vec<Fault>> {
    write(&said(invoice, seller, buyer), profile)
}

/// As the use cases tell it.
pub(crate) fn invalid(faults: Vec<Fault>) -> Error {
    Error::Invalid(faults.into_iter().map(Into::into).collect())
}

/// The format in which a document is written if nobody says another.
pub(crate) fn usual(account: &Account) -> Profile {
    let promised = Profile::promised(account.einvoice_profile);
    promised.first().copied().unwrap_or(Profile::En16931Ubl)
}

pub(crate) fn judged(
    invoice: &Invoice,
    seller: &Seller,
    buyer: &Party,
    profiles: &[Profile],
) -> Vec<Judgement> {
    if profiles.is_empty() {
        return vec![];
    }
    let document = said(invoice, seller, buyer);
    let judge =
        |profile: &Profile| Judgement { profile: *profile, faults: faults(&document, *profile) };
    profiles.iter().map(judge).collect()
}

/// What keeps a document from being written in a format, apart from its number.
fn faults(document: &net30_einvoice::Document, profile: Profile) -> Vec<Fault> {
    let faults = validate(document, profile);
    if !faults.is_empty() {
        return faults;
    }
    // What a format has no place for shows when it is written.
    write_unchecked_by_rules(document, profile).err().unwrap_or_default()
}

/// A document in the terms of EN 16931. Why no tax is charged is said in the words of its page.
fn said(invoice: &Invoice, seller: &Seller, buyer: &Party) -> net30_einvoice::Document {
    let words = Words::of(Locale::of(invoice.content.language, seller.address.country));
    let reason = |category| Word::of_exemption(category).map(|word| words.get(word));
    document(&Source::of(invoice, seller, buyer).explained(reason))
}
