//! The settings of an account, a file a page. Owners change them, accountants look at them.
//!
//! The names of fields are JSON pointers of the native API, whose readers read them: there is no second validation.

pub(super) mod company;
pub(super) mod documents;
pub(super) mod email_texts;
pub(super) mod keys;
pub(super) mod logo;
pub(super) mod mail;
pub(super) mod payments;
pub(super) mod people;
pub(super) mod person;
pub(super) mod taxes;

use super::{
    Answer,
    fields::Faults,
    form::{Blank, Form, Shape, Written},
    page, refusals,
    shell::{Frame, Here},
    sudo,
    texts::Texts,
    visit::Visit,
};
use net30_app::{Call, Error, accounts};
use net30_domain::{account::Account, fault::Fault, user::Role};
use net30_http::problem::Result;
use net30_native::forms;
use serde_json::Value;

/// A page of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tab {
    Company,
    Documents,
    Taxes,
    Mail,
    Payments,
    People,
    Keys,
}

impl Tab {
    const ALL: [Self; 7] = [
        Self::Company,
        Self::Documents,
        Self::Taxes,
        Self::Mail,
        Self::Payments,
        Self::People,
        Self::Keys,
    ];

    fn path(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Documents => "documents",
            Self::Taxes => "taxes",
            Self::Mail => "mail",
            Self::Payments => "payments",
            Self::People => "people",
            Self::Keys => "keys",
        }
    }

    fn title(self, t: Texts) -> String {
        match self {
            Self::Company => t.settings_company(),
            Self::Documents => t.settings_documents(),
            Self::Taxes => t.settings_taxes(),
            Self::Mail => t.settings_mail(),
            Self::Payments => t.settings_payments(),
            Self::People => t.settings_people(),
            Self::Keys => t.settings_keys(),
        }
    }
}

/// A page of the settings, as its navigation shows it.
pub(super) struct Link {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) is_current: bool,
}

/// What all pages of the settings have: where one is, what may be done, and what the fields say.
pub(super) struct Sheet {
    pub(super) tabs: Vec<Link>,
    /// Where the settings begin.
    pub(super) root: String,
    /// Where this page is.
    pub(super) own: String,
    /// Whether one may only look.
    pub(super) is_looking: bool,
    /// Whether the person has proved lately who they are.
    pub(super) is_strong: bool,
    pub(super) email: String,
    /// What was done.
    pub(super) said: Option<String>,
    /// What was not done, in one sentence.
    pub(super) refused: Option<String>,
    pub(super) faults: Faults,
    typed: Option<Form>,
    body: Value,
}

impl Sheet {
    /// A page that shows an object.
    pub(super) fn of(visit: &Visit, tab: Tab, body: Value) -> Result<Self> {
        let (t, place) = (visit.texts(), visit.place()?);
        let root = visit.at(&format!("/app/{}/settings", place.code()));
        let is_owner = place.role == Role::Owner;
        let tabs = Tab::ALL.into_iter().filter(|tab| is_owner || *tab != Tab::Keys);
        let tabs = tabs.map(|known| Link {
            href: format!("{root}/{}", known.path()),
            title: known.title(t),
            is_current: known == tab,
        });
        let said = match visit.query.text("said") {
            "saved" => Some(t.saved()),
            "removed" => Some(t.settings_removed()),
            "confirmed" => Some(t.settings_confirmed()),
            _ => None,
        };
        Ok(Self {
            tabs: tabs.collect(),
            own: format!("{root}/{}", tab.path()),
            root,
            is_looking: !is_owner,
            is_strong: sudo::is_strong(visit)?,
            email: visit.user()?.email.to_string(),
            said,
            refused: None,
            faults: Faults::default(),
            typed: None,
            body,
        })
    }

    /// The same with what was typed, and what is wrong with it.
    pub(super) fn typed(self, form: &Form, faults: Faults) -> Self {
        Self { typed: Some(form.clone()), said: None, faults, ..self }
    }

    /// The same, which says why something was not done.
    pub(super) fn refused(self, words: String) -> Self {
        Self { refused: Some(words), said: None, ..self }
    }

    /// What a field has: what was typed, or else what there is.
    pub(super) fn value(&self, name: &str) -> String {
        if let Some(form) = self.typed.as_ref().filter(|form| form.has(name)) {
            return form.exact(name).to_owned();
        }
        match self.body.pointer(name) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        }
    }

    /// Whether a box is ticked.
    pub(super) fn is_on(&self, name: &str) -> bool {
        self.value(name) == "true"
    }
}

/// The frame of a page of the settings.
fn frame(visit: &Visit, title: String) -> Frame {
    Frame::of(visit, title, Here::Settings)
}

/// A page of the settings below the account's.
fn path(visit: &Visit, rest: &str) -> Result<String> {
    Ok(format!("/app/{}/settings/{rest}", visit.place()?.code()))
}

pub(super) fn begin(visit: &Visit) -> Answer<'_> {
    Box::pin(async move { Ok(page::see(visit, &path(visit, "company")?)) })
}

/// Why a form was not saved: what is wrong at which field, and what is wrong with the whole.
pub(super) struct Unsaved {
    pub(super) faults: Faults,
    pub(super) refused: Option<String>,
}

impl Unsaved {
    fn of(written: &Written, t: Texts, faults: &[Fault]) -> Self {
        Self { faults: written.told(t, faults), refused: None }
    }

    fn at(field: &str, words: String) -> Self {
        let mut faults = Faults::default();
        faults.add(field, words);
        Self { faults, refused: None }
    }

    fn whole(words: String) -> Self {
        Self { faults: Faults::default(), refused: Some(words) }
    }

    /// What a use case found wrong with what a form wrote; what is no fault of the form is told as trouble.
    fn told(written: &Written, t: Texts, error: Error) -> Result<Self> {
        match error {
            Error::Invalid(faults) => Ok(Self::of(written, t, &faults)),
            Error::Refused(refusal) => Ok(Self::whole(refusals::said(t, &refusal))),
            Error::PreconditionFailed(_) => Ok(Self::whole(t.settings_changed_since())),
            other => Err(other.into()),
        }
    }

    fn shown(self, sheet: Sheet, form: &Form) -> Sheet {
        let sheet = sheet.typed(form, self.faults);
        match self.refused {
            Some(words) => sheet.refused(words),
            None => sheet,
        }
    }
}

/// Has a form change some of the account's settings. `mend` makes of what was written what the API means by it.
pub(super) async fn change_settings(
    visit: &Visit,
    account: &Account,
    switches: &[&str],
    mend: impl FnOnce(&mut Value),
) -> Result<std::result::Result<(), Unsaved>> {
    let t = visit.texts();
    let shape = Shape { switches, blank: Blank::Null, ..Shape::default() };
    let mut written = visit.form.written(&shape);
    mend(&mut written.value);
    written.value = forms::merged(forms::settings_body(account), &written.value);
    let draft = match written.read_whole(forms::settings) {
        Ok(draft) => draft,
        Err(faults) => return Ok(Err(Unsaved::of(&written, t, &faults))),
    };
    let call = Call { if_match: revision(visit), ..Call::of(visit.caller()?) };
    match visit.app().run(&call, &accounts::Update { draft }).await {
        Ok(_) => Ok(Ok(())),
        Err(error) => Ok(Err(Unsaved::told(&written, t, error)?)),
    }
}

/// The revision of what a form began with.
fn revision(visit: &Visit) -> Option<i64> {
    visit.form.text("revision").parse().ok()
}

/// The account as it is now.
async fn account(visit: &Visit) -> Result<Account> {
    Ok(accounts::get(visit.app(), &visit.caller()?).await?)
}
