//! What a document is made of, loaded and owned, so that it can be set on another thread.

use super::broken;
use super::looks::look_of;
use crate::{App, Error, Result, What, Work, formats, links::public_link, stripe};
use net30_documents::{
    DocumentInput, ReceiptInput,
    pdf::{Pages, PdfRenderer, RenderError, fingerprint, fingerprint_of_pages},
};
use net30_domain::{
    account::Account,
    customer::Party,
    id::TemplateId,
    invoice::{Invoice, Issue, Stage},
    payment::Payment,
    template::{Appearance, Look},
};
use net30_store::{
    Connection, account,
    look::{self, HashedLook},
};
use std::{ops::RangeInclusive, sync::Arc};

/// A document with all that its page shows.
pub(super) struct Material {
    pub(super) invoice: Invoice,
    account: Account,
    party: Party,
    look: Arc<Look>,
    public_url: Option<String>,
    pay_online: bool,
}

impl Material {
    /// Loads what belongs to a document; `party` is its customer as it is now.
    pub(super) async fn load(
        app: &App,
        query: &mut dyn Connection,
        invoice: Invoice,
        party: Party,
    ) -> Result<Self> {
        let account = account::load(query, invoice.account_id)
            .await?
            .ok_or(Error::NotFound(What::Account))?;
        let issue = invoice.stage.issue();
        let (look, pay_online) = if let Some(Issue { appearance: Some(appearance), .. }) = issue {
            let look = look::load(query, appearance.look).await?;
            let look = look.ok_or_else(|| Error::broken("how a document looked is gone"))?;
            (Arc::new(look), appearance.pay_online)
        } else {
            // A draft, or issued by a version that did not keep how it looked.
            let template_id = invoice.content.template_id.or(account.defaults.template_id);
            let look = look_of(app, query, &account, template_id).await?;
            let look = Arc::clone(look.look());
            let is_offered = issue.is_some()
                && stripe::is_offered(app, query, &account, &as_issued(invoice.clone())).await?;
            (look, is_offered)
        };
        let public_url = issue.map(|issue| {
            public_link(
                app.public_url(),
                invoice.content.presentation.slug.as_deref(),
                &issue.share_token,
            )
        });
        Ok(Self { invoice, account, party, look, public_url, pay_online })
    }

    /// The same as it was issued: what came afterwards does not change what was sent.
    pub(super) fn into_issued(self) -> Self {
        Self { invoice: as_issued(self.invoice), ..self }
    }

    pub(super) fn input(&self) -> DocumentInput<'_> {
        let issue = self.invoice.stage.issue();
        DocumentInput {
            invoice: &self.invoice,
            seller: issue.map_or(&self.account.seller, |issue| &issue.seller),
            buyer: issue.map_or(&self.party, |issue| &issue.buyer),
            look: &self.look,
            public_url: self.public_url.as_deref(),
            pay_online: self.pay_online,
            created_at: issue.map_or(self.invoice.updated_at, |issue| issue.issued_at),
        }
    }

    /// Whether the document's customer is offered its electronic invoice; one that is void asks for nothing any more.
    pub(super) fn can_be_xml(&self) -> bool {
        matches!(self.invoice.stage, Stage::Issued(_))
            && formats::is_right(&self.account, &self.invoice)
    }

    /// What the receipt for a payment is made of.
    pub(super) fn receipt_input<'a>(&'a self, payment: &'a Payment) -> ReceiptInput<'a> {
        let DocumentInput { invoice, seller, buyer, look, .. } = self.input();
        ReceiptInput { invoice, payment, seller, buyer, look }
    }

    /// The hash of all that the PDF says.
    pub(super) fn fingerprint(&self) -> Result<[u8; 32]> {
        fingerprint(&self.input()).map_err(broken)
    }

    /// The hash of all that its pages show.
    pub(super) fn fingerprint_of_pages(&self) -> Result<[u8; 32]> {
        fingerprint_of_pages(&self.input()).map_err(broken)
    }

    /// The same in another look.
    pub(super) fn in_look(self, look: Look) -> Self {
        Self { look: Arc::new(look), ..self }
    }

    /// Which template it is said to have.
    pub(super) fn template_id(&self) -> Option<TemplateId> {
        self.invoice.content.template_id.or(self.account.defaults.template_id)
    }

    /// Pictures of its pages.
    pub(super) fn drawn(
        &self,
        renderer: &PdfRenderer,
        wanted: &RangeInclusive<usize>,
    ) -> std::result::Result<Pages, RenderError> {
        renderer.pages(&self.input(), wanted)
    }
}

fn as_issued(mut invoice: Invoice) -> Invoice {
    if let Stage::Void { issue, .. } = invoice.stage {
        invoice.stage = Stage::Issued(issue);
    }
    if let Stage::Issued(issue) = &mut invoice.stage {
        issue.sent_at = None;
        invoice.payments = vec![];
        invoice.credit_notes = vec![];
    }
    invoice
}

/// How a document that is being issued looks today.
pub(crate) async fn todays_look(work: &mut Work, invoice: &Invoice) -> Result<HashedLook> {
    let account = work.account().await?;
    let app = work.app.clone();
    let template_id = invoice.content.template_id.or(account.defaults.template_id);
    look_of(&app, &mut work.tx, &account, template_id).await
}

/// Freezes how a document that is being issued looks: what is changed later does not change it.
pub(crate) async fn freeze(
    work: &mut Work,
    invoice: &Invoice,
    look: &HashedLook,
) -> Result<Appearance> {
    let account = work.account().await?;
    let app = work.app.clone();
    // Asked before anything is written: what only reads has no turn to wait for.
    let pay_online = stripe::is_offered(&app, &mut work.tx, &account, invoice).await?;
    let look = look::keep(&mut work.tx, look).await?;
    Ok(Appearance { look, pay_online })
}
