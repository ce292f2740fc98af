//! Every GET of every object of a database, as the requests of a script.

use crate::support::{Api, Server, text};
use serde_json::Value;
use std::fmt::Write as _;

/// Routes that show nothing of the database, or it in a sample that is dated today.
const OTHERS: [&str; 13] = [
    "/",
    "/api/v1/openapi.json",
    "/api/v1/templates/{id}/preview.pdf",
    "/api/v1/templates/{id}/preview.svg",
    "/docs",
    "/docs/assets/docs.js",
    "/docs/assets/page.css",
    "/docs/assets/scalar-1.46.4.js",
    "/docs/assets/styles.js",
    "/docs/errors",
    "/healthz",
    "/metrics",
    "/readyz",
];

/// What a list is asked beside being shown as a whole.
const QUESTIONS: [(&str, &[&str]); 14] = [
    (
        "/api/v1/invoices",
        &[
            "limit=2&sort=-total",
            "limit=2&page=2&sort=number",
            "limit=1&status=draft",
            "limit=1&status=open",
            "limit=1&status=sent",
            "limit=1&status=partially_paid",
            "limit=1&status=paid",
            "limit=1&status=overdue",
            "limit=1&status=refunded",
            "limit=1&status=credited",
            "limit=1&status=voided",
            "limit=2&type=credit_note",
            "limit=1&tag=web",
            "limit=2&search=globex",
            "limit=1&currency=EUR&min_amount=100",
        ],
    ),
    ("/api/v1/invoices/export/csv", &[""]),
    ("/api/v1/invoices/next-number", &["", "type=credit_note"]),
    ("/api/v1/invoices/trash/list", &["", "issued=true"]),
    ("/api/v1/events", &["limit=1000", "limit=5"]),
    ("/api/v1/customers", &["", "archived=true", "search=globex"]),
    ("/api/v1/products", &["", "archived=true"]),
    ("/api/v1/taxes", &["", "archived=true"]),
    ("/api/v1/templates", &["", "archived=true"]),
    ("/api/v1/jobs", &["", "status=dead"]),
    ("/api/v1/reports/aging", &["", "format=csv", "as_of=2026-10-15"]),
    ("/api/v1/reports/tax", &["", "basis=cash", "from_date=2026-10-01&to_date=2026-10-31"]),
    ("/api/v1/reports/revenue", &["", "basis=cash&group_by=customer", "group_by=product"]),
    ("/api/invoices", &["days=365"]),
];

/// The requests of an organisation's first account, of a second one, and a few of a third, which is suspended.
pub(super) async fn requests(server: &Server, second: &str, third: &str) -> String {
    let mut script = String::new();
    of_account(server, "", &mut script).await;
    let header = format!("x-account-id: {second}\n");
    of_account(&server.with("x-account-id", second), &header, &mut script).await;
    for path in ["/api/v1/settings", "/api/v1/invoices", "/v1/invoices"] {
        write(&mut script, path, path, &format!("x-account-id: {third}\n"));
    }
    script
}

/// All requests of an account. `header` says which it is.
async fn of_account(api: &Api, header: &str, script: &mut String) {
    let ids = Ids::of(api).await;
    for (method, route) in net30_api::routes::all() {
        if method != "GET" || OTHERS.contains(&route.as_str()) {
            continue;
        }
        let header = if route.starts_with("/i/") {
            "authorization: none\naccept: text/html\n"
        } else {
            header
        };
        if !route.contains('{') {
            let questions = QUESTIONS.iter().find(|(path, _)| *path == route);
            for question in questions.map_or(&[""][..], |(_, questions)| questions) {
                let path = format!("{route}?{question}");
                write(script, &route, path.trim_end_matches('?'), header);
            }
            continue;
        }
        for values in &ids.of_route(&route) {
            let path = filled(&route, values);
            write(script, &route, &path, header);
            let more = match route.as_str() {
                "/api/v1/invoices/{id}" => "?explain=true",
                "/api/v1/invoices/{id}/payments" => "?reversed=true",
                _ => continue,
            };
            write(script, &route, &format!("{path}{more}"), header);
        }
    }
}

fn write(script: &mut String, title: &str, path: &str, header: &str) {
    // A String takes every text.
    let _ = writeln!(script, "### {title}\nGET {path}\n{header}");
}

/// A route with values in place of its parameters.
fn filled(route: &str, values: &[String]) -> String {
    let mut values = values.iter();
    let step = |step: &str| {
        if step.starts_with('{') {
            values.next().expect("each parameter has a value").clone()
        } else {
            step.to_owned()
        }
    };
    route.split('/').map(step).collect::<Vec<_>>().join("/")
}

/// What the parameters of a route are filled with.
type Values = Vec<Vec<String>>;

/// The ids of an account's objects.
struct Ids {
    invoices: Values,
    /// A document of which a PDF was kept, and one of which none was; an account may have neither.
    printed: Values,
    links: Values,
    /// Of a payment in part: invoice, link and payment.
    receipt: Option<[String; 3]>,
    payments: Values,
    customers: Values,
    products: Values,
    taxes: Values,
    templates: Values,
    recurring: Values,
    rules: Values,
    webhooks: Values,
    deliveries: Values,
}

impl Ids {
    async fn of(api: &Api) -> Self {
        let mut invoices = list(api, "/invoices?limit=100&sort=created_at").await;
        let trash = list(api, "/invoices/trash/list").await;
        let mut receipt = None;
        let (mut payments, mut links) = (vec![], vec![]);
        for invoice in &invoices {
            let id = text(&invoice["id"]);
            let shown = api.at("/v1").get(&format!("/invoices/{id}")).await;
            let own = (shown.status == 200).then(|| last_step(&shown.body()["url"]));
            let public = invoice["links"]["public"]
                .is_string()
                .then(|| last_step(&invoice["links"]["public"]));
            let all = list(api, &format!("/invoices/{id}/payments?reversed=true")).await;
            if let (Some(link), Some(payment), "partially_paid", None) =
                (&public, all.first(), text(&invoice["status"]), &receipt)
            {
                receipt = Some([id.to_owned(), link.clone(), text(&payment["id"]).to_owned()]);
            }
            payments.extend(ids(&all));
            links.extend([own, public].into_iter().flatten().map(|link| vec![link]));
        }
        let printed = invoices.iter().filter(|invoice| {
            invoice["reminders_paused"] == true
                || (invoice["type"] == "credit_note" && !invoice["description"].is_null())
        });
        let printed = printed.map(|invoice| vec![text(&invoice["id"]).to_owned()]).collect();
        invoices.extend(trash);
        let webhooks = ids(&list(api, "/webhooks").await);
        let mut deliveries = vec![];
        for webhook in &webhooks {
            let path = format!("/webhooks/{}/deliveries", webhook[0]);
            let told = ids(&list(api, &path).await);
            deliveries.extend(told.into_iter().map(|told| [webhook.clone(), told].concat()));
        }
        Self {
            invoices: ids(&invoices),
            printed,
            links,
            receipt,
            payments,
            customers: catalogue(api, "/customers").await,
            products: catalogue(api, "/products").await,
            taxes: catalogue(api, "/taxes").await,
            templates: catalogue(api, "/templates").await,
            recurring: ids(&list(api, "/recurring-invoices").await),
            rules: ids(&list(api, "/reminder-rules").await),
            webhooks,
            deliveries,
        }
    }

    fn of_route(&self, route: &str) -> Values {
        let receipt = self.receipt.iter();
        match route {
            "/api/v1/invoices/{id}/pdf" => self.printed.clone(),
            "/i/{link}/pdf" => self.links.iter().take(1).cloned().collect(),
            "/api/v1/invoices/{id}/payments/{payment_id}/receipt" => {
                receipt.map(|[id, _, payment]| vec![id.clone(), payment.clone()]).collect()
            }
            "/i/{link}/receipts/{payment}" => {
                receipt.map(|[_, link, payment]| vec![link.clone(), payment.clone()]).collect()
            }
            "/i/{link}" => self.links.clone(),
            "/v1/payments/{id}"
            | "/v1/payments/{id}/refunds"
            | "/api/v1/payment/invoice_payment/{payment_uuid}" => self.payments.clone(),
            "/api/v1/customers/{id}/statement/pdf" => {
                self.customers.iter().take(1).cloned().collect()
            }
            "/api/v1/customers/{id}"
            | "/api/v1/customers/{id}/statement"
            | "/api/v1/customer/{customer_uuid}"
            | "/v1/customers/{id}" => self.customers.clone(),
            "/api/v1/products/{id}" | "/v1/items/{id}" => self.products.clone(),
            "/api/v1/taxes/{id}" => self.taxes.clone(),
            "/api/v1/templates/{id}" => self.templates.clone(),
            "/api/v1/recurring-invoices/{id}" | "/api/v1/recurring-invoices/{id}/invoices" => {
                self.recurring.clone()
            }
            "/api/v1/reminder-rules/{id}" => self.rules.clone(),
            "/api/v1/webhooks/{id}" | "/api/v1/webhooks/{id}/deliveries" => self.webhooks.clone(),
            "/api/v1/webhooks/{id}/deliveries/{delivery_id}" => self.deliveries.clone(),
            "/api/v1/email-templates/{kind}" => {
                ["invoice", "late_reminder"].map(|kind| vec![kind.to_owned()]).to_vec()
            }
            _ if route.starts_with("/api/v1/invoices/{id}")
                || route.starts_with("/v1/invoices/{id}")
                || ["/api/invoices/{id}", "/api/v1/invoice/{invoice_uuid}"].contains(&route) =>
            {
                self.invoices.clone()
            }
            _ => panic!("it is not known what {route} is to be asked"),
        }
    }
}

/// The entries of a list of the native API.
async fn list(api: &Api, path: &str) -> Vec<Value> {
    let list = api.get(path).await.json(200);
    assert!(list["next_cursor"].is_null(), "{path} has more than a page");
    list["data"].as_array().unwrap().clone()
}

fn ids(entries: &[Value]) -> Values {
    entries.iter().map(|entry| vec![text(&entry["id"]).to_owned()]).collect()
}

/// The ids of a catalogue, of what is archived too.
async fn catalogue(api: &Api, path: &str) -> Values {
    let mut all = list(api, path).await;
    all.extend(list(api, &format!("{path}?archived=true")).await);
    ids(&all)
}

/// What a link ends in.
fn last_step(link: &Value) -> String {
    text(link).rsplit('/').next().unwrap_or_default().to_owned()
}
