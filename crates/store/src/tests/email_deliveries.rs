//! E-mails, the texts of e-mails, and the jobs that send them.

use super::{
    fixture::{at, settled},
    on_each,
};
use crate::{
    Paging,
    email_delivery::{self, Attachment, Content, EmailDelivery, EmailDeliveryFilter, Fact},
    email_template::{self, EmailTemplate},
    outbox::{self, Job},
};
use net30_domain::{
    email_delivery::{EmailDeliveryStatus, EmailKind, MailText},
    id::{AccountId, EmailDeliveryId},
    text::{Email, Language},
};
use uuid::Uuid;

fn email(account_id: AccountId, key: &str) -> EmailDelivery {
    let email = |text: &str| Email::parse(text).unwrap();
    EmailDelivery {
        id: EmailDeliveryId(Uuid::now_v7()),
        account_id,
        kind: EmailKind::Reminder,
        object_id: Uuid::from_u128(7),
        dedup_key: key.to_owned(),
        message_id: "<1@a.example>".to_owned(),
        status: EmailDeliveryStatus::Waiting,
        content: Content {
            to: vec![email("a@b.example"), email("c@d.example")],
            cc: vec![email("e@f.example")],
            bcc: vec![email("g@h.example")],
            subject: Some("S".to_owned()),
            message: Some("M".to_owned()),
            language: Some(Language::De),
            facts: vec![Fact { label: "Balance".to_owned(), value: "1 €".to_owned() }],
            attach_pdf: true,
            payment_id: None,
        },
        subject: None,
        attempts: 0,
        last_error: None,
        run_at: at(10),
        sent_at: None,
        created_at: at(1),
        updated_at: at(1),
    }
}

fn job(account_id: AccountId, key: &str) -> Job {
    Job {
        id: Uuid::now_v7(),
        account_id,
        kind: "email".to_owned(),
        dedup_key: key.to_owned(),
        payload: "{}".to_owned(),
        run_at: at(10),
        attempts: 0,
        attempts_forgiven: 0,
        locked_until: None,
        last_error: None,
        dead_at: None,
    }
}

const FIRST: Paging = Paging::Offset { offset: 0, limit: 2 };

#[tokio::test]
async fn a_letter_comes_back_as_it_was_and_its_key_is_used_once() {
    on_each(async |bench| {
        let [mine, theirs] = [settled(&bench.store).await.0.id, settled(&bench.store).await.0.id];
        let file = Attachment {
            name: "a.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            bytes: vec![0, 255],
        };
        let mut tx = bench.store.begin().await.unwrap();
        let first = email(mine, "k");
        assert!(
            email_delivery::insert(&mut tx, &first, std::slice::from_ref(&file)).await.unwrap()
        );
        assert!(!email_delivery::insert(&mut tx, &email(mine, "k"), &[]).await.unwrap());
        assert!(email_delivery::insert(&mut tx, &email(theirs, "k"), &[]).await.unwrap());
        assert_eq!(email_delivery::load(&mut tx, mine, first.id).await.unwrap().unwrap(), first);
        assert!(email_delivery::load(&mut tx, theirs, first.id).await.unwrap().is_none());
        assert_eq!(email_delivery::attachments(&mut tx, first.id).await.unwrap(), [file]);
        let waiting = email_delivery::waiting(&mut tx, mine, first.object_id).await.unwrap();
        assert_eq!(waiting, std::slice::from_ref(&first));
        let sent = EmailDelivery {
            status: EmailDeliveryStatus::Sent,
            subject: Some("Subject".to_owned()),
            attempts: 2,
            last_error: Some("451".to_owned()),
            sent_at: Some(at(20)),
            updated_at: at(20),
            ..first.clone()
        };
        assert!(
            !email_delivery::settle(&mut tx, &sent, EmailDeliveryStatus::Cancelled).await.unwrap()
        );
        assert!(
            email_delivery::settle(&mut tx, &sent, EmailDeliveryStatus::Waiting).await.unwrap()
        );
        assert_eq!(email_delivery::load(&mut tx, mine, first.id).await.unwrap().unwrap(), sent);
        assert!(email_delivery::waiting(&mut tx, mine, first.object_id).await.unwrap().is_empty());
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn letters_are_listed_newest_first_by_object_and_by_status() {
    on_each(async |bench| {
        let mine = settled(&bench.store).await.0.id;
        let mut tx = bench.store.begin().await.unwrap();
        let mut emails = vec![];
        for number in 0..5_i64 {
            let mut one = email(mine, &number.to_string());
            one.created_at = at(number);
            if number == 0 {
                one.object_id = Uuid::from_u128(8);
                one.status = EmailDeliveryStatus::Failed;
            }
            email_delivery::insert(&mut tx, &one, &[]).await.unwrap();
            emails.insert(0, one);
        }
        let all = EmailDeliveryFilter::default();
        let first = email_delivery::list(&mut tx, mine, all, &FIRST).await.unwrap();
        assert_eq!((first.total.count, &first.items[..]), (5, &emails[..2]));
        let after = Paging::After { cursor: first.next.unwrap(), limit: 2 };
        let second = email_delivery::list(&mut tx, mine, all, &after).await.unwrap();
        assert_eq!(second.items, emails[2..4]);
        let failed = EmailDeliveryFilter { status: Some(EmailDeliveryStatus::Failed), ..all };
        let failed = email_delivery::list(&mut tx, mine, failed, &FIRST).await.unwrap();
        assert_eq!((failed.total.count, &failed.items[..]), (1, &emails[4..]));
        let about = EmailDeliveryFilter { object_id: Some(Uuid::from_u128(7)), ..all };
        let about = email_delivery::list(&mut tx, mine, about, &FIRST).await.unwrap();
        assert_eq!((about.total.count, &about.items[..]), (4, &emails[..2]));
    })
    .await;
}

#[tokio::test]
async fn a_text_is_kept_for_a_language_or_for_all() {
    on_each(async |bench| {
        let mine = settled(&bench.store).await.0.id;
        let mut tx = bench.store.begin().await.unwrap();
        let text = |subject: &str| EmailTemplate {
            subject: subject.to_owned(),
            message: "M".to_owned(),
            updated_at: at(1),
        };
        let german = Some(Language::De);
        for (language, subject) in [(None, "all"), (german, "first"), (german, "german")] {
            email_template::save(&mut tx, mine, MailText::Invoice, language, &text(subject))
                .await
                .unwrap();
        }
        for (kind, language, subject) in [
            (MailText::Invoice, None, Some("all")),
            (MailText::Invoice, german, Some("german")),
            (MailText::Invoice, Some(Language::Fr), None),
            (MailText::Receipt, None, None),
        ] {
            let found = email_template::load(&mut tx, mine, kind, language).await.unwrap();
            assert_eq!(found, subject.map(text));
        }
        assert!(email_template::remove(&mut tx, mine, MailText::Invoice, german).await.unwrap());
        assert!(!email_template::remove(&mut tx, mine, MailText::Invoice, german).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_job_is_kept_taken_back_given_up_and_tried_anew() {
    on_each(async |bench| {
        let [mine, theirs] = [settled(&bench.store).await.0.id, settled(&bench.store).await.0.id];
        let mut tx = bench.store.begin().await.unwrap();
        for key in ["a", "b", "c"] {
            assert!(outbox::enqueue(&mut tx, &job(mine, key)).await.unwrap());
        }
        let claimed = outbox::claim(&mut tx, "email", mine, at(10), at(20), 2).await.unwrap();
        let keys: Vec<&str> = claimed.iter().map(|job| job.dedup_key.as_str()).collect();
        assert_eq!(keys, ["a", "b"]);
        assert!(!outbox::withdraw(&mut tx, "a", at(15)).await.unwrap(), "somebody works on it");
        assert!(outbox::withdraw(&mut tx, "c", at(15)).await.unwrap());
        assert!(outbox::renew(&mut tx, &claimed[0], at(40)).await.unwrap());
        let again = outbox::claim(&mut tx, "email", mine, at(30), at(50), 2).await.unwrap();
        assert_eq!(again.len(), 1, "only the one that was not kept");
        assert!(!outbox::renew(&mut tx, &claimed[1], at(60)).await.unwrap(), "it is another's");
        assert_eq!(outbox::release(&mut tx).await.unwrap(), 2);
        let both = outbox::claim(&mut tx, "email", mine, at(31), at(51), 9).await.unwrap();
        assert_eq!(both.len(), 2);
        let dead = &both[0];
        assert!(outbox::bury(&mut tx, dead, at(32), "550").await.unwrap());
        let list = outbox::list(&mut tx, mine, true, &FIRST).await.unwrap();
        assert_eq!((list.total.count, list.items[0].id), (1, dead.id));
        assert_eq!(list.items[0].dead_at, Some(at(32)));
        assert_eq!(outbox::list(&mut tx, mine, false, &FIRST).await.unwrap().total.count, 1);
        assert_eq!(outbox::list(&mut tx, theirs, true, &FIRST).await.unwrap().total.count, 0);
        assert!(!outbox::revive(&mut tx, theirs, dead.id, at(33)).await.unwrap());
        assert!(outbox::revive(&mut tx, mine, dead.id, at(33)).await.unwrap());
        let anew = outbox::claim(&mut tx, "email", mine, at(33), at(43), 9).await.unwrap();
        assert_eq!((anew.len(), anew[0].tries()), (1, 1), "it is tried as often as a new one");
        assert!(outbox::complete(&mut tx, &anew[0], at(34)).await.unwrap());
        assert!(outbox::load(&mut tx, mine, dead.id).await.unwrap().is_none());
        assert_eq!(outbox::purge(&mut tx, "email", at(34)).await.unwrap(), 1, "the one withdrawn");
        assert_eq!(outbox::purge(&mut tx, "email", at(35)).await.unwrap(), 1);
    })
    .await;
}
