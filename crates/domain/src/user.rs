//! People: who may look at an account's books and who may change them and how each wants to read.

use crate::words::words;
use crate::{
    id::{AccountId, InvitationId, OrganisationId, UserId},
    key::Scope,
    text::{Country, Email, Language},
};
use jiff::{SignedDuration, Timestamp};

/// Fewest characters of a password.
pub const PASSWORD_CHARS_MIN: usize = 12;
/// Most characters of a password: more would only keep the server busy.
pub const PASSWORD_CHARS_MAX: usize = 256;

words! {
    /// What a person may do in an account. Each role includes the ones before it.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Role {
        /// Look.
        Viewer = "viewer",
        /// Look, and keep the books: invoices, payments, customers.
        Accountant = "accountant",
        /// Everything: settings, keys and people too.
        Owner = "owner",
    }
}

impl Role {
    /// What a key that may do the same has.
    #[must_use]
    pub fn scope(self) -> Scope {
        match self {
            Self::Viewer => Scope::Read,
            Self::Accountant => Scope::Write,
            Self::Owner => Scope::Admin,
        }
    }
}

words! {
    /// In which light a person wants the pages.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Theme {
        /// As the machine has it.
        #[default]
        System = "system",
        /// Dark on white.
        Light = "light",
        /// Light on dark.
        Dark = "dark",
    }
}

/// A language as a country writes figures and dates in it: `de-CH`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberFormat {
    /// In which language.
    pub language: Language,
    /// Of which country.
    pub country: Country,
}

impl NumberFormat {
    /// The tag for it, such as `de-CH`.
    #[must_use]
    pub fn tag(self) -> String {
        format!("{}-{}", self.language.code(), self.country.code())
    }

    /// Reads the tag.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let (language, country) = tag.split_once('-')?;
        let (language, country) = (Language::parse(language).ok()?, Country::parse(country).ok()?);
        Some(Self { language, country })
    }
}

/// How a person wants to read the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// The language of the pages; the browser's if none.
    pub language: Option<Language>,
    /// How figures and dates are written; as in the account's country if none.
    pub number_format: Option<NumberFormat>,
    /// In which light.
    pub theme: Theme,
    /// Whether keys of one letter are left alone.
    pub shortcuts_off: bool,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Their id.
    pub id: UserId,
    /// Where they are reached, and what they sign in with.
    pub email: Email,
    /// What others call them; empty if they have not said.
    pub name: String,
    /// Argon2id of the password, as a PHC string; none until they have set one.
    pub password_hash: Option<String>,
    /// How they want to read.
    pub preferences: Preferences,
    /// When they were made.
    pub created_at: Timestamp,
    /// When they were last changed.
    pub updated_at: Timestamp,
    /// Since when they cannot sign in.
    pub disabled_at: Option<Timestamp>,
}

impl User {
    /// What to call them: their name, or else their address.
    #[must_use]
    pub fn called(&self) -> &str {
        if self.name.is_empty() { self.email.as_str() } else { &self.name }
    }
}

/// What a person may do in an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    /// Who.
    pub user_id: UserId,
    /// Where.
    pub account_id: AccountId,
    /// What.
    pub role: Role,
    /// Since when.
    pub created_at: Timestamp,
    /// Since when the account keeps them out.
    pub disabled_at: Option<Timestamp>,
}

/// A link by which somebody gets a role in an account. It works once, and for as long as other links that do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its id, which is no secret.
    pub id: InvitationId,
    /// Where.
    pub account_id: AccountId,
    /// Who is meant.
    pub email: Email,
    /// What they will be able to do.
    pub role: Role,
    /// SHA-256 of its token.
    pub hash: [u8; 32],
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it works.
    pub expires_at: Timestamp,
}

impl Invitation {
    /// Whether it still works.
    #[must_use]
    pub fn works(&self, now: Timestamp) -> bool {
        now < self.expires_at
    }
}

/// What a link that works once is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkPurpose {
    /// The first owner of an account introduces themselves.
    FirstRun(OrganisationId, AccountId),
    /// A person sets their password.
    Password(UserId),
}

/// A link that works once, for a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneTimeLink {
    /// SHA-256 of its token.
    pub hash: [u8; 32],
    /// What it is for.
    pub purpose: LinkPurpose,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it works.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
}

impl OneTimeLink {
    /// For how long a link works.
    pub const LIFE: SignedDuration = SignedDuration::from_hours(24);

    /// Whether it still works.
    #[must_use]
    pub fn works(&self, now: Timestamp) -> bool {
        self.used_at.is_none() && now < self.expires_at
    }
}

/// Why a text cannot be a password; `None` if it can.
#[must_use]
pub fn password_fault(password: &str, email: &Email) -> Option<PasswordFault> {
    let count = password.chars().count();
    if count < PASSWORD_CHARS_MIN {
        return Some(PasswordFault::TooShort);
    }
    if count > PASSWORD_CHARS_MAX {
        return Some(PasswordFault::TooLong);
    }
    let mut letters = password.chars();
    let first = letters.next();
    let is_one_letter = letters.all(|letter| Some(letter) == first);
    let is_address = password.to_lowercase() == email.folded();
    (is_one_letter || is_address).then_some(PasswordFault::Guessed)
}

/// Why a text cannot be a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordFault {
    /// It has fewer than [`PASSWORD_CHARS_MIN`] characters.
    TooShort,
    /// It has more than [`PASSWORD_CHARS_MAX`] characters.
    TooLong,
    /// It is the e-mail address, or one character again and again.
    Guessed,
}

impl PasswordFault {
    /// Stable word for programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::Guessed => "too_easy",
        }
    }

    /// What is wrong, in a few words.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::TooShort => "must have at least 12 characters",
            Self::TooLong => "must have at most 256 characters",
            Self::Guessed => "must not be the e-mail address or one character again and again",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_may_do_what_its_scope_may() {
        let scopes = Role::ALL.map(Role::scope);
        assert_eq!(scopes, Scope::ALL);
        assert!(Role::ALL.iter().all(|role| Role::parse(role.word()) == Some(*role)));
        assert_eq!(Role::parse("admin"), None);
    }

    #[test]
    fn a_password_is_long_and_not_the_address() {
        let email = Email::parse("Anna@nordlicht.example").unwrap();
        let fault = |password: &str| password_fault(password, &email);
        assert_eq!(fault("elevenchars"), Some(PasswordFault::TooShort));
        assert_eq!(fault("twelve chars"), None);
        assert_eq!(fault("äöüäöüäöüäöü"), None);
        assert_eq!(fault(&"ab".repeat(128)), None);
        assert_eq!(fault(&"ab".repeat(129)), Some(PasswordFault::TooLong));
        assert_eq!(fault("anna@NORDLICHT.example"), Some(PasswordFault::Guessed));
        assert_eq!(fault("aaaaaaaaaaaaaa"), Some(PasswordFault::Guessed));
    }

    #[test]
    fn a_number_format_is_a_language_and_a_country() {
        let format = NumberFormat::parse("de-CH").unwrap();
        assert_eq!(format.tag(), "de-CH");
        for wrong in ["de", "xx-DE", "de-XX", "", "de-CH-1901"] {
            assert_eq!(NumberFormat::parse(wrong), None, "{wrong}");
        }
    }
}
