//! `import`.

use crate::{
    cli::ImportOptions,
    failure::{Failure, Result},
    opening, output,
    settings::Settings,
};
use net30_app::{
    App, Call, Caller,
    einvoices::{self, BYTES_MAX, Import, ImportReport, Imported, Left, StatedSum},
    setup,
};
use net30_domain::id::AccountId;
use net30_native::import::imported;
use std::{io::Read, path::Path};

/// Makes a draft of a file.
pub(crate) async fn run(settings: &Settings, options: &ImportOptions) -> Result<()> {
    let bytes = read(&options.file)?;
    let app = opening::existing(settings).await?;
    let caller = caller(&app, options.account).await?;
    let file = einvoices::read(&app, &caller, bytes).await?;
    let made = app.run(&Call::of(caller), &Import { file }).await?;
    output::say(settings, &words(&made), &imported(&app, &made)?)
}

/// Reads a file, of which no more is held than an electronic invoice may have.
fn read(path: &Path) -> Result<Vec<u8>> {
    let failure = |error| Failure::new(format!("{} cannot be read: {error}", path.display()));
    let source: Box<dyn Read> = if path.as_os_str() == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(std::fs::File::open(path).map_err(failure)?)
    };
    let mut bytes = Vec::new();
    source.take(BYTES_MAX as u64 + 1).read_to_end(&mut bytes).map_err(failure)?;
    Ok(bytes)
}

async fn caller(app: &App, account: Option<AccountId>) -> Result<Caller> {
    if let Some(account) = account {
        return Ok(app.system_caller(account).await?);
    }
    match setup::all_accounts(app).await?.as_slice() {
        [only] => Ok(Caller::system(only.organisation_id, only.id)),
        [] => {
            Err(Failure::new("there is no account").hint("make one: `net30 account create NAME`"))
        }
        _ => Err(Failure::new("there are several accounts").hint(
            "say which is to have the draft: --account ID, as `net30 account list` shows it",
        )),
    }
}

fn words(made: &Imported) -> String {
    let shown = &made.shown;
    let ImportReport { file, differences } = &made.report;
    let (invoice, currency) = (&shown.invoice, shown.invoice.content.currency);
    let mut words = vec![
        format!("draft     {}", invoice.id),
        format!("customer  {}", output::in_one_line(&shown.customer.party.name.display())),
        format!("total     {} {currency}", invoice.totals.gross.to_decimal(currency)),
        format!("read as   {}", file.syntax),
    ];
    let sum = |what: &str, sum: &StatedSum| {
        format!("{what}  {} is {}, and comes to {}", sum.term, sum.stated, sum.calculated)
    };
    words.extend(file.wrong_sums.iter().map(|wrong| sum("wrong sum", wrong)));
    words.extend(differences.iter().map(|wrong| sum("differs  ", wrong)));
    let broken = file.broken.iter().filter(|broken| broken.is_fatal);
    words.extend(broken.map(|broken| {
        let message = output::in_one_line(&broken.message);
        format!("breaks    {} at {}: {message}", broken.rule, broken.term)
    }));
    words.extend(file.left.iter().map(left));
    words.join("\n")
}

fn left(left: &Left) -> String {
    let value = left.value.as_deref().map(|value| format!(" ({value})")).unwrap_or_default();
    output::in_one_line(&format!("left      {}{value} {}", left.path, left.reason))
}
