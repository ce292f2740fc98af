//! The messages of the catalogues as types, made from `i18n/en.ftl` by `build.rs`.

use net30_domain::Decimal;

/// What a message needs to be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Argument<'a> {
    /// A text that stands in it.
    Text(&'a str),
    /// A number that chooses a plural form.
    Count(Decimal),
}

macro_rules! words {
    ($($key:literal $text:literal $name:ident),* $(,)?) => {
        /// A message without variables.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Word { $(#[doc = concat!("`", $text, "`")] $name),* }

        impl Word {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its name in the catalogues.
            pub(crate) fn key(self) -> &'static str {
                const KEYS: &[&str] = &[$($key),*];
                KEYS[self as usize]
            }
        }
    };
}

macro_rules! units {
    ($($key:literal $text:literal $name:ident),* $(,)?) => {
        /// A unit of quantity, in the form that a count needs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Unit { $(#[doc = concat!("`", $key, "`")] $name),* }

        impl Unit {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its name in the catalogues.
            pub(crate) fn key(self) -> &'static str {
                const KEYS: &[&str] = &[$($key),*];
                KEYS[self as usize]
            }
        }
    };
}

macro_rules! phrases {
    ($($key:literal $text:literal $name:ident { $($variable:ident: $kind:ty),* }),* $(,)?) => {
        /// A message with variables. Each is a text as the language writes it, but for the count that chooses a plural form.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the fields are the variables of the message")]
        pub enum Phrase<'a> {
            $(#[doc = concat!("`", $text, "`")] $name { $($variable: $kind),* }),*
        }

        impl<'a> Phrase<'a> {
            /// Its name in the catalogues.
            pub(crate) fn key(&self) -> &'static str {
                match self { $(Self::$name { .. } => $key),* }
            }

            /// Its variables by their names.
            pub(crate) fn arguments(&self) -> Vec<(&'static str, Argument<'a>)> {
                match *self {
                    $(Self::$name { $($variable),* } => {
                        vec![$((stringify!($variable), $variable.into())),*]
                    }),*
                }
            }
        }
    };
}

impl<'a> From<&'a str> for Argument<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<Decimal> for Argument<'_> {
    fn from(count: Decimal) -> Self {
        Self::Count(count)
    }
}

include!(concat!(env!("OUT_DIR"), "/keys.rs"));
