//! Lists find what the filter says, in the order that was asked for, by index.

use super::{
    Bench,
    fixture::{at, currency, customer as a_customer, draft, issue, payment as a_payment, settled},
    on_each, on_sqlite,
};
use crate::{
    Error, Paging, customer,
    db::Statement,
    invoice,
    invoice::{Deleted, InvoiceFilter, ListQuery, Sort, SortKey},
    payment,
};
use jiff::{ToSpan as _, civil::date};
use net30_domain::{
    Date, Decimal,
    account::Account,
    customer::Customer,
    document::DocumentType,
    id::AccountId,
    invoice::{Invoice, Stage},
    money::Amount,
    standing::{Standing, standings_worded},
};
use std::cmp::Ordering;

const TODAY: Date = date(2026, 3, 15);

/// Documents of many kinds, all different.
async fn fill(bench: &Bench, count: i64) -> (Account, Vec<Customer>, Vec<Invoice>) {
    let (account, first) = settled(&bench.store).await;
    let mut customers = vec![first];
    let mut tx = bench.store.begin().await.unwrap();
    for name in ["Blue Whale Ltd", "Über GmbH"] {
        let mut customer = a_customer(account.id);
        customer.party.name.company = Some(name.to_owned());
        customer.party.name.last_name = None;
        customer::insert(&mut tx, &customer).await.unwrap();
        customers.push(customer);
    }
    let mut invoices = vec![];
    for number in 0..count {
        let mut invoice = various(&customers, number);
        if number % 7 == 3 && matches!(invoice.stage, Stage::Issued(_)) {
            invoice.payments =
                vec![a_payment(&invoice, if number % 2 == 0 { 10 } else { 1_000_000 })];
        }
        invoice::insert(&mut tx, Box::new(invoice.clone())).await.unwrap();
        for paid in &invoice.payments {
            payment::insert(&mut tx, paid, account.id).await.unwrap();
        }
        invoices.push(invoice);
    }
    tx.commit().await.unwrap();
    (account, customers, invoices)
}

fn various(customers: &[Customer], number: i64) -> Invoice {
    let customer = &customers[usize::try_from(number % 3).unwrap()];
    let mut invoice = draft(customer, 100 + number * 37 % 1000);
    if number % 3 > 0 {
        let mut issue = issue(&format!("INV-{}", number * 3 % 1009));
        issue.sent_at = (number % 4 == 1).then(|| at(99));
        invoice.stage = Stage::Issued(Box::new(issue.clone()));
        if number % 11 == 5 {
            invoice.stage = Stage::Void { issue: Box::new(issue), at: at(100) };
            invoice.deleted_at = (number % 2 == 0).then(|| at(101));
        }
    } else if number % 9 == 3 {
        invoice.deleted_at = Some(at(102));
    }
    if number % 8 == 7 {
        invoice.document = DocumentType::CreditNote;
    }
    invoice.content.issue_date = date(2026, 1, 1) + (number * 13 % 90).days();
    invoice.content.due_date = (number % 5 > 0).then(|| invoice.content.issue_date + 14.days());
    invoice.content.currency =
        currency(["EUR", "JPY", "KWD"][usize::try_from(number % 10 / 4).unwrap()]);
    if number % 6 == 2 {
        invoice.content.presentation.tags = vec!["Red".to_owned(), format!("t{}", number % 4)];
    }
    invoice.created_at = at(number / 2);
    invoice
}

fn name_of(customer: &Customer) -> String {
    let name = &customer.party.name;
    format!(
        "{}\n{}\n{}",
        name.display(),
        name.person(),
        customer.party.contact_name.clone().unwrap()
    )
    .to_lowercase()
}

/// What the filter says, in plain words.
fn is_wanted(filter: &InvoiceFilter, customers: &[Customer], invoice: &Invoice) -> bool {
    let content = &invoice.content;
    let is_draft = matches!(invoice.stage, Stage::Draft { .. });
    let deleted = match (invoice.deleted_at.is_some(), is_draft) {
        (false, _) => Deleted::No,
        (true, true) => Deleted::TrashedDrafts,
        (true, false) => Deleted::Hidden,
    };
    let total: Decimal = invoice.totals.payable().to_decimal(content.currency);
    let search = filter.search.as_ref().map(|search| search.to_lowercase());
    let is_found = |search: &String| {
        let customer =
            customers.iter().find(|customer| customer.id == content.customer_id).unwrap();
        name_of(customer).contains(search)
            || invoice.number().is_some_and(|number| number.to_lowercase().contains(search))
            || content.presentation.tags.iter().any(|tag| tag.to_lowercase().contains(search))
    };
    let due = |bound: Option<Date>, good: fn(Date, Date) -> bool| {
        bound.is_none_or(|bound| content.due_date.is_some_and(|date| good(date, bound)))
    };
    (filter.deleted == deleted || filter.with_hidden && deleted == Deleted::Hidden)
        && filter.standings.as_ref().is_none_or(|all| all.contains(&invoice.standing(TODAY)))
        && filter.documents.as_ref().is_none_or(|all| all.contains(&invoice.document))
        && filter.customer_id.is_none_or(|id| id == content.customer_id)
        && filter.issued_from.is_none_or(|from| content.issue_date >= from)
        && filter.issued_to.is_none_or(|to| content.issue_date <= to)
        && due(filter.due_from, |date, from| date >= from)
        && due(filter.due_to, |date, to| date <= to)
        && filter.total_min.is_none_or(|min| total >= min)
        && filter.total_max.is_none_or(|max| total <= max)
        && filter.currency.is_none_or(|currency| currency == content.currency)
        && filter.tag.as_ref().is_none_or(|tag| {
            content.presentation.tags.iter().any(|its| its.to_lowercase() == tag.to_lowercase())
        })
        && search.as_ref().is_none_or(is_found)
}

fn order(sort: Sort) -> impl Fn(&Invoice, &Invoice) -> Ordering {
    let due = |invoice: &Invoice| (invoice.content.due_date.is_none(), invoice.content.due_date);
    let total = |invoice: &Invoice| invoice.totals.payable().to_decimal(invoice.content.currency);
    // In these tests all numbers are alike but for their figures.
    let number = |invoice: &Invoice| {
        invoice.number().map(|number| number.rsplit('-').next().unwrap().parse::<i64>().unwrap())
    };
    move |a, b| {
        let by_key = match sort.key {
            SortKey::IssueDate => a.content.issue_date.cmp(&b.content.issue_date),
            SortKey::DueDate => due(a).cmp(&due(b)),
            SortKey::Total => total(a).cmp(&total(b)),
            SortKey::Number => number(a).cmp(&number(b)),
            SortKey::CreatedAt => a.created_at.cmp(&b.created_at),
        };
        let ascending = by_key.then(a.id.cmp(&b.id));
        if sort.descending { ascending.reverse() } else { ascending }
    }
}

fn filters(customers: &[Customer]) -> Vec<InvoiceFilter> {
    let none = InvoiceFilter::default;
    let standings = |good: fn(Standing) -> bool| Some(standings_worded(good, &true));
    let overdue = standings(|standing| standing.overdue);
    let text = |text: &str| Some(text.to_owned());
    let mut filters = vec![
        none(),
        InvoiceFilter { deleted: Deleted::TrashedDrafts, ..none() },
        InvoiceFilter { deleted: Deleted::Hidden, ..none() },
        InvoiceFilter { with_hidden: true, ..none() },
        InvoiceFilter { with_hidden: true, customer_id: Some(customers[1].id), ..none() },
        InvoiceFilter { standings: overdue.clone(), ..none() },
        InvoiceFilter { standings: standings(|standing| !standing.overdue), ..none() },
        InvoiceFilter { standings: standings(|standing| standing.position.code() == 3), ..none() },
        InvoiceFilter { standings: Some(vec![]), ..none() },
        InvoiceFilter { documents: Some(vec![DocumentType::CreditNote]), ..none() },
        InvoiceFilter { customer_id: Some(customers[1].id), ..none() },
        InvoiceFilter { customer_id: Some(customers[1].id), standings: overdue.clone(), ..none() },
        InvoiceFilter { customer_id: Some(a_customer(customers[0].account_id).id), ..none() },
        InvoiceFilter {
            issued_from: Some(date(2026, 1, 20)),
            issued_to: Some(date(2026, 2, 2)),
            ..none()
        },
        InvoiceFilter { due_from: Some(date(2026, 2, 20)), ..none() },
        InvoiceFilter { due_to: Some(date(2026, 2, 20)), standings: overdue.clone(), ..none() },
        InvoiceFilter {
            total_min: Some(Decimal::new(3995, 3)),
            total_max: Some(Decimal::new(700, 0)),
            ..none()
        },
        InvoiceFilter { total_max: Some(Decimal::new(-1, 0)), ..none() },
        InvoiceFilter { currency: Some(currency("JPY")), ..none() },
        InvoiceFilter { currency: Some(currency("USD")), ..none() },
        InvoiceFilter { tag: text("RED"), ..none() },
        InvoiceFilter { tag: text("no such tag"), ..none() },
    ];
    for search in [
        "whale", "WHALE L", "über", "inv-1", "v-10", "red", "re", "7", "nothing", "%", "i_v", "\"",
        "\\",
    ] {
        filters.push(InvoiceFilter { search: text(search), ..none() });
    }
    filters.push(InvoiceFilter {
        standings: overdue,
        documents: Some(vec![DocumentType::Invoice]),
        customer_id: Some(customers[2].id),
        issued_from: Some(date(2026, 1, 2)),
        due_to: Some(date(2026, 3, 10)),
        total_min: Some(Decimal::ONE),
        currency: Some(currency("EUR")),
        tag: text("red"),
        search: text("gmbh"),
        ..none()
    });
    filters
}

fn sorts() -> impl Iterator<Item = Sort> {
    SortKey::ALL
        .into_iter()
        .flat_map(|key| [true, false].map(|descending| Sort { key, descending }))
}

async fn check_all(bench: &Bench, count: i64) {
    let (account, customers, invoices) = fill(bench, count).await;
    let mut reader = bench.store.reader().await.unwrap();
    for filter in filters(&customers) {
        let mut expected: Vec<Invoice> = invoices
            .iter()
            .filter(|invoice| is_wanted(&filter, &customers, invoice))
            .cloned()
            .collect();
        let counted = invoice::count(&mut reader, account.id, &filter, TODAY).await.unwrap();
        assert_eq!(
            (counted.count, counted.exact),
            (i64::try_from(expected.len()).unwrap(), true),
            "{filter:?}"
        );
        for sort in sorts() {
            expected.sort_by(order(sort));
            let first = Paging::Offset { offset: 0, limit: 100 };
            let listed = invoice::list(&mut reader, &query(account.id, &filter, sort, &first))
                .await
                .unwrap();
            let ids = |invoices: &[Invoice]| {
                invoices.iter().map(|invoice| invoice.id).collect::<Vec<_>>()
            };
            let few = &expected[..expected.len().min(100)];
            assert_eq!(ids(&listed.items), ids(few), "{filter:?} {sort:?}");
            assert_eq!(listed.items, few);
            assert_eq!(listed.next.is_some(), expected.len() > 100);

            let (mut paged, mut paging) = (vec![], Paging::Offset { offset: 1, limit: 7 });
            for _ in 0..3 {
                let page = invoice::list(&mut reader, &query(account.id, &filter, sort, &paging))
                    .await
                    .unwrap();
                if let (Some(last), Some(next)) = (page.items.last(), &page.next) {
                    assert_eq!(*next, invoice::cursor_after(last, sort));
                }
                paged.extend(page.items);
                let Some(cursor) = page.next else { break };
                paging = Paging::After { cursor, limit: 7 };
            }
            let few = expected.iter().skip(1).take(21).cloned().collect::<Vec<_>>();
            assert_eq!(ids(&paged), ids(&few), "{filter:?} {sort:?} by pages");
        }
    }
}

fn query(account: AccountId, filter: &InvoiceFilter, sort: Sort, paging: &Paging) -> ListQuery {
    ListQuery { account, filter: filter.clone(), sort, paging: paging.clone(), today: TODAY }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_filter_finds_what_it_says_in_every_order() {
    on_each(async |bench| check_all(bench, 120).await).await;
}

#[tokio::test]
async fn a_cursor_of_another_order_is_refused() {
    on_each(async |bench| {
        let (account, _, invoices) = fill(bench, 3).await;
        let mut reader = bench.store.reader().await.unwrap();
        let cursor = invoice::cursor_after(&invoices[0], Sort::default());
        let paging = Paging::After { cursor, limit: 1 };
        for sort in sorts().filter(|sort| *sort != Sort::default()) {
            let refused = invoice::list(
                &mut reader,
                &query(account.id, &InvoiceFilter::default(), sort, &paging),
            )
            .await;
            assert!(matches!(refused, Err(Error::BadCursor)));
        }
        for text in ["", "zz", "abc", "00", "0a0a0a"] {
            let refused = match crate::Cursor::parse(text) {
                Err(error) => Err(error),
                Ok(cursor) => {
                    let paging = Paging::After { cursor, limit: 1 };
                    let sort = Sort::default();
                    invoice::list(
                        &mut reader,
                        &query(account.id, &InvoiceFilter::default(), sort, &paging),
                    )
                    .await
                }
            };
            assert!(matches!(refused, Err(Error::BadCursor)), "{text}");
        }
    })
    .await;
}

#[tokio::test]
async fn counts_follow_every_change() {
    on_each(async |bench| {
        let (account, customers, _) = fill(bench, 0).await;
        let draft = draft(&customers[0], 500);
        let mut issued =
            Invoice { revision: 2, stage: Stage::Issued(Box::new(issue("X-1"))), ..draft.clone() };
        // They are written with the commit.
        let counts = async |tx: crate::Tx| {
            tx.commit().await.unwrap();
            let mut tx = bench.store.begin().await.unwrap();
            let mut counts = vec![];
            for code in [1, 8, 3] {
                let all =
                    Standing::all().into_iter().filter(|standing| standing.position.code() == code);
                let filter =
                    InvoiceFilter { standings: Some(all.collect()), ..InvoiceFilter::default() };
                counts
                    .push(invoice::count(&mut tx, account.id, &filter, TODAY).await.unwrap().count);
            }
            (tx, counts)
        };
        let mut tx = bench.store.begin().await.unwrap();
        let held = invoice::insert(&mut tx, Box::new(draft.clone())).await.unwrap();
        let (mut tx, counted) = counts(tx).await;
        assert_eq!(counted, [1, 0, 0]);
        let held = invoice::update(&mut tx, Box::new(issued.clone()), &held).await.unwrap();
        let (mut tx, counted) = counts(tx).await;
        assert_eq!(counted, [0, 1, 0]);
        issued.revision = 3;
        issued.payments = vec![a_payment(&issued, 500)];
        payment::insert(&mut tx, &issued.payments[0], account.id).await.unwrap();
        let held = invoice::update(&mut tx, Box::new(issued.clone()), &held).await.unwrap();
        assert_eq!(issued.balance().due, Amount::ZERO);
        let (mut tx, counted) = counts(tx).await;
        assert_eq!(counted, [0, 0, 1]);
        invoice::delete(&mut tx, &held).await.unwrap();
        assert_eq!(counts(tx).await.1, [0, 0, 0]);
    })
    .await;
}

#[tokio::test]
async fn an_invoice_is_found_by_the_name_that_its_customer_had() {
    on_each(async |bench| {
        let (account, mut customers, invoices) = fill(bench, 12).await;
        let mut tx = bench.store.begin().await.unwrap();
        customers[1].party.name.company = Some("Red Herring Inc".to_owned());
        customers[1].revision = 2;
        assert!(customer::update(&mut tx, &customers[1], 1).await.unwrap());
        let its = invoices
            .iter()
            .filter(|invoice| {
                invoice.content.customer_id == customers[1].id && invoice.deleted_at.is_none()
            })
            .count();
        for search in ["blue whale", "herring", "he"] {
            let filter =
                InvoiceFilter { search: Some(search.to_owned()), ..InvoiceFilter::default() };
            let found = invoice::count(&mut tx, account.id, &filter, TODAY).await.unwrap();
            assert_eq!(found.count, i64::try_from(its).unwrap(), "{search}");
        }
    })
    .await;
}

/// The steps of a statement's plan in SQLite.
pub(super) fn plan_of(connection: &rusqlite::Connection, text: &str) -> Vec<String> {
    let mut explained = connection.prepare(&format!("explain query plan {text}")).unwrap();
    let count = explained.parameter_count();
    let nulls = vec![rusqlite::types::Null; count];
    let steps = explained.query_map(rusqlite::params_from_iter(nulls), |row| row.get(3)).unwrap();
    steps.map(Result::unwrap).collect()
}

/// With so many documents the ways by the filters' own indexes are taken too.
#[tokio::test]
async fn no_list_goes_through_the_whole_table() {
    on_sqlite(async |bench| {
        let crate::Database::Sqlite(path) = &bench.config.database else { return };
        check_all(bench, 700).await;
        let connection = rusqlite::Connection::open(path).unwrap();
        let statements = Statement::all_interned();
        assert!(statements.len() > 50, "{} statements were composed", statements.len());
        for statement in statements {
            let text = statement.for_sqlite();
            let walks = SortKey::ALL.into_iter().any(|key| {
                let order = format!("order by i.{}", key.column());
                text.contains(key.index()) && text.contains(&order)
            });
            for step in plan_of(&connection, text) {
                assert!(!(walks && step.contains("TEMP B-TREE")), "{step}\n{text}");
                // What is counted is a derived table called i; the table of documents itself is never scanned.
                let is_derived = step == "SCAN counted"
                    || (step == "SCAN i" && text.ends_with(") i"))
                    || step.ends_with("-ROW VALUES CLAUSE");
                assert!(!step.starts_with("SCAN") || is_derived, "{step}\n{text}");
            }
        }
    })
    .await;
}
