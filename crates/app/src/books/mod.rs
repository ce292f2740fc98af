//! `verify`: computes the books again and names the first fault.
//!
//! What it proves and what not, and the format of the hashes, is in `docs/books.md`.

mod adopt;
mod chain;
mod credit;
mod documents;
mod heads;
mod history;
mod ledger;
mod money;
mod series;

pub(crate) use adopt::adopt;
pub use heads::Head;

use crate::{App, Boxed, Error, What};
use ledger::Ledger;
use net30_domain::id::AccountId;
use net30_store::{Reader, account, progress::tell};

/// How many rows are read at once.
const PAGE: i64 = 500;

/// What was checked, and the first fault, if there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many accounts were checked.
    pub accounts: u64,
    /// How many documents.
    pub documents: u64,
    /// How many links of the chain.
    pub events: u64,
    /// Where the chain of each account ends that was found to hold.
    pub heads: Vec<Head>,
    /// The first fault.
    pub fault: Option<BookFault>,
}

/// Something that the books do not bear out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookFault {
    /// In which account.
    pub account_id: AccountId,
    /// Which rule, as `docs/books.md` lists them: `chain`, `totals`, `numbering`, …
    pub rule: &'static str,
    /// What is wrong, with the document's number.
    pub message: String,
}

/// Why a check goes no further.
enum Stop {
    /// A rule does not hold.
    Fault {
        /// Which.
        rule: &'static str,
        /// In words.
        message: String,
    },
    /// The database failed.
    Failed(Error),
}

/// What a check finds.
type Checked<T = ()> = std::result::Result<T, Stop>;

fn fault<T>(rule: &'static str, message: impl Into<String>) -> Checked<T> {
    Err(Stop::Fault { rule, message: message.into() })
}

impl From<net30_store::Error> for Stop {
    fn from(error: net30_store::Error) -> Self {
        match Error::from(error) {
            // A row that the program did not write so.
            Error::Broken(source) => {
                Self::Fault { rule: "unreadable", message: source.to_string() }
            }
            error => Self::Failed(error),
        }
    }
}

/// Checks one account, or all of them, also against where their chains ended once.
///
/// # Errors
/// Those of the database. A fault of the books is no error: it is in the report.
pub fn verify<'a>(app: &'a App, only: Option<AccountId>, anchors: &'a [Head]) -> Boxed<'a, Report> {
    Box::pin(async move {
        let mut report = Report::default();
        let mut reader = app.store().reader().await?;
        let known = account::all_ids(&mut reader).await?;
        let ids = match only {
            Some(id) if known.contains(&id) => vec![id],
            Some(_) => return Err(Error::NotFound(What::Account)),
            None => known,
        };
        if only.is_none()
            && let Some(gone) = anchors.iter().find(|anchor| !ids.contains(&anchor.account_id))
        {
            let message = "the account is gone: the anchor has the head of its chain".to_owned();
            let account_id = gone.account_id;
            report.fault = Some(BookFault { account_id, rule: "anchor", message });
            return Ok(report);
        }
        let known = ids.len() as u64;
        for account_id in ids {
            if known > 1 {
                tell("accounts", report.accounts, Some(known));
            }
            report.accounts += 1;
            let anchors = anchors.iter().filter(|anchor| anchor.account_id == account_id);
            let anchors: Vec<&Head> = anchors.collect();
            match check(&mut reader, account_id, &anchors, &mut report).await {
                Ok(head) => report.heads.push(head),
                Err(Stop::Failed(error)) => return Err(error),
                Err(Stop::Fault { rule, message }) => {
                    report.fault = Some(BookFault { account_id, rule, message });
                    break;
                }
            }
        }
        Ok(report)
    })
}

/// Checks an account, and says where its chain ends.
async fn check(
    reader: &mut Reader,
    account_id: AccountId,
    anchors: &[&Head],
    report: &mut Report,
) -> Checked<Head> {
    let (head, ledger) = chain::check(reader, account_id, anchors, report).await?;
    lock(reader, account_id, &ledger).await?;
    let mut history = history::History::read(reader, account_id).await?;
    let anchored = ledger::anchored(reader, account_id, &ledger).await?;
    let mut documents = documents::Documents::new(&ledger, &anchored);
    documents.check(reader, account_id, &mut history, report).await?;
    money::check(reader, account_id, &ledger, &anchored).await?;
    credit::check(reader, account_id, &ledger).await?;
    series::check(reader, account_id, &ledger, documents.numbers(), history.jumps()).await?;
    documents.check_tally(reader, account_id).await?;
    history.check_sum(reader, account_id).await?;
    Ok(head)
}

/// The lock is what the chain says that it was last set to.
async fn lock(reader: &mut Reader, account_id: AccountId, ledger: &Ledger) -> Checked {
    let account = account::load_anew(reader, account_id).await?;
    let lock = account.map(|account| account.lock.word());
    match (lock, ledger.lock.as_deref()) {
        (Some(lock), Some(set)) if lock != set => {
            fault("lock", format!("the lock is {lock}, it was last set to {set}"))
        }
        _ => Ok(()),
    }
}
