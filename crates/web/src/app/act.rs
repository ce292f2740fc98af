//! What a form asks for, done once however often it is sent, and only to what the person saw.

use super::{fields, form::Written, page, refusals, texts::Texts, visit::Visit};
use axum::{http::StatusCode, response::Response};
use net30_app::{Call, Done, Error, Idempotency, StoredReply, UseCase};
use net30_domain::{fault::Faults, refusal::Refusal};
use net30_http::problem::Problem;
use uuid::Uuid;

/// The hidden fields of a form that changes something.
#[derive(Clone, Debug)]
pub(super) struct Once {
    /// The same each time that this form is sent.
    pub(super) key: String,
    /// The revision of what the person saw; empty where nothing is changed that was there.
    pub(super) revision: String,
}

impl Once {
    /// The fields of a form about something at a revision: with the key that it came with, if it is shown again.
    pub(super) fn of(visit: &Visit, revision: i64) -> Self {
        Self { revision: revision.to_string(), ..Self::making(visit) }
    }

    /// The fields of a form that makes something.
    pub(super) fn making(visit: &Visit) -> Self {
        let key = key(visit).unwrap_or_else(Uuid::now_v7);
        Self { key: key.to_string(), revision: String::new() }
    }
}

fn key(visit: &Visit) -> Option<Uuid> {
    visit.form.text("idempotency").parse().ok()
}

/// Why something was not done.
#[derive(Debug)]
pub(super) enum Undone {
    /// What was typed is wrong.
    Faults(Faults),
    /// It is not allowed now.
    Refused(Refusal),
    /// Somebody changed it since the person saw it.
    Changed,
    /// Anything else, which is told as a page of trouble.
    Trouble(Problem),
}

impl From<Error> for Undone {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid(faults) => Self::Faults(faults),
            Error::Refused(refusal) => Self::Refused(refusal),
            Error::PreconditionFailed(_) => Self::Changed,
            other => Self::Trouble(other.into()),
        }
    }
}

impl From<Problem> for Undone {
    fn from(problem: Problem) -> Self {
        Self::Trouble(problem)
    }
}

impl From<Undone> for Problem {
    fn from(undone: Undone) -> Self {
        match undone {
            Undone::Faults(faults) => Error::Invalid(faults).into(),
            Undone::Refused(refusal) => Error::Refused(refusal).into(),
            Undone::Changed => Error::PreconditionFailed(0).into(),
            Undone::Trouble(problem) => problem,
        }
    }
}

/// The circumstances of what a form asks for.
pub(super) fn call(visit: &Visit) -> Result<Call, Problem> {
    let once = |key: Uuid| Idempotency {
        // No client's key has a line feed. The forms of a page share its key.
        key: format!("\npage/{key}{}", visit.target),
        fingerprint: visit.form.fingerprint(&visit.target),
    };
    Ok(Call {
        caller: visit.caller()?,
        dry_run: false,
        if_match: visit.form.text("revision").parse().ok(),
        idempotency: key(visit).map(once),
    })
}

/// Does what a form asks for, and sends the browser to where that leads: a path below that of the server.
pub(super) async fn act<U: UseCase>(
    visit: &Visit,
    use_case: &U,
    to: impl Fn(&U::Output) -> String + Sync,
) -> Result<Response, Undone> {
    let reply = |output: &U::Output| StoredReply {
        status: StatusCode::SEE_OTHER.as_u16(),
        headers: vec![("location".to_owned(), to(output))],
        body: vec![],
    };
    match visit.app().write(&call(visit)?, use_case, reply).await? {
        Done::Fresh(output) => Ok(page::see(visit, &to(&output))),
        Done::Replayed(stored) => {
            let location = stored.headers.first().map_or("/app", |(_, path)| path.as_str());
            Ok(page::see(visit, location))
        }
    }
}

/// A form that is shown again, since it could not be done.
#[derive(Debug)]
pub(super) struct Again {
    /// What is said above it.
    pub(super) notice: Option<String>,
    /// What is said at its fields.
    pub(super) faults: fields::Faults,
    /// With which status.
    pub(super) status: StatusCode,
}

impl Again {
    /// The form as it is shown first.
    pub(super) fn first() -> Self {
        Self { notice: None, faults: fields::Faults::default(), status: StatusCode::OK }
    }

    /// What is said of why it could not be done.
    ///
    /// # Errors
    /// What has no place in a form.
    pub(super) fn of(
        visit: &Visit,
        t: Texts,
        written: &Written,
        undone: Undone,
    ) -> Result<Self, Problem> {
        let mut again = Self::first();
        again.status = match undone {
            Undone::Faults(faults) => {
                again.faults = written.told(t, &faults);
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Undone::Refused(refusal) => {
                again.notice = Some(refusals::said(t, &refusal));
                StatusCode::CONFLICT
            }
            Undone::Changed => {
                again.notice = Some(t.changed_since());
                StatusCode::PRECONDITION_FAILED
            }
            Undone::Trouble(problem) => return Err(problem),
        };
        // Scripts put into a dialog what was refused with 422, and nothing else.
        if visit.wants_fragment() {
            again.status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        Ok(again)
    }
}
