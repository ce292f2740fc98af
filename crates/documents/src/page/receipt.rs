//! A receipt for one payment: everything that it says, worded and formatted.

use super::{
    Fact, Weight,
    frame::{Called, Frame, facts_of},
    head::Sides,
    method_word, present,
};
use crate::ReceiptInput;
use net30_domain::money::Amount;
use net30_words::{Formats, Phrase, Word, Words};
use serde::Serialize;

/// Everything that a receipt says.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ReceiptPage {
    #[serde(flatten)]
    frame: Frame,
    receipt: Receipt,
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
        let number = input.invoice.number().unwrap_or_default();
        let date = formats.date(input.payment.date);
        let called = Called {
            title: words.get(Word::Receipt),
            number: Some(number.to_owned()),
            name: words.say(&Phrase::ReceiptOf { number }),
            continued: number,
        };
        let facts = facts(input, &sides, &date);
        Self {
            frame: Frame::of(&sides, input.look, content.language, called, facts),
            receipt: receipt(input, words, &formats, number, &date),
        }
    }
}

fn facts(input: &ReceiptInput<'_>, sides: &Sides<'_>, date: &str) -> Vec<Fact> {
    let (invoice, payment) = (input.invoice, input.payment);
    let facts = [
        (Word::InvoiceNumber, invoice.number().map(str::to_owned)),
        (Word::InvoiceDate, Some(sides.formats.date(invoice.content.issue_date))),
        (Word::PaymentDate, Some(date.to_owned())),
        (Word::PaymentMethod, Some(sides.words.get(method_word(payment.method)))),
        (Word::Reference, present(payment.reference.as_ref())),
    ];
    facts_of(sides, facts)
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
