//! `openapi`.

use crate::{
    failure::{Failure, Result},
    output,
    settings::Settings,
};

/// Prints the OpenAPI document: indented for people, on one line for machines.
pub(crate) fn print(settings: &Settings) -> Result<()> {
    let document = net30_api::openapi::openapi();
    let text = if settings.json {
        serde_json::to_string(&document)
    } else {
        serde_json::to_string_pretty(&document)
    };
    output::print(&text.map_err(|error| Failure::new(error.to_string()))?)
}
