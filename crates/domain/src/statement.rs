//! A customer's statement: every movement of a period with the balance that it leaves.

use crate::{
    id::InvoiceId,
    money::{Amount, Currency, Sum},
    payment::Method,
    receivable::{Age, Course, Moved, Movement, Receivable},
};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

/// What an entry of a statement is. The order is that of entries of one day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// An invoice: the customer owes more.
    Invoice {
        /// When it is to be paid.
        due_date: Option<Date>,
    },
    /// A credit note of an invoice.
    CreditNote {
        /// The invoice's number.
        invoice: String,
    },
    /// A payment of an invoice.
    Payment {
        /// How it came, as its word.
        method: &'static str,
        /// Reference of the bank or the payer.
        reference: Option<String>,
    },
    /// Money given back.
    Refund,
    /// What was paid beyond what was due pays another invoice.
    CreditUsed,
    /// What was left of an invoice of which everything paid was given back: it asks for nothing any more.
    Closed,
}

impl EntryKind {
    /// The word for it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Invoice { .. } => "invoice",
            Self::CreditNote { .. } => "credit_note",
            Self::Payment { .. } => "payment",
            Self::Refund => "refund",
            Self::CreditUsed => "credit_used",
            Self::Closed => "closed",
        }
    }
}

/// An entry of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its day.
    pub date: Date,
    /// What it is.
    pub kind: EntryKind,
    /// The id of the invoice, credit note, payment or refund.
    pub id: Uuid,
    /// The invoice that it belongs to.
    pub invoice_id: InvoiceId,
    /// The number of the document: of payments and refunds, the invoice's.
    pub number: String,
    /// What it adds to the balance.
    pub amount: Amount,
    /// The balance after it.
    pub balance: Sum,
}

/// A customer's statement in one currency. What the customer owes is positive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Currency of all its amounts.
    pub currency: Currency,
    /// The first day; from the very beginning if none.
    pub from: Option<Date>,
    /// The last day.
    pub to: Date,
    /// The balance before the first day.
    pub opening: Sum,
    /// What happened, oldest first.
    pub entries: Vec<Entry>,
    /// The sum of the invoices of the period.
    pub invoiced: Sum,
    /// The sum of its credit notes.
    pub credited: Sum,
    /// The sum of its payments.
    pub paid: Sum,
    /// The sum of its refunds.
    pub refunded: Sum,
    /// The balance at the end of the last day.
    pub closing: Sum,
    /// What is owed at the end of the last day, by age, in the order of [`Age::ALL`].
    pub ages: [Sum; 5],
    /// How many invoices are owed.
    pub owed_invoices: i64,
    /// What was paid beyond what was due, as a positive sum: the closing balance is the ages less this.
    pub credit: Sum,
}

/// An entry before its balance is known, with what it is sorted by.
struct Draft {
    entry: Entry,
    recorded_at: Timestamp,
}

impl Statement {
    /// The statement of a customer's receivables in one currency, from a day (or the beginning) to a day.
    #[must_use]
    pub fn of(
        currency: Currency,
        receivables: &[Receivable],
        from: Option<Date>,
        to: Date,
    ) -> Self {
        let receivables =
            || receivables.iter().filter(|receivable| receivable.currency == currency);
        let mut drafts: Vec<Draft> = receivables().flat_map(drafts_of).collect();
        drafts.retain(|draft| draft.entry.date <= to);
        drafts.sort_by(|a, b| {
            let place = |draft: &Draft| (draft.entry.date, draft.recorded_at);
            place(a)
                .cmp(&place(b))
                .then_with(|| a.entry.kind.cmp(&b.entry.kind))
                .then_with(|| a.entry.id.cmp(&b.entry.id))
        });
        let mut statement = Self {
            currency,
            from,
            to,
            opening: Sum::ZERO,
            entries: vec![],
            invoiced: Sum::ZERO,
            credited: Sum::ZERO,
            paid: Sum::ZERO,
            refunded: Sum::ZERO,
            closing: Sum::ZERO,
            ages: [Sum::ZERO; 5],
            owed_invoices: 0,
            credit: Sum::ZERO,
        };
        for draft in drafts {
            statement.add(draft.entry);
        }
        for receivable in receivables() {
            let left = receivable.left_on(to);
            if left > Amount::ZERO {
                statement.owed_invoices += 1;
                statement.ages[Age::of(receivable.due_date, to) as usize] += left.into();
            } else {
                statement.credit += (-left).into();
            }
        }
        statement
    }

    fn add(&mut self, entry: Entry) {
        let amount = Sum::from(entry.amount);
        self.closing += amount;
        if self.from.is_some_and(|from| entry.date < from) {
            self.opening += amount;
            return;
        }
        match entry.kind {
            EntryKind::Invoice { .. } => self.invoiced += amount,
            EntryKind::CreditNote { .. } => self.credited += -amount,
            // What one invoice lends, another one is paid by: together they are no money that came.
            EntryKind::Payment { .. } | EntryKind::CreditUsed => self.paid += -amount,
            EntryKind::Refund => self.refunded += amount,
            EntryKind::Closed => {}
        }
        self.entries.push(Entry { balance: self.closing, ..entry });
    }
}

fn drafts_of(receivable: &Receivable) -> Vec<Draft> {
    let entry = |date, kind, id, number: &str, amount| Entry {
        date,
        kind,
        id,
        invoice_id: receivable.invoice_id,
        number: number.to_owned(),
        amount,
        balance: Sum::ZERO,
    };
    let invoice = EntryKind::Invoice { due_date: receivable.due_date };
    let id = receivable.invoice_id.0;
    let mut drafts = vec![Draft {
        entry: entry(receivable.issue_date, invoice, id, &receivable.number, receivable.payable),
        recorded_at: receivable.created_at,
    }];
    let mut movements: Vec<&Movement> = receivable.movements.iter().collect();
    movements.sort_by_key(|movement| (movement.date, movement.recorded_at, movement.id));
    let mut course = Course::default();
    let mut waived = Amount::ZERO;
    for movement in movements {
        let (kind, number, amount) = worded(receivable, movement);
        let recorded_at = movement.recorded_at;
        drafts.push(Draft {
            entry: entry(movement.date, kind, movement.id, number, amount),
            recorded_at,
        });
        course.add(movement);
        let now_waived = course.waived(receivable.payable);
        if now_waived != waived {
            let amount = waived - now_waived;
            // Nothing was claimed before the invoice's own day.
            let date = movement.date.max(receivable.issue_date);
            let closed = entry(date, EntryKind::Closed, movement.id, &receivable.number, amount);
            drafts.push(Draft { entry: closed, recorded_at });
            waived = now_waived;
        }
    }
    drafts
}

fn worded<'a>(receivable: &'a Receivable, movement: &'a Movement) -> (EntryKind, &'a str, Amount) {
    match &movement.what {
        Moved::Payment { method, reference } => {
            let method: Method = *method;
            let kind = EntryKind::Payment { method: method.word(), reference: reference.clone() };
            (kind, &receivable.number, -movement.amount)
        }
        Moved::Refund => (EntryKind::Refund, &receivable.number, movement.amount),
        Moved::CreditUsed => (EntryKind::CreditUsed, &receivable.number, movement.amount),
        Moved::CreditNote { number } => {
            let kind = EntryKind::CreditNote { invoice: receivable.number.clone() };
            (kind, number, -movement.amount)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Statement;
    use crate::{
        id::{CustomerId, InvoiceId},
        money::{Amount, Currency, Sum},
        payment::Method,
        receivable::{Moved, Movement, Receivable},
    };
    use jiff::{
        Timestamp,
        civil::{Date, date},
    };
    use uuid::Uuid;

    fn receivable(day: Date, payable: i64, movements: &[(Date, Moved, i64)]) -> Receivable {
        let movement = |(place, (date, what, amount)): (usize, &(Date, Moved, i64))| Movement {
            what: what.clone(),
            id: Uuid::from_u128(place as u128),
            date: *date,
            recorded_at: Timestamp::UNIX_EPOCH,
            amount: Amount(*amount),
        };
        Receivable {
            invoice_id: InvoiceId(Uuid::nil()),
            customer_id: CustomerId(Uuid::nil()),
            currency: Currency::parse("EUR").unwrap(),
            number: "INV-1".to_owned(),
            issue_date: day,
            due_date: Some(day),
            created_at: Timestamp::UNIX_EPOCH,
            payable: Amount(payable),
            movements: movements.iter().enumerate().map(movement).collect(),
        }
    }

    fn paid() -> Moved {
        Moved::Payment { method: Method::Cash, reference: None }
    }

    fn check(
        receivables: &[Receivable],
        from: Option<Date>,
        to: Date,
        balances: &[i128],
        closing: i128,
    ) {
        let statement = Statement::of(Currency::parse("EUR").unwrap(), receivables, from, to);
        let found: Vec<i128> = statement.entries.iter().map(|entry| entry.balance.0).collect();
        assert_eq!(found, balances);
        assert_eq!(statement.closing, Sum(closing));
        let ages: Sum = statement.ages.into_iter().sum();
        assert_eq!(ages - statement.credit, statement.closing);
        let moved: Sum = statement.entries.iter().map(|entry| Sum::from(entry.amount)).sum();
        assert_eq!(statement.opening + moved, statement.closing);
    }

    #[test]
    fn every_entry_leaves_its_balance() {
        let (one, two, three) = (date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3));
        let receivables = [
            receivable(one, 100, &[(two, paid(), 40), (three, paid(), 60)]),
            receivable(two, 50, &[(three, Moved::CreditNote { number: "CN-1".to_owned() }, 20)]),
        ];
        check(&receivables, None, three, &[100, 150, 110, 90, 30], 30);
        check(&receivables, Some(three), three, &[90, 30], 30);
        check(&receivables, None, one, &[100], 100);
        check(&[], None, one, &[], 0);
    }

    #[test]
    fn a_refunded_invoice_is_closed_and_an_overpaid_one_leaves_a_credit() {
        let (one, two) = (date(2026, 1, 1), date(2026, 1, 2));
        let refunded = receivable(one, 100, &[(one, paid(), 100), (two, Moved::Refund, 100)]);
        check(std::slice::from_ref(&refunded), None, two, &[100, 0, 100, 0], 0);
        check(&[refunded], None, one, &[100, 0], 0);
        check(&[receivable(one, 100, &[(two, paid(), 130)])], None, two, &[100, -30], -30);
    }
}
