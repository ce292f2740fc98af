//! Letters: what stands in an e-mail, as text and as HTML, in the customer's language.
//!
//! A text is the account's own or the catalogue's; both have placeholders, which are filled in here and nowhere else.

mod html;
mod placeholders;

pub use placeholders::{PLACEHOLDERS, unknown_placeholder};

use crate::{format::Formats, words::Words};
use net30_domain::{
    account::Seller,
    customer::Party,
    delivery::MailText,
    invoice::{DocumentType, Invoice},
    money::{Amount, Currency},
    payment::Payment,
    template::Look,
    text::Language,
};
use placeholders::filled;

/// What a letter is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// One that has a text in the catalogue, which an account may replace.
    Text(MailText),
    /// Something that the account's owner is told in words of its own.
    Notice,
    /// To see whether mail works.
    Test,
}

/// A text of letters: subject and message, with placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The subject.
    pub subject: String,
    /// The message, paragraphs separated by empty lines.
    pub message: String,
}

/// What a letter is about.
#[derive(Clone, Copy, Debug)]
pub struct MailDocument<'a> {
    /// The document with its totals and payments.
    pub invoice: &'a Invoice,
    /// Where it can be seen online.
    pub link: Option<&'a str>,
}

/// All that a letter is made of.
#[derive(Clone, Copy, Debug)]
pub struct MailInput<'a> {
    /// What it is written for.
    pub occasion: Occasion,
    /// In which language.
    pub language: Language,
    /// The account's own subject, with placeholders.
    pub subject: Option<&'a str>,
    /// The account's own text, with placeholders.
    pub message: Option<&'a str>,
    /// Who writes.
    pub seller: &'a Seller,
    /// To whom; nobody in particular for notices and tests.
    pub customer: Option<&'a Party>,
    /// What it is about, if about a document.
    pub document: Option<MailDocument<'a>>,
    /// Facts that it shows besides: what, and how much or when, in its language.
    pub facts: &'a [(String, String)],
    /// Names of the files that go with it.
    pub files: &'a [String],
    /// Whose colours it has.
    pub look: &'a Look,
}

/// A letter, worded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The same as HTML. It shows the logo, if there is one, as `cid:` and [`LOGO_ID`].
    pub html: String,
    /// The logo as PNG, if the letter shows one.
    pub logo: Option<Vec<u8>>,
}

/// The id of the logo's part of a letter (RFC 2392).
pub const LOGO_ID: &str = "logo@net30";

/// What is written where nobody says otherwise.
#[must_use]
pub fn built_in(occasion: Occasion, language: Language) -> Wording {
    let key = match occasion {
        Occasion::Text(MailText::Invoice) => "mail-invoice",
        Occasion::Text(MailText::PaidInvoice) => "mail-paid-invoice",
        Occasion::Text(MailText::CreditNote) => "mail-credit-note",
        Occasion::Text(MailText::Reminder) => "mail-reminder",
        Occasion::Text(MailText::LateReminder) => "mail-late-reminder",
        Occasion::Text(MailText::Receipt) => "mail-receipt",
        Occasion::Text(MailText::Statement) => "mail-statement",
        Occasion::Test => "mail-test",
        Occasion::Notice => {
            return Wording { subject: "{company}".to_owned(), message: String::new() };
        }
    };
    let words = Words::of(language);
    // The catalogue's variables become placeholders, so that an account can begin its own text with these words.
    let names = PLACEHOLDERS.map(|name| (name, format!("{{{name}}}")));
    let variables: Vec<(&str, &str)> =
        names.iter().map(|(name, placeholder)| (*name, placeholder.as_str())).collect();
    let word = |key: &str| words.with(key, &variables);
    let message = word(&format!("{key}-message"));
    Wording {
        subject: word(&format!("{key}-subject")),
        message: match occasion {
            Occasion::Text(_) => format!("{}\n\n{message}", word("mail-greeting")),
            Occasion::Notice | Occasion::Test => message,
        },
    }
}

/// A payment as a receipt's letter shows it at a glance: what it is called, and how much it is.
#[must_use]
pub fn payment_fact(payment: &Payment, currency: Currency, language: Language) -> (String, String) {
    let amount = Formats::of(language).money(currency).amount(payment.amount);
    (Words::of(language).get("this-payment"), amount)
}

/// Words a letter.
#[must_use]
pub fn mail(input: &MailInput<'_>) -> Mail {
    let letter = Letter::of(input);
    let logo = input.look.logo.as_ref().map(|logo| logo.png.clone());
    Mail { text: letter.text(), html: html::html(&letter), subject: letter.subject, logo }
}

/// A letter in parts, ready to be arranged.
struct Letter<'a> {
    language: &'static str,
    company: &'a str,
    look: &'a Look,
    subject: String,
    /// The message, with its placeholders filled in.
    message: String,
    facts: Vec<(String, String)>,
    /// What the button says, and where it leads.
    button: Option<(String, String)>,
    attached: Vec<String>,
    closing: Option<String>,
    /// Name, phone, address, website: as far as they are known.
    signature: Vec<String>,
}

/// What the placeholders stand for.
struct Values {
    number: Option<String>,
    total: Option<String>,
    amount_due: Option<String>,
    due_date: Option<String>,
    customer: Option<String>,
    company: String,
    link: Option<String>,
}

impl Values {
    fn of(input: &MailInput<'_>) -> Self {
        let formats = Formats::of(input.language);
        let invoice = input.document.map(|document| document.invoice);
        let money = |amount: fn(&Invoice) -> Amount| {
            invoice.map(|invoice| formats.money(invoice.content.currency).amount(amount(invoice)))
        };
        let due_date = invoice.and_then(|invoice| invoice.content.due_date);
        let customer = input.customer.map(|party| match &party.contact_name {
            Some(contact) => contact.clone(),
            None => party.name.display(),
        });
        Self {
            number: invoice.and_then(Invoice::number).map(str::to_owned),
            total: money(|invoice| invoice.totals.payable()),
            amount_due: money(|invoice| invoice.balance().due.max(Amount::ZERO)),
            due_date: due_date.map(|date| formats.date(date)),
            customer: customer.filter(|name| !name.trim().is_empty()),
            company: input.seller.name.clone(),
            link: input.document.and_then(|document| document.link).map(str::to_owned),
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        match name {
            "number" => self.number.as_deref(),
            "total" => self.total.as_deref(),
            "amount_due" => self.amount_due.as_deref(),
            "due_date" => self.due_date.as_deref(),
            "customer" => self.customer.as_deref(),
            "company" => Some(&self.company),
            "link" => self.link.as_deref(),
            _ => None,
        }
    }
}

impl<'a> Letter<'a> {
    fn of(input: &MailInput<'a>) -> Self {
        let words = Words::of(input.language);
        let values = Values::of(input);
        let built_in = built_in(input.occasion, input.language);
        let own = |text: Option<&'a str>| text.filter(|text| !text.trim().is_empty());
        let fill = |text: &str| filled(text, |name| values.get(name));
        let message = own(input.message);
        let subject = fill(own(input.subject).unwrap_or(&built_in.subject));
        let mut facts = input.document.map_or(vec![], |document| {
            self::facts(words, document.invoice, input.occasion, &values)
        });
        facts.extend(input.facts.iter().cloned());
        let button = match input.document.map(|document| document.invoice.document) {
            Some(DocumentType::CreditNote) => "mail-view-credit-note",
            Some(DocumentType::Invoice) | None => "mail-view-invoice",
        };
        let attached =
            input.files.iter().map(|name| words.with("mail-attached", &[("name", name)]));
        let seller = input.seller;
        let signature = [
            Some(seller.name.as_str()),
            seller.phone.as_deref(),
            seller.email.as_ref().map(net30_domain::text::Email::as_str),
            seller.website.as_deref(),
        ];
        Self {
            language: input.language.code(),
            company: &input.seller.name,
            look: input.look,
            subject: subject.split_whitespace().collect::<Vec<_>>().join(" "),
            // Who writes a text of one's own closes it, too.
            closing: message.is_none().then(|| words.get("mail-closing")),
            message: fill(message.unwrap_or(&built_in.message)).replace("\r\n", "\n"),
            facts,
            button: values.link.as_ref().map(|link| (words.get(button), link.clone())),
            attached: attached.collect(),
            signature: signature.into_iter().flatten().map(str::to_owned).collect(),
        }
    }

    fn text(&self) -> String {
        let mut parts = vec![self.message.trim().to_owned()];
        let facts: Vec<String> =
            self.facts.iter().map(|(label, value)| format!("{label}: {value}")).collect();
        parts.push(facts.join("\n"));
        parts.extend(self.button.iter().map(|(label, link)| format!("{label}: {link}")));
        parts.push(self.attached.join("\n"));
        parts.extend(self.closing.clone());
        parts.push(format!("-- \n{}", self.signature.join("\n")));
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n") + "\n"
    }
}

/// What a letter shows of its document at a glance.
fn facts(
    words: Words,
    invoice: &Invoice,
    occasion: Occasion,
    values: &Values,
) -> Vec<(String, String)> {
    let of = |key: &str, value: &Option<String>| {
        value.as_ref().map(|value| (words.get(key), value.clone()))
    };
    let is_receipt = matches!(occasion, Occasion::Text(MailText::Receipt | MailText::PaidInvoice));
    let found = match invoice.document {
        DocumentType::CreditNote => [
            of("credit-note-number", &values.number),
            of("total-credit", &values.total),
            None,
            None,
        ],
        DocumentType::Invoice => {
            let paid = invoice.balance().paid > Amount::ZERO;
            [
                of("invoice-number", &values.number),
                of("total", &values.total).filter(|_| paid || is_receipt),
                of("due", &values.amount_due),
                of("due-date", &values.due_date).filter(|_| !is_receipt),
            ]
        }
    };
    found.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests;
