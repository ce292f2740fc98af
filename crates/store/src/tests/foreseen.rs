//! Numbers that are foreseen before they are drawn (SQLite).

use super::{
    fixture::{draft, event, settled},
    on_sqlite,
};
use crate::{
    Error, Result, Store, Tx, event as history, invoice,
    sequence::{self, Taken},
};
use jiff::civil::date;
use net30_domain::{
    document::DocumentType, event::EventType, id::AccountId, invoice::Invoice, number::Pattern,
};
use std::collections::BTreeSet;

/// Draws a number, or has it foreseen: its place, and whether it was.
async fn draw(tx: &mut Tx, account: AccountId) -> (i64, bool) {
    let (pattern, day) = (Pattern::parse("S{SEQ}").unwrap(), date(2026, 1, 1));
    let document = DocumentType::Invoice;
    if let Some((place, number)) = sequence::foresee(tx, account, document, &pattern, day) {
        assert_eq!(number, format!("S{place}"));
        return (place, true);
    }
    let drawn = sequence::draw(tx, account, document, &pattern, day, Taken::Unlikely).await;
    (drawn.unwrap().place, false)
}

async fn begin_apart(store: &Store, account: AccountId) -> (Tx, i64) {
    let mut tx = store.begin_apart().await.unwrap();
    let (place, is_foreseen) = draw(&mut tx, account).await;
    assert!(is_foreseen);
    (tx, place)
}

async fn write(tx: &mut Tx, invoice: &Invoice) -> Result<()> {
    invoice::insert(tx, Box::new(invoice.clone())).await?;
    history::append(tx, event(invoice.account_id, EventType::InvoiceIssued, invoice.id.0));
    tx.settle().await
}

async fn issue(mut tx: Tx, invoice: &Invoice) -> Result<()> {
    write(&mut tx, invoice).await?;
    tx.commit().await
}

/// Issues one in its turn; its place.
async fn issue_alone(store: &Store, invoice: &Invoice) -> i64 {
    let mut tx = store.begin().await.unwrap();
    let (place, is_foreseen) = draw(&mut tx, invoice.account_id).await;
    assert!(!is_foreseen);
    issue(tx, invoice).await.unwrap();
    place
}

/// The documents of an account, all of them issued; the history and its books say the same.
async fn issued(store: &Store, account: AccountId) -> i64 {
    let mut reader = store.reader().await.unwrap();
    let links = history::book_links(&mut reader, account, 0, 1_000).await.unwrap();
    assert!(links.windows(2).all(|pair| pair[0].hash == pair[1].previous));
    let tallied = invoice::tallied(&mut reader, account).await.unwrap();
    let count: i64 = tallied.iter().map(|(_, count)| count).sum();
    assert_eq!(usize::try_from(count).unwrap(), links.len());
    let series = sequence::list(&mut reader, account).await.unwrap();
    assert_eq!(series[0].next, count + 1);
    count
}

#[tokio::test]
async fn numbers_are_foreseen_in_the_order_of_the_turns() {
    on_sqlite(async |bench| {
        let (account, customer) = settled(&bench.store).await;
        let mut first = bench.store.begin_apart().await.unwrap();
        // Nothing is known of the series before somebody has drawn from it.
        assert_eq!(draw(&mut first, account.id).await, (1, false));
        issue(first, &draft(&customer, 100)).await.unwrap();
        let writing = bench.store.begin().await.unwrap();
        let mut placed = vec![];
        for place in 2..=6 {
            let (tx, foreseen) = begin_apart(&bench.store, account.id).await;
            assert_eq!(foreseen, place);
            placed.push((tx, draft(&customer, 100)));
        }
        // Whoever is done with what it writes before others waits for those before it.
        let ends = placed.into_iter().rev().map(|(tx, invoice)| async move {
            issue(tx, &invoice).await.unwrap();
        });
        drop(writing);
        futures_util::future::join_all(ends).await;
        assert_eq!(issued(&bench.store, account.id).await, 6);
    })
    .await;
}

#[tokio::test]
async fn who_is_overtaken_starts_over_in_its_turn_or_keeps_nothing() {
    on_sqlite(async |bench| {
        let (account, customer) = settled(&bench.store).await;
        assert_eq!(issue_alone(&bench.store, &draft(&customer, 100)).await, 1);
        // Somebody draws a number of whom nobody knew that it would.
        let mut unforeseen = bench.store.begin().await.unwrap();
        let (mut overtaken, place) = begin_apart(&bench.store, account.id).await;
        let (behind, place_behind) = begin_apart(&bench.store, account.id).await;
        assert_eq!((place, place_behind), (2, 3));
        assert_eq!(draw(&mut unforeseen, account.id).await, (2, false));
        // It is committed after those who wait already, and with them.
        let committed = {
            let invoice = draft(&customer, 100);
            tokio::spawn(async move { issue(unforeseen, &invoice).await.unwrap() })
        };
        let invoice = draft(&customer, 200);
        assert!(matches!(write(&mut overtaken, &invoice).await, Err(Error::Contention)));
        assert!(overtaken.start_over().unwrap());
        assert_eq!(draw(&mut overtaken, account.id).await, (3, false));
        write(&mut overtaken, &invoice).await.unwrap();
        assert!(!overtaken.start_over().unwrap(), "it is done");
        let overtaken = tokio::spawn(overtaken.commit());
        // One that does not start over has written nothing, and draws nothing.
        assert!(matches!(issue(behind, &draft(&customer, 300)).await, Err(Error::Contention)));
        committed.await.unwrap();
        overtaken.await.unwrap().unwrap();
        assert_eq!(issue_alone(&bench.store, &draft(&customer, 400)).await, 4);
        // For a while nothing more is foreseen of the series.
        let mut last = bench.store.begin_apart().await.unwrap();
        assert_eq!(draw(&mut last, account.id).await, (5, false));
        issue(last, &draft(&customer, 500)).await.unwrap();
        assert_eq!(issued(&bench.store, account.id).await, 5);
    })
    .await;
}

#[tokio::test]
async fn the_number_of_who_gives_up_is_drawn_by_the_next() {
    on_sqlite(async |bench| {
        let (account, customer) = settled(&bench.store).await;
        issue_alone(&bench.store, &draft(&customer, 100)).await;
        let (gives_up, place) = begin_apart(&bench.store, account.id).await;
        let (mut behind, place_behind) = begin_apart(&bench.store, account.id).await;
        assert_eq!((place, place_behind), (2, 3));
        drop(gives_up);
        let invoice = draft(&customer, 200);
        assert!(matches!(write(&mut behind, &invoice).await, Err(Error::Contention)));
        assert!(behind.start_over().unwrap());
        assert_eq!(draw(&mut behind, account.id).await, (2, false));
        issue(behind, &invoice).await.unwrap();
        assert_eq!(issue_alone(&bench.store, &draft(&customer, 300)).await, 3);
        assert_eq!(issued(&bench.store, account.id).await, 3);
    })
    .await;
}

/// Issues a document apart or in its turn, or gives up, or fails; its place if it was kept.
async fn issue_somehow(
    store: Store,
    mut invoice: Invoice,
    how: i64,
    taken: &Invoice,
) -> Option<i64> {
    let account = invoice.account_id;
    let mut tx = match how {
        0 => store.begin().await.unwrap(),
        _ => store.begin_apart().await.unwrap(),
    };
    if how == 1 {
        // Its row is there already: it fails with what it has drawn.
        invoice.id = taken.id;
    }
    let (mut place, _) = draw(&mut tx, account).await;
    tokio::task::yield_now().await;
    if how == 2 {
        return None;
    }
    let mut written = write(&mut tx, &invoice).await;
    if matches!(written, Err(Error::Contention)) && tx.start_over().unwrap() {
        place = draw(&mut tx, account).await.0;
        written = write(&mut tx, &invoice).await;
    }
    let kept = match written {
        Ok(()) => tx.commit().await,
        Err(error) => Err(error),
    };
    assert_eq!(kept.is_err(), how == 1, "{kept:?}");
    kept.ok().map(|()| place)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_draws_or_gives_up_in_between_there_is_no_gap() {
    on_sqlite(async |bench| {
        let (account, customer) = settled(&bench.store).await;
        let taken = draft(&customer, 999);
        issue_alone(&bench.store, &taken).await;
        let tasks = (0..200).map(|number: i64| {
            let (store, invoice, taken) =
                (bench.store.clone(), draft(&customer, number), taken.clone());
            tokio::spawn(async move { issue_somehow(store, invoice, number % 10, &taken).await })
        });
        let places =
            futures_util::future::join_all(tasks).await.into_iter().filter_map(Result::unwrap);
        assert_eq!(places.collect::<BTreeSet<i64>>(), (2..=161).collect());
        assert_eq!(issued(&bench.store, account.id).await, 161);
    })
    .await;
}
