//! The class of a document: currency, type, position and deletion in one number.
//!
//! An index on (account, class, sort column) then serves every filter on these with every sort: the classes that a
//! filter wants are read one by one, each in order, and merged. How many documents a class has is tallied, so that
//! only the classes that exist are read and their documents need not be counted.

use super::Deleted;
use crate::{
    Boxed, Connection, Query, Result, Tx,
    db::{Error, args, statements},
};
use net30_domain::{
    document::DocumentType,
    id::{AccountId, InvoiceId},
    invoice::{Invoice, Stage},
    money::Currency,
    standing::Position,
};

statements! {
    COUNTS = "select class, cast(sum(documents) as bigint) from tally where account_id = ?1
        group by class having sum(documents) > 0 order by class";
}

/// The class of a document. Its number is part of the database's format:
/// `((currency × 16 + type) × 16 + position) × 4 + deletion`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Class {
    pub(crate) currency: Currency,
    pub(crate) document: DocumentType,
    pub(crate) position: Position,
    pub(crate) deleted: Deleted,
}

impl Class {
    pub(crate) fn of(invoice: &Invoice) -> Self {
        let deleted = match (&invoice.stage, invoice.deleted_at) {
            (_, None) => Deleted::No,
            (Stage::Draft { .. }, Some(_)) => Deleted::TrashedDrafts,
            (Stage::Issued(_) | Stage::Void { .. }, Some(_)) => Deleted::Hidden,
        };
        Self {
            currency: invoice.content.currency,
            document: invoice.document,
            position: invoice.position(),
            deleted,
        }
    }

    pub(crate) fn code(self) -> i32 {
        let currency = currency_code(self.currency);
        let document = i32::from(document_code(self.document));
        ((currency * KINDS + document) * 16 + i32::from(self.position.code())) * 4
            + deleted_code(self.deleted)
    }

    pub(crate) fn from_code(code: i32) -> Result<Self> {
        let unreadable = || Error::broken(format!("cannot read the stored class {code}"));
        let letter = |power: i32| {
            let letter =
                u8::try_from(code / (64 * KINDS) / power % 26).map_err(|_| unreadable())?;
            Ok::<char, Error>(char::from(b'A' + letter))
        };
        let currency: String = [letter(676)?, letter(26)?, letter(1)?].into_iter().collect();
        let position = i16::try_from(code / 4 % 16).ok().and_then(Position::from_code);
        Ok(Self {
            currency: Currency::parse(&currency).ok_or_else(unreadable)?,
            document: i16::try_from(code / 64 % KINDS)
                .map_err(|_| unreadable())
                .and_then(document_of)?,
            position: position.ok_or_else(unreadable)?,
            deleted: match code % 4 {
                0 => Deleted::No,
                1 => Deleted::TrashedDrafts,
                2 => Deleted::Hidden,
                _ => return Err(unreadable()),
            },
        })
    }
}

pub(crate) fn currency_code(currency: Currency) -> i32 {
    currency.code().bytes().fold(0, |code, letter| code * 26 + i32::from(letter - b'A'))
}

/// The number of a kind of document; part of the database's format.
pub(crate) fn document_code(document: DocumentType) -> i16 {
    match document {
        DocumentType::Invoice => 0,
        DocumentType::CreditNote => 1,
    }
}

/// The kind of document with a number.
pub(crate) fn document_of(code: i16) -> Result<DocumentType> {
    let found = DocumentType::ALL.into_iter().find(|document| document_code(*document) == code);
    found.ok_or_else(|| Error::broken(format!("cannot read the stored type {code}")))
}

/// How many kinds of document a class has room for.
const KINDS: i32 = 16;

/// The parts of a class, in SQL: what of a row's class says its deletion, position, kind and currency.
pub(super) const DELETION: &str = "i.class % 4";
pub(super) const POSITION: &str = "i.class / 4 % 16";
pub(super) const KIND: &str = "i.class / 64 % 16";
pub(super) const CURRENCY: &str = "i.class / 1024";

pub(crate) fn deleted_code(deleted: Deleted) -> i32 {
    match deleted {
        Deleted::No => 0,
        Deleted::TrashedDrafts => 1,
        Deleted::Hidden => 2,
    }
}

/// Counts a document where it now belongs, and no longer where it did, when the transaction commits.
pub(crate) fn tally(
    tx: &mut Tx,
    account: AccountId,
    id: InvoiceId,
    before: Option<Class>,
    after: Option<Class>,
) {
    let last_byte = id.0.as_bytes()[15];
    let bucket = i16::from(last_byte % tx.counter_buckets());
    let changes = [before.map(|class| (class, -1)), after.map(|class| (class, 1))];
    for (class, change) in changes.into_iter().flatten() {
        *tx.pending.tallies.entry((account, class.code(), bucket)).or_default() += change;
    }
}

/// The classes that an account has documents of, and how many.
pub(crate) fn counts(q: &mut dyn Connection, account: AccountId) -> Boxed<'_, Vec<(Class, i64)>> {
    Box::pin(async move {
        let counts = tallied(q, account).await?;
        counts.into_iter().map(|(code, count)| Ok((Class::from_code(code)?, count))).collect()
    })
}

/// As [`counts`], by the numbers of the classes.
pub(super) fn tallied(q: &mut dyn Connection, account: AccountId) -> Boxed<'_, Vec<(i32, i64)>> {
    Box::pin(async move { q.rows(&COUNTS, args![account.0]).await })
}

#[cfg(test)]
mod tests {
    use super::{Class, Deleted};
    use net30_domain::{document::DocumentType, money::Currency, standing::Position};

    #[test]
    fn a_class_survives_its_code() {
        for currency in ["AED", "USD", "ZWL", "JPY"].map(|code| Currency::parse(code).unwrap()) {
            for position in Position::all() {
                for document in DocumentType::ALL {
                    for deleted in [Deleted::No, Deleted::TrashedDrafts, Deleted::Hidden] {
                        let class = Class { currency, document, position, deleted };
                        assert_eq!(Class::from_code(class.code()).unwrap(), class);
                    }
                }
            }
        }
    }
}
