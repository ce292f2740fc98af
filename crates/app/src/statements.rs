//! Customers' statements: every document and payment of a period with the balance that it leaves.

use crate::work::boxed;
use crate::{
    App, Boxed, Caller, Error, Result, UseCase, What, Work,
    documents::{self, Document, Size, document_of, look_of},
    mail::{self, Attachment, NewEmail},
};
use net30_documents::{
    StatementInput,
    csv::{Cell, Dialect, table},
};
use net30_domain::{
    Date, Timestamp,
    account::Account,
    customer::Customer,
    email_delivery::EmailKind,
    fault::Fault,
    id::{CustomerId, EmailDeliveryId},
    money::{Currency, Sum},
    statement::{EntryKind, Statement},
    template::Look,
    text::{Email, Language},
};
use net30_store::{account, customer, report};
use net30_words::{Locale, Phrase, Words};
use std::{collections::HashSet, sync::Arc};

/// Most movements of a statement's PDF: some 70 pages, and as much memory as the heaviest document takes.
pub const ENTRIES_OF_PDF_MAX: usize = 3000;

/// Which movements a statement shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatementPeriod {
    /// From this day, after an opening balance; from the beginning if none.
    pub from: Option<Date>,
    /// To this day; today if none.
    pub to: Option<Date>,
    /// In this currency; in each if none.
    pub currency: Option<Currency>,
}

/// A customer's statement.
#[derive(Clone, Debug)]
pub struct CustomerStatement {
    /// Whose it is.
    pub customer: Customer,
    /// The first day; from the beginning if none.
    pub from: Option<Date>,
    /// The last day.
    pub to: Date,
    /// One for each currency, the customer's own first.
    pub statements: Vec<Statement>,
    account: Account,
    look: Arc<Look>,
}

impl CustomerStatement {
    fn language(&self) -> Language {
        self.customer.language.unwrap_or(self.account.defaults.language)
    }

    /// The moment that its last day ends in the account's time zone: the file carries it, so that the same statement is
    /// the same file.
    fn dated(&self) -> Timestamp {
        let end = self.to.at(23, 59, 59, 0).to_zoned(self.account.time_zone.clone());
        end.map_or(self.account.created_at, |end| end.timestamp())
    }

    fn input(&self) -> StatementInput<'_> {
        StatementInput {
            customer_id: self.customer.id,
            statements: &self.statements,
            seller: &self.account.seller,
            buyer: &self.customer.party,
            language: self.language(),
            look: &self.look,
            created_at: self.dated(),
        }
    }
}

/// A customer's statement; of an archived customer as well.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such customer; [`Error::Invalid`] if the period ends before it begins.
pub fn statement<'a>(
    app: &'a App,
    caller: &'a Caller,
    id: CustomerId,
    period: StatementPeriod,
) -> Boxed<'a, CustomerStatement> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let found = customer::load(&mut reader, caller.account_id, id).await?;
        let customer = found.ok_or(Error::NotFound(What::Customer))?;
        let found = account::load(&mut reader, caller.account_id).await?;
        let account = found.ok_or(Error::NotFound(What::Account))?;
        let to = period.to.unwrap_or_else(|| account.today(app.now()));
        if period.from.is_some_and(|from| from > to) {
            let message = format!("must not be after {to}, where the statement ends");
            return Err(Error::fault("/from_date", "out_of_range", message));
        }
        let receivables = report::receivables_of_customer(&mut reader, id, to).await?;
        let own = customer.currency.unwrap_or(account.defaults.currency);
        let currencies = if let Some(currency) = period.currency {
            vec![currency]
        } else {
            let mut currencies: Vec<Currency> =
                receivables.iter().map(|receivable| receivable.currency).collect();
            currencies.sort_by_key(|currency| (*currency != own, currency.code()));
            currencies.dedup();
            if currencies.is_empty() { vec![own] } else { currencies }
        };
        let statements = currencies
            .into_iter()
            .map(|currency| Statement::of(currency, &receivables, period.from, to))
            .collect();
        let look = look_of(app, &mut reader, &account, account.defaults.template_id).await?;
        let look = Arc::clone(look.look());
        Ok(CustomerStatement { customer, from: period.from, to, statements, account, look })
    })
}

/// The statement as a PDF.
///
/// # Errors
/// [`Error::Invalid`] if it has more than [`ENTRIES_OF_PDF_MAX`] movements, [`Error::Busy`] if too many of the account's wait to be set, [`Error::Broken`] if it cannot be set.
pub fn pdf<'a>(app: &'a App, statement: &'a Arc<CustomerStatement>) -> Boxed<'a, Document> {
    Box::pin(async move {
        let its = Arc::clone(statement);
        let account = statement.account.id;
        let entries: usize = statement.statements.iter().map(|its| its.entries.len()).sum();
        if entries > ENTRIES_OF_PDF_MAX {
            let message = format!(
                "a PDF has at most {ENTRIES_OF_PDF_MAX} movements, and here are {entries}: ask for a shorter period, or for CSV"
            );
            return Err(Error::fault("/from_date", "too_many", message));
        }
        let render = move |renderer: &net30_documents::pdf::PdfRenderer| {
            renderer.render_statement(&its.input())
        };
        let bytes = documents::set(app, account, Size::of_table(entries, 0), render).await?;
        let locale = Locale::of(statement.language(), statement.account.seller.address.country);
        let name = Phrase::FileStatement { date: &statement.to.to_string() };
        Ok(document_of(Words::of(locale).say(&name), bytes))
    })
}

/// The statement as a table: a row a movement, between the opening and the closing balance of each currency.
#[must_use]
pub fn csv(statement: &CustomerStatement, dialect: Dialect) -> Vec<u8> {
    let head = [
        "currency",
        "date",
        "type",
        "number",
        "due_date",
        "method",
        "reference",
        "amount",
        "balance",
    ];
    let mut rows = vec![];
    for its in &statement.statements {
        let money = |sum: Sum| Cell::plain(sum.to_decimal(its.currency));
        let balance = |kind: &str, day: Option<Date>, sum: Sum| {
            let mut row = vec![Cell::plain(its.currency)];
            row.push(day.map_or_else(Cell::empty, Cell::plain));
            row.push(Cell::plain(kind));
            row.extend(std::iter::repeat_with(Cell::empty).take(5));
            row.push(money(sum));
            row
        };
        rows.push(balance("opening", its.from, its.opening));
        for entry in &its.entries {
            let (due, method, reference) = match &entry.kind {
                EntryKind::Invoice { due_date } => (*due_date, None, None),
                EntryKind::Payment { method, reference } => {
                    (None, Some(method), reference.as_ref())
                }
                EntryKind::CreditNote { invoice } => (None, None, Some(invoice)),
                EntryKind::Refund | EntryKind::CreditUsed | EntryKind::Closed => (None, None, None),
            };
            rows.push(vec![
                Cell::plain(its.currency),
                Cell::plain(entry.date),
                Cell::plain(entry.kind.word()),
                Cell::text(&entry.number),
                due.map_or_else(Cell::empty, Cell::plain),
                method.map_or_else(Cell::empty, Cell::plain),
                reference.map_or_else(Cell::empty, Cell::text),
                money(entry.amount.into()),
                money(entry.balance),
            ]);
        }
        rows.push(balance("closing", Some(its.to), its.closing));
    }
    table(&head, rows, dialect)
}

/// What goes with a statement by e-mail, and to whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatementEmail {
    /// To whom; the customer's address and its addresses for invoices if empty.
    pub to: Vec<Email>,
    /// A subject of its own, with placeholders.
    pub subject: Option<String>,
    /// A text of its own, with placeholders.
    pub message: Option<String>,
}

/// A statement that is being sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentStatement {
    /// The e-mail's place in the delivery log.
    pub delivery_id: EmailDeliveryId,
    /// To whom it goes.
    pub to: Vec<Email>,
}

/// Sends a statement by e-mail, as the PDF that it is now.
///
/// It is set beforehand: a transaction waits for nothing but the database.
pub struct SendStatement {
    /// Which.
    pub statement: Arc<CustomerStatement>,
    /// Its PDF.
    pub pdf: Document,
    /// What goes with it.
    pub email: StatementEmail,
}

impl UseCase for SendStatement {
    type Output = SentStatement;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<SentStatement> {
        let StatementEmail { subject, message, .. } = &self.email;
        check(subject.as_ref(), message.as_ref())?;
        let customer = &self.statement.customer;
        // Somebody may have removed the customer since the statement was made.
        let found = customer::load(&mut work.tx, work.caller.account_id, customer.id).await?;
        let party = found.ok_or(Error::NotFound(What::Customer))?.party;
        let to = if self.email.to.is_empty() {
            party.email.into_iter().chain(party.billing_emails).collect()
        } else {
            self.email.to.clone()
        };
        let mut seen = HashSet::new();
        let to: Vec<Email> = to.into_iter().filter(|to| seen.insert(to.folded())).collect();
        if to.is_empty() {
            let message = "is required, since the customer has no e-mail address";
            return Err(Error::fault("/to", "required", message));
        }
        let key = format!("statement/{}/{}", customer.id, work.fresh_id::<uuid::Uuid>());
        let run_at = work.now;
        let email = NewEmail {
            subject: subject.clone(),
            message: message.clone(),
            language: Some(self.statement.language()),
            facts: self.facts(),
            attachments: vec![Attachment {
                name: format!("{}.pdf", self.pdf.name),
                media_type: "application/pdf".to_owned(),
                bytes: self.pdf.bytes.clone(),
            }],
            ..NewEmail::about(EmailKind::Statement, customer.id.0, to.clone(), key, run_at)
        };
        let posted = mail::post(work, email).await?;
        let delivery_id =
            posted.ok_or_else(|| Error::broken("an e-mail with a fresh key was there before"))?;
        Ok(SentStatement { delivery_id, to })
    }
}

impl SendStatement {
    /// What the e-mail says at a glance: the last day and each balance.
    fn facts(&self) -> Vec<mail::Fact> {
        let facts = net30_documents::statement_facts(&self.statement.input());
        facts.into_iter().map(|(label, value)| mail::Fact { label, value }).collect()
    }
}

fn check(subject: Option<&String>, message: Option<&String>) -> Result<()> {
    let texts = [("/subject", subject), ("/message", message)];
    let fault = |(pointer, text): (&str, Option<&String>)| {
        let fault = mail::check_placeholders(text?).err()?;
        Some(Fault::new(pointer, "unknown_placeholder", fault))
    };
    crate::error::faultless(texts.into_iter().filter_map(fault).collect())
}
