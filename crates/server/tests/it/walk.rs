//! A random walk over everything that can be done to documents, through every API.
//!
//! After every step `verify` finds nothing, every list agrees with every single document, and each document is in exactly
//! one list. `NET30_WALKS` says from how many seeds (1), `NET30_WALK_STEPS` how many steps each (60), `NET30_WALK_SEED`
//! the first seed, which every failure names.

use crate::support::{Api, Backend, Draft, Reply, Server, in_a_line, invoice, text};
use futures_util::future::join_all;
use serde_json::{Value, json};
use std::{
    collections::{BTreeSet, HashMap},
    path::PathBuf,
};

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

/// Numbers that follow from a seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let bound = u64::try_from(bound).expect("a bound is small");
        usize::try_from((mixed ^ (mixed >> 31)) % bound).expect("below a bound")
    }

    fn of<T: Copy>(&mut self, these: &[T]) -> T {
        these[self.below(these.len())]
    }
}

/// What can be done, in the words of the API that does it.
#[derive(Clone, Copy, Debug)]
enum Step {
    Create,
    CreateIssued,
    CreateJustInvoice,
    CreateInvoiless,
    CreateJustPaid,
    Edit,
    EditInvoiless,
    Publish,
    Finalise,
    Pending,
    Unpublish,
    BackToDraft,
    MarkSent,
    Pay,
    PayInvoiless,
    PayJustPaid,
    MarkPaid,
    PaidJustInvoice,
    PaidInvoiless,
    Refund,
    RefundedInvoiless,
    Reverse,
    Credit,
    CreditPart,
    Void,
    Cancelled,
    Trash,
    HideInvoiless,
    HideJustInvoice,
    Restore,
    Erase,
    Duplicate,
    View,
}

const STEPS: [Step; 33] = [
    Step::Create,
    Step::CreateIssued,
    Step::CreateJustInvoice,
    Step::CreateInvoiless,
    Step::CreateJustPaid,
    Step::Edit,
    Step::EditInvoiless,
    Step::Publish,
    Step::Finalise,
    Step::Pending,
    Step::Unpublish,
    Step::BackToDraft,
    Step::MarkSent,
    Step::Pay,
    Step::PayInvoiless,
    Step::PayJustPaid,
    Step::MarkPaid,
    Step::PaidJustInvoice,
    Step::PaidInvoiless,
    Step::Refund,
    Step::RefundedInvoiless,
    Step::Reverse,
    Step::Credit,
    Step::CreditPart,
    Step::Void,
    Step::Cancelled,
    Step::Trash,
    Step::HideInvoiless,
    Step::HideJustInvoice,
    Step::Restore,
    Step::Erase,
    Step::Duplicate,
    Step::View,
];

/// How many documents there may be: so few that steps meet.
const DOCUMENTS_MAX: usize = 8;

struct Walker {
    api: Api,
    dice: Dice,
    /// The documents that it knows of, erased ones included.
    ids: Vec<String>,
    customer: String,
    /// Where the server that it asks writes its log.
    log: PathBuf,
}

impl Walker {
    async fn new(server: &Server, seed: u64) -> Self {
        let customer = json!({"company": format!("Walker {seed}"), "email": "w@walk.example"});
        let made = server.post("/customers", &customer).await.json(201);
        let customer = text(&made["id"]).to_owned();
        Self { api: server.api(), dice: Dice(seed), ids: vec![], customer, log: server.log_file() }
    }

    /// One step, and what was answered.
    async fn step(&mut self) -> (Step, Reply) {
        let mut step = self.dice.of(&STEPS);
        let creates = |step| {
            matches!(
                step,
                Step::Create
                    | Step::CreateIssued
                    | Step::CreateJustInvoice
                    | Step::CreateInvoiless
                    | Step::CreateJustPaid
                    | Step::Duplicate
            )
        };
        if self.ids.is_empty() {
            step = Step::CreateIssued;
        }
        while self.ids.len() >= DOCUMENTS_MAX && creates(step) {
            step = self.dice.of(&STEPS);
        }
        let reply = if creates(step) && !matches!(step, Step::Duplicate) {
            self.create(step).await
        } else {
            let at = self.dice.below(self.ids.len());
            let id = self.ids[at].clone();
            self.change(step, &id).await
        };
        assert!(
            matches!(reply.status, 200 | 201 | 204 | 303 | 404 | 409 | 422),
            "{step:?}: {reply}\n{}",
            std::fs::read_to_string(&self.log).unwrap_or_default()
        );
        if reply.status == 201 {
            let body = reply.body();
            let made = [&body["id"], &body["uuid"]].into_iter().find_map(Value::as_str);
            let is_document = creates(step) || matches!(step, Step::Credit | Step::CreditPart);
            self.ids.extend(made.filter(|_| is_document).map(str::to_owned));
        }
        (step, reply)
    }

    async fn create(&mut self, step: Step) -> Reply {
        let guest = self.api.at("");
        match step {
            Step::CreateJustInvoice => {
                let status = self.dice.of(&[0, 5]);
                let body = json!({
                    "customerEmail": "w@walk.example", "invoiceStatus": status,
                    "lineItems": [{"description": "steps", "quantity": 3, "unitPrice": 33.33}],
                });
                guest.post("/api/invoices", &body).await
            }
            Step::CreateInvoiless => {
                let status = self.dice.of(&["Draft", "Pending", "Unpaid", "Paid"]);
                let body = json!({
                    "customer": {"internalId": "W", "billTo": {"company": "Walk"}}, "status": status,
                    "items": [{"name": "steps", "quantity": 2, "price": 50}],
                    "taxes": [{"name": "VAT", "type": "Percentage", "value": 19}],
                });
                guest.post("/v1/invoices", &body).await
            }
            Step::CreateJustPaid => {
                let status = self.dice.of(&["draft", "ready-to-send", "sent"]);
                let body = json!({
                    "customer": self.customer, "invoice_status": status,
                    "line_items": [{"name": "steps", "quantity": 1, "unit_price": 12.5}],
                });
                self.api.post("/invoice/create", &body).await
            }
            _ => {
                let mut body = invoice();
                body["tax_included"] = json!(self.dice.below(2) == 0);
                let issue = matches!(step, Step::CreateIssued);
                self.api.post(&format!("/invoices?issue={issue}"), &body).await
            }
        }
    }

    async fn change(&mut self, step: Step, id: &str) -> Reply {
        let guest = self.api.at("");
        let native = |action: &str| format!("/invoices/{id}/{action}");
        let invoiless = format!("/v1/invoices/{id}");
        let just_invoice = |action: &str| format!("/api/invoices/{id}/{action}");
        let word = |status: &str| json!({"status": status});
        match step {
            Step::Edit => {
                let quantity = self.dice.below(5) + 1;
                let body =
                    json!({"items": [{"name": "edited", "quantity": quantity, "unit_price": 10}]});
                self.api.patch(&format!("/invoices/{id}"), &body).await
            }
            Step::EditInvoiless => guest.patch(&invoiless, &json!({"notes": "walked"})).await,
            Step::Publish => self.api.act(&native("publish")).await,
            Step::Finalise => guest.act(&just_invoice("final")).await,
            Step::Pending => guest.patch(&invoiless, &word("Pending")).await,
            Step::Unpublish => self.api.act(&native("unpublish")).await,
            Step::BackToDraft => guest.patch(&invoiless, &word("Draft")).await,
            Step::MarkSent => self.api.act(&native("mark-sent")).await,
            Step::Pay => self.api.post(&native("payments"), &json!({"amount": 5})).await,
            Step::PayInvoiless => {
                guest.post(&format!("{invoiless}/payments"), &json!({"amount": 2})).await
            }
            Step::PayJustPaid => {
                let body = json!({"invoice": id, "amount": 3});
                self.api.post("/payment/invoice_payment/create", &body).await
            }
            Step::MarkPaid => self.api.act(&native("mark-paid")).await,
            Step::PaidJustInvoice => guest.act(&just_invoice("paid")).await,
            Step::PaidInvoiless => guest.patch(&invoiless, &word("Paid")).await,
            Step::Refund => {
                let payment = self.payment(id).await;
                let path = native(&format!("payments/{payment}/refunds"));
                let body = if self.dice.below(2) == 0 { json!({"amount": 1}) } else { json!({}) };
                self.api.post(&path, &body).await
            }
            Step::RefundedInvoiless => guest.patch(&invoiless, &word("Refunded")).await,
            Step::Reverse => {
                let payment = self.payment(id).await;
                self.api.delete(&native(&format!("payments/{payment}"))).await
            }
            Step::Credit => self.api.act(&native("credit-note")).await,
            Step::CreditPart => {
                let read = self.api.get(&format!("/invoices/{id}")).await;
                let item = read.body()["items"][0]["id"].clone();
                let body = json!({"items": [{"id": item, "quantity": 1}], "reason": "a part"});
                self.api.post(&native("credit-note"), &body).await
            }
            Step::Void => self.api.act(&native("void")).await,
            Step::Cancelled => guest.act(&just_invoice("cancelled")).await,
            Step::Trash => self.api.delete(&format!("/invoices/{id}")).await,
            Step::HideInvoiless => guest.delete(&invoiless).await,
            Step::HideJustInvoice => guest.delete(&format!("/api/invoices/{id}")).await,
            Step::Restore => self.trash("restore", id).await,
            Step::Erase => self.trash("delete", id).await,
            Step::Duplicate => self.api.act(&native("duplicate")).await,
            Step::View => {
                let read = self.api.get(&format!("/invoices/{id}")).await;
                let link = read.body()["links"]["public"].as_str().map(str::to_owned);
                let path = link.and_then(|link| link.find("/i/").map(|at| link[at..].to_owned()));
                match path {
                    Some(path) => guest.without_key().get(&path).await,
                    None => read,
                }
            }
            Step::Create
            | Step::CreateIssued
            | Step::CreateJustInvoice
            | Step::CreateInvoiless
            | Step::CreateJustPaid => unreachable!("made elsewhere"),
        }
    }

    async fn trash(&self, action: &str, id: &str) -> Reply {
        self.api.post("/invoices/trash/batch", &json!({"action": action, "ids": [id]})).await
    }

    async fn payment(&mut self, id: &str) -> String {
        let read = self.api.get(&format!("/invoices/{id}")).await;
        let payments = read.body()["payments"].as_array().cloned().unwrap_or_default();
        match payments.len() {
            0 => "00000000-0000-7000-8000-000000000000".to_owned(),
            count => text(&payments[self.dice.below(count)]["id"]).to_owned(),
        }
    }
}

/// The documents of a list, read page by page.
async fn all(api: &Api, list: &str) -> Vec<Value> {
    let mut found = vec![];
    for page in 1.. {
        let read = api.get(&format!("{list}limit=5&page={page}")).await.json(200);
        found.extend(read["data"].as_array().unwrap().iter().cloned());
        if page >= read["total_pages"].as_u64().unwrap() {
            assert_eq!(read["total"], found.len(), "{list}");
            break;
        }
    }
    found
}

fn ids_of(documents: &[Value]) -> BTreeSet<String> {
    documents.iter().map(|document| text(&document["id"]).to_owned()).collect()
}

/// Every list says what every document says.
async fn lists_agree(api: &Api, known: &[String]) {
    let shown = all(api, "/invoices?").await;
    let trashed = all(api, "/invoices/trash/list?").await;
    for document in &shown {
        let single = api.read(text(&document["id"])).await;
        assert_eq!(*document, single, "the list says something else than the document");
        assert_eq!(read_anew(api, &single).await, single, "it was said otherwise before");
    }
    let lines: Vec<Value> = shown.iter().map(in_a_line).collect();
    assert_eq!(all(api, "/invoices?view=summary&").await, lines);
    let (listed, binned) = (ids_of(&shown), ids_of(&trashed));
    assert!(listed.is_disjoint(&binned), "in the list and in the trash");
    for id in known {
        let there = api.get(&format!("/invoices/{id}")).await.status == 200;
        assert_eq!(
            listed.contains(id) || binned.contains(id),
            there,
            "{id} is in no list, or not there"
        );
    }
    let mut by_status = BTreeSet::new();
    for status in
        "draft open sent partially_paid paid overdue failed refunded credited voided".split(' ')
    {
        let some = all(api, &format!("/invoices?status={status}&")).await;
        assert!(some.iter().all(|document| document["status"] == status), "{status}");
        let ids = ids_of(&some);
        assert!(by_status.is_disjoint(&ids), "in two lists by status");
        by_status.extend(ids);
    }
    assert_eq!(by_status, listed, "the lists by status are not the list");
    guests_agree(api, &shown).await;
}

/// A document as it is said where nothing is remembered of how it was said before.
async fn read_anew(api: &Api, document: &Value) -> Value {
    let path = format!("/invoices/{}?explain=true", text(&document["id"]));
    let mut read = api.get(&path).await.json(200);
    read.as_object_mut().unwrap().remove("calculation");
    read
}

/// Who knows a document's revision is never told that it is the same when it is not.
async fn revisions_tell(api: &Api, ids: &[String], known: &mut HashMap<String, Value>) {
    for id in ids {
        let path = format!("/invoices/{id}");
        let now = api.get(&path).await;
        if now.status != 200 {
            known.remove(id);
            continue;
        }
        let now = now.json(200);
        if let Some(before) = known.insert(id.clone(), now.clone()).filter(|before| *before != now)
        {
            let tag = format!("\"{}\"", before["revision"]);
            let reply = api.with("if-none-match", &tag).get(&path).await;
            assert_eq!(reply.status, 200, "{before} is told to be {now}");
        }
    }
}

/// The guests' lists have what the native list has, but what was deleted and what they do not know.
async fn guests_agree(api: &Api, shown: &[Value]) {
    let guest = api.at("");
    let unhidden: Vec<&Value> =
        shown.iter().filter(|document| document["hidden"] == false).collect();
    let invoiless = guest.get("/v1/invoices?limit=100").await.json(200);
    for listed in invoiless["docs"].as_array().unwrap() {
        let single = guest.get(&format!("/v1/invoices/{}", text(&listed["id"]))).await.json(200);
        assert_eq!(*listed, single);
    }
    let found = ids_of(invoiless["docs"].as_array().unwrap());
    let wanted = |document: &&&Value| document["type"] == "invoice";
    let invoices: BTreeSet<String> =
        unhidden.iter().filter(wanted).map(|document| text(&document["id"]).to_owned()).collect();
    assert!(found.is_superset(&invoices), "an invoice is not in Invoiless' list");
    let just_paid = api.get("/invoice/?limit=1000").await.json(200);
    for listed in just_paid["items"].as_array().unwrap() {
        let single = api.get(&format!("/invoice/{}", text(&listed["uuid"]))).await.json(200);
        assert_eq!(*listed, single);
    }
    let items = just_paid["items"].as_array().unwrap();
    assert_eq!(just_paid["count"], items.len());
    let just_invoice = guest.get("/api/invoices?days=365").await.json(200);
    assert_eq!(ids_of(just_invoice.as_array().unwrap()), invoices);
}

#[track_caller]
fn verified(server: &Server, what: &str) {
    let output = server.command(&["verify"]);
    assert!(output.status.success(), "{what}: {}", String::from_utf8_lossy(&output.stderr));
}

async fn walk(backend: Backend) {
    let steps = setting("NET30_WALK_STEPS", 60);
    let first = setting("NET30_WALK_SEED", 1);
    for seed in first..first + setting("NET30_WALKS", 1) {
        println!("seed {seed}");
        let server = Server::start(backend).await;
        let mut walker = Walker::new(&server, seed).await;
        let mut known = HashMap::new();
        for number in 0..steps {
            let (step, reply) = walker.step().await;
            let what = format!("seed {seed}, step {number}, {step:?}: {reply}");
            revisions_tell(&walker.api, &walker.ids, &mut known).await;
            lists_agree(&walker.api, &walker.ids).await;
            verified(&server, &what);
        }
        server.finish().await;
    }
}

/// Several at once on the same few documents.
async fn walk_together(backend: Backend) {
    let steps = setting("NET30_WALK_STEPS", 60);
    let first = setting("NET30_WALK_SEED", 1);
    for seed in first..first + setting("NET30_WALKS", 1) {
        println!("seed {seed}");
        let server = Server::start(backend).await;
        let second = (backend == Backend::Postgres).then(|| server.beside());
        let mut walkers = vec![];
        for number in 0..8 {
            let on = second.as_ref().filter(|_| number % 2 == 1).unwrap_or(&server);
            walkers.push(Walker::new(on, seed * 1000 + number).await);
        }
        let mut shared = vec![];
        for _ in 0..4 {
            shared.push(text(&server.issued().await["id"]).to_owned());
        }
        for walker in &mut walkers {
            walker.ids.clone_from(&shared);
        }
        for round in 0..4 {
            let walking = walkers.iter_mut().map(async |walker| {
                for _ in 0..steps / 4 {
                    walker.step().await;
                }
            });
            join_all(walking).await;
            let known: BTreeSet<String> =
                walkers.iter().flat_map(|walker| walker.ids.clone()).collect();
            lists_agree(&server, &known.into_iter().collect::<Vec<_>>()).await;
            verified(&server, &format!("seed {seed}, round {round}"));
        }
        server.finish().await;
    }
}

mod whatever_is_done_every_list_agrees_and_the_books_hold {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn sqlite() {
        walk(Backend::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() {
        walk(Backend::Postgres).await;
    }
}

mod whatever_is_done_at_once_every_list_agrees_and_the_books_hold {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn sqlite() {
        walk_together(Backend::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() {
        walk_together(Backend::Postgres).await;
    }
}
