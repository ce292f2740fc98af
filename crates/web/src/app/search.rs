//! Everything in one box: as a page, and as the lists below what is typed into the palette.

use super::{
    Answer, page, products,
    shell::{Frame, Here, Writing},
    texts::Texts,
    visit::Visit,
};
use askama::Template;
use net30_app::search::{self, Found};
use net30_domain::invoice::{Invoice, Stage};
use net30_http::problem::Result;

/// Entries of each kind below what is typed.
const EACH: i64 = 5;

/// Something that was found.
struct Hit {
    href: String,
    name: String,
    detail: String,
    /// What stands at the end of the line: an amount.
    figure: String,
}

/// What was found of a kind.
struct Group {
    title: String,
    hits: Vec<Hit>,
}

#[derive(Template)]
#[template(path = "app/search.html")]
struct SearchPage<'a> {
    p: Frame,
    query: &'a str,
    groups: Vec<Group>,
}

#[derive(Template)]
#[template(path = "app/search_hits.html")]
struct Hits {
    t: Texts,
    groups: Vec<Group>,
}

#[derive(Template)]
#[template(path = "app/palette_hits.html")]
struct Options {
    groups: Vec<Group>,
}

pub(super) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let query = visit.query.text("q");
        let found = search::find(visit.app(), &visit.caller()?, query, EACH).await?;
        let groups = groups(visit, &found)?;
        if !visit.wants_fragment() {
            let p = Frame::of(visit, visit.texts().search(), Here::Elsewhere);
            return page::shown(&SearchPage { p, query, groups });
        }
        if visit.query.text("as") == "options" {
            return page::shown(&Options { groups });
        }
        page::shown(&Hits { t: visit.texts(), groups })
    })
}

fn groups(visit: &Visit, found: &Found) -> Result<Vec<Group>> {
    let (t, root) = (visit.texts(), visit.at(&format!("/app/{}", visit.place()?.code())));
    let writing = Writing::of(visit, visit.user()?);
    let usual = visit.place()?.account.defaults.currency;
    let money = |invoice: &Invoice| {
        writing.formats().money(invoice.content.currency).amount(invoice.totals.total)
    };
    let invoices = found.invoices.iter().map(|shown| Hit {
        href: format!("{root}/invoices/{}", shown.invoice.id),
        name: match &shown.invoice.stage {
            Stage::Draft { .. } => t.a_draft(),
            _ => shown.invoice.number().unwrap_or_default().to_owned(),
        },
        detail: shown.customer.party.name.display(),
        figure: money(&shown.invoice),
    });
    let customers = found.customers.iter().map(|customer| Hit {
        href: format!("{root}/customers/{}", customer.id),
        name: customer.party.name.display(),
        detail: customer.party.email.as_ref().map(ToString::to_string).unwrap_or_default(),
        figure: String::new(),
    });
    let goods = found.products.iter().map(|product| Hit {
        href: format!("{root}/products/{}", product.id),
        name: product.name.clone(),
        detail: product.sku.clone().unwrap_or_default(),
        figure: products::price(&writing, product, usual),
    });
    let group = |title, hits: Vec<Hit>| Group { title, hits };
    let groups = [
        group(t.documents(), invoices.collect()),
        group(t.customers(), customers.collect()),
        group(t.products(), goods.collect()),
    ];
    Ok(groups.into_iter().filter(|group| !group.hits.is_empty()).collect())
}
