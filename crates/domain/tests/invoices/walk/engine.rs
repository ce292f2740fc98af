//! The calculation once more, as simply as it can be said, in fractions of any size.
//!
//! It knows percentages that are not compounded, and documents that stay small. It says each rule of `docs/` in its own
//! words, and shares no code with the domain.

use net30_domain::{
    Decimal,
    document::{Content, Line, Of},
    tax::{Rate, Tax, TaxRounding},
};
use num_bigint::BigInt;
use num_rational::BigRational;
use std::cmp::Reverse;

pub(crate) fn exact(value: Decimal) -> BigRational {
    BigRational::new(BigInt::from(value.mantissa()), BigInt::from(10).pow(value.scale()))
}

pub(crate) fn whole(value: i128) -> BigRational {
    BigRational::from_integer(BigInt::from(value))
}

fn integer(value: &BigInt) -> i128 {
    i128::try_from(value).expect("the documents are small")
}

/// Half away from zero.
pub(crate) fn rounded(value: &BigRational) -> i128 {
    integer(&value.round().to_integer())
}

/// Largest remainder; of equal ones the earlier.
pub(crate) fn spread(total: i128, quotas: &[BigRational]) -> Vec<i128> {
    let mut parts: Vec<i128> =
        quotas.iter().map(|quota| integer(&quota.floor().to_integer())).collect();
    let mut order: Vec<usize> = (0..quotas.len()).collect();
    order.sort_by_key(|&place| Reverse(&quotas[place] - quotas[place].floor()));
    let mut missing = total - parts.iter().sum::<i128>();
    while missing != 0 && !parts.is_empty() {
        // One round is enough unless the quotas do not sum to the total.
        let step = missing.signum();
        let towards: Vec<usize> =
            if step > 0 { order.clone() } else { order.iter().rev().copied().collect() };
        for place in towards {
            if missing != 0 {
                parts[place] += step;
                missing -= step;
            }
        }
    }
    parts
}

/// Quotas of a total in proportion to weights; equal ones if they sum to nothing.
fn shares(total: i128, weights: &[i128]) -> Vec<BigRational> {
    let sum: i128 = weights.iter().sum();
    let count = i128::try_from(weights.len()).expect("few");
    let share = |weight: &i128| match sum {
        0 => whole(total) / whole(count),
        sum => whole(total) * whole(*weight) / whole(sum),
    };
    weights.iter().map(share).collect()
}

/// What a document comes to, in minor units.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Figures {
    pub(crate) subtotal: i128,
    pub(crate) discount: i128,
    pub(crate) charges: i128,
    /// Subtotal, discount and charges as paid, where prices include tax.
    pub(crate) paid: Option<[i128; 3]>,
    pub(crate) net: i128,
    /// Name, rate, base and amount.
    pub(crate) taxes: Vec<(String, Decimal, i128, i128)>,
    pub(crate) tax: i128,
    pub(crate) gross: i128,
    pub(crate) extra_fields: Vec<i128>,
    pub(crate) total: i128,
    pub(crate) rounding: i128,
    /// Net, and net after the document's discount, of each line.
    pub(crate) lines: Vec<(i128, i128)>,
}

fn rate(tax: &Tax) -> BigRational {
    exact(tax.rate.value()) / whole(100)
}

fn rates(taxes: &[Tax]) -> BigRational {
    taxes.iter().map(rate).sum()
}

/// Lines with the same taxes, the higher rate first; of one group the greater amount first.
struct Group<'a> {
    taxes: &'a [Tax],
    /// Which lines, and what they come to as priced.
    lines: Vec<(usize, i128)>,
    discount: i128,
    /// Of each line.
    discounts: Vec<i128>,
}

impl Group<'_> {
    fn priced(&self) -> i128 {
        self.lines.iter().map(|(_, amount)| amount).sum()
    }
}

struct Engine<'a> {
    content: &'a Content,
    /// Minor units of one unit.
    units: BigRational,
}

/// Rate, name and category of a tax.
type TaxKey = (Reverse<Decimal>, String, &'static str);

/// What tells groups apart, in the order of groups.
fn key(taxes: &[Tax]) -> (Reverse<Decimal>, usize, Vec<TaxKey>) {
    let sum = taxes.iter().map(|tax| tax.rate.value()).sum();
    let named =
        |tax: &Tax| (Reverse(tax.rate.value().normalize()), tax.name.clone(), tax.category.code());
    (Reverse(sum), taxes.len(), taxes.iter().map(named).collect())
}

impl<'a> Engine<'a> {
    fn minor(&self, value: Decimal) -> BigRational {
        exact(value) * &self.units
    }

    /// A percentage of an amount, rounded, or an amount.
    fn part(&self, rate: Rate, of: i128) -> i128 {
        match rate {
            Rate::Percentage(percent) => rounded(&(whole(of) * exact(percent) / whole(100))),
            Rate::Amount(value) => rounded(&self.minor(value)),
        }
    }

    fn priced(&self, line: &Line) -> i128 {
        let product =
            self.minor(line.unit_price) * exact(line.quantity) / exact(line.base_quantity);
        let fee = line.flat_fee.map_or(0, |fee| rounded(&self.minor(fee)));
        let gross = rounded(&product) + fee;
        gross - line.discount.as_ref().map_or(0, |discount| self.part(discount.rate, gross))
    }

    fn groups(&self) -> Vec<Group<'a>> {
        let content = self.content;
        let mut groups: Vec<Group<'a>> = vec![];
        for (index, line) in content.lines.iter().enumerate() {
            let taxes = if line.taxes.is_empty() { &content.taxes } else { &line.taxes };
            let place = groups.iter().position(|group| key(group.taxes) == key(taxes));
            let place = place.unwrap_or_else(|| {
                groups.push(Group { taxes, lines: vec![], discount: 0, discounts: vec![] });
                groups.len() - 1
            });
            groups[place].lines.push((index, self.priced(line)));
        }
        groups.sort_by_key(|group| key(group.taxes));
        for group in &mut groups {
            group.lines.sort_by_key(|(index, amount)| (Reverse(*amount), *index));
        }
        groups
    }

    /// Spreads the document's discount over groups, and over their lines.
    fn discounted(&self, groups: &mut [Group<'a>]) -> i128 {
        let subtotal: i128 = groups.iter().map(Group::priced).sum();
        let discount = self
            .content
            .adjustments
            .discount
            .as_ref()
            .map_or(0, |found| self.part(found.rate, subtotal));
        let weights: Vec<i128> = groups.iter().map(Group::priced).collect();
        let of_groups = if discount == 0 {
            vec![0; groups.len()]
        } else {
            spread(discount, &shares(discount, &weights))
        };
        for (group, its) in groups.iter_mut().zip(of_groups) {
            let weights: Vec<i128> = group.lines.iter().map(|(_, amount)| *amount).collect();
            group.discount = its;
            group.discounts = if discount == 0 {
                vec![0; weights.len()]
            } else {
                spread(its, &shares(its, &weights))
            };
        }
        discount
    }

    /// The taxes of a charge: the document's own, else those of the group that is the greatest after its discount.
    fn taxes_of_charge(&self, groups: &[Group<'a>]) -> &'a [Tax] {
        if !self.content.taxes.is_empty() {
            return &self.content.taxes;
        }
        let left = |group: &Group<'_>| group.priced() - group.discount;
        let most = groups.iter().map(left).max().unwrap_or(0);
        groups.iter().find(|group| left(group) == most).map_or(&[], |group| group.taxes)
    }
}

/// Sums by tax, in the order in which documents list them.
#[derive(Default)]
struct Taxes<'a>(Vec<(&'a Tax, BigRational, i128)>);

impl<'a> Taxes<'a> {
    fn add(&mut self, tax: &'a Tax, base: i128, amount: i128) {
        let same = |other: &Tax| key(std::slice::from_ref(other)) == key(std::slice::from_ref(tax));
        match self.0.iter_mut().find(|(other, ..)| same(other)) {
            Some((_, bases, amounts)) => {
                *bases += whole(base);
                *amounts += amount;
            }
            None => self.0.push((tax, whole(base), amount)),
        }
    }

    fn listed(mut self) -> Vec<(String, Decimal, i128, i128)> {
        self.0.sort_by_key(|(tax, ..)| key(std::slice::from_ref(*tax)));
        let row = |(tax, base, amount): (&Tax, BigRational, i128)| {
            (tax.name.clone(), tax.rate.value().normalize(), rounded(&base), amount)
        };
        self.0.into_iter().map(row).collect()
    }
}

/// What is taken out as one.
struct Unit<'a> {
    taxes: &'a [Tax],
    lines: Vec<(usize, i128, i128)>,
    charge: i128,
}

pub(crate) fn calculate(content: &Content) -> Figures {
    let units = whole(10_i128.pow(content.currency.decimals()));
    let engine = Engine { content, units };
    let mut groups = engine.groups();
    let discount = engine.discounted(&mut groups);
    let subtotal: i128 = groups.iter().map(Group::priced).sum();
    let charges = content
        .adjustments
        .extra_charge
        .as_ref()
        .map_or(0, |charge| engine.part(charge.rate, subtotal - discount));
    let mut figures = Figures { lines: vec![(0, 0); content.lines.len()], ..Figures::default() };
    if content.tax_included {
        figures.paid = Some([subtotal, discount, charges]);
        included(&engine, &groups, charges, &mut figures);
    } else {
        (figures.subtotal, figures.discount, figures.charges) = (subtotal, discount, charges);
        added(&engine, &groups, charges, &mut figures);
    }
    figures.net = figures.subtotal - figures.discount + figures.charges;
    figures.tax = figures.taxes.iter().map(|(.., amount)| amount).sum();
    figures.gross = figures.net + figures.tax;
    figures.total = figures.gross;
    for field in &content.adjustments.extra_fields {
        let of = if field.of == Of::Net { figures.net } else { figures.gross };
        let amount = engine.part(field.rate, of);
        figures.extra_fields.push(amount);
        figures.total += amount;
    }
    if let Some(step) = content.adjustments.round_to {
        let step = engine.minor(step);
        let nearest = (whole(figures.total) / &step).round() * step;
        figures.rounding = rounded(&nearest) - figures.total;
    }
    figures
}

/// Prices without tax: it is added.
fn added<'a>(engine: &Engine<'a>, groups: &[Group<'a>], charges: i128, figures: &mut Figures) {
    let by_line = engine.content.tax_rounding == TaxRounding::Line;
    let of_charge = engine.taxes_of_charge(groups);
    let mut taxes = Taxes::default();
    let mut add = |list: &'a [Tax], base: i128| {
        for tax in list {
            let amount = if by_line { rounded(&(whole(base) * rate(tax))) } else { 0 };
            taxes.add(tax, base, amount);
        }
    };
    for group in groups {
        for ((index, amount), discount) in group.lines.iter().zip(&group.discounts) {
            figures.lines[*index] = (*amount, amount - discount);
            add(group.taxes, amount - discount);
        }
    }
    if charges != 0 {
        add(of_charge, charges);
    }
    if !by_line {
        for (tax, base, amount) in &mut taxes.0 {
            *amount = rounded(&(&*base * rate(tax)));
        }
    }
    figures.taxes = taxes.listed();
}

/// Prices with tax: it is taken out.
fn included<'a>(engine: &Engine<'a>, groups: &[Group<'a>], charges: i128, figures: &mut Figures) {
    let by_line = engine.content.tax_rounding == TaxRounding::Line;
    let mut units: Vec<Unit<'a>> = vec![];
    for group in groups {
        let lines = group.lines.iter().zip(&group.discounts);
        let lines = lines.map(|((index, amount), discount)| (*index, *amount, *discount));
        if by_line {
            let alone = |line| Unit { taxes: group.taxes, lines: vec![line], charge: 0 };
            units.extend(lines.map(alone));
        } else {
            units.push(Unit { taxes: group.taxes, lines: lines.collect(), charge: 0 });
        }
    }
    if charges != 0 {
        let of_charge = engine.taxes_of_charge(groups);
        match units.iter_mut().find(|unit| !by_line && key(unit.taxes) == key(of_charge)) {
            Some(unit) => unit.charge = charges,
            None => units.push(Unit { taxes: of_charge, lines: vec![], charge: charges }),
        }
    }
    let mut taxes = Taxes::default();
    for unit in &units {
        let factor = whole(1) + rates(unit.taxes);
        let net = |paid: i128| whole(paid) / &factor;
        let paid: i128 = unit.lines.iter().map(|(_, amount, _)| amount).sum();
        let discount: i128 = unit.lines.iter().map(|(.., discount)| discount).sum();
        let priced = rounded(&net(paid));
        let discounted = rounded(&net(paid - discount));
        let in_all = rounded(&net(paid - discount + unit.charge));
        figures.subtotal += priced;
        figures.discount += priced - discounted;
        figures.charges += in_all - discounted;
        let quotas: Vec<_> = unit.lines.iter().map(|(_, amount, _)| net(*amount)).collect();
        let nets = spread(priced, &quotas);
        let quotas: Vec<_> =
            unit.lines.iter().map(|(_, amount, less)| net(amount - less)).collect();
        let left = if discount == 0 && unit.lines.iter().all(|(.., less)| *less == 0) {
            nets.clone()
        } else {
            spread(discounted, &quotas)
        };
        for (((index, ..), net), left) in unit.lines.iter().zip(nets).zip(left) {
            figures.lines[*index] = (net, left);
        }
        let tax = paid - discount + unit.charge - in_all;
        let mut order: Vec<&Tax> = unit.taxes.iter().collect();
        order.sort_by_key(|tax| Reverse(tax.rate.value()));
        let quotas: Vec<_> = order.iter().map(|tax| whole(in_all) * rate(tax)).collect();
        for (tax, amount) in order.iter().zip(spread(tax, &quotas)) {
            taxes.add(tax, in_all, amount);
        }
    }
    figures.taxes = taxes.listed();
}
