//! The JSON of the history.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use uuid::Uuid;

/// An entry of the account's history.
#[derive(Serialize, ToSchema)]
pub(crate) struct Event {
    /// Its id.
    pub(crate) id: Uuid,
    /// What happened.
    #[schema(example = "invoice.issued")]
    pub(crate) r#type: &'static str,
    /// When.
    pub(crate) created_at: Timestamp,
    /// Who: `key:`, `mcp:` (a key that a program used for somebody) or `user:` and an id, or `system`.
    #[schema(example = "system")]
    pub(crate) actor: String,
    /// To what: the id of the invoice, customer, … that the type's first word names.
    pub(crate) object_id: Uuid,
    /// What changed, as before and after, or the facts of the event.
    #[schema(value_type = Object, example = json!({"number": "INV-2026-0001"}))]
    pub(crate) data: Option<Box<RawValue>>,
}

/// A piece of the history, oldest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct EventPage {
    /// The events.
    pub(crate) data: Vec<Event>,
    /// What to pass as `after` to get what comes next; keep it and ask again later.
    pub(crate) next_after: Option<String>,
}
