//! Lists and counts of documents, by index whatever the filter and the order.
//!
//! A list is walked in its order, class by class, and merged. Where a filter leaves few documents (those of a
//! customer, of a tag, found by a search, within a range), these are gathered by their own index and sorted instead:
//! otherwise the walk might pass by all others to find them.

use super::{
    class::{self, Class},
    filter::{DayPlace, InvoiceFilter, MomentPlace, NumberPlace, Place, Sort, SortKey, TotalPlace},
    load_ids,
    select::{
        Access, Range, Select, Share, Wanted, add_order, of_class, of_customer, of_id, of_tag,
    },
};
use crate::{
    Cursor, Paging, Query, Result, Slice, Total,
    catalogue::COUNT_MAX,
    db::{
        Error, FromRow, Json, Param, Row, Statement, args,
        search::{self, Kind},
        statements,
    },
    kept::Kept,
};
use net30_domain::{
    Date,
    id::{AccountId, InvoiceId},
    invoice::{CreditedLine, Invoice},
    text::folded,
};
use uuid::Uuid;

statements! {
    TAG = "select id from tag where account_id = ?1 and folded = ?2";
    TAGGED = "select count(*) from (select 1 from invoice_tag @by(invoice_tag_by_tag) where tag_id = ?1
        limit ?2) counted";
    OF_CUSTOMER = "select count(*) from (select 1 from invoice @by(invoice_by_customer) where customer_id = ?1
        limit ?2) counted";
}

/// Up to how many documents are gathered and sorted; beyond that the list is walked in its order.
const GATHERED_MAX: i64 = 2000;
/// Up to how many hits of a search are looked up one by one.
const HITS_MAX: usize = 1000;

/// A credit note with what it takes back.
pub(super) struct Credited {
    pub(super) id: InvoiceId,
    pub(super) lines: Vec<CreditedLine>,
}

impl FromRow for Credited {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let id = InvoiceId(row.take()?);
        let record = row.take::<Option<Json<_>>>()?.map(|json| json.0).unwrap_or_default();
        Ok(Self { id, lines: Kept::revive(record)? })
    }
}

/// A list that is to be read.
struct Reading<'a> {
    wanted: &'a Wanted,
    sort: Sort,
    after: Option<Place>,
    /// How many places are wanted from the beginning, those that will be skipped included.
    places: i64,
}

/// Documents in an order; lines, payments and credit notes included.
///
/// # Errors
/// [`Error::BadCursor`] if the cursor is not of a list with this order.
pub async fn list(
    q: &mut impl Query,
    account: AccountId,
    filter: &InvoiceFilter,
    sort: Sort,
    paging: &Paging,
    today: Date,
) -> Result<Slice<Invoice>> {
    let (after, offset) = match paging {
        Paging::Offset { offset, .. } => (None, (*offset).max(0)),
        Paging::After { cursor, .. } => (Some(place_of(cursor, sort)?), 0),
    };
    let limit = paging.limit().max(1);
    let Some(wanted) = look_up(q, account, filter, today).await? else {
        return Ok(Slice { items: vec![], next: None });
    };
    let places = offset.saturating_add(limit).saturating_add(1);
    let reading = Reading { wanted: &wanted, sort, after, places };
    let mut places = reading.places(q).await?;
    let offset = usize::try_from(offset).unwrap_or(usize::MAX).min(places.len());
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut places = places.split_off(offset);
    let has_more = places.len() > limit;
    places.truncate(limit);
    let next = places.last().filter(|_| has_more).map(|place| cursor_at(place, sort));
    let ids: Vec<Uuid> = places.iter().map(|place| place.id).collect();
    Ok(Slice { items: load_ids(q, &ids).await?, next })
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
    let parts = cursor.parts()?;
    let direction = if sort.descending { "desc" } else { "asc" };
    let [column, its_direction, id, value] = parts.as_slice() else { return Err(Error::BadCursor) };
    if column != sort.key.column() || its_direction != direction {
        return Err(Error::BadCursor);
    }
    Ok(Place {
        value: sort.key.read(value).ok_or(Error::BadCursor)?,
        id: id.parse().map_err(|_| Error::BadCursor)?,
    })
}

/// What a filter wants; `None` if it names a tag that no document ever had.
async fn look_up(
    q: &mut impl Query,
    account: AccountId,
    filter: &InvoiceFilter,
    today: Date,
) -> Result<Option<Wanted>> {
    let tag = match &filter.tag {
        None => None,
        Some(tag) => match q.optional(&TAG, args![account.0, folded(tag)]).await? {
            None => return Ok(None),
            Some((id,)) => Some(id),
        },
    };
    Ok(Some(Wanted::of(account, filter, tag, today)))
}

/// The statements that reach what a filter wants without walking past what it does not.
enum Plan {
    /// The classes in the order of the list.
    Walk,
    /// Each of these, sorted afterwards.
    Gather(Vec<Select>, Option<Access>),
}

impl Reading<'_> {
    /// The first places of the list.
    async fn places(&self, q: &mut impl Query) -> Result<Vec<Place>> {
        let classes = wanted_classes(q, self.wanted).await?;
        if classes.is_empty() {
            return Ok(vec![]);
        }
        let what = format!("select i.id, i.{}", self.sort.key.column());
        let mut selects = match plan(q, self.wanted, &classes, &what, Some(self.sort)).await? {
            Plan::Gather(selects, _) => selects,
            Plan::Walk => {
                let walk = |(class, share, _): &(Class, Share, i64)| {
                    let mut select = of_class(&what, self.sort.key, self.wanted.account, *class);
                    self.wanted.add_rest(&mut select, self.wanted.due_of(*share), None);
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

    async fn read(&self, q: &mut impl Query, selects: &[Select]) -> Result<Vec<Place>> {
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

/// The rows of several statements, in no order; those with the same text are sent together.
async fn rows_of<T: FromRow>(q: &mut impl Query, selects: &[Select]) -> Result<Vec<T>> {
    let mut groups: Vec<(&'static Statement, Vec<Vec<&dyn Param>>)> = Vec::new();
    for select in selects {
        let statement = select.statement();
        match groups.iter_mut().find(|(its, _)| std::ptr::eq(*its, statement)) {
            Some((_, each)) => each.push(select.arguments()),
            None => groups.push((statement, vec![select.arguments()])),
        }
    }
    let mut rows = Vec::new();
    for (statement, each) in groups {
        rows.extend(q.rows_of_each(statement, &each).await?.into_iter().flatten());
    }
    Ok(rows)
}

type Shares = Vec<(Class, Share, i64)>;

/// The classes of which documents are wanted, and how many each has.
async fn wanted_classes(q: &mut impl Query, wanted: &Wanted) -> Result<Shares> {
    let counts = class::counts(q, wanted.account).await?;
    let share = |(class, count)| wanted.share(class).map(|share| (class, share, count));
    Ok(counts.into_iter().filter_map(share).collect())
}

/// Chooses the way that passes by the fewest documents.
///
/// `sort` is the order that is read anyway: a range of its own column needs no gathering.
async fn plan(
    q: &mut impl Query,
    wanted: &Wanted,
    classes: &Shares,
    what: &str,
    sort: Option<Sort>,
) -> Result<Plan> {
    let walked: i64 = classes.iter().map(|(_, _, count)| count).sum();
    if walked <= GATHERED_MAX / 4 {
        return Ok(Plan::Walk);
    }
    let mut fewest = GATHERED_MAX + 1;
    let mut plan = Plan::Walk;
    let limit = GATHERED_MAX + 1;
    if let Some(customer) = wanted.customer {
        let (count,): (i64,) = q.one(&OF_CUSTOMER, args![customer, limit]).await?;
        // A customer's documents are indexed by date: in that order there is nothing to sort.
        if count < fewest || sort.is_some_and(|sort| sort.key == SortKey::IssueDate) {
            fewest = count;
            plan = Plan::Gather(
                vec![with_rest(
                    of_customer(what, wanted.account, customer),
                    wanted,
                    Access::Customer,
                )],
                Some(Access::Customer),
            );
        }
    }
    if let Some(tag) = wanted.tag {
        let (count,): (i64,) = q.one(&TAGGED, args![tag, limit]).await?;
        if count < fewest {
            fewest = count;
            plan = Plan::Gather(
                vec![with_rest(of_tag(what, wanted.account, tag), wanted, Access::Tag)],
                Some(Access::Tag),
            );
        }
    }
    if let Some(search) = &wanted.search
        && let Some((count, selects)) = gather_hits(q, wanted, search, what).await?
        && count < fewest
    {
        fewest = count;
        plan = Plan::Gather(selects, Some(Access::Search));
    }
    for key in [SortKey::IssueDate, SortKey::DueDate, SortKey::Total] {
        if sort.is_some_and(|sort| sort.key == key) {
            continue;
        }
        if let Some((count, selects)) = gather_range(q, wanted, classes, key, what, fewest).await?
            && count < fewest
        {
            fewest = count;
            plan = Plan::Gather(selects, None);
        }
    }
    Ok(plan)
}

fn with_rest(mut select: Select, wanted: &Wanted, access: Access) -> Select {
    select.add(" and ", vec![]);
    select.append(wanted.class_condition());
    wanted.add_rest(&mut select, wanted.due, Some(access));
    select
}

/// The documents that a search found, and how many they are at most; `None` if they are too many.
async fn gather_hits(
    q: &mut impl Query,
    wanted: &Wanted,
    search: &str,
    what: &str,
) -> Result<Option<(i64, Vec<Select>)>> {
    let kinds = [Kind::Number, Kind::CustomerName, Kind::CustomerFormerName, Kind::Tag];
    let found = search::find(q, wanted.account, &kinds, search, HITS_MAX).await?;
    if !found.is_all {
        return Ok(None);
    }
    let limit = GATHERED_MAX + 1;
    let (mut count, mut selects) = (0, Vec::with_capacity(found.objects.len()));
    for (kind, id) in found.objects {
        let select = match kind {
            Kind::Number => {
                count += 1;
                of_id(what, wanted.account, id)
            }
            Kind::Tag => {
                let (tagged,): (i64,) = q.one(&TAGGED, args![id, limit]).await?;
                count += tagged;
                of_tag(what, wanted.account, id)
            }
            _ => {
                let (its,): (i64,) = q.one(&OF_CUSTOMER, args![id, limit]).await?;
                count += its;
                of_customer(what, wanted.account, id)
            }
        };
        if count > GATHERED_MAX {
            return Ok(None);
        }
        selects.push(with_rest(select, wanted, Access::Search));
    }
    Ok(Some((count, selects)))
}

/// The documents within the range of a column, class by class, and how many they are; `None` if nothing is ranged.
async fn gather_range(
    q: &mut impl Query,
    wanted: &Wanted,
    classes: &Shares,
    key: SortKey,
    what: &str,
    fewest: i64,
) -> Result<Option<(i64, Vec<Select>)>> {
    let is_ranged =
        |(_, share, _): &(Class, Share, i64)| bounds(wanted, wanted.due_of(*share), key).is_some();
    if !classes.iter().any(is_ranged) {
        return Ok(None);
    }
    let (mut count, mut selects) = (0, Vec::with_capacity(classes.len()));
    for (class, share, of_class_count) in classes {
        let Some(counting) = count_range(wanted, *class, *share, key, fewest) else {
            // Only some of the classes are divided by due date; the others are taken whole.
            count += of_class_count;
            if count >= fewest {
                return Ok(None);
            }
            let mut select = of_class(what, key, wanted.account, *class);
            wanted.add_rest(&mut select, None, None);
            selects.push(select);
            continue;
        };
        let (ranged,): (i64,) = q.one(counting.statement(), &counting.arguments()).await?;
        count += ranged;
        if count >= fewest {
            return Ok(None);
        }
        let mut select = of_class(what, key, wanted.account, *class);
        wanted.add_rest(&mut select, wanted.due_of(*share), None);
        selects.push(select);
    }
    Ok(Some((count, selects)))
}

/// Counts the documents of a class within the range of a column, up to a limit; `None` if it is not ranged.
fn count_range(
    wanted: &Wanted,
    class: Class,
    share: Share,
    key: SortKey,
    limit: i64,
) -> Option<Select> {
    let range = bounds(wanted, wanted.due_of(share), key)?;
    let mut select = of_class("select count(*) from (select 1", key, wanted.account, class);
    select.add(&format!(" and i.{} between ? and ?", key.column()), range);
    select.add(" limit ?) counted", vec![Box::new(limit)]);
    Some(select)
}

/// The bounds of a column, if it is ranged.
fn bounds(wanted: &Wanted, due: Option<Range<Date>>, key: SortKey) -> Option<Vec<Box<dyn Param>>> {
    let days =
        |range: Range<Date>| vec![Box::new(range.from) as Box<dyn Param>, Box::new(range.to)];
    match key {
        SortKey::IssueDate => wanted.issued.map(days),
        SortKey::DueDate => due.map(days),
        SortKey::Total => wanted
            .total
            .map(|range| vec![Box::new(range.from) as Box<dyn Param>, Box::new(range.to)]),
        SortKey::Number | SortKey::CreatedAt => None,
    }
}

/// How many documents a filter finds: exactly up to 10,000, and by what is tallied anyway if only classes matter.
pub async fn count(
    q: &mut impl Query,
    account: AccountId,
    filter: &InvoiceFilter,
    today: Date,
) -> Result<Total> {
    let Some(wanted) = look_up(q, account, filter, today).await? else {
        return Ok(Total { count: 0, exact: true });
    };
    let classes = wanted_classes(q, &wanted).await?;
    if wanted.is_by_class_alone() {
        return count_classes(q, &wanted, &classes).await;
    }
    if let Plan::Gather(mut selects, access) =
        plan(q, &wanted, &classes, "select i.id", None).await?
    {
        for select in &mut selects {
            select.add(" limit ?", vec![Box::new(COUNT_MAX + 1)]);
        }
        let mut ids: Vec<(Uuid,)> = rows_of(q, &selects).await?;
        if access == Some(Access::Search) {
            // Found by several ways, a document is still one.
            ids.sort_unstable();
            ids.dedup();
        }
        return Ok(total(i64::try_from(ids.len()).unwrap_or(i64::MAX), true));
    }
    count_walking(q, &wanted, &classes).await
}

/// The count of whole classes is tallied; what is overdue is counted by due date.
async fn count_classes(q: &mut impl Query, wanted: &Wanted, classes: &Shares) -> Result<Total> {
    let (mut count, mut is_exact) = (0, true);
    for (class, share, of_class_count) in classes {
        match count_range(wanted, *class, *share, SortKey::DueDate, COUNT_MAX + 1) {
            None => count += of_class_count,
            Some(counting) => {
                let (ranged,): (i64,) = q.one(counting.statement(), &counting.arguments()).await?;
                is_exact &= ranged <= COUNT_MAX;
                count += ranged.min(COUNT_MAX);
            }
        }
    }
    Ok(Total { count, exact: is_exact })
}

/// Counts what is found among so many documents that nobody waits for it.
async fn count_walking(q: &mut impl Query, wanted: &Wanted, classes: &Shares) -> Result<Total> {
    let (account, due) = (wanted.account, wanted.due);
    if let Some(customer) = wanted.customer {
        let walk = of_customer(WALKED, account, customer);
        return count_among(q, vec![counting(walk, wanted, due, true)]).await;
    }
    if let Some(tag) = wanted.tag {
        let walk = of_tag(WALKED, account, tag);
        return count_among(q, vec![counting(walk, wanted, due, true)]).await;
    }
    // By the index of the column that is ranged, if one is: everything outside the range is not even passed by.
    let key = match (&wanted.issued, &wanted.due, &wanted.total) {
        (None, Some(_), _) => SortKey::DueDate,
        (None, None, Some(_)) => SortKey::Total,
        _ => SortKey::IssueDate,
    };
    let counting_class = |(class, share, _): &(Class, Share, i64)| {
        let due = wanted.due_of(*share);
        let mut walk = of_class(WALKED, key, account, *class);
        if let Some(bounds) = bounds(wanted, due, key) {
            walk.add(&format!(" and i.{} between ? and ?", key.column()), bounds);
        }
        counting(walk, wanted, due, false)
    };
    count_among(q, classes.iter().map(counting_class).collect()).await
}

/// The columns that conditions ask for.
const WALKED: &str =
    "select i.id, i.class, i.currency, i.issue_date, i.due_sort, i.total_sort, i.customer_id";

/// Among the first documents of a walk: how many there are, and how many are wanted. Its limit is yet to be added.
fn counting(walk: Select, wanted: &Wanted, due: Option<Range<Date>>, with_class: bool) -> Select {
    let mut select = Select::new("select count(*), cast(coalesce(sum(case when ");
    if with_class {
        select.append(wanted.class_condition());
    } else {
        select.add("true", vec![]);
    }
    wanted.add_rest(&mut select, due, None);
    select.add(" then 1 else 0 end), 0) as bigint) from (", vec![]);
    select.append(walk);
    select
}

async fn count_among(q: &mut impl Query, countings: Vec<Select>) -> Result<Total> {
    let (mut count, mut passed) = (0, 0);
    for mut counting in countings {
        let left = COUNT_MAX - passed;
        counting.add(" limit ?) i", vec![Box::new(left + 1)]);
        let (scanned, found): (i64, i64) =
            q.one(counting.statement(), &counting.arguments()).await?;
        count += found;
        if scanned > left {
            return Ok(total(count, false));
        }
        passed += scanned;
    }
    Ok(total(count, true))
}

fn total(count: i64, is_exact: bool) -> Total {
    Total { count: count.min(COUNT_MAX), exact: is_exact && count <= COUNT_MAX }
}
