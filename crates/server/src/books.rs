//! `verify`.

use crate::{
    failure::{Failure, Result},
    opening, output, progress,
    settings::Settings,
};
use net30_app::{
    App,
    books::{self, Head, Report},
};
use net30_domain::id::AccountId;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::{fmt::Write as _, io::Write as _, path::Path, process::ExitCode};

/// How many heads are shown to people.
const HEADS_SHOWN: usize = 20;

/// A head as a line of an anchor's file has it, and as the log has it once a day.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    account_id: String,
    sequence: i64,
    hash: String,
    #[serde(default)]
    signature: Option<String>,
}

/// Computes the books again; exit status 1 if they have a fault. Where an anchor is named, they must also hold what it
/// has seen of them, and it is brought up to date.
pub(crate) async fn verify(
    settings: &Settings,
    account: Option<AccountId>,
    anchor: Option<&Path>,
) -> Result<ExitCode> {
    let app = opening::existing(settings).await?;
    let anchors = match anchor {
        Some(file) if file.exists() => read(&app, file)?,
        _ => vec![],
    };
    let watch = progress::watch(settings);
    let report = books::verify(&app, account, &anchors).await?;
    drop(watch);
    if let (Some(file), None) = (anchor, &report.fault) {
        // Those of accounts that were not looked at stay as they are.
        let others = anchors
            .iter()
            .filter(|anchor| report.heads.iter().all(|head| head.account_id != anchor.account_id));
        write(&app, file, others.chain(&report.heads))?;
    }
    tell(settings, &app, &report)?;
    Ok(if report.fault.is_some() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn tell(settings: &Settings, app: &App, report: &Report) -> Result<()> {
    let checked = format!(
        "{} accounts, {} documents, {} events of the books",
        report.accounts, report.documents, report.events
    );
    let fault = report.fault.as_ref();
    let mut words = match fault {
        None => format!("the books hold: {checked}"),
        Some(fault) => format!(
            "the books do not hold: {}\nrule {}, account {}; checked until then: {checked}",
            fault.message, fault.rule, fault.account_id
        ),
    };
    if fault.is_none() && report.heads.len() <= HEADS_SHOWN {
        for head in &report.heads {
            let (account, sequence, hash) = (head.account_id, head.sequence, head.hash_text());
            let line = write!(words, "\nhead of {account}: {sequence} {hash}");
            line.expect("a String takes every text");
        }
    }
    let object = json!({
        "accounts": report.accounts,
        "documents": report.documents,
        "events": report.events,
        "heads": report.heads.iter().map(|head| line_of(app, head)).collect::<Vec<Line>>(),
        "fault": fault.map(|fault| json!({
            "account_id": fault.account_id.0,
            "rule": fault.rule,
            "message": fault.message,
        })),
    });
    output::say(settings, &words, &object)
}

fn line_of(app: &App, head: &Head) -> Line {
    Line {
        account_id: head.account_id.to_string(),
        sequence: head.sequence,
        hash: head.hash_text(),
        signature: Some(app.sign_head(head)),
    }
}

/// Reads an anchor: a head a line.
fn read(app: &App, file: &Path) -> Result<Vec<Head>> {
    let name = file.display();
    let text = std::fs::read_to_string(file)?;
    let mut heads = vec![];
    for (number, text) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let number = number + 1;
        let line: Line = serde_json::from_str(text).map_err(|error| {
            Failure::new(format!("line {number} of {name} is no head of a chain: {error}"))
        })?;
        let refused = |what: &str| Failure::new(format!("line {number} of {name} has no {what}"));
        let account_id = line.account_id.parse::<AccountId>();
        let account_id = account_id.map_err(|_| refused("id of an account"))?;
        let hash = Head::parse_hash(&line.hash);
        let hash = hash.ok_or_else(|| refused("hash of 64 hexadecimal digits"))?;
        let head = Head { account_id, sequence: line.sequence, hash };
        if line.signature.is_some_and(|signature| signature != app.sign_head(&head)) {
            return Err(Failure::new(format!(
                "line {number} of {name} was not signed with this server's secret key, or was changed"
            ))
            .hint("give the server the secret key that it had; without the signature the line is taken as it is"));
        }
        heads.push(head);
    }
    Ok(heads)
}

/// Writes an anchor, in place of the one before once it is whole.
fn write<'a>(app: &App, file: &Path, heads: impl Iterator<Item = &'a Head>) -> Result<()> {
    let mut name = file.as_os_str().to_owned();
    name.push(".partial");
    let mut partial = std::fs::File::create(&name)?;
    for head in heads {
        let line = serde_json::to_string(&line_of(app, head));
        let line = line.map_err(|error| Failure::new(error.to_string()))?;
        writeln!(partial, "{line}")?;
    }
    partial.sync_all()?;
    std::fs::rename(&name, file)?;
    Ok(())
}
