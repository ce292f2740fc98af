//! What people have typed and not saved yet, so that nothing typed is lost: not with the window, nor the server, nor the
//! session. It is no document: it may be wrong, and has no history, no event and no number.

use crate::work::boxed;
use crate::{App, Boxed, Caller, Error, Result, UseCase, Work};
use net30_domain::{
    Timestamp,
    id::{InvoiceId, UserId},
};
use net30_store::scratch;
use std::str::FromStr;

/// Most bytes of a form that is kept: a thousand lines fit.
pub const FORM_BYTES_MAX: usize = 1024 * 1024;
/// Most forms that are kept of a person in an account; older ones go.
pub const FORMS_MAX: i64 = 50;
/// For how long a form is kept.
const KEPT_HOURS: i64 = 24 * 90;
/// How long the name of a window is.
const TAB_CHARS: std::ops::RangeInclusive<usize> = 8..=32;

/// What is typed of: an invoice that is there, or one that is to be; and in which window, which may be one of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The invoice; none if it is to be a new one.
    pub invoice: Option<InvoiceId>,
    /// The window.
    pub tab: String,
}

impl Subject {
    /// What is typed of an invoice in a window that nobody else has.
    #[must_use]
    pub fn fresh(invoice: Option<InvoiceId>) -> Self {
        Self { invoice, tab: crate::secret::token_128() }
    }

    fn of_kept(kept: &scratch::Scratch) -> Option<Self> {
        format!("{}.{}", kept.subject, kept.tab).parse().ok()
    }

    fn about(&self) -> String {
        about(self.invoice)
    }
}

fn about(invoice: Option<InvoiceId>) -> String {
    invoice.map_or_else(|| "new".to_owned(), |id| id.to_string())
}

impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.about(), self.tab)
    }
}

/// A text that names nothing that can be typed of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSubject;

impl FromStr for Subject {
    type Err = NoSubject;

    fn from_str(text: &str) -> std::result::Result<Self, NoSubject> {
        let (about, tab) = text.split_once('.').ok_or(NoSubject)?;
        let is_plain = tab.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_plain || !TAB_CHARS.contains(&tab.len()) {
            return Err(NoSubject);
        }
        let invoice = match about {
            "new" => None,
            id => Some(id.parse().map_err(|_| NoSubject)?),
        };
        Ok(Self { invoice, tab: tab.to_owned() })
    }
}

/// A form as somebody typed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Of what.
    pub subject: Subject,
    /// The form, as browsers send it.
    pub form: String,
    /// When it was kept.
    pub saved_at: Timestamp,
}

/// Keeps what somebody has typed.
pub struct Keep {
    /// Who.
    pub user_id: UserId,
    /// Of what.
    pub subject: Subject,
    /// The form as it stands, as browsers send it.
    pub form: String,
    /// When what is replaced was kept; none if nothing is known to be.
    pub seen: Option<Timestamp>,
}

impl UseCase for Keep {
    /// When it was kept; none if another window has kept something else meanwhile, which stays.
    type Output = Option<Timestamp>;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Option<Timestamp>> {
        if self.form.len() > FORM_BYTES_MAX {
            let message = format!("has more than {FORM_BYTES_MAX} bytes");
            return Err(Error::fault("", "too_long", message));
        }
        let account_id = work.caller.account_id;
        let saved_at = microseconds(work.now);
        let kept = scratch::Scratch {
            subject: self.subject.about(),
            tab: self.subject.tab.clone(),
            form: self.form.clone(),
            saved_at,
        };
        if !scratch::keep(&mut work.tx, self.user_id, account_id, &kept, self.seen).await? {
            return Ok(None);
        }
        scratch::trim(&mut work.tx, self.user_id, account_id, FORMS_MAX).await?;
        Ok(Some(saved_at))
    }
}

/// As exactly as both databases keep it.
fn microseconds(moment: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(moment.as_microsecond()).unwrap_or(moment)
}

/// Forgets what somebody has typed, since it was saved or is no longer wanted.
pub struct Discard {
    /// Who.
    pub user_id: UserId,
    /// Of what.
    pub subject: Subject,
}

impl UseCase for Discard {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let (account_id, about) = (work.caller.account_id, self.subject.about());
        let tab = &self.subject.tab;
        // What was never kept is as well gone.
        scratch::discard(&mut work.tx, self.user_id, account_id, &about, tab).await?;
        Ok(())
    }
}

/// What somebody has typed of an invoice, or of new ones, and not saved; the latest first.
///
/// # Errors
/// Those of the database.
pub fn of<'a>(
    app: &'a App,
    caller: &'a Caller,
    user_id: UserId,
    invoice: Option<InvoiceId>,
) -> Boxed<'a, Vec<Typed>> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let kept = scratch::find(&mut reader, user_id, caller.account_id, &about(invoice)).await?;
        Ok(kept.into_iter().filter_map(typed).collect())
    })
}

/// All that somebody has typed in an account and not saved, the latest first.
///
/// # Errors
/// Those of the database.
pub fn list<'a>(app: &'a App, caller: &'a Caller, user_id: UserId) -> Boxed<'a, Vec<Typed>> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let kept = scratch::list(&mut reader, user_id, caller.account_id, FORMS_MAX).await?;
        Ok(kept.into_iter().filter_map(typed).collect())
    })
}

fn typed(kept: scratch::Scratch) -> Option<Typed> {
    let subject = Subject::of_kept(&kept)?;
    Some(Typed { subject, form: kept.form, saved_at: kept.saved_at })
}

impl App {
    /// Removes what was typed so long ago that nobody comes back to it.
    pub(crate) async fn sweep_scratch(&self) -> Result<()> {
        let before = self.now() - jiff::SignedDuration::from_hours(KEPT_HOURS);
        let mut tx = self.store().begin().await?;
        scratch::purge(&mut tx, before).await?;
        tx.commit().await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Subject;

    #[test]
    fn a_subject_is_read_as_it_is_written() {
        let id = "0198f6a0-0000-7000-8000-000000000001";
        for text in ["new.0123456789abcdefABCDEF", &format!("{id}.0123abCD")] {
            assert_eq!(text.parse::<Subject>().unwrap().to_string(), text);
        }
        let fresh = Subject::fresh(None);
        assert_eq!(fresh.to_string().parse(), Ok(fresh));
        let long = format!("new.{}", "a".repeat(33));
        for other in ["", "new", "new.", "new.short", "new.0123456/", "x.0123456789", &long] {
            assert!(other.parse::<Subject>().is_err(), "{other}");
        }
    }
}
