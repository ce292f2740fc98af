//! What Stripe tells by webhook: believed only with the account's own signing secret.

use super::{
    learn::{Learn, Learnt, Source, fail},
    make::{ACCOUNT, ATTEMPT, INVOICE},
    system_call,
};
use crate::work::boxed;
use crate::{App, Boxed, Error, Result, UseCase, What, Work, stripe};
use net30_domain::id::AccountId;
use net30_gateways::stripe::{Event, News, Session, SignatureError, verify};
use net30_store::checkout;
use std::collections::BTreeMap;
use subtle::ConstantTimeEq;

/// What is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It was taken note of, or is nothing to us: Stripe need not tell it again.
    Taken,
    /// The account has no signing secret.
    NoSecret,
    /// The signature is not by the account's secret, or is stale.
    NotBelieved(SignatureError),
    /// The body is no event.
    NotAnEvent,
}

/// Stripe tells something at an account's address.
///
/// # Errors
/// [`Error::NotFound`] if it is not the address of an account.
pub fn told<'a>(
    app: &'a App,
    account_id: AccountId,
    hook: &'a str,
    signature: Option<&'a str>,
    body: &'a [u8],
) -> Boxed<'a, Told> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let found = stripe::credentials(app, &mut reader, account_id).await?;
        drop(reader);
        let is_address = |known: &str| bool::from(known.as_bytes().ct_eq(hook.as_bytes()));
        let credentials = found
            .filter(|credentials| is_address(&credentials.hook))
            .ok_or(Error::NotFound(What::Account))?;
        let Some(secret) = credentials.signing_secret else { return Ok(Told::NoSecret) };
        if let Err(error) = verify(signature.unwrap_or_default(), body, &secret, app.now()) {
            return Ok(Told::NotBelieved(error));
        }
        let Some(event) = Event::parse(body) else { return Ok(Told::NotAnEvent) };
        if event.livemode != credentials.key.is_live() {
            tracing::warn!(
                event = event.id,
                "an event is of the other mode than the key: it is passed over"
            );
            return Ok(Told::Taken);
        }
        let call = system_call(&app.system_caller(account_id).await?);
        let learn = async |session: Box<Session>, source| {
            let learn = Learn { session: *session, source };
            app.run(&call, &learn).await.map(|learnt| {
                if learnt == Learnt::NotOurs {
                    tracing::info!(event = event.id, "an event is not about a session of ours");
                }
            })
        };
        match event.news {
            News::Session(session) => learn(session, Source::Told).await?,
            News::LaterPaymentFailed(session) => learn(session, Source::ToldOfFailure).await?,
            News::Declined { metadata, attempt, reason } => {
                app.run(&call, &Declined { metadata, charge: attempt, reason }).await?;
            }
            News::Other => {}
        }
        Ok(Told::Taken)
    })
}

/// A charge was declined: the session stays open for another.
struct Declined {
    metadata: BTreeMap<String, String>,
    charge: String,
    reason: Option<String>,
}

impl UseCase for Declined {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let account_id = work.caller.account_id;
        let Some(id) = self.metadata.get(ATTEMPT).and_then(|id| id.parse().ok()) else {
            return Ok(());
        };
        let Some(found) = checkout::load(&mut work.tx, account_id, id).await? else {
            return Ok(());
        };
        let says = |name: &str, value: String| self.metadata.get(name) == Some(&value);
        let is_ours =
            says(ACCOUNT, account_id.to_string()) && says(INVOICE, found.invoice_id.to_string());
        if !is_ours || found.ended_at.is_some() || found.declined.as_ref() == Some(&self.charge) {
            return Ok(());
        }
        // Stripe's words only: at most some e-mails, digits and underscores.
        let reason = self.reason.as_deref().filter(|reason| {
            reason.len() <= 64 && reason.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        });
        fail(work, &found, reason.unwrap_or("declined")).await?;
        if !checkout::set_declined(&mut work.tx, id, &self.charge).await? {
            return Err(Error::Contention);
        }
        Ok(())
    }
}
