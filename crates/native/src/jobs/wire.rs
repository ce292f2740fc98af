//! The JSON of jobs.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use uuid::Uuid;

/// Something to be done outside.
#[derive(Serialize, ToSchema)]
pub(crate) struct Job {
    /// Its id.
    pub(crate) id: Uuid,
    /// What is to be done: `email`, ….
    #[schema(example = "email")]
    pub(crate) kind: String,
    /// `waiting` or `dead`.
    #[schema(example = "dead")]
    pub(crate) status: &'static str,
    /// With what.
    #[schema(value_type = Object, example = json!({"delivery_id": "019b8f3e-7c2a-7d51-9c1e-3f1d2a4b5c6d"}))]
    pub(crate) data: Option<Box<RawValue>>,
    /// How often it was tried.
    #[schema(example = 20)]
    pub(crate) attempts: i32,
    /// What went wrong last.
    #[schema(example = "451 try again later")]
    pub(crate) error: Option<String>,
    /// When it is, or was, to be tried next.
    pub(crate) run_at: Timestamp,
    /// When it was given up.
    pub(crate) dead_at: Option<Timestamp>,
}
