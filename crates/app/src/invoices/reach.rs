//! Taking a document to where a client wants it, for the APIs in which a status is a field that is written.

use super::{
    Claimed, Shown, claim, decide,
    edit::{check_unique, draft_with, rewrite},
    issue::{issue, mark_sent, unpublish, void},
    keep_new,
    payments::{NewPayment, NewRefund, mark_paid, refund},
    resolve::resolve,
    send::send_if_possible,
};
use crate::work::boxed;
use crate::{Error, Result, UseCase, What, Work, invoices::InvoiceDraft};
use net30_domain::{
    action::Action,
    id::InvoiceId,
    invoice::{Invoice, Stage},
    money::Amount,
    refusal::Refusal,
    standing::{Position, Standing},
};

/// Where a client wants a document to stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What the client's word stands for: a document that stands so stays as it is, whatever the day.
    pub standings: Vec<Standing>,
    /// What leads there; `None` if nothing does but payments of a part, or their failing.
    pub by: Option<Move>,
}

/// What leads a document to a standing. Each issues a draft first, where that is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Back to draft.
    Unpublish,
    /// Issue.
    Issue,
    /// Note that it was sent.
    MarkSent,
    /// Note that it was sent, and send it by e-mail where there is a mail server and an address.
    Send,
    /// Record a payment of the balance.
    MarkPaid,
    /// Declare it void.
    Void,
    /// Give back everything that was paid; where nothing was, the balance is recorded as paid first.
    Refund,
}

impl Move {
    fn action(self) -> Action {
        match self {
            Self::Unpublish => Action::Unpublish,
            Self::Issue => Action::Issue,
            Self::MarkSent | Self::Send => Action::MarkSent,
            Self::MarkPaid => Action::MarkPaid,
            Self::Void => Action::Void,
            Self::Refund => Action::Refund,
        }
    }
}

/// Makes a document and takes it to where it is to stand.
pub struct CreateAt {
    /// What it is to be.
    pub draft: InvoiceDraft,
    /// Where it is to stand; it stays a draft if nothing is said.
    pub wanted: Option<Wanted>,
}

impl UseCase for CreateAt {
    type Output = Shown;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let resolved = resolve(work, &self.draft, None).await?;
        let invoice = draft_with(work, resolved.content, resolved.totals);
        check_unique(work, &invoice).await?;
        let mut invoice = keep_new(work, invoice, &serde_json::json!({})).await?;
        if let Some(wanted) = &self.wanted {
            reach(work, &mut invoice, wanted).await?;
        }
        Shown::of(work, invoice.into_invoice(), Some(resolved.customer)).await
    }
}

/// Replaces the content of a document, if it changes, and takes the document to where it is to stand.
///
/// A draft in the trash is not there for a client that believes it deleted.
pub struct ReplaceAt {
    /// Which.
    pub id: InvoiceId,
    /// What it is to be; nothing if its content stays.
    pub draft: Option<InvoiceDraft>,
    /// Where it is to stand; where it stands if nothing is said.
    pub wanted: Option<Wanted>,
}

impl UseCase for ReplaceAt {
    type Output = Shown;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let mut invoice = claim(work, self.id).await?;
        if invoice.deleted_at.is_some() {
            return Err(Error::NotFound(What::Invoice));
        }
        // What is to be a draft again is one before its content is looked at.
        let back = self.wanted.as_ref().filter(|wanted| wanted.by == Some(Move::Unpublish));
        if let Some(wanted) = back {
            reach(work, &mut invoice, wanted).await?;
        }
        let mut customer = None;
        if let Some(draft) = &self.draft {
            let resolved = resolve(work, draft, Some(&invoice)).await?;
            if resolved.content != invoice.content {
                decide(work, &invoice, Action::Edit).await?;
                rewrite(work, &mut invoice, resolved.content, resolved.totals).await?;
            }
            customer = Some(resolved.customer);
        }
        if let Some(wanted) = self.wanted.as_ref().filter(|_| back.is_none()) {
            reach(work, &mut invoice, wanted).await?;
        }
        Shown::of(work, invoice.into_invoice(), customer).await
    }
}

/// Takes a document to where it is wanted, or says why it does not get there.
async fn reach(work: &mut Work, invoice: &mut Claimed, wanted: &Wanted) -> Result<()> {
    let stands = |invoice: &Invoice| {
        let position = invoice.position();
        wanted.standings.iter().any(|standing| standing.position == position)
    };
    if stands(invoice) {
        return Ok(());
    }
    let Some(by) = wanted.by else {
        let message = "follows from payments: record the payment instead";
        return Err(Error::fault("/status", "follows_from_payments", message));
    };
    let (before, was_draft) = (invoice.revision, matches!(invoice.stage, Stage::Draft { .. }));
    take(work, invoice, by).await?;
    let is_closed = !matches!(invoice.position(), Position::Draft | Position::Due { .. });
    // A new invoice of nothing is paid at once; one that was paid before is not taken back from that.
    if !stands(invoice) && !was_draft && (is_closed || invoice.revision == before) {
        return Err(Refusal::InvalidTransition {
            action: by.action(),
            document: invoice.title(),
            stage: word(invoice.position()),
            allowed: "pay, refund, credit, void, duplicate",
        }
        .into());
    }
    Ok(())
}

async fn take(work: &mut Work, invoice: &mut Claimed, by: Move) -> Result<()> {
    match by {
        Move::Unpublish => unpublish(work, invoice).await,
        Move::Issue => {
            decide(work, invoice, Action::Issue).await?;
            issue(work, invoice).await
        }
        Move::MarkSent => mark_sent(work, invoice).await,
        Move::Send => {
            mark_sent(work, invoice).await?;
            send_if_possible(work, invoice).await
        }
        Move::MarkPaid => mark_paid(work, invoice, NewPayment::default()).await,
        Move::Void => {
            issue_draft(work, invoice).await?;
            decide(work, invoice, Action::Void).await?;
            void(work, invoice, false).await
        }
        Move::Refund => {
            issue_draft(work, invoice).await?;
            refund_all(work, invoice).await
        }
    }
}

async fn issue_draft(work: &mut Work, invoice: &mut Claimed) -> Result<()> {
    if matches!(invoice.stage, Stage::Draft { .. }) {
        decide(work, invoice, Action::Issue).await?;
        issue(work, invoice).await?;
    }
    Ok(())
}

async fn refund_all(work: &mut Work, invoice: &mut Claimed) -> Result<()> {
    decide(work, invoice, Action::Refund).await?;
    if invoice.balance().paid <= Amount::ZERO {
        if invoice.balance().due <= Amount::ZERO {
            return Err(Refusal::NothingDue { document: invoice.title() }.into());
        }
        mark_paid(work, invoice, NewPayment::default()).await?;
    }
    for index in 0..invoice.payments.len() {
        let payment = &invoice.payments[index];
        if payment.reversed_at.is_none() && payment.left() > Amount::ZERO {
            refund(work, invoice, index, &NewRefund::default()).await?;
        }
    }
    Ok(())
}

/// Where a document stands, in messages.
fn word(position: Position) -> &'static str {
    match position {
        Position::Void => "void",
        Position::Draft => "a draft",
        Position::Refunded => "refunded",
        Position::Credited => "credited",
        Position::Settled => "paid",
        Position::Due { part_paid: true, .. } => "paid in part",
        Position::Due { sent: true, .. } => "sent",
        Position::Due { .. } => "issued",
    }
}
