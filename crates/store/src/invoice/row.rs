//! A document as it is kept: its own row, and a row for each line.

use super::class::document_of;
use crate::{
    Result,
    db::{At, Error, FromRow, Row},
    kept::{Kept, kept_struct},
};
use net30_domain::{
    Date, Decimal, Timestamp,
    customer::{Buyer, Party},
    document::{
        Adjustments, Content, DeliverTo, Discount, DueDateSource, ItemReferences, Line,
        PaymentMeans, Presentation, References, ServicePeriod, Texts,
    },
    html::Html,
    id::{AccountId, CustomerId, InvoiceId, LineId, ProductId, RecurringId, TemplateId},
    invoice::{CreditedLine, DocumentLink, Invoice, Issue, Stage},
    money::{Amount, Currency},
    payment_terms::due_date_of,
    seller::Seller,
    tax::{Tax, TaxRounding},
    template::Appearance,
    text::Language,
    totals::{AllowanceChargeTotal, Inclusive, LineTotals, Rules, TaxTotal, Totals},
};
use uuid::Uuid;

/// The part of the content that has no columns.
pub(super) struct Rest {
    buyer: Option<Box<Buyer>>,
    service: ServicePeriod,
    delivery_date: Option<Date>,
    deliver_to: Option<Box<DeliverTo>>,
    payment_means: PaymentMeans,
    language: Language,
    number: Option<String>,
    texts: Texts,
    notes: Option<Html>,
    terms: Option<Html>,
    payment_terms: Option<String>,
    payment_days: Option<i32>,
    /// None in a row that was written before it was kept.
    due_date_is_given: Option<bool>,
    references: References,
    adjustments: Adjustments,
    taxes: Vec<Tax>,
    tax_included: bool,
    tax_rounding: TaxRounding,
    presentation: Presentation,
}
kept_struct! { Rest as RestRecord {
    buyer: Option<Box<Buyer>>,
    service: ServicePeriod, delivery_date: Option<Date>, deliver_to: Option<Box<DeliverTo>>, payment_means: PaymentMeans,
    language: Language, number: Option<String>,
    notes: Option<Html>, terms: Option<Html>, payment_terms: Option<String>, payment_days: Option<i32>,
    due_date_is_given: Option<bool>, taxes: Vec<Tax>, tax_included: bool, tax_rounding: TaxRounding,
} with {
    texts: Texts, references: References, adjustments: Adjustments, presentation: Presentation,
} }

/// The record of the part of a content that has no columns.
pub(crate) fn rest_of(content: &Content) -> RestRecord {
    RestRecord {
        buyer: content.buyer.record(),
        service: content.service.record(),
        delivery_date: content.delivery_date.record(),
        deliver_to: content.deliver_to.record(),
        payment_means: content.payment_means.record(),
        language: content.language.record(),
        number: content.number.record(),
        texts: content.texts.record(),
        notes: content.notes.record(),
        terms: content.terms.record(),
        payment_terms: content.payment_terms.record(),
        payment_days: content.payment_days,
        due_date_is_given: Some(content.due_date_source == DueDateSource::Client),
        references: content.references.record(),
        adjustments: content.adjustments.record(),
        taxes: content.taxes.record(),
        tax_included: content.tax_included,
        tax_rounding: content.tax_rounding.record(),
        presentation: content.presentation.record(),
    }
}

/// The totals without those of the lines, which are kept with the lines.
pub(super) struct Sums {
    rules: Rules,
    subtotal: Amount,
    discount: Amount,
    charges: Amount,
    each_allowance: Vec<AllowanceChargeTotal>,
    each_charge: Vec<AllowanceChargeTotal>,
    inclusive: Option<Inclusive>,
    net: Amount,
    taxes: Vec<TaxTotal>,
    tax: Amount,
    gross: Amount,
    extra_fields: Vec<Amount>,
    total: Amount,
    rounding: Amount,
}
kept_struct! { Sums as SumsRecord {
    rules: Rules, subtotal: Amount, discount: Amount, charges: Amount,
    each_allowance: Vec<AllowanceChargeTotal>, each_charge: Vec<AllowanceChargeTotal>,
    inclusive: Option<Inclusive>, net: Amount, taxes: Vec<TaxTotal>, tax: Amount,
    gross: Amount, extra_fields: Vec<Amount>, total: Amount, rounding: Amount,
} }

/// The record of a document's totals.
pub(crate) fn sums_of(totals: &Totals) -> SumsRecord {
    SumsRecord {
        rules: totals.rules.record(),
        subtotal: totals.subtotal.0,
        discount: totals.discount.0,
        charges: totals.charges.0,
        each_allowance: totals.each_allowance.record(),
        each_charge: totals.each_charge.record(),
        inclusive: totals.inclusive.record(),
        net: totals.net.0,
        taxes: totals.taxes.record(),
        tax: totals.tax.0,
        gross: totals.gross.0,
        extra_fields: totals.extra_fields.record(),
        total: totals.total.0,
        rounding: totals.rounding.0,
    }
}

/// Seller, buyer and looks as they were when the document was issued.
pub(super) struct Frozen {
    pub(super) seller: Seller,
    pub(super) buyer: Party,
    pub(super) appearance: Option<Appearance>,
}
kept_struct! { Frozen as FrozenRecord { seller: Seller, buyer: Party, appearance: Option<Appearance> } }

/// The record of what issuing froze.
pub(crate) fn frozen_of(issue: &Issue) -> FrozenRecord {
    FrozenRecord {
        seller: issue.seller.record(),
        buyer: issue.buyer.record(),
        appearance: issue.appearance.record(),
    }
}

/// The part of a line that has no columns.
struct LineRest {
    description: Option<Html>,
    url: Option<String>,
    unit: Option<String>,
    base_quantity: Option<Decimal>,
    flat_fee: Option<Decimal>,
    discount: Option<Discount>,
    taxes: Vec<Tax>,
    service: ServicePeriod,
    item: ItemReferences,
    display_order: Option<i32>,
}
kept_struct! { LineRest as LineRestRecord {
    description: Option<Html>, url: Option<String>, unit: Option<String>, base_quantity: Option<Decimal>,
    flat_fee: Option<Decimal>, discount: Option<Discount>, taxes: Vec<Tax>, service: ServicePeriod,
    display_order: Option<i32>,
} with { item: ItemReferences } }

/// The record of the part of a line that has no columns.
pub(crate) fn line_rest_of(line: &Line) -> LineRestRecord {
    // As nearly every line has 1 it is left out, if it is written so: 1.00 is kept.
    let is_plain = line.base_quantity.scale() == 0 && line.base_quantity == Decimal::ONE;
    LineRestRecord {
        description: line.description.record(),
        url: line.url.record(),
        unit: line.unit.record(),
        base_quantity: (!is_plain).then(|| line.base_quantity.record()),
        flat_fee: line.flat_fee.record(),
        discount: line.discount.record(),
        taxes: line.taxes.record(),
        service: line.service.record(),
        item: line.item.record(),
        display_order: line.display_order,
    }
}

/// The columns of [`LineRow`].
macro_rules! line_columns {
    () => {
        "id, product_id, name, quantity, unit_price, gross_minor, discount_minor, net_minor, tax_minor, \
        total_minor, details"
    };
}
pub(super) use line_columns;

/// A line with what it comes to.
pub(super) struct LineRow {
    pub(super) line: Line,
    pub(super) totals: LineTotals,
}

impl FromRow for LineRow {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let id = LineId(row.take()?);
        let product_id = row.take::<Option<Uuid>>()?.map(ProductId);
        let name = row.take()?;
        let quantity = Kept::revive(row.take::<String>()?)?;
        let unit_price = Kept::revive(row.take::<String>()?)?;
        let totals = LineTotals {
            gross: Amount(row.take()?),
            discount: Amount(row.take()?),
            net: Amount(row.take()?),
            tax: Amount(row.take()?),
            total: Amount(row.take()?),
        };
        let rest: LineRest = row.kept()?;
        let line = Line {
            id,
            product_id,
            name,
            description: rest.description,
            url: rest.url,
            quantity,
            unit: rest.unit,
            unit_price,
            base_quantity: rest.base_quantity.unwrap_or(Decimal::ONE),
            flat_fee: rest.flat_fee,
            discount: rest.discount,
            taxes: rest.taxes,
            service: rest.service,
            item: rest.item,
            display_order: rest.display_order,
        };
        Ok(Self { line, totals })
    }
}

/// The columns of [`InvoiceRow`].
macro_rules! invoice_columns {
    () => {
        "id, account_id, document, stage, customer_id, currency, issue_date, due_date, number, template_id, \
        credits_id, external_source, external_source_id, share_token, content, totals, issue, credited_lines, \
        metadata, issued_at, sent_at, voided_at, payment_failed_at, viewed_at, paid_at, scheduled_send_at, \
        last_delivery, recurring_id, reminders_paused, deleted_at, revision, created_at, updated_at"
    };
}
pub(super) use invoice_columns;

/// A document without its lines, payments and credit notes, and the invoice that it credits.
pub(super) struct InvoiceRow {
    /// It is large, and handed on several times.
    pub(super) invoice: Box<Invoice>,
    pub(super) credits_id: Option<InvoiceId>,
}

impl InvoiceRow {
    /// Whether it was ever issued; only then it may have payments and credit notes.
    pub(super) fn was_issued(&self) -> bool {
        self.invoice.number().is_some()
    }
}

/// The columns that are there once a document was issued.
struct IssueColumns {
    stage: i16,
    number: Option<String>,
    share_token: Option<String>,
    frozen: Option<Frozen>,
    issued_at: Option<Timestamp>,
    sent_at: Option<Timestamp>,
    voided_at: Option<Timestamp>,
}

impl IssueColumns {
    /// The stage of a document; `wanted` is the number that the client wants it to have.
    fn into_stage(self, wanted: Option<&String>) -> Result<Stage> {
        let incomplete = || Error::broken("an issued document lacks what issuing gives");
        if self.stage == 0 {
            // The column has the number that lists show: one that is only wanted was never its own.
            let kept_number = self.number.filter(|number| wanted != Some(number));
            return Ok(Stage::Draft { kept_number });
        }
        let frozen = self.frozen.ok_or_else(incomplete)?;
        let issue = Box::new(Issue {
            number: self.number.ok_or_else(incomplete)?,
            issued_at: self.issued_at.ok_or_else(incomplete)?,
            sent_at: self.sent_at,
            share_token: self.share_token.ok_or_else(incomplete)?,
            seller: frozen.seller,
            buyer: frozen.buyer,
            appearance: frozen.appearance,
        });
        match (self.stage, self.voided_at) {
            (1, None) => Ok(Stage::Issued(issue)),
            (2, Some(at)) => Ok(Stage::Void { issue, at }),
            (stage, _) => Err(Error::broken(format!("cannot read the stored stage {stage}"))),
        }
    }
}

/// The number of a stage; part of the database's format.
pub(super) fn stage_code(stage: &Stage) -> i16 {
    match stage {
        Stage::Draft { .. } => 0,
        Stage::Issued(_) => 1,
        Stage::Void { .. } => 2,
    }
}

impl FromRow for InvoiceRow {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let (id, account_id) = (InvoiceId(row.take()?), AccountId(row.take()?));
        let document = document_of(row.take()?)?;
        let stage = row.take()?;
        let customer_id = CustomerId(row.take()?);
        let currency = row.read(Currency::parse)?;
        let (issue_date, due_date) = (row.take()?, row.take()?);
        let number = row.take()?;
        let template_id = row.take::<Option<Uuid>>()?.map(TemplateId);
        let credits_id = row.take::<Option<Uuid>>()?.map(InvoiceId);
        let (external_source, external_source_id) = (row.take()?, row.take()?);
        let share_token = row.take()?;
        let rest: Rest = row.kept()?;
        let totals = totals_of(row.kept()?);
        let frozen = Kept::revive(row.take::<Option<crate::db::Json<_>>>()?.map(|json| json.0))?;
        let credited =
            row.take::<Option<crate::db::Json<_>>>()?.map(|json| json.0).unwrap_or_default();
        let credited_lines: Vec<CreditedLine> = Kept::revive(credited)?;
        let metadata = row.take()?;
        let stage = IssueColumns {
            stage,
            number,
            share_token,
            frozen,
            issued_at: row.moment()?,
            sent_at: row.moment()?,
            voided_at: row.moment()?,
        };
        let content = content_of(
            rest,
            Columns {
                customer_id,
                issue_date,
                due_date,
                currency,
                template_id,
                external_source,
                external_source_id,
                metadata,
            },
        );
        let stage = stage.into_stage(content.number.as_ref())?;
        let invoice = Invoice {
            id,
            account_id,
            document,
            content,
            totals,
            stage,
            payments: vec![],
            credit_notes: vec![],
            credits: None,
            credited_lines,
            payment_failed_at: row.moment()?,
            viewed_at: row.moment()?,
            paid_at: row.moment()?,
            scheduled_send_at: row.moment()?,
            last_delivery: Kept::revive(
                row.take::<Option<crate::db::Json<_>>>()?.map(|json| json.0),
            )?,
            recurring_id: row.take::<Option<Uuid>>()?.map(RecurringId),
            reminders_paused: row.take::<i16>()? == 1,
            deleted_at: row.moment()?,
            revision: row.take()?,
            created_at: row.take::<At>()?.0,
            updated_at: row.take::<At>()?.0,
        };
        Ok(Self { invoice: Box::new(invoice), credits_id })
    }
}

/// The part of the content that has columns.
struct Columns {
    customer_id: CustomerId,
    issue_date: Date,
    due_date: Option<Date>,
    currency: Currency,
    template_id: Option<TemplateId>,
    external_source: Option<String>,
    external_source_id: Option<String>,
    metadata: Option<String>,
}

fn content_of(rest: Rest, columns: Columns) -> Content {
    // Where it was not kept, a due date that says what the terms say is taken to come from them.
    let is_given = rest.due_date_is_given.unwrap_or_else(|| {
        let terms = rest.payment_terms.as_deref();
        due_date_of(terms, rest.payment_days, columns.issue_date).date() != columns.due_date
    });
    let due_date_source = if is_given { DueDateSource::Client } else { DueDateSource::Terms };
    Content {
        customer_id: columns.customer_id,
        buyer: rest.buyer,
        issue_date: columns.issue_date,
        due_date: columns.due_date,
        due_date_source,
        service: rest.service,
        delivery_date: rest.delivery_date,
        deliver_to: rest.deliver_to,
        payment_means: rest.payment_means,
        currency: columns.currency,
        language: rest.language,
        number: rest.number,
        texts: rest.texts,
        notes: rest.notes,
        terms: rest.terms,
        payment_terms: rest.payment_terms,
        payment_days: rest.payment_days,
        references: rest.references,
        adjustments: rest.adjustments,
        taxes: rest.taxes,
        tax_included: rest.tax_included,
        tax_rounding: rest.tax_rounding,
        template_id: columns.template_id,
        presentation: rest.presentation,
        external_source: columns.external_source,
        external_source_id: columns.external_source_id,
        metadata: columns.metadata,
        lines: vec![],
    }
}

fn totals_of(sums: Sums) -> Totals {
    Totals {
        rules: sums.rules,
        lines: vec![],
        subtotal: sums.subtotal,
        discount: sums.discount,
        charges: sums.charges,
        each_allowance: sums.each_allowance,
        each_charge: sums.each_charge,
        inclusive: sums.inclusive,
        net: sums.net,
        taxes: sums.taxes,
        tax: sums.tax,
        gross: sums.gross,
        extra_fields: sums.extra_fields,
        total: sums.total,
        rounding: sums.rounding,
    }
}

/// The columns of [`LinkRow`].
macro_rules! link_columns {
    () => {
        "id, number, payable_minor, issue_date, stage"
    };
}
pub(super) use link_columns;

/// A document as another one refers to it.
pub(super) struct LinkRow(pub(super) DocumentLink);

impl FromRow for LinkRow {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self(DocumentLink {
            id: InvoiceId(row.take()?),
            number: row.take()?,
            payable: Amount(row.take()?),
            issue_date: row.take()?,
            counts: row.take::<i16>()? == 1,
        }))
    }
}
