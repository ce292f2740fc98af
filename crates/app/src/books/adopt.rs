//! Books that were kept before hashes of content were chained: their hashes are anchored once.

use super::{PAGE, ledger::Ledger};
use crate::work::boxed;
use crate::{App, Call, Error, Result, UseCase, What, Work};
use net30_domain::{event::EventType, invoice::Invoice, payment::Payment};
use net30_store::{
    account,
    anchored::{self, Anchored, OverAll},
    content, event, history_sum, invoice, payment, rendered, sequence,
};
use serde_json::{Value, json};

/// Of how many documents what was rendered is read at once.
const RENDERED_AT_ONCE: usize = 32;

/// Anchors the books of every account for which that was not done yet.
pub(crate) async fn adopt(app: &App) -> Result<()> {
    let mut reader = app.store().reader().await?;
    let accounts = history_sum::accounts_without(&mut reader).await?;
    drop(reader);
    for account_id in accounts {
        let caller = app.system_caller(account_id).await?;
        app.run(&Call::of(caller), &Adopt).await?;
    }
    Ok(())
}

/// Keeps the hashes of all that is in the account's books, chains one event that holds a hash over them, and begins the
/// sum of the account's history.
struct Adopt;

impl UseCase for Adopt {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let account_id = work.caller.account_id;
        // Another server may be about to do the same.
        event::keep_chain(&mut work.tx, account_id).await?;
        if history_sum::load(&mut work.tx, account_id).await?.is_some() {
            return Ok(());
        }
        if is_hashed(work).await? {
            tracing::warn!(%account_id, "the sum of the history is gone; `net30 verify` says more");
            return Ok(());
        }
        let mut hashes = vec![];
        documents(work, &mut hashes).await?;
        payments(work, &mut hashes).await?;
        let count = hashes.len();
        hashes.sort_unstable_by_key(|hash: &Anchored| hash.object_id);
        let mut over_all = OverAll::default();
        for some in hashes.chunks(usize::try_from(PAGE).unwrap_or(1)) {
            for hash in some {
                over_all.take(hash);
            }
            anchored::insert(&mut work.tx, account_id, some).await?;
        }
        history(work).await?;
        let account = account::load_anew(&mut work.tx, account_id).await?;
        let account = account.ok_or(Error::NotFound(What::Account))?;
        let data = json!({
            "objects": count,
            "sha256": content::text_of(&over_all.hash()),
            "series": series(work).await?,
            "lock": account.lock.word(),
        });
        work.record(EventType::BooksAnchored, account_id.0, &data);
        tracing::info!(%account_id, objects = count, "the books were anchored");
        Ok(())
    }
}

/// Whether the account's chain has hashes of content already, so that there is nothing to be anchored.
async fn is_hashed(work: &mut Work) -> Result<bool> {
    let mut ledger = Ledger::default();
    let mut sequence = 0;
    loop {
        let links = event::book_links(&mut work.tx, work.caller.account_id, sequence, PAGE).await?;
        let Some(last) = links.last() else { return Ok(false) };
        sequence = last.sequence;
        for link in &links {
            ledger.enter(&link.event);
        }
        if ledger.is_hashed {
            return Ok(true);
        }
    }
}

async fn documents(work: &mut Work, hashes: &mut Vec<Anchored>) -> Result<()> {
    let account_id = work.caller.account_id;
    let mut after = None;
    loop {
        let page = invoice::scan(&mut work.tx, account_id, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.invoice.id);
        let anchored = |invoice: &Invoice| {
            let sha256 = content::of_document(invoice)?;
            Some(Anchored { object_id: invoice.id.0, sha256 })
        };
        hashes.extend(page.iter().filter_map(|stored| anchored(&stored.invoice)));
        for some in page.chunks(RENDERED_AT_ONCE) {
            let ids: Vec<_> = some.iter().map(|stored| stored.invoice.id).collect();
            for rendered in rendered::of_documents(&mut work.tx, &ids).await? {
                history_sum::add(&mut work.tx, account_id, &rendered.digest);
            }
        }
    }
}

async fn payments(work: &mut Work, hashes: &mut Vec<Anchored>) -> Result<()> {
    let account_id = work.caller.account_id;
    let mut last: Option<Payment> = None;
    loop {
        let mut page = payment::scan(&mut work.tx, account_id, last.as_ref(), PAGE).await?;
        for payment in &page {
            let sha256 = content::of_payment(payment);
            hashes.push(Anchored { object_id: payment.id.0, sha256 });
            hashes.extend(payment.refunds.iter().map(|refund| {
                let sha256 = content::of_refund(refund);
                Anchored { object_id: refund.id.0, sha256 }
            }));
        }
        match page.pop() {
            Some(payment) => last = Some(payment),
            None => return Ok(()),
        }
    }
}

/// Adds all that happened so far to the sum.
async fn history(work: &mut Work) -> Result<()> {
    let account_id = work.caller.account_id;
    let mut place = None;
    loop {
        let page = event::scan(&mut work.tx, account_id, place, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        place = Some(last.place);
        for entry in &page {
            let hash = event::entry_hash(entry.sequence, &entry.event);
            history_sum::add(&mut work.tx, account_id, &hash);
        }
    }
}

/// How far each series has been drawn.
async fn series(work: &mut Work) -> Result<Value> {
    let series = sequence::list(&mut work.tx, work.caller.account_id).await?;
    let described = |series: &sequence::Series| {
        json!({
            "type": series.document.word(),
            "series": series.series,
            "next": series.next,
            "last_issue_date": series.last_issue_date.map(|date| date.to_string()),
        })
    };
    Ok(series.iter().map(described).collect())
}
