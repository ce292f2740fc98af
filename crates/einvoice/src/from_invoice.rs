//! From a document of the domain to a [`Source`]: the one file that knows the domain's invoice.

use crate::{
    exemption,
    line::percentage,
    plain::plain,
    source::{Adjustment, Delivery, Direction, Figures, Line, Payment, Source, TaxGroup, TaxKey},
};
use net30_domain::{
    Decimal,
    customer::Party,
    document::{AllowanceCharge, Content, DirectDebit, PrecedingDocument},
    html::Html,
    invoice::Invoice,
    money::{Amount, Currency, Sum},
    payment_terms::PaymentTerms,
    rounding,
    seller::Seller,
    tax::{Category, Rate, Tax},
    totals::{AllowanceChargeTotal, Totals},
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
            preceding: preceding(invoice),
            service: content.service,
            delivery: delivery(content, buyer),
            seller: seller.clone(),
            buyer: buyer.clone(),
            // What a note takes back, it takes off its invoice: nobody pays the note itself.
            payment: if takes_back { Payment::Cleared } else { payment(content, seller) },
            payment_means_code: content.payment_means.code.clone(),
            payment_reference: content.payment_means.reference.clone(),
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

    /// The same, with words for why no tax is charged where the client leaves them out and the category alone says why: the
    /// words of the page. An exemption has many reasons, and stays without one.
    #[must_use]
    pub fn explained(mut self, words: impl Fn(Category) -> Option<String>) -> Self {
        let silent = |group: &&mut TaxGroup| group.exemption_reason.is_none();
        for group in self.taxes.iter_mut().filter(silent) {
            let category = group.key.category;
            group.exemption_reason = exemption::code(category).and_then(|_| words(category));
        }
        self
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

/// What it takes back, and what else it follows.
fn preceding(invoice: &Invoice) -> Vec<PrecedingDocument> {
    let credited = invoice.credits.iter().filter_map(|credited| {
        let number = credited.number.clone()?;
        Some(PrecedingDocument { number, issue_date: Some(credited.issue_date) })
    });
    credited.chain(invoice.content.references.preceding.iter().cloned()).collect()
}

/// How it is paid: as the document says, else to the seller's account.
fn payment(content: &Content, seller: &Seller) -> Payment {
    let means = &content.payment_means;
    match (&means.direct_debit, &means.card, means.code.as_deref()) {
        (Some(debit), _, _) => direct_debit(DirectDebit::clone(debit), seller),
        (None, Some(card), _) => {
            Payment::Card { number: Some(card.last_figures.clone()), holder: card.holder.clone() }
        }
        (None, None, Some("49" | "59")) => direct_debit(DirectDebit::default(), seller),
        (None, None, None | Some("30" | "31" | "42" | "57" | "58")) => {
            let account = means.account.as_deref().cloned().or_else(|| seller.bank.clone());
            account.map_or(Payment::Unknown, |account| Payment::Transfer(vec![account]))
        }
        (None, None, Some(_)) => Payment::Coded,
    }
}

fn direct_debit(debit: DirectDebit, seller: &Seller) -> Payment {
    let DirectDebit { mandate, creditor_id, debited_iban } = debit;
    let creditor_id = creditor_id.or_else(|| seller.creditor_id.clone());
    Payment::DirectDebit { mandate, creditor_id, debited_iban }
}

fn delivery(content: &Content, buyer: &Party) -> Delivery {
    let ship_to = buyer.ship_to.as_ref().filter(|_| content.presentation.ship_to);
    let deliver_to = content.deliver_to.as_ref();
    Delivery {
        date: content.delivery_date,
        name: deliver_to
            .and_then(|to| to.name.clone())
            .or_else(|| ship_to.map(|ship_to| ship_to.name.display())),
        address: deliver_to
            .map(|to| &to.address)
            .filter(|address| !address.is_empty())
            .or_else(|| ship_to.map(|ship_to| &ship_to.address))
            .cloned(),
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
                item: line.item.clone(),
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
        let reason = total.exemption_reason.clone();
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

/// The document's discounts, allowances and charges, without tax, each within one group of tax.
///
/// They follow from what was calculated: what a group's base differs by from its lines was taken off, or added.
fn adjustments(content: &Content, totals: &Totals) -> Vec<Adjustment> {
    let keys: Option<Vec<TaxKey>> =
        content.lines.iter().map(|line| key_of(taxes_of(content, &line.taxes))).collect();
    let Some(keys) = keys else { return Vec::new() };
    let groups = groups(content, totals);
    let (added, mut adjustments) = charges(content, totals, &groups);
    let allowances = allowances(content, totals);
    // What is left to be taken off each group: first what is meant for it alone, then what is for all.
    let mut rests: Vec<Amount> = Vec::with_capacity(groups.len());
    let mut nets: Vec<Amount> = Vec::with_capacity(groups.len());
    for (group, added) in groups.iter().zip(added) {
        let its = keys.iter().zip(&totals.lines).filter(|(key, _)| **key == group.key);
        let lines: Sum = its.map(|(_, line)| line.net).sum();
        nets.push(lines.nearest());
        rests.push(lines.nearest() - group.base + added);
    }
    let (owned, shared): (Vec<_>, Vec<_>) =
        allowances.into_iter().partition(|allowance| allowance.tax.is_some());
    for allowance in owned {
        let of = groups.iter().position(|group| Some(group.key) == allowance.tax);
        let Some(at) = of else { continue };
        rests[at] = rests[at] - allowance.net;
        let base = percent(allowance.rate).map(|percent| (totals.subtotal, percent));
        adjustments.extend(allowance.within(allowance.net, groups[at].key, base));
    }
    let last = shared.len().checked_sub(1);
    for (index, allowance) in shared.iter().enumerate() {
        let parts = if Some(index) == last {
            rests.clone()
        } else {
            rounding::spread(allowance.net, &rests).unwrap_or_else(|| rests.clone())
        };
        for (at, part) in parts.into_iter().enumerate() {
            rests[at] = rests[at] - part;
            let base = percent(allowance.rate).map(|percent| (nets[at], percent));
            adjustments.extend(allowance.within(part, groups[at].key, base));
        }
    }
    for (group, rest) in groups.iter().zip(rests) {
        if !rest.is_zero() {
            settle(&mut adjustments, group.key, rest);
        }
    }
    adjustments
}

/// Takes off a group what is still to be taken off it: units that the shares of a credit note in part are off by.
fn settle(adjustments: &mut Vec<Adjustment>, tax: TaxKey, rest: Amount) {
    for adjustment in adjustments.iter_mut().filter(|adjustment| adjustment.tax == tax) {
        let settled = match adjustment.direction {
            Direction::Allowance => adjustment.amount + rest,
            Direction::Charge => adjustment.amount - rest,
        };
        if settled > Amount::ZERO {
            adjustment.amount = settled;
            return;
        }
    }
    let is_charge = rest < Amount::ZERO;
    adjustments.push(Adjustment {
        direction: if is_charge { Direction::Charge } else { Direction::Allowance },
        amount: if is_charge { -rest } else { rest },
        of: None,
        tax,
        reason: None,
        reason_code: None,
        pointer: String::new(),
    });
}

/// A discount, an allowance or a charge of the document.
struct Given {
    direction: Direction,
    rate: Rate,
    reason: Option<String>,
    code: Option<String>,
    /// The group that it is meant for alone.
    tax: Option<TaxKey>,
    net: Amount,
    pointer: String,
}

impl Given {
    fn of(
        direction: Direction,
        given: &AllowanceCharge,
        net: Amount,
        list: &str,
        index: usize,
    ) -> Self {
        Self {
            direction,
            rate: given.rate,
            reason: given.reason.clone(),
            code: given.code.clone(),
            tax: given.tax.as_ref().and_then(|tax| key_of(std::slice::from_ref(tax))),
            net,
            pointer: format!("/{list}/{index}"),
        }
    }

    /// Its part within one group; none if that is nothing.
    fn within(
        &self,
        part: Amount,
        tax: TaxKey,
        of: Option<(Amount, Decimal)>,
    ) -> Option<Adjustment> {
        // The shares of a credit note in part may be a unit off: what was taken off too much is added.
        let is_turned = part < Amount::ZERO;
        let direction = match self.direction {
            Direction::Allowance if is_turned => Direction::Charge,
            Direction::Charge if is_turned => Direction::Allowance,
            direction => direction,
        };
        (!part.is_zero()).then(|| Adjustment {
            direction,
            amount: if is_turned { -part } else { part },
            of: of.filter(|_| !is_turned),
            tax,
            reason: self.reason.clone(),
            reason_code: self.code.clone().filter(|_| !is_turned),
            pointer: self.pointer.clone(),
        })
    }
}

/// Those of one direction: each that was given by itself, and the one for the whole document, which has what they leave of
/// the sum.
fn all_given(
    direction: Direction,
    each: &[AllowanceCharge],
    totals: &[AllowanceChargeTotal],
    whole: Option<Given>,
    sum: Amount,
) -> Vec<Given> {
    let list = match direction {
        Direction::Allowance => "allowances",
        Direction::Charge => "charges",
    };
    let by_itself = each.iter().zip(totals).enumerate();
    let mut all: Vec<Given> = by_itself
        .map(|(index, (given, total))| Given::of(direction, given, total.net, list, index))
        .collect();
    let taken: Sum = all.iter().map(|given| given.net).sum();
    let rest = (Sum::from(sum) - taken).nearest();
    all.extend(whole.map(|whole| Given { net: rest, ..whole }));
    all
}

/// Discount and allowances.
fn allowances(content: &Content, totals: &Totals) -> Vec<Given> {
    let adjustments = &content.adjustments;
    let discount = adjustments.discount.as_ref().map(|discount| Given {
        direction: Direction::Allowance,
        rate: discount.rate,
        reason: discount.name.clone(),
        code: discount.code.clone(),
        tax: None,
        net: Amount::ZERO,
        pointer: "/discount_value".to_owned(),
    });
    let (each, net) = (&totals.each_allowance, totals.discount);
    all_given(Direction::Allowance, &adjustments.allowances, each, discount, net)
}

/// What charges add to each group, and the charges: each in the group of its own tax, else of the document's, else in
/// the one that bears most.
fn charges(
    content: &Content,
    totals: &Totals,
    groups: &[TaxGroup],
) -> (Vec<Amount>, Vec<Adjustment>) {
    let adjustments = &content.adjustments;
    let extra = adjustments.extra_charge.as_ref().map(|charge| Given {
        direction: Direction::Charge,
        rate: charge.rate,
        reason: charge.name.clone(),
        code: charge.code.clone(),
        tax: None,
        net: Amount::ZERO,
        pointer: "/extra_charges".to_owned(),
    });
    let (each, net) = (&totals.each_charge, totals.charges);
    let charges = all_given(Direction::Charge, &adjustments.charges, each, extra, net);
    let position = |key: TaxKey| groups.iter().position(|group| group.key == key);
    let most = (0..groups.len())
        .reduce(|most, at| if groups[at].base > groups[most].base { at } else { most });
    let usual = key_of(&content.taxes).and_then(position).or(most);
    let base = totals.subtotal - totals.discount;
    let mut added = vec![Amount::ZERO; groups.len()];
    let mut adjustments = Vec::new();
    for charge in charges {
        let Some(at) = charge.tax.and_then(position).or(usual) else { continue };
        added[at] = added[at] + charge.net;
        let of = percent(charge.rate).map(|percent| (base, percent));
        adjustments.extend(charge.within(charge.net, groups[at].key, of));
    }
    (added, adjustments)
}
