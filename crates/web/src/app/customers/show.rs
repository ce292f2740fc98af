//! A customer: what is known, what is owed and for how long, and the documents.

use super::{
    super::{
        Answer,
        act::{Again, Once, act},
        dialog::Head,
        form::Shape,
        invoices::list::{Rows, of_customer},
        page,
        shell::{Frame, Here, Writing},
        texts::Texts,
        visit::Visit,
    },
    list_path, loaded,
};
use askama::Template;
use axum::response::Response;
use net30_app::{
    customers::{Delete, Seen},
    statements::{self, StatementPeriod},
};
use net30_domain::{money::Sum, receivable::Age, statement::Statement, tax_id, user::Role};
use net30_http::problem::Result;

/// A part of what is owed, by its age.
struct Part {
    words: String,
    amount: String,
    /// The end of the name of its class.
    class: usize,
    /// Where its bar begins, and how wide it is, in thousandths.
    start: i128,
    width: i128,
}

/// What is owed in a currency.
struct Owed {
    currency: String,
    balance: String,
    credit: Option<String>,
    parts: Vec<Part>,
    has_parts: bool,
}

#[derive(Template)]
#[template(path = "app/customer.html")]
struct CustomerPage {
    p: Frame,
    own: String,
    list: String,
    said: Option<String>,
    is_archived: bool,
    may_act: bool,
    new_invoice: String,
    all_documents: String,
    owed: Vec<Owed>,
    facts: Vec<(String, String)>,
    documents: Rows,
    has_more: bool,
    warning: Option<String>,
}

pub(super) fn age_words(t: Texts, age: Age) -> String {
    match age {
        Age::NotDue => t.age_not_due(),
        Age::UpTo30 => t.age_up_to_30(),
        Age::UpTo60 => t.age_up_to_60(),
        Age::UpTo90 => t.age_up_to_90(),
        Age::Over90 => t.age_over_90(),
    }
}

fn owed(t: Texts, writing: &Writing, its: &Statement) -> Owed {
    let money = writing.formats().money(its.currency);
    let whole: i128 = its.ages.iter().map(|sum| sum.0.max(0)).sum();
    let mut start = 0;
    let part = |(at, age): (usize, &Age)| {
        let sum = its.ages[at];
        let width = if whole == 0 { 0 } else { sum.0.max(0) * 1000 / whole };
        let part =
            Part { words: age_words(t, *age), amount: money.sum(sum), class: at, start, width };
        start += width;
        part
    };
    Owed {
        currency: its.currency.code().to_owned(),
        balance: money.sum(its.closing),
        credit: (its.credit > Sum::ZERO).then(|| money.sum(its.credit)),
        parts: Age::ALL.iter().enumerate().map(part).collect(),
        has_parts: whole > 0,
    }
}

fn facts(visit: &Visit, writing: &Writing, seen: &Seen) -> Vec<(String, String)> {
    let (t, customer) = (visit.texts(), &seen.customer);
    let party = &customer.party;
    let emails = |all: &[net30_domain::text::Email]| {
        let all: Vec<String> = all.iter().map(ToString::to_string).collect();
        (!all.is_empty()).then(|| all.join(", "))
    };
    let address = party.address.text().map(|text| match party.address.country {
        // The last line of the text is the country's code.
        Some(country) => match text.rsplit_once('\n') {
            Some((lines, _)) => format!("{lines}\n{}", writing.formats().country(country)),
            None => writing.formats().country(country),
        },
        None => text,
    });
    let facts = [
        (t.email(), party.email.as_ref().map(ToString::to_string)),
        (t.customer_billing_emails(), emails(&party.billing_emails)),
        (t.customer_contact(), party.contact_name.clone()),
        (t.customer_phone(), party.phone.clone()),
        (t.customer_address(), address),
        (t.fact_tax_id(), party.tax_id.clone()),
        (t.customer_legal_id(), party.legal_id.clone()),
        (
            t.customer_electronic_address(),
            party.electronic_address.as_ref().map(|own| format!("{}:{}", own.scheme, own.id)),
        ),
        (t.currency(), customer.currency.map(|own| own.code().to_owned())),
        (t.customer_payment_terms(), customer.payment_terms.clone()),
        (t.customer_external_id(), customer.external_id.clone()),
        (t.act_notes(), customer.notes.as_ref().map(|notes| plain(notes))),
    ];
    facts.into_iter().filter_map(|(name, fact)| Some((name, fact?))).collect()
}

/// HTML that a client sent, as the text in it.
pub(super) fn plain(html: &str) -> String {
    let breaks = html.replace("<br>", "\n").replace("</p>", "\n").replace("</li>", "\n");
    let mut text = String::new();
    let mut within = false;
    for c in breaks.chars() {
        match c {
            '<' => within = true,
            '>' if within => within = false,
            c if !within => text.push(c),
            _ => {}
        }
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&nbsp;", "\u{a0}").replace("&amp;", "&").trim().to_owned()
}

pub(in super::super) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (t, seen) = (visit.texts(), loaded(visit).await?);
        let (app, caller, customer) = (visit.app(), visit.caller()?, &seen.customer);
        let writing = Writing::of(visit, visit.user()?);
        let period = StatementPeriod::default();
        let statement = statements::statement(app, &caller, customer.id, period).await?;
        let (documents, has_more) = of_customer(visit, customer.id).await?;
        let list = visit.at(&list_path(visit)?);
        let own = format!("{list}/{}", customer.id);
        let invoices = visit.at(&format!("/app/{}/invoices", visit.place()?.code()));
        let country = customer.party.address.country;
        let odd = customer.party.tax_id.as_deref().and_then(|own| tax_id::oddity(own, country));
        page::shown(&CustomerPage {
            p: Frame::of(visit, customer.party.name.display(), Here::Customers)
                .with_api_call(visit, &format!("/customers/{}", customer.id)),
            said: match visit.query.text("said") {
                "saved" => Some(t.saved()),
                "archived" => Some(t.said_archived()),
                "queued" => Some(t.said_statement()),
                _ => None,
            },
            is_archived: customer.archived_at.is_some(),
            may_act: visit.place()?.role >= Role::Accountant,
            new_invoice: format!("{invoices}/new?customer={}", customer.id),
            all_documents: format!("{invoices}?customer={}", customer.id),
            owed: statement.statements.iter().map(|its| owed(t, &writing, its)).collect(),
            facts: facts(visit, &writing, &seen),
            documents,
            has_more,
            warning: odd.map(|_| t.odd_tax_id()),
            own,
            list,
        })
    })
}

#[derive(Template)]
#[template(path = "app/confirm.html")]
struct ArchivePage {
    p: Frame,
    d: Head,
    words: Vec<String>,
    verb: String,
    is_final: bool,
}

fn archive_dialog(visit: &Visit, seen: &Seen, again: Again) -> Result<Response> {
    let (t, status) = (visit.texts(), again.status);
    let (own, name) = (
        visit.at(&format!("{}/{}", list_path(visit)?, seen.customer.id)),
        seen.customer.party.name.display(),
    );
    let once = Once::of(visit, seen.customer.revision);
    let template = ArchivePage {
        p: Frame::of(visit, t.archive_title(&name), Here::Customers),
        d: Head::of(visit, format!("{own}/archive"), (own, name), once, again),
        words: vec![t.archive_words()],
        verb: t.act_archive(),
        is_final: false,
    };
    page::with_status(status, &template)
}

pub(in super::super) fn show_archive(visit: &Visit) -> Answer<'_> {
    Box::pin(async move { archive_dialog(visit, &loaded(visit).await?, Again::first()) })
}

/// Archives a customer that documents name, and removes another one.
pub(in super::super) fn archive(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let seen = loaded(visit).await?;
        let list = list_path(visit)?;
        match act(visit, &Delete { id: seen.customer.id }, |()| format!("{list}?archived")).await {
            Ok(response) => Ok(response),
            Err(undone) => {
                let written = visit.form.written(&Shape::default());
                let again = Again::of(visit, visit.texts(), &written, undone)?;
                archive_dialog(visit, &seen, again)
            }
        }
    })
}
