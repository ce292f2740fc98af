//! Another account's objects do not exist. The routes are those of the OpenAPI document, so none is forgotten.

use crate::support::{Api, Backend, Draft, Reply, Server, both, invoice, text};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// An operation of the OpenAPI document.
pub(crate) struct Operation {
    pub(crate) method: Method,
    pub(crate) path: String,
    needs_key: bool,
}

pub(crate) async fn operations(server: &Server) -> Vec<Operation> {
    let document = server.get("/openapi.json").await.json(200);
    let open_by_default = document["security"].as_array().is_none_or(Vec::is_empty);
    let mut operations = vec![];
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Ok(method) = Method::from_bytes(method.to_uppercase().as_bytes()) else { continue };
            if ![Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE]
                .contains(&method)
            {
                continue;
            }
            let is_open = match operation["security"].as_array() {
                Some(needed) => {
                    needed.is_empty()
                        || needed
                            .iter()
                            .any(|way| way.as_object().is_some_and(serde_json::Map::is_empty))
                }
                None => open_by_default,
            };
            operations.push(Operation { method, path: path.clone(), needs_key: !is_open });
        }
    }
    assert!(operations.len() > 50, "the document has only {} operations", operations.len());
    operations
}

/// One of each kind, by the path of its collection, and the parts within an invoice by their parameter.
pub(crate) async fn one_of_each(api: &Api) -> BTreeMap<&'static str, String> {
    let id = |value: &Value| text(&value["id"]).to_owned();
    let invoice = api.issued().await;
    api.invoice_act(&invoice, "mark-paid").await.expect(200);
    let payment = api.read(text(&invoice["id"])).await["payments"][0].clone();
    let key = api.post("/api-keys", &json!({"label": "x", "scope": "read"})).await.json(201);
    let key = key.get("api_key").filter(|key| key.is_object()).unwrap_or(&key).clone();
    let made = async |list: &str, body: Value| id(&api.post(list, &body).await.json(201));
    let webhook = made("/webhooks", json!({"url": "https://hooks.example/"})).await;
    let delivery = api.act(&format!("/webhooks/{webhook}/test")).await.json(201);
    let smtp = json!({"host": "mx.example", "from_email": "a@a.example"});
    api.put("/settings/email", &smtp).await.expect(200);
    let later = format!("/invoices/{}/send", id(&api.draft().await));
    api.post(&later, &json!({"date": "2090-01-01"})).await.expect(200);
    let job = api.get("/jobs").await.json(200)["data"][0].clone();
    let user =
        crate::users::somebody(api, &format!("{}@a.example", uuid::Uuid::now_v7()), "owner").await;
    let guest = json!({"email": "guest@a.example", "role": "viewer"});
    BTreeMap::from([
        ("invoices", id(&invoice)),
        ("payments", id(&payment)),
        ("api-keys", id(&key)),
        ("customers", made("/customers", json!({"company": "A"})).await),
        ("products", made("/products", json!({"name": "A", "unit_price": 1})).await),
        ("taxes", made("/taxes", json!({"name": "A", "value": 1})).await),
        ("templates", made("/templates", json!({"name": "A"})).await),
        ("recurring-invoices", made("/recurring-invoices", recurring()).await),
        ("reminder-rules", made("/reminder-rules", json!({"days": 7})).await),
        ("webhooks", webhook),
        ("webhook-deliveries", id(&delivery)),
        ("jobs", id(&job)),
        ("users", user),
        ("invitations", made("/invitations", guest).await),
        (
            "hooks",
            made("/hooks/subscribe", json!({"target_url": "https://hooks.example/", "event": "*"}))
                .await,
        ),
    ])
}

/// A recurring invoice whose first date is far away.
fn recurring() -> Value {
    let items = json!([{"name": "x", "unit_price": 1}]);
    json!({"invoice": {"customer": {"company": "A"}, "items": items}, "schedule": {"unit": "year", "start_date": "2990-01-01"}})
}

/// Which kind of object a parameter names: by its own name and by the step before it.
fn kind_of(before: &str, parameter: &str) -> &'static str {
    let words = format!("{before} {parameter}");
    let kinds = [
        ("deliveries {delivery_id", "webhook-deliveries"),
        ("recurring", "recurring-invoices"),
        ("reminder-rule", "reminder-rules"),
        ("webhook", "webhooks"),
        ("hook", "hooks"),
        ("payment", "payments"),
        ("customer", "customers"),
        ("client", "customers"),
        ("product", "products"),
        ("item", "products"),
        ("tax", "taxes"),
        ("template", "templates"),
        ("key", "api-keys"),
        ("invoice", "invoices"),
        ("jobs", "jobs"),
        ("user", "users"),
        ("invitation", "invitations"),
    ];
    let found = kinds.into_iter().find(|(word, _)| words.contains(word));
    found.unwrap_or_else(|| panic!("this test knows no object for {words}")).1
}

/// The path with each `{…}` replaced by what `id` says for its kind.
pub(crate) fn filled(path: &str, id: impl Fn(&str) -> String) -> String {
    let mut before = "";
    let steps = path.split('/').map(|step| {
        let filled =
            if step.starts_with('{') { id(kind_of(before, step)) } else { step.to_owned() };
        before = step;
        filled
    });
    steps.collect::<Vec<_>>().join("/")
}

/// Asks for an operation. A body that has to be whole is: what is wrong with it would be told before the id is looked at.
async fn ask(api: &Api, operation: &Operation, path: &str) -> Reply {
    let whole = [
        ("/api/v1/invoices/", invoice()),
        ("/api/v1/customers/", json!({"company": "A"})),
        ("/api/v1/products/", json!({"name": "A", "unit_price": 1})),
        ("/api/v1/taxes/", json!({"name": "A", "value": 1})),
        ("/api/v1/templates/", json!({"name": "A"})),
        ("/api/v1/recurring-invoices/", recurring()),
        ("/api/v1/reminder-rules/", json!({"days": 7})),
        ("/api/v1/webhooks/", json!({"url": "https://hooks.example/"})),
    ];
    let body = match operation.method {
        Method::GET | Method::DELETE => None,
        Method::PUT => {
            let body = whole.into_iter().find(|(prefix, _)| operation.path.starts_with(prefix));
            Some(body.map_or(json!({}), |(_, body)| body))
        }
        _ => Some(json!({})),
    };
    api.at("").send(operation.method.clone(), path, body.as_ref()).await
}

async fn another_accounts_objects_answer_404_on_every_route(server: &mut Server) {
    let stranger = server.command_json(&["account", "create", "Stranger"]);
    let stranger = server.with_key(text(&stranger["api_key"]));
    let theirs = one_of_each(server).await;
    let own = one_of_each(&stranger).await;
    let mut asked = 0;
    for operation in
        operations(server).await.iter().filter(|operation| operation.path.contains('{'))
    {
        let foreign = filled(&operation.path, |kind| theirs[kind].clone());
        let reply = ask(&stranger, operation, &foreign).await;
        assert_eq!(reply.problem(404), "not_found", "{reply}");
        // The own invoice with somebody else's part of an invoice.
        if operation.path.matches('{').count() > 1 {
            let mixed = filled(&operation.path, |kind| {
                let known = if kind == "invoices" { &own } else { &theirs };
                known[kind].clone()
            });
            assert_eq!(
                ask(&stranger, operation, &mixed).await.problem(404),
                "not_found",
                "{mixed}"
            );
        }
        let random = uuid::Uuid::now_v7().to_string();
        let nothing = ask(&stranger, operation, &filled(&operation.path, |_| random.clone())).await;
        assert_eq!(nothing.problem(404), "not_found", "{nothing}");
        let detail = |reply: &Reply| reply.body()["detail"].to_string();
        assert_eq!(
            detail(&nothing),
            detail(&reply),
            "{}: the two can be told apart",
            operation.path
        );
        for garbage in ["garbage", "%00", "..%2f..", "'", "00000000-0000-0000-0000-00000000000g"] {
            let reply =
                ask(&stranger, operation, &filled(&operation.path, |_| garbage.to_owned())).await;
            assert_eq!(reply.status, 404, "{reply}");
        }
        asked += 1;
    }
    assert!(asked > 30, "only {asked} operations have an id");
    // Nothing of theirs was touched.
    assert_eq!(server.read(&theirs["invoices"]).await["status"], "paid");
    for list in ["/customers", "/products", "/taxes"] {
        assert!(server.count(list).await >= 1, "{list}");
    }
}

async fn another_accounts_ids_are_unknown_in_bodies_too(server: &mut Server) {
    let stranger = server.command_json(&["account", "create", "Stranger"]);
    let theirs = one_of_each(&server.with_key(text(&stranger["api_key"]))).await;
    let item = json!({"name": "x", "unit_price": 1});
    for (body, pointer) in [
        (json!({"customer_id": theirs["customers"], "items": [item]}), "/customer_id"),
        (
            json!({"customer": {"company": "A"}, "items": [{"product_id": theirs["products"], "unit_price": 1}]}),
            "/items/0/product_id",
        ),
        (
            json!({"customer": {"company": "A"}, "items": [{"name": "x", "unit_price": 1, "tax_id": theirs["taxes"]}]}),
            "/items/0/tax_id",
        ),
        (
            json!({"customer": {"company": "A"}, "items": [item], "taxes": [{"id": theirs["taxes"]}]}),
            "/taxes/0",
        ),
        (
            json!({"customer": {"company": "A"}, "items": [item], "template_id": theirs["templates"]}),
            "/template_id",
        ),
    ] {
        let faults = server.post("/invoices", &body).await.faults();
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].starts_with(pointer), "{faults:?} for {pointer}");
    }
    let product = json!({"name": "A", "unit_price": 1, "tax_ids": [theirs["taxes"]]});
    assert_eq!(server.post("/products", &product).await.faults(), ["/tax_ids/0"]);
    assert_eq!(
        server.get(&format!("/invoices?customer_id={}", theirs["customers"])).await.json(200)["total"],
        0
    );
    let batch = json!({"action": "void", "ids": [theirs["invoices"]]});
    let outcome = server.post("/invoices/batch", &batch).await.json(200);
    assert_eq!(outcome["failed"][0]["error"]["code"], "not_found", "{outcome}");
    assert_eq!(server.count("/customers").await, 0);
}

async fn no_route_answers_without_a_key(server: &mut Server) {
    let ids = one_of_each(server).await;
    for operation in operations(server).await.iter().filter(|operation| operation.needs_key) {
        let path = filled(&operation.path, |kind| ids[kind].clone());
        let reply = ask(&server.without_key(), operation, &path).await;
        assert_eq!(reply.problem(401), "unauthorized", "{reply}");
        assert!(reply.header("www-authenticate").is_some(), "{reply}");
        let wrong = ask(&server.with_key("net30_wrong"), operation, &path).await;
        assert_eq!(wrong.status, 401, "{wrong}");
    }
}

async fn every_way_to_give_a_key_works(server: &mut Server) {
    let open = server.without_key();
    for (name, value) in [
        ("authorization", format!("Bearer {}", server.key)),
        ("authorization", format!("bearer {}", server.key)),
        ("authorization", format!("ApiKey {}", server.key)),
        ("x-api-key", server.key.clone()),
        ("api-key", server.key.clone()),
    ] {
        open.with(name, &value).get("/invoices").await.expect(200);
    }
    for (name, value) in [
        ("authorization", server.key.as_str()),
        ("authorization", "Basic eDp5"),
        ("authorization", "Bearer"),
        ("x-api-key", ""),
    ] {
        open.with(name, value).get("/invoices").await.expect(401);
    }
}

/// Each remembers the account as it last read it, and must not go by that once the other has changed it.
#[tokio::test]
async fn what_one_server_sets_the_other_goes_by_at_once() {
    let one = Server::start(Backend::Postgres).await;
    let two = one.beside();
    for n in 0..20 {
        let (sets, goes_by) = if n % 2 == 0 { (&one, &two) } else { (&two, &one) };
        let name = format!("Firm {n}");
        sets.patch("/settings", &json!({"company": {"name": name}})).await.expect(200);
        assert_eq!(goes_by.get("/settings").await.json(200)["company"]["name"], name);
    }
    two.finish().await;
    one.finish().await;
}

both! {
    another_accounts_objects_answer_404_on_every_route,
    another_accounts_ids_are_unknown_in_bodies_too,
    no_route_answers_without_a_key,
    every_way_to_give_a_key_works,
}
