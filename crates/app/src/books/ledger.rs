//! What the chain says: the documents that were issued, what was paid for them, the numbers that were drawn.

use super::{Checked, PAGE, fault};
use net30_domain::{
    Date, Timestamp,
    document::DocumentType,
    event::{Event, EventType},
    id::AccountId,
};
use net30_store::{
    Reader,
    anchored::{self, OverAll},
    content,
};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Hashes of what was in the books before such hashes were chained, as events have them.
pub(super) type AnchoredHashes = HashMap<Uuid, String>;

/// Where the chain says that a document stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Draft,
    Issued,
    Void(Timestamp),
}

/// A document as the chain has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entered {
    pub(super) standing: Standing,
    pub(super) number: String,
    pub(super) total: String,
    /// The hash of what it says; none if it was issued before such hashes were chained.
    pub(super) content: Option<String>,
    /// At least this revision.
    pub(super) revision: i64,
}

/// A payment or a refund as the chain has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Recorded {
    /// The document that is paid, or the payment that is given back.
    pub(super) of: Uuid,
    /// The hash of what it says; none if it was recorded before such hashes were chained.
    pub(super) content: Option<String>,
    pub(super) reversed_at: Option<Timestamp>,
}

/// Credit of an invoice that pays another, as the chain has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Applied {
    pub(super) amount: String,
    pub(super) date: String,
    pub(super) at: Timestamp,
    pub(super) released_at: Option<Timestamp>,
}

/// The last number that was drawn of a series.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Drawn {
    pub(super) place: i64,
    pub(super) date: Option<Date>,
}

/// What the chain says.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    pub(super) documents: HashMap<Uuid, Entered>,
    pub(super) payments: HashMap<Uuid, Recorded>,
    pub(super) refunds: HashMap<Uuid, Recorded>,
    /// By the invoice that was in credit, and the payment that uses it.
    pub(super) applied: HashMap<(Uuid, Uuid), Applied>,
    pub(super) drawn: BTreeMap<(DocumentType, String), Drawn>,
    pub(super) lock: Option<String>,
    /// The hash over the hashes of what was in the books before.
    pub(super) anchored: Option<String>,
    /// Whether hashes of content are chained by now: from then on nothing from before can be anchored.
    pub(super) is_hashed: bool,
    /// Whether something was anchored even so.
    pub(super) is_anchored_late: bool,
}

/// A text of an event's facts, empty if there is none.
fn text(data: &Value, field: &str) -> String {
    data[field].as_str().unwrap_or_default().to_owned()
}

fn id(data: &Value, field: &str) -> Uuid {
    data[field].as_str().and_then(|text| text.parse().ok()).unwrap_or_default()
}

fn content_of(data: &Value) -> Option<String> {
    data["content"].as_str().map(str::to_owned)
}

impl Ledger {
    /// Enters what an event says; those that do not concern the figures are passed over.
    pub(super) fn enter(&mut self, event: &Event) {
        let data: Value = serde_json::from_str(&event.data).unwrap_or_default();
        let object = event.object_id;
        self.is_anchored_late |= self.is_hashed && event.kind == EventType::BooksAnchored;
        self.is_hashed |= !data["content"].is_null() || event.kind == EventType::BooksAnchored;
        match event.kind {
            EventType::AccountCreated => self.lock = data["lock"].as_str().map(str::to_owned),
            EventType::LockChanged => self.lock = data["lock"][1].as_str().map(str::to_owned),
            EventType::BooksAnchored => self.enter_anchor(&data),
            EventType::InvoiceIssued => self.enter_issue(object, &data),
            EventType::InvoiceUnpublished => self.stands(object, Standing::Draft),
            EventType::InvoiceVoided => self.stands(object, Standing::Void(event.at)),
            EventType::PaymentRecorded => {
                let payment = recorded(object, &data);
                self.payments.insert(id(&data, "payment_id"), payment);
            }
            EventType::PaymentReversed => {
                if let Some(payment) = self.payments.get_mut(&id(&data, "payment_id")) {
                    payment.reversed_at = Some(event.at);
                }
            }
            EventType::PaymentRefunded => {
                let refund = recorded(id(&data, "payment_id"), &data);
                self.refunds.insert(id(&data, "refund_id"), refund);
            }
            EventType::PaymentApplied => {
                let applied = Applied {
                    amount: text(&data, "amount"),
                    date: text(&data, "date"),
                    at: event.at,
                    released_at: None,
                };
                self.applied.insert((object, id(&data, "payment_id")), applied);
            }
            EventType::PaymentReleased => {
                if let Some(applied) = self.applied.get_mut(&(object, id(&data, "payment_id"))) {
                    applied.released_at = Some(event.at);
                }
            }
            _ => {}
        }
    }

    fn enter_issue(&mut self, object: Uuid, data: &Value) {
        let entered = Entered {
            standing: Standing::Issued,
            number: text(data, "number"),
            total: text(data, "total"),
            content: content_of(data),
            revision: data["revision"].as_i64().unwrap_or(0),
        };
        self.documents.insert(object, entered);
        if let (Some(series), Some(place)) = (data["series"].as_str(), data["place"].as_i64())
            && let Some(document) = DocumentType::parse(&text(data, "type"))
        {
            let drawn = Drawn { place, date: text(data, "issue_date").parse().ok() };
            self.draw(document, series, drawn);
        }
    }

    fn enter_anchor(&mut self, data: &Value) {
        self.anchored = Some(text(data, "sha256"));
        for series in data["series"].as_array().into_iter().flatten() {
            if let Some(document) = DocumentType::parse(&text(series, "type")) {
                let place = series["next"].as_i64().unwrap_or(1) - 1;
                let drawn = Drawn { place, date: text(series, "last_issue_date").parse().ok() };
                self.draw(document, &text(series, "series"), drawn);
            }
        }
    }

    fn draw(&mut self, document: DocumentType, series: &str, drawn: Drawn) {
        let last = self.drawn.entry((document, series.to_owned())).or_default();
        if drawn.place >= last.place {
            *last = drawn;
        }
    }

    fn stands(&mut self, object: Uuid, standing: Standing) {
        if let Some(entered) = self.documents.get_mut(&object) {
            entered.standing = standing;
        }
    }
}

fn recorded(of: Uuid, data: &Value) -> Recorded {
    Recorded { of, content: content_of(data), reversed_at: None }
}

/// The hashes of what was in the books before, which must be those that the chain anchored.
pub(super) async fn anchored(
    reader: &mut Reader,
    account_id: AccountId,
    ledger: &Ledger,
) -> Checked<AnchoredHashes> {
    let mut hashes = AnchoredHashes::new();
    let mut over_all = OverAll::default();
    let mut after = Uuid::nil();
    loop {
        let page = anchored::scan(reader, account_id, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.object_id;
        for hash in page {
            over_all.take(&hash);
            hashes.insert(hash.object_id, content::text_of(&hash.sha256));
        }
    }
    if ledger.is_anchored_late {
        return fault("content", "the books were anchored when their hashes were chained already");
    }
    let is_right = match &ledger.anchored {
        Some(anchored) => content::text_of(&over_all.hash()) == *anchored,
        None => hashes.is_empty(),
    };
    if is_right {
        Ok(hashes)
    } else {
        fault("content", "the hashes of what was issued before are not those that were anchored")
    }
}
