//! Money: received, given back, and taken back where it was recorded by mistake.

use super::{
    super::{
        Answer,
        act::{Again, Undone, act},
        dialog::Head,
        fields::Choice,
        form::{Shape, Written},
        number::Reading,
        page,
        shell::{Frame, Here, Writing},
        texts::Texts,
        visit::Visit,
    },
    head, loaded, method_words, own, path, refusal, refused,
};
use askama::Template;
use axum::response::Response;
use net30_app::{
    Error, What, customers,
    invoices::{RecordPayment, RefundPayment, ReversePayment, Shown},
};
use net30_domain::{
    action::Action,
    id::PaymentId,
    money::{Amount, Sum},
    payment::{Method, Payment, RefundReason},
};
use net30_http::problem::{Problem, Result};
use net30_native::forms;
use std::cmp::Ordering;

#[derive(Template)]
#[template(path = "app/pay.html")]
struct PayPage {
    p: Frame,
    d: Head,
    amount: String,
    /// What was understood of it.
    understood: String,
    due: String,
    /// What becomes of more than is due.
    beyond: String,
    currency: String,
    date: String,
    today: String,
    methods: Vec<Choice>,
    reference: String,
    notes: String,
    /// What the customer has to its credit, if anything.
    credit: Option<String>,
    listens: String,
}

#[derive(Template)]
#[template(path = "app/understood.html")]
struct Understood {
    text: String,
    /// The amount as it is written in the field.
    figure: String,
    is_fault: bool,
}

#[derive(Template)]
#[template(path = "app/refund.html")]
struct RefundPage {
    p: Frame,
    d: Head,
    words: String,
    amount: String,
    currency: String,
    date: String,
    today: String,
    reasons: Vec<Choice>,
    notes: String,
}

/// How amounts of a document are written, and read.
struct Money {
    writing: Writing,
    reading: Reading,
}

impl Money {
    fn of(visit: &Visit, shown: &Shown) -> Result<Self> {
        let writing = Writing::of(visit, visit.user()?);
        let reading = Reading::of_money(writing.formats(), shown.invoice.content.currency);
        Ok(Self { writing, reading })
    }

    fn worded(&self, shown: &Shown, amount: Amount) -> String {
        self.writing.formats().money(shown.invoice.content.currency).amount(amount)
    }

    fn figure(&self, shown: &Shown, amount: Amount) -> String {
        self.writing.formats().money(shown.invoice.content.currency).figure(amount)
    }

    fn written(&self, visit: &Visit) -> Written {
        let numbers = [("/amount", &self.reading)];
        visit.form.written(&Shape { numbers: &numbers, ..Shape::default() })
    }
}

/// What was understood of an amount, and what it leaves or brings beyond what is due.
fn understood(t: Texts, money: &Money, shown: &Shown, typed: &str) -> Understood {
    let plain = |text: String, is_fault| Understood { text, figure: String::new(), is_fault };
    if typed.trim().is_empty() {
        return plain(String::new(), false);
    }
    let currency = shown.invoice.content.currency;
    let amount = match money.reading.value(typed) {
        Ok(value) => Amount::from_decimal(value, currency).map_err(|_| t.fault_amount()),
        Err(unreadable) => Err(unreadable.said(t)),
    };
    let amount = match amount {
        Ok(amount) if amount > Amount::ZERO => amount,
        Ok(_) => return plain(t.amount_above_zero(), true),
        Err(text) => return plain(text, true),
    };
    let due = shown.invoice.balance().due;
    let own = money.worded(shown, amount);
    let apart = (Sum::from(due) - amount.into()).nearest();
    let text = match apart.cmp(&Amount::ZERO) {
        Ordering::Equal => t.understood_all(&own),
        Ordering::Greater => t.understood_part(&own, &money.worded(shown, apart)),
        Ordering::Less => t.understood_beyond(&own, &money.worded(shown, -apart)),
    };
    Understood { text, figure: money.figure(shown, amount), is_fault: false }
}

/// What scripts show beside the amount while it is typed.
pub(in super::super) fn listen(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let shown = loaded(visit).await?;
        let money = Money::of(visit, &shown)?;
        page::shown(&understood(visit.texts(), &money, &shown, visit.query.text("/amount")))
    })
}

async fn pay_dialog(visit: &Visit, shown: &Shown, again: Again) -> Result<Response> {
    let (t, form) = (visit.texts(), &visit.form);
    let (status, money) = (again.status, Money::of(visit, shown)?);
    let due = shown.invoice.balance().due;
    let is_first = !form.has("idempotency");
    let typed = |name: &str, first: String| {
        if is_first { first } else { form.exact(name).to_owned() }
    };
    let amount =
        typed("/amount", if due > Amount::ZERO { money.figure(shown, due) } else { String::new() });
    let today = shown.today.to_string();
    let account = &visit.place()?.account;
    let own_credit =
        customers::seen(visit.app(), &visit.caller()?, shown.customer.id).await?.credit;
    let currency = shown.invoice.content.currency;
    let credit = own_credit.iter().find(|(own, sum)| *own == currency && *sum > Sum::ZERO);
    let credit = credit.map(|(_, sum)| money.writing.formats().money(currency).sum(*sum));
    let chosen = typed("/method", Method::BankTransfer.word().to_owned());
    let offered =
        Method::ALL.iter().filter(|method| **method != Method::Credit || credit.is_some());
    let methods = offered.map(|method| Choice {
        value: method.word().to_owned(),
        text: method_words(t, *method),
        is_chosen: method.word() == chosen,
    });
    let worded_due = money.worded(shown, due.max(Amount::ZERO));
    let template = PayPage {
        p: Frame::of(visit, t.pay_title(), Here::Invoices),
        d: head(visit, shown, "pay", again)?,
        understood: understood(t, &money, shown, &amount).text,
        amount,
        beyond: if account.allow_overpayment {
            t.pay_beyond_kept()
        } else {
            t.pay_beyond_refused()
        },
        due: worded_due,
        currency: currency.code().to_owned(),
        date: typed("/date", today.clone()),
        today,
        methods: methods.collect(),
        reference: form.exact("/reference").to_owned(),
        notes: form.exact("/notes").to_owned(),
        credit,
        listens: format!("{}/pay/understood", own(visit, shown)?),
    };
    page::with_status(status, &template)
}

pub(in super::super) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let shown = loaded(visit).await?;
        match refusal(visit, &shown, Action::Pay)? {
            Some(refusal) => refused(visit, &shown, &refusal),
            None => pay_dialog(visit, &shown, Again::first()).await,
        }
    })
}

pub(in super::super) fn pay(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let shown = loaded(visit).await?;
        let written = Money::of(visit, &shown)?.written(visit);
        let to = path(visit, &shown)?;
        let done = match written.read_whole(forms::payment) {
            Ok(payment) => {
                let use_case = RecordPayment { invoice_id: shown.invoice.id, payment };
                act(visit, &use_case, |_| format!("{to}?said=paid")).await
            }
            Err(faults) => Err(Undone::Faults(faults)),
        };
        match done {
            Ok(response) => Ok(response),
            Err(undone) => {
                let again = Again::of(visit, visit.texts(), &written, undone)?;
                pay_dialog(visit, &shown, again).await
            }
        }
    })
}

/// The payment that the address names, of those that stand.
fn named<'a>(visit: &Visit, shown: &'a Shown) -> Result<&'a Payment> {
    let missing = || Problem::from(Error::NotFound(What::Payment));
    let id: PaymentId = visit.parameter("payment").parse().map_err(|_| missing())?;
    let mut standing = shown.invoice.payments.iter().filter(|own| own.reversed_at.is_none());
    standing.find(|own| own.id == id).ok_or_else(missing)
}

fn reason_words(t: Texts, reason: RefundReason) -> String {
    match reason {
        RefundReason::Duplicate => t.reason_duplicate(),
        RefundReason::CustomerRequest => t.reason_request(),
        RefundReason::Cancelled => t.reason_cancelled(),
        RefundReason::BillingError => t.reason_error(),
        RefundReason::Fraudulent => t.reason_fraud(),
        RefundReason::Other => t.reason_other(),
    }
}

fn refund_dialog(
    visit: &Visit,
    shown: &Shown,
    payment: &Payment,
    again: Again,
) -> Result<Response> {
    let (t, form) = (visit.texts(), &visit.form);
    let (status, money) = (again.status, Money::of(visit, shown)?);
    let is_first = !form.has("idempotency");
    let typed = |name: &str, first: String| {
        if is_first { first } else { form.exact(name).to_owned() }
    };
    let chosen = typed("/reason", RefundReason::CustomerRequest.word().to_owned());
    let reasons = RefundReason::ALL.map(|reason| Choice {
        value: reason.word().to_owned(),
        text: reason_words(t, reason),
        is_chosen: reason.word() == chosen,
    });
    let today = shown.today.to_string();
    let day = money.writing.formats().date(payment.date);
    let (amount, left) = (money.worded(shown, payment.amount), money.worded(shown, payment.left()));
    let template = RefundPage {
        p: Frame::of(visit, t.refund_title(), Here::Invoices),
        d: head(visit, shown, &format!("refund/{}", payment.id), again)?,
        words: t.refund_words(&amount, &day, &method_words(t, payment.method), &left),
        amount: typed("/amount", money.figure(shown, payment.left())),
        currency: shown.invoice.content.currency.code().to_owned(),
        date: typed("/date", today.clone()),
        today,
        reasons: reasons.into(),
        notes: form.exact("/notes").to_owned(),
    };
    page::with_status(status, &template)
}

pub(in super::super) fn show_refund(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let shown = loaded(visit).await?;
        let payment = named(visit, &shown)?;
        match refusal(visit, &shown, Action::Refund)? {
            Some(refusal) => refused(visit, &shown, &refusal),
            None => refund_dialog(visit, &shown, payment, Again::first()),
        }
    })
}

pub(in super::super) fn refund(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let shown = loaded(visit).await?;
        let payment = named(visit, &shown)?;
        let written = Money::of(visit, &shown)?.written(visit);
        let to = path(visit, &shown)?;
        let done = match written.read_whole(forms::refund) {
            Ok(refund) => {
                let invoice_id = Some(shown.invoice.id);
                let use_case = RefundPayment { invoice_id, payment_id: payment.id, refund };
                act(visit, &use_case, |_| format!("{to}?said=refunded")).await
            }
            Err(faults) => Err(Undone::Faults(faults)),
        };
        match done {
            Ok(response) => Ok(response),
            Err(undone) => {
                let again = Again::of(visit, visit.texts(), &written, undone)?;
                refund_dialog(visit, &shown, payment, again)
            }
        }
    })
}

#[derive(Template)]
#[template(path = "app/confirm.html")]
struct RemovePage {
    p: Frame,
    d: Head,
    words: Vec<String>,
    verb: String,
    is_final: bool,
}

fn remove_dialog(
    visit: &Visit,
    shown: &Shown,
    payment: &Payment,
    again: Again,
) -> Result<Response> {
    let (t, status) = (visit.texts(), again.status);
    let money = Money::of(visit, shown)?;
    let day = money.writing.formats().date(payment.date);
    let template = RemovePage {
        p: Frame::of(visit, t.remove_payment_title(), Here::Invoices),
        d: head(visit, shown, &format!("payments/{}/remove", payment.id), again)?,
        words: vec![
            t.remove_payment_words(&money.worded(shown, payment.amount), &day),
            t.remove_payment_stays(),
        ],
        verb: t.remove_payment(),
        is_final: true,
    };
    page::with_status(status, &template)
}

pub(in super::super) fn show_removal(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let shown = loaded(visit).await?;
        remove_dialog(visit, &shown, named(visit, &shown)?, Again::first())
    })
}

pub(in super::super) fn remove(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let shown = loaded(visit).await?;
        let payment = named(visit, &shown)?;
        let to = path(visit, &shown)?;
        let use_case =
            ReversePayment { invoice_id: Some(shown.invoice.id), payment_id: payment.id };
        match act(visit, &use_case, |_| format!("{to}?said=removed")).await {
            Ok(response) => Ok(response),
            Err(undone) => {
                let written = visit.form.written(&Shape::default());
                let again = Again::of(visit, visit.texts(), &written, undone)?;
                remove_dialog(visit, &shown, payment, again)
            }
        }
    })
}
