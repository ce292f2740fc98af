//! Consent to one action: a token that says who may do what, with which arguments, on which revision of what, and until when.
//!
//! A program that speaks for a person shows the action first and gets a token; with the token it is done, once. Nothing is
//! stored: the token carries its bounds and an HMAC of all that was agreed to, by the key of the database that makes links.

use crate::{App, Caller, secret};
use jiff::{SignedDuration, Timestamp};
use subtle::ConstantTimeEq as _;

/// For how long somebody may think about it.
const GOOD_FOR: SignedDuration = SignedDuration::from_mins(10);
/// What the key is used for, so that no link is taken for a consent.
const PURPOSE: &[u8] = b"net30 confirmation 1";

/// What is agreed to.
#[derive(Clone, Copy, Debug)]
pub struct Agreed<'a> {
    /// The name of the action.
    pub action: &'a str,
    /// Its arguments, always written the same way.
    pub arguments: &'a str,
}

/// What a token stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// The revision that was shown; none where something is only made.
    pub revision: Option<i64>,
    /// The same for the same consent: by it the action is done once.
    pub key: String,
}

/// Why a token does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoConsent {
    /// It is none of ours, or for somebody or something else.
    Other,
    /// It was, and is too old.
    Expired,
}

/// A token, and until when it counts.
#[must_use]
pub fn ask(
    app: &App,
    caller: &Caller,
    agreed: Agreed<'_>,
    revision: Option<i64>,
) -> (String, Timestamp) {
    let until = app.now() + GOOD_FOR;
    let (seconds, revision) = (until.as_second(), revision.unwrap_or(0));
    let proof = proof(app, caller, agreed, seconds, revision);
    (format!("{seconds}-{revision}-{proof}"), until)
}

/// What a token stands for.
///
/// # Errors
/// Why it does not count.
pub fn open(
    app: &App,
    caller: &Caller,
    agreed: Agreed<'_>,
    token: &str,
) -> Result<Consent, NoConsent> {
    let mut parts = token.splitn(3, '-');
    let mut number = || parts.next().and_then(|text| text.parse::<i64>().ok());
    let (Some(seconds), Some(revision)) = (number(), number()) else {
        return Err(NoConsent::Other);
    };
    let given = parts.next().unwrap_or_default();
    let proof = proof(app, caller, agreed, seconds, revision);
    if !bool::from(proof.as_bytes().ct_eq(given.as_bytes())) {
        return Err(NoConsent::Other);
    }
    if app.now().as_second() > seconds {
        return Err(NoConsent::Expired);
    }
    let revision = Some(revision).filter(|revision| *revision != 0);
    Ok(Consent { revision, key: format!("confirmation {proof}") })
}

fn proof(app: &App, caller: &Caller, agreed: Agreed<'_>, seconds: i64, revision: i64) -> String {
    let key_id = caller.key_id.map(|key| key.0).unwrap_or_default();
    let (seconds, revision) = (seconds.to_be_bytes(), revision.to_be_bytes());
    let parts: [&[u8]; 6] = [
        caller.account_id.0.as_bytes(),
        key_id.as_bytes(),
        &seconds,
        &revision,
        agreed.action.as_bytes(),
        agreed.arguments.as_bytes(),
    ];
    secret::in_base_62(app.inner.link_key.signed(PURPOSE, &parts))
}
