//! The chain: each link carries the hash of the one before it and of its own content.

use super::{Checked, Head, PAGE, Report, fault, ledger::Ledger};
use net30_domain::id::AccountId;
use net30_store::{Reader, event};

/// Goes through the chain; says where it ends, and what it says.
pub(super) async fn check(
    reader: &mut Reader,
    account_id: AccountId,
    anchors: &[&Head],
    report: &mut Report,
) -> Checked<(Head, Ledger)> {
    let mut ledger = Ledger::default();
    let mut head = Head { account_id, sequence: 0, hash: [0; 32] };
    loop {
        let links = event::book_links(reader, account_id, head.sequence, PAGE).await?;
        if links.is_empty() {
            break;
        }
        for link in links {
            let sequence = head.sequence + 1;
            report.events += 1;
            let what = format!("{} of {}", link.event.kind.word(), link.event.object_id);
            if link.sequence != sequence {
                return fault("chain", format!("event {sequence} is missing"));
            }
            if link.previous != head.hash {
                let message =
                    format!("event {sequence} ({what}) does not follow the one before it");
                return fault("chain", message);
            }
            if event::link_hash(&head.hash, sequence, &link.event) != link.hash {
                return fault("chain", format!("event {sequence} ({what}) was changed"));
            }
            head = Head { account_id, sequence, hash: link.hash };
            if anchors.iter().any(|anchor| anchor.sequence == sequence && **anchor != head) {
                let message = format!("event {sequence} ({what}) is not the one that was anchored");
                return fault("anchor", message);
            }
            ledger.enter(&link.event);
        }
    }
    let end = event::chain_end(reader, account_id).await?;
    if end.unwrap_or((0, [0; 32])) != (head.sequence, head.hash) {
        return fault("chain", format!("events after {} are missing", head.sequence));
    }
    if let Some(anchor) = anchors.iter().find(|anchor| anchor.sequence > head.sequence) {
        let message = format!(
            "the chain ends with event {}; the anchor has seen event {}",
            head.sequence, anchor.sequence
        );
        return fault("anchor", message);
    }
    Ok((head, ledger))
}
