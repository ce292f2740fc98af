//! An invoice or a credit note: what it says, what became of it.

use crate::{
    account::{Seller, TaxRounding},
    customer::{Buyer, Customer, Party},
    delivery::LastDelivery,
    html::Html,
    id::{AccountId, CustomerId, InvoiceId, LineId, ProductId, RecurringId, TemplateId},
    money::{Amount, Currency, Sum},
    payment::Payment,
    tax::{Rate, Tax},
    template::Appearance,
    text::Language,
    totals::{Balance, Totals},
};
use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;

/// Which kind of document it is. Both live in one table and one id space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DocumentType {
    /// Asks for money (UNTDID 1001: 380).
    Invoice,
    /// Takes an invoice back, in whole or in part (381). Its amounts are positive.
    CreditNote,
}

impl DocumentType {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::CreditNote => "credit_note",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Invoice, Self::CreditNote].into_iter().find(|document| document.word() == word)
    }
}

/// A discount on a line or on the whole document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discount {
    /// How much.
    pub rate: Rate,
    /// What it is called; the page says `Discount` if it has no name.
    pub name: Option<String>,
}

/// A charge on the whole document, such as freight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtraCharge {
    /// How much; a percentage is of subtotal less discount. With tax where prices include it.
    pub rate: Rate,
    /// What it is called.
    pub name: Option<String>,
}

/// What a percentage after tax is taken of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Of {
    /// Net and tax.
    #[default]
    Gross,
    /// The net, as withholdings are (Spain's IRPF, Italy's ritenuta d'acconto).
    Net,
}

impl Of {
    /// Every choice.
    pub const ALL: [Of; 2] = [Self::Gross, Self::Net];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Gross => "gross",
            Self::Net => "net",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|of| of.word() == word)
    }
}

/// An amount after tax: a withholding, a tip, a contribution. May be negative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtraField {
    /// What it is called.
    pub name: String,
    /// How much.
    pub rate: Rate,
    /// What a percentage is of.
    pub of: Of,
}

/// From when to when a service was given, both days included. Either may be open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServicePeriod {
    /// First day (BT-73, BT-134).
    pub start: Option<Date>,
    /// Last day (BT-74, BT-135).
    pub end: Option<Date>,
}

/// Who said when a document is to be paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DueDateSource {
    /// The payment terms: a change of theirs, or of the issue date, moves it.
    #[default]
    Terms,
    /// The client, who gave a date or none at all: it stays.
    Client,
}

/// A line of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its id; kept when the line is edited in place.
    pub id: LineId,
    /// The catalogue's entry that it was filled from.
    pub product_id: Option<ProductId>,
    /// What it is (BT-153).
    pub name: Option<String>,
    /// What more there is to say of it (BT-154).
    pub description: Option<Html>,
    /// Link to the article.
    pub url: Option<String>,
    /// How many; negative for a return, zero for a line of text or a flat fee alone.
    pub quantity: Decimal,
    /// What is counted, such as `hour`.
    pub unit: Option<String>,
    /// Price of `base_quantity` units; negative for what is taken off.
    pub unit_price: Decimal,
    /// For how many units the price is, above zero; 1 as a rule (BT-149).
    pub base_quantity: Decimal,
    /// Added to quantity × price (BT-141 as a line charge); not negative.
    pub flat_fee: Option<Decimal>,
    /// Discount on the line.
    pub discount: Option<Discount>,
    /// Its own taxes, at most 3; if empty, the document's apply.
    pub taxes: Vec<Tax>,
    /// When the service was given.
    pub service: ServicePeriod,
    /// Where the client wants the line to stand; lines are kept sorted by it.
    pub display_order: Option<i32>,
}

/// All that a client writes of a document, and may change while it is a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// To whom.
    pub customer_id: CustomerId,
    /// The customer as the document names it until it is issued; as the customer is, if none.
    pub buyer: Option<Box<Buyer>>,
    /// Its date (BT-2).
    pub issue_date: Date,
    /// When it is to be paid, not before `issue_date` (BT-9).
    pub due_date: Option<Date>,
    /// Who said when it is to be paid.
    pub due_date_source: DueDateSource,
    /// When the services were given (BG-14).
    pub service: ServicePeriod,
    /// When the goods were delivered (BT-72).
    pub delivery_date: Option<Date>,
    /// Its currency (BT-5).
    pub currency: Currency,
    /// Its language.
    pub language: Language,
    /// The number that the client wants it to have.
    pub number: Option<String>,
    /// Part of the public link, at most 50 characters.
    pub slug: Option<String>,
    /// What the document calls itself in place of `Invoice`, at most 20 characters.
    pub header: Option<String>,
    /// What it is about.
    pub description: Option<Html>,
    /// What the buyer should know (BT-22).
    pub notes: Option<Html>,
    /// On which terms (BT-20).
    pub terms: Option<Html>,
    /// `Net 30` and the like, understood by [`crate::payment_terms`].
    pub payment_terms: Option<String>,
    /// Days from the issue date to the due date, in place of what the text says.
    pub payment_days: Option<i32>,
    /// The buyer's reference, such as a Leitweg-ID (BT-10).
    pub buyer_reference: Option<String>,
    /// The buyer's order number (BT-13).
    pub purchase_order: Option<String>,
    /// Contract number (BT-12).
    pub contract_reference: Option<String>,
    /// Project number (BT-11).
    pub project_reference: Option<String>,
    /// Discount on the whole.
    pub discount: Option<Discount>,
    /// Charge on the whole.
    pub extra_charge: Option<ExtraCharge>,
    /// Amounts after tax, at most 3.
    pub extra_fields: Vec<ExtraField>,
    /// Taxes of the lines that name none, at most 3.
    pub taxes: Vec<Tax>,
    /// Whether prices include tax.
    pub tax_included: bool,
    /// Where tax is rounded; the account's rule when the document was made.
    pub tax_rounding: TaxRounding,
    /// The amount due is rounded to a multiple of it, such as 0.05.
    pub round_to: Option<Decimal>,
    /// How it looks; the account's choice if none.
    pub template_id: Option<TemplateId>,
    /// At most 10 of 50 characters.
    pub tags: Vec<String>,
    /// Whether it is a retainer (Invoiless' `isRetainer`).
    pub is_retainer: bool,
    /// Whether the shipping address is printed.
    pub ship_to: bool,
    /// Where the document comes from, such as `stripe`.
    pub external_source: Option<String>,
    /// Its id there; unique in the account together with the source.
    pub external_source_id: Option<String>,
    /// Free JSON object of the client, as text.
    pub metadata: Option<String>,
    /// The lines, 1 to 1000.
    pub lines: Vec<Line>,
}

/// What became true when the document was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Its number (BT-1).
    pub number: String,
    /// When.
    pub issued_at: Timestamp,
    /// When it was sent to the customer, or marked so.
    pub sent_at: Option<Timestamp>,
    /// The secret part of its public link: 128 random bits in base 62.
    pub share_token: String,
    /// The seller as it was.
    pub seller: Seller,
    /// The customer as it was.
    pub buyer: Party,
    /// How it looks; none if it was issued by a version that did not keep that.
    pub appearance: Option<Appearance>,
}

/// The three stages of a document's life, each with what is true in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// May be changed.
    Draft {
        /// The number that an unpublished document keeps.
        kept_number: Option<String>,
    },
    /// Is in the books.
    Issued(Box<Issue>),
    /// Is in the books, and asks for nothing any more.
    Void {
        /// What it was issued with.
        issue: Box<Issue>,
        /// When it was voided.
        at: Timestamp,
    },
}

impl Stage {
    /// What became true when it was issued, unless it is a draft.
    #[must_use]
    pub fn issue(&self) -> Option<&Issue> {
        match self {
            Self::Draft { .. } => None,
            Self::Issued(issue) | Self::Void { issue, .. } => Some(issue),
        }
    }
}

/// A credit note seen from its invoice, or an invoice seen from its credit note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLink {
    /// The other document.
    pub id: InvoiceId,
    /// Its number, once issued.
    pub number: Option<String>,
    /// What it comes to, rounding included.
    pub payable: Amount,
    /// Its date.
    pub issue_date: Date,
    /// Whether it counts: issued and not void.
    pub counts: bool,
}

/// Which line of the invoice a line of a credit note takes back, and how much of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditedLine {
    /// The line of the invoice.
    pub line_id: LineId,
    /// How many of it, with the sign of the line's quantity.
    pub quantity: Decimal,
}

/// A document with everything that is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoice {
    /// Its id.
    pub id: InvoiceId,
    /// Whose it is.
    pub account_id: AccountId,
    /// Invoice or credit note.
    pub document: DocumentType,
    /// What the client wrote.
    pub content: Content,
    /// What it comes to.
    pub totals: Totals,
    /// Draft, issued or void.
    pub stage: Stage,
    /// Payments in the order they were recorded, reversed ones included.
    pub payments: Vec<Payment>,
    /// Its credit notes, oldest first.
    pub credit_notes: Vec<DocumentLink>,
    /// The invoice that it takes back, if it is a credit note.
    pub credits: Option<DocumentLink>,
    /// What it takes back of the invoice's lines, if it is a credit note.
    pub credited_lines: Vec<CreditedLine>,
    /// When the last online payment failed, none having succeeded since.
    pub payment_failed_at: Option<Timestamp>,
    /// When the customer first looked at it.
    pub viewed_at: Option<Timestamp>,
    /// When it was recorded that nothing is due any more.
    pub paid_at: Option<Timestamp>,
    /// When it is to be sent.
    pub scheduled_send_at: Option<Timestamp>,
    /// What became of the last letter with it.
    pub last_delivery: Option<LastDelivery>,
    /// The recurring invoice that made it, which may be gone.
    pub recurring_id: Option<RecurringId>,
    /// Whether the customer is not reminded of it.
    pub reminders_paused: bool,
    /// When it was moved to the trash (a draft), or hidden from lists (a void document).
    pub deleted_at: Option<Timestamp>,
    /// Counts its changes, from 1.
    pub revision: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Invoice {
    /// The number: of an issued document its own, of a draft the one that it keeps or that the client wants.
    #[must_use]
    pub fn number(&self) -> Option<&str> {
        match &self.stage {
            Stage::Draft { kept_number } => {
                kept_number.as_ref().or(self.content.number.as_ref()).map(String::as_str)
            }
            Stage::Issued(issue) | Stage::Void { issue, .. } => Some(&issue.number),
        }
    }

    /// The customer as the document names it: as it was when it was issued, else as the draft took it over.
    #[must_use]
    pub fn named(&self, customer: &Customer) -> Party {
        match self.stage.issue() {
            Some(issue) => issue.buyer.clone(),
            None => customer.named_in(self.content.buyer.as_deref()),
        }
    }

    /// What the payments come to with another one; none if that has more than 15 digits before the point.
    #[must_use]
    pub fn paid_with(&self, another: Amount) -> Option<Amount> {
        let counted = self.payments.iter().filter(|payment| payment.reversed_at.is_none());
        let paid: Sum = counted.map(|payment| payment.amount).chain([another]).sum();
        paid.limited(self.content.currency)
    }

    /// What was paid, given back and credited, and what is still due.
    #[must_use]
    pub fn balance(&self) -> Balance {
        let counted = || self.payments.iter().filter(|payment| payment.reversed_at.is_none());
        let credited = self.credit_notes.iter().filter(|note| note.counts).map(|note| note.payable);
        let balance = Balance::of(
            &self.totals,
            counted().map(Payment::kept).sum::<Sum>().nearest(),
            counted().map(Payment::refunded).sum::<Sum>().nearest(),
            credited.sum::<Sum>().nearest(),
        );
        match self.document {
            DocumentType::Invoice => balance,
            // What a note takes back, it takes off its invoice: nobody pays the note itself.
            DocumentType::CreditNote => Balance { due: Amount::ZERO, ..balance },
        }
    }

    /// The day on which the money came that paid it, or the last of it; none unless it is paid.
    #[must_use]
    pub fn paid_on(&self) -> Option<Date> {
        self.paid_at?;
        let counted = self.payments.iter().filter(|payment| payment.reversed_at.is_none());
        counted.map(|payment| payment.date).max()
    }
}
