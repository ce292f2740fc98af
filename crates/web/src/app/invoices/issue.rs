//! Issuing: a last look at the number that it will have, what it comes to, and what is in the way.

use super::{
    super::{
        Answer,
        act::{Again, Undone, act},
        dialog::Head,
        form::{Shape, Written},
        page,
        shell::{Frame, Here, Writing},
        visit::Visit,
    },
    head, loaded, own, path, refusal, refused,
};
use askama::Template;
use axum::response::Response;
use net30_app::{
    Call, Done, Error, StoredReply,
    invoices::{Finalise, Shown},
};
use net30_domain::{account::Lock, action::Action, fault::Fault};
use net30_http::problem::Result;

/// Something to be mended, or worth a look, before it is issued.
pub(super) struct Finding {
    pub(super) text: String,
    /// The rule of an electronic invoice that it breaks.
    pub(super) rule: Option<String>,
    /// Where it is mended.
    pub(super) href: String,
}

/// What issuing would come to.
pub(super) struct LastLook {
    /// The number that it gets; none if it cannot be issued as it is.
    pub(super) number: Option<String>,
    /// What keeps it from being issued.
    pub(super) faults: Vec<Finding>,
    /// Why it is refused altogether.
    pub(super) refused: Option<String>,
    /// What may not be as it was meant.
    pub(super) warnings: Vec<Finding>,
    pub(super) is_strict: bool,
    pub(super) date: String,
    pub(super) due: Option<String>,
    pub(super) total: String,
    pub(super) customer: String,
}

#[derive(Template)]
#[template(path = "app/issue.html")]
struct IssuePage {
    p: Frame,
    d: Head,
    look: LastLook,
    edit: String,
}

/// Issues as it would be done, and keeps nothing of it: so that what is said here is what will be.
pub(super) async fn last_look(visit: &Visit, shown: &Shown) -> Result<LastLook> {
    let (t, app) = (visit.texts(), visit.app());
    let call = Call { dry_run: true, ..Call::of(visit.caller()?) };
    let nothing = |_: &Shown| StoredReply { status: 200, headers: vec![], body: vec![] };
    let tried = app.write(&call, &Finalise { id: shown.invoice.id }, nothing).await;
    let writing = Writing::of(visit, visit.user()?);
    let content = &shown.invoice.content;
    let date = |date| writing.formats().date(date);
    let mut look = LastLook {
        number: None,
        faults: vec![],
        refused: None,
        warnings: vec![],
        is_strict: visit.place()?.account.lock == Lock::Strict,
        date: date(content.issue_date),
        due: content.due_date.map(date),
        total: writing.formats().money(content.currency).amount(shown.invoice.totals.payable()),
        customer: shown.invoice.named(&shown.customer).name.display(),
    };
    match tried {
        Ok(Done::Fresh(issued)) => {
            look.number = issued.invoice.number().map(str::to_owned);
            for warning in &issued.warnings {
                let fault = Fault::new(&warning.pointer, warning.code, &warning.message);
                look.warnings.push(finding(visit, shown, &fault)?);
            }
        }
        Ok(Done::Replayed(_)) => {}
        Err(Error::Invalid(faults)) => {
            for fault in &faults {
                look.faults.push(finding(visit, shown, fault)?);
            }
        }
        Err(Error::Refused(refusal)) => {
            look.refused = Some(super::super::refusals::said(t, &refusal));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(look)
}

fn finding(visit: &Visit, shown: &Shown, fault: &Fault) -> Result<Finding> {
    let t = visit.texts();
    let text = match fault.code.as_ref() {
        "unprintable" => t.finding_unprintable(&quoted(&fault.message)),
        "required" if fault.pointer == "/settings/company/name" => t.issue_no_company(),
        "no_due_date" => t.finding_no_due_date(),
        "terms_not_understood" => t.finding_terms(),
        _ => super::super::fields::said(t, fault),
    };
    // Rules have names as BR-DE-15; other codes are words.
    let is_rule = fault.code.contains('-');
    Ok(Finding {
        text,
        rule: is_rule.then(|| fault.code.to_string()),
        href: mended_at(visit, shown, &fault.pointer)?,
    })
}

/// The characters that a message shows between quotes.
fn quoted(message: &str) -> String {
    let parts: Vec<&str> = message.split('"').skip(1).step_by(2).collect();
    parts.join(" ")
}

/// Where what a pointer leads to is changed: in the draft, at the customer, in the settings.
fn mended_at(visit: &Visit, shown: &Shown, pointer: &str) -> Result<String> {
    let root = visit.at(&format!("/app/{}", visit.place()?.code()));
    let mut steps = pointer.trim_start_matches('/').splitn(2, '/');
    Ok(match steps.next() {
        Some("customer" | "buyer") => {
            let rest = steps.next().map(|rest| format!("/{rest}")).unwrap_or_default();
            format!("{root}/customers/{}/edit#{rest}", shown.customer.id)
        }
        Some("settings") => {
            let rest = steps.next().map(|rest| format!("/{rest}")).unwrap_or_default();
            let place = if rest.starts_with("/company") { "company" } else { "documents" };
            format!("{root}/settings/{place}#{rest}")
        }
        _ => {
            let own = format!("{root}/invoices/{}/edit", shown.invoice.id);
            format!("{own}#f{}", by_line_id(shown, pointer).replace('/', "-"))
        }
    })
}

/// A pointer in which a line is named by its id, as in the editor, whose fields have ids made of it.
fn by_line_id(shown: &Shown, pointer: &str) -> String {
    let Some(rest) = pointer.strip_prefix("/items/") else { return pointer.to_owned() };
    let (index, field) = rest.split_once('/').unwrap_or((rest, ""));
    let line = index.parse().ok().and_then(|at: usize| shown.invoice.content.lines.get(at));
    match line {
        Some(line) if field.is_empty() => format!("/items/{}", line.id),
        Some(line) => format!("/items/{}/{field}", line.id),
        None => pointer.to_owned(),
    }
}

async fn dialog(visit: &Visit, shown: &Shown, again: Again) -> Result<Response> {
    let status = again.status;
    let look = last_look(visit, shown).await?;
    let own = own(visit, shown)?;
    let template = IssuePage {
        p: Frame::of(visit, visit.texts().issue_title(), Here::Invoices),
        d: head(visit, shown, "issue", again)?,
        look,
        edit: format!("{own}/edit"),
    };
    page::with_status(status, &template)
}

pub(in super::super) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let shown = loaded(visit).await?;
        match refusal(visit, &shown, Action::Issue)? {
            Some(refusal) => refused(visit, &shown, &refusal),
            None => dialog(visit, &shown, Again::first()).await,
        }
    })
}

pub(in super::super) fn issue(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let shown = loaded(visit).await?;
        let own = path(visit, &shown)?;
        let use_case = Finalise { id: shown.invoice.id };
        match act(visit, &use_case, |_| format!("{own}?said=issued")).await {
            Ok(response) => Ok(response),
            Err(Undone::Refused(refusal)) if shown.invoice.stage.issue().is_some() => {
                refused(visit, &shown, &refusal)
            }
            // What is wrong with it is said by the last look anew.
            Err(Undone::Faults(_)) => {
                let mut again = Again::first();
                again.status = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
                dialog(visit, &shown, again).await
            }
            Err(undone) => {
                let written: Written = visit.form.written(&Shape::default());
                let again = Again::of(visit, visit.texts(), &written, undone)?;
                dialog(visit, &shown, again).await
            }
        }
    })
}
