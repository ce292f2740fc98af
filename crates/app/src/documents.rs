//! A document's PDF and HTML.

use crate::{
    App, Caller, Error, Result, What, Work, checkout, fonts,
    invoices::{self, Shown},
};
pub use net30_documents::html::style_in;
pub use net30_documents::public::{Notice, PublicPage, gone};
use net30_documents::{
    DocumentInput,
    pdf::{PdfRenderer, RenderError},
    public::{self, PublicInput, PublicOffer},
};
use net30_domain::{
    account::Account,
    customer::Party,
    id::{InvoiceId, TemplateId},
    invoice::{Invoice, Stage},
    template::{Look, built_in},
};
use net30_store::{Query, account, customer, rendered, template};
use sha2::{Digest, Sha256};

/// A document for download.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What to call it, without the ending: the number, or `draft`.
    pub name: String,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
}

/// What a document is made of, loaded and owned, so that it can be rendered on another thread.
struct Material {
    invoice: Invoice,
    account: Account,
    party: Party,
    look: Look,
    public_url: Option<String>,
    pay_online: bool,
}

/// The PDF. That of an issued document is rendered once and kept: it shows the document as it was issued.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such document.
pub async fn pdf(app: &App, caller: &Caller, id: InvoiceId) -> Result<Document> {
    let shown = invoices::get(app, caller, id).await?;
    pdf_of(app, shown).await
}

/// The PDF of a document that was loaded before.
///
/// # Errors
/// [`Error::Broken`] if it cannot be rendered.
pub async fn pdf_of(app: &App, shown: Shown) -> Result<Document> {
    let edition = edition(&shown.invoice);
    let id = shown.invoice.id;
    let mut reader = app.store().reader().await?;
    if let Some(edition) = edition
        && let Some(bytes) = rendered::load(&mut reader, id, edition, "pdf").await?
    {
        return Ok(document(&shown.invoice, bytes));
    }
    let invoice = shown.invoice.clone();
    let material = Material::load(app, &mut reader, invoice, shown.customer.party).await?;
    drop(reader);
    let bytes = render(app, material).await?;
    let Some(edition) = edition else { return Ok(document(&shown.invoice, bytes)) };
    let mut tx = app.store().begin().await?;
    let kept = if rendered::insert(&mut tx, id, edition, "pdf", &bytes).await? {
        bytes
    } else {
        // Another request was first; its bytes are the document.
        rendered::load(&mut tx, id, edition, "pdf").await?.unwrap_or(bytes)
    };
    tx.commit().await?;
    Ok(document(&shown.invoice, kept))
}

/// Keeps the PDF of an issued document within a transaction that is about to unpublish it.
pub(crate) async fn keep_pdf(work: &mut Work, invoice: &Invoice) -> Result<()> {
    let Some(edition) = edition(invoice) else { return Ok(()) };
    if rendered::load(&mut work.tx, invoice.id, edition, "pdf").await?.is_some() {
        return Ok(());
    }
    let id = invoice.content.customer_id;
    let found = customer::load(&mut work.tx, invoice.account_id, id).await?;
    let party = found.ok_or(Error::NotFound(What::Customer))?.party;
    let app = work.app.clone();
    let material = Material::load(&app, &mut work.tx, invoice.clone(), party).await?;
    let bytes = render(&app, material).await?;
    rendered::insert(&mut work.tx, invoice.id, edition, "pdf", &bytes).await?;
    Ok(())
}

/// The document as a page of HTML.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such document.
pub async fn html(app: &App, caller: &Caller, id: InvoiceId) -> Result<Document> {
    let shown = invoices::get(app, caller, id).await?;
    let mut reader = app.store().reader().await?;
    let invoice = shown.invoice.clone();
    let material = Material::load(app, &mut reader, invoice, shown.customer.party).await?;
    let html = net30_documents::html::html(&material.input());
    Ok(document(&shown.invoice, html.into_bytes()))
}

/// What the public page says besides the document.
#[derive(Clone, Copy, Debug)]
pub struct Aside<'a> {
    /// The last part of the page's address.
    pub link: &'a str,
    /// What has just happened.
    pub notice: Option<Notice>,
    /// The address behind `link` that looks again whether a payment has come.
    pub again: Option<&'a str>,
}

/// The document as a page for its customer, where it can be paid.
///
/// # Errors
/// Those of the database.
pub async fn public_page(app: &App, shown: Shown, aside: &Aside<'_>) -> Result<PublicPage> {
    let mut reader = app.store().reader().await?;
    let offer = checkout::offer(app, &mut reader, &shown.invoice).await?;
    let material = Material::load(app, &mut reader, shown.invoice, shown.customer.party).await?;
    drop(reader);
    let document = DocumentInput { public_url: None, ..material.input() };
    let offer = offer.map(|offer| PublicOffer {
        due: offer.due,
        partial: offer.partial,
        processing: offer.processing,
    });
    Ok(public::page(&PublicInput {
        document,
        today: shown.today,
        link: aside.link,
        offer,
        notice: aside.notice,
        again: aside.again,
    }))
}

/// Which edition of an issued document it is: one for each time that it was issued.
fn edition(invoice: &Invoice) -> Option<i64> {
    invoice.stage.issue().map(|issue| issue.issued_at.as_microsecond())
}

/// The document as it was issued: what came afterwards does not change what was sent.
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

impl Material {
    async fn load(
        app: &App,
        query: &mut impl Query,
        invoice: Invoice,
        party: Party,
    ) -> Result<Self> {
        let account = account::load(query, invoice.account_id)
            .await?
            .ok_or(Error::NotFound(What::Account))?;
        let template_id = invoice.content.template_id.or(account.defaults.template_id);
        let look = look_of(query, &account, template_id).await?;
        let public_url = invoice.stage.issue().map(|issue| {
            public_link(app.public_url(), invoice.content.slug.as_deref(), &issue.share_token)
        });
        // The PDF is of the document as it was issued, whatever has been paid since.
        let pay_online = checkout::is_offered(app, query, &as_issued(invoice.clone())).await?;
        Ok(Self { invoice, account, party, look, public_url, pay_online })
    }

    fn input(&self) -> DocumentInput<'_> {
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
}

/// How the documents of a template look.
pub(crate) async fn look_of(
    query: &mut impl Query,
    account: &Account,
    template_id: Option<TemplateId>,
) -> Result<Look> {
    let Some(id) = template_id else { return Ok(Look::default()) };
    if let Some(template) = built_in().into_iter().find(|template| template.id == id) {
        return Ok(template.look);
    }
    let own = template::load(query, account.id, id).await?;
    Ok(own.map(|template| template.look).unwrap_or_default())
}

/// The link on which a customer sees the document.
#[must_use]
pub fn public_link(public_url: &str, slug: Option<&str>, token: &str) -> String {
    let slug: String = slug
        .unwrap_or_default()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    let dash = if slug.is_empty() { "" } else { "-" };
    format!("{public_url}/i/{slug}{dash}{token}")
}

async fn render(app: &App, mut material: Material) -> Result<Vec<u8>> {
    material.invoice = as_issued(material.invoice);
    set(app, move |renderer| renderer.render(&material.input())).await
}

/// Sets a PDF on a thread that may be busy for long, and no more of them at once than there are processors.
pub(crate) async fn set(
    app: &App,
    render: impl FnOnce(&PdfRenderer) -> std::result::Result<Vec<u8>, RenderError> + Send + 'static,
) -> Result<Vec<u8>> {
    let _permit = app.inner.rendering.acquire().await.map_err(broken)?;
    let app = app.clone();
    let render = move || {
        render(app.inner.pdf.get_or_init(|| fonts::renderer(app.inner.outside.fonts.as_deref())))
            .map_err(broken)
    };
    tokio::task::spawn_blocking(render).await.map_err(broken)?
}

fn broken(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::Broken(error.into())
}

fn document(invoice: &Invoice, bytes: Vec<u8>) -> Document {
    let name = match invoice.number() {
        Some(number) if invoice.stage.issue().is_some() => number.to_owned(),
        _ => "draft".to_owned(),
    };
    document_of(name, bytes)
}

/// A document with a name, and the hash of its bytes.
pub(crate) fn document_of(name: String, bytes: Vec<u8>) -> Document {
    use std::fmt::Write as _;
    let mut sha256 = String::with_capacity(64);
    for byte in Sha256::digest(&bytes) {
        write!(sha256, "{byte:02x}").expect("a String takes every text");
    }
    Document { bytes, name, sha256 }
}
