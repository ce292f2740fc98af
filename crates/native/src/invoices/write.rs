//! From an invoice to its JSON.

use super::{
    wire::{
        Adjustments, AllowanceCharge, AllowanceChargeTotal, Card, Classification, CreditedItem,
        DeliverTo, DirectDebit, DocumentLink, EarlyPaymentDiscount, ExtraCharge, ExtraField,
        Invoice, InvoiceBody, InvoiceFields, InvoiceSummary, Item, ItemBody, ItemReferences,
        LastDelivery, Links, PaymentMeans, PrecedingDocument, References, SchemedId, Step,
        SummaryTotals, TaxTotal, Texts, Totals,
    },
    wire_actions::{Payment, Refund},
};
use crate::{
    customers,
    settings::write::bank,
    status::word,
    wire::{Metadata, Warning},
    write::{rate, tax, taxes},
};
use net30_app::{invoices::Shown, links::public_link};
use net30_domain::{
    Date,
    document::{self, Content, Line},
    invoice::{self, Stage},
    money::{Amount, Currency, Sum},
    payment,
    payment_terms::PaymentTerms,
    summary::Summary,
    totals::{self, LineTotals},
};
use net30_http::number::Number;

/// A document as a reply shows it; `public_url` is what links begin with.
pub(crate) fn invoice(shown: &Shown, public_url: &str) -> Invoice {
    let invoice = &shown.invoice;
    let content = &invoice.content;
    let currency = content.currency;
    let issue = invoice.stage.issue();
    let lines = content.lines.iter().zip(&invoice.totals.lines);
    Invoice {
        id: invoice.id.0,
        r#type: invoice.document.word(),
        status: word(shown.standing()),
        fields: InvoiceFields {
            number: invoice.number().map(str::to_owned).or_else(|| content.number.clone()),
            ..fields(content)
        },
        customer: match issue {
            Some(issue) => customers::write::as_it_was(&shown.customer, &issue.buyer),
            None => customers::write::customer(&shown.customer),
        },
        items: lines.map(|(line, totals)| item(line, totals, currency)).collect(),
        totals: totals(invoice),
        payments: invoice
            .payments
            .iter()
            .filter(|payment| payment.reversed_at.is_none())
            .map(|found| self::payment(found, currency))
            .collect(),
        credit_notes: invoice.credit_notes.iter().map(|note| link(note, currency)).collect(),
        credits: invoice.credits.as_ref().map(|original| link(original, currency)),
        credited_items: invoice
            .credited_lines
            .iter()
            .map(|line| CreditedItem { item_id: line.line_id.0, quantity: Number(line.quantity) })
            .collect(),
        share_token: issue.map(|issue| issue.share_token.clone()),
        links: links(invoice, public_url),
        revision: invoice.revision,
        created_at: invoice.created_at,
        updated_at: invoice.updated_at,
        issued_at: issue.map(|issue| issue.issued_at),
        sent_at: issue.and_then(|issue| issue.sent_at),
        viewed_at: invoice.viewed_at,
        paid_at: invoice.paid_at,
        paid_on: invoice.paid_on(),
        voided_at: match &invoice.stage {
            Stage::Void { at, .. } => Some(*at),
            Stage::Draft { .. } | Stage::Issued(_) => None,
        },
        scheduled_send_at: invoice.scheduled_send_at,
        recurring_invoice_id: invoice.recurring_id.map(|id| id.0),
        reminders_paused: invoice.reminders_paused,
        last_delivery: invoice.last_delivery.as_ref().map(|last| LastDelivery {
            id: last.id.0,
            status: last.status.word(),
            error: last.error.clone(),
            at: last.at,
        }),
        early_payment_discount: early_payment_discount(content),
        hidden: shown.is_hidden(),
        deleted_at: invoice.deleted_at,
        warnings: Warning::all(&shown.warnings),
        calculation: None,
    }
}

/// A document as a line of a list, on a day of the account's time zone.
pub(crate) fn summary(summary: &Summary, today: Date) -> InvoiceSummary {
    let number = |amount: Amount| Number::of(amount, summary.currency);
    InvoiceSummary {
        id: summary.id.0,
        r#type: summary.document.word(),
        status: word(summary.standing(today)),
        customer_id: summary.customer_id.0,
        customer_name: summary.customer_name.display(),
        issue_date: summary.issue_date,
        due_date: summary.due_date,
        currency: summary.currency.code().to_owned(),
        totals: SummaryTotals {
            total: number(summary.total),
            paid: number(summary.balance.paid),
            credited: number(summary.balance.credited),
            refunded: number(summary.balance.refunded),
            rounding: number(summary.rounding),
            due: number(summary.balance.due),
        },
        revision: summary.revision,
        created_at: summary.created_at,
        updated_at: summary.updated_at,
        issued_at: summary.issued_at,
        sent_at: summary.sent_at,
        viewed_at: summary.viewed_at,
        paid_at: summary.paid_at,
        voided_at: summary.voided_at,
        scheduled_send_at: summary.scheduled_send_at,
        hidden: summary.is_hidden(),
        number: summary.number.clone().or_else(|| summary.wanted_number.clone()),
    }
}

fn early_payment_discount(content: &Content) -> Option<EarlyPaymentDiscount> {
    let terms = PaymentTerms::parse(content.payment_terms.as_deref()?)?;
    let discount = terms.early_payment?;
    Some(EarlyPaymentDiscount {
        percentage: Number(discount.percentage),
        until: discount.until(content.issue_date)?,
    })
}

/// What a client would write to make this document: what a merge patch is merged into.
pub(crate) fn body(shown: &Shown) -> InvoiceBody {
    let content = &shown.invoice.content;
    InvoiceBody {
        fields: fields(content),
        customer: None,
        status: None,
        items: content.lines.iter().map(item_body).collect(),
    }
}

fn fields(content: &Content) -> InvoiceFields {
    InvoiceFields {
        customer_id: Some(content.customer_id.0),
        issue_date: Some(content.issue_date),
        due_date: content.due_date,
        service_start_date: content.service.start,
        service_end_date: content.service.end,
        delivery_date: content.delivery_date,
        currency: Some(content.currency.code().to_owned()),
        lang: Some(content.language.code().to_owned()),
        number: content.number.clone(),
        slug: content.presentation.slug.clone(),
        texts: texts(&content.texts),
        notes: content.notes.as_deref().map(str::to_owned),
        terms: content.terms.as_deref().map(str::to_owned),
        payment_terms: content.payment_terms.clone(),
        payment_days: content.payment_days,
        payment_means: payment_means(&content.payment_means),
        deliver_to: deliver_to(content.deliver_to.as_deref()),
        references: references(&content.references),
        adjustments: adjustments(&content.adjustments),
        taxes: taxes(&content.taxes),
        tax_included: Some(content.tax_included),
        template_id: content.template_id.map(|id| id.0),
        tags: content.presentation.tags.clone(),
        is_retainer: content.presentation.is_retainer,
        ship_to: content.presentation.ship_to,
        external_source: content.external_source.clone(),
        external_source_id: content.external_source_id.clone(),
        round_to: content.adjustments.round_to.map(Number),
        metadata: Metadata::of(content.metadata.as_ref()),
    }
}

/// What a document says of itself.
pub(crate) fn texts(texts: &document::Texts) -> Texts {
    Texts {
        header: texts.header.clone(),
        description: texts.description.as_deref().map(str::to_owned),
    }
}

/// By what others know a document.
pub(crate) fn references(references: &document::References) -> References {
    References {
        buyer_reference: references.buyer_reference.clone(),
        purchase_order: references.purchase_order.clone(),
        contract_reference: references.contract_reference.clone(),
        project_reference: references.project_reference.clone(),
        preceding_documents: references.preceding.iter().map(preceding).collect(),
    }
}

fn preceding(document: &document::PrecedingDocument) -> PrecedingDocument {
    PrecedingDocument { number: document.number.clone(), issue_date: document.issue_date }
}

/// How a document is to be paid; null if nothing is said of it.
pub(crate) fn payment_means(means: &document::PaymentMeans) -> Option<PaymentMeans> {
    (*means != document::PaymentMeans::default()).then(|| PaymentMeans {
        code: means.code.clone(),
        reference: means.reference.clone(),
        bank: means.account.as_deref().map(bank),
        direct_debit: means.direct_debit.as_ref().map(|debit| DirectDebit {
            mandate: debit.mandate.clone(),
            creditor_id: debit.creditor_id.clone(),
            debited_iban: debit.debited_iban.clone(),
        }),
        card: means.card.as_ref().map(|card| Card {
            last_figures: card.last_figures.clone(),
            holder: card.holder.clone(),
        }),
    })
}

/// Who received the goods, and where.
pub(crate) fn deliver_to(to: Option<&document::DeliverTo>) -> Option<DeliverTo> {
    let to = to?;
    Some(DeliverTo { name: to.name.clone(), address: customers::write::address(&to.address) })
}

/// By what others know the item of a line.
pub(crate) fn item_references(item: &document::ItemReferences) -> ItemReferences {
    let standard = item.standard_item_id.as_ref();
    let classification = |class: &document::Classification| Classification {
        scheme: class.scheme.clone(),
        version: class.version.clone(),
        code: class.code.clone(),
    };
    ItemReferences {
        unit_code: item.unit_code.clone(),
        note: item.note.clone(),
        order_line: item.order_line.clone(),
        seller_item_id: item.seller_item_id.clone(),
        buyer_item_id: item.buyer_item_id.clone(),
        standard_item_id: standard
            .map(|own| SchemedId { scheme: own.scheme.clone(), id: own.id.clone() }),
        classifications: item.classifications.iter().map(classification).collect(),
        origin_country: item.origin_country.map(|country| country.code().to_owned()),
    }
}

/// What is taken off the lines' sum, and added to it.
pub(crate) fn adjustments(adjustments: &document::Adjustments) -> Adjustments {
    let discount = adjustments.discount.as_ref();
    let discount_rate = discount.map(|discount| rate(discount.rate));
    Adjustments {
        discount_type: discount_rate.map(|(kind, _)| kind),
        discount_value: discount_rate.map(|(_, value)| value),
        discount_name: discount.and_then(|discount| discount.name.clone()),
        discount_code: discount.and_then(|discount| discount.code.clone()),
        extra_charges: adjustments.extra_charge.as_ref().map(extra_charge),
        allowances: adjustments.allowances.iter().map(allowance_charge).collect(),
        charges: adjustments.charges.iter().map(allowance_charge).collect(),
        extra_fields: adjustments.extra_fields.iter().map(extra_field).collect(),
    }
}

fn extra_charge(charge: &document::ExtraCharge) -> ExtraCharge {
    let (r#type, value) = rate(charge.rate);
    ExtraCharge { r#type, value, name: charge.name.clone(), code: charge.code.clone() }
}

fn allowance_charge(one: &document::AllowanceCharge) -> AllowanceCharge {
    let (r#type, value) = rate(one.rate);
    AllowanceCharge {
        r#type,
        value,
        reason: one.reason.clone(),
        reason_code: one.code.clone(),
        tax: one.tax.as_ref().map(tax),
    }
}

fn extra_field(field: &document::ExtraField) -> ExtraField {
    let (r#type, value) = rate(field.rate);
    ExtraField { name: field.name.clone(), r#type, value, of: field.of.word() }
}

fn item(line: &Line, totals: &LineTotals, currency: Currency) -> Item {
    Item {
        fields: item_body(line),
        net: Number::of(totals.net, currency),
        tax: Number::of(totals.tax, currency),
        total: Number::of(totals.total, currency),
    }
}

fn item_body(line: &Line) -> ItemBody {
    let discount = line.discount.as_ref();
    let discount_rate = discount.map(|discount| rate(discount.rate));
    let tax_ids: Vec<_> = line.taxes.iter().filter_map(|tax| tax.id).map(|id| id.0).collect();
    ItemBody {
        id: Some(line.id.0),
        product_id: line.product_id.map(|id| id.0),
        name: line.name.clone(),
        description: line.description.as_deref().map(str::to_owned),
        url: line.url.clone(),
        quantity: Some(Number(line.quantity)),
        unit: line.unit.clone(),
        unit_price: Some(Number(line.unit_price)),
        base_quantity: Some(Number(line.base_quantity)),
        flat_fee: line.flat_fee.map(Number),
        discount_type: discount_rate.map(|(kind, _)| kind),
        discount_value: discount_rate.map(|(_, value)| value),
        discount_name: discount.and_then(|discount| discount.name.clone()),
        discount_code: discount.and_then(|discount| discount.code.clone()),
        tax_id: match tax_ids.as_slice() {
            [only] if line.taxes.len() == 1 => Some(*only),
            _ => None,
        },
        tax_ids,
        taxes: taxes(&line.taxes),
        service_start_date: line.service.start,
        service_end_date: line.service.end,
        references: item_references(&line.item),
        display_order: line.display_order,
    }
}

pub(super) fn totals(invoice: &invoice::Invoice) -> Totals {
    let currency = invoice.content.currency;
    let number = |amount: Amount| Number::of(amount, currency);
    let totals = &invoice.totals;
    let part = |total: &totals::AllowanceChargeTotal| AllowanceChargeTotal {
        amount: number(total.amount),
        net: number(total.net),
    };
    let balance = invoice.balance();
    let extra_fields: Sum = totals.extra_fields.iter().copied().sum();
    Totals {
        subtotal: number(totals.subtotal),
        discount: number(totals.discount),
        charges: number(totals.charges),
        each_allowance: totals.each_allowance.iter().map(part).collect(),
        each_charge: totals.each_charge.iter().map(part).collect(),
        gross_subtotal: totals.inclusive.map(|paid| number(paid.subtotal)),
        gross_discount: totals.inclusive.map(|paid| number(paid.discount)),
        gross_charges: totals.inclusive.map(|paid| number(paid.charges)),
        net: number(totals.net),
        taxes: totals.taxes.iter().map(|tax| tax_total(tax, currency)).collect(),
        tax: number(totals.tax),
        gross: number(totals.gross),
        extra_fields: number(extra_fields.nearest()),
        total: number(totals.total),
        paid: number(balance.paid),
        credited: number(balance.credited),
        refunded: number(balance.refunded),
        rounding: number(totals.rounding),
        due: number(balance.due),
    }
}

fn tax_total(tax: &totals::TaxTotal, currency: Currency) -> TaxTotal {
    let (r#type, rate) = rate(tax.rate);
    TaxTotal {
        name: tax.name.clone(),
        r#type,
        rate,
        category: tax.category.code(),
        base: Number::of(tax.base, currency),
        amount: Number::of(tax.amount, currency),
    }
}

fn link(other: &invoice::DocumentLink, currency: Currency) -> DocumentLink {
    DocumentLink {
        id: other.id.0,
        number: other.number.clone(),
        total: Number::of(other.payable, currency),
        issue_date: other.issue_date,
        counts: other.counts,
    }
}

fn links(invoice: &invoice::Invoice, public_url: &str) -> Links {
    let slug = invoice.content.presentation.slug.as_deref();
    let public =
        invoice.stage.issue().map(|issue| public_link(public_url, slug, &issue.share_token));
    let file = |kind: &str| format!("{public_url}/api/v1/invoices/{}/{kind}", invoice.id);
    Links { public, pdf: file("pdf"), xml: invoice.stage.issue().map(|_| file("xml")) }
}

/// A payment.
pub(crate) fn payment(payment: &payment::Payment, currency: Currency) -> Payment {
    Payment {
        id: payment.id.0,
        invoice_id: payment.invoice_id.0,
        amount: Number::of(payment.amount, currency),
        refunded: Number::of(payment.refunded(), currency),
        used: Number::of(payment.used(), currency),
        method: payment.method.word(),
        reference: payment.reference.clone(),
        notes: payment.notes.clone(),
        date: payment.date,
        refunds: payment.refunds.iter().map(|found| refund(found, currency)).collect(),
        created_at: payment.created_at,
        reversed_at: payment.reversed_at,
    }
}

fn refund(refund: &payment::Refund, currency: Currency) -> Refund {
    Refund {
        id: refund.id.0,
        payment_id: refund.payment_id.0,
        amount: Number::of(refund.amount, currency),
        reason: refund.reason.word(),
        notes: refund.notes.clone(),
        date: refund.date,
        created_at: refund.created_at,
    }
}

/// The steps of a calculation.
pub(crate) fn steps(steps: Vec<totals::Step>) -> Vec<Step> {
    let step = |step: totals::Step| Step {
        rule: step.rule,
        at: step.at,
        inputs: step.inputs.into_iter().map(|(name, value)| (name, Number(value))).collect(),
        exact: step.exact,
        rounded: Number(step.rounded),
    };
    steps.into_iter().map(step).collect()
}
