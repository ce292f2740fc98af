//! A receipt for one payment: everything that it says, worded and formatted.

use super::{
    Fact, Letterhead, Recipient, Weight, font, head::Sides, paper, present, shortened, text_lines,
};
use crate::{ReceiptInput, colour::Colours, format::Formats, words::Words};
use net30_domain::money::Amount;
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
        let (words, formats) = (Words::of(content.language), Formats::of(content.language));
        let sides = Sides { seller: input.seller, buyer: input.buyer, words, formats: &formats };
        let title = words.get("receipt");
        let number = input.invoice.number().unwrap_or_default();
        let name = words.with("receipt-of", &[("number", number)]);
        let date = formats.date(input.payment.date);
        let footer = text_lines(input.look.footer.as_deref());
        Self {
            language: content.language.code(),
            paper: paper(input.seller),
            layout: input.look.layout.word(),
            font: font(input.look.font),
            colours: Colours::of(input.look),
            logo: input.look.logo.is_some(),
            continued: words.with(
                "continued",
                &[
                    ("title", &title),
                    ("number", number),
                    ("seller", &shortened(&input.seller.name)),
                ],
            ),
            number: Some(number.to_owned()),
            title,
            name,
            mark: None,
            header: text_lines(input.look.header.as_deref()),
            seller: sides.letterhead(),
            recipient: Recipient { label: words.get("customer"), ..sides.recipient() },
            ship_to: None,
            facts: facts(input, words, &formats, &date),
            receipt: receipt(input, words, &formats, number, &date),
            legal: sides.legal(true, &footer),
            footer,
            short: false,
            folio: words.with("page-of", &[("page", "‹page›"), ("pages", "‹pages›")]),
        }
    }
}

fn facts(input: &ReceiptInput<'_>, words: Words, formats: &Formats, date: &str) -> Vec<Fact> {
    let facts = [
        ("invoice-number", input.invoice.number().map(str::to_owned)),
        ("invoice-date", Some(formats.date(input.invoice.content.issue_date))),
        ("receipt-date", Some(date.to_owned())),
        ("payment-method", Some(words.get(super::method_key(input.payment.method)))),
        ("reference", present(input.payment.reference.as_ref())),
    ];
    let fact =
        |(key, value): (&str, Option<String>)| Some(Fact { label: words.get(key), value: value? });
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
    let mut add = |key: &str, amount: Amount, weight: Weight| {
        sums.push(super::Sum { label: words.get(key), amount: money.amount(amount), weight });
    };
    let balance = invoice.balance();
    add("total", invoice.totals.payable(), Weight::Plain);
    add("this-payment", payment.amount, Weight::Strong);
    if payment.refunded() > Amount::ZERO {
        add("refunded", payment.refunded(), Weight::Plain);
    }
    if balance.due < Amount::ZERO {
        add("overpaid", -balance.due, Weight::Due);
    } else {
        add("due", balance.due, Weight::Due);
    }
    let variables = [("amount", amount.as_str()), ("number", number), ("date", date)];
    Receipt { says: words.with("receipt-says", &variables), sums }
}
