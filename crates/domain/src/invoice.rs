//! An invoice or a credit note: what it says, what became of it.

use crate::{
    customer::{Customer, Party},
    document::{Content, DocumentType},
    email_delivery::LastEmailDelivery,
    id::{AccountId, InvoiceId, LineId, RecurringId},
    money::{Amount, Sum},
    payment::Payment,
    seller::Seller,
    template::Appearance,
    totals::{Balance, Totals},
};
use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;

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
    /// What kind of document it is.
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
    /// What became of the last e-mail with it.
    pub last_delivery: Option<LastEmailDelivery>,
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
    /// A new draft, to which nothing has happened yet.
    #[must_use]
    pub fn draft(
        id: InvoiceId,
        account_id: AccountId,
        document: DocumentType,
        content: Content,
        totals: Totals,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            account_id,
            document,
            content,
            totals,
            stage: Stage::Draft { kept_number: None },
            payments: vec![],
            credit_notes: vec![],
            credits: None,
            credited_lines: vec![],
            payment_failed_at: None,
            viewed_at: None,
            paid_at: None,
            scheduled_send_at: None,
            last_delivery: None,
            recurring_id: None,
            reminders_paused: false,
            deleted_at: None,
            revision: 1,
            created_at: now,
            updated_at: now,
        }
    }

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

    /// Whether it is a void document that a client of an API that erases has deleted: it is in the books, and in no list
    /// of such an API.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.deleted_at.is_some() && self.stage.issue().is_some()
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
        // What a note takes back, it takes off its invoice: nobody pays the note itself.
        let due = if self.document.asks_for_money() { balance.due } else { Amount::ZERO };
        Balance { due, ..balance }
    }

    /// The day on which the money came that paid it, or the last of it; none unless it is paid.
    #[must_use]
    pub fn paid_on(&self) -> Option<Date> {
        self.paid_at?;
        let counted = self.payments.iter().filter(|payment| payment.reversed_at.is_none());
        counted.map(|payment| payment.date).max()
    }
}
