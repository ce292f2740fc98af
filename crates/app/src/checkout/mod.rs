//! Paying online, by Stripe Checkout.
//!
//! A customer presses Pay on the public page: [`start`] reserves an attempt, has Stripe make a session for it and leads
//! the browser there. What became of the session is learnt in three ways: the browser comes back ([`returned`]), Stripe
//! tells it ([`told`]), and the server asks ([`App::follow_checkouts`]). All three end in one use case, so that a session
//! becomes one payment, however often and in whatever order it is told.
//!
//! There is at most one live attempt a document. If what is due changes, its session is expired at Stripe. Money that
//! comes all the same is never lost: on an issued document it is recorded even above the balance, where it shows as
//! credit; where there is no document to record it on, an event `payment.unmatched` says so.

mod close;
mod follow;
mod learn;
mod make;
mod settings;
mod start;
mod told;

pub use follow::returned;
pub use net30_gateways::stripe::{API_BASE, ApiKey, SigningSecret};
pub use settings::{Forget, KeyCheck, Save, StripeSettings, check, get};
pub use start::{Hindrance, Started, start};
pub use told::{Told, told};

use crate::{App, Call, Caller, Error, Result};
use net30_domain::{
    invoice::{DocumentType, Invoice, Stage},
    money::Amount,
};
use net30_gateways::stripe::{Charge, Stripe, StripeError};
use net30_store::{Query, checkout};
use std::time::Duration;

/// How long a page may wait for Stripe.
const PAGE_PATIENCE: Duration = Duration::from_secs(4);

/// What a customer may do on the public page to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What is due.
    pub due: Amount,
    /// Whether less may be paid.
    pub partial: bool,
    /// A payment is under way already, so that nothing is to be paid now.
    pub processing: bool,
}

/// What a document's customer may pay online; `None` if there is nothing to pay, or no way to.
pub(crate) async fn offer(
    app: &App,
    query: &mut impl Query,
    invoice: &Invoice,
) -> Result<Option<Offer>> {
    if net30_store::account::is_suspended(query, invoice.account_id).await? {
        return Ok(None);
    }
    offer_of(app, query, invoice).await
}

async fn offer_of(app: &App, query: &mut impl Query, invoice: &Invoice) -> Result<Option<Offer>> {
    let Some(due) = payable(invoice) else { return Ok(None) };
    let account_id = invoice.account_id;
    let partial = net30_store::account::load(query, account_id)
        .await?
        .is_some_and(|account| account.allow_partial_payment);
    if Charge::of(due, invoice.content.currency).is_none() && !partial {
        return Ok(None);
    }
    match settings::credentials(app, query, account_id).await {
        Ok(Some(_)) => {}
        // Where they cannot be opened the page has no button; the owner learns of it in the settings.
        Ok(None) | Err(Error::SecretKeyDiffers) => return Ok(None),
        Err(error) => return Err(error),
    }
    let live = checkout::live(query, account_id, invoice.id).await?;
    let processing = live.is_some_and(|live| live.session_id.is_some() && live.url.is_none());
    Ok(Some(Offer { due, partial, processing }))
}

/// Whether documents of the account say that they can be paid online. A suspension passes, and what is printed stays.
pub(crate) async fn is_offered(
    app: &App,
    query: &mut impl Query,
    invoice: &Invoice,
) -> Result<bool> {
    Ok(offer_of(app, query, invoice).await?.is_some())
}

/// What can be paid on a document: what is due, if it asks for money.
fn payable(invoice: &Invoice) -> Option<Amount> {
    let asks = invoice.document == DocumentType::Invoice
        && matches!(invoice.stage, Stage::Issued(_))
        && invoice.deleted_at.is_none();
    Some(invoice.balance().due).filter(|due| asks && *due > Amount::ZERO)
}

/// The server itself at work in an account.
fn system_call(caller: &Caller) -> Call {
    Call::of(Caller::system(caller.organisation_id, caller.account_id))
}

impl App {
    /// The client of Stripe's API.
    fn stripe(&self) -> Result<&Stripe> {
        if let Some(stripe) = self.inner.stripe.get() {
            return Ok(stripe);
        }
        let made = Stripe::new(&self.outside().stripe_api_base);
        let made = made.map_err(|error| Error::Broken(error.into()))?;
        Ok(self.inner.stripe.get_or_init(|| made))
    }

    /// Where browsers are sent to pay: Stripe's own origin as a rule.
    ///
    /// # Errors
    /// [`Error::Broken`] if the machine's TLS cannot be set up.
    pub fn checkout_origin(&self) -> Result<String> {
        Ok(self.stripe()?.checkout_origin())
    }
}

/// Notes that Stripe did not do what was asked. Neither keys nor customers' data are in it.
fn note(error: &StripeError, doing: &'static str, account_id: net30_domain::id::AccountId) {
    let cause = std::error::Error::source(error).map(ToString::to_string);
    tracing::warn!(%account_id, %error, cause, doing, "Stripe did not do what was asked");
}
