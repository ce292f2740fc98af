//! Paging: the same row never twice, and none left out, whatever is added meanwhile.

use crate::support::{Draft, Server, both, text};
use serde_json::{Value, json};
use std::collections::HashSet;

fn ids(list: &Value) -> Vec<String> {
    list["data"].as_array().unwrap().iter().map(|entry| text(&entry["id"]).to_owned()).collect()
}

async fn by_cursor(server: &Server, list: &str, limit: usize) -> Vec<String> {
    let mark = if list.contains('?') { '&' } else { '?' };
    let mut all = vec![];
    let mut path = format!("{list}{mark}limit={limit}");
    loop {
        let page = server.get(&path).await.json(200);
        assert!(ids(&page).len() <= limit);
        all.extend(ids(&page));
        match page["next_cursor"].as_str() {
            Some(cursor) => path = format!("{list}{mark}limit={limit}&cursor={cursor}"),
            None => return all,
        }
    }
}

async fn a_cursor_walks_the_whole_list_while_it_grows(server: &mut Server) {
    for day in 1..=25 {
        server
            .made(json!({"issue_date": format!("2026-01-{:02}", 1 + day % 5)}), day % 2 == 0)
            .await;
    }
    let before: Vec<String> = ids(&server.get("/invoices?limit=100").await.json(200));
    let mut seen = vec![];
    let mut path = "/invoices?limit=4".to_owned();
    loop {
        let page = server.get(&path).await.json(200);
        seen.extend(ids(&page));
        // One newer and one older than all that was seen so far.
        server.made(json!({"issue_date": "2026-02-01"}), false).await;
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/invoices?limit=4&cursor={cursor}");
    }
    assert_eq!(seen, before);
}

async fn pages_and_cursors_give_the_same_order_for_every_sort(server: &mut Server) {
    for n in 0..23 {
        let changes = json!({
            "issue_date": format!("2026-01-{:02}", 1 + n % 4),
            "due_date": if n % 5 == 0 { json!(null) } else { json!(format!("2026-03-{:02}", 1 + n % 3)) },
            "items": [{"name": "x", "unit_price": 10 + n % 6}],
        });
        server.made(changes, n % 3 > 0).await;
    }
    for key in ["issue_date", "due_date", "total", "number", "created_at"] {
        for sign in ["", "-"] {
            let list = format!("/invoices?sort={sign}{key}");
            let whole = ids(&server.get(&format!("{list}&limit=100")).await.json(200));
            assert_eq!(whole.iter().collect::<HashSet<_>>().len(), 23, "{list}");
            assert_eq!(by_cursor(server, &list, 5).await, whole, "{list}");
            let mut pages = vec![];
            for page in 1..=5 {
                let page = server.get(&format!("{list}&limit=5&page={page}")).await.json(200);
                assert_eq!(
                    (page["total"].as_i64(), page["total_pages"].as_i64()),
                    (Some(23), Some(5))
                );
                pages.extend(ids(&page));
            }
            assert_eq!(pages, whole, "{list}");
        }
    }
}

async fn every_list_can_be_walked(server: &mut Server) {
    for n in 0..7 {
        server.post("/customers", &json!({"company": format!("Customer {n}")})).await.expect(201);
        server
            .post("/products", &json!({"name": format!("Product {n}"), "unit_price": n}))
            .await
            .expect(201);
        server.post("/taxes", &json!({"name": format!("Tax {n}"), "value": n})).await.expect(201);
        server.post("/templates", &json!({"name": format!("Template {n}")})).await.expect(201);
    }
    for (list, count) in [("/customers", 7), ("/products", 7), ("/taxes", 7), ("/templates", 10)] {
        let whole = ids(&server.get(&format!("{list}?limit=100")).await.json(200));
        assert_eq!(whole.iter().collect::<HashSet<_>>().len(), count, "{list}");
        assert_eq!(by_cursor(server, list, 3).await, whole, "{list}");
    }
}

async fn bad_paging_is_refused_by_name(server: &mut Server) {
    for (query, parameter) in [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=x", "limit"),
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=99999999999999999999", "page"),
        ("cursor=nonsense", "cursor"),
        ("sort=color", "sort"),
        ("colour=red", "colour"),
        ("limit=5&limit=6", "limit"),
    ] {
        let reply = server.get(&format!("/invoices?{query}")).await;
        assert_eq!(reply.faults(), [parameter], "{query}");
    }
    let cursor_and_page = server.get("/invoices?page=1&cursor=x").await;
    assert_eq!(cursor_and_page.status, 422, "{cursor_and_page}");
}

async fn a_page_after_the_last_is_empty(server: &mut Server) {
    server.draft().await;
    let page = server.get("/invoices?page=2").await.json(200);
    assert_eq!(page["data"], json!([]));
    assert_eq!(page["total"], 1);
    let far = server.get("/invoices?page=1000000").await;
    assert!(matches!(far.status, 200 | 422), "{far}");
}

both! {
    a_cursor_walks_the_whole_list_while_it_grows,
    pages_and_cursors_give_the_same_order_for_every_sort,
    every_list_can_be_walked,
    bad_paging_is_refused_by_name,
    a_page_after_the_last_is_empty,
}
