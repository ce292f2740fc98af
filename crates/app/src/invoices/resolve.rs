//! From a client's draft to a document's content: defaults, catalogue, customer.

use crate::{
    Result, Work,
    customers::{Named, find_or_make},
    invoices::{CustomerRef, Field, InvoiceDraft, LineDraft, TaxRef},
};
use net30_domain::{
    Date, Decimal,
    account::{Account, Defaults},
    check::totals_of,
    customer::{Buyer, Customer},
    document::{Content, DueDateSource, ItemReferences, Line, PaymentMeans},
    draft::DraftBody,
    fault::{Fault, Faults, add_later},
    id::{CustomerId, LineId, ProductId, TaxId, TemplateId},
    invoice::{Invoice, Stage},
    payment_terms::due_date_of,
    product::Product,
    tax::{Tax, TaxDefinition},
    template::{Layout, Template},
    totals::Totals,
    warning::Warning,
};
use net30_store::{Connection, product, tax, template};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A content with the customer that it is for.
pub(crate) struct Resolved {
    pub(crate) content: Content,
    pub(crate) customer: Customer,
    pub(crate) totals: Totals,
}

/// Fills in what the draft leaves out, and finds all that it names. `before` is the document that it replaces.
pub(crate) async fn resolve(
    work: &mut Work,
    draft: &InvoiceDraft,
    before: Option<&Invoice>,
) -> Result<Resolved> {
    let mut faults = Faults::new();
    let found_customer = find_customer(work, &draft.customer, before, &mut faults).await?;
    let account = work.account().await?;
    let catalogue = Catalogue::load(&mut work.tx, &account, draft, before).await?;
    check_template(work, draft.body.template_id, before, &mut faults).await?;
    let today = work.today().await?;
    let mut lines = Vec::with_capacity(draft.body.lines.len());
    let mut kept: HashSet<LineId> = before
        .map(|before| before.content.lines.iter().map(|line| line.id).collect())
        .unwrap_or_default();
    for (index, line) in draft.body.lines.iter().enumerate() {
        let id = match line.id {
            Some(id) if kept.remove(&id) => id,
            _ => work.fresh_id(),
        };
        // A line that was there before says all that it wants to say; the product fills in new lines only.
        let is_new = line.id != Some(id);
        lines.push(catalogue.line(id, index, line, is_new, &mut faults));
    }
    let taxes = match &draft.body.taxes {
        Some(taxes) => catalogue.taxes(taxes, "/taxes", &mut faults),
        None => catalogue.usual_taxes(&account),
    };
    let mut content =
        content(draft, &account, found_customer.as_ref(), today, taxes, lines, before);
    content.number = number(draft, before, &mut faults);
    // Faults point into the client's order of lines, so the check comes before the sorting. It comes in any case, so
    // that all faults are told at once.
    let checked = totals_of(&content);
    if let Err(later) = &checked {
        add_later(&mut faults, later.clone());
    }
    let (Some(customer), Ok(mut totals)) = (found_customer, checked) else {
        return Err(crate::Error::Invalid(faults));
    };
    crate::error::faultless(faults)?;
    content.buyer = buyer(&draft.customer, &customer, before);
    let place = |line: &Line| line.display_order.unwrap_or(i32::MAX);
    if !content.lines.is_sorted_by_key(place) {
        content.lines.sort_by_key(place);
        totals = totals_of(&content).map_err(crate::Error::Invalid)?;
    }
    Ok(Resolved { content, customer, totals })
}

/// The number that the draft wants. What was issued before keeps the one that it had.
pub(super) fn number(
    draft: &InvoiceDraft,
    before: Option<&Invoice>,
    faults: &mut Faults,
) -> Option<String> {
    let kept = before.and_then(|before| match &before.stage {
        Stage::Draft { kept_number } => kept_number.as_ref(),
        _ => None,
    });
    let Some(kept) = kept else { return draft.number.clone() };
    if draft.number.as_ref().is_some_and(|number| number != kept) {
        let message = format!("the document was issued before and keeps the number {kept}");
        faults.push(Fault::new("/number", "read_only", message));
    }
    before.and_then(|before| before.content.number.clone())
}

pub(crate) fn content(
    draft: &InvoiceDraft,
    account: &Account,
    customer: Option<&Customer>,
    today: Date,
    taxes: Vec<Tax>,
    lines: Vec<Line>,
    before: Option<&Invoice>,
) -> Content {
    let defaults = &account.defaults;
    let issue_date = draft.issue_date.unwrap_or(today);
    let body = &draft.body;
    let (payment_terms, payment_days) = terms_of(body, customer, defaults);
    let derived = due_date_of(payment_terms.as_deref(), payment_days, issue_date).date();
    let (due_date, due_date_source) = due_date(&draft.due_date, derived, before);
    Content {
        // Where there is no customer, there is a fault: nobody will look for this one.
        customer_id: customer.map_or(CustomerId(Uuid::nil()), |customer| customer.id),
        buyer: None,
        issue_date,
        due_date,
        due_date_source,
        service: draft.service,
        delivery_date: draft.delivery_date,
        deliver_to: body.deliver_to.clone(),
        currency: body
            .currency
            .or(customer.and_then(|customer| customer.currency))
            .unwrap_or(defaults.currency),
        language: body
            .language
            .or(customer.and_then(|customer| customer.language))
            .unwrap_or(defaults.language),
        number: None,
        texts: body.texts.clone(),
        notes: body.notes.clone().or(defaults.notes.clone()),
        terms: body.terms.clone().or(defaults.terms.clone()),
        payment_terms,
        payment_days,
        payment_means: PaymentMeans {
            code: body.payment_means.code.clone().or(defaults.payment_means_code.clone()),
            ..body.payment_means.clone()
        },
        references: body.references.clone(),
        adjustments: body.adjustments.clone(),
        taxes,
        tax_included: body.tax_included.unwrap_or(defaults.tax_included),
        tax_rounding: before.map_or(account.tax_rounding, |before| before.content.tax_rounding),
        template_id: body.template_id,
        presentation: body.presentation.clone(),
        external_source: draft.external_source.clone(),
        external_source_id: draft.external_source_id.clone(),
        metadata: body.metadata.clone(),
        lines,
    }
}

/// The terms of a document: the draft's own, else the customer's, else the account's. A text and the days beside it
/// belong together, so that nobody's days stand beside another's text.
fn terms_of(
    body: &DraftBody,
    customer: Option<&Customer>,
    defaults: &Defaults,
) -> (Option<String>, Option<i32>) {
    let own_days = body.payment_days.as_ref().value();
    if !body.payment_terms.is_absent() || own_days.is_some() {
        return (body.payment_terms.clone().value(), own_days.copied());
    }
    match customer.map(|customer| (&customer.payment_terms, customer.payment_days)) {
        None | Some((None, None)) => (defaults.payment_terms.clone(), defaults.payment_days),
        Some((terms, days)) => (terms.clone(), days),
    }
}

/// The due date, and who said it. One that says just what the terms say stays theirs: so a document
/// that is read and sent back is the same.
fn due_date(
    said: &Field<Date>,
    derived: Option<Date>,
    before: Option<&Invoice>,
) -> (Option<Date>, DueDateSource) {
    let said = match said {
        Field::Absent => return (derived, DueDateSource::Terms),
        Field::Null => None,
        Field::Value(date) => Some(*date),
    };
    let was_derived =
        before.is_some_and(|before| before.content.due_date_source == DueDateSource::Terms);
    let is_derived = was_derived && said == derived;
    (said, if is_derived { DueDateSource::Terms } else { DueDateSource::Client })
}

/// The customer as the document names it: as it was, unless the draft says something else of it.
pub(super) fn buyer(
    wanted: &CustomerRef,
    customer: &Customer,
    before: Option<&Invoice>,
) -> Option<Box<Buyer>> {
    let before = before.filter(|before| before.content.customer_id == customer.id);
    let Some(before) = before else { return Some(customer.as_buyer()) };
    let is_kept = match wanted {
        CustomerRef::Id(_) => true,
        CustomerRef::Details(_) => before.named(customer) == customer.party,
    };
    if is_kept { before.content.buyer.clone() } else { Some(customer.as_buyer()) }
}

async fn find_customer(
    work: &mut Work,
    wanted: &CustomerRef,
    before: Option<&Invoice>,
    faults: &mut Faults,
) -> Result<Option<Customer>> {
    match wanted {
        CustomerRef::Id(id) => {
            let found = work.customer(*id).await?;
            let same_as_before = before.is_some_and(|before| before.content.customer_id == *id);
            let usable = found.filter(|customer| customer.archived_at.is_none() || same_as_before);
            if usable.is_none() {
                faults.push(not_found("/customer_id", "customer", id.0).resting_on(["/customer"]));
            }
            Ok(usable)
        }
        CustomerRef::Details(draft) => match Box::pin(find_or_make(work, draft)).await {
            Ok(Named { customer, changed }) => {
                if !changed.is_empty() {
                    work.warn(customer_changed(&customer, &changed));
                }
                Ok(Some(customer))
            }
            Err(crate::Error::Invalid(found)) => {
                faults.extend(found.into_iter().map(|fault| fault.below("/customer")));
                Ok(None)
            }
            Err(error) => Err(error),
        },
    }
}

fn customer_changed(customer: &Customer, changed: &[&str]) -> Warning {
    let (name, changed) = (customer.party.name.display(), changed.join(", "));
    let message = format!("{name} was known, and is now other than before: {changed}");
    Warning::new("/customer", "customer_changed", message)
}

async fn check_template(
    work: &mut Work,
    id: Option<TemplateId>,
    before: Option<&Invoice>,
    faults: &mut Faults,
) -> Result<()> {
    let Some(id) = template_to_find(id, before) else { return Ok(()) };
    let found = template::hold(&mut work.tx, work.caller.account_id, id).await?;
    judge_template(id, found.as_ref(), faults);
    Ok(())
}

/// The template that has to be the account's own; none that is built in, or that the document has already.
pub(super) fn template_to_find(
    id: Option<TemplateId>,
    before: Option<&Invoice>,
) -> Option<TemplateId> {
    let id = id?;
    let is_built_in = Layout::ALL.iter().any(|layout| layout.template_id() == id);
    let same_as_before = before.is_some_and(|before| before.content.template_id == Some(id));
    (!is_built_in && !same_as_before).then_some(id)
}

/// Notes a template that is not there, or no longer offered.
pub(super) fn judge_template(id: TemplateId, found: Option<&Template>, faults: &mut Faults) {
    if found.is_none_or(|template| template.archived_at.is_some()) {
        faults.push(not_found("/template_id", "template", id.0));
    }
}

pub(crate) fn not_found(pointer: impl Into<String>, noun: &str, id: Uuid) -> Fault {
    Fault::new(pointer, "not_found", format!("there is no {noun} {id}"))
}

/// The products and taxes that a draft names, loaded once each.
#[derive(Default)]
pub(crate) struct Catalogue {
    products: HashMap<ProductId, Product>,
    taxes: HashMap<TaxId, TaxDefinition>,
    /// Those that the document refers to already.
    kept: HashSet<TaxId>,
}

impl Catalogue {
    pub(super) async fn load(
        query: &mut dyn Connection,
        account: &Account,
        draft: &InvoiceDraft,
        before: Option<&Invoice>,
    ) -> Result<Self> {
        let account_id = account.id;
        let ids: Vec<ProductId> =
            draft.body.lines.iter().filter_map(|line| line.product_id).collect();
        let mut products = HashMap::new();
        if !ids.is_empty() {
            for found in product::load_many(query, account_id, &ids).await? {
                products.insert(found.id, found);
            }
        }
        let lists = draft.body.lines.iter().filter_map(|line| line.taxes.as_ref());
        let named = lists.chain(&draft.body.taxes).flatten().filter_map(|tax| match tax {
            TaxRef::Id(id) => Some(*id),
            TaxRef::Inline(tax) => tax.id,
        });
        let usual = account.defaults.taxes.iter().filter_map(|tax| tax.id);
        let named = named.chain(usual.filter(|_| draft.body.taxes.is_none()));
        let of_products = products.values().flat_map(|product: &Product| product.tax_ids.clone());
        let ids: HashSet<TaxId> = named.chain(of_products).collect();
        let mut taxes = HashMap::new();
        if !ids.is_empty() {
            let ids: Vec<TaxId> = ids.into_iter().collect();
            for found in tax::load_many(query, account_id, &ids).await? {
                taxes.insert(found.id, found);
            }
        }
        let kept = before.into_iter().flat_map(|before| before.content.all_taxes());
        let kept = kept.filter_map(|tax| tax.id).collect();
        Ok(Self { products, taxes, kept })
    }

    /// The taxes of a document that names none.
    pub(super) fn usual_taxes(&self, account: &Account) -> Vec<Tax> {
        account.defaults.taxes.iter().map(|tax| self.spelt_out(tax)).collect()
    }

    /// A tax that is spelt out. It refers to an entry of the account's table only where there is one: it may have been removed
    /// since it was read.
    fn spelt_out(&self, tax: &Tax) -> Tax {
        let is_there = |id: &TaxId| self.taxes.contains_key(id) || self.kept.contains(id);
        Tax { id: tax.id.filter(is_there), ..tax.clone() }
    }

    pub(crate) fn taxes(&self, wanted: &[TaxRef], pointer: &str, faults: &mut Faults) -> Vec<Tax> {
        let mut taxes = Vec::with_capacity(wanted.len());
        for (index, tax) in wanted.iter().enumerate() {
            match tax {
                TaxRef::Inline(tax) => taxes.push(self.spelt_out(tax)),
                TaxRef::Id(id) => match self.taxes.get(id) {
                    Some(found) => taxes.push(found.tax.clone()),
                    None => faults.push(not_found(format!("{pointer}/{index}"), "tax", id.0)),
                },
            }
        }
        taxes
    }

    pub(crate) fn line(
        &self,
        id: LineId,
        index: usize,
        draft: &LineDraft,
        is_new: bool,
        faults: &mut Faults,
    ) -> Line {
        let at = |field: &str| format!("/items/{index}/{field}");
        let product = draft.product_id.and_then(|product_id| self.products.get(&product_id));
        // What a product would have supplied that is not there is not asked for.
        let may_lack = draft.product_id.is_some() && product.is_none();
        if let Some(product_id) = draft.product_id.filter(|_| may_lack) {
            faults.push(not_found(at("product_id"), "product", product_id.0));
        }
        let supplied = product.filter(|_| is_new);
        let name = draft.name.clone().or_else(|| product.map(|product| product.name.clone()));
        let description = draft
            .description
            .clone()
            .or_else(|| supplied.and_then(|product| product.description.clone()));
        if name.is_none() && description.is_none() && !may_lack {
            let message = "a line needs a name, a description or a product_id";
            let fault = Fault::new(format!("/items/{index}"), "required", message);
            faults.push(fault.resting_on([at("name"), at("description"), at("product_id")]));
        }
        let unit_price = draft.unit_price.or_else(|| product.map(|product| product.unit_price));
        if unit_price.is_none() && !may_lack {
            let message = "is required where no product supplies it";
            let fault = Fault::new(at("unit_price"), "required", message);
            faults.push(fault.resting_on([at("product_id")]));
        }
        let taxes = match (&draft.taxes, product) {
            (Some(taxes), _) => self.taxes(taxes, &at("taxes"), faults),
            (None, Some(product)) => {
                let of_product = product.tax_ids.iter().filter_map(|id| self.taxes.get(id));
                of_product.map(|definition| definition.tax.clone()).collect()
            }
            (None, None) => vec![],
        };
        Line {
            id,
            product_id: draft.product_id,
            name,
            description,
            url: draft.url.clone(),
            quantity: draft.quantity.unwrap_or(Decimal::ONE),
            unit: draft.unit.clone().or_else(|| supplied.and_then(|product| product.unit.clone())),
            unit_price: unit_price.unwrap_or_default(),
            base_quantity: draft.base_quantity.unwrap_or(Decimal::ONE),
            flat_fee: draft.flat_fee,
            discount: draft.discount.clone(),
            taxes,
            service: draft.service,
            item: ItemReferences {
                seller_item_id: draft
                    .item
                    .seller_item_id
                    .clone()
                    .or_else(|| supplied.and_then(|product| product.sku.clone())),
                ..draft.item.clone()
            },
            display_order: draft.display_order,
        }
    }
}

/// The draft that would make the same document: for `duplicate`.
pub(crate) fn draft_of(content: &Content, customer: CustomerId) -> InvoiceDraft {
    let body = DraftBody {
        currency: Some(content.currency),
        language: Some(content.language),
        texts: content.texts.clone(),
        notes: Field::of(content.notes.clone()),
        terms: Field::of(content.terms.clone()),
        payment_terms: Field::of(content.payment_terms.clone()),
        payment_days: Field::of(content.payment_days),
        payment_means: content.payment_means.clone(),
        deliver_to: content.deliver_to.clone(),
        references: content.references.clone(),
        adjustments: content.adjustments.clone(),
        taxes: Some(content.taxes.iter().cloned().map(TaxRef::Inline).collect()),
        tax_included: Some(content.tax_included),
        template_id: content.template_id,
        presentation: content.presentation.clone(),
        metadata: content.metadata.clone(),
        lines: content.lines.iter().map(line_draft_of).collect(),
    };
    InvoiceDraft {
        service: content.service,
        delivery_date: content.delivery_date,
        ..InvoiceDraft::of(CustomerRef::Id(customer), body)
    }
}

fn line_draft_of(line: &Line) -> LineDraft {
    LineDraft {
        id: None,
        product_id: line.product_id,
        name: line.name.clone(),
        description: line.description.clone(),
        url: line.url.clone(),
        quantity: Some(line.quantity),
        unit: line.unit.clone(),
        unit_price: Some(line.unit_price),
        base_quantity: Some(line.base_quantity),
        flat_fee: line.flat_fee,
        discount: line.discount.clone(),
        taxes: Some(line.taxes.iter().cloned().map(TaxRef::Inline).collect()),
        service: line.service,
        item: line.item.clone(),
        display_order: line.display_order,
    }
}
