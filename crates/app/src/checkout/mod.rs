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
    account::Account,
    id::AccountId,
    invoice::{Invoice, Stage},
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
    if !has_credentials(app, query, account_id).await? {
        return Ok(None);
    }
    let live = checkout::live(query, account_id, invoice.id).await?;
    let processing = live.is_some_and(|live| live.session_id.is_some() && live.url.is_none());
    Ok(Some(Offer { due, partial, processing }))
}

/// Whether a document of the account says, once it is issued, that it can be paid online. A suspension passes, and what is
/// printed stays.
pub(crate) async fn is_offered(
    app: &App,
    query: &mut impl Query,
    account: &Account,
    invoice: &Invoice,
) -> Result<bool> {
    let due = invoice.balance().due;
    let asks = invoice.document.asks_for_money() && due > Amount::ZERO;
    let can_be_charged =
        || account.allow_partial_payment || Charge::of(due, invoice.content.currency).is_some();
    Ok(asks && can_be_charged() && has_credentials(app, query, account.id).await?)
}

/// Whether the account has credentials for Stripe that can be opened. Where they cannot, no page has a button; the owner
/// learns of it in the settings.
async fn has_credentials(app: &App, query: &mut impl Query, account: AccountId) -> Result<bool> {
    match settings::credentials(app, query, account).await {
        Ok(found) => Ok(found.is_some()),
        Err(Error::SecretKeyDiffers) => Ok(false),
        Err(error) => Err(error),
    }
}

/// What can be paid on a document: what is due, if it asks for money.
fn payable(invoice: &Invoice) -> Option<Amount> {
    let asks = invoice.document.asks_for_money()
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
fn note(error: &StripeError, doing: &'static str, account_id: AccountId) {
    let cause = std::error::Error::source(error).map(ToString::to_string);
    tracing::warn!(%account_id, %error, cause, doing, "Stripe did not do what was asked");
}
