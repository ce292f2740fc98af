//! The page of the editor.

use super::{
    conflict::Conflict,
    desk::{Desk, Looked},
    product::Noted,
    results::{Results, id_of},
    taxes,
    typed::Typed,
};
use crate::app::{
    fields::Choice,
    shell::{Frame, Here},
};
use askama::Template;
use net30_app::scratch::Subject;
use net30_domain::{document::DocumentType, id::InvoiceId, tax::Category};
use net30_http::problem::Result;

/// Terms that are offered; others are typed.
const TERMS: [&str; 6] = ["Due on receipt", "Net 7", "Net 14", "Net 30", "Net 60", "30 days EOM"];
/// To what an amount due may be rounded.
const ROUNDINGS: [&str; 3] = ["0.05", "0.1", "1"];
/// Lines that are shown before anything is typed.
const LINES_AT_FIRST: usize = 1;
/// Stands for the key in the pattern of new lines.
const PATTERN: &str = "KEY";

/// A line of the form.
pub(super) struct Line {
    pub(super) key: String,
    /// Its place, from 1.
    pub(super) at: String,
    pub(super) taxes: Vec<Choice>,
    pub(super) more_taxes: Vec<MoreTax>,
    /// Whether it says more than a row shows.
    pub(super) is_open: bool,
}

/// The choice of another tax of a line.
pub(super) struct MoreTax {
    pub(super) field: &'static str,
    pub(super) rate: &'static str,
    pub(super) label: String,
    pub(super) choices: Vec<Choice>,
}

/// What is told at the head of the page.
#[derive(Default)]
pub(super) struct Told {
    /// What was restored, and from when.
    pub(super) restored: Option<String>,
    /// Whether it was just saved.
    pub(super) is_saved: bool,
    /// What became of a line that was to be a product.
    pub(super) product: Option<Noted>,
    /// Whether saving was tried, so that faults are shown at their fields.
    pub(super) is_tried: bool,
    /// Who saved something else meanwhile.
    pub(super) overtaken: Option<String>,
    /// What both have changed.
    pub(super) conflicts: Vec<Conflict>,
    /// Of what else there is something typed and not saved: address and moment.
    pub(super) others: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "app/editor.html")]
#[expect(clippy::struct_excessive_bools, reason = "each says whether a part of the page is there")]
pub(super) struct EditorPage {
    pub(super) p: Frame,
    pub(super) f: Typed,
    pub(super) r: Results,
    pub(super) told: Told,
    /// Where its own routes are.
    pub(super) root: String,
    pub(super) action: String,
    pub(super) of: String,
    /// The page of the invoice, once there is one.
    pub(super) own: Option<String>,
    pub(super) subject: String,
    pub(super) is_note: bool,
    /// Whether there is a dialog to issue it.
    pub(super) can_issue: bool,
    pub(super) today: String,
    pub(super) lines: Vec<Line>,
    pub(super) pattern: Line,
    pub(super) customers: Vec<Choice>,
    pub(super) currencies: Vec<Choice>,
    pub(super) languages: Vec<Choice>,
    pub(super) templates: Vec<Choice>,
    pub(super) taxes: Vec<Choice>,
    pub(super) countries: Vec<Choice>,
    pub(super) ship_countries: Vec<Choice>,
    pub(super) categories: Vec<Choice>,
    pub(super) roundings: Vec<Choice>,
    pub(super) terms: Vec<&'static str>,
    pub(super) takes_nothing: bool,
    pub(super) is_more_open: bool,
    pub(super) is_reductions_open: bool,
    pub(super) saved_words: String,
}

impl EditorPage {
    /// What is wrong with a field, once saving was tried.
    fn fault(&self, field: &str) -> Option<&str> {
        if self.told.is_tried { self.r.fault(field) } else { None }
    }

    /// What is wrong with a field of a line, likewise.
    fn of_line(&self, key: &str, field: &str) -> Option<&str> {
        self.fault(&format!("/items/{key}/{field}"))
    }

    #[expect(clippy::unused_self, reason = "templates call methods of their page")]
    fn id(&self, field: &str) -> String {
        id_of(field)
    }

    /// How many things are in the way.
    fn count(&self) -> usize {
        self.r.count()
    }

    fn is(&self, field: &str, value: &str) -> bool {
        self.f.text(field) == value
    }
}

/// Fields of the part that opens by itself where one of them says something.
const MORE: [&str; 19] = [
    "/number",
    "/header",
    "/description",
    "/buyer_reference",
    "/purchase_order",
    "/contract_reference",
    "/project_reference",
    "/service_start_date",
    "/service_end_date",
    "/delivery_date",
    "/template_id",
    "/payment_means/reference",
    "/deliver_to/name",
    "/deliver_to/address/line1",
    "/deliver_to/address/postal_code",
    "/deliver_to/address/city",
    "/deliver_to/address/country",
    "/round_to",
    "tags",
];
const REDUCTIONS: [&str; 2] = ["/discount_value", "/extra_charges/value"];
const MORE_OF_LINE: [&str; 8] = [
    "description",
    "tax2",
    "tax3",
    "discount_value",
    "service_start_date",
    "service_end_date",
    "seller_item_id",
    "order_line",
];

/// Where the form is sent.
pub(super) struct Place {
    pub(super) invoice: Option<InvoiceId>,
    pub(super) document: DocumentType,
    pub(super) subject: Subject,
}

/// Makes the page of what is typed.
#[expect(clippy::too_many_lines, reason = "it fills one page, field by field")]
pub(super) async fn page(
    desk: &Desk<'_>,
    place: &Place,
    mut typed: Typed,
    looked: &Looked,
    told: Told,
) -> Result<EditorPage> {
    let (t, visit) = (desk.t, desk.visit);
    let root = visit.at(&format!("/app/{}", visit.place()?.code()));
    let is_note = place.document == DocumentType::CreditNote;
    if !is_note {
        for _ in 0..LINES_AT_FIRST {
            typed.end_with_blank();
        }
    }
    let table = desk.taxes().await?;
    let offers = desk.offers(&table);
    let formats = desk.writing.formats();
    let more_taxes = |key: &str| {
        let labels = [t.second_tax(), t.third_tax()];
        let fields = taxes::OF_LINE.into_iter().skip(1).zip(labels);
        let more = fields.map(|((field, rate), label)| MoreTax {
            field,
            rate,
            label,
            choices: taxes::choices(&offers, typed.of_line(key, field), formats),
        });
        more.collect()
    };
    let line = |(at, key): (usize, String)| Line {
        more_taxes: more_taxes(&key),
        taxes: taxes::choices(&offers, typed.of_line(&key, "tax"), formats),
        is_open: MORE_OF_LINE.iter().any(|field| !typed.of_line(&key, field).trim().is_empty()),
        at: (at + 1).to_string(),
        key,
    };
    let lines = typed.keys().into_iter().enumerate().map(line).collect();
    let pattern = Line {
        key: PATTERN.to_owned(),
        at: PATTERN.to_owned(),
        taxes: taxes::choices(&offers, "", formats),
        more_taxes: more_taxes(PATTERN),
        is_open: false,
    };
    let says = |name: &&str| !typed.text(name).trim().is_empty();
    let results = desk.results(&typed, looked);
    let is_faulty = |name: &&str| told.is_tried && results.fault(name).is_some();
    let is_more_open = MORE.iter().any(|name| says(name) || is_faulty(name));
    let is_reductions_open = REDUCTIONS.iter().any(says);
    let category = |category: Category| Choice {
        value: category.code().to_owned(),
        text: category_name(desk, category),
        is_chosen: typed.text("zero_category") == category.code(),
    };
    let categories =
        Category::ALL.into_iter().filter(|one| one.wants_positive_rate() == Some(false));
    let rounding = |value: &&str| Choice {
        value: (*value).to_owned(),
        text: value.parse().map_or_else(|_| (*value).to_owned(), |figure| formats.quantity(figure)),
        is_chosen: typed.text("/round_to") == *value,
    };
    let mut roundings: Vec<Choice> = ROUNDINGS.iter().map(rounding).collect();
    if !typed.text("/round_to").is_empty() && !roundings.iter().any(|choice| choice.is_chosen) {
        roundings.push(Choice {
            value: typed.text("/round_to").to_owned(),
            text: typed.text("/round_to").to_owned(),
            is_chosen: true,
        });
    }
    let own = place.invoice.map(|id| format!("{root}/invoices/{id}"));
    let title = match (place.invoice, is_note) {
        (None, _) => t.new_invoice(),
        (Some(_), true) => t.edit_credit_note(&looked.preview.number),
        (Some(_), false) => t.edit_draft(&looked.preview.shown.customer.party.name.display()),
    };
    let action = match &own {
        Some(own) => format!("{own}/edit?draft={}", place.subject.tab),
        None => format!("{root}/invoices/new?draft={}", place.subject.tab),
    };
    Ok(EditorPage {
        p: Frame::of(visit, title, Here::Invoices),
        r: results,
        customers: desk.customers(&typed).await?,
        currencies: desk.currencies(&typed),
        languages: Desk::languages(&typed),
        templates: desk.templates(&typed).await?,
        taxes: taxes::choices(&offers, typed.text("tax"), formats),
        countries: desk.countries(typed.text("/customer/address/country")),
        ship_countries: desk.countries(typed.text("/deliver_to/address/country")),
        categories: categories.map(category).collect(),
        roundings,
        terms: TERMS.into(),
        takes_nothing: taxes::takes_nothing(&typed, &table),
        is_more_open,
        is_reductions_open,
        today: looked.preview.shown.today.to_string(),
        can_issue: crate::app::has_route("/app/{account}/invoices/{id}/issue"),
        of: place.invoice.map(|id| format!("?of={id}")).unwrap_or_default(),
        subject: place.subject.to_string(),
        saved_words: t.saved_at("%"),
        root,
        action,
        own,
        is_note,
        lines,
        pattern,
        told,
        f: typed,
    })
}

fn category_name(desk: &Desk<'_>, category: Category) -> String {
    let t = desk.t;
    let name = match category {
        Category::Zero => t.category_zero(),
        Category::Exempt => t.category_exempt(),
        Category::ReverseCharge => t.category_reverse_charge(),
        Category::IntraCommunity => t.category_intra_community(),
        Category::Export => t.category_export(),
        Category::OutOfScope => t.category_out_of_scope(),
        Category::Standard | Category::Igic | Category::Ipsi => String::new(),
    };
    if name.is_empty() { category.code().to_owned() } else { name }
}
