//! From an event to its JSON.

use super::wire;
use net30_domain::event::Event;
use serde_json::value::RawValue;

/// An entry of the history.
pub(crate) fn event(event: &Event) -> wire::Event {
    wire::Event {
        id: event.id.0,
        r#type: event.kind.word(),
        created_at: event.at,
        actor: event.actor.to_string(),
        object_id: event.object_id,
        data: RawValue::from_string(event.data.clone()).ok(),
    }
}
