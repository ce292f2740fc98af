//! E-mails: what is sent by e-mail, and what became of it.

use crate::id::EmailDeliveryId;
use crate::words::words;
use jiff::Timestamp;

words! {
    /// What an e-mail is for.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum EmailKind {
        /// Brings an invoice or a credit note.
        Invoice = "invoice",
        /// Reminds of an invoice, before or after it is due.
        Reminder = "reminder",
        /// Thanks for a payment.
        Receipt = "receipt",
        /// Brings a customer's statement.
        Statement = "statement",
        /// Tells the account's owner of something that needs a look.
        Notice = "notice",
        /// Shows that mail works.
        Test = "test",
    }
}

words! {
    /// A text of e-mails that an account may replace by its own.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum MailText {
        /// With an invoice.
        Invoice = "invoice",
        /// With an invoice that is paid already.
        PaidInvoice = "paid_invoice",
        /// With a credit note.
        CreditNote = "credit_note",
        /// A reminder before or on the day on which an invoice is due.
        Reminder = "reminder",
        /// A reminder after that day.
        LateReminder = "late_reminder",
        /// Thanks for a payment.
        Receipt = "receipt",
        /// With a customer's statement.
        Statement = "statement",
    }
}

words! {
    /// What became of an e-mail.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum EmailDeliveryStatus {
        /// It is still to be sent, for the first time or again.
        Waiting = "waiting",
        /// A mail server took it.
        Sent = "sent",
        /// It was given up.
        Failed = "failed",
        /// It was withdrawn before it was sent.
        Cancelled = "cancelled",
    }
}

/// What became of the last e-mail with a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastEmailDelivery {
    /// Which delivery.
    pub id: EmailDeliveryId,
    /// What became of it.
    pub status: EmailDeliveryStatus,
    /// What the mail server said last, if it did not take it.
    pub error: Option<String>,
    /// Since when it is so.
    pub at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::{EmailDeliveryStatus, EmailKind, MailText};

    #[test]
    fn each_is_read_by_its_word() {
        for kind in EmailKind::ALL {
            assert_eq!(EmailKind::parse(kind.word()), Some(kind));
        }
        for text in MailText::ALL {
            assert_eq!(MailText::parse(text.word()), Some(text));
        }
        for status in EmailDeliveryStatus::ALL {
            assert_eq!(EmailDeliveryStatus::parse(status.word()), Some(status));
        }
        assert_eq!(EmailDeliveryStatus::parse("lost"), None);
    }
}
