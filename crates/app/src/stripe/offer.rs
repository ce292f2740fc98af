//! What can be paid online.

use super::settings;
use crate::{App, Error, Result};
use net30_domain::{
    account::Account,
    invoice::{Invoice, Stage},
    money::Amount,
};
use net30_gateways::stripe::Charge;
use net30_store::{Connection, account, checkout};

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
    query: &mut dyn Connection,
    invoice: &Invoice,
) -> Result<Option<Offer>> {
    if account::is_suspended(query, invoice.account_id).await? {
        return Ok(None);
    }
    offer_of(app, query, invoice).await
}

async fn offer_of(
    app: &App,
    query: &mut dyn Connection,
    invoice: &Invoice,
) -> Result<Option<Offer>> {
    let Some(due) = payable(invoice) else { return Ok(None) };
    let Some(account) = account::shared(query, invoice.account_id).await? else { return Ok(None) };
    let partial = account.allow_partial_payment;
    if Charge::of(due, invoice.content.currency).is_none() && !partial {
        return Ok(None);
    }
    if !has_credentials(app, query, &account).await? {
        return Ok(None);
    }
    let live = checkout::live(query, account.id, invoice.id).await?;
    let processing = live.is_some_and(|live| live.session_id.is_some() && live.url.is_none());
    Ok(Some(Offer { due, partial, processing }))
}

/// Whether a document of the account says, once it is issued, that it can be paid online. A suspension passes, and what is
/// printed stays.
pub(crate) async fn is_offered(
    app: &App,
    query: &mut dyn Connection,
    account: &Account,
    invoice: &Invoice,
) -> Result<bool> {
    let due = invoice.balance().due;
    let asks = invoice.document.asks_for_money() && due > Amount::ZERO;
    let can_be_charged =
        || account.allow_partial_payment || Charge::of(due, invoice.content.currency).is_some();
    Ok(asks && can_be_charged() && has_credentials(app, query, account).await?)
}

/// Whether the account has credentials for Stripe that can be opened. Where they cannot, no page has a button; the owner
/// learns of it in the settings.
async fn has_credentials(app: &App, query: &mut dyn Connection, account: &Account) -> Result<bool> {
    if !account.has_stripe {
        return Ok(false);
    }
    match settings::credentials(app, query, account.id).await {
        Ok(found) => Ok(found.is_some()),
        Err(Error::SecretKeyDiffers) => Ok(false),
        Err(error) => Err(error),
    }
}

/// What can be paid on a document: what is due, if it asks for money.
pub(crate) fn payable(invoice: &Invoice) -> Option<Amount> {
    let asks = invoice.document.asks_for_money()
        && matches!(invoice.stage, Stage::Issued(_))
        && invoice.deleted_at.is_none();
    Some(invoice.balance().due).filter(|due| asks && *due > Amount::ZERO)
}
