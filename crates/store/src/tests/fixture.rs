//! Objects with every field set, and plain ones to have many of.

use crate::{Store, account, customer, organisation};
use jiff::{Timestamp, civil::date, tz::TimeZone};
use net30_domain::{
    Decimal,
    account::{Account, Defaults, EinvoiceProfile, Lock, ReceiptEmails},
    bank::{BankAccount, BankCode},
    customer::{Address, Customer, ElectronicAddress, Name, Party, ShipTo},
    document::{
        Adjustments, AllowanceCharge, Card, Classification, Content, DeliverTo, DirectDebit,
        Discount, DocumentType, DueDateSource, ExtraCharge, ExtraField, ItemReferences, Line, Of,
        PaymentMeans, PrecedingDocument, Presentation, References, SchemedId, ServicePeriod, Texts,
    },
    email_delivery::{EmailDeliveryStatus, LastEmailDelivery},
    event::{Actor, Event, EventType},
    html::Html,
    id::{
        AccountId, CustomerId, EmailDeliveryId, EventId, InvoiceId, LineId, OrganisationId,
        PaymentId, TaxId, TemplateId,
    },
    invoice::{Invoice, Issue, Stage},
    money::{Amount, Currency},
    number::Pattern,
    payment::{Method, Payment},
    seller::Seller,
    tax::{Category, Rate, Tax, TaxRounding},
    template::{Appearance, LookHash},
    text::{Country, Email, Language},
    totals::{Inclusive, LineTotals, TaxTotal, Totals},
};
use uuid::Uuid;

pub(super) fn at(second: i64) -> Timestamp {
    Timestamp::from_microsecond(1_772_000_000_000_000 + second * 1_000_000).unwrap()
}

pub(super) fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[expect(clippy::unnecessary_wraps, reason = "most optional fields are set")]
fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[expect(clippy::unnecessary_wraps, reason = "the fields that it fills are optional")]
fn html(text: &str) -> Option<Html> {
    Some(Html::sanitised(text))
}

pub(super) fn currency(code: &str) -> Currency {
    Currency::parse(code).unwrap()
}

pub(super) fn tax(id: Option<TaxId>) -> Tax {
    Tax {
        id,
        name: "MwSt.".to_owned(),
        rate: Rate::Percentage(decimal("19.00")),
        category: Category::Standard,
        exemption_reason: some("none"),
        compound: true,
    }
}

pub(super) fn address() -> Address {
    Address {
        line1: some("1 Rue de l'Église"),
        line2: some("c/o \"Quotes\" & <tags>"),
        line3: some("3e étage"),
        city: some("Liège"),
        region: some("Wallonia"),
        postal_code: some("4000"),
        country: Some(Country::parse("BE").unwrap()),
    }
}

pub(super) fn party() -> Party {
    let email = |text| Email::parse(text).unwrap();
    Party {
        name: Name { company: some("Acme GmbH"), first_name: some("Zoë"), last_name: some("Öz") },
        contact_name: some("Front Desk"),
        email: Some(email("Zoe@Example.com")),
        additional_emails: vec![email("a@example.com")],
        billing_emails: vec![email("b@example.com"), email("c@example.com")],
        phone: some("+32 1"),
        address: address(),
        ship_to: Some(ShipTo {
            name: Name { company: None, first_name: some("Dock"), last_name: some("Two") },
            address: address(),
            email: Some(email("dock@example.com")),
            phone: some("+32 2"),
            legal_id: some("L-2"),
        }),
        tax_id: some("BE0123456789"),
        legal_id: some("L-1"),
        legal_id_scheme: some("0208"),
        electronic_address: Some(ElectronicAddress {
            scheme: "0088".to_owned(),
            id: "12".to_owned(),
        }),
    }
}

pub(super) fn account() -> Account {
    Account {
        id: AccountId(Uuid::now_v7()),
        organisation_id: OrganisationId(Uuid::now_v7()),
        seller: Seller {
            name: "Seller & Söhne".to_owned(),
            address: address(),
            legal_id: some("HRB 1"),
            legal_id_scheme: some("0204"),
            tax_id: some("DE123456789"),
            tax_number: some("12/345"),
            electronic_address: Some(ElectronicAddress {
                scheme: "9930".to_owned(),
                id: "x".to_owned(),
            }),
            contact_name: some("Ada"),
            phone: some("+49 1"),
            email: Some(Email::parse("books@example.com").unwrap()),
            website: some("example.com"),
            bank: Some(BankAccount {
                holder: some("Ada"),
                iban: some("DE02120300000000202051"),
                account_number: some("0000202051"),
                codes: vec![(BankCode::BankCode, "12030000".to_owned())],
                bic: some("BYLADEM1001"),
                bank_name: some("DKB"),
            }),
            creditor_id: some("DE98ZZZ09999999999"),
        },
        defaults: Defaults {
            currency: currency("EUR"),
            language: Language::De,
            payment_terms: some("Net 30"),
            payment_days: Some(30),
            notes: html("<p>n</p>"),
            terms: html("<p>t</p>"),
            template_id: Some(TemplateId(Uuid::now_v7())),
            taxes: vec![tax(None)],
            tax_included: true,
            payment_means_code: None,
        },
        time_zone: TimeZone::get("Europe/Berlin").unwrap(),
        invoice_numbers: Pattern::parse("R{YYYY}-{SEQ:5}").unwrap(),
        credit_note_numbers: Pattern::parse(Pattern::DEFAULT_CREDIT_NOTE).unwrap(),
        lock: Lock::Strict,
        tax_rounding: TaxRounding::Line,
        allow_overpayment: true,
        allow_partial_payment: true,
        receipt_emails: ReceiptEmails::Always,
        einvoice_profile: EinvoiceProfile::Xrechnung,
        revision: 1,
        created_at: at(0),
        updated_at: at(1),
        suspended_at: None,
        has_stripe: false,
    }
}

pub(super) fn customer(account: AccountId) -> Customer {
    Customer {
        id: CustomerId(Uuid::now_v7()),
        account_id: account,
        party: party(),
        currency: Some(currency("USD")),
        language: Some(Language::Fr),
        payment_terms: some("Net 14"),
        payment_days: Some(14),
        external_id: None,
        notes: html("careful"),
        metadata: some("{ \"b\": 1.0, \"a\": [null] }"),
        archived_at: None,
        revision: 1,
        entered_revision: 1,
        created_at: at(2),
        updated_at: at(3),
    }
}

/// An account with one customer.
pub(super) async fn settled(store: &Store) -> (Account, Customer) {
    let account = account();
    let customer = customer(account.id);
    let mut tx = store.begin().await.unwrap();
    organisation::insert(&mut tx, account.organisation_id, "Org", at(0)).await.unwrap();
    account::insert(&mut tx, &account).await.unwrap();
    customer::insert(&mut tx, &customer).await.unwrap();
    tx.commit().await.unwrap();
    (account, customer)
}

pub(super) fn line(name: &str, net: i64) -> (Line, LineTotals) {
    let line = Line {
        id: LineId(Uuid::now_v7()),
        product_id: None,
        name: some(name),
        description: None,
        url: None,
        quantity: Decimal::ONE,
        unit: None,
        unit_price: Decimal::new(net, 2),
        base_quantity: Decimal::ONE,
        flat_fee: None,
        discount: None,
        taxes: vec![],
        service: ServicePeriod::default(),
        item: ItemReferences::default(),
        display_order: None,
    };
    let net = Amount(net);
    (line, LineTotals { gross: net, discount: Amount::ZERO, net, tax: Amount::ZERO, total: net })
}

/// A draft as most are: three lines, no extras.
pub(super) fn draft(customer: &Customer, total: i64) -> Invoice {
    let (lines, line_totals) = [("Work", total - 2), ("Travel", 1), ("Post", 1)]
        .map(|(name, net)| line(name, net))
        .into_iter()
        .unzip();
    let net = Amount(total);
    Invoice::draft(
        InvoiceId(Uuid::now_v7()),
        customer.account_id,
        DocumentType::Invoice,
        content(customer, lines),
        Totals {
            lines: line_totals,
            subtotal: net,
            net,
            gross: net,
            total: net,
            ..Totals::default()
        },
        at(10),
    )
}

fn content(customer: &Customer, lines: Vec<Line>) -> Content {
    Content {
        buyer: Some(customer.as_buyer()),
        due_date: Some(date(2026, 3, 31)),
        due_date_source: DueDateSource::Client,
        payment_days: Some(10),
        ..Content::bare(customer.id, date(2026, 3, 1), currency("EUR"), Language::En, lines)
    }
}

pub(super) fn issue(number: &str) -> Issue {
    Issue {
        number: number.to_owned(),
        issued_at: at(20),
        sent_at: None,
        share_token: format!("token-{}", Uuid::now_v7()),
        seller: account().seller,
        buyer: party(),
        appearance: Some(Appearance { look: LookHash([7; 32]), pay_online: true }),
    }
}

pub(super) fn issued(customer: &Customer, total: i64, number: &str) -> Invoice {
    Invoice { stage: Stage::Issued(Box::new(issue(number))), ..draft(customer, total) }
}

/// An invoice with every field set.
#[expect(clippy::too_many_lines, reason = "an invoice has that many fields")]
pub(super) fn full(customer: &Customer) -> Invoice {
    let mut invoice = issued(customer, 12_345, "R2026-00001");
    let discount =
        Discount { rate: Rate::Percentage(decimal("2.50")), name: some("Loyal"), code: None };
    let days = |start, end| ServicePeriod {
        start: Some(date(2026, 1, start)),
        end: Some(date(2026, 1, end)),
    };
    invoice.stage = Stage::Void {
        issue: Box::new(Issue { sent_at: Some(at(21)), ..issue("R2026-00001") }),
        at: at(22),
    };
    invoice.content = Content {
        due_date: None,
        due_date_source: DueDateSource::Terms,
        service: days(1, 31),
        delivery_date: Some(date(2026, 2, 2)),
        currency: currency("KWD"),
        language: Language::Ja,
        number: some("R2026-00001"),
        deliver_to: Some(Box::new(DeliverTo { name: some("Dock"), address: address() })),
        payment_means: PaymentMeans {
            code: some("59"),
            reference: some("RF18"),
            account: account().seller.bank.map(Box::new),
            direct_debit: Some(Box::new(DirectDebit {
                mandate: some("M-1"),
                creditor_id: some("DE98"),
                debited_iban: some("DE02120300000000202051"),
            })),
            card: Some(Card { last_figures: "4242".to_owned(), holder: some("Zoë Öz") }),
        },
        texts: Texts { header: some("Bill"), description: html("d") },
        notes: html("<p>\u{1f600}</p>"),
        terms: html("t"),
        payment_terms: some("Net 7"),
        payment_days: Some(7),
        references: References {
            buyer_reference: some("04011000-12345-34"),
            purchase_order: some("PO"),
            contract_reference: some("C"),
            project_reference: some("P"),
            preceding: vec![PrecedingDocument {
                number: "R2025-1".to_owned(),
                issue_date: Some(date(2025, 12, 1)),
            }],
        },
        adjustments: Adjustments {
            discount: Some(discount.clone()),
            extra_charge: Some(ExtraCharge {
                rate: Rate::Amount(decimal("-0.10")),
                name: some("Freight"),
                code: some("FC"),
            }),
            allowances: vec![AllowanceCharge {
                rate: Rate::Percentage(decimal("1.5")),
                reason: some("Bonus"),
                code: some("95"),
                tax: Some(tax(None)),
            }],
            charges: vec![AllowanceCharge {
                rate: Rate::Amount(decimal("2")),
                reason: None,
                code: some("ABK"),
                tax: None,
            }],
            extra_fields: vec![ExtraField {
                name: "Tip".to_owned(),
                rate: Rate::Percentage(decimal("-1")),
                of: Of::Net,
            }],
            round_to: Some(decimal("0.050")),
        },
        taxes: vec![tax(None), tax(None)],
        tax_included: true,
        tax_rounding: TaxRounding::Line,
        template_id: Some(TemplateId(Uuid::now_v7())),
        presentation: Presentation {
            slug: some("slug"),
            tags: vec!["Größe".to_owned(), "two words".to_owned()],
            is_retainer: true,
            ship_to: true,
        },
        external_source: some("stripe"),
        external_source_id: some("in_1"),
        metadata: some("{\"k\": 1.10, \"k2\":  [true]}"),
        ..invoice.content
    };
    invoice.content.lines[1] = Line {
        description: html("<b>d</b>"),
        url: some("https://example.com/x?y=1"),
        quantity: decimal("-2.50000000"),
        unit: some("hour"),
        unit_price: decimal("123456789012345.12345678"),
        base_quantity: decimal("1.00"),
        flat_fee: Some(decimal("0.00")),
        discount: Some(Discount { rate: Rate::Amount(decimal("3")), name: None, code: None }),
        taxes: vec![tax(None)],
        service: days(3, 4),
        item: ItemReferences {
            unit_code: some("HUR"),
            note: some("n"),
            order_line: some("3"),
            seller_item_id: some("S"),
            buyer_item_id: some("B"),
            standard_item_id: Some(SchemedId { scheme: "0160".to_owned(), id: "1".to_owned() }),
            classifications: vec![Classification {
                scheme: "STI".to_owned(),
                version: some("2008"),
                code: "72000000".to_owned(),
            }],
            origin_country: Some(Country::parse("BE").unwrap()),
        },
        display_order: Some(-7),
        ..invoice.content.lines[1].clone()
    };
    invoice.totals.lines[1] = LineTotals {
        gross: Amount(-1),
        discount: Amount(2),
        net: Amount(3),
        tax: Amount(4),
        total: Amount(i64::MAX),
    };
    invoice.totals.taxes = vec![TaxTotal {
        name: "MwSt.".to_owned(),
        rate: Rate::Percentage(decimal("19.00")),
        category: Category::Standard,
        exemption_reason: some("r"),
        base: Amount(5),
        amount: Amount(6),
    }];
    invoice.totals.discount = Amount(7);
    invoice.totals.charges = Amount(-8);
    invoice.totals.inclusive =
        Some(Inclusive { subtotal: Amount(11), discount: Amount(0), charges: Amount(-12) });
    invoice.totals.tax = Amount(9);
    invoice.totals.extra_fields = vec![Amount(10), Amount(0)];
    invoice.totals.rounding = Amount(-2);
    Invoice {
        payment_failed_at: Some(at(30)),
        viewed_at: Some(at(31)),
        paid_at: Some(at(32)),
        scheduled_send_at: Some(at(33)),
        last_delivery: Some(LastEmailDelivery {
            id: EmailDeliveryId(Uuid::from_u128(35)),
            status: EmailDeliveryStatus::Failed,
            error: Some("550 no such mailbox".to_owned()),
            at: at(35),
        }),
        deleted_at: Some(at(34)),
        created_at: Timestamp::from_microsecond(1_772_000_000_123_456).unwrap(),
        ..invoice
    }
}

pub(super) fn payment(invoice: &Invoice, amount: i64) -> Payment {
    Payment {
        id: PaymentId(Uuid::now_v7()),
        invoice_id: invoice.id,
        amount: Amount(amount),
        method: Method::DirectDebit,
        reference: some("ref"),
        notes: some("notes"),
        date: date(2026, 3, 5),
        created_at: at(40),
        reversed_at: None,
        refunds: vec![],
        uses: vec![],
    }
}

pub(super) fn event(account: AccountId, kind: EventType, object: Uuid) -> Event {
    Event {
        id: EventId(Uuid::now_v7()),
        account_id: account,
        at: at(50),
        actor: Actor::System,
        kind,
        object_id: object,
        data: "{\"b\": 1,  \"a\":\"é\"}".to_owned(),
    }
}
