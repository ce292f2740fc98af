//! Paying online, by Stripe Checkout.
//!
//! A customer presses Pay on the public page: [`start`] reserves an attempt, has Stripe make a session for it and leads
//! the browser there. What became of the session is learnt in three ways: the browser comes back ([`returned`]), Stripe
//! tells it ([`told`]), and the server asks ([`App::follow_checkouts`](crate::App::follow_checkouts)). All three end in one use case, so that a session
//! becomes one payment, however often and in whatever order it is told.
//!
//! There is at most one live attempt a document. If what is due changes, its session is expired at Stripe. Money that
//! comes all the same is never lost: on an issued document it is recorded even above the balance, where it shows as
//! credit; where there is no document to record it on, an event `payment.unmatched` says so.

mod close;
mod follow;
mod learn;
mod make;
mod start;
mod told;
mod unmatched;

pub use crate::stripe::{Forget, KeyCheck, Offer, Save, StripeSettings, check, get};
pub use follow::returned;
pub use net30_gateways::stripe::{API_BASE, ApiKey, SigningSecret};
pub use start::{Hindrance, Started, start};
pub use told::{Told, told};
pub use unmatched::{Checkout, SeeTo, unmatched};

use crate::{Call, Caller};
use net30_domain::id::AccountId;
use net30_gateways::stripe::StripeError;
use std::time::Duration;

/// How long a page may wait for Stripe.
const PAGE_PATIENCE: Duration = Duration::from_secs(4);

/// The server itself at work in an account.
fn system_call(caller: &Caller) -> Call {
    Call::of(Caller::system(caller.organisation_id, caller.account_id))
}

/// Notes that Stripe did not do what was asked. Neither keys nor customers' data are in it.
fn note(error: &StripeError, doing: &'static str, account_id: AccountId) {
    let cause = std::error::Error::source(error).map(ToString::to_string);
    tracing::warn!(%account_id, %error, cause, doing, "Stripe did not do what was asked");
}
