//! A server whose customers can pay by the fake Stripe.

use super::{
    Api, Backend, Draft, Reply, Server,
    stripe::{self, KEY, SIGNING_SECRET, Stripe},
    text,
};
use reqwest::{Client, Method, redirect::Policy};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How long something may take that happens by itself on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);
/// What a customer's browser says it is.
pub(crate) const BROWSER: &str =
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// A server with a fake Stripe.
pub(crate) struct Shop {
    pub(crate) server: Server,
    pub(crate) stripe: Stripe,
    /// Does not follow redirects, and has no key.
    pub(crate) browser: Client,
}

impl std::ops::Deref for Shop {
    type Target = Api;

    fn deref(&self) -> &Api {
        &self.server
    }
}

/// Runs a test on a shop of its own, and afterwards checks its books and its log.
pub(crate) async fn on(backend: Backend, test: impl AsyncFnOnce(&mut Shop)) {
    on_with(backend, &[], test).await;
}

/// As [`on`], with further arguments.
pub(crate) async fn on_with(
    backend: Backend,
    arguments: &[&str],
    test: impl AsyncFnOnce(&mut Shop),
) {
    let stripe = Stripe::start().await;
    let arguments = [&["--stripe-api-base", stripe.base()], arguments].concat();
    let server = Server::start_with(backend, &arguments).await;
    let browser = Client::builder().redirect(Policy::none()).user_agent(BROWSER);
    let browser = browser.timeout(Duration::from_secs(30)).build().unwrap();
    let mut shop = Shop { server, stripe, browser };
    let body = json!({"secret_key": KEY, "webhook_secret": SIGNING_SECRET});
    shop.put("/settings/stripe", &body).await.expect(200);
    test(&mut shop).await;
    shop.server.finish().await;
}

/// As [`both!`](crate::support::both), on a server that takes payments.
macro_rules! both_shops {
    ($($name:ident),* $(,)?) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                $crate::support::shop::on($crate::support::Backend::Sqlite, super::$name).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                $crate::support::shop::on($crate::support::Backend::Postgres, super::$name).await;
            }
        }
    )*};
}
pub(crate) use both_shops;

/// What a browser is answered.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    pub(crate) policy: String,
    pub(crate) body: String,
}

impl Shop {
    /// A request of a customer's browser.
    pub(crate) async fn browse(&self, method: Method, url: &str, form: &str) -> Seen {
        let mut request = self.browser.request(method.clone(), url).header("accept", "text/html");
        if method == Method::POST {
            request = request
                .header("content-type", "application/x-www-form-urlencoded")
                .body(form.to_owned());
        }
        let response = request.send().await.unwrap();
        let header = |name: &str| {
            let value = response.headers().get(name)?;
            Some(value.to_str().unwrap().to_owned())
        };
        Seen {
            status: response.status().as_u16(),
            location: header("location"),
            policy: header("content-security-policy").unwrap_or_default(),
            body: response.text().await.unwrap(),
        }
    }

    /// Looks at the public page of an invoice.
    pub(crate) async fn look(&self, invoice: &Value) -> Seen {
        self.browse(Method::GET, &link(invoice), "").await
    }

    /// Presses Pay on it.
    pub(crate) async fn press(&self, invoice: &Value, form: &str) -> Seen {
        self.browse(Method::POST, &format!("{}/pay", link(invoice)), form).await
    }

    /// Presses Pay and says which session that leads to.
    pub(crate) async fn session_of(&self, invoice: &Value, form: &str) -> String {
        let seen = self.press(invoice, form).await;
        assert_eq!(seen.status, 303, "{seen:?}");
        let location = seen.location.as_deref().unwrap();
        let path = location.strip_prefix(self.stripe.base()).unwrap_or_else(|| {
            panic!("{location} is not the payment page; calls: {:?}", self.stripe.calls())
        });
        path.trim_start_matches("/c/pay/").split('#').next().unwrap().to_owned()
    }

    /// Comes back from Stripe.
    pub(crate) async fn come_back(&self, invoice: &Value, session: &str) -> Seen {
        self.browse(Method::GET, &format!("{}?paid={session}", link(invoice)), "").await
    }

    /// The address for Stripe's events.
    pub(crate) async fn webhook_url(&self) -> String {
        text(&self.get("/settings/stripe").await.json(200)["webhook_url"]).to_owned()
    }

    /// Tells the server something in Stripe's name.
    pub(crate) async fn tell(&self, url: &str, body: &str, signature: &str) -> Reply {
        let path = url.strip_prefix(self.base()).expect("the address is the server's own");
        let api = self.at("").without_key().with("stripe-signature", signature);
        api.send_bytes(Method::POST, path, Some(body.as_bytes().to_vec()), "application/json").await
    }

    /// Tells of a session as Stripe would.
    pub(crate) async fn tell_of(&self, url: &str, kind: &str, session: &str) -> Reply {
        let body = self.stripe.event(kind, &self.stripe.session(session));
        let signature = stripe::signature(&body, SIGNING_SECRET, stripe::now());
        self.tell(url, &body, &signature).await
    }

    /// Has the schedule ask for all sessions now.
    pub(crate) async fn poll_now(&self) {
        let past = match *self.server.database {
            super::TestDatabase::Sqlite => "1000000",
            super::TestDatabase::Postgres { .. } => "'2020-01-01T00:00:00Z'",
        };
        let statement = format!("update checkout set check_at = {past} where ended_at is null");
        self.server.database.execute(&self.server.data(), &statement).await;
    }

    /// Waits until an invoice is as wanted.
    pub(crate) async fn until(&self, invoice: &Value, what: impl Fn(&Value) -> bool) -> Value {
        let begun = Instant::now();
        loop {
            let read = self.read(text(&invoice["id"])).await;
            if what(&read) {
                return read;
            }
            assert!(begun.elapsed() < PATIENCE, "it does not come to that: {read:#}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until a session at Stripe has a status.
    pub(crate) async fn until_session(&self, id: &str, status: &str) {
        let begun = Instant::now();
        while self.stripe.session(id)["status"] != status {
            assert!(begun.elapsed() < PATIENCE, "the session does not become {status}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The events of an invoice with a type.
    pub(crate) async fn events(&self, invoice: &Value, kind: &str) -> Vec<Value> {
        let path = format!("/invoices/{}/events", text(&invoice["id"]));
        let events = self.get(&path).await.json(200)["data"].as_array().unwrap().clone();
        events.into_iter().filter(|event| event["type"] == kind).collect()
    }
}

/// The public page of an invoice.
pub(crate) fn link(invoice: &Value) -> String {
    text(&invoice["links"]["public"]).to_owned()
}
