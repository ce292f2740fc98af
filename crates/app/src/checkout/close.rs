//! Closing a session that is no longer for what is due.

use super::{
    learn::{Learn, Source},
    note, system_call,
};
use crate::work::boxed;
use crate::{App, Caller, Result, UseCase, Work, stripe};
use net30_gateways::stripe::{ApiKey, Session, Stripe, StripeError};
use net30_store::checkout::{self, Checkout, Outcome};
use uuid::Uuid;

/// Ends an attempt by which nothing was paid.
pub(super) struct End {
    pub(super) id: Uuid,
    pub(super) outcome: Outcome,
}

impl UseCase for End {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        // False if somebody else ended it first, which is as good.
        checkout::end(&mut work.tx, self.id, self.outcome, work.now).await?;
        Ok(())
    }
}

/// Expires the session of an attempt at Stripe and ends the attempt; false if Stripe cannot be reached.
///
/// If it was paid in this moment, that is learnt, and the attempt ends so.
pub(super) async fn close(app: &App, caller: &Caller, other: &Checkout) -> Result<bool> {
    let call = system_call(caller);
    let mut reader = app.store().reader().await?;
    let credentials = stripe::credentials(app, &mut reader, caller.account_id).await?;
    drop(reader);
    let (Some(session_id), Some(credentials)) = (&other.session_id, credentials) else {
        // Nobody was led to it: whoever made it keeps it only as long as the attempt lives.
        app.run(&call, &End { id: other.id, outcome: Outcome::Replaced }).await?;
        return Ok(true);
    };
    match expired(app.stripe()?, &credentials.key, session_id).await {
        Ok(session) => {
            let source = Source::Closed;
            app.run(&call, &Learn { session, source }).await?;
            Ok(true)
        }
        Err(error) if error.is_missing() => {
            app.run(&call, &End { id: other.id, outcome: Outcome::Abandoned }).await?;
            Ok(true)
        }
        Err(error) => {
            note(&error, "expiring a session", caller.account_id);
            Ok(false)
        }
    }
}

/// Expires a session; of one that was not open any more, what became of it.
pub(super) async fn expired(
    stripe: &Stripe,
    key: &ApiKey,
    id: &str,
) -> std::result::Result<Session, StripeError> {
    match stripe.expire(key, id).await {
        Err(StripeError::Refused { status: 400, .. }) => stripe.retrieve(key, id).await,
        other => other,
    }
}
