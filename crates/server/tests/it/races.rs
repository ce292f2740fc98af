//! Two who do something to one document at the same moment: whatever comes first, the books hold.
//!
//! `NET30_RACES` says how often each pair of actions meets (4 if it says nothing). On PostgreSQL the two come by two
//! servers.

use crate::support::{Api, Backend, Draft, Reply, Server, decimal, text};
use futures_util::future::join_all;
use rust_decimal::Decimal;
use serde_json::{Value, json};

fn rounds() -> usize {
    std::env::var("NET30_RACES").ok().and_then(|count| count.parse().ok()).unwrap_or(4)
}

/// One server on SQLite, two on one PostgreSQL.
async fn servers(backend: Backend) -> Vec<Server> {
    let first = Server::start(backend).await;
    match backend {
        Backend::Sqlite => vec![first],
        Backend::Postgres => {
            let second = first.beside();
            vec![first, second]
        }
    }
}

async fn finish(servers: Vec<Server>) {
    for server in servers {
        server.finish().await;
    }
}

/// What somebody does to a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Credit,
    CreditPart,
    Void,
    Unpublish,
    Pay,
    MarkPaid,
    Refund,
    Reverse,
    Hide,
    Send,
    Edit,
    Publish,
    Trash,
    Restore,
    Erase,
    Duplicate,
}

impl Act {
    /// What is done to an issued invoice.
    const TO_ISSUED: [Act; 10] = [
        Act::Credit,
        Act::CreditPart,
        Act::Void,
        Act::Unpublish,
        Act::Pay,
        Act::MarkPaid,
        Act::Refund,
        Act::Reverse,
        Act::Hide,
        Act::Duplicate,
    ];
    const TO_DRAFT: [Act; 6] =
        [Act::Edit, Act::Publish, Act::Trash, Act::MarkPaid, Act::Send, Act::Hide];
    const TO_TRASHED: [Act; 3] = [Act::Restore, Act::Erase, Act::Publish];

    async fn on(self, api: &Api, document: &Value) -> Reply {
        let id = text(&document["id"]);
        let path = |action: &str| format!("/invoices/{id}/{action}");
        match self {
            Self::Credit => api.act(&path("credit-note")).await,
            Self::CreditPart => {
                let part = json!({"items": [{"id": document["items"][0]["id"], "quantity": 30}]});
                api.post(&path("credit-note"), &part).await
            }
            Self::Void => api.act(&path("void")).await,
            Self::Unpublish => api.act(&path("unpublish")).await,
            Self::Pay => api.post(&path("payments"), &json!({"amount": 5000})).await,
            Self::MarkPaid => api.act(&path("mark-paid")).await,
            Self::Refund => {
                let refunds = format!("payments/{}/refunds", payment_of(document));
                api.post(&path(&refunds), &json!({"amount": 30})).await
            }
            Self::Reverse => api.delete(&path(&format!("payments/{}", payment_of(document)))).await,
            Self::Hide => api.at("").delete(&format!("/v1/invoices/{id}")).await,
            Self::Send => api.act(&path("mark-sent")).await,
            Self::Edit => {
                let body = json!({"items": [{"name": "changed", "unit_price": 7}]});
                api.patch(&format!("/invoices/{id}"), &body).await
            }
            Self::Publish => api.act(&path("publish")).await,
            Self::Trash => api.delete(&format!("/invoices/{id}")).await,
            Self::Restore => {
                let body = json!({"action": "restore", "ids": [id]});
                api.post("/invoices/trash/batch", &body).await
            }
            Self::Erase => {
                let body = json!({"action": "delete", "ids": [id]});
                api.post("/invoices/trash/batch", &body).await
            }
            Self::Duplicate => api.act(&path("duplicate")).await,
        }
    }
}

fn payment_of(document: &Value) -> String {
    document["payments"][0]["id"].as_str().unwrap_or("00000000-0000-7000-8000-000000000000").into()
}

/// An invoice of 6,684.90, with a payment of 40.00 where an action is about one.
async fn subject(api: &Api, acts: [Act; 2], made: &[Act]) -> Value {
    if made == Act::TO_ISSUED {
        let issued = api.issued().await;
        if acts.iter().any(|act| matches!(act, Act::Refund | Act::Reverse)) {
            let path = format!("/invoices/{}/payments", text(&issued["id"]));
            api.post(&path, &json!({"amount": 40})).await.expect(201);
        }
        return api.read(text(&issued["id"])).await;
    }
    let draft = api.draft().await;
    if made == Act::TO_TRASHED {
        api.delete(&format!("/invoices/{}", text(&draft["id"]))).await.expect(204);
    }
    draft
}

/// What must be true of a document, whoever was first.
fn check(document: &Value, what: &str) {
    let totals = &document["totals"];
    let [total, paid, refunded, credited] =
        ["total", "paid", "refunded", "credited"].map(|name| decimal(&totals[name]));
    assert!(credited <= total, "{what}: {credited} of {total} is credited");
    assert!(refunded <= paid, "{what}: {refunded} of {paid} was given back");
    assert!(paid - refunded <= total, "{what}: {paid} of {total} is paid, {refunded} given back");
    if document["status"] == "voided" {
        assert_eq!(credited, Decimal::ZERO, "{what}: void and credited");
        assert_eq!(paid, refunded, "{what}: void and paid");
    }
    if document["status"] == "draft" {
        assert_eq!(credited, Decimal::ZERO, "{what}: a draft is credited");
        assert_eq!(paid, Decimal::ZERO, "{what}: a draft is paid");
    }
}

async fn race(servers: &[Server], made: &'static [Act]) {
    for (index, &one) in made.iter().enumerate() {
        for &other in &made[index..] {
            for _ in 0..rounds() {
                let first = servers[0].api();
                let second = servers[servers.len() - 1].api();
                let document = subject(&first, [one, other], made).await;
                let done = tokio::join!(one.on(&first, &document), other.on(&second, &document));
                let what = format!("{one:?} beside {other:?}");
                for reply in [&done.0, &done.1] {
                    assert!(reply.status < 500, "{what}: {reply}");
                }
                let after = first.get(&format!("/invoices/{}", text(&document["id"]))).await;
                if after.status == 200 {
                    check(&after.body(), &what);
                } else {
                    assert_eq!(after.status, 404, "{what}: {after}");
                }
            }
        }
    }
}

/// Everybody credits the whole at once: one of them does.
async fn credited_once(servers: &[Server]) {
    for _ in 0..rounds() {
        let issued = servers[0].issued().await;
        let apis: Vec<Api> = (0..24).map(|number| servers[number % servers.len()].api()).collect();
        let all = apis.iter().map(|api| api.invoice_act(&issued, "credit-note"));
        let replies = join_all(all).await;
        let made = replies.iter().filter(|reply| reply.status == 201).count();
        assert_eq!(made, 1, "{}", replies[0]);
        assert!(replies.iter().all(|reply| matches!(reply.status, 201 | 409)));
        let after = servers[0].read(text(&issued["id"])).await;
        assert_eq!(after["totals"]["credited"], after["totals"]["total"]);
        assert_eq!(after["credit_notes"].as_array().unwrap().len(), 1);
    }
}

/// Everybody pays a third at once: three of them do, and the last pays what is left.
async fn paid_once(servers: &[Server]) {
    for _ in 0..rounds() {
        let issued = servers[0].issued().await;
        let path = format!("/invoices/{}/payments", text(&issued["id"]));
        let apis: Vec<Api> = (0..16).map(|number| servers[number % servers.len()].api()).collect();
        let part = json!({"amount": 2228.30});
        let replies = join_all(apis.iter().map(|api| api.post(&path, &part))).await;
        let made = replies.iter().filter(|reply| reply.status == 201).count();
        assert_eq!(made, 3, "{}", replies[0]);
        assert_eq!(servers[0].read(text(&issued["id"])).await["status"], "paid");
    }
}

/// Somebody removes a tax, a product and a template while another writes them into a document: they are gone, or kept for it.
async fn removed_or_kept(servers: &[Server]) {
    let (first, second) = (servers[0].api(), servers[servers.len() - 1].api());
    for _ in 0..rounds() * 4 {
        let tax = json!({"name": "VAT", "value": 19});
        let tax = text(&first.post("/taxes", &tax).await.json(201)["id"]).to_owned();
        let product = json!({"name": "Thing", "unit_price": 1});
        let product = text(&first.post("/products", &product).await.json(201)["id"]).to_owned();
        let template = first.post("/templates", &json!({"name": "Own"})).await.json(201);
        let template = text(&template["id"]).to_owned();
        let body = json!({
            "customer": {"company": "K"},
            "template_id": template,
            "items": [{"product_id": product, "tax_ids": [tax]}],
        });
        let (tax, product) = (format!("/taxes/{tax}"), format!("/products/{product}"));
        let template = format!("/templates/{template}");
        let (made, ..) = tokio::join!(
            second.post("/invoices", &body),
            first.delete(&template),
            first.delete(&tax),
            first.delete(&product)
        );
        assert!(matches!(made.status, 201 | 422), "{made}");
        if made.status == 201 {
            first.get(&tax).await.expect(200);
            first.get(&product).await.expect(200);
            first.get(&template).await.expect(200);
        }
    }
}

/// What was paid too much pays another invoice while it is given back: it does one of the two.
async fn credit_used_or_refunded(servers: &[Server]) {
    let (first, second) = (servers[0].api(), servers[servers.len() - 1].api());
    first.patch("/settings", &json!({"allow_overpayment": true})).await.expect(200);
    for round in 0..rounds() {
        let customer = first.post("/customers", &json!({"company": format!("K{round}")})).await;
        let customer = customer.json(201)["id"].clone();
        let body = json!({
            "customer_id": customer,
            "items": [{"name": "Work", "quantity": 1, "unit_price": 100}],
        });
        let mut ids = vec![];
        for _ in 0..2 {
            let made = first.post("/invoices?issue=true", &body).await.json(201);
            ids.push(text(&made["id"]).to_owned());
        }
        let payments = format!("/invoices/{}/payments", ids[0]);
        let paid = first.post(&payments, &json!({"amount": 150})).await.json(201);
        let refunds = format!("/payments/{}/refunds", text(&paid["id"]));
        let other = format!("/invoices/{}/payments", ids[1]);
        let (refund, credit) = (json!({"amount": 50}), json!({"method": "credit", "amount": 50}));
        let (refunded, used) =
            tokio::join!(first.post(&refunds, &refund), second.post(&other, &credit));
        let used = used.status == 201;
        if used {
            assert_ne!(refunded.status, 201, "the 50 were given back and used: {refunded}");
        } else {
            refunded.expect(201);
        }
        let left = first.get(&format!("/customers/{}", text(&customer))).await.json(200);
        assert_eq!(left["credit"], json!([]));
    }
}

macro_rules! on_each {
    ($($name:ident = $race:expr;)*) => {$(
        mod $name {
            use super::*;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let servers = servers(Backend::Sqlite).await;
                ($race)(&servers).await;
                finish(servers).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                let servers = servers(Backend::Postgres).await;
                ($race)(&servers).await;
                finish(servers).await;
            }
        }
    )*};
}

on_each! {
    credit_notes_at_once_never_exceed_their_invoice = async |servers: &[Server]| credited_once(servers).await;
    payments_at_once_never_exceed_what_is_due = async |servers: &[Server]| paid_once(servers).await;
    what_a_document_names_is_not_removed_beside_it = async |servers: &[Server]| removed_or_kept(servers).await;
    what_was_paid_too_much_is_given_back_or_used = async |servers: &[Server]| credit_used_or_refunded(servers).await;
    two_actions_on_an_issued_invoice_leave_the_books_right = async |servers: &[Server]| race(servers, &Act::TO_ISSUED).await;
    two_actions_on_a_draft_leave_the_books_right = async |servers: &[Server]| race(servers, &Act::TO_DRAFT).await;
    two_actions_on_a_trashed_draft_leave_the_books_right = async |servers: &[Server]| race(servers, &Act::TO_TRASHED).await;
}
