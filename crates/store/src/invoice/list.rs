//! Lists of documents, by index whatever the filter and the order.
//!
//! A list is walked in its order, class by class, and merged; or, where a filter leaves few documents, gathered by
//! the filter's own index and sorted: see [`super::plan`].

use super::{
    class::Class,
    count::count_wanted,
    filter::{DayPlace, InvoiceFilter, MomentPlace, NumberPlace, Place, Sort, SortKey, TotalPlace},
    load_ids,
    plan::{Plan, Shares, look_up, plan, rows_of, wanted_classes},
    select::{Select, Share, Wanted, add_order, of_class},
};
use crate::{
    Boxed, Connection, Cursor, Page, Paging, Result, Slice, Total, db::Error, paging::id_in,
};
use net30_domain::{
    Date,
    id::{AccountId, InvoiceId},
    invoice::Invoice,
};
use uuid::Uuid;

/// Most places that are read at once to be skipped.
const SKIPPED_MAX: i64 = 2000;

/// A list that is to be read.
struct Reading<'a> {
    wanted: &'a Wanted,
    classes: &'a Shares,
    sort: Sort,
    after: Option<Place>,
    /// How many places are wanted from the beginning, those that will be skipped included.
    places: i64,
}

/// Which part of which list is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ListQuery {
    /// Whose documents.
    pub account: AccountId,
    /// Which of them.
    pub filter: InvoiceFilter,
    /// In which order.
    pub sort: Sort,
    /// Which of those.
    pub paging: Paging,
    /// The day on which what is overdue is overdue.
    pub today: Date,
}

/// Documents in an order; lines, payments and credit notes included.
///
/// # Errors
/// [`Error::BadCursor`] if the cursor is not of a list with this order.
pub fn list<'a>(q: &'a mut dyn Connection, query: &'a ListQuery) -> Boxed<'a, Slice<Invoice>> {
    Box::pin(async move {
        let Slice { items, next } = list_ids(q, query).await?;
        let ids: Vec<Uuid> = items.iter().map(|id| id.0).collect();
        Ok(Slice { items: load_ids(q, &ids).await?, next })
    })
}

/// Which documents a list has, in its order.
///
/// # Errors
/// [`Error::BadCursor`] if the cursor is not of a list with this order.
pub fn list_ids<'a>(
    q: &'a mut dyn Connection,
    query: &'a ListQuery,
) -> Boxed<'a, Slice<InvoiceId>> {
    Box::pin(async move {
        match Found::of(q, query).await? {
            Some(found) => found.slice(q, query).await,
            None => Ok(nothing()),
        }
    })
}

/// As [`list_ids`], and how many there are in all.
///
/// # Errors
/// [`Error::BadCursor`] if the cursor is not of a list with this order.
pub fn page_of_ids<'a>(
    q: &'a mut dyn Connection,
    query: &'a ListQuery,
) -> Boxed<'a, Page<InvoiceId>> {
    Box::pin(async move {
        let Some(found) = Found::of(q, query).await? else {
            return Ok(Page { items: vec![], total: Total { count: 0, exact: true }, next: None });
        };
        let total = count_wanted(q, &found.wanted, &found.classes).await?;
        let offset = query.paging.offset();
        let slice = if total.exact && offset > 0 && offset >= total.count {
            // Nothing is there, so that nothing need be skipped.
            nothing()
        } else {
            found.slice(q, query).await?
        };
        Ok(Page { items: slice.items, total, next: slice.next })
    })
}

/// What a list's filter names, looked up.
struct Found {
    wanted: Wanted,
    classes: Shares,
    after: Option<Place>,
}

impl Found {
    /// `None` if the filter names what the account does not have.
    async fn of(q: &mut dyn Connection, query: &ListQuery) -> Result<Option<Self>> {
        let after = start_of(&query.paging, query.sort)?;
        let wanted = look_up(q, query.account, &query.filter, query.today).await?;
        let Some(wanted) = wanted else { return Ok(None) };
        let classes = wanted_classes(q, &wanted).await?;
        Ok(Some(Self { wanted, classes, after }))
    }

    async fn slice(self, q: &mut dyn Connection, query: &ListQuery) -> Result<Slice<InvoiceId>> {
        let Self { wanted, classes, after } = self;
        let (sort, places) = (query.sort, 0);
        let reading = Reading { wanted: &wanted, classes: &classes, sort, after, places };
        read_slice(q, reading, &query.paging).await
    }
}

fn nothing() -> Slice<InvoiceId> {
    Slice { items: vec![], next: None }
}

/// Behind which place a page begins.
fn start_of(paging: &Paging, sort: Sort) -> Result<Option<Place>> {
    match paging {
        Paging::Offset { .. } => Ok(None),
        Paging::After { cursor, .. } => place_of(cursor, sort).map(Some),
    }
}

async fn read_slice(
    q: &mut dyn Connection,
    mut reading: Reading<'_>,
    paging: &Paging,
) -> Result<Slice<InvoiceId>> {
    let (mut offset, sort) = (paging.offset(), reading.sort);
    // A far page is walked to in steps, so that what is skipped is never all in memory.
    while offset > SKIPPED_MAX {
        reading.places = SKIPPED_MAX;
        let mut skipped = reading.places(q).await?;
        if i64::try_from(skipped.len()).is_ok_and(|count| count < SKIPPED_MAX) {
            return Ok(nothing());
        }
        reading.after = skipped.pop();
        offset -= SKIPPED_MAX;
    }
    reading.places = offset.saturating_add(paging.one_more());
    let mut places = reading.places(q).await?;
    let offset = usize::try_from(offset).unwrap_or(usize::MAX).min(places.len());
    let wanted = places.split_off(offset);
    let Slice { items, next } = Slice::cut(wanted, paging, |place| cursor_at(place, sort));
    Ok(Slice { items: items.iter().map(|place| InvoiceId(place.id)).collect(), next })
}

/// The cursor after a document in a list with an order.
#[must_use]
pub fn cursor_after(invoice: &Invoice, sort: Sort) -> Cursor {
    cursor_at(&Place { value: sort.key.of(invoice), id: invoice.id.0 }, sort)
}

fn cursor_at(place: &Place, sort: Sort) -> Cursor {
    let direction = if sort.descending { "desc" } else { "asc" };
    Cursor::of(&[sort.key.column(), direction, &place.id.to_string(), &place.value.text()])
}

fn place_of(cursor: &Cursor, sort: Sort) -> Result<Place> {
    let [column, its_direction, id, value] = cursor.parts()?;
    let direction = if sort.descending { "desc" } else { "asc" };
    if column != sort.key.column() || its_direction != direction {
        return Err(Error::BadCursor);
    }
    Ok(Place { value: sort.key.read(&value)?, id: id_in(&id)? })
}

impl Reading<'_> {
    /// The first places of the list.
    async fn places(&self, q: &mut dyn Connection) -> Result<Vec<Place>> {
        let classes = self.classes;
        if classes.is_empty() {
            return Ok(vec![]);
        }
        let what = format!("select i.id, i.{}", self.sort.key.column());
        let mut selects = match plan(q, self.wanted, classes, &what, Some(self.sort)).await? {
            Plan::Gather(selects, _) => selects,
            Plan::Walk(among) => {
                let walk = |(class, share, _): &(Class, Share, i64)| {
                    let mut select = of_class(&what, self.sort.key, self.wanted.account, *class);
                    self.wanted.add_rest(&mut select, self.wanted.due_of(*share), among);
                    select
                };
                classes.iter().map(walk).collect()
            }
        };
        for select in &mut selects {
            add_order(select, self.sort, self.after.as_ref(), self.places)?;
        }
        let mut places = self.read(q, &selects).await?;
        places.sort_unstable();
        places.dedup();
        if self.sort.descending {
            places.reverse();
        }
        places.truncate(usize::try_from(self.places).unwrap_or(usize::MAX));
        Ok(places)
    }

    async fn read(&self, q: &mut dyn Connection, selects: &[Select]) -> Result<Vec<Place>> {
        Ok(match self.sort.key {
            SortKey::IssueDate | SortKey::DueDate => {
                rows_of(q, selects).await?.into_iter().map(|DayPlace(place)| place).collect()
            }
            SortKey::Total => {
                rows_of(q, selects).await?.into_iter().map(|TotalPlace(place)| place).collect()
            }
            SortKey::Number => {
                rows_of(q, selects).await?.into_iter().map(|NumberPlace(place)| place).collect()
            }
            SortKey::CreatedAt => {
                rows_of(q, selects).await?.into_iter().map(|MomentPlace(place)| place).collect()
            }
        })
    }
}
