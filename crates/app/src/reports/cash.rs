//! An invoice on cash basis: what each payment, refund and credit note of it stands for.

use crate::{Error, Result};
use net30_domain::{
    id::ProductId,
    money::Amount,
    proceeds::{Event, Happened, Parts, Proceeds, money_of, proceeds_of, sort},
};
use net30_store::report::{Figures, Paid, Settled};
use std::collections::BTreeMap;

/// The events of an invoice, and what each stands for.
pub(super) struct Cash {
    /// In the order in which they count.
    pub(super) events: Vec<(Event, Proceeds)>,
    /// The product that each part of the net is from, in the order of [`Proceeds::products`]. Empty if not asked for.
    pub(super) products: Vec<Option<ProductId>>,
}

type Products = BTreeMap<Option<ProductId>, (Amount, Amount)>;

impl Cash {
    /// What happened to an invoice.
    pub(super) fn of(settled: &Settled, with_products: bool) -> Result<Self> {
        let too_large = || Error::broken("a payment is too large to be split");
        let by_product = |figures: &Figures| -> Result<Products> {
            if with_products {
                products_of(figures).ok_or_else(too_large)
            } else {
                Ok(Products::new())
            }
        };
        let own = by_product(&settled.figures)?;
        let notes = settled.credits.iter().map(|credit| by_product(&credit.figures));
        let notes: Vec<Products> = notes.collect::<Result<_>>()?;
        let mut products: Vec<Option<ProductId>> =
            notes.iter().chain([&own]).flat_map(|products| products.keys().copied()).collect();
        products.sort_unstable();
        products.dedup();
        let whole = parts(&settled.figures, &settled.figures.taxes, &own, &products);
        let mut events: Vec<Event> = money_of(&settled.payments).collect();
        events.push(Event::issue(settled.issue_date));
        for (credit, its) in settled.credits.iter().zip(&notes) {
            let parts = parts(&credit.figures, &settled.figures.taxes, its, &products);
            let what = Happened::Credit(parts);
            events.push(Event { date: credit.date, recorded_at: credit.created_at, what });
        }
        sort(&mut events);
        let proceeds = proceeds_of(&whole, &events).ok_or_else(too_large)?;
        Ok(Self { events: events.into_iter().zip(proceeds).collect(), products })
    }
}

/// Net and tax of each product, and of what no product brought in.
fn products_of(figures: &Figures) -> Option<Products> {
    let mut products = Products::new();
    let (mut net, mut tax) = (figures.net, figures.tax);
    for (product, its_net, its_tax) in &figures.products {
        products.insert(*product, (*its_net, *its_tax));
        net = net.minus(*its_net)?;
        tax = tax.minus(*its_tax)?;
    }
    if !(net.is_zero() && tax.is_zero()) {
        let rest = products.entry(None).or_default();
        *rest = (rest.0.plus(net)?, rest.1.plus(tax)?);
    }
    Some(products)
}

/// What a document consists of, in the order of some taxes and products; what it has nothing of is nothing.
fn parts(
    figures: &Figures,
    taxes: &[Paid],
    own: &Products,
    products: &[Option<ProductId>],
) -> Parts {
    let tax = |tax: &Paid| {
        let same = |other: &&Paid| {
            (&other.name, other.rate, other.category) == (&tax.name, tax.rate, tax.category)
        };
        let found = figures.taxes.iter().find(same);
        found.map_or_else(Default::default, |tax| (tax.base, tax.amount))
    };
    let product = |product: &Option<ProductId>| own.get(product).copied().unwrap_or_default();
    Parts {
        payable: figures.payable,
        net: figures.net,
        tax: figures.tax,
        taxes: taxes.iter().map(tax).collect(),
        products: products.iter().map(product).collect(),
    }
}
