//! Reminders: by each rule once, as long as something is due.

use crate::support::Server;
use crate::support::{Api, Backend, Clock, Draft, SmtpServer, both, both_at, eventually, text};
use serde_json::{Value, json};

/// Makes rules of a channel, by their days.
async fn rules(api: &Api, channel: &str, days: &[i64]) -> Vec<Value> {
    let mut rules = vec![];
    for days in days {
        let body = json!({"days": days, "channel": channel});
        rules.push(api.post("/reminder-rules", &body).await.json(201));
    }
    rules
}

/// Issues an invoice that is due on a day.
async fn due(api: &Api, day: &str) -> Value {
    api.made(json!({"issue_date": "2027-06-01", "due_date": day}), true).await
}

async fn reminders(api: &Api, invoice: &Value) -> Value {
    api.get(&format!("/invoices/{}/reminders", text(&invoice["id"]))).await.json(200)
}

/// The reminders that there were, as days and outcome.
async fn past(api: &Api, invoice: &Value) -> Vec<(i64, String)> {
    let mut past: Vec<(i64, String)> = reminders(api, invoice).await["past"]
        .as_array()
        .unwrap()
        .iter()
        .map(|reminder| (reminder["days"].as_i64().unwrap(), text(&reminder["outcome"]).to_owned()))
        .collect();
    past.sort();
    past
}

/// Waits until there were so many reminders.
async fn wait_for(api: &Api, invoice: &Value, count: usize) -> Vec<(i64, String)> {
    eventually("the reminders", async || {
        let past = past(api, invoice).await;
        (past.len() >= count).then_some(past)
    })
    .await
}

fn outcomes(expected: &[(i64, &str)]) -> Vec<(i64, String)> {
    expected.iter().map(|(days, outcome)| (*days, (*outcome).to_owned())).collect()
}

async fn events(api: &Api, invoice: &Value, kind: &str) -> Vec<Value> {
    let events = api.get(&format!("/invoices/{}/events", text(&invoice["id"]))).await.json(200);
    let events = events["data"].as_array().unwrap().clone();
    events.into_iter().filter(|event| event["type"] == kind).collect()
}

async fn a_rule_is_made_changed_and_removed(server: &mut Server) {
    let body = json!({"days": -3, "time": "08:30", "subject": "Invoice {number}", "message": "{amount_due} on {due_date}", "attach_pdf": false});
    let rule = server.post("/reminder-rules", &body).await.json(201);
    assert_eq!(
        [&rule["channel"], &rule["enabled"], &rule["time"]],
        [&json!("email"), &json!(true), &json!("08:30")]
    );
    let path = format!("/reminder-rules/{}", text(&rule["id"]));
    assert_eq!(server.get(&path).await.json(200), rule);
    assert_eq!(server.put(&path, &rule).await.json(200), rule);
    let changed = server.patch(&path, &json!({"enabled": false, "subject": null})).await.json(200);
    assert_eq!(
        [&changed["enabled"], &changed["subject"], &changed["revision"]],
        [&json!(false), &Value::Null, &json!(2)]
    );
    server.post("/reminder-rules", &json!({"days": -10})).await.expect(201);
    let list = server.get("/reminder-rules").await.json(200);
    let days: Vec<i64> = list["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["days"].as_i64().unwrap())
        .collect();
    assert_eq!(days, [-10, -3]);
    server.delete(&path).await.expect(204);
    assert_eq!(server.get(&path).await.problem(404), "not_found");
}

async fn a_bad_rule_is_told_what_is_wrong(server: &mut Server) {
    let bad = json!({"days": 400, "time": "8:30", "channel": "fax", "colour": 1});
    let mut faults = server.post("/reminder-rules", &bad).await.faults();
    faults.sort();
    assert_eq!(faults, ["/channel", "/colour", "/days", "/time"]);
    let reply =
        server.post("/reminder-rules", &json!({"days": 1, "message": "Dear {nobody}"})).await;
    assert_eq!(reply.faults(), ["/message"]);
    assert!(reply.text().contains("{nobody}"), "{reply}");
    assert_eq!(server.post("/reminder-rules", &json!({})).await.faults(), ["/days"]);
}

both! {
    a_rule_is_made_changed_and_removed,
    a_bad_rule_is_told_what_is_wrong,
}

async fn an_invoice_is_reminded_of_by_each_rule_until_it_is_paid(
    server: &mut Server,
    clock: &Clock,
) {
    rules(server, "webhook", &[-3, 0, 7, 14]).await;
    let invoice = due(server, "2027-06-20").await;
    let draft =
        server.made(json!({"issue_date": "2027-06-01", "due_date": "2027-06-20"}), false).await;
    let planned = reminders(server, &invoice).await;
    let dates: Vec<&str> = planned["planned"]
        .as_array()
        .unwrap()
        .iter()
        .map(|reminder| text(&reminder["date"]))
        .collect();
    assert_eq!(dates, ["2027-06-17", "2027-06-20", "2027-06-27", "2027-07-04"]);
    assert_eq!(planned["planned"][0]["at"], "2027-06-17T09:00:00Z");
    clock.set("2027-06-17 08:59:59");
    let other = due(server, "2027-06-21").await;
    // A rule of the minute before shows that this moment was looked at.
    let witness = server
        .post("/reminder-rules", &json!({"days": -4, "channel": "webhook", "time": "08:59"}))
        .await
        .json(201);
    wait_for(server, &other, 1).await;
    server.delete(&format!("/reminder-rules/{}", text(&witness["id"]))).await.expect(204);
    assert_eq!(past(server, &invoice).await, []);
    clock.set("2027-06-17 09:00:00");
    assert_eq!(wait_for(server, &invoice, 1).await, outcomes(&[(-3, "sent")]));
    let event = events(server, &invoice, "invoice.reminder_due").await.remove(0);
    assert_eq!(
        [&event["data"]["days"], &event["data"]["channel"], &event["actor"]],
        [&json!(-3), &json!("webhook"), &json!("system")]
    );
    clock.set("2027-06-20 10:00:00");
    wait_for(server, &invoice, 2).await;
    clock.set("2027-06-27 10:00:00");
    wait_for(server, &invoice, 3).await;
    // Back and forth again: nothing is repeated.
    clock.set("2027-06-19 10:00:00");
    clock.set("2027-06-28 10:00:00");
    server.invoice_act(&invoice, "mark-paid").await.expect(200);
    let open = due(server, "2027-06-20").await;
    clock.set("2027-07-04 10:00:00");
    eventually("the last reminder of another", async || {
        past(server, &open).await.contains(&(14, "sent".to_owned())).then_some(())
    })
    .await;
    assert_eq!(past(server, &invoice).await, outcomes(&[(-3, "sent"), (0, "sent"), (7, "sent")]));
    assert_eq!(reminders(server, &invoice).await["planned"], json!([]));
    assert_eq!(past(server, &draft).await, []);
    assert_eq!(events(server, &invoice, "invoice.reminder_due").await.len(), 3);
}

async fn after_days_without_a_server_only_the_latest_rule_reminds(
    server: &mut Server,
    clock: &Clock,
) {
    rules(server, "webhook", &[1, 5, 10, 30]).await;
    let invoice = due(server, "2027-06-10").await;
    let later = due(server, "2027-06-16").await;
    server.ask_to_stop();
    tokio::task::block_in_place(|| server.wait());
    clock.set("2027-06-22 12:00:00");
    server.start_again();
    assert_eq!(
        wait_for(server, &invoice, 3).await,
        outcomes(&[(1, "superseded"), (5, "superseded"), (10, "sent")])
    );
    assert_eq!(wait_for(server, &later, 2).await, outcomes(&[(1, "superseded"), (5, "sent")]));
    assert_eq!(events(server, &invoice, "invoice.reminder_due").await.len(), 1);
}

async fn paused_reminders_are_passed_over_and_go_on(server: &mut Server, clock: &Clock) {
    rules(server, "webhook", &[1, 2, 3]).await;
    let invoice = due(server, "2027-06-10").await;
    let path = format!("/invoices/{}/reminders", text(&invoice["id"]));
    clock.set("2027-06-11 12:00:00");
    wait_for(server, &invoice, 1).await;
    let paused = server.act(&format!("{path}/pause")).await.json(200);
    assert_eq!(paused["reminders_paused"], true);
    assert_eq!(reminders(server, &invoice).await["planned"], json!([]));
    clock.set("2027-06-12 12:00:00");
    wait_for(server, &invoice, 2).await;
    let resumed = server.act(&format!("{path}/resume")).await.json(200);
    assert_eq!(resumed["reminders_paused"], false);
    assert_eq!(server.act(&format!("{path}/resume")).await.json(200), resumed);
    clock.set("2027-06-13 12:00:00");
    assert_eq!(
        wait_for(server, &invoice, 3).await,
        outcomes(&[(1, "sent"), (2, "paused"), (3, "sent")])
    );
    assert_eq!(events(server, &invoice, "invoice.reminders_paused").await.len(), 1);
    assert_eq!(events(server, &invoice, "invoice.reminders_resumed").await.len(), 1);
}

async fn what_is_void_credited_or_hidden_is_not_reminded_of(server: &mut Server, clock: &Clock) {
    rules(server, "webhook", &[1]).await;
    let (void, credited, open) = (
        due(server, "2027-06-10").await,
        due(server, "2027-06-10").await,
        due(server, "2027-06-10").await,
    );
    server.invoice_act(&void, "void").await.expect(200);
    server.invoice_act(&credited, "credit-note").await.expect(201);
    clock.set("2027-06-11 12:00:00");
    wait_for(server, &open, 1).await;
    assert_eq!(past(server, &void).await, []);
    assert_eq!(past(server, &credited).await, []);
}

async fn a_rule_reaches_only_days_from_its_own_on(server: &mut Server, _clock: &Clock) {
    let (yesterday, today) = (due(server, "2027-06-10").await, due(server, "2027-06-11").await);
    rules(server, "webhook", &[1]).await;
    wait_for(server, &today, 1).await;
    assert_eq!(past(server, &yesterday).await, []);
    assert_eq!(reminders(server, &yesterday).await["planned"], json!([]));
}

async fn without_a_mail_server_reminders_are_skipped_and_that_is_told_once(
    server: &mut Server,
    clock: &Clock,
) {
    let rule = rules(server, "email", &[1]).await.remove(0);
    let (one, two) = (due(server, "2027-06-10").await, due(server, "2027-06-10").await);
    let nobody = server.made(json!({"customer": {"company": "No mail"}, "issue_date": "2027-06-01", "due_date": "2027-06-10"}), true).await;
    clock.set("2027-06-11 12:00:00");
    let skipped = outcomes(&[(1, "smtp_not_configured")]);
    assert_eq!(
        [wait_for(server, &one, 1).await, wait_for(server, &two, 1).await],
        [skipped.clone(), skipped]
    );
    assert_eq!(wait_for(server, &nobody, 1).await, outcomes(&[(1, "no_address")]));
    let rule = server.get(&format!("/reminder-rules/{}", text(&rule["id"]))).await.json(200);
    assert_eq!(rule["last_error"], "smtp_not_configured");
    let failed = eventually("the event", async || {
        let events = server.get("/events?limit=100").await.json(200);
        let events = events["data"].as_array().unwrap().clone();
        let failed: Vec<Value> =
            events.into_iter().filter(|event| event["type"] == "reminder_rule.failed").collect();
        (!failed.is_empty()).then_some(failed)
    })
    .await;
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0]["object_id"], rule["id"]);
    assert_eq!(events(server, &one, "invoice.reminder_due").await.len(), 0);
}

both_at! {
    an_invoice_is_reminded_of_by_each_rule_until_it_is_paid = "2027-06-01 12:00:00",
    after_days_without_a_server_only_the_latest_rule_reminds = "2027-06-01 12:00:00",
    paused_reminders_are_passed_over_and_go_on = "2027-06-01 12:00:00",
    what_is_void_credited_or_hidden_is_not_reminded_of = "2027-06-01 12:00:00",
    a_rule_reaches_only_days_from_its_own_on = "2027-06-12 12:00:00",
    without_a_mail_server_reminders_are_skipped_and_that_is_told_once = "2027-06-01 12:00:00",
}

/// What is reminded of and what recurs reaches the customer once, by a real mail server.
async fn letters_arrive_once(backend: Backend, servers: usize) {
    let smtp = SmtpServer::start();
    let clock = Clock::at("2027-06-01 12:00:00");
    let url = smtp.url();
    let mail = [("NET30_SMTP_URL", url.as_str()), ("NET30_SMTP_FROM", "invoices@net30.example")];
    let server = clock.server(backend, &mail).await;
    let others: Vec<_> = (1..servers).map(|_| server.beside()).collect();
    rules(&server, "email", &[-3, 7]).await;
    let own = json!({"days": 0, "subject": "Today: {number}", "message": "{amount_due}, please", "attach_pdf": false});
    server.post("/reminder-rules", &own).await.expect(201);
    let invoice = due(&server, "2027-06-20").await;
    let recurring = json!({
        "invoice": {"customer": {"company": "Hooli", "email": "pay@hooli.example"}, "payment_terms": null, "items": [{"name": "{month_name}", "unit_price": 10}]},
        "schedule": {"unit": "month", "day": "last", "start_date": "2027-06-30", "count": 3},
        "mode": "issue_and_send",
    });
    let recurring = server.post("/recurring-invoices", &recurring).await.json(201);
    for (moment, letters) in [
        ("2027-06-17 12:00:00", 1),
        ("2027-06-20 12:00:00", 2),
        ("2027-06-27 12:00:00", 3),
        ("2027-06-30 12:00:00", 4),
        ("2027-06-19 12:00:00", 4),
        ("2027-09-01 12:00:00", 6),
    ] {
        clock.set(moment);
        smtp.took(letters).await;
    }
    assert_eq!(
        wait_for(&server, &invoice, 3).await,
        outcomes(&[(-3, "sent"), (0, "sent"), (7, "sent")])
    );
    let number = text(&invoice["number"]);
    let letters = smtp.letters();
    assert!(letters[0].header("subject").contains(number), "{}", letters[0].header("subject"));
    assert_eq!(letters[1].header("subject"), format!("Today: {number}"));
    assert!(
        letters[..3].iter().all(|letter| letter.header("to").contains("billing@globex.example"))
    );
    assert!(letters[3..].iter().all(|letter| letter.header("to").contains("pay@hooli.example")));
    let counted = smtp.counted();
    assert_eq!(counted.len(), 6);
    assert!(counted.values().all(|count| *count == 1), "{counted:?}");
    let list = format!("/recurring-invoices/{}/invoices", text(&recurring["id"]));
    eventually("that all are sent", async || {
        let page = server.get(&list).await.json(200);
        let made = page["data"].as_array().unwrap();
        (made.len() == 3 && made.iter().all(|invoice| invoice["sent_at"].is_string())).then_some(())
    })
    .await;
    for other in others {
        other.finish().await;
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn letters_arrive_once_on_sqlite() {
    letters_arrive_once(Backend::Sqlite, 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn letters_arrive_once_on_postgres_with_two_servers() {
    letters_arrive_once(Backend::Postgres, 2).await;
}

async fn a_rule_also_reminds_of_what_was_overdue_before_it_if_it_says_so(
    server: &mut Server,
    clock: &Clock,
) {
    let overdue = due(server, "2027-06-05").await;
    let not_due = due(server, "2027-07-20").await;
    let plain =
        server.post("/reminder-rules", &json!({"days": 7, "channel": "webhook"})).await.json(201);
    assert_eq!(plain["include_overdue"], false);
    let body = json!({"days": 10, "channel": "webhook", "include_overdue": true});
    let rule = server.post("/reminder-rules", &body).await.json(201);
    assert_eq!(wait_for(server, &overdue, 1).await, outcomes(&[(10, "sent")]));
    assert_eq!(past(server, &not_due).await, []);
    // The same is asked of a rule that was there; nobody is reminded twice by it.
    let path = format!("/reminder-rules/{}", text(&plain["id"]));
    server.patch(&path, &json!({"include_overdue": true})).await.expect(200);
    assert_eq!(wait_for(server, &overdue, 2).await, outcomes(&[(7, "superseded"), (10, "sent")]));
    server
        .patch(&format!("/reminder-rules/{}", text(&rule["id"])), &json!({"enabled": false}))
        .await
        .expect(200);
    server
        .patch(&format!("/reminder-rules/{}", text(&rule["id"])), &json!({"enabled": true}))
        .await
        .expect(200);
    clock.set("2027-07-27 10:00:00");
    assert_eq!(wait_for(server, &not_due, 1).await, outcomes(&[(7, "sent")]));
    assert_eq!(past(server, &overdue).await.len(), 2);
}

both_at! {
    a_rule_also_reminds_of_what_was_overdue_before_it_if_it_says_so = "2027-07-01 12:00:00",
}

async fn what_is_open_can_be_reminded_of_by_hand(server: &mut Server, smtp: &mut SmtpServer) {
    let body = json!({"issue_date": "2026-01-05", "due_date": "2026-01-20"});
    let overdue = server.made(body, true).await;
    let path = format!("/invoices/{}/remind", text(&overdue["id"]));
    assert_eq!(server.act(&path).await.json(200)["id"], overdue["id"]);
    let number = text(&overdue["number"]);
    let letters = smtp.took(1).await;
    assert_eq!(letters[0].header("subject"), format!("Overdue: invoice {number} from Acme, Inc."));
    assert_eq!(letters[0].recipients(), ["billing@globex.example"]);
    let own = json!({"to": ["boss@globex.example"], "subject": "{number} again", "message": "{amount_due} is open.", "attach_pdf": false});
    server.post(&path, &own).await.expect(200);
    let letters = smtp.took(2).await;
    assert_eq!(letters[1].header("subject"), format!("{number} again"));
    assert_eq!(
        (letters[1].recipients(), letters[1].file_name()),
        (vec!["boss@globex.example"], None)
    );
    let told = events(server, &overdue, "invoice.reminder_due").await;
    assert_eq!((told.len(), &told[0]["data"]["by_hand"]), (2, &json!(true)));
    assert_eq!(server.post(&path, &json!({"message": "{nonsense}"})).await.faults(), ["/message"]);
    server.invoice_act(&overdue, "mark-paid").await.expect(200);
    assert_eq!(server.act(&path).await.problem(409), "nothing_due");
    let draft = server.draft().await;
    assert_eq!(server.invoice_act(&draft, "remind").await.problem(409), "nothing_due");
    let nobody = server.made(json!({"customer": {"company": "Nobody"}}), true).await;
    assert_eq!(server.invoice_act(&nobody, "remind").await.faults(), ["/to"]);
}

crate::mail::both_with_mail! {
    what_is_open_can_be_reminded_of_by_hand,
}
