//! The head: who writes to whom, and the facts beside the address.

use super::{Pen, present};
use crate::{DocumentInput, rich_text};
use jiff::civil::Date;
use net30_domain::{
    bank::{BankAccount, BankCode},
    customer::Party,
    document::{DocumentType, ServicePeriod},
    seller::Seller,
    text::Country,
};
use net30_words::{Formats, Phrase, Word, Words, address};
use serde::Serialize;

/// Something known, with what it is called.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Fact {
    pub(crate) label: String,
    pub(crate) value: String,
}

/// A way to reach somebody.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Contact {
    pub(crate) text: String,
    /// Where a click on it leads.
    pub(crate) url: Option<String>,
}

/// Who writes.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Letterhead {
    pub(crate) label: String,
    pub(crate) name: String,
    pub(crate) address: Vec<String>,
    pub(crate) contact: Vec<Contact>,
    /// Name and address, for one line above the recipient in the envelope's window.
    pub(crate) line: Vec<String>,
}

/// To whom.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Recipient {
    pub(crate) label: String,
    pub(crate) name: String,
    pub(crate) address: Vec<String>,
    /// Tax id and registration.
    pub(crate) ids: Vec<String>,
}

/// Where the goods go.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ShipTo {
    pub(crate) label: String,
    pub(crate) name: String,
    pub(crate) address: Vec<String>,
}

/// Who writes to whom, with what their names and addresses are written.
pub(super) struct Sides<'a> {
    pub(super) seller: &'a Seller,
    pub(super) buyer: &'a Party,
    pub(super) words: Words,
    pub(super) formats: &'a Formats,
}

impl Sides<'_> {
    pub(super) fn letterhead(&self) -> Letterhead {
        let seller = self.seller;
        let address = address::lines(
            &seller.address,
            self.abroad(seller.address.country, self.buyer.address.country),
        );
        let contact = |text: Option<String>, url: fn(&str) -> Option<String>| {
            text.map(|text| Contact { url: url(&text), text })
        };
        let contact = [
            contact(present(seller.phone.as_ref()), telephone_url),
            contact(seller.email.as_ref().map(ToString::to_string), |text| {
                rich_text::safe_url(&format!("mailto:{text}"))
            }),
            contact(present(seller.website.as_ref()), website_url),
        ];
        let line = std::iter::once(seller.name.clone()).chain(address.iter().cloned());
        Letterhead {
            label: self.words.get(Word::From),
            name: seller.name.clone(),
            line: line.collect(),
            address,
            contact: contact.into_iter().flatten().collect(),
        }
    }

    pub(super) fn recipient(&self) -> Recipient {
        let buyer = self.buyer;
        let name = buyer.name.display();
        let person = present(buyer.contact_name.as_ref()).unwrap_or_else(|| buyer.name.person());
        let attention = (!person.is_empty() && person != name)
            .then(|| self.words.say(&Phrase::Attention { name: &person }));
        let country = self.abroad(buyer.address.country, self.seller.address.country);
        let at = buyer.address.country.or(self.seller.address.country);
        let ids = [
            (self.words.tax_id(at), &buyer.tax_id),
            (self.words.get(Word::LegalId), &buyer.legal_id),
        ];
        let id = |(label, id): (String, &Option<String>)| {
            let value = present(id.as_ref())?;
            Some(self.words.say(&Phrase::Labelled { label: &label, value: &value }))
        };
        Recipient {
            label: self.words.get(Word::BilledTo),
            name,
            address: attention.into_iter().chain(address::lines(&buyer.address, country)).collect(),
            ids: ids.into_iter().filter_map(id).collect(),
        }
    }

    /// The country's name, for mail that leaves the other's country.
    fn abroad(&self, country: Option<Country>, other: Option<Country>) -> Option<String> {
        country.filter(|_| country != other).map(|country| self.formats.country(country))
    }

    /// What the law wants at the foot: ids, registration, and the bank if it is not named elsewhere. What the footer says
    /// already is not said again.
    pub(super) fn legal(&self, with_bank: bool, footer: &[String]) -> Vec<String> {
        let seller = self.seller;
        let ids = [
            (self.words.tax_id(seller.address.country), &seller.tax_id),
            (self.words.get(Word::TaxNumber), &seller.tax_number),
            (self.words.get(Word::LegalId), &seller.legal_id),
        ];
        let ids =
            ids.into_iter().filter_map(|(label, id)| Some((Some(label), present(id.as_ref())?)));
        let bank = seller.bank.as_ref().filter(|_| with_bank).into_iter().flat_map(|bank| {
            let name = present(bank.bank_name.as_ref()).map(|name| (None, name));
            let lines = bank_lines(bank)
                .into_iter()
                .map(|(word, value)| (Some(self.words.get(word)), value));
            name.into_iter().chain(lines)
        });
        let said = squeezed(&footer.concat());
        let entries = ids.chain(bank).filter(|(_, value)| !said.contains(&squeezed(value)));
        let worded = |(label, value): (Option<String>, String)| match label {
            None => value,
            Some(label) => format!("{label} {value}"),
        };
        entries.map(worded).collect()
    }
}

/// A text as it is compared: without spaces, in lower case.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Where a telephone number leads, if it is one (RFC 3966).
fn telephone_url(number: &str) -> Option<String> {
    let is_part = |c: char| c.is_ascii_digit() || " +-()/.\u{a0}".contains(c);
    let digits: String = number.chars().filter(|&c| c.is_ascii_digit() || c == '+').collect();
    (digits.len() >= 5 && number.chars().all(is_part)).then(|| format!("tel:{digits}"))
}

/// Where a website leads, which many write without its scheme.
fn website_url(site: &str) -> Option<String> {
    let url = if site.contains("://") { site.to_owned() } else { format!("https://{site}") };
    rich_text::safe_url(&url).filter(|url| url.contains('.') && url.starts_with("http"))
}

impl<'a> Pen<'a> {
    pub(super) fn sides(&'a self) -> Sides<'a> {
        let DocumentInput { seller, buyer, .. } = *self.input;
        Sides { seller, buyer, words: self.words, formats: self.formats }
    }
}

impl Pen<'_> {
    /// Where the goods go: as the document says it, else as is known of the customer.
    pub(super) fn ship_to(&self) -> Option<ShipTo> {
        if let Some(to) = &self.input.invoice.content.deliver_to {
            let country =
                self.sides().abroad(to.address.country, self.input.seller.address.country);
            let name = present(to.name.as_ref()).unwrap_or_default();
            let address = address::lines(&to.address, country);
            return Some(ShipTo { label: self.words.get(Word::ShipTo), name, address });
        }
        let ship_to = self
            .input
            .buyer
            .ship_to
            .as_ref()
            .filter(|_| self.input.invoice.content.presentation.ship_to)?;
        let country =
            self.sides().abroad(ship_to.address.country, self.input.seller.address.country);
        let person = ship_to.name.person();
        let name = ship_to.name.display();
        let attention = (!person.is_empty() && person != name)
            .then(|| self.words.say(&Phrase::Attention { name: &person }));
        let address: Vec<String> = attention
            .into_iter()
            .chain(address::lines(&ship_to.address, country))
            .chain(present(ship_to.phone.as_ref()))
            .chain(ship_to.email.as_ref().map(ToString::to_string))
            .chain(present(ship_to.legal_id.as_ref()))
            .collect();
        let empty = name.is_empty() && address.is_empty();
        (!empty).then(|| ShipTo { label: self.words.get(Word::ShipTo), name, address })
    }

    pub(super) fn facts(&self) -> Vec<Fact> {
        let invoice = self.input.invoice;
        let content = &invoice.content;
        let (number, date) = match invoice.document {
            DocumentType::Invoice => (Word::InvoiceNumber, Word::InvoiceDate),
            DocumentType::CreditNote => (Word::CreditNoteNumber, Word::CreditNoteDate),
        };
        let credits = invoice.credits.as_ref().map(|link| match &link.number {
            Some(number) => {
                let date = self.formats.date(link.issue_date);
                self.words.say(&Phrase::CreditedInvoice { number, date: &date })
            }
            None => self.formats.date(link.issue_date),
        });
        let day = |date: Option<Date>| date.map(|date| self.formats.date(date));
        let terms = present(content.payment_terms.as_ref());
        let terms = terms.map(|terms| self.words.payment_terms(&terms));
        let facts = [
            (number, invoice.number().map(str::to_owned)),
            (date, day(Some(content.issue_date))),
            (Word::CreditsInvoice, credits),
            (Word::DueDate, day(content.due_date.filter(|_| self.asks_for_money()))),
            (Word::PaymentTerms, terms.filter(|_| self.asks_for_money())),
            (Word::DeliveryDate, day(content.delivery_date)),
            (Word::ServicePeriod, self.period(content.service)),
            (Word::BuyerReference, present(content.references.buyer_reference.as_ref())),
            (Word::PurchaseOrder, present(content.references.purchase_order.as_ref())),
            (Word::Contract, present(content.references.contract_reference.as_ref())),
            (Word::Project, present(content.references.project_reference.as_ref())),
            (Word::Contact, present(self.input.seller.contact_name.as_ref())),
        ];
        let fact = |(word, value): (Word, Option<String>)| {
            Some(Fact { label: self.words.get(word), value: value? })
        };
        facts.into_iter().filter_map(fact).collect()
    }

    pub(super) fn period(&self, period: ServicePeriod) -> Option<String> {
        let day = |date: Date| self.formats.date(date);
        match (period.start, period.end) {
            (None, None) => None,
            (Some(start), Some(end)) if start == end => Some(day(start)),
            (Some(start), Some(end)) => {
                Some(self.words.say(&Phrase::Period { start: &day(start), end: &day(end) }))
            }
            (Some(start), None) => Some(self.words.say(&Phrase::PeriodFrom { start: &day(start) })),
            (None, Some(end)) => Some(self.words.say(&Phrase::PeriodUntil { end: &day(end) })),
        }
    }
}

/// Where to pay by transfer, with the words that each figure is called by.
pub(super) fn bank_lines(bank: &BankAccount) -> Vec<(Word, String)> {
    let word = |code: BankCode| match code {
        BankCode::RoutingNumber => Word::RoutingNumber,
        BankCode::SortCode => Word::SortCode,
        BankCode::Bsb => Word::Bsb,
        BankCode::InstitutionNumber => Word::InstitutionNumber,
        BankCode::TransitNumber => Word::TransitNumber,
        BankCode::Ifsc => Word::Ifsc,
        BankCode::BankCode => Word::BankCode,
        BankCode::BranchCode => Word::BranchCode,
    };
    let codes = bank.codes.iter().map(|(code, value)| (word(*code), value.clone()));
    let iban = bank.iban.as_deref().map(|iban| (Word::Iban, grouped(iban)));
    let number = present(bank.account_number.as_ref()).map(|number| (Word::AccountNumber, number));
    let bic = present(bank.bic.as_ref()).map(|bic| (Word::Bic, bic));
    iban.into_iter().chain(codes).chain(number).chain(bic).collect()
}

/// An IBAN in groups of four, as ISO 13616 prints it.
fn grouped(iban: &str) -> String {
    let letters: Vec<char> = iban.chars().collect();
    letters
        .chunks(4)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join("\u{a0}")
}
