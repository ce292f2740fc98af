//! From the model to a draft of the domain, as far as that is natural.

use super::Left;
use crate::unit;
use en16931::{
    DocumentReference, Invoice, InvoiceLine, Percentage, Quantity,
    invoice::{DocumentAllowanceCharge, LineAllowanceCharge, LineVat, Party, PostalAddress},
};
use net30_domain::{
    Date, Decimal,
    bank::BankAccount,
    customer::{self, Address, ElectronicAddress, Name},
    draft::{CustomerDraft, CustomerRef, DraftBody, Field, InvoiceDraft, LineDraft, TaxRef},
    html::Html,
    invoice::{Adjustments, Discount, ExtraCharge, References, ServicePeriod},
    money::{Currency, DECIMALS_MAX},
    tax::{Category, Rate, Tax},
    text::{Country, Email},
};

/// Most characters of a name or a reference, of a number, and of a text.
const NAME_MAX: usize = 255;
const NUMBER_MAX: usize = 100;
const TEXT_MAX: usize = 10_000;

/// What was made of an electronic invoice.
#[derive(Clone, Debug)]
pub struct Drafted {
    /// The draft.
    pub draft: InvoiceDraft,
    /// The accounts that it is to be paid to, which a draft does not hold.
    pub accounts: Vec<BankAccount>,
    /// What the draft has no place for.
    pub left: Vec<Left>,
}

/// Makes a draft of an electronic invoice: prices without tax, each line with its own tax.
///
/// Discounts and charges of a document with one tax stay what they are; where it has several, each becomes a line, so
/// that it stays with its tax.
#[must_use]
pub fn draft(model: &Invoice) -> Drafted {
    let mut left = LeftOver(Vec::new());
    let mut lines = Vec::with_capacity(model.lines.len());
    for (index, line) in model.lines.iter().enumerate() {
        lines.push(line_of(model, index, line, &mut left));
    }
    let mut adjustments = Adjustments::default();
    if model.vat_breakdown.len() <= 1 {
        adjustments.discount =
            sum_of(&model.allowances).map(|(rate, name)| Discount { rate, name });
        adjustments.extra_charge =
            sum_of(&model.charges).map(|(rate, name)| ExtraCharge { rate, name });
    } else {
        let allowances = model.allowances.iter().map(|part| (part, "Discount", -Decimal::ONE));
        let charges = model.charges.iter().map(|part| (part, "Charge", Decimal::ONE));
        for (part, name, sign) in allowances.chain(charges) {
            let name = part.reason.clone().unwrap_or_else(|| name.to_owned());
            lines.push(LineDraft {
                name: left.within(NAME_MAX, "BT-97", Some(name)),
                quantity: Some(Decimal::ONE),
                unit_price: Some(sign * part.amount.into_decimal()),
                taxes: Some(vec![TaxRef::Inline(tax_of(model, &part.vat))]),
                ..LineDraft::default()
            });
        }
    }
    left.what_a_draft_does_not_hold(model);
    let body = body(model, lines, adjustments, &mut left);
    let customer = CustomerDraft { party: party(&model.buyer), ..CustomerDraft::default() };
    let mut draft = InvoiceDraft::of(CustomerRef::Details(Box::new(customer)), body);
    draft.issue_date = model.issue_date.and_then(date);
    draft.due_date = Field::of(model.due_date.and_then(date));
    draft.number = left.within(NUMBER_MAX, "BT-1", model.number.clone());
    draft.delivery_date = model.delivery.as_ref().and_then(|delivery| delivery.date).and_then(date);
    draft.service = service(model.invoicing_period.as_ref());
    Drafted { draft, accounts: accounts(model), left: left.0 }
}

fn body(
    model: &Invoice,
    lines: Vec<LineDraft>,
    adjustments: Adjustments,
    left: &mut LeftOver,
) -> DraftBody {
    let notes: Vec<&str> = model.notes.iter().filter_map(|note| note.note.as_deref()).collect();
    let notes = (!notes.is_empty()).then(|| notes.join("\n\n"));
    let mut reference = |term: &str, reference: Option<&DocumentReference>| {
        let text = reference.map(|reference| reference.as_str().to_owned());
        left.within(NAME_MAX, term, text)
    };
    let references = References {
        purchase_order: reference("BT-13", model.purchase_order_reference.as_ref()),
        contract_reference: reference("BT-12", model.contract_reference.as_ref()),
        project_reference: reference("BT-11", model.project_reference.as_ref()),
        buyer_reference: left.within(NAME_MAX, "BT-10", model.buyer_reference.clone()),
    };
    DraftBody {
        currency: model.currency.as_ref().and_then(|code| Currency::parse(code.as_str())),
        notes: Field::of(left.html("BT-22", notes)),
        terms: Field::of(left.html("BT-20", model.payment_terms.clone())),
        payment_terms: Field::Null,
        payment_days: Field::Null,
        references,
        adjustments,
        taxes: Some(Vec::new()),
        tax_included: Some(false),
        lines,
        ..DraftBody::default()
    }
}

/// What is left over.
struct LeftOver(Vec<Left>);

impl LeftOver {
    fn add(&mut self, path: &str, value: Option<String>, reason: &str) {
        self.0.push(Left { path: path.to_owned(), value, reason: reason.to_owned() });
    }

    /// The text as far as it fits; what is cut off is told.
    fn within(&mut self, chars_max: usize, path: &str, text: Option<String>) -> Option<String> {
        let text = text?;
        let Some((at, _)) = text.char_indices().nth(chars_max) else { return Some(text) };
        let rest = text[at..].to_owned();
        self.add(path, Some(rest), &format!("is what is beyond {chars_max} characters"));
        Some(text[..at].to_owned())
    }

    /// The text of a file is text: what looks like markup in it is none.
    fn html(&mut self, path: &str, text: Option<String>) -> Option<Html> {
        let text = self.within(TEXT_MAX, path, text)?;
        Some(Html::sanitised(&text.replace('&', "&amp;").replace('<', "&lt;")))
    }

    fn what_a_draft_does_not_hold(&mut self, model: &Invoice) {
        let totals = &model.totals;
        let parties = (model.payee.as_ref(), model.tax_representative.as_ref());
        let facts = [
            ("BT-113", totals.paid.map(|paid| paid.to_string()), "is to be recorded as a payment"),
            (
                "BT-114",
                totals.rounding.map(|rounding| rounding.to_string()),
                "follows from what the amount due is rounded to",
            ),
            (
                "BT-6",
                model.vat_accounting_currency.as_ref().map(ToString::to_string),
                "is a second currency",
            ),
            (
                "BG-10",
                parties.0.and_then(|payee| payee.name.clone()),
                "is paid in the seller's place",
            ),
            ("BG-11", parties.1.and_then(|party| party.name.clone()), "pays the seller's tax"),
            (
                "BG-24",
                model.attachments.first().map(|first| first.reference.to_string()),
                "is an attachment",
            ),
            (
                "BG-3",
                model.preceding_invoices.first().map(|first| first.reference.to_string()),
                "is a document that this one follows",
            ),
        ];
        for (term, value, reason) in facts {
            if value.is_some() {
                self.add(term, value, reason);
            }
        }
    }
}

fn date(date: en16931::Date) -> Option<Date> {
    let year = i16::try_from(date.year()).ok()?;
    Date::new(year, i8::try_from(date.month()).ok()?, i8::try_from(date.day()).ok()?).ok()
}

fn service(period: Option<&en16931::invoice::Period>) -> ServicePeriod {
    ServicePeriod {
        start: period.and_then(|period| period.start).and_then(date),
        end: period.and_then(|period| period.end).and_then(date),
    }
}

fn sum_of(parts: &[DocumentAllowanceCharge]) -> Option<(Rate, Option<String>)> {
    let sum: Decimal = parts.iter().map(|part| part.amount.into_decimal()).sum();
    let names: Vec<&str> = parts.iter().filter_map(|part| part.reason.as_deref()).collect();
    (!sum.is_zero())
        .then(|| (Rate::Amount(sum.normalize()), (!names.is_empty()).then(|| names.join(", "))))
}

fn line_of(model: &Invoice, index: usize, line: &InvoiceLine, left: &mut LeftOver) -> LineDraft {
    let total = |parts: &[LineAllowanceCharge]| -> Decimal {
        parts.iter().map(|part| part.amount.into_decimal()).sum()
    };
    let (allowances, charges) = (total(&line.allowances), total(&line.charges));
    let quantity = line.quantity.into_decimal();
    let (price, base) = price_of(line);
    let whole = quantity.checked_mul(price).and_then(|whole| whole.checked_div(base));
    let found = whole.map(|whole| whole + charges - allowances);
    let half_a_cent = Decimal::new(5, 3);
    let net = line.net_amount;
    let path = |term: &str| format!("BG-25[{index}]/{term}");
    if found.is_none_or(|found| (found - net.into_decimal()).abs() > half_a_cent) {
        let reason = "is not what quantity, price, charges and allowances come to, which the draft takes over";
        left.add(&path("BT-131"), Some(net.to_string()), reason);
    }
    let names: Vec<&str> =
        line.allowances.iter().filter_map(|part| part.reason.as_deref()).collect();
    let code = line.unit_code.as_str();
    LineDraft {
        name: left.within(NAME_MAX, &path("BT-153"), line.item.name.clone()),
        description: left.html(&path("BT-154"), line.item.description.clone()),
        quantity: Some(quantity.normalize()),
        unit: Some(unit::word(code).unwrap_or(code).to_owned()),
        unit_price: Some(price.normalize()),
        base_quantity: Some(base.normalize()),
        flat_fee: (!charges.is_zero()).then(|| charges.normalize()),
        discount: (!allowances.is_zero()).then(|| Discount {
            rate: Rate::Amount(allowances.normalize()),
            name: (!names.is_empty()).then(|| names.join(", ")),
        }),
        taxes: Some(vec![TaxRef::Inline(tax_of(model, &line.vat))]),
        service: service(line.period.as_ref()),
        ..LineDraft::default()
    }
}

/// Price and for how many it is: one with more decimals than the domain takes is the price of ten times as many.
fn price_of(line: &InvoiceLine) -> (Decimal, Decimal) {
    let mut price = line.price.net_price.into_decimal().normalize();
    let mut base = line.price.base_quantity.map_or(Decimal::ONE, Quantity::into_decimal);
    while price.scale() > DECIMALS_MAX {
        let tenfold = (price.checked_mul(Decimal::TEN), base.checked_mul(Decimal::TEN));
        let (Some(more), Some(of_more)) = tenfold else { break };
        (price, base) = (more.normalize(), of_more);
    }
    (price, base)
}

fn tax_of(model: &Invoice, vat: &LineVat) -> Tax {
    let percent = vat.rate.map_or(Decimal::ZERO, Percentage::into_decimal);
    let rate = Rate::Percentage(percent.normalize());
    let group = model
        .vat_breakdown
        .iter()
        .find(|group| group.category == vat.category && group.has_exemption_reason());
    let reason = group.and_then(|group| {
        let code = group.exemption_reason_code.as_ref().map(ToString::to_string);
        let parts: Vec<String> = code.into_iter().chain(group.exemption_reason.clone()).collect();
        (!parts.is_empty()).then(|| parts.join(": "))
    });
    Tax {
        id: None,
        name: "VAT".to_owned(),
        rate,
        category: Category::parse(vat.category.as_str())
            .unwrap_or_else(|| Category::default_of(rate)),
        exemption_reason: reason,
        compound: false,
    }
}

fn party(buyer: &Party) -> customer::Party {
    let id = |identifier: &en16931::Identifier| identifier.content().to_owned();
    customer::Party {
        name: Name { company: buyer.name.clone(), ..Name::default() },
        contact_name: buyer.contact.name.clone(),
        email: buyer.contact.email.as_deref().and_then(|email| Email::parse(email).ok()),
        phone: buyer.contact.phone.clone(),
        address: address(&buyer.address),
        tax_id: buyer.vat_identifier.clone().or_else(|| buyer.identifiers.first().map(id)),
        legal_id: buyer.legal_registration.as_ref().map(id),
        electronic_address: buyer.electronic_address.as_ref().and_then(|address| {
            Some(ElectronicAddress { scheme: address.scheme()?.to_owned(), id: id(address) })
        }),
        ..customer::Party::default()
    }
}

fn address(address: &PostalAddress) -> Address {
    let second: Vec<&str> =
        [&address.line2, &address.line3].into_iter().filter_map(|line| line.as_deref()).collect();
    Address {
        line1: address.line1.clone(),
        line2: (!second.is_empty()).then(|| second.join(", ")),
        city: address.city.clone(),
        region: address.subdivision.clone(),
        postal_code: address.post_code.clone(),
        country: address.country.as_ref().and_then(|code| Country::parse(code.as_str()).ok()),
    }
}

fn accounts(model: &Invoice) -> Vec<BankAccount> {
    let Some(en16931::invoice::PaymentMeans::CreditTransfer(transfers)) =
        model.payment.as_ref().and_then(|payment| payment.means.as_ref())
    else {
        return Vec::new();
    };
    let account = |transfer: &en16931::invoice::CreditTransfer| {
        let id = transfer.account_identifier.clone();
        let iban = id.as_deref().and_then(|id| net30_domain::bank::checked_iban(id).ok());
        BankAccount {
            holder: transfer.account_name.clone(),
            account_number: id.filter(|_| iban.is_none()),
            iban,
            bic: transfer.provider_identifier.clone(),
            ..BankAccount::default()
        }
    };
    transfers.iter().map(account).collect()
}
