//! From documents, customers, products and payments to Invoiless' JSON.

use super::{
    status,
    wire::{
        Address, Created, Customer, CustomerBody, Invoice, InvoiceBody, Item, ItemBody, Line,
        NamedRate, Page, Payment, Rate, Refund, Type,
    },
};
use net30_app::{Paging, invoices::Shown};
use net30_domain::{
    customer::{self, Party, ShipTo},
    document::{self, DocumentType},
    money::{Amount, Currency},
    payment::{self, Method, RefundReason},
    product, tax,
};
use net30_http::{number::Number, reply::Reply};
use utoipa::ToSchema;

/// An invoice as a reply shows it.
pub(super) fn invoice(shown: &Shown) -> Invoice {
    let invoice = &shown.invoice;
    let number = |amount: Amount| Number::of(amount, invoice.content.currency);
    let totals = &invoice.totals;
    Invoice {
        id: invoice.id.0,
        kind: match invoice.document {
            DocumentType::Invoice => "Invoice",
            DocumentType::CreditNote => "CreditNote",
        },
        url: shown.link.clone(),
        fields: body(shown),
        sub_total: number(totals.subtotal),
        net_total: number(totals.net),
        tax: number(totals.tax),
        total: number(totals.total),
        amount_due: number(invoice.balance().due),
        is_overdue: shown.standing().overdue,
        created_at: invoice.created_at,
        updated_at: invoice.updated_at,
        sent_at: invoice.stage.issue().and_then(|issue| issue.sent_at),
        paid_at: invoice.paid_on(),
    }
}

/// What a new invoice is called, and where it can be looked at.
pub(super) fn created(shown: &Shown) -> Created {
    Created { id: shown.invoice.id.0, url: shown.link.clone() }
}

/// What a client would write to make this invoice.
pub(super) fn body(shown: &Shown) -> InvoiceBody {
    let invoice = &shown.invoice;
    let content = &invoice.content;
    let issue = invoice.stage.issue();
    InvoiceBody {
        slug: content.presentation.slug.clone(),
        header: content.texts.header.clone(),
        number: invoice.number().map(str::to_owned),
        date: content.issue_date,
        due_date: content.due_date,
        currency: content.currency.code().to_owned(),
        lang: content.language.code().to_owned(),
        status: status::word(shown.standing()),
        customer: customer_body(
            &shown.customer,
            issue.map_or(&shown.customer.party, |issue| &issue.buyer),
        ),
        ship_to: content.presentation.ship_to,
        items: content.lines.iter().map(line).collect(),
        extra_charges: content.adjustments.extra_charge.as_ref().map(|charge| rate(charge.rate)),
        discount: content.adjustments.discount.as_ref().map(|discount| rate(discount.rate)),
        extra_fields: content
            .adjustments
            .extra_fields
            .iter()
            .map(|field| NamedRate { name: Some(field.name.clone()), rate: rate(field.rate) })
            .collect(),
        taxes: content.taxes.iter().map(tax).collect(),
        tax_included: content.tax_included,
        terms: content.terms.as_deref().map(str::to_owned),
        notes: content.notes.as_deref().map(str::to_owned),
        tags: content.presentation.tags.clone(),
        is_retainer: content.presentation.is_retainer,
    }
}

fn rate(rate: tax::Rate) -> Rate {
    let r#type = match rate {
        tax::Rate::Percentage(_) => Type::Percentage,
        tax::Rate::Amount(_) => Type::Flat,
    };
    Rate { r#type, value: Number(rate.value()) }
}

fn tax(tax: &tax::Tax) -> NamedRate {
    NamedRate { name: Some(tax.name.clone()), rate: rate(tax.rate) }
}

fn line(line: &document::Line) -> Line {
    let discount = |discount: &document::Discount| NamedRate {
        name: discount.name.clone(),
        rate: rate(discount.rate),
    };
    Line {
        id: line.id.0,
        item: line.product_id.map(|id| id.0),
        name: line.name.clone(),
        url: line.url.clone(),
        description: line.description.as_deref().map(str::to_owned),
        quantity: Number(line.quantity),
        unit: line.unit.clone(),
        price: Number(line.unit_price),
        discount: line.discount.as_ref().map(discount),
        taxes: line.taxes.iter().map(tax).collect(),
    }
}

/// A customer.
pub(super) fn customer(customer: &customer::Customer) -> Customer {
    Customer {
        fields: customer_body(customer, &customer.party),
        created_at: customer.created_at,
        updated_at: customer.updated_at,
    }
}

/// A customer as a client would write it, with the party that it is or was.
pub(super) fn customer_body(customer: &customer::Customer, party: &Party) -> CustomerBody {
    CustomerBody {
        id: Some(customer.id.0),
        internal_id: customer.external_id.clone(),
        bill_to: Address {
            first_name: party.name.first_name.clone(),
            last_name: party.name.last_name.clone(),
            company: party.name.company.clone(),
            email: party.email.as_ref().map(ToString::to_string),
            phone: party.phone.clone(),
            address: party.address.text(),
            legal: party.legal_id.clone(),
        },
        ship_to: party.ship_to.as_ref().map(ship_to),
    }
}

fn ship_to(ship_to: &ShipTo) -> Address {
    Address {
        first_name: ship_to.name.first_name.clone(),
        last_name: ship_to.name.last_name.clone(),
        company: ship_to.name.company.clone(),
        email: ship_to.email.as_ref().map(ToString::to_string),
        phone: ship_to.phone.clone(),
        address: ship_to.address.text(),
        legal: ship_to.legal_id.clone(),
    }
}

/// An item of the catalogue.
pub(super) fn item(product: &product::Product) -> Item {
    Item {
        id: product.id.0,
        fields: item_body(product),
        created_at: product.created_at,
        updated_at: product.updated_at,
    }
}

/// An item of the catalogue as a client would write it.
pub(super) fn item_body(product: &product::Product) -> ItemBody {
    ItemBody {
        name: product.name.clone(),
        description: product.description.as_deref().map(str::to_owned),
        unit: product.unit.clone(),
        price: Number(product.unit_price),
    }
}

/// A payment.
pub(super) fn payment(payment: &payment::Payment, currency: Currency) -> Payment {
    Payment {
        id: payment.id.0,
        invoice: payment.invoice_id.0,
        amount: Number::of(payment.amount, currency),
        refunded: Number::of(payment.refunded(), currency),
        method: match payment.method {
            Method::Cash => "Cash",
            Method::Cheque => "Cheque",
            Method::Card => "Card",
            Method::BankTransfer => "BankTransfer",
            Method::Credit | Method::DirectDebit | Method::Other => "Other",
        },
        paid_at: payment.date,
        notes: payment.notes.clone(),
        created_at: payment.created_at,
    }
}

/// A refund.
pub(super) fn refund(refund: &payment::Refund, currency: Currency) -> Refund {
    Refund {
        id: refund.id.0,
        payment: refund.payment_id.0,
        amount: Number::of(refund.amount, currency),
        reason: match refund.reason {
            RefundReason::Duplicate => "Duplicate",
            RefundReason::CustomerRequest => "CustomerRequest",
            RefundReason::Cancelled => "Cancelled",
            RefundReason::BillingError => "BillingError",
            RefundReason::Fraudulent => "Fraudulent",
            RefundReason::Other => "Other",
        },
        refunded_at: refund.date,
        notes: refund.notes.clone(),
        created_at: refund.created_at,
    }
}

/// A page of a list that the store cut.
pub(super) fn page<T: ToSchema + serde::Serialize>(
    docs: Vec<T>,
    total: i64,
    paging: &Paging,
) -> Reply {
    Reply::ok(&cut(docs, total, paging))
}

/// As [`page`], not yet a reply.
pub(super) fn cut<T: ToSchema>(docs: Vec<T>, total: i64, paging: &Paging) -> Page<T> {
    let page = paging.page().unwrap_or(1);
    Page { docs, page, pages: paging.pages_of(total), limit: paging.limit(), total }
}

/// A page of a list that is there as a whole.
pub(super) fn page_of<T: ToSchema + serde::Serialize>(all: Vec<T>, paging: &Paging) -> Reply {
    let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
    let skipped = usize::try_from(paging.offset()).unwrap_or(usize::MAX);
    let limit = usize::try_from(paging.limit()).unwrap_or(usize::MAX);
    page(all.into_iter().skip(skipped).take(limit).collect(), total, paging)
}
