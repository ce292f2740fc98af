//! Which protocol a message speaks: one of those that begin with a handshake, or that of 2026-07-28, in which each request
//! says of itself what it needs.

use crate::message::{Code, Fault, Message};
use axum::http::HeaderMap;
use serde_json::{Value, json};

/// The protocols that begin with a handshake, oldest first.
const WITH_HANDSHAKE: [&str; 4] = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"];
/// The protocol without one.
const NEWEST: &str = "2026-07-28";

/// Which protocol a message speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Era {
    /// One with a handshake, of which nothing is remembered.
    Handshake,
    /// That without one.
    Newest {
        /// Whether the client can ask a person for the answer to a form.
        asks_people: bool,
    },
}

/// All protocols that are spoken.
pub(crate) fn supported() -> Vec<&'static str> {
    WITH_HANDSHAKE.iter().copied().chain([NEWEST]).collect()
}

/// The protocol that a handshake agrees on: what the client asks for, or the newest that has one.
pub(crate) fn agreed(asked: Option<&str>) -> &'static str {
    let known = WITH_HANDSHAKE.iter().find(|version| Some(**version) == asked);
    known.or(WITH_HANDSHAKE.last()).copied().unwrap_or_default()
}

impl Era {
    /// The protocol of a message, whose headers have to say the same as its body: others on the way go by the headers.
    ///
    /// # Errors
    /// A protocol that is not spoken, and headers that say something else or nothing.
    pub(crate) fn of(headers: &HeaderMap, message: &Message) -> Result<Self, Fault> {
        let method = message.method.as_deref().unwrap_or_default();
        if method == "initialize" {
            return Ok(Self::Handshake);
        }
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let by_header = header("mcp-protocol-version");
        let Some(version) = message.meta("protocolVersion").and_then(Value::as_str) else {
            if method == "server/discover" || by_header == Some(NEWEST) && message.id.is_some() {
                let words = "params._meta has no io.modelcontextprotocol/protocolVersion";
                return Err(Fault::new(Code::InvalidParameters, words));
            }
            return match by_header {
                Some(other) if !supported().contains(&other) => Err(unsupported(other)),
                _ => Ok(Self::Handshake),
            };
        };
        if by_header != Some(version) {
            return Err(differs("MCP-Protocol-Version", by_header, version));
        }
        if !supported().contains(&version) {
            return Err(unsupported(version));
        }
        if version != NEWEST {
            return Ok(Self::Handshake);
        }
        let Some(client) = message.meta("clientCapabilities").filter(|value| value.is_object())
        else {
            let words = "params._meta has no io.modelcontextprotocol/clientCapabilities";
            return Err(Fault::new(Code::InvalidParameters, words));
        };
        if header("mcp-method") != Some(method) {
            return Err(differs("Mcp-Method", header("mcp-method"), method));
        }
        if method == "tools/call" {
            let name = message.text("name").unwrap_or_default();
            if header("mcp-name") != Some(name) {
                return Err(differs("Mcp-Name", header("mcp-name"), name));
            }
        }
        // A client that names no way of asking means forms, which were the only one.
        let asks_people = client["elicitation"].as_object().is_some_and(|ways| {
            ways.get("form").is_some_and(|form| !form.is_null()) || ways.get("url").is_none()
        });
        Ok(Self::Newest { asks_people })
    }
}

fn unsupported(version: &str) -> Fault {
    let data = json!({"requested": version, "supported": supported()});
    let words = "Unsupported protocol version";
    Fault { data: Some(data), ..Fault::new(Code::UnsupportedVersion, words) }
}

fn differs(name: &str, header: Option<&str>, body: &str) -> Fault {
    let header = header.unwrap_or("missing");
    let words = format!("the header {name} is {header}, and the body says {body}");
    Fault::new(Code::HeadersDiffer, words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn era(
        headers: &[(&'static str, &'static str)],
        method: &str,
        params: Value,
    ) -> Result<Era, Code> {
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        let Value::Object(params) = params else { panic!("parameters are an object") };
        let message = Message { id: Some(json!(1)), method: Some(method.to_owned()), params };
        Era::of(&headers, &message).map_err(|fault| fault.code)
    }

    fn meta(version: &str, client: Value) -> Value {
        let mut params = json!({"name": "get_invoice", "_meta": {}});
        params["_meta"]["io.modelcontextprotocol/protocolVersion"] = version.into();
        params["_meta"]["io.modelcontextprotocol/clientCapabilities"] = client;
        params
    }

    #[test]
    fn a_message_says_which_protocol_it_speaks() {
        let newest = ("mcp-protocol-version", NEWEST);
        let method = ("mcp-method", "tools/call");
        let all = [newest, method, ("mcp-name", "get_invoice")];
        assert_eq!(era(&[], "tools/list", json!({})), Ok(Era::Handshake));
        assert_eq!(
            era(&[("mcp-protocol-version", "2025-06-18")], "ping", json!({})),
            Ok(Era::Handshake)
        );
        for (client, asks_people) in [
            (json!({}), false),
            (json!({"elicitation": {}}), true),
            (json!({"elicitation": {"form": {}}}), true),
            (json!({"elicitation": {"url": {}}}), false),
        ] {
            let found = era(&all, "tools/call", meta(NEWEST, client.clone()));
            assert_eq!(found, Ok(Era::Newest { asks_people }), "{client}");
        }
    }

    #[test]
    fn headers_and_body_say_the_same() {
        let newest = ("mcp-protocol-version", NEWEST);
        let method = ("mcp-method", "tools/call");
        let this = || meta(NEWEST, json!({}));
        for (headers, params, code) in [
            (&[][..], this(), Code::HeadersDiffer),
            (&[("mcp-protocol-version", "2025-06-18")], this(), Code::HeadersDiffer),
            (&[newest], this(), Code::HeadersDiffer),
            (&[newest, ("mcp-method", "ping")], this(), Code::HeadersDiffer),
            (&[newest, method], this(), Code::HeadersDiffer),
            (&[newest, method, ("mcp-name", "void")], this(), Code::HeadersDiffer),
            (&[newest], json!({}), Code::InvalidParameters),
            (&[newest, method], meta(NEWEST, Value::Null), Code::InvalidParameters),
            (&[("mcp-protocol-version", "2030-01-01")], json!({}), Code::UnsupportedVersion),
            (
                &[("mcp-protocol-version", "2030-01-01")],
                meta("2030-01-01", json!({})),
                Code::UnsupportedVersion,
            ),
        ] {
            assert_eq!(
                era(headers, "tools/call", params.clone()),
                Err(code),
                "{headers:?} {params}"
            );
        }
    }

    #[test]
    fn a_handshake_agrees_on_what_both_know() {
        assert_eq!(agreed(Some("2025-03-26")), "2025-03-26");
        for other in [None, Some("1999-01-01"), Some(NEWEST)] {
            assert_eq!(agreed(other), "2025-11-25");
        }
    }
}
