//! Letters: what is sent by e-mail, and what became of it.

use crate::id::DeliveryId;
use jiff::Timestamp;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),* }

        impl $name {
            /// Every one.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The word for it.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }

            /// Reads the word.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.word() == word)
            }
        }
    };
}

words! {
    /// What a letter is for.
    LetterKind {
        /// Brings an invoice or a credit note.
        Invoice "invoice",
        /// Reminds of an invoice, before or after it is due.
        Reminder "reminder",
        /// Thanks for a payment.
        Receipt "receipt",
        /// Brings a customer's statement.
        Statement "statement",
        /// Tells the account's owner of something that needs a look.
        Notice "notice",
        /// Shows that mail works.
        Test "test",
    }
}

words! {
    /// A text of letters that an account may replace by its own.
    MailText {
        /// With an invoice.
        Invoice "invoice",
        /// With an invoice that is paid already.
        PaidInvoice "paid_invoice",
        /// With a credit note.
        CreditNote "credit_note",
        /// A reminder before or on the day on which an invoice is due.
        Reminder "reminder",
        /// A reminder after that day.
        LateReminder "late_reminder",
        /// Thanks for a payment.
        Receipt "receipt",
        /// With a customer's statement.
        Statement "statement",
    }
}

words! {
    /// What became of a letter.
    DeliveryStatus {
        /// It is still to be sent, for the first time or again.
        Waiting "waiting",
        /// A mail server took it.
        Sent "sent",
        /// It was given up.
        Failed "failed",
        /// It was withdrawn before it was sent.
        Cancelled "cancelled",
    }
}

/// What became of the last letter with a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastDelivery {
    /// Which delivery.
    pub id: DeliveryId,
    /// What became of it.
    pub status: DeliveryStatus,
    /// What the mail server said last, if it did not take it.
    pub error: Option<String>,
    /// Since when it is so.
    pub at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::{DeliveryStatus, LetterKind, MailText};

    #[test]
    fn each_is_read_by_its_word() {
        for &kind in LetterKind::ALL {
            assert_eq!(LetterKind::parse(kind.word()), Some(kind));
        }
        for &text in MailText::ALL {
            assert_eq!(MailText::parse(text.word()), Some(text));
        }
        for &status in DeliveryStatus::ALL {
            assert_eq!(DeliveryStatus::parse(status.word()), Some(status));
        }
        assert_eq!(DeliveryStatus::parse("lost"), None);
    }
}
