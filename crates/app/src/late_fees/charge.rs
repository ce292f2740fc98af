//! One fee: for a period of an invoice, once.

use super::PLACEHOLDERS;
use crate::work::boxed;
use crate::{
    Error, Result, UseCase, Work,
    invoices::{
        self, Claimed, CustomerRef, InvoiceDraft, LineDraft, TaxRef, draft_with, issue_new,
        keep_new, resolve,
    },
};
use net30_domain::{
    Date, Decimal,
    account::EinvoiceProfile,
    check::totals_of,
    document::{Content, Line, References},
    draft::DraftBody,
    event::EventType,
    id::InvoiceId,
    invoice::Invoice,
    late_fee::{Place, Terms},
    money::{Amount, Sum},
    placeholder,
    stage::StageKind,
    standing::Position,
    tax::{Category, Rate, Tax},
};
use net30_store::late_fee::{self, Charged};
use net30_words::{Formats, Locale, Phrase, Word, Words};
use serde_json::json;

/// Charges for a period of an invoice; false if that was done before, or nothing is due any more.
pub(super) struct Charge {
    pub(super) invoice_id: InvoiceId,
    pub(super) period: i32,
}

impl UseCase for Charge {
    type Output = bool;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<bool> {
        let account = work.account().await?;
        let fees = late_fee::load(&mut work.tx, account.id).await?;
        let Some(terms) = fees.map(|fees| fees.terms).filter(|terms| terms.enabled) else {
            return Ok(false);
        };
        let found = invoices::find_and_claim(work, self.invoice_id).await?;
        let is_open = |invoice: &Claimed| {
            matches!(invoice.position(), Position::Due { .. })
                && invoice.deleted_at.is_none()
                && invoice.document.asks_for_money()
        };
        let open = found.filter(is_open);
        let day = open.as_ref().and_then(|open| terms.day_of(open.content.due_date?, self.period));
        let (Some(invoice), Some(day)) = (open, day) else {
            late_fee::stop(&mut work.tx, account.id, self.invoice_id).await?;
            return Ok(false);
        };
        if day > work.today().await? {
            // The terms have become milder since it failed: the account's own turn finds it again.
            return Ok(false);
        }
        let before = late_fee::of_invoice(&mut work.tx, account.id, invoice.id).await?;
        let so_far: Sum = before.iter().map(|charged| charged.amount).sum();
        let currency = invoice.content.currency;
        let due = invoice.balance().due;
        let fee = terms.fee(due, so_far, currency, account.defaults.currency);
        let mut charged = Charged {
            invoice_id: invoice.id,
            period: self.period,
            day,
            amount: fee.unwrap_or(Amount::ZERO),
            fee_invoice_id: None,
            charged_at: work.now,
        };
        let next = invoice.content.due_date.and_then(|due| terms.day_of(due, self.period + 1));
        // Another server that is as far as this waits here, and then finds it charged.
        if !late_fee::take(&mut work.tx, account.id, &charged, next.filter(|_| fee.is_some()))
            .await?
        {
            return Ok(false);
        }
        if let Some(fee) = fee {
            let document = write_down(work, &terms, &invoice, fee).await?;
            charged.fee_invoice_id = Some(document.id);
            late_fee::set_document(&mut work.tx, &charged).await?;
            let data = json!({
                "amount": fee.to_decimal(currency).to_string(),
                "currency": currency.code(),
                "period": self.period,
                "date": day.to_string(),
                "document_id": document.id.to_string(),
                "number": document.number(),
            });
            work.record(EventType::InvoiceLateFeeCharged, invoice.id.0, &data);
        }
        Ok(true)
    }
}

/// Writes a fee down where the terms say, and returns that document.
async fn write_down(
    work: &mut Work,
    terms: &Terms,
    late: &Invoice,
    fee: Amount,
) -> Result<Box<Invoice>> {
    let content = &late.content;
    let account = work.account().await?;
    let locale = Locale::of(content.language, account.seller.address.country);
    // An electronic invoice says of every line how it is taxed: a compensation is not.
    let is_silent = terms.taxes.is_empty() && account.einvoice_profile != EinvoiceProfile::None;
    let taxes = if is_silent { vec![TaxRef::Inline(untaxed(locale))] } else { terms.taxes.clone() };
    let line = LineDraft {
        name: Some(name_of(terms, late, locale)),
        quantity: Some(Decimal::ONE),
        unit_price: Some(fee.to_decimal(content.currency)),
        taxes: Some(taxes),
        ..LineDraft::default()
    };
    let body = DraftBody {
        currency: Some(content.currency),
        language: Some(content.language),
        // The buyer's own: some take no invoice without.
        references: References {
            buyer_reference: content.references.buyer_reference.clone(),
            purchase_order: content.references.purchase_order.clone(),
            ..References::default()
        },
        taxes: Some(vec![]),
        tax_included: Some(false),
        metadata: Some(json!({"late_fee_for": late.id.to_string()}).to_string()),
        lines: vec![line],
        ..DraftBody::default()
    };
    let draft = InvoiceDraft {
        issue_date: Some(work.today().await?),
        ..InvoiceDraft::of(CustomerRef::Id(content.customer_id), body)
    };
    // As a change of the late invoice, whose customer may be archived by now.
    let resolved = Box::pin(resolve(work, &draft, Some(late))).await?;
    if terms.place == Place::DraftLine {
        let line = resolved.content.lines.first().cloned();
        let line = line.ok_or_else(|| Error::broken("a fee has no line"))?;
        if let Some(added) = add_to_draft(work, terms, late, line).await? {
            return Ok(added);
        }
    }
    let content = Content { buyer: Some(resolved.customer.as_buyer()), ..resolved.content };
    let made = draft_with(work, content, resolved.totals);
    let data = json!({"late_fee_for": late.id.to_string()});
    let made = if terms.place == Place::Issued {
        issue_new(work, made, &resolved.customer, &data).await?
    } else {
        keep_new(work, made, &data).await?
    };
    Ok(made.into_invoice())
}

/// Adds a line to the customer's newest draft in the currency, in that draft's language; none if there is no such draft.
async fn add_to_draft(
    work: &mut Work,
    terms: &Terms,
    late: &Invoice,
    mut line: Line,
) -> Result<Option<Box<Invoice>>> {
    let account_id = work.caller.account_id;
    let (customer, currency) = (late.content.customer_id, late.content.currency);
    let found = late_fee::newest_draft(&mut work.tx, account_id, customer, currency).await?;
    let Some(id) = found else { return Ok(None) };
    let found = invoices::find_and_claim(work, id).await?;
    // Issued or deleted by now: there was none then.
    let is_draft = |found: &Claimed| found.stage_kind() == StageKind::Draft;
    let Some(mut draft) = found.filter(is_draft) else { return Ok(None) };
    let country = work.account().await?.seller.address.country;
    let locale = Locale::of(draft.content.language, country);
    line.name = Some(name_of(terms, late, locale));
    if line.taxes.is_empty() && !draft.content.taxes.is_empty() {
        line.taxes = vec![untaxed(locale)];
    }
    draft.content.lines.push(line);
    match totals_of(&draft.content) {
        Ok(totals) => draft.totals = totals,
        // A draft that has all the lines it may have, or cannot be calculated with one more.
        Err(_) => return Ok(None),
    }
    let changes = invoices::changes(draft.before(), &draft);
    invoices::save(work, &mut draft, EventType::InvoiceUpdated, &changes).await?;
    Ok(Some(draft.into_invoice()))
}

/// The tax of what is not taxed, on a line of a document that has taxes.
fn untaxed(locale: Locale) -> Tax {
    Tax {
        id: None,
        name: String::new(),
        rate: Rate::Percentage(Decimal::ZERO),
        category: Category::OutOfScope,
        exemption_reason: Some(Words::of(locale).get(Word::LateFeeExemption)),
        compound: false,
    }
}

fn name_of(terms: &Terms, late: &Invoice, locale: Locale) -> String {
    let content = &late.content;
    let formats = Formats::of(locale);
    let number = late.number().unwrap_or_default().to_owned();
    let due_date = content.due_date.map(|due: Date| formats.date(due)).unwrap_or_default();
    let [number_key, due_key, amount_key] = PLACEHOLDERS;
    match &terms.name {
        None => Words::of(locale).say(&Phrase::LateFee { number: &number, date: &due_date }),
        Some(name) => placeholder::filled(name, |key| {
            if key == number_key {
                Some(number.clone())
            } else if key == due_key {
                Some(due_date.clone())
            } else if key == amount_key {
                Some(formats.money(content.currency).amount(late.balance().due))
            } else {
                None
            }
        }),
    }
}
