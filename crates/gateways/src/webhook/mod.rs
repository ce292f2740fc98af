//! Receivers of webhooks: posts what they are to be told, and says what they answered.
//!
//! A receiver is chosen by a client of the API and may be hostile: it may hang, answer without end, send elsewhere, or
//! name the server's own network.

mod signature;
mod target;

pub use signature::{headers, new_secret};
pub use target::{TargetError, check_target};

use crate::address::is_public;
use jiff::{SignedDuration, Timestamp, fmt::rfc2822};
use reqwest::{
    Client, Response,
    dns::{Addrs, Name, Resolve, Resolving},
    header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER},
    redirect, retry,
};
use std::{
    io,
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

/// How long a connection may take to stand.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long the body of an answer is waited for, once its status is there.
const BODY_TIMEOUT: Duration = Duration::from_secs(2);
/// How much of an answer is read.
const BODY_BYTES_MAX: usize = 64 * 1024;
/// How much of it is told.
const BODY_BYTES_TOLD: usize = 1024;
/// Most characters of an error that are told.
const ERROR_CHARS_TOLD: usize = 300;
/// Connections that are kept open to a receiver for the next delivery.
const IDLE_CONNECTIONS: usize = 4;

/// Calls receivers. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Caller {
    client: Client,
    allow_private_addresses: bool,
}

/// What a receiver is told.
#[derive(Clone, Debug)]
pub struct Message {
    /// Where.
    pub url: String,
    /// What goes with it: [`headers`].
    pub headers: Vec<(&'static str, String)>,
    /// What it says: JSON.
    pub body: Vec<u8>,
}

/// What came of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status, if the receiver answered.
    pub status: Option<u16>,
    /// The beginning of what it said, as text; empty if it said nothing.
    pub body: String,
    /// When it wants to be called again: with 429 and 503 only.
    pub retry_at: Option<Timestamp>,
    /// Why there is no answer.
    pub error: Option<String>,
    /// How long it took.
    pub duration: Duration,
}

impl Answer {
    /// Whether the receiver took what it was told.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }
}

impl Caller {
    /// A caller whose calls take at most `timeout` each.
    ///
    /// # Errors
    /// The system's certificates cannot be read.
    pub fn new(allow_private_addresses: bool, timeout: Duration) -> Result<Self, reqwest::Error> {
        let client = Client::builder()
            .user_agent(concat!("net30/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT_TIMEOUT.min(timeout))
            .timeout(timeout)
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .no_proxy()
            .referer(false)
            .pool_max_idle_per_host(IDLE_CONNECTIONS)
            .pool_idle_timeout(Duration::from_secs(30))
            .dns_resolver(Arc::new(Resolver { allow_private_addresses }))
            .build()?;
        Ok(Self { client, allow_private_addresses })
    }

    /// Tells a receiver something. `now` is the moment at which it is told.
    pub async fn call(&self, message: Message, now: Timestamp) -> Answer {
        let begun = Instant::now();
        let mut answer = match self.answer(message, now).await {
            Ok(answer) => answer,
            Err(error) => Answer {
                status: None,
                body: String::new(),
                retry_at: None,
                error: Some(shortened(&error, ERROR_CHARS_TOLD)),
                duration: Duration::ZERO,
            },
        };
        answer.duration = begun.elapsed();
        answer
    }

    async fn answer(&self, message: Message, now: Timestamp) -> Result<Answer, String> {
        // The resolver is not asked where the URL has an address in place of a name.
        check_target(&message.url, self.allow_private_addresses)
            .map_err(|error| error.to_string())?;
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        for (name, value) in message.headers {
            let value = HeaderValue::from_str(&value).map_err(|error| error.to_string())?;
            headers.insert(HeaderName::from_static(name), value);
        }
        let request = self.client.post(&message.url).headers(headers).body(message.body);
        let response = request.send().await.map_err(|error| words_of(&error))?;
        let status = response.status().as_u16();
        let retry_at =
            matches!(status, 429 | 503).then(|| retry_after(response.headers(), now)).flatten();
        let body = beginning(response).await;
        Ok(Answer { status: Some(status), body, retry_at, error: None, duration: Duration::ZERO })
    }
}

/// Reads the beginning of an answer; what comes too late, too slowly or too long is dropped with the connection.
async fn beginning(mut response: Response) -> String {
    let mut read = 0;
    let mut kept = Vec::new();
    let reading = async {
        while let Ok(Some(chunk)) = response.chunk().await {
            read += chunk.len();
            let room = BODY_BYTES_TOLD.saturating_sub(kept.len());
            kept.extend_from_slice(&chunk[..chunk.len().min(room)]);
            if read > BODY_BYTES_MAX {
                break;
            }
        }
    };
    // What has arrived by then is enough.
    let _ = tokio::time::timeout(BODY_TIMEOUT, reading).await;
    printable(&String::from_utf8_lossy(&kept))
}

/// Without characters that a database or a terminal would stumble over.
fn printable(text: &str) -> String {
    let shown = |c: char| if c.is_control() && !matches!(c, '\n' | '\t') { '\u{fffd}' } else { c };
    text.replace("\r\n", "\n").chars().map(shown).collect()
}

fn shortened(text: &str, chars_max: usize) -> String {
    printable(text).chars().take(chars_max).collect()
}

/// Why a call failed, with its causes but without the URL, which may have a token of the receiver's.
fn words_of(error: &reqwest::Error) -> String {
    let what = if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection"
    } else {
        "no answer"
    };
    let mut causes = vec![what.to_owned()];
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        let words = error.to_string();
        if !causes.contains(&words) {
            causes.push(words);
        }
        cause = error.source();
    }
    causes.join(": ")
}

/// `Retry-After` (RFC 9110, 10.2.3): seconds, or a date.
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Timestamp> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u32>() {
        return now.checked_add(SignedDuration::from_secs(seconds.into())).ok();
    }
    rfc2822::parse(text).ok().map(|at| at.timestamp())
}

/// Why a name is not called. One text for a name that there is not and for one of a private network: who chooses the name
/// is told nothing of the names that the server's own network has.
const UNREACHABLE: &str = "the host has no public address";

/// Resolves names, and refuses those that lead to an address which is not public.
///
/// The check is made on the very addresses that are connected to: a name that changes its mind in between gains nothing.
struct Resolver {
    allow_private_addresses: bool,
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let allow_private_addresses = self.allow_private_addresses;
        Box::pin(async move {
            let looked_up = tokio::net::lookup_host((name.as_str(), 0)).await;
            let found: io::Result<Vec<SocketAddr>> = looked_up.map(Iterator::collect);
            if allow_private_addresses {
                return Ok(Box::new(found?.into_iter()) as Addrs);
            }
            match found {
                Ok(found) if all_public(&found) => Ok(Box::new(found.into_iter()) as Addrs),
                Ok(_) | Err(_) => Err(io::Error::other(UNREACHABLE).into()),
            }
        })
    }
}

/// One private address among public ones is enough to refuse: which of them is taken is not ours to say.
fn all_public(addresses: &[SocketAddr]) -> bool {
    addresses.iter().all(|address| is_public(address.ip()))
}

#[cfg(test)]
mod tests {
    use super::{Caller, Message, Resolver, all_public, printable, retry_after};
    use jiff::Timestamp;
    use reqwest::{
        dns::Resolve as _,
        header::{HeaderMap, HeaderValue, RETRY_AFTER},
    };
    use std::time::Duration;

    #[test]
    fn one_private_address_among_public_ones_is_refused() {
        let addresses = |texts: &[&str]| -> Vec<_> {
            texts.iter().map(|text| std::net::SocketAddr::new(text.parse().unwrap(), 0)).collect()
        };
        assert!(all_public(&addresses(&["1.1.1.1", "2606:4700::1111"])));
        assert!(!all_public(&addresses(&["1.1.1.1", "10.0.0.1"])));
        assert!(!all_public(&addresses(&["2606:4700::1111", "::1"])));
    }

    #[tokio::test]
    async fn a_name_of_this_machine_is_refused_unless_the_operator_allows_it() {
        for (allow_private_addresses, resolves) in [(false, false), (true, true)] {
            let resolver = Resolver { allow_private_addresses };
            let found = resolver.resolve("localhost".parse().unwrap()).await;
            assert_eq!(found.is_ok(), resolves);
        }
    }

    #[tokio::test]
    async fn an_address_in_the_url_is_checked_at_each_call() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let caller = Caller::new(false, Duration::from_secs(5)).unwrap();
        for host in ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"] {
            let url = format!("https://{host}:{port}/");
            let message = Message { url, headers: vec![], body: vec![] };
            let answer = caller.call(message, Timestamp::UNIX_EPOCH).await;
            assert!(answer.error.unwrap().contains("not a public address"), "{host}");
        }
        let connected = listener.accept();
        assert_eq!(connected.unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
    }

    /// `localhost` is refused before it is resolved; a name of the machine's own stands for one of its network.
    #[tokio::test]
    async fn a_name_of_the_own_network_and_one_that_there_is_not_are_told_alike() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let resolver = Resolver { allow_private_addresses: false };
        let mut told = vec![];
        for name in ["localhost", "no-such-host.invalid"] {
            let refused = resolver.resolve(name.parse().unwrap()).await;
            told.push(refused.err().expect("it is refused").to_string());
        }
        assert_eq!(told, ["the host has no public address"; 2]);
    }

    #[test]
    fn retry_after_has_seconds_or_a_date() {
        let now: Timestamp = "2026-03-01T12:00:00Z".parse().unwrap();
        for (text, expected) in [
            ("120", Some("2026-03-01T12:02:00Z")),
            ("Sun, 01 Mar 2026 12:30:00 GMT", Some("2026-03-01T12:30:00Z")),
            ("soon", None),
            ("-1", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_str(text).unwrap());
            let expected = expected.map(|at| at.parse::<Timestamp>().unwrap());
            assert_eq!(retry_after(&headers, now), expected, "{text}");
        }
    }

    #[test]
    fn what_a_receiver_says_is_made_harmless() {
        assert_eq!(printable("a\r\nb\0c\u{1b}[31m\t"), "a\nb\u{fffd}c\u{fffd}[31m\t");
    }
}
