//! What goes in comes out the same.

use super::{
    fixture::{
        account as an_account, at, currency, customer as a_customer, decimal, draft,
        event as an_event, full, issued, payment as a_payment, settled, tax as a_tax,
    },
    on_each, on_sqlite, settle_history,
};
use crate::{
    CatalogueFilter, Error, Paging, account, customer, event, idempotency, invoice, key,
    organisation, outbox, payment, product, rendered,
    sequence::{self, Drawn, Taken},
    tax, template,
};
use jiff::civil::date;
use net30_domain::{
    document::DocumentType,
    event::{Actor, EventType},
    html::Html,
    id::{KeyId, ProductId, RefundId, TaxId, TemplateId},
    invoice::{CreditedLine, DocumentLink, Invoice, Stage},
    key::{ApiKey, Scope},
    money::Amount,
    number::Pattern,
    payment::{Refund, RefundReason},
    product::Product,
    tax::TaxDefinition,
    template::{
        Colour, Column, Font, Heading, Layout, Logo, Look, Paper, Template, Window, Wording,
    },
};
use uuid::Uuid;

const FIRST_PAGE: Paging = Paging::Offset { offset: 0, limit: 10 };

#[tokio::test]
async fn an_account_and_its_keys_come_back_as_they_went() {
    on_each(async |bench| {
        let account = an_account();
        let mut tx = bench.store.begin().await.unwrap();
        assert!(!organisation::exists(&mut tx, account.organisation_id).await.unwrap());
        organisation::insert(&mut tx, account.organisation_id, "Org", at(0)).await.unwrap();
        account::insert(&mut tx, &account).await.unwrap();
        let key = ApiKey {
            id: KeyId(Uuid::now_v7()),
            organisation_id: account.organisation_id,
            account_id: account.id,
            label: Some("shop".to_owned()),
            scope: Scope::Write,
            prefix: "n30_abc".to_owned(),
            hash: [7; 32],
            created_at: at(1),
            last_used_at: None,
            revoked_at: None,
        };
        key::insert(&mut tx, &key).await.unwrap();
        tx.commit().await.unwrap();

        let mut reader = bench.store.reader().await.unwrap();
        assert!(organisation::exists(&mut reader, account.organisation_id).await.unwrap());
        assert_eq!(account::load(&mut reader, account.id).await.unwrap(), Some(account.clone()));
        assert_eq!(
            account::list(&mut reader, account.organisation_id).await.unwrap(),
            std::slice::from_ref(&account)
        );
        assert_eq!(account::all_ids(&mut reader).await.unwrap(), [account.id]);
        let found = key::Found { key: key.clone(), suspended_at: None };
        assert_eq!(key::find_by_hash(&mut reader, &key.hash).await.unwrap(), Some(found));
        assert_eq!(key::find_by_hash(&mut reader, &[8; 32]).await.unwrap(), None);
        drop(reader);

        let mut tx = bench.store.begin().await.unwrap();
        key::touch(&mut tx, &[(key.id, at(5))]).await.unwrap();
        key::touch(&mut tx, &[(key.id, at(4))]).await.unwrap();
        assert!(key::revoke(&mut tx, key.id, at(6)).await.unwrap());
        assert!(!key::revoke(&mut tx, key.id, at(7)).await.unwrap());
        let touched = ApiKey { last_used_at: Some(at(5)), revoked_at: Some(at(6)), ..key };
        assert_eq!(key::list_all(&mut tx).await.unwrap(), std::slice::from_ref(&touched));
        assert_eq!(
            key::list(&mut tx, account.organisation_id).await.unwrap(),
            std::slice::from_ref(&touched)
        );

        let mut changed = account.clone();
        changed.revision = 2;
        changed.seller.name = "New".to_owned();
        assert!(account::update(&mut tx, &changed, 1).await.unwrap());
        assert!(!account::update(&mut tx, &changed, 1).await.unwrap());
        assert_eq!(account::load(&mut tx, account.id).await.unwrap(), Some(changed));
    })
    .await;
}

#[tokio::test]
async fn a_customer_comes_back_and_is_found_by_its_keys_and_parts_of_its_names() {
    on_each(async |bench| {
        let (account, mut customer) = settled(&bench.store).await;
        let mut tx = bench.store.begin().await.unwrap();
        let id = account.id;
        assert_eq!(customer::load(&mut tx, id, customer.id).await.unwrap(), Some(customer.clone()));
        assert_eq!(customer::load(&mut tx, an_account().id, customer.id).await.unwrap(), None);
        assert_eq!(customer::find_by_email(&mut tx, id, "zoe@example.com", true).await.unwrap(), Some(customer.clone()));

        customer.revision = 2;
        customer.external_id = Some("Shop-77".to_owned());
        customer.party.name.company = Some("Neue Firma 100%".to_owned());
        assert!(customer::update(&mut tx, &customer, 1).await.unwrap());
        assert!(!customer::update(&mut tx, &customer, 1).await.unwrap());
        let found = customer::find_by_external_id(&mut tx, id, "Shop-77").await.unwrap();
        assert_eq!(found, Some(customer.clone()));
        // What is searched is indexed when it is committed.
        tx.commit().await.unwrap();
        let mut tx = bench.store.begin().await.unwrap();
        for (search, hits) in [
            ("FIRMA", 1),
            ("ÖZ", 1),
            ("ë", 1),
            ("shop-7", 1),
            ("b@exam", 1),
            ("100%", 1),
            ("0%", 1),
            ("1%", 0),
            ("\"", 0),
            ("fir_a", 0),
            ("acme", 0),
            ("a\" OR \"b", 0),
            ("  ", 1),
        ] {
            let filter = CatalogueFilter { search: Some(search.to_owned()), archived: false };
            let page = customer::list(&mut tx, id, &filter, &FIRST_PAGE).await.unwrap();
            assert_eq!((page.items.len(), page.total.count), (hits, i64::try_from(hits).unwrap()), "{search}");
        }
        customer.archived_at = Some(at(9));
        customer.revision = 3;
        assert!(customer::update(&mut tx, &customer, 2).await.unwrap());
        for (archived, count) in [(false, 0), (true, 1)] {
            let filter = CatalogueFilter { search: None, archived };
            let page = customer::list(&mut tx, id, &filter, &FIRST_PAGE).await.unwrap();
            assert_eq!((page.total.count, page.total.exact), (count, true));
        }
        assert_eq!(customer::find_by_email(&mut tx, id, "zoe@example.com", true).await.unwrap(), None);
        assert!(!customer::is_referenced(&mut tx, id, customer.id).await.unwrap());
        invoice::insert(&mut tx, draft(&customer, 100).into()).await.unwrap();
        assert!(customer::is_referenced(&mut tx, id, customer.id).await.unwrap());
        tx.commit().await.unwrap();

        let mut tx = bench.store.begin().await.unwrap();
        let refused = customer::delete(&mut tx, id, customer.id).await;
        assert!(matches!(refused, Err(Error::Reference)), "{refused:?}");
        drop(tx);
        let mut tx = bench.store.begin().await.unwrap();
        let twin = net30_domain::customer::Customer { id: a_customer(id).id, ..customer.clone() };
        let refused = customer::insert(&mut tx, &twin).await;
        assert!(
            matches!(&refused, Err(Error::Unique { constraint }) if constraint == "customer_external_id_unique"),
            "{refused:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_list_of_customers_is_paged_without_a_gap() {
    on_each(async |bench| {
        let (account, first) = settled(&bench.store).await;
        let mut tx = bench.store.begin().await.unwrap();
        let mut newest_first = vec![first.id];
        for _ in 0..6 {
            // all made at the same moment: the id decides
            let customer = a_customer(account.id);
            customer::insert(&mut tx, &customer).await.unwrap();
            newest_first.insert(0, customer.id);
        }
        // What is searched is indexed when it is committed.
        tx.commit().await.unwrap();
        let mut tx = bench.store.begin().await.unwrap();
        for search in [None, Some("acme".to_owned()), Some("ac".to_owned())] {
            let filter = CatalogueFilter { search, archived: false };
            let mut seen = vec![];
            let mut paging = Paging::Offset { offset: 0, limit: 3 };
            loop {
                let page = customer::list(&mut tx, account.id, &filter, &paging).await.unwrap();
                assert_eq!(page.total.count, 7);
                seen.extend(page.items.iter().map(|customer| customer.id));
                let Some(cursor) = page.next else { break };
                paging = Paging::After { cursor, limit: 3 };
            }
            assert_eq!(seen, newest_first);
        }
    })
    .await;
}

#[tokio::test]
async fn products_and_taxes_come_back_as_they_went() {
    on_each(async |bench| {
        let (settings, customer) = settled(&bench.store).await;
        let account = settings.id;
        let mut tx = bench.store.begin().await.unwrap();
        let tax = TaxDefinition {
            id: TaxId(Uuid::now_v7()),
            account_id: account,
            tax: a_tax(Some(TaxId(Uuid::now_v7()))),
            archived_at: None,
            revision: 1,
            created_at: at(1),
            updated_at: at(2),
        };
        tax::insert(&mut tx, &tax).await.unwrap();
        assert_eq!(tax::load(&mut tx, account, tax.id).await.unwrap(), Some(tax.clone()));
        assert!(!tax::is_referenced(&mut tx, account, tax.id).await.unwrap());
        let mut product = Product {
            id: ProductId(Uuid::now_v7()),
            account_id: account,
            name: "Hour of work".to_owned(),
            description: Some(Html::sanitised("<p>d</p>")),
            sku: Some("W-1".to_owned()),
            unit: Some("hour".to_owned()),
            unit_price: decimal("80.50"),
            currency: Some(currency("JPY")),
            tax_ids: vec![tax.id],
            metadata: Some("{}".to_owned()),
            archived_at: None,
            revision: 1,
            created_at: at(1),
            updated_at: at(2),
        };
        product::insert(&mut tx, &product).await.unwrap();
        assert!(tax::is_referenced(&mut tx, account, tax.id).await.unwrap());
        product.revision = 2;
        product.sku = None;
        product.currency = None;
        assert!(product::update(&mut tx, &product, 1).await.unwrap());
        assert_eq!(
            product::load_many(&mut tx, account, &[product.id, product.id]).await.unwrap(),
            [product.clone()]
        );
        // What is searched is indexed when it is committed.
        tx.commit().await.unwrap();
        let mut tx = bench.store.begin().await.unwrap();
        let filter = CatalogueFilter { search: Some("OF WORK".to_owned()), archived: false };
        assert_eq!(
            product::list(&mut tx, account, &filter, &FIRST_PAGE).await.unwrap().items,
            [product.clone()]
        );
        let unused = TaxDefinition { id: TaxId(Uuid::now_v7()), ..tax.clone() };
        tax::insert(&mut tx, &unused).await.unwrap();
        assert!(tax::delete(&mut tx, account, unused.id).await.unwrap());
        assert!(!tax::delete(&mut tx, account, unused.id).await.unwrap());

        let mut invoice = draft(&customer, 100);
        invoice.content.lines[0].product_id = Some(product.id);
        assert!(!product::is_referenced(&mut tx, account, product.id).await.unwrap());
        invoice::insert(&mut tx, Box::new(invoice.clone())).await.unwrap();
        assert!(product::is_referenced(&mut tx, account, product.id).await.unwrap());
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_template_comes_back_as_it_went() {
    on_each(async |bench| {
        let (mut settings, _) = settled(&bench.store).await;
        let account = settings.id;
        let mut tx = bench.store.begin().await.unwrap();
        let mut template = Template {
            id: TemplateId(Uuid::now_v7()),
            account_id: Some(account),
            name: "Own".to_owned(),
            look: Look {
                layout: Layout::Modern,
                accent_color: Some(Colour([1, 2, 3])),
                font: Font::Serif,
                logo: Some(Logo { png: vec![0, 255, 1], svg: Some("<svg/>".to_owned()) }),
                header: Some("h".to_owned()),
                footer: Some("f".to_owned()),
                paper: Some(Paper::UsLetter),
                window: Some(Window::Din5008B),
                columns: Column::ALL.to_vec(),
                texts: Heading::ALL
                    .map(|heading| Wording { heading, text: heading.word().to_owned() })
                    .to_vec(),
                source: Some("= x".to_owned()),
            },
            archived_at: None,
            revision: 1,
            created_at: at(1),
            updated_at: at(2),
        };
        template::insert(&mut tx, &template).await.unwrap();
        assert_eq!(
            template::load(&mut tx, account, template.id).await.unwrap(),
            Some(template.clone())
        );
        template.look = Look::default();
        template.revision = 2;
        assert!(template::update(&mut tx, &template, 1).await.unwrap());
        let filter = CatalogueFilter { search: Some("ow".to_owned()), archived: false };
        assert_eq!(
            template::list(&mut tx, account, &filter, &FIRST_PAGE).await.unwrap().items,
            [template.clone()]
        );
        assert!(!template::is_referenced(&mut tx, account, template.id).await.unwrap());
        settings.defaults.template_id = Some(template.id);
        assert!(account::update(&mut tx, &settings, 1).await.unwrap());
        assert!(template::is_referenced(&mut tx, account, template.id).await.unwrap());
        assert!(template::delete(&mut tx, account, template.id).await.unwrap());
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_invoice_with_every_field_set_comes_back_as_it_went() {
    on_each(async |bench| {
        let (account, customer) = settled(&bench.store).await;
        let mut invoice = full(&customer);
        let mut paid = a_payment(&invoice, 500);
        let refund = Refund {
            id: RefundId(Uuid::now_v7()),
            payment_id: paid.id,
            amount: Amount(120),
            reason: RefundReason::BillingError,
            notes: Some("sorry".to_owned()),
            date: date(2026, 3, 6),
            created_at: at(41),
        };
        paid.refunds = vec![refund.clone()];
        invoice.payments = vec![paid.clone(), a_payment(&invoice, 7)];
        let mut tx = bench.store.begin().await.unwrap();
        invoice::insert(&mut tx, Box::new(invoice.clone())).await.unwrap();
        for payment in &invoice.payments {
            payment::insert(&mut tx, payment, account.id).await.unwrap();
        }
        payment::insert_refund(&mut tx, account.id, &refund).await.unwrap();
        tx.commit().await.unwrap();

        let mut reader = bench.store.reader().await.unwrap();
        let found = |loaded: crate::Result<Option<Invoice>>| {
            assert_eq!(loaded.unwrap().as_ref(), Some(&invoice));
        };
        found(invoice::load(&mut reader, account.id, invoice.id).await);
        found(invoice::load_by_number(&mut reader, account.id, "R2026-00001").await);
        found(invoice::load_by_external(&mut reader, account.id, "stripe", "in_1").await);
        let token = invoice.stage.issue().unwrap().share_token.clone();
        found(invoice::load_by_token(&mut reader, &token).await);
        let stranger = an_account().id;
        assert_eq!(invoice::load(&mut reader, stranger, invoice.id).await.unwrap(), None);
        assert_eq!(
            invoice::load_by_number(&mut reader, stranger, "R2026-00001").await.unwrap(),
            None
        );
        let scanned = invoice::scan(&mut reader, account.id, None, 10).await.unwrap();
        assert_eq!(scanned.len(), 1);
        assert_eq!(scanned[0].invoice, invoice);
        assert_eq!(scanned[0].stray, None);
        assert_eq!(
            invoice::number_used(&mut reader, account.id, "R2026-00001").await.unwrap(),
            Some(invoice.id)
        );
        assert_eq!(payment::load(&mut reader, account.id, paid.id).await.unwrap(), Some(paid));
        assert_eq!(
            payment::list(&mut reader, account.id, &FIRST_PAGE).await.unwrap().items.len(),
            2
        );
    })
    .await;
}

#[tokio::test]
async fn a_changed_invoice_is_kept_unless_it_was_overtaken() {
    Box::pin(on_each(async |bench| {
        let (account, customer) = settled(&bench.store).await;
        let before = draft(&customer, 1000);
        let mut tx = bench.store.begin().await.unwrap();
        let held = invoice::insert(&mut tx, Box::new(before.clone())).await.unwrap();
        let mut after = full(&customer);
        after.id = before.id;
        after.revision = 2;
        after.created_at = before.created_at;
        let changed = invoice::update(&mut tx, Box::new(after.clone()), &held).await.unwrap();
        let overtaken = invoice::update(&mut tx, Box::new(after.clone()), &held).await;
        assert!(matches!(overtaken, Err(crate::Error::Contention)), "{overtaken:?}");
        assert_eq!(
            invoice::load(&mut tx, account.id, after.id).await.unwrap(),
            Some(after.clone())
        );
        let mut plain = draft(&customer, 10);
        plain.id = before.id;
        plain.revision = 3;
        plain.stage = Stage::Draft { kept_number: Some("R2026-00001".to_owned()) };
        invoice::update(&mut tx, Box::new(plain.clone()), &changed).await.unwrap();
        assert_eq!(
            invoice::load(&mut tx, account.id, plain.id).await.unwrap(),
            Some(plain.clone())
        );
        let mut payment = a_payment(&plain, 3);
        payment::insert(&mut tx, &payment, account.id).await.unwrap();
        assert!(payment::reverse(&mut tx, account.id, payment.id, at(60)).await.unwrap());
        assert!(!payment::reverse(&mut tx, account.id, payment.id, at(61)).await.unwrap());
        payment.reversed_at = Some(at(60));
        plain.payments = vec![payment];
        assert_eq!(
            invoice::load(&mut tx, account.id, plain.id).await.unwrap(),
            Some(plain.clone())
        );
        rendered::insert(&mut tx, plain.id, 3, "pdf", b"%PDF").await.unwrap();
        assert!(invoice::claim(&mut tx, an_account().id, plain.id).await.unwrap().is_none());
        let held = invoice::claim(&mut tx, account.id, plain.id).await.unwrap().unwrap();
        assert_eq!(held.invoice(), &plain);
        invoice::delete(&mut tx, &held).await.unwrap();
        assert!(invoice::claim(&mut tx, account.id, plain.id).await.unwrap().is_none());
        let gone = invoice::delete(&mut tx, &held).await;
        assert!(matches!(gone, Err(crate::Error::Contention)), "{gone:?}");
        assert_eq!(invoice::load(&mut tx, account.id, plain.id).await.unwrap(), None);
        tx.commit().await.unwrap();
    }))
    .await;
}

#[tokio::test]
async fn a_number_and_an_external_id_belong_to_one_document() {
    on_each(async |bench| {
        let (_, customer) = settled(&bench.store).await;
        let mut first = issued(&customer, 100, "A-1");
        first.content.external_source = Some("stripe".to_owned());
        first.content.external_source_id = Some("x".to_owned());
        let mut tx = bench.store.begin().await.unwrap();
        invoice::insert(&mut tx, Box::new(first.clone())).await.unwrap();
        tx.commit().await.unwrap();
        let mut same_external = draft(&customer, 100);
        same_external.content.external_source = Some("stripe".to_owned());
        same_external.content.external_source_id = Some("x".to_owned());
        let kept_number = Some("A-1".to_owned());
        let same_number = Invoice { stage: Stage::Draft { kept_number }, ..draft(&customer, 100) };
        for (second, name) in
            [(same_number, "invoice_number_unique"), (same_external, "invoice_external_unique")]
        {
            let mut tx = bench.store.begin().await.unwrap();
            // On PostgreSQL it is sent with the commit.
            let refused = match invoice::insert(&mut tx, Box::new(second.clone())).await {
                Ok(_) => tx.commit().await,
                Err(error) => Err(error),
            };
            assert!(
                matches!(&refused, Err(Error::Unique { constraint }) if constraint == name),
                "{refused:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_credit_note_and_its_invoice_know_each_other() {
    on_each(async |bench| {
        let (account, customer) = settled(&bench.store).await;
        let invoice = issued(&customer, 1000, "A-1");
        let link = |other: &Invoice| DocumentLink {
            id: other.id,
            number: other.number().map(str::to_owned),
            payable: other.totals.payable(),
            issue_date: other.content.issue_date,
            counts: matches!(other.stage, Stage::Issued(_)),
        };
        let credited =
            vec![CreditedLine { line_id: invoice.content.lines[0].id, quantity: decimal("0.50") }];
        let note = |number: &str, second| Invoice {
            document: DocumentType::CreditNote,
            credits: Some(link(&invoice)),
            credited_lines: credited.clone(),
            created_at: at(second),
            ..issued(&customer, 400, number)
        };
        let first = note("CN-1", 70);
        let draft_note = Invoice { stage: Stage::Draft { kept_number: None }, ..note("CN-2", 71) };
        let mut tx = bench.store.begin().await.unwrap();
        for document in [&invoice, &first, &draft_note] {
            invoice::insert(&mut tx, Box::new(document.clone())).await.unwrap();
        }
        let loaded = invoice::load(&mut tx, account.id, first.id).await.unwrap();
        assert_eq!(loaded, Some(first.clone()));
        let loaded = invoice::load(&mut tx, account.id, invoice.id).await.unwrap().unwrap();
        assert_eq!(loaded.credit_notes, [link(&first), link(&draft_note)]);
        assert_eq!(loaded.balance().due, Amount(600));
        let lines = invoice::credited_lines_of(&mut tx, account.id, invoice.id).await.unwrap();
        assert_eq!(lines, [(first.id, credited)]);
    })
    .await;
}

#[tokio::test]
async fn a_sequence_starts_at_one_and_each_series_has_its_own() {
    on_each(async |bench| {
        let (account, _) = settled(&bench.store).await;
        let (id, document) = (account.id, DocumentType::Invoice);
        let mut tx = bench.store.begin().await.unwrap();
        let (a, b) = ("A".to_owned(), "B".to_owned());
        assert_eq!(sequence::peek(&mut tx, id, document, &a).await.unwrap(), 1);
        let [earlier, later] = [date(2026, 1, 2), date(2026, 1, 3)];
        let mut draw = async |document, series: &str, date| {
            let pattern = Pattern::parse(&format!("{series}{{SEQ}}")).unwrap();
            let drawn =
                sequence::draw(&mut tx, id, document, &pattern, date, Taken::Unlikely).await;
            let Drawn { place, number, last_issue_date } = drawn.unwrap();
            assert!(number.starts_with(series) && number.ends_with(&place.to_string()), "{number}");
            (place, last_issue_date)
        };
        assert_eq!(draw(document, &a, later).await, (1, later));
        assert_eq!(draw(document, &a, earlier).await, (2, later));
        assert_eq!(draw(DocumentType::CreditNote, &a, earlier).await, (1, earlier));
        assert_eq!(draw(document, &b, earlier).await, (1, earlier));
        assert_eq!(draw(document, &a, later).await, (3, later));
        let series = sequence::list(&mut tx, id).await.unwrap();
        let next: Vec<_> = series.iter().map(|s| (s.next, s.last_issue_date)).collect();
        assert_eq!(next, [(4, Some(later)), (2, Some(earlier)), (2, Some(earlier))]);
        let last = sequence::last_issue_date(&mut tx, id, document, &series[0].series).await;
        assert_eq!(last.unwrap(), Some(later));
    })
    .await;
}

#[tokio::test]
async fn book_events_form_a_chain_and_the_history_is_read_in_order() {
    on_each(async |bench| {
        let (account, _) = settled(&bench.store).await;
        let object = Uuid::now_v7();
        let kinds = [
            EventType::InvoiceCreated,
            EventType::InvoiceIssued,
            EventType::InvoiceSent,
            EventType::InvoiceVoided,
        ];
        let mut events = vec![];
        for kind in kinds {
            let mut event = an_event(account.id, kind, object);
            event.actor = Actor::Key(KeyId(Uuid::now_v7()));
            let mut tx = bench.store.begin().await.unwrap();
            event::append(&mut tx, event.clone());
            tx.commit().await.unwrap();
            events.push(event);
        }
        settle_history(&bench.store, account.id, events.len()).await;
        let mut reader = bench.store.reader().await.unwrap();
        let (first, cursor) = event::list(&mut reader, account.id, None, 3).await.unwrap();
        let (second, end) =
            event::list(&mut reader, account.id, cursor.as_deref(), 3).await.unwrap();
        assert_eq!([first, second].concat(), events);
        assert_eq!(
            event::list(&mut reader, account.id, end.as_deref(), 3).await.unwrap(),
            (vec![], None)
        );
        assert!(matches!(
            event::list(&mut reader, account.id, Some("1-x"), 3).await,
            Err(Error::BadCursor)
        ));
        assert_eq!(event::of_object(&mut reader, account.id, object, 10).await.unwrap(), events);
        assert_eq!(event::of_object(&mut reader, an_account().id, object, 10).await.unwrap(), []);

        let links = event::book_links(&mut reader, account.id, 0, 10).await.unwrap();
        assert_eq!(links.iter().map(|link| link.sequence).collect::<Vec<_>>(), [1, 2]);
        let mut previous = [0; 32];
        for link in &links {
            assert_eq!(link.previous, previous);
            assert_eq!(link.hash, event::link_hash(&previous, link.sequence, &link.event));
            previous = link.hash;
        }
        assert_eq!(event::chain_end(&mut reader, account.id).await.unwrap(), Some((2, previous)));
        assert_eq!(event::book_links(&mut reader, account.id, 1, 10).await.unwrap(), links[1..]);
    })
    .await;
}

#[tokio::test]
async fn replies_jobs_and_rendered_documents_are_kept_once() {
    on_each(async |bench| {
        let (account, customer) = settled(&bench.store).await;
        let mut tx = bench.store.begin().await.unwrap();
        let reply = idempotency::StoredReply {
            fingerprint: [3; 32],
            status: 201,
            headers: vec![("etag".to_owned(), "\"1\"".to_owned())],
            body: b"{}".to_vec(),
            created_at: at(1),
        };
        assert!(idempotency::insert(&mut tx, account.id, "k", &reply).await.unwrap());
        assert!(!idempotency::insert(&mut tx, account.id, "k", &reply).await.unwrap());
        assert_eq!(idempotency::find(&mut tx, account.id, "k").await.unwrap(), Some(reply));
        assert_eq!(idempotency::purge(&mut tx, at(1)).await.unwrap(), 0);
        assert_eq!(idempotency::purge(&mut tx, at(2)).await.unwrap(), 1);

        let invoice = draft(&customer, 100);
        invoice::insert(&mut tx, Box::new(invoice.clone())).await.unwrap();
        assert!(rendered::insert(&mut tx, invoice.id, 1, "pdf", b"one").await.unwrap());
        assert!(!rendered::insert(&mut tx, invoice.id, 1, "pdf", b"two").await.unwrap());
        let bytes = rendered::load(&mut tx, invoice.id, 1, "pdf").await.unwrap();
        assert_eq!(bytes.as_deref(), Some(b"one".as_slice()));
        assert_eq!(rendered::load(&mut tx, invoice.id, 2, "pdf").await.unwrap(), None);

        let job = outbox::Job {
            id: Uuid::now_v7(),
            account_id: account.id,
            kind: "mail".to_owned(),
            dedup_key: "d".to_owned(),
            payload: "{}".to_owned(),
            run_at: at(10),
            attempts: 0,
            attempts_forgiven: 0,
            locked_until: None,
            last_error: None,
            dead_at: None,
        };
        assert!(outbox::enqueue(&mut tx, &job).await.unwrap());
        assert!(
            !outbox::enqueue(&mut tx, &outbox::Job { id: Uuid::now_v7(), ..job.clone() })
                .await
                .unwrap()
        );
        assert_eq!(outbox::claim(&mut tx, "mail", account.id, at(9), at(19), 5).await.unwrap(), []);
        let due = outbox::accounts_due(&mut tx, "mail", at(10), 5).await.unwrap();
        assert_eq!(due, [account.id]);
        let claimed = outbox::claim(&mut tx, "mail", account.id, at(10), at(20), 5).await.unwrap();
        assert_eq!(claimed, [outbox::Job { attempts: 1, locked_until: Some(at(20)), ..job }]);
        assert_eq!(
            outbox::claim(&mut tx, "mail", account.id, at(15), at(25), 5).await.unwrap(),
            []
        );
        assert_eq!(outbox::accounts_due(&mut tx, "mail", at(15), 5).await.unwrap(), []);
        let second = outbox::claim(&mut tx, "mail", account.id, at(21), at(31), 5).await.unwrap();
        assert!(!outbox::complete(&mut tx, &claimed[0], at(22)).await.unwrap());
        assert!(outbox::retry_later(&mut tx, &second[0], at(40), "no route").await.unwrap());
        let third = outbox::claim(&mut tx, "mail", account.id, at(40), at(50), 5).await.unwrap();
        assert_eq!(third[0].last_error.as_deref(), Some("no route"));
        assert!(outbox::bury(&mut tx, &third[0], at(41), "gone").await.unwrap());
        assert!(!outbox::complete(&mut tx, &third[0], at(41)).await.unwrap());
        assert_eq!(
            outbox::claim(&mut tx, "mail", account.id, at(99), at(100), 5).await.unwrap(),
            []
        );
    })
    .await;
}

#[tokio::test]
async fn customers_of_an_older_database_are_found_by_who_they_are() {
    on_sqlite(async |bench| {
        let (account, known) = settled(&bench.store).await;
        let crate::Database::Sqlite(path) = &bench.config.database else { return };
        let older = rusqlite::Connection::open(path).unwrap();
        assert_eq!(older.execute("update customer set identity = null", []).unwrap(), 1);
        let identity = known.party.identity().unwrap();
        let mut tx = bench.store.begin().await.unwrap();
        let found = customer::find_by_identity(&mut tx, account.id, &identity, true).await.unwrap();
        assert_eq!(found, None);
        customer::identify_all(&mut tx).await.unwrap();
        let found = customer::find_by_identity(&mut tx, account.id, &identity, true).await.unwrap();
        assert_eq!(found, Some(known));
    })
    .await;
}

#[tokio::test]
async fn what_an_older_program_folded_is_found_as_it_is_typed() {
    on_sqlite(async |bench| {
        let (account, mut customer) = settled(&bench.store).await;
        let mut tx = bench.store.begin().await.unwrap();
        customer.party.name.company = Some("M\u{fc}ller Stra\u{df}enbau".to_owned());
        customer.revision = 2;
        assert!(customer::update(&mut tx, &customer, 1).await.unwrap());
        tx.commit().await.unwrap();
        let crate::Database::Sqlite(path) = &bench.config.database else { return };
        let older = rusqlite::Connection::open(path).unwrap();
        let folded = "m\u{fc}ller stra\u{df}enbau";
        older.execute("update search_text set text = ?1 where kind = 1", [folded]).unwrap();
        older.execute("insert into search_index (search_index) values ('rebuild')", []).unwrap();
        older.execute("update customer set search = ?1", [folded]).unwrap();
        drop(older);
        let mut tx = bench.store.begin().await.unwrap();
        for (is_folded_again, hits) in [(false, 0), (true, 1)] {
            if is_folded_again {
                crate::refold::all(&mut tx).await.unwrap();
            }
            let filter = CatalogueFilter { search: Some("strassen".to_owned()), archived: false };
            let page = customer::list(&mut tx, account.id, &filter, &FIRST_PAGE).await.unwrap();
            assert_eq!(page.items.len(), hits);
        }
    })
    .await;
}
