//! From an account to its JSON.

use super::wire;
use crate::{
    customers::write::{address, electronic_address},
    wire::Warning,
    write::taxes,
};
use net30_app::accounts::{NextNumbers, Settings};
use net30_domain::{
    account::Account,
    bank::{BankAccount, BankCode},
    seller::Seller,
    warning,
};

/// An account with its settings.
pub(crate) fn account(account: &Account) -> wire::Account {
    wire::Account {
        id: account.id.0,
        organisation_id: account.organisation_id.0,
        fields: body(account),
        revision: account.revision,
        created_at: account.created_at,
        updated_at: account.updated_at,
        warnings: Warning::all(&warning::of_account(account)),
    }
}

/// An account with its settings and where its series are.
pub(crate) fn settings(settings: &Settings) -> wire::Account {
    let mut account = account(&settings.account);
    let NextNumbers { invoice, credit_note } = settings.next;
    account.fields.numbering.next = Some(wire::NextNumbers { invoice, credit_note });
    account
}

/// What a client would write to have these settings. Where the series are is left out: it moves by itself meanwhile.
pub(crate) fn body(account: &Account) -> wire::SettingsBody {
    let defaults = &account.defaults;
    wire::SettingsBody {
        company: company(&account.seller),
        currency: defaults.currency.code().to_owned(),
        lang: defaults.language.code().to_owned(),
        time_zone: account.time_zone.iana_name().unwrap_or("UTC").to_owned(),
        numbering: wire::Numbering {
            invoice: account.invoice_numbers.as_str().to_owned(),
            credit_note: account.credit_note_numbers.as_str().to_owned(),
            next: None,
        },
        lock: account.lock.word(),
        tax_rounding: account.tax_rounding.word(),
        allow_overpayment: account.allow_overpayment,
        allow_partial_payment: account.allow_partial_payment,
        receipt_emails: account.receipt_emails.word(),
        defaults: wire::Defaults {
            payment_terms: defaults.payment_terms.clone(),
            payment_days: defaults.payment_days,
            notes: defaults.notes.as_deref().map(str::to_owned),
            terms: defaults.terms.as_deref().map(str::to_owned),
            template_id: defaults.template_id.map(|id| id.0),
            taxes: taxes(&defaults.taxes),
            tax_included: defaults.tax_included,
            payment_means_code: defaults.payment_means_code.clone(),
        },
        einvoice: wire::Einvoice { profile: account.einvoice_profile.word() },
    }
}

fn company(seller: &Seller) -> wire::Company {
    wire::Company {
        name: seller.name.clone(),
        legal_id: seller.legal_id.clone(),
        legal_id_scheme: seller.legal_id_scheme.clone(),
        tax_id: seller.tax_id.clone(),
        tax_number: seller.tax_number.clone(),
        electronic_address: electronic_address(seller.electronic_address.as_ref()),
        address: address(&seller.address),
        contact_name: seller.contact_name.clone(),
        phone: seller.phone.clone(),
        email: seller.email.as_ref().map(ToString::to_string),
        website: seller.website.clone(),
        bank: seller.bank.as_ref().map(bank),
        creditor_id: seller.creditor_id.clone(),
    }
}

/// A bank account.
pub(crate) fn bank(bank: &BankAccount) -> wire::Bank {
    let code = |code: BankCode| bank.code(code).map(str::to_owned);
    wire::Bank {
        holder: bank.holder.clone(),
        iban: bank.iban.clone(),
        account_number: bank.account_number.clone(),
        routing_number: code(BankCode::RoutingNumber),
        sort_code: code(BankCode::SortCode),
        bsb: code(BankCode::Bsb),
        institution_number: code(BankCode::InstitutionNumber),
        transit_number: code(BankCode::TransitNumber),
        ifsc: code(BankCode::Ifsc),
        bank_code: code(BankCode::BankCode),
        branch_code: code(BankCode::BranchCode),
        bic: bank.bic.clone(),
        bank_name: bank.bank_name.clone(),
    }
}
