//! What clients ask of documents.

/// Something that a client asks of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Change its content.
    Edit,
    /// Draw the number and freeze it.
    Issue,
    /// Take it back to draft.
    Unpublish,
    /// Declare it void.
    Void,
    /// Record a payment of the balance.
    MarkPaid,
    /// Say that it was sent.
    MarkSent,
    /// Send it.
    Send,
    /// Record a payment.
    Pay,
    /// Remove a payment.
    ReversePayment,
    /// Give money back.
    Refund,
    /// Make a credit note of it.
    Credit,
    /// Move it to the trash.
    Trash,
    /// Take it out of the trash.
    Restore,
    /// Remove it for good.
    Erase,
    /// Void it and hide it from lists: how two of the APIs delete an issued invoice.
    Hide,
}

impl Action {
    /// Every action.
    pub const ALL: [Action; 15] = [
        Self::Edit,
        Self::Issue,
        Self::Unpublish,
        Self::Void,
        Self::MarkPaid,
        Self::MarkSent,
        Self::Send,
        Self::Pay,
        Self::ReversePayment,
        Self::Refund,
        Self::Credit,
        Self::Trash,
        Self::Restore,
        Self::Erase,
        Self::Hide,
    ];

    /// The word for it in messages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Issue => "publish",
            Self::Unpublish => "unpublish",
            Self::Void => "void",
            Self::MarkPaid => "mark as paid",
            Self::MarkSent => "mark as sent",
            Self::Send => "send",
            Self::Pay => "pay",
            Self::ReversePayment => "remove a payment of",
            Self::Refund => "refund a payment of",
            Self::Credit => "credit",
            Self::Trash | Self::Hide => "delete",
            Self::Restore => "restore",
            Self::Erase => "remove for good",
        }
    }
}
