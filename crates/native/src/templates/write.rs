//! From a template to its JSON.

use super::wire;
use net30_app::templates::data_url;
use net30_domain::template::{Column, Heading, Look, Paper, Template, Window};

/// A template.
pub(crate) fn template(template: &Template) -> wire::Template {
    wire::Template {
        id: template.id.0,
        fields: body(template),
        built_in: template.account_id.is_none(),
        archived_at: template.archived_at,
        revision: template.revision,
        created_at: template.created_at,
        updated_at: template.updated_at,
    }
}

/// What a client would write to make this template.
pub(crate) fn body(template: &Template) -> wire::TemplateBody {
    let look = &template.look;
    wire::TemplateBody {
        name: template.name.clone(),
        layout: look.layout.word(),
        accent_color: look.accent_color.map(|colour| colour.to_string()),
        font: look.font.word(),
        logo: look.logo.as_ref().map(data_url),
        header: look.header.clone(),
        footer: look.footer.clone(),
        paper: look.paper.map(Paper::word),
        window: look.window.map(Window::word),
        columns: columns(look),
        texts: (!look.texts.is_empty()).then(|| texts(look)),
        source: look.source.clone(),
    }
}

fn columns(look: &Look) -> Option<Vec<&'static str>> {
    let words = look.columns.iter().map(|column| column.word());
    (!look.columns.is_empty()).then(|| words.collect())
}

fn texts(look: &Look) -> wire::TemplateTexts {
    let said = |heading: Heading| look.text(heading).map(str::to_owned);
    let column = |column: Column| said(Heading::Column(column));
    wire::TemplateTexts {
        invoice: said(Heading::Invoice),
        credit_note: said(Heading::CreditNote),
        position: column(Column::Position),
        item_number: column(Column::ItemNumber),
        description: column(Column::Description),
        quantity: column(Column::Quantity),
        unit: column(Column::Unit),
        unit_price: column(Column::UnitPrice),
        discount: column(Column::Discount),
        tax: column(Column::Tax),
        amount: column(Column::Amount),
        subtotal: said(Heading::Subtotal),
        total: said(Heading::Total),
        due: said(Heading::Due),
        payment: said(Heading::Payment),
        notes: said(Heading::Notes),
        terms: said(Heading::Terms),
    }
}
