//! Documents for the tests: complete for every format, unless a test takes something away.

use net30_domain::{
    Date, Decimal, Timestamp,
    bank::BankAccount,
    credit_note::{Wanted, make},
    customer::{Address, ElectronicAddress, Name, Party},
    document::{
        AllowanceCharge, Content, Discount, DocumentType, ExtraCharge, ItemReferences, Line,
        ServicePeriod,
    },
    id::{AccountId, CustomerId, InvoiceId, LineId},
    invoice::{DocumentLink, Invoice, Issue, Stage},
    money::Currency,
    seller::Seller,
    tax::{Category, Rate, Tax},
    text::{Country, Email, Language},
    totals::{Totals, calculate},
};
use net30_einvoice::Source;

pub(crate) fn decimal(text: &str) -> Decimal {
    text.parse().expect("the test states a decimal")
}

pub(crate) fn line_id(number: usize) -> LineId {
    LineId(format!("{number:032x}").parse().expect("32 hexadecimal digits are a UUID"))
}

pub(crate) fn day(day: i8) -> Date {
    Date::constant(2026, 3, day)
}

pub(crate) fn text(text: &str) -> String {
    text.to_owned()
}

pub(crate) fn percent(rate: &str) -> Rate {
    Rate::Percentage(decimal(rate))
}

pub(crate) fn amount(value: &str) -> Rate {
    Rate::Amount(decimal(value))
}

pub(crate) fn discount(rate: Rate) -> Discount {
    Discount { rate, name: Some(text("Loyalty")), code: None }
}

pub(crate) fn charge(rate: Rate) -> ExtraCharge {
    ExtraCharge { rate, name: Some(text("Freight")), code: None }
}

/// An allowance or a charge, taxed as it says or as the document is.
pub(crate) fn adjusted_by(rate: Rate, tax: Option<Tax>) -> AllowanceCharge {
    AllowanceCharge { rate, reason: Some(text("Agreed")), code: None, tax }
}

pub(crate) fn tax(category: Category, rate: &str) -> Tax {
    let reason = match category {
        Category::Exempt => Some(text("VATEX-EU-132: medical care")),
        Category::ReverseCharge => Some(text("Reverse charge")),
        _ => None,
    };
    Tax {
        id: None,
        name: "VAT".to_owned(),
        rate: percent(rate),
        category,
        exemption_reason: reason,
        compound: false,
    }
}

pub(crate) fn vat(rate: &str) -> Tax {
    tax(Category::Standard, rate)
}

/// `quantity` × `unit_price`, with its own taxes.
pub(crate) fn line(quantity: &str, unit_price: &str, taxes: &[Tax]) -> Line {
    Line {
        id: line_id(0),
        product_id: None,
        name: Some(text("Work & more <1>")),
        description: None,
        url: None,
        quantity: decimal(quantity),
        unit: Some(text("hour")),
        unit_price: decimal(unit_price),
        base_quantity: Decimal::ONE,
        flat_fee: None,
        discount: None,
        taxes: taxes.to_vec(),
        service: ServicePeriod::default(),
        item: ItemReferences::default(),
        display_order: None,
    }
}

/// A document in euro; its lines are numbered.
pub(crate) fn content(lines: Vec<Line>) -> Content {
    let numbered = lines.into_iter().enumerate();
    let lines = numbered.map(|(number, line)| Line { id: line_id(number + 1), ..line }).collect();
    let mut content =
        Content::bare(CustomerId(line_id(7).0), day(1), currency("EUR"), Language::En, lines);
    content.due_date = Some(day(31));
    content.payment_terms = Some(text("Net 30"));
    content.delivery_date = Some(day(1));
    content.references.buyer_reference = Some(text("991-01234-56"));
    content.references.purchase_order = Some(text("PO-7"));
    content.references.project_reference = Some(text("Bridge & road"));
    content
}

pub(crate) fn currency(code: &str) -> Currency {
    Currency::parse(code).expect("the test names a currency")
}

pub(crate) fn seller() -> Seller {
    Seller {
        name: "Müller & Söhne GmbH".to_owned(),
        address: Address {
            line1: Some(text("Hauptstraße 1")),
            line2: Some(text("Hinterhaus")),
            city: Some(text("Berlin")),
            postal_code: Some(text("10115")),
            country: Country::parse("DE").ok(),
            ..Address::default()
        },
        legal_id: Some(text("HRB 12345")),
        legal_id_scheme: None,
        creditor_id: Some(text("DE98ZZZ09999999999")),
        tax_id: Some(text("DE123456789")),
        tax_number: Some(text("12/345/67890")),
        electronic_address: Some(ElectronicAddress {
            scheme: "0088".to_owned(),
            id: "4012345000009".to_owned(),
        }),
        contact_name: Some(text("Erika Müller")),
        phone: Some(text("+49 30 1234567")),
        email: Email::parse("rechnung@mueller.example").ok(),
        website: None,
        bank: Some(BankAccount {
            holder: Some(text("Müller & Söhne GmbH")),
            iban: Some(text("DE89370400440532013000")),
            bic: Some(text("COBADEFFXXX")),
            ..BankAccount::default()
        }),
    }
}

pub(crate) fn buyer() -> Party {
    Party {
        name: Name {
            company: Some(text("Globex NV")),
            first_name: Some(text("Hank")),
            last_name: Some(text("Scorpio")),
        },
        email: Email::parse("ap@globex.example").ok(),
        phone: Some(text("+31 20 1234567")),
        address: Address {
            line1: Some(text("Keizersgracht 1")),
            city: Some(text("Amsterdam")),
            postal_code: Some(text("1015 CJ")),
            country: Country::parse("NL").ok(),
            ..Address::default()
        },
        tax_id: Some(text("NL 123456789 B13")),
        legal_id: Some(text("34567890")),
        electronic_address: Some(ElectronicAddress {
            scheme: "9944".to_owned(),
            id: "NL123456789B13".to_owned(),
        }),
        ..Party::default()
    }
}

/// A document in the books.
pub(crate) fn issued(
    document: DocumentType,
    number: &str,
    content: Content,
    totals: Totals,
) -> Invoice {
    let issue = Issue {
        number: number.to_owned(),
        issued_at: Timestamp::UNIX_EPOCH,
        sent_at: None,
        share_token: "token".to_owned(),
        seller: seller(),
        buyer: buyer(),
        appearance: None,
    };
    Invoice {
        stage: Stage::Issued(Box::new(issue)),
        ..Invoice::draft(
            InvoiceId(line_id(1).0),
            AccountId(line_id(1).0),
            document,
            content,
            totals,
            Timestamp::UNIX_EPOCH,
        )
    }
}

/// An issued invoice.
pub(crate) fn invoice(content: Content) -> Invoice {
    let totals = calculate(&content).expect("the test's figures are good");
    issued(DocumentType::Invoice, "INV-2026-1", content, totals)
}

pub(crate) fn source(content: Content) -> Source {
    Source::issued(&invoice(content)).expect("it is issued")
}

/// A credit note of an invoice, of all of it or of lines by their number and quantity.
pub(crate) fn credit_note(content: Content, lines: &[(usize, &str)]) -> Source {
    let invoice = invoice(content);
    let wanted = if lines.is_empty() {
        Wanted::Whole
    } else {
        let lines =
            lines.iter().map(|(number, quantity)| (line_id(*number), Some(decimal(quantity))));
        Wanted::Lines(lines.collect())
    };
    let mut next = 100;
    let mut new_id = || {
        next += 1;
        line_id(next)
    };
    let made =
        make(&invoice, &[], &wanted, &mut new_id, day(15)).expect("there is something to credit");
    let mut note = issued(DocumentType::CreditNote, "CN-2026-1", made.content, made.totals);
    note.credited_lines = made.credited_lines;
    note.credits = Some(DocumentLink {
        id: invoice.id,
        number: invoice.number().map(str::to_owned),
        payable: invoice.totals.payable(),
        issue_date: invoice.content.issue_date,
        counts: true,
    });
    Source::issued(&note).expect("it is issued")
}
