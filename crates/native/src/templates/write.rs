//! From a template to its JSON.

use super::wire;
use base64::{Engine, prelude::BASE64_STANDARD};
use net30_domain::template::{Logo, Template};

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
    }
}

/// A logo as a data URL.
pub(crate) fn data_url(logo: &Logo) -> String {
    format!("data:image/png;base64,{}", BASE64_STANDARD.encode(&logo.png))
}
