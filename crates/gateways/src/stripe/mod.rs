//! Stripe Checkout, by its HTTP API: sessions are made, asked for, listed and expired, and nothing else, so that a
//! restricted key with the one permission "Checkout Sessions: write" is enough.
//!
//! Source: <https://docs.stripe.com/api/checkout/sessions>, <https://docs.stripe.com/api/errors>.

mod credentials;
mod error;
mod event;
mod session;
mod signature;
mod units;

pub use credentials::{ApiKey, SigningSecret};
pub use error::StripeError;
pub use event::{Event, News};
pub use session::{NewSession, PaymentStatus, Session, SessionStatus};
pub use signature::{SignatureError, TOLERANCE_SECONDS, verify};
pub use units::Charge;

use error::ErrorBody;
use reqwest::{Client, Method, RequestBuilder, Response, redirect::Policy};
use serde::{Deserialize, de::DeserializeOwned};
use std::time::Duration;
use url::Url;

/// The version of the API that this module speaks; what Stripe changes later does not reach it.
pub const VERSION: &str = "2026-10-28.endive";
/// Where Stripe's API is.
pub const API_BASE: &str = "https://api.stripe.com";
/// Where Stripe's own payment pages are; an account may have them under a domain of its own.
const CHECKOUT_ORIGIN: &str = "https://checkout.stripe.com";

/// How long a connection may take to be made.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
/// How long a call may take as a whole; whoever has less time gives up sooner.
const CALL_TIMEOUT: Duration = Duration::from_secs(20);

/// A client of Stripe's API. It holds no key: each call is made with an account's own.
#[derive(Clone, Debug)]
pub struct Stripe {
    client: Client,
    base: String,
}

#[derive(Deserialize)]
struct List {
    data: Vec<Session>,
}

impl Stripe {
    /// A client of the API at `base`, such as [`API_BASE`].
    ///
    /// # Errors
    /// [`StripeError::Unreachable`] if the machine's TLS cannot be set up.
    pub fn new(base: &str) -> Result<Self, StripeError> {
        let client = Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(CALL_TIMEOUT)
            // An answer that leads elsewhere would take the key along.
            .redirect(Policy::none())
            .user_agent(concat!("net30/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { client, base: base.trim_end_matches('/').to_owned() })
    }

    /// Where the payment pages of sessions are: the origin that a browser is sent to.
    #[must_use]
    pub fn checkout_origin(&self) -> String {
        if self.base == API_BASE {
            return CHECKOUT_ORIGIN.to_owned();
        }
        origin_of(&self.base).unwrap_or_else(|| self.base.clone())
    }

    /// Makes a session. The same idempotency key with the same content gives the same session, for at least 24 hours.
    ///
    /// # Errors
    /// [`StripeError`].
    pub async fn create(
        &self,
        key: &ApiKey,
        new: &NewSession,
        idempotency_key: &str,
    ) -> Result<Session, StripeError> {
        let request = self.request(key, Method::POST, "");
        answer(request.header("Idempotency-Key", idempotency_key).form(&new.form())).await
    }

    /// The session with an id, as it is now.
    ///
    /// # Errors
    /// [`StripeError`].
    pub async fn retrieve(&self, key: &ApiKey, id: &str) -> Result<Session, StripeError> {
        answer(self.request(key, Method::GET, &format!("/{}", path_segment(id)))).await
    }

    /// Expires an open session, so that nobody can pay by it any more.
    ///
    /// # Errors
    /// [`StripeError::Refused`] if it is not open.
    pub async fn expire(&self, key: &ApiKey, id: &str) -> Result<Session, StripeError> {
        answer(self.request(key, Method::POST, &format!("/{}/expire", path_segment(id)))).await
    }

    /// The newest sessions of the key's account; a good way to find out whether a key works.
    ///
    /// # Errors
    /// [`StripeError`].
    pub async fn list(&self, key: &ApiKey, limit: u8) -> Result<Vec<Session>, StripeError> {
        let request = self.request(key, Method::GET, "").query(&[("limit", limit)]);
        let list: List = answer(request).await?;
        Ok(list.data)
    }

    fn request(&self, key: &ApiKey, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}/v1/checkout/sessions{path}", self.base);
        self.client.request(method, url).bearer_auth(key.expose()).header("Stripe-Version", VERSION)
    }
}

async fn answer<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, StripeError> {
    let response = request.send().await?;
    if response.status().is_success() {
        let bytes = response.bytes().await?;
        return serde_json::from_slice(&bytes).map_err(|_| StripeError::Unreadable);
    }
    Err(refusal(response).await)
}

async fn refusal(response: Response) -> StripeError {
    let status = response.status().as_u16();
    let bytes = response.bytes().await.unwrap_or_default();
    match serde_json::from_slice::<ErrorBody>(&bytes) {
        Ok(body) if status < 500 => body.error.into_refusal(status),
        _ => StripeError::Down { status },
    }
}

/// An id as a part of a path, whatever is in it.
fn path_segment(id: &str) -> String {
    id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

/// Scheme, host and port of a URL.
#[must_use]
pub fn origin_of(url: &str) -> Option<String> {
    let origin = Url::parse(url).ok()?.origin();
    origin.is_tuple().then(|| origin.ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::{origin_of, path_segment};

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        for (url, origin) in [
            ("https://checkout.stripe.com/c/pay/cs_1#x", Some("https://checkout.stripe.com")),
            ("http://127.0.0.1:8080/c", Some("http://127.0.0.1:8080")),
            ("javascript:alert(1)", None),
            ("/relative", None),
        ] {
            assert_eq!(origin_of(url).as_deref(), origin, "{url}");
        }
    }

    #[test]
    fn an_id_cannot_leave_its_place_in_the_path() {
        assert_eq!(path_segment("cs_test_a1"), "cs_test_a1");
        assert_eq!(path_segment("../../v1/charges?x=1"), "v1chargesx1");
    }
}
