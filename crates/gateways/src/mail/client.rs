//! Handing e-mails to a mail server.

use super::{Failure, OutgoingMail, Security, SmtpServer, message::Composed};
use crate::address::is_public;
use lettre::transport::smtp::{
    Error,
    authentication::{Credentials, Mechanism},
    client::{AsyncSmtpConnection, TlsParameters},
    commands::{Data, Mail, Rcpt},
    extension::{ClientId, Extension, MailBodyParameter, MailParameter},
};
use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::time::timeout;

/// How long a connection waits for the next e-mail: less than servers keep one.
const IDLE_MAX: Duration = Duration::from_secs(20);
/// Most connections that wait, of all mail servers together.
const IDLE_CONNECTIONS_MAX: usize = 32;
/// Most addresses of a host that are tried.
const ADDRESSES_MAX: usize = 4;
/// How many times longer than for one answer a server may take for a whole e-mail.
const ANSWERS_OF_AN_EMAIL: u32 = 5;

/// Sends e-mails, over connections that it keeps for a while.
#[derive(Default)]
pub struct Mailer {
    idle: Mutex<HashMap<SmtpServer, Vec<Idle>>>,
    resting: Mutex<HashMap<SmtpServer, Rest>>,
}

/// A mail server that was not reached: it is left alone for a while, so that waiting for it delays no other's e-mails.
struct Rest {
    until: Instant,
    words: String,
}

struct Idle {
    since: Instant,
    connection: AsyncSmtpConnection,
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mailer")
    }
}

/// The longest that [`Mailer::send`] takes with a server that may take `answer` for one answer.
#[must_use]
pub fn email_time_max(answer: Duration) -> Duration {
    answer * ANSWERS_OF_AN_EMAIL
}

impl Mailer {
    /// Sends an e-mail; returns when the server has taken it, at the latest after [`email_time_max`].
    ///
    /// A server that was not reached a moment ago is not asked again at once.
    ///
    /// # Errors
    /// [`Failure`], with the server's words.
    pub async fn send(
        &self,
        server: &SmtpServer,
        mail: &OutgoingMail,
        answer: Duration,
    ) -> Result<(), Failure> {
        if let Some(words) = self.words_of_resting(server) {
            return Err(Failure::Server(words));
        }
        let sent = self.send_now(server, mail, answer).await;
        if let Err(Failure::Server(words)) = &sent {
            let rest = Rest { until: Instant::now() + answer, words: words.clone() };
            let mut resting = self.resting.lock().unwrap_or_else(PoisonError::into_inner);
            resting.retain(|_, rest| rest.until > Instant::now());
            resting.insert(server.clone(), rest);
        }
        sent
    }

    fn words_of_resting(&self, server: &SmtpServer) -> Option<String> {
        let resting = self.resting.lock().unwrap_or_else(PoisonError::into_inner);
        let rest = resting.get(server).filter(|rest| rest.until > Instant::now())?;
        Some(rest.words.clone())
    }

    /// As [`Mailer::send`], whatever happened a moment ago.
    ///
    /// A connection that is not known to be sound is never used again: what the server still waits for is unknown.
    ///
    /// # Errors
    /// [`Failure`], with the server's words.
    pub async fn send_now(
        &self,
        server: &SmtpServer,
        mail: &OutgoingMail,
        answer: Duration,
    ) -> Result<(), Failure> {
        let email = mail.composed()?;
        let sending = async {
            let mut connection = match self.waiting(server, answer).await {
                Some(connection) => connection,
                None => connect(server, &mail.message_id, answer).await?,
            };
            hand_in(&mut connection, &email).await?;
            self.keep(server, connection);
            Ok(())
        };
        let late = || Failure::Server("the mail server did not answer in time".to_owned());
        timeout(email_time_max(answer), sending).await.unwrap_or_else(|_| Err(late()))
    }

    /// A connection that still works.
    async fn waiting(&self, server: &SmtpServer, answer: Duration) -> Option<AsyncSmtpConnection> {
        loop {
            let taken = {
                let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
                idle.get_mut(server)?.pop()?
            };
            let mut connection = taken.connection;
            if taken.since.elapsed() < IDLE_MAX
                && timeout(answer, connection.test_connected()).await.unwrap_or(false)
            {
                return Some(connection);
            }
        }
    }

    fn keep(&self, server: &SmtpServer, connection: AsyncSmtpConnection) {
        if connection.has_broken() {
            return;
        }
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        for connections in idle.values_mut() {
            connections.retain(|idle| idle.since.elapsed() < IDLE_MAX);
        }
        idle.retain(|_, connections| !connections.is_empty());
        if idle.values().map(Vec::len).sum::<usize>() < IDLE_CONNECTIONS_MAX {
            let waiting = Idle { since: Instant::now(), connection };
            idle.entry(server.clone()).or_default().push(waiting);
        }
    }
}

/// Hands an e-mail to a server that let us in.
///
/// Where an address of it has other letters than ASCII's before the @, the server must take such (SMTPUTF8, RFC 6531); such
/// a server takes e-mails of eight bits as well.
async fn hand_in(connection: &mut AsyncSmtpConnection, email: &Composed) -> Result<(), Failure> {
    let Composed { envelope, bytes, beyond_ascii } = email;
    let Some(address) = beyond_ascii else {
        let sent = connection.send(envelope, bytes).await;
        return sent.map(|_| ()).map_err(|error| of_email(&error));
    };
    if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
        return Err(Failure::Permanent(format!(
            "the mail server does not take addresses with other letters than ASCII's before the @ (SMTPUTF8), \
             such as {address}"
        )));
    }
    let options =
        vec![MailParameter::SmtpUtfEight, MailParameter::Body(MailBodyParameter::EightBitMime)];
    let said = async {
        connection.command(Mail::new(envelope.from().cloned(), options)).await?;
        for recipient in envelope.to() {
            connection.command(Rcpt::new(recipient.clone(), vec![])).await?;
        }
        connection.command(Data).await?;
        connection.message(bytes).await
    };
    said.await.map(|_| ()).map_err(|error| of_email(&error))
}

/// Connects, encrypts and signs in.
async fn connect(
    server: &SmtpServer,
    message_id: &str,
    answer: Duration,
) -> Result<AsyncSmtpConnection, Failure> {
    let hello = hello(message_id);
    let tls = || TlsParameters::new(server.host.clone()).map_err(|error| of_server(&error));
    let implicit = match server.security {
        Security::Implicit => Some(tls()?),
        Security::Required | Security::Opportunistic | Security::None => None,
    };
    let mut failure = Failure::Server("the mail server's name has no address".to_owned());
    let mut connected = None;
    for address in addresses(server, answer).await? {
        let connecting = AsyncSmtpConnection::connect_tokio1(
            address,
            Some(answer),
            &hello,
            implicit.clone(),
            None,
        );
        match in_time(answer, connecting).await {
            Ok(connection) => {
                connected = Some(connection);
                break;
            }
            Err(error) => failure = error,
        }
    }
    let Some(mut connection) = connected else { return Err(failure) };
    let encrypt = match server.security {
        Security::Required if !connection.can_starttls() => {
            let words = "the mail server does not offer STARTTLS, which the settings require";
            return Err(Failure::Server(words.to_owned()));
        }
        Security::Required => true,
        Security::Opportunistic => connection.can_starttls(),
        Security::Implicit | Security::None => false,
    };
    if encrypt {
        in_time(answer, connection.starttls(tls()?, &hello)).await?;
    }
    if let Some((user, password)) = &server.credentials {
        let credentials = Credentials::new(user.clone(), password.clone());
        let mechanisms = [Mechanism::Plain, Mechanism::Login];
        in_time(answer, connection.auth(&mechanisms, &credentials)).await?;
    }
    Ok(connection)
}

async fn in_time<T>(
    answer: Duration,
    step: impl Future<Output = Result<T, Error>>,
) -> Result<T, Failure> {
    match timeout(answer, step).await {
        Ok(outcome) => outcome.map_err(|error| of_server(&error)),
        Err(_) => Err(Failure::Server("the mail server did not answer in time".to_owned())),
    }
}

/// The addresses of a host that may be called.
async fn addresses(server: &SmtpServer, answer: Duration) -> Result<Vec<SocketAddr>, Failure> {
    let lookup = tokio::net::lookup_host((server.host.as_str(), server.port));
    let found: Vec<SocketAddr> = match timeout(answer, lookup).await {
        Ok(Ok(found)) => found.take(ADDRESSES_MAX).collect(),
        // One text for a name that there is not and for one of a private network: who names the mail server is told
        // nothing of the names that the server's own network has.
        Ok(Err(_)) if !server.may_be_private => return Err(no_public_address(server)),
        Ok(Err(error)) => {
            return Err(Failure::Server(format!("{} was not found: {error}", server.host)));
        }
        Err(_) => return Err(Failure::Server(format!("{} was not found in time", server.host))),
    };
    let may_call = |address: &SocketAddr| server.may_be_private || is_public(address.ip());
    let allowed: Vec<SocketAddr> = found.iter().copied().filter(may_call).collect();
    if allowed.is_empty() && !found.is_empty() {
        let says_so = server.host.parse::<IpAddr>().is_ok() || server.host == "localhost";
        if !says_so {
            return Err(no_public_address(server));
        }
        return Err(Failure::Permanent(format!(
            "{} has a private address, which this server may not call",
            server.host
        )));
    }
    Ok(allowed)
}

fn no_public_address(server: &SmtpServer) -> Failure {
    Failure::Server(format!("{} has no public address", server.host))
}

/// What this server calls itself: the host of its message ids.
fn hello(message_id: &str) -> ClientId {
    let host = message_id.rsplit('@').next().unwrap_or_default().trim_end_matches('>');
    match host.trim_start_matches("[IPv6:").trim_end_matches(']').parse() {
        Ok(IpAddr::V4(address)) => ClientId::Ipv4(address),
        Ok(IpAddr::V6(address)) => ClientId::Ipv6(address),
        Err(_) if host.is_ascii() && !host.contains(char::is_whitespace) && !host.is_empty() => {
            ClientId::Domain(host.to_owned())
        }
        Err(_) => ClientId::default(),
    }
}

/// What went wrong before an e-mail was spoken of: it may pass, whatever the code.
fn of_server(error: &Error) -> Failure {
    Failure::Server(words(error))
}

/// What went wrong with an e-mail.
fn of_email(error: &Error) -> Failure {
    // 530, 534, 535, 538: the server wants one to sign in, or not so (RFC 4954). The e-mail is not to blame.
    let wants_sign_in = error
        .status()
        .is_some_and(|code| ["530", "534", "535", "538"].contains(&code.to_string().as_str()));
    if wants_sign_in {
        Failure::Server(words(error))
    } else if error.is_permanent() || error.is_client() {
        Failure::Permanent(words(error))
    } else {
        Failure::Temporary(words(error))
    }
}

/// Most characters of a server's words that are kept.
const WORDS_CHARS_MAX: usize = 500;

fn words(error: &Error) -> String {
    let said = std::error::Error::source(error).map(ToString::to_string);
    let said = match (error.status(), said) {
        (Some(code), Some(said)) => format!("{code} {said}"),
        _ => error.to_string(),
    };
    let spaced: String = said.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let joined = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.chars().take(WORDS_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::{ClientId, Mailer, hello};
    use crate::mail::{Failure, OutgoingMail, Security, SmtpServer};
    use std::time::Duration;

    #[test]
    fn the_greeting_names_this_servers_host() {
        assert_eq!(hello("<1@mx.example>").to_string(), "mx.example");
        assert_eq!(hello("<1@127.0.0.1>").to_string(), "[127.0.0.1]");
        assert_eq!(hello("<1@[IPv6:::1]>").to_string(), "[IPv6:::1]");
        assert_eq!(hello("").to_string(), ClientId::default().to_string());
    }

    #[tokio::test]
    async fn a_private_address_is_not_called_unless_the_operator_says_so() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let mail = OutgoingMail {
            from_name: "A".to_owned(),
            from: "a@a.example".to_owned(),
            reply_to: None,
            to: vec!["b@b.example".to_owned()],
            cc: vec![],
            bcc: vec![],
            subject: "S".to_owned(),
            text: "T".to_owned(),
            html: "T".to_owned(),
            pictures: vec![],
            files: vec![],
            message_id: "<1@a.example>".to_owned(),
            date: "2026-03-05T09:30:00Z".parse().unwrap(),
        };
        for host in ["127.0.0.1", "localhost"] {
            let server = SmtpServer {
                host: host.to_owned(),
                port,
                security: Security::None,
                credentials: None,
                may_be_private: false,
            };
            let sent = Mailer::default().send(&server, &mail, Duration::from_secs(5)).await;
            assert!(matches!(sent, Err(Failure::Permanent(_))), "{sent:?}");
        }
        let called = tokio::time::timeout(Duration::from_millis(1), listener.accept()).await;
        assert!(called.is_err(), "nobody called");
    }
}
