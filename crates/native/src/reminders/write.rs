//! From reminders and their rules to JSON.

use super::wire;
use net30_app::reminders::{Planned, Reminder, Rule};

/// A rule.
pub(crate) fn rule(rule: &Rule) -> wire::Rule {
    wire::Rule {
        id: rule.id.0,
        fields: body(rule),
        last_error: rule.last_error.clone(),
        revision: rule.revision,
        created_at: rule.created_at,
        updated_at: rule.updated_at,
    }
}

/// What a client would write to make this rule.
pub(crate) fn body(rule: &Rule) -> wire::RuleBody {
    let draft = &rule.draft;
    wire::RuleBody {
        days: draft.days,
        time: draft.time.strftime("%H:%M").to_string(),
        channel: draft.channel.word(),
        subject: draft.subject.clone(),
        message: draft.message.clone(),
        attach_pdf: draft.attach_pdf,
        include_overdue: draft.include_overdue,
        enabled: draft.enabled,
    }
}

/// What reminders there were, and which are planned.
pub(crate) fn reminders(past: &[Reminder], planned: &[Planned]) -> wire::Reminders {
    let reminder = |reminder: &Reminder| wire::Reminder {
        rule_id: reminder.rule_id.0,
        days: reminder.days,
        date: reminder.day,
        outcome: reminder.outcome.word(),
        at: reminder.at,
    };
    let to_come = |planned: &Planned| wire::PlannedReminder {
        rule_id: planned.rule_id.0,
        days: planned.days,
        date: planned.day,
        at: planned.at,
    };
    wire::Reminders {
        past: past.iter().map(reminder).collect(),
        planned: planned.iter().map(to_come).collect(),
    }
}
