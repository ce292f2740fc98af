//! The list of products.

use super::{
    super::{
        Answer, page,
        shell::{Frame, Here, Writing},
        texts::Texts,
        visit::Visit,
    },
    list_path,
};
use askama::Template;
use net30_app::{CatalogueFilter, Cursor, Paging, products};
use net30_domain::{limits::SEARCH_CHARS_MAX, product::Product, user::Role};
use net30_http::problem::Result;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// Products on a page.
const LIMIT: i64 = 50;

struct Row {
    href: String,
    name: String,
    sku: String,
    unit: String,
    price: String,
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
#[template(path = "app/products.html")]
struct ListPage {
    p: Frame,
    list: Rows,
    query: String,
    is_archived: bool,
    said: Option<String>,
    new: Option<String>,
    here: String,
}

#[derive(Template)]
#[template(path = "app/product_rows.html")]
struct RowsPart {
    list: Rows,
}

/// What the address asks for.
struct Asked {
    query: String,
    is_archived: bool,
}

impl Asked {
    /// What stands behind the question mark, where the text is called `search`.
    fn written(&self, search: &str, after: Option<&str>) -> String {
        let archived = if self.is_archived { "true" } else { "" };
        let pairs = [
            (search, self.query.as_str()),
            ("archived", archived),
            ("after", after.unwrap_or_default()),
        ];
        let says = pairs.iter().filter(|(_, value)| !value.is_empty());
        let written = says.map(|(name, value)| {
            format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC))
        });
        format!("?{}", written.collect::<Vec<_>>().join("&"))
    }
}

pub(in super::super) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (t, here) = (visit.texts(), visit.at(&list_path(visit)?));
        let asked = Asked {
            query: visit.query.text("q").chars().take(SEARCH_CHARS_MAX).collect(),
            is_archived: visit.query.text("archived") == "true",
        };
        let list = rows(visit, &asked, &here).await?;
        if visit.wants_fragment() {
            return page::shown(&RowsPart { list });
        }
        let may_act = visit.place()?.role >= Role::Accountant;
        let api = format!("/products{}", asked.written("search", None));
        page::shown(&ListPage {
            p: Frame::of(visit, t.products(), Here::Products).with_api_call(visit, &api),
            list,
            query: asked.query,
            is_archived: asked.is_archived,
            said: match visit.query.text("said") {
                "saved" => Some(t.saved()),
                "archived" => Some(t.said_archived()),
                _ => None,
            },
            new: may_act.then(|| format!("{here}/new")),
            here,
        })
    })
}

async fn rows(visit: &Visit, asked: &Asked, here: &str) -> Result<Rows> {
    let search = Some(asked.query.clone()).filter(|text| !text.is_empty());
    let filter = CatalogueFilter { search, archived: asked.is_archived };
    let after = Cursor::parse(visit.query.text("after")).ok();
    let paging = match &after {
        Some(cursor) => Paging::After { cursor: cursor.clone(), limit: LIMIT },
        None => Paging::Offset { offset: 0, limit: LIMIT },
    };
    let found = products::list(visit.app(), &visit.caller()?, &filter, &paging).await?;
    let usual = visit.place()?.account.defaults.currency;
    let writing = Writing::of(visit, visit.user()?);
    let row = |product: &Product| {
        let currency = product.currency.unwrap_or(usual);
        let price = writing.formats().money(currency).price(product.unit_price);
        Row {
            href: format!("{here}/{}", product.id),
            name: product.name.clone(),
            sku: product.sku.clone().unwrap_or_default(),
            unit: product.unit.clone().unwrap_or_default(),
            price: format!("{price}\u{a0}{}", currency.code()),
        }
    };
    let plus = if found.total.exact { "" } else { "+" };
    Ok(Rows {
        t: visit.texts(),
        shown: found.items.iter().map(row).collect(),
        is_filtered: !asked.query.is_empty(),
        newest: after.is_some().then(|| asked.written("q", None)),
        older: found.next.as_ref().map(|cursor| asked.written("q", Some(cursor.as_str()))),
        counted: format!("{}{plus}", found.total.count),
    })
}
