//! Sends e-mails: fairly, so that an account with a thousand of them, or with a mail server that hangs, keeps nobody else
//! waiting.

use super::{
    email::JOB,
    prepare::{Prepared, prepare},
    settings,
    settle::{Outcome, Settle},
};
use crate::{
    App, Boxed, Call, Caller, Error, Result,
    fair::{Lane, Lanes, Size},
    rounds::{Round, caught},
};
use futures_util::future::BoxFuture;
use jiff::SignedDuration;
use net30_domain::id::AccountId;
use net30_gateways::mail::{Failure, email_time_max};
use net30_store::{
    Reader, account,
    outbox::{self, Job},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many e-mails are sent at the same time.
const SIZE: Size = Size { places: 64, of_account: 4, of_host: 16 };
/// How many accounts a round looks at.
const ACCOUNTS_MAX: i64 = 1000;
/// Most e-mails of an account that are taken at once, to go one after the other: over one connection, if its mail server
/// is there.
const IN_TURN_MAX: i64 = 2;
/// How often more are taken before others have their turn.
const TURNS_MAX: usize = 8;

/// Sends the e-mails whose time has come. One for the process.
pub struct MailSender {
    app: App,
    lanes: Lanes,
    under_way: Arc<Semaphore>,
    stopping: AtomicBool,
}

impl MailSender {
    /// A postman for the e-mails of all accounts.
    #[must_use]
    pub fn new(app: App) -> Arc<Self> {
        let under_way = Arc::new(Semaphore::new(SIZE.places));
        Arc::new(Self { app, lanes: Lanes::new(SIZE), under_way, stopping: AtomicBool::new(false) })
    }

    /// Begins to send e-mails, those of each account in tasks of their own; says how many were taken.
    ///
    /// # Errors
    /// Those of the database. What a mail server says is noted with the e-mail.
    pub fn round(self: &Arc<Self>) -> Boxed<'_, usize> {
        Box::pin(async move {
            let now = self.app.now();
            let mut reader = self.app.store().reader().await?;
            let mut lanes = vec![];
            for account in outbox::accounts_due(&mut reader, JOB, now, ACCOUNTS_MAX).await? {
                if self.lanes.has_all(account) {
                    continue;
                }
                let host = self.host_of(&mut reader, account).await?;
                lanes.extend(self.lanes.take(account, &host).map(|lane| (account, lane)));
            }
            drop(reader);
            let mut count = 0;
            for (account, lane) in lanes {
                let jobs = self.claim(account).await?;
                if jobs.is_empty() {
                    continue;
                }
                count += jobs.len();
                // It is never closed, and has as many as there are lanes.
                let Ok(place) = Arc::clone(&self.under_way).acquire_owned().await else { break };
                tokio::spawn(Arc::clone(self).serve(account, jobs, lane, place));
            }
            Ok(count)
        })
    }

    /// Waits until the e-mails under way are sent; no others are taken.
    pub fn finish(&self) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            self.stopping.store(true, Ordering::Relaxed);
            let all = u32::try_from(SIZE.places).unwrap_or(u32::MAX);
            // It is never closed.
            let _ = self.under_way.acquire_many(all).await;
        })
    }

    /// Where the e-mails of an account go: which mail server, by name and port. Where that cannot be known the account
    /// itself stands for it.
    async fn host_of(&self, reader: &mut Reader, account: AccountId) -> Result<String> {
        let found = account::load(reader, account).await?;
        let route = match found {
            Some(found) => settings::route(&self.app, reader, &found).await,
            None => Ok(None),
        };
        match route {
            Ok(Some(route)) => Ok(format!("{}:{}", route.server.host, route.server.port)),
            Err(error @ (Error::Unavailable(_) | Error::DiskFailed(_))) => Err(error),
            // What is wrong is told with the e-mail.
            Ok(None) | Err(_) => Ok(account.to_string()),
        }
    }

    async fn claim(&self, account: AccountId) -> Result<Vec<Job>> {
        let now = self.app.now();
        let mut tx = self.app.store().begin().await?;
        let until = now + self.app.lease();
        match outbox::claim(&mut tx, JOB, account, now, until, IN_TURN_MAX).await {
            // Another server takes the same ones.
            Err(net30_store::Error::Contention) => Ok(vec![]),
            jobs => {
                let jobs = jobs?;
                tx.commit().await?;
                Ok(jobs)
            }
        }
    }

    async fn serve(
        self: Arc<Self>,
        account: AccountId,
        mut jobs: Vec<Job>,
        mut lane: Lane,
        _place: OwnedSemaphorePermit,
    ) {
        for turn in 1..=TURNS_MAX {
            let sending = async {
                let caller = self.app.system_caller(account).await?;
                let taken = std::mem::take(&mut jobs);
                self.in_turn(&caller, taken, &mut lane).await?;
                let goes_on =
                    turn < TURNS_MAX && lane.is_well() && !self.stopping.load(Ordering::Relaxed);
                jobs = if goes_on { self.claim(account).await? } else { vec![] };
                Ok(jobs.len())
            };
            // Without a word of what came of them, e-mails are sent again when their lease has ended.
            if self.app.rounds().attempt(Round::Email, Box::pin(sending)).await.unwrap_or(0) == 0 {
                break;
            }
        }
        drop(lane);
        if self.lanes.somebody_was_refused() {
            self.app.wake();
        }
    }

    /// Sends e-mails one after the other.
    async fn in_turn(&self, caller: &Caller, jobs: Vec<Job>, lane: &mut Lane) -> Result<()> {
        for job in jobs {
            // On the heap: what writing an e-mail keeps in mind has some 20 kB.
            let sent = caught(Box::pin(send(&self.app, caller, &job, lane))).await;
            let outcome = match sent {
                Err(error @ Error::Broken(_)) => {
                    let cause = std::error::Error::source(&error).map(ToString::to_string);
                    tracing::warn!(job = %job.id, %error, cause, "an e-mail cannot be sent");
                    Some(Outcome::Failed(Failure::Temporary(error.to_string())))
                }
                sent => sent?,
            };
            if let Some(outcome) = outcome {
                self.app.run(&Call::of(*caller), &Settle { job, outcome }).await?;
            }
        }
        Ok(())
    }
}

impl App {
    /// How long an e-mail belongs to the round that took it: longer than sending it can take.
    fn lease(&self) -> SignedDuration {
        let longest = email_time_max(self.outside().smtp_timeout) + Duration::from_secs(1);
        SignedDuration::try_from(longest).unwrap_or(SignedDuration::from_mins(5))
    }
}

/// Sends one e-mail; `None` if somebody else has taken it meanwhile.
async fn send(app: &App, caller: &Caller, job: &Job, lane: &mut Lane) -> Result<Option<Outcome>> {
    let prepared = match Box::pin(prepare(app, caller, job)).await {
        Ok(prepared) => prepared,
        Err(error @ (Error::Unavailable(_) | Error::DiskFailed(_) | Error::Contention)) => {
            return Err(error);
        }
        Err(error) => {
            let cause = std::error::Error::source(&error).map(ToString::to_string);
            tracing::warn!(job = %job.id, %error, cause, "an e-mail cannot be written");
            return Ok(Some(Outcome::Failed(Failure::Temporary(error.to_string()))));
        }
    };
    let (server, mail) = match prepared {
        Prepared::NewEmail { server, mail } => (server, mail),
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
    lane.begin();
    let sent = app.mailer().send(&server, &mail, app.outside().smtp_timeout).await;
    // A server that refuses this e-mail answers, and is well.
    lane.went(!matches!(sent, Err(Failure::Server(_))));
    Ok(Some(match sent {
        Ok(()) => Outcome::Sent { subject: mail.subject },
        Err(failure) => Outcome::Failed(failure),
    }))
}
