//! What needs no more than a yes: each names the document and what comes of it before it is done.

use super::{
    super::{
        Answer,
        act::{Again, Undone, act},
        dialog::Head,
        form::Shape,
        page,
        shell::{Frame, Here},
        visit::Visit,
    },
    head, loaded, path, refusal, refused,
    send::has_server,
    title,
};
use askama::Template;
use axum::response::Response;
use net30_app::{
    invoices::{Duplicate, Erase, Hide, MarkSent, Restore, Shown, Trash, Unpublish, Void},
    reminders::RemindNow,
};
use net30_domain::{action::Action, document::DocumentType, refusal::Refusal, standing::Position};
use net30_http::problem::Result;

#[derive(Template)]
#[template(path = "app/confirm.html")]
struct ConfirmPage {
    p: Frame,
    d: Head,
    words: Vec<String>,
    verb: String,
    /// Whether it cannot be undone.
    is_final: bool,
}

/// Something that is asked before it is done.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Void,
    Unpublish,
    Trash,
    Erase,
    Hide,
    Remind,
}

impl Step {
    fn word(self) -> &'static str {
        match self {
            Self::Void => "void",
            Self::Unpublish => "unpublish",
            Self::Trash => "delete",
            Self::Erase => "erase",
            Self::Hide => "hide",
            Self::Remind => "remind",
        }
    }

    fn action(self) -> Option<Action> {
        match self {
            Self::Void => Some(Action::Void),
            Self::Unpublish => Some(Action::Unpublish),
            Self::Trash => Some(Action::Trash),
            Self::Erase => Some(Action::Erase),
            Self::Hide => Some(Action::Hide),
            Self::Remind => None,
        }
    }

    async fn refusal(self, visit: &Visit, shown: &Shown) -> Result<Option<Refusal>> {
        // What stands is voided; only what is void is hidden.
        if self == Self::Hide && shown.invoice.position() != Position::Void {
            let document = shown.invoice.title();
            let (stage, allowed) = ("not void", "void");
            let action = Action::Hide;
            return Ok(Some(Refusal::InvalidTransition { action, document, stage, allowed }));
        }
        match self.action() {
            Some(action) => refusal(visit, shown, action),
            None if !has_server(visit).await? => Ok(Some(Refusal::SmtpNotConfigured)),
            None => Ok(None),
        }
    }

    fn page(self, visit: &Visit, shown: &Shown, again: Again) -> Result<ConfirmPage> {
        let (t, named) = (visit.texts(), title(visit.texts(), shown));
        let (title, words, verb) = match self {
            Self::Void => {
                let way_out = match shown.invoice.document {
                    DocumentType::Invoice => t.void_or_credit(),
                    DocumentType::CreditNote => t.void_note_again(),
                };
                (t.void_title(&named), vec![t.void_words(), way_out], t.act_void())
            }
            Self::Unpublish => {
                (t.unpublish_title(&named), vec![t.unpublish_words()], t.act_unpublish())
            }
            Self::Trash => (t.trash_title(&named), vec![t.trash_words()], t.act_delete()),
            Self::Erase => (t.erase_title(&named), vec![t.erase_words()], t.act_erase()),
            Self::Hide => (t.hide_title(&named), vec![t.hide_words()], t.hide()),
            Self::Remind => {
                let to: Vec<String> = shown
                    .customer
                    .party
                    .email
                    .iter()
                    .chain(&shown.customer.party.billing_emails)
                    .map(ToString::to_string)
                    .collect();
                let words =
                    if to.is_empty() { t.remind_nobody() } else { t.remind_words(&to.join(", ")) };
                (t.remind_title(&named), vec![words], t.act_remind())
            }
        };
        Ok(ConfirmPage {
            p: Frame::of(visit, title, Here::Invoices),
            d: head(visit, shown, self.word(), again)?,
            words,
            verb,
            is_final: matches!(self, Self::Void | Self::Erase),
        })
    }

    async fn ask(self, visit: &Visit) -> Result<Response> {
        let shown = loaded(visit).await?;
        match self.refusal(visit, &shown).await? {
            Some(refusal) => refused(visit, &shown, &refusal),
            None => page::shown(&self.page(visit, &shown, Again::first())?),
        }
    }

    async fn done(self, visit: &Visit) -> Result<Response> {
        let shown = loaded(visit).await?;
        if self == Self::Hide
            && let Some(refusal) = self.refusal(visit, &shown).await?
        {
            return refused(visit, &shown, &refusal);
        }
        let (own, id) = (path(visit, &shown)?, shown.invoice.id);
        let said = |word: &str| format!("{own}?said={word}");
        let trash = format!("/app/{}/invoices/trash?said=erased", visit.place()?.code());
        let done = match self {
            Self::Void => act(visit, &Void { id }, |_| said("voided")).await,
            Self::Unpublish => act(visit, &Unpublish { id }, |_| said("unpublished")).await,
            Self::Trash => act(visit, &Trash { id }, |()| said("trashed")).await,
            Self::Erase => act(visit, &Erase { id }, |()| trash.clone()).await,
            Self::Hide => act(visit, &Hide { id }, |()| said("hidden")).await,
            Self::Remind => {
                let remind =
                    RemindNow { id, to: vec![], subject: None, message: None, attach_pdf: true };
                act(visit, &remind, |_| said("reminded")).await
            }
        };
        match done {
            Ok(response) => Ok(response),
            Err(undone) => {
                let written = visit.form.written(&Shape::default());
                let mut again = Again::of(visit, visit.texts(), &written, undone)?;
                // A form without fields says above it what is wrong.
                if again.notice.is_none() {
                    again.notice = again.faults.all().first().map(|(_, text)| text.clone());
                }
                let status = again.status;
                page::with_status(status, &self.page(visit, &shown, again)?)
            }
        }
    }
}

macro_rules! steps {
    ($($ask:ident $done:ident $step:ident),* $(,)?) => {$(
        pub(in super::super) fn $ask(visit: &Visit) -> Answer<'_> {
            Box::pin(Step::$step.ask(visit))
        }

        pub(in super::super) fn $done(visit: &Visit) -> Answer<'_> {
            Box::pin(Step::$step.done(visit))
        }
    )*};
}

steps! {
    show_void void Void,
    show_unpublish unpublish Unpublish,
    show_trash trash Trash,
    show_erase erase Erase,
    show_hide hide Hide,
    show_remind remind Remind,
}

/// What came of something that is done at once.
fn at_once(
    visit: &Visit,
    shown: &Shown,
    done: std::result::Result<Response, Undone>,
) -> Result<Response> {
    match done {
        Ok(response) => Ok(response),
        Err(Undone::Refused(refusal)) => refused(visit, shown, &refusal),
        Err(undone) => Err(undone.into()),
    }
}

/// Takes a draft out of the trash, or shows a hidden document again.
pub(in super::super) fn restore(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let shown = loaded(visit).await?;
        let own = path(visit, &shown)?;
        let use_case = Restore { id: shown.invoice.id };
        let done = act(visit, &use_case, |_| format!("{own}?said=restored")).await;
        at_once(visit, &shown, done)
    })
}

/// Makes a draft with the same lines.
pub(in super::super) fn duplicate(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let shown = loaded(visit).await?;
        let list = format!("/app/{}/invoices", visit.place()?.code());
        let use_case = Duplicate { id: shown.invoice.id };
        let to = |draft: &Shown| format!("{list}/{}?said=duplicated", draft.invoice.id);
        let done = act(visit, &use_case, to).await;
        at_once(visit, &shown, done)
    })
}

/// Notes that a document was sent otherwise.
pub(in super::super) fn mark_sent(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let shown = loaded(visit).await?;
        let own = path(visit, &shown)?;
        let use_case = MarkSent { id: shown.invoice.id };
        let done = act(visit, &use_case, |_| format!("{own}?said=marked")).await;
        at_once(visit, &shown, done)
    })
}
