//! What is said to PostgreSQL: statements that travel together, and their answers.

use super::{Param, Result, Row, pending::Write};
use crate::Boxed;
use deadpool_postgres::Object;
use futures_util::{
    FutureExt as _,
    future::{MaybeDone, maybe_done},
    poll,
};
use std::pin::Pin;
use tokio_postgres::types::ToSql;

/// Sends a command without waiting for its answer; whatever is sent afterwards on the connection comes after it.
pub(super) fn send(client: &Object, command: &str) {
    // The first poll hands the message to the connection. If that is broken, the next statement says so.
    let _ = client.batch_execute(command).now_or_never();
}

/// What is sent with the next statement whose answer somebody needs.
pub(super) enum Queued {
    Command(&'static str),
    Statement(Write),
}

/// The text of a statement, with its arguments.
pub(crate) type Asked<'a> = (&'static str, Vec<&'a dyn Param>);

/// What a statement was answered.
#[derive(Default)]
pub struct Answer {
    rows: Vec<tokio_postgres::Row>,
    /// How many rows it changed.
    pub(super) changed: u64,
}

impl Answer {
    /// Hands over each row.
    pub(super) fn read(&self, take: &mut dyn FnMut(&mut Row<'_>) -> Result<()>) -> Result<()> {
        self.rows.iter().try_for_each(|row| take(&mut Row::of_postgres(row)))
    }
}

/// Sends statements one behind the other and waits for their answers: one round trip, however many they are. Only what
/// is asked is answered. `has_sent` is set once anything is on its way, also if nobody waits for it any more.
pub(super) async fn exchange(
    client: &Object,
    queued: &[Queued],
    asked: &[Asked<'_>],
    has_sent: &mut bool,
) -> Result<Vec<Answer>> {
    let mut sent: Vec<MaybeDone<Boxed<'_, Answer>>> = vec![];
    // Prepared first: what is not prepared yet takes a round trip, in which nothing may be sent out of its turn.
    for queued in queued {
        sent.push(match queued {
            Queued::Command(command) => maybe_done(told(client, command).boxed()),
            Queued::Statement((statement, args)) => {
                let prepared = client.prepare_cached(statement.for_postgres()).await?;
                let args = args.iter().map(|arg| arg.as_ref() as &(dyn ToSql + Sync)).collect();
                maybe_done(answered(client, prepared, args).boxed())
            }
        });
    }
    for (text, args) in asked {
        let prepared = client.prepare_cached(text).await?;
        let args = args.iter().map(|arg| *arg as &(dyn ToSql + Sync)).collect();
        sent.push(maybe_done(answered(client, prepared, args).boxed()));
    }
    *has_sent = true;
    // The first poll of each hands its message to the connection.
    for message in &mut sent {
        let _ = poll!(message);
    }
    let mut answers = Vec::with_capacity(asked.len());
    for (place, mut message) in sent.into_iter().enumerate() {
        (&mut message).await;
        let answer = Pin::new(&mut message).take_output().expect("it was waited for")?;
        if place >= queued.len() {
            answers.push(answer);
        }
    }
    Ok(answers)
}

async fn told(client: &Object, command: &str) -> Result<Answer> {
    client.batch_execute(command).await?;
    Ok(Answer::default())
}

async fn answered(
    client: &Object,
    prepared: tokio_postgres::Statement,
    args: Vec<&(dyn ToSql + Sync)>,
) -> Result<Answer> {
    if prepared.columns().is_empty() {
        return Ok(Answer { rows: vec![], changed: client.execute(&prepared, &args).await? });
    }
    Ok(Answer { rows: client.query(&prepared, &args).await?, changed: 0 })
}
