//! Having Stripe make the session of an attempt that was reserved.

use super::{note, system_call};
use crate::work::boxed;
use crate::{App, Caller, Result, UseCase, Work, invoices, links::public_link, stripe};
use jiff::SignedDuration;
use net30_domain::invoice::Invoice;
use net30_gateways::stripe::{ApiKey, Charge, NewSession, Session, StripeError};
use net30_store::checkout::{self, Checkout};
use net30_words::{Locale, Phrase, Word, Words};
use std::time::Duration;
use uuid::Uuid;

/// How long to wait while another call makes the same session.
const UNDER_WAY_PAUSE: Duration = Duration::from_millis(150);

/// What a session is made of.
pub(super) struct Plan {
    pub(super) checkout: Checkout,
    pub(super) invoice: Box<Invoice>,
    pub(super) charge: Charge,
    pub(super) key: ApiKey,
}

/// What came of making a session.
pub(super) enum Made {
    /// The browser is to go there.
    GoTo(String),
    /// Stripe does not make one now.
    Hindered,
    /// Something changed meanwhile: look again.
    Overtaken,
}

/// Names under which a session carries what it is for.
pub(super) const INVOICE: &str = "net30_invoice";
pub(super) const ACCOUNT: &str = "net30_account";
pub(super) const ATTEMPT: &str = "net30_attempt";

/// Has Stripe make the session, and keeps it. Two who make the same at once get the same session.
pub(super) async fn make(app: &App, caller: &Caller, plan: &Plan) -> Result<Made> {
    let (checkout, account_id) = (&plan.checkout, caller.account_id);
    let made = app.stripe()?.create(&plan.key, &new_session(app, plan), &key_of(checkout)).await;
    let session = match made {
        Ok(session) => session,
        Err(error) if error.is_under_way() => {
            tokio::time::sleep(UNDER_WAY_PAUSE).await;
            return Ok(Made::Overtaken);
        }
        Err(error) if error.is_passing() => {
            note(&error, "making a session", account_id);
            return Ok(Made::Hindered);
        }
        Err(error) => {
            note(&error, "making a session", account_id);
            abandon(app, caller, checkout.id).await?;
            let again = error.is_another_content();
            return Ok(if again { Made::Overtaken } else { Made::Hindered });
        }
    };
    let Some(url) = url_of(&session, plan) else {
        note(&StripeError::Unreadable, "making a session", account_id);
        abandon(app, caller, checkout.id).await?;
        return Ok(Made::Hindered);
    };
    let keep = Keep { checkout: checkout.clone(), session_id: session.id.clone(), url };
    match app.run(&system_call(caller), &keep).await? {
        Kept::Current => Ok(Made::GoTo(keep.url)),
        Kept::Outdated => Ok(Made::Overtaken),
        Kept::Over => {
            // Nobody knows this session: it must not stay open.
            if let Err(error) = app.stripe()?.expire(&plan.key, &session.id).await {
                note(&error, "expiring a session", account_id);
            }
            Ok(Made::Overtaken)
        }
    }
}

/// The payment page of a session that is what was asked for.
fn url_of(session: &Session, plan: &Plan) -> Option<String> {
    let is_it = session.amount_total == Some(plan.charge.units())
        && session.currency.as_deref() == Some(plan.charge.currency_code().as_str());
    session.url.clone().filter(|_| is_it)
}

/// Names the attempt to Stripe: the document, the number of the attempt, and what is paid.
fn key_of(checkout: &Checkout) -> String {
    let Checkout { invoice_id, attempt, charged_units, currency, .. } = checkout;
    format!("net30-{invoice_id}-{attempt}-{charged_units}{currency}")
}

fn new_session(app: &App, plan: &Plan) -> NewSession {
    let (invoice, checkout) = (&plan.invoice, &plan.checkout);
    let content = &invoice.content;
    let issue = invoice.stage.issue();
    let token = issue.map(|issue| issue.share_token.as_str()).unwrap_or_default();
    let link = public_link(app.public_url(), content.presentation.slug.as_deref(), token);
    let buyer = issue.map(|issue| &issue.buyer);
    let email = buyer.and_then(|buyer| buyer.billing_emails.first().or(buyer.email.as_ref()));
    let country = issue.and_then(|issue| issue.seller.address.country);
    let words = Words::of(Locale::of(content.language, country));
    let title = words.get(Word::Invoice);
    let number = invoice.number().unwrap_or_default();
    NewSession {
        charge: plan.charge,
        description: words.say(&Phrase::DocumentTitle { title: &title, number }),
        reference: invoice.id.to_string(),
        metadata: vec![
            (INVOICE, invoice.id.to_string()),
            (ACCOUNT, invoice.account_id.to_string()),
            (ATTEMPT, checkout.id.to_string()),
        ],
        success_url: format!("{link}?paid={{CHECKOUT_SESSION_ID}}"),
        cancel_url: link,
        customer_email: email.map(ToString::to_string),
        expires_at: checkout.expires_at.as_second(),
        language: content.language,
    }
}

async fn abandon(app: &App, caller: &Caller, id: Uuid) -> Result<()> {
    app.run(&system_call(caller), &Abandon { id }).await
}

/// Ends an attempt for which no session is made, unless somebody else has made it one.
struct Abandon {
    id: Uuid,
}

impl UseCase for Abandon {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        checkout::abandon(&mut work.tx, self.id, work.now).await?;
        Ok(())
    }
}

/// Keeps the session that Stripe made for an attempt.
struct Keep {
    checkout: Checkout,
    session_id: String,
    url: String,
}

enum Kept {
    /// It is for what is due.
    Current,
    /// What is due has changed since: the session is to be closed again.
    Outdated,
    /// The attempt has ended since, or has another session.
    Over,
}

impl UseCase for Keep {
    type Output = Kept;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Kept> {
        let id = self.checkout.id;
        // The document first and the attempt second, as everybody else does.
        let invoice = invoices::find_and_claim(work, self.checkout.invoice_id).await?;
        let kept = checkout::set_session(&mut work.tx, id, &self.session_id, &self.url).await?;
        if !kept {
            return Ok(Kept::Over);
        }
        let payable = invoice.and_then(|invoice| stripe::payable(&invoice));
        if payable == Some(self.checkout.due) {
            return Ok(Kept::Current);
        }
        checkout::check_at(&mut work.tx, id, work.now - SignedDuration::from_secs(1)).await?;
        work.leaves_work();
        Ok(Kept::Outdated)
    }
}
