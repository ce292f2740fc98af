//! E-mails: what stands in them, as text and as HTML, in the customer's language.
//!
//! A text is the account's own or the catalogue's; both have placeholders, which are filled in here and nowhere else.

mod html;
mod placeholders;

pub use placeholders::{PLACEHOLDERS, unknown_placeholder};

use net30_domain::{
    customer::Party,
    document::DocumentType,
    email_delivery::MailText,
    invoice::Invoice,
    money::{Amount, Currency},
    payment::Payment,
    seller::Seller,
    template::Look,
    text::Language,
};
use net30_words::{Formats, Locale, Phrase, Word, Words};
use placeholders::filled;

/// What an e-mail is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// One that has a text in the catalogue, which an account may replace.
    Text(MailText),
    /// Something that the account's owner is told in words of its own.
    Notice,
    /// To see whether mail works.
    Test,
    /// Somebody is invited to work on the invoices of who writes.
    Invitation,
    /// Somebody is to choose a new password; who writes is the server, by its host.
    Password,
}

/// The text of e-mails: subject and message, with placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The subject.
    pub subject: String,
    /// The message, paragraphs separated by empty lines.
    pub message: String,
}

/// What an e-mail is about.
#[derive(Clone, Copy, Debug)]
pub struct MailDocument<'a> {
    /// The document with its totals and payments.
    pub invoice: &'a Invoice,
    /// Where it can be seen online.
    pub link: Option<&'a str>,
}

/// All that an e-mail is made of.
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
    /// Where its button leads, if it is about no document.
    pub link: Option<&'a str>,
    /// Names of the files that go with it.
    pub files: &'a [String],
    /// Whose colours it has.
    pub look: &'a Look,
}

/// An e-mail, worded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The same as HTML. It shows the logo, if there is one, as `cid:` and [`LOGO_ID`].
    pub html: String,
    /// The logo as PNG, if the e-mail shows one.
    pub logo: Option<Vec<u8>>,
}

/// The id of the logo's part of an e-mail (RFC 2392).
pub const LOGO_ID: &str = "logo@net30";

/// What is written where nobody says otherwise.
#[must_use]
pub fn built_in(occasion: Occasion, locale: Locale) -> Wording {
    let words = Words::of(locale);
    match occasion {
        Occasion::Text(text) => {
            let (subject, message) = built_in_text(text, words);
            let greeting = words.say(&Phrase::MailGreeting { customer: "{customer}" });
            Wording { subject, message: format!("{greeting}\n\n{message}") }
        }
        Occasion::Notice => Wording { subject: "{company}".to_owned(), message: String::new() },
        Occasion::Test => {
            let company = "{company}";
            Wording {
                subject: words.say(&Phrase::MailTestSubject { company }),
                message: words.say(&Phrase::MailTestMessage { company }),
            }
        }
        Occasion::Invitation => {
            let company = "{company}";
            Wording {
                subject: words.say(&Phrase::MailInvitationSubject { company }),
                message: words.say(&Phrase::MailInvitationMessage { company }),
            }
        }
        Occasion::Password => {
            let host = "{company}";
            Wording {
                subject: words.say(&Phrase::MailPasswordSubject { host }),
                message: words.say(&Phrase::MailPasswordMessage { host }),
            }
        }
    }
}

/// Subject and message of a text. The catalogue's variables become placeholders, so that an account can begin its own text
/// with these words.
fn built_in_text(text: MailText, words: Words) -> (String, String) {
    let (number, company) = ("{number}", "{company}");
    let (total, amount_due, due_date) = ("{total}", "{amount_due}", "{due_date}");
    let say = |subject, message| (words.say(&subject), words.say(&message));
    match text {
        MailText::Invoice => say(
            Phrase::MailInvoiceSubject { number, company },
            Phrase::MailInvoiceMessage { number, total },
        ),
        MailText::PaidInvoice => say(
            Phrase::MailPaidInvoiceSubject { number, company },
            Phrase::MailPaidInvoiceMessage { number, total },
        ),
        MailText::CreditNote => say(
            Phrase::MailCreditNoteSubject { number, company },
            Phrase::MailCreditNoteMessage { number, total },
        ),
        MailText::Reminder => say(
            Phrase::MailReminderSubject { number, company, due_date },
            Phrase::MailReminderMessage { number, amount_due, due_date },
        ),
        MailText::LateReminder => say(
            Phrase::MailLateReminderSubject { number, company },
            Phrase::MailLateReminderMessage { number, amount_due, due_date },
        ),
        MailText::Receipt => {
            say(Phrase::MailReceiptSubject { number }, Phrase::MailReceiptMessage { number })
        }
        MailText::Statement => {
            let subject = words.say(&Phrase::MailStatementSubject { company });
            (subject, words.get(Word::MailStatementMessage))
        }
    }
}

/// A payment as the e-mail with its receipt shows it at a glance: what it is called, and how much it is.
#[must_use]
pub fn payment_fact(payment: &Payment, currency: Currency, locale: Locale) -> (String, String) {
    let amount = Formats::of(locale).money(currency).amount(payment.amount);
    (Words::of(locale).get(Word::ThisPayment), amount)
}

/// Words an e-mail.
#[must_use]
pub fn mail(input: &MailInput<'_>) -> Mail {
    let message = Message::of(input);
    let logo = input.look.logo.as_ref().map(|logo| logo.png.clone());
    Mail { text: message.text(), html: html::html(&message), subject: message.subject, logo }
}

/// An e-mail in parts, ready to be arranged.
struct Message<'a> {
    words: Words,
    language: &'static str,
    company: &'a str,
    look: &'a Look,
    subject: String,
    /// What is written, with its placeholders filled in.
    body: String,
    facts: Vec<(String, String)>,
    /// What the button says, and where it leads.
    button: Option<(String, String)>,
    attached: Vec<String>,
    closing: Option<String>,
    /// Name, phone, address, website: as far as they are known.
    signature: Vec<String>,
}

impl MailInput<'_> {
    fn locale(&self) -> Locale {
        Locale::of(self.language, self.seller.address.country)
    }
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
        let formats = Formats::of(input.locale());
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
            link: input
                .document
                .and_then(|document| document.link)
                .or(input.link)
                .map(str::to_owned),
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

impl<'a> Message<'a> {
    fn of(input: &MailInput<'a>) -> Self {
        let words = Words::of(input.locale());
        let values = Values::of(input);
        let built_in = built_in(input.occasion, input.locale());
        let own = |text: Option<&'a str>| text.filter(|text| !text.trim().is_empty());
        let fill = |text: &str| filled(text, |name| values.get(name));
        let own_body = own(input.message);
        let subject = fill(own(input.subject).unwrap_or(&built_in.subject));
        let mut facts = input.document.map_or(vec![], |document| {
            self::facts(words, document.invoice, input.occasion, &values)
        });
        facts.extend(input.facts.iter().cloned());
        let document = input.document.map(|document| document.invoice.document);
        let button = match (input.occasion, document) {
            (Occasion::Invitation, _) => Word::MailComeIn,
            (Occasion::Password, _) => Word::MailChoosePassword,
            (_, Some(DocumentType::CreditNote)) => Word::MailViewCreditNote,
            (_, Some(DocumentType::Invoice) | None) => Word::MailViewInvoice,
        };
        let attached = input.files.iter().map(|name| words.say(&Phrase::MailAttached { name }));
        let seller = input.seller;
        let signature = [
            Some(seller.name.as_str()),
            seller.phone.as_deref(),
            seller.email.as_ref().map(net30_domain::text::Email::as_str),
            seller.website.as_deref(),
        ];
        Self {
            words,
            language: input.language.code(),
            company: &input.seller.name,
            look: input.look,
            subject: subject.split_whitespace().collect::<Vec<_>>().join(" "),
            // Who writes a text of one's own closes it, too.
            closing: own_body.is_none().then(|| words.get(Word::MailClosing)),
            body: fill(own_body.unwrap_or(&built_in.message)).replace("\r\n", "\n"),
            facts,
            button: values.link.as_ref().map(|link| (words.get(button), link.clone())),
            attached: attached.collect(),
            signature: signature.into_iter().flatten().map(str::to_owned).collect(),
        }
    }

    fn text(&self) -> String {
        let mut parts = vec![self.body.trim().to_owned()];
        let labelled =
            |(label, value): &(String, String)| self.words.say(&Phrase::Labelled { label, value });
        parts.push(self.facts.iter().map(labelled).collect::<Vec<_>>().join("\n"));
        parts.extend(self.button.iter().map(labelled));
        parts.push(self.attached.join("\n"));
        parts.extend(self.closing.clone());
        parts.push(format!("-- \n{}", self.signature.join("\n")));
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n") + "\n"
    }
}

/// What an e-mail shows of its document at a glance.
fn facts(
    words: Words,
    invoice: &Invoice,
    occasion: Occasion,
    values: &Values,
) -> Vec<(String, String)> {
    let of = |word: Word, value: &Option<String>| {
        value.as_ref().map(|value| (words.get(word), value.clone()))
    };
    let is_receipt = matches!(occasion, Occasion::Text(MailText::Receipt | MailText::PaidInvoice));
    let found = match invoice.document {
        DocumentType::CreditNote => [
            of(Word::CreditNoteNumber, &values.number),
            of(Word::TotalCredit, &values.total),
            None,
            None,
        ],
        DocumentType::Invoice => {
            let paid = invoice.balance().paid > Amount::ZERO;
            [
                of(Word::InvoiceNumber, &values.number),
                of(Word::Total, &values.total).filter(|_| paid || is_receipt),
                of(Word::Due, &values.amount_due),
                of(Word::DueDate, &values.due_date).filter(|_| !is_receipt),
            ]
        }
    };
    found.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests;
