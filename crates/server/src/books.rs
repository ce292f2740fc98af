//! `verify`.

use crate::{failure::Result, opening, output, settings::Settings};
use net30_app::books;
use net30_domain::id::AccountId;
use serde_json::json;
use std::process::ExitCode;

/// Computes the books again; exit status 1 if they have a fault.
pub(crate) async fn verify(settings: &Settings, account: Option<AccountId>) -> Result<ExitCode> {
    let app = opening::existing(settings).await?;
    let report = books::verify(&app, account).await?;
    let checked = format!(
        "{} accounts, {} documents, {} events of the books",
        report.accounts, report.documents, report.events
    );
    let fault = report.fault.as_ref();
    let words = match fault {
        None => format!("the books hold: {checked}"),
        Some(fault) => format!(
            "the books do not hold: {}\nrule {}, account {}; checked until then: {checked}",
            fault.message, fault.rule, fault.account_id
        ),
    };
    let object = json!({
        "accounts": report.accounts,
        "documents": report.documents,
        "events": report.events,
        "fault": fault.map(|fault| json!({
            "account_id": fault.account_id.0,
            "rule": fault.rule,
            "message": fault.message,
        })),
    });
    output::say(settings, &words, &object)?;
    Ok(if fault.is_some() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
