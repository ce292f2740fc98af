//! What the public page says besides the document: where it stands, how to pay now, and what was paid.

use super::{Page, Pen};
use crate::DocumentInput;
use jiff::civil::Date;
use net30_domain::{money::Amount, payment::Method, standing::Position};
use net30_words::{Formats, Phrase, Word, Words};

/// A document and what its customer may do.
#[derive(Clone, Copy, Debug)]
pub struct PublicInput<'a> {
    /// The document. Its own link is left out: this is where it leads.
    pub document: DocumentInput<'a>,
    /// Today in the account's time zone.
    pub today: Date,
    /// The last part of the page's address, to which links are relative.
    pub link: &'a str,
    /// What may be paid online.
    pub offer: Option<PublicOffer>,
    /// Whether there is an electronic invoice to download.
    pub xml: bool,
    /// What has just happened.
    pub notice: Option<Notice>,
    /// The address, behind [`link`](Self::link), that looks again whether a payment has come.
    pub again: Option<&'a str>,
}

/// What may be paid online.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicOffer {
    /// What is due.
    pub due: Amount,
    /// Whether less may be paid.
    pub partial: bool,
    /// A payment is under way already.
    pub processing: bool,
}

/// What has just happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The customer comes back, and the payment has come.
    Confirmed,
    /// The customer comes back, and nobody knows yet.
    Confirming,
    /// The customer has paid in a way that takes days.
    Processing,
    /// It cannot be paid online now.
    Unavailable,
    /// The amount is not one that may be paid.
    Amount,
    /// Nothing is due.
    NothingDue,
}

/// Where the document stands, in the words of its customer.
#[derive(Clone, Debug)]
pub(crate) struct PublicView {
    /// The class of the badge: `draft`, `due`, `overdue`, `paid`, `void`, `credit`.
    pub(crate) tone: &'static str,
    pub(crate) badge: String,
    /// The figure that the customer looks for.
    pub(crate) amount: String,
    pub(crate) captions: Vec<String>,
    pub(crate) from: String,
    /// Files to download: what the link says, and the address behind the page's.
    pub(crate) downloads: Vec<(String, &'static str)>,
    pub(crate) pay: Option<PayForm>,
    pub(crate) alert: Option<Alert>,
    pub(crate) receipt: Option<Receipt>,
}

/// A button, and a field where less than the balance may be paid.
#[derive(Clone, Debug)]
pub(crate) struct PayForm {
    pub(crate) label: String,
    pub(crate) hint: String,
    pub(crate) field: Option<AmountField>,
}

/// How much is to be paid, as HTML's number fields take it: with a point.
#[derive(Clone, Debug)]
pub(crate) struct AmountField {
    pub(crate) label: String,
    pub(crate) hint: String,
    pub(crate) value: String,
    pub(crate) step: String,
    pub(crate) is_wrong: bool,
}

/// What has just happened.
#[derive(Clone, Debug)]
pub(crate) struct Alert {
    pub(crate) is_good: bool,
    pub(crate) text: String,
    /// The label of the link that looks again.
    pub(crate) again: Option<String>,
}

/// What was paid and given back.
#[derive(Clone, Debug)]
pub(crate) struct Receipt {
    pub(crate) heading: String,
    pub(crate) date: String,
    pub(crate) method: String,
    pub(crate) amount: String,
    /// What the link to a receipt says.
    pub(crate) download: String,
    pub(crate) rows: Vec<ReceiptRow>,
}

/// A payment or a refund.
#[derive(Clone, Debug)]
pub(crate) struct ReceiptRow {
    pub(crate) date: String,
    pub(crate) method: String,
    pub(crate) amount: String,
    /// Where the receipt for the payment is, behind the page's address.
    pub(crate) receipt: Option<String>,
}

impl PublicView {
    /// Words what is beside the document.
    pub(crate) fn of(public: &PublicInput<'_>, page: &Page) -> Self {
        let input: &DocumentInput<'_> = &public.document;
        let content = &input.invoice.content;
        let locale = input.locale();
        let formats = Formats::of(locale);
        let money = formats.money(content.currency);
        let pen = Pen { input, words: Words::of(locale), formats: &formats, money: &money };
        let (tone, badge, amount, captions) = pen.standing(public.today);
        Self {
            tone,
            badge: pen.words.get(badge),
            amount,
            captions,
            from: pen.words.say(&Phrase::DocumentFrom { seller: &page.seller.name }),
            downloads: pen.downloads(public.xml),
            pay: pen.pay_form(public),
            alert: pen.alert(public),
            receipt: pen.receipt(),
        }
    }
}

impl Pen<'_> {
    /// The copy that says where the document stands comes first; one that asks for money is offered only as what it is.
    fn downloads(&self, xml: bool) -> Vec<(String, &'static str)> {
        let download = self.words.get(Word::DownloadPdf);
        let mut files = if self.stamp().is_none() {
            vec![(download, "/pdf")]
        } else {
            vec![(download, "/pdf?copy=current"), (self.words.get(Word::AsIssued), "/pdf")]
        };
        if xml {
            files.push((self.words.get(Word::DownloadXml), "/xml"));
        }
        files
    }

    /// Tone, badge, the figure that counts, and what is said below it.
    fn standing(&self, today: Date) -> (&'static str, Word, String, Vec<String>) {
        let invoice = self.input.invoice;
        let (totals, balance) = (&invoice.totals, invoice.balance());
        let amount = |amount: Amount| self.money.amount(amount);
        let total = amount(totals.payable());
        let position = invoice.position();
        if position == Position::Draft {
            return ("draft", Word::Preview, total, vec![self.words.get(Word::PreviewExplained)]);
        }
        if position == Position::Void {
            return ("void", Word::Void, total, vec![self.words.get(Word::VoidExplained)]);
        }
        if invoice.document.takes_back() {
            let captions = vec![self.words.get(Word::CreditExplained)];
            return ("credit", Word::CreditNote, total, captions);
        }
        let due_date = invoice.content.due_date.map(|date| self.formats.date(date));
        match position {
            Position::Due { part_paid, .. } => {
                let overdue = invoice.standing(today).overdue;
                let due_on = |date| {
                    if overdue { Phrase::WasDueOn { date } } else { Phrase::DueOn { date } }
                };
                let mut captions: Vec<String> =
                    due_date.iter().map(|date| self.words.say(&due_on(date))).collect();
                if part_paid {
                    let paid = amount(balance.paid - balance.refunded);
                    captions.push(self.words.say(&Phrase::PaidOf { paid: &paid, total: &total }));
                }
                let (tone, badge) =
                    if overdue { ("overdue", Word::Overdue) } else { ("due", Word::Open) };
                (tone, badge, amount(balance.due), captions)
            }
            Position::Refunded => ("credit", Word::Refunded, amount(balance.refunded), vec![]),
            Position::Credited => {
                let over = -balance.due;
                let captions = if over > Amount::ZERO {
                    vec![self.words.say(&Phrase::CreditOver { amount: &amount(over) })]
                } else {
                    vec![self.words.get(Word::NothingDue)]
                };
                ("credit", Word::Credited, total, captions)
            }
            Position::Settled | Position::Draft | Position::Void => {
                let last = invoice.payments.iter().filter(|payment| payment.reversed_at.is_none());
                let last = last.map(|payment| payment.date).max();
                let captions = match last {
                    Some(date) => {
                        let date = self.formats.date(date);
                        vec![self.words.say(&Phrase::PaidOn { date: &date })]
                    }
                    None => vec![self.words.get(Word::NothingDue)],
                };
                ("paid", Word::Paid, total, captions)
            }
        }
    }

    fn pay_form(&self, public: &PublicInput<'_>) -> Option<PayForm> {
        let offer = public.offer.filter(|offer| !offer.processing)?;
        let currency = self.input.invoice.content.currency;
        let due = self.money.amount(offer.due);
        let field = offer.partial.then(|| AmountField {
            label: self.words.say(&Phrase::AmountToPay { currency: currency.code() }),
            hint: self.words.say(&Phrase::AmountAtMost { amount: &due }),
            value: offer.due.to_decimal(currency).to_string(),
            step: Amount(1).to_decimal(currency).to_string(),
            is_wrong: public.notice == Some(Notice::Amount),
        });
        let label = match &field {
            Some(_) => self.words.get(Word::PayNow),
            None => self.words.say(&Phrase::PayAmount { amount: &due }),
        };
        Some(PayForm { label, hint: self.words.get(Word::PayHint), field })
    }

    fn alert(&self, public: &PublicInput<'_>) -> Option<Alert> {
        let processing = public.offer.is_some_and(|offer| offer.processing);
        let notice = match public.notice {
            Some(notice) => notice,
            None if processing => Notice::Processing,
            None => return None,
        };
        let (word, is_good, again) = match notice {
            Notice::Confirmed => (Word::NoticeConfirmed, true, false),
            Notice::Confirming => (Word::NoticeConfirming, true, true),
            Notice::Processing => (Word::NoticeProcessing, true, false),
            Notice::Unavailable => (Word::NoticeUnavailable, false, false),
            Notice::Amount => (Word::NoticeAmount, false, false),
            Notice::NothingDue => (Word::NoticeNothingDue, false, false),
        };
        let again = again.then(|| self.words.get(Word::CheckAgain));
        Some(Alert { is_good, text: self.words.get(word), again })
    }

    fn receipt(&self) -> Option<Receipt> {
        let counted =
            self.input.invoice.payments.iter().filter(|payment| payment.reversed_at.is_none());
        let mut rows = Vec::new();
        for payment in counted {
            let receipt = Some(format!("/receipts/{}", payment.id));
            let method = self.words.get(method_word(payment.method));
            rows.push((payment.date, method, payment.amount, receipt));
            for refund in &payment.refunds {
                rows.push((refund.date, self.words.get(Word::Refund), -refund.amount, None));
            }
        }
        let settled = self.input.invoice.position() == Position::Settled;
        (!rows.is_empty()).then(|| Receipt {
            heading: self.words.get(if settled { Word::Receipt } else { Word::Payments }),
            date: self.words.get(Word::EntryDate),
            method: self.words.get(Word::PaymentMethod),
            amount: self
                .words
                .say(&Phrase::Amount { currency: self.input.invoice.content.currency.code() }),
            download: self.words.get(Word::DownloadReceipt),
            rows: rows
                .into_iter()
                .map(|(date, method, amount, receipt)| ReceiptRow {
                    date: self.formats.date(date),
                    method,
                    amount: self.money.amount(amount),
                    receipt,
                })
                .collect(),
        })
    }
}

pub(super) fn method_word(method: Method) -> Word {
    match method {
        Method::BankTransfer => Word::MethodBankTransfer,
        Method::Card => Word::MethodCard,
        Method::Cash => Word::MethodCash,
        Method::Cheque => Word::MethodCheque,
        Method::DirectDebit => Word::MethodDirectDebit,
        Method::Credit => Word::MethodCredit,
        Method::Other => Word::MethodOther,
    }
}
