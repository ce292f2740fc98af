//! Payments received, and what was given back of them.

use crate::{
    id::{CreditUseId, InvoiceId, PaymentId, RefundId},
    money::{Amount, Sum},
};
use jiff::{Timestamp, civil::Date};

/// How money came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Credit transfer.
    BankTransfer,
    /// Debit or credit card.
    Card,
    /// Cash.
    Cash,
    /// Cheque.
    Cheque,
    /// Direct debit.
    DirectDebit,
    /// The customer's credit: money that came before, and was more than was due.
    Credit,
    /// Anything else.
    Other,
}

impl Method {
    /// Every method.
    pub const ALL: [Method; 7] = [
        Self::BankTransfer,
        Self::Card,
        Self::Cash,
        Self::Cheque,
        Self::DirectDebit,
        Self::Credit,
        Self::Other,
    ];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::BankTransfer => "bank_transfer",
            Self::Card => "card",
            Self::Cash => "cash",
            Self::Cheque => "cheque",
            Self::DirectDebit => "direct_debit",
            Self::Credit => "credit",
            Self::Other => "other",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.word() == word)
    }
}

/// Why money was given back (the reasons of Invoiless).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RefundReason {
    /// Paid twice.
    Duplicate,
    /// The customer asked.
    CustomerRequest,
    /// The order was cancelled.
    Cancelled,
    /// The invoice was wrong.
    BillingError,
    /// Fraud.
    Fraudulent,
    /// Anything else.
    Other,
}

impl RefundReason {
    /// Every reason.
    pub const ALL: [RefundReason; 6] = [
        Self::Duplicate,
        Self::CustomerRequest,
        Self::Cancelled,
        Self::BillingError,
        Self::Fraudulent,
        Self::Other,
    ];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Duplicate => "duplicate",
            Self::CustomerRequest => "customer_request",
            Self::Cancelled => "cancelled",
            Self::BillingError => "billing_error",
            Self::Fraudulent => "fraudulent",
            Self::Other => "other",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
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
