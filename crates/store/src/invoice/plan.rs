//! By which way the documents that a filter wants are reached.
//!
//! Where a filter leaves few documents (those of a customer, of a tag, found by a search, within a range), these are
//! gathered by their own index: a walk in the list's order might pass by all others to find them. Where it leaves
//! many, a walk soon finds enough.

use super::{
    class::{self, Class},
    filter::{InvoiceFilter, Sort, SortKey},
    select::{Access, Range, Select, Share, Wanted, of_class, of_customer, of_id, of_tag},
};
use crate::{
    Boxed, Connection, Query, Result,
    db::{
        FromRow, Param, Statement, args,
        search::{self, Kind},
        statements,
    },
};
use net30_domain::{Date, id::AccountId, text::lowered};
use uuid::Uuid;

statements! {
    TAG = "select id from tag where account_id = ?1 and folded = ?2";
    CUSTOMER = "select id from customer where id = ?1 and account_id = ?2";
    TAGGED = "select count(*) from (select 1 from invoice_tag @by(invoice_tag_by_tag) where tag_id = ?1
        limit ?2) counted";
    OF_CUSTOMER = "select count(*) from (select 1 from invoice @by(invoice_by_customer) where customer_id = ?1
        limit ?2) counted";
}

/// Up to how many documents are gathered and sorted; beyond that the list is walked in its order.
const GATHERED_MAX: i64 = 5000;
/// So few documents are walked without looking for a shorter way.
const WALKED_ANYWAY: i64 = 500;
/// How many documents a customer counts for where its index gives them in order: about a page is read.
const IN_ORDER: i64 = 100;
/// Up to how many hits of a search are looked up one by one.
const HITS_MAX: usize = 1000;

/// What a filter wants; `None` if it names a customer or a tag that the account does not have.
pub(super) fn look_up<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    filter: &'a InvoiceFilter,
    today: Date,
) -> Boxed<'a, Option<Wanted>> {
    Box::pin(async move {
        if let Some(customer) = filter.customer_id
            && q.optional::<(Uuid,)>(&CUSTOMER, args![customer.0, account.0]).await?.is_none()
        {
            return Ok(None);
        }
        let tag = match &filter.tag {
            None => None,
            Some(tag) => match q.optional(&TAG, args![account.0, lowered(tag)]).await? {
                None => return Ok(None),
                Some((id,)) => Some(id),
            },
        };
        Ok(Some(Wanted::of(account, filter, tag, today)))
    })
}

/// The statements that reach what a filter wants without walking past what it does not.
pub(super) enum Plan {
    /// The classes in the order of the list, looked through in this way.
    Walk(Option<Access>),
    /// Each of these, sorted afterwards.
    Gather(Vec<Select>, Option<Access>),
}

/// The rows of several statements, in no order; those with the same text are sent together.
pub(super) async fn rows_of<T: FromRow>(
    q: &mut dyn Connection,
    selects: &[Select],
) -> Result<Vec<T>> {
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

pub(super) type Shares = Vec<(Class, Share, i64)>;

/// The classes of which documents are wanted, and how many each has.
pub(super) fn wanted_classes<'a>(
    q: &'a mut dyn Connection,
    wanted: &'a Wanted,
) -> Boxed<'a, Shares> {
    Box::pin(async move {
        let counts = class::counts(q, wanted.account).await?;
        let share = |(class, count)| wanted.share(class).map(|share| (class, share, count));
        Ok(counts.into_iter().filter_map(share).collect())
    })
}

/// Chooses the way that passes by the fewest documents.
///
/// `sort` is the order that is read anyway: a range of its own column needs no gathering. Without one the documents
/// are only counted, so that what a search found need not be few enough for sorting.
pub(super) fn plan<'a>(
    q: &'a mut dyn Connection,
    wanted: &'a Wanted,
    classes: &'a Shares,
    what: &'a str,
    sort: Option<Sort>,
) -> Boxed<'a, Plan> {
    Box::pin(async move {
        let walked: i64 = classes.iter().map(|(_, _, count)| count).sum();
        if walked <= WALKED_ANYWAY {
            return Ok(Plan::Walk(None));
        }
        let mut fewest = GATHERED_MAX + 1;
        let mut plan = Plan::Walk(None);
        let limit = GATHERED_MAX + 1;
        if let Some(customer) = wanted.customer {
            // A customer's documents are indexed by date: in that order there is nothing to sort.
            let is_in_order = sort.is_some_and(|sort| sort.key == SortKey::IssueDate);
            let limit = if is_in_order { IN_ORDER } else { limit };
            let (count,): (i64,) = q.one(&OF_CUSTOMER, args![customer, limit]).await?;
            if count < fewest {
                fewest = count;
                plan = Plan::Gather(
                    vec![with_rest(of_customer(what, customer), wanted, Access::Customer)],
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
        if let Some(search) = &wanted.search {
            match gather_hits(q, wanted, search, what, sort).await? {
                Hits::Few(count, selects) => {
                    if count < fewest || (sort.is_none() && matches!(plan, Plan::Walk(_))) {
                        fewest = fewest.min(count);
                        plan = Plan::Gather(selects, Some(Access::Search));
                    }
                }
                Hits::Many { among } => {
                    if matches!(plan, Plan::Walk(_)) {
                        plan = Plan::Walk(among);
                    }
                }
            }
        }
        for key in [SortKey::IssueDate, SortKey::DueDate, SortKey::Total] {
            if sort.is_some_and(|sort| sort.key == key) {
                continue;
            }
            if let Some((count, selects)) =
                gather_range(q, wanted, classes, key, what, fewest).await?
                && count < fewest
            {
                fewest = count;
                plan = Plan::Gather(selects, None);
            }
        }
        Ok(plan)
    })
}

fn with_rest(mut select: Select, wanted: &Wanted, access: Access) -> Select {
    select.add(" and ", vec![]);
    select.append(wanted.class_condition());
    wanted.add_rest(&mut select, wanted.due, Some(access));
    select
}

/// What a search found.
enum Hits {
    /// How many documents they are at most, and what reads them.
    Few(i64, Vec<Select>),
    /// So many that the list is walked; among what, if not among everything.
    Many { among: Option<Access> },
}

/// The documents that a search found.
async fn gather_hits(
    q: &mut dyn Connection,
    wanted: &Wanted,
    search: &str,
    what: &str,
    sort: Option<Sort>,
) -> Result<Hits> {
    let kinds = [Kind::Number, Kind::CustomerName, Kind::CustomerFormerName, Kind::Tag];
    let found = search::find(q, wanted.account, &kinds, search, HITS_MAX).await?;
    if !found.is_all {
        // Names are found before numbers, and all of them by three characters and more.
        let is_of_numbers = search.chars().count() >= search::TRIGRAM
            && found.objects.iter().all(|(kind, _)| *kind == Kind::Number);
        return Ok(Hits::Many { among: is_of_numbers.then_some(Access::Numbers) });
    }
    let limit = GATHERED_MAX + 1;
    let of = |wanted: fn(Kind) -> bool| -> Vec<Uuid> {
        let those = found.objects.iter().filter(|(kind, _)| wanted(*kind));
        those.map(|(_, id)| *id).collect()
    };
    let numbered = of(|kind| kind == Kind::Number);
    let tags = of(|kind| kind == Kind::Tag);
    let customers = of(|kind| kind != Kind::Number && kind != Kind::Tag);
    let tagged = counts_of(q, &TAGGED, &tags, &limit).await?;
    let theirs = counts_of(q, &OF_CUSTOMER, &customers, &limit).await?;
    let is_in_order = sort.is_some_and(|sort| sort.key == SortKey::IssueDate);
    let theirs =
        theirs.into_iter().map(|count| if is_in_order { count.min(IN_ORDER) } else { count });
    let count: i64 = numbered.iter().map(|_| 1).chain(tagged).chain(theirs).sum();
    if count > GATHERED_MAX && sort.is_some() {
        return Ok(Hits::Many { among: None });
    }
    let numbered = numbered.into_iter().map(|id| of_id(what, wanted.account, id));
    let tagged = tags.into_iter().map(|id| of_tag(what, wanted.account, id));
    let theirs = customers.into_iter().map(|id| of_customer(what, id));
    let selects = numbered.chain(tagged).chain(theirs);
    let selects = selects.map(|select| with_rest(select, wanted, Access::Search));
    Ok(Hits::Few(count, selects.collect()))
}

/// How many documents each has, up to a limit.
async fn counts_of(
    q: &mut dyn Connection,
    statement: &'static Statement,
    ids: &[Uuid],
    limit: &i64,
) -> Result<Vec<i64>> {
    let each: Vec<Vec<&dyn Param>> = ids.iter().map(|id| vec![id as &dyn Param, limit]).collect();
    let counts: Vec<Vec<(i64,)>> = q.rows_of_each(statement, &each).await?;
    Ok(counts.into_iter().flatten().map(|(count,)| count).collect())
}

/// The documents within the range of a column, class by class, and how many they are; `None` if nothing is ranged.
async fn gather_range(
    q: &mut dyn Connection,
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
pub(super) fn count_range(
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
pub(super) fn bounds(
    wanted: &Wanted,
    due: Option<Range<Date>>,
    key: SortKey,
) -> Option<Vec<Box<dyn Param>>> {
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
