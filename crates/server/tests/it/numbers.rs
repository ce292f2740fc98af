//! Numbers have no gaps and no duplicates, whoever publishes at the same time.

use crate::support::{Api, Backend, Draft, Server, TestDatabase, both, text};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Publishes all drafts at once through the clients in turn, and returns the numbers.
async fn publish_all(clients: &[&Api], drafts: &[Value]) -> Vec<String> {
    let publishing = drafts
        .iter()
        .enumerate()
        .map(|(index, draft)| clients[index % clients.len()].invoice_act(draft, "publish"));
    let replies = futures_util::future::join_all(publishing).await;
    replies.into_iter().map(|reply| text(&reply.json(200)["number"]).to_owned()).collect()
}

#[track_caller]
fn are_gapless(numbers: &[String]) {
    let places: BTreeSet<usize> =
        numbers.iter().map(|number| number.rsplit('-').next().unwrap().parse().unwrap()).collect();
    assert_eq!(places, (1..=numbers.len()).collect(), "{numbers:?}");
}

async fn drafts(server: &Server, count: usize) -> Vec<Value> {
    futures_util::future::join_all((0..count).map(|_| server.draft())).await
}

async fn a_number_that_a_draft_wants_may_change_until_it_is_drawn(server: &mut Server) {
    let draft = server.made(json!({"number": "A-7"}), false).await;
    let path = format!("/invoices/{}", text(&draft["id"]));
    assert_eq!(server.patch(&path, &json!({"number": "A-8"})).await.json(200)["number"], "A-8");
    assert_eq!(
        server.patch(&path, &json!({"number": null})).await.json(200)["number"],
        json!(null)
    );
    server.patch(&path, &json!({"number": "A-9"})).await.expect(200);
    let issued = server.invoice_act(&draft, "publish").await.json(200);
    assert_eq!(issued["number"], "A-9");
    // Once drawn, it stays with the document.
    server.invoice_act(&draft, "unpublish").await.expect(200);
    assert_eq!(server.patch(&path, &json!({"number": "A-10"})).await.faults(), ["/number"]);
    assert_eq!(server.invoice_act(&draft, "publish").await.json(200)["number"], "A-9");
}

async fn of_64_who_publish_at_once_each_gets_the_next_number(server: &mut Server) {
    let drafts = drafts(server, 64).await;
    are_gapless(&publish_all(&[server], &drafts).await);
}

async fn of_64_who_create_and_issue_at_once_each_gets_the_next_number(server: &mut Server) {
    let issued = futures_util::future::join_all((0..64).map(|_| server.issued())).await;
    let numbers: Vec<String> =
        issued.iter().map(|invoice| text(&invoice["number"]).to_owned()).collect();
    are_gapless(&numbers);
}

/// Whoever issues a draft draws a number of which those who wait already with a foreseen one were not told.
async fn who_issues_drafts_while_others_make_invoices_leaves_no_gap(server: &mut Server) {
    let year = text(&server.issued().await["number"])[4..8].to_owned();
    let mut numbers = vec![format!("INV-{year}-0001")];
    for place in [6, 21, 22] {
        numbers.push(format!("INV-{year}-{place:04}"));
        server.made(json!({"number": numbers.last()}), true).await;
    }
    let customer = server.post("/customers", &json!({"company": "Globex"})).await.json(201);
    let body = |place: usize| {
        let tags = if place.is_multiple_of(5) { json!(["fifth"]) } else { json!([]) };
        json!({"customer_id": customer["id"], "currency": "EUR", "tags": tags,
            "items": [{"name": "Work", "quantity": place + 1, "unit_price": 50}]})
    };
    let drafts = drafts(server, 12).await;
    let publishing = drafts.iter().map(|draft| server.invoice_act(draft, "publish"));
    let keyed: Vec<Api> =
        (0..48).map(|place| server.with("idempotency-key", &format!("make-{place}"))).collect();
    let issue = async |(place, client): (usize, &Api)| {
        client.post("/invoices?issue=true", &body(place)).await
    };
    let making = keyed.iter().enumerate().map(issue);
    let making = futures_util::future::join_all(making);
    let (made, published) =
        futures_util::future::join(making, futures_util::future::join_all(publishing)).await;
    for ((place, client), reply) in keyed.iter().enumerate().zip(made) {
        let invoice = reply.json(201);
        let path = format!("/invoices/{}", text(&invoice["id"]));
        assert_eq!(server.get(&path).await.json(200)["number"], invoice["number"]);
        let events = server.get(&format!("{path}/events")).await.json(200);
        let events: Vec<&Value> = events["data"].as_array().unwrap().iter().collect();
        let [created, issued] = events[..] else { panic!("{events:?}") };
        assert_eq!(
            (&created["type"], &issued["type"]),
            (&json!("invoice.created"), &json!("invoice.issued"))
        );
        assert_eq!(issued["data"]["number"], invoice["number"]);
        let place_in_series = issued["data"]["place"].as_i64().unwrap();
        assert!(text(&invoice["number"]).ends_with(&format!("-{place_in_series:04}")));
        let again = issue((place, client)).await;
        assert_eq!(again.header("idempotent-replayed"), Some("true"));
        assert_eq!(again.json(201), invoice);
        numbers.push(text(&invoice["number"]).to_owned());
    }
    let published = published.into_iter().map(|reply| text(&reply.json(200)["number"]).to_owned());
    numbers.extend(published);
    are_gapless(&numbers);
    // Each is found once by its number.
    for number in &numbers {
        assert_eq!(server.count(&format!("/invoices?search={number}")).await, 1);
    }
}

async fn one_draft_published_32_times_at_once_gets_one_number(server: &mut Server) {
    let draft = server.draft().await;
    let publishing = (0..32).map(|_| server.invoice_act(&draft, "publish"));
    let replies = futures_util::future::join_all(publishing).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
    assert!(replies.iter().all(|reply| matches!(reply.status, 200 | 409)));
    assert!(text(&server.issued().await["number"]).ends_with("-0002"));
}

async fn failed_attempts_leave_no_gap(server: &mut Server) {
    server.made(json!({"number": "OWN"}), false).await;
    for _ in 0..3 {
        let mut body = crate::support::invoice();
        body["number"] = json!("OWN");
        server.post("/invoices?issue=true", &body).await.expect(409);
        let negative = json!({"items": [{"name": "x", "quantity": -1, "unit_price": 5}]});
        let mut body = crate::support::invoice();
        body["items"] = negative["items"].clone();
        assert!(server.post("/invoices?issue=true", &body).await.status >= 400);
    }
    assert!(text(&server.issued().await["number"]).ends_with("-0001"));
}

async fn the_pattern_is_the_accounts_own(server: &mut Server) {
    let numbering = json!({"numbering": {"invoice": "{YY}/{MM}-{SEQ:2}", "credit_note": "G{SEQ}"}});
    server.patch("/settings", &numbering).await.expect(200);
    for (date, number) in [
        ("2026-01-05", "26/01-01"),
        ("2026-01-06", "26/01-02"),
        ("2026-02-01", "26/02-01"),
        ("2027-01-01", "27/01-01"),
    ] {
        assert_eq!(server.made(json!({"issue_date": date}), true).await["number"], number);
    }
    let bad = server.patch("/settings", &json!({"numbering": {"invoice": "no sequence"}})).await;
    assert_eq!(bad.faults(), ["/numbering/invoice"]);
}

async fn a_series_goes_on_where_another_program_ended(server: &mut Server) {
    let year =
        text(&server.get("/invoices/next-number").await.json(200)["next_number"])[4..8].to_owned();
    let before = server.get("/settings").await.json(200);
    assert_eq!(before["numbering"]["next"], json!({"invoice": 1, "credit_note": 1}));
    let after = server
        .patch("/settings", &json!({"numbering": {"next": {"invoice": 115}}}))
        .await
        .json(200);
    assert_eq!(after["numbering"]["next"], json!({"invoice": 115, "credit_note": 1}));
    assert_eq!(
        server.get("/invoices/next-number").await.json(200)["next_number"],
        format!("INV-{year}-0115")
    );
    let issued = server.issued().await;
    assert_eq!(issued["number"], format!("INV-{year}-0115"));
    let settings = server.get("/settings").await.json(200);
    assert_eq!(settings["numbering"]["next"]["invoice"], 116);
    assert_eq!(server.put("/settings", &settings).await.json(200), settings);
    let behind = json!({"numbering": {"next": {"invoice": 115, "credit_note": 0}}});
    let told = ["/numbering/next/credit_note", "/numbering/next/invoice"];
    assert_eq!(server.patch("/settings", &behind).await.faults(), told);
    let behind = json!({"numbering": {"next": {"invoice": 115, "credit_note": 7}}});
    assert_eq!(server.patch("/settings", &behind).await.faults(), ["/numbering/next/invoice"]);
    server
        .patch("/settings", &json!({"numbering": {"next": {"invoice": 200, "credit_note": 7}}}))
        .await
        .expect(200);
    assert_eq!(server.issued().await["number"], format!("INV-{year}-0200"));
    let note = server.invoice_act(&issued, "credit-note").await.json(201);
    assert_eq!(note["number"], format!("CN-{year}-0007"));
    // Another year begins as it always did.
    let earlier: i32 = year.parse::<i32>().unwrap() - 1;
    let other = server.made(json!({"issue_date": format!("{earlier}-12-31")}), true).await;
    assert_eq!(other["number"], format!("INV-{earlier}-0001"));
    let account = json!({"company": {"name": "B"}, "currency": "EUR", "numbering": {"next": {"invoice": 42}}});
    let made = server.post("/accounts", &account).await.json(201);
    let there = server.with("x-account-id", text(&made["id"]));
    assert_eq!(there.issued().await["number"], format!("INV-{year}-0042"));
}

both! {
    a_number_that_a_draft_wants_may_change_until_it_is_drawn,
    of_64_who_publish_at_once_each_gets_the_next_number,
    of_64_who_create_and_issue_at_once_each_gets_the_next_number,
    who_issues_drafts_while_others_make_invoices_leaves_no_gap,
    one_draft_published_32_times_at_once_gets_one_number,
    failed_attempts_leave_no_gap,
    the_pattern_is_the_accounts_own,
    a_series_goes_on_where_another_program_ended,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_on_one_postgres_database_share_one_sequence() {
    let one = Server::start(Backend::Postgres).await;
    let two = one.beside();
    let drafts = drafts(&one, 64).await;
    are_gapless(&publish_all(&[&one, &two], &drafts).await);
    two.finish().await;
    one.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_on_one_postgres_database_do_a_request_once() {
    let one = Server::start(Backend::Postgres).await;
    let two = one.beside();
    let (first, second) = (one.with("idempotency-key", "k"), two.with("idempotency-key", "k"));
    let body = crate::support::invoice();
    let posting = (0..16)
        .map(|n| if n % 2 == 0 { &first } else { &second }.post("/invoices?issue=true", &body));
    let replies = futures_util::future::join_all(posting).await;
    assert!(replies.iter().all(|reply| matches!(reply.status, 201 | 409)));
    assert_eq!(one.count("/invoices").await, 1);
    two.finish().await;
    one.finish().await;
}

async fn numbers_that_clients_took_ahead_are_passed_over_at_once(server: &mut Server) {
    let first = server.issued().await;
    let (series, _) = text(&first["number"]).rsplit_once('-').unwrap();
    // As many as a client may take in a month; behind the server's back, since it is about how they are passed.
    let columns = "account_id, class, document, stage, position, customer_id, currency, issue_date, due_sort, number_sort,
            net_minor, tax_minor, payable_minor, paid_minor, refunded_minor, credited_minor, due_minor, total_sort, content,
            totals, revision, created_at, updated_at, reminders_paused";
    let statement = |id: &str, place: &str| {
        format!("with recursive p(n) as (select 2 union all select n + 1 from p where n < 20001)
            insert into invoice (id, number, {columns}) select {id}, '{series}-' || {place}, {columns} from invoice i, p
            where i.number = '{series}-0001'")
    };
    let statement = match *server.database {
        TestDatabase::Sqlite => statement("randomblob(16)", "printf('%04d', n)"),
        TestDatabase::Postgres { .. } => {
            statement("gen_random_uuid()", "lpad(n::text, greatest(4, length(n::text)), '0')")
        }
    };
    server.books_are_broken();
    server.database.execute(&server.data(), &statement).await;
    let next = format!("{series}-20002");
    assert_eq!(server.get("/invoices/next-number").await.json(200)["next_number"], next.as_str());
    let draft = server.draft().await;
    let dry = |draft: &Value| format!("/invoices/{}/publish?dry_run=true", text(&draft["id"]));
    let begun = std::time::Instant::now();
    for _ in 0..5 {
        assert_eq!(server.act(&dry(&draft)).await.json(200)["number"], next.as_str());
    }
    // A statement for each number would take ten times as long.
    assert!(begun.elapsed() < std::time::Duration::from_secs(2), "{:?}", begun.elapsed());
    assert_eq!(server.invoice_act(&draft, "publish").await.json(200)["number"], next.as_str());
    assert_eq!(server.issued().await["number"], format!("{series}-20003").as_str());
}

async fn a_hole_among_numbers_that_clients_took_is_filled(server: &mut Server) {
    let year = text(&server.issued().await["number"])[4..8].to_owned();
    for place in [2, 3, 4, 6, 10] {
        server.made(json!({"number": format!("INV-{year}-{place:04}")}), true).await;
    }
    // None of them is of the series, though they sort among its numbers.
    for other in ["0005-A", "00050", "00:5", "0"] {
        server.made(json!({"number": format!("INV-{year}-{other}")}), true).await;
    }
    let mut drawn = vec![];
    for _ in 0..6 {
        drawn.push(text(&server.issued().await["number"])[9..].to_owned());
    }
    assert_eq!(drawn, ["0005", "0007", "0008", "0009", "0011", "0012"]);
}

/// Makes and issues invoices for a customer who is named by id, at once; those who do so share commits.
async fn issued_at_once(server: &Server, count: usize, of: impl Fn(usize) -> Value) -> Vec<Value> {
    let customer = server.post("/customers", &json!({"company": "Globex"})).await.json(201);
    let bodies = (0..count).map(|number| {
        let mut body = json!({"customer_id": customer["id"], "currency": "EUR",
            "items": [{"name": "Work", "quantity": 1, "unit_price": 50}]});
        body.as_object_mut().unwrap().extend(of(number).as_object().unwrap().clone());
        body
    });
    let bodies: Vec<Value> = bodies.collect();
    let posting = bodies.iter().map(|body| server.post("/invoices?issue=true", body));
    let replies = futures_util::future::join_all(posting).await;
    assert!(replies.iter().all(|reply| matches!(reply.status, 201 | 409)));
    let done = replies.into_iter().filter(|reply| reply.status == 201);
    done.map(|reply| reply.json(201)).collect()
}

async fn who_is_refused_at_once_with_others_leaves_no_gap(server: &mut Server) {
    for place in [3, 4, 9] {
        let taken = json!({"number": format!("INV-2026-{place:04}"), "issue_date": "2026-01-05"});
        server.made(taken, true).await;
    }
    // Each external id twice: one of the two is refused.
    let twice = |number: usize| json!({"issue_date": "2026-01-05", "external_source": "shop", "external_source_id": (number % 24).to_string()});
    let done = issued_at_once(server, 48, twice).await;
    assert_eq!(done.len(), 24);
    let drawn = done.iter().map(|invoice| text(&invoice["number"]).to_owned());
    let taken = [3, 4, 9].map(|place| format!("INV-2026-{place:04}"));
    are_gapless(&drawn.chain(taken).collect::<Vec<String>>());
}

async fn under_the_strict_lock_dates_rise_with_the_numbers_of_those_who_issue_at_once(
    server: &mut Server,
) {
    server.patch("/settings", &json!({"lock": "strict"})).await.expect(200);
    let days = ["2026-01-06", "2026-01-05"];
    let dated = |number: usize| json!({"issue_date": days[number % 2]});
    let done = issued_at_once(server, 64, dated).await;
    assert!(done.len() >= 32, "what is dated last is never too early");
    let mut drawn: Vec<(&str, &str)> = done
        .iter()
        .map(|invoice| (text(&invoice["number"]), text(&invoice["issue_date"])))
        .collect();
    drawn.sort_unstable();
    assert!(drawn.is_sorted_by_key(|(_, date)| *date), "{drawn:?}");
    let numbers: Vec<String> = drawn.iter().map(|(number, _)| (*number).to_owned()).collect();
    are_gapless(&numbers);
}

both! {
    who_is_refused_at_once_with_others_leaves_no_gap,
    under_the_strict_lock_dates_rise_with_the_numbers_of_those_who_issue_at_once,
    numbers_that_clients_took_ahead_are_passed_over_at_once,
    a_hole_among_numbers_that_clients_took_is_filled,
}
