//! From a recurring invoice to its JSON.

use super::{
    read::WEEKDAYS,
    wire::{self, NumberOrLast, PatternBody, PatternItem, PatternTax, RecurringBody, ScheduleBody},
};
use crate::{
    invoices::write::{adjustments, deliver_to, item_references, payment_means, references, texts},
    wire::Metadata,
    write::{rate, tax},
};
use jiff::civil::Weekday;
use net30_app::{
    Field,
    invoices::{LineDraft, TaxRef},
};
use net30_domain::{
    recurring::{Pattern, Recurring},
    schedule::{Nth, On, Schedule},
};
use net30_http::number::Number;

/// How many dates are shown ahead.
const PREVIEW: usize = 6;

/// A recurring invoice.
pub(crate) fn recurring(recurring: &Recurring) -> wire::Recurring {
    wire::Recurring {
        id: recurring.id.0,
        status: recurring.status.word(),
        fields: body(recurring),
        next_run_on: recurring.next.map(|next| next.date),
        next_run_at: recurring.next.map(|next| next.at),
        last_run_on: recurring.last_run_on,
        last_run_at: recurring.last_run_at,
        runs: recurring.runs,
        failures: recurring.failures,
        last_error: recurring.last_error.clone(),
        preview: recurring.preview(PREVIEW),
        revision: recurring.revision,
        created_at: recurring.created_at,
        updated_at: recurring.updated_at,
    }
}

/// What a client would write to make this recurring invoice.
pub(crate) fn body(recurring: &Recurring) -> RecurringBody {
    RecurringBody {
        name: recurring.name.clone(),
        invoice: pattern(&recurring.pattern),
        schedule: schedule(&recurring.schedule),
        mode: recurring.mode.word(),
        catch_up: recurring.catch_up.word(),
        billing: recurring.billing.word(),
        set_service_period: recurring.set_service_period,
    }
}

fn schedule(schedule: &Schedule) -> ScheduleBody {
    let word = |weekday: Weekday| {
        WEEKDAYS.into_iter().find(|(_, known)| *known == weekday).map(|(word, _)| word)
    };
    let number = |nth| match nth {
        Nth::Of(number) => NumberOrLast::Number(number),
        Nth::Last => NumberOrLast::Last("last"),
    };
    let (weekday, nth, day) = match schedule.on {
        On::Start => (None, None, None),
        On::Weekday(weekday) => (word(weekday), None, None),
        On::Day(day) => (None, None, Some(NumberOrLast::Number(day))),
        On::LastDay => (None, None, Some(NumberOrLast::Last("last"))),
        On::Nth(nth, weekday) => (word(weekday), Some(number(nth)), None),
    };
    ScheduleBody {
        every: schedule.every,
        unit: schedule.unit.word(),
        weekday,
        nth,
        day,
        time: schedule.time.strftime("%H:%M").to_string(),
        start_date: schedule.start,
        end_date: schedule.end,
        count: schedule.count,
    }
}

fn pattern(pattern: &Pattern) -> PatternBody {
    let body = &pattern.body;
    PatternBody {
        customer_id: Some(pattern.customer_id.0),
        customer: None,
        currency: body.currency.map(|currency| currency.code().to_owned()),
        lang: body.language.map(|language| language.code().to_owned()),
        slug: body.presentation.slug.clone(),
        texts: texts(&body.texts).into(),
        notes: field(&body.notes),
        terms: field(&body.terms),
        payment_terms: field(&body.payment_terms),
        payment_days: body.payment_days.clone().value(),
        payment_means: payment_means(&body.payment_means),
        deliver_to: deliver_to(body.deliver_to.as_deref()),
        references: references(&body.references).into(),
        adjustments: adjustments(&body.adjustments).into(),
        taxes: taxes(body.taxes.as_deref()),
        tax_included: body.tax_included,
        template_id: body.template_id.map(|id| id.0),
        tags: body.presentation.tags.clone(),
        is_retainer: body.presentation.is_retainer,
        ship_to: body.presentation.ship_to,
        round_to: body.adjustments.round_to.map(Number),
        metadata: Metadata::of(body.metadata.as_ref()),
        items: body.lines.iter().map(item).collect(),
    }
}

fn item(line: &LineDraft) -> PatternItem {
    let discount = line.discount.as_ref();
    let discount_rate = discount.map(|discount| rate(discount.rate));
    PatternItem {
        product_id: line.product_id.map(|id| id.0),
        name: line.name.clone(),
        description: line.description.as_deref().map(str::to_owned),
        url: line.url.clone(),
        quantity: line.quantity.map(Number),
        unit: line.unit.clone(),
        unit_price: line.unit_price.map(Number),
        base_quantity: line.base_quantity.map(Number),
        flat_fee: line.flat_fee.map(Number),
        discount_type: discount_rate.map(|(kind, _)| kind),
        discount_value: discount_rate.map(|(_, value)| value),
        discount_name: discount.and_then(|discount| discount.name.clone()),
        discount_code: discount.and_then(|discount| discount.code.clone()),
        taxes: taxes(line.taxes.as_deref()),
        references: item_references(&line.item).into(),
        display_order: line.display_order,
    }
}

/// Left out, `null`, or a value.
#[expect(clippy::option_option, reason = "a field that is null differs from one that is left out")]
fn field<T: ToString>(field: &Field<T>) -> Option<Option<String>> {
    match field {
        Field::Absent => None,
        Field::Null => Some(None),
        Field::Value(text) => Some(Some(text.to_string())),
    }
}

/// Taxes, each by its id or spelt out.
pub(crate) fn taxes(taxes: Option<&[TaxRef]>) -> Option<Vec<PatternTax>> {
    let worded = |wanted: &TaxRef| match wanted {
        TaxRef::Id(id) => PatternTax::Id { id: id.0 },
        TaxRef::Inline(spelt_out) => PatternTax::Inline(tax(spelt_out)),
    };
    Some(taxes?.iter().map(worded).collect())
}
