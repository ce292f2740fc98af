//! Messages of JSON-RPC 2.0, and why one is not answered with a result.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// A message of a client.
#[derive(Debug, Deserialize)]
pub(crate) struct Message {
    /// By which its answer is known; a notification has none.
    pub(crate) id: Option<Value>,
    /// What is asked for; an answer to a question of ours has none.
    pub(crate) method: Option<String>,
    #[serde(default)]
    pub(crate) params: Map<String, Value>,
}

/// Why a message is refused, in the codes of JSON-RPC and of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub(crate) enum Code {
    Unreadable = -32700,
    InvalidRequest = -32600,
    NoSuchMethod = -32601,
    InvalidParameters = -32602,
    HeadersDiffer = -32020,
    UnsupportedVersion = -32022,
}

/// A refusal.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fault {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) data: Option<Value>,
}

impl Fault {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), data: None }
    }

    /// The status that goes with it since the protocol of 2026-07-28.
    pub(crate) fn status(&self) -> StatusCode {
        match self.code {
            Code::NoSuchMethod => StatusCode::NOT_FOUND,
            _ => StatusCode::BAD_REQUEST,
        }
    }

    /// The answer that says so.
    pub(crate) fn answer(&self, status: StatusCode, id: Option<&Value>) -> Response {
        let mut error = json!({"code": self.code as i32, "message": self.message});
        if let Some(data) = &self.data {
            error["data"] = data.clone();
        }
        written(status, &json!({"jsonrpc": "2.0", "id": id, "error": error}))
    }
}

impl Message {
    /// Reads a message.
    ///
    /// # Errors
    /// It is no JSON, or no message.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let value: Value = serde_json::from_slice(bytes).map_err(|error| {
            Fault::new(Code::Unreadable, format!("the body is no JSON: {error}"))
        })?;
        if value["jsonrpc"] != "2.0" {
            let words = "the body is no message of JSON-RPC 2.0; several at once are not taken";
            return Err(Fault::new(Code::InvalidRequest, words));
        }
        let message: Self = serde_json::from_value(value)
            .map_err(|error| Fault::new(Code::InvalidRequest, error.to_string()))?;
        match message.id {
            None | Some(Value::String(_) | Value::Number(_)) => Ok(message),
            Some(_) => Err(Fault::new(Code::InvalidRequest, "an id is a text or a number")),
        }
    }

    /// What the client says of itself and its protocol with each request.
    pub(crate) fn meta(&self, name: &str) -> Option<&Value> {
        self.params.get("_meta")?.get(format!("io.modelcontextprotocol/{name}"))
    }

    /// A parameter that is a text.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.params.get(name)?.as_str()
    }
}

/// The answer with a result.
pub(crate) fn result(id: &Value, result: &Value) -> Response {
    written(StatusCode::OK, &json!({"jsonrpc": "2.0", "id": id, "result": result}))
}

/// The answer to what wants none.
pub(crate) fn accepted() -> Response {
    StatusCode::ACCEPTED.into_response()
}

fn written(status: StatusCode, value: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_message_is_refused() {
        for (body, code) in [
            ("{", Code::Unreadable),
            ("[]", Code::InvalidRequest),
            (r#"{"id": 1, "method": "ping"}"#, Code::InvalidRequest),
            (r#"{"jsonrpc": "2.0", "id": {}, "method": "ping"}"#, Code::InvalidRequest),
            (r#"{"jsonrpc": "2.0", "id": 1, "method": 7}"#, Code::InvalidRequest),
            (
                r#"{"jsonrpc": "2.0", "id": 1, "method": "ping", "params": []}"#,
                Code::InvalidRequest,
            ),
        ] {
            assert_eq!(Message::read(body.as_bytes()).unwrap_err().code, code, "{body}");
        }
        let message = Message::read(br#"{"jsonrpc": "2.0", "id": 1, "method": "ping"}"#).unwrap();
        assert_eq!(message.id, Some(json!(1)));
    }
}
