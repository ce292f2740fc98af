//! The documents: each says what was issued, adds up, and stands where it is indexed.

use super::{
    Checked, PAGE, Report, fault,
    history::History,
    ledger::{AnchoredHashes, Entered, Ledger, Standing},
};
use net30_domain::{
    credit_note,
    document::DocumentType,
    id::{AccountId, InvoiceId},
    invoice::{Invoice, Stage},
    money::Amount,
    totals,
};
use net30_store::{
    Reader, content,
    invoice::{self, Stored},
    rendered,
};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// Of how many documents what was rendered is read at once.
const RENDERED_AT_ONCE: usize = 32;

/// The documents of an account, as far as they were checked.
pub(super) struct Documents<'a> {
    ledger: &'a Ledger,
    anchored: &'a AnchoredHashes,
    seen: HashSet<Uuid>,
    numbers: HashSet<String>,
    /// How many documents there are of each class.
    classes: BTreeMap<i32, i64>,
}

impl<'a> Documents<'a> {
    pub(super) fn new(ledger: &'a Ledger, anchored: &'a AnchoredHashes) -> Self {
        let (seen, numbers, classes) = (HashSet::new(), HashSet::new(), BTreeMap::new());
        Self { ledger, anchored, seen, numbers, classes }
    }

    /// The numbers that documents have.
    pub(super) fn numbers(&self) -> &HashSet<String> {
        &self.numbers
    }

    /// Checks every document of the account.
    pub(super) async fn check(
        &mut self,
        reader: &mut Reader,
        account_id: AccountId,
        history: &mut History,
        report: &mut Report,
    ) -> Checked {
        let mut after = None;
        loop {
            let page = invoice::scan(reader, account_id, after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.invoice.id);
            let originals = originals(reader, account_id, &page).await?;
            for stored in &page {
                report.documents += 1;
                self.document(stored, &originals, history)?;
            }
            check_rendered(reader, &page, history).await?;
            net30_store::progress::tell("documents", report.documents, None);
        }
        let gone = self.ledger.documents.iter().find(|(id, _)| !self.seen.contains(*id));
        match gone {
            None => Ok(()),
            Some((id, entered)) => {
                fault("event", format!("{} ({id}) was issued, and is gone", entered.number))
            }
        }
    }

    fn document(
        &mut self,
        stored: &Stored,
        originals: &HashMap<InvoiceId, Invoice>,
        history: &History,
    ) -> Checked {
        let invoice = &stored.invoice;
        let title = format!("{} ({})", invoice.title(), invoice.id);
        self.seen.insert(invoice.id.0);
        *self.classes.entry(stored.class).or_default() += 1;
        if let Some(number) = invoice.number()
            && !self.numbers.insert(number.to_owned())
        {
            return fault("numbering", format!("{title}: the number is used twice"));
        }
        self.entered(invoice, &title)?;
        check_totals(invoice, originals, &title)?;
        self.content(invoice, &title)?;
        check_index(stored, &title)?;
        history.check_moments(invoice, &title)
    }

    /// It stands where the chain says, under the number and with the total of its issue.
    fn entered(&self, invoice: &Invoice, title: &str) -> Checked {
        let is = match &invoice.stage {
            Stage::Draft { .. } => Standing::Draft,
            Stage::Issued(_) => Standing::Issued,
            Stage::Void { at, .. } => Standing::Void(*at),
        };
        let Some(entered) = self.ledger.documents.get(&invoice.id.0) else {
            return match is {
                Standing::Draft => Ok(()),
                _ => fault("event", format!("{title}: the chain has no event of its issue")),
            };
        };
        let Entered { standing, number, total, revision, .. } = entered;
        if is != *standing {
            return fault("event", format!("{title}: the chain says that it is {standing:?}"));
        }
        if invoice.number() != Some(number) {
            return fault("event", format!("{title}: it was issued as {number}"));
        }
        let has = invoice.totals.total.to_decimal(invoice.content.currency).to_string();
        if is != Standing::Draft && has != *total {
            let message = format!("{title}: its total is {has}, it was issued with {total}");
            return fault("event", message);
        }
        if invoice.revision < *revision {
            return fault("event", format!("{title}: it was issued as revision {revision}"));
        }
        Ok(())
    }

    /// All that an issued document says is what it said when it was issued.
    fn content(&self, invoice: &Invoice, title: &str) -> Checked {
        let Some(hash) = content::of_document(invoice) else { return Ok(()) };
        let entered = self.ledger.documents.get(&invoice.id.0);
        let entered = entered.and_then(|entered| entered.content.as_ref());
        match entered.or_else(|| self.anchored.get(&invoice.id.0)) {
            Some(issued) if content::text_of(&hash) == *issued => Ok(()),
            Some(_) => fault("content", format!("{title}: it does not say what was issued")),
            None => fault("content", format!("{title}: the chain has no hash of what it says")),
        }
    }

    /// What is kept of how many documents stand where is what was counted.
    pub(super) async fn check_tally(&self, reader: &mut Reader, account_id: AccountId) -> Checked {
        let tallied: BTreeMap<i32, i64> =
            invoice::tallied(reader, account_id).await?.into_iter().collect();
        let differs = |class: &&i32| tallied.get(*class) != self.classes.get(*class);
        match tallied.keys().chain(self.classes.keys()).find(differs) {
            None => Ok(()),
            Some(class) => {
                let count = |of: &BTreeMap<i32, i64>| of.get(class).copied().unwrap_or(0);
                let (listed, are) = (count(&tallied), count(&self.classes));
                fault("tally", format!("{listed} documents of class {class} are listed, {are} are"))
            }
        }
    }
}

/// The invoices that the issued credit notes among some documents take back.
async fn originals(
    reader: &mut Reader,
    account_id: AccountId,
    page: &[Stored],
) -> Checked<HashMap<InvoiceId, Invoice>> {
    let issued = |stored: &&Stored| matches!(stored.invoice.stage, Stage::Issued(_));
    let credited = page.iter().filter(issued).filter_map(|stored| stored.invoice.credits.as_ref());
    let mut ids: Vec<InvoiceId> = credited.map(|link| link.id).collect();
    ids.sort_unstable();
    ids.dedup();
    let found = invoice::load_many(reader, account_id, &ids).await?;
    Ok(found.into_iter().map(|invoice| (invoice.id, invoice)).collect())
}

/// The totals follow from the lines, and no more is credited than was asked for.
fn check_totals(
    invoice: &Invoice,
    originals: &HashMap<InvoiceId, Invoice>,
    title: &str,
) -> Checked {
    let holds = match (invoice.document, &invoice.credits) {
        (DocumentType::Invoice, _) => {
            let rules = invoice.totals.rules;
            totals::recalculate(&invoice.content, rules).as_ref() == Ok(&invoice.totals)
        }
        // A note takes its figures from the invoice as it then was, other notes included.
        (DocumentType::CreditNote, Some(link)) if matches!(invoice.stage, Stage::Issued(_)) => {
            let original = originals.get(&link.id);
            original.is_some_and(|original| credit_note::totals_hold(original, invoice))
        }
        (DocumentType::CreditNote, _) => invoice.totals.contradiction().is_none(),
    };
    if !holds {
        return fault("totals", format!("{title}: the totals do not follow from the lines"));
    }
    let credited = invoice.balance().credited;
    if credited > invoice.totals.payable().max(Amount::ZERO) {
        let credited = invoice.worded(credited);
        return fault("credit", format!("{title}: {credited} of it were credited, which is more"));
    }
    Ok(())
}

/// What is kept beside the document follows from it.
fn check_index(stored: &Stored, title: &str) -> Checked {
    match stored.stray {
        None => Ok(()),
        Some(
            column
            @ ("position" | "paid_minor" | "refunded_minor" | "credited_minor" | "due_minor"),
        ) => {
            let message = format!("{title}: {column} does not follow from what was paid");
            fault("balance", message)
        }
        Some(column) => {
            fault("figures", format!("{title}: {column} does not follow from the document"))
        }
    }
}

/// What was rendered once has the bytes that it had.
async fn check_rendered(reader: &mut Reader, page: &[Stored], history: &mut History) -> Checked {
    for some in page.chunks(RENDERED_AT_ONCE) {
        let ids: Vec<InvoiceId> = some.iter().map(|stored| stored.invoice.id).collect();
        for rendered in rendered::of_documents(reader, &ids).await? {
            if !rendered.is_whole {
                let id = rendered.invoice_id;
                return fault("rendered", format!("a kept document of {id} is damaged"));
            }
            history.add_rendered(&rendered);
        }
    }
    Ok(())
}
