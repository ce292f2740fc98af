//! How many documents a filter finds.

use super::{
    class::Class,
    filter::{InvoiceFilter, SortKey},
    plan::{Plan, Shares, bounds, count_range, look_up, plan, rows_of, wanted_classes},
    select::{Access, Range, Select, Share, Wanted, of_class, of_customer, of_tag},
};
use crate::{Boxed, Connection, Query, Result, Total, paging::COUNT_MAX};
use net30_domain::{Date, id::AccountId};
use uuid::Uuid;

/// How many documents a filter finds: exactly up to 10,000, and by what is tallied anyway if only classes matter.
pub fn count<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    filter: &'a InvoiceFilter,
    today: Date,
) -> Boxed<'a, Total> {
    Box::pin(async move {
        let Some(wanted) = look_up(q, account, filter, today).await? else {
            return Ok(Total { count: 0, exact: true });
        };
        let classes = wanted_classes(q, &wanted).await?;
        count_wanted(q, &wanted, &classes).await
    })
}

/// How many documents are wanted of some classes.
pub(super) fn count_wanted<'a>(
    q: &'a mut dyn Connection,
    wanted: &'a Wanted,
    classes: &'a Shares,
) -> Boxed<'a, Total> {
    Box::pin(async move {
        if wanted.is_by_class_alone() {
            return count_classes(q, wanted, classes).await;
        }
        if let Plan::Gather(mut selects, access) =
            plan(q, wanted, classes, "select i.id", None).await?
        {
            let mut ids: Vec<(Uuid,)> = Vec::new();
            for select in &mut selects {
                select.add(" limit ?", vec![Box::new(COUNT_MAX + 1)]);
            }
            for some in selects.chunks(100) {
                ids.extend(rows_of::<(Uuid,)>(q, some).await?);
                if access == Some(Access::Search) {
                    // Found by several ways, a document is still one.
                    ids.sort_unstable();
                    ids.dedup();
                }
                if i64::try_from(ids.len()).is_ok_and(|found| found > COUNT_MAX) {
                    break;
                }
            }
            return Ok(total(i64::try_from(ids.len()).unwrap_or(i64::MAX), true));
        }
        count_walking(q, wanted, classes).await
    })
}

/// The count of whole classes is tallied; what is overdue is counted by due date.
async fn count_classes(q: &mut dyn Connection, wanted: &Wanted, classes: &Shares) -> Result<Total> {
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
async fn count_walking(q: &mut dyn Connection, wanted: &Wanted, classes: &Shares) -> Result<Total> {
    let (account, due) = (wanted.account, wanted.due);
    if let Some(customer) = wanted.customer {
        let walk = of_customer(WALKED, customer);
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
const WALKED: &str = "select i.id, i.class, i.issue_date, i.due_sort, i.total_sort, i.customer_id";

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

async fn count_among(q: &mut dyn Connection, countings: Vec<Select>) -> Result<Total> {
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
