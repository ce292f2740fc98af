//! Payments and refunds.

use super::{Claimed, Shown, claim, decide, from_credit, issue::issue, save};
use crate::work::boxed;
use crate::{App, Boxed, Caller, Error, Result, UseCase, What, Work, mail, work::or_conflict};
use net30_domain::{
    Date, Decimal,
    action::Action,
    event::EventType,
    id::{InvoiceId, PaymentId, RefundId},
    invoice::Invoice,
    money::Amount,
    payment::{Method, Payment, Refund, RefundReason},
    refusal::Refusal,
    stage::Step,
};
use net30_store::{content, payment as payments};
use serde_json::json;

/// A payment as a client writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewPayment {
    /// How much; the balance if left out.
    pub amount: Option<Decimal>,
    /// How it came; not said if left out.
    pub method: Option<Method>,
    /// Reference.
    pub reference: Option<String>,
    /// Notes.
    pub notes: Option<String>,
    /// The day it came in; today if left out.
    pub date: Option<Date>,
}

/// A refund as a client writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewRefund {
    /// How much; what is left of the payment if left out.
    pub amount: Option<Decimal>,
    /// Why.
    pub reason: Option<RefundReason>,
    /// Notes.
    pub notes: Option<String>,
    /// The day it was given back; today if left out.
    pub date: Option<Date>,
}

/// Records money received.
pub struct RecordPayment {
    /// For which invoice.
    pub invoice_id: InvoiceId,
    /// What came.
    pub payment: NewPayment,
}

impl UseCase for RecordPayment {
    type Output = (Shown, Payment);

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<(Shown, Payment)> {
        let mut invoice = claim(work, self.invoice_id).await?;
        decide(work, &invoice, Action::Pay).await?;
        let payment = pay(work, &mut invoice, &self.payment).await?;
        Ok((Shown::of(work, invoice.into_invoice(), None).await?, payment))
    }
}

/// Records a payment of the balance; issues a draft first. Paying what is paid changes nothing.
pub struct MarkPaid {
    /// Which.
    pub id: InvoiceId,
    /// How it was paid, as far as the client says. An amount is not taken: it is the balance.
    pub payment: Option<NewPayment>,
}

impl UseCase for MarkPaid {
    type Output = Shown;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let mut invoice = claim(work, self.id).await?;
        let payment = self.payment.clone().unwrap_or_default();
        mark_paid(work, &mut invoice, payment).await?;
        Shown::of(work, invoice.into_invoice(), None).await
    }
}

/// Records a payment of the balance, within the use case's transaction; issues a draft first.
pub(super) async fn mark_paid(
    work: &mut Work,
    invoice: &mut Claimed,
    payment: NewPayment,
) -> Result<()> {
    let step = decide(work, invoice, Action::MarkPaid).await?;
    if step == Step::IssueFirst {
        issue(work, invoice).await?;
    }
    if step != Step::Nothing && invoice.balance().due > Amount::ZERO {
        if payment.method == Some(Method::Credit) {
            let due = invoice.balance().due;
            Box::pin(pay_from_credit(work, invoice, &payment, Some(due))).await?;
        } else {
            pay(work, invoice, &NewPayment { amount: None, ..payment }).await?;
        }
    }
    Ok(())
}

/// Pays from what the customer has to its credit: as far as it reaches, unless an amount is wanted.
async fn pay_from_credit(
    work: &mut Work,
    invoice: &mut Claimed,
    wanted: &NewPayment,
    amount: Option<Amount>,
) -> Result<Payment> {
    let due = invoice.balance().due;
    if due <= Amount::ZERO {
        return Err(Refusal::NothingDue { document: invoice.title() }.into());
    }
    if amount.is_some_and(|amount| amount > due) {
        return Err(Refusal::Overpayment { balance: invoice.worded(due) }.into());
    }
    let date = not_after_today(work, wanted.date).await?;
    let credit = from_credit::claim(work, invoice, amount.unwrap_or(due)).await?;
    let amount = amount.unwrap_or(credit.amount);
    credit.check(invoice, amount)?;
    credit.check_date(date)?;
    let received = Received {
        amount,
        method: Method::Credit,
        reference: wanted.reference.clone(),
        notes: wanted.notes.clone(),
    };
    let payment = record(work, invoice, received, date, false).await?;
    credit.pay(work, &payment).await?;
    Ok(payment)
}

async fn pay(work: &mut Work, invoice: &mut Claimed, wanted: &NewPayment) -> Result<Payment> {
    if wanted.method == Some(Method::Credit) {
        let amount = wanted.amount.map(|amount| above_zero(amount, invoice)).transpose()?;
        return Box::pin(pay_from_credit(work, invoice, wanted, amount)).await;
    }
    let due = invoice.balance().due;
    let amount = match wanted.amount {
        None if due <= Amount::ZERO => {
            return Err(Refusal::NothingDue { document: invoice.title() }.into());
        }
        None => due,
        Some(amount) => above_zero(amount, invoice)?,
    };
    if amount > due && !work.account().await?.allow_overpayment {
        let balance = invoice.worded(due.max(Amount::ZERO));
        return Err(Refusal::Overpayment { balance }.into());
    }
    let received = Received {
        amount,
        method: wanted.method.unwrap_or(Method::Other),
        reference: wanted.reference.clone(),
        notes: wanted.notes.clone(),
    };
    let date = not_after_today(work, wanted.date).await?;
    record(work, invoice, received, date, false).await
}

/// The day on which money came or went: today if none is said, and not one that is still to come.
async fn not_after_today(work: &mut Work, date: Option<Date>) -> Result<Date> {
    let today = work.today().await?;
    match date {
        Some(date) if date > today => {
            let message =
                format!("must not be after today, {today}: record the money when it is there");
            Err(Error::fault("/date", "out_of_range", message))
        }
        date => Ok(date.unwrap_or(today)),
    }
}

/// Money that is there, whatever is due.
pub(crate) struct Received {
    pub(crate) amount: Amount,
    pub(crate) method: Method,
    pub(crate) reference: Option<String>,
    pub(crate) notes: Option<String>,
}

/// Records money that came in by itself, today, also where it is more than is due: then it shows as credit.
pub(crate) async fn receive(
    work: &mut Work,
    invoice: &mut Claimed,
    received: Received,
) -> Result<Payment> {
    decide(work, invoice, Action::Pay).await?;
    let today = work.today().await?;
    record(work, invoice, received, today, true).await
}

async fn record(
    work: &mut Work,
    invoice: &mut Claimed,
    received: Received,
    date: Date,
    online: bool,
) -> Result<Payment> {
    let amount = received.amount;
    if invoice.paid_with(amount).is_none() {
        let message = "makes the payments more than 15 digits before the point";
        return Err(Error::fault("/amount", "too_large", message));
    }
    let payment = Payment {
        id: work.fresh_id(),
        invoice_id: invoice.id,
        amount,
        method: received.method,
        reference: received.reference,
        notes: received.notes,
        date,
        created_at: work.now,
        reversed_at: None,
        refunds: vec![],
        uses: vec![],
    };
    payments::insert(&mut work.tx, &payment, work.caller.account_id).await?;
    invoice.payments.push(payment.clone());
    invoice.payment_failed_at = None;
    let facts = json!({
        "payment_id": payment.id.to_string(),
        "amount": figure(invoice, amount),
        "method": payment.method.word(),
        "reference": payment.reference,
        "date": payment.date.to_string(),
        "content": content::text_of(&content::of_payment(&payment)),
    });
    save(work, invoice, EventType::PaymentRecorded, &facts).await?;
    mail::post_receipt(work, invoice, &payment, online).await?;
    Ok(payment)
}

/// Takes a payment back: the record stays, the balance is restored.
pub struct ReversePayment {
    /// Of which invoice, where the client names it.
    pub invoice_id: Option<InvoiceId>,
    /// Which payment.
    pub payment_id: PaymentId,
}

impl UseCase for ReversePayment {
    type Output = Shown;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let (mut invoice, index) = load_payment(work, self.invoice_id, self.payment_id).await?;
        decide(work, &invoice, Action::ReversePayment).await?;
        let refunded = invoice.payments[index].refunded();
        if refunded > Amount::ZERO {
            let paid = invoice.worded(refunded);
            let document =
                format!("the payment was refunded in part ({paid}); {}", invoice.title());
            return Err(Refusal::HasPayments { document, paid }.into());
        }
        let used = invoice.payments[index].used();
        if used > Amount::ZERO {
            let paid = invoice.worded(used);
            let document = format!(
                "the payment's credit pays another invoice ({paid}): remove that payment first; {}",
                invoice.title()
            );
            return Err(Refusal::HasPayments { document, paid }.into());
        }
        let account_id = work.caller.account_id;
        if invoice.payments[index].method == Method::Credit {
            let payment = invoice.payments[index].clone();
            Box::pin(from_credit::release(work, &payment)).await?;
        }
        let reversed = payments::reverse(&mut work.tx, account_id, self.payment_id, work.now);
        or_conflict(reversed.await?)?;
        invoice.payments[index].reversed_at = Some(work.now);
        let data = json!({
            "payment_id": self.payment_id.to_string(),
            "amount": figure(&invoice, invoice.payments[index].amount),
        });
        save(work, &mut invoice, EventType::PaymentReversed, &data).await?;
        Shown::of(work, invoice.into_invoice(), None).await
    }
}

/// Gives money back.
pub struct RefundPayment {
    /// Of which invoice, where the client names it.
    pub invoice_id: Option<InvoiceId>,
    /// From which payment.
    pub payment_id: PaymentId,
    /// How much and why.
    pub refund: NewRefund,
}

impl UseCase for RefundPayment {
    type Output = (Shown, Payment);

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<(Shown, Payment)> {
        let (mut invoice, index) = load_payment(work, self.invoice_id, self.payment_id).await?;
        refund(work, &mut invoice, index, &self.refund).await?;
        let payment = invoice.payments[index].clone();
        Ok((Shown::of(work, invoice.into_invoice(), None).await?, payment))
    }
}

/// Gives money back from the payment at `index`, within the use case's transaction.
pub(super) async fn refund(
    work: &mut Work,
    invoice: &mut Claimed,
    index: usize,
    wanted: &NewRefund,
) -> Result<()> {
    decide(work, invoice, Action::Refund).await?;
    let payment = &invoice.payments[index];
    let payment_id = payment.id;
    let left = payment.left();
    let amount = match wanted.amount {
        None => left,
        Some(amount) => above_zero(amount, invoice)?,
    };
    if amount > left || amount <= Amount::ZERO {
        return Err(Refusal::RefundAbovePayment { left: invoice.worded(left) }.into());
    }
    let given_on = not_after_today(work, wanted.date).await?;
    let refund = Refund {
        id: work.fresh_id::<RefundId>(),
        payment_id,
        amount,
        reason: wanted.reason.unwrap_or(RefundReason::Other),
        notes: wanted.notes.clone(),
        date: given_on,
        created_at: work.now,
    };
    payments::insert_refund(&mut work.tx, work.caller.account_id, &refund).await?;
    let data = json!({
        "payment_id": payment_id.to_string(),
        "refund_id": refund.id.to_string(),
        "amount": figure(invoice, amount),
        "reason": refund.reason.word(),
        "date": refund.date.to_string(),
        "content": content::text_of(&content::of_refund(&refund)),
    });
    invoice.payments[index].refunds.push(refund);
    save(work, invoice, EventType::PaymentRefunded, &data).await
}

/// One payment with its refunds; a reversed one too.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such payment.
pub fn payment<'a>(
    app: &'a App,
    caller: &'a Caller,
    id: PaymentId,
) -> Boxed<'a, (Invoice, Payment)> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let found = payments::load(&mut reader, caller.account_id, id).await?;
        let payment = found.ok_or(Error::NotFound(What::Payment))?;
        let invoice =
            net30_store::invoice::load(&mut reader, caller.account_id, payment.invoice_id)
                .await?
                .ok_or(Error::NotFound(What::Payment))?;
        Ok((invoice, payment))
    })
}

/// The invoice of a payment, and where the payment stands in it.
async fn load_payment(
    work: &mut Work,
    invoice_id: Option<InvoiceId>,
    payment_id: PaymentId,
) -> Result<(Claimed, usize)> {
    let invoice_id = if let Some(id) = invoice_id {
        id
    } else {
        let found = payments::load(&mut work.tx, work.caller.account_id, payment_id).await?;
        found.ok_or(Error::NotFound(What::Payment))?.invoice_id
    };
    let invoice = claim(work, invoice_id).await?;
    let is_it = |payment: &Payment| payment.id == payment_id && payment.reversed_at.is_none();
    let index = invoice.payments.iter().position(is_it).ok_or(Error::NotFound(What::Payment))?;
    Ok((invoice, index))
}

fn above_zero(amount: Decimal, invoice: &Invoice) -> Result<Amount> {
    let amount = Amount::from_decimal(amount, invoice.content.currency)
        .map_err(|error| Error::fault("/amount", error.code(), error.to_string()))?;
    if amount > Amount::ZERO {
        Ok(amount)
    } else {
        Err(Error::fault("/amount", "out_of_range", "must be above 0"))
    }
}

fn figure(invoice: &Invoice, amount: Amount) -> String {
    amount.to_decimal(invoice.content.currency).to_string()
}
