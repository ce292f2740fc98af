//! A mail server and how it is spoken to.

use serde::{Deserialize, Serialize};
use std::time::Duration;
use url::Url;

/// Longest that a mail server may take for one answer, unless the operator says otherwise.
pub const TIMEOUT: Duration = Duration::from_secs(30);

/// How a connection to a mail server is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Security {
    /// TLS from the first byte, as on port 465.
    Implicit,
    /// STARTTLS, and nothing without it, as on port 587.
    #[default]
    Required,
    /// STARTTLS where the server offers it.
    Opportunistic,
    /// None: for a server on the same machine.
    None,
}

impl Security {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Implicit, Self::Required, Self::Opportunistic, Self::None];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Implicit => "implicit",
            Self::Required => "required",
            Self::Opportunistic => "opportunistic",
            Self::None => "none",
        }
    }

    /// The port that is usual with it.
    #[must_use]
    pub fn port(self) -> u16 {
        match self {
            Self::Implicit => 465,
            Self::Required => 587,
            Self::Opportunistic | Self::None => 25,
        }
    }
}

/// A mail server: where it is, how it is spoken to, and as whom.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SmtpServer {
    /// Its host: a name, or an address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// User and password, if it wants them.
    pub credentials: Option<(String, String)>,
    /// Whether the host may have a private address: so the operator says, not a client of the API.
    pub may_be_private: bool,
}

impl std::fmt::Debug for SmtpServer {
    /// Without user and password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SmtpServer({}:{}, {:?})", self.host, self.port, self.security)
    }
}

impl SmtpServer {
    /// Reads `smtp://user:password@host:port` or `smtps://…`, with `?tls=required`, `opportunistic` or `none`.
    ///
    /// `smtp://` without `tls` takes STARTTLS where the server offers it, and insists on it where a password is sent.
    ///
    /// # Errors
    /// What is wrong, without repeating the URL, which may have a password.
    pub fn parse(url: &str) -> Result<Self, &'static str> {
        let url = Url::parse(url).map_err(|_| "is not a URL")?;
        let mut security = match url.scheme() {
            "smtps" => Security::Implicit,
            "smtp" if url.password().is_some() => Security::Required,
            "smtp" => Security::Opportunistic,
            _ => return Err("does not begin with smtp:// or smtps://"),
        };
        for (name, value) in url.query_pairs() {
            security = match (name.as_ref(), value.as_ref(), url.scheme()) {
                ("tls", "required", "smtp") => Security::Required,
                ("tls", "opportunistic", "smtp") => Security::Opportunistic,
                ("tls", "none", "smtp") => Security::None,
                ("tls", "required", _) => Security::Implicit,
                ("tls", ..) => return Err("has a tls other than required, opportunistic or none"),
                _ => return Err("has a parameter other than tls"),
            };
        }
        let host = url.host_str().unwrap_or_default();
        // An IPv6 address stands in brackets in a URL, and nowhere else.
        let host = host.trim_start_matches('[').trim_end_matches(']');
        if host.is_empty() {
            return Err("has no host");
        }
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err("has more than user, host, port and tls");
        }
        let user = decoded(url.username()).ok_or("has a user that is not UTF-8")?;
        let password = decoded(url.password().unwrap_or_default());
        let password = password.ok_or("has a password that is not UTF-8")?;
        let port = url.port().unwrap_or_else(|| match security {
            // Handing e-mails in wants a user; port 25 is between servers.
            Security::Opportunistic if !user.is_empty() => 587,
            other => other.port(),
        });
        Ok(Self {
            host: host.to_owned(),
            port,
            security,
            credentials: (!user.is_empty()).then_some((user, password)),
            may_be_private: true,
        })
    }
}

/// Undoes percent-encoding; `None` if the result is not UTF-8.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = (*first == b'%')
            .then(|| tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok()))
            .flatten()
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::{Security, SmtpServer};

    fn check(url: &str, host: &str, port: u16, security: Security, user: Option<(&str, &str)>) {
        let server = SmtpServer::parse(url).unwrap();
        assert_eq!((server.host.as_str(), server.port), (host, port), "{url}");
        assert_eq!(server.security, security, "{url}");
        let credentials = server.credentials.as_ref();
        assert_eq!(credentials.map(|(user, word)| (user.as_str(), word.as_str())), user, "{url}");
    }

    #[test]
    fn a_url_says_where_and_how() {
        use Security::{Implicit, None as Bare, Opportunistic, Required};
        check("smtp://localhost", "localhost", 25, Opportunistic, None);
        check("smtp://127.0.0.1:2525?tls=none", "127.0.0.1", 2525, Bare, None);
        check("smtp://[::1]:25", "::1", 25, Opportunistic, None);
        let user = Some(("a@b.example", "p:w/d"));
        check("smtp://a%40b.example:p%3Aw%2Fd@mx.example", "mx.example", 587, Required, user);
        check("smtps://u:p@mx.example", "mx.example", 465, Implicit, Some(("u", "p")));
        check("smtp://mx.example/?tls=required", "mx.example", 587, Required, None);
    }

    #[test]
    fn what_is_no_mail_server_is_refused() {
        for wrong in [
            "mx.example",
            "http://mx.example",
            "smtp://",
            "smtp://mx.example?tls=maybe",
            "smtps://mx.example?tls=none",
            "smtp://mx.example?timeout=1",
            "smtp://mx.example/path",
        ] {
            assert!(SmtpServer::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_password_is_not_shown() {
        let server = SmtpServer::parse("smtp://user:hunter2@mx.example").unwrap();
        assert!(!format!("{server:?}").contains("hunter2"));
    }
}
