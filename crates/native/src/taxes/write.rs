//! From a tax to its JSON.

use super::wire;
use crate::write::rate;
use net30_domain::tax::TaxDefinition;

/// An entry of the account's table.
pub(crate) fn tax(entry: &TaxDefinition) -> wire::TaxDefinition {
    wire::TaxDefinition {
        id: entry.id.0,
        fields: body(entry),
        archived_at: entry.archived_at,
        revision: entry.revision,
        created_at: entry.created_at,
        updated_at: entry.updated_at,
    }
}

/// What a client would write to make this tax.
pub(crate) fn body(entry: &TaxDefinition) -> wire::TaxBody {
    let (r#type, value) = rate(entry.tax.rate);
    wire::TaxBody {
        name: entry.tax.name.clone(),
        r#type,
        value,
        category: entry.tax.category.code(),
        exemption_reason: entry.tax.exemption_reason.clone(),
        compound: entry.tax.compound,
    }
}
