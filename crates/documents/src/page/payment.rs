//! How to pay: until when, to which account, by scan; and where to see the document online.

use super::{Fact, Pen, head::bank_lines, present};
use crate::{
    DocumentInput,
    qr_bill::{self, QrBill},
    rich_text,
    transfer_code::{self, Transfer},
};
use net30_domain::{bank::BankAccount, invoice::Stage, money::Amount, template::Heading};
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
    /// What a Swiss bill ends with, on a page of its own; its code stands there.
    pub(crate) bill: Option<QrBill>,
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
        let own = invoice.content.payment_means.account.as_deref();
        let bank = own.or(self.input.seller.bank.as_ref());
        let bank = bank.filter(|bank| bank.iban.is_some() || bank.account_number.is_some());
        let by_transfer = bank.filter(|_| self.is_paid_by_transfer());
        let bill = by_transfer.and_then(|bank| self.bill(bank, due));
        let code = match &bill {
            Some(bill) => Some(self.scan_to_pay(bill.svg.clone())),
            None => by_transfer.and_then(|bank| self.code(bank, due)),
        };
        let code = code.or_else(|| self.link_code(link.as_ref()?));
        let reference = bill.as_ref().and_then(QrBill::reference).or_else(|| self.reference());
        Some(Payment {
            heading: self.heading(Heading::Payment, Word::Payment),
            request: Some(self.request(due)),
            facts: bank.map(|bank| self.bank_facts(bank, reference)).unwrap_or_default(),
            link,
            code,
            bill,
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

    /// What the payer writes with the payment.
    fn reference(&self) -> Option<&str> {
        let invoice = self.input.invoice;
        invoice.content.payment_means.reference.as_deref().or(invoice.number())
    }

    /// Whether the payer makes the transfer: neither a card nor a direct debit does.
    fn is_paid_by_transfer(&self) -> bool {
        let means = &self.input.invoice.content.payment_means;
        means.card.is_none() && means.direct_debit.is_none()
    }

    fn bank_facts(&self, bank: &BankAccount, reference: Option<&str>) -> Vec<Fact> {
        let holder = (Word::AccountHolder, self.holder(bank).to_owned());
        let name = present(bank.bank_name.as_ref()).map(|name| (Word::Bank, name));
        let number = reference.map(|reference| (Word::Reference, reference.to_owned()));
        let facts = std::iter::once(holder).chain(bank_lines(bank)).chain(name).chain(number);
        let fact = |(word, value): (Word, String)| Fact { label: self.words.get(word), value };
        facts.map(fact).collect()
    }

    /// Where there is no code for a transfer, one that leads to where it can be paid or seen online.
    fn link_code(&self, link: &Link) -> Option<Code> {
        let word = if self.input.pay_online {
            Word::ScanToPayOnline
        } else if is_reachable(&link.url) {
            Word::ViewOnline
        } else {
            return None;
        };
        Some(Code { caption: self.words.get(word), svg: transfer_code::svg_of(&link.url)? })
    }

    fn scan_to_pay(&self, svg: String) -> Code {
        Code { caption: self.words.get(Word::ScanToPay), svg }
    }

    /// A draft has no code: nobody is to pay it.
    fn code(&self, bank: &BankAccount, due: Amount) -> Option<Code> {
        self.input.invoice.stage.issue()?;
        let svg = transfer_code::svg(&Transfer {
            holder: self.holder(bank),
            iban: bank.iban.as_deref()?,
            bic: bank.bic.as_deref(),
            amount: due,
            currency: self.input.invoice.content.currency,
            reference: self.reference()?,
        })?;
        Some(self.scan_to_pay(svg))
    }

    fn bill(&self, bank: &BankAccount, due: Amount) -> Option<QrBill> {
        let DocumentInput { invoice, seller, buyer, .. } = *self.input;
        let number = &invoice.stage.issue()?.number;
        qr_bill::bill(&qr_bill::Claim {
            iban: bank.iban.as_deref()?,
            holder: self.holder(bank),
            holder_address: &seller.address,
            amount: due,
            currency: invoice.content.currency,
            debtor: &buyer.name.display(),
            debtor_address: &buyer.address,
            reference: invoice.content.payment_means.reference.as_deref(),
            number,
            language: invoice.content.language,
        })
    }
}

/// Whether an address leads to this document from elsewhere: one of this machine does not.
fn is_reachable(url: &str) -> bool {
    let host = url.split_once("://").map_or("", |(_, rest)| rest);
    !["localhost", "127.", "0.0.0.0", "[::"].iter().any(|own| host.starts_with(own))
}

#[cfg(test)]
mod tests {
    use super::is_reachable;

    #[test]
    fn an_address_of_this_machine_leads_nobody_anywhere() {
        for (url, expected) in [
            ("https://pay.example/i/x", true),
            ("http://10.0.0.1/i/x", true),
            ("http://localhost:3030/i/x", false),
            ("http://127.0.0.1/i/x", false),
            ("http://[::1]:3030/i/x", false),
        ] {
            assert_eq!(is_reachable(url), expected, "{url}");
        }
    }
}
