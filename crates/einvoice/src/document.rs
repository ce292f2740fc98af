//! From what net30 knows of a document to the one model of EN 16931.

use crate::{
    exemption,
    fault::Fault,
    line, party, payment,
    source::{Adjustment, Direction, Source, TaxGroup},
    text::{checked, opt},
    value::{amount, date, vat},
};
use en16931::{
    DocumentKind, DocumentReference, Invoice, InvoiceNote, Percentage,
    invoice::{
        Code, Delivery, DocumentAllowanceCharge, DocumentTotals, PrecedingInvoice, VatBreakdown,
    },
};
use net30_domain::{
    money::Amount,
    payment_terms::EarlyPayment,
    tax::{Category, Rate},
};

/// What stands for a number that is drawn only when the document is issued.
const UNNUMBERED: &str = "DRAFT";
/// Most decimals of an amount (BR-DEC-09 to BR-DEC-28).
const DECIMALS_MAX: u32 = 2;

/// A document of EN 16931, not of a format yet, and where each part of it comes from.
#[derive(Clone, Debug)]
pub struct Document {
    /// The terms that every format shares.
    pub(crate) model: Invoice,
    /// What is taken off for paying early, which only `XRechnung` has a form for.
    pub(crate) early_payment: Option<(i32, EarlyPayment)>,
    /// What could not be said in any format.
    pub(crate) faults: Vec<Fault>,
    /// Where the client wrote each allowance, each charge and each tax of the model.
    pub(crate) allowances: Vec<String>,
    pub(crate) charges: Vec<String>,
    pub(crate) taxes: Vec<String>,
    /// Where the client wrote the tax of each line.
    pub(crate) line_taxes: Vec<String>,
    /// What net30 calculated.
    pub(crate) source: Figured,
}

/// The figures that the model has to come to.
#[derive(Clone, Debug)]
pub(crate) struct Figured {
    pub(crate) currency: net30_domain::money::Currency,
    pub(crate) figures: crate::source::Figures,
    pub(crate) taxes: Vec<TaxGroup>,
}

impl Document {
    /// The model, without what a format adds.
    #[must_use]
    pub fn model(&self) -> &Invoice {
        &self.model
    }

    /// Whether it has its number.
    #[must_use]
    pub fn is_numbered(&self) -> bool {
        self.model.number.as_deref() != Some(UNNUMBERED)
    }
}

/// Says a document in the terms of EN 16931.
///
/// What cannot be said is among the faults that [`crate::validate`] finds.
#[must_use]
pub fn document(source: &Source) -> Document {
    let currency = source.currency;
    let is_out_of_scope = !source.taxes.is_empty()
        && source.taxes.iter().all(|group| group.key.category == Category::OutOfScope);
    let references = &source.references;
    let refer = |text: &Option<String>| opt(text.as_deref()).map(DocumentReference::new);
    let mut model = Invoice::default();
    model.kind = if source.takes_back { DocumentKind::CreditNote } else { DocumentKind::Invoice };
    model.number = opt(source.number.as_deref()).or_else(|| Some(UNNUMBERED.to_owned()));
    model.issue_date = date(source.issue_date);
    model.type_code = Some(Code::new(source.type_code.to_string()));
    model.currency = Some(Code::new(currency.code()));
    model.due_date = source.due_date.and_then(date);
    model.buyer_reference = opt(references.buyer_reference.as_deref());
    model.purchase_order_reference = refer(&references.purchase_order);
    model.contract_reference = refer(&references.contract_reference);
    model.project_reference = refer(&references.project_reference);
    model.notes =
        source.notes.iter().filter_map(|note| checked(note)).map(InvoiceNote::new).collect();
    let terms: Vec<String> = source.payment_terms.iter().filter_map(|text| checked(text)).collect();
    model.payment_terms = (!terms.is_empty()).then(|| terms.join("\n"));
    model.preceding_invoices = source
        .preceding
        .iter()
        .filter_map(|preceding| {
            Some(PrecedingInvoice {
                reference: DocumentReference::new(checked(&preceding.number)?),
                issue_date: preceding.issue_date.and_then(date),
            })
        })
        .collect();
    model.seller = party::seller(&source.seller, !is_out_of_scope);
    model.buyer = party::buyer(&source.buyer, !is_out_of_scope);
    model.delivery = delivery(source);
    model.invoicing_period = line::period(source.service);
    model.payment = payment::instructions(source);
    model.lines = source
        .lines
        .iter()
        .enumerate()
        .map(|(index, line)| line::line(source, index, line))
        .collect();
    model.vat_breakdown = source.taxes.iter().map(|group| breakdown(source, group)).collect();
    let mut pointers = [Vec::new(), Vec::new()];
    for adjustment in &source.adjustments {
        let (list, of) = match adjustment.direction {
            Direction::Allowance => (&mut model.allowances, 0),
            Direction::Charge => (&mut model.charges, 1),
        };
        list.push(adjusted(source, adjustment));
        pointers[of].push(adjustment.pointer.clone());
    }
    model.totals = totals(source);
    let [allowances, charges] = pointers;
    let pay_early = source.early_payment.and_then(|early| {
        let until = early.until(source.issue_date)?;
        let days = source.issue_date.until(until).ok()?.get_days();
        (days > 0).then_some((days, early))
    });
    Document {
        model,
        early_payment: pay_early,
        faults: inexpressible(source),
        allowances,
        charges,
        taxes: source.taxes.iter().map(|group| group.pointer.clone()).collect(),
        line_taxes: (0..source.lines.len()).map(|index| tax_pointer(source, index)).collect(),
        source: Figured { currency, figures: source.figures, taxes: source.taxes.clone() },
    }
}

fn tax_pointer(source: &Source, index: usize) -> String {
    if source.lines[index].has_own_taxes {
        format!("/items/{index}/taxes")
    } else {
        "/taxes".to_owned()
    }
}

/// What no format can say, each with the reason.
fn inexpressible(source: &Source) -> Vec<Fault> {
    let mut faults = Vec::new();
    let currency = source.currency;
    if currency.decimals() > DECIMALS_MAX {
        let message = format!(
            "is {currency}, which has {} decimals; an electronic invoice takes at most 2, so that its amounts could not be \
             written exactly",
            currency.decimals()
        );
        faults.push(Fault::new("/currency", "BR-DEC-18", message));
    }
    if source.figures.has_amounts_after_tax {
        let message = "are amounts after tax, for which an electronic invoice has no place: make them lines or charges";
        faults.push(Fault::new("/extra_fields", "BR-CO-16", message));
    }
    for index in 0..source.lines.len() {
        let line = &source.lines[index];
        let pointer = tax_pointer(source, index);
        let message = match line.taxes.as_slice() {
            [] => {
                "is missing: an electronic invoice needs a tax category for each line, at 0 % too (Z, E, AE, K, G or O)"
            }
            [tax] if matches!(tax.rate, Rate::Amount(_)) => {
                "is an amount; an electronic invoice takes percentages only: make it a flat fee or a charge"
            }
            [_] => continue,
            _ => "are several taxes; an electronic invoice takes one for each line",
        };
        // The taxes of the document are wrong once, not on each line.
        if !faults.iter().any(|known| known.pointer == pointer) {
            faults.push(Fault::new(pointer, "BR-CO-04", message));
        }
    }
    faults
}

/// Where goods go. An intra-community supply says to which country (BR-IC-12): the buyer's, if nothing else is known.
fn delivery(source: &Source) -> Option<Delivery> {
    let is_intra_community =
        source.taxes.iter().any(|group| group.key.category == Category::IntraCommunity);
    let given = source.delivery.address.as_ref().filter(|address| address.country.is_some());
    let buyers = Some(&source.buyer.address)
        .filter(|address| is_intra_community && address.country.is_some());
    let delivery = Delivery {
        party_name: opt(source.delivery.name.as_deref()),
        location: None,
        date: source.delivery.date.and_then(date),
        address: given.or(buyers).map(party::postal),
    };
    (delivery != Delivery::default()).then_some(delivery)
}

fn breakdown(source: &Source, group: &TaxGroup) -> VatBreakdown {
    let key = group.key;
    let (reason, code) = exemption::of(group);
    VatBreakdown {
        taxable_amount: amount(group.base, source.currency),
        tax_amount: amount(group.amount, source.currency),
        category: Code::new(key.category.code()),
        rate: (key.category != Category::OutOfScope).then(|| Percentage::new(key.rate.normalize())),
        exemption_reason: reason,
        exemption_reason_code: code.map(Code::new),
    }
}

fn adjusted(source: &Source, adjustment: &Adjustment) -> DocumentAllowanceCharge {
    let (base_amount, percentage) = line::share(adjustment.amount, adjustment.of, source.currency);
    let reason = opt(adjustment.reason.as_deref());
    let code = opt(adjustment.reason_code.as_deref()).or_else(|| {
        let code = match adjustment.direction {
            Direction::Allowance => line::DISCOUNT,
            Direction::Charge if reason.is_none() => line::MISCELLANEOUS,
            Direction::Charge => return None,
        };
        Some(code.to_owned())
    });
    DocumentAllowanceCharge {
        amount: amount(adjustment.amount, source.currency),
        base_amount,
        percentage,
        vat: vat(adjustment.tax.category, adjustment.tax.rate),
        reason,
        reason_code: code.map(Code::new),
    }
}

fn totals(source: &Source) -> DocumentTotals {
    let currency = source.currency;
    let figures = source.figures;
    let of = |direction: Direction| {
        let its = source.adjustments.iter().filter(|adjustment| adjustment.direction == direction);
        let sum: i64 = its.map(|adjustment| adjustment.amount.0).sum();
        (sum != 0).then(|| amount(Amount(sum), currency))
    };
    let stated = |sum: Amount| (!sum.is_zero()).then(|| amount(sum, currency));
    DocumentTotals {
        line_total: amount(figures.subtotal, currency),
        allowance_total: of(Direction::Allowance),
        charge_total: of(Direction::Charge),
        taxable_total: amount(figures.net, currency),
        vat_total: Some(amount(figures.tax, currency)),
        vat_total_accounting: None,
        gross_total: amount(figures.gross, currency),
        paid: stated(figures.prepaid),
        rounding: stated(figures.rounding),
        due: amount(figures.due, currency),
    }
}
