//! A file that became a draft, as the command line says it: in the JSON of `POST /api/v1/invoices/import`.

use crate::invoices::{einvoices::report, wire_einvoices, write};
use net30_app::{App, Error, Result, einvoices::Imported};
use serde_json::Value;

/// The draft, and what became of the file.
///
/// # Errors
/// [`Error::Broken`] if it cannot be written as JSON.
pub fn imported(app: &App, imported: &Imported) -> Result<Value> {
    let wire = wire_einvoices::Imported {
        invoice: write::invoice(&imported.shown, app.public_url()),
        report: report(&imported.report),
    };
    serde_json::to_value(&wire).map_err(|error| Error::Broken(error.into()))
}
