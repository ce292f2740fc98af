//! A receipt for one payment: everything that it says, worded and formatted.

use super::{
    Fact, Letterhead, Recipient, Weight, font, head::Sides, paper, present, shortened, text_lines,
};
use crate::{ReceiptInput, colour::Colours};
use net30_domain::money::Amount;
use net30_words::{Formats, Phrase, Word, Words};
use serde::Serialize;

/// Everything that a receipt says. What documents have and a receipt has not is empty, so that both are arranged by the
/// same layouts.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ReceiptPage {
    language: &'static str,
    paper: &'static str,
    layout: &'static str,
    font: &'static str,
    colours: Colours,
    logo: bool,
    title: String,
    number: Option<String>,
    name: String,
    continued: String,
    mark: Option<String>,
    header: Vec<String>,
    seller: Letterhead,
    recipient: Recipient,
    ship_to: Option<String>,
    facts: Vec<Fact>,
    receipt: Receipt,
    footer: Vec<String>,
    legal: Vec<String>,
    folio: String,
    short: bool,
}

/// The body.
#[derive(Clone, Debug, Serialize)]
struct Receipt {
    /// The sentence that says what was received.
    says: String,
    sums: Vec<super::Sum>,
}

impl ReceiptPage {
    /// Words a receipt.
    pub(crate) fn of(input: &ReceiptInput<'_>) -> Self {
        let content = &input.invoice.content;
        let locale = input.locale();
        let (words, formats) = (Words::of(locale), Formats::of(locale));
        let sides = Sides { seller: input.seller, buyer: input.buyer, words, formats: &formats };
        let title = words.get(Word::Receipt);
        let number = input.invoice.number().unwrap_or_default();
        let name = words.say(&Phrase::ReceiptOf { number });
        let date = formats.date(input.payment.date);
        let footer = text_lines(input.look.footer.as_deref());
        Self {
            language: content.language.code(),
            paper: paper(input.seller),
            layout: input.look.layout.word(),
            font: font(input.look.font),
            colours: Colours::of(input.look),
            logo: input.look.logo.is_some(),
            continued: words.say(&Phrase::Continued {
                title: &title,
                number,
                seller: &shortened(&input.seller.name),
            }),
            number: Some(number.to_owned()),
            title,
            name,
            mark: None,
            header: text_lines(input.look.header.as_deref()),
            seller: sides.letterhead(),
            recipient: Recipient { label: words.get(Word::Customer), ..sides.recipient() },
            ship_to: None,
            facts: facts(input, words, &formats, &date),
            receipt: receipt(input, words, &formats, number, &date),
            legal: sides.legal(true, &footer),
            footer,
            short: false,
            folio: words.say(&Phrase::PageOf { page: "‹page›", pages: "‹pages›" }),
        }
    }
}

fn facts(input: &ReceiptInput<'_>, words: Words, formats: &Formats, date: &str) -> Vec<Fact> {
    let facts = [
        (Word::InvoiceNumber, input.invoice.number().map(str::to_owned)),
        (Word::InvoiceDate, Some(formats.date(input.invoice.content.issue_date))),
        (Word::PaymentDate, Some(date.to_owned())),
        (Word::PaymentMethod, Some(words.get(super::method_word(input.payment.method)))),
        (Word::Reference, present(input.payment.reference.as_ref())),
    ];
    let fact = |(word, value): (Word, Option<String>)| {
        Some(Fact { label: words.get(word), value: value? })
    };
    facts.into_iter().filter_map(fact).collect()
}

fn receipt(
    input: &ReceiptInput<'_>,
    words: Words,
    formats: &Formats,
    number: &str,
    date: &str,
) -> Receipt {
    let (invoice, payment) = (input.invoice, input.payment);
    let money = formats.money(invoice.content.currency);
    let amount = money.amount(payment.amount);
    let mut sums = vec![];
    let mut add = |word: Word, amount: Amount, weight: Weight| {
        sums.push(super::Sum { label: words.get(word), amount: money.amount(amount), weight });
    };
    let balance = invoice.balance();
    add(Word::Total, invoice.totals.payable(), Weight::Plain);
    add(Word::ThisPayment, payment.amount, Weight::Strong);
    if payment.refunded() > Amount::ZERO {
        add(Word::Refunded, payment.refunded(), Weight::Plain);
    }
    if balance.due < Amount::ZERO {
        add(Word::Overpaid, -balance.due, Weight::Due);
    } else {
        add(Word::Due, balance.due, Weight::Due);
    }
    let says = words.say(&Phrase::ReceiptSays { amount: &amount, number, date });
    Receipt { says, sums }
}
