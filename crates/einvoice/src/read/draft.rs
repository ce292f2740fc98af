//! From the model to a draft of the domain, as far as that is natural.

use super::{Left, bounds, left_over::LeftOver};
use en16931::{
    DocumentReference, Identifier, Invoice, InvoiceLine, Percentage, Quantity,
    invoice::{
        CreditTransfer, DocumentAllowanceCharge, LineAllowanceCharge, LineVat, Party,
        PaymentInstructions, PaymentMeans, PostalAddress,
    },
};
use net30_domain::{
    Date, Decimal,
    bank::{BankAccount, checked_iban},
    customer::{self, Address, ElectronicAddress, Name},
    document::{
        self, Adjustments, AllowanceCharge, Card, Classification, DeliverTo, DirectDebit, Discount,
        ItemReferences, PrecedingDocument, References, SchemedId, ServicePeriod,
    },
    draft::{CustomerDraft, CustomerRef, DraftBody, Field, InvoiceDraft, LineDraft, TaxRef},
    limits::{NAME_CHARS_MAX, REFERENCE_CHARS_MAX},
    money::{Currency, DECIMALS_MAX},
    number::NUMBER_CHARS_MAX,
    tax::{Category, Rate, Tax},
    text::{Country, Email},
    unit::{ONE, word_of},
};

/// What was made of an electronic invoice.
#[derive(Clone, Debug)]
pub struct Drafted {
    /// The draft.
    pub draft: InvoiceDraft,
    /// What the draft has no place for.
    pub left: Vec<Left>,
}

/// Makes a draft of an electronic invoice: prices without tax; each line, allowance and charge with its own tax.
#[must_use]
pub fn draft(model: &Invoice) -> Drafted {
    let mut left = LeftOver::default();
    let mut lines = Vec::with_capacity(model.lines.len());
    for (index, line) in model.lines.iter().enumerate() {
        lines.push(line_of(model, index, line, &mut left));
    }
    // An allowance is taken off lines that bear its tax; one without such lines is a line itself.
    let is_borne =
        |part: &&DocumentAllowanceCharge| model.lines.iter().any(|line| line.vat == part.vat);
    let (borne, alone): (Vec<_>, Vec<_>) = model.allowances.iter().partition(is_borne);
    for part in alone {
        let name = part.reason.clone().unwrap_or_else(|| "Discount".to_owned());
        lines.push(LineDraft {
            name: left.within(NAME_CHARS_MAX, "BT-97", Some(name)),
            quantity: Some(Decimal::ONE),
            unit_price: Some(-part.amount.into_decimal()),
            taxes: Some(vec![TaxRef::Inline(tax_of(model, &part.vat))]),
            ..LineDraft::default()
        });
    }
    let adjustments = Adjustments {
        allowances: borne.into_iter().map(|part| allowance_charge(model, part)).collect(),
        charges: model.charges.iter().map(|part| allowance_charge(model, part)).collect(),
        ..Adjustments::default()
    };
    left.what_a_draft_does_not_hold(model);
    let body = body(model, lines, adjustments, &mut left);
    let customer = CustomerDraft { party: party(&model.buyer), ..CustomerDraft::default() };
    let mut draft = InvoiceDraft::of(CustomerRef::Details(Box::new(customer)), body);
    draft.issue_date = model.issue_date.and_then(date);
    draft.due_date = Field::of(model.due_date.and_then(date));
    draft.number = left.within(NUMBER_CHARS_MAX, "BT-1", model.number.clone());
    draft.delivery_date = model.delivery.as_ref().and_then(|delivery| delivery.date).and_then(date);
    draft.service = service(model.invoicing_period.as_ref());
    bounds::keep(&mut draft, &mut left);
    Drafted { draft, left: left.told }
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
        left.within(REFERENCE_CHARS_MAX, term, text)
    };
    let references = References {
        purchase_order: reference("BT-13", model.purchase_order_reference.as_ref()),
        contract_reference: reference("BT-12", model.contract_reference.as_ref()),
        project_reference: reference("BT-11", model.project_reference.as_ref()),
        buyer_reference: left.within(REFERENCE_CHARS_MAX, "BT-10", model.buyer_reference.clone()),
        preceding: model
            .preceding_invoices
            .iter()
            .map(|preceding| PrecedingDocument {
                number: preceding.reference.as_str().to_owned(),
                issue_date: preceding.issue_date.and_then(date),
            })
            .collect(),
    };
    let delivery = model.delivery.as_ref();
    let deliver_to = delivery.map(|delivery| DeliverTo {
        name: delivery.party_name.clone(),
        address: delivery.address.as_ref().map(address).unwrap_or_default(),
    });
    DraftBody {
        currency: model.currency.as_ref().and_then(|code| Currency::parse(code.as_str())),
        notes: Field::of(left.html("BT-22", notes)),
        terms: Field::of(left.html("BT-20", model.payment_terms.clone())),
        payment_terms: Field::Null,
        payment_days: Field::Null,
        payment_means: model.payment.as_ref().map(payment_means).unwrap_or_default(),
        deliver_to: deliver_to.filter(|to| *to != DeliverTo::default()).map(Box::new),
        references,
        adjustments,
        taxes: Some(Vec::new()),
        tax_included: Some(false),
        lines,
        ..DraftBody::default()
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

fn allowance_charge(model: &Invoice, part: &DocumentAllowanceCharge) -> AllowanceCharge {
    AllowanceCharge {
        rate: Rate::Amount(part.amount.into_decimal().normalize()),
        reason: part.reason.clone(),
        code: part.reason_code.as_ref().map(ToString::to_string),
        tax: Some(tax_of(model, &part.vat)),
    }
}

fn schemed(identifier: &Identifier) -> Option<SchemedId> {
    let id = identifier.content().to_owned();
    identifier.scheme().map(|scheme| SchemedId { scheme: scheme.to_owned(), id })
}

fn classification(identifier: &Identifier) -> Option<Classification> {
    let scheme = identifier.scheme()?.to_owned();
    let version = identifier.scheme_version().map(str::to_owned);
    Some(Classification { scheme, version, code: identifier.content().to_owned() })
}

fn payment_means(payment: &PaymentInstructions) -> document::PaymentMeans {
    let mut means = document::PaymentMeans {
        code: payment.means_code.as_ref().map(ToString::to_string),
        reference: payment.remittance_information.clone(),
        ..document::PaymentMeans::default()
    };
    match &payment.means {
        Some(PaymentMeans::CreditTransfer(transfers)) => {
            means.account = transfers.first().map(account).map(Box::new);
        }
        Some(PaymentMeans::DirectDebit(debit)) => {
            means.direct_debit = Some(Box::new(DirectDebit {
                mandate: debit.mandate_reference.clone(),
                creditor_id: debit.creditor_identifier.clone(),
                debited_iban: debit.debited_account.clone(),
            }));
        }
        Some(PaymentMeans::Card(card)) => {
            means.card = card.primary_account_number.as_ref().map(|number| {
                // Whoever wrote all of them down should not have: four are kept.
                let figures: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
                let last = figures.len().saturating_sub(4);
                Card {
                    last_figures: figures[last..].iter().collect(),
                    holder: card.holder_name.clone(),
                }
            });
        }
        None => {}
    }
    means
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
        name: left.within(NAME_CHARS_MAX, &path("BT-153"), line.item.name.clone()),
        description: left.html(&path("BT-154"), line.item.description.clone()),
        quantity: Some(quantity.normalize()),
        unit: word_of(code).filter(|_| code != ONE).map(str::to_owned),
        unit_price: Some(price.normalize()),
        base_quantity: Some(base.normalize()),
        flat_fee: (!charges.is_zero()).then(|| charges.normalize()),
        discount: (!allowances.is_zero()).then(|| Discount {
            rate: Rate::Amount(allowances.normalize()),
            name: (!names.is_empty()).then(|| names.join(", ")),
            code: line
                .allowances
                .first()
                .and_then(|part| part.reason_code.as_ref())
                .map(ToString::to_string),
        }),
        taxes: Some(vec![TaxRef::Inline(tax_of(model, &line.vat))]),
        service: service(line.period.as_ref()),
        item: ItemReferences {
            unit_code: Some(code.to_owned()),
            note: line.note.clone(),
            order_line: line.order_line_reference.as_ref().map(ToString::to_string),
            seller_item_id: line.item.seller_identifier.clone(),
            buyer_item_id: line.item.buyer_identifier.clone(),
            standard_item_id: line.item.standard_identifier.as_ref().and_then(schemed),
            classifications: line
                .item
                .classification_identifiers
                .iter()
                .filter_map(classification)
                .collect(),
            origin_country: line
                .item
                .origin_country
                .as_ref()
                .and_then(|code| Country::parse(code.as_str()).ok()),
        },
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
        legal_id_scheme: buyer
            .legal_registration
            .as_ref()
            .and_then(|id| id.scheme())
            .map(str::to_owned),
        electronic_address: buyer.electronic_address.as_ref().and_then(|address| {
            Some(ElectronicAddress { scheme: address.scheme()?.to_owned(), id: id(address) })
        }),
        ..customer::Party::default()
    }
}

fn address(address: &PostalAddress) -> Address {
    Address {
        line1: address.line1.clone(),
        line2: address.line2.clone(),
        line3: address.line3.clone(),
        city: address.city.clone(),
        region: address.subdivision.clone(),
        postal_code: address.post_code.clone(),
        country: address.country.as_ref().and_then(|code| Country::parse(code.as_str()).ok()),
    }
}

fn account(transfer: &CreditTransfer) -> BankAccount {
    let id = transfer.account_identifier.clone();
    let iban = id.as_deref().and_then(|id| checked_iban(id).ok());
    BankAccount {
        holder: transfer.account_name.clone(),
        account_number: id.filter(|_| iban.is_none()),
        iban,
        bic: transfer.provider_identifier.clone(),
        ..BankAccount::default()
    }
}
