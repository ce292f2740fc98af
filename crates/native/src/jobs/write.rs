//! From a job to its JSON.

use super::wire;
use net30_app::jobs::Job;
use serde_json::value::RawValue;

/// Something to be done outside.
pub(crate) fn job(job: &Job) -> wire::Job {
    wire::Job {
        id: job.id,
        kind: job.kind.clone(),
        status: if job.dead_at.is_some() { "dead" } else { "waiting" },
        data: RawValue::from_string(job.payload.clone()).ok(),
        attempts: job.attempts,
        error: job.last_error.clone(),
        run_at: job.run_at,
        dead_at: job.dead_at,
    }
}
