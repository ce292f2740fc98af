//! How many invoices a second reach the disk, and how long lists take beside them.
//!
//! `cargo run --release -p net30-store --example creates -- [invoices] [tasks] [postgres://…]`

use net30_domain::{
    Date, Decimal, Timestamp,
    account::{Account, Defaults, EinvoiceProfile, Lock, ReceiptEmails},
    customer::{Customer, Name, Party},
    document::{Content, DocumentType, ItemReferences, Line, ServicePeriod},
    event::{Actor, Event, EventType},
    html::Html,
    id::{AccountId, CustomerId, EventId, InvoiceId, LineId, OrganisationId},
    invoice::Invoice,
    money::{Amount, Currency},
    number::Pattern,
    seller::Seller,
    tax::TaxRounding,
    text::Language,
    totals::{LineTotals, Totals},
};
use net30_store::{
    Database, Paging, Store, StoreConfig, account, customer, event, invoice,
    invoice::{InvoiceFilter, ListQuery, Sort, SortKey},
    organisation,
};
use std::time::Instant;
use uuid::Uuid;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let invoices: usize = arguments.next().map_or(Ok(20_000), |text| text.parse())?;
    let tasks: usize = arguments.next().map_or(Ok(64), |text| text.parse())?;
    let folder = tempfile::tempdir()?;
    let database = match arguments.next() {
        Some(url) => Database::Postgres(url),
        None => Database::Sqlite(folder.path().join("net30.sqlite")),
    };
    let store = Store::open(&StoreConfig::of(database)).await?;
    store.migrate().await?;
    let (account, customer) = settle(&store).await?;

    let commits_before = store.commits();
    let began = Instant::now();
    let creating = (0..tasks).map(|task| {
        let (store, customer) = (store.clone(), customer.clone());
        tokio::spawn(async move {
            for number in (task..invoices).step_by(tasks) {
                create(&store, &customer, number).await?;
            }
            Ok::<(), net30_store::Error>(())
        })
    });
    for created in creating.collect::<Vec<_>>() {
        created.await??;
    }
    let took = began.elapsed();
    println!(
        "{invoices} invoices of 3 lines by {tasks} tasks: {} a second, {} us each, {} commits",
        invoices as u128 * 1_000_000 / took.as_micros(),
        took.as_micros() / invoices as u128,
        store.commits() - commits_before
    );
    for (name, filter, sort) in lists(&customer) {
        let began = Instant::now();
        for _ in 0..50 {
            let mut reader = store.reader().await?;
            let paging = Paging::Offset { offset: 0, limit: 50 };
            let today = Date::constant(2026, 6, 1);
            let listed = invoice::list(
                &mut reader,
                &ListQuery {
                    account: account.id,
                    filter: filter.clone(),
                    sort,
                    paging: paging.clone(),
                    today,
                },
            )
            .await?;
            let counted = invoice::count(&mut reader, account.id, &filter, today).await?;
            assert!(counted.count >= 50 && listed.items.len() == 50, "{name}: {counted:?}");
        }
        println!("list of 50 {name}: {} us", began.elapsed().as_micros() / 50);
    }
    let mut reader = store.reader().await?;
    let paging = Paging::Offset { offset: 0, limit: 100 };
    let listed = invoice::list(
        &mut reader,
        &ListQuery {
            account: account.id,
            filter: InvoiceFilter::default(),
            sort: Sort::default(),
            paging: paging.clone(),
            today: Date::MAX,
        },
    )
    .await?;
    drop(reader);
    let began = Instant::now();
    for invoice in &listed.items {
        let mut reader = store.reader().await?;
        assert!(invoice::load(&mut reader, account.id, invoice.id).await?.is_some());
    }
    println!("get: {} us", began.elapsed().as_micros() / listed.items.len() as u128);
    Ok(())
}

fn lists(customer: &Customer) -> Vec<(&'static str, InvoiceFilter, Sort)> {
    let all = InvoiceFilter::default;
    let by_total = Sort { key: SortKey::Total, descending: false };
    vec![
        ("newest first", all(), Sort::default()),
        ("by total", all(), by_total),
        (
            "of a customer",
            InvoiceFilter { customer_id: Some(customer.id), ..all() },
            Sort::default(),
        ),
        (
            "of a customer by total",
            InvoiceFilter { customer_id: Some(customer.id), ..all() },
            by_total,
        ),
        (
            "found by name",
            InvoiceFilter { search: Some("acme".to_owned()), ..all() },
            Sort::default(),
        ),
        (
            "of a range by total",
            InvoiceFilter { total_min: Some(Decimal::new(150, 0)), ..all() },
            Sort::default(),
        ),
    ]
}

async fn create(store: &Store, customer: &Customer, number: usize) -> net30_store::Result<()> {
    let invoice = draft(customer, number);
    let event = Event {
        id: EventId(Uuid::now_v7()),
        account_id: invoice.account_id,
        at: invoice.created_at,
        actor: Actor::System,
        kind: EventType::InvoiceCreated,
        object_id: invoice.id.0,
        data: "{}".to_owned(),
    };
    let mut tx = store.begin().await?;
    account::load(&mut tx, invoice.account_id).await?;
    customer::load(&mut tx, invoice.account_id, customer.id).await?;
    invoice::insert(&mut tx, Box::new(invoice.clone())).await?;
    event::append(&mut tx, event);
    tx.commit().await
}

async fn settle(store: &Store) -> net30_store::Result<(Account, Customer)> {
    let currency = Currency::parse("EUR").expect("the euro is a currency");
    let pattern = |text| Pattern::parse(text).expect("the defaults are patterns");
    let account = Account {
        id: AccountId(Uuid::now_v7()),
        organisation_id: OrganisationId(Uuid::now_v7()),
        seller: Seller { name: "Seller".to_owned(), ..Seller::default() },
        defaults: Defaults {
            currency,
            language: Language::En,
            payment_terms: None,
            payment_days: None,
            notes: None,
            terms: None,
            template_id: None,
            taxes: vec![],
            tax_included: false,
            payment_means_code: None,
        },
        time_zone: jiff::tz::TimeZone::UTC,
        invoice_numbers: pattern(Pattern::DEFAULT_INVOICE),
        credit_note_numbers: pattern(Pattern::DEFAULT_CREDIT_NOTE),
        lock: Lock::Flexible,
        tax_rounding: TaxRounding::Total,
        allow_overpayment: false,
        allow_partial_payment: false,
        receipt_emails: ReceiptEmails::default(),
        einvoice_profile: EinvoiceProfile::None,
        revision: 1,
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
        suspended_at: None,
        has_stripe: false,
    };
    let name = Name { company: Some("Acme".to_owned()), ..Name::default() };
    let customer = Customer {
        id: CustomerId(Uuid::now_v7()),
        account_id: account.id,
        party: Party { name, ..Party::default() },
        currency: None,
        language: None,
        payment_terms: None,
        payment_days: None,
        external_id: None,
        notes: None,
        metadata: None,
        archived_at: None,
        revision: 1,
        entered_revision: 1,
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
    };
    let mut tx = store.begin().await?;
    organisation::insert(&mut tx, account.organisation_id, "Organisation", account.created_at)
        .await?;
    account::insert(&mut tx, &account).await?;
    customer::insert(&mut tx, &customer).await?;
    tx.commit().await?;
    Ok((account, customer))
}

fn line(name: &str, minor: i64) -> (Line, LineTotals) {
    let line = Line {
        id: LineId(Uuid::now_v7()),
        product_id: None,
        name: Some(name.to_owned()),
        description: None,
        url: None,
        quantity: Decimal::ONE,
        unit: Some("hour".to_owned()),
        unit_price: Decimal::new(minor, 2),
        base_quantity: Decimal::ONE,
        flat_fee: None,
        discount: None,
        taxes: vec![],
        service: ServicePeriod::default(),
        item: ItemReferences::default(),
        display_order: None,
    };
    let net = Amount(minor);
    (line, LineTotals { gross: net, discount: Amount::ZERO, net, tax: Amount::ZERO, total: net })
}

fn draft(customer: &Customer, number: usize) -> Invoice {
    let price = i64::try_from(number * 7919 % 100_000).unwrap_or(0);
    let (lines, line_totals) = [("Design", price), ("Travel", 1999), ("Hosting", 500)]
        .map(|(name, price)| line(name, price))
        .into_iter()
        .unzip();
    let total = Amount(price + 2499);
    let now = Timestamp::UNIX_EPOCH + std::time::Duration::from_micros(number as u64);
    let day = i16::try_from(number * 31 % 365).unwrap_or(0);
    let issue_date = Date::constant(2026, 1, 1) + jiff::Span::new().days(day);
    let content = Content {
        due_date: Some(issue_date + jiff::Span::new().days(30)),
        notes: Some(Html::sanitised("<p>Thank you</p>")),
        payment_terms: Some("Net 30".to_owned()),
        ..Content::bare(
            customer.id,
            issue_date,
            Currency::parse("EUR").expect("the euro is a currency"),
            Language::En,
            lines,
        )
    };
    let totals = Totals {
        lines: line_totals,
        subtotal: total,
        net: total,
        gross: total,
        total,
        ..Totals::default()
    };
    let id = InvoiceId(Uuid::now_v7());
    Invoice::draft(id, customer.account_id, DocumentType::Invoice, content, totals, now)
}
