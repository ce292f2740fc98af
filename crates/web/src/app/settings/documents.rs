//! What documents get where nobody says otherwise: language, numbers, terms, look, electronic invoices; and the lock.

use super::{
    super::{
        Answer,
        fields::Choice,
        page,
        shell::{Frame, Writing},
        sudo,
        texts::Texts,
        visit::Visit,
        welcome::LANGUAGE_NAMES,
    },
    Sheet, Tab, Unsaved, account, change_settings, frame, path,
};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use net30_app::{
    Call, CatalogueFilter, Error, Paging, What,
    accounts::{AccountDraft, Update},
    numbering,
    sample::{self, Sample},
    templates,
};
use net30_domain::{
    Decimal,
    account::{Account, EinvoiceProfile, Lock},
    document::DocumentType,
    id::TemplateId,
    number::{Pattern, PatternError},
    tax::TaxRounding,
    template::Layout,
};
use net30_http::problem::{Problem, Result};
use net30_native::forms;

/// Most templates of the account that are offered.
const TEMPLATES_MAX: i64 = 50;
/// Terms that are offered; any other text is taken, too.
const TERMS: [&str; 6] = ["Due on receipt", "Net 7", "Net 14", "Net 30", "Net 60", "2/10 net 30"];
/// The fields of the patterns, and what they number.
const PATTERNS: [(&str, DocumentType); 2] = [
    ("/numbering/invoice", DocumentType::Invoice),
    ("/numbering/credit_note", DocumentType::CreditNote),
];

/// A template that can be chosen.
struct LookChoice {
    id: String,
    name: String,
    picture: String,
    is_chosen: bool,
}

/// What a pattern makes of the next documents, or what is wrong with it.
struct Numbers {
    field: &'static str,
    label: String,
    value: String,
    ahead: Ahead,
}

struct Ahead {
    is_wrong: bool,
    words: String,
}

#[derive(Template)]
#[template(path = "app/settings_documents.html")]
struct DocumentsPage {
    p: Frame,
    s: Sheet,
    revision: i64,
    languages: Vec<Choice>,
    numbers: Vec<Numbers>,
    terms: Vec<&'static str>,
    looks: Vec<LookChoice>,
    profiles: Vec<Choice>,
    roundings: Vec<Choice>,
    is_strict: bool,
    company: String,
}

#[derive(Template)]
#[template(path = "app/settings_numbers.html")]
struct NumbersPart {
    ahead: Ahead,
}

pub(crate) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let account = account(visit).await?;
        let sheet = Sheet::of(visit, Tab::Documents, forms::settings_body(&account))?;
        page::shown(&documents(visit, &account, sheet).await?)
    })
}

pub(crate) fn save(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let account = account(visit).await?;
        let switches = ["/defaults/tax_included", "/allow_overpayment"];
        match change_settings(visit, &account, &switches, |_| {}).await? {
            Ok(()) => Ok(page::see(visit, &path(visit, "documents?said=saved")?)),
            Err(unsaved) => again(visit, &account, unsaved).await,
        }
    })
}

async fn again(visit: &Visit, account: &Account, unsaved: Unsaved) -> Result<Response> {
    let sheet = Sheet::of(visit, Tab::Documents, forms::settings_body(account))?;
    let page = documents(visit, account, unsaved.shown(sheet, &visit.form)).await?;
    page::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Makes what is issued final. Whoever does that types the company's name, and proves who they are.
pub(crate) fn lock(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (t, account) = (visit.texts(), account(visit).await?);
        let typed = net30_domain::text::alike(visit.form.text("company"));
        if typed != net30_domain::text::alike(&account.seller.name) {
            let words = t.lock_name_wrong(&account.seller.name);
            return again(visit, &account, Unsaved::at("company", words)).await;
        }
        if let Some(words) = sudo::proven(visit).await? {
            return again(visit, &account, Unsaved::at(sudo::FIELD, words)).await;
        }
        let draft = AccountDraft { lock: Lock::Strict, ..AccountDraft::as_it_is(&account) };
        visit.app().run(&Call::of(visit.caller()?), &Update { draft }).await?;
        Ok(page::see(visit, &path(visit, "documents?said=saved")?))
    })
}

/// What a pattern that is being typed makes of the next documents.
pub(crate) fn numbers(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let of = PATTERNS.into_iter().find(|(field, _)| visit.query.has(field));
        let (field, document) = of.ok_or_else(|| Problem::not_found("pattern"))?;
        let ahead = ahead(visit, document, visit.query.text(field)).await?;
        page::shown(&NumbersPart { ahead })
    })
}

async fn ahead(visit: &Visit, document: DocumentType, typed: &str) -> Result<Ahead> {
    let t = visit.texts();
    let pattern = match Pattern::parse(typed) {
        Ok(pattern) => pattern,
        Err(error) => {
            return Ok(Ahead { is_wrong: true, words: t.numbers_wrong(&wrong(t, &error)) });
        }
    };
    let writing = Writing::of(visit, visit.user()?);
    let ahead = numbering::ahead(visit.app(), &visit.caller()?, document, &pattern).await?;
    let mut words = t.numbers_next(&ahead.today.join(", "));
    if let Some((day, number)) = &ahead.next_period {
        words = format!("{words} {}", t.numbers_then(&writing.formats().date(*day), number));
    }
    if ahead.is_new {
        words = format!("{words} {}", t.numbers_new());
    }
    Ok(Ahead { is_wrong: false, words })
}

/// Why a text is no pattern.
fn wrong(t: Texts, error: &PatternError) -> String {
    match error {
        PatternError::UnknownToken(token) => t.pattern_unknown_token(&format!("{{{token}}}")),
        PatternError::Brace => t.pattern_brace(),
        PatternError::Sequence => t.pattern_sequence(),
        PatternError::Period => t.pattern_period(),
        PatternError::Width => t.pattern_width(),
        PatternError::Text => t.pattern_text(),
    }
}

/// A sample in the look of a template, as a picture.
pub(crate) fn look(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let unknown = || Error::NotFound(What::Template);
        let id: TemplateId = visit.parameter("id").parse().map_err(|_| unknown())?;
        let account = account(visit).await?;
        let texts = Texts::of(account.defaults.language);
        let line = |name: String, quantity: i64, price: i64| {
            (name, Decimal::from(quantity), Decimal::from(price))
        };
        let lines = vec![line(texts.sample_posters(), 2, 50), line(texts.sample_design(), 10, 140)];
        let says = Sample { customer: texts.sample_customer(), lines, ..Sample::of(&account) };
        let caller = visit.caller()?;
        let pages = sample::sample_in(visit.app(), &caller, &account, id, &says).await?;
        let picture = pages.svg.into_iter().next().ok_or_else(|| Problem::not_found("page"))?;
        Ok(page::picture(picture))
    })
}

async fn documents(visit: &Visit, account: &Account, s: Sheet) -> Result<DocumentsPage> {
    let t = visit.texts();
    let language = s.value("/lang");
    let languages = LANGUAGE_NAMES.map(|(known, name)| Choice {
        value: known.code().to_owned(),
        text: name.to_owned(),
        is_chosen: known.code() == language,
    });
    let mut numbers = vec![];
    for (field, document) in PATTERNS {
        let value = s.value(field);
        let label = match document {
            DocumentType::Invoice => t.numbers_of_invoices(),
            DocumentType::CreditNote => t.numbers_of_credit_notes(),
        };
        let ahead = ahead(visit, document, &value).await?;
        numbers.push(Numbers { field, label, value, ahead });
    }
    let profile = s.value("/einvoice/profile");
    let profiles = EinvoiceProfile::ALL.map(|known| Choice {
        value: known.word().to_owned(),
        text: match known {
            EinvoiceProfile::None => t.einvoice_none(),
            EinvoiceProfile::En16931 => t.einvoice_en16931(),
            EinvoiceProfile::Peppol => t.einvoice_peppol(),
            EinvoiceProfile::Xrechnung => t.einvoice_xrechnung(),
        },
        is_chosen: known.word() == profile,
    });
    let rounding = s.value("/tax_rounding");
    let roundings = [TaxRounding::Total, TaxRounding::Line].map(|known| Choice {
        value: known.word().to_owned(),
        text: match known {
            TaxRounding::Total => t.rounding_total(),
            TaxRounding::Line => t.rounding_line(),
        },
        is_chosen: known.word() == rounding,
    });
    Ok(DocumentsPage {
        p: frame(visit, t.settings_documents()),
        revision: account.revision,
        languages: languages.into(),
        numbers,
        terms: TERMS.to_vec(),
        looks: looks(visit, &s).await?,
        profiles: profiles.into(),
        roundings: roundings.into(),
        is_strict: account.lock == Lock::Strict,
        company: account.seller.name.clone(),
        s,
    })
}

async fn looks(visit: &Visit, s: &Sheet) -> Result<Vec<LookChoice>> {
    let chosen = s.value("/defaults/template_id");
    let chosen = if chosen.is_empty() { Layout::Classic.template_id().to_string() } else { chosen };
    let filter = CatalogueFilter { search: None, archived: false };
    let paging = Paging::Offset { offset: 0, limit: TEMPLATES_MAX };
    let all = templates::list(visit.app(), &visit.caller()?, &filter, &paging).await?.items;
    let choice = |template: net30_domain::template::Template| {
        let id = template.id.to_string();
        LookChoice {
            picture: format!("{}/looks/{id}?r={}", s.own, template.revision),
            name: template.name,
            is_chosen: id == chosen,
            id,
        }
    };
    Ok(all.into_iter().map(choice).collect())
}
