//! Payments received, and what was given back of them.

use crate::words::words;
use crate::{
    id::{CreditUseId, InvoiceId, PaymentId, RefundId},
    money::{Amount, Sum},
};
use jiff::{Timestamp, civil::Date};

words! {
    /// How money came.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Method {
        /// Credit transfer.
        BankTransfer = "bank_transfer",
        /// Debit or credit card.
        Card = "card",
        /// Cash.
        Cash = "cash",
        /// Cheque.
        Cheque = "cheque",
        /// Direct debit.
        DirectDebit = "direct_debit",
        /// The customer's credit: money that came before, and was more than was due.
        Credit = "credit",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// Why money was given back (the reasons of Invoiless).
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum RefundReason {
        /// Paid twice.
        Duplicate = "duplicate",
        /// The customer asked.
        CustomerRequest = "customer_request",
        /// The order was cancelled.
        Cancelled = "cancelled",
        /// The invoice was wrong.
        BillingError = "billing_error",
        /// Fraud.
        Fraudulent = "fraudulent",
        /// Anything else.
        Other = "other",
    }
}

/// Money received for an invoice. A reversed payment stays on record and counts for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// Its id.
    pub id: PaymentId,
    /// What it pays.
    pub invoice_id: InvoiceId,
    /// How much, above zero.
    pub amount: Amount,
    /// How it came.
    pub method: Method,
    /// Reference of the bank or the payer, at most 255 characters.
    pub reference: Option<String>,
    /// Notes, at most 1000 characters.
    pub notes: Option<String>,
    /// The day it came in.
    pub date: Date,
    /// When it was recorded.
    pub created_at: Timestamp,
    /// When it was removed again.
    pub reversed_at: Option<Timestamp>,
    /// What was given back, oldest first.
    pub refunds: Vec<Refund>,
    /// What of it pays other invoices of the customer, oldest first.
    pub uses: Vec<CreditUse>,
}

/// What of a payment pays another invoice of the same customer: it was more than was due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditUse {
    /// Its id.
    pub id: CreditUseId,
    /// The payment that brought the money.
    pub from: PaymentId,
    /// The payment by credit that uses it.
    pub to: PaymentId,
    /// How much, above zero.
    pub amount: Amount,
    /// The day that it counts from.
    pub date: Date,
    /// When it was recorded.
    pub created_at: Timestamp,
}

impl Payment {
    /// What was given back of it.
    #[must_use]
    pub fn refunded(&self) -> Amount {
        self.refunds.iter().map(|refund| refund.amount).sum::<Sum>().nearest()
    }

    /// What of it pays other invoices.
    #[must_use]
    pub fn used(&self) -> Amount {
        self.uses.iter().map(|used| used.amount).sum::<Sum>().nearest()
    }

    /// What of it pays its own invoice, whatever of that was given back.
    #[must_use]
    pub fn kept(&self) -> Amount {
        (Sum::from(self.amount) - self.used().into()).nearest()
    }

    /// What of it is neither given back nor used for other invoices.
    #[must_use]
    pub fn left(&self) -> Amount {
        (Sum::from(self.kept()) - self.refunded().into()).nearest()
    }

    /// Whether it can be taken back: it stands, and nothing of it was given back or pays other invoices.
    #[must_use]
    pub fn can_be_reversed(&self) -> bool {
        self.reversed_at.is_none() && self.left() == self.amount
    }
}

/// Money given back from a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    /// Its id.
    pub id: RefundId,
    /// From which payment.
    pub payment_id: PaymentId,
    /// How much, above zero.
    pub amount: Amount,
    /// Why.
    pub reason: RefundReason,
    /// Notes, at most 1000 characters.
    pub notes: Option<String>,
    /// The day it was given back.
    pub date: Date,
    /// When it was recorded.
    pub created_at: Timestamp,
}
