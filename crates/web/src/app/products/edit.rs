//! A product: made, looked at, changed and archived.

use super::{
    super::{
        Answer,
        act::{Once, Undone, act},
        fields::{Choice, Faults},
        form::{Blank, Form, Shape, Written},
        invoices::{texts_as_kept, texts_as_typed},
        number::Reading,
        page,
        shell::{Frame, Here, Writing},
        visit::Visit,
    },
    list_path, loaded,
};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use net30_app::{Call, CatalogueFilter, Paging, UseCase, entry, products, taxes};
use net30_domain::{
    money::Currency,
    product::Product,
    tax::{Rate, TAXES_MAX, TaxDefinition},
    user::Role,
};
use net30_http::problem::Result;
use net30_native::forms;
use serde_json::{Value, json};

/// Most taxes that are offered: nobody has so many.
const OFFERED_MAX: i64 = 200;
/// Currencies that are offered first.
const CURRENCIES: [&str; 4] = ["EUR", "USD", "GBP", "CHF"];

/// A product as its form has it.
struct Sheet {
    faults: Faults,
    typed: Option<Form>,
    body: Value,
}

impl Sheet {
    /// What a field has: what was typed, or else what there is.
    fn value(&self, name: &str) -> String {
        if let Some(form) = self.typed.as_ref().filter(|form| form.has(name)) {
            return form.exact(name).to_owned();
        }
        self.body.pointer(name).and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    /// The taxes that are chosen, in their order.
    fn taxes(&self) -> Vec<String> {
        if let Some(form) = &self.typed {
            return form.all("/tax_ids").map(str::to_owned).collect();
        }
        let ids = self.body.get("tax_ids").and_then(Value::as_array);
        ids.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }
}

#[derive(Template)]
#[template(path = "app/product.html")]
struct ProductPage {
    p: Frame,
    s: Sheet,
    action: String,
    list: String,
    once: Once,
    /// What was not done, in one sentence.
    refused: Option<String>,
    is_looking: bool,
    is_archived: bool,
    /// Whether there is one that can be archived.
    is_known: bool,
    currencies: Vec<Choice>,
    /// Each of the taxes that it may have: its label, and what can be chosen.
    taxes: Vec<(String, Vec<Choice>)>,
}

pub(in super::super) fn fresh(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let sheet = Sheet { faults: Faults::default(), typed: None, body: json!({}) };
        page::shown(&page_of(visit, None, sheet, None).await?)
    })
}

pub(in super::super) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let known = loaded(visit).await?;
        let sheet = Sheet { faults: Faults::default(), typed: None, body: body(visit, &known)? };
        page::shown(&page_of(visit, Some(&known), sheet, None).await?)
    })
}

/// A product as its form has it: figures as the person writes them.
fn body(visit: &Visit, known: &Product) -> Result<Value> {
    let usual = visit.place()?.account.defaults.currency;
    let writing = Writing::of(visit, visit.user()?);
    let money = writing.formats().money(known.currency.unwrap_or(usual));
    let taxes: Vec<String> = known.tax_ids.iter().map(ToString::to_string).collect();
    Ok(json!({
        "name": known.name,
        "description": known.description.as_deref().map(texts_as_typed),
        "sku": known.sku,
        "unit": known.unit,
        "unit_price": money.price(known.unit_price),
        "currency": known.currency.map(Currency::code),
        "tax_ids": taxes,
    }))
}

async fn page_of(
    visit: &Visit,
    known: Option<&Product>,
    s: Sheet,
    refused: Option<String>,
) -> Result<ProductPage> {
    let t = visit.texts();
    let list = visit.at(&list_path(visit)?);
    let action =
        known.map_or_else(|| format!("{list}/new"), |known| format!("{list}/{}", known.id));
    let chosen = s.value("/currency");
    let mut codes = CURRENCIES.to_vec();
    codes.push(visit.place()?.account.defaults.currency.code());
    codes.extend(Currency::parse(&chosen).map(Currency::code));
    codes.sort_unstable();
    codes.dedup();
    let currency = |code: &str| Choice {
        value: code.to_owned(),
        text: code.to_owned(),
        is_chosen: code == chosen,
    };
    let own = s.taxes();
    let table = table(visit, known).await?;
    let writing = Writing::of(visit, visit.user()?);
    let worded = |entry: &TaxDefinition| match entry.tax.rate {
        Rate::Percentage(value) => {
            format!("{} {}", entry.tax.name, writing.formats().percentage(value))
        }
        Rate::Amount(value) => format!("{} {}", entry.tax.name, writing.formats().quantity(value)),
    };
    let offers = |at: usize| {
        let mine = own.get(at).map(String::as_str).unwrap_or_default();
        let choice = |entry: &TaxDefinition| {
            let value = entry.id.to_string();
            Choice { is_chosen: value == mine, value, text: worded(entry) }
        };
        table.iter().map(choice).collect::<Vec<_>>()
    };
    let labels = [t.column_tax(), t.second_tax(), t.third_tax()];
    let title = known.map_or_else(|| t.product_new(), |known| known.name.clone());
    let frame = Frame::of(visit, title, Here::Products);
    Ok(ProductPage {
        p: match known {
            Some(known) => frame.with_api_call(visit, &format!("/products/{}", known.id)),
            None => frame,
        },
        once: known.map_or_else(|| Once::making(visit), |known| Once::of(visit, known.revision)),
        currencies: codes.into_iter().map(currency).collect(),
        taxes: labels.into_iter().enumerate().map(|(at, label)| (label, offers(at))).collect(),
        is_looking: visit.place()?.role < Role::Accountant,
        is_archived: known.is_some_and(|known| known.archived_at.is_some()),
        is_known: known.is_some(),
        refused,
        action,
        list,
        s,
    })
}

/// The account's taxes, and those of the product that were archived meanwhile.
async fn table(visit: &Visit, known: Option<&Product>) -> Result<Vec<TaxDefinition>> {
    let (app, caller) = (visit.app(), visit.caller()?);
    let filter = CatalogueFilter { search: None, archived: false };
    let paging = Paging::Offset { offset: 0, limit: OFFERED_MAX };
    let mut table = taxes::list(app, &caller, &filter, &paging).await?.items;
    for id in known.map_or(&[][..], |known| &known.tax_ids) {
        if !table.iter().any(|entry| entry.id == *id) {
            table.push(entry::get::<TaxDefinition>(app, &caller, *id).await?);
        }
    }
    Ok(table)
}

pub(in super::super) fn create(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let written = written(visit)?;
        match written.read_whole(forms::product) {
            Ok(draft) => saved(visit, &written, None, &products::Create { draft }).await,
            Err(faults) => again(visit, None, written.told(visit.texts(), &faults), None).await,
        }
    })
}

pub(in super::super) fn replace(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (known, written) = (loaded(visit).await?, written(visit)?);
        match written.read_whole(forms::product) {
            Ok(mut draft) => {
                // What the form does not have stays.
                draft.metadata.clone_from(&known.metadata);
                let replace = products::Replace { id: known.id, draft };
                saved(visit, &written, Some(&known), &replace).await
            }
            Err(faults) => {
                again(visit, Some(&known), written.told(visit.texts(), &faults), None).await
            }
        }
    })
}

fn written(visit: &Visit) -> Result<Written> {
    let usual = visit.place()?.account.defaults.currency;
    let currency = Currency::parse(visit.form.text("/currency")).unwrap_or(usual);
    let writing = Writing::of(visit, visit.user()?);
    let reading = Reading::of_money(writing.formats(), currency);
    let shape = Shape {
        lists: &["/tax_ids"],
        numbers: &[("/unit_price", &reading)],
        blank: Blank::Absent,
        ..Shape::default()
    };
    let mut written = visit.form.written(&shape);
    if let Some(Value::String(text)) = written.value.get_mut("description") {
        *text = texts_as_kept(text);
    }
    Ok(written)
}

async fn saved(
    visit: &Visit,
    written: &Written,
    known: Option<&Product>,
    use_case: &impl UseCase<Output = Product>,
) -> Result<Response> {
    let (t, list) = (visit.texts(), list_path(visit)?);
    match act(visit, use_case, |_| format!("{list}?said=saved")).await {
        Ok(response) => Ok(response),
        Err(Undone::Faults(faults)) => again(visit, known, written.told(t, &faults), None).await,
        Err(Undone::Changed) => {
            again(visit, known, Faults::default(), Some(t.settings_changed_since())).await
        }
        Err(undone) => Err(undone.into()),
    }
}

/// The form as it was typed, with what is wrong with it.
async fn again(
    visit: &Visit,
    known: Option<&Product>,
    faults: Faults,
    refused: Option<String>,
) -> Result<Response> {
    let body = match known {
        Some(known) => body(visit, known)?,
        None => json!({}),
    };
    let sheet = Sheet { faults, typed: Some(visit.form.clone()), body };
    let page = page_of(visit, known, sheet, refused).await?;
    page::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Archives a product: it is no longer offered. One that no document has is removed.
pub(in super::super) fn archive(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let id = loaded(visit).await?.id;
        visit.app().run(&Call::of(visit.caller()?), &products::Delete { id }).await?;
        Ok(page::see(visit, &format!("{}?said=archived", list_path(visit)?)))
    })
}

/// Taxes that a product has fields for.
const _: () = assert!(TAXES_MAX == 3, "the form has a field for each");
