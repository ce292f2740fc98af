//! Backup and restore, within and between the databases.

use super::{
    Bench,
    fixture::{event, full, issued, payment as a_payment, settled},
    on_each, settle_history,
};
use crate::{
    Database, Error, Paging, Store, StoreConfig, event as history, invoice,
    invoice::{Deleted, InvoiceFilter, ListQuery, Sort},
    payment,
};
use jiff::civil::date;
use net30_domain::{account::Account, event::EventType, invoice::Invoice};
use std::path::Path;

async fn fill(bench: &Bench) -> (Account, Vec<Invoice>) {
    let (account, customer) = settled(&bench.store).await;
    let mut first = full(&customer);
    first.payments = vec![a_payment(&first, 5)];
    let second = issued(&customer, 99, "B-2");
    let mut tx = bench.store.begin().await.unwrap();
    invoice::insert(&mut tx, Box::new(first.clone())).await.unwrap();
    invoice::insert(&mut tx, Box::new(second.clone())).await.unwrap();
    payment::insert(&mut tx, &first.payments[0], account.id).await.unwrap();
    history::append(&mut tx, event(account.id, EventType::InvoiceIssued, first.id.0));
    tx.commit().await.unwrap();
    (account, vec![first, second])
}

async fn check(store: &Store, account: &Account, invoices: &[Invoice]) {
    let mut reader = store.reader().await.unwrap();
    let scanned = invoice::scan(&mut reader, account.id, None, 10).await.unwrap();
    assert_eq!(scanned.into_iter().map(|stored| stored.invoice).collect::<Vec<_>>(), invoices);
    for search in ["b-2", "acme"] {
        let filter = InvoiceFilter { search: Some(search.to_owned()), ..InvoiceFilter::default() };
        let paging = Paging::Offset { offset: 0, limit: 5 };
        let found = invoice::list(
            &mut reader,
            &ListQuery {
                account: account.id,
                filter: filter.clone(),
                sort: Sort::default(),
                paging: paging.clone(),
                today: date(2026, 1, 1),
            },
        )
        .await;
        assert_eq!(found.unwrap().items, invoices[1..], "{search}");
    }
    let filter = InvoiceFilter { deleted: Deleted::Hidden, ..InvoiceFilter::default() };
    assert_eq!(
        invoice::count(&mut reader, account.id, &filter, date(2026, 1, 1)).await.unwrap().count,
        1
    );
    assert_eq!(history::book_links(&mut reader, account.id, 0, 10).await.unwrap().len(), 1);
    drop(reader);
    settle_history(store, account.id, 1).await;
    // What is written next gets its own row numbers.
    let mut tx = store.begin().await.unwrap();
    history::append(&mut tx, event(account.id, EventType::InvoiceVoided, account.id.0));
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_of_either_database_is_restored_into_either() {
    on_each(async |source| {
        let (account, invoices) = fill(source).await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("copy.sqlite");
        source.store.backup(&file).await.unwrap();
        assert!(matches!(source.store.backup(&file).await, Err(Error::Refused(_))));
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing is left beside the copy"
        );
        on_each(async |target| {
            Store::restore(&file, &target.config, folder.path(), false).await.unwrap();
            check(&target.store, &account, &invoices).await;
            let refused = Store::restore(&file, &target.config, folder.path(), false).await;
            assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
            Store::restore(&file, &target.config, folder.path(), true).await.unwrap();
            check(&target.store, &account, &invoices).await;
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn what_is_no_copy_is_not_restored() {
    let folder = tempfile::tempdir().unwrap();
    let target = StoreConfig::of(Database::Sqlite(folder.path().join("net30.sqlite")));
    let text = folder.path().join("text");
    std::fs::write(&text, "hello, this is no database at all, but a text of some length").unwrap();
    let other = folder.path().join("other.sqlite");
    rusqlite::Connection::open(&other).unwrap().execute_batch("create table t (x)").unwrap();
    for file in [Path::new("/nowhere/at/all"), &text, &other] {
        let refused = Store::restore(file, &target, folder.path(), true).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{file:?}: {refused:?}");
    }
}
