//! The methods of the protocol: which tools there are for whom, and what becomes of a call.

use crate::{
    ask::{Terms, Visit},
    consent::{self, Deed},
    era::{self, Era},
    message::{Code, Fault, Message},
    outcome,
    tool::{CONFIRMATION, TOOLS, Tool},
};
use serde_json::{Map, Value, json};

const INSTRUCTIONS: &str = "Invoices, customers and reports of one company. Amounts are exact decimals in the currency that stands beside them; never add up different currencies. What changes something is shown first and needs the person's consent: nothing is issued, sent, paid, credited or voided without it.";

/// The result of a request.
///
/// # Errors
/// There is no such method or tool.
pub(crate) async fn answered(visit: &Visit, era: Era, message: &Message) -> Result<Value, Fault> {
    let method = message.method.as_deref().unwrap_or_default();
    let result = match (method, era) {
        ("initialize", _) => json!({
            "protocolVersion": era::agreed(message.text("protocolVersion")),
            "capabilities": capabilities(),
            "serverInfo": server(),
            "instructions": INSTRUCTIONS,
        }),
        ("server/discover", Era::Newest { .. }) => json!({
            "supportedVersions": era::supported(),
            "capabilities": capabilities(),
            "instructions": INSTRUCTIONS,
        }),
        ("ping", Era::Handshake) => json!({}),
        ("tools/list", _) => {
            let allowed = TOOLS.iter().filter(|tool| visit.caller.scope >= tool.scope());
            let tools: Vec<Value> = allowed.map(described).collect();
            json!({"tools": tools})
        }
        ("tools/call", _) => call(visit, era, message).await?,
        _ => return Err(Fault::new(Code::NoSuchMethod, format!("there is no method {method}"))),
    };
    Ok(in_words_of(era, method, result))
}

/// What the newest protocol has with each result.
fn in_words_of(era: Era, method: &str, mut result: Value) -> Value {
    if let (Era::Newest { .. }, Value::Object(result)) = (era, &mut result) {
        result.entry("resultType").or_insert_with(|| "complete".into());
        if method != "tools/call" {
            // Of this key, and what it may do can change at any time.
            result.insert("ttlMs".to_owned(), 0.into());
            result.insert("cacheScope".to_owned(), "private".into());
        }
        result.insert("_meta".to_owned(), json!({"io.modelcontextprotocol/serverInfo": server()}));
    }
    result
}

fn capabilities() -> Value {
    json!({"tools": {"listChanged": false}})
}

fn server() -> Value {
    json!({"name": "net30", "title": "net30", "version": env!("CARGO_PKG_VERSION")})
}

async fn call(visit: &Visit, era: Era, message: &Message) -> Result<Value, Fault> {
    let name = message.text("name").unwrap_or_default();
    let tool = Tool::named(name).filter(|tool| visit.caller.scope >= tool.scope());
    let tool = tool
        .ok_or_else(|| Fault::new(Code::InvalidParameters, format!("there is no tool {name}")))?;
    let mut arguments = match message.params.get("arguments") {
        None | Some(Value::Null) => Map::new(),
        Some(Value::Object(arguments)) => arguments.clone(),
        Some(_) => return Err(Fault::new(Code::InvalidParameters, "arguments are an object")),
    };
    // What is null is not said.
    arguments.retain(|_, value| !value.is_null());
    let confirmation = match arguments.remove(CONFIRMATION) {
        None => None,
        Some(Value::String(token)) => Some(token),
        Some(_) => return Ok(outcome::refused("invalid_arguments", "confirmation must be a text")),
    };
    let asked = match tool.asked(&arguments) {
        Ok(asked) => asked,
        Err(why) => return Ok(outcome::refused("invalid_arguments", &why)),
    };
    if tool.does.is_none() {
        let reply = visit.ask(&asked, Terms::default()).await;
        return Ok(outcome::of(&visit.http, tool, &asked.path, &reply));
    }
    let by_person = era == Era::Newest { asks_people: true };
    let deed = Deed::of(visit, tool, &asked, &arguments, by_person);
    let token = if by_person { message.text("requestState") } else { confirmation.as_deref() };
    let Some(token) = token else { return Ok(deed.show().await) };
    if by_person && !consent::has_agreed(message.params.get("inputResponses")) {
        let detail = "the person did not agree, and nothing was done";
        return Ok(outcome::refused("confirmation_declined", detail));
    }
    Ok(deed.carry_out(token).await)
}

fn described(tool: &Tool) -> Value {
    let looks = tool.does.is_none();
    json!({
        "name": tool.name,
        "title": tool.title,
        "description": tool.description,
        "inputSchema": tool.schema(),
        "annotations": {
            "title": tool.title,
            "readOnlyHint": looks,
            "destructiveHint": !looks && tool.name != "draft_invoice",
            "idempotentHint": looks,
            "openWorldHint": tool.leaves,
        }
    })
}
