//! The unit of work: one transaction, what it knows, and how it ends.

use crate::{App, Boxed, Caller, Error, Result};
use jiff::{Timestamp, civil::Date};
use net30_domain::{
    account::Account,
    customer::Customer,
    event::{Event, EventType},
    id::{AccountId, CustomerId, EventId},
    warning::Warning,
};
use net30_store::{Tx, account, customer, event, idempotency, outbox};
use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};
use uuid::{ContextV7, Timestamp as UuidTimestamp, Uuid};

/// How often a use case is run again after it lost a race.
const TRIES_MAX: u32 = 8;

/// How a use case may meet others who write at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meeting {
    /// It decides on what it claims, or on what it reads.
    Claiming,
    /// It makes something of what it reads, and may read before it is its turn to write
    /// ([`net30_store::Store::begin_apart`]). That what it is made of was removed or taken meanwhile, a constraint of the
    /// database finds; on SQLite `Work::must_stay` finds what was changed.
    Making,
    /// As [`Making`](Self::Making), and it may share its transaction with others of the account
    /// ([`net30_store::Store::begin_sharing`]).
    Sharing,
}

/// Something that changes data: it loads, decides and saves within one transaction.
///
/// It may be run several times, until it is not overtaken by another: nothing of a run that was is kept.
pub trait UseCase: Sync {
    /// What the caller is told.
    type Output: Send;

    /// Does it. Nothing is kept unless the transaction is committed afterwards, by [`App::write`].
    fn run(&self, work: &mut Work) -> impl Future<Output = Result<Self::Output>> + Send
    where
        Self: Sized;

    /// How it may meet others who write.
    fn meeting(&self) -> Meeting {
        Meeting::Claiming
    }

    /// [`UseCase::run`], compiled in the crate that implements it: `boxed!()` writes it.
    fn boxed<'a>(&'a self, work: &'a mut Work) -> Boxed<'a, Self::Output>;
}

/// Writes [`UseCase::boxed`]. A provided method would be compiled wherever it is called from, with the whole tree of
/// futures below it.
macro_rules! boxed {
    () => {
        // Where it was inlined, everything below it would be compiled again after all.
        #[inline(never)]
        fn boxed<'a>(&'a self, work: &'a mut $crate::Work) -> $crate::Boxed<'a, Self::Output> {
            $crate::work::boxed_of(self, work)
        }
    };
}
pub(crate) use boxed;

/// Of a use case of any type it is known that its future can be sent: for one of a known type the compiler would go
/// through all futures below it.
pub(crate) fn boxed_of<'a, U: UseCase>(
    use_case: &'a U,
    work: &'a mut Work,
) -> Boxed<'a, U::Output> {
    Box::pin(use_case.run(work))
}

/// Implements [`UseCase`] for what points to one: it is the same use case, and its future is not boxed again.
macro_rules! pointing {
    ($($pointer:ty),*) => {$(
        impl<U: UseCase + ?Sized> UseCase for $pointer {
            type Output = U::Output;

            async fn run(&self, work: &mut Work) -> Result<U::Output> {
                (**self).boxed(work).await
            }

            fn meeting(&self) -> Meeting {
                (**self).meeting()
            }

            fn boxed<'a>(&'a self, work: &'a mut Work) -> Boxed<'a, U::Output> {
                (**self).boxed(work)
            }
        }
    )*};
}

pointing!(&U, Box<U>);

/// The circumstances of a request that writes.
#[derive(Clone, Debug)]
pub struct Call {
    /// Who asks.
    pub caller: Caller,
    /// Run everything and store nothing.
    pub dry_run: bool,
    /// The revision that the client's `If-Match` names.
    pub if_match: Option<i64>,
    /// The client's `Idempotency-Key`.
    pub idempotency: Option<Idempotency>,
}

impl Call {
    /// A plain call.
    #[must_use]
    pub fn of(caller: Caller) -> Self {
        Self { caller, dry_run: false, if_match: None, idempotency: None }
    }
}

/// A client's wish that a request be done once, however often it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idempotency {
    /// The client's key.
    pub key: String,
    /// SHA-256 of method, path and body: the same key with another request is refused.
    pub fingerprint: [u8; 32],
}

/// A reply as it was given the first time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredReply {
    /// HTTP status.
    pub status: u16,
    /// The headers that belong to the reply: name and value.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// How a write ended.
#[derive(Debug)]
pub enum Done<T> {
    /// It was done (or, for a dry run, would have been).
    Fresh(T),
    /// It had been done before under the same idempotency key; this is the reply that was given then.
    Replayed(StoredReply),
}

/// What a transaction is for, whatever comes of it: so that transactions are compiled once and not for each use case.
pub trait Step: Send {
    /// Does it, and keeps what came of it.
    fn run<'a>(&'a mut self, work: &'a mut Work) -> Boxed<'a, ()>;
    /// As [`UseCase::meeting`].
    fn meeting(&self) -> Meeting {
        Meeting::Claiming
    }
    /// The reply to what was done.
    ///
    /// # Errors
    /// [`Error::Broken`] if nothing was.
    fn reply(&self) -> Result<StoredReply>;
}

/// A use case, how its outcome is worded, and the outcome of its last run.
struct Worded<'u, U: UseCase, R> {
    use_case: &'u U,
    reply: &'u R,
    output: Option<U::Output>,
}

impl<U: UseCase, R: Fn(&U::Output) -> StoredReply + Sync> Step for Worded<'_, U, R> {
    fn run<'a>(&'a mut self, work: &'a mut Work) -> Boxed<'a, ()> {
        Box::pin(async move {
            self.output = Some(self.use_case.boxed(work).await?);
            Ok(())
        })
    }

    fn meeting(&self) -> Meeting {
        self.use_case.meeting()
    }

    fn reply(&self) -> Result<StoredReply> {
        self.output.as_ref().map(self.reply).ok_or_else(without_outcome)
    }
}

fn without_outcome() -> Error {
    Error::broken("a use case has no outcome")
}

/// Idempotency keys of requests that this process is working on.
pub(crate) type UnderWay = Mutex<HashSet<(AccountId, String)>>;

struct UnderWayGuard<'a> {
    set: &'a UnderWay,
    entry: (AccountId, String),
}

impl Drop for UnderWayGuard<'_> {
    fn drop(&mut self) {
        self.set.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.entry);
    }
}

impl App {
    /// Runs a use case in a transaction of its own and returns when the data is on disk.
    ///
    /// `reply` words the outcome for the client. It is called before the commit only if the client gave an
    /// idempotency key, since the reply is then stored in the same transaction as the effect.
    ///
    /// # Errors
    /// Those of the use case, and [`Error::Contention`] if it was overtaken again and again.
    pub async fn write<U: UseCase>(
        &self,
        call: &Call,
        use_case: &U,
        reply: impl Fn(&U::Output) -> StoredReply + Sync,
    ) -> Result<Done<U::Output>> {
        let mut step = Worded { use_case, reply: &reply, output: None };
        match self.carry_out(call, &mut step).await? {
            Some(stored) => Ok(Done::Replayed(stored)),
            None => step.output.map(Done::Fresh).ok_or_else(without_outcome),
        }
    }

    /// Carries out a step in a transaction, again if it was overtaken; the reply that was given before, if it was done
    /// before.
    ///
    /// # Errors
    /// As [`App::write`].
    pub fn carry_out<'a>(
        &'a self,
        call: &'a Call,
        step: &'a mut dyn Step,
    ) -> Boxed<'a, Option<StoredReply>> {
        Box::pin(async move {
            let wish = call.idempotency.as_ref().filter(|_| !call.dry_run);
            let _guard = match wish {
                Some(idempotency) => Some(self.claim(call.caller.account_id, &idempotency.key)?),
                None => None,
            };
            let mut tries = 0;
            loop {
                match self.attempt(call, wish, step, tries > 0).await {
                    Err(Error::Contention) if tries < TRIES_MAX => {
                        tries += 1;
                        let pause_ms = rand::random_range(0..(2_u64 << tries));
                        tokio::time::sleep(std::time::Duration::from_millis(pause_ms)).await;
                    }
                    outcome => return outcome,
                }
            }
        })
    }

    /// As [`App::write`], for callers that store no replies.
    ///
    /// # Errors
    /// Those of the use case.
    pub async fn run<U: UseCase>(&self, call: &Call, use_case: &U) -> Result<U::Output> {
        let nothing = |_: &U::Output| StoredReply { status: 200, headers: vec![], body: vec![] };
        let call = Call { idempotency: None, ..call.clone() };
        let mut step = Worded { use_case, reply: &nothing, output: None };
        self.carry_out(&call, &mut step).await?;
        // Without a key there is no earlier reply in its place.
        step.output.ok_or_else(without_outcome)
    }

    /// As [`App::write`], for a batch: `steps` are transactions of their own, so the reply is stored after them.
    ///
    /// If the server dies in between, a repeated request goes through the steps again: each of them must see to it that it
    /// is done once.
    ///
    /// # Errors
    /// Those of the steps.
    pub async fn write_in_steps<T>(
        &self,
        call: &Call,
        steps: impl Future<Output = Result<T>>,
        reply: impl Fn(&T) -> StoredReply,
    ) -> Result<Done<T>> {
        let Some(wish) = call.idempotency.as_ref().filter(|_| !call.dry_run) else {
            return Ok(Done::Fresh(steps.await?));
        };
        let account_id = call.caller.account_id;
        let _guard = self.claim(account_id, &wish.key)?;
        if let Some(stored) = self.reply_before(account_id, wish).await? {
            return Ok(Done::Replayed(stored));
        }
        let output = steps.await?;
        let mut tx = self.store().begin().await?;
        let stored = to_be_stored(reply(&output), wish, self.now());
        idempotency::insert(&mut tx, account_id, &wish.key, &stored).await?;
        tx.commit().await?;
        Ok(Done::Fresh(output))
    }

    async fn attempt(
        &self,
        call: &Call,
        wish: Option<&Idempotency>,
        step: &mut dyn Step,
        is_tried_again: bool,
    ) -> Result<Option<StoredReply>> {
        // What was overtaken has its next try for itself.
        let is_for_itself = is_tried_again || call.dry_run;
        let meeting = if is_for_itself { Meeting::Claiming } else { step.meeting() };
        let mut work = Work::begin(self, call, meeting).await?;
        work.is_careful = is_tried_again || call.dry_run;
        let account_id = call.caller.account_id;
        if let Some(wish) = wish
            && let Some(stored) = idempotency::find(&mut work.tx, account_id, &wish.key).await?
        {
            // On SQLite the first reply may still wait for the shared commit; so does who sees it.
            work.tx.commit().await?;
            return replayed(stored, wish).map(Some);
        }
        if let Err(error) = up_to_commit(&mut work, wish, step).await {
            let error = self.prepared(work, error).await;
            return match wish {
                // What it found may be what the same request has done meanwhile, by another server.
                Some(wish) if !matches!(error, Error::Contention) => {
                    let done = self.reply_before(account_id, wish).await?;
                    done.map(Some).ok_or(error)
                }
                _ => Err(error),
            };
        }
        if call.dry_run {
            return Ok(None);
        }
        let (leaves_jobs, leaves_news) = (work.leaves_jobs, work.leaves_news);
        work.tx.commit().await?;
        if leaves_jobs {
            self.wake();
        }
        if leaves_news {
            self.announce();
        }
        Ok(None)
    }

    /// The reply that was given before to a request with this key.
    async fn reply_before(
        &self,
        account_id: AccountId,
        wish: &Idempotency,
    ) -> Result<Option<StoredReply>> {
        let mut reader = self.store().reader().await?;
        let stored = idempotency::find(&mut reader, account_id, &wish.key).await?;
        drop(reader);
        stored.map(|stored| replayed(stored, wish)).transpose()
    }

    /// Gives up a transaction, and does what its use case needs done before it is tried again.
    async fn prepared(&self, work: Work, error: Error) -> Error {
        let first = work.first;
        // It takes long, and nobody waits within a transaction for anything but the store.
        drop(work.tx);
        let Some(first) = first else { return error };
        first(self.clone()).await.err().unwrap_or(error)
    }

    fn claim(&self, account_id: AccountId, key: &str) -> Result<UnderWayGuard<'_>> {
        let set = &self.inner.replies_under_way;
        let entry = (account_id, key.to_owned());
        let is_new = set.lock().unwrap_or_else(PoisonError::into_inner).insert(entry.clone());
        if is_new { Ok(UnderWayGuard { set, entry }) } else { Err(Error::IdempotencyUnderWay) }
    }
}

/// Runs a step and keeps its reply; once more in its turn, if it was overtaken before. What is left is the commit.
async fn up_to_commit(
    work: &mut Work,
    wish: Option<&Idempotency>,
    step: &mut dyn Step,
) -> Result<()> {
    // A use case may go on in another account, or take no notice of the revision any more.
    let (caller, if_match) = (work.caller, work.if_match);
    let done = run_and_settle(work, wish, step).await;
    if matches!(done, Err(Error::Contention)) && work.start_over()? {
        (work.caller, work.if_match) = (caller, if_match);
        return run_and_settle(work, wish, step).await;
    }
    done
}

async fn run_and_settle(
    work: &mut Work,
    wish: Option<&Idempotency>,
    step: &mut dyn Step,
) -> Result<()> {
    // Whose key it is: the use case may make another account.
    let account_id = work.caller.account_id;
    step.run(work).await?;
    if let Some(wish) = wish {
        let stored = to_be_stored(step.reply()?, wish, work.now);
        // Where another server was first, the next attempt replays its reply.
        or_conflict(idempotency::insert(&mut work.tx, account_id, &wish.key, &stored).await?)?;
    }
    Ok(work.tx.settle().await?)
}

fn to_be_stored(
    reply: StoredReply,
    wish: &Idempotency,
    now: Timestamp,
) -> idempotency::StoredReply {
    idempotency::StoredReply {
        fingerprint: wish.fingerprint,
        status: reply.status,
        headers: reply.headers,
        body: reply.body,
        created_at: now,
    }
}

fn replayed(stored: idempotency::StoredReply, wish: &Idempotency) -> Result<StoredReply> {
    if stored.fingerprint != wish.fingerprint {
        return Err(Error::IdempotencyMismatch);
    }
    let idempotency::StoredReply { status, headers, body, .. } = stored;
    Ok(StoredReply { status, headers, body })
}

/// What is to be done before a use case is tried again.
type First = Box<dyn FnOnce(App) -> Boxed<'static, ()> + Send + Sync>;

/// A transaction with what a use case needs to know.
///
/// Dropping it rolls everything back.
pub struct Work {
    /// The transaction.
    pub(crate) tx: Tx,
    /// The app.
    pub(crate) app: App,
    /// Who asks.
    pub caller: Caller,
    /// The moment: one for the whole use case.
    pub now: Timestamp,
    /// The revision that the client's `If-Match` names.
    pub if_match: Option<i64>,
    /// Whether nothing may be left to a constraint of the database to find out: a try before was overtaken, or nothing is
    /// stored that it could look at.
    pub(crate) is_careful: bool,
    account: Option<Arc<Account>>,
    ids: ContextV7,
    leaves_jobs: bool,
    leaves_news: bool,
    warnings: Vec<Warning>,
    first: Option<First>,
}

impl Work {
    /// Opens a transaction.
    async fn begin(app: &App, call: &Call, meeting: Meeting) -> Result<Self> {
        let store = app.store();
        let tx = match meeting {
            Meeting::Claiming => store.begin().await?,
            Meeting::Making => store.begin_apart().await?,
            Meeting::Sharing => store.begin_sharing(call.caller.account_id).await?,
        };
        Ok(Self {
            tx,
            app: app.clone(),
            caller: call.caller,
            now: app.now(),
            if_match: call.if_match,
            is_careful: false,
            account: None,
            ids: ContextV7::new(),
            leaves_jobs: false,
            leaves_news: false,
            warnings: vec![],
            first: None,
        })
    }

    /// Undoes all of it and keeps the transaction's turn, if something was no longer as it was read before that; false if that
    /// is not so.
    fn start_over(&mut self) -> Result<bool> {
        if !self.tx.start_over()? {
            return Ok(false);
        }
        self.is_careful = true;
        (self.account, self.first) = (None, None);
        (self.leaves_jobs, self.leaves_news) = (false, false);
        self.warnings.clear();
        Ok(true)
    }

    /// Tells the client beside the reply of something that is allowed, but may not be what was meant.
    pub(crate) fn warn(&mut self, warning: Warning) {
        self.warnings.push(warning);
    }

    /// What the client is to be told of so far; whoever takes it tells it.
    pub(crate) fn take_warnings(&mut self) -> Vec<Warning> {
        std::mem::take(&mut self.warnings)
    }

    /// The account that the request works on.
    pub(crate) async fn account(&mut self) -> Result<Arc<Account>> {
        if let Some(account) = &self.account {
            return Ok(Arc::clone(account));
        }
        let loaded = account::shared(&mut self.tx, self.caller.account_id).await?;
        let account = loaded.ok_or(Error::NotFound(crate::What::Account))?;
        self.account = Some(Arc::clone(&account));
        Ok(account)
    }

    /// One of the account's customers, asked for with the account, if that is not known yet.
    pub(crate) async fn customer(&mut self, id: CustomerId) -> Result<Option<Customer>> {
        let account_id = self.caller.account_id;
        if self.account.is_some() {
            return Ok(customer::load(&mut self.tx, account_id, id).await?);
        }
        let (account, customer) =
            account::shared_with_customer(&mut self.tx, account_id, id).await?;
        self.account = account;
        Ok(customer)
    }

    /// Has the use case run again, on SQLite, if the account or a customer is no longer as it was read when it is its turn to
    /// write.
    pub(crate) async fn must_stay(&mut self, customer: &Customer) -> Result<()> {
        let account = self.account().await?;
        Ok(customer::must_stay(&mut self.tx, &account, customer)?)
    }

    /// Loads the account anew when it is asked for next, since it was changed.
    pub(crate) fn forget_account(&mut self) {
        self.account = None;
    }

    /// The account's own date.
    pub(crate) async fn today(&mut self) -> Result<Date> {
        let now = self.now;
        Ok(self.account().await?.today(now))
    }

    /// A fresh `UUIDv7`; those of one use case sort in the order they were made.
    pub(crate) fn fresh_id<I: From<Uuid>>(&mut self) -> I {
        let seconds = u64::try_from(self.now.as_second()).unwrap_or(0);
        let nanoseconds = u32::try_from(self.now.subsec_nanosecond()).unwrap_or(0);
        let timestamp = UuidTimestamp::from_unix(&self.ids, seconds, nanoseconds);
        Uuid::new_v7(timestamp).into()
    }

    /// Appends an event to the account's history.
    pub(crate) fn record(&mut self, kind: EventType, object_id: Uuid, data: &serde_json::Value) {
        let happened = Event {
            id: self.fresh_id::<EventId>(),
            account_id: self.caller.account_id,
            at: self.now,
            actor: self.caller.actor(),
            kind,
            object_id,
            data: data.to_string(),
        };
        if self.app.is_followed() {
            self.leaves_news = true;
        }
        event::append(&mut self.tx, happened);
    }

    /// Has whoever makes the deliveries to webhooks woken when the transaction is on disk.
    pub(crate) fn leave_news(&mut self) {
        self.leaves_news = true;
    }

    /// Leaves a job to the background, which is woken when the transaction is on disk; false if there is or was one with
    /// its key.
    pub(crate) async fn enqueue(
        &mut self,
        kind: &str,
        dedup_key: String,
        payload: &serde_json::Value,
        run_at: Timestamp,
    ) -> Result<bool> {
        let job = outbox::Job {
            id: self.fresh_id(),
            account_id: self.caller.account_id,
            kind: kind.to_owned(),
            dedup_key,
            payload: payload.to_string(),
            run_at,
            attempts: 0,
            attempts_forgiven: 0,
            locked_until: None,
            last_error: None,
            dead_at: None,
        };
        self.leaves_jobs = true;
        Ok(outbox::enqueue(&mut self.tx, &job).await?)
    }

    /// Has the background look for work when the transaction is on disk.
    pub(crate) fn leaves_work(&mut self) {
        self.leaves_jobs = true;
    }

    /// Has something done after this transaction is given up, before the use case is tried again.
    pub(crate) fn first(
        &mut self,
        what: impl FnOnce(App) -> Boxed<'static, ()> + Send + Sync + 'static,
    ) {
        self.first = Some(Box::new(what));
    }

    /// Checks the client's `If-Match` against the revision that was loaded.
    pub(crate) fn matches(&self, revision: i64) -> Result<()> {
        match self.if_match {
            Some(wanted) if wanted != revision => Err(Error::PreconditionFailed(revision)),
            _ => Ok(()),
        }
    }
}

/// Turns a lost race (`false`: the row had another revision by then) into a reason to try again.
pub(crate) fn or_conflict(updated: bool) -> Result<()> {
    if updated { Ok(()) } else { Err(Error::Contention) }
}
