//! From a report to its JSON.

use super::wire;
use crate::{status, wire::RateType};
use net30_app::reports::{
    Aging, AgingFigures, Basis, Converted, Figures, GroupKey, Grouping, InCurrency, RateFault,
    Rates, ReportFilter, Revenue, RevenueFigures, StandingFigures, Summary, SummaryFigures,
    TaxFigures, TaxReport, converted,
};
use net30_domain::{
    money::{Currency, Sum},
    receivable::Age,
    tax::Rate,
};
use net30_http::{
    number::Number,
    problem::{Problem, Result},
};

fn number(sum: Sum, currency: Currency) -> Number {
    Number(sum.to_decimal(currency))
}

/// The figures of all currencies in one, if rates were given.
fn in_one<T: Figures + Clone>(
    own: Currency,
    totals: &[InCurrency<T>],
    rates: Option<&Rates>,
) -> Result<Option<Converted<T>>> {
    let Some(rates) = rates else { return Ok(None) };
    match converted(own, totals, rates) {
        Ok(converted) => Ok(Some(converted)),
        Err(RateFault::Missing(currency)) => {
            let message = format!("has no rate of {currency} that its amounts can be converted at");
            Err(Problem::parameter("rates", "missing_rate", message))
        }
        Err(RateFault::TooLarge(currency)) => {
            let message = format!("has a rate of {currency} at which the sums have over 27 digits");
            Err(Problem::parameter("rates", "too_large", message))
        }
    }
}

fn used(rates: &Rates) -> Vec<wire::UsedRate> {
    let rate = |(currency, rate): &(Currency, _)| wire::UsedRate {
        currency: currency.code(),
        rate: Number(*rate),
    };
    rates.iter().map(rate).collect()
}

fn revenue_figures(figures: &RevenueFigures, currency: Currency) -> wire::RevenueFigures {
    let number = |sum| number(sum, currency);
    wire::RevenueFigures {
        entries: figures.entries,
        net: number(figures.net),
        tax: number(figures.tax),
        other: number(figures.other),
        total: number(figures.total),
    }
}

/// Revenue net of tax.
pub(super) fn revenue(
    revenue: &Revenue,
    filter: &ReportFilter,
    (basis, grouping): (Basis, Grouping),
    rates: Option<&Rates>,
) -> Result<wire::RevenueReport> {
    let group = |group: &net30_app::reports::RevenueGroup, currency| {
        let (period, customer, product) = match group.key {
            GroupKey::Period(first, last) => (Some((first, last)), None, None),
            GroupKey::Customer(id) => (None, Some(id.0), None),
            GroupKey::Product(id) => (None, None, id.map(|id| id.0)),
        };
        wire::RevenueGroup {
            from_date: period.map(|(first, _)| first),
            to_date: period.map(|(_, last)| last),
            customer_id: customer,
            product_id: product,
            name: group.name.clone(),
            figures: revenue_figures(&group.figures, currency),
        }
    };
    let by_currency = revenue.totals.iter().zip(&revenue.groups);
    let by_currency =
        by_currency.map(|(InCurrency { currency, figures }, groups)| wire::RevenueInCurrency {
            currency: currency.code(),
            total: revenue_figures(figures, *currency),
            groups: groups.iter().map(|its| group(its, *currency)).collect(),
        });
    let converted = in_one(revenue.currency, &revenue.totals, rates)?;
    Ok(wire::RevenueReport {
        from_date: filter.from,
        to_date: filter.to,
        basis: basis.word(),
        group_by: grouping.word(),
        by_currency: by_currency.collect(),
        converted: converted.map(|converted| wire::RevenueConverted {
            currency: converted.currency.code(),
            rates: used(&converted.rates),
            total: revenue_figures(&converted.total, converted.currency),
        }),
    })
}

fn tax_figures(figures: &TaxFigures, currency: Currency) -> wire::TaxFigures {
    wire::TaxFigures {
        entries: figures.entries,
        base: number(figures.base, currency),
        tax: number(figures.tax, currency),
    }
}

/// Tax by name, rate and category.
pub(super) fn tax(
    report: &TaxReport,
    filter: &ReportFilter,
    basis: Basis,
    rates: Option<&Rates>,
) -> Result<wire::TaxReport> {
    let line = |line: &net30_app::reports::TaxLine, currency| wire::TaxLine {
        name: line.name.clone(),
        r#type: match line.rate {
            Rate::Percentage(_) => RateType::Percentage,
            Rate::Amount(_) => RateType::Amount,
        },
        value: Number(line.rate.value()),
        category: line.category.code(),
        figures: tax_figures(&line.figures, currency),
    };
    let by_currency = report.totals.iter().zip(&report.taxes);
    let by_currency =
        by_currency.map(|(InCurrency { currency, figures }, lines)| wire::TaxInCurrency {
            currency: currency.code(),
            total: tax_figures(figures, *currency),
            taxes: lines.iter().map(|its| line(its, *currency)).collect(),
        });
    let converted = in_one(report.currency, &report.totals, rates)?;
    Ok(wire::TaxReport {
        from_date: filter.from,
        to_date: filter.to,
        basis: basis.word(),
        by_currency: by_currency.collect(),
        converted: converted.map(|converted| wire::TaxConverted {
            currency: converted.currency.code(),
            rates: used(&converted.rates),
            total: tax_figures(&converted.total, converted.currency),
        }),
    })
}

/// What is owed, by age.
pub(crate) fn aging_figures(figures: &AgingFigures, currency: Currency) -> wire::AgingFigures {
    let of = |age: Age| number(figures.ages[age as usize], currency);
    wire::AgingFigures {
        invoices: figures.invoices,
        not_due: of(Age::NotDue),
        days_1_30: of(Age::UpTo30),
        days_31_60: of(Age::UpTo60),
        days_61_90: of(Age::UpTo90),
        days_over_90: of(Age::Over90),
        total: number(figures.total(), currency),
    }
}

/// Who owes what.
pub(super) fn aging(aging: &Aging, rates: Option<&Rates>) -> Result<wire::AgingReport> {
    let by_currency = aging.totals.iter().zip(&aging.customers);
    let by_currency =
        by_currency.map(|(InCurrency { currency, figures }, customers)| wire::AgingInCurrency {
            currency: currency.code(),
            total: aging_figures(figures, *currency),
            customers: customers
                .iter()
                .map(|customer| wire::CustomerAging {
                    customer_id: customer.id.0,
                    name: customer.name.clone(),
                    figures: aging_figures(&customer.figures, *currency),
                })
                .collect(),
        });
    let converted = in_one(aging.currency, &aging.totals, rates)?;
    Ok(wire::AgingReport {
        as_of: aging.as_of,
        by_currency: by_currency.collect(),
        converted: converted.map(|converted| wire::AgingConverted {
            currency: converted.currency.code(),
            rates: used(&converted.rates),
            total: aging_figures(&converted.total, converted.currency),
        }),
    })
}

fn summary_figures(figures: &SummaryFigures, currency: Currency) -> wire::SummaryFigures {
    let number = |sum| number(sum, currency);
    wire::SummaryFigures {
        invoices: figures.invoices,
        invoiced: number(figures.invoiced),
        credit_notes: figures.credit_notes,
        credited: number(figures.credited),
        payments: figures.payments,
        received: number(figures.received),
        refunds: figures.refunds,
        refunded: number(figures.refunded),
        open_invoices: figures.open_invoices,
        outstanding: number(figures.outstanding),
        overdue_invoices: figures.overdue_invoices,
        overdue: number(figures.overdue),
    }
}

/// The invoices of each status, in the order of the words.
fn by_status(standings: &[StandingFigures], currency: Currency) -> Vec<wire::StatusFigures> {
    let of_word = |word: &'static str| {
        let mut its = standings.iter().filter(|its| status::word(its.standing) == word).peekable();
        its.peek()?;
        let (mut count, mut total, mut due) = (0, Sum::ZERO, Sum::ZERO);
        for figures in its {
            count += figures.count;
            total += figures.total;
            due += figures.due;
        }
        Some(wire::StatusFigures {
            status: word,
            count,
            total: number(total, currency),
            due: number(due, currency),
        })
    };
    status::WORDS.into_iter().filter_map(of_word).collect()
}

/// A period at a glance.
pub(super) fn summary(
    summary: &Summary,
    filter: &ReportFilter,
    rates: Option<&Rates>,
) -> Result<wire::SummaryReport> {
    let by_currency = summary.totals.iter().zip(&summary.details);
    let by_currency =
        by_currency.map(|(InCurrency { currency, figures }, details)| wire::SummaryInCurrency {
            currency: currency.code(),
            figures: summary_figures(figures, *currency),
            by_status: by_status(&details.standings, *currency),
            paid_invoices: details.paid_invoices,
            average_days_to_pay: details.average_days_to_pay.map(Number),
        });
    let converted = in_one(summary.currency, &summary.totals, rates)?;
    Ok(wire::SummaryReport {
        from_date: filter.from,
        to_date: filter.to,
        today: summary.today,
        by_currency: by_currency.collect(),
        converted: converted.map(|converted| wire::SummaryConverted {
            currency: converted.currency.code(),
            rates: used(&converted.rates),
            total: summary_figures(&converted.total, converted.currency),
        }),
    })
}
