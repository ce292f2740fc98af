//! The history outside the chain: its sum, and the moments at which something happened.

use super::{Checked, PAGE, fault};
use net30_domain::{
    Timestamp,
    event::{Event, EventType},
    id::AccountId,
    invoice::{Invoice, Stage},
};
use net30_store::{
    Reader, event,
    history_sum::{self, HistorySum},
    rendered::Rendered,
};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What happened last to a document, by the numbers of the events.
#[derive(Clone, Copy, Debug, Default)]
struct Told {
    issued: i64,
    sent: i64,
    viewed: i64,
}

/// Where series were told to go on, as the history has it.
#[derive(Debug, Default)]
pub(super) struct Jumps {
    /// The series, the first number that it left out, and the one that it went on with.
    told: HashSet<(String, i64, i64)>,
    /// Whether the account was made by a version that did not say where its series begin.
    beginnings_are_untold: bool,
}

impl Jumps {
    fn enter(&mut self, event: &Event) {
        let data: Value = serde_json::from_str(&event.data).unwrap_or_default();
        let told = data["next"].as_array();
        self.beginnings_are_untold |= event.kind == EventType::AccountCreated && told.is_none();
        self.told.extend(told.into_iter().flatten().filter_map(|jump| {
            Some((jump[0].as_str()?.to_owned(), jump[1].as_i64()?, jump[2].as_i64()?))
        }));
    }

    /// Whether somebody told a series to leave these numbers out.
    pub(super) fn know(&self, series: &str, first: i64, next: i64) -> bool {
        self.told.contains(&(series.to_owned(), first, next))
            || (first == 1 && self.beginnings_are_untold)
    }
}

/// All that the history of an account says.
#[derive(Debug, Default)]
pub(super) struct History {
    sum: HistorySum,
    /// Moments at which something happened, in microseconds since 1970.
    moments: HashSet<i64>,
    documents: HashMap<Uuid, Told>,
    jumps: Jumps,
}

impl History {
    /// Goes through every event of the account.
    pub(super) async fn read(reader: &mut Reader, account_id: AccountId) -> Checked<Self> {
        let mut history = Self::default();
        let mut place = None;
        loop {
            let page = event::scan(reader, account_id, place, PAGE).await?;
            let Some(last) = page.last() else { return Ok(history) };
            place = Some(last.place);
            for entry in page {
                history.enter(&entry);
            }
        }
    }

    fn enter(&mut self, entry: &event::Entry) {
        let (event, sequence) = (&entry.event, entry.sequence);
        self.sum.add(&event::entry_hash(sequence, event));
        self.moments.insert(event.at.as_microsecond());
        let told = match event.kind {
            EventType::InvoiceIssued => &mut self.told(event.object_id).issued,
            EventType::InvoiceSent => &mut self.told(event.object_id).sent,
            EventType::InvoiceViewed => &mut self.told(event.object_id).viewed,
            EventType::AccountCreated | EventType::SettingsUpdated => {
                return self.jumps.enter(event);
            }
            _ => return,
        };
        *told = sequence.max(*told);
    }

    fn told(&mut self, document: Uuid) -> &mut Told {
        self.documents.entry(document).or_default()
    }

    /// Where series were told to go on.
    pub(super) fn jumps(&self) -> &Jumps {
        &self.jumps
    }

    /// Adds what was rendered once and kept.
    pub(super) fn add_rendered(&mut self, rendered: &Rendered) {
        self.sum.add(&rendered.digest);
    }

    /// What a document says of when things happened is what the history says.
    pub(super) fn check_moments(&self, invoice: &Invoice, title: &str) -> Checked {
        let (issued, sent_at, voided_at) = match &invoice.stage {
            Stage::Draft { .. } => (false, None, None),
            Stage::Issued(issue) => (true, issue.sent_at, None),
            Stage::Void { issue, at } => (false, issue.sent_at, Some(*at)),
        };
        let moments = [
            ("sent", sent_at),
            ("voided", voided_at),
            ("viewed", invoice.viewed_at),
            ("paid", invoice.paid_at),
            ("last not paid online", invoice.payment_failed_at),
            ("deleted", invoice.deleted_at),
        ];
        let unknown = |at: &Option<Timestamp>| {
            at.is_some_and(|at| !self.moments.contains(&at.as_microsecond()))
        };
        if let Some((what, _)) = moments.iter().find(|(_, at)| unknown(at)) {
            let message = format!("{title}: nothing happened at the moment when it was {what}");
            return fault("moment", message);
        }
        let told = self.documents.get(&invoice.id.0).copied().unwrap_or_default();
        if issued && told.sent > told.issued && sent_at.is_none() {
            return fault("moment", format!("{title}: it was sent, and says that it was not"));
        }
        if told.viewed > 0 && invoice.viewed_at.is_none() {
            return fault("moment", format!("{title}: it was viewed, and says that it was not"));
        }
        Ok(())
    }

    /// What there is comes to the sum that was kept.
    pub(super) async fn check_sum(&self, reader: &mut Reader, account_id: AccountId) -> Checked {
        let kept = history_sum::load(reader, account_id).await?.unwrap_or_default();
        let (found, added) = (self.sum.entries(), kept.entries());
        if self.sum == kept {
            return Ok(());
        }
        let message = if found == added {
            "an event outside the chain, or a kept document, was changed".to_owned()
        } else {
            format!("of events and kept documents there are {found}, {added} were added")
        };
        fault("history", message)
    }
}
