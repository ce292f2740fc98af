//! How a document is paid (BG-16): the code and exactly the group that belongs to it (BR-DE-23 to BR-DE-25).

use crate::{
    source::{Payment, Source},
    text::opt,
};
use en16931::invoice::{
    Code, CreditTransfer, DirectDebit, PaymentCard, PaymentInstructions, PaymentMeans,
};
use net30_domain::bank::BankAccount;

/// UNTDID 4461.
const TRANSFER: &str = "30";
const SEPA_TRANSFER: &str = "58";
const CARD: &str = "48";
const SEPA_DIRECT_DEBIT: &str = "59";
const CLEARING: &str = "97";

pub(crate) fn instructions(source: &Source) -> Option<PaymentInstructions> {
    let (code, means) = match &source.payment {
        Payment::Unknown => return None,
        Payment::Transfer(accounts) => {
            let transfers: Vec<CreditTransfer> = accounts.iter().filter_map(transfer).collect();
            if transfers.is_empty() {
                return None;
            }
            let is_sepa = source.currency.code() == "EUR"
                && accounts.iter().all(|account| account.iban.is_some());
            let code = if is_sepa { SEPA_TRANSFER } else { TRANSFER };
            (code.to_owned(), Some(PaymentMeans::CreditTransfer(transfers)))
        }
        Payment::DirectDebit { mandate, creditor_id, debited_iban } => {
            let debit = DirectDebit {
                mandate_reference: opt(mandate.as_deref()),
                creditor_identifier: opt(creditor_id.as_deref()),
                debited_account: opt(debited_iban.as_deref()),
            };
            (SEPA_DIRECT_DEBIT.to_owned(), Some(PaymentMeans::DirectDebit(debit)))
        }
        Payment::Card { number, holder } => {
            let card = PaymentCard {
                primary_account_number: opt(number.as_deref()),
                holder_name: opt(holder.as_deref()),
            };
            (CARD.to_owned(), Some(PaymentMeans::Card(card)))
        }
        Payment::Cleared => (CLEARING.to_owned(), None),
        Payment::Coded => (source.payment_means_code.clone()?, None),
    };
    // A code that somebody said goes before ours; whether its group is there is for the rules to say.
    let stated =
        opt(source.payment_means_code.as_deref()).filter(|_| source.payment != Payment::Cleared);
    Some(PaymentInstructions {
        means_code: Some(Code::new(stated.unwrap_or(code))),
        means_text: None,
        // What the buyer is to write on the transfer: it is found again by the number.
        remittance_information: opt(source.payment_reference.as_deref())
            .or_else(|| opt(source.number.as_deref())),
        means,
    })
}

fn transfer(account: &BankAccount) -> Option<CreditTransfer> {
    let iban = opt(account.iban.as_deref());
    // BT-86 is a BIC, or the code of the bank in its own country.
    let code = || account.codes.first().and_then(|(_, code)| opt(Some(code.as_str())));
    let provider =
        opt(account.bic.as_deref()).or_else(|| if iban.is_none() { code() } else { None });
    Some(CreditTransfer {
        account_identifier: Some(iban.or_else(|| opt(account.account_number.as_deref()))?),
        account_name: opt(account.holder.as_deref()),
        provider_identifier: provider,
    })
}
