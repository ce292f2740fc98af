//! `verify`: computes the books again and names the first fault.

use crate::{App, Error, Result, What};
use net30_domain::{
    id::AccountId,
    invoice::{DocumentType, Invoice},
    standing::{Position, Standing},
    totals,
};
use net30_store::{
    Reader, account, event,
    invoice::{self, InvoiceFilter},
    sequence,
};
use std::collections::{HashMap, HashSet};

const PAGE: i64 = 500;

/// What was checked, and the first fault, if there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many accounts were checked.
    pub accounts: u64,
    /// How many documents.
    pub documents: u64,
    /// How many links of the chain.
    pub events: u64,
    /// The first fault.
    pub fault: Option<BookFault>,
}

/// Something that the books do not bear out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookFault {
    /// In which account.
    pub account_id: AccountId,
    /// Which rule: `chain`, `event`, `totals`, `balance`, `numbering`, `tally`.
    pub rule: &'static str,
    /// What is wrong, with the document's number.
    pub message: String,
}

/// Checks one account, or all of them.
///
/// # Errors
/// Those of the database. A fault of the books is no error: it is in the report.
pub async fn verify(app: &App, only: Option<AccountId>) -> Result<Report> {
    let mut report = Report::default();
    let mut reader = app.store().reader().await?;
    let ids = match only {
        Some(id) => {
            account::load(&mut reader, id).await?.ok_or(Error::NotFound(What::Account))?;
            vec![id]
        }
        None => account::all_ids(&mut reader).await?,
    };
    for account_id in ids {
        report.accounts += 1;
        let mut check = AccountCheck {
            account_id,
            issued: HashMap::new(),
            numbers: HashSet::new(),
            standing: HashMap::new(),
        };
        let fault = match check.chain(&mut reader, &mut report).await? {
            Some(fault) => Some(fault),
            None => match check.documents(&mut reader, &mut report).await? {
                Some(fault) => Some(fault),
                None => match check.numbering(&mut reader).await? {
                    Some(fault) => Some(fault),
                    None => check.tally(app, &mut reader).await?,
                },
            },
        };
        if fault.is_some() {
            report.fault = fault;
            break;
        }
    }
    Ok(report)
}

struct AccountCheck {
    account_id: AccountId,
    /// What the chain says was issued last under each document's id: number and total.
    issued: HashMap<uuid::Uuid, (String, String)>,
    /// The numbers of the account's documents.
    numbers: HashSet<String>,
    /// How many documents that lists show stand where.
    standing: HashMap<Position, i64>,
}

impl AccountCheck {
    fn fault(&self, rule: &'static str, message: impl Into<String>) -> BookFault {
        BookFault { account_id: self.account_id, rule, message: message.into() }
    }

    /// Each link carries the hash of the one before it and of its own content; none is missing at the end.
    async fn chain(
        &mut self,
        reader: &mut Reader,
        report: &mut Report,
    ) -> Result<Option<BookFault>> {
        let mut previous = [0; 32];
        let mut sequence = 0;
        loop {
            let links = event::book_links(reader, self.account_id, sequence, PAGE).await?;
            if links.is_empty() {
                break;
            }
            for link in links {
                sequence += 1;
                report.events += 1;
                let what = format!("{} of {}", link.event.kind.word(), link.event.object_id);
                if link.sequence != sequence {
                    return Ok(Some(self.fault("chain", format!("event {sequence} is missing"))));
                }
                if link.previous != previous {
                    let message =
                        format!("event {sequence} ({what}) does not follow the one before it");
                    return Ok(Some(self.fault("chain", message)));
                }
                if event::link_hash(&previous, sequence, &link.event) != link.hash {
                    let message = format!("event {sequence} ({what}) was changed");
                    return Ok(Some(self.fault("chain", message)));
                }
                previous = link.hash;
                self.note(&link.event);
            }
        }
        let end = event::chain_end(reader, self.account_id).await?;
        if end.unwrap_or((0, [0; 32])) != (sequence, previous) {
            return Ok(Some(self.fault("chain", format!("events after {sequence} are missing"))));
        }
        Ok(None)
    }

    fn note(&mut self, event: &net30_domain::event::Event) {
        if event.kind != net30_domain::event::EventType::InvoiceIssued {
            return;
        }
        let data: serde_json::Value = serde_json::from_str(&event.data).unwrap_or_default();
        let text = |field: &str| data[field].as_str().unwrap_or_default().to_owned();
        self.issued.insert(event.object_id, (text("number"), text("total")));
    }

    async fn documents(
        &mut self,
        reader: &mut Reader,
        report: &mut Report,
    ) -> Result<Option<BookFault>> {
        let mut after = None;
        loop {
            let page = invoice::scan(reader, self.account_id, after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(None) };
            after = Some(last.invoice.id);
            for stored in page {
                report.documents += 1;
                if let Some(fault) = self.document(&stored) {
                    return Ok(Some(fault));
                }
            }
        }
    }

    fn document(&mut self, stored: &invoice::Stored) -> Option<BookFault> {
        let invoice = &stored.invoice;
        let title = format!("{} ({})", invoice.title(), invoice.id);
        if invoice.deleted_at.is_none() {
            *self.standing.entry(invoice.position()).or_default() += 1;
        }
        if let Some(number) = invoice.number()
            && !self.numbers.insert(number.to_owned())
        {
            return Some(self.fault("numbering", format!("{title}: the number is used twice")));
        }
        let totals_are_right = match invoice.document {
            // A note takes its figures from the invoice as it then was, other notes included.
            DocumentType::CreditNote => invoice.totals.contradiction().is_none(),
            DocumentType::Invoice => {
                totals::recalculate(&invoice.content, invoice.totals.rules).as_ref()
                    == Ok(&invoice.totals)
            }
        };
        if !totals_are_right {
            return Some(
                self.fault("totals", format!("{title}: the totals do not follow from the lines")),
            );
        }
        if stored.due != invoice.balance().due || stored.position != Some(invoice.position()) {
            let message = format!("{title}: the balance does not follow from the payments");
            return Some(self.fault("balance", message));
        }
        self.issue(invoice, &title)
    }

    /// What the document says now is what the chain says was issued.
    fn issue(&self, invoice: &Invoice, title: &str) -> Option<BookFault> {
        let issue = invoice.stage.issue()?;
        let total = invoice.totals.total.to_decimal(invoice.content.currency).to_string();
        let message = match self.issued.get(&invoice.id.0) {
            None => format!("{title}: the chain has no event of its issue"),
            Some((number, _)) if *number != issue.number => {
                format!("{title}: it was issued as {number}")
            }
            Some((_, issued)) if *issued != total => {
                format!("{title}: its total is {total}, it was issued with {issued}")
            }
            Some(_) => return None,
        };
        Some(self.fault("event", message))
    }

    /// What is kept of how many documents stand where is what was counted.
    async fn tally(&self, app: &App, reader: &mut Reader) -> Result<Option<BookFault>> {
        let today = app.now().to_zoned(jiff::tz::TimeZone::UTC).date();
        for position in Position::all() {
            let here = |standing: &Standing| standing.position == position;
            let filter = InvoiceFilter {
                standings: Some(Standing::all().into_iter().filter(here).collect()),
                ..InvoiceFilter::default()
            };
            let kept = invoice::count(reader, self.account_id, &filter, today).await?;
            let counted = self.standing.get(&position).copied().unwrap_or(0);
            if kept.exact && kept.count != counted {
                let message =
                    format!("{} documents are listed as {position:?}, {counted} are", kept.count);
                return Ok(Some(self.fault("tally", message)));
            }
        }
        Ok(None)
    }

    /// Each number that a series gave out belongs to a document.
    async fn numbering(&self, reader: &mut Reader) -> Result<Option<BookFault>> {
        for series in sequence::list(reader, self.account_id).await? {
            let Some((before, after)) = series.series.split_once("{SEQ}") else { continue };
            let place = |number: &String| {
                let digits = number.strip_prefix(before)?.strip_suffix(after)?;
                digits.parse::<i64>().ok()
            };
            let used: HashSet<i64> = self.numbers.iter().filter_map(place).collect();
            if let Some(gap) = (1..series.next).find(|sequence| !used.contains(sequence)) {
                let message =
                    format!("series {}: the number {gap} belongs to no document", series.series);
                return Ok(Some(self.fault("numbering", message)));
            }
        }
        Ok(None)
    }
}
