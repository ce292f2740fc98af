//! The SQL of lists: composed of fixed parts, so that there are few texts and none contains what a client wrote.

use super::{
    class::{
        CURRENCY, Class, DELETION, KIND, POSITION, currency_code, deleted_code, document_code,
    },
    filter::{InvoiceFilter, Place, Sort, SortKey, total_bound},
};
use crate::{
    Result,
    db::{Param, Statement, search},
};
use net30_domain::{
    Date,
    document::DocumentType,
    id::AccountId,
    standing::{Position, Standing},
    text::folded,
};
use uuid::Uuid;

/// Before every date of a document; `Date::MIN` is before what PostgreSQL knows.
const FIRST_DAY: Date = Date::constant(1, 1, 1);

/// A statement that is being composed, with its arguments in the order of the `?` in its text.
#[derive(Default)]
pub(super) struct Select {
    text: String,
    arguments: Vec<Box<dyn Param>>,
}

impl Select {
    pub(super) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), arguments: vec![] }
    }

    /// Adds a fixed text; each `?` in it is the place of one of the arguments, in their order.
    pub(super) fn add(&mut self, text: &str, arguments: Vec<Box<dyn Param>>) -> &mut Self {
        debug_assert_eq!(text.matches('?').count(), arguments.len(), "{text}");
        self.text.push_str(text);
        self.arguments.extend(arguments);
        self
    }

    /// Adds what was composed apart.
    pub(super) fn append(&mut self, part: Self) -> &mut Self {
        self.text.push_str(&part.text);
        self.arguments.extend(part.arguments);
        self
    }

    /// The statement, its placeholders numbered.
    pub(super) fn statement(&self) -> &'static Statement {
        let mut numbered = String::with_capacity(self.text.len() + 2 * self.arguments.len());
        for (number, part) in self.text.split('?').enumerate() {
            if number > 0 {
                numbered.push('?');
                numbered.push_str(&number.to_string());
            }
            numbered.push_str(part);
        }
        Statement::interned(numbered)
    }

    pub(super) fn arguments(&self) -> Vec<&dyn Param> {
        self.arguments.iter().map(AsRef::as_ref).collect()
    }
}

/// Bounds of a range, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range<T> {
    pub(super) from: T,
    pub(super) to: T,
}

/// A filter with everything looked up that lists need to know of it.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) account: AccountId,
    pub(super) issued: Option<Range<Date>>,
    pub(super) due: Option<Range<Date>>,
    pub(super) total: Option<Range<i64>>,
    pub(super) customer: Option<Uuid>,
    pub(super) tag: Option<Uuid>,
    /// The folded text that is searched.
    pub(super) search: Option<String>,
    standings: Option<Vec<Standing>>,
    documents: Option<Vec<DocumentType>>,
    currency: Option<net30_domain::money::Currency>,
    deleted: super::Deleted,
    with_hidden: bool,
    today: Date,
}

/// How a class takes part in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Share {
    /// All of its documents.
    All,
    /// Those that are overdue.
    Overdue,
    /// Those that are not.
    NotOverdue,
}

impl Wanted {
    /// `tag` is the id of the filter's tag.
    pub(super) fn of(
        account: AccountId,
        filter: &InvoiceFilter,
        tag: Option<Uuid>,
        today: Date,
    ) -> Self {
        let days = |from: Option<Date>, to: Option<Date>, last: Date| {
            (from.is_some() || to.is_some()).then(|| Range {
                from: from.unwrap_or(FIRST_DAY),
                to: to.unwrap_or(last).min(last),
            })
        };
        // The last day stands for documents without a due date, which no range includes.
        let last_due = Date::MAX.yesterday().unwrap_or(Date::MAX);
        let total = (filter.total_min.is_some() || filter.total_max.is_some()).then(|| Range {
            from: filter.total_min.map_or(i64::MIN, |bound| total_bound(bound, true)),
            to: filter.total_max.map_or(i64::MAX, |bound| total_bound(bound, false)),
        });
        Self {
            account,
            issued: days(filter.issued_from, filter.issued_to, Date::MAX),
            due: days(filter.due_from, filter.due_to, last_due),
            total,
            customer: filter.customer_id.map(|id| id.0),
            tag,
            search: filter.search.as_deref().map(folded).filter(|text| !text.is_empty()),
            standings: filter.standings.clone(),
            documents: filter.documents.clone(),
            currency: filter.currency,
            deleted: filter.deleted,
            with_hidden: filter.with_hidden,
            today,
        }
    }

    /// Whether documents of a class are wanted, and which.
    pub(super) fn share(&self, class: Class) -> Option<Share> {
        let is_hidden = class.deleted == super::Deleted::Hidden;
        let is_wanted = (class.deleted == self.deleted || self.with_hidden && is_hidden)
            && self.currency.is_none_or(|currency| currency == class.currency)
            && self.documents.as_ref().is_none_or(|documents| documents.contains(&class.document));
        if !is_wanted {
            return None;
        }
        self.share_of(class.position)
    }

    fn share_of(&self, position: Position) -> Option<Share> {
        let Some(standings) = &self.standings else { return Some(Share::All) };
        let wants = |overdue| standings.contains(&Standing { position, overdue });
        if !matches!(position, Position::Due { .. }) {
            return wants(false).then_some(Share::All);
        }
        match (wants(false), wants(true)) {
            (true, true) => Some(Share::All),
            (false, true) => Some(Share::Overdue),
            (true, false) => Some(Share::NotOverdue),
            (false, false) => None,
        }
    }

    /// The due dates that a share of a class leaves.
    pub(super) fn due_of(&self, share: Share) -> Option<Range<Date>> {
        let wanted = self.due.unwrap_or(Range { from: FIRST_DAY, to: Date::MAX });
        match share {
            Share::All => self.due,
            Share::Overdue => {
                // Nothing is before the first day there is.
                let Ok(yesterday) = self.today.yesterday() else {
                    return Some(Range { from: Date::MAX, to: FIRST_DAY });
                };
                Some(Range { from: wanted.from, to: wanted.to.min(yesterday) })
            }
            Share::NotOverdue => Some(Range { from: wanted.from.max(self.today), to: wanted.to }),
        }
    }

    /// Whether nothing narrows the classes down any further.
    pub(super) fn is_by_class_alone(&self) -> bool {
        self.issued.is_none()
            && self.due.is_none()
            && self.total.is_none()
            && self.customer.is_none()
            && self.tag.is_none()
            && self.search.is_none()
    }

    /// The condition that a document is of a wanted class, told by its class's number.
    pub(super) fn class_condition(&self) -> Select {
        let (mut overdue, mut not_overdue) = (0_i64, 0_i64);
        for position in Position::all() {
            let bit = 1 << position.code();
            match self.share_of(position) {
                Some(Share::All) => (overdue, not_overdue) = (overdue | bit, not_overdue | bit),
                Some(Share::Overdue) => overdue |= bit,
                Some(Share::NotOverdue) => not_overdue |= bit,
                None => {}
            }
        }
        let mut condition = Select::default();
        let hidden = if self.with_hidden { super::Deleted::Hidden } else { self.deleted };
        let wanted: Vec<Box<dyn Param>> =
            [self.deleted, hidden].map(|deleted| Box::new(deleted_code(deleted)) as _).into();
        condition.add(&format!("{DELETION} in (?, ?)"), wanted);
        if overdue != not_overdue {
            condition.add(
                &format!(
                    " and (case when i.due_sort < ? then cast(? as bigint) else cast(? as bigint) end
                    >> ({POSITION})) & 1 = 1"
                ),
                vec![Box::new(self.today), Box::new(overdue), Box::new(not_overdue)],
            );
        } else if self.standings.is_some() {
            let mask = vec![Box::new(overdue) as Box<dyn Param>];
            condition.add(&format!(" and (cast(? as bigint) >> ({POSITION})) & 1 = 1"), mask);
        }
        if let Some(documents) = &self.documents {
            let mask = documents
                .iter()
                .fold(0_i64, |mask, document| mask | (1 << document_code(*document)));
            condition.add(
                &format!(" and (cast(? as bigint) >> ({KIND})) & 1 = 1"),
                vec![Box::new(mask)],
            );
        }
        if let Some(currency) = self.currency {
            let code = vec![Box::new(currency_code(currency)) as Box<dyn Param>];
            condition.add(&format!(" and {CURRENCY} = ?"), code);
        }
        condition
    }

    /// Adds the conditions that neither the class nor the place in an index tells.
    ///
    /// The due dates are those of the share of a class, if a single class is read.
    pub(super) fn add_rest(
        &self,
        select: &mut Select,
        due: Option<Range<Date>>,
        but: Option<Access>,
    ) {
        if let Some(range) = self.issued {
            let bounds: Vec<Box<dyn Param>> = vec![Box::new(range.from), Box::new(range.to)];
            select.add(" and i.issue_date between ? and ?", bounds);
        }
        if let Some(range) = due {
            let bounds: Vec<Box<dyn Param>> = vec![Box::new(range.from), Box::new(range.to)];
            select.add(" and i.due_sort between ? and ?", bounds);
        }
        if let Some(range) = self.total {
            let bounds: Vec<Box<dyn Param>> = vec![Box::new(range.from), Box::new(range.to)];
            select.add(" and i.total_sort between ? and ?", bounds);
        }
        if let Some(customer) = self.customer.filter(|_| but != Some(Access::Customer)) {
            select.add(" and i.customer_id = ?", vec![Box::new(customer)]);
        }
        if let Some(tag) = self.tag.filter(|_| but != Some(Access::Tag)) {
            let text = " and exists (select 1 from invoice_tag t where t.invoice_id = i.id and t.tag_id = ?)";
            select.add(text, vec![Box::new(tag)]);
        }
        if let Some(search) = self.search.as_ref().filter(|_| but != Some(Access::Search)) {
            let pattern = search::like(search);
            if but == Some(Access::Numbers) {
                let text = " and i.number is not null and exists (select 1 from search_text s
                    where s.object_id = i.id and s.kind = 4 and s.text like ? escape '\\')";
                select.add(text, vec![Box::new(pattern)]);
                return;
            }
            select.add(
                " and (exists (select 1 from search_text s where s.object_id = i.id and s.kind = 4
                        and s.text like ? escape '\\')
                    or exists (select 1 from search_text s where s.object_id = i.customer_id and s.kind in (1, 6)
                        and s.text like ? escape '\\')
                    or exists (select 1 from invoice_tag t join search_text s on s.object_id = t.tag_id
                        where t.invoice_id = i.id and s.kind = 3 and s.text like ? escape '\\'))",
                vec![Box::new(pattern.clone()), Box::new(pattern.clone()), Box::new(pattern)],
            );
        }
    }
}

/// By what a list is reached, if not by walking its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// The index of a customer's documents.
    Customer,
    /// The index of a tag's documents.
    Tag,
    /// What the search found.
    Search,
    /// The order of the list, in which the search looks at numbers alone: no name has what is searched.
    Numbers,
}

/// Adds the order of a list, after a place, to a statement that ends in its conditions.
pub(super) fn add_order(
    select: &mut Select,
    sort: Sort,
    after: Option<&Place>,
    limit: i64,
) -> Result<()> {
    let (column, direction, beyond) = (
        sort.key.column(),
        if sort.descending { "desc" } else { "asc" },
        if sort.descending { "<" } else { ">" },
    );
    if let Some(place) = after {
        let text = format!(" and (i.{column}, i.id) {beyond} (?, ?)");
        select.add(&text, vec![place.value.param()?, Box::new(place.id)]);
    }
    let text = format!(" order by i.{column} {direction}, i.id {direction} limit ?");
    select.add(&text, vec![Box::new(limit)]);
    Ok(())
}

/// One class, by one of the sorted indexes.
pub(super) fn of_class(what: &str, index: SortKey, account: AccountId, class: Class) -> Select {
    let mut select = Select::new(what);
    let text =
        format!(" from invoice i @by({}) where i.account_id = ? and i.class = ?", index.index());
    select.add(&text, vec![Box::new(account.0), Box::new(class.code())]);
    select
}

/// One customer, whose account must have been made sure of: the index tells everything else.
pub(super) fn of_customer(what: &str, customer: Uuid) -> Select {
    let mut select = Select::new(what);
    let text = " from invoice i @by(invoice_by_customer) where i.customer_id = ?";
    select.add(text, vec![Box::new(customer)]);
    select
}

/// One tag.
pub(super) fn of_tag(what: &str, account: AccountId, tag: Uuid) -> Select {
    let mut select = Select::new(what);
    let text = " from invoice_tag g @by(invoice_tag_by_tag) join invoice i on i.id = g.invoice_id
        where g.tag_id = ? and i.account_id = ?";
    select.add(text, vec![Box::new(tag), Box::new(account.0)]);
    select
}

/// One document.
pub(super) fn of_id(what: &str, account: AccountId, id: Uuid) -> Select {
    let mut select = Select::new(what);
    let text = " from invoice i where i.id = ? and i.account_id = ?";
    select.add(text, vec![Box::new(id), Box::new(account.0)]);
    select
}
