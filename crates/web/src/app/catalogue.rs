//! Lists of what documents are made of: customers, products. What is special about one is its columns and its words.

use super::{
    page,
    shell::{Frame, Here},
    texts::Texts,
    visit::Visit,
};
use askama::Template;
use axum::response::Response;
use net30_app::{CatalogueFilter, Cursor, Page, Paging};
use net30_domain::{limits::SEARCH_CHARS_MAX, user::Role};
use net30_http::problem::Result;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// Entries on a page.
const LIMIT: i64 = 50;

/// A list.
pub(super) struct Catalogue {
    /// Its place in the shell.
    pub(super) here: Here,
    /// What it is called.
    pub(super) title: String,
    /// Where it is, below the path of the server.
    pub(super) path: String,
    /// Where the native API has it.
    pub(super) api: &'static str,
    /// The class of its table.
    pub(super) class: &'static str,
    /// Its columns; in the first each entry has its name.
    pub(super) columns: Vec<Column>,
    /// What makes a new entry.
    pub(super) new: String,
    /// What is looked for.
    pub(super) hint: String,
    /// What it says as long as there is nothing.
    pub(super) nothing: String,
    /// What has just happened.
    pub(super) said: Option<String>,
}

/// A column of a list.
pub(super) struct Column {
    /// The class of its cells.
    pub(super) class: &'static str,
    /// Its head.
    pub(super) head: String,
}

/// An entry of a list.
pub(super) struct Row {
    /// Its id.
    pub(super) id: String,
    /// What stands in the columns, its name first.
    pub(super) cells: Vec<String>,
}

/// What the address asks for.
pub(super) struct Asked {
    query: String,
    is_archived: bool,
    after: Option<Cursor>,
}

impl Asked {
    pub(super) fn of(visit: &Visit) -> Self {
        Self {
            query: visit.query.text("q").chars().take(SEARCH_CHARS_MAX).collect(),
            is_archived: visit.query.text("archived") == "true",
            after: Cursor::parse(visit.query.text("after")).ok(),
        }
    }

    pub(super) fn filter(&self) -> CatalogueFilter {
        let search = Some(self.query.clone()).filter(|text| !text.is_empty());
        CatalogueFilter { search, archived: self.is_archived }
    }

    pub(super) fn paging(&self) -> Paging {
        match &self.after {
            Some(cursor) => Paging::After { cursor: cursor.clone(), limit: LIMIT },
            None => Paging::Offset { offset: 0, limit: LIMIT },
        }
    }

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

/// A row as it stands on the page: the first cell leads to the entry.
struct ShownRow {
    href: String,
    name: String,
    cells: Vec<(&'static str, String)>,
}

struct Rows {
    t: Texts,
    title: String,
    class: &'static str,
    columns: Vec<Column>,
    shown: Vec<ShownRow>,
    nothing: String,
    newest: Option<String>,
    older: Option<String>,
    counted: String,
}

#[derive(Template)]
#[template(path = "app/catalogue.html")]
struct CataloguePage {
    p: Frame,
    list: Rows,
    said: Option<String>,
    query: String,
    is_archived: bool,
    new: Option<(String, String)>,
    hint: String,
    here: String,
}

#[derive(Template)]
#[template(path = "app/catalogue_rows.html")]
struct RowsPart {
    list: Rows,
}

/// The page of a list, or its rows alone where they are asked for while somebody types.
pub(super) fn shown<T>(
    visit: &Visit,
    catalogue: Catalogue,
    asked: Asked,
    found: &Page<T>,
    row: impl Fn(&T) -> Row,
) -> Result<Response> {
    let (t, here) = (visit.texts(), visit.at(&catalogue.path));
    let rows: Vec<ShownRow> = found
        .items
        .iter()
        .map(|entry| {
            let Row { id, cells } = row(entry);
            let mut cells = catalogue.columns.iter().map(|column| column.class).zip(cells);
            let name = cells.next().map(|(_, name)| name).unwrap_or_default();
            ShownRow { href: format!("{here}/{id}"), name, cells: cells.collect() }
        })
        .collect();
    let plus = if found.total.exact { "" } else { "+" };
    let list = Rows {
        t,
        title: catalogue.title.clone(),
        class: catalogue.class,
        columns: catalogue.columns,
        shown: rows,
        nothing: if asked.query.is_empty() { catalogue.nothing } else { t.nothing_found() },
        newest: asked.after.is_some().then(|| asked.written("q", None)),
        older: found.next.as_ref().map(|cursor| asked.written("q", Some(cursor.as_str()))),
        counted: format!("{}{plus}", found.total.count),
    };
    if visit.wants_fragment() {
        return page::shown(&RowsPart { list });
    }
    let api = format!("{}{}", catalogue.api, asked.written("search", None));
    let may_act = visit.place()?.role >= Role::Accountant;
    page::shown(&CataloguePage {
        p: Frame::of(visit, catalogue.title, catalogue.here).with_api_call(visit, &api),
        list,
        said: catalogue.said,
        query: asked.query,
        is_archived: asked.is_archived,
        new: may_act.then(|| (format!("{here}/new"), catalogue.new)),
        hint: catalogue.hint,
        here,
    })
}
