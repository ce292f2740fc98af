//! What can be done with a document: the buttons of its page, made from what the domain says is possible.

use super::super::{refusals, texts::Texts};
use net30_app::invoices::Shown;
use net30_domain::{account::Lock, action::Action, invoice::Stage, standing::Position, user::Role};

/// A document as its page shows it.
pub(super) struct Viewed<'a> {
    pub(super) shown: &'a Shown,
    pub(super) lock: Lock,
    pub(super) was_sent: bool,
}

/// Something that can be done: by a link to its dialog, or at once by a form.
pub(super) struct Button {
    pub(super) text: String,
    /// The end of its address.
    pub(super) step: &'static str,
    /// Its key, if it has one.
    pub(super) key: &'static str,
    /// Whether it is done without being asked about.
    pub(super) at_once: bool,
    pub(super) is_primary: bool,
    /// Why it cannot be done now.
    pub(super) refused: Option<String>,
}

/// The buttons of a page: some beside its title, the others behind "more".
#[derive(Default)]
pub(super) struct Bar {
    pub(super) first: Vec<Button>,
    pub(super) more: Vec<Button>,
}

fn button(text: String, step: &'static str) -> Button {
    Button { text, step, key: "", at_once: false, is_primary: false, refused: None }
}

impl Bar {
    /// What a person with this role may do with a document.
    pub(super) fn of(t: Texts, viewed: &Viewed<'_>, role: Role) -> Self {
        let mut bar = Self::default();
        if role < Role::Accountant {
            return bar;
        }
        let invoice = &viewed.shown.invoice;
        for possible in invoice.possible_actions(viewed.lock) {
            let Some(mut own) = of_action(t, viewed, possible.action) else { continue };
            own.refused = possible.refusal.map(|refusal| refusals::said(t, &refusal));
            let is_first = own.refused.is_none() && is_first(viewed, possible.action);
            if is_first { bar.first.push(own) } else { bar.more.push(own) }
        }
        if viewed.shown.standing().overdue && invoice.document.asks_for_money() {
            bar.first.push(button(t.act_remind(), "remind"));
        }
        if !matches!(invoice.stage, Stage::Draft { .. }) || invoice.deleted_at.is_none() {
            let copy = Button { at_once: true, key: "d", ..button(t.act_duplicate(), "duplicate") };
            bar.more.insert(0, copy);
        }
        // What cannot be done now stands behind what can.
        bar.more.sort_by_key(|button| button.refused.is_some());
        // The one that comes next is the first.
        bar.first.sort_by_key(|button| match button.step {
            "issue" | "restore" | "pay" => 0,
            "send" => 1,
            "remind" => 2,
            _ => 3,
        });
        let has_money_due = matches!(invoice.position(), Position::Due { .. });
        if let Some(first) = bar.first.first_mut() {
            first.is_primary = first.step != "pay" || has_money_due;
        }
        bar
    }
}

/// Whether it stands beside the title.
fn is_first(viewed: &Viewed<'_>, action: Action) -> bool {
    let is_due = matches!(viewed.shown.invoice.position(), Position::Due { .. });
    match action {
        Action::Issue | Action::Send | Action::Edit => true,
        Action::Restore => viewed.shown.invoice.stage.issue().is_none(),
        Action::Pay => is_due,
        _ => false,
    }
}

/// The button of an action; none if it is done elsewhere on the page, or is part of another one.
fn of_action(t: Texts, viewed: &Viewed<'_>, action: Action) -> Option<Button> {
    let invoice = &viewed.shown.invoice;
    let is_draft = invoice.stage.issue().is_none();
    Some(match action {
        Action::Edit => Button { key: "e", ..button(t.act_edit(), "edit") },
        Action::Issue => button(t.issue_open(), "issue"),
        Action::Send => {
            let text = match (is_draft, viewed.was_sent) {
                (true, _) => t.issue_and_send_open(),
                (false, true) => t.send_again_open(),
                (false, false) => t.send_open(),
            };
            Button { key: "s", ..button(text, "send") }
        }
        Action::Pay => Button { key: "p", ..button(t.pay_open(), "pay") },
        Action::Credit => button(t.credit_open(), "credit"),
        Action::MarkSent if !is_draft => {
            Button { at_once: true, ..button(t.mark_sent(), "mark-sent") }
        }
        Action::Unpublish => button(t.unpublish_open(), "unpublish"),
        Action::Void => button(t.void_open(), "void"),
        Action::Trash => button(t.delete_open(), "delete"),
        Action::Restore => {
            let text = if is_draft { t.act_restore() } else { t.unhide() };
            Button { at_once: true, ..button(text, "restore") }
        }
        Action::Erase => button(t.erase_open(), "erase"),
        // What stands is voided; only what is void is hidden from here.
        Action::Hide if invoice.position() == Position::Void => button(t.hide_open(), "hide"),
        Action::Hide
        | Action::MarkSent
        | Action::MarkPaid
        | Action::ReversePayment
        | Action::Refund => return None,
    })
}
