//! A line (BG-25): what was given, said so that quantity × price, charges and allowances come to its net.

use crate::{
    source::{Direction, Line, Source},
    text::{checked, opt},
    unit,
    value::{amount, date, vat},
};
use en16931::{
    DocumentReference, Identifier, InvoiceAmount, Percentage, Quantity, UnitPriceAmount,
    invoice::{
        Code, InvoiceLine, Item, ItemAttribute, LineAllowanceCharge, LineVat, Period, PriceDetails,
    },
};
use net30_domain::{
    Decimal,
    document::{Classification, ServicePeriod},
    money::{Amount, Currency},
    rounding,
    tax::{Rate, Tax},
    unit::ONE,
};

/// How far PEPPOL-EN16931-R040 and R120 let a product be from what is stated.
pub(crate) const SLACK: Decimal = Decimal::from_parts(2, 0, 0, false, 2);
/// Most decimals of a price that is worked out.
const PRICE_DECIMALS: [u32; 5] = [2, 4, 6, 8, 10];
/// UNTDID 5189: discount.
pub(crate) const DISCOUNT: &str = "95";
/// UNTDID 7161: miscellaneous services.
pub(crate) const MISCELLANEOUS: &str = "ABK";

/// The line at `index`.
pub(crate) fn line(source: &Source, index: usize, line: &Line) -> InvoiceLine {
    let currency = source.currency;
    let rate = line.taxes.first().map_or(Decimal::ZERO, percentage);
    let paid = Paid { included: source.tax_included, rate, currency };
    let fee = paid.net_of(line.flat_fee);
    let discount = paid.net_of(line.discount);
    let mut charges = Vec::new();
    let mut allowances = Vec::new();
    if !fee.is_zero() {
        charges.push(adjustment(Direction::Charge, fee, None, None, currency));
    }
    if !discount.is_zero() {
        let base = line.net + discount;
        let of = line.discount_percentage.map(|percentage| (base, percentage));
        let name = line.discount_name.as_deref();
        if discount > Amount::ZERO {
            allowances.push(adjustment(Direction::Allowance, discount, of, name, currency));
        } else {
            // Of a negative line less is taken back: an allowance is not negative.
            let name = Some(name.unwrap_or("Discount"));
            charges.push(adjustment(Direction::Charge, -discount, None, name, currency));
        }
    }
    // BR-27: a price is not negative, so a quantity is.
    let negative = line.unit_price.is_sign_negative() && !line.unit_price.is_zero();
    let quantity = if negative { -line.quantity } else { line.quantity };
    let given = line.unit_price.abs();
    let price = if source.tax_included {
        let product = (line.net - fee + discount).to_decimal(currency);
        price_of(product, quantity, line.base_quantity)
            .or_else(|| paid.price(given))
            .unwrap_or(given)
    } else {
        given
    };
    let item = &line.item;
    let coded = opt(item.unit_code.as_deref());
    let word = line.unit.as_deref();
    let code = coded.as_deref().or_else(|| word.map_or(Some(ONE), unit::code));
    let unit_code = Code::new(code.unwrap_or(ONE));
    let base =
        (line.base_quantity != Decimal::ONE).then(|| Quantity::new(line.base_quantity.normalize()));
    let unknown = word.filter(|_| code.is_none()).and_then(checked);
    InvoiceLine {
        id: (index + 1).to_string(),
        note: opt(item.note.as_deref()),
        order_line_reference: opt(item.order_line.as_deref()).map(DocumentReference::new),
        accounting_reference: None,
        object_identifier: None,
        quantity: Quantity::new(quantity.normalize()),
        unit_code: unit_code.clone(),
        net_amount: amount(line.net, currency),
        period: period(line.service),
        allowances,
        charges,
        price: PriceDetails {
            net_price: UnitPriceAmount::new(price.normalize()),
            price_discount: None,
            gross_price: None,
            base_quantity_code: base.is_some().then_some(unit_code),
            base_quantity: base,
        },
        vat: line.taxes.first().map_or_else(LineVat::default, |tax| vat(tax.category, rate)),
        item: Item {
            name: checked(&line.name),
            description: opt(line.description.as_deref()),
            seller_identifier: opt(item.seller_item_id.as_deref()),
            buyer_identifier: opt(item.buyer_item_id.as_deref()),
            standard_identifier: item
                .standard_item_id
                .as_ref()
                .map(|standard| Identifier::schemed(&standard.id, &standard.scheme)),
            classification_identifiers: item.classifications.iter().map(classified).collect(),
            origin_country: item.origin_country.map(|country| Code::new(country.code())),
            // A word that no code stands for is said beside the code.
            attributes: unknown
                .map(|unit| ItemAttribute { name: Some("Unit".to_owned()), value: Some(unit) })
                .into_iter()
                .collect(),
        },
    }
}

fn classified(class: &Classification) -> Identifier {
    let identifier = Identifier::schemed(&class.code, &class.scheme);
    match &class.version {
        Some(version) => identifier.with_scheme_version(version),
        None => identifier,
    }
}

/// A tax's per cent; nothing of an amount, which [`crate::document`] refuses.
pub(crate) fn percentage(tax: &Tax) -> Decimal {
    match tax.rate {
        Rate::Percentage(percent) => percent,
        Rate::Amount(_) => Decimal::ZERO,
    }
}

/// A period that says at least one of its days.
pub(crate) fn period(service: ServicePeriod) -> Option<Period> {
    let period = Period { start: service.start.and_then(date), end: service.end.and_then(date) };
    (period != Period::default()).then_some(period)
}

/// What was given of a line, and what it is without tax.
struct Paid {
    included: bool,
    rate: Decimal,
    currency: Currency,
}

impl Paid {
    fn net_of(&self, given: Amount) -> Amount {
        if !self.included || given.is_zero() {
            return given;
        }
        let decimals = self.currency.decimals();
        self.without_tax(given.to_decimal(self.currency), decimals)
            .and_then(|net| Amount::from_decimal(net, self.currency).ok())
            .unwrap_or(given)
    }

    fn price(&self, given: Decimal) -> Option<Decimal> {
        PRICE_DECIMALS.iter().rev().find_map(|decimals| self.without_tax(given, *decimals))
    }

    fn without_tax(&self, given: Decimal, decimals: u32) -> Option<Decimal> {
        let hundredfold = given.checked_mul(Decimal::ONE_HUNDRED)?;
        rounding::quotient(hundredfold, Decimal::ONE_HUNDRED + self.rate, decimals)
    }
}

/// The shortest price that comes to `product`, to the cent; the most exact one if none does.
fn price_of(product: Decimal, quantity: Decimal, base_quantity: Decimal) -> Option<Decimal> {
    if quantity.is_zero() {
        return None;
    }
    let dividend = product.checked_mul(base_quantity)?;
    let half_a_cent = Decimal::new(5, 3);
    let comes_to_it = |price: &Decimal| {
        let found = quantity.checked_mul(*price).and_then(|whole| whole.checked_div(base_quantity));
        found.is_some_and(|found| (found - product).abs() < half_a_cent)
    };
    let prices: Vec<Decimal> = PRICE_DECIMALS
        .iter()
        .map_while(|decimals| rounding::quotient(dividend, quantity, *decimals))
        .collect();
    // What rounding has turned around: a line whose fee is all that it comes to.
    let price = prices.iter().find(|price| comes_to_it(price)).or(prices.last()).copied()?;
    (!price.is_sign_negative() || price.is_zero()).then_some(price)
}

fn adjustment(
    direction: Direction,
    sum: Amount,
    of: Option<(Amount, Decimal)>,
    name: Option<&str>,
    currency: Currency,
) -> LineAllowanceCharge {
    let (base_amount, percentage) = share(sum, of, currency);
    let reason = name.and_then(checked);
    let reason_code = match direction {
        Direction::Allowance => Some(DISCOUNT),
        Direction::Charge => Some(MISCELLANEOUS).filter(|_| reason.is_none()),
    };
    LineAllowanceCharge {
        amount: amount(sum, currency),
        base_amount,
        percentage,
        reason,
        reason_code: reason_code.map(Code::new),
    }
}

/// Base and percentage, both or neither (R041, R042), and only where their product is what is stated (R040).
pub(crate) fn share(
    sum: Amount,
    of: Option<(Amount, Decimal)>,
    currency: Currency,
) -> (Option<InvoiceAmount>, Option<Percentage>) {
    let holds = |(base, percentage): &(Amount, Decimal)| {
        let product = base.to_decimal(currency).checked_mul(*percentage);
        let found = product.and_then(|whole| whole.checked_div(Decimal::ONE_HUNDRED));
        found.is_some_and(|found| (found - sum.to_decimal(currency)).abs() <= SLACK)
    };
    match of.filter(holds) {
        Some((base, percentage)) => {
            (Some(amount(base, currency)), Some(Percentage::new(percentage.normalize())))
        }
        None => (None, None),
    }
}
