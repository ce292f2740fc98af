//! A document's PDF and HTML.

mod looks;
mod material;
mod own;
mod preview;
mod setting;

pub(crate) use looks::{Looks, look_of};
pub(crate) use material::{freeze, todays_look};
pub use net30_documents::html::style_in;
pub use net30_documents::pdf::Pages;
pub use net30_documents::public::{Notice, PublicPage, gone};
pub(crate) use preview::{Exhibit, exhibit, exhibited, exhibited_page};
use setting::{Drawn, Queue, Wanted};
pub(crate) use setting::{Press, Size, set};

use crate::{
    App, Boxed, Caller, Error, Result, What, Work, formats,
    shown::{self, Shown},
    stripe,
};
use material::Material;
use net30_documents::{
    DocumentInput,
    public::{self, PublicInput, PublicOffer},
};
use net30_domain::{
    id::{InvoiceId, PaymentId},
    invoice::Invoice,
    payment::Payment,
};
use net30_store::{Connection, rendered};
use net30_words::{Locale, Phrase, Word, Words};
use sha2::{Digest, Sha256};
use std::ops::RangeInclusive;

/// What the store calls a PDF.
const PDF: &str = "pdf";
/// What the store calls the note that is kept with a PDF which a layout set in place of a template's program.
const NOTE: &str = "pdf-note";

/// Pages of which pictures are made at a time.
const DRAWN_AT_ONCE: usize = 4;

/// A PDF as it was set.
struct Set {
    bytes: Vec<u8>,
    /// What there is to say of it.
    note: Option<String>,
}

/// A document for download.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What to call it, without the ending: the number, or the word for a draft.
    pub name: String,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// What there is to say of how it was set, such as that its template's program failed.
    pub note: Option<String>,
}

/// The PDF. That of an issued document is rendered once and kept: it shows the document as it was issued, and carries its
/// electronic invoice (Factur-X) where it can be one.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such document; those of [`pdf_of`].
pub fn pdf<'a>(app: &'a App, caller: &'a Caller, id: InvoiceId) -> Boxed<'a, Document> {
    Box::pin(async move {
        let shown = shown::get(app, caller, id).await?;
        pdf_of(app, shown).await
    })
}

/// The PDF of a document that was loaded before.
///
/// # Errors
/// [`Error::Busy`] if too many of the account's wait to be set, [`Error::Broken`] if it cannot be set.
pub fn pdf_of(app: &App, shown: Shown) -> Boxed<'_, Document> {
    Box::pin(async move {
        // On the heap: what making a PDF keeps in mind has some 17 kB.
        match edition(&shown.invoice) {
            Some(edition) => Box::pin(issued_pdf(app, shown, edition)).await,
            None => Box::pin(todays_pdf(app, shown)).await,
        }
    })
}

async fn issued_pdf(app: &App, shown: Shown, edition: i64) -> Result<Document> {
    let id = shown.invoice.id;
    if let Some(set) = kept(app, id, edition).await? {
        return Ok(noted(&shown.invoice, set));
    }
    let _alone = setting::alone(app, Wanted::Edition(id, edition)).await?;
    // Whoever waited finds what the one before it has kept.
    if let Some(set) = kept(app, id, edition).await? {
        return Ok(noted(&shown.invoice, set));
    }
    let material = material_of(app, &shown).await?.into_issued();
    let xml = formats::within_pdf(&material.invoice);
    let set = own::set(app, material, xml, Queue::Documents).await?;
    match keep(app, id, edition, &set).await {
        Ok(None) => Ok(noted(&shown.invoice, set)),
        Ok(Some(kept)) => Ok(noted(&shown.invoice, kept)),
        // A full disk is no reason to refuse what is there: what is frozen comes out the same the next time.
        Err(error @ (Error::Unavailable(_) | Error::DiskFailed(_))) => {
            tracing::warn!(document = %id, %error, "the PDF of an issued document was not kept");
            Ok(noted(&shown.invoice, set))
        }
        Err(error) => Err(error),
    }
}

/// A document's PDF with what there is to say of it.
fn noted(invoice: &Invoice, set: Set) -> Document {
    Document { note: set.note, ..document(invoice, set.bytes) }
}

/// The PDF of a document with all that it says today, unless the very same was set a moment ago.
async fn todays_pdf(app: &App, shown: Shown) -> Result<Document> {
    let material = material_of(app, &shown).await?;
    let print = material.fingerprint()?;
    if let Some(bytes) = setting::recent(app, &print) {
        return Ok(document(&shown.invoice, bytes));
    }
    let _alone = setting::alone(app, Wanted::Saying(print)).await?;
    // Whoever waited finds what the one before it has set.
    if let Some(bytes) = setting::recent(app, &print) {
        return Ok(document(&shown.invoice, bytes));
    }
    let set = own::set(app, material, None, Queue::Documents).await?;
    if set.note.is_none() {
        setting::remember(app, print, &set.bytes);
    }
    Ok(noted(&shown.invoice, set))
}

/// Pictures of a document's pages: the very lines and breaks of its PDF.
///
/// # Errors
/// Those of [`pdf_of`].
pub fn pages_of<'a>(
    app: &'a App,
    shown: &'a Shown,
    wanted: RangeInclusive<usize>,
) -> Boxed<'a, Pages> {
    Box::pin(async move {
        let material = material_of(app, shown).await?;
        let is_issued = edition(&shown.invoice).is_some();
        let material = if is_issued { material.into_issued() } else { material };
        let print = material.fingerprint_of_pages()?;
        if let Some(pages) = setting::recently_drawn(app, &print, &wanted) {
            return Ok(pages);
        }
        let _alone = setting::alone(app, Wanted::Pictures(print)).await?;
        // Whoever waited finds what the one before it has drawn.
        if let Some(pages) = setting::recently_drawn(app, &print, &wanted) {
            return Ok(pages);
        }
        // Setting the document is what takes long: pages beside the wanted ones are drawn with them.
        let from = (*wanted.start()).max(1);
        let to = (*wanted.end()).max(from + DRAWN_AT_ONCE - 1);
        let pages = own::drawn(app, material, from..=to, Queue::Documents).await?;
        let drawn = Drawn { from, pages };
        let found = drawn.of(&wanted).ok_or_else(|| Error::broken("a page was not drawn"))?;
        setting::remember_drawn(app, print, drawn);
        Ok(found)
    })
}

/// Pictures of the pages of what is being written; nobody who gives up has any drawn.
///
/// # Errors
/// Those of [`pdf_of`].
pub fn previewed_pages<'a>(
    app: &'a App,
    shown: &'a Shown,
    wanted: RangeInclusive<usize>,
) -> Boxed<'a, Pages> {
    Box::pin(async move {
        let material = material_of(app, shown).await?;
        // Who takes back what was typed sees again what was seen before.
        let print = material.fingerprint_of_pages()?;
        if let Some(pages) = setting::recently_drawn(app, &print, &wanted) {
            return Ok(pages);
        }
        let from = *wanted.start();
        let pages = own::drawn(app, material, wanted, Queue::Previews).await?;
        setting::remember_drawn(app, print, Drawn { from, pages: pages.clone() });
        Ok(pages)
    })
}

/// The PDF of what is being written.
///
/// # Errors
/// Those of [`pdf_of`].
pub fn previewed_pdf<'a>(app: &'a App, shown: &'a Shown) -> Boxed<'a, Document> {
    Box::pin(async move {
        let material = material_of(app, shown).await?;
        let set = own::set(app, material, None, Queue::Previews).await?;
        Ok(document(&shown.invoice, set.bytes))
    })
}

async fn material_of(app: &App, shown: &Shown) -> Result<Material> {
    let mut reader = app.store().reader().await?;
    let (invoice, party) = ((*shown.invoice).clone(), shown.customer.party.clone());
    Material::load(app, &mut reader, invoice, party).await
}

/// A copy of a document as it stands today: with what was paid, and a stamp that says so. The issued PDF stays as it is.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such document; those of [`pdf_of`].
pub fn current<'a>(app: &'a App, caller: &'a Caller, id: InvoiceId) -> Boxed<'a, Document> {
    Box::pin(async move {
        let shown = shown::get(app, caller, id).await?;
        current_of(app, shown).await
    })
}

/// As [`current`], of a document that was loaded before.
///
/// # Errors
/// Those of [`pdf_of`].
pub fn current_of(app: &App, shown: Shown) -> Boxed<'_, Document> {
    Box::pin(async move { Box::pin(todays_pdf(app, shown)).await })
}

/// The payment of a document with an id, unless it was taken back.
pub(crate) fn counted(invoice: &Invoice, id: PaymentId) -> Option<&Payment> {
    invoice.payments.iter().find(|payment| payment.id == id && payment.reversed_at.is_none())
}

/// The receipt for a payment.
///
/// # Errors
/// [`Error::NotFound`] if the document has no such payment, or it was taken back; those of [`pdf_of`].
pub fn receipt<'a>(
    app: &'a App,
    caller: &'a Caller,
    id: InvoiceId,
    payment_id: PaymentId,
) -> Boxed<'a, Document> {
    Box::pin(async move {
        let shown = shown::get(app, caller, id).await?;
        let payment = counted(&shown.invoice, payment_id).cloned();
        let payment = payment.ok_or(Error::NotFound(What::Payment))?;
        Box::pin(receipt_of(app, shown, payment)).await
    })
}

/// The receipt for a payment of a document that was loaded before.
///
/// # Errors
/// [`Error::NotFound`] if the document has no such payment, or it was taken back; those of [`pdf_of`].
pub fn public_receipt(app: &App, shown: Shown, payment_id: PaymentId) -> Boxed<'_, Document> {
    Box::pin(async move {
        let payment = counted(&shown.invoice, payment_id).cloned();
        let payment = payment.ok_or(Error::NotFound(What::Payment))?;
        Box::pin(receipt_of(app, shown, payment)).await
    })
}

/// The receipt for a payment that counts.
pub(crate) async fn receipt_of(app: &App, shown: Shown, payment: Payment) -> Result<Document> {
    let account = shown.invoice.account_id;
    let number = shown.invoice.number().unwrap_or_default();
    let name = words_of(&shown.invoice).say(&Phrase::FileReceipt { number });
    let material = material_of(app, &shown).await?;
    let bytes = set(app, account, Size::Usual, move |renderer| {
        renderer.render_receipt(&material.receipt_input(&payment))
    });
    Ok(document_of(name, bytes.await?))
}

async fn kept(app: &App, id: InvoiceId, edition: i64) -> Result<Option<Set>> {
    let mut reader = app.store().reader().await?;
    kept_in(&mut reader, id, edition).await
}

async fn kept_in(query: &mut dyn Connection, id: InvoiceId, edition: i64) -> Result<Option<Set>> {
    let Some(bytes) = rendered::load(query, id, edition, PDF).await? else { return Ok(None) };
    let note = rendered::load(query, id, edition, NOTE).await?;
    let note = note.map(|note| String::from_utf8_lossy(&note).into_owned());
    Ok(Some(Set { bytes, note }))
}

/// Keeps the PDF of an edition; the one that is the document, if another request was first.
async fn keep(app: &App, id: InvoiceId, edition: i64, set: &Set) -> Result<Option<Set>> {
    let mut tx = app.store().begin().await?;
    let earlier = if rendered::insert(&mut tx, id, edition, PDF, &set.bytes).await? {
        if let Some(note) = &set.note {
            rendered::insert(&mut tx, id, edition, NOTE, note.as_bytes()).await?;
        }
        None
    } else {
        kept_in(&mut tx, id, edition).await?
    };
    tx.commit().await?;
    Ok(earlier)
}

/// Sees to it that the PDF of an issued document is kept before the document is unpublished: what was issued stays in the
/// history with its PDF, even if nobody has looked at it yet.
///
/// # Errors
/// [`Error::Contention`] if it is not kept: the transaction is given up, the PDF made, and the use case tried again, since
/// all others wait for a transaction of SQLite's.
pub(crate) async fn ensure_kept(work: &mut Work, invoice: &Invoice) -> Result<()> {
    let Some(edition) = edition(invoice) else { return Ok(()) };
    if rendered::is_kept(&mut work.tx, invoice.id, edition, PDF).await? {
        return Ok(());
    }
    let (caller, id) = (work.caller, invoice.id);
    work.first(move |app| Box::pin(async move { pdf(&app, &caller, id).await.map(|_| ()) }));
    Err(Error::Contention)
}

/// The document as a page of HTML.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such document.
pub fn html<'a>(app: &'a App, caller: &'a Caller, id: InvoiceId) -> Boxed<'a, Document> {
    Box::pin(async move {
        let shown = shown::get(app, caller, id).await?;
        let material = material_of(app, &shown).await?;
        let html = net30_documents::html::html(&material.input());
        Ok(document(&shown.invoice, html.into_bytes()))
    })
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
pub fn public_page<'a>(app: &'a App, shown: Shown, aside: &'a Aside<'a>) -> Boxed<'a, PublicPage> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let offer = stripe::offer(app, &mut reader, &shown.invoice).await?;
        let material =
            Material::load(app, &mut reader, *shown.invoice, shown.customer.party).await?;
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
            xml: material.can_be_xml(),
            notice: aside.notice,
            again: aside.again,
        }))
    })
}

/// Which edition of an issued document it is: one for each time that it was issued.
fn edition(invoice: &Invoice) -> Option<i64> {
    invoice.stage.issue().map(|issue| issue.issued_at.as_microsecond())
}

/// How many PDFs this process has set.
#[must_use]
pub fn set_so_far(app: &App) -> u64 {
    app.inner.press.count()
}

fn broken(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::Broken(error.into())
}

/// The words that a document is written in.
fn words_of(invoice: &Invoice) -> Words {
    let country = invoice.stage.issue().and_then(|issue| issue.seller.address.country);
    Words::of(Locale::of(invoice.content.language, country))
}

/// A document's bytes under its name.
pub(crate) fn document(invoice: &Invoice, bytes: Vec<u8>) -> Document {
    let name = match invoice.number() {
        Some(number) if invoice.stage.issue().is_some() => number.to_owned(),
        _ => words_of(invoice).get(Word::FileDraft),
    };
    document_of(name, bytes)
}

/// A document with a name, and the hash of its bytes.
pub(crate) fn document_of(name: String, bytes: Vec<u8>) -> Document {
    let sha256 = base16ct::lower::encode_string(&Sha256::digest(&bytes));
    Document { bytes, name, sha256, note: None }
}
