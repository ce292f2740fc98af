//! What stands around a page: language, light, the account, the person, and where one can go.

use super::{assets, texts::Texts, visit::Visit};
use askama::{Template, filters::HtmlSafe};
use axum::http::Uri;
use jiff::tz::TimeZone;
use net30_domain::{
    Timestamp,
    user::{Preferences, Role, User},
};
use net30_words::{Formats, Locale};

/// Colours by which accounts are told apart; the styles know as many.
const DOTS: u128 = 6;

/// A place in the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Here {
    /// What an account begins with.
    Start,
    /// The documents.
    Invoices,
    /// The customers.
    Customers,
    /// The products.
    Products,
    /// The settings.
    Settings,
    /// Nowhere in it.
    Elsewhere,
}

/// The account of a page.
#[derive(Debug)]
pub(super) struct Place {
    /// What it is called.
    pub(super) name: String,
    /// Where its pages begin, below the path of the server.
    pub(super) root: String,
    /// Its colour.
    pub(super) dot: u128,
    /// Whether the person may work elsewhere, too.
    pub(super) has_others: bool,
    /// Whether the person may look at the settings.
    pub(super) has_settings: bool,
}

/// The person of a page.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) called: String,
    pub(super) email: String,
}

/// What stands around a page.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) t: Texts,
    pub(super) title: String,
    pub(super) here: Here,
    pub(super) theme: &'static str,
    pub(super) shortcuts: &'static str,
    /// The path of the server below its host: empty, or as `/billing`.
    pub(super) base: String,
    pub(super) assets: String,
    /// Whether what people type can be read on its way.
    pub(super) is_open: bool,
    pub(super) place: Option<Place>,
    pub(super) person: Option<Person>,
    /// How a program asks for what the page shows.
    pub(super) api_call: Option<String>,
}

impl Frame {
    /// The frame of a page.
    pub(super) fn of(visit: &Visit, title: String, here: Here) -> Self {
        let user = visit.person.as_ref().map(|person| &person.user);
        let Preferences { theme, shortcuts_off, .. } =
            user.map_or_else(Preferences::default, |user| user.preferences);
        let place = visit.place.as_ref().map(|place| Place {
            name: place.account.seller.name.clone(),
            root: visit.at(&format!("/app/{}", place.code())),
            dot: place.account.id.0.as_u128() % DOTS,
            has_others: place.has_others,
            has_settings: place.role >= Role::Accountant,
        });
        Self {
            t: visit.texts(),
            title,
            here,
            theme: theme.word(),
            shortcuts: if shortcuts_off { "off" } else { "on" },
            base: visit.http.base_path().to_owned(),
            assets: visit.at(assets::folder()),
            is_open: !visit.http.is_secure() && !is_this_machine(visit.app().public_url()),
            place,
            person: user.map(|user| Person {
                called: user.called().to_owned(),
                email: user.email.to_string(),
            }),
            api_call: None,
        }
    }

    /// The same with the line for a shell by which a program asks the native API for what the page shows.
    pub(super) fn with_api_call(self, visit: &Visit, path: &str) -> Self {
        let url = format!("{}/api/v1{}", visit.app().public_url(), path.trim_end_matches('?'));
        Self { api_call: Some(format!("curl -s '{url}' -H \"X-API-KEY: $NET30_KEY\"")), ..self }
    }

    /// What the browser's tab says.
    pub(super) fn tab(&self) -> String {
        match &self.place {
            Some(place) => format!("{} · {} · net30", self.title, place.name),
            None => format!("{} · net30", self.title),
        }
    }

    /// What every page begins with, up to its body.
    pub(super) fn head(&self) -> Head<'_> {
        Head { p: self }
    }

    /// What stands before the content of a page of the application.
    pub(super) fn before(&self) -> Before<'_> {
        Before { p: self }
    }

    /// What stands after it.
    pub(super) fn after(&self) -> After<'_> {
        After { p: self }
    }

    /// `page` where the navigation has the place of this page.
    pub(super) fn current(&self, here: Here) -> Option<&'static str> {
        (self.here == here).then_some("page")
    }
}

/// [`Frame::head`]. Like the two below a template of its own, so that it is compiled once and not into every page.
#[derive(Template)]
#[template(path = "app/head.html")]
pub(super) struct Head<'a> {
    p: &'a Frame,
}

/// [`Frame::before`].
#[derive(Template)]
#[template(path = "app/shell_before.html")]
pub(super) struct Before<'a> {
    p: &'a Frame,
}

/// [`Frame::after`].
#[derive(Template)]
#[template(path = "app/shell_after.html")]
pub(super) struct After<'a> {
    p: &'a Frame,
}

// What is written by a template was escaped by it.
impl HtmlSafe for Head<'_> {}
impl HtmlSafe for Before<'_> {}
impl HtmlSafe for After<'_> {}

/// Whether an address is that of this machine alone.
fn is_this_machine(url: &str) -> bool {
    let host = url.parse::<Uri>().ok().and_then(|url| url.host().map(str::to_owned));
    let host = host.unwrap_or_default();
    ["localhost", "127.0.0.1", "[::1]"].contains(&host.as_str()) || host.ends_with(".localhost")
}

/// How figures, dates and moments are written for a person.
pub(super) struct Writing {
    formats: Formats,
    zone: TimeZone,
}

impl Writing {
    /// As the person wants it, or else as it is usual in the country of the account.
    pub(super) fn of(visit: &Visit, user: &User) -> Self {
        let language = visit.texts().language();
        let account = visit.place.as_ref().map(|place| &place.account);
        let country = account.and_then(|account| account.seller.address.country);
        let locale = match user.preferences.number_format {
            Some(format) => Locale::of(format.language, Some(format.country)),
            None => Locale::of(language, country),
        };
        let zone = account.map_or(TimeZone::UTC, |account| account.time_zone.clone());
        Self { formats: Formats::of(locale), zone }
    }

    /// The time of day to the minute.
    pub(super) fn time(&self, moment: Timestamp) -> String {
        let zoned = moment.to_zoned(self.zone.clone());
        format!("{:02}:{:02}", zoned.hour(), zoned.minute())
    }

    /// In another time zone.
    pub(super) fn in_zone(self, zone: TimeZone) -> Self {
        Self { zone, ..self }
    }

    /// A moment to the minute: `5 Mar 2026, 14:05`.
    pub(super) fn moment(&self, moment: Timestamp) -> String {
        let zoned = moment.to_zoned(self.zone.clone());
        format!("{}, {:02}:{:02}", self.formats.date(zoned.date()), zoned.hour(), zoned.minute())
    }

    pub(super) fn formats(&self) -> &Formats {
        &self.formats
    }
}

/// What the pages call a role.
pub(super) fn role(t: Texts, role: Role) -> String {
    match role {
        Role::Viewer => t.role_viewer(),
        Role::Accountant => t.role_accountant(),
        Role::Owner => t.role_owner(),
    }
}

#[cfg(test)]
mod tests {
    use super::is_this_machine;

    #[test]
    fn what_stays_on_this_machine_cannot_be_read_on_its_way() {
        for url in ["http://127.0.0.1:3030", "http://localhost", "http://[::1]:1/x"] {
            assert!(is_this_machine(url), "{url}");
        }
        for url in ["http://10.0.0.1", "http://localhost.example.com", "http://billing.example.com"]
        {
            assert!(!is_this_machine(url), "{url}");
        }
    }
}
