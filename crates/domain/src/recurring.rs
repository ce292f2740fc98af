//! Recurring invoices: what is invoiced again and again, and when.

use crate::words::words;
use crate::{
    draft::DraftBody,
    id::{AccountId, CustomerId, RecurringId},
    schedule::{Billing, Schedule},
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

words! {
    /// What becomes of each invoice that a schedule makes.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Mode {
        /// It stays a draft.
        #[default]
        Draft = "draft",
        /// It is issued.
        Issue = "issue",
        /// It is issued and e-mailed.
        IssueAndSend = "issue_and_send",
    }
}

words! {
    /// What becomes of dates that passed while nobody was there to act.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum CatchUp {
        /// Each gets its invoice, with its own date.
        #[default]
        All = "all",
        /// Only the latest gets one.
        Last = "last",
        /// Those more than a day late get none.
        None = "none",
    }
}

words! {
    /// Whether a schedule goes on.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Status {
        /// It makes invoices.
        #[default]
        Active = "active",
        /// It waits for `resume`.
        Paused = "paused",
        /// It has no further dates.
        Ended = "ended",
    }
}

/// What each invoice says: a draft without dates and number. What it leaves out is filled in when an invoice is made, by
/// the products, the customer and the settings of that day. Texts may have [placeholders](PLACEHOLDERS).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// To whom.
    pub customer_id: CustomerId,
    /// What it says.
    pub body: DraftBody,
}

/// What may stand between braces in the texts of a [`Pattern`].
pub const PLACEHOLDERS: [&str; 7] =
    ["period_start", "period_end", "month", "month_name", "year", "quarter", "number_of_run"];

/// The date that comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// Its index in the schedule.
    pub index: i64,
    /// The date.
    pub date: Date,
    /// Not before this moment: when it comes round, or when a failed run is tried again.
    pub at: Timestamp,
}

/// After so many hours a date was missed.
const MISSED_AFTER_HOURS: i64 = 24;

/// What a recurring invoice wants at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Nothing yet.
    Nothing,
    /// Look again later.
    PutOff {
        /// Then.
        at: Timestamp,
    },
    /// The invoice of a date; dates before it are passed over.
    Make {
        /// The date's index.
        index: i64,
        /// The date.
        date: Date,
    },
    /// No invoice for the dates up to one.
    PassOver {
        /// That one included.
        through: Date,
    },
}

/// A recurring invoice of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurring {
    /// Its id.
    pub id: RecurringId,
    /// Whose it is.
    pub account_id: AccountId,
    /// What people call it.
    pub name: Option<String>,
    /// What each invoice says.
    pub pattern: Pattern,
    /// When.
    pub schedule: Schedule,
    /// What becomes of each invoice.
    pub mode: Mode,
    /// What becomes of dates that passed meanwhile.
    pub catch_up: CatchUp,
    /// Which period each invoice is for.
    pub billing: Billing,
    /// Whether invoices say the period as that of the service.
    pub set_service_period: bool,
    /// Whether it goes on.
    pub status: Status,
    /// What comes next, if it goes on.
    pub next: Option<Next>,
    /// How many invoices it has made.
    pub runs: i64,
    /// The last date of the schedule that is done: made or passed over.
    pub done_through: Option<Date>,
    /// The date of the schedule for which an invoice was made last.
    pub last_run_on: Option<Date>,
    /// When that was.
    pub last_run_at: Option<Timestamp>,
    /// How often the next date has failed.
    pub failures: i32,
    /// Why it failed last.
    pub last_error: Option<String>,
    /// Counts its changes, from 1.
    pub revision: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Recurring {
    /// The first date on or after a day that is not done yet.
    #[must_use]
    pub fn following(&self, day: Date) -> Option<(i64, Date)> {
        let undone = self.done_through.and_then(|done| done.tomorrow().ok());
        self.schedule.on_or_after(undone.map_or(day, |undone| undone.max(day)))
    }

    /// Goes on with the first date on or after a day that is not done yet; ends if there is none.
    pub fn go_on(&mut self, day: Date, time_zone: &TimeZone) {
        let next = self.following(day).and_then(|(index, date)| {
            let at = self.schedule.moment(date, time_zone)?;
            Some(Next { index, date, at })
        });
        self.status = if next.is_some() { Status::Active } else { Status::Ended };
        self.next = next;
        self.failures = 0;
        self.last_error = None;
    }

    /// The dates that come next, at most so many.
    #[must_use]
    pub fn preview(&self, count: usize) -> Vec<Date> {
        let Some(next) = self.next else { return vec![] };
        (next.index..).map_while(|index| self.schedule.occurrence(index)).take(count).collect()
    }

    /// What is to be done now, by the rule for dates that passed.
    #[must_use]
    pub fn due(&self, now: Timestamp, time_zone: &TimeZone) -> Due {
        let Some(next) = self.next.filter(|next| next.at <= now) else { return Due::Nothing };
        // What failed was not missed: it is made as soon as that can be.
        if self.failures > 0 {
            return Due::Make { index: next.index, date: next.date };
        }
        let lateness = |date: Date| {
            let moment = self.schedule.moment(date, time_zone)?;
            (moment <= now).then(|| now.duration_since(moment))
        };
        if lateness(next.date).is_none() {
            // The account has moved to another time zone since.
            let at = self.schedule.moment(next.date, time_zone);
            return at.map_or(Due::Nothing, |at| Due::PutOff { at });
        }
        if self.catch_up == CatchUp::All {
            return Due::Make { index: next.index, date: next.date };
        }
        let mut latest = (next.index, next.date);
        while let Some(date) = self.schedule.occurrence(latest.0 + 1)
            && lateness(date).is_some()
        {
            latest = (latest.0 + 1, date);
        }
        let (index, date) = latest;
        let is_missed = lateness(date).is_some_and(|late| late.as_hours() >= MISSED_AFTER_HOURS);
        if self.catch_up == CatchUp::None && is_missed {
            Due::PassOver { through: date }
        } else {
            Due::Make { index, date }
        }
    }
}
