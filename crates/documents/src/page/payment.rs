//! How to pay: until when, to which account, by scan; and where to see the document online.

use super::{Fact, Pen, head::bank_lines, present};
use crate::{
    rich_text,
    transfer_code::{self, Transfer},
};
use net30_domain::{bank::BankAccount, invoice::Stage, money::Amount};
use net30_words::{Phrase, Word};
use serde::Serialize;

/// How to pay.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Payment {
    pub(crate) heading: String,
    pub(crate) request: Option<String>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) link: Option<Link>,
    pub(crate) code: Option<Code>,
}

/// Where the document can be seen and paid.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Link {
    pub(crate) label: String,
    pub(crate) url: String,
    /// The address as it is printed.
    pub(crate) shown: String,
}

/// A code to scan.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Code {
    pub(crate) caption: String,
    pub(crate) svg: String,
}

impl Pen<'_> {
    /// Nothing where nothing is to be paid.
    pub(super) fn payment(&self) -> Option<Payment> {
        let invoice = self.input.invoice;
        let due = invoice.balance().due;
        let asks = invoice.document.asks_for_money()
            && !matches!(invoice.stage, Stage::Void { .. })
            && due > Amount::ZERO;
        if !asks {
            return None;
        }
        let link = self.link(self.input.pay_online);
        let bank = self.input.seller.bank.as_ref();
        let bank = bank.filter(|bank| bank.iban.is_some() || bank.account_number.is_some());
        let code = bank.and_then(|bank| self.code(bank, due));
        let code = code.or_else(|| self.link_code(link.as_ref()?));
        Some(Payment {
            heading: self.words.get(Word::Payment),
            request: Some(self.request(due)),
            facts: bank.map(|bank| self.bank_facts(bank)).unwrap_or_default(),
            link,
            code,
        })
    }

    /// Where the document can be seen, or paid, online.
    pub(super) fn link(&self, to_pay: bool) -> Option<Link> {
        let url = self.input.public_url.and_then(rich_text::safe_url)?;
        let label = self.words.get(if to_pay { Word::PayOnline } else { Word::ViewOnline });
        Some(Link { label, shown: url.clone(), url })
    }

    fn request(&self, due: Amount) -> String {
        let amount = self.money.amount(due);
        match self.input.invoice.content.due_date {
            Some(date) => {
                let date = self.formats.date(date);
                self.words.say(&Phrase::PleasePayBy { amount: &amount, date: &date })
            }
            None => self.words.say(&Phrase::PleasePay { amount: &amount }),
        }
    }

    fn holder<'a>(&'a self, bank: &'a BankAccount) -> &'a str {
        let own = bank.holder.as_deref().filter(|holder| !holder.trim().is_empty());
        own.unwrap_or(&self.input.seller.name)
    }

    fn bank_facts(&self, bank: &BankAccount) -> Vec<Fact> {
        let holder = (Word::AccountHolder, self.holder(bank).to_owned());
        let name = present(bank.bank_name.as_ref()).map(|name| (Word::Bank, name));
        let number = self.input.invoice.number().map(|number| (Word::Reference, number.to_owned()));
        let facts = std::iter::once(holder).chain(bank_lines(bank)).chain(name).chain(number);
        let fact = |(word, value): (Word, String)| Fact { label: self.words.get(word), value };
        facts.map(fact).collect()
    }

    /// Where there is no code for a transfer, one that leads to where it can be paid online.
    fn link_code(&self, link: &Link) -> Option<Code> {
        let svg = self.input.pay_online.then(|| transfer_code::svg_of(&link.url))??;
        Some(Code { caption: self.words.get(Word::ScanToPayOnline), svg })
    }

    /// A draft has no code: nobody is to pay it.
    fn code(&self, bank: &BankAccount, due: Amount) -> Option<Code> {
        let issue = self.input.invoice.stage.issue()?;
        let svg = transfer_code::svg(&Transfer {
            holder: self.holder(bank),
            iban: bank.iban.as_deref()?,
            bic: bank.bic.as_deref(),
            amount: due,
            currency: self.input.invoice.content.currency,
            reference: &issue.number,
        })?;
        Some(Code { caption: self.words.get(Word::ScanToPay), svg })
    }
}
