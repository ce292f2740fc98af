//! The round that sends letters.

use super::{
    letter::JOB,
    prepare::{Prepared, prepare},
    settle::{Outcome, Settle},
};
use crate::{App, Call, Error, Result, setup};
use jiff::SignedDuration;
use net30_domain::id::AccountId;
use net30_gateways::mail::{Failure, letter_time_max};
use net30_store::outbox::{self, Job};
use std::{collections::BTreeMap, time::Duration};
use tokio::task::JoinSet;

/// Most letters of one round.
const LETTERS_MAX: i64 = 4;
/// Most letters of one account that go one after the other in a round.
const IN_TURN_MAX: usize = 2;

impl App {
    /// Sends the letters whose time has come, several at once; says how many that were.
    ///
    /// # Errors
    /// Those of the database. What a mail server says is noted with the letter.
    pub async fn send_letters(&self) -> Result<usize> {
        let now = self.now();
        let mut tx = self.store().begin().await?;
        let jobs = outbox::claim(&mut tx, JOB, now, now + self.lease(), LETTERS_MAX).await?;
        tx.commit().await?;
        let count = jobs.len();
        let mut by_account: BTreeMap<AccountId, Vec<Job>> = BTreeMap::new();
        for job in jobs {
            by_account.entry(job.account_id).or_default().push(job);
        }
        let mut sending = JoinSet::new();
        for (account, jobs) in by_account {
            for some in jobs.chunks(IN_TURN_MAX) {
                sending.spawn(in_turn(self.clone(), account, some.to_vec()));
            }
        }
        let mut first_error = None;
        while let Some(ended) = sending.join_next().await {
            let outcome = ended.map_err(|error| Error::Broken(error.into())).and_then(|done| done);
            first_error = first_error.or(outcome.err());
        }
        first_error.map_or(Ok(count), Err)
    }

    /// How long a letter belongs to the round that took it: longer than sending it can take.
    fn lease(&self) -> SignedDuration {
        let longest = letter_time_max(self.outside().smtp_timeout) + Duration::from_secs(1);
        SignedDuration::try_from(longest).unwrap_or(SignedDuration::from_mins(5))
    }
}

/// Sends letters of one account one after the other: over one connection, if its mail server is there.
async fn in_turn(app: App, account: AccountId, jobs: Vec<Job>) -> Result<()> {
    let caller = setup::caller_of(&app, account).await?;
    for job in jobs {
        // On the heap: what writing a letter keeps in mind has some 20 kB.
        if let Some(outcome) = Box::pin(send(&app, &caller, &job)).await? {
            app.run(&Call::of(caller), &Settle { job, outcome }).await?;
        }
    }
    Ok(())
}

/// Sends one letter; `None` if somebody else has taken it meanwhile.
async fn send(app: &App, caller: &crate::Caller, job: &Job) -> Result<Option<Outcome>> {
    let prepared = match Box::pin(prepare(app, caller, job)).await {
        Ok(prepared) => prepared,
        Err(error @ (Error::Unavailable(_) | Error::Contention)) => return Err(error),
        Err(error) => {
            let cause = std::error::Error::source(&error).map(ToString::to_string);
            tracing::warn!(job = %job.id, %error, cause, "a letter cannot be written");
            return Ok(Some(Outcome::Failed(Failure::Temporary(error.to_string()))));
        }
    };
    let (server, mail) = match prepared {
        Prepared::Letter { server, mail } => (server, mail),
        Prepared::Obsolete => return Ok(Some(Outcome::Obsolete)),
        Prepared::NoServer => {
            let words = "no SMTP server is configured".to_owned();
            return Ok(Some(Outcome::Failed(Failure::Server(words))));
        }
    };
    // Writing it may have taken long. From here on the lease is longer than the mail server may take.
    let mut tx = app.store().begin().await?;
    let is_ours = outbox::renew(&mut tx, job, app.now() + app.lease()).await?;
    tx.commit().await?;
    if !is_ours {
        return Ok(None);
    }
    let sent = app.mailer().send(&server, &mail, app.outside().smtp_timeout).await;
    Ok(Some(match sent {
        Ok(()) => Outcome::Sent { subject: mail.subject },
        Err(failure) => Outcome::Failed(failure),
    }))
}
