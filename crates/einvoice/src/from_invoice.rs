//! From a document of the domain to a [`Source`]: the one file that knows the domain's invoice.

use crate::{
    exemption,
    line::percentage,
    plain::plain,
    source::{
        Adjustment, Delivery, Direction, Figures, Line, Payment, Preceding, Source, TaxGroup,
        TaxKey,
    },
};
use net30_domain::{
    Decimal,
    account::Seller,
    customer::Party,
    html::Html,
    invoice::{Content, Invoice},
    money::{Amount, Currency, Sum},
    payment_terms::PaymentTerms,
    tax::{Category, Rate, Tax},
    totals::Totals,
};

impl Source {
    /// A document with the seller and the buyer that it names; nothing is paid yet.
    ///
    /// Of an issued one these are those that it was issued with ([`Source::issued`]), of a draft those of today.
    #[must_use]
    pub fn of(invoice: &Invoice, seller: &Seller, buyer: &Party) -> Self {
        let content = &invoice.content;
        let totals = &invoice.totals;
        let takes_back = invoice.document.takes_back();
        let terms = content.payment_terms.as_deref();
        let account = seller.bank.clone().filter(|_| !takes_back);
        Self {
            type_code: invoice.document.untdid_1001(),
            takes_back,
            number: invoice.number().map(str::to_owned),
            issue_date: content.issue_date,
            due_date: content.due_date,
            currency: content.currency,
            tax_included: content.tax_included,
            notes: [&content.texts.description, &content.notes]
                .into_iter()
                .filter_map(|html| text(html.as_ref()))
                .collect(),
            payment_terms: terms
                .map(str::to_owned)
                .into_iter()
                .chain(text(content.terms.as_ref()))
                .collect(),
            early_payment: terms
                .and_then(PaymentTerms::parse)
                .and_then(|terms| terms.early_payment),
            references: content.references.clone(),
            preceding: invoice
                .credits
                .iter()
                .filter_map(|credited| {
                    let number = credited.number.clone()?;
                    Some(Preceding { number, issue_date: Some(credited.issue_date) })
                })
                .collect(),
            service: content.service,
            delivery: delivery(content, buyer),
            seller: seller.clone(),
            buyer: buyer.clone(),
            // What a note takes back, it takes off its invoice: nobody pays the note itself.
            payment: match account {
                _ if takes_back => Payment::Cleared,
                Some(account) => Payment::Transfer(vec![account]),
                None => Payment::Unknown,
            },
            lines: lines(content, totals),
            adjustments: adjustments(content, totals),
            taxes: groups(content, totals),
            figures: Figures {
                subtotal: totals.subtotal,
                net: totals.net,
                tax: totals.tax,
                gross: totals.gross,
                has_amounts_after_tax: totals.extra_fields.iter().any(|amount| !amount.is_zero()),
                prepaid: Amount::ZERO,
                rounding: totals.rounding,
                due: totals.payable(),
            },
        }
    }

    /// An issued document, with seller and buyer as they were; none of a draft.
    #[must_use]
    pub fn issued(invoice: &Invoice) -> Option<Self> {
        let issue = invoice.stage.issue()?;
        Some(Self::of(invoice, &issue.seller, &issue.buyer))
    }

    /// The same after so much was paid before it was issued (BT-113).
    #[must_use]
    pub fn prepaid(mut self, paid: Amount) -> Self {
        self.figures.due = self.figures.due + self.figures.prepaid - paid;
        self.figures.prepaid = paid;
        self
    }
}

fn text(html: Option<&Html>) -> Option<String> {
    html.and_then(plain)
}

fn delivery(content: &Content, buyer: &Party) -> Delivery {
    let ship_to = buyer.ship_to.as_ref().filter(|_| content.presentation.ship_to);
    Delivery {
        date: content.delivery_date,
        name: ship_to.map(|ship_to| ship_to.name.display()),
        address: ship_to.map(|ship_to| ship_to.address.clone()),
    }
}

fn lines(content: &Content, totals: &Totals) -> Vec<Line> {
    content
        .lines
        .iter()
        .zip(&totals.lines)
        .map(|(line, comes_to)| {
            let description = text(line.description.as_ref());
            let first_words = || description.as_deref().and_then(|text| text.lines().next());
            let name = line.name.as_deref().or_else(first_words).unwrap_or_default();
            let discount = line.discount.as_ref();
            Line {
                name: name.to_owned(),
                description: description.clone(),
                quantity: line.quantity,
                unit: line.unit.clone(),
                unit_price: line.unit_price,
                base_quantity: line.base_quantity,
                flat_fee: line.flat_fee.map_or(Amount::ZERO, |fee| exact(fee, content.currency)),
                discount: comes_to.discount,
                discount_percentage: discount.and_then(|discount| percent(discount.rate)),
                discount_name: discount.and_then(|discount| discount.name.clone()),
                net: comes_to.net,
                has_own_taxes: !line.taxes.is_empty(),
                taxes: taxes_of(content, &line.taxes).to_vec(),
                service: line.service,
                seller_item_id: None,
                buyer_item_id: None,
                standard_item_id: None,
            }
        })
        .collect()
}

/// An amount that the domain has checked to be exact in the currency.
fn exact(value: Decimal, currency: Currency) -> Amount {
    Amount::from_decimal(value, currency).unwrap_or(Amount::ZERO)
}

fn percent(rate: Rate) -> Option<Decimal> {
    match rate {
        Rate::Percentage(percent) => Some(percent),
        Rate::Amount(_) => None,
    }
}

fn taxes_of<'c>(content: &'c Content, own: &'c [Tax]) -> &'c [Tax] {
    if own.is_empty() { &content.taxes } else { own }
}

/// Category and rate of what bears one tax, a percentage.
fn key_of(taxes: &[Tax]) -> Option<TaxKey> {
    match taxes {
        [tax] if matches!(tax.rate, Rate::Percentage(_)) => {
            Some(TaxKey { category: tax.category, rate: percentage(tax).normalize() })
        }
        _ => None,
    }
}

/// The taxes by category and rate: what only its name tells apart is one group (BR-S-08).
fn groups(content: &Content, totals: &Totals) -> Vec<TaxGroup> {
    let mut groups: Vec<TaxGroup> = Vec::new();
    for total in &totals.taxes {
        let Some(rate) = percent(total.rate) else { continue };
        let key = TaxKey { category: total.category, rate: rate.normalize() };
        let reason = total.exemption_reason.clone().or_else(|| {
            // The directive wants the words, whoever leaves them out.
            let is_reversed = key.category == Category::ReverseCharge;
            is_reversed.then(|| exemption::reverse_charge(content.language).to_owned())
        });
        let Some(group) = groups.iter_mut().find(|group| group.key == key) else {
            groups.push(TaxGroup {
                key,
                base: total.base,
                amount: total.amount,
                exemption_reason: reason,
                exemption_code: None,
                pointer: pointer_of(content, key),
            });
            continue;
        };
        group.base = group.base + total.base;
        group.amount = group.amount + total.amount;
        group.exemption_reason = match (group.exemption_reason.take(), reason) {
            (Some(first), Some(second)) if !first.contains(&second) => {
                Some(format!("{first}; {second}"))
            }
            (first, second) => first.or(second),
        };
    }
    groups
}

fn pointer_of(content: &Content, key: TaxKey) -> String {
    let own = content.lines.iter().position(|line| key_of(&line.taxes) == Some(key));
    match own {
        Some(line) if key_of(&content.taxes) != Some(key) => format!("/items/{line}/taxes/0"),
        _ => "/taxes/0".to_owned(),
    }
}

/// The document's discount and charge, without tax, within each group of tax.
///
/// They follow from what was calculated: what a group's base differs by from its lines was taken off, or added. The
/// charge is in one group only: the document's own, or the one that bears most.
fn adjustments(content: &Content, totals: &Totals) -> Vec<Adjustment> {
    let keys: Option<Vec<TaxKey>> =
        content.lines.iter().map(|line| key_of(taxes_of(content, &line.taxes))).collect();
    let Some(keys) = keys else { return Vec::new() };
    let groups = groups(content, totals);
    let own =
        key_of(&content.taxes).and_then(|key| groups.iter().position(|group| group.key == key));
    let most = || {
        (0..groups.len())
            .reduce(|most, at| if groups[at].base > groups[most].base { at } else { most })
    };
    let charged = own.or_else(most).filter(|_| !totals.charges.is_zero());
    let discount = content.adjustments.discount.as_ref();
    let charge = content.adjustments.extra_charge.as_ref();
    let mut adjustments = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let its = content
            .lines
            .iter()
            .zip(&keys)
            .zip(&totals.lines)
            .filter(|((_, key), _)| **key == group.key);
        let lines: Sum = its.map(|(_, line)| line.net).sum();
        let lines = lines.nearest();
        let added = if charged == Some(at) { totals.charges } else { Amount::ZERO };
        let taken = lines - group.base + added;
        let mut push = |amount: Amount, of: Option<(Amount, Decimal)>, direction: Direction| {
            let (name, pointer) = match direction {
                Direction::Allowance => {
                    (discount.and_then(|given| given.name.clone()), "/discount_value")
                }
                Direction::Charge => {
                    (charge.and_then(|given| given.name.clone()), "/extra_charges")
                }
            };
            if !amount.is_zero() {
                adjustments.push(Adjustment {
                    direction,
                    amount,
                    of,
                    tax: group.key,
                    reason: name,
                    reason_code: None,
                    pointer: pointer.to_owned(),
                });
            }
        };
        let of = |base: Amount, rate: Option<Rate>| {
            rate.and_then(percent).map(|percent| (base, percent))
        };
        if taken < Amount::ZERO {
            // The shares of a credit note in part may be a unit off: what was taken off too much is added.
            push(added - taken, None, Direction::Charge);
        } else {
            push(taken, of(lines, discount.map(|given| given.rate)), Direction::Allowance);
            let base = totals.subtotal - totals.discount;
            push(added, of(base, charge.map(|given| given.rate)), Direction::Charge);
        }
    }
    adjustments
}
