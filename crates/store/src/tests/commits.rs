//! Transactions: alone, together, failing, dropped.

use super::{
    fixture::{at, draft, event, settled},
    on_each, on_postgres, on_sqlite, settle_history,
};
use crate::{
    Error, Store, customer, event as history, history_sum, invoice, organisation,
    sequence::{self, Taken},
};
use jiff::civil::date;
use net30_domain::{
    document::DocumentType,
    event::EventType,
    id::{AccountId, InvoiceId, OrganisationId},
    invoice::Invoice,
    number::Pattern,
};
use std::{collections::BTreeSet, time::Duration};
use uuid::Uuid;

fn organisation_id() -> OrganisationId {
    OrganisationId(Uuid::now_v7())
}

#[tokio::test]
async fn migrating_again_changes_nothing_and_several_may_do_it_at_once() {
    on_each(async |bench| {
        let others = futures_util::future::join_all((0..4).map(async |_| {
            let store = Store::open(&bench.config).await.unwrap();
            store.migrate().await.unwrap();
        }));
        others.await;
        bench.store.ping().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused() {
    on_each(async |bench| {
        let newer = "insert into migration (name, sha256) values ('9999_later', '\\x00')";
        match &bench.config.database {
            crate::Database::Sqlite(path) => {
                let newer = newer.replace("'\\x00'", "x'00'");
                rusqlite::Connection::open(path).unwrap().execute_batch(&newer).unwrap();
            }
            crate::Database::Postgres(url) => {
                let (client, connection) =
                    tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
                tokio::spawn(connection);
                client.batch_execute(newer).await.unwrap();
            }
        }
        assert!(matches!(bench.store.migrate().await, Err(Error::Refused(_))));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failing_and_dropped_transactions_roll_back_alone() {
    on_each(async |bench| {
        let (store, taken) = (&bench.store, organisation_id());
        let mut tx = store.begin().await.unwrap();
        organisation::insert(&mut tx, taken, "taken", at(0)).await.unwrap();
        tx.commit().await.unwrap();
        let commits_before = store.commits();
        let tasks = (0..200).map(|number: u32| {
            let store = store.clone();
            tokio::spawn(async move {
                let id = organisation_id();
                let mut tx = store.begin().await.unwrap();
                organisation::insert(&mut tx, id, "new", at(0)).await.unwrap();
                match number % 4 {
                    0 => drop(tx),
                    1 => {
                        let refused = organisation::insert(&mut tx, taken, "again", at(0)).await;
                        assert!(matches!(refused, Err(Error::Unique { .. })));
                    }
                    _ => tx.commit().await.unwrap(),
                }
                (id, number % 4 > 1)
            })
        });
        let outcomes = futures_util::future::join_all(tasks).await;
        let mut reader = store.reader().await.unwrap();
        for outcome in outcomes {
            let (id, committed) = outcome.unwrap();
            assert_eq!(organisation::exists(&mut reader, id).await.unwrap(), committed);
        }
        let commits = store.commits() - commits_before;
        if matches!(bench.config.database, crate::Database::Sqlite(_)) {
            assert!(commits < 100, "100 transactions took {commits} commits");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panicking_use_case_rolls_back_and_keeps_nobody_waiting() {
    on_each(async |bench| {
        let (store, id) = (bench.store.clone(), organisation_id());
        let task = tokio::spawn(async move {
            let mut tx = store.begin().await.unwrap();
            organisation::insert(&mut tx, id, "new", at(0)).await.unwrap();
            assert!(id.0.is_nil(), "a bug of the use case");
        });
        assert!(task.await.is_err());
        let mut tx = bench.store.begin().await.unwrap();
        assert!(!organisation::exists(&mut tx, id).await.unwrap());
        organisation::insert(&mut tx, id, "new", at(0)).await.unwrap();
        tx.commit().await.unwrap();
        assert!(organisation::exists(&mut bench.store.reader().await.unwrap(), id).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_reader_sees_one_moment() {
    on_each(async |bench| {
        let (account, customer) = settled(&bench.store).await;
        let mut reader = bench.store.reader().await.unwrap();
        let before = customer::load(&mut reader, account.id, customer.id).await.unwrap();
        let mut changed = customer.clone();
        changed.revision = 2;
        let mut tx = bench.store.begin().await.unwrap();
        assert!(customer::update(&mut tx, &changed, 1).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(customer::load(&mut reader, account.id, customer.id).await.unwrap(), before);
        drop(reader);
        let mut reader = bench.store.reader().await.unwrap();
        assert_eq!(
            customer::load(&mut reader, account.id, customer.id).await.unwrap(),
            Some(changed)
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_stores_draw_numbers_without_gap_or_duplicate() {
    on_each(async |bench| {
        let (account, _) = settled(&bench.store).await;
        let other = Store::open(&bench.config).await.unwrap();
        let tasks = (0..100).map(|number: usize| {
            let store = [&bench.store, &other][number % 2].clone();
            let event = event(account.id, EventType::InvoiceIssued, Uuid::now_v7());
            tokio::spawn(async move {
                let mut tx = store.begin().await.unwrap();
                let (pattern, day) = (Pattern::parse("S{SEQ}").unwrap(), date(2026, 1, 1));
                let document = DocumentType::Invoice;
                let account = event.account_id;
                let drawn =
                    sequence::draw(&mut tx, account, document, &pattern, day, Taken::Unlikely)
                        .await
                        .unwrap();
                history::append(&mut tx, event);
                if number.is_multiple_of(10) {
                    return None; // its number is drawn by another
                }
                tx.commit().await.unwrap();
                Some(drawn.place)
            })
        });
        let drawn =
            futures_util::future::join_all(tasks).await.into_iter().filter_map(Result::unwrap);
        assert_eq!(drawn.collect::<BTreeSet<i64>>(), (1..=90).collect());
        let mut reader = bench.store.reader().await.unwrap();
        let links = history::book_links(&mut reader, account.id, 0, 1000).await.unwrap();
        assert_eq!(links.len(), 90);
        assert!(links.windows(2).all(|pair| pair[0].hash == pair[1].previous));
    })
    .await;
}

/// More than one statement inserts, of the books and not, in turn.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_events_of_a_transaction_have_numbers_links_and_a_sum() {
    on_each(async |bench| {
        let account = settled(&bench.store).await.0.id;
        let kinds = [EventType::InvoiceIssued, EventType::InvoiceSent];
        let events: Vec<_> =
            (0..20).map(|n: usize| event(account, kinds[n % 2], Uuid::now_v7())).collect();
        let mut tx = bench.store.begin().await.unwrap();
        for event in &events {
            history::append(&mut tx, event.clone());
        }
        tx.commit().await.unwrap();
        let mut reader = bench.store.reader().await.unwrap();
        let entries = history::scan(&mut reader, account, None, 1000).await.unwrap();
        assert!(entries.windows(2).all(|pair| pair[0].sequence < pair[1].sequence));
        let (_, written) = entries.split_at(entries.len() - events.len());
        assert!(written.iter().map(|entry| &entry.event).eq(&events));
        let mut sum = history_sum::HistorySum::default();
        for entry in &entries {
            sum.add(&history::entry_hash(entry.sequence, &entry.event));
        }
        assert_eq!(history_sum::load(&mut reader, account).await.unwrap(), Some(sum));
        let links = history::book_links(&mut reader, account, 0, 1000).await.unwrap();
        let of_books = events.iter().filter(|event| event.kind.is_of_the_books()).count();
        assert!((1..=20).contains(&of_books) && links.len() >= of_books);
        assert!(links.windows(2).all(|pair| pair[0].hash == pair[1].previous));
    })
    .await;
}

/// Begins to issue a document in a transaction that shares its commit; its place in the series.
async fn begin_issuing(store: &Store, invoice: Invoice) -> (crate::Tx, i64) {
    let account = invoice.account_id;
    let mut tx = store.begin_sharing(account).await.unwrap();
    let (pattern, day) = (Pattern::parse("S{SEQ}").unwrap(), date(2026, 1, 1));
    let document = DocumentType::Invoice;
    let drawn = sequence::draw(&mut tx, account, document, &pattern, day, Taken::Unlikely).await;
    history::append(&mut tx, event(account, EventType::InvoiceIssued, invoice.id.0));
    (tx, drawn.unwrap().place)
}

async fn end_issuing(mut tx: crate::Tx, invoice: Invoice) -> crate::Result<()> {
    invoice::insert(&mut tx, Box::new(invoice)).await?;
    tx.commit().await
}

/// Whether chain, sum and tallies say the same of an account in which nothing but issuing was done; how many were issued.
async fn agreeing(store: &Store, account: AccountId) -> usize {
    let mut reader = store.reader().await.unwrap();
    let links = history::book_links(&mut reader, account, 0, 1000).await.unwrap();
    assert!(links.windows(2).all(|pair| pair[0].hash == pair[1].previous));
    let end = history::chain_end(&mut reader, account).await.unwrap().unwrap();
    let last = links.last().map_or((0, [0; 32]), |link| (link.sequence, link.hash));
    assert_eq!(end, last);
    let mut sum = history_sum::HistorySum::default();
    for entry in history::scan(&mut reader, account, None, 1000).await.unwrap() {
        sum.add(&history::entry_hash(entry.sequence, &entry.event));
    }
    assert_eq!(history_sum::load(&mut reader, account).await.unwrap(), Some(sum));
    let tallied = invoice::tallied(&mut reader, account).await.unwrap();
    let tallied: i64 = tallied.iter().map(|(_, count)| count).sum();
    assert_eq!(usize::try_from(tallied).unwrap(), links.len());
    let series = sequence::list(&mut reader, account).await.unwrap();
    assert_eq!(usize::try_from(series[0].next).unwrap(), links.len() + 1);
    links.len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_those_who_share_a_commit_each_fails_for_itself() {
    on_each(async |bench| {
        let (account, customer) = settled(&bench.store).await;
        let taken = draft(&customer, 999);
        let (tx, _) = begin_issuing(&bench.store, taken.clone()).await;
        end_issuing(tx, taken.clone()).await.unwrap();
        let before = bench.store.commits();
        let tasks = (0..64).map(|number: i64| {
            let (store, taken) = (bench.store.clone(), taken.id);
            let mut invoice = draft(&customer, number);
            tokio::spawn(async move {
                let (tx, place) = begin_issuing(&store, invoice.clone()).await;
                match number % 4 {
                    // It is given up: its number is drawn by another.
                    0 => return None,
                    // It fails, at once or with the commit.
                    1 => invoice.id = taken,
                    _ => {}
                }
                let kept = end_issuing(tx, invoice).await;
                assert_eq!(kept.is_err(), number % 4 == 1, "{kept:?}");
                kept.ok().map(|()| place)
            })
        });
        let places =
            futures_util::future::join_all(tasks).await.into_iter().filter_map(Result::unwrap);
        assert_eq!(places.collect::<BTreeSet<i64>>(), (2..=33).collect());
        assert!(bench.store.commits() - before < 32, "nobody shared a commit");
        assert_eq!(agreeing(&bench.store, account.id).await, 33);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_given_up_takes_nobody_along() {
    on_each(async |bench| {
        let (account, customer) = settled(&bench.store).await;
        let tasks = (0..300_u64).map(|number| {
            let (store, invoice) = (bench.store.clone(), draft(&customer, 500));
            let (id, patience_us) = (invoice.id, number * 7919 % 20_000);
            let issuing = async move {
                let (tx, _) = begin_issuing(&store, invoice.clone()).await;
                end_issuing(tx, invoice).await.unwrap();
            };
            let issuing = tokio::time::timeout(Duration::from_micros(patience_us), issuing);
            tokio::spawn(async move { issuing.await.ok().map(|()| id) })
        });
        let done = futures_util::future::join_all(tasks).await;
        let done: Vec<InvoiceId> = done.into_iter().filter_map(Result::unwrap).collect();
        // Whoever comes last finds all others committed or undone.
        let last = draft(&customer, 500);
        let (tx, _) = begin_issuing(&bench.store, last.clone()).await;
        end_issuing(tx, last).await.unwrap();
        assert!(agreeing(&bench.store, account.id).await > done.len());
        let mut reader = bench.store.reader().await.unwrap();
        let found = invoice::load_many(&mut reader, account.id, &done).await.unwrap();
        assert_eq!(found.len(), done.len(), "one that was acknowledged is gone");
    })
    .await;
}

#[tokio::test]
async fn another_process_that_writes_is_waited_for() {
    on_sqlite(async |bench| {
        let crate::Database::Sqlite(path) = &bench.config.database else { return };
        let other = rusqlite::Connection::open(path).unwrap();
        other.execute_batch("begin immediate").unwrap();
        let store = bench.store.clone();
        let waiting = tokio::spawn(async move { store.begin().await.map(drop) });
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        assert!(!waiting.is_finished());
        other.execute_batch("commit").unwrap();
        waiting.await.unwrap().unwrap();
        // The dropped transaction does not keep the other process waiting.
        other.busy_timeout(std::time::Duration::from_secs(5)).unwrap();
        other.execute_batch("begin immediate; commit").unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_event_that_commits_late_is_not_passed_by() {
    on_postgres(async |bench| {
        let (account, _) = settled(&bench.store).await;
        let append = async |tx: &mut crate::Tx| {
            let event = event(account.id, EventType::InvoiceSent, Uuid::now_v7());
            history::append(tx, event.clone());
            // What looks at the end of the history has it written.
            history::end(tx, account.id).await.unwrap();
            event
        };
        let mut late = bench.store.begin().await.unwrap();
        let of_late = append(&mut late).await;
        let mut early = bench.store.begin().await.unwrap();
        let of_early = append(&mut early).await;
        early.commit().await.unwrap();
        let list = async || {
            let mut reader = bench.store.reader().await.unwrap();
            history::list(&mut reader, account.id, None, 10).await.unwrap().0
        };
        assert_eq!(list().await, []);
        late.commit().await.unwrap();
        settle_history(&bench.store, account.id, 2).await;
        assert_eq!(list().await, [of_late, of_early]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_two_changes_of_the_same_revision_is_kept() {
    on_each(async |bench| {
        let (account, customer) = settled(&bench.store).await;
        let before = draft(&customer, 100);
        let mut tx = bench.store.begin().await.unwrap();
        let held = invoice::insert(&mut tx, Box::new(before.clone())).await.unwrap();
        tx.commit().await.unwrap();
        let tasks = (0..8).map(|number| {
            let (store, before, held) = (bench.store.clone(), before.clone(), held.clone());
            tokio::spawn(async move {
                let mut after = before.clone();
                after.revision = 2;
                after.content.texts.header = Some(format!("{number}"));
                let mut tx = store.begin().await.unwrap();
                let kept = invoice::update(&mut tx, Box::new(after.clone()), &held).await.is_ok();
                tx.commit().await.unwrap();
                kept
            })
        });
        let kept = futures_util::future::join_all(tasks).await;
        assert_eq!(kept.into_iter().filter(|kept| *kept.as_ref().unwrap()).count(), 1);
        let mut reader = bench.store.reader().await.unwrap();
        assert_eq!(
            invoice::load(&mut reader, account.id, before.id).await.unwrap().unwrap().revision,
            2
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_claims_a_document_sees_what_the_one_before_left() {
    on_each(async |bench| {
        let (account, customer) = settled(&bench.store).await;
        let draft = draft(&customer, 100);
        let mut tx = bench.store.begin().await.unwrap();
        invoice::insert(&mut tx, Box::new(draft.clone())).await.unwrap();
        tx.commit().await.unwrap();
        let tasks = (0..8).map(|_| {
            let (store, account, id) = (bench.store.clone(), account.id, draft.id);
            tokio::spawn(async move {
                let mut tx = store.begin().await.unwrap();
                let held = invoice::claim(&mut tx, account, id).await.unwrap().unwrap();
                let mut after = held.invoice().clone();
                after.revision += 1;
                invoice::update(&mut tx, Box::new(after.clone()), &held).await.unwrap();
                tx.commit().await.unwrap();
            })
        });
        for done in futures_util::future::join_all(tasks).await {
            done.unwrap();
        }
        let mut reader = bench.store.reader().await.unwrap();
        let left = invoice::load(&mut reader, account.id, draft.id).await.unwrap().unwrap();
        assert_eq!(left.revision, 9);
    })
    .await;
}

#[test]
fn use_cases_may_run_on_any_thread() {
    fn is_send<T: Send>(_: &T) {}
    let config = crate::StoreConfig::of(crate::Database::Sqlite("unused".into()));
    let unused = std::path::Path::new("unused");
    is_send(&Store::restore(unused, &config, unused, false));
    is_send(&async {
        let store = Store::open(&config).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        store.backup(std::path::Path::new("unused")).await.unwrap();
        let _ = organisation::exists(&mut tx, organisation_id()).await;
        tx.commit().await.unwrap();
    });
}
