//! Asking Stripe what became of sessions: when the customer comes back, and on a schedule.

use super::{
    PAGE_PATIENCE,
    close::{self, End},
    learn::{Learn, Learnt, Source},
    note,
    start::RESERVED_MAX,
    system_call,
};
use crate::work::boxed;
use crate::{App, Boxed, Caller, Error, Result, UseCase, Work, links, rounds::caught, stripe};
use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use net30_store::{
    checkout::{self, Checkout, Outcome},
    invoice,
};

/// How many sessions one round asks for.
const ROUND_MAX: i64 = 20;
/// How long an attempt belongs to who asks for it.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// Shortest and longest pause between two questions for an open session.
const PAUSE_MIN: SignedDuration = SignedDuration::from_secs(10);
const PAUSE_MAX: SignedDuration = SignedDuration::from_mins(15);
/// Longest pause once the payer is done and the money is under way.
const PROCESSING_PAUSE_MAX: SignedDuration = SignedDuration::from_hours(6);
/// How long after its expiry a session is asked for.
const AFTER_EXPIRY: SignedDuration = SignedDuration::from_secs(5);
/// A payment that takes longer than that does not come: bank debits take up to 14 days.
const PROCESSING_MAX: SignedDuration = SignedDuration::from_hours(30 * 24);

impl App {
    /// Asks Stripe for sessions whose turn has come, and says for how many. Sessions of documents on which something
    /// else is due by now are expired.
    ///
    /// # Errors
    /// Those of the database. What Stripe does not do is logged, and tried again later; so is what fails for one attempt,
    /// which keeps no other from being asked for.
    pub fn follow_checkouts(&self) -> Boxed<'_, usize> {
        Box::pin(async move {
            let now = self.now();
            let mut reader = self.store().reader().await?;
            let any = checkout::any_due(&mut reader, now).await?;
            drop(reader);
            if !any {
                return Ok(0);
            }
            let mut tx = self.store().begin().await?;
            let taken = checkout::claim(&mut tx, now, now + LEASE, ROUND_MAX).await?;
            tx.commit().await?;
            let look = |checkout| caught(self.look_at(checkout));
            for (looked, checkout) in join_all(taken.iter().map(look)).await.into_iter().zip(&taken)
            {
                match looked {
                    // Somebody else is at the same document: when the lease has ended, it is asked for again.
                    Ok(()) | Err(Error::Contention) => {}
                    Err(error @ (Error::Unavailable(_) | Error::DiskFailed(_))) => {
                        return Err(error);
                    }
                    Err(error) => {
                        let account_id = checkout.account_id;
                        tracing::warn!(%account_id, checkout = %checkout.id, %error, "what became of a payment was not learnt");
                        self.put_off(checkout).await?;
                    }
                }
            }
            Ok(taken.len())
        })
    }

    /// Asks for an attempt that failed no sooner than for one that goes well.
    async fn put_off(&self, checkout: &Checkout) -> Result<()> {
        let mut tx = self.store().begin().await?;
        let again_at = next_check(checkout, self.now()).max(self.now() + LEASE);
        checkout::claim_one(&mut tx, checkout, again_at).await?;
        Ok(tx.commit().await?)
    }

    /// Asks for one attempt that is ours for a while, and says when to ask again.
    async fn look_at(&self, checkout: &Checkout) -> Result<()> {
        let caller = self.system_caller(checkout.account_id).await?;
        if ask(self, &caller, checkout).await? == Learnt::Live {
            let again_at = next_check(checkout, self.now());
            self.run(&system_call(&caller), &PutOff { checkout: checkout.clone(), again_at })
                .await?;
        }
        Ok(())
    }
}

/// The customer comes back from Stripe: finds out whether the session was paid, if Stripe answers in time.
///
/// # Errors
/// [`crate::Error::NotFound`] if no issued document has this token.
pub fn returned<'a>(app: &'a App, token: &'a str, session_id: &'a str) -> Boxed<'a, ()> {
    Box::pin(async move {
        let (caller, shown) = links::open(app, token).await?;
        let mut reader = app.store().reader().await?;
        let found = checkout::by_session(&mut reader, caller.account_id, session_id).await?;
        drop(reader);
        let is_open = |checkout: &Checkout| {
            checkout.invoice_id == shown.invoice.id && checkout.ended_at.is_none()
        };
        let Some(checkout) = found.filter(is_open) else { return Ok(()) };
        match tokio::time::timeout(PAGE_PATIENCE, ask(app, &caller, &checkout)).await {
            Ok(asked) => asked.map(|_| ()),
            // The schedule asks again.
            Err(_) => Ok(()),
        }
    })
}

/// Asks Stripe for the session of an attempt, and learns what became of it.
async fn ask(app: &App, caller: &Caller, checkout: &Checkout) -> Result<Learnt> {
    let (now, call) = (app.now(), system_call(caller));
    let end = async |outcome| {
        app.run(&call, &End { id: checkout.id, outcome }).await.map(|()| Learnt::Ended)
    };
    let Some(session_id) = &checkout.session_id else {
        let is_over = checkout.created_at < now - RESERVED_MAX;
        return if is_over { end(Outcome::Abandoned).await } else { Ok(Learnt::Live) };
    };
    let is_late = now > checkout.expires_at + LEASE;
    let mut reader = app.store().reader().await?;
    let credentials = stripe::credentials(app, &mut reader, caller.account_id).await?;
    let found = invoice::load(&mut reader, caller.account_id, checkout.invoice_id).await?;
    drop(reader);
    let Some(credentials) = credentials else {
        return if is_late { end(Outcome::Abandoned).await } else { Ok(Learnt::Live) };
    };
    let is_wanted = found.is_some_and(|found| stripe::payable(&found) == Some(checkout.due));
    // Without a URL the payer is done, so that there is nothing to expire.
    let expires = !is_wanted && checkout.url.is_some();
    let answer = if expires {
        close::expired(app.stripe()?, &credentials.key, session_id).await
    } else {
        app.stripe()?.retrieve(&credentials.key, session_id).await
    };
    let session = match answer {
        Ok(session) => session,
        Err(error) => {
            note(&error, "asking for a session", caller.account_id);
            let is_gone = is_late && error.is_missing();
            return if is_gone { end(Outcome::Abandoned).await } else { Ok(Learnt::Live) };
        }
    };
    let source = if expires {
        Source::Closed
    } else if now > checkout.created_at + PROCESSING_MAX {
        Source::ToldOfFailure
    } else {
        Source::Asked
    };
    match app.run(&call, &Learn { session, source }).await? {
        Learnt::NotOurs if is_late => end(Outcome::Abandoned).await,
        Learnt::NotOurs => Ok(Learnt::Live),
        learnt => Ok(learnt),
    }
}

/// When to ask next: soon at first, when the customer is at the payment page, and ever more rarely.
fn next_check(checkout: &Checkout, now: Timestamp) -> Timestamp {
    let age = now.duration_since(checkout.created_at);
    let is_open = checkout.url.is_some() && now < checkout.expires_at;
    let longest = if is_open { PAUSE_MAX } else { PROCESSING_PAUSE_MAX };
    let next = now + (age / 4).clamp(PAUSE_MIN, longest);
    let expiry = checkout.expires_at + AFTER_EXPIRY;
    if is_open { next.min(expiry) } else { next }
}

/// Sets when an attempt is looked at again, unless somebody has set it anew since it was taken.
struct PutOff {
    checkout: Checkout,
    again_at: Timestamp,
}

impl UseCase for PutOff {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        checkout::claim_one(&mut work.tx, &self.checkout, self.again_at).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::next_check;
    use net30_domain::{
        id::{AccountId, InvoiceId},
        money::{Amount, Currency},
    };
    use net30_store::checkout::Checkout;
    use uuid::Uuid;

    fn checkout(url: Option<&str>) -> Checkout {
        let at = |seconds| jiff::Timestamp::from_second(seconds).unwrap();
        Checkout {
            id: Uuid::nil(),
            account_id: AccountId(Uuid::nil()),
            invoice_id: InvoiceId(Uuid::nil()),
            attempt: 1,
            currency: Currency::parse("USD").unwrap(),
            amount: Amount(1),
            due: Amount(1),
            charged_units: 1,
            session_id: Some("cs_1".to_owned()),
            url: url.map(str::to_owned),
            outcome: None,
            declined: None,
            payment_id: None,
            check_at: at(0),
            created_at: at(0),
            expires_at: at(82_800),
            ended_at: None,
            settled_at: None,
        }
    }

    #[test]
    fn questions_come_ever_more_rarely_and_once_more_after_the_expiry() {
        for (url, age, pause) in [
            (Some("u"), 0, 10),
            (Some("u"), 10, 10),
            (Some("u"), 60, 15),
            (Some("u"), 3600, 900),
            (Some("u"), 82_500, 305),
            (Some("u"), 82_801, 20_700),
            (None, 10_000, 2500),
            (None, 900_000, 21_600),
        ] {
            let now = jiff::Timestamp::from_second(age).unwrap();
            let next = next_check(&checkout(url), now);
            assert_eq!(next.as_second() - age, pause, "{url:?} after {age} s");
        }
    }
}
