//! The list of documents. Its address says what is shown: a view, filters, an order, and where the page begins.

use super::{
    super::{
        Answer,
        act::Once,
        fields::Choice,
        form::Form,
        number::Reading,
        page,
        shell::{Frame, Here, Writing},
        texts::Texts,
        visit::Visit,
    },
    Badge,
    editor::{Unsaved, unsaved},
};
use askama::Template;
use net30_app::{
    App, Cursor, Dialect, Paging, entry,
    invoices::{self, Deleted, InvoiceFilter, Listing, Sort, SortKey},
    views,
};
use net30_domain::{
    Date, Decimal,
    customer::Customer,
    id::CustomerId,
    limits::SEARCH_CHARS_MAX,
    money::Currency,
    standing::{Position, Standing},
    summary::Summary,
    user::Role,
};
use net30_http::problem::Result;
use net30_native::{
    forms,
    status::{self, WORDS},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// Documents on a page.
const LIMIT: i64 = 50;
/// Documents on the page of their customer.
const OF_CUSTOMER: i64 = 20;

/// A named part of the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum View {
    All,
    Drafts,
    ToSend,
    Due,
    Overdue,
    Paid,
}

impl View {
    const ALL: [Self; 6] =
        [Self::All, Self::Drafts, Self::ToSend, Self::Due, Self::Overdue, Self::Paid];

    fn word(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Drafts => "drafts",
            Self::ToSend => "to-send",
            Self::Due => "due",
            Self::Overdue => "overdue",
            Self::Paid => "paid",
        }
    }

    fn title(self, t: Texts) -> String {
        match self {
            Self::All => t.view_all(),
            Self::Drafts => t.view_drafts(),
            Self::ToSend => t.view_to_send(),
            Self::Due => t.view_due(),
            Self::Overdue => t.view_overdue(),
            Self::Paid => t.view_paid(),
        }
    }

    /// The standings that belong to it; all if none.
    fn standings(self) -> Option<Vec<Standing>> {
        let belongs = |standing: &Standing| match (self, standing.position) {
            (Self::All, _)
            | (Self::Drafts, Position::Draft)
            | (Self::Due, Position::Due { .. }) => true,
            (Self::ToSend, Position::Due { sent, .. }) => !sent,
            (Self::Overdue, _) => standing.overdue,
            (Self::Paid, position) => position == Position::Settled,
            _ => false,
        };
        (self != Self::All).then(|| Standing::all().into_iter().filter(belongs).collect())
    }
}

/// What the address asks for.
pub(super) struct Asked {
    view: View,
    query: String,
    customer: Option<CustomerId>,
    from: Option<Date>,
    to: Option<Date>,
    currency: Option<Currency>,
    /// One of the API's words for where a document stands; empty for any.
    status: &'static str,
    /// Least and greatest total, as they were typed and as they were understood.
    least: Bound,
    most: Bound,
    sort: Sort,
    after: Option<Cursor>,
}

/// A bound of the totals that are shown.
#[derive(Default)]
struct Bound {
    typed: String,
    value: Option<Decimal>,
}

impl Bound {
    /// What cannot be read bounds nothing, and stays where it was typed.
    fn of(visit: &Visit, typed: &str) -> Result<Self> {
        let reading = Reading::of(Writing::of(visit, visit.user()?).formats());
        let typed: String = typed.trim().chars().take(SEARCH_CHARS_MAX).collect();
        let value = (!typed.is_empty()).then(|| reading.value(&typed).ok()).flatten();
        Ok(Self { typed, value })
    }
}

const SORTS: [(&str, SortKey); 4] = [
    ("number", SortKey::Number),
    ("issued", SortKey::IssueDate),
    ("due", SortKey::DueDate),
    ("total", SortKey::Total),
];

impl Asked {
    /// Reads the address; what says nothing is passed over.
    pub(super) fn read(visit: &Visit, query: &Form) -> Result<Self> {
        let text = |name: &str| query.text(name);
        let (descending, key) = match text("sort").strip_prefix('-') {
            Some(key) => (true, key),
            None => (false, text("sort")),
        };
        let named = SORTS.iter().find(|(word, _)| *word == key);
        let newest = Sort { key: SortKey::CreatedAt, descending: true };
        let status = WORDS.into_iter().find(|word| *word == text("status"));
        Ok(Self {
            status: status.unwrap_or_default(),
            least: Bound::of(visit, text("min"))?,
            most: Bound::of(visit, text("max"))?,
            view: View::ALL
                .into_iter()
                .find(|view| view.word() == text("view"))
                .unwrap_or(View::All),
            query: text("q").chars().take(SEARCH_CHARS_MAX).collect(),
            customer: text("customer").parse().ok(),
            from: text("from").parse().ok(),
            to: text("to").parse().ok(),
            currency: Currency::parse(text("currency")),
            sort: named.map_or(newest, |(_, key)| Sort { key: *key, descending }),
            after: Cursor::parse(text("after")).ok(),
        })
    }

    pub(super) fn filter(&self) -> InvoiceFilter {
        InvoiceFilter {
            standings: self.standings(),
            total_min: self.least.value,
            total_max: self.most.value,
            search: Some(self.query.clone()).filter(|text| !text.is_empty()),
            customer_id: self.customer,
            issued_from: self.from,
            issued_to: self.to,
            currency: self.currency,
            ..InvoiceFilter::default()
        }
    }

    /// What both the view and the status have; all if neither asks for any.
    fn standings(&self) -> Option<Vec<Standing>> {
        match (self.view.standings(), status::standings(self.status)) {
            (Some(of_view), Some(of_status)) => {
                Some(of_view.into_iter().filter(|one| of_status.contains(one)).collect())
            }
            (of_view, of_status) => of_view.or(of_status),
        }
    }

    /// The same list as the native API has it.
    fn api_path(&self) -> String {
        let words = self.standings().map(|standings| {
            let has = |word: &&str| {
                let own = status::standings(word).unwrap_or_default();
                own.iter().any(|standing| standings.contains(standing))
            };
            WORDS.into_iter().filter(has).collect::<Vec<_>>().join(",")
        });
        let named = SORTS_OF_API.iter().find(|(key, _)| *key == self.sort.key);
        let minus = if self.sort.descending { "-" } else { "" };
        let sort = named.map_or(String::new(), |(_, word)| format!("{minus}{word}"));
        let amount = |bound: &Bound| bound.value.map(|value| value.normalize().to_string());
        written(&[
            ("status", words),
            ("search", Some(self.query.clone())),
            ("customer_id", self.customer.map(|id| id.to_string())),
            ("from_date", self.from.map(|date| date.to_string())),
            ("to_date", self.to.map(|date| date.to_string())),
            ("min_amount", amount(&self.least)),
            ("max_amount", amount(&self.most)),
            ("currency", self.currency.map(|own| own.code().to_owned())),
            ("sort", Some(sort)),
        ])
    }

    fn is_filtered(&self) -> bool {
        let Self { query, customer, from, to, currency, status, least, most, .. } = self;
        !query.is_empty()
            || !status.is_empty()
            || least.value.is_some()
            || most.value.is_some()
            || customer.is_some()
            || from.is_some()
            || to.is_some()
            || currency.is_some()
    }

    fn sort_word(&self) -> String {
        let named = SORTS.iter().find(|(_, key)| *key == self.sort.key);
        let minus = if self.sort.descending { "-" } else { "" };
        named.map_or(String::new(), |(word, _)| format!("{minus}{word}"))
    }

    /// The same with another view, order or beginning.
    fn address(&self, view: View, sort: &str, after: Option<&str>) -> String {
        let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let own = [
            ("view", view.word().to_owned()),
            ("q", self.query.clone()),
            ("customer", self.customer.map(|id| id.to_string()).unwrap_or_default()),
            ("from", date(self.from)),
            ("to", date(self.to)),
            ("currency", self.currency.map(|own| own.code().to_owned()).unwrap_or_default()),
            ("status", self.status.to_owned()),
            ("min", self.least.typed.clone()),
            ("max", self.most.typed.clone()),
            ("sort", sort.to_owned()),
            ("after", after.unwrap_or_default().to_owned()),
        ];
        format!("?{}", written(&own.map(|(name, value)| (name, Some(value)))))
    }
}

/// What stands behind the question mark of an address; what says nothing is left out.
fn written(pairs: &[(&str, Option<String>)]) -> String {
    let says = pairs.iter().filter_map(|(name, value)| Some((name, value.as_deref()?)));
    let written = says
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)));
    written.collect::<Vec<_>>().join("&")
}

/// The native API's words for what the list is sorted by.
const SORTS_OF_API: [(SortKey, &str); 5] = [
    (SortKey::CreatedAt, "created_at"),
    (SortKey::IssueDate, "issue_date"),
    (SortKey::Number, "number"),
    (SortKey::DueDate, "due_date"),
    (SortKey::Total, "total"),
];

/// A view above the list.
struct Tab {
    href: String,
    title: String,
    count: String,
    is_current: bool,
    /// Where it is forgotten, if it is the person's own.
    forget: Option<String>,
}

/// The head of a column by which the list can be sorted.
pub(in super::super) struct Head {
    pub(in super::super) href: String,
    pub(in super::super) title: String,
    pub(in super::super) class: &'static str,
    /// What `aria-sort` says.
    pub(in super::super) order: Option<&'static str>,
}

/// A document of the list.
pub(in super::super) struct Row {
    pub(in super::super) id: String,
    pub(in super::super) href: String,
    pub(in super::super) number: String,
    pub(in super::super) customer: String,
    pub(in super::super) issued: String,
    pub(in super::super) due: String,
    pub(in super::super) total: String,
    pub(in super::super) balance: String,
    pub(in super::super) badge: Badge,
}

pub(in super::super) struct Rows {
    pub(in super::super) t: Texts,
    /// Whether documents can be chosen, to do something with all of them.
    pub(in super::super) is_selectable: bool,
    pub(in super::super) heads: Vec<Head>,
    pub(in super::super) shown: Vec<Row>,
    pub(in super::super) is_filtered: bool,
    pub(in super::super) newest: Option<String>,
    pub(in super::super) older: Option<String>,
    pub(in super::super) counted: String,
}

#[derive(Template)]
#[template(path = "app/invoices.html")]
struct ListPage {
    p: Frame,
    tabs: Vec<Tab>,
    view: &'static str,
    sort: String,
    query: String,
    customer: Option<(String, String)>,
    from: String,
    to: String,
    currencies: Vec<Choice>,
    statuses: Vec<Choice>,
    least: String,
    most: String,
    csv: String,
    clear: String,
    list: Rows,
    unsaved: Vec<Unsaved>,
    has_any: bool,
    curl: String,
    once: Once,
    /// Where the list is.
    here: String,
    /// What stands behind the question mark of its address, without where the page begins.
    own_query: String,
    /// Whether it can be kept under a name.
    can_keep: bool,
    /// What is wrong with the name that was typed.
    fault: Option<String>,
    may_act: bool,
    new: String,
}

#[derive(Template)]
#[template(path = "app/invoice_rows.html")]
struct RowsPart {
    list: Rows,
}

/// The list as a table for a spreadsheet.
pub(crate) fn csv(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let asked = Asked::read(visit, &visit.query)?;
        let (app, caller) = (visit.app().clone(), visit.caller()?);
        Ok(forms::invoices_as_csv(app, caller, asked.filter(), asked.sort, Dialect::default()))
    })
}

pub(crate) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let asked = Asked::read(visit, &visit.query)?;
        let (app, caller) = (visit.app(), visit.caller()?);
        let paging = match &asked.after {
            Some(cursor) => Paging::After { cursor: cursor.clone(), limit: LIMIT },
            None => Paging::Offset { offset: 0, limit: LIMIT },
        };
        let filter = asked.filter();
        let mut listing = invoices::listing(app, &caller, &filter, asked.sort, &paging).await?;
        let (total, next) = (listing.total, listing.next.take());
        let lines = lines(app, &mut listing).await?;
        let mut list = rows(visit, &asked, &lines, next.as_ref(), (total.count, total.exact))?;
        list.is_selectable = visit.place()?.role >= Role::Accountant;
        if visit.wants_fragment() {
            return page::shown(&RowsPart { list });
        }
        whole(visit, &asked, list).await
    })
}

async fn whole(visit: &Visit, asked: &Asked, list: Rows) -> Result<axum::response::Response> {
    let (t, app, caller) = (visit.texts(), visit.app(), visit.caller()?);
    let mut tabs = vec![];
    let mut has_any = false;
    for view in View::ALL {
        let filter = InvoiceFilter { standings: view.standings(), ..InvoiceFilter::default() };
        let total = invoices::count(app, &caller, &filter).await?;
        has_any |= total.count > 0;
        tabs.push(Tab {
            href: asked_view(view),
            title: view.title(t),
            count: counted(total.count, total.exact),
            is_current: view == asked.view,
            forget: None,
        });
    }
    let here = visit.at(&super::list_path(visit)?);
    let own_query = asked.address(asked.view, &asked.sort_word(), None);
    let own_query = own_query.trim_start_matches('?').to_owned();
    let mut is_kept = false;
    for own in views::list(app, &caller, LIST).await? {
        let is_current = own.query == own_query;
        is_kept |= is_current;
        tabs.push(Tab {
            href: format!("?{}", own.query),
            title: own.name,
            count: String::new(),
            is_current,
            forget: is_current.then(|| format!("{here}/views/{}/remove", own.id)),
        });
    }
    if is_kept {
        // The one that was kept is the narrower of the two.
        for tab in tabs.iter_mut().filter(|tab| tab.forget.is_none()) {
            tab.is_current = false;
        }
    }
    let customer = match asked.customer {
        Some(id) => {
            // A view that was kept may name one who was removed meanwhile.
            let found = entry::get::<Customer>(app, &caller, id).await.ok();
            let name = found.map_or_else(|| t.gone(), |found| found.party.name.display());
            Some((id.to_string(), name))
        }
        None => None,
    };
    let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let api = format!("/invoices?{}", asked.api_path());
    page::shown(&ListPage {
        unsaved: unsaved(visit).await?,
        p: Frame::of(visit, t.invoices(), Here::Invoices).with_api_call(visit, &api),
        statuses: statuses(t, asked),
        least: asked.least.typed.clone(),
        most: asked.most.typed.clone(),
        csv: format!("{here}/csv{}", asked.address(asked.view, &asked.sort_word(), None)),
        once: Once::making(visit),
        can_keep: !is_kept && !own_query.is_empty(),
        own_query,
        fault: visit.query.has("unkept").then(|| t.view_unkept()),
        may_act: list.is_selectable,
        new: format!("{here}/new"),
        here,
        tabs,
        view: asked.view.word(),
        sort: asked.sort_word(),
        query: asked.query.clone(),
        customer,
        from: date(asked.from),
        to: date(asked.to),
        currencies: currencies(visit, asked)?,
        clear: asked_view(asked.view),
        list,
        has_any,
        curl: super::super::start::example(app.public_url()),
    })
}

/// The currencies that the list can be narrowed to.
fn currencies(visit: &Visit, asked: &Asked) -> Result<Vec<Choice>> {
    let own = visit.place()?.account.defaults.currency;
    let mut codes = vec![own.code(), "EUR", "USD", "GBP", "CHF"];
    codes.extend(asked.currency.map(Currency::code));
    codes.sort_unstable();
    codes.dedup();
    let chosen = asked.currency.map(Currency::code);
    let choice = |code: &str| Choice {
        value: code.to_owned(),
        text: code.to_owned(),
        is_chosen: chosen == Some(code),
    };
    Ok(codes.into_iter().map(choice).collect())
}

/// The words for where documents stand, by which the list can be narrowed.
fn statuses(t: Texts, asked: &Asked) -> Vec<Choice> {
    let choice = |word: &'static str| Choice {
        value: word.to_owned(),
        text: status::standings(word)
            .and_then(|standings| Some(Badge::of(t, *standings.first()?).word))
            .unwrap_or_default(),
        is_chosen: asked.status == word,
    };
    WORDS.into_iter().map(choice).collect()
}

/// What stands in place of the list in the table of views.
pub(super) const LIST: &str = "invoices";

/// The documents of a customer, the newest first.
pub(in super::super) async fn of_customer(visit: &Visit, id: CustomerId) -> Result<(Rows, bool)> {
    let (app, caller) = (visit.app(), visit.caller()?);
    let asked = Asked { customer: Some(id), ..Asked::read(visit, &Form::default())? };
    let first = Paging::Offset { offset: 0, limit: OF_CUSTOMER };
    let mut listing = invoices::listing(app, &caller, &asked.filter(), asked.sort, &first).await?;
    let (total, has_more) = (listing.total, listing.next.is_some());
    let lines = lines(app, &mut listing).await?;
    let mut rows = rows(visit, &asked, &lines, None, (total.count, total.exact))?;
    rows.is_filtered = false;
    // They are sorted in the list itself.
    let list = visit.at(&super::list_path(visit)?);
    for head in &mut rows.heads {
        head.href = format!("{list}{}", head.href);
        head.order = None;
    }
    Ok((rows, has_more))
}

/// A page of the trash: drafts that were deleted, or void documents that are hidden.
pub(super) async fn of_trash(visit: &Visit, deleted: Deleted) -> Result<Rows> {
    let (app, caller) = (visit.app(), visit.caller()?);
    let asked = Asked::read(visit, &visit.query)?;
    let paging = match &asked.after {
        Some(cursor) => Paging::After { cursor: cursor.clone(), limit: LIMIT },
        None => Paging::Offset { offset: 0, limit: LIMIT },
    };
    let filter = InvoiceFilter { deleted, ..asked.filter() };
    let mut listing = invoices::listing(app, &caller, &filter, asked.sort, &paging).await?;
    let (total, next) = (listing.total, listing.next.take());
    let lines = lines(app, &mut listing).await?;
    let mut rows = rows(visit, &asked, &lines, next.as_ref(), (total.count, total.exact))?;
    rows.is_filtered = false;
    if deleted == Deleted::Hidden {
        let heads = rows.heads.iter_mut().map(|head| &mut head.href);
        for href in heads.chain(&mut rows.newest).chain(&mut rows.older) {
            href.push_str("&hidden=true");
        }
    }
    Ok(rows)
}

impl Rows {
    pub(in super::super) fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }
}

/// The address of a view with nothing else.
fn asked_view(view: View) -> String {
    match view {
        View::All => "?".to_owned(),
        view => format!("?view={}", view.word()),
    }
}

fn counted(count: i64, exact: bool) -> String {
    if exact { count.to_string() } else { format!("{count}+") }
}

/// All documents of a page, each with its standing today.
async fn lines(app: &App, listing: &mut Listing) -> Result<Vec<(Summary, Standing)>> {
    let (today, mut lines) = (listing.today(), vec![]);
    while !listing.is_done() {
        let found = listing.summaries(app).await?;
        lines.extend(found.into_iter().map(|line| {
            let standing = line.standing(today);
            (line, standing)
        }));
    }
    Ok(lines)
}

fn rows(
    visit: &Visit,
    asked: &Asked,
    lines: &[(Summary, Standing)],
    next: Option<&Cursor>,
    (count, exact): (i64, bool),
) -> Result<Rows> {
    let (t, writing) = (visit.texts(), Writing::of(visit, visit.user()?));
    let root = visit.at(&format!("/app/{}/invoices", visit.place()?.code()));
    let date = |date: Date| writing.formats().date(date);
    let rows = lines.iter().map(|(line, standing)| {
        let money = writing.formats().money(line.currency);
        Row {
            id: line.id.to_string(),
            href: format!("{root}/{}", line.id),
            number: line.number.clone().unwrap_or_else(|| t.a_draft()),
            customer: line.customer_name.display(),
            issued: date(line.issue_date),
            due: line.due_date.map(date).unwrap_or_default(),
            total: money.amount(line.payable()),
            balance: if line.is_due() { money.amount(line.balance.due) } else { String::new() },
            badge: Badge::of(t, *standing),
        }
    });
    let head = |word: &str, title: String, class| {
        let key = SORTS.iter().find(|(known, _)| *known == word).map(|(_, key)| *key);
        let is_own = key == Some(asked.sort.key);
        let again = if is_own && !asked.sort.descending { "-" } else { "" };
        let order = if asked.sort.descending { "descending" } else { "ascending" };
        Head {
            href: asked.address(asked.view, &format!("{again}{word}"), None),
            title,
            class,
            order: is_own.then_some(order),
        }
    };
    let sort = asked.sort_word();
    Ok(Rows {
        t,
        is_selectable: false,
        heads: vec![
            head("number", t.column_number(), ""),
            head("issued", t.column_issued(), ""),
            head("due", t.column_due(), ""),
            head("total", t.column_total(), "figure"),
        ],
        shown: rows.collect(),
        is_filtered: asked.is_filtered(),
        newest: asked.after.is_some().then(|| asked.address(asked.view, &sort, None)),
        older: next.map(|cursor| asked.address(asked.view, &sort, Some(cursor.as_str()))),
        counted: counted(count, exact),
    })
}
