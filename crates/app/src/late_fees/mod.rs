//! Late fees: what an account charges for being paid late, and what it charged. Off unless the account says so.

mod charge;
mod round;

pub use net30_domain::late_fee::{Every, LateFees, Place, Terms};
pub use net30_store::late_fee::Charged;

use crate::work::boxed;
use crate::{
    App, Boxed, Caller, Error, Result, UseCase, What, Work, error::faultless, invoices,
    work::or_conflict,
};
use jiff::civil::Time;
use net30_domain::{
    Decimal,
    check::check_tax,
    draft::TaxRef,
    event::EventType,
    fault::{Fault, Faults},
    id::InvoiceId,
    invoice::Invoice,
    key::Scope,
    money::Amount,
    placeholder,
    schedule::moment,
    tax::Rate,
};
use net30_store::{
    invoice, late_fee,
    setback::{self, Task},
    tax,
};
use serde_json::json;

/// The time of day at which fees are charged, where the account is.
const TIME: Time = Time::constant(7, 0, 0, 0);
/// What may stand between braces in the name of a fee.
const PLACEHOLDERS: [&str; 3] = ["number", "due_date", "amount_due"];

/// Says what the account charges. What becomes late from today on is reached.
pub struct Update {
    /// What it charges.
    pub terms: Terms,
}

impl UseCase for Update {
    type Output = LateFees;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<LateFees> {
        work.caller.needs(Scope::Admin)?;
        let account = work.account().await?;
        let before = late_fee::load(&mut work.tx, account.id).await?.unwrap_or_else(nothing);
        work.matches(before.revision)?;
        check(work, &self.terms).await?;
        if before.terms == self.terms {
            return Ok(before);
        }
        let was_running = before.terms.enabled && before.terms.grace_days == self.terms.grace_days;
        let today = work.today().await?;
        let next = match before.next {
            Some(next) if was_running => Some(next),
            _ => moment(today, TIME, &account.time_zone).map(|at| (today, at)),
        };
        let after = LateFees {
            terms: self.terms.clone(),
            next: next.filter(|_| self.terms.enabled),
            last_error: None,
            revision: before.revision + 1,
            updated_at: Some(work.now),
        };
        if !after.terms.enabled {
            late_fee::stop_all(&mut work.tx, account.id).await?;
        }
        or_conflict(late_fee::save(&mut work.tx, account.id, &after, work.now).await?)?;
        setback::hasten(&mut work.tx, Task::LateFee, account.id, work.now).await?;
        let data = json!({"changed": ["late_fees"], "late_fees_enabled": after.terms.enabled});
        work.record(EventType::SettingsUpdated, account.id.0, &data);
        Ok(after)
    }
}

/// What the caller's account charges.
///
/// # Errors
/// Those of the database.
pub fn get<'a>(app: &'a App, caller: &'a Caller) -> Boxed<'a, LateFees> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        Ok(late_fee::load(&mut reader, caller.account_id).await?.unwrap_or_else(nothing))
    })
}

/// What was charged for an invoice, with the invoice.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such invoice.
pub fn of_invoice<'a>(
    app: &'a App,
    caller: &'a Caller,
    id: InvoiceId,
) -> Boxed<'a, (Invoice, Vec<Charged>)> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let found = invoice::load(&mut reader, caller.account_id, id).await?;
        let found = found.filter(|invoice| caller.sees(invoice));
        let found = found.ok_or(Error::NotFound(What::Invoice))?;
        let mut charged = late_fee::of_invoice(&mut reader, caller.account_id, id).await?;
        charged.retain(|fee| fee.amount > Amount::ZERO);
        Ok((found, charged))
    })
}

/// Moves what is to come to the account's new time zone.
pub(crate) async fn time_zone_changed(work: &mut Work) -> Result<()> {
    let account = work.account().await?;
    let Some(fees) = late_fee::load(&mut work.tx, account.id).await? else { return Ok(()) };
    let Some((day, _)) = fees.next else { return Ok(()) };
    if let Some(at) = moment(day, TIME, &account.time_zone) {
        or_conflict(late_fee::move_on(&mut work.tx, account.id, &fees, (day, at)).await?)?;
    }
    Ok(())
}

fn nothing() -> LateFees {
    LateFees {
        terms: Terms::default(),
        next: None,
        last_error: None,
        revision: 0,
        updated_at: None,
    }
}

async fn check(work: &mut Work, terms: &Terms) -> Result<()> {
    let account = work.account().await?;
    let mut faults = Faults::new();
    let mut fault = |pointer: &str, code, message: String| {
        faults.push(Fault::new(pointer, code, message));
    };
    let value = terms.rate.value();
    if value < Decimal::ZERO || (terms.enabled && value.is_zero()) {
        fault("/value", "out_of_range", "must be above zero".to_owned());
    }
    match terms.rate {
        Rate::Percentage(value) if value > Decimal::ONE_HUNDRED => {
            fault("/value", "out_of_range", "must be at most 100 per cent".to_owned());
        }
        Rate::Percentage(_) => {}
        Rate::Amount(value) => {
            let currency = terms.currency.unwrap_or(account.defaults.currency);
            if let Err(error) = Amount::from_decimal(value, currency) {
                fault("/value", error.code(), error.to_string());
            }
        }
    }
    if terms.total_max.is_some_and(|max| max <= Decimal::ZERO) {
        fault("/max_total", "out_of_range", "must be above zero".to_owned());
    }
    for name in placeholder::names(terms.name.as_deref().unwrap_or_default()) {
        if !PLACEHOLDERS.contains(&name) {
            let known = PLACEHOLDERS.map(|name| format!("{{{name}}}")).join(", ");
            let message = format!("there is no placeholder {{{name}}}; there are {known}");
            fault("/name", "unknown_placeholder", message);
        }
    }
    for (index, wanted) in terms.taxes.iter().enumerate() {
        match wanted {
            TaxRef::Id(id) => {
                if tax::load(&mut work.tx, account.id, *id).await?.is_none() {
                    faults.push(invoices::not_found(format!("/taxes/{index}"), "tax", id.0));
                }
            }
            TaxRef::Inline(tax) => faults.extend(check_tax(tax, &format!("/taxes/{index}"))),
        }
    }
    faultless(faults)
}
