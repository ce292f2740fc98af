//! Who the company is: what documents say of it, where it is paid, and its logo.

use super::{
    super::{
        Answer,
        fields::Choice,
        page,
        shell::{Frame, Writing},
        visit::Visit,
        welcome,
    },
    Sheet, Tab, Unsaved, account, change_settings, frame, path,
};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use net30_app::logo;
use net30_domain::{account::Account, bank::BankCode, text::Country};
use net30_http::problem::Result;
use net30_native::forms;
use net30_words::{Locale, Words};
use serde_json::{Value, json};

#[derive(Template)]
#[template(path = "app/settings_company.html")]
struct CompanyPage {
    p: Frame,
    s: Sheet,
    revision: i64,
    countries: Vec<Choice>,
    currencies: Vec<Choice>,
    zones: Vec<&'static str>,
    /// What a tax id is called in the company's country.
    tax_id: String,
    /// Bank codes of the country, beside IBAN and BIC: field and name.
    codes: Vec<(String, String)>,
    has_local_account: bool,
    has_electronic: bool,
    /// Where the picture of the logo is, if there is one.
    logo: Option<String>,
    logo_fault: Option<String>,
    warnings: Vec<String>,
}

/// Fields of a bank account; where all are empty there is none.
const BANK: [&str; 13] = [
    "holder",
    "iban",
    "account_number",
    "routing_number",
    "sort_code",
    "bsb",
    "institution_number",
    "transit_number",
    "ifsc",
    "bank_code",
    "branch_code",
    "bic",
    "bank_name",
];
/// Time zones that are offered; every other of the IANA database is taken, too.
const ZONES: [&str; 40] = [
    "Africa/Johannesburg",
    "Africa/Lagos",
    "Africa/Nairobi",
    "America/Argentina/Buenos_Aires",
    "America/Bogota",
    "America/Chicago",
    "America/Denver",
    "America/Lima",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/New_York",
    "America/Sao_Paulo",
    "America/Toronto",
    "Asia/Dubai",
    "Asia/Hong_Kong",
    "Asia/Jakarta",
    "Asia/Kolkata",
    "Asia/Seoul",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Asia/Ulaanbaatar",
    "Australia/Melbourne",
    "Australia/Sydney",
    "Europe/Amsterdam",
    "Europe/Athens",
    "Europe/Berlin",
    "Europe/Bucharest",
    "Europe/Copenhagen",
    "Europe/Dublin",
    "Europe/Helsinki",
    "Europe/Lisbon",
    "Europe/London",
    "Europe/Madrid",
    "Europe/Paris",
    "Europe/Rome",
    "Europe/Vienna",
    "Europe/Warsaw",
    "Europe/Zurich",
    "UTC",
];

pub(crate) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let account = account(visit).await?;
        let sheet = Sheet::of(visit, Tab::Company, forms::settings_body(&account))?;
        page::shown(&company(visit, &account, sheet, None).await?)
    })
}

pub(crate) fn save(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let account = account(visit).await?;
        match change_settings(visit, &account, &[], mended).await? {
            Ok(()) => Ok(page::see(visit, &path(visit, "company?said=saved")?)),
            Err(unsaved) => again(visit, &account, unsaved).await,
        }
    })
}

async fn again(visit: &Visit, account: &Account, unsaved: Unsaved) -> Result<Response> {
    let sheet = Sheet::of(visit, Tab::Company, forms::settings_body(account))?;
    let sheet = unsaved.shown(sheet, &visit.form);
    let page = company(visit, account, sheet, None).await?;
    page::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// The page with what is wrong with the logo that was brought.
pub(super) async fn with_logo_fault(visit: &Visit, words: String) -> Result<Response> {
    let account = account(visit).await?;
    let sheet = Sheet::of(visit, Tab::Company, forms::settings_body(&account))?;
    let page = company(visit, &account, sheet, Some(words)).await?;
    page::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// A bank account or an electronic address of which nothing was typed is none.
fn mended(changes: &mut Value) {
    for (part, fields) in [("bank", &BANK[..]), ("electronic_address", &["scheme", "id"])] {
        let Some(found) = changes.pointer_mut(&format!("/company/{part}")) else { continue };
        if fields.iter().all(|field| found.get(field).is_none_or(Value::is_null)) {
            *found = json!(null);
        }
    }
}

async fn company(
    visit: &Visit,
    account: &Account,
    s: Sheet,
    logo_fault: Option<String>,
) -> Result<CompanyPage> {
    let t = visit.texts();
    let writing = Writing::of(visit, visit.user()?);
    let chosen = s.value("/company/address/country");
    let country = Country::parse(&chosen).ok();
    let countries = Country::all().map(|country| Choice {
        value: country.code().to_owned(),
        text: writing.formats().country(country),
        is_chosen: country.code() == chosen,
    });
    let mut countries: Vec<Choice> = countries.collect();
    countries.sort_by_key(|choice| net30_domain::text::folded(&choice.text));
    let currency = s.value("/currency");
    let currencies = welcome::currency_codes(&currency).into_iter().map(|code| Choice {
        is_chosen: code == currency,
        text: code.clone(),
        value: code,
    });
    let name = |code: BankCode| (format!("/company/bank/{}", code.word()), code_words(visit, code));
    let codes = BankCode::ALL.into_iter().map(name).filter(|(field, _)| {
        let is_usual = usual_codes(&chosen).iter().any(|code| field.ends_with(code.word()));
        is_usual || !s.value(field).is_empty()
    });
    let codes: Vec<_> = codes.collect();
    let has_local_account =
        !codes.is_empty() || !s.value("/company/bank/account_number").is_empty();
    let logo = logo::of_account(visit.app(), &visit.caller()?).await?;
    let logo = logo.map(|_| format!("{}/logo?r={}", s.own, account.revision));
    let warnings = net30_domain::warning::of_account(account);
    Ok(CompanyPage {
        p: frame(visit, t.settings_company()),
        revision: account.revision,
        countries,
        currencies: currencies.collect(),
        zones: ZONES.to_vec(),
        tax_id: Words::of(Locale::of(t.language(), None)).tax_id(country),
        codes,
        has_local_account,
        has_electronic: !s.value("/company/electronic_address/id").is_empty(),
        logo,
        logo_fault,
        warnings: warnings.into_iter().map(|warning| warning.message).collect(),
        s,
    })
}

/// The codes by which the banks of a country are told apart.
fn usual_codes(country: &str) -> &'static [BankCode] {
    match country {
        "US" => &[BankCode::RoutingNumber],
        "GB" => &[BankCode::SortCode],
        "AU" => &[BankCode::Bsb],
        "CA" => &[BankCode::InstitutionNumber, BankCode::TransitNumber],
        "IN" => &[BankCode::Ifsc],
        "JP" | "HK" | "SG" | "NZ" => &[BankCode::BankCode, BankCode::BranchCode],
        _ => &[],
    }
}

fn code_words(visit: &Visit, code: BankCode) -> String {
    let t = visit.texts();
    match code {
        BankCode::RoutingNumber => t.bank_routing_number(),
        BankCode::SortCode => t.bank_sort_code(),
        BankCode::Bsb => t.bank_bsb(),
        BankCode::InstitutionNumber => t.bank_institution_number(),
        BankCode::TransitNumber => t.bank_transit_number(),
        BankCode::Ifsc => t.bank_ifsc(),
        BankCode::BankCode => t.bank_bank_code(),
        BankCode::BranchCode => t.bank_branch_code(),
    }
}
