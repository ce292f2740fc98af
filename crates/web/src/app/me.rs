//! What a person says of themselves, and how they want to read.

use super::{
    Answer,
    fields::{Choice, Faults},
    page,
    shell::{Frame, Here},
    texts::{LANGUAGES, Texts},
    visit::Visit,
};
use askama::Template;
use axum::http::StatusCode;
use jiff::civil::Date;
use net30_app::users;
use net30_domain::{
    text::Language,
    user::{NumberFormat, Preferences, Theme, User},
};
use net30_words::{Formats, Locale};
use rust_decimal::Decimal;

/// Ways to write figures and dates that differ from one another.
const FORMATS: [&str; 16] = [
    "cs-CZ", "da-DK", "de-AT", "de-CH", "de-DE", "en-GB", "en-IN", "en-US", "es-ES", "fr-CH",
    "fr-FR", "it-IT", "ja-JP", "nl-NL", "pl-PL", "sv-SE",
];
/// A day and a figure by which they are told apart.
const DAY: Date = Date::constant(2026, 3, 5);
const FIGURE: &str = "1234.50";

#[derive(Template)]
#[template(path = "app/me.html")]
struct MePage {
    p: Frame,
    email: String,
    name: String,
    languages: Vec<Choice>,
    formats: Vec<Choice>,
    themes: Vec<Choice>,
    is_saved: bool,
    are_shortcuts_off: bool,
    faults: Faults,
}

pub(super) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let user = visit.user()?;
        page::shown(&me(visit, user, &user.name, user.preferences, Faults::default()))
    })
}

pub(super) fn save(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (user, name, preferences) = (visit.user()?, visit.form.text("name"), read(visit));
        let prefer = users::Prefer { user_id: user.id, name: name.to_owned(), preferences };
        match visit.app().run(&users::call(), &prefer).await {
            Ok(_) => Ok(page::see(visit, "/me?saved")),
            Err(net30_app::Error::Invalid(_)) => {
                let mut faults = Faults::default();
                faults.add("name", visit.texts().name_too_long());
                let page = me(visit, user, name, preferences, faults);
                page::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
            }
            Err(error) => Err(error.into()),
        }
    })
}

/// What was chosen; what is no choice is as if nothing was.
fn read(visit: &Visit) -> Preferences {
    let form = &visit.form;
    let language = Language::parse(form.text("language")).ok();
    Preferences {
        language: language.filter(|own| LANGUAGES.iter().any(|(known, _)| known == own)),
        number_format: NumberFormat::parse(form.text("number_format")),
        theme: Theme::parse(form.text("theme")).unwrap_or_default(),
        shortcuts_off: form.text("shortcuts") != "on",
    }
}

fn me(visit: &Visit, user: &User, name: &str, wish: Preferences, faults: Faults) -> MePage {
    let t = visit.texts();
    let choice =
        |value: &str, text: String, is_chosen| Choice { value: value.to_owned(), text, is_chosen };
    let mut languages = vec![choice("", t.as_browser(), wish.language.is_none())];
    languages.extend(LANGUAGES.iter().map(|(language, own)| {
        choice(language.code(), (*own).to_owned(), wish.language == Some(*language))
    }));
    let mut formats = vec![choice("", t.as_company(), wish.number_format.is_none())];
    formats.extend(FORMATS.iter().filter_map(|tag| {
        let format = NumberFormat::parse(tag)?;
        Some(choice(tag, written(t, format), wish.number_format == Some(format)))
    }));
    let themes = Theme::ALL.map(|theme| {
        let text = match theme {
            Theme::System => t.theme_system(),
            Theme::Light => t.theme_light(),
            Theme::Dark => t.theme_dark(),
        };
        choice(theme.word(), text, wish.theme == theme)
    });
    MePage {
        p: Frame::of(visit, t.me(), Here::Elsewhere),
        email: user.email.to_string(),
        name: name.to_owned(),
        languages,
        formats,
        themes: themes.into(),
        is_saved: visit.query.has("saved"),
        are_shortcuts_off: wish.shortcuts_off,
        faults,
    }
}

/// How a format writes, and where: `1.234,50 · 05.03.2026 (Germany)`.
fn written(t: Texts, format: NumberFormat) -> String {
    let own = Formats::of(Locale::of(format.language, Some(format.country)));
    let figure: Decimal = FIGURE.parse().unwrap_or_default();
    let euro = net30_domain::money::Currency::parse("EUR");
    let figure = euro.map_or(String::new(), |euro| own.money(euro).price(figure));
    let country = Formats::of(Locale::of(t.language(), None)).country(format.country);
    format!("{figure} · {} ({country})", own.date(DAY))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_one_and_writes_in_its_own_way() {
        let t = Texts::of(Language::En);
        let mut all: Vec<String> =
            FORMATS.iter().map(|tag| written(t, NumberFormat::parse(tag).unwrap())).collect();
        assert!(all.contains(&"1.234,50 · 05.03.2026 (Germany)".to_owned()), "{all:#?}");
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), FORMATS.len());
    }
}
