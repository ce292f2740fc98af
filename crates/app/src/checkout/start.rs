//! Pay was pressed: a session of Stripe's for what is due, the same one however often it is pressed.

use super::{
    PAGE_PATIENCE, close,
    make::{self, Made, Plan},
    system_call,
};
use crate::work::boxed;
use crate::{App, Boxed, Caller, Result, UseCase, Work, invoices, links, stripe};
use jiff::SignedDuration;
use net30_domain::{
    Decimal,
    id::InvoiceId,
    invoice::Invoice,
    money::{Amount, Currency},
};
use net30_gateways::stripe::Charge;
use net30_store::checkout::{self, Checkout, Reservation};

/// How long a session stays open. Stripe allows 24 hours, counted by its own clock.
const OPEN_FOR: SignedDuration = SignedDuration::from_hours(23);
/// A session is not handed out so shortly before it expires.
const LEFT_MIN: SignedDuration = SignedDuration::from_mins(5);
/// An attempt that has no session by then never gets one: whoever made it has died.
pub(super) const RESERVED_MAX: SignedDuration = SignedDuration::from_mins(10);
/// When Stripe is asked first.
const FIRST_CHECK: SignedDuration = SignedDuration::from_secs(10);
/// How often a start is gone through again after it met another.
const ROUNDS_MAX: u32 = 6;

/// What becomes of pressing Pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Started {
    /// The browser is to go there.
    GoTo(String),
    /// It cannot be paid online now.
    Hindered(Hindrance),
}

/// Why nothing can be paid online now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// Stripe does not answer, or refuses.
    Unavailable,
    /// The amount is none, or not one that may be paid.
    Amount,
    /// Nothing is due, or the document asks for nothing.
    NothingDue,
    /// A payment is under way already.
    Processing,
}

/// Starts paying the document behind a public link: the whole balance, or a part of it where the account allows that.
///
/// # Errors
/// [`crate::Error::NotFound`] if no issued document has this token.
pub fn start<'a>(app: &'a App, token: &'a str, wanted: Option<Decimal>) -> Boxed<'a, Started> {
    Box::pin(async move {
        let (caller, shown) = links::open(app, token).await?;
        let starting = rounds(app, &caller, shown.invoice.id, wanted);
        match tokio::time::timeout(PAGE_PATIENCE, starting).await {
            Ok(started) => started,
            // What was reserved is found again when Pay is pressed next.
            Err(_) => Ok(Started::Hindered(Hindrance::Unavailable)),
        }
    })
}

async fn rounds(
    app: &App,
    caller: &Caller,
    id: InvoiceId,
    wanted: Option<Decimal>,
) -> Result<Started> {
    for _ in 0..ROUNDS_MAX {
        match app.run(&system_call(caller), &Reserve { id, wanted }).await? {
            Reserved::Hindered(hindrance) => return Ok(Started::Hindered(hindrance)),
            Reserved::Ready(url) => return Ok(Started::GoTo(url)),
            Reserved::Make(plan) => match make::make(app, caller, &plan).await? {
                Made::GoTo(url) => return Ok(Started::GoTo(url)),
                Made::Hindered => return Ok(Started::Hindered(Hindrance::Unavailable)),
                Made::Overtaken => {}
            },
            Reserved::InTheWay(other) => {
                if !close::close(app, caller, &other).await? {
                    return Ok(Started::Hindered(Hindrance::Unavailable));
                }
            }
        }
    }
    Ok(Started::Hindered(Hindrance::Unavailable))
}

/// Finds the attempt for what is to be paid, or reserves one.
struct Reserve {
    id: InvoiceId,
    wanted: Option<Decimal>,
}

enum Reserved {
    Hindered(Hindrance),
    Ready(String),
    Make(Box<Plan>),
    InTheWay(Box<Checkout>),
}

impl UseCase for Reserve {
    type Output = Reserved;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Reserved> {
        let invoice = invoices::claim(work, self.id).await?;
        let Some(due) = stripe::payable(&invoice) else {
            return Ok(Reserved::Hindered(Hindrance::NothingDue));
        };
        let currency = invoice.content.currency;
        let account = work.account().await?;
        if account.suspended_at.is_some() {
            return Ok(Reserved::Hindered(Hindrance::Unavailable));
        }
        let partial = account.allow_partial_payment;
        let Some(amount) = amount_of(self.wanted, due, currency, partial) else {
            return Ok(Reserved::Hindered(Hindrance::Amount));
        };
        let Some(charge) = Charge::of(amount, currency) else {
            return Ok(Reserved::Hindered(Hindrance::Amount));
        };
        let app = work.app.clone();
        let Some(credentials) = stripe::credentials(&app, &mut work.tx, invoice.account_id).await?
        else {
            return Ok(Reserved::Hindered(Hindrance::Unavailable));
        };
        let live = checkout::live(&mut work.tx, invoice.account_id, self.id).await?;
        let reserved = match live {
            Some(live) => match use_of(&live, amount, due, work) {
                Use::None(found) => return Ok(found),
                Use::Again => live,
            },
            None => reserve(work, &invoice, charge, amount, due).await?,
        };
        let key = credentials.key;
        let invoice = invoice.into_invoice();
        Ok(Reserved::Make(Box::new(Plan { checkout: reserved, invoice, charge, key })))
    }
}

/// What the live attempt is good for.
enum Use {
    /// It is to be made: nobody has its session yet.
    Again,
    None(Reserved),
}

fn use_of(live: &Checkout, amount: Amount, due: Amount, work: &Work) -> Use {
    let is_same = live.amount == amount && live.due == due;
    Use::None(match (&live.session_id, &live.url) {
        (Some(_), None) => Reserved::Hindered(Hindrance::Processing),
        (Some(_), Some(url)) if is_same && live.expires_at > work.now + LEFT_MIN => {
            Reserved::Ready(url.clone())
        }
        (None, _) if is_same && live.created_at > work.now - RESERVED_MAX => return Use::Again,
        _ => Reserved::InTheWay(Box::new(live.clone())),
    })
}

async fn reserve(
    work: &mut Work,
    invoice: &Invoice,
    charge: Charge,
    amount: Amount,
    due: Amount,
) -> Result<Checkout> {
    let new = Reservation {
        id: work.fresh_id(),
        account_id: invoice.account_id,
        invoice_id: invoice.id,
        currency: invoice.content.currency,
        amount,
        due,
        charged_units: charge.units(),
        check_at: work.now + FIRST_CHECK,
        created_at: work.now,
        expires_at: work.now + OPEN_FOR,
    };
    checkout::reserve(&mut work.tx, &new).await?;
    let kept = checkout::load(&mut work.tx, invoice.account_id, new.id).await?;
    kept.ok_or_else(|| crate::Error::broken("an attempt that was reserved is gone"))
}

/// What is paid: the balance, or what the customer wants to pay of it.
fn amount_of(
    wanted: Option<Decimal>,
    due: Amount,
    currency: Currency,
    partial: bool,
) -> Option<Amount> {
    let Some(wanted) = wanted else { return Some(due) };
    let amount = Amount::from_decimal(wanted, currency).ok()?;
    let is_allowed = amount == due || (partial && amount > Amount::ZERO && amount < due);
    is_allowed.then_some(amount)
}

#[cfg(test)]
mod tests {
    use super::amount_of;
    use net30_domain::money::{Amount, Currency};

    #[test]
    fn a_part_is_paid_only_where_that_is_allowed() {
        let dollar = Currency::parse("USD").unwrap();
        for (wanted, partial, expected) in [
            (None, false, Some(1000)),
            (Some("10.00"), false, Some(1000)),
            (Some("9.99"), false, None),
            (Some("9.99"), true, Some(999)),
            (Some("10.01"), true, None),
            (Some("0"), true, None),
            (Some("-1"), true, None),
            (Some("0.001"), true, None),
        ] {
            let decimal = wanted.map(|text| text.parse().unwrap());
            let amount = amount_of(decimal, Amount(1000), dollar, partial);
            assert_eq!(amount.map(|amount| amount.0), expected, "{wanted:?} {partial}");
        }
    }
}
