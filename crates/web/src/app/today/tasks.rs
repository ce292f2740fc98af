//! What there is to do, each with what does it.

use super::super::{fields, shell::Writing, texts::Texts, visit::Visit};
use net30_app::{
    invoices::Shown,
    mail,
    today::{Few, Glance, LostEmail, ToDo, Unfit, Unmatched},
};
use net30_domain::{
    Date,
    user::Role,
    webhook::{DisabledReason, Webhook},
};
use net30_http::problem::Result;

/// Names that stand beside a count.
const NAMED: usize = 3;

/// Something to do.
pub(super) struct Task {
    /// The class of its sign: `bad`, `warn` or `plain`.
    pub(super) class: &'static str,
    /// Where what it is about is shown, if it has a page.
    pub(super) href: Option<String>,
    pub(super) title: String,
    pub(super) words: String,
    pub(super) figure: String,
    /// What does it: where to, and what that is called.
    pub(super) act: Option<Act>,
}

/// What does something about it.
pub(super) struct Act {
    pub(super) href: String,
    pub(super) words: String,
    /// Whether it changes something, and is sent.
    pub(super) is_sent: bool,
}

/// How tasks are worded for a person.
struct Wording<'a> {
    t: Texts,
    writing: &'a Writing,
    root: &'a str,
    today: Date,
    role: Role,
    may_write: bool,
    can_mail: bool,
}

/// What there is to do, the most urgent first.
pub(super) async fn tasks(
    visit: &Visit,
    writing: &Writing,
    root: &str,
    glance: &Glance,
    to_do: &ToDo,
) -> Result<Vec<Task>> {
    let can_mail = match mail::email_settings(visit.app(), &visit.caller()?).await {
        Ok(own) => own.is_some() || mail::server_sends(visit.app()),
        Err(_) => false,
    };
    let (t, today) = (visit.texts(), glance.today);
    let role = visit.place()?.role;
    let may_write = role >= Role::Accountant;
    let wording = Wording { t, writing, root, today, role, may_write, can_mail };
    let ToDo {
        overdue,
        failed_payments,
        unsent,
        drafts,
        lost_emails,
        unfit,
        unmatched,
        stopped_webhooks,
    } = to_do;
    let mut tasks: Vec<Task> = overdue.first.iter().map(|shown| wording.overdue(shown)).collect();
    tasks.extend(wording.further(overdue));
    tasks.extend(lost_emails.iter().map(|lost| wording.lost(lost)));
    tasks.extend(unmatched.iter().map(|unmatched| wording.unmatched(unmatched)));
    // What is set up for other programs is nothing to whoever only looks.
    tasks.extend(stopped_webhooks.iter().filter(|_| may_write).map(|it| wording.stopped(it)));
    tasks.extend(failed_payments.first.iter().map(|shown| wording.failed_payment(shown)));
    tasks.extend(unfit.iter().map(|unfit| wording.unfit(unfit)));
    tasks.extend(wording.counted(unsent, "to-send", t.today_unsent(unsent.count)));
    tasks.extend(wording.counted(drafts, "drafts", t.today_drafts(drafts.count)));
    Ok(tasks)
}

fn customer(shown: &Shown) -> String {
    shown.invoice.named(&shown.customer).name.display()
}

impl Wording<'_> {
    /// A task about a document.
    fn about(&self, shown: &Shown, class: &'static str, words: String) -> Task {
        let number = shown.invoice.number().map_or_else(|| self.t.a_draft(), str::to_owned);
        Task {
            class,
            href: Some(format!("{}/invoices/{}", self.root, shown.invoice.id)),
            title: format!("{number} · {}", customer(shown)),
            words,
            figure: String::new(),
            act: None,
        }
    }

    fn due(&self, shown: &Shown) -> String {
        let money = self.writing.formats().money(shown.invoice.content.currency);
        money.amount(shown.invoice.balance().due)
    }

    fn sent(&self, href: String, words: String) -> Option<Act> {
        self.may_write.then_some(Act { href, words, is_sent: true })
    }

    fn overdue(&self, shown: &Shown) -> Task {
        let days = shown.invoice.content.due_date.and_then(|day| self.today.since(day).ok());
        let days = i64::from(days.map_or(0, |span| span.get_days()));
        let can_be_reached = self.can_mail && shown.customer.party.email.is_some();
        let remind = format!("{}/today/remind/{}", self.root, shown.invoice.id);
        Task {
            figure: self.due(shown),
            act: self.sent(remind, self.t.today_remind()).filter(|_| can_be_reached),
            ..self.about(shown, "bad", self.t.today_overdue(days))
        }
    }

    /// The overdue ones that are not shown one by one.
    fn further(&self, few: &Few) -> Option<Task> {
        let rest = few.count - i64::try_from(few.first.len()).unwrap_or(0);
        (rest > 0).then(|| Task {
            class: "bad",
            href: Some(format!("{}/invoices?view=overdue", self.root)),
            title: self.t.today_more_overdue(rest),
            words: String::new(),
            figure: String::new(),
            act: None,
        })
    }

    fn lost(&self, lost: &LostEmail) -> Task {
        let to: Vec<String> = lost.email.content.to.iter().map(ToString::to_string).collect();
        let error = lost.email.last_error.clone().unwrap_or_default();
        let words = self.t.today_lost(&to.join(", "), &error);
        let task = match &lost.about {
            Some(shown) => self.about(shown, "bad", words),
            None => Task {
                class: "bad",
                href: self.may_write.then(|| format!("{}/settings/mail", self.root)),
                title: lost.email.subject.clone().unwrap_or_else(|| self.t.settings_mail()),
                words,
                figure: String::new(),
                act: None,
            },
        };
        let retry =
            |job| self.sent(format!("{}/today/retry/{job}", self.root), self.t.today_retry());
        Task { act: lost.job.and_then(retry), ..task }
    }

    fn unmatched(&self, unmatched: &Unmatched) -> Task {
        let checkout = &unmatched.checkout;
        let money = self.writing.formats().money(checkout.currency);
        let words = self.t.today_unmatched(checkout.session_id.as_deref().unwrap_or_default());
        let seen = format!("{}/today/seen/{}", self.root, checkout.id);
        let task = match &unmatched.about {
            Some(shown) => self.about(shown, "bad", words),
            None => Task {
                class: "bad",
                href: None,
                title: self.t.today_unmatched_gone(),
                words,
                figure: String::new(),
                act: None,
            },
        };
        let act = self.sent(seen, self.t.today_see_to());
        Task { figure: money.amount(checkout.amount), act, ..task }
    }

    fn stopped(&self, webhook: &Webhook) -> Task {
        let is_gone =
            webhook.disabled.is_some_and(|disabled| disabled.reason == DisabledReason::Gone);
        let restart = format!("{}/today/webhook/{}", self.root, webhook.id);
        Task {
            class: "bad",
            href: None,
            title: self.t.today_webhook(&webhook.url),
            words: if is_gone {
                self.t.today_webhook_gone()
            } else {
                self.t.today_webhook_failing()
            },
            figure: String::new(),
            act: self.sent(restart, self.t.today_restart()).filter(|_| self.role == Role::Owner),
        }
    }

    fn failed_payment(&self, shown: &Shown) -> Task {
        let words = self.t.today_payment_failed();
        Task { figure: self.due(shown), ..self.about(shown, "warn", words) }
    }

    fn unfit(&self, unfit: &Unfit) -> Task {
        let fault = unfit.fault.clone().into();
        let words = self.t.today_unfit(&unfit.fault.rule, &fields::said(self.t, &fault));
        self.about(&unfit.draft, "warn", words)
    }

    /// Documents that are counted and looked at together.
    fn counted(&self, few: &Few, view: &str, title: String) -> Option<Task> {
        let href = format!("{}/invoices?view={view}", self.root);
        let named: Vec<String> = few.first.iter().take(NAMED).map(customer).collect();
        let look = Act { href: href.clone(), words: self.t.today_look(), is_sent: false };
        (few.count > 0).then(|| Task {
            class: "plain",
            href: Some(href),
            title,
            words: named.join(", "),
            figure: String::new(),
            act: Some(look),
        })
    }
}
