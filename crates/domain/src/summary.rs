//! What lists say of a document: its head and what is due, without lines, texts and payments.

use crate::{
    customer::Name,
    document::DocumentType,
    id::{AccountId, CustomerId, InvoiceId},
    money::{Amount, Currency},
    standing::{Position, Standing},
    totals::Balance,
};
use jiff::{Timestamp, civil::Date};

/// A document as a line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Its id.
    pub id: InvoiceId,
    /// Whose document it is.
    pub account_id: AccountId,
    /// What it is.
    pub document: DocumentType,
    /// Where it stands, the calendar aside.
    pub position: Position,
    /// The number that it has drawn: a draft keeps that of a document that was taken back.
    pub number: Option<String>,
    /// The number that its client wants it to have.
    pub wanted_number: Option<String>,
    /// Its customer.
    pub customer_id: CustomerId,
    /// The customer's name as the document says it.
    pub customer_name: Name,
    /// Its currency.
    pub currency: Currency,
    /// Its date.
    pub issue_date: Date,
    /// When it is to be paid.
    pub due_date: Option<Date>,
    /// What it comes to, as [`Totals::total`](crate::totals::Totals::total).
    pub total: Amount,
    /// What rounding adds or takes.
    pub rounding: Amount,
    /// What was paid, given back and credited, and what is still due.
    pub balance: Balance,
    /// When it was issued.
    pub issued_at: Option<Timestamp>,
    /// When it was sent, or marked so.
    pub sent_at: Option<Timestamp>,
    /// When the customer first looked at it.
    pub viewed_at: Option<Timestamp>,
    /// When nothing was due any more.
    pub paid_at: Option<Timestamp>,
    /// When it was voided.
    pub voided_at: Option<Timestamp>,
    /// When it is to be sent.
    pub scheduled_send_at: Option<Timestamp>,
    /// When it went to the trash, or was hidden.
    pub deleted_at: Option<Timestamp>,
    /// Counts its changes.
    pub revision: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Summary {
    /// Where the document stands on a day of the account's time zone.
    #[must_use]
    pub fn standing(&self, today: Date) -> Standing {
        Standing::on(today, self.position, self.due_date)
    }

    /// What is to be paid: the total, rounded as the document says.
    #[must_use]
    pub fn payable(&self) -> Amount {
        self.total + self.rounding
    }

    /// Whether something is asked for that has not come.
    #[must_use]
    pub fn is_due(&self) -> bool {
        matches!(self.position, Position::Due { .. }) && self.document.asks_for_money()
    }

    /// Whether a client of an API that erases has deleted it.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.deleted_at.is_some() && self.position != Position::Draft
    }
}
