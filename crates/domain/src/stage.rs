//! What may be done in which stage: one `match` decides every transition.

use crate::{
    account::Lock,
    action::Action,
    document::DocumentType,
    invoice::{Invoice, Stage},
    money::{Amount, Sum},
    payment::Payment,
    refusal::Refusal,
};

/// What an allowed action comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Do it.
    Do,
    /// Issue the draft first, then do it.
    IssueFirst,
    /// It is so already: answer as if it had been done, change nothing.
    Nothing,
}

/// An action that a document's stage allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Possible {
    /// Which.
    pub action: Action,
    /// What keeps it from being done now; nothing if it may be done.
    pub refusal: Option<Refusal>,
}

/// The stage as the table of transitions sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StageKind {
    /// A draft.
    Draft,
    /// A draft in the trash.
    Trashed,
    /// Issued.
    Issued,
    /// Void, hidden from lists or not.
    Void,
}

impl StageKind {
    /// Every kind.
    pub const ALL: [StageKind; 4] = [Self::Draft, Self::Trashed, Self::Issued, Self::Void];

    fn word(self) -> &'static str {
        match self {
            Self::Draft => "a draft",
            Self::Trashed => "in the trash",
            Self::Issued => "issued",
            Self::Void => "void",
        }
    }

    fn allowed(self) -> &'static str {
        match self {
            Self::Draft => "edit, publish, send, mark as sent, mark as paid, delete, duplicate",
            Self::Trashed => "restore, remove for good",
            Self::Issued => "send, pay, refund, credit, void, unpublish, duplicate",
            Self::Void => "duplicate",
        }
    }
}

/// Decides whether `action` may be done in a stage, and what it comes to: the table of transitions.
#[must_use]
#[expect(clippy::match_same_arms, reason = "each stage spells out what it refuses")]
pub fn step(stage: StageKind, action: Action) -> Option<Step> {
    use {Action as A, StageKind as S};
    match (stage, action) {
        (S::Draft, A::Edit | A::Issue | A::Trash | A::Hide) => Some(Step::Do),
        (S::Draft, A::MarkSent | A::Send | A::MarkPaid) => Some(Step::IssueFirst),
        (
            S::Draft,
            A::Unpublish
            | A::Void
            | A::Pay
            | A::ReversePayment
            | A::Refund
            | A::Credit
            | A::Restore
            | A::Erase,
        ) => None,

        (S::Trashed, A::Restore | A::Erase) => Some(Step::Do),
        (S::Trashed, A::Trash | A::Hide) => Some(Step::Nothing),
        (
            S::Trashed,
            A::Edit
            | A::Issue
            | A::Unpublish
            | A::Void
            | A::MarkPaid
            | A::MarkSent
            | A::Send
            | A::Pay
            | A::ReversePayment
            | A::Refund
            | A::Credit,
        ) => None,

        (
            S::Issued,
            A::Unpublish
            | A::Void
            | A::MarkPaid
            | A::MarkSent
            | A::Send
            | A::Pay
            | A::ReversePayment
            | A::Refund
            | A::Credit
            | A::Hide,
        ) => Some(Step::Do),
        (S::Issued, A::Edit | A::Issue | A::Trash | A::Restore | A::Erase) => None,

        (S::Void, A::Hide | A::Restore) => Some(Step::Do),
        (
            S::Void,
            A::Edit
            | A::Issue
            | A::Unpublish
            | A::Void
            | A::MarkPaid
            | A::MarkSent
            | A::Send
            | A::Pay
            | A::ReversePayment
            | A::Refund
            | A::Credit
            | A::Trash
            | A::Erase,
        ) => None,
    }
}

impl Invoice {
    /// The stage as the table of transitions sees it.
    #[must_use]
    pub fn stage_kind(&self) -> StageKind {
        match self.stage {
            Stage::Draft { .. } if self.deleted_at.is_some() => StageKind::Trashed,
            Stage::Draft { .. } => StageKind::Draft,
            Stage::Issued(_) => StageKind::Issued,
            Stage::Void { .. } => StageKind::Void,
        }
    }

    /// The document as messages name it: `invoice INV-7`, `credit note CN-3`, `the draft`.
    #[must_use]
    pub fn title(&self) -> String {
        let kind = self.document.noun();
        match self.number() {
            Some(number) => format!("{kind} {number}"),
            None => format!("the draft {kind}"),
        }
    }

    /// Decides whether `action` may be done now, and what it comes to.
    ///
    /// # Errors
    /// The [`Refusal`] that says why not, and what may be done instead.
    pub fn decide(&self, action: Action, lock: Lock) -> Result<Step, Refusal> {
        let stage = self.stage_kind();
        let step = step(stage, action);
        if stage == StageKind::Issued
            && lock == Lock::Strict
            && matches!(action, Action::Edit | Action::Unpublish)
        {
            return Err(Refusal::Locked { action, document: self.title() });
        }
        // Only what was hidden is shown again.
        let nothing_to_restore = action == Action::Restore && self.deleted_at.is_none();
        let Some(step) = step.filter(|_| !nothing_to_restore) else {
            return Err(Refusal::InvalidTransition {
                action,
                document: self.title(),
                stage: stage.word(),
                allowed: stage.allowed(),
            });
        };
        let balance = self.balance();
        match action {
            Action::Unpublish | Action::Void | Action::Hide if stage == StageKind::Issued => {
                // Credit that pays another invoice came in with this one's payments.
                let lent = self.payments.iter().map(Payment::used).sum::<Sum>().nearest();
                let net_paid = balance.paid - balance.refunded + lent;
                let blocked = if action == Action::Unpublish {
                    self.payments.iter().any(|payment| payment.reversed_at.is_none())
                } else {
                    net_paid > Amount::ZERO
                };
                if blocked {
                    return Err(Refusal::HasPayments {
                        document: self.title(),
                        paid: self.worded(net_paid),
                    });
                }
                if self.credit_notes.iter().any(|note| note.counts) {
                    return Err(Refusal::HasCreditNotes { document: self.title() });
                }
                self.void_locked(lock).map_or(Ok(step), Err)
            }
            Action::Credit if self.document.takes_back() => Err(self.not_for_credit_notes(action)),
            Action::Pay | Action::MarkPaid if !self.document.asks_for_money() => {
                Err(self.not_for_credit_notes(action))
            }
            Action::MarkPaid if stage == StageKind::Issued && balance.due <= Amount::ZERO => {
                Ok(Step::Nothing)
            }
            Action::Erase => match &self.stage {
                Stage::Draft { kept_number: Some(number) } => {
                    Err(Refusal::OwnsNumber { number: number.clone() })
                }
                _ => Ok(step),
            },
            _ => Ok(step),
        }
    }

    /// What may be done now, and what of it is refused by something that can be changed: payments, credit notes, the lock.
    /// What the stage does not allow, or what there is nothing for, is not among it.
    #[must_use]
    pub fn possible_actions(&self, lock: Lock) -> Vec<Possible> {
        let possible = |action: Action| match self.decide(action, lock) {
            Ok(Step::Nothing) | Err(Refusal::InvalidTransition { .. }) => None,
            Err(_) if step(self.stage_kind(), action).is_none() => None,
            Ok(_) => self.has_something_to(action).then_some(Possible { action, refusal: None }),
            Err(refusal) => Some(Possible { action, refusal: Some(refusal) }),
        };
        Action::ALL.into_iter().filter_map(possible).collect()
    }

    /// Whether there is something left that an action could do.
    fn has_something_to(&self, action: Action) -> bool {
        let mut standing = self.payments.iter().filter(|payment| payment.reversed_at.is_none());
        match action {
            Action::Refund => standing.any(|payment| payment.left() > Amount::ZERO),
            Action::ReversePayment => standing.any(Payment::can_be_reversed),
            Action::Credit => self.balance().credited < self.totals.payable(),
            Action::MarkSent => self.stage.issue().is_none_or(|issue| issue.sent_at.is_none()),
            Action::Hide => !self.is_hidden(),
            _ => true,
        }
    }

    /// An amount of this document as messages say it: `12.50 EUR`.
    #[must_use]
    pub fn worded(&self, amount: Amount) -> String {
        format!("{} {}", amount.to_decimal(self.content.currency), self.content.currency)
    }

    /// Under the strict lock what the customer has is taken back by another document, not made void.
    fn void_locked(&self, lock: Lock) -> Option<Refusal> {
        let issue = self.stage.issue().filter(|_| lock == Lock::Strict)?;
        let how = match (issue.sent_at, self.viewed_at) {
            (Some(_), _) => "sent",
            (None, Some(_)) => "viewed",
            (None, None) => return None,
        };
        let way_out = match self.document {
            DocumentType::Invoice => "make a credit note of it",
            DocumentType::CreditNote => "invoice again what it takes back",
        };
        Some(Refusal::VoidLocked { document: self.title(), how, way_out })
    }

    fn not_for_credit_notes(&self, action: Action) -> Refusal {
        Refusal::InvalidTransition {
            action,
            document: self.title(),
            stage: "a credit note",
            allowed: "send, void, duplicate",
        }
    }
}
