//! Recurring invoices: set up, made on their dates, paused, resumed, caught up with.

use crate::support::Clock;
use crate::support::Server;
use crate::support::{Api, Draft, both, both_at, eventually, text};
use serde_json::{Value, json};

/// A recurring invoice with other fields than the usual ones.
fn hosting(changes: &Value) -> Value {
    let mut body = json!({
        "name": "Hosting",
        "invoice": {
            "customer": {"company": "Globex Corporation", "email": "billing@globex.example"},
            "currency": "EUR",
            "payment_terms": "Net 14",
            "items": [{"name": "Hosting", "unit_price": "49.00"}],
        },
        "schedule": {"unit": "month", "start_date": "2027-06-10"},
    });
    for (key, value) in changes.as_object().expect("changes are an object") {
        if let (Some(target), Some(fields)) = (body[key].as_object_mut(), value.as_object()) {
            target.extend(fields.clone());
        } else {
            body[key] = value.clone();
        }
    }
    body
}

async fn made(api: &Api, changes: Value) -> Value {
    api.post("/recurring-invoices", &hosting(&changes)).await.json(201)
}

fn path(recurring: &Value) -> String {
    format!("/recurring-invoices/{}", text(&recurring["id"]))
}

/// The issue dates of what it made, oldest first.
async fn dates(api: &Api, recurring: &Value) -> Vec<String> {
    let list = invoices(api, recurring).await;
    list.iter().map(|invoice| text(&invoice["issue_date"]).to_owned()).collect()
}

async fn invoices(api: &Api, recurring: &Value) -> Vec<Value> {
    let page = api.get(&format!("{}/invoices?limit=100", path(recurring))).await.json(200);
    let mut list = page["data"].as_array().unwrap().clone();
    assert_eq!(page["total"], list.len());
    list.reverse();
    list
}

/// Waits until so many invoices are there.
async fn wait_for(api: &Api, recurring: &Value, count: usize) -> Vec<String> {
    eventually("the invoices", async || {
        let dates = dates(api, recurring).await;
        (dates.len() >= count).then_some(dates)
    })
    .await
}

/// Waits until it shows something.
async fn wait_until(api: &Api, recurring: &Value, shows: impl Fn(&Value) -> bool) -> Value {
    eventually("the state", async || {
        let found = api.get(&path(recurring)).await.json(200);
        shows(&found).then_some(found)
    })
    .await
}

/// The types of its events, once one of them is there: on PostgreSQL the history waits for every transaction that began
/// earlier.
async fn event_types(api: &Api, object: &Value, wanted: &str) -> Vec<String> {
    eventually(wanted, async || {
        let mut types = vec![];
        let mut after = String::new();
        loop {
            let page = api.get(&format!("/events?limit=100{after}")).await.json(200);
            let events = page["data"].as_array().unwrap().clone();
            let of_it = events.iter().filter(|event| event["object_id"] == *object);
            types.extend(of_it.map(|event| text(&event["type"]).to_owned()));
            let Some(next) = page["next_after"].as_str().filter(|_| !events.is_empty()) else {
                break;
            };
            after = format!("&after={next}");
        }
        types.iter().any(|found| found == wanted).then_some(types)
    })
    .await
}

async fn what_was_read_can_be_put_back_unchanged(server: &mut Server) {
    let tax = server.post("/taxes", &json!({"name": "VAT", "value": 19})).await.json(201);
    let product =
        server.post("/products", &json!({"name": "Disk", "unit_price": 5})).await.json(201);
    for changes in [
        json!({}),
        json!({"schedule": {"unit": "week", "weekday": "friday", "every": 2, "end_date": "2099-01-01", "time": "23:59"}}),
        json!({"schedule": {"unit": "month", "weekday": "monday", "nth": "last", "count": 12}}),
        json!({"schedule": {"unit": "year", "weekday": "sunday", "nth": 2}}),
        json!({"schedule": {"unit": "month", "day": "last"}}),
        json!({"schedule": {"unit": "month", "day": 31}, "mode": "issue_and_send", "catch_up": "last", "billing": "in_arrears", "set_service_period": true}),
        json!({"invoice": {"notes": null, "terms": "", "payment_terms": null, "taxes": [], "tags": ["{year}"], "metadata": {"a": 2.50},
            "discount_type": "percentage", "discount_value": 5, "extra_charges": {"type": "amount", "value": 2, "name": "Freight"},
            "items": [{"product_id": product["id"], "tax_id": tax["id"]}, {"name": "x {quarter}", "unit_price": 1, "taxes": [{"name": "T", "value": 7}]}]}}),
    ] {
        let recurring = made(server, changes.clone()).await;
        assert_eq!(
            server.put(&path(&recurring), &recurring).await.json(200),
            recurring,
            "{changes}"
        );
        assert_eq!(
            server.patch(&path(&recurring), &json!({})).await.json(200),
            recurring,
            "{changes}"
        );
        assert_eq!(server.get(&path(&recurring)).await.json(200), recurring);
    }
}

async fn every_fault_is_told_at_once_in_the_clients_own_body(server: &mut Server) {
    let body = json!({
        "invoice": {
            "customer": {"company": "A"}, "issue_date": "2027-01-01", "number": "X-1", "notes": "for {moth}",
            "items": [{"name": "{customer}", "unit_price": 1, "service_start_date": "2027-01-01"}, {"unit_price": "x"}],
        },
        "schedule": {"unit": "week", "day": 3, "start_date": "2027-06-10", "end_date": "2027-06-01", "time": "25:00", "every": 0},
        "mode": "later", "extra": 1,
    });
    let faults = server.post("/recurring-invoices", &body).await.faults();
    for pointer in
        ["/invoice/items/1/unit_price", "/schedule/time", "/schedule/every", "/mode", "/extra"]
    {
        assert!(faults.iter().any(|fault| fault == pointer), "{pointer} is not in {faults:?}");
    }
    let mut body = body;
    body["invoice"]["items"] =
        json!([{"name": "{customer}", "unit_price": 1, "service_start_date": "2027-01-01"}]);
    body["schedule"] = json!({"unit": "week", "day": 3, "start_date": "2027-06-10"});
    body.as_object_mut().unwrap().retain(|key, _| key != "mode" && key != "extra");
    let reply = server.post("/recurring-invoices", &body).await;
    let mut faults = reply.faults();
    faults.sort();
    assert_eq!(
        faults,
        [
            "/invoice/issue_date",
            "/invoice/items/0/name",
            "/invoice/items/0/service_start_date",
            "/invoice/notes",
            "/invoice/number",
            "/schedule/day"
        ]
    );
    assert!(reply.text().contains("{moth}") && reply.text().contains("{month_name}"), "{reply}");
    let ended = hosting(&json!({"schedule": {"end_date": "2027-06-01"}}));
    assert_eq!(server.post("/recurring-invoices", &ended).await.faults(), ["/schedule/end_date"]);
    assert_eq!(server.count("/recurring-invoices").await, 0);
    assert_eq!(server.count("/customers").await, 0);
}

async fn a_customer_of_a_recurring_invoice_is_archived_not_removed(server: &mut Server) {
    let customer = server.post("/customers", &json!({"company": "A"})).await.json(201);
    let item = json!({"customer_id": customer["id"], "items": [{"name": "x", "unit_price": 1}]});
    let body = json!({"invoice": item, "schedule": {"unit": "year", "start_date": "2990-01-01"}});
    let recurring = server.post("/recurring-invoices", &body).await.json(201);
    let customer = format!("/customers/{}", text(&customer["id"]));
    server.delete(&customer).await.expect(204);
    assert!(server.get(&customer).await.json(200)["archived_at"].is_string());
    server.delete(&path(&recurring)).await.expect(204);
    assert_eq!(server.get(&path(&recurring)).await.problem(404), "not_found");
}

async fn lists_are_filtered_and_paged(server: &mut Server) {
    for number in 0..5 {
        made(server, json!({"name": format!("Plan {number}")})).await;
    }
    let third = server.get("/recurring-invoices?search=plan%203").await.json(200);
    assert_eq!(third["total"], 1);
    server.act(&format!("{}/pause", path(&third["data"][0]))).await.expect(200);
    assert_eq!(server.count("/recurring-invoices?status=paused").await, 1);
    assert_eq!(server.count("/recurring-invoices?status=active").await, 4);
    let first = server.get("/recurring-invoices?limit=3").await.json(200);
    let rest = server
        .get(&format!("/recurring-invoices?limit=3&cursor={}", text(&first["next_cursor"])))
        .await
        .json(200);
    let name = |page: &Value| {
        page["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| text(&entry["name"]).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        [name(&first), name(&rest)].concat(),
        ["Plan 4", "Plan 3", "Plan 2", "Plan 1", "Plan 0"]
    );
}

both! {
    what_was_read_can_be_put_back_unchanged,
    every_fault_is_told_at_once_in_the_clients_own_body,
    a_customer_of_a_recurring_invoice_is_archived_not_removed,
    lists_are_filtered_and_paged,
}

async fn an_invoice_is_made_on_its_date_at_its_hour(server: &mut Server, clock: &Clock) {
    server.patch("/settings", &json!({"time_zone": "Europe/Berlin"})).await.expect(200);
    let recurring = made(server, json!({"mode": "issue", "set_service_period": true,
        "invoice": {"items": [{"name": "Hosting {month_name} {year}, no. {number_of_run}", "unit_price": 49}], "notes": "{period_start} to {period_end}, Q{quarter}/{month}"}})).await;
    assert_eq!(recurring["next_run_on"], "2027-06-10");
    assert_eq!(recurring["next_run_at"], "2027-06-10T04:00:00Z");
    assert_eq!(
        recurring["preview"],
        json!(["2027-06-10", "2027-07-10", "2027-08-10", "2027-09-10", "2027-10-10", "2027-11-10"])
    );
    clock.set("2027-06-10 04:00:01");
    wait_for(server, &recurring, 1).await;
    let invoice = invoices(server, &recurring).await.remove(0);
    assert_eq!(invoice["status"], "open");
    assert_eq!(invoice["issue_date"], "2027-06-10");
    assert_eq!(invoice["due_date"], "2027-06-24");
    assert_eq!(invoice["recurring_invoice_id"], recurring["id"]);
    assert_eq!(invoice["items"][0]["name"], "Hosting June 2027, no. 1");
    assert_eq!(invoice["notes"], "Jun 10, 2027 to Jul 9, 2027, Q2/06");
    assert_eq!(
        [&invoice["service_start_date"], &invoice["service_end_date"]],
        ["2027-06-10", "2027-07-09"]
    );
    let after = server.get(&path(&recurring)).await.json(200);
    assert_eq!([&after["next_run_on"], &after["last_run_on"]], ["2027-07-10", "2027-06-10"]);
    assert_eq!(after["runs"], 1);
    assert_ne!(after["revision"], recurring["revision"]);
    let justpaid =
        server.at("/api/v1").get(&format!("/invoice/{}", text(&invoice["id"]))).await.json(200);
    assert_eq!(justpaid["is_recurring"], true);
    let other = server.draft().await;
    let justpaid =
        server.at("/api/v1").get(&format!("/invoice/{}", text(&other["id"]))).await.json(200);
    assert_eq!(justpaid["is_recurring"], false);
    let events = server.get(&format!("/invoices/{}/events", text(&invoice["id"]))).await.json(200);
    assert!(
        events["data"].as_array().unwrap().iter().all(|event| event["actor"] == "system"),
        "{events}"
    );
    event_types(server, &recurring["id"], "recurring.run").await;
}

async fn texts_are_in_the_language_of_the_invoice(server: &mut Server, clock: &Clock) {
    let recurring = made(server, json!({"billing": "in_arrears", "schedule": {"day": 1, "start_date": "2027-01-01"},
        "invoice": {"lang": "de", "items": [{"name": "Wartung {month_name} {year}", "description": "{period_start} bis {period_end}", "unit_price": 49}]}})).await;
    wait_for(server, &recurring, 1).await;
    let invoice = invoices(server, &recurring).await.remove(0);
    assert_eq!(invoice["items"][0]["name"], "Wartung Februar 2027");
    assert_eq!(invoice["items"][0]["description"], "01.02.2027 bis 28.02.2027");
    assert_eq!(invoice["status"], "draft");
    clock.set("2027-04-01 12:00:00");
    wait_for(server, &recurring, 2).await;
    assert_eq!(invoices(server, &recurring).await[1]["items"][0]["name"], "Wartung M\u{e4}rz 2027");
}

async fn what_a_product_costs_that_day_counts(server: &mut Server, clock: &Clock) {
    let product =
        server.post("/products", &json!({"name": "Disk", "unit_price": 5})).await.json(201);
    let recurring =
        made(server, json!({"invoice": {"items": [{"product_id": product["id"], "quantity": 2}]}}))
            .await;
    wait_for(server, &recurring, 1).await;
    server
        .patch(&format!("/products/{}", text(&product["id"])), &json!({"unit_price": 7}))
        .await
        .expect(200);
    clock.set("2027-07-10 12:00:00");
    wait_for(server, &recurring, 2).await;
    let totals: Vec<String> = invoices(server, &recurring)
        .await
        .iter()
        .map(|invoice| invoice["totals"]["total"].to_string())
        .collect();
    assert_eq!(totals, ["10.00", "14.00"]);
}

async fn dates_that_passed_are_caught_up_as_the_rule_says(server: &mut Server, clock: &Clock) {
    let weekly = |catch_up: &str| json!({"catch_up": catch_up, "schedule": {"unit": "week", "start_date": "2027-06-02"}});
    let all = made(server, weekly("all")).await;
    let last = made(server, weekly("last")).await;
    let none = made(server, weekly("none")).await;
    server.ask_to_stop();
    tokio::task::block_in_place(|| server.wait());
    clock.set("2027-06-24 05:00:00");
    server.start_again();
    assert_eq!(
        wait_for(server, &all, 4).await,
        ["2027-06-02", "2027-06-09", "2027-06-16", "2027-06-23"]
    );
    assert_eq!(wait_for(server, &last, 1).await, ["2027-06-23"]);
    // The 23rd, at six, is less than a day ago.
    assert_eq!(wait_for(server, &none, 1).await, ["2027-06-23"]);
    server.ask_to_stop();
    tokio::task::block_in_place(|| server.wait());
    clock.set("2027-07-13 05:00:00");
    server.start_again();
    let passed = wait_until(server, &none, |found| found["next_run_on"] == "2027-07-14").await;
    assert_eq!([&passed["runs"], &passed["last_run_on"]], [&json!(1), &json!("2027-06-23")]);
    assert_eq!(wait_for(server, &all, 6).await.len(), 6);
    assert_eq!(wait_for(server, &last, 2).await, ["2027-06-23", "2027-07-07"]);
    clock.set("2027-07-14 06:00:00");
    assert_eq!(wait_for(server, &none, 2).await, ["2027-06-23", "2027-07-14"]);
}

async fn a_pause_makes_nothing_and_is_not_made_up_for(server: &mut Server, clock: &Clock) {
    let recurring =
        made(server, json!({"schedule": {"unit": "day", "start_date": "2027-06-02"}})).await;
    let witness =
        made(server, json!({"schedule": {"unit": "day", "start_date": "2027-06-02"}})).await;
    clock.set("2027-06-02 12:00:00");
    wait_for(server, &recurring, 1).await;
    let paused = server.act(&format!("{}/pause", path(&recurring))).await.json(200);
    assert_eq!(paused["status"], "paused");
    assert!(paused["next_run_on"].is_null() && paused["preview"] == json!([]));
    assert_eq!(server.act(&format!("{}/pause", path(&recurring))).await.json(200), paused);
    clock.set("2027-06-08 12:00:00");
    wait_for(server, &witness, 7).await;
    assert_eq!(dates(server, &recurring).await, ["2027-06-02"]);
    let by_hand = server.act(&format!("{}/generate-now", path(&recurring))).await.json(201);
    assert_eq!(by_hand["issue_date"], "2027-06-08");
    clock.set("2027-06-10 12:00:00");
    wait_for(server, &witness, 9).await;
    let resumed = server.act(&format!("{}/resume", path(&recurring))).await.json(200);
    assert_eq!([&resumed["status"], &resumed["next_run_on"]], ["active", "2027-06-10"]);
    assert_eq!(wait_for(server, &recurring, 3).await, ["2027-06-02", "2027-06-08", "2027-06-10"]);
    let types = event_types(server, &recurring["id"], "recurring.resumed").await;
    for word in ["recurring.created", "recurring.run", "recurring.paused", "recurring.resumed"] {
        assert!(types.iter().any(|found| found == word), "{word} is not in {types:?}");
    }
}

async fn generate_now_makes_the_next_one_ahead_of_time_and_no_period_twice(
    server: &mut Server,
    clock: &Clock,
) {
    let recurring = made(server, json!({"schedule": {"count": 3}, "invoice": {"items": [{"name": "{month_name}", "unit_price": 1}]}})).await;
    let first = server.act(&format!("{}/generate-now", path(&recurring))).await.json(201);
    assert_eq!([&first["issue_date"], &first["items"][0]["name"]], ["2027-06-01", "June"]);
    let stale =
        server.with("if-match", "\"1\"").act(&format!("{}/generate-now", path(&recurring))).await;
    assert_eq!(stale.problem(412), "precondition_failed");
    clock.set("2027-07-10 12:00:00");
    wait_for(server, &recurring, 2).await;
    let third = server
        .with("idempotency-key", "k")
        .act(&format!("{}/generate-now", path(&recurring)))
        .await
        .json(201);
    let again = server
        .with("idempotency-key", "k")
        .act(&format!("{}/generate-now", path(&recurring)))
        .await
        .json(201);
    assert_eq!(third, again);
    assert_eq!(third["items"][0]["name"], "August");
    let ended = server.get(&path(&recurring)).await.json(200);
    assert_eq!([&ended["status"], &ended["runs"]], [&json!("ended"), &json!(3)]);
    for action in ["generate-now", "pause", "resume"] {
        let reply = server.act(&format!("{}/{action}", path(&recurring))).await;
        assert_eq!(reply.problem(409), "recurring_ended", "{action}");
    }
    event_types(server, &recurring["id"], "recurring.ended").await;
    let names: Vec<Value> = invoices(server, &recurring)
        .await
        .iter()
        .map(|invoice| invoice["items"][0]["name"].clone())
        .collect();
    assert_eq!(names.len(), 3);
    // With a longer schedule it goes on after what is done.
    let longer =
        server.patch(&path(&recurring), &json!({"schedule": {"count": 5}})).await.json(200);
    assert_eq!([&longer["status"], &longer["next_run_on"]], ["active", "2027-09-10"]);
}

async fn what_fails_is_told_tried_again_and_stops_no_other(server: &mut Server, clock: &Clock) {
    let customer = server.post("/customers", &json!({"company": "A"})).await.json(201);
    let product =
        server.post("/products", &json!({"name": "Disk", "unit_price": 5})).await.json(201);
    let failing = made(server, json!({"invoice": {"customer_id": customer["id"], "customer": null, "items": [{"product_id": product["id"]}]}})).await;
    let other = made(server, json!({})).await;
    server.delete(&format!("/products/{}", text(&product["id"]))).await.expect(204);
    clock.set("2027-06-10 06:00:00");
    let failed = wait_until(server, &failing, |found| found["failures"] == 1).await;
    assert!(text(&failed["last_error"]).contains("product"), "{failed}");
    assert_eq!([&failed["status"], &failed["next_run_on"]], ["active", "2027-06-10"]);
    assert_eq!(failed["next_run_at"], "2027-06-10T06:01:00Z");
    wait_for(server, &other, 1).await;
    clock.set("2027-06-10 06:01:00");
    let failed = wait_until(server, &failing, |found| found["failures"] == 2).await;
    assert_eq!(failed["next_run_at"], "2027-06-10T06:03:00Z");
    let types = event_types(server, &failing["id"], "recurring.failed").await;
    assert_eq!(types.iter().filter(|word| *word == "recurring.failed").count(), 1, "{types:?}");
    let mended = json!({"invoice": {"items": [{"name": "Disk", "unit_price": 6}]}});
    server.patch(&path(&failing), &mended).await.expect(200);
    assert_eq!(wait_for(server, &failing, 1).await, ["2027-06-10"]);
    let healthy = server.get(&path(&failing)).await.json(200);
    assert_eq!([&healthy["failures"], &healthy["last_error"]], [&json!(0), &Value::Null]);
}

async fn a_clock_that_goes_back_repeats_nothing(server: &mut Server, clock: &Clock) {
    let recurring = made(
        server,
        json!({"mode": "issue", "schedule": {"unit": "day", "start_date": "2027-06-02"}}),
    )
    .await;
    clock.set("2027-06-05 12:00:00");
    assert_eq!(wait_for(server, &recurring, 4).await.len(), 4);
    clock.set("2027-06-03 05:00:00");
    let witness = made(
        server,
        json!({"schedule": {"unit": "day", "start_date": "2027-06-03", "time": "05:00"}}),
    )
    .await;
    wait_for(server, &witness, 1).await;
    assert_eq!(dates(server, &recurring).await.len(), 4);
    clock.set("2027-06-06 12:00:00");
    assert_eq!(
        wait_for(server, &recurring, 5).await,
        ["2027-06-02", "2027-06-03", "2027-06-04", "2027-06-05", "2027-06-06"]
    );
}

async fn under_the_strict_lock_a_late_invoice_is_dated_after_the_last_number(
    server: &mut Server,
    clock: &Clock,
) {
    server.patch("/settings", &json!({"lock": "strict"})).await.expect(200);
    let recurring = made(server, json!({"mode": "issue"})).await;
    server.ask_to_stop();
    tokio::task::block_in_place(|| server.wait());
    clock.set("2027-06-20 12:00:00");
    server.start_again();
    // Either it was quicker than this invoice of today, and bears its own date, or it comes after it.
    server.made(json!({"issue_date": "2027-06-20"}), true).await;
    let date = wait_for(server, &recurring, 1).await.remove(0);
    let invoice = invoices(server, &recurring).await.remove(0);
    let is_first = text(&invoice["number"]).ends_with("0001");
    assert_eq!(date, if is_first { "2027-06-10" } else { "2027-06-20" });
    let second = made(
        server,
        json!({"mode": "issue", "schedule": {"unit": "day", "start_date": "2027-06-21"}}),
    )
    .await;
    clock.set("2027-06-23 12:00:00");
    server.made(json!({"issue_date": "2027-06-23"}), true).await;
    let dates = wait_for(server, &second, 3).await;
    assert_eq!(dates.len(), 3);
}

async fn without_a_mail_server_issue_and_send_says_so_and_issues_nothing(
    server: &mut Server,
    clock: &Clock,
) {
    let recurring = made(server, json!({"mode": "issue_and_send"})).await;
    let failed = wait_until(server, &recurring, |found| found["failures"] == 1).await;
    assert!(text(&failed["last_error"]).contains("SMTP"), "{failed}");
    assert_eq!(server.count("/invoices").await, 0);
    clock.set("2027-06-10 12:00:30");
    server.patch(&path(&recurring), &json!({"mode": "issue"})).await.expect(200);
    assert_eq!(wait_for(server, &recurring, 1).await, ["2027-06-10"]);
}

async fn a_moved_time_zone_moves_what_is_to_come(server: &mut Server, clock: &Clock) {
    let recurring = made(server, json!({})).await;
    assert_eq!(recurring["next_run_at"], "2027-06-10T06:00:00Z");
    server.patch("/settings", &json!({"time_zone": "Asia/Tokyo"})).await.expect(200);
    let moved = server.get(&path(&recurring)).await.json(200);
    assert_eq!(moved["next_run_at"], "2027-06-09T21:00:00Z");
    assert_eq!(wait_for(server, &recurring, 1).await, ["2027-06-10"]);
    clock.set("2027-07-09 20:59:59");
    let witness =
        made(server, json!({"schedule": {"start_date": "2027-07-10", "time": "05:59"}})).await;
    wait_for(server, &witness, 1).await;
    assert_eq!(dates(server, &recurring).await.len(), 1);
}

both_at! {
    an_invoice_is_made_on_its_date_at_its_hour = "2027-06-10 03:59:59",
    texts_are_in_the_language_of_the_invoice = "2027-03-01 12:00:00",
    what_a_product_costs_that_day_counts = "2027-06-10 12:00:00",
    dates_that_passed_are_caught_up_as_the_rule_says = "2027-06-01 12:00:00",
    a_pause_makes_nothing_and_is_not_made_up_for = "2027-06-01 12:00:00",
    generate_now_makes_the_next_one_ahead_of_time_and_no_period_twice = "2027-06-01 12:00:00",
    what_fails_is_told_tried_again_and_stops_no_other = "2027-06-10 05:00:00",
    a_clock_that_goes_back_repeats_nothing = "2027-06-01 12:00:00",
    under_the_strict_lock_a_late_invoice_is_dated_after_the_last_number = "2027-06-01 12:00:00",
    without_a_mail_server_issue_and_send_says_so_and_issues_nothing = "2027-06-10 12:00:00",
    a_moved_time_zone_moves_what_is_to_come = "2027-06-10 00:00:00",
}
