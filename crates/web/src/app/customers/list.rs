//! The list of customers.

use super::{
    super::{
        Answer, page,
        shell::{Frame, Here},
        texts::Texts,
        visit::Visit,
    },
    list_path,
};
use askama::Template;
use net30_app::{CatalogueFilter, Cursor, Paging, customers};
use net30_domain::{customer::Customer, limits::SEARCH_CHARS_MAX, user::Role};
use net30_http::problem::Result;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// Customers on a page.
const LIMIT: i64 = 50;

struct Row {
    href: String,
    name: String,
    contact: String,
    email: String,
    city: String,
}

struct Rows {
    t: Texts,
    shown: Vec<Row>,
    is_filtered: bool,
    newest: Option<String>,
    older: Option<String>,
    counted: String,
}

#[derive(Template)]
#[template(path = "app/customers.html")]
struct ListPage {
    p: Frame,
    list: Rows,
    query: String,
    is_archived: bool,
    new: Option<String>,
    here: String,
}

#[derive(Template)]
#[template(path = "app/customer_rows.html")]
struct RowsPart {
    list: Rows,
}

pub(in super::super) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (t, here) = (visit.texts(), visit.at(&list_path(visit)?));
        let query: String = visit.query.text("q").chars().take(SEARCH_CHARS_MAX).collect();
        let is_archived = visit.query.text("archived") == "true";
        let list = rows(visit, &query, is_archived, &here).await?;
        if visit.wants_fragment() {
            return page::shown(&RowsPart { list });
        }
        let may_act = visit.place()?.role >= Role::Accountant;
        let archived = if is_archived { "archived=true" } else { "" };
        let search = match query.as_str() {
            "" => String::new(),
            query => format!("search={}", utf8_percent_encode(query, NON_ALPHANUMERIC)),
        };
        let between = if search.is_empty() || archived.is_empty() { "" } else { "&" };
        let api = format!("/customers?{search}{between}{archived}");
        page::shown(&ListPage {
            p: Frame::of(visit, t.customers(), Here::Customers).with_api_call(visit, &api),
            list,
            query,
            is_archived,
            new: may_act.then(|| format!("{here}/new")),
            here,
        })
    })
}

async fn rows(visit: &Visit, query: &str, is_archived: bool, here: &str) -> Result<Rows> {
    let search = Some(query.to_owned()).filter(|text| !text.is_empty());
    let filter = CatalogueFilter { search, archived: is_archived };
    let after = Cursor::parse(visit.query.text("after")).ok();
    let paging = match &after {
        Some(cursor) => Paging::After { cursor: cursor.clone(), limit: LIMIT },
        None => Paging::Offset { offset: 0, limit: LIMIT },
    };
    let found = customers::list(visit.app(), &visit.caller()?, &filter, &paging).await?;
    let address = |after: Option<&str>| {
        let archived = if is_archived { "true".to_owned() } else { String::new() };
        let pairs = [
            ("q", query.to_owned()),
            ("archived", archived),
            ("after", after.unwrap_or_default().to_owned()),
        ];
        let written = pairs.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| {
            format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC))
        });
        format!("?{}", written.collect::<Vec<_>>().join("&"))
    };
    let row = |customer: &Customer| {
        let party = &customer.party;
        let person = party.name.company.as_ref().map(|_| party.name.person());
        let contact = party.contact_name.clone().or(person).unwrap_or_default();
        Row {
            href: format!("{here}/{}", customer.id),
            name: party.name.display(),
            contact,
            email: party.email.as_ref().map(ToString::to_string).unwrap_or_default(),
            city: party.address.city.clone().unwrap_or_default(),
        }
    };
    let plus = if found.total.exact { "" } else { "+" };
    Ok(Rows {
        t: visit.texts(),
        shown: found.items.iter().map(row).collect(),
        is_filtered: !query.is_empty(),
        newest: after.is_some().then(|| address(None)),
        older: found.next.as_ref().map(|cursor| address(Some(cursor.as_str()))),
        counted: format!("{}{plus}", found.total.count),
    })
}
