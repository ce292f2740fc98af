//! From a statement to its JSON.

use super::wire;
use crate::reports::write::aging_figures;
use net30_app::{
    reports::AgingFigures,
    statements::{CustomerStatement, SentStatement},
};
use net30_domain::{
    money::{Currency, Sum},
    statement::{Entry, EntryKind, Statement},
    text::Email,
};
use net30_http::number::Number;

/// A customer's statement.
pub(super) fn statement(statement: &CustomerStatement) -> wire::CustomerStatement {
    wire::CustomerStatement {
        customer_id: statement.customer.id.0,
        name: statement.customer.party.name.display(),
        from_date: statement.from,
        to_date: statement.to,
        by_currency: statement.statements.iter().map(in_currency).collect(),
    }
}

fn in_currency(statement: &Statement) -> wire::StatementInCurrency {
    let number = |sum: Sum| Number(sum.to_decimal(statement.currency));
    let figures = AgingFigures { invoices: statement.owed_invoices, ages: statement.ages };
    wire::StatementInCurrency {
        currency: statement.currency.code(),
        opening_balance: number(statement.opening),
        entries: statement.entries.iter().map(|its| entry(its, statement.currency)).collect(),
        invoiced: number(statement.invoiced),
        credited: number(statement.credited),
        paid: number(statement.paid),
        refunded: number(statement.refunded),
        closing_balance: number(statement.closing),
        aging: aging_figures(&figures, statement.currency),
        credit: number(statement.credit),
    }
}

fn entry(entry: &Entry, currency: Currency) -> wire::StatementEntry {
    let (due_date, method, reference) = match &entry.kind {
        EntryKind::Invoice { due_date } => (*due_date, None, None),
        EntryKind::Payment { method, reference } => (None, Some(*method), reference.clone()),
        EntryKind::CreditNote { .. }
        | EntryKind::Refund
        | EntryKind::CreditUsed
        | EntryKind::Closed => (None, None, None),
    };
    wire::StatementEntry {
        date: entry.date,
        r#type: entry.kind.word(),
        id: entry.id,
        invoice_id: entry.invoice_id.0,
        number: entry.number.clone(),
        due_date,
        method,
        reference,
        amount: Number::of(entry.amount, currency),
        balance: Number(entry.balance.to_decimal(currency)),
    }
}

/// A statement on its way.
pub(super) fn sent(sent: &SentStatement) -> wire::SentStatement {
    wire::SentStatement {
        delivery_id: sent.delivery_id.0,
        to: sent.to.iter().map(Email::to_string).collect(),
    }
}
