//! Lists of documents, read piece by piece: what a list costs is bounded by a piece, however long the documents are.

use super::{Shown, Text, Wordable, Worded, Wording, pages};
use crate::{
    App, Boxed, Caller, Cursor, Error, Paging, Result, Total, What, unprintable, worded::Stamp,
};
use net30_domain::{
    Date,
    customer::Customer,
    id::{CustomerId, InvoiceId},
    summary::Summary,
};
use net30_store::{
    Page, Reader, account, customer, history_sum,
    invoice::{self, Deleted, InvoiceFilter, ListQuery, Sort, SortKey},
};
use std::collections::{HashMap, VecDeque};
use tokio::sync::OwnedSemaphorePermit;

/// Lines of the documents that are in memory at once: with all that is made of them, some 10 MB. A document has at most
/// as many.
const LINES_MAX: i64 = 1000;
/// How many bytes of words count as a line: they are all that is made of a document that is told as it was before.
const WORDED_LINE_BYTES: usize = 4096;
/// Documents that are in memory at once.
const DOCUMENTS_MAX: usize = 200;
/// From so many lines on, a piece waits for its turn, so that short ones find a free core.
const LINES_HEAVY: i64 = 200;
/// Places of a whole list that are known ahead.
const AHEAD: i64 = 1000;

/// A list that is being read.
#[derive(Debug)]
pub struct Listing {
    caller: Caller,
    today: Date,
    ids: VecDeque<InvoiceId>,
    /// The first of them, looked up.
    ahead: VecDeque<Ahead>,
    /// How many match in all.
    pub total: Total,
    /// Where the next page begins, if there is one.
    pub next: Option<Cursor>,
    /// How to go on behind `ids`, if it is the whole list.
    rest: Option<Box<Rest>>,
}

/// What is left of a whole list.
#[derive(Debug)]
struct Rest {
    filter: InvoiceFilter,
    sort: Sort,
    cursor: Cursor,
}

/// A document that comes soon, and what is known of it without reading it.
#[derive(Debug)]
struct Ahead {
    id: InvoiceId,
    /// How many lines are to be read of it, or how many its words count for.
    lines: i64,
    stamp: Option<Stamp>,
    /// How it was worded before.
    worded: Option<Text>,
}

/// Documents that are in memory together. Holds up other heavy pieces for as long as it lives.
#[derive(Debug)]
pub struct Piece<T> {
    /// The documents.
    pub documents: Vec<T>,
    turn: Option<OwnedSemaphorePermit>,
}

/// A page of documents.
///
/// # Errors
/// [`Error::BadCursor`] if the cursor is not one of this list's.
pub fn listing<'a>(
    app: &'a App,
    caller: &'a Caller,
    filter: &'a InvoiceFilter,
    sort: Sort,
    paging: &'a Paging,
) -> Boxed<'a, Listing> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let (account, history) = history_sum::with_account(&mut reader, caller.account_id).await?;
        let today = account.ok_or(Error::NotFound(What::Account))?.today(app.now());
        let query = query(caller, filter, sort, paging.clone(), today);
        let page = pages::page(app, &mut reader, query, history).await?;
        Ok(Listing::of(*caller, today, page))
    })
}

/// What a caller asks a list for.
fn query(
    caller: &Caller,
    filter: &InvoiceFilter,
    sort: Sort,
    paging: Paging,
    today: Date,
) -> ListQuery {
    ListQuery { account: caller.account_id, filter: seen(caller, filter), sort, paging, today }
}

/// A connection that reads one moment, and today in the caller's account.
async fn today(app: &App, caller: &Caller) -> Result<(Reader, Date)> {
    let mut reader = app.store().reader().await?;
    let account = account::shared(&mut reader, caller.account_id).await?;
    let today = account.ok_or(Error::NotFound(What::Account))?.today(app.now());
    Ok((reader, today))
}

/// The first few documents that a filter lets through. They are not counted: what a short text finds is found sooner than it
/// is counted.
///
/// # Errors
/// Those of the database.
pub fn first<'a>(
    app: &'a App,
    caller: &'a Caller,
    filter: &'a InvoiceFilter,
    sort: Sort,
    limit: i64,
) -> Boxed<'a, Listing> {
    Box::pin(async move {
        let (mut reader, today) = today(app, caller).await?;
        let query = query(caller, filter, sort, Paging::Offset { offset: 0, limit }, today);
        let slice = invoice::list_ids(&mut reader, &query).await?;
        let count = i64::try_from(slice.items.len()).unwrap_or(i64::MAX);
        let total = Total { count, exact: slice.next.is_none() };
        Ok(Listing::of(*caller, today, Page { items: slice.items, total, next: None }))
    })
}

/// How many documents a filter lets through.
///
/// # Errors
/// Those of the database.
pub fn count<'a>(app: &'a App, caller: &'a Caller, filter: &'a InvoiceFilter) -> Boxed<'a, Total> {
    Box::pin(async move {
        let (mut reader, today) = today(app, caller).await?;
        Ok(invoice::count(&mut reader, caller.account_id, &seen(caller, filter), today).await?)
    })
}

/// The first documents that a filter lets through, by their ids.
///
/// # Errors
/// Those of the database.
pub fn ids<'a>(
    app: &'a App,
    caller: &'a Caller,
    filter: &'a InvoiceFilter,
    limit: i64,
) -> Boxed<'a, Vec<InvoiceId>> {
    Box::pin(async move {
        let (mut reader, today) = today(app, caller).await?;
        let sort = Sort { key: SortKey::CreatedAt, descending: true };
        let query = query(caller, filter, sort, Paging::Offset { offset: 0, limit }, today);
        Ok(invoice::list_ids(&mut reader, &query).await?.items)
    })
}

/// What a caller sees of a filter's documents: void ones that a client deleted too, beside what is not deleted. The trash
/// is a list of its own.
fn seen(caller: &Caller, filter: &InvoiceFilter) -> InvoiceFilter {
    let with_hidden = caller.sees_hidden && filter.deleted == Deleted::No;
    InvoiceFilter { with_hidden, ..filter.clone() }
}

/// All documents that a filter lets through, however many they are.
///
/// # Errors
/// Those of the database.
pub fn listing_of_all<'a>(
    app: &'a App,
    caller: &'a Caller,
    filter: InvoiceFilter,
    sort: Sort,
) -> Boxed<'a, Listing> {
    Box::pin(async move {
        let first = Paging::Offset { offset: 0, limit: AHEAD };
        let mut listing = listing(app, caller, &filter, sort, &first).await?;
        let rest = listing.next.take().map(|cursor| Box::new(Rest { filter, sort, cursor }));
        Ok(Listing { rest, ..listing })
    })
}

impl Listing {
    /// A list of documents that are known.
    pub(crate) fn of(caller: Caller, today: Date, page: Page<InvoiceId>) -> Self {
        let (ids, ahead) = (page.items.into(), VecDeque::new());
        Self { caller, today, ids, ahead, total: page.total, next: page.next, rest: None }
    }

    /// Today in the account's time zone.
    #[must_use]
    pub fn today(&self) -> Date {
        self.today
    }

    /// Whether nothing is left.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.ahead.is_empty() && self.ids.is_empty() && self.rest.is_none()
    }

    /// The documents that come next; those that were removed since the list began are left out.
    ///
    /// # Errors
    /// Those of the database.
    pub fn piece<'a>(&'a mut self, app: &'a App) -> Boxed<'a, Piece<Shown>> {
        Box::pin(async move { self.unworded(app).await })
    }

    /// As [`Listing::piece`], what lists say of the documents.
    ///
    /// # Errors
    /// Those of the database.
    pub fn summaries<'a>(&'a mut self, app: &'a App) -> Boxed<'a, Vec<Summary>> {
        Box::pin(async move { Ok(self.unworded(app).await?.documents) })
    }

    /// As [`Listing::piece`], in an API's words.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn worded<T: Listed>(
        &mut self,
        app: &App,
        wording: Wording,
    ) -> Result<Piece<Worded<T>>> {
        self.next(app, Some(wording)).await
    }

    async fn unworded<T: Listed>(&mut self, app: &App) -> Result<Piece<T>> {
        let piece = self.next(app, None).await?;
        let document = |worded| match worded {
            Worded::Anew(document, _) => Some(*document),
            Worded::Before(_) => None,
        };
        let documents = piece.documents.into_iter().filter_map(document).collect();
        Ok(Piece { documents, turn: piece.turn })
    }

    async fn next<T: Listed>(
        &mut self,
        app: &App,
        wording: Option<Wording>,
    ) -> Result<Piece<Worded<T>>> {
        if self.ahead.is_empty() {
            self.look_ahead(app, wording, T::HAS_LINES).await?;
        }
        let (mut taken, mut lines) = (Vec::new(), 0);
        while let Some(next) = self.ahead.front()
            && (taken.is_empty()
                || (lines + next.lines <= LINES_MAX && taken.len() < DOCUMENTS_MAX))
        {
            lines += next.lines;
            taken.extend(self.ahead.pop_front());
        }
        let turn = if lines > LINES_HEAVY { Some(app.turn_to_list().await?) } else { None };
        let missing: Vec<InvoiceId> =
            taken.iter().filter(|next| next.worded.is_none()).map(|next| next.id).collect();
        let read = if missing.is_empty() { vec![] } else { T::read(app, self, &missing).await? };
        let mut read = read.into_iter().peekable();
        let worded = |next: Ahead| match next.worded {
            Some(text) => Some(Worded::Before(text)),
            None => read
                .next_if(|document| document.id() == next.id)
                .map(|document| Worded::Anew(Box::new(document), next.stamp)),
        };
        Ok(Piece { documents: taken.into_iter().filter_map(worded).collect(), turn })
    }

    /// Looks up of the documents that come next how they were worded, else how many lines they have.
    fn look_ahead<'a>(
        &'a mut self,
        app: &'a App,
        wording: Option<Wording>,
        has_lines: bool,
    ) -> Boxed<'a, ()> {
        Box::pin(async move {
            let few = self.few(app).await?;
            let ahead = |id| Ahead { id, lines: 0, stamp: None, worded: None };
            let mut ahead: Vec<Ahead> = few.iter().copied().map(ahead).collect();
            let mut reader = app.store().reader().await?;
            if let Some(wording) = wording {
                let account_id = self.caller.account_id;
                let (_, versions) = invoice::versions(&mut reader, account_id, &few).await?;
                for (next, version) in ahead.iter_mut().zip(versions) {
                    next.stamp = version.map(|version| Stamp::of(version, self.today));
                    next.worded = next.stamp.and_then(|stamp| app.worded(wording, next.id, &stamp));
                    let bytes = next.worded.as_ref().map_or(0, |text| text.bytes.len());
                    next.lines = i64::try_from(bytes / WORDED_LINE_BYTES).unwrap_or(i64::MAX);
                }
            }
            let mut missing: Vec<&mut Ahead> =
                ahead.iter_mut().filter(|next| next.worded.is_none()).collect();
            if has_lines && !missing.is_empty() {
                let ids: Vec<InvoiceId> = missing.iter().map(|next| next.id).collect();
                let counts = invoice::line_counts(&mut reader, &ids).await?;
                for (next, lines) in missing.iter_mut().zip(counts) {
                    next.lines = lines;
                }
            }
            self.ahead = ahead.into();
            Ok(())
        })
    }

    /// The documents that come next, as many as may be in memory.
    async fn few(&mut self, app: &App) -> Result<Vec<InvoiceId>> {
        if self.ids.is_empty() {
            self.go_on(app).await?;
        }
        let count = self.ids.len().min(DOCUMENTS_MAX);
        Ok(self.ids.drain(..count).collect())
    }

    /// Finds out what comes behind the places that are known.
    async fn go_on(&mut self, app: &App) -> Result<()> {
        let Some(rest) = self.rest.take() else { return Ok(()) };
        let Rest { filter, sort, cursor } = *rest;
        let paging = Paging::After { cursor, limit: AHEAD };
        let query = query(&self.caller, &filter, sort, paging, self.today);
        let mut reader = app.store().reader().await?;
        let slice = invoice::list_ids(&mut reader, &query).await?;
        self.ids = slice.items.into();
        self.rest = slice.next.map(|cursor| Box::new(Rest { filter, sort, cursor }));
        Ok(())
    }
}

/// What is read of the documents of a list.
pub trait Listed: Wordable + Send + Sized {
    /// Whether it has the lines, of which only so many are in memory at once.
    const HAS_LINES: bool;

    /// Reads documents, in the order of their ids; those that are not there are left out.
    #[doc(hidden)]
    fn read<'a>(app: &'a App, listing: &'a Listing, ids: &'a [InvoiceId]) -> Boxed<'a, Vec<Self>>;
}

impl Listed for Summary {
    const HAS_LINES: bool = false;

    fn read<'a>(app: &'a App, listing: &'a Listing, ids: &'a [InvoiceId]) -> Boxed<'a, Vec<Self>> {
        Box::pin(async move {
            let mut reader = app.store().reader().await?;
            Ok(invoice::summaries(&mut reader, listing.caller.account_id, ids).await?)
        })
    }
}

impl Listed for Shown {
    const HAS_LINES: bool = true;

    fn read<'a>(app: &'a App, listing: &'a Listing, ids: &'a [InvoiceId]) -> Boxed<'a, Vec<Self>> {
        Box::pin(async move {
            let mut reader = app.store().reader().await?;
            let account_id = listing.caller.account_id;
            let invoices = invoice::load_many(&mut reader, account_id, ids).await?;
            let customers: Vec<CustomerId> =
                invoices.iter().map(|invoice| invoice.content.customer_id).collect();
            let customers = customer::load_many(&mut reader, account_id, &customers).await?;
            let customers: HashMap<CustomerId, Customer> =
                customers.into_iter().map(|customer| (customer.id, customer)).collect();
            let must_look = invoices.iter().any(|invoice| {
                let customer = customers.get(&invoice.content.customer_id);
                customer.is_some_and(|customer| unprintable::must_look(app, invoice, customer))
            });
            if must_look {
                unprintable::look(app).await?;
            }
            let shown = invoices.into_iter().filter_map(|invoice| {
                let customer = customers.get(&invoice.content.customer_id)?.clone();
                Some(Self::naming(app, Box::new(invoice), customer, listing.today))
            });
            Ok(shown.collect())
        })
    }
}

impl App {
    /// Waits for the turn to have many lines in memory.
    async fn turn_to_list(&self) -> Result<OwnedSemaphorePermit> {
        let turns = std::sync::Arc::clone(&self.inner.listing);
        turns.acquire_owned().await.map_err(|_| Error::broken("the turns to list are closed"))
    }
}
