//! The account's table of taxes, and which of them an invoice has that names none.

use super::{
    super::{
        Answer,
        fields::Choice,
        form::{Shape, Written},
        number::Reading,
        page,
        shell::{Frame, Writing},
        texts::Texts,
        visit::Visit,
    },
    Sheet, Tab, Unsaved, account, frame, path, revision,
};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use net30_app::{
    Call, CatalogueFilter, Error, Paging, UseCase, What,
    accounts::{AccountDraft, Update},
    entry, taxes,
};
use net30_domain::{
    id::TaxId,
    tax::{Category, Rate, Tax, TaxDefinition},
};
use net30_http::problem::Result;
use net30_native::forms;
use net30_words::MoneyFormat;
use serde_json::{Value, json};

/// Most taxes that are listed: nobody has so many.
const TAXES_MAX: i64 = 200;

/// A tax, as the list shows it.
struct Row {
    href: String,
    name: String,
    rate: String,
    category: String,
}

#[derive(Template)]
#[template(path = "app/settings_taxes.html")]
struct TaxesPage {
    p: Frame,
    s: Sheet,
    rows: Vec<Row>,
    usual: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "app/settings_tax.html")]
struct TaxPage {
    p: Frame,
    s: Sheet,
    action: String,
    revision: Option<i64>,
    kinds: Vec<Choice>,
    categories: Vec<Choice>,
}

pub(crate) fn list(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let sheet = Sheet::of(visit, Tab::Taxes, Value::Null)?;
        page::shown(&taxes(visit, sheet).await?)
    })
}

async fn all(visit: &Visit) -> Result<Vec<TaxDefinition>> {
    let filter = CatalogueFilter { search: None, archived: false };
    let paging = Paging::Offset { offset: 0, limit: TAXES_MAX };
    Ok(taxes::list(visit.app(), &visit.caller()?, &filter, &paging).await?.items)
}

async fn taxes(visit: &Visit, s: Sheet) -> Result<TaxesPage> {
    let (t, account) = (visit.texts(), account(visit).await?);
    let writing = Writing::of(visit, visit.user()?);
    let money = writing.formats().money(account.defaults.currency);
    let all = all(visit).await?;
    let rows = all.iter().map(|known| Row {
        href: format!("{}/{}", s.own, known.id),
        name: known.tax.name.clone(),
        rate: rate(&writing, &money, known.tax.rate),
        category: category(t, known.tax.category),
    });
    let rows = rows.collect();
    let own: Vec<Option<TaxId>> = account.defaults.taxes.iter().map(|tax| tax.id).collect();
    let mut usual = vec![Choice {
        value: String::new(),
        text: t.taxes_none(),
        is_chosen: account.defaults.taxes.is_empty(),
    }];
    usual.extend(all.iter().map(|known| Choice {
        value: known.id.to_string(),
        text: format!("{} {}", known.tax.name, rate(&writing, &money, known.tax.rate)),
        is_chosen: own.contains(&Some(known.id)),
    }));
    // One that was archived, or came by the API, stays until another is chosen.
    for tax in &account.defaults.taxes {
        if !all.iter().any(|known| Some(known.id) == tax.id) {
            usual.push(Choice {
                value: "as-it-is".to_owned(),
                text: format!("{} {}", tax.name, rate(&writing, &money, tax.rate)),
                is_chosen: true,
            });
        }
    }
    Ok(TaxesPage { p: frame(visit, t.settings_taxes()), s, rows, usual })
}

fn rate(writing: &Writing, money: &MoneyFormat<'_>, rate: Rate) -> String {
    match rate {
        Rate::Percentage(value) => writing.formats().percentage(value),
        Rate::Amount(value) => money.price(value),
    }
}

fn category(t: Texts, category: Category) -> String {
    match category {
        Category::Standard => t.category_standard(),
        Category::Zero => t.category_zero(),
        Category::Exempt => t.category_exempt(),
        Category::ReverseCharge => t.category_reverse_charge(),
        Category::IntraCommunity => t.category_intra_community(),
        Category::Export => t.category_export(),
        Category::OutOfScope => t.category_out_of_scope(),
        Category::Igic => t.category_igic(),
        Category::Ipsi => t.category_ipsi(),
    }
}

/// Chooses the tax of an invoice that names none.
pub(crate) fn usual(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (account, wanted) = (account(visit).await?, visit.form.text("usual"));
        if wanted != "as-it-is" {
            let found: Vec<Tax> = match wanted.parse::<TaxId>() {
                Ok(id) => {
                    let caller = visit.caller()?;
                    vec![entry::get::<TaxDefinition>(visit.app(), &caller, id).await?.tax]
                }
                Err(_) => vec![],
            };
            let mut draft = AccountDraft::as_it_is(&account);
            draft.defaults.taxes = found;
            visit.app().run(&Call::of(visit.caller()?), &Update { draft }).await?;
        }
        Ok(page::see(visit, &path(visit, "taxes?said=saved")?))
    })
}

pub(crate) fn fresh(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let sheet = Sheet::of(visit, Tab::Taxes, json!({"type": "percentage"}))?;
        page::shown(&tax(visit, sheet, None)?)
    })
}

pub(crate) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let known = known(visit).await?;
        let sheet = Sheet::of(visit, Tab::Taxes, body(visit, &known)?)?;
        page::shown(&tax(visit, sheet, Some(&known))?)
    })
}

async fn known(visit: &Visit) -> Result<TaxDefinition> {
    let id: TaxId = visit.parameter("id").parse().map_err(|_| Error::NotFound(What::Tax))?;
    Ok(entry::get::<TaxDefinition>(visit.app(), &visit.caller()?, id).await?)
}

/// A tax as its form has it: figures as the person writes them.
fn body(visit: &Visit, known: &TaxDefinition) -> Result<Value> {
    let writing = Writing::of(visit, visit.user()?);
    let (kind, value) = match known.tax.rate {
        Rate::Percentage(value) => ("percentage", value),
        Rate::Amount(value) => ("amount", value),
    };
    Ok(json!({
        "name": known.tax.name,
        "type": kind,
        "value": writing.formats().quantity(value),
        "category": known.tax.category.code(),
        "exemption_reason": known.tax.exemption_reason,
        "compound": known.tax.compound,
    }))
}

fn tax(visit: &Visit, s: Sheet, known: Option<&TaxDefinition>) -> Result<TaxPage> {
    let t = visit.texts();
    let kind = s.value("/type");
    let kinds = [("percentage", t.tax_percentage()), ("amount", t.tax_amount())];
    let kinds = kinds.map(|(value, text)| Choice {
        value: value.to_owned(),
        text,
        is_chosen: value == kind,
    });
    let chosen = s.value("/category");
    let first =
        Choice { value: String::new(), text: t.category_by_rate(), is_chosen: chosen.is_empty() };
    let categories = Category::ALL.into_iter().map(|known| Choice {
        value: known.code().to_owned(),
        text: format!("{} — {}", known.code(), category(t, known)),
        is_chosen: known.code() == chosen,
    });
    let title = known.map_or_else(|| t.tax_new(), |known| known.tax.name.clone());
    let rest = known.map_or("taxes/new".to_owned(), |known| format!("taxes/{}", known.id));
    Ok(TaxPage {
        p: frame(visit, title),
        action: visit.at(&path(visit, &rest)?),
        revision: known.map(|known| known.revision),
        kinds: kinds.into(),
        categories: std::iter::once(first).chain(categories).collect(),
        s,
    })
}

pub(crate) fn create(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let written = written(visit)?;
        let create = match written.read_whole(forms::tax) {
            Ok(draft) => taxes::Create { draft },
            Err(faults) => {
                let unsaved = Unsaved::of(&written, visit.texts(), &faults);
                return again(visit, None, unsaved);
            }
        };
        saved(visit, &written, None, &create).await
    })
}

pub(crate) fn replace(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (known, written) = (known(visit).await?, written(visit)?);
        let replace = match written.read_whole(forms::tax) {
            Ok(draft) => taxes::Replace { id: known.id, draft },
            Err(faults) => {
                let unsaved = Unsaved::of(&written, visit.texts(), &faults);
                return again(visit, Some(&known), unsaved);
            }
        };
        saved(visit, &written, Some(&known), &replace).await
    })
}

fn written(visit: &Visit) -> Result<Written> {
    let reading = Reading::of_percentages(Writing::of(visit, visit.user()?).formats());
    let shape =
        Shape { numbers: &[("/value", &reading)], switches: &["/compound"], ..Shape::default() };
    Ok(visit.form.written(&shape))
}

async fn saved(
    visit: &Visit,
    written: &Written,
    known: Option<&TaxDefinition>,
    use_case: &impl UseCase<Output = TaxDefinition>,
) -> Result<Response> {
    let call = Call { if_match: revision(visit), ..Call::of(visit.caller()?) };
    match visit.app().run(&call, use_case).await {
        Ok(_) => Ok(page::see(visit, &path(visit, "taxes?said=saved")?)),
        Err(error) => again(visit, known, Unsaved::told(written, visit.texts(), error)?),
    }
}

fn again(visit: &Visit, known: Option<&TaxDefinition>, unsaved: Unsaved) -> Result<Response> {
    let body = match known {
        Some(known) => body(visit, known)?,
        None => Value::Null,
    };
    let sheet = unsaved.shown(Sheet::of(visit, Tab::Taxes, body)?, &visit.form);
    page::with_status(StatusCode::UNPROCESSABLE_ENTITY, &tax(visit, sheet, known)?)
}

/// Removes a tax; one that documents refer to is archived.
pub(crate) fn delete(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let id = known(visit).await?.id;
        visit.app().run(&Call::of(visit.caller()?), &taxes::Delete { id }).await?;
        Ok(page::see(visit, &path(visit, "taxes?said=removed")?))
    })
}
