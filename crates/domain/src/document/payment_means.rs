//! How a document is to be paid.

use crate::bank::BankAccount;

/// The card that a document was or will be paid with (BG-18).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its last four to six figures (BT-87).
    pub last_figures: String,
    /// Whose it is (BT-88).
    pub holder: Option<String>,
}

/// The direct debit by which it is collected (BG-19).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DirectDebit {
    /// The mandate (BT-89).
    pub mandate: Option<String>,
    /// The seller's id as a creditor (BT-90); the account's if none.
    pub creditor_id: Option<String>,
    /// The account that is debited: an IBAN, compact (BT-91).
    pub debited_iban: Option<String>,
}

/// How a document is to be paid (BG-16). What is left out is as the seller's own settings say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaymentMeans {
    /// By which means, as a code of UNTDID 4461, such as `58` for a SEPA transfer (BT-81).
    pub code: Option<String>,
    /// What the payer writes with it (BT-83); the document's number if none.
    pub reference: Option<String>,
    /// To which account (BG-17); the seller's if none.
    pub account: Option<Box<BankAccount>>,
    /// By direct debit.
    pub direct_debit: Option<Box<DirectDebit>>,
    /// By card.
    pub card: Option<Card>,
}
