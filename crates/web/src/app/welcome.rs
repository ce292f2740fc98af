//! Coming in by a link that works once: the first owner, one who was invited, one who lost their password.

use super::{
    Answer,
    fields::{Choice, Faults},
    page,
    shell::{self, Frame, Here},
    sign_in,
    texts::Texts,
    visit::Visit,
};
use askama::Template;
use axum::{
    http::{StatusCode, header},
    response::Response,
};
use jiff::tz::TimeZone;
use net30_app::{
    sample::{self, Sample},
    sessions,
    sign_in::password,
    users::{self, Company, Guest, Linked},
};
use net30_domain::{
    account::Account,
    fault::Fault,
    limits::NAME_CHARS_MAX,
    money::Currency,
    text::{Country, Email, Language},
    user::User,
};
use net30_http::problem::{Problem, Result};
use net30_words::{Formats, Locale};
use rust_decimal::Decimal;

/// What an account is called before anybody has said.
const NAMELESS: &str = "My company";
/// What the languages of documents call themselves, in the order of those names.
pub(super) const LANGUAGE_NAMES: [(Language, &str); 22] = [
    (Language::Bg, "Български"),
    (Language::Cs, "Čeština"),
    (Language::Da, "Dansk"),
    (Language::De, "Deutsch"),
    (Language::Et, "Eesti"),
    (Language::En, "English"),
    (Language::Es, "Español"),
    (Language::Fr, "Français"),
    (Language::It, "Italiano"),
    (Language::Lv, "Latviešu"),
    (Language::Lt, "Lietuvių"),
    (Language::Hu, "Magyar"),
    (Language::Mn, "Монгол"),
    (Language::Nl, "Nederlands"),
    (Language::Pl, "Polski"),
    (Language::Pt, "Português"),
    (Language::Ro, "Română"),
    (Language::Sk, "Slovenčina"),
    (Language::Fi, "Suomi"),
    (Language::Sv, "Svenska"),
    (Language::Ja, "日本語"),
    (Language::Zh, "中文"),
];

/// What a language calls itself.
pub(super) fn language_name(language: Language) -> &'static str {
    let found = LANGUAGE_NAMES.iter().find(|(known, _)| *known == language);
    found.map_or(language.code(), |(_, name)| name)
}

/// A country, with what is usual there.
struct CountryChoice {
    code: String,
    name: String,
    currency: &'static str,
    language: &'static str,
    zone: String,
    paper: &'static str,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "app/first_run.html")]
struct FirstRunPage {
    p: Frame,
    token: String,
    email: String,
    name: String,
    countries: Vec<CountryChoice>,
    currencies: Vec<Choice>,
    languages: Vec<Choice>,
    zone: String,
    paper: &'static str,
    /// Where the picture of the sample is.
    sample: String,
    faults: Faults,
}

#[derive(Template)]
#[template(path = "app/password.html")]
struct PasswordPage {
    p: Frame,
    action: String,
    email: String,
    name: String,
    /// Whether the person was invited, and has not had a password yet.
    is_new: bool,
    /// Who invites them, and to be what.
    invited: Option<String>,
    faults: Faults,
}

#[derive(Template)]
#[template(path = "app/join.html")]
struct JoinPage {
    p: Frame,
    words: String,
    action: String,
    sign_in: String,
    email: String,
    /// Whether whoever looks is the person who is meant.
    is_theirs: bool,
    /// Who is signed in instead.
    other: Option<String>,
}

/// What is wrong with a password that was refused, in the person's words.
pub(super) fn password_words(t: Texts, faults: &[Fault]) -> String {
    match faults.first().map(|fault| fault.code.as_ref()) {
        Some("too_short") => t.password_too_short(),
        Some("too_long") => t.password_too_long(),
        _ => t.password_too_easy(),
    }
}

async fn behind(visit: &Visit) -> Result<Linked> {
    visit.http.check_attempt(visit.seat.address, None)?;
    Ok(users::behind(visit.app(), visit.parameter("token")).await?)
}

pub(super) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        match behind(visit).await? {
            Linked::FirstRun(account) => {
                let wish = Wish::of_browser(&account, visit);
                page::shown(&first_run(visit, &wish, "", Faults::default()))
            }
            Linked::Password(user) => {
                page::shown(&password_page(visit, &user, &user.name, Faults::default()))
            }
            Linked::Invitation(guest) => match &guest.user {
                None => page::shown(&joining(visit, &guest, "", Faults::default())),
                Some(user) => page::shown(&join(visit, &guest, user)),
            },
        }
    })
}

pub(super) fn come_in(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        match behind(visit).await? {
            Linked::FirstRun(account) => introduce(visit, &account).await,
            Linked::Password(user) => set_password(visit, &user).await,
            Linked::Invitation(guest) => match &guest.user {
                None => join_anew(visit, &guest).await,
                Some(user) => join_as(visit, user).await,
            },
        }
    })
}

/// What a first owner has typed of their company so far.
struct Wish {
    name: String,
    country: Option<Country>,
    currency: Currency,
    language: Language,
    zone: TimeZone,
}

impl Wish {
    fn of_account(account: &Account) -> Self {
        let name = account.seller.name.clone();
        Self {
            name: if name == NAMELESS { String::new() } else { name },
            country: account.seller.address.country,
            currency: account.defaults.currency,
            language: account.defaults.language,
            zone: account.time_zone.clone(),
        }
    }

    /// Of an account of which nobody has said anything yet, what is usual in the country that the browser names.
    fn of_browser(account: &Account, visit: &Visit) -> Self {
        let own = Self::of_account(account);
        let asked =
            visit.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let country = asked.and_then(Locale::asked_for).and_then(|locale| locale.country);
        let Some(country) = country.filter(|_| own.name.is_empty()) else { return own };
        Self {
            country: Some(country),
            currency: country.currency(),
            language: country.language().unwrap_or_default(),
            zone: country.time_zone(),
            ..own
        }
    }

    /// What was typed. What was chosen belongs to the country that was shown with it: another country brings its own.
    fn read(form: &super::form::Form, account: &Account) -> Self {
        let before = Self::of_account(account);
        let country = Country::parse(form.text("country")).ok();
        let shown = Country::parse(form.text("country_shown")).ok();
        let own = |field: &str| (country == shown).then(|| form.text(field).to_owned());
        let usual = country.map(|country| {
            (country.currency(), country.language().unwrap_or_default(), country.time_zone())
        });
        let (currency, language, zone) =
            usual.unwrap_or((before.currency, before.language, before.zone));
        Self {
            name: form.text("company").split_whitespace().collect::<Vec<_>>().join(" "),
            country,
            currency: own("currency").and_then(|code| Currency::parse(&code)).unwrap_or(currency),
            language: own("language")
                .and_then(|code| Language::parse(&code).ok())
                .unwrap_or(language),
            zone: own("time_zone").and_then(|name| TimeZone::get(&name).ok()).unwrap_or(zone),
        }
    }

    /// The company, once all of it is known.
    fn company(&self, t: Texts, faults: &mut Faults) -> Option<Company> {
        let length = self.name.chars().count();
        if length == 0 {
            faults.add("company", t.company_required());
        } else if length > NAME_CHARS_MAX || self.name.chars().any(char::is_control) {
            faults.add("company", t.company_too_long());
        }
        if self.country.is_none() {
            faults.add("country", t.country_required());
        }
        self.country.filter(|_| faults.is_empty()).map(|country| Company {
            name: self.name.clone(),
            country,
            currency: self.currency,
            language: self.language,
            time_zone: self.zone.clone(),
        })
    }
}

async fn introduce(visit: &Visit, account: &Account) -> Result<Response> {
    let (t, wish) = (visit.texts(), Wish::read(&visit.form, account));
    let email = visit.form.text("email");
    if visit.form.has("refresh") {
        return page::shown(&first_run(visit, &wish, email, Faults::default()));
    }
    let mut faults = Faults::default();
    let company = wish.company(t, &mut faults);
    let parsed = Email::parse(email);
    if parsed.is_err() {
        faults.add("email", t.email_wrong());
    }
    if let (Some(company), Ok(address)) = (company, parsed) {
        let secret = visit.form.exact("password");
        match password::hash(visit.app(), secret, &address, "/password").await {
            Ok(password_hash) => {
                let introduce = users::Introduce {
                    token: visit.parameter("token").to_owned(),
                    email: address,
                    password_hash,
                    company,
                    seat: visit.seat.clone(),
                };
                match visit.app().run(&users::call(), &introduce).await {
                    Ok(opened) => return sign_in::signed_in(visit, &opened, "/app").await,
                    Err(net30_app::Error::Invalid(found)) if is_at(&found, "/email") => {
                        faults.add("email", t.email_taken());
                    }
                    Err(error) => return Err(error.into()),
                }
            }
            Err(net30_app::Error::Invalid(found)) => {
                faults.add("password", password_words(t, &found));
            }
            Err(error) => return Err(error.into()),
        }
    }
    let page = first_run(visit, &wish, email, faults);
    page::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn is_at(faults: &[Fault], pointer: &str) -> bool {
    faults.iter().any(|fault| fault.pointer == pointer)
}

async fn set_password(visit: &Visit, user: &User) -> Result<Response> {
    let mut faults = Faults::default();
    let secret = visit.form.exact("password");
    let name = visit.form.text("name");
    match password::hash(visit.app(), secret, &user.email, "/password").await {
        Ok(password_hash) => {
            let set = users::SetPassword {
                token: visit.parameter("token").to_owned(),
                password_hash,
                name: visit.form.has("name").then(|| name.to_owned()),
                seat: visit.seat.clone(),
            };
            match visit.app().run(&users::call(), &set).await {
                Ok(opened) => return sign_in::signed_in(visit, &opened, "/app").await,
                Err(net30_app::Error::Invalid(found)) if is_at(&found, "/name") => {
                    faults.add("name", visit.texts().name_too_long());
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(net30_app::Error::Invalid(found)) => {
            faults.add("password", password_words(visit.texts(), &found));
        }
        Err(error) => return Err(error.into()),
    }
    let page = password_page(visit, user, name, faults);
    page::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn password_page(visit: &Visit, user: &User, name: &str, faults: Faults) -> PasswordPage {
    let is_new = user.password_hash.is_none();
    let t = visit.texts();
    let title = if is_new { t.welcome_invited() } else { t.new_password() };
    let place = if visit.target.starts_with("/reset/") { "reset" } else { "welcome" };
    PasswordPage {
        p: Frame::of(visit, title, Here::Elsewhere),
        action: visit.at(&format!("/{place}/{}", visit.parameter("token"))),
        email: user.email.to_string(),
        name: name.to_owned(),
        is_new,
        invited: None,
        faults,
    }
}

/// Who invites somebody, and to be what.
fn invited_words(visit: &Visit, guest: &Guest) -> String {
    let t = visit.texts();
    let role = shell::role(t, guest.invitation.role);
    t.invited_to(&guest.account.seller.name, &role)
}

/// Where somebody chooses a password who was invited and is new here.
fn joining(visit: &Visit, guest: &Guest, name: &str, faults: Faults) -> PasswordPage {
    PasswordPage {
        p: Frame::of(visit, visit.texts().welcome_invited(), Here::Elsewhere),
        action: visit.at(&format!("/welcome/{}", visit.parameter("token"))),
        email: guest.invitation.email.to_string(),
        name: name.to_owned(),
        is_new: true,
        invited: Some(invited_words(visit, guest)),
        faults,
    }
}

/// Where somebody takes an invitation who is known here.
fn join(visit: &Visit, guest: &Guest, user: &User) -> JoinPage {
    let signed_in = visit.person.as_ref().map(|person| &person.user);
    let own = format!("/welcome/{}", visit.parameter("token"));
    JoinPage {
        p: Frame::of(visit, visit.texts().invitation(), Here::Elsewhere),
        words: invited_words(visit, guest),
        sign_in: visit.at(&format!("/sign-in?next={own}")),
        action: visit.at(&own),
        email: user.email.to_string(),
        is_theirs: signed_in.is_some_and(|known| known.id == user.id),
        other: signed_in.filter(|known| known.id != user.id).map(|known| known.email.to_string()),
    }
}

async fn join_anew(visit: &Visit, guest: &Guest) -> Result<Response> {
    let mut faults = Faults::default();
    let (secret, name) = (visit.form.exact("password"), visit.form.text("name"));
    match password::hash(visit.app(), secret, &guest.invitation.email, "/password").await {
        Ok(password_hash) => {
            let join = users::Join {
                token: visit.parameter("token").to_owned(),
                password_hash,
                name: name.to_owned(),
                seat: visit.seat.clone(),
            };
            match visit.app().run(&users::call(), &join).await {
                Ok(opened) => {
                    let next = format!("/app/{}", sessions::code_of(guest.account.id));
                    return sign_in::signed_in(visit, &opened, &next).await;
                }
                Err(net30_app::Error::Invalid(found)) if is_at(&found, "/name") => {
                    faults.add("name", visit.texts().name_too_long());
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(net30_app::Error::Invalid(found)) => {
            faults.add("password", password_words(visit.texts(), &found));
        }
        Err(error) => return Err(error.into()),
    }
    page::with_status(StatusCode::UNPROCESSABLE_ENTITY, &joining(visit, guest, name, faults))
}

async fn join_as(visit: &Visit, user: &User) -> Result<Response> {
    let token = visit.parameter("token").to_owned();
    if visit.person.as_ref().is_none_or(|person| person.user.id != user.id) {
        return Ok(page::see(visit, &format!("/sign-in?next=/welcome/{token}")));
    }
    let join = users::JoinAs { token, user_id: user.id };
    let account = visit.app().run(&users::call(), &join).await?;
    Ok(page::see(visit, &format!("/app/{}", sessions::code_of(account.id))))
}

fn first_run(visit: &Visit, wish: &Wish, email: &str, faults: Faults) -> FirstRunPage {
    let t = visit.texts();
    let formats = Formats::of(Locale::of(t.language(), None));
    let countries = Country::all().map(|country| CountryChoice {
        code: country.code().to_owned(),
        name: formats.country(country),
        currency: country.currency().code(),
        language: country.language().unwrap_or_default().code(),
        zone: country.time_zone().iana_name().unwrap_or("UTC").to_owned(),
        paper: paper(country),
        is_chosen: wish.country == Some(country),
    });
    let mut countries: Vec<CountryChoice> = countries.collect();
    countries.sort_by_key(|choice| net30_domain::text::folded(&choice.name));
    let currencies = currency_codes(wish.currency.code()).into_iter().map(|code| Choice {
        is_chosen: code == wish.currency.code(),
        text: code.clone(),
        value: code,
    });
    let languages = LANGUAGE_NAMES.map(|(language, name)| Choice {
        value: language.code().to_owned(),
        text: name.to_owned(),
        is_chosen: language == wish.language,
    });
    FirstRunPage {
        p: Frame::of(visit, t.welcome_first(), Here::Elsewhere),
        token: visit.parameter("token").to_owned(),
        email: email.to_owned(),
        name: wish.name.clone(),
        countries,
        currencies: currencies.collect(),
        languages: languages.into(),
        zone: wish.zone.iana_name().unwrap_or("UTC").to_owned(),
        paper: wish.country.map_or("A4", paper),
        sample: sample_address(visit, wish),
        faults,
    }
}

/// The currencies of all countries, and one more.
pub(super) fn currency_codes(besides: &str) -> Vec<String> {
    let own = Country::all().map(|country| country.currency().code().to_owned());
    let mut codes: Vec<String> = own.chain([besides.to_owned()]).collect();
    codes.retain(|code| !code.is_empty());
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn paper(country: Country) -> &'static str {
    if country.uses_letter_paper() { "US Letter" } else { "A4" }
}

/// The address of the picture of what was typed so far.
fn sample_address(visit: &Visit, wish: &Wish) -> String {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    let value = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let country = wish.country.map_or(String::new(), |country| country.code().to_owned());
    visit.at(&format!(
        "/welcome/{}/sample?company={}&country={country}&country_shown={country}&currency={}&language={}&time_zone={}",
        visit.parameter("token"),
        value(&wish.name),
        wish.currency.code(),
        wish.language.code(),
        value(wish.zone.iana_name().unwrap_or("UTC")),
    ))
}

/// The picture of a sample invoice, as SVG. It draws no number and keeps nothing.
pub(super) fn sample(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let Linked::FirstRun(account) =
            users::behind(visit.app(), visit.parameter("token")).await?
        else {
            return Err(Problem::not_found("sample"));
        };
        let wish = Wish::read(&visit.query, &account);
        let texts = Texts::of(wish.language);
        let mut name: String =
            wish.name.chars().filter(|c| !c.is_control()).take(NAME_CHARS_MAX).collect();
        if name.is_empty() {
            name = texts.sample_company();
        }
        let usual = account.seller.address.country.or(Country::parse("US").ok());
        let country = wish.country.or(usual).ok_or_else(|| Problem::not_found("sample"))?;
        let company = Company {
            name,
            country,
            currency: wish.currency,
            language: wish.language,
            time_zone: wish.zone,
        };
        let line = |name: String, quantity: i64, price: i64| {
            (name, Decimal::from(quantity), Decimal::from(price))
        };
        let lines = vec![line(texts.sample_posters(), 2, 50), line(texts.sample_design(), 10, 140)];
        let says = Sample { company, customer: texts.sample_customer(), lines };
        let pages = sample::sample(visit.app(), &account, &says).await?;
        let picture = pages.svg.into_iter().next().ok_or_else(|| Problem::not_found("page"))?;
        Ok(page::picture(picture))
    })
}
