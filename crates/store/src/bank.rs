//! Bank accounts as they are kept.

use crate::{
    db::{Error, Result},
    kept::{Kept, kept_struct},
};
use net30_domain::bank::{BankAccount, BankCode, checked_iban};

struct Code {
    code: BankCode,
    value: String,
}
kept_struct! { Code as CodeRecord { code: BankCode, value: String } }

struct Fields {
    holder: Option<String>,
    iban: Option<String>,
    account_number: Option<String>,
    codes: Vec<Code>,
    bic: Option<String>,
    bank_name: Option<String>,
}
kept_struct! { Fields as BankAccountRecord {
    holder: Option<String>, iban: Option<String>, account_number: Option<String>, codes: Vec<Code>,
    bic: Option<String>, bank_name: Option<String>,
} }

impl Kept for BankCode {
    type Record = String;
    fn record(&self) -> String {
        self.word().to_owned()
    }
    fn revive(record: String) -> Result<Self> {
        Self::parse(&record).ok_or_else(|| Error::unreadable(&record))
    }
}

impl Kept for BankAccount {
    type Record = BankAccountRecord;

    fn record(&self) -> BankAccountRecord {
        let code = |(code, value): &(BankCode, String)| Code { code: *code, value: value.clone() };
        Fields {
            holder: self.holder.clone(),
            iban: self.iban.clone(),
            account_number: self.account_number.clone(),
            codes: self.codes.iter().map(code).collect(),
            bic: self.bic.clone(),
            bank_name: self.bank_name.clone(),
        }
        .record()
    }

    fn revive(record: BankAccountRecord) -> Result<Self> {
        let fields = Fields::revive(record)?;
        // An older program took any text for an IBAN: what is none is an account number, as it is printed.
        let (iban, other) = match fields.iban.as_deref().map(checked_iban) {
            Some(Ok(iban)) => (Some(iban), None),
            Some(Err(_)) => (None, fields.iban),
            None => (None, None),
        };
        Ok(Self {
            holder: fields.holder,
            iban,
            account_number: fields.account_number.or(other).filter(|number| !number.is_empty()),
            codes: fields.codes.into_iter().map(|Code { code, value }| (code, value)).collect(),
            bic: fields.bic,
            bank_name: fields.bank_name,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{BankAccount, BankAccountRecord, Kept as _};

    #[test]
    fn what_an_older_program_kept_as_an_iban_is_what_it_is() {
        for (kept, iban, account_number) in [
            (r#"{"iban":"DE89 3704 0044 0532 0130 00"}"#, Some("DE89370400440532013000"), None),
            (r#"{"iban":"000123456789","bank_name":"Cascade"}"#, None, Some("000123456789")),
            (r#"{"iban":"DE89370400440532013001"}"#, None, Some("DE89370400440532013001")),
            (r#"{"holder":"h"}"#, None, None),
        ] {
            let record: BankAccountRecord = serde_json::from_str(kept).unwrap();
            let bank = BankAccount::revive(record).unwrap();
            assert_eq!(
                (bank.iban.as_deref(), bank.account_number.as_deref()),
                (iban, account_number)
            );
        }
    }
}
