//! Transactions that read apart from those who write, until they write or claim something themselves.

use super::{
    fixture::{at, decimal, draft, event, settled, tax as a_tax},
    on_each, on_sqlite,
};
use crate::{Error, Result, Store, Tx, account, customer, event as history, invoice, product, tax};
use net30_domain::{
    account::Account,
    customer::Customer,
    event::EventType,
    id::{AccountId, ProductId, TaxId},
    invoice::Invoice,
    product::Product,
    tax::TaxDefinition,
};
use std::time::Duration;
use uuid::Uuid;

fn product_of(account: AccountId) -> Product {
    Product {
        id: ProductId(Uuid::now_v7()),
        account_id: account,
        name: "Hour".to_owned(),
        description: None,
        sku: None,
        unit: None,
        unit_price: decimal("80"),
        currency: None,
        tax_ids: vec![],
        metadata: None,
        archived_at: None,
        revision: 1,
        created_at: at(1),
        updated_at: at(1),
    }
}

fn tax_of(account: AccountId) -> TaxDefinition {
    TaxDefinition {
        id: TaxId(Uuid::now_v7()),
        account_id: account,
        tax: a_tax(None),
        archived_at: None,
        revision: 1,
        created_at: at(1),
        updated_at: at(1),
    }
}

/// Keeps a draft with its event, and ends the transaction.
async fn keep(mut tx: Tx, invoice: Invoice) -> Result<()> {
    let made = event(invoice.account_id, EventType::InvoiceCreated, invoice.id.0);
    invoice::insert(&mut tx, Box::new(invoice)).await?;
    history::append(&mut tx, made);
    tx.commit().await
}

async fn is_kept(store: &Store, invoice: &Invoice) -> bool {
    let mut reader = store.reader().await.unwrap();
    invoice::load(&mut reader, invoice.account_id, invoice.id).await.unwrap().is_some()
}

#[tokio::test]
async fn who_reads_apart_holds_up_nobody_and_writes_all_of_it_or_nothing() {
    on_each(async |bench| {
        let (account, customer) = settled(&bench.store).await;
        let mut apart = bench.store.begin_apart().await.unwrap();
        let found = customer::load(&mut apart, account.id, customer.id).await.unwrap();
        assert_eq!(found.as_ref(), Some(&customer));
        let beside = draft(&customer, 200);
        let writing = keep(bench.store.begin().await.unwrap(), beside.clone());
        tokio::time::timeout(Duration::from_secs(5), writing).await.unwrap().unwrap();
        let invoice = draft(&customer, 300);
        keep(apart, invoice.clone()).await.unwrap();
        assert!(is_kept(&bench.store, &beside).await && is_kept(&bench.store, &invoice).await);
        // One that is dropped has written nothing, and keeps nobody waiting.
        let mut apart = bench.store.begin_apart().await.unwrap();
        let dropped = draft(&customer, 400);
        invoice::insert(&mut apart, Box::new(dropped.clone())).await.unwrap();
        drop(apart);
        // One with an id that is taken fails as a whole.
        let apart = bench.store.begin_apart().await.unwrap();
        assert!(matches!(keep(apart, invoice.clone()).await, Err(Error::Unique { .. })));
        // Whoever passes over that commits nothing of it.
        let mut apart = bench.store.begin_apart().await.unwrap();
        for invoice in [&invoice, &dropped] {
            invoice::insert(&mut apart, Box::new(invoice.clone())).await.unwrap();
        }
        let found = customer::find_by_external_id(&mut apart, account.id, "none").await;
        assert!(matches!(found, Err(Error::Unique { .. })), "{found:?}");
        assert!(apart.commit().await.is_err());
        let last = draft(&customer, 500);
        keep(bench.store.begin().await.unwrap(), last.clone()).await.unwrap();
        assert!(!is_kept(&bench.store, &dropped).await && is_kept(&bench.store, &last).await);
        let mut reader = bench.store.reader().await.unwrap();
        assert_eq!(history::scan(&mut reader, account.id, None, 10).await.unwrap().len(), 3);
    })
    .await;
}

#[tokio::test]
async fn who_has_read_nothing_but_what_is_there_has_nothing_to_wait_for_at_its_end() {
    on_each(async |bench| {
        let (account, customer) = settled(&bench.store).await;
        let mut writing = bench.store.begin().await.unwrap();
        customer::insert(&mut writing, &Customer { id: other_id(), ..customer.clone() })
            .await
            .unwrap();
        let mut apart = bench.store.begin_apart().await.unwrap();
        customer::load(&mut apart, account.id, customer.id).await.unwrap().unwrap();
        let ending = tokio::time::timeout(Duration::from_secs(5), apart.commit());
        ending.await.unwrap().unwrap();
        writing.commit().await.unwrap();
    })
    .await;
}

fn other_id() -> net30_domain::id::CustomerId {
    net30_domain::id::CustomerId(Uuid::now_v7())
}

#[tokio::test]
async fn who_reads_for_long_keeps_nobody_from_writing() {
    on_sqlite(async |bench| {
        let (_, customer) = settled(&bench.store).await;
        let mut readers = vec![];
        for _ in 0..bench.config.read_connections {
            readers.push(bench.store.reader().await.unwrap());
        }
        let invoice = draft(&customer, 300);
        let writing =
            async { keep(bench.store.begin_apart().await.unwrap(), invoice.clone()).await };
        tokio::time::timeout(Duration::from_secs(5), writing).await.unwrap().unwrap();
        drop(readers);
        assert!(is_kept(&bench.store, &invoice).await);
    })
    .await;
}

#[tokio::test]
async fn who_claims_something_has_its_turn_from_then_on() {
    on_sqlite(async |bench| {
        let (account, customer) = settled(&bench.store).await;
        let invoice = draft(&customer, 300);
        keep(bench.store.begin().await.unwrap(), invoice.clone()).await.unwrap();
        let mut apart = bench.store.begin_apart().await.unwrap();
        customer::load(&mut apart, account.id, customer.id).await.unwrap().unwrap();
        let row = invoice::claim(&mut apart, account.id, invoice.id).await.unwrap().unwrap();
        let store = bench.store.clone();
        let other = tokio::spawn(async move { store.begin().await.map(drop) });
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert!(!other.is_finished(), "somebody else writes what is claimed");
        invoice::delete(&mut apart, &row).await.unwrap();
        apart.commit().await.unwrap();
        other.await.unwrap().unwrap();
        assert!(!is_kept(&bench.store, &invoice).await);
    })
    .await;
}

/// Has something removed that a document refers to, between reading it and the document's turn.
async fn removed_between(
    store: &Store,
    invoice: Invoice,
    remove: impl AsyncFnOnce(&mut Tx) -> bool,
    takes_turn_before: bool,
) -> Result<()> {
    let mut apart = store.begin_apart().await.unwrap();
    customer::load(&mut apart, invoice.account_id, invoice.content.customer_id).await.unwrap();
    let mut removing = store.begin().await.unwrap();
    assert!(remove(&mut removing).await);
    removing.commit().await.unwrap();
    if takes_turn_before {
        apart.take_turn().await.unwrap();
    }
    let kept = keep(apart, invoice.clone()).await;
    assert!(!is_kept(store, &invoice).await);
    kept
}

#[tokio::test]
async fn what_is_removed_before_it_is_referred_to_is_missed() {
    on_each(async |bench| {
        let (account, customer) = settled(&bench.store).await;
        let store = &bench.store;
        for takes_turn_before in [false, true] {
            let (product, tax) = (product_of(account.id), tax_of(account.id));
            let mut tx = store.begin().await.unwrap();
            product::insert(&mut tx, &product).await.unwrap();
            tax::insert(&mut tx, &tax).await.unwrap();
            tx.commit().await.unwrap();

            let mut invoice = draft(&customer, 300);
            invoice.content.lines[1].product_id = Some(product.id);
            let remove =
                async |tx: &mut Tx| product::delete(tx, account.id, product.id).await.unwrap();
            let kept = removed_between(store, invoice, remove, takes_turn_before).await;
            assert!(matches!(kept, Err(Error::Reference | Error::Contention)), "{kept:?}");

            let mut invoice = draft(&customer, 300);
            invoice.content.lines[2].taxes = vec![a_tax(Some(tax.id))];
            let remove = async |tx: &mut Tx| tax::delete(tx, account.id, tax.id).await.unwrap();
            let kept = removed_between(store, invoice, remove, takes_turn_before).await;
            assert!(matches!(kept, Err(Error::Reference | Error::Contention)), "{kept:?}");

            let gone = Customer { id: other_id(), ..customer.clone() };
            let mut tx = store.begin().await.unwrap();
            customer::insert(&mut tx, &gone).await.unwrap();
            tx.commit().await.unwrap();
            let remove =
                async |tx: &mut Tx| customer::delete(tx, account.id, gone.id).await.unwrap();
            let kept = removed_between(store, draft(&gone, 300), remove, takes_turn_before).await;
            assert!(matches!(kept, Err(Error::Reference)), "{kept:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_changed_before_its_turn_is_found() {
    on_sqlite(async |bench| {
        let (account, customer) = settled(&bench.store).await;
        for takes_turn_before in [false, true] {
            for changes_customer in [false, true] {
                let mut apart = bench.store.begin_apart().await.unwrap();
                let read =
                    customer::load(&mut apart, account.id, customer.id).await.unwrap().unwrap();
                let settings = account::load(&mut apart, account.id).await.unwrap().unwrap();
                let mut changing = bench.store.begin().await.unwrap();
                if changes_customer {
                    let changed = Customer { revision: read.revision + 1, ..read.clone() };
                    assert!(
                        customer::update(&mut changing, &changed, read.revision).await.unwrap()
                    );
                } else {
                    let changed = Account { revision: settings.revision + 1, ..settings.clone() };
                    assert!(
                        account::update(&mut changing, &changed, settings.revision).await.unwrap()
                    );
                }
                changing.commit().await.unwrap();
                if takes_turn_before {
                    apart.take_turn().await.unwrap();
                }
                let kept = match customer::must_stay(&mut apart, &settings, &read) {
                    Ok(()) => keep(apart, draft(&customer, 300)).await,
                    Err(error) => Err(error),
                };
                assert!(matches!(kept, Err(Error::Contention)), "{kept:?}");
            }
        }
        // In its turn it is read anew, and kept.
        let mut apart = bench.store.begin_apart().await.unwrap();
        let read = customer::load(&mut apart, account.id, customer.id).await.unwrap().unwrap();
        let settings = account::load(&mut apart, account.id).await.unwrap().unwrap();
        let mut changing = bench.store.begin().await.unwrap();
        let changed = Customer { revision: read.revision + 1, ..read.clone() };
        assert!(customer::update(&mut changing, &changed, read.revision).await.unwrap());
        changing.commit().await.unwrap();
        customer::must_stay(&mut apart, &settings, &read).unwrap();
        let invoice = draft(&customer, 300);
        invoice::insert(&mut apart, Box::new(invoice.clone())).await.unwrap();
        assert!(!apart.start_over().unwrap(), "nothing has failed yet");
        assert!(matches!(apart.settle().await, Err(Error::Contention)));
        assert!(apart.start_over().unwrap());
        let read = customer::load(&mut apart, account.id, customer.id).await.unwrap().unwrap();
        assert_eq!(read, changed);
        customer::must_stay(&mut apart, &settings, &read).unwrap();
        keep(apart, invoice.clone()).await.unwrap();
        assert!(is_kept(&bench.store, &invoice).await);
        // What stayed is kept, and what is looked for once more keeps nobody from reading on.
        let mut apart = bench.store.begin_apart().await.unwrap();
        let read = customer::load(&mut apart, account.id, customer.id).await.unwrap().unwrap();
        let settings = account::load(&mut apart, account.id).await.unwrap().unwrap();
        customer::must_stay(&mut apart, &settings, &read).unwrap();
        let writing = bench.store.begin().await.unwrap();
        let reading = customer::load(&mut apart, account.id, customer.id);
        let again = tokio::time::timeout(Duration::from_secs(5), reading).await.unwrap();
        assert_eq!(again.unwrap(), Some(read));
        drop(writing);
        keep(apart, draft(&customer, 300)).await.unwrap();
    })
    .await;
}
